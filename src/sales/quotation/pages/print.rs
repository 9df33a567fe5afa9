//! The quotation on paper, in the customer's language.
use crate::company::letterhead::Letterhead;
use crate::kernel::error::Result;
use crate::kernel::view::PrintDocument;
use crate::kernel::view::PrintFact;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::frame;
use crate::ledger::term;
use crate::orders::line::table;
use crate::party;
use crate::sales::quotation::State;
use crate::sales::quotation::pages::show;
use crate::sales::quotation::pages::show::Whole;

pub fn print(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let whole = show::read(ctx, req.id()?)?;
    let row = &whole.quotation;
    let party = ctx.read(|conn| party::queries::get(conn, row.party_id))?;
    let paper = Letterhead::open(ctx, row.company_id, &party.language)?;
    let terms = ctx.read(|conn| term::queries::name_in(conn, row.payment_term_id, &party.language))?;
    let page = sheet(&whole, &paper, (party.number, terms));
    Ok(Reply::html(page.render(&frame::bare(ctx, &row.number))))
}

fn sheet(whole: &Whole, paper: &Letterhead, (customer, terms): (String, String)) -> PrintDocument {
    let row = &whole.quotation;
    let fact = |key: &str, value: String| (!value.is_empty()).then(|| PrintFact::new(paper.text(key), value));
    let date = |date| paper.formats.date(date);
    let facts = [
        fact("print-date", date(row.quotation_date)),
        fact("print-valid-until", date(row.valid_until)),
        fact("print-customer-number", customer),
        fact("print-your-reference", row.customer_reference.clone()),
        fact("print-requested", row.requested_date.map(date).unwrap_or_default()),
        fact("print-contact", whole.names.owner.clone()),
    ];
    let terms = (!terms.is_empty()).then(|| paper.labelled(&paper.text("print-terms"), &terms));
    let until = crate::kernel::message::Value::from(date(row.valid_until));
    PrintDocument {
        kind: paper.text("kind-quotation"),
        number: row.number.clone(),
        recipient: with_name(&row.party_name, &row.billing_address),
        facts: facts.into_iter().flatten().collect(),
        addresses: vec![(
            paper.text("print-ship-to"),
            with_name(&row.party_name, &row.delivery_address),
        )],
        intro: vec![paper.text("print-quotation-intro")],
        lines: table::printed(paper, &row.currency, &show::shown_lines(&whole.lines)),
        totals: table::printed_totals(paper, &row.currency, &show::totals_of(row)),
        terms: terms
            .into_iter()
            .chain([paper.with("print-quotation-valid", &[("date", until)])])
            .chain(row.note.lines().map(str::to_owned))
            .collect(),
        stamp: match row.state {
            State::Draft => paper.text("print-stamp-draft"),
            State::Sent | State::Won | State::Lost => String::new(),
        },
        back_url: row.url(),
        ..paper.sheet()
    }
}

/// The address, under the name unless it begins with it.
fn with_name(name: &str, address: &str) -> Vec<String> {
    let lines: Vec<String> = address.lines().map(str::to_owned).collect();
    if lines.first().is_some_and(|line| line == name) {
        return lines;
    }
    std::iter::once(name.to_owned()).chain(lines).collect()
}
