//! Goods receipts: what they post, what they refuse.
use crate::inventory::store::Store;
use crate::inventory::store::day;
use crate::inventory::store::money;
use crate::inventory::store::whole;
use tenon::inventory::goods_receipt;
use tenon::inventory::goods_receipt::NewReceiptLine;
use tenon::inventory::goods_receipt::ReceiptKind;
use tenon::inventory::goods_receipt::ReceiptState;

#[test]
fn each_kind_credits_its_account() {
    let store = Store::new();
    let of = |kind: ReceiptKind| {
        let mut new = store.new_receipt(store.drum, 2, Some("10"), "2026-03-02");
        new.kind = kind;
        let id = store.receipt(new);
        store.entries(id)[0].clone()
    };
    assert!(of(ReceiptKind::Purchase).ends_with("credit Goods received not billed 20.00"));
    assert!(of(ReceiptKind::Opening).ends_with("credit Opening balances 20.00"));
    assert!(of(ReceiptKind::Adjustment).ends_with("credit Stock adjustments 20.00"));
    store.laws();
}

#[test]
fn amounts_are_rounded_commercially_and_added_up() {
    let store = Store::new();
    let mut new = store.new_receipt(store.drum, 3, Some("3.335"), "2026-03-02");
    new.lines
        .extend(store.new_receipt(store.belt, 1, Some("0.005"), "2026-03-02").lines);
    let id = store.receipt(new);
    let receipt = store.world.read(|conn| goods_receipt::queries::get(conn, id));
    // 10.005 → 10.01 and 0.005 → 0.01.
    assert_eq!(receipt.total_amount, money("10.02"));
    assert_eq!(receipt.number, "GR-2026-00001");
    assert_eq!(receipt.state, ReceiptState::Posted);
    assert_eq!(store.worth(store.drum), "3 worth 10.01");
    store.laws();
}

#[test]
fn a_missing_cost_is_what_the_goods_cost_now() {
    let store = Store::new();
    let unknown = store.new_receipt(store.drum, 1, None, "2026-03-02");
    let refused = store.refusal({
        let unknown = unknown.clone();
        move |tx| goods_receipt::ops::create(tx, &unknown)
    });
    assert_eq!(refused, "lines.0.unit_cost receipt-cost-unknown");
    store.receive(store.drum, 4, "12.5", "2026-03-02");
    store.receipt(unknown);
    assert_eq!(store.worth(store.drum), "5 worth 62.50");
}

#[test]
fn goods_without_a_value_need_no_entry() {
    let store = Store::new();
    let id = store.receive(store.drum, 5, "0", "2026-03-02");
    assert!(store.entries(id).is_empty());
    assert_eq!(store.issue(store.drum, 2, "2026-03-03"), "0.00");
    assert_eq!(store.worth(store.drum), "3 worth 0.00");
    assert_eq!(
        store.reverse_receipt(id, "2026-03-04"),
        "stock-not-enough available 3 wanted 5"
    );
    store.laws();
}

#[test]
fn wrong_receipts_are_refused_with_every_problem() {
    let store = Store::new();
    let refused = |change: &dyn Fn(&mut goods_receipt::NewGoodsReceipt)| {
        let mut new = store.new_receipt(store.drum, 1, Some("10"), "2026-03-02");
        change(&mut new);
        store.refusal(move |tx| {
            let id = goods_receipt::ops::create(tx, &new)?;
            goods_receipt::ops::post(tx, id, 1)
        })
    };
    assert_eq!(refused(&|new| new.party_id = None), "party_id problem-required");
    assert_eq!(refused(&|new| new.lines.clear()), "receipt-without-lines");
    assert_eq!(
        refused(&|new| new.lines[0].quantity = whole(0)),
        "lines.0.quantity problem-not-positive"
    );
    assert_eq!(
        refused(&|new| new.lines[0].unit_cost = Some("-1".parse().unwrap())),
        "lines.0.unit_cost problem-negative"
    );
    assert_eq!(
        refused(&|new| new.lines[0].product_id = 17.into()),
        "lines.0.product_id problem-not-a-choice"
    );
    assert_eq!(
        refused(&|new| new.receipt_date = Some(day("2031-01-01"))),
        "period-missing date 2031-01-01"
    );
    assert_eq!(store.stock(store.drum), "on hand 0, reserved 0");
}

#[test]
fn a_draft_is_changed_and_deleted_and_a_posted_receipt_is_not() {
    let store = Store::new();
    let new = store.new_receipt(store.drum, 1, Some("10"), "2026-03-02");
    let edit = store.new_receipt(store.drum, 4, Some("11"), "2026-03-03");
    let id = store.world.write(move |tx| goods_receipt::ops::create(tx, &new));
    let again = edit.clone();
    store
        .world
        .write(move |tx| goods_receipt::ops::update(tx, id, 1, &edit));
    let receipt = store.world.read(|conn| goods_receipt::queries::get(conn, id));
    assert_eq!(receipt.total_amount, money("44.00"));
    let stale = again.clone();
    assert!(
        store
            .refusal(move |tx| goods_receipt::ops::update(tx, id, 1, &stale))
            .starts_with("Stale")
    );
    store.world.write(move |tx| goods_receipt::ops::post(tx, id, 2));
    assert_eq!(
        store.refusal(move |tx| goods_receipt::ops::update(tx, id, 3, &again)),
        "not-in-this-state"
    );
    assert_eq!(
        store.refusal(move |tx| goods_receipt::ops::delete(tx, id, 3)),
        "not-in-this-state"
    );
    assert_eq!(
        store.refusal(move |tx| goods_receipt::ops::post(tx, id, 3)),
        "not-in-this-state"
    );
    let other = store.new_receipt(store.drum, 1, Some("10"), "2026-03-02");
    let other = store.world.write(move |tx| goods_receipt::ops::create(tx, &other));
    store.world.write(move |tx| goods_receipt::ops::delete(tx, other, 1));
    store.laws();
}

#[test]
fn a_serial_number_is_one_piece_in_one_place() {
    let store = Store::new();
    let pump = store.serial("PUMP");
    let with_lot = |quantity: i64, code: &str| {
        let mut new = store.new_receipt(pump, quantity, Some("80"), "2026-03-02");
        new.lines[0].lot = Some(code.to_owned());
        new
    };
    let two = with_lot(2, "S-1");
    assert_eq!(
        store.refusal(move |tx| goods_receipt::ops::create(tx, &two)),
        "lines.0.quantity serial-is-one-piece"
    );
    store.receipt(with_lot(1, "S-1"));
    let again = with_lot(1, "S-1");
    let refused = store.refusal(move |tx| {
        let id = goods_receipt::ops::create(tx, &again)?;
        goods_receipt::ops::post(tx, id, 1)
    });
    assert_eq!(refused, "serial-in-stock");
    // Sold without naming it, then received back.
    assert_eq!(store.issue(pump, 1, "2026-03-03"), "80.00");
    store.receipt(with_lot(1, "S-1"));
    assert_eq!(store.stock(pump), "on hand 1, reserved 0");
    store.laws();
}

#[test]
fn quantities_in_other_units_are_kept_in_the_base_unit() {
    let store = Store::new();
    let company = store.company;
    let (pieces, dozen) = store.world.write(move |tx| {
        let units = tenon::catalog::unit::ops::ensure_standard(tx)?;
        tx.is_housekeeping();
        Ok((units["pcs"], units.get("doz").copied()))
    });
    let Some(dozen) = dozen else {
        panic!("the standard units have no dozen");
    };
    let _ = (company, pieces);
    let mut new = store.new_receipt(store.drum, 2, Some("120"), "2026-03-02");
    new.lines = vec![NewReceiptLine {
        unit_id: Some(dozen),
        ..new.lines[0].clone()
    }];
    store.receipt(new);
    assert_eq!(store.worth(store.drum), "24 worth 240.00");
    assert_eq!(store.issue(store.drum, 5, "2026-03-03"), "50.00");
    store.laws();
}
