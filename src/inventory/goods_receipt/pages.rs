//! Goods receipts on both doors.
mod show;

pub(super) use show::whole;

use crate::ids::GoodsReceiptId;
use crate::ids::Subject;
use crate::inventory::goods_receipt::NewGoodsReceipt;
use crate::inventory::goods_receipt::NewReceiptLine;
use crate::inventory::goods_receipt::ReceiptKind;
use crate::inventory::goods_receipt::ReceiptLine;
use crate::inventory::goods_receipt::ReceiptState;
use crate::inventory::goods_receipt::ReverseReceipt;
use crate::inventory::goods_receipt::WholeReceipt;
use crate::inventory::goods_receipt::form;
use crate::inventory::goods_receipt::ops;
use crate::inventory::goods_receipt::print;
use crate::inventory::goods_receipt::queries;
use crate::inventory::goods_receipt::queries::Row;
use crate::inventory::warehouse;
use crate::kernel::error::Result;
use crate::kernel::list;
use crate::kernel::list::Filter;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::Options;
use crate::kernel::list::View;
use crate::kernel::list::column;
use crate::kernel::list::view;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::view::Phone;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::answer;
use crate::kernel::web::conflict;
use crate::kernel::web::get;
use crate::kernel::web::master::Place;
use crate::kernel::web::post as posts;
use crate::party;
use crate::permission::Permission::CostRead;
use crate::permission::Permission::StockMove;
use crate::permission::Permission::StockRead;
use serde_json::json;
use tenon_db::Conn;

const URL: &str = "/inventory/receipts";

pub(super) const PLACE: Place = Place {
    name: "receipts",
    url: URL,
};

pub const ROUTES: &[Route] = &[
    get(URL, StockRead, list).lists(|| receipts().described()),
    get("/inventory/receipts/new", StockMove, new),
    posts(form::TOTALS_URL, StockMove, totals),
    posts(URL, StockMove, create).takes::<NewGoodsReceipt>().again(new),
    get("/inventory/receipts/{id}", StockRead, show::show).gives::<WholeReceipt>(),
    get("/inventory/receipts/{id}/edit", StockMove, edit),
    get("/inventory/receipts/{id}/print", StockRead, print::print),
    posts("/inventory/receipts/{id}", StockMove, update)
        .takes::<NewGoodsReceipt>()
        .again(edit),
    posts("/inventory/receipts/{id}/post", StockMove, post)
        .api()
        .again(show::show),
    posts("/inventory/receipts/{id}/reverse", StockMove, reverse)
        .takes::<ReverseReceipt>()
        .again(show::show),
    posts("/inventory/receipts/{id}/delete", StockMove, delete)
        .api()
        .again(show::show),
];

fn kinds(_: &mut Conn, ctx: &Ctx) -> Result<Options> {
    Ok(ctx.options(ReceiptKind::ALL, ReceiptKind::code, ReceiptKind::message_key))
}

fn receipts() -> List<Row> {
    List {
        name: "receipts",
        url: URL,
        icon: "package-plus",
        permission: StockRead,
        columns: vec![
            column("number", Kind::Text, |row: &Row| {
                Value::Link(row.receipt.number.clone(), row.receipt.url())
            })
            .sorts()
            .phone(Phone::Name),
            column("date", Kind::Date, |row: &Row| Value::Date(row.receipt.receipt_date))
                .sorts()
                .phone(Phone::Date),
            column("kind", Kind::Text, |row: &Row| {
                Value::Code(row.receipt.kind.message_key(), row.receipt.kind.code().to_owned())
            }),
            column("supplier", Kind::Text, |row: &Row| {
                match (row.receipt.party_id, &row.party_name) {
                    (Some(id), Some(name)) => Value::Link(name.clone(), Subject::Party(id).url()),
                    _ => Value::Empty,
                }
            })
            .phone(Phone::Partner),
            column("reference", Kind::Text, |row: &Row| {
                Value::text(&row.receipt.supplier_reference)
            }),
            column("warehouse", Kind::Text, |row: &Row| Value::text(&row.warehouse_code)),
            column("total", Kind::Decimal, |row: &Row| {
                Value::Money(row.receipt.total_amount, row.currency.clone())
            })
            .needs_in(CostRead, |row| row.receipt.company_id)
            .phone(Phone::Amount),
            column("currency", Kind::Text, |row: &Row| Value::text(&row.currency)).hidden(),
            column("company", Kind::Text, |row: &Row| Value::text(&row.company_code)).hidden(),
            column("state", Kind::Text, |row: &Row| Value::State(row.receipt.state.look())).phone(Phone::Status),
        ],
        filters: filters(),
        views: vec![
            View { name: "all", query: "" },
            view("draft", "state=draft"),
            view("posted", "state=posted"),
        ],
        sort: ("date", true),
        subject: |row| row.receipt.id.into(),
        new: Some(("/inventory/receipts/new", StockMove)),
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: true,
    }
}

fn filters() -> Vec<Filter> {
    let filter = |name: &'static str, of: FilterOf| Filter { name, of };
    vec![
        filter("state", FilterOf::States(ReceiptState::LOOKS)),
        filter("kind", FilterOf::Choice(kinds)),
        filter("date", FilterOf::Dates),
        filter("warehouse", FilterOf::Choice(warehouse::queries::filter_options)),
        filter(
            "party",
            FilterOf::Record {
                search_url: "/parties/search?role=supplier",
                name: party::queries::name,
            },
        ),
    ]
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &receipts())
}

fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let company = ctx.company_named(req, StockMove);
    let warehouse = ctx.read(|conn| warehouse::queries::default_of(conn, company)).ok();
    let usual = json!({
        "kind": "purchase",
        "receipt_date": ctx.today_in(company),
        "warehouse_id": warehouse.map(|id| id.to_string()),
    });
    let title = ctx.text("new-receipts");
    let mut page = form::form(ctx, req, company, &usual)?;
    page.title.clone_from(&title);
    page.action = URL.to_owned();
    page.discard_url = URL.to_owned();
    page.save_and_new = true;
    answer::form(ctx, req, page, PLACE.crumbs(ctx, &title))
}

/// The receipt as its own form has it.
fn as_command(whole: &WholeReceipt) -> NewGoodsReceipt {
    let receipt = &whole.receipt;
    let line = |line: &ReceiptLine| NewReceiptLine {
        id: Some(line.id),
        product_id: line.product_id,
        unit_id: Some(line.unit_id),
        quantity: line.unit_quantity,
        unit_cost: line.unit_cost,
        lot: line.lot_code.clone(),
    };
    NewGoodsReceipt {
        company_id: Some(receipt.company_id),
        kind: receipt.kind,
        party_id: receipt.party_id,
        warehouse_id: Some(receipt.warehouse_id),
        receipt_date: Some(receipt.receipt_date),
        supplier_reference: Some(receipt.supplier_reference.clone()).filter(|text| !text.is_empty()),
        lines: whole.lines.iter().map(line).collect(),
    }
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: GoodsReceiptId = req.id()?;
    let whole = whole(ctx, id)?;
    ctx.require_on(StockRead, StockMove, whole.receipt.company_id)?;
    let record = as_command(&whole);
    let title = ctx.say_with("edit-title", &[("name", (&whole.receipt.number).into())]);
    let mut page = form::form(ctx, req, whole.receipt.company_id, &record)?;
    page.title.clone_from(&title);
    page.action = format!("{URL}/{id}");
    let page = conflict::edit_form(ctx, req, id, whole.receipt.version, &record, page)?;
    answer::form(ctx, req, page, PLACE.crumbs(ctx, &title))
}

fn totals(ctx: &Ctx, req: &Req) -> Result<Reply> {
    Reply::json(&form::totals(ctx, req)?)
}

fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let mut new: NewGoodsReceipt = form::with_records(ctx, req)?.command(ctx)?;
    new.company_id = Some(new.company_id.unwrap_or(ctx.company.id));
    ctx.done(req, "notice-created", move |tx| ops::create(tx, &new))
}

/// The receipt in the path, provided the reader may change it.
fn changed(ctx: &Ctx, req: &Req) -> Result<(GoodsReceiptId, i32)> {
    let (id, version): (GoodsReceiptId, _) = (req.id()?, req.required_version()?);
    let receipt = ctx.read(|conn| queries::get(conn, id))?;
    ctx.require_on(StockRead, StockMove, receipt.company_id)?;
    Ok((id, version))
}

fn update(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version) = changed(ctx, req)?;
    let edit: NewGoodsReceipt = form::with_records(ctx, req)?.command(ctx)?;
    ctx.done(req, "notice-saved", move |tx| {
        ops::update(tx, id, version, &edit)?;
        Ok(id)
    })
}

fn post(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version) = changed(ctx, req)?;
    ctx.done(req, "notice-posted", move |tx| {
        ops::post(tx, id, version)?;
        Ok(id)
    })
}

fn reverse(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version) = changed(ctx, req)?;
    let command: ReverseReceipt = req.command(ctx)?;
    ctx.done(req, "notice-reversed", move |tx| {
        ops::reverse(tx, id, version, command.date)?;
        Ok(id)
    })
}

fn delete(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version) = changed(ctx, req)?;
    let door = req.door;
    ctx.write(req, move |tx| {
        ops::delete(tx, id, version)?;
        Ok(Reply::gone(door, id, URL))
    })
}
