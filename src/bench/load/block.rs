//! A block of business done by the real operations: most orders go to the money, some stay unpaid, some undelivered.
use crate::bench::firm::Firm;
use crate::bench::firm::Order;
use crate::bench::load::Failure;
use crate::company::user;
use crate::finance::payment;
use crate::finance::payment::NewPayment;
use crate::ids::CompanyId;
use crate::ids::PartyId;
use crate::ids::ProductId;
use crate::ids::SalesOrderId;
use crate::kernel::actor::Actor;
use crate::kernel::web::House;
use crate::orders::billing;
use crate::orders::billing::Bill;
use crate::orders::delivery;
use crate::orders::delivery::NewDelivery;
use crate::orders::line::NewLine;
use crate::orders::sales_order;
use crate::orders::sales_order::NewSalesOrder;
use chrono::DateTime;
use chrono::NaiveDate;
use chrono::NaiveTime;
use chrono::Utc;
use std::ops::Range;
use std::sync::Arc;
use tenon_db::Quantity;

/// Of so many orders one is invoiced and not paid.
const UNPAID_OF: usize = 20;
/// Of so many orders one is confirmed and not delivered.
const OPEN_OF: usize = 40;
/// When everything of a day happens.
const HOUR: u32 = 9;

pub fn morning(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::from_hms_opt(HOUR, 0, 0).unwrap_or(NaiveTime::MIN))
        .and_utc()
}

/// Takes these orders of the firm, by number, each step its own transaction as at the doors.
pub fn perform(house: &House, firm: &Firm, orders: &Range<usize>) -> Result<(), Failure> {
    let company = CompanyId::from(firm.company);
    let actor = Arc::new(Actor::system(user::SYSTEM, "Tenon", vec![company]));
    orders
        .clone()
        .try_for_each(|number| order_to_cash(house, &actor, company, &firm.order(number), number))
}

fn order_to_cash(
    house: &House,
    actor: &Arc<Actor>,
    company: CompanyId,
    order: &Order,
    number: usize,
) -> Result<(), Failure> {
    let new = sales_order_of(company, order);
    let id: SalesOrderId = house.write_as(actor, move |tx| sales_order::ops::create(tx, &new))?;
    house.write_as(actor, move |tx| sales_order::ops::confirm(tx, id, 1))?;
    if number % OPEN_OF == OPEN_OF - 1 {
        return Ok(());
    }
    let new = NewDelivery {
        sales_order_id: id,
        delivery_date: None,
        carrier_id: None,
        tracking_number: None,
        lines: Vec::new(),
        ship: true,
    };
    house.write_as(actor, move |tx| delivery::ops::create(tx, &new))?;
    let bill = Bill {
        invoice_date: None,
        post: true,
    };
    house.write_as(actor, move |tx| billing::ops::invoice_order(tx, id, &bill))?;
    if number % UNPAID_OF == UNPAID_OF - 2 {
        return Ok(());
    }
    let new = payment_of(company, order);
    house.write_as(actor, move |tx| payment::ops::post(tx, company, &new))?;
    Ok(())
}

fn sales_order_of(company: CompanyId, order: &Order) -> NewSalesOrder {
    let line = |line: &crate::bench::firm::Line| NewLine {
        product_id: ProductId::from(line.product),
        description: None,
        unit_id: None,
        quantity: Quantity::whole(line.quantity),
        unit_price: None,
        discount_percent: None,
        tax_code_id: None,
        requested_date: None,
    };
    NewSalesOrder {
        company_id: Some(company),
        party_id: PartyId::from(order.customer),
        contact_id: None,
        order_date: None,
        requested_date: None,
        customer_reference: None,
        currency: None,
        price_list_id: None,
        payment_term_id: None,
        tax_position_id: None,
        warehouse_id: None,
        carrier_id: None,
        billing_address: Default::default(),
        delivery_address: Default::default(),
        note: Default::default(),
        quotation_id: None,
        external_number: None,
        owner_id: None,
        lines: order.lines.iter().map(line).collect(),
    }
}

fn payment_of(company: CompanyId, order: &Order) -> NewPayment {
    NewPayment {
        company_id: Some(company),
        direction: None,
        party_id: PartyId::from(order.customer),
        account_id: None,
        payment_date: None,
        currency: None,
        amount: order.total,
        base_amount: None,
        reference: None,
        oldest_first: true,
        allocations: Vec::new(),
        write_off_amount: None,
        write_off_reason: None,
    }
}
