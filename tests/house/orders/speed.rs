//! How many statements each step of order to cash asks of its engine, whatever the number of lines.
use crate::orders::shop::Shop;
use tenon::finance::invoice;
use tenon::ids::CustomerInvoiceId;
use tenon::ids::DeliveryId;
use tenon::ids::SalesOrderId;
use tenon::kernel::error::Result;
use tenon::kernel::tx::Tx;
use tenon::orders::billing;
use tenon::orders::billing::Bill;
use tenon::orders::delivery;
use tenon::orders::delivery::NewDelivery;
use tenon::orders::line::NewLine;
use tenon::orders::sales_order;
use tenon::orders::sales_order::NewSalesOrder;
use tenon_db::Quantity;

/// An operation's answer and its statements, without what is written at the commit: log, sums of accounts, links, key.
fn counted<T: Send + 'static>(shop: &Shop, job: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static) -> (T, u64) {
    shop.world.write(move |tx| {
        let before = tx.conn.statements();
        let value = job(tx)?;
        Ok((value, tx.conn.statements() - before))
    })
}

fn order(shop: &Shop, count: usize) -> NewSalesOrder {
    let line = |at: usize| NewLine {
        product_id: if at.is_multiple_of(2) { shop.washer } else { shop.dryer },
        description: None,
        unit_id: None,
        quantity: Quantity::whole(1),
        unit_price: None,
        discount_percent: None,
        tax_code_id: None,
        requested_date: None,
    };
    NewSalesOrder {
        company_id: Some(shop.company),
        party_id: shop.customer,
        contact_id: None,
        order_date: Some("2026-06-10".parse().unwrap()),
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
        lines: (0..count).map(line).collect(),
    }
}

fn chain(shop: &Shop, lines: usize) -> Vec<(&'static str, u64)> {
    let new = order(shop, lines);
    let (id, create): (SalesOrderId, u64) = counted(shop, move |tx| sales_order::ops::create(tx, &new));
    let ((), confirm) = counted(shop, move |tx| sales_order::ops::confirm(tx, id, 1));
    let new = NewDelivery {
        sales_order_id: id,
        delivery_date: Some("2026-06-11".parse().unwrap()),
        carrier_id: None,
        tracking_number: None,
        lines: Vec::new(),
        ship: false,
    };
    let (sent, deliver): (DeliveryId, u64) = counted(shop, move |tx| delivery::ops::create(tx, &new));
    let ((), ship) = counted(shop, move |tx| delivery::ops::ship(tx, sent, 1));
    let bill = Bill {
        invoice_date: Some("2026-06-12".parse().unwrap()),
        post: false,
    };
    let (invoice, draft): (CustomerInvoiceId, u64) =
        counted(shop, move |tx| billing::ops::invoice_order(tx, id, &bill));
    let ((), post) = counted(shop, move |tx| invoice::ops::post(tx, invoice, 1));
    vec![
        ("create", create),
        ("confirm", confirm),
        ("deliver", deliver),
        ("ship", ship),
        ("draft invoice", draft),
        ("post invoice", post),
    ]
}

/// PostgreSQL's writing connections take turns, and each learns for itself what is set up: of more runs than there are
/// connections one at least meets one that knows.
const RUNS: usize = 5;

/// The fewest statements that each step took.
fn fewest(shop: &Shop, lines: usize) -> Vec<(&'static str, u64)> {
    let runs = (0..RUNS).map(|_| chain(shop, lines));
    let least = |one: Vec<(&'static str, u64)>, other: Vec<(&'static str, u64)>| {
        let pairs = one.into_iter().zip(other);
        pairs.map(|((step, one), (_, other))| (step, one.min(other))).collect()
    };
    runs.reduce(least).unwrap()
}

#[test]
fn no_step_asks_more_for_more_lines() {
    let shop = Shop::new();
    shop.receive(shop.washer, 200, "200", "2026-06-01");
    shop.receive(shop.dryer, 200, "120", "2026-06-01");
    // The first document of a year opens its number series.
    chain(&shop, 2);
    let (few, many) = (fewest(&shop, 2), fewest(&shop, 6));
    assert_eq!(few, many);
    for (step, count) in few {
        assert!(count <= 25, "{step} takes {count} statements");
    }
}
