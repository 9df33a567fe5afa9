//! Two years of the demo's business, day by day, through the operations of the screens.
use crate::finance::payment;
use crate::finance::payment::AllocateTo;
use crate::finance::payment::NewPayment;
use crate::ids::CompanyId;
use crate::ids::CustomerInvoiceId;
use crate::ids::DeliveryId;
use crate::ids::GoodsReceiptId;
use crate::ids::PartyId;
use crate::ids::PaymentId;
use crate::ids::ProductId;
use crate::ids::QuotationId;
use crate::ids::SalesOrderId;
use crate::ids::Subject;
use crate::inventory::goods_receipt;
use crate::inventory::goods_receipt::NewGoodsReceipt;
use crate::inventory::goods_receipt::NewReceiptLine;
use crate::inventory::goods_receipt::ReceiptKind;
use crate::inventory::reservation;
use crate::inventory::stock;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use crate::ledger::currency;
use crate::ledger::open_item;
use crate::orders::billing;
use crate::orders::billing::Bill;
use crate::orders::delivery;
use crate::orders::delivery::EditDelivery;
use crate::orders::delivery::NewDelivery;
use crate::orders::delivery::NewDeliveryLine;
use crate::orders::returns;
use crate::orders::returns::NewReturn;
use crate::orders::sales_order;
use crate::orders::sales_order::State;
use crate::permission::Permission;
use crate::setup::demo::chance::Chance;
use crate::setup::demo::group::Founded;
use crate::setup::demo::masters::Masters;
use crate::setup::demo::products::DemoProduct;
use crate::setup::demo::products::sells;
use crate::setup::demo::taken;
use chrono::Days;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Money;
use tenon_db::Quantity;
use tenon_db::UnitPrice;

/// Days between two deliveries of goods to a warehouse.
const RESTOCK_DAYS: u64 = 10;
/// Tries to deliver what is short before an order is left waiting.
const TRIES_MAX: u32 = 6;

/// Something that happens on a day.
#[derive(Debug, Clone)]
pub enum Act {
    Open(CompanyId),
    Restock(CompanyId),
    Order(CompanyId),
    Quote(CompanyId),
    /// The customer answers an offer.
    Answer(QuotationId),
    /// The order, and how often it was tried before.
    Deliver(SalesOrderId, u32),
    Release(SalesOrderId),
    /// The invoice, and how much of it in percent.
    Pay(CustomerInvoiceId, u32),
    Return(DeliveryId),
}

/// Acts by day.
pub type Agenda = BTreeMap<NaiveDate, Vec<Act>>;

/// What all acts need.
pub struct Scene {
    pub companies: Vec<Founded>,
    pub masters: Masters,
    pub seller: crate::ids::UserId,
    pub today: NaiveDate,
}

impl Scene {
    pub fn company(&self, id: CompanyId) -> Result<&Founded> {
        self.companies
            .iter()
            .find(|one| one.id == id)
            .ok_or_else(|| Error::internal("a company of the demo"))
    }

    /// What a company sells.
    pub fn range(&self, company: &Founded) -> Vec<&DemoProduct> {
        self.masters
            .products
            .iter()
            .filter(|product| sells(company.demo.code, product))
            .collect()
    }
}

/// Spreads the orders over the days, a little more each month, and plans the goods that come in.
pub fn agenda(scene: &Scene, chance: &mut Chance, since: NaiveDate, order_count: usize) -> Agenda {
    let mut agenda = Agenda::new();
    let day_count = (scene.today - since).num_days().max(1);
    for company in &scene.companies {
        agenda.entry(since).or_default().push(Act::Open(company.id));
        let mut day = since + Days::new(RESTOCK_DAYS);
        while day <= scene.today {
            agenda.entry(day).or_default().push(Act::Restock(company.id));
            day = day + Days::new(RESTOCK_DAYS);
        }
        let count = order_count * company.demo.share_percent / 100;
        for _ in 0..count.max(12) {
            // The later of two days: business grows.
            let offset = chance.between(1, day_count).max(chance.between(1, day_count));
            let day = since + Days::new(offset.unsigned_abs());
            let act = if chance.percent(15) {
                Act::Quote(company.id)
            } else {
                Act::Order(company.id)
            };
            agenda.entry(day).or_default().push(act);
        }
    }
    agenda
}

/// Whether an act would do anything; deliveries wait for goods.
pub fn is_ready(conn: &mut Conn, act: &Act) -> Result<bool> {
    match act {
        Act::Deliver(order, _) => {
            let is_confirmed = sales_order::queries::get(conn, *order)?.state == State::Confirmed;
            Ok(is_confirmed && !reservation::queries::reserved_of_lines(conn, Subject::SalesOrder(*order))?.is_empty())
        }
        Act::Release(order) => Ok(sales_order::queries::get(conn, *order)?.state == State::Held),
        Act::Pay(invoice, _) => Ok(open_amount(conn, *invoice)?.is_positive()),
        Act::Open(_) | Act::Restock(_) | Act::Order(_) | Act::Quote(_) | Act::Answer(_) | Act::Return(_) => Ok(true),
    }
}

/// What becomes of an act that is not ready.
pub fn later(act: &Act, day: NaiveDate) -> Option<(NaiveDate, Act)> {
    if let Act::Deliver(order, tries) = act
        && *tries < TRIES_MAX
    {
        return Some((day + Days::new(RESTOCK_DAYS / 2), Act::Deliver(*order, tries + 1)));
    }
    None
}

/// Does it, and says what follows.
pub fn perform(
    tx: &mut Tx<'_>,
    scene: &Scene,
    chance: &mut Chance,
    act: &Act,
    day: NaiveDate,
) -> Result<Vec<(NaiveDate, Act)>> {
    match act {
        Act::Open(company) => receive(tx, scene, chance, *company, day, ReceiptKind::Opening).map(|()| Vec::new()),
        Act::Restock(company) => receive(tx, scene, chance, *company, day, ReceiptKind::Purchase).map(|()| Vec::new()),
        Act::Order(company) => taken::order(tx, scene, chance, *company, day),
        Act::Quote(company) => taken::quotation(tx, scene, chance, *company, day),
        Act::Answer(quotation) => taken::answer(tx, chance, *quotation, day),
        Act::Deliver(order, _) => deliver(tx, scene, chance, *order, day),
        Act::Release(order) => {
            let version = sales_order::queries::get(tx.conn, *order)?.version;
            sales_order::ops::release(tx, *order, version)?;
            Ok(vec![(day + Days::new(2), Act::Deliver(*order, 0))])
        }
        Act::Pay(invoice, percent) => pay(tx, *invoice, *percent, day).map(|_| Vec::new()),
        Act::Return(delivery) => take_back(tx, *delivery, day).map(|()| Vec::new()),
    }
}

/// Goods come in.
fn receive(
    tx: &mut Tx<'_>,
    scene: &Scene,
    chance: &mut Chance,
    company: CompanyId,
    day: NaiveDate,
    kind: ReceiptKind,
) -> Result<()> {
    let id = announce(tx, scene, chance, company, day, kind)?;
    goods_receipt::ops::post(tx, id, 1)
}

/// Drafts a receipt of what runs low; at the opening of everything.
pub fn announce(
    tx: &mut Tx<'_>,
    scene: &Scene,
    chance: &mut Chance,
    company: CompanyId,
    day: NaiveDate,
    kind: ReceiptKind,
) -> Result<GoodsReceiptId> {
    let founded = scene.company(company)?;
    let stocked: Vec<&DemoProduct> = scene
        .range(founded)
        .into_iter()
        .filter(|product| product.is_stocked)
        .collect();
    let ids: Vec<ProductId> = stocked.iter().map(|product| product.id).collect();
    let there = stock::queries::available(tx.conn, company, &ids)?;
    let mut lines = Vec::new();
    for product in stocked {
        let free = there.get(&product.id).map_or(Quantity::ZERO, |stock| stock.free());
        if kind == ReceiptKind::Purchase && free >= Quantity::whole(10) {
            continue;
        }
        // Costs are 52 to 64 percent of the list price and rise by the month.
        let percent = chance.between(52, 64) + (day - scene.today).num_days().max(-730) / 180;
        let cost = i128::from(product.price.raw()) * i128::from(founded.demo.euro_rate) * i128::from(percent) / 100;
        lines.push(NewReceiptLine {
            id: None,
            product_id: product.id,
            unit_id: None,
            quantity: Quantity::whole(chance.between(14, 40)),
            unit_cost: Some(UnitPrice::from_raw(
                i64::try_from(cost).unwrap_or_default() / 10_000 * 10_000,
            )),
            lot: None,
        });
    }
    if lines.is_empty() {
        lines.extend(ids.first().map(|id| NewReceiptLine {
            id: None,
            product_id: *id,
            unit_id: None,
            quantity: Quantity::whole(1),
            unit_cost: None,
            lot: None,
        }));
    }
    let supplier: PartyId = *chance.one_of(&scene.masters.suppliers)?;
    let new = NewGoodsReceipt {
        company_id: Some(company),
        kind,
        party_id: (kind == ReceiptKind::Purchase).then_some(supplier),
        warehouse_id: None,
        receipt_date: Some(day),
        supplier_reference: Some(format!("LS-{}", chance.between(10_000, 99_999))),
        lines,
    };
    goods_receipt::ops::create(tx, &new)
}

/// Ships what is reserved and invoices it; the rest follows when goods have come.
fn deliver(
    tx: &mut Tx<'_>,
    scene: &Scene,
    chance: &mut Chance,
    order: SalesOrderId,
    day: NaiveDate,
) -> Result<Vec<(NaiveDate, Act)>> {
    let id = prepared(tx, chance, order, day)?;
    let is_recent = (scene.today - day).num_days() < 6;
    if is_recent && chance.percent(40) {
        return Ok(Vec::new());
    }
    let version = delivery::queries::get_within(tx.conn, &tx.actor.reach(Permission::DeliveryShip), id)?.version;
    delivery::ops::ship(tx, id, version)?;
    let mut next = Vec::new();
    if !is_recent || chance.percent(60) {
        let bill = Bill {
            invoice_date: Some(day),
            post: !is_recent || chance.percent(70),
        };
        let invoice = billing::ops::invoice_delivery(tx, id, &bill)?;
        if bill.post {
            next.extend(payment_of(chance, invoice, day));
        }
    }
    if sales_order::queries::get(tx.conn, order)?.state == State::Confirmed {
        next.push((day + Days::new(RESTOCK_DAYS), Act::Deliver(order, 1)));
    }
    if chance.percent(4) {
        next.push((day + Days::new(chance.between(8, 25).unsigned_abs()), Act::Return(id)));
    }
    Ok(next)
}

/// A delivery of what is reserved: the backorder that waits already, or a new one.
fn prepared(tx: &mut Tx<'_>, chance: &mut Chance, order: SalesOrderId, day: NaiveDate) -> Result<DeliveryId> {
    let tracking = Some(format!("JD{:09}", chance.between(1, 999_999_999)));
    let waiting = delivery::queries::drafts_of_order(tx.conn, order)?;
    let Some(waiting) = waiting.into_iter().next() else {
        let new = NewDelivery {
            sales_order_id: order,
            delivery_date: Some(day),
            carrier_id: None,
            tracking_number: tracking,
            lines: Vec::new(),
            ship: false,
        };
        return delivery::ops::create(tx, &new);
    };
    let reserved = reservation::queries::reserved_of_lines(tx.conn, Subject::SalesOrder(order))?;
    let lines = delivery::queries::lines(tx.conn, waiting.id)?;
    let there = lines.iter().filter_map(|line| {
        let reserved = reserved.get(&line.line.sales_order_line_id.raw())?;
        Some(NewDeliveryLine {
            sales_order_line_id: line.line.sales_order_line_id,
            quantity: line.line.quantity.min(*reserved),
        })
    });
    let edit = EditDelivery {
        delivery_date: day,
        carrier_id: None,
        tracking_number: tracking,
        lines: there.collect(),
    };
    delivery::ops::update(tx, waiting.id, waiting.version, &edit)?;
    Ok(waiting.id)
}

/// Most pay when it is due, some late, some in two parts, some not yet.
fn payment_of(chance: &mut Chance, invoice: CustomerInvoiceId, day: NaiveDate) -> Vec<(NaiveDate, Act)> {
    let after = |days: i64| day + Days::new(days.unsigned_abs());
    if chance.percent(3) {
        return Vec::new();
    }
    if chance.percent(6) {
        let first = chance.between(10, 30);
        return vec![
            (after(first), Act::Pay(invoice, 50)),
            (after(first + 30), Act::Pay(invoice, 100)),
        ];
    }
    let days = if chance.percent(15) {
        chance.between(40, 80)
    } else {
        chance.between(5, 34)
    };
    vec![(after(days), Act::Pay(invoice, 100))]
}

fn open_amount(conn: &mut Conn, invoice: CustomerInvoiceId) -> Result<Money> {
    let items = open_item::queries::of_origin(conn, Subject::CustomerInvoice(invoice))?;
    Ok(items.iter().map(|item| item.open_amount).sum())
}

/// Pays so much of what is open on an invoice; nothing when a credit note took it all.
pub fn pay(tx: &mut Tx<'_>, invoice: CustomerInvoiceId, percent: u32, day: NaiveDate) -> Result<Option<PaymentId>> {
    let items = open_item::queries::of_origin(tx.conn, Subject::CustomerInvoice(invoice))?;
    let open: Money = items.iter().map(|item| item.open_amount).sum();
    let Some(first) = items.first().filter(|_| open.is_positive()) else {
        return Ok(None);
    };
    let decimals = currency::queries::decimals(tx.conn, &first.currency)?;
    let amount = open
        .times_ratio(i64::from(percent), 100, tenon_db::Rounding::HalfUp)
        .map_err(|_| Error::internal("a demo amount"))?
        .round_to(decimals);
    let new = NewPayment {
        company_id: Some(first.company_id),
        direction: None,
        party_id: first.party_id,
        account_id: None,
        payment_date: Some(day),
        currency: Some(first.currency.clone()),
        amount,
        base_amount: None,
        reference: Some(first.document_number.clone()),
        oldest_first: false,
        allocations: items
            .iter()
            .filter(|item| item.open_amount.is_positive())
            .map(|item| AllocateTo {
                id: item.id,
                amount: None,
                discount_amount: None,
            })
            .collect(),
        write_off_amount: None,
        write_off_reason: None,
    };
    payment::ops::post(tx, first.company_id, &new).map(Some)
}

/// A delivery comes back, and is credited where it was invoiced.
fn take_back(tx: &mut Tx<'_>, delivery: DeliveryId, day: NaiveDate) -> Result<()> {
    let new = NewReturn {
        delivery_id: delivery,
        return_date: Some(day),
        warehouse_id: None,
        reason: Some("Damaged in transport".to_owned()),
        lines: Vec::new(),
    };
    let id = returns::ops::create(tx, &new)?;
    returns::ops::receive(tx, id, 1)?;
    billing::ops::credit_return(
        tx,
        id,
        &Bill {
            invoice_date: Some(day),
            post: true,
        },
    )
    .map(|_| ())
}
