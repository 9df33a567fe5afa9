//! Taking an order down and changing it while it is a draft. What is left out is filled in from the customer's terms, his
//! addresses and the company; every record it names is looked at before it is written.
use crate::event::EventKind;
use crate::ids::CompanyId;
use crate::ids::ProductId;
use crate::ids::QuotationId;
use crate::ids::SalesOrderId;
use crate::ids::Subject;
use crate::ids::TeamId;
use crate::ids::UserId;
use crate::inventory::warehouse;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::search;
use crate::kernel::sequence;
use crate::kernel::sequence::SeriesKind;
use crate::kernel::tx::Tx;
use crate::ledger::currency;
use crate::orders::line::LineContext;
use crate::orders::line::PricedLines;
use crate::orders::line::queries::price_lines;
use crate::orders::progress;
use crate::orders::progress::Progress;
use crate::orders::progress::Tracked;
use crate::orders::sales_order::NewSalesOrder;
use crate::orders::sales_order::SalesOrder;
use crate::orders::sales_order::SalesOrderLine;
use crate::orders::sales_order::State;
use crate::orders::sales_order::ops::about;
use crate::orders::sales_order::queries;
use crate::orders::sales_order::queries::references;
use crate::orders::sales_order::queries::references::Standing;
use crate::party;
use crate::permission::Permission;
use crate::refuse_unless;
use chrono::NaiveDate;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_db::Money;
use tenon_db::Rounding;
use tenon_db::UnitPrice;
use tenon_db::batches;
use tenon_schema::sales_order;
use tenon_schema::sales_order_line;

/// Columns of a line that are bound.
const LINE_COLUMNS: usize = 16;

/// Who writes, for what the order says about its owner.
#[derive(Debug, Clone, Copy)]
pub struct Writer {
    pub user: UserId,
    pub team: Option<TeamId>,
}

/// An order with everything filled in but its number: amounts are those of the lines.
pub struct Drafted {
    pub order: SalesOrder,
    pub priced: PricedLines,
}

/// Fills in an order. `today` is the company's, `standing` what it may name though it is archived; nothing is written.
pub fn fill(
    conn: &mut Conn,
    company: CompanyId,
    today: NaiveDate,
    writer: Writer,
    new: &NewSalesOrder,
    standing: &Standing,
) -> Result<Drafted> {
    let party = party::queries::get(conn, new.party_id).map_err(|_| unknown("party_id", new.party_id.to_string()))?;
    if !(party.is_active && party.is_customer) {
        let message = Message::new("party-is-no-customer").with("name", &party.name);
        return Err(Error::invalid("party_id", message));
    }
    let wrong = references::problems(conn, company, party.id, new, standing)?;
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let party_id = party.id;
    let terms = party::terms::queries::of(conn, party_id, company)?;
    let snapshot = party::queries::snapshot_of(conn, party)?;
    let order_date = new.order_date.unwrap_or(today);
    let currency = match &new.currency {
        Some(code) => code.clone(),
        None => currency::queries::of_company(conn, company)?.code,
    };
    let warehouse_id = match new.warehouse_id {
        Some(id) => id,
        None => warehouse::queries::default_of(conn, company)?,
    };
    let context = LineContext {
        company,
        party: Some(party_id),
        price_list: new.price_list_id.or(terms.price_list_id),
        tax_position: new.tax_position_id.or(terms.tax_position_id),
        currency,
        date: order_date,
        language: snapshot.language,
    };
    let priced = price_lines(conn, &context, &new.lines)?;
    let (owner_id, team_id) = match new.owner_id.filter(|owner| *owner != writer.user) {
        Some(owner) => (owner, references::team_of(conn, owner)?),
        None => (writer.user, writer.team),
    };
    let text = |given: &str, usual: String| {
        if given.trim().is_empty() {
            usual
        } else {
            given.trim().to_owned()
        }
    };
    let order = SalesOrder {
        id: SalesOrderId::from(0),
        company_id: company,
        number: String::new(),
        external_number: new.external_number.clone().unwrap_or_default(),
        party_id,
        party_name: snapshot.name,
        contact_id: new.contact_id,
        billing_address: text(&new.billing_address.0, snapshot.billing_address),
        delivery_address: text(&new.delivery_address.0, snapshot.delivery_address),
        order_date,
        requested_date: new.requested_date.unwrap_or(order_date),
        customer_reference: new.customer_reference.clone().unwrap_or_default(),
        currency: context.currency,
        price_list_id: context.price_list,
        payment_term_id: new.payment_term_id.or(terms.payment_term_id),
        tax_position_id: context.tax_position,
        warehouse_id,
        carrier_id: new.carrier_id,
        quotation_id: new.quotation_id,
        note: new.note.0.clone(),
        state: State::Draft,
        hold_reason: String::new(),
        net_amount: priced.net,
        tax_amount: priced.tax,
        total_amount: priced.total,
        margin_amount: Money::ZERO,
        delivered_percent: 0,
        invoiced_percent: 0,
        undelivered_amount: Money::ZERO,
        uninvoiced_amount: Money::ZERO,
        billable_amount: Money::ZERO,
        owner_id,
        team_id,
        confirmed_at: None,
        confirmed_by: None,
        version: 1,
        created_at: chrono::NaiveDateTime::default(),
    };
    Ok(Drafted { order, priced })
}

fn unknown(field: &str, value: String) -> Error {
    Error::invalid(field, Message::new("problem-not-a-choice").with("value", value))
}

/// Fills in an order for a write, with what its lines are expected to cost.
fn prepare(
    tx: &mut Tx<'_>,
    company: CompanyId,
    new: &NewSalesOrder,
    standing: &Standing,
) -> Result<(SalesOrder, Vec<SalesOrderLine>)> {
    let today = match new.order_date {
        Some(date) => date,
        None => tx.today(company)?,
    };
    let writer = Writer {
        user: tx.actor.user,
        team: tx.actor.team,
    };
    let Drafted { mut order, priced } = fill(tx.conn, company, today, writer, new, standing)?;
    let late = order.requested_date >= order.order_date;
    if !late {
        let message = Message::new("requested-before-order").with("date", order.order_date);
        return Err(Error::invalid("requested_date", message));
    }
    order.id = id::new();
    order.created_at = tx.now;
    let products: Vec<ProductId> = priced.lines.iter().map(|line| line.product).collect();
    let valued = queries::valued(tx.conn, order.warehouse_id, &products)?;
    let mut tracked = Vec::with_capacity(priced.lines.len());
    let mut lines = Vec::with_capacity(priced.lines.len());
    for (line, number) in priced.lines.iter().zip(1_i32..) {
        let unit_cost = valued
            .get(&line.product)
            .map_or(UnitPrice::ZERO, |(quantity, amount)| unit_cost(*quantity, *amount));
        let row = SalesOrderLine {
            id: id::new(),
            sales_order_id: order.id,
            position: number * 10,
            product_id: line.product,
            description: line.description.clone(),
            unit_id: line.unit,
            quantity: line.quantity,
            base_quantity: line.base_quantity,
            unit_price: line.unit_price,
            price_source: line.price_source.clone(),
            discount_percent: line.discount_percent,
            tax_code_id: line.tax_code,
            net_amount: line.net,
            tax_amount: line.tax,
            unit_cost,
            requested_date: line.requested_date.unwrap_or(order.requested_date),
        };
        tracked.push(Tracked {
            progress: Progress::none(row.id, order.id),
            product: row.product_id,
            kind: line.kind,
            ordered: row.base_quantity,
            net: row.net_amount,
            tax: row.tax_amount,
            unit_cost,
        });
        lines.push(row);
    }
    let money = currency::queries::of_company(tx.conn, company)?;
    let decimals = progress::ops::decimals_of(tx, &order, &money)?;
    let cost = progress::OrderSums::of(&tracked, false, decimals).cost;
    order.margin_amount = order.net_amount - progress::ops::in_currency_of(tx, &order, cost, &money, decimals)?;
    Ok((order, lines))
}

/// What one base unit costs on average; nothing when there is none.
fn unit_cost(quantity: tenon_db::Quantity, amount: Money) -> UnitPrice {
    if !quantity.is_positive() || !amount.is_positive() {
        return UnitPrice::ZERO;
    }
    let each = amount.to_decimal().checked_div(quantity.to_decimal());
    each.and_then(|each| UnitPrice::from_decimal_rounded(each, Rounding::HalfEven).ok())
        .unwrap_or(UnitPrice::ZERO)
}

fn insert_lines(tx: &mut Tx<'_>, lines: &[SalesOrderLine]) -> Result<()> {
    for slice in batches(lines, LINE_COLUMNS) {
        tx.conn
            .later(&diesel::insert_into(sales_order_line::table).values(slice))?;
    }
    Ok(())
}

fn index(tx: &mut Tx<'_>, order: &SalesOrder) -> Result<()> {
    let entry = search::Entry {
        subject: order.subject(),
        company: Some(order.company_id),
        owner: Some(order.owner_id),
        title: &order.number,
        subtitle: &order.party_name,
        words: &format!("{} {}", order.customer_reference, order.external_number),
    };
    search::put_document(tx.conn, &entry)
}

/// Takes an order down as a draft.
pub fn create(tx: &mut Tx<'_>, new: &NewSalesOrder) -> Result<SalesOrderId> {
    let Some(company) = new.company_id else {
        return Err(Error::invalid("company_id", Message::new("problem-required")));
    };
    tx.require(Permission::SalesOrderEdit, company)?;
    let standing = match new.quotation_id {
        Some(quotation) => references::of_quotation(tx.conn, quotation)?,
        None => Standing::default(),
    };
    let (mut order, lines) = prepare(tx, company, new, &standing)?;
    order.number = sequence::draw(tx, company, SeriesKind::SalesOrder, order.order_date)?;
    tx.conn.later(&diesel::insert_into(sales_order::table).values(&order))?;
    insert_lines(tx, &lines)?;
    index(tx, &order)?;
    let mut event = about(EventKind::SalesOrderCreated, &order);
    if let Some(quotation) = order.quotation_id {
        tx.link(quotation, order.id);
        event = event.with(Subject::Quotation(quotation));
    }
    tx.record(event.say("total", (order.total_amount, &order.currency)));
    Ok(order.id)
}

/// Changes a draft: head and lines as they are sent. Company, number, quotation and external number stay.
pub fn update(tx: &mut Tx<'_>, id: SalesOrderId, version: i32, new: &NewSalesOrder) -> Result<()> {
    let (reads, needs) = (Permission::SalesOrderRead, Permission::SalesOrderEdit);
    let old = tx
        .actor
        .reached(reads, needs, |reach| queries::get_within(tx.conn, reach, id))?;
    tx.stale_unless(usize::from(old.version == version), id)?;
    refuse_unless!(old.state == State::Draft, "order-not-a-draft", number = &old.number);
    let kept = NewSalesOrder {
        quotation_id: None::<QuotationId>,
        order_date: Some(new.order_date.unwrap_or(old.order_date)),
        owner_id: Some(new.owner_id.unwrap_or(old.owner_id)),
        ..new.clone()
    };
    let (order, mut lines) = prepare(tx, old.company_id, &kept, &Standing::from(&old))?;
    diesel::delete(sales_order_line::table.filter(sales_order_line::sales_order_id.eq(id))).execute(tx.conn)?;
    for line in &mut lines {
        line.sales_order_id = id;
    }
    insert_lines(tx, &lines)?;
    let order = SalesOrder {
        id,
        number: old.number.clone(),
        external_number: old.external_number.clone(),
        quotation_id: old.quotation_id,
        version: version + 1,
        created_at: old.created_at,
        ..order
    };
    let changed = store(tx, &order, version)?;
    tx.stale_unless(changed, id)?;
    if order.party_id != old.party_id || order.customer_reference != old.customer_reference {
        search::remove(tx.conn, order.subject())?;
        index(tx, &order)?;
    }
    let event = about(EventKind::SalesOrderChanged, &order)
        .change("party", &old.party_name, &order.party_name)
        .change("order-date", old.order_date, order.order_date)
        .change("requested-date", old.requested_date, order.requested_date)
        .change("customer-reference", &old.customer_reference, &order.customer_reference)
        .change("delivery-address", &old.delivery_address, &order.delivery_address)
        .change("note", &old.note, &order.note);
    let (before, after) = ((old.total_amount, &old.currency), (order.total_amount, &order.currency));
    tx.record(event.change("total", before, after));
    Ok(())
}

fn store(tx: &mut Tx<'_>, order: &SalesOrder, version: i32) -> Result<usize> {
    let row = sales_order::table.find(order.id);
    let changed = diesel::update(row.filter(sales_order::version.eq(version)))
        .set((
            (
                sales_order::party_id.eq(order.party_id),
                sales_order::party_name.eq(&order.party_name),
                sales_order::contact_id.eq(order.contact_id),
                sales_order::billing_address.eq(&order.billing_address),
                sales_order::delivery_address.eq(&order.delivery_address),
                sales_order::order_date.eq(order.order_date),
                sales_order::requested_date.eq(order.requested_date),
                sales_order::customer_reference.eq(&order.customer_reference),
            ),
            (
                sales_order::currency.eq(&order.currency),
                sales_order::price_list_id.eq(order.price_list_id),
                sales_order::payment_term_id.eq(order.payment_term_id),
                sales_order::tax_position_id.eq(order.tax_position_id),
                sales_order::warehouse_id.eq(order.warehouse_id),
                sales_order::carrier_id.eq(order.carrier_id),
                sales_order::note.eq(&order.note),
            ),
            (
                sales_order::net_amount.eq(order.net_amount),
                sales_order::tax_amount.eq(order.tax_amount),
                sales_order::total_amount.eq(order.total_amount),
                sales_order::margin_amount.eq(order.margin_amount),
                sales_order::owner_id.eq(order.owner_id),
                sales_order::team_id.eq(order.team_id),
                sales_order::version.eq(order.version),
            ),
        ))
        .execute(tx.conn)?;
    Ok(changed)
}
