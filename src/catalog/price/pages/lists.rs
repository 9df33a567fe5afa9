//! Price lists: the list, one of them with its prices, its forms.
use super::LISTS_URL;
use super::crumbs;
use super::visible;
use crate::catalog::price::EditPriceList;
use crate::catalog::price::NewPriceList;
use crate::catalog::price::PRIORITY_USUAL;
use crate::catalog::price::PriceList;
use crate::catalog::price::PriceOf;
use crate::catalog::price::SetPrices;
use crate::catalog::price::ops;
use crate::catalog::price::queries;
use crate::catalog::price::queries::list::PriceRow;
use crate::catalog::product;
use crate::company::activity;
use crate::ids::PriceListId;
use crate::ids::ProductId;
use crate::ids::Subject;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::input::LINES_MAX;
use crate::kernel::list;
use crate::kernel::list::Filter;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::View;
use crate::kernel::list::column;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::value::usage;
use crate::kernel::view::Action;
use crate::kernel::view::Cell;
use crate::kernel::view::ComboOption;
use crate::kernel::view::Crumb;
use crate::kernel::view::DataTable;
use crate::kernel::view::Fact;
use crate::kernel::view::Field;
use crate::kernel::view::FormPage;
use crate::kernel::view::LineKind;
use crate::kernel::view::LinesGrid;
use crate::kernel::view::ObjectPage;
use crate::kernel::view::Phone;
use crate::kernel::view::Section;
use crate::kernel::view::SectionBody;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::answer;
use crate::kernel::web::master;
use crate::party::group;
use crate::permission::Permission::PriceEdit;
use crate::permission::Permission::PriceRead;
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;
use tenon_db::Conn;

/// Most prices on the page of a list; the list of prices has all.
const PRICES_SHOWN: i64 = 100;

fn price_lists() -> List<PriceList> {
    List {
        name: "price-lists",
        url: LISTS_URL,
        icon: "tags",
        permission: PriceRead,
        columns: vec![
            column("code", Kind::Text, |row: &PriceList| Value::text(&row.code))
                .sorts()
                .phone(Phone::Name),
            column("name", Kind::Text, |row: &PriceList| Value::text(&row.name)).phone(Phone::Partner),
            column("currency", Kind::Text, |row: &PriceList| Value::text(&row.currency)),
            column("customer-group", Kind::Text, |row: &PriceList| {
                Value::text(&row.customer_group)
            }),
            column("priority", Kind::Number, |row: &PriceList| {
                Value::Number(i64::from(row.priority))
            })
            .sorts(),
            column("state", Kind::Text, |row: &PriceList| {
                Value::State(usage(row.is_active))
            })
            .phone(Phone::Status),
        ],
        filters: filters(),
        views: vec![
            View {
                name: "active",
                query: "active=yes",
            },
            View {
                name: "archived",
                query: "active=no",
            },
        ],
        sort: ("priority", false),
        subject: |row| row.id.into(),
        new: Some(("/catalog/price-lists/new", PriceEdit)),
        bulk: Vec::new(),
        fetch: queries::list::page,
        sums: queries::list::sums,
        peek: false,
    }
}

fn filters() -> Vec<Filter> {
    vec![
        Filter {
            name: "currency",
            of: FilterOf::Choice(|conn, _| queries::currencies(conn)),
        },
        Filter {
            name: "customer-group",
            of: FilterOf::Choice(|conn, _| group::queries::choices(conn)),
        },
        Filter {
            name: "active",
            of: FilterOf::YesNo,
        },
    ]
}

pub fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &price_lists())
}

/// Options of a combobox: the lists in use of the company worked in.
pub fn search(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let wanted = crate::kernel::search_text::fold(req.query("q").trim());
    let lists = ctx.read(|conn| queries::usable(conn, ctx.company.id))?;
    let holds = |list: &PriceList| crate::kernel::search_text::fold(&list.label()).contains(&wanted);
    let option = |list: PriceList| ComboOption {
        id: list.id.to_string(),
        text: list.name,
        sub: list.code,
        right: list.currency,
        flag: list.customer_group,
        ..ComboOption::default()
    };
    Reply::json(&lists.into_iter().filter(holds).take(30).map(option).collect::<Vec<_>>())
}

pub fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let row = visible(ctx, req.id()?)?;
    if req.is_api() {
        return Reply::json(&row);
    }
    let id = row.id;
    let companies = ctx.full_reach(PriceRead).companies();
    let (prices, count, customers) = ctx.read(|conn| {
        Ok((
            queries::list::prices_of(conn, id, PRICES_SHOWN)?,
            queries::list::count_prices(conn, id)?,
            queries::list::count_customers(conn, id, &companies)?,
        ))
    })?;
    let may_edit = ctx.may(PriceEdit);
    let mut facts = facts(ctx, &row)?;
    facts.push(Fact::text(
        ctx.text("price-list-customers"),
        ctx.formats.integer(customers),
    ));
    let page = ObjectPage {
        title: row.name.clone(),
        status: Some(usage(row.is_active).status(ctx.messages)),
        subtitle: ctx.say_with("kind-price-list-code", &[("code", (&row.code).into())]),
        version: row.version.to_string(),
        edit_url: may_edit.then(|| format!("{LISTS_URL}/{id}/edit")),
        menu: if may_edit {
            master::menu(ctx, id, &row.name, row.is_active)
        } else {
            Vec::new()
        },
        facts,
        sections: vec![prices_section(ctx, &row, &prices, count)],
        ..ObjectPage::default()
    };
    let page = activity::attach(ctx, page, id.into(), row.company_id)?;
    answer::object(ctx, req, page, crumbs(ctx, vec![Crumb::new(&row.name, "")]))
}

fn facts(ctx: &Ctx, row: &PriceList) -> Result<Vec<Fact>> {
    let groups = ctx.read(group::queries::choices)?;
    let company = row.company_id.and_then(|id| ctx.company_of(id));
    let everyone = || ctx.text("price-list-everyone");
    let known = groups.into_iter().find(|(code, _)| *code == row.customer_group);
    let group = match known {
        Some((_, name)) => name,
        None if row.customer_group.is_empty() => everyone(),
        None => row.customer_group.clone(),
    };
    Ok(vec![
        Fact::text(ctx.text("field-currency"), row.currency.as_str()),
        Fact::text(
            ctx.text("field-for-company"),
            company.map_or_else(|| ctx.text("all-companies"), |company| company.name.clone()),
        ),
        Fact::text(ctx.text("field-customer-group"), group),
        Fact::text(ctx.text("field-priority"), ctx.formats.integer(i64::from(row.priority))),
    ])
}

fn prices_section(ctx: &Ctx, row: &PriceList, prices: &[PriceRow], count: i64) -> Section {
    let date = |date| Value::date(date).cell(ctx.messages, &ctx.formats);
    let rows = prices.iter().map(|price| {
        let item = &price.item;
        let figure = ctx.formats.unit_price(item.unit_price.to_decimal(), &price.currency);
        let from = if item.minimum_quantity.is_zero() {
            Cell::Empty
        } else {
            Cell::number(ctx.formats.quantity(item.minimum_quantity.to_decimal(), 6))
        };
        TableRow::new(vec![
            Cell::Item {
                code: price.product_code.clone(),
                url: Subject::Product(item.product_id).url(),
                text: price.product_name.clone(),
            },
            from,
            Cell::text(&price.unit),
            date(item.start_date),
            date(item.end_date),
            Cell::money_link(figure, Subject::PriceListItem(item.id).url()),
        ])
    });
    let in_currency = ctx.say_with("price-in-currency", &[("currency", (&row.currency).into())]);
    let table = DataTable {
        columns: vec![
            TableColumn::text(ctx.text("column-product")).phone(Phone::Name),
            TableColumn::number(ctx.text("column-from-quantity")).phone(Phone::Partner),
            TableColumn::text(ctx.text("column-unit")),
            TableColumn::text(ctx.text("column-start")),
            TableColumn::text(ctx.text("column-end")),
            TableColumn::number(in_currency).phone(Phone::Amount),
        ],
        rows: rows.collect(),
        empty: ctx.text("price-list-no-prices"),
        tall: true,
    };
    let mut section = Section::new("prices", ctx.text("price-list-prices"), SectionBody::Table(table));
    section.count = Some(ctx.formats.integer(count));
    let all = format!("/catalog/prices?price-list={}&view=all", row.id);
    section.actions = vec![Action::get(ctx.text("action-all-prices"), "list", all)];
    if ctx.may(PriceEdit) {
        let (add, edit) = (
            format!("/catalog/prices/new?price_list_id={}", row.id),
            format!("{LISTS_URL}/{}/prices/edit", row.id),
        );
        section
            .actions
            .push(Action::get(ctx.text("action-add-price"), "plus", add));
        section
            .actions
            .push(Action::get(ctx.text("action-edit-prices"), "pencil", edit));
    }
    section
}

fn head(ctx: &Ctx, fields: &Fields<'_>) -> Result<Vec<Field>> {
    let (currencies, groups) = ctx.read(|conn| Ok((queries::currencies(conn)?, group::queries::choices(conn)?)))?;
    let companies: Vec<(String, String)> = ctx
        .companies
        .iter()
        .filter(|company| ctx.actor.may(PriceEdit, company.id))
        .map(|company| (company.id.to_string(), company.name.clone()))
        .collect();
    Ok(vec![
        fields.text("code").width(3),
        fields.text("name").width(6),
        fields.select("currency", &currencies, false).width(3),
        fields.select("for_company_id", &companies, true).width(4),
        fields
            .select("customer_group", &groups, true)
            .width(4)
            .hint(ctx.text("price-list-group-hint")),
        fields
            .number("priority")
            .optional()
            .hint(ctx.text("price-list-priority-hint")),
    ])
}

/// The prices as a grid; `product` is a combobox, so rows can be typed, scanned or pasted by code.
fn grid(ctx: &Ctx, fields: &Fields<'_>, names: &BTreeMap<ProductId, String>) -> LinesGrid {
    let search_url = product::pages::SEARCH_URL.to_owned();
    let columns = vec![
        fields.column("product", LineKind::Combo { search_url }, 0),
        fields.column("minimum_quantity", LineKind::Number, 36),
        fields.column("start_date", LineKind::Date, 44),
        fields.column("end_date", LineKind::Date, 44),
        fields.column("unit_price", LineKind::Number, 44),
    ];
    let text = |_: &str, id: i64| names.get(&ProductId::from(id)).cloned().unwrap_or_default();
    let mut grid = fields.grid("items", columns, &text);
    grid.title = ctx.text("price-list-prices");
    grid
}

/// Codes of the products that the rows of a form name.
fn product_codes(conn: &mut Conn, fields: &Fields<'_>) -> Result<BTreeMap<ProductId, String>> {
    let rows = (0..fields.rows("items")).filter_map(|index| fields.row("items", index).id("product_id"));
    let ids: Vec<ProductId> = rows.map(ProductId::from).collect();
    let products = product::queries::get_many(conn, &ids)?;
    Ok(products.into_iter().map(|(id, product)| (id, product.code)).collect())
}

pub fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let usual = json!({"currency": ctx.company.currency, "priority": PRIORITY_USUAL});
    let fields = Fields::new(ctx, req, &usual);
    let names = ctx.read(|conn| product_codes(conn, &fields))?;
    let title = ctx.text("new-price-lists");
    let page = FormPage {
        title: title.clone(),
        action: LISTS_URL.to_owned(),
        discard_url: LISTS_URL.to_owned(),
        save_and_new: true,
        ..FormPage::default()
    };
    let page = page.group("", head(ctx, &fields)?).lines(grid(ctx, &fields, &names));
    answer::form(ctx, req, page, crumbs(ctx, vec![Crumb::new(&title, "")]))
}

pub fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let row = visible(ctx, req.id()?)?;
    let record = EditPriceList::from(&row);
    let title = ctx.say_with("edit-title", &[("name", (&row.name).into())]);
    let page = edit_page(ctx, req, &title, format!("{LISTS_URL}/{}", row.id), &record)?;
    let page = master::edit_form(ctx, req, row.id, row.version, &record, page)?;
    answer::form(ctx, req, page, crumbs(ctx, vec![Crumb::new(&title, "")]))
}

fn edit_page(ctx: &Ctx, req: &Req, title: &str, action: String, record: &impl Serialize) -> Result<FormPage> {
    let fields = Fields::new(ctx, req, record);
    let page = FormPage {
        title: title.to_owned(),
        action,
        ..FormPage::default()
    };
    Ok(page.group("", head(ctx, &fields)?))
}

pub fn edit_prices(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let row = visible(ctx, req.id()?)?;
    let most = i64::try_from(LINES_MAX).unwrap_or(0);
    let prices = ctx.read(|conn| queries::list::prices_of(conn, row.id, most + 1))?;
    if prices.len() > LINES_MAX {
        return Err(Error::Refused(Message::new("price-list-too-long").with("max", most)));
    }
    let record = SetPrices {
        items: prices.iter().map(|price| PriceOf::from(&price.item)).collect(),
    };
    let fields = Fields::new(ctx, req, &record);
    let names = ctx.read(|conn| product_codes(conn, &fields))?;
    let title = ctx.say_with("price-list-edit-prices", &[("name", (&row.name).into())]);
    let page = FormPage {
        title: title.clone(),
        action: format!("{LISTS_URL}/{}/prices", row.id),
        ..FormPage::default()
    };
    let page = page.lines(grid(ctx, &fields, &names));
    let page = master::edit_form(ctx, req, row.id, row.version, &record, page)?;
    answer::form(ctx, req, page, crumbs(ctx, vec![Crumb::new(&title, "")]))
}

pub fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let new: NewPriceList = req.command(ctx)?;
    let new = NewPriceList {
        company_id: new.company_id.or(Some(ctx.company.id)),
        ..new
    };
    ctx.done(req, "notice-created", move |tx| ops::create(tx, &new))
}

pub fn update(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version, company) = (visible(ctx, req.id()?)?.id, req.required_version()?, ctx.company.id);
    let edit: EditPriceList = req.command(ctx)?;
    ctx.done(req, "notice-saved", move |tx| {
        ops::update(tx, company, id, version, &edit)?;
        Ok(id)
    })
}

pub fn set_prices(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version, company) = (visible(ctx, req.id()?)?.id, req.required_version()?, ctx.company.id);
    let set: SetPrices = req.command(ctx)?;
    ctx.done(req, "notice-saved", move |tx| {
        ops::set_prices(tx, company, id, version, &set)?;
        Ok(id)
    })
}

fn set_active(ctx: &Ctx, req: &Req, is_active: bool, notice: &'static str) -> Result<Reply> {
    let (id, version, company) = (visible(ctx, req.id()?)?.id, req.required_version()?, ctx.company.id);
    ctx.done(req, notice, move |tx| {
        ops::archive(tx, company, id, version, is_active)?;
        Ok(id)
    })
}

pub fn archive(ctx: &Ctx, req: &Req) -> Result<Reply> {
    set_active(ctx, req, false, "notice-archived")
}

pub fn restore(ctx: &Ctx, req: &Req) -> Result<Reply> {
    set_active(ctx, req, true, "notice-restored")
}

pub fn delete(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: PriceListId = visible(ctx, req.id()?)?.id;
    let (version, company, door) = (req.required_version()?, ctx.company.id, req.door);
    ctx.write(req, move |tx| {
        ops::delete(tx, company, id, version)?;
        Ok(Reply::gone(door, id, LISTS_URL))
    })
}
