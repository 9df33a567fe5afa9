//! Single prices: the list over all price lists, one price, its forms.
use super::PRICES_URL;
use super::visible;
use crate::catalog::price::EditPrice;
use crate::catalog::price::NewPrice;
use crate::catalog::price::PriceList;
use crate::catalog::price::ops;
use crate::catalog::price::pages::LISTS;
use crate::catalog::price::pages::PRICES;
use crate::catalog::price::queries;
use crate::catalog::price::queries::list::PriceRow;
use crate::catalog::product;
use crate::company::activity;
use crate::company::activity::access;
use crate::ids::PriceListId;
use crate::ids::PriceListItemId;
use crate::ids::ProductId;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::list;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::column;
use crate::kernel::list::filter;
use crate::kernel::list::usage_filter;
use crate::kernel::list::view;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::view::Action;
use crate::kernel::view::Cell;
use crate::kernel::view::Crumb;
use crate::kernel::view::Fact;
use crate::kernel::view::Field;
use crate::kernel::view::FormPage;
use crate::kernel::view::ObjectPage;
use crate::kernel::view::Phone;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::answer;
use crate::kernel::web::conflict;
use crate::permission::Permission::PriceEdit;
use crate::permission::Permission::PriceRead;
use serde_json::json;
use tenon_db::Conn;

pub(super) fn prices() -> List<PriceRow> {
    List {
        name: "prices",
        url: PRICES_URL,
        icon: "tag",
        permission: PriceRead,
        columns: vec![
            column("product", Kind::Text, |row: &PriceRow| Value::text(&row.product_code))
                .sorts()
                .phone(Phone::Name),
            column("name", Kind::Text, |row: &PriceRow| Value::text(&row.product_name)).phone(Phone::Partner),
            column("price-list", Kind::Text, |row: &PriceRow| {
                Value::Link(row.list_code.clone(), Subject::PriceList(row.item.price_list_id).url())
            }),
            column("from-quantity", Kind::Decimal, |row: &PriceRow| {
                if row.item.minimum_quantity.is_zero() {
                    Value::Empty
                } else {
                    Value::Measure(row.item.minimum_quantity, row.unit.clone())
                }
            }),
            column("start", Kind::Date, |row: &PriceRow| Value::date(row.item.start_date)),
            column("end", Kind::Date, |row: &PriceRow| Value::date(row.item.end_date)),
            column("unit-price", Kind::Decimal, |row: &PriceRow| {
                Value::Price(row.item.unit_price, row.currency.clone())
            })
            .phone(Phone::Amount),
            column("currency", Kind::Text, |row: &PriceRow| Value::text(&row.currency)),
        ],
        filters: vec![
            filter(
                "price-list",
                FilterOf::Choice(|conn, ctx| queries::choices(conn, ctx.company.id)),
            ),
            filter(
                "product",
                FilterOf::Record {
                    search_url: product::pages::SEARCH_URL,
                    name: product_code,
                },
            ),
            usage_filter(),
        ],
        views: vec![view("active", "active=yes")],
        sort: ("product", false),
        subject: |row| row.item.id.into(),
        new: Some(("/catalog/prices/new", PriceEdit)),
        bulk: Vec::new(),
        fetch: queries::list::price_page,
        sums: queries::list::price_sums,
        peek: false,
    }
}

fn product_code(conn: &mut Conn, ctx: &Ctx, id: i64) -> Result<String> {
    let id = ProductId::from(id);
    let code = |conn: &mut Conn| Ok(product::queries::get(conn, id)?.code);
    access::name(conn, &ctx.actor, id.into(), code)
}

pub fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &prices())
}

/// The price with its list, when the reader may see that.
fn visible_price(ctx: &Ctx, id: PriceListItemId) -> Result<(PriceRow, PriceList)> {
    let row = ctx.read(|conn| queries::list::price_row(conn, id))?;
    let list = visible(ctx, row.item.price_list_id)?;
    Ok((row, list))
}

fn trail(ctx: &Ctx, list: &PriceList, title: &str) -> Vec<Crumb> {
    let mut crumbs = LISTS.crumbs(ctx, title);
    crumbs.insert(1, Crumb::new(&list.name, list.url()));
    crumbs
}

pub fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (row, list) = visible_price(ctx, req.id()?)?;
    if req.is_api() {
        return Reply::json(&row);
    }
    let item = &row.item;
    let date = |date| Value::date(date).cell(ctx.messages, &ctx.formats);
    let figure = ctx.formats.unit_price(item.unit_price.to_decimal(), &row.currency);
    let price = format!("{} {figure} / {}", row.currency, row.unit);
    let delete = Action::post(ctx.text("action-delete"), "trash-2", format!("{}/delete", item.url())).danger();
    let title = format!("{} – {}", list.code, row.product_code);
    let page = ObjectPage {
        title: title.clone(),
        subtitle: row.product_name.clone(),
        version: item.version.to_string(),
        edit_url: ctx.may(PriceEdit).then(|| format!("{}/edit", item.url())),
        menu: if ctx.may(PriceEdit) { vec![delete] } else { Vec::new() },
        facts: vec![
            Fact::new(ctx.text("field-unit-price"), Cell::Strong(price)),
            Fact::link(
                ctx.text("field-product"),
                &row.product_code,
                Subject::Product(item.product_id).url(),
            ),
            Fact::link(
                ctx.text("field-price-list"),
                list.label(),
                Subject::PriceList(list.id).url(),
            ),
            Fact::new(
                ctx.text("field-minimum-quantity"),
                Cell::Quantity {
                    figure: ctx.formats.quantity(item.minimum_quantity.to_decimal(), 6),
                    unit: row.unit.clone(),
                },
            ),
            Fact::new(ctx.text("field-start-date"), date(item.start_date)),
            Fact::new(ctx.text("field-end-date"), date(item.end_date)),
        ],
        ..ObjectPage::default()
    };
    let page = activity::attach(ctx, page, item.id.into(), list.company_id)?;
    answer::object(ctx, req, page, trail(ctx, &list, &row.product_code))
}

/// What both forms ask.
fn terms(ctx: &Ctx, fields: &Fields<'_>) -> Vec<Field> {
    vec![
        fields.number("unit_price").hint(ctx.text("price-per-base-unit")),
        fields
            .number("minimum_quantity")
            .optional()
            .hint(ctx.text("price-minimum-hint")),
        fields.date("start_date").optional(),
        fields.date("end_date").optional(),
    ]
}

pub fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let asked = |name: &str| Some(req.query(name).to_owned()).filter(|id| !id.is_empty());
    let usual = json!({"price_list_id": asked("price_list_id"), "product_id": asked("product_id")});
    let fields = Fields::new(ctx, req, &usual);
    let (list, product) = ctx.read(|conn| {
        let list = match fields.id("price_list_id").map(PriceListId::from) {
            Some(id) => access::name(conn, &ctx.actor, id.into(), |conn| Ok(queries::get(conn, id)?.name))?,
            None => String::new(),
        };
        let product = match fields.id("product_id") {
            Some(id) => product_code(conn, ctx, id)?,
            None => String::new(),
        };
        Ok((list, product))
    })?;
    let head = vec![
        fields
            .combo("price_list_id", "/catalog/price-lists/search", "tags", list)
            .width(6),
        fields
            .combo("product_id", product::pages::SEARCH_URL, "package", product)
            .width(6),
    ];
    let fields = head.into_iter().chain(terms(ctx, &fields)).collect();
    PRICES.new_form(ctx, req, FormPage::default().group("", fields))
}

pub fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (row, list) = visible_price(ctx, req.id()?)?;
    let item = &row.item;
    let record = EditPrice {
        minimum_quantity: Some(item.minimum_quantity).filter(|minimum| !minimum.is_zero()),
        start_date: item.start_date,
        end_date: item.end_date,
        unit_price: item.unit_price,
    };
    let fields = Fields::new(ctx, req, &record);
    let name = format!("{} – {}", list.code, row.product_code);
    let title = ctx.say_with("edit-title", &[("name", name.into())]);
    let page = FormPage {
        title: title.clone(),
        action: item.url(),
        ..FormPage::default()
    };
    let page = page.group("", terms(ctx, &fields));
    let page = conflict::edit_form(ctx, req, item.id, item.version, &record, page)?;
    answer::form(ctx, req, page, trail(ctx, &list, &row.product_code))
}

pub fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (new, company): (NewPrice, _) = (req.command(ctx)?, ctx.company.id);
    visible(ctx, new.price_list_id)?;
    ctx.done(req, "notice-created", move |tx| ops::add_price(tx, company, &new))
}

pub fn update(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (row, _) = visible_price(ctx, req.id()?)?;
    let (id, version, company) = (row.item.id, req.required_version()?, ctx.company.id);
    let edit: EditPrice = req.command(ctx)?;
    ctx.done(req, "notice-saved", move |tx| {
        ops::update_price(tx, company, id, version, &edit)?;
        Ok(id)
    })
}

pub fn delete(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (row, _) = visible_price(ctx, req.id()?)?;
    let (id, version, company, door) = (row.item.id, req.required_version()?, ctx.company.id, req.door);
    ctx.write(req, move |tx| {
        let list = ops::delete_price(tx, company, id, version)?;
        Ok(Reply::gone(door, id, &Subject::PriceList(list).url()))
    })
}
