//! The form of a quotation, and the recalculation of its lines while they are typed.
use crate::ids::CompanyId;
use crate::ids::PartyId;
use crate::ids::PriceListId;
use crate::ids::QuotationId;
use crate::ids::TaxPositionId;
use crate::inventory::warehouse;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::view::Field;
use crate::kernel::view::FormPage;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::answer;
use crate::kernel::web::conflict;
use crate::kernel::web::req::leaf;
use crate::ledger::currency;
use crate::ledger::term;
use crate::orders::line::LineContext;
use crate::orders::line::grid;
use crate::party;
use crate::permission::Permission::QuotationEdit;
use crate::sales::quotation::NewQuotation;
use crate::sales::quotation::QuotationWithLines;
use crate::sales::quotation::State;
use crate::sales::quotation::VALID_DAYS;
use crate::sales::quotation::ops;
use crate::sales::quotation::pages::crumbs;
use crate::sales::quotation::pages::list::URL;
use crate::sales::quotation::queries;
use chrono::Days;
use serde::Serialize;
use serde_json::json;

pub const TOTALS_URL: &str = "/sales/quotations/totals";

type Options = Vec<(String, String)>;

/// What the selects of the head offer, in one reading.
struct Offers {
    party_name: String,
    contacts: Options,
    currencies: Options,
    payment_terms: Options,
    price_lists: Options,
    tax_positions: Options,
    warehouses: Options,
    carriers: Options,
}

fn offers(ctx: &Ctx, company: CompanyId, party: Option<PartyId>) -> Result<Offers> {
    ctx.read(|conn| {
        let (party_name, contacts) = match party {
            Some(id) => {
                let contacts = party::queries::contacts(conn, id)?;
                let options = contacts.iter().map(|one| (one.id.to_string(), one.name.clone()));
                let name = party::queries::names(conn, &[id])?.remove(&id).unwrap_or_default();
                (name, options.collect())
            }
            None => (String::new(), Vec::new()),
        };
        let terms = term::queries::choices(conn)?;
        let carriers = party::carrier::queries::choices(conn)?;
        let lists = party::terms::queries::price_lists(conn, company)?;
        let positions = party::terms::queries::tax_positions(conn, company)?;
        let offer = |one: &party::terms::Offer| (one.id.to_string(), one.name.clone());
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
    let raw = |name: &str| leaf(fields.body().0, name).unwrap_or_default();
    let typed = raw("quotation_date");
    let date = typed.parse().ok().or_else(|| ctx.formats.parse_date(&typed));
    let currency = Some(raw("currency")).filter(|code| !code.is_empty());
    let base = ctx.company_of(company).map(|company| company.currency.clone());
    let own_list = fields.id("price_list_id").map(PriceListId::from);
    let own_position = fields.id("tax_position_id").map(TaxPositionId::from);
    Ok(LineContext {
        company,
        party,
        price_list: own_list.or_else(|| terms.as_ref().and_then(|terms| terms.price_list_id)),
        tax_position: own_position.or_else(|| terms.as_ref().and_then(|terms| terms.tax_position_id)),
        currency: currency.or(base).unwrap_or_default(),
        date: date.unwrap_or_else(|| ctx.today()),
    })
}

fn form(ctx: &Ctx, req: &Req, company: CompanyId, record: &impl Serialize) -> Result<FormPage> {
    let fields = Fields::new(ctx, req, record);
    let offers = offers(ctx, company, fields.id("party_id").map(PartyId::from))?;
    let grid = grid::grid(ctx, &fields, &context(ctx, &fields, company)?, TOTALS_URL)?;
    Ok(FormPage::default()
        .group("", head(&fields, &offers))
        .lines(grid)
        .group(ctx.text("group-terms"), terms(&fields, &offers)))
}

fn head(fields: &Fields<'_>, offers: &Offers) -> Vec<Field> {
    let search = "/parties/search?role=customer";
    let mut party = fields
        .combo("party_id", search, "building-2", offers.party_name.clone())
        .width(6);
    party.refreshes = true;
    vec![
        party,
        fields.select("contact_id", &offers.contacts, true).width(3),
        fields.text("customer_reference").optional().width(3),
        fields.date("quotation_date"),
        fields.date("valid_until").optional(),
        fields.date("requested_date").optional(),
        fields.select("payment_term_id", &offers.payment_terms, true).width(3),
    ]
}

fn terms(fields: &Fields<'_>, offers: &Offers) -> Vec<Field> {
    vec![
        fields.select("currency", &offers.currencies, true).width(3),
        fields.select("price_list_id", &offers.price_lists, true).width(3),
        fields.select("tax_position_id", &offers.tax_positions, true).width(3),
        fields.select("warehouse_id", &offers.warehouses, true).width(3),
        fields.select("carrier_id", &offers.carriers, true).width(3),
        fields.area("delivery_address").optional().width(6),
        fields.area("billing_address").optional().width(6),
        fields.area("note").optional(),
    ]
}

pub fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (company, today) = (ctx.company.id, ctx.today());
    let warehouse = ctx.read(|conn| warehouse::queries::default_of(conn, company)).ok();
    let usual = json!({
        "party_id": req.query("party"),
        "quotation_date": today,
        "valid_until": today.checked_add_days(Days::new(VALID_DAYS)),
        "warehouse_id": warehouse.map(|id| id.to_string()),
        "currency": ctx.company.currency,
    });
    let title = ctx.text("new-quotations");
    let mut page = form(ctx, req, company, &usual)?;
    page.title.clone_from(&title);
    page.action = URL.to_owned();
    page.discard_url = URL.to_owned();
    page.save_and_new = true;
    answer::form(ctx, req, page, crumbs(ctx, &title))
}

/// A price that came from a list stays the list's: it is left open in the form.
fn as_typed(whole: &QuotationWithLines) -> NewQuotation {
    let mut command = whole.as_command();
    command.company_id = None;
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
    let reach = ctx.full_reach(QuotationEdit);
    let whole = ctx.read(|conn| {
        Ok(QuotationWithLines {
            quotation: queries::get_within(conn, &reach, id)?,
            lines: queries::lines(conn, id)?,
        })
    })?;
    let row = &whole.quotation;
    if row.state != State::Draft {
        let message = Message::new("quotation-not-a-draft").with("number", &row.number);
        return Err(Error::Refused(message));
    }
    let record = as_typed(&whole);
    let title = ctx.say_with("edit-title", &[("name", (&row.number).into())]);
    let mut page = form(ctx, req, row.company_id, &record)?;
    page.title.clone_from(&title);
    page.status = Some(row.look(ctx.today()).status(ctx.messages));
    page.action = row.url();
    let page = conflict::edit_form(ctx, req, id, row.version, &record, page)?;
    answer::form(ctx, req, page, crumbs(ctx, &title))
}

/// Net and totals of the lines as typed.
pub fn totals(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let fields = Fields::new(ctx, req, &json!({}));
    let context = context(ctx, &fields, ctx.company.id)?;
    grid::answer(ctx, req, &context)
}

pub fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let mut new: NewQuotation = req.command(ctx)?;
    new.company_id = Some(new.company_id.unwrap_or(ctx.company.id));
    ctx.done(req, "notice-created", move |tx| ops::create(tx, &new))
}

pub fn update(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version): (QuotationId, _) = (req.id()?, req.required_version()?);
    let edit: NewQuotation = req.command(ctx)?;
    ctx.done(req, "notice-saved", move |tx| {
        ops::update(tx, id, version, &edit)?;
        Ok(id)
    })
}
