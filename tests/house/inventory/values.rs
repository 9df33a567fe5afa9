//! What stock is worth, with figures worked out by hand.
use crate::inventory::store::Store;
use crate::inventory::store::day;
use crate::inventory::store::line_of;
use crate::inventory::store::money;
use crate::inventory::store::whole;
use tenon::inventory::stock_move;
use tenon::inventory::stock_move::OutLine;
use tenon::inventory::valuation;
use tenon::kernel::actor::Reach;
use tenon::ledger::period::PeriodState;

#[test]
fn the_moving_average_in_stock_value_and_ledger() {
    let store = Store::new();
    let first = store.receive(store.drum, 10, "10", "2026-03-02");
    assert_eq!(
        store.entries(first),
        ["debit Inventories 100.00 | credit Goods received not billed 100.00"]
    );
    store.receive(store.drum, 5, "13", "2026-03-03");
    // 165 ÷ 15 = 11 each.
    let (delivery, moved) = store.send(store.outgoing(store.drum, 4, "2026-03-04"));
    assert_eq!(moved.lines[0].cost, money("44.00"));
    assert_eq!(
        store.entries(delivery),
        ["credit Inventories 44.00 | debit Stock adjustments 44.00"]
    );
    assert_eq!(store.worth(store.drum), "11 worth 121.00");
    // 3 for 39.99: 160.99 ÷ 14 = 11.49928…; 7 take 80.495, whose even neighbour is 80.50.
    store.receive(store.drum, 3, "13.33", "2026-03-05");
    assert_eq!(store.issue(store.drum, 7, "2026-03-06"), "80.50");
    // The last seven take the rest: 160.99 − 80.50.
    assert_eq!(store.issue(store.drum, 7, "2026-03-07"), "80.49");
    assert_eq!(store.worth(store.drum), "0 worth 0.00");
    store.laws();
}

#[test]
fn fifo_takes_the_oldest_first_in_stock_value_and_ledger() {
    let store = Store::new();
    store.receive(store.belt, 10, "10", "2026-03-02");
    store.receive(store.belt, 10, "13", "2026-03-03");
    // 10 at 10 and 2 at 13.
    assert_eq!(store.issue(store.belt, 12, "2026-03-04"), "126.00");
    assert_eq!(store.worth(store.belt), "8 worth 104.00");
    // One back at what it cost, 10.50 on average: a layer of its own, the newest.
    store.take_back(store.belt, 1, "10.50", "2026-03-05");
    assert_eq!(store.issue(store.belt, 8, "2026-03-06"), "104.00");
    assert_eq!(store.issue(store.belt, 1, "2026-03-07"), "10.50");
    assert_eq!(store.worth(store.belt), "0 worth 0.00");
    store.laws();
}

#[test]
fn value_at_any_date_is_what_was_posted_until_then() {
    let store = Store::new();
    store.receive(store.drum, 10, "10", "2026-03-02");
    store.receive(store.belt, 4, "25", "2026-03-10");
    store.issue(store.drum, 4, "2026-03-12");
    let reach = Reach {
        wide: vec![store.company.raw()],
        ..Reach::default()
    };
    let value = |on: &str| {
        let on = day(on);
        let rows = store.world.read(|conn| valuation::queries::value_at(conn, &reach, on));
        rows[0].1.to_string()
    };
    let values = [
        "2026-03-01",
        "2026-03-02",
        "2026-03-09",
        "2026-03-10",
        "2026-03-12",
        "2026-12-31",
    ]
    .map(value);
    assert_eq!(values, ["0.00", "100.00", "100.00", "200.00", "160.00", "160.00"]);
}

#[test]
fn a_delivery_taken_back_restores_the_value_it_carried() {
    let store = Store::new();
    store.receive(store.belt, 10, "10", "2026-03-02");
    store.receive(store.belt, 10, "13", "2026-03-03");
    let (delivery, _) = store.send(store.outgoing(store.belt, 12, "2026-03-04"));
    assert_eq!(
        store.reverse(delivery, "2026-03-03"),
        "reversal-before-moves date 2026-03-04"
    );
    assert_eq!(store.reverse(delivery, "2026-03-06"), "done");
    assert_eq!(store.worth(store.belt), "20 worth 230.00");
    assert_eq!(
        store.entries(delivery),
        [
            "credit Inventories 126.00 | debit Stock adjustments 126.00",
            "debit Inventories 126.00 | credit Stock adjustments 126.00"
        ]
    );
    assert_eq!(store.reverse(delivery, "2026-03-07"), "moves-already-reversed");
    // The layers are as before: the oldest ten cost 100 again.
    assert_eq!(store.issue(store.belt, 10, "2026-03-08"), "100.00");
    store.laws();
}

#[test]
fn a_receipt_taken_back_leaves_at_its_cost_and_nothing_stays_worth_nothing() {
    let store = Store::new();
    store.receive(store.drum, 10, "1", "2026-03-02");
    let dear = store.receive(store.drum, 10, "3", "2026-03-03");
    // 20 for 40: ten leave for 20; taking back ten for 30 leaves −10 on nothing, which goes to stock adjustment.
    store.issue(store.drum, 10, "2026-03-04");
    assert_eq!(store.reverse_receipt(dear, "2026-03-05"), "done");
    assert_eq!(store.worth(store.drum), "0 worth 0.00");
    assert_eq!(
        store.entries(dear)[1],
        "credit Inventories 30.00 | debit Goods received not billed 30.00 | debit Inventories 10.00 | credit Stock adjustments 10.00"
    );
    store.laws();
}

#[test]
fn a_receipt_that_is_used_is_not_taken_back() {
    let store = Store::new();
    let fifo = store.receive(store.belt, 10, "10", "2026-03-02");
    store.receive(store.belt, 10, "13", "2026-03-03");
    store.issue(store.belt, 1, "2026-03-04");
    assert_eq!(store.reverse_receipt(fifo, "2026-03-05"), "receipt-used-up");
    let average = store.receive(store.drum, 10, "10", "2026-03-02");
    store.issue(store.drum, 1, "2026-03-04");
    assert_eq!(
        store.reverse_receipt(average, "2026-03-05"),
        "stock-not-enough available 9 wanted 10"
    );
    store.laws();
}

#[test]
fn below_zero_only_where_the_warehouse_allows_it_and_the_difference_is_an_expense() {
    let store = Store::new();
    store.receive(store.drum, 2, "10", "2026-03-02");
    assert_eq!(
        store.refused_issue(store.drum, 5, "2026-03-03"),
        "stock-not-enough available 2 wanted 5"
    );
    assert_eq!(store.allow_negative(true), "done");
    // Two that are there and three that are not, at the same 10.
    assert_eq!(store.issue(store.drum, 5, "2026-03-03"), "50.00");
    assert_eq!(store.worth(store.drum), "-3 worth -30.00");
    assert_eq!(store.allow_negative(false), "warehouse-is-below-zero");
    store.laws();
    // 4 for 48: three of them cost 36 and had left for 30.
    let receipt = store.receive(store.drum, 4, "12", "2026-03-04");
    assert_eq!(
        store.entries(receipt),
        ["debit Inventories 42.00 | credit Goods received not billed 48.00 | debit Stock adjustments 6.00"]
    );
    assert_eq!(store.worth(store.drum), "1 worth 12.00");
    assert_eq!(store.allow_negative(false), "done");
    store.laws();
}

#[test]
fn the_database_itself_refuses_stock_below_zero() {
    let store = Store::new();
    store.receive(store.drum, 2, "10", "2026-03-02");
    let broken = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        store.world.behind_its_back("UPDATE stock_balance SET on_hand = -1");
    }));
    assert!(broken.is_err());
    let broken = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        store
            .world
            .behind_its_back("UPDATE stock_move SET quantity = quantity + 1");
    }));
    assert!(broken.is_err());
    store.laws();
}

#[test]
fn a_back_dated_move_counts_on_its_day_unless_a_later_day_falls_below_nothing() {
    let store = Store::new();
    store.receive(store.drum, 10, "10", "2026-03-02");
    store.issue(store.drum, 8, "2026-03-10");
    store.receive(store.drum, 10, "10", "2026-03-20");
    // 12 now, but only 2 from the 10th to the 19th.
    assert_eq!(
        store.refused_issue(store.drum, 3, "2026-03-05"),
        "stock-below-zero-later date 2026-03-10"
    );
    assert_eq!(
        store.refused_issue(store.drum, 1, "2026-03-01"),
        "stock-below-zero-later date 2026-03-01"
    );
    assert_eq!(store.issue(store.drum, 2, "2026-03-05"), "20.00");
    store.laws();
    // A receipt can always be back-dated; it adds to each later day.
    store.receive(store.drum, 5, "10", "2026-03-08");
    assert_eq!(store.issue(store.drum, 5, "2026-03-09"), "50.00");
    store.laws();
    // Dearer goods of the 21st make the average 15: eight of the 19th would have to be worth more than was there.
    store.receive(store.drum, 10, "20", "2026-03-21");
    store.receive(store.drum, 8, "10", "2026-03-19");
    assert_eq!(
        store.refused_issue(store.drum, 8, "2026-03-19"),
        "stock-value-below-zero-later date 2026-03-19"
    );
    store.laws();
}

#[test]
fn a_closed_period_takes_no_move() {
    let store = Store::new();
    store.receive(store.drum, 5, "10", "2026-03-02");
    store.world.set_month(store.company, "2026-03-15", PeriodState::Closed);
    assert_eq!(
        store.refused_issue(store.drum, 1, "2026-03-15"),
        "period-closed date 2026-03-15"
    );
    assert_eq!(store.issue(store.drum, 1, "2026-04-01"), "10.00");
    store.laws();
}

#[test]
fn a_delivery_of_three_lines_costs_ten_statements_besides_its_entry() {
    let store = Store::new();
    store.receive(store.drum, 50, "10", "2026-03-02");
    store.receive(store.belt, 50, "10", "2026-03-02");
    let filter = store.serial("FILTER");
    store.receive(filter, 50, "10", "2026-03-02");
    let order = crate::inventory::store::order(7);
    let products = [store.drum, filter, store.drum];
    let demand = |(line, product): (i64, &tenon::ids::ProductId)| store.demand(*product, order, line, 2, "2026-03-09");
    store.reserve((1..).zip(&products).map(demand).collect());
    let mut outgoing = store.outgoing(store.drum, 1, "2026-03-09");
    outgoing.lines = (1..)
        .zip(products)
        .map(|(line, product)| OutLine {
            origin_line: line,
            product,
            lot: None,
            quantity: whole(2),
            reserved_for: Some((order, line_of(order, line))),
        })
        .collect();
    let counted = store.world.write(move |tx| {
        let before = tx.conn.statements();
        let moved = stock_move::ops::issue(tx, &outgoing)?;
        tx.is_housekeeping();
        Ok((tx.conn.engine(), tx.conn.statements() - before, moved.lines.len()))
    });
    // Five of them are the ledger's own. PostgreSQL goes once for inserts that follow each other.
    let (engine, statements, lines) = counted;
    assert_eq!(lines, 3);
    let expected = match engine {
        tenon_db::Engine::Sqlite => 15,
        tenon_db::Engine::Postgres => 10,
    };
    assert_eq!(statements, expected);
    assert_eq!(store.reserved(order), "");
    store.laws();
}
