//! The form of a sales order, and the recalculation of its lines while they are typed.
use crate::ids::CompanyId;
use crate::ids::PartyId;
use crate::ids::PriceListId;
use crate::ids::SalesOrderId;
use crate::ids::TaxPositionId;
use crate::inventory::warehouse;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::input::LongText;
use crate::kernel::view::Crumb;
use crate::kernel::view::Field;
use crate::kernel::view::FormPage;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::answer;
use crate::kernel::web::conflict;
use crate::ledger::currency;
use crate::ledger::term;
use crate::orders::line::LineContext;
use crate::orders::line::MANUAL;
use crate::orders::line::NewLine;
use crate::orders::line::grid;
use crate::orders::sales_order::NewSalesOrder;
use crate::orders::sales_order::OrderLine;
use crate::orders::sales_order::SalesOrder;
use crate::orders::sales_order::State;
use crate::orders::sales_order::ops;
use crate::orders::sales_order::pages::list::URL;
use crate::orders::sales_order::queries;
use crate::party;
use crate::permission::Permission;
use serde::Serialize;
use serde_json::json;

pub const TOTALS_URL: &str = "/orders/sales-orders/totals";

/// Options of the selects of the head, in one reading.
struct Offers {
    party_name: String,
    contacts: Vec<(String, String)>,
    currencies: Vec<(String, String)>,
    payment_terms: Vec<(String, String)>,
    price_lists: Vec<(String, String)>,
    tax_positions: Vec<(String, String)>,
    warehouses: Vec<(String, String)>,
    carriers: Vec<(String, String)>,
}

fn offers(ctx: &Ctx, company: CompanyId, party: Option<PartyId>) -> Result<Offers> {
    ctx.read(|conn| {
        let (party_name, contacts) = match party {
            Some(id) => {
                let contacts = party::queries::contacts(conn, id)?;
                let options = contacts.iter().map(|one| (one.id.to_string(), one.name.clone()));
                let name = party::queries::get(conn, id)
                    .map(|party| party.name)
                    .unwrap_or_default();
                (name, options.collect())
            }
            None => (String::new(), Vec::new()),
        };
        let terms = term::queries::choices(conn)?;
        let carriers = party::carrier::queries::choices(conn)?;
        let offer = |one: &party::terms::Offer| (one.id.to_string(), one.name.clone());
        let lists = party::terms::queries::price_lists(conn, company)?;
        let positions = party::terms::queries::tax_positions(conn, company)?;
        Ok(Offers {
            party_name,
            contacts,
            currencies: currency::queries::choices(conn)?,
            payment_terms: terms.iter().map(|one| (one.id.to_string(), one.name.clone())).collect(),
            price_lists: lists.iter().map(offer).collect(),
            tax_positions: positions.iter().map(offer).collect(),
            warehouses: warehouse::queries::choices(conn, company)?,
            carriers: carriers
                .iter()
                .map(|one| (one.id.to_string(), one.name.clone()))
                .collect(),
        })
    })
}

/// For whom, when and in which currency the lines of a form are priced, as far as it is filled in.
fn context(ctx: &Ctx, fields: &Fields<'_>, company: CompanyId) -> Result<LineContext> {
    let party = fields.id("party_id").map(PartyId::from);
    let terms = match party {
        Some(party) => Some(ctx.read(|conn| party::terms::queries::of(conn, party, company))?),
        None => None,
    };
    let typed = fields.raw("order_date");
    let date = typed.parse().ok().or_else(|| ctx.formats.parse_date(&typed));
    let currency = Some(fields.raw("currency")).filter(|code| !code.is_empty());
    let base = ctx.company_of(company).map(|company| company.currency.clone());
    Ok(LineContext {
        company,
        party,
        price_list: fields
            .id("price_list_id")
            .map(PriceListId::from)
            .or_else(|| terms.as_ref().and_then(|terms| terms.price_list_id)),
        tax_position: fields
            .id("tax_position_id")
            .map(TaxPositionId::from)
            .or_else(|| terms.as_ref().and_then(|terms| terms.tax_position_id)),
        currency: currency.or(base).unwrap_or_default(),
        date: date.unwrap_or_else(|| ctx.today()),
    })
}

fn form(ctx: &Ctx, req: &Req, company: CompanyId, record: &impl Serialize) -> Result<FormPage> {
    let fields = Fields::new(ctx, req, record);
    let offers = offers(ctx, company, fields.id("party_id").map(PartyId::from))?;
    let grid = grid::grid(ctx, &fields, &context(ctx, &fields, company)?, TOTALS_URL)?;
    Ok(FormPage::default()
        .group("", customer(&fields, &offers))
        .lines(grid)
        .group(ctx.text("group-terms"), terms(&fields, &offers)))
}

fn customer(fields: &Fields<'_>, offers: &Offers) -> Vec<Field> {
    let mut party = fields
        .combo(
            "party_id",
            "/parties/search?role=customer",
            "building-2",
            offers.party_name.clone(),
        )
        .width(6);
    party.refreshes = true;
    vec![
        party,
        fields.select("contact_id", &offers.contacts, true).width(3),
        fields.text("customer_reference").optional().width(3),
        fields.date("order_date"),
        fields.date("requested_date").optional(),
        fields.select("payment_term_id", &offers.payment_terms, true).width(3),
        fields.select("warehouse_id", &offers.warehouses, true).width(3),
    ]
}

fn terms(fields: &Fields<'_>, offers: &Offers) -> Vec<Field> {
    vec![
        fields.select("currency", &offers.currencies, true).width(3),
        fields.select("price_list_id", &offers.price_lists, true).width(3),
        fields.select("tax_position_id", &offers.tax_positions, true).width(3),
        fields.select("carrier_id", &offers.carriers, true).width(3),
        fields.area("delivery_address").optional().width(6),
        fields.area("billing_address").optional().width(6),
        fields.area("note").optional(),
    ]
}

pub fn crumbs(ctx: &Ctx, title: &str) -> Vec<Crumb> {
    vec![Crumb::new(ctx.text("list-sales-orders"), URL), Crumb::new(title, "")]
}

pub fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let company = ctx.company.id;
    let warehouse = ctx.read(|conn| warehouse::queries::default_of(conn, company)).ok();
    let usual = json!({
        "party_id": req.query("party"),
        "order_date": ctx.today(),
        "warehouse_id": warehouse.map(|id| id.to_string()),
        "currency": ctx.company.currency,
    });
    let title = ctx.text("new-sales-orders");
    let mut page = form(ctx, req, company, &usual)?;
    page.title.clone_from(&title);
    page.action = URL.to_owned();
    page.discard_url = URL.to_owned();
    page.save_and_new = true;
    answer::form(ctx, req, page, crumbs(ctx, &title))
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
        company_id: None,
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
    let reach = ctx.full_reach(Permission::SalesOrderEdit);
    let (order, lines) = ctx.read(|conn| Ok((queries::get_within(conn, &reach, id)?, queries::lines(conn, id)?)))?;
    if order.state != State::Draft {
        let message = crate::kernel::error::Message::new("order-not-a-draft");
        return Err(Error::Refused(message.with("number", &order.number)));
    }
    let record = as_command(&order, &lines);
    let title = ctx.say_with("edit-title", &[("name", (&order.number).into())]);
    let mut page = form(ctx, req, order.company_id, &record)?;
    page.title.clone_from(&title);
    page.status = Some(order.look().status(ctx.messages));
    page.action = order.url();
    let page = conflict::edit_form(ctx, req, id, order.version, &record, page)?;
    answer::form(ctx, req, page, crumbs(ctx, &title))
}

/// Net and totals of the lines as typed.
pub fn totals(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let fields = Fields::new(ctx, req, &json!({}));
    let context = context(ctx, &fields, ctx.company.id)?;
    grid::answer(ctx, req, &context)
}

pub fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let mut new: NewSalesOrder = req.command(ctx)?;
    new.company_id = Some(new.company_id.unwrap_or(ctx.company.id));
    ctx.done(req, "notice-created", move |tx| ops::create(tx, &new))
}

pub fn update(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version): (SalesOrderId, _) = (req.id()?, req.required_version()?);
    let edit: NewSalesOrder = req.command(ctx)?;
    ctx.done(req, "notice-saved", move |tx| {
        ops::update(tx, id, version, &edit)?;
        Ok(id)
    })
}
