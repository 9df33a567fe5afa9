//! From what somebody wrote by hand to a complete draft: what was left out comes from the customer's terms, the products,
//! the price lists and the tax position.
use crate::catalog::price;
use crate::catalog::price::PriceLine;
use crate::catalog::price::PriceQuestion;
use crate::catalog::product;
use crate::catalog::product::Product;
use crate::catalog::unit;
use crate::catalog::unit::Conversions;
use crate::finance::invoice::DraftInvoice;
use crate::finance::invoice::DraftLine;
use crate::finance::invoice::InvoiceKind;
use crate::finance::invoice::NewInvoice;
use crate::finance::invoice::NewInvoiceLine;
use crate::ids::CompanyId;
use crate::ids::ProductId;
use crate::ids::TaxCodeId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Problem;
use crate::kernel::error::Result;
use crate::ledger::currency;
use crate::ledger::tax;
use crate::party;
use crate::party::Snapshot;
use crate::party::terms::Terms;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Percent;
use tenon_db::UnitPrice;

/// What the lines are completed from.
struct Known {
    products: BTreeMap<ProductId, Product>,
    conversions: Conversions,
    prices: Vec<Option<UnitPrice>>,
    taxes: BTreeMap<String, TaxCodeId>,
}

/// Completes an invoice written by hand; every problem is named with its line. Nothing is written.
pub fn resolve(conn: &mut Conn, company: CompanyId, new: &NewInvoice, today: NaiveDate) -> Result<DraftInvoice> {
    let buyer = party::queries::snapshot(conn, new.party_id)
        .map_err(|_| Error::invalid("party_id", Message::new("problem-not-a-choice").with("value", "")))?;
    let kind = new.kind.unwrap_or(InvoiceKind::Invoice);
    if kind == InvoiceKind::Invoice {
        let party = party::queries::get(conn, new.party_id)?;
        if !party.is_active || !party.is_customer {
            let message = Message::new("party-is-no-customer").with("name", party.name);
            return Err(Error::invalid("party_id", message));
        }
    }
    let terms = party::terms::queries::of(conn, new.party_id, company)?;
    let currency = match &new.currency {
        Some(code) => code.clone(),
        None => currency::queries::of_company(conn, company)?.code,
    };
    let invoice_date = new.invoice_date.unwrap_or(today);
    let mut draft = DraftInvoice {
        company,
        kind,
        party: new.party_id,
        sales_order: None,
        credits: None,
        invoice_date,
        supply_date: new.supply_date.unwrap_or(invoice_date),
        payment_term: new.payment_term_id.or(terms.payment_term_id),
        customer_reference: new.customer_reference.clone().unwrap_or_default(),
        currency,
        reason: new.reason.0.clone(),
        external_number: new.external_number.clone().unwrap_or_default(),
        billing_address: None,
        delivery_address: None,
        owner: None,
        lines: Vec::new(),
    };
    let known = known(conn, &draft, (&buyer, &terms), &new.lines)?;
    draft.lines = complete(&known, kind, &new.lines)?;
    Ok(draft)
}

fn known(
    conn: &mut Conn,
    draft: &DraftInvoice,
    (buyer, terms): (&Snapshot, &Terms),
    lines: &[NewInvoiceLine],
) -> Result<Known> {
    let mut ids: Vec<ProductId> = lines.iter().map(|line| line.product_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let products = product::queries::get_many_in(conn, &ids, &buyer.language)?;
    let mut classes: Vec<String> = products.values().map(|product| product.tax_class.clone()).collect();
    classes.sort_unstable();
    classes.dedup();
    let asked: Vec<PriceLine> = lines
        .iter()
        .filter_map(|line| {
            let product = products.get(&line.product_id)?;
            Some(PriceLine {
                product: product.id,
                unit: line.unit_id.unwrap_or(product.unit_id),
                quantity: line.quantity,
            })
        })
        .collect();
    let is_complete = asked.len() == lines.len() && lines.iter().all(|line| line.unit_price.is_some());
    let question = PriceQuestion {
        company: draft.company,
        party: Some(draft.party),
        price_list: terms.price_list_id,
        currency: draft.currency.clone(),
        date: draft.invoice_date,
        // Typed prices need no list.
        lines: if is_complete { Vec::new() } else { asked },
    };
    let prices = price::queries::prices(conn, &question)?;
    Ok(Known {
        conversions: unit::queries::conversions(conn, &ids)?,
        prices: prices
            .into_iter()
            .map(|price| price.map(|price| price.unit_price))
            .collect(),
        taxes: tax::queries::for_classes(conn, draft.company, terms.tax_position_id, &classes)?,
        products,
    })
}

fn complete(known: &Known, kind: InvoiceKind, lines: &[NewInvoiceLine]) -> Result<Vec<DraftLine>> {
    let mut problems: Vec<Problem> = Vec::new();
    let mut drafted = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let listed = known.prices.get(index).copied().flatten();
        match complete_line(known, kind, line, listed) {
            Ok(line) => drafted.push(line),
            Err((field, message)) => problems.push(Problem::new(format!("lines.{index}.{field}"), message)),
        }
    }
    if problems.is_empty() {
        Ok(drafted)
    } else {
        Err(Error::Invalid(problems))
    }
}

fn complete_line(
    known: &Known,
    kind: InvoiceKind,
    line: &NewInvoiceLine,
    listed: Option<UnitPrice>,
) -> std::result::Result<DraftLine, (&'static str, Message)> {
    let Some(product) = known.products.get(&line.product_id) else {
        return Err(("product_id", Message::new("problem-not-a-choice").with("value", "")));
    };
    // What is not sold any more may still be taken back.
    if kind == InvoiceKind::Invoice && !(product.is_active && product.is_sold) {
        let message = Message::new("line-product-not-sold").with("code", &product.code);
        return Err(("product_id", message));
    }
    if !line.quantity.is_positive() {
        return Err(("quantity", Message::new("problem-not-positive")));
    }
    let unit = line.unit_id.unwrap_or(product.unit_id);
    let base_quantity = match known.conversions.to_base(product, unit, line.quantity) {
        Ok(quantity) => quantity,
        Err(Error::Refused(message)) => return Err(("unit_id", message)),
        Err(_) => return Err(("unit_id", Message::new("problem-required"))),
    };
    let Some(unit_price) = line.unit_price.or(listed) else {
        return Err((
            "unit_price",
            Message::new("invoice-line-without-price").with("code", &product.code),
        ));
    };
    let tax_code = line
        .tax_code_id
        .or_else(|| known.taxes.get(&product.tax_class).copied());
    Ok(DraftLine {
        sales_order_line: None,
        credits_line: None,
        product: product.id,
        description: line.description.clone().unwrap_or_else(|| product.name.clone()),
        unit,
        quantity: line.quantity,
        base_quantity,
        unit_price,
        discount_percent: line.discount_percent.unwrap_or(Percent::ZERO),
        tax_code,
    })
}
