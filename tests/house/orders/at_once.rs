//! Many people at once: nobody gets what another got, and legal numbers have no gaps, whatever is refused between them.
use crate::orders::shop::Shop;
use serde_json::json;
use std::sync::Barrier;

const PEOPLE: usize = 8;

/// All of them act at the same moment.
fn at_once<T: Send>(act: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let start = Barrier::new(PEOPLE);
    std::thread::scope(|scope| {
        let acting: Vec<_> = (0..PEOPLE)
            .map(|person| {
                let (start, act) = (&start, &act);
                scope.spawn(move || {
                    start.wait();
                    act(person)
                })
            })
            .collect();
        acting.into_iter().map(|one| one.join().unwrap()).collect()
    })
}

#[test]
fn four_pieces_are_reserved_for_four_of_eight_orders() {
    let shop = Shop::new();
    let orders: Vec<i64> = (0..PEOPLE).map(|_| shop.order(&[(shop.dryer, 1, "0")])).collect();
    at_once(|person| shop.confirm(orders[person]));
    let reserved = orders.iter().map(|order| {
        let line = shop.sales_order(*order)["lines"][0].clone();
        line["reserved"].as_str().unwrap().to_owned()
    });
    let mut reserved: Vec<String> = reserved.collect();
    reserved.sort_unstable();
    assert_eq!(reserved, ["0", "0", "0", "0", "1", "1", "1", "1"]);
}

#[test]
fn invoices_posted_at_once_are_numbered_without_a_gap() {
    let shop = Shop::new();
    let orders: Vec<i64> = (0..PEOPLE).map(|_| shop.confirmed(&[(shop.freight, 1, "0")])).collect();
    let made = at_once(|person| {
        let url = format!("/orders/sales-orders/{}/invoice", orders[person]);
        // A day in no fiscal year is refused, and takes no number.
        let early = json!({"invoice_date": "1999-06-12", "post": true});
        assert_eq!(shop.accountant.api(&url, &early).status, 422);
        let right = json!({"invoice_date": "2026-06-12", "post": true});
        shop.made(shop.accountant.api(&url, &right))
    });
    let number = |id: &i64| -> u32 {
        let invoice = shop.read(&format!("/finance/invoices/{id}"));
        let number = invoice["number"].as_str().unwrap().to_owned();
        number.rsplit('-').next().unwrap().parse().unwrap()
    };
    let mut numbers: Vec<u32> = made.iter().map(number).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=8).collect::<Vec<u32>>());
}
