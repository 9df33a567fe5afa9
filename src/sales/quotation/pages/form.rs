//! The form of a quotation, and the recalculation of its lines while they are typed.
use crate::ids::CompanyId;
use crate::ids::QuotationId;
use crate::inventory::warehouse;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::view::FormPage;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::master;
use crate::kernel::web::master::Head;
use crate::orders::line;
use crate::orders::line::form::Asked;
use crate::permission::Permission::QuotationEdit;
use crate::sales::quotation::NewQuotation;
use crate::sales::quotation::QuotationWithLines;
use crate::sales::quotation::State;
use crate::sales::quotation::VALID_DAYS;
use crate::sales::quotation::ops;
use crate::sales::quotation::pages::PLACE;
use crate::sales::quotation::queries;
use chrono::Days;
use serde::Serialize;
use serde_json::json;

pub const TOTALS_URL: &str = "/sales/quotations/totals";

/// A quotation's own questions.
const ASKED: Asked = Asked {
    date: "quotation_date",
    needs: QuotationEdit,
    totals_url: TOTALS_URL,
    head: |fields, offers| {
        vec![
            fields.date("quotation_date"),
            fields.date("valid_until").optional(),
            fields.date("requested_date").optional(),
            fields.select("payment_term_id", &offers.payment_terms, true).width(3),
        ]
    },
    terms: |fields, offers| vec![fields.select("warehouse_id", &offers.warehouses, true).width(3)],
};

fn form(ctx: &Ctx, req: &Req, company: CompanyId, record: &impl Serialize) -> Result<FormPage> {
    line::form::form(ctx, &Fields::new(ctx, req, record), company, &ASKED)
}

pub fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let company = ctx.company_named(req, QuotationEdit);
    let today = ctx.today_in(company);
    let warehouse = ctx.read(|conn| warehouse::queries::default_of(conn, company)).ok();
    let usual = json!({
        "party_id": req.query("party"),
        "quotation_date": today,
        "valid_until": today.checked_add_days(Days::new(VALID_DAYS)),
        "warehouse_id": warehouse.map(|id| id.to_string()),
        "currency": ctx.company_of(company).map(|one| &one.currency),
    });
    PLACE.new_form(ctx, req, form(ctx, req, company, &usual)?)
}

/// A price that came from a list stays the list's: it is left open in the form.
fn as_typed(whole: &QuotationWithLines) -> NewQuotation {
    let mut command = whole.as_command();
    command.owner_id = None;
    for (line, row) in command.lines.iter_mut().zip(&whole.lines) {
        line.unit_price = line
            .unit_price
            .filter(|_| row.line.price_source == crate::orders::line::MANUAL);
    }
    command
}

pub fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: QuotationId = req.id()?;
    let whole = ctx.read(|conn| {
        Ok(QuotationWithLines {
            quotation: queries::editable(conn, &ctx.actor, id)?,
            lines: queries::lines(conn, id)?,
        })
    })?;
    let row = &whole.quotation;
    if row.state != State::Draft {
        let message = Message::new("quotation-not-a-draft").with("number", &row.number);
        return Err(Error::Refused(message));
    }
    let record = as_typed(&whole);
    let page = FormPage {
        status: Some(row.look(ctx.today_in(row.company_id)).status(ctx.messages)),
        ..form(ctx, req, row.company_id, &record)?
    };
    let head = Head::lasting(id, &row.number, row.version);
    PLACE.edit_form(ctx, req, &head, &record, page)
}

/// Net and totals of the lines as typed.
pub fn totals(ctx: &Ctx, req: &Req) -> Result<Reply> {
    line::form::totals(ctx, req, &ASKED)
}

pub fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let mut new: NewQuotation = req.command(ctx)?;
    new.company_id = Some(new.company_id.unwrap_or(ctx.company.id));
    ctx.done(req, "notice-created", move |tx| ops::create(tx, &new))
}

pub fn update(ctx: &Ctx, req: &Req) -> Result<Reply> {
    master::update(ctx, req, ops::update)
}
