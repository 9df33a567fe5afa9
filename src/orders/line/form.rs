//! What the forms of quotation and sales order ask alike: the customer, his terms and addresses, and for whom, when and in
//! which currency the lines are priced while they are typed.
use crate::ids::CompanyId;
use crate::ids::PartyId;
use crate::ids::PriceListId;
use crate::ids::TaxPositionId;
use crate::inventory::warehouse;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::list::Options;
use crate::kernel::view::Field;
use crate::kernel::view::FormPage;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::ledger::currency;
use crate::ledger::term;
use crate::orders::line::LineContext;
use crate::orders::line::grid;
use crate::party;
use crate::permission::Permission;
use serde_json::json;
use tenon_db::Conn;

/// What tells the two forms apart.
pub struct Asked {
    /// The field of the day the document is of, on which prices and taxes are looked up.
    pub date: &'static str,
    /// What who fills it in must be allowed.
    pub needs: Permission,
    /// Where the lines are computed while they are typed.
    pub totals_url: &'static str,
    /// What follows the customer.
    pub head: fn(&Fields<'_>, &Offers) -> Vec<Field>,
    /// What stands among the terms, before the carrier.
    pub terms: fn(&Fields<'_>, &Offers) -> Vec<Field>,
}

/// What the selects of the head offer, in one reading.
pub struct Offers {
    party_name: String,
    contacts: Options,
    currencies: Options,
    pub payment_terms: Options,
    price_lists: Options,
    tax_positions: Options,
    pub warehouses: Options,
    carriers: Options,
}

fn offers(ctx: &Ctx, company: CompanyId, party: Option<PartyId>) -> Result<Offers> {
    ctx.read(|conn| {
        let (party_name, contacts) = match party {
            Some(id) => named(conn, ctx, id)?,
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

/// The name of the customer and those to talk to there, when the reader may open him.
fn named(conn: &mut Conn, ctx: &Ctx, party: PartyId) -> Result<(String, Options)> {
    let name = party::queries::name(conn, ctx, party.raw())?;
    if name.is_empty() {
        return Ok((name, Vec::new()));
    }
    let contacts = party::queries::contacts(conn, party)?;
    let options = contacts.iter().map(|one| (one.id.to_string(), one.name.clone()));
    Ok((name, options.collect()))
}

/// For whom, when and in which currency the lines of a form are priced, as far as it is filled in.
fn context(ctx: &Ctx, fields: &Fields<'_>, company: CompanyId, date: &str) -> Result<LineContext> {
    let party = fields.id("party_id").map(PartyId::from);
    let (terms, language) = match party {
        Some(party) => ctx.read(|conn| {
            let terms = party::terms::queries::of(conn, party, company)?;
            Ok((Some(terms), party::queries::language(conn, party)?))
        })?,
        None => (None, String::new()),
    };
    let typed = fields.raw(date);
    let date = typed.parse().ok().or_else(|| ctx.formats.parse_date(&typed));
    let currency = Some(fields.raw("currency")).filter(|code| !code.is_empty());
    let base = ctx.company_of(company).map(|company| company.currency.clone());
    let own_list = fields.id("price_list_id").map(PriceListId::from);
    let own_position = fields.id("tax_position_id").map(TaxPositionId::from);
    Ok(LineContext {
        company,
        party,
        price_list: own_list.or_else(|| terms.as_ref().and_then(|terms| terms.price_list_id)),
        tax_position: own_position.or_else(|| terms.as_ref().and_then(|terms| terms.tax_position_id)),
        currency: currency.or(base).unwrap_or_default(),
        date: date.unwrap_or_else(|| ctx.today_in(company)),
        language,
    })
}

/// The groups of the form: the customer, the lines, the terms.
pub fn form(ctx: &Ctx, fields: &Fields<'_>, company: CompanyId, asked: &Asked) -> Result<FormPage> {
    let offers = offers(ctx, company, fields.id("party_id").map(PartyId::from))?;
    let context = context(ctx, fields, company, asked.date)?;
    let grid = grid::grid(ctx, fields, &context, asked.totals_url)?;
    let of = fields.hidden("company_id").value(company.to_string());
    let head = [customer(fields, &offers), (asked.head)(fields, &offers), vec![of]].concat();
    Ok(FormPage::default()
        .group("", head)
        .lines(grid)
        .group(ctx.text("group-terms"), terms(fields, &offers, asked)))
}

fn customer(fields: &Fields<'_>, offers: &Offers) -> Vec<Field> {
    let search = "/parties/search?role=customer";
    let party = fields.combo("party_id", search, "building-2", offers.party_name.clone());
    vec![
        Field {
            refreshes: true,
            ..fields.called("field-customer", party.width(6))
        },
        fields.select("contact_id", &offers.contacts, true).width(3),
        fields.text("customer_reference").optional().width(3),
    ]
}

fn terms(fields: &Fields<'_>, offers: &Offers, asked: &Asked) -> Vec<Field> {
    let prices = vec![
        fields.select("currency", &offers.currencies, true).width(3),
        fields.select("price_list_id", &offers.price_lists, true).width(3),
        fields.select("tax_position_id", &offers.tax_positions, true).width(3),
    ];
    let delivery = vec![
        fields.select("carrier_id", &offers.carriers, true).width(3),
        fields.area("delivery_address").optional().width(6),
        fields.area("billing_address").optional().width(6),
        fields.area("note").optional(),
    ];
    [prices, (asked.terms)(fields, offers), delivery].concat()
}

/// Net and totals of the lines as typed, in the company the form is of.
pub fn totals(ctx: &Ctx, req: &Req, asked: &Asked) -> Result<Reply> {
    let fields = Fields::new(ctx, req, &json!({}));
    let context = context(ctx, &fields, ctx.company_named(req, asked.needs), asked.date)?;
    grid::answer(ctx, req, &context)
}
