//! Orders and quotations of the demo, as customers give and ask for them.
use crate::ids::CompanyId;
use crate::ids::PartyId;
use crate::ids::QuotationId;
use crate::ids::SalesOrderId;
use crate::kernel::error::Result;
use crate::kernel::input::LongText;
use crate::kernel::tx::Tx;
use crate::orders::line::NewLine;
use crate::orders::sales_order;
use crate::orders::sales_order::NewSalesOrder;
use crate::orders::sales_order::State;
use crate::permission::Permission;
use crate::sales::quotation;
use crate::sales::quotation::Lose;
use crate::sales::quotation::NewQuotation;
use crate::sales::quotation::Win;
use crate::setup::demo::business::Act;
use crate::setup::demo::business::Scene;
use crate::setup::demo::chance::Chance;
use chrono::Days;
use chrono::NaiveDate;
use tenon_db::Percent;
use tenon_db::Quantity;

/// A customer of a company.
fn customer(scene: &Scene, chance: &mut Chance, company: CompanyId) -> Result<PartyId> {
    let own: Vec<PartyId> = scene
        .masters
        .customers
        .iter()
        .filter(|one| one.company == company)
        .map(|one| one.id)
        .collect();
    chance.one_of(&own).copied()
}

fn lines(scene: &Scene, chance: &mut Chance, company: CompanyId) -> Result<Vec<NewLine>> {
    let range = scene.range(scene.company(company)?);
    let stocked: Vec<_> = range.iter().filter(|product| product.is_stocked).collect();
    let services: Vec<_> = range.iter().filter(|product| !product.is_stocked).collect();
    let mut lines = Vec::new();
    let line = |product_id, quantity, discount: Option<i64>| NewLine {
        product_id,
        description: None,
        unit_id: None,
        quantity: Quantity::whole(quantity),
        unit_price: None,
        discount_percent: discount.map(Percent::whole),
        tax_code_id: None,
        requested_date: None,
    };
    for _ in 0..chance.between(1, 5) {
        let product = chance.one_of(&stocked)?.id;
        let quantity = if chance.percent(25) {
            chance.between(5, 14)
        } else {
            chance.between(1, 4)
        };
        let discount = if chance.percent(12) {
            Some(chance.between(1, 3) * 5)
        } else {
            None
        };
        lines.push(line(product, quantity, discount));
    }
    if chance.percent(45) {
        lines.push(line(chance.one_of(&services)?.id, 1, None));
    }
    Ok(lines)
}

/// An order of a customer, as he gives it.
pub fn new_order(scene: &Scene, chance: &mut Chance, company: CompanyId, day: NaiveDate) -> Result<NewSalesOrder> {
    let lead = chance.between(3, 21).unsigned_abs();
    Ok(NewSalesOrder {
        company_id: Some(company),
        party_id: customer(scene, chance, company)?,
        contact_id: None,
        order_date: Some(day),
        requested_date: Some(day + Days::new(lead)),
        customer_reference: Some(format!(
            "PO {}-{}",
            chance.between(10, 99),
            chance.between(10_000, 99_999)
        )),
        currency: None,
        price_list_id: None,
        payment_term_id: None,
        tax_position_id: None,
        warehouse_id: None,
        carrier_id: None,
        billing_address: LongText::default(),
        delivery_address: LongText::default(),
        note: LongText::default(),
        quotation_id: None,
        external_number: None,
        owner_id: Some(scene.seller),
        lines: lines(scene, chance, company)?,
    })
}

/// Takes an order: most are confirmed at once, a few stay drafts or are cancelled; over the limit they are held.
pub fn order(
    tx: &mut Tx<'_>,
    scene: &Scene,
    chance: &mut Chance,
    company: CompanyId,
    day: NaiveDate,
) -> Result<Vec<(NaiveDate, Act)>> {
    let new = new_order(scene, chance, company, day)?;
    let id = sales_order::ops::create(tx, &new)?;
    let is_recent = (scene.today - day).num_days() < 10;
    if is_recent && chance.percent(25) {
        return Ok(Vec::new());
    }
    confirm(tx, chance, id, day)
}

/// Confirms it; what follows depends on whether it is held, and now and then a customer changes his mind.
fn confirm(tx: &mut Tx<'_>, chance: &mut Chance, id: SalesOrderId, day: NaiveDate) -> Result<Vec<(NaiveDate, Act)>> {
    let version = sales_order::queries::get(tx.conn, id)?.version;
    sales_order::ops::confirm(tx, id, version)?;
    if chance.percent(3) {
        let version = sales_order::queries::get(tx.conn, id)?.version;
        sales_order::ops::cancel(tx, id, version, "Customer changed his mind")?;
        return Ok(Vec::new());
    }
    let wait = day + Days::new(chance.between(1, 9).unsigned_abs());
    let order = sales_order::queries::get(tx.conn, id)?;
    match order.state {
        State::Held if chance.percent(75) => Ok(vec![(wait, Act::Release(id))]),
        State::Held => Ok(Vec::new()),
        State::Draft | State::Confirmed | State::Done | State::Cancelled => Ok(vec![(wait, Act::Deliver(id, 0))]),
    }
}

/// What a customer asks the price of.
pub fn new_quotation(scene: &Scene, chance: &mut Chance, company: CompanyId, day: NaiveDate) -> Result<NewQuotation> {
    let order = new_order(scene, chance, company, day)?;
    Ok(NewQuotation {
        company_id: order.company_id,
        party_id: order.party_id,
        contact_id: None,
        quotation_date: Some(day),
        valid_until: None,
        requested_date: order.requested_date,
        customer_reference: None,
        currency: None,
        price_list_id: None,
        payment_term_id: None,
        tax_position_id: None,
        warehouse_id: None,
        carrier_id: None,
        billing_address: LongText::default(),
        delivery_address: LongText::default(),
        note: LongText::default(),
        owner_id: order.owner_id,
        lines: order.lines,
    })
}

/// Offers; most customers answer within weeks, some never.
pub fn quotation(
    tx: &mut Tx<'_>,
    scene: &Scene,
    chance: &mut Chance,
    company: CompanyId,
    day: NaiveDate,
) -> Result<Vec<(NaiveDate, Act)>> {
    let new = new_quotation(scene, chance, company, day)?;
    let id = quotation::ops::create(tx, &new)?;
    let is_recent = (scene.today - day).num_days() < 20;
    if is_recent && chance.percent(30) {
        return Ok(Vec::new());
    }
    quotation::ops::send(tx, id, 1)?;
    if chance.percent(15) {
        return Ok(Vec::new());
    }
    Ok(vec![(
        day + Days::new(chance.between(2, 25).unsigned_abs()),
        Act::Answer(id),
    )])
}

/// Yes, and the order is confirmed; or no, with a reason.
pub fn answer(tx: &mut Tx<'_>, chance: &mut Chance, id: QuotationId, day: NaiveDate) -> Result<Vec<(NaiveDate, Act)>> {
    let reach = tx.actor.reach(Permission::QuotationRead);
    let version = quotation::queries::get_within(tx.conn, &reach, id)?.version;
    if chance.percent(62) {
        let win = Win {
            order_date: Some(day),
            customer_reference: Some(format!("PO {}", chance.between(10_000, 99_999))),
        };
        let order = quotation::ops::win(tx, id, version, &win)?;
        return confirm(tx, chance, order, day);
    }
    let reasons = ["Price", "Delivery time", "Chose another maker", "Project postponed"];
    let lose = Lose {
        reason: Some((*chance.one_of(&reasons)?).to_owned()),
    };
    quotation::ops::lose(tx, id, version, &lose)?;
    Ok(Vec::new())
}
