//! An import is all or nothing over its whole mapping: whatever fails in a later step leaves nothing of the earlier ones.
use crate::setup::old_shop;
use crate::world::World;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon::ledger::period::PeriodState;
use tenon::setup::import::report::Ending;
use tenon::setup::import::report::Report;
use tenon_schema::sales_order;

/// A product with ten pieces at 8.00 in stock, a customer, orders of pieces and their deliveries.
const STEPS: &str = r#"
[[step]]
target = "product"
rows = [ { code = "P1" } ]
code = "{code}"
[step.fields]
code = "{code}"
name = "Drain pump"
kind = "stocked"
category_id = { lookup = "product-category", key = "PUMPS" }
unit_id = { lookup = "unit", code = "pcs" }
list_price = 20
list_currency = "EUR"

[[step]]
target = "goods-receipt"
rows = [ { day = "2026-06-01" } ]
key = "opening"
[step.fields]
kind = "opening"
receipt_date = "{day}"
lines = [ { fields = { product_id = { lookup = "product", key = "P1" }, quantity = 10, unit_cost = 8 } } ]

[[step]]
target = "party"
rows = [ { name = "Halvorsen Elektro AS" } ]
key = "C1"
[step.fields]
name = "{name}"
is_customer = true
country = "NO"

[[step]]
target = "sales-order"
file = "orders.csv"
key = "{order}"
[step.fields]
party_id = { lookup = "party", key = "C1" }
order_date = "2026-06-02"
currency = "EUR"
external_number = "{order}"
lines = [ { fields = { product_id = { lookup = "product", key = "P1" }, quantity = "{pieces}", unit_price = 20 } } ]

[[step]]
target = "sales-order-confirm"
file = "orders.csv"
key = "{order}"
[step.fields]
sales_order_id = { lookup = "sales-order", key = "{order}" }
release = true

[[step]]
target = "delivery"
file = "orders.csv"
key = "{order}"
[step.fields]
sales_order_id = { lookup = "sales-order", key = "{order}" }
delivery_date = "{day}"
lines = []
"#;

const ORDERS: &str = "order,pieces,day\n1,6,2026-06-03\n2,4,2026-06-03\n";
const LATE: &str = "order,pieces,day\n1,6,2026-06-03\n2,4,2031-06-03\n";

fn import(world: &World, orders: &str, is_dry: bool) -> Report {
    old_shop::import(world, STEPS, ("orders.csv", orders), is_dry)
}

/// Rows of all tables but those that tell of the import itself.
fn business(world: &World) -> BTreeMap<String, i64> {
    let told = [
        "job",
        "notification",
        "event_log",
        "event_link",
        "event_payload",
        "event_chain",
    ];
    let mut counts = world.row_counts();
    counts.retain(|table, _| !told.contains(&table.as_str()));
    counts
}

#[test]
fn a_later_step_that_fails_leaves_nothing_of_the_earlier_ones() {
    let world = World::new();
    let before = business(&world);
    // Both orders are taken and confirmed, and one of them cannot be delivered: 2031 has no periods.
    let report = import(&world, LATE, false);
    assert_eq!(report.ending, Ending::Nothing, "{report:?}");
    assert_eq!((report.created(), report.updated()), (0, 0));
    let told: Vec<(&str, u32)> = report.problems.iter().map(|one| (one.file.as_str(), one.row)).collect();
    assert_eq!(told, [("orders.csv", 3)], "{:?}", report.problems);
    assert_eq!(business(&world), before);
    assert_eq!(world.broken_laws(), None);

    // A trial says the same; with a day that there is it says that all can be taken, and takes nothing.
    let looked = import(&world, LATE, true);
    assert_eq!((looked.ending, looked.problem_count), (Ending::Looked, 1));
    let looked = import(&world, ORDERS, true);
    assert_eq!(
        (looked.ending, looked.problem_count),
        (Ending::Looked, 0),
        "{:?}",
        looked.problems
    );
    assert_eq!(business(&world), before);

    let report = import(&world, ORDERS, false);
    assert_eq!(
        (report.ending, report.created()),
        (Ending::Done, 10),
        "{:?}",
        report.problems
    );
    let numbers: Vec<String> = world.read(|conn| {
        let all = sales_order::table
            .order(sales_order::number)
            .select(sales_order::number);
        Ok(all.limit(10).load(conn)?)
    });
    let ends: Vec<&str> = numbers.iter().filter_map(|number| number.rsplit('-').next()).collect();
    assert_eq!(ends, ["00001", "00002"], "no number was lost: {numbers:?}");
    let again = import(&world, ORDERS, false);
    assert_eq!((again.ending, again.created()), (Ending::Done, 0));
}

#[test]
fn what_others_changed_since_the_trial_takes_the_whole_import_back() {
    let world = World::new();
    let looked = import(&world, ORDERS, true);
    assert_eq!(
        (looked.ending, looked.problem_count),
        (Ending::Looked, 0),
        "{:?}",
        looked.problems
    );
    // After the trial somebody closes the month in which the goods shall come in and go out.
    world.set_month(world.company("NW"), "2026-06-01", PeriodState::Closed);
    let before = business(&world);
    let report = import(&world, ORDERS, false);
    assert_eq!((report.ending, report.created()), (Ending::Nothing, 0), "{report:?}");
    assert_eq!(report.problems.len(), 1, "{:?}", report.problems);
    assert_eq!(
        business(&world),
        before,
        "category and product came before and are gone with it"
    );
    assert_eq!(world.broken_laws(), None);
}
