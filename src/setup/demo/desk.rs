//! What lies on the desks when the demo is opened, at each company: drafts of everything, an order that is stopped, and
//! papers that were taken back. Two years of business leave such things only now and then.
use crate::finance::invoice;
use crate::finance::invoice::NewCreditNote;
use crate::finance::payment;
use crate::finance::payment::ReversePayment;
use crate::ids::CompanyId;
use crate::ids::DeliveryId;
use crate::ids::ProductId;
use crate::ids::SalesOrderId;
use crate::inventory::goods_receipt;
use crate::inventory::goods_receipt::ReceiptKind;
use crate::inventory::stock;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use crate::orders::billing;
use crate::orders::billing::Bill;
use crate::orders::delivery;
use crate::orders::delivery::NewDelivery;
use crate::orders::returns;
use crate::orders::returns::NewReturn;
use crate::orders::sales_order;
use crate::orders::sales_order::State;
use crate::permission::Permission;
use crate::setup::demo::business;
use crate::setup::demo::business::Scene;
use crate::setup::demo::chance::Chance;
use crate::setup::demo::taken;
use tenon_db::Quantity;

/// Pieces of each order here: there have to be so many.
const PIECES: i64 = 2;

/// Leaves it all at one company, on the last day.
pub fn leave(tx: &mut Tx<'_>, scene: &Scene, chance: &mut Chance, company: CompanyId) -> Result<()> {
    let day = scene.today;
    let new = taken::new_quotation(scene, chance, company, day)?;
    crate::sales::quotation::ops::create(tx, &new)?;
    let new = taken::new_order(scene, chance, company, day)?;
    sales_order::ops::create(tx, &new)?;

    let stopped = promised(tx, scene, chance, company)?;
    let version = sales_order::queries::get(tx.conn, stopped)?.version;
    sales_order::ops::hold(tx, stopped, version, "Asks for another colour")?;

    let mistaken = shipped(tx, scene, chance, company)?;
    let version = version_of(tx, mistaken)?;
    delivery::ops::reverse(tx, mistaken, version, None)?;

    returned(tx, scene, chance, company)?;
    billed(tx, scene, chance, company)?;

    business::announce(tx, scene, chance, company, day, ReceiptKind::Purchase)?;
    let wrong = business::announce(tx, scene, chance, company, day, ReceiptKind::Purchase)?;
    goods_receipt::ops::post(tx, wrong, 1)?;
    goods_receipt::ops::reverse(tx, wrong, 2, None)
}

/// A confirmed order of what is in stock, on whatever credit.
fn promised(tx: &mut Tx<'_>, scene: &Scene, chance: &mut Chance, company: CompanyId) -> Result<SalesOrderId> {
    let mut new = taken::new_order(scene, chance, company, scene.today)?;
    new.lines.truncate(1);
    for line in &mut new.lines {
        line.product_id = in_stock(tx, scene, company)?;
        line.quantity = Quantity::whole(PIECES);
    }
    let id = sales_order::ops::create(tx, &new)?;
    sales_order::ops::confirm(tx, id, 1)?;
    let order = sales_order::queries::get(tx.conn, id)?;
    if order.state == State::Held {
        sales_order::ops::release(tx, id, order.version)?;
    }
    Ok(id)
}

/// The first product of which enough is free.
fn in_stock(tx: &mut Tx<'_>, scene: &Scene, company: CompanyId) -> Result<ProductId> {
    let range = scene.range(scene.company(company)?);
    let stocked = range.iter().filter(|product| product.is_stocked);
    let ids: Vec<ProductId> = stocked.map(|product| product.id).collect();
    let there = stock::queries::available(tx.conn, company, &ids)?;
    let is_enough = |id: &ProductId| {
        let stock = there.get(id);
        stock.is_some_and(|stock| stock.free() >= Quantity::whole(PIECES))
    };
    ids.into_iter()
        .find(is_enough)
        .ok_or_else(|| Error::internal("the demo has goods in stock"))
}

fn shipped(tx: &mut Tx<'_>, scene: &Scene, chance: &mut Chance, company: CompanyId) -> Result<DeliveryId> {
    let new = NewDelivery {
        sales_order_id: promised(tx, scene, chance, company)?,
        delivery_date: Some(scene.today),
        carrier_id: None,
        tracking_number: None,
        lines: Vec::new(),
        ship: true,
    };
    delivery::ops::create(tx, &new)
}

fn version_of(tx: &mut Tx<'_>, id: DeliveryId) -> Result<i32> {
    let reach = tx.actor.reach(Permission::DeliveryShip);
    Ok(delivery::queries::get_within(tx.conn, &reach, id)?.version)
}

/// One return was received by mistake; another of the same goods is on its way.
fn returned(tx: &mut Tx<'_>, scene: &Scene, chance: &mut Chance, company: CompanyId) -> Result<()> {
    let new = NewReturn {
        delivery_id: shipped(tx, scene, chance, company)?,
        return_date: Some(scene.today),
        warehouse_id: None,
        reason: Some("Ordered twice".to_owned()),
        lines: Vec::new(),
    };
    let mistaken = returns::ops::create(tx, &new)?;
    returns::ops::receive(tx, mistaken, 1)?;
    let version = version_of(tx, mistaken)?;
    returns::ops::reverse(tx, mistaken, version, None)?;
    returns::ops::create(tx, &new).map(drop)
}

/// An invoice whose payment the bank took back, with a credit note in the making, and the same once more as a draft.
fn billed(tx: &mut Tx<'_>, scene: &Scene, chance: &mut Chance, company: CompanyId) -> Result<()> {
    let delivery = shipped(tx, scene, chance, company)?;
    let bill = Bill {
        invoice_date: Some(scene.today),
        post: true,
    };
    let id = billing::ops::invoice_delivery(tx, delivery, &bill)?;
    let paid = business::pay(tx, id, 100, scene.today)?.ok_or_else(|| Error::internal("a demo invoice is open"))?;
    let version = payment::queries::get(tx.conn, paid)?.version;
    let bounced = ReversePayment {
        reversal_date: None,
        reason: Some("Account not in funds".to_owned()),
    };
    payment::ops::reverse(tx, paid, version, &bounced)?;
    let allowance = NewCreditNote {
        invoice_date: Some(scene.today),
        reason: Some("Scratched door".to_owned()),
        lines: Vec::new(),
    };
    invoice::ops::credit(tx, id, &allowance)?;
    invoice::ops::repeat(tx, id).map(drop)
}
