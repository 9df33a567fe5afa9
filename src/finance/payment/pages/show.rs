//! One payment: what it settled, what stays, its journal entries; and its receipt on paper.
use super::PLACE;
use super::URL;
use crate::company::activity;
use crate::finance::invoice;
use crate::finance::open_item;
use crate::finance::open_item::Settlement;
use crate::finance::paper;
use crate::finance::paper::Paper;
use crate::finance::parts;
use crate::finance::parts::date_cell;
use crate::finance::parts::money;
use crate::finance::payment::Payment;
use crate::finance::payment::PaymentState;
use crate::finance::payment::queries;
use crate::ids::PaymentId;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::view::Action;
use crate::kernel::view::Cell;
use crate::kernel::view::DataTable;
use crate::kernel::view::Fact;
use crate::kernel::view::Link;
use crate::kernel::view::ObjectPage;
use crate::kernel::view::PrintDocument;
use crate::kernel::view::PrintFact;
use crate::kernel::view::Section;
use crate::kernel::view::SectionBody;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::view::Total;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::answer;
use crate::ledger;
use crate::ledger::entry::JournalEntry;
use crate::ledger::open_item::OpenItem;
use crate::party;
use crate::permission::Permission::LedgerRead;
use crate::permission::Permission::PaymentPost;
use crate::permission::Permission::PaymentRead;
use tenon_db::Conn;

/// Everything the page says, read from one snapshot.
struct Known {
    payment: Payment,
    account: String,
    items: Vec<OpenItem>,
    settlements: Vec<Settlement>,
    entries: Vec<JournalEntry>,
    own_currency: String,
}

impl Known {
    fn read(conn: &mut Conn, ctx: &Ctx, id: PaymentId) -> Result<Known> {
        let payment = queries::visible(conn, &ctx.full_reach(PaymentRead), id)?;
        let items = ledger::open_item::queries::of_origin(conn, id.into())?;
        let may_read_entries = ctx.actor.may(LedgerRead, payment.company_id);
        Ok(Known {
            account: ledger::account::queries::get(conn, payment.account_id)?.label(),
            settlements: open_item::queries::settlements(conn, &items)?,
            items,
            entries: if may_read_entries {
                ledger::entry::queries::of_origin(conn, id.into())?
            } else {
                Vec::new()
            },
            own_currency: ledger::currency::queries::of_company(conn, payment.company_id)?.code,
            payment,
        })
    }
}

pub fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: PaymentId = req.id()?;
    if req.is_api() {
        let reach = ctx.full_reach(PaymentRead);
        return Reply::json(&ctx.read(|conn| queries::visible(conn, &reach, id))?);
    }
    let known = ctx.read(|conn| Known::read(conn, ctx, id))?;
    let payment = &known.payment;
    let page = ObjectPage {
        title: payment.number.clone(),
        status: Some(payment.look().status(ctx.messages)),
        subtitle: ctx.text(payment.direction.message_key()),
        partner: Some(Link::new(&payment.party_name, Subject::Party(payment.party_id).url())),
        version: payment.version.to_string(),
        print_url: Some(format!("{URL}/{id}/print")),
        primary: primary(ctx, &known),
        menu: menu(ctx, payment),
        facts: facts(ctx, &known),
        sections: sections(ctx, &known),
        ..ObjectPage::default()
    };
    let page = activity::attach(ctx, page, id.into(), Some(payment.company_id))?;
    answer::object(ctx, req, page, PLACE.crumbs(ctx, &known.payment.number))
}

/// What is on account waits to be set against something.
fn primary(ctx: &Ctx, known: &Known) -> Option<Action> {
    let payment = &known.payment;
    let may = ctx.actor.may(PaymentPost, payment.company_id);
    let open = known.items.iter().find(|item| !item.open_amount.is_zero())?;
    let url = format!("{}/allocate", Subject::OpenItem(open.id).url());
    may.then(|| Action::get(ctx.text("action-allocate"), "split", url))
}

fn menu(ctx: &Ctx, payment: &Payment) -> Vec<Action> {
    if payment.state != PaymentState::Posted || !ctx.actor.may(PaymentPost, payment.company_id) {
        return Vec::new();
    }
    let reverse = Action::post(
        ctx.text("action-reverse"),
        "undo-2",
        format!("{}/reverse", payment.url()),
    );
    let title = ctx.say_with("payment-reverse-title", &[("number", (&payment.number).into())]);
    let reverse = reverse
        .danger()
        .confirm(title, ctx.text("payment-reverse-text"), ctx.text("action-reverse"));
    vec![reverse.reason(ctx.text("field-reason"))]
}

fn facts(ctx: &Ctx, known: &Known) -> Vec<Fact> {
    let payment = &known.payment;
    let company = ctx
        .company_of(payment.company_id)
        .map(|one| one.name.clone())
        .unwrap_or_default();
    let strong =
        |key: &str, amount, currency: &str| Fact::new(ctx.text(key), Cell::Strong(money(ctx, amount, currency)));
    let mut facts = vec![
        Fact::new(ctx.text("field-payment-date"), date_cell(ctx, payment.payment_date)),
        if ctx.actor.may(LedgerRead, payment.company_id) {
            Fact::link(
                ctx.text("field-account"),
                &known.account,
                Subject::Account(payment.account_id).url(),
            )
        } else {
            Fact::text(ctx.text("field-account"), &known.account)
        },
        Fact::text(ctx.text("field-reference"), &payment.reference),
        Fact::text(ctx.text("field-company"), company),
        strong("field-amount", payment.amount, &payment.currency),
    ];
    if payment.currency != known.own_currency {
        facts.push(strong("field-base-amount", payment.base_amount, &known.own_currency));
    }
    if !payment.write_off_amount.is_zero() {
        facts.push(strong(
            "field-write-off-amount",
            payment.write_off_amount,
            &payment.currency,
        ));
    }
    if !payment.discount_amount.is_zero() {
        let (amount, currency) = (payment.discount_amount, &payment.currency);
        facts.push(strong("field-discount-amount", amount, currency));
    }
    if !payment.write_off_reason.is_empty() {
        facts.push(Fact::text(
            ctx.text("field-write-off-reason"),
            &payment.write_off_reason,
        ));
    }
    facts.push(strong("column-open", payment.open_amount, &payment.currency));
    facts
}

fn sections(ctx: &Ctx, known: &Known) -> Vec<Section> {
    let settled = parts::settlements(ctx, &known.settlements);
    let mut sections = vec![Section::new(
        "settlement",
        ctx.text("section-settlement"),
        SectionBody::Table(settled),
    )];
    if !known.entries.is_empty() {
        sections.push(parts::entries(ctx, &known.entries, &known.own_currency));
    }
    sections
}

/// The money, and before it what was taken off for paying early.
fn totals(paper: &Paper, payment: &Payment) -> Vec<Total> {
    let discount = (!payment.discount_amount.is_zero()).then(|| {
        let figure = paper.figure(payment.discount_amount, &payment.currency);
        Total::new(paper.text("field-discount-amount"), figure)
    });
    let money = paper.money(payment.amount, &payment.currency);
    let paid = Total::grand(paper.text(payment.direction.message_key()), money);
    discount.into_iter().chain([paid]).collect()
}

/// A receipt, in the partner's language.
pub fn print(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: PaymentId = req.id()?;
    let (known, buyer, seller) = ctx.read(|conn| {
        let known = Known::read(conn, ctx, id)?;
        let buyer = party::queries::snapshot(conn, known.payment.party_id)?;
        let seller = invoice::queries::seller(conn, known.payment.company_id)?;
        Ok((known, buyer, seller))
    })?;
    let (paper, payment) = (Paper::new(ctx, &buyer.language), &known.payment);
    let place = [&seller.street, &seller.postal_code, &seller.city];
    let place: Vec<&str> = place
        .iter()
        .map(|text| text.as_str())
        .filter(|text| !text.is_empty())
        .collect();
    let row = |one: &&Settlement| {
        TableRow::new(vec![
            Cell::text(&one.document_number),
            Cell::text(paper.date(one.date)),
            Cell::money(paper.figure(one.amount, &one.currency)),
        ])
    };
    let lines = DataTable {
        columns: vec![
            TableColumn::text(paper.text("column-document")),
            TableColumn::text(paper.text("column-date")),
            TableColumn::number(paper.text("column-amount")),
        ],
        rows: known
            .settlements
            .iter()
            .filter(|one| !one.is_undone)
            .map(|one| row(&one))
            .collect(),
        ..DataTable::default()
    };
    let document = PrintDocument {
        language: paper.language,
        kind: paper.text("print-receipt"),
        number: payment.number.clone(),
        company_name: seller.full_name().to_owned(),
        company_lines: place.iter().map(|text| (*text).to_owned()).collect(),
        recipient: paper::lines(&buyer.billing_address),
        facts: vec![
            PrintFact::new(paper.text("print-date"), paper.date(payment.payment_date)),
            PrintFact::new(paper.text("field-reference"), &payment.reference),
        ],
        lines,
        totals: totals(&paper, payment),
        stamp: if payment.state == PaymentState::Reversed {
            paper.text("state-payment-reversed")
        } else {
            String::new()
        },
        back_url: payment.url(),
        ..PrintDocument::default()
    };
    Ok(paper::answer(ctx, &document))
}
