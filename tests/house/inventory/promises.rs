//! Reservations and shortages.
use crate::inventory::store::Store;
use crate::inventory::store::line_of;
use crate::inventory::store::order;
use crate::inventory::store::whole;
use tenon::ids::Subject;
use tenon::inventory::reservation;

/// Sends what is reserved for a line of an order.
fn deliver(store: &Store, order: Subject, quantity: i64, on: &str) -> Subject {
    let mut outgoing = store.outgoing(store.drum, quantity, on);
    outgoing.lines[0].reserved_for = Some((order, line_of(order, 1)));
    store.send(outgoing).0
}

#[test]
fn what_is_there_is_reserved_and_the_rest_waits() {
    let store = Store::new();
    store.receive(store.drum, 5, "10", "2026-03-02");
    let reserved = store.reserve(vec![
        store.demand(store.drum, order(1), 1, 4, "2026-03-10"),
        store.demand(store.drum, order(1), 2, 3, "2026-03-10"),
        store.demand(store.belt, order(1), 3, 2, "2026-03-10"),
    ]);
    assert_eq!(reserved, [whole(4), whole(1), whole(0)]);
    assert_eq!(store.reserved(order(1)), "line 1: 4, line 2: 1");
    assert_eq!(store.short(order(1)), ["line 2: 2", "line 3: 2"]);
    assert_eq!(store.stock(store.drum), "on hand 5, reserved 5");
    // Nobody else gets it.
    assert_eq!(
        store.refused_issue(store.drum, 1, "2026-03-05"),
        "stock-not-enough available 0 wanted 1"
    );
    store.laws();
}

#[test]
fn goods_that_arrive_go_to_the_earliest_promise() {
    let store = Store::new();
    store.reserve(vec![store.demand(store.drum, order(1), 1, 4, "2026-03-20")]);
    store.reserve(vec![store.demand(store.drum, order(2), 1, 4, "2026-03-10")]);
    store.receive(store.drum, 6, "10", "2026-03-02");
    assert_eq!(store.reserved(order(2)), "line 1: 4");
    assert_eq!(store.reserved(order(1)), "line 1: 2");
    assert_eq!(store.short(order(1)), ["line 1: 2"]);
    store.laws();
    // What an order gives up goes to the next.
    store.release(order(2), None);
    assert_eq!(store.reserved(order(1)), "line 1: 4");
    assert_eq!(store.short(order(1)), Vec::<String>::new());
    assert_eq!(store.stock(store.drum), "on hand 6, reserved 4");
    store.laws();
}

#[test]
fn a_delivery_uses_its_own_reservation_first_then_what_is_free() {
    let store = Store::new();
    store.receive(store.drum, 5, "10", "2026-03-02");
    store.reserve(vec![store.demand(store.drum, order(1), 1, 3, "2026-03-10")]);
    deliver(&store, order(1), 2, "2026-03-05");
    assert_eq!(store.reserved(order(1)), "line 1: 1");
    assert_eq!(store.stock(store.drum), "on hand 3, reserved 1");
    // One of its own and one that is free.
    deliver(&store, order(1), 2, "2026-03-06");
    assert_eq!(store.reserved(order(1)), "");
    assert_eq!(store.stock(store.drum), "on hand 1, reserved 0");
    store.laws();
}

#[test]
fn what_is_delivered_is_no_longer_short() {
    let store = Store::new();
    store.allow_negative(true);
    store.reserve(vec![store.demand(store.drum, order(1), 1, 3, "2026-03-10")]);
    deliver(&store, order(1), 2, "2026-03-05");
    assert_eq!(store.short(order(1)), ["line 1: 1"]);
    deliver(&store, order(1), 1, "2026-03-05");
    assert_eq!(store.short(order(1)), Vec::<String>::new());
    store.laws();
}

#[test]
fn some_lines_are_released_and_the_others_stay() {
    let store = Store::new();
    store.receive(store.drum, 5, "10", "2026-03-02");
    store.reserve(vec![
        store.demand(store.drum, order(1), 1, 2, "2026-03-10"),
        store.demand(store.drum, order(1), 2, 4, "2026-03-10"),
    ]);
    store.release(order(1), Some(vec![1]));
    // The freed two serve the line that was one short.
    assert_eq!(store.reserved(order(1)), "line 2: 4");
    assert_eq!(store.stock(store.drum), "on hand 5, reserved 4");
    store.laws();
}

#[test]
fn a_delivery_taken_back_is_free_until_its_order_reserves_again() {
    let store = Store::new();
    store.receive(store.drum, 3, "10", "2026-03-02");
    store.reserve(vec![store.demand(store.drum, order(1), 1, 3, "2026-03-10")]);
    store.reserve(vec![store.demand(store.drum, order(2), 1, 5, "2026-03-01")]);
    let delivery = deliver(&store, order(1), 3, "2026-03-05");
    assert_eq!(store.reverse(delivery, "2026-03-06"), "done");
    assert_eq!(store.stock(store.drum), "on hand 3, reserved 0");
    store.reserve(vec![store.demand(store.drum, order(1), 1, 2, "2026-03-10")]);
    let (company, warehouse, drum) = (store.company, store.warehouse, store.drum);
    store
        .world
        .write(move |tx| reservation::ops::fill(tx, company, warehouse, &[drum]));
    assert_eq!(store.reserved(order(1)), "line 1: 2");
    assert_eq!(store.reserved(order(2)), "line 1: 1");
    store.laws();
}

#[test]
fn what_is_promised_is_not_taken_back_with_its_receipt() {
    let store = Store::new();
    let receipt = store.receive(store.drum, 3, "10", "2026-03-02");
    store.reserve(vec![store.demand(store.drum, order(1), 1, 1, "2026-03-10")]);
    assert_eq!(
        store.reverse_receipt(receipt, "2026-03-05"),
        "stock-not-enough available 2 wanted 3"
    );
    store.release(order(1), None);
    assert_eq!(store.reverse_receipt(receipt, "2026-03-05"), "done");
    assert_eq!(store.stock(store.drum), "on hand 0, reserved 0");
    store.laws();
}
