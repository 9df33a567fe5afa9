//! Writing a quotation down and changing it while it is a draft. Checks, prices and defaults are a sales order's.
use crate::event::EventKind;
use crate::ids::CompanyId;
use crate::ids::QuotationId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::search;
use crate::kernel::sequence;
use crate::kernel::sequence::SeriesKind;
use crate::kernel::tx::Tx;
use crate::orders::line::PricedLines;
use crate::orders::sales_order::SalesOrder;
use crate::orders::sales_order::draft;
use crate::orders::sales_order::draft::Drafted;
use crate::orders::sales_order::draft::Writer;
use crate::orders::sales_order::queries::references::Standing;
use crate::orders::sales_order::queries::references::of_quotation;
use crate::permission::Permission;
use crate::refuse_unless;
use crate::sales::quotation::NewQuotation;
use crate::sales::quotation::Quotation;
use crate::sales::quotation::QuotationLine;
use crate::sales::quotation::State;
use crate::sales::quotation::VALID_DAYS;
use crate::sales::quotation::ops::about;
use crate::sales::quotation::queries;
use chrono::Days;
use diesel::prelude::*;
use tenon_db::batches;
use tenon_schema::quotation;
use tenon_schema::quotation_line;

/// Columns of a line that are bound.
const LINE_COLUMNS: usize = 14;

/// Fills a quotation in with everything but its number.
fn prepare(
    tx: &mut Tx<'_>,
    company: CompanyId,
    new: &NewQuotation,
    standing: &Standing,
) -> Result<(Quotation, Vec<QuotationLine>)> {
    let quotation_date = match new.quotation_date {
        Some(date) => date,
        None => tx.today(company)?,
    };
    let usual = quotation_date.checked_add_days(Days::new(VALID_DAYS));
    let valid_until = new.valid_until.or(usual).unwrap_or(quotation_date);
    if valid_until < quotation_date {
        let message = Message::new("quotation-ends-before").with("date", quotation_date);
        return Err(Error::invalid("valid_until", message));
    }
    if new.requested_date.is_some_and(|date| date < quotation_date) {
        let message = Message::new("requested-before-quotation").with("date", quotation_date);
        return Err(Error::invalid("requested_date", message));
    }
    let writer = Writer {
        user: tx.actor.user,
        team: tx.actor.team,
    };
    let order = new.as_order(quotation_date);
    let Drafted { order, priced } = draft::fill(tx.conn, company, quotation_date, writer, &order, standing)?;
    let row = Quotation {
        valid_until,
        requested_date: new.requested_date,
        created_at: tx.now,
        ..from_order(order)
    };
    let lines = lines_of(row.id, &priced);
    Ok((row, lines))
}

/// What a quotation has in common with the order it would be.
fn from_order(order: SalesOrder) -> Quotation {
    Quotation {
        id: id::new(),
        company_id: order.company_id,
        number: String::new(),
        party_id: order.party_id,
        party_name: order.party_name,
        contact_id: order.contact_id,
        billing_address: order.billing_address,
        delivery_address: order.delivery_address,
        quotation_date: order.order_date,
        valid_until: order.order_date,
        requested_date: None,
        customer_reference: order.customer_reference,
        currency: order.currency,
        price_list_id: order.price_list_id,
        payment_term_id: order.payment_term_id,
        tax_position_id: order.tax_position_id,
        warehouse_id: order.warehouse_id,
        carrier_id: order.carrier_id,
        note: order.note,
        state: State::Draft,
        lost_reason: String::new(),
        net_amount: order.net_amount,
        tax_amount: order.tax_amount,
        total_amount: order.total_amount,
        owner_id: order.owner_id,
        team_id: order.team_id,
        sent_at: None,
        decided_at: None,
        version: 1,
        created_at: order.created_at,
    }
}

fn lines_of(quotation_id: QuotationId, priced: &PricedLines) -> Vec<QuotationLine> {
    let line = |(line, number): (&crate::orders::line::PricedLine, i32)| QuotationLine {
        id: id::new(),
        quotation_id,
        position: number * 10,
        product_id: line.product,
        description: line.description.clone(),
        unit_id: line.unit,
        quantity: line.quantity,
        unit_price: line.unit_price,
        price_source: line.price_source.clone(),
        discount_percent: line.discount_percent,
        tax_code_id: line.tax_code,
        net_amount: line.net,
        tax_amount: line.tax,
        requested_date: line.requested_date,
    };
    priced.lines.iter().zip(1_i32..).map(line).collect()
}

fn insert_lines(tx: &mut Tx<'_>, lines: &[QuotationLine]) -> Result<()> {
    for slice in batches(lines, LINE_COLUMNS) {
        tx.conn
            .later(&diesel::insert_into(quotation_line::table).values(slice))?;
    }
    Ok(())
}

fn index(tx: &mut Tx<'_>, row: &Quotation) -> Result<()> {
    let entry = search::Entry {
        subject: row.subject(),
        company: Some(row.company_id),
        owner: Some(row.owner_id),
        title: &row.number,
        subtitle: &row.party_name,
        words: &row.customer_reference,
    };
    search::put_document(tx.conn, &entry)
}

/// Writes a quotation down as a draft.
pub fn create(tx: &mut Tx<'_>, new: &NewQuotation) -> Result<QuotationId> {
    let Some(company) = new.company_id else {
        return Err(Error::invalid("company_id", Message::new("problem-required")));
    };
    tx.require(Permission::QuotationEdit, company)?;
    let (mut row, lines) = prepare(tx, company, new, &Standing::default())?;
    row.number = sequence::draw(tx, company, SeriesKind::Quotation, row.quotation_date)?;
    tx.conn.later(&diesel::insert_into(quotation::table).values(&row))?;
    insert_lines(tx, &lines)?;
    index(tx, &row)?;
    let event = about(EventKind::QuotationCreated, &row);
    tx.record(event.say("total", (row.total_amount, &row.currency)));
    Ok(row.id)
}

/// Changes a draft: head and lines as they are sent. Company and number stay.
pub fn update(tx: &mut Tx<'_>, id: QuotationId, version: i32, new: &NewQuotation) -> Result<()> {
    let old = queries::editable(tx.conn, tx.actor, id)?;
    tx.stale_unless(usize::from(old.version == version), id)?;
    refuse_unless!(old.state == State::Draft, "quotation-not-a-draft", number = &old.number);
    let kept = NewQuotation {
        quotation_date: Some(new.quotation_date.unwrap_or(old.quotation_date)),
        owner_id: Some(new.owner_id.unwrap_or(old.owner_id)),
        ..new.clone()
    };
    let standing = of_quotation(tx.conn, id)?;
    let (row, mut lines) = prepare(tx, old.company_id, &kept, &standing)?;
    diesel::delete(quotation_line::table.filter(quotation_line::quotation_id.eq(id))).execute(tx.conn)?;
    for line in &mut lines {
        line.quotation_id = id;
    }
    insert_lines(tx, &lines)?;
    let row = Quotation {
        id,
        number: old.number.clone(),
        version: version + 1,
        created_at: old.created_at,
        ..row
    };
    let changed = store(tx, &row, version)?;
    tx.stale_unless(changed, id)?;
    if row.party_id != old.party_id || row.customer_reference != old.customer_reference {
        search::remove(tx.conn, row.subject())?;
        index(tx, &row)?;
    }
    let event = about(EventKind::QuotationChanged, &row)
        .change("party", &old.party_name, &row.party_name)
        .change("quotation-date", old.quotation_date, row.quotation_date)
        .change("valid-until", old.valid_until, row.valid_until)
        .change("requested-date", old.requested_date, row.requested_date)
        .change("customer-reference", &old.customer_reference, &row.customer_reference)
        .change("note", &old.note, &row.note);
    let (before, after) = ((old.total_amount, &old.currency), (row.total_amount, &row.currency));
    tx.record(event.change("total", before, after));
    Ok(())
}

fn store(tx: &mut Tx<'_>, row: &Quotation, version: i32) -> Result<usize> {
    let changed = diesel::update(quotation::table.find(row.id).filter(quotation::version.eq(version)))
        .set((
            (
                quotation::party_id.eq(row.party_id),
                quotation::party_name.eq(&row.party_name),
                quotation::contact_id.eq(row.contact_id),
                quotation::billing_address.eq(&row.billing_address),
                quotation::delivery_address.eq(&row.delivery_address),
                quotation::quotation_date.eq(row.quotation_date),
                quotation::valid_until.eq(row.valid_until),
                quotation::requested_date.eq(row.requested_date),
                quotation::customer_reference.eq(&row.customer_reference),
            ),
            (
                quotation::currency.eq(&row.currency),
                quotation::price_list_id.eq(row.price_list_id),
                quotation::payment_term_id.eq(row.payment_term_id),
                quotation::tax_position_id.eq(row.tax_position_id),
                quotation::warehouse_id.eq(row.warehouse_id),
                quotation::carrier_id.eq(row.carrier_id),
                quotation::note.eq(&row.note),
            ),
            (
                quotation::net_amount.eq(row.net_amount),
                quotation::tax_amount.eq(row.tax_amount),
                quotation::total_amount.eq(row.total_amount),
                quotation::owner_id.eq(row.owner_id),
                quotation::team_id.eq(row.team_id),
                quotation::version.eq(row.version),
            ),
        ))
        .execute(tx.conn)?;
    Ok(changed)
}
