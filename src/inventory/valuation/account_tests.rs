//! Figures worked out by hand for both costing methods.
use super::Layer;
use super::Received;
use super::ValueAccount;
use crate::inventory::valuation::Worth;
use chrono::NaiveDate;
use tenon_db::Money;
use tenon_db::Quantity;

fn worth(quantity: i64, amount: &str) -> Worth {
    Worth::new(Quantity::whole(quantity), amount.parse().expect("an amount"))
}

fn layer(id: i64) -> Layer {
    Layer {
        id,
        date: NaiveDate::default(),
        rest: Worth::default(),
    }
}

fn receive(account: &mut ValueAccount, id: i64, quantity: i64, cost: &str) -> Received {
    account.receive(worth(quantity, cost), layer(id), 2)
}

fn issue(account: &mut ValueAccount, quantity: i64) -> String {
    account.issue(Quantity::whole(quantity), 2).cost.to_string()
}

fn fifo() -> ValueAccount {
    ValueAccount {
        layers: Some(Vec::new()),
        ..ValueAccount::default()
    }
}

#[test]
fn the_moving_average_follows_receipts_and_ends_at_nothing() {
    let mut account = ValueAccount::default();
    receive(&mut account, 1, 10, "100.00");
    receive(&mut account, 2, 5, "65.00");
    // 165 ÷ 15 = 11 each.
    assert_eq!(issue(&mut account, 4), "44.00");
    receive(&mut account, 3, 3, "40.00");
    // 11 left for 121, and 3 for 40: 161 ÷ 14 = 11.5; 7 take 80.50.
    assert_eq!(issue(&mut account, 7), "80.50");
    // 80.50 ÷ 7 × 3 = 34.50; the last four take what is left.
    assert_eq!(issue(&mut account, 3), "34.50");
    assert_eq!(issue(&mut account, 4), "46.00");
    assert_eq!(account.worth, Worth::default());
}

#[test]
fn thirds_of_a_cent_stay_with_the_last_unit() {
    let mut account = ValueAccount::default();
    receive(&mut account, 1, 3, "10.00");
    assert_eq!(issue(&mut account, 1), "3.33");
    // 6.67 ÷ 2 = 3.335: half-even, so 3.34.
    assert_eq!(issue(&mut account, 1), "3.34");
    assert_eq!(issue(&mut account, 1), "3.33");
    assert_eq!(account.worth, Worth::default());
}

#[test]
fn fifo_takes_the_oldest_layers_first() {
    let mut account = fifo();
    receive(&mut account, 1, 10, "100.00");
    receive(&mut account, 2, 10, "130.00");
    // 10 at 10 and 2 at 13.
    let issued = account.issue(Quantity::whole(12), 2);
    assert_eq!(issued.cost.to_string(), "126.00");
    let taken: Vec<(i64, Worth)> = issued.uses.iter().map(|one| (one.layer, one.taken)).collect();
    assert_eq!(taken, [(1, worth(10, "100.00")), (2, worth(2, "26.00"))]);
    assert_eq!(issue(&mut account, 8), "104.00");
    assert_eq!(account.worth, Worth::default());
}

#[test]
fn goods_that_left_before_they_came_are_cleared_at_the_cost_they_left_with() {
    let mut account = ValueAccount::default();
    receive(&mut account, 1, 2, "20.00");
    // Two that are there, three that are not, at the same 10 each.
    assert_eq!(issue(&mut account, 5), "50.00");
    assert_eq!(account.worth, worth(-3, "-30.00"));
    // 4 come for 48: three of them cost 36 and had left for 30, so 6 is an expense and one stays at 12.
    let received = receive(&mut account, 2, 4, "48.00");
    assert_eq!(received.difference, Money::whole(6));
    assert_eq!(received.amount, Money::whole(42));
    assert_eq!(account.worth, worth(1, "12.00"));
}

#[test]
fn a_fifo_layer_begins_without_what_had_left_before_it() {
    let mut account = fifo();
    receive(&mut account, 1, 2, "20.00");
    // Two that are there at 10, and a third at the same.
    assert_eq!(issue(&mut account, 3), "30.00");
    let received = receive(&mut account, 2, 4, "44.00");
    assert_eq!(received.difference, Money::whole(1));
    let rest = received.layer.map(|new| new.layer.rest);
    assert_eq!(rest, Some(worth(3, "33.00")));
    assert_eq!(account.worth, worth(3, "33.00"));
}

#[test]
fn what_leaves_where_nothing_was_costs_what_was_known_last() {
    let mut account = ValueAccount {
        last_known: worth(8, "96.00"),
        ..ValueAccount::default()
    };
    assert_eq!(issue(&mut account, 2), "24.00");
    assert_eq!(account.worth, worth(-2, "-24.00"));
}

#[test]
fn a_receipt_is_taken_back_at_its_cost_unless_the_rest_would_be_worth_less_than_nothing() {
    let mut account = ValueAccount::default();
    receive(&mut account, 1, 10, "10.00");
    receive(&mut account, 2, 10, "30.00");
    assert_eq!(issue(&mut account, 9), "18.00");
    // 11 for 22; without the 10 for 30 one unit would be worth −8.
    assert_eq!(account.take_back(worth(10, "30.00"), None), Err(super::UsedUp));
    assert_eq!(issue(&mut account, 1), "2.00");
    // 10 for 20: taken back for 30, the 10 that are too much are an expense taken back too.
    let taken = account.take_back(worth(10, "30.00"), None).expect("taken back");
    assert_eq!(taken.difference, Money::whole(-10));
    assert_eq!(account.worth, Worth::default());
}

#[test]
fn a_fifo_issue_goes_back_into_its_layers_and_a_used_layer_stays() {
    let mut account = fifo();
    receive(&mut account, 1, 10, "100.00");
    receive(&mut account, 2, 10, "130.00");
    let issued = account.issue(Quantity::whole(12), 2);
    assert_eq!(account.take_back(worth(10, "130.00"), Some(2)), Err(super::UsedUp));
    let given = account.give_back(worth(12, "126.00"), &issued.uses, layer(3), 2);
    assert_eq!(given.uses.len(), 2);
    assert_eq!(given.received.layer, None);
    assert_eq!(given.received.amount, Money::whole(126));
    assert_eq!(account.worth, worth(20, "230.00"));
    let taken = account.take_back(worth(10, "130.00"), Some(2)).expect("taken back");
    assert_eq!(taken.difference, Money::ZERO);
    assert_eq!(issue(&mut account, 10), "100.00");
}
