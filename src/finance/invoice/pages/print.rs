//! An invoice on paper, in the customer's language, with all the law asks for in the European Union, Taiwan and mainland
//! China: both parties with addresses and tax numbers, number, date, day of supply, lines, net and tax of each rate, why
//! nothing is charged, terms, bank.
use super::URL;
use crate::finance::invoice::Invoice;
use crate::finance::invoice::InvoiceKind;
use crate::finance::invoice::InvoiceLine;
use crate::finance::invoice::InvoiceTax;
use crate::finance::invoice::queries;
use crate::finance::invoice::queries::LineNames;
use crate::finance::invoice::queries::SellerContact;
use crate::finance::paper;
use crate::finance::paper::Paper;
use crate::ids::CustomerInvoiceId;
use crate::kernel::error::Result;
use crate::kernel::view::Cell;
use crate::kernel::view::DataTable;
use crate::kernel::view::PrintDocument;
use crate::kernel::view::PrintFact;
use crate::kernel::view::PrintTax;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::view::Total;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::ledger;
use crate::ledger::open_item::OpenItem;
use crate::party;
use crate::permission::Permission::InvoiceRead;
use tenon_db::Conn;

/// Everything the paper says, read from one snapshot.
struct Known {
    invoice: Invoice,
    lines: Vec<InvoiceLine>,
    names: LineNames,
    taxes: Vec<InvoiceTax>,
    items: Vec<OpenItem>,
    contact: SellerContact,
    credited: Option<Invoice>,
    party_number: String,
    paper: Paper,
}

impl Known {
    fn read(conn: &mut Conn, ctx: &Ctx, id: CustomerInvoiceId) -> Result<Known> {
        let reach = ctx.full_reach(InvoiceRead);
        let invoice = queries::visible(conn, &reach, id)?;
        let party = party::queries::get(conn, invoice.party_id)?;
        let paper = Paper::new(ctx, &party.language);
        let lines = queries::lines(conn, id)?;
        Ok(Known {
            names: queries::line_names(conn, &lines, paper.language.code())?,
            taxes: queries::taxes(conn, id)?,
            items: ledger::open_item::queries::of_origin(conn, id.into())?,
            contact: queries::seller_contact(conn, invoice.company_id)?,
            credited: match invoice.credits_id {
                Some(credited) => Some(queries::get(conn, credited)?),
                None => None,
            },
            party_number: party.number,
            paper,
            lines,
            invoice,
        })
    }
}

pub fn print(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: CustomerInvoiceId = req.id()?;
    let known = ctx.read(|conn| Known::read(conn, ctx, id))?;
    Ok(paper::answer(ctx, &document(&known)))
}

fn document(known: &Known) -> PrintDocument {
    let (invoice, paper) = (&known.invoice, &known.paper);
    let kind = match invoice.kind {
        InvoiceKind::Invoice => "print-invoice",
        InvoiceKind::CreditNote => "print-credit-note",
    };
    let seller = paper::lines(&invoice.seller_address);
    let address: Vec<String> = seller
        .iter()
        .filter(|line| **line != invoice.seller_name)
        .cloned()
        .collect();
    let tax_number = (!invoice.seller_tax_number.is_empty()).then(|| {
        let number = &invoice.seller_tax_number;
        paper.say("print-our-tax-number", &[("number", number.into())])
    });
    PrintDocument {
        language: paper.language,
        kind: paper.text(kind),
        number: invoice.number.clone(),
        company_name: invoice.seller_name.clone(),
        return_line: [vec![invoice.seller_name.clone()], address.clone()]
            .concat()
            .join(" · "),
        company_lines: address.into_iter().chain(tax_number).collect(),
        recipient: paper::lines(&invoice.billing_address),
        facts: facts(known),
        addresses: addresses(known),
        lines: line_table(known),
        totals: totals(known),
        taxes: known.taxes.iter().map(|tax| tax_line(known, tax)).collect(),
        terms: terms(known),
        footer: footer(known),
        stamp: if invoice.is_draft() {
            paper.text("print-draft")
        } else {
            String::new()
        },
        back_url: format!("{URL}/{}", invoice.id),
        ..PrintDocument::default()
    }
}

fn facts(known: &Known) -> Vec<PrintFact> {
    let (invoice, paper) = (&known.invoice, &known.paper);
    let text = |key: &str, value: &str| (!value.is_empty()).then(|| PrintFact::new(paper.text(key), value));
    let credited = known.credited.as_ref().map(|one| {
        let text = format!("{} · {}", one.number, paper.date(one.invoice_date));
        PrintFact::new(paper.text("print-credits"), text)
    });
    [
        text("print-number", &invoice.number),
        text("print-date", &paper.date(invoice.invoice_date)),
        text("print-supply-date", &paper.date(invoice.supply_date)),
        credited,
        text("print-customer-number", &known.party_number),
        text("print-your-reference", &invoice.customer_reference),
        text("print-your-tax-number", &invoice.party_tax_number),
        text("print-external-number", &invoice.external_number),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Where it was delivered, when that is not where the invoice goes.
fn addresses(known: &Known) -> Vec<(String, Vec<String>)> {
    let invoice = &known.invoice;
    if invoice.delivery_address.is_empty() || invoice.delivery_address == invoice.billing_address {
        return Vec::new();
    }
    let title = known.paper.text("print-delivered-to");
    vec![(title, paper::lines(&invoice.delivery_address))]
}

fn line_table(known: &Known) -> DataTable {
    let (paper, currency) = (&known.paper, &known.invoice.currency);
    let has_discount = known.lines.iter().any(|line| !line.discount_percent.is_zero());
    let discount = |line: &InvoiceLine| {
        let percent = line.discount_percent;
        if percent.is_zero() {
            Cell::Empty
        } else {
            Cell::number(paper.formats.percent(percent.to_decimal()))
        }
    };
    let row = |line: &InvoiceLine| {
        let mut cells = vec![
            Cell::text(line.position.to_string()),
            Cell::Item {
                code: known.names.product(line.product_id),
                url: String::new(),
                text: line.description.clone(),
            },
            Cell::Quantity {
                figure: paper.formats.quantity(line.quantity.to_decimal(), 6),
                unit: known.names.unit(line.unit_id),
            },
            Cell::number(paper.formats.unit_price(line.unit_price.to_decimal(), currency)),
        ];
        if has_discount {
            cells.push(discount(line));
        }
        cells.push(Cell::text(
            line.tax_code_id.map(|id| known.names.tax(id)).unwrap_or_default(),
        ));
        cells.push(Cell::money(paper.figure(line.net_amount, currency)));
        TableRow::new(cells)
    };
    let mut columns = vec![
        TableColumn::text(paper.text("kernel-grid-position")),
        TableColumn::text(paper.text("column-product")),
        TableColumn::number(paper.text("column-quantity")),
        TableColumn::number(paper.text("column-unit-price")),
    ];
    if has_discount {
        columns.push(TableColumn::number(paper.text("column-discount")));
    }
    columns.push(TableColumn::text(paper.text("field-tax-code")));
    columns.push(TableColumn::number(
        paper.say("head-net", &[("currency", currency.into())]),
    ));
    DataTable {
        columns,
        rows: known.lines.iter().map(row).collect(),
        tall: true,
        ..DataTable::default()
    }
}

fn totals(known: &Known) -> Vec<Total> {
    let (invoice, paper) = (&known.invoice, &known.paper);
    let currency = &invoice.currency;
    vec![
        Total::new(paper.text("total-net"), paper.figure(invoice.net_amount, currency)),
        Total::new(paper.text("total-tax"), paper.figure(invoice.tax_amount, currency)),
        Total::grand(
            paper.say("total-in", &[("currency", currency.into())]),
            paper.figure(invoice.total_amount, currency),
        ),
    ]
}

fn tax_line(known: &Known, tax: &InvoiceTax) -> PrintTax {
    let (paper, currency) = (&known.paper, &known.invoice.currency);
    let rate = paper.formats.percent(tax.rate_percent.to_decimal());
    let mut label = if tax.name.contains(&tax.rate_percent.to_string()) {
        tax.name.clone()
    } else {
        format!("{} {rate}", tax.name)
    };
    if !tax.note.is_empty() {
        label = paper.say(
            "text-labelled",
            &[("label", label.into()), ("text", (&tax.note).into())],
        );
    }
    PrintTax {
        label,
        base: paper.figure(tax.base_amount, currency),
        amount: paper.figure(tax.tax_amount, currency),
    }
}

/// Reason, when what is due, discount, bank, the tax in the seller's currency.
fn terms(known: &Known) -> Vec<String> {
    let (invoice, paper) = (&known.invoice, &known.paper);
    let mut terms = Vec::new();
    if !invoice.reason.is_empty() {
        terms.extend(paper::lines(&invoice.reason));
    }
    if !invoice.payment_term_text.is_empty() && !invoice.is_credit_note() {
        terms.push(paper.say("print-payment-terms", &[("terms", (&invoice.payment_term_text).into())]));
    }
    if !invoice.is_credit_note() {
        terms.extend(due(known));
    }
    if let Some(until) = invoice.discount_date.filter(|_| !invoice.is_credit_note()) {
        let paid = invoice.total_amount - invoice.discount_amount;
        let arguments = [
            ("date", until.into()),
            ("amount", (invoice.discount_amount, &invoice.currency).into()),
            ("paid", (paid, &invoice.currency).into()),
        ];
        terms.push(paper.say("print-discount", &arguments));
    }
    let contact = &known.contact;
    if !contact.bank_account.is_empty() && !invoice.is_credit_note() && !invoice.is_draft() {
        let arguments = [
            ("bank", (&contact.bank_name).into()),
            ("account", (&contact.bank_account).into()),
            ("number", (&invoice.number).into()),
        ];
        terms.push(paper.say("print-pay-to", &arguments));
    }
    if invoice.currency != contact.currency && !invoice.is_draft() {
        terms.push(own_currency(known));
    }
    terms
}

/// The law wants the tax in the seller's own currency too.
fn own_currency(known: &Known) -> String {
    let (invoice, paper, own) = (&known.invoice, &known.paper, &known.contact.currency);
    let decimals = crate::kernel::format::currency_decimals(own);
    let tax = invoice.rate().convert(invoice.tax_amount, decimals).unwrap_or_default();
    let (units, amount) = invoice.rate().published();
    let rate = format!("{units} {} = {amount} {own}", invoice.currency);
    let arguments = [
        ("tax", (tax, own).into()),
        ("total", (invoice.base_total_amount, own).into()),
        ("rate", rate.into()),
    ];
    paper.say("print-own-currency", &arguments)
}

/// Each instalment with its day.
fn due(known: &Known) -> Vec<String> {
    let (invoice, paper) = (&known.invoice, &known.paper);
    let sentence = |date: chrono::NaiveDate, amount: tenon_db::Money| {
        let arguments = [("date", date.into()), ("amount", (amount, &invoice.currency).into())];
        paper.say("print-due", &arguments)
    };
    if known.items.is_empty() {
        return vec![sentence(invoice.due_date, invoice.total_amount)];
    }
    known
        .items
        .iter()
        .map(|item| sentence(item.due_date, item.amount))
        .collect()
}

fn footer(known: &Known) -> Vec<Vec<String>> {
    let (contact, paper) = (&known.contact, &known.paper);
    let labelled = |key: &str, value: &str| (!value.is_empty()).then(|| format!("{} {value}", paper.text(key)));
    let filled = |texts: Vec<Option<String>>| -> Vec<String> {
        texts.into_iter().flatten().filter(|text| !text.is_empty()).collect()
    };
    let columns = [
        filled(vec![
            Some(known.invoice.seller_name.clone()),
            labelled("print-registration", &contact.registration_number),
            labelled("print-tax-number", &known.invoice.seller_tax_number),
        ]),
        filled(vec![Some(contact.email.clone()), Some(contact.phone.clone())]),
        filled(vec![
            Some(contact.bank_name.clone()),
            Some(contact.bank_account.clone()),
        ]),
    ];
    columns.into_iter().filter(|column| !column.is_empty()).collect()
}
