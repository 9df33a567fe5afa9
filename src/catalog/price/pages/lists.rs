//! Price lists: the list, and one of them with its prices.
use super::LISTS_URL;
use super::visible;
use crate::catalog::price::PriceList;
use crate::catalog::price::pages::LISTS;
use crate::catalog::price::pages::head_of;
use crate::catalog::price::queries;
use crate::catalog::price::queries::list::PriceRow;
use crate::company::activity;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::list;
use crate::kernel::list::Filter;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::column;
use crate::kernel::list::filter;
use crate::kernel::list::usage_filter;
use crate::kernel::list::usage_views;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::value::usage;
use crate::kernel::view::Action;
use crate::kernel::view::Cell;
use crate::kernel::view::ComboOption;
use crate::kernel::view::DataTable;
use crate::kernel::view::Fact;
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

/// Most prices on the page of a list; the list of prices has all.
const PRICES_SHOWN: i64 = 100;

pub(super) fn price_lists() -> List<PriceList> {
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
        views: usage_views(),
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
        filter("currency", FilterOf::Choice(|conn, _| queries::currencies(conn))),
        filter(
            "customer-group",
            FilterOf::Choice(|conn, _| group::queries::choices(conn)),
        ),
        usage_filter(),
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
        subtitle: ctx.say_with("kind-price-list-code", &[("code", (&row.code).into())]),
        facts,
        sections: vec![prices_section(ctx, &row, &prices, count)],
        ..master::page(ctx, &head_of(&row), may_edit)
    };
    let page = activity::attach(ctx, page, id.into(), row.company_id)?;
    answer::object(ctx, req, page, LISTS.crumbs(ctx, &row.name))
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
