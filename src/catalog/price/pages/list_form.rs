//! Forms of a price list, of its prices as one grid, and what they change.
use super::LISTS_URL;
use super::visible;
use crate::catalog::price::EditPriceList;
use crate::catalog::price::NewPriceList;
use crate::catalog::price::PRIORITY_USUAL;
use crate::catalog::price::PriceOf;
use crate::catalog::price::SetPrices;
use crate::catalog::price::ops;
use crate::catalog::price::pages::LISTS;
use crate::catalog::price::pages::head_of;
use crate::catalog::price::queries;
use crate::catalog::product;
use crate::ids::CompanyId;
use crate::ids::ProductId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::input::LINES_MAX;
use crate::kernel::view::Field;
use crate::kernel::view::FormPage;
use crate::kernel::view::LineKind;
use crate::kernel::view::LinesGrid;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::answer;
use crate::kernel::web::conflict;
use crate::kernel::web::master;
use crate::party::group;
use crate::permission::Permission::PriceEdit;
use serde_json::json;
use std::collections::BTreeMap;
use tenon_db::Conn;

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
    let page = FormPage::default()
        .group("", head(ctx, &fields)?)
        .lines(grid(ctx, &fields, &names));
    LISTS.new_form(ctx, req, page)
}

pub fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let row = visible(ctx, req.id()?)?;
    let record = EditPriceList::from(&row);
    let fields = Fields::new(ctx, req, &record);
    let page = FormPage::default().group("", head(ctx, &fields)?);
    LISTS.edit_form(ctx, req, &head_of(&row), &record, page)
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
    let page = conflict::edit_form(ctx, req, row.id, row.version, &record, page)?;
    answer::form(ctx, req, page, LISTS.crumbs(ctx, &title))
}

pub fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let new: NewPriceList = req.command(ctx)?;
    let new = NewPriceList {
        company_id: new.company_id.or(Some(ctx.company.id)),
        ..new
    };
    ctx.done(req, "notice-created", move |tx| ops::create(tx, &new))
}

/// The list in the path is there for those who may see it.
fn reached(ctx: &Ctx, req: &Req) -> Result<CompanyId> {
    visible(ctx, req.id()?)?;
    Ok(ctx.company.id)
}

pub fn update(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let company = reached(ctx, req)?;
    master::update(ctx, req, move |tx, id, version, edit: &EditPriceList| {
        ops::update(tx, company, id, version, edit)
    })
}

pub fn set_prices(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let company = reached(ctx, req)?;
    master::update(ctx, req, move |tx, id, version, set: &SetPrices| {
        ops::set_prices(tx, company, id, version, set)
    })
}

pub fn archive(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let company = reached(ctx, req)?;
    master::archive(ctx, req, move |tx, id, version, is_active| {
        ops::archive(tx, company, id, version, is_active)
    })
}

pub fn restore(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let company = reached(ctx, req)?;
    master::restore(ctx, req, move |tx, id, version, is_active| {
        ops::archive(tx, company, id, version, is_active)
    })
}

pub fn delete(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let company = reached(ctx, req)?;
    LISTS.delete(ctx, req, move |tx, id, version| ops::delete(tx, company, id, version))
}
