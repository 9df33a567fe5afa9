//! The order confirmation on paper, in the customer's language.
use crate::company::letterhead::Letterhead;
use crate::ids::PartyId;
use crate::kernel::error::Result;
use crate::kernel::view::PrintDocument;
use crate::kernel::view::PrintFact;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::frame;
use crate::ledger::term;
use crate::orders::line::table;
use crate::orders::line::table::DocumentTotals;
use crate::orders::sales_order::State;
use crate::orders::sales_order::pages::show;
use crate::orders::sales_order::pages::show::Whole;
use crate::party;

/// Language and number of who receives a document.
pub fn receiver(ctx: &Ctx, party: PartyId) -> Result<(String, String)> {
    let party = ctx.read(|conn| party::queries::get(conn, party))?;
    Ok((party.language, party.number))
}

pub fn fact(paper: &Letterhead, key: &str, value: impl Into<String>) -> Option<PrintFact> {
    let value = value.into();
    (!value.is_empty()).then(|| PrintFact::new(paper.text(key), value))
}

pub fn lines_of(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

pub fn print(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let whole = show::read(ctx, req.id()?)?;
    let order = &whole.order;
    let (language, number) = receiver(ctx, order.party_id)?;
    let paper = Letterhead::open(ctx, order.company_id, &language)?;
    let terms = ctx.read(|conn| term::queries::name_in(conn, order.payment_term_id, &language))?;
    let page = confirmation(ctx, &whole, &paper, (number, terms));
    Ok(Reply::html(page.render(&frame::bare(ctx, &order.number))))
}

fn confirmation(ctx: &Ctx, whole: &Whole, paper: &Letterhead, (customer, terms): (String, String)) -> PrintDocument {
    let order = &whole.order;
    let lines = show::shown_lines(order, &whole.lines, ctx.today_in(order.company_id));
    let facts = [
        fact(paper, "print-date", paper.formats.date(order.order_date)),
        fact(paper, "print-customer-number", customer),
        fact(paper, "print-your-reference", &order.customer_reference),
        fact(paper, "print-requested", paper.formats.date(order.requested_date)),
        fact(paper, "print-carrier", &whole.names.carrier),
    ];
    let terms = fact(paper, "print-terms", terms);
    let totals = DocumentTotals {
        net: order.net_amount,
        tax: order.tax_amount,
        total: order.total_amount,
    };
    PrintDocument {
        kind: paper.text("print-order-confirmation"),
        number: order.number.clone(),
        recipient: with_name(&order.party_name, &order.billing_address),
        facts: facts.into_iter().flatten().collect(),
        addresses: vec![(
            paper.text("print-ship-to"),
            with_name(&order.party_name, &order.delivery_address),
        )],
        intro: vec![paper.text("print-order-intro")],
        lines: table::printed(paper, &order.currency, &lines),
        totals: table::printed_totals(paper, &order.currency, &totals),
        terms: terms
            .into_iter()
            .map(|terms| paper.labelled(&terms.label, &terms.value))
            .chain(lines_of(&order.note))
            .collect(),
        stamp: match order.state {
            State::Draft | State::Held => paper.text("print-stamp-draft"),
            State::Cancelled => paper.text("print-stamp-cancelled"),
            State::Confirmed | State::Done => String::new(),
        },
        back_url: order.url(),
        ..paper.sheet()
    }
}

/// The address, under the name unless it has it already: on a Chinese envelope it comes last.
pub fn with_name(name: &str, address: &str) -> Vec<String> {
    let lines = lines_of(address);
    if lines.iter().any(|line| line == name) {
        return lines;
    }
    std::iter::once(name.to_owned()).chain(lines).collect()
}

#[cfg(test)]
mod tests {
    use super::with_name;

    #[test]
    fn the_name_stands_once_on_an_envelope() {
        assert_eq!(with_name("Halvorsen", "Strandweg 4"), ["Halvorsen", "Strandweg 4"]);
        assert_eq!(with_name("Halvorsen", "Halvorsen\nStrandweg 4").len(), 2);
        assert_eq!(
            with_name("永和電器行", "30051 台灣\n新竹市中正路 63\n永和電器行").len(),
            3
        );
    }
}
