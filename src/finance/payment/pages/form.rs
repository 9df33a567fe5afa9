//! The form of a payment: who paid what, when and into which account, and what it settles.
use super::PLACE;
use super::URL;
use crate::company::reason;
use crate::company::reason::ReasonFor;
use crate::finance::invoice;
use crate::finance::parts;
use crate::finance::payment::Direction;
use crate::finance::payment::NewPayment;
use crate::finance::payment::discount;
use crate::finance::payment::discount::Offer;
use crate::finance::payment::ops;
use crate::ids::CompanyId;
use crate::ids::CustomerInvoiceId;
use crate::ids::OpenItemId;
use crate::ids::PartyId;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::view::FieldKind;
use crate::kernel::view::FormPage;
use crate::kernel::view::LineCell;
use crate::kernel::view::LineKind;
use crate::kernel::view::LineRow;
use crate::kernel::view::LinesGrid;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::answer;
use crate::ledger;
use crate::ledger::account::AccountKind;
use crate::ledger::account::AccountRole;
use crate::ledger::account::Control;
use crate::ledger::currency;
use crate::ledger::open_item::OpenItem;
use crate::permission::Permission::InvoiceRead;
use crate::permission::Permission::LedgerPost;
use serde_json::Value;
use serde_json::json;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Money;

type Choices = Vec<(String, String)>;

pub fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let company = ctx.company.id;
    let usual = usual(ctx, req)?;
    let fields = Fields::new(ctx, req, &usual);
    let party = fields.id("party_id");
    let direction = fields.value("direction", &FieldKind::Text);
    let is_in = direction != Direction::Out.code();
    let (name, accounts, currencies, items, offers) = ctx.read(|conn| {
        let name = match party {
            Some(id) => crate::party::queries::name(conn, ctx, id)?,
            None => String::new(),
        };
        let accounts = accounts(conn, ctx, company)?;
        let items = match party {
            Some(id) => settleable(conn, company, PartyId::from(id), is_in)?,
            None => Vec::new(),
        };
        let offers = offers(conn, &items)?;
        Ok((name, accounts, currency::queries::choices(conn)?, items, offers))
    })?;
    let directions: Choices = Direction::ALL
        .iter()
        .map(|one| (one.code().to_owned(), ctx.text(one.message_key())))
        .collect();
    let mut combo = fields.combo("party_id", "/parties/search", "users", name).width(6);
    combo.refreshes = true;
    let mut direction = fields.select("direction", &directions, false).width(3);
    direction.refreshes = true;
    let currency = fields.value("currency", &FieldKind::Text);
    let head = vec![
        combo,
        direction,
        fields.date("payment_date"),
        fields.money("amount", &currency),
        fields.select("currency", &currencies, false).width(3),
        fields.select("account_id", &accounts, false).width(3),
        fields.text("reference").width(3).optional(),
        fields.money("base_amount", &ctx.company.currency).optional(),
        fields.money("write_off_amount", &currency).optional(),
        fields
            .text("write_off_reason")
            .width(6)
            .optional()
            .suggest(reason::offered(ctx, ReasonFor::WriteOff)),
        fields.check("oldest_first").width(12),
    ];
    let title = ctx.text("new-payments");
    let page = FormPage {
        title: title.clone(),
        action: URL.to_owned(),
        discard_url: URL.to_owned(),
        save_label: ctx.text("action-post-payment"),
        ..FormPage::default()
    };
    let mut page = page.group("", head);
    if !items.is_empty() {
        page = page.lines(grid(ctx, &fields, &items, is_in.then_some(&offers)));
    }
    answer::form(ctx, req, page, PLACE.crumbs(ctx, &title))
}

/// What the form begins with: from an invoice its customer and what is open of it.
fn usual(ctx: &Ctx, req: &Req) -> Result<Value> {
    let direction = if req.query("direction") == Direction::Out.code() {
        Direction::Out
    } else {
        Direction::In
    };
    let usual = json!({
        "party_id": req.query("party_id"),
        "direction": direction.code(),
        "payment_date": ctx.today(),
        "currency": ctx.company.currency,
        "oldest_first": "yes",
    });
    let Ok(id) = req.query("invoice_id").parse::<CustomerInvoiceId>() else {
        return Ok(usual);
    };
    let reach = ctx.full_reach(InvoiceRead);
    let (invoice, items, offers) = ctx.read(|conn| {
        let invoice = invoice::queries::visible(conn, &reach, id)?;
        let items = ledger::open_item::queries::of_origin(conn, id.into())?;
        let offers = offers(conn, &items)?;
        Ok((invoice, items, offers))
    })?;
    let open = items.iter().filter(|item| !item.open_amount.is_zero());
    let today = ctx.today();
    let mut discounts = Money::ZERO;
    let rows: Vec<Value> = open
        .map(|item| {
            let offer = offers.get(&item.id).filter(|offer| today <= offer.until);
            let discount = offer.map_or(Money::ZERO, |offer| offer.amount);
            discounts += discount;
            let amount = item.open_amount.abs() - discount;
            json!({"id": item.id.to_string(), "amount": amount, "discount_amount": offer.map(|_| discount)})
        })
        .collect();
    Ok(json!({
        "party_id": invoice.party_id.to_string(),
        "direction": direction.code(),
        "payment_date": today,
        "currency": invoice.currency,
        "amount": invoice.open_amount - discounts,
        "oldest_first": "no",
        "allocations": rows,
    }))
}

/// Bank and cash, their sister accounts, and for accountants the one for write-offs.
fn accounts(conn: &mut Conn, ctx: &Ctx, company: CompanyId) -> Result<Choices> {
    let roles = ledger::account::queries::roles(conn, company)?;
    let chart = ledger::account::queries::chart(conn, company)?;
    let first = [AccountRole::Bank, AccountRole::Cash].map(|role| roles.find(role));
    let stems: Vec<String> = chart
        .iter()
        .filter(|account| first.contains(&Some(account.id)))
        .map(|account| account.code.chars().take(3).collect())
        .collect();
    let write_off = roles
        .find(AccountRole::WriteOff)
        .filter(|_| ctx.actor.may(LedgerPost, company));
    let is_offered = |account: &&ledger::account::Account| {
        let is_money = account.kind == AccountKind::Asset && account.control == Control::None && account.is_active;
        let is_sister = stems.iter().any(|stem| account.code.starts_with(stem));
        (is_money && is_sister) || Some(account.id) == write_off
    };
    let mut offered: Vec<&ledger::account::Account> = chart.iter().filter(is_offered).collect();
    offered.sort_by_key(|account| (first.first() != Some(&Some(account.id)), Some(account.id) == write_off));
    Ok(offered
        .into_iter()
        .map(|account| (account.id.to_string(), account.label()))
        .collect())
}

/// What the invoices among the items offer for paying early.
fn offers(conn: &mut Conn, items: &[OpenItem]) -> Result<BTreeMap<OpenItemId, Offer>> {
    let invoice_of = |item: &OpenItem| match item.origin() {
        Some(Subject::CustomerInvoice(id)) => Some(id),
        _ => None,
    };
    let ids: Vec<CustomerInvoiceId> = items.iter().filter_map(invoice_of).collect();
    let invoices = invoice::queries::get_many(conn, &ids)?;
    let granted = discount::granted(conn, &ids)?;
    let decimals = currency::queries::all_decimals(conn)?;
    let mut offers = BTreeMap::new();
    for item in items {
        let places = decimals.get(&item.currency).copied().unwrap_or(2);
        if let Some(invoice) = invoice_of(item).and_then(|id| invoices.get(&id))
            && let had = granted.get(&invoice.id).copied().unwrap_or_default()
            && let Some(offer) = discount::offer(invoice, item, had, places)?
        {
            offers.insert(item.id, offer);
        }
    }
    Ok(offers)
}

/// What money of this direction can settle.
fn settleable(conn: &mut Conn, company: CompanyId, party: PartyId, is_in: bool) -> Result<Vec<OpenItem>> {
    let items = ledger::open_item::queries::open_of_party(conn, company, party)?;
    Ok(items
        .into_iter()
        .filter(|item| item.amount.is_negative() != is_in)
        .collect())
}

/// The open items with a cell for the amount each gets, and one for the discount where there are offers; what was typed
/// is found again by the item.
pub fn grid(
    ctx: &Ctx,
    fields: &Fields<'_>,
    items: &[OpenItem],
    offers: Option<&BTreeMap<OpenItemId, Offer>>,
) -> LinesGrid {
    let mut columns = vec![
        fields.column("document", LineKind::Output, 0),
        fields.column("due_date", LineKind::Output, 28),
        fields.column("open", LineKind::Output, 32),
        fields.column("amount", LineKind::Money, 32),
    ];
    if offers.is_some() {
        columns.push(fields.column("discount_amount", LineKind::Money, 40));
        columns.push(fields.column("discount_offer", LineKind::Output, 52));
    }
    let count = fields.rows("allocations");
    let typed = |item: &OpenItem| {
        (0..count)
            .map(|index| fields.row("allocations", index))
            .find(|row| row.id("id") == Some(item.id.raw()))
    };
    let money = FieldKind::Number { unit: String::new() };
    let cell = |item: &OpenItem, name: &str| typed(item).map_or_else(LineCell::default, |row| row.cell(name, &money));
    let row = |(item, position): (&OpenItem, i32)| {
        let mut cells = vec![
            LineCell::new(&item.document_number),
            LineCell::new(ctx.formats.date(item.due_date)),
            LineCell::new(parts::money(ctx, item.open_amount.abs(), &item.currency)),
            cell(item, "amount"),
        ];
        if let Some(offers) = offers {
            cells.push(cell(item, "discount_amount"));
            cells.push(LineCell::new(offered(ctx, offers.get(&item.id), &item.currency)));
        }
        LineRow {
            id: item.id.to_string(),
            position: position.to_string(),
            cells,
            ..LineRow::default()
        }
    };
    let rows = items.iter().zip(1_i32..).map(row);
    LinesGrid {
        name: "allocations".to_owned(),
        title: ctx.text("field-allocations"),
        rows: rows.collect(),
        columns,
        fixed: true,
        ..LinesGrid::default()
    }
}

/// How much may be taken off, and until when.
fn offered(ctx: &Ctx, offer: Option<&Offer>, currency: &str) -> String {
    offer.map_or_else(String::new, |offer| {
        let named = [
            ("amount", (offer.amount, currency).into()),
            ("date", offer.until.into()),
        ];
        ctx.say_with("discount-offered", &named)
    })
}

pub fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let mut new: NewPayment = req.command(ctx)?;
    if !req.is_api() {
        // A form posts every open item; those without an amount were not chosen.
        let is_chosen = |amount: Option<Money>| amount.is_some_and(|amount| !amount.is_zero());
        new.allocations
            .retain(|one| is_chosen(one.amount) || is_chosen(one.discount_amount));
    }
    let company = new.company_id.unwrap_or(ctx.company.id);
    ctx.done(req, "notice-posted", move |tx| ops::post(tx, company, &new))
}
