//! The form of a sales order, and the recalculation of its lines while they are typed.
use crate::ids::CompanyId;
use crate::ids::SalesOrderId;
use crate::inventory::warehouse;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::input::LongText;
use crate::kernel::view::FormPage;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::master;
use crate::kernel::web::master::Head;
use crate::kernel::web::master::Place;
use crate::orders::line;
use crate::orders::line::MANUAL;
use crate::orders::line::NewLine;
use crate::orders::line::form::Asked;
use crate::orders::sales_order::NewSalesOrder;
use crate::orders::sales_order::OrderLine;
use crate::orders::sales_order::SalesOrder;
use crate::orders::sales_order::State;
use crate::orders::sales_order::ops;
use crate::orders::sales_order::pages::list::URL;
use crate::orders::sales_order::queries;
use crate::permission::Permission;
use serde::Serialize;
use serde_json::json;

pub const TOTALS_URL: &str = "/orders/sales-orders/totals";

/// An order's own questions.
const ASKED: Asked = Asked {
    date: "order_date",
    needs: Permission::SalesOrderEdit,
    totals_url: TOTALS_URL,
    head: |fields, offers| {
        vec![
            fields.date("order_date"),
            fields.date("requested_date").optional(),
            fields.select("payment_term_id", &offers.payment_terms, true).width(3),
            fields.select("warehouse_id", &offers.warehouses, true).width(3),
        ]
    },
    terms: |_, _| Vec::new(),
};

const PLACE: Place = Place {
    name: "sales-orders",
    url: URL,
};

fn form(ctx: &Ctx, req: &Req, company: CompanyId, record: &impl Serialize) -> Result<FormPage> {
    line::form::form(ctx, &Fields::new(ctx, req, record), company, &ASKED)
}

pub fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let company = ctx.company_named(req, Permission::SalesOrderEdit);
    let warehouse = ctx.read(|conn| warehouse::queries::default_of(conn, company)).ok();
    let usual = json!({
        "party_id": req.query("party"),
        "order_date": ctx.today_in(company),
        "warehouse_id": warehouse.map(|id| id.to_string()),
        "currency": ctx.company_of(company).map(|one| &one.currency),
    });
    PLACE.new_form(ctx, req, form(ctx, req, company, &usual)?)
}

fn given(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

/// The order as its own form has it; a price that came from a list stays the list's.
fn as_command(order: &SalesOrder, lines: &[OrderLine]) -> NewSalesOrder {
    let line = |line: &OrderLine| {
        let row = &line.line;
        NewLine {
            product_id: row.product_id,
            description: Some(row.description.clone()),
            unit_id: Some(row.unit_id),
            quantity: row.quantity,
            unit_price: (row.price_source == MANUAL).then_some(row.unit_price),
            discount_percent: Some(row.discount_percent).filter(|percent| !percent.is_zero()),
            tax_code_id: row.tax_code_id,
            requested_date: Some(row.requested_date),
        }
    };
    NewSalesOrder {
        company_id: Some(order.company_id),
        party_id: order.party_id,
        contact_id: order.contact_id,
        order_date: Some(order.order_date),
        requested_date: Some(order.requested_date),
        customer_reference: given(&order.customer_reference),
        currency: Some(order.currency.clone()),
        price_list_id: order.price_list_id,
        payment_term_id: order.payment_term_id,
        tax_position_id: order.tax_position_id,
        warehouse_id: Some(order.warehouse_id),
        carrier_id: order.carrier_id,
        billing_address: LongText(order.billing_address.clone()),
        delivery_address: LongText(order.delivery_address.clone()),
        note: LongText(order.note.clone()),
        quotation_id: None,
        external_number: None,
        owner_id: None,
        lines: lines.iter().map(line).collect(),
    }
}

pub fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: SalesOrderId = req.id()?;
    let (reads, needs) = (Permission::SalesOrderRead, Permission::SalesOrderEdit);
    let (order, lines) = ctx.read(|conn| {
        let order = ctx
            .actor
            .reached(reads, needs, |reach| queries::get_within(conn, reach, id))?;
        Ok((order, queries::lines(conn, id)?))
    })?;
    if order.state != State::Draft {
        let message = crate::kernel::error::Message::new("order-not-a-draft");
        return Err(Error::Refused(message.with("number", &order.number)));
    }
    let record = as_command(&order, &lines);
    let page = FormPage {
        status: Some(order.look().status(ctx.messages)),
        ..form(ctx, req, order.company_id, &record)?
    };
    let head = Head::lasting(id, &order.number, order.version);
    PLACE.edit_form(ctx, req, &head, &record, page)
}

/// Net and totals of the lines as typed.
pub fn totals(ctx: &Ctx, req: &Req) -> Result<Reply> {
    line::form::totals(ctx, req, &ASKED)
}

pub fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let mut new: NewSalesOrder = req.command(ctx)?;
    new.company_id = Some(new.company_id.unwrap_or(ctx.company.id));
    ctx.done(req, "notice-created", move |tx| ops::create(tx, &new))
}

pub fn update(ctx: &Ctx, req: &Req) -> Result<Reply> {
    master::update(ctx, req, ops::update)
}
