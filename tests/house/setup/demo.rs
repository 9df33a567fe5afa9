//! The demo group: how large it is, and that each state of each document is there to be looked at. That its laws hold is
//! asked of every world at its end; how many orders a whole one has, by tests/tools/smoke.
use crate::world::World;
use diesel::RunQueryDsl;
use diesel::sql_types::BigInt;
use diesel::sql_types::Text;
use std::collections::BTreeSet;
use tenon::finance::invoice::InvoiceKind;
use tenon::finance::invoice::InvoiceState;
use tenon::finance::payment::PaymentState;
use tenon::inventory::goods_receipt::ReceiptState;
use tenon::orders::delivery;
use tenon::orders::sales_order;
use tenon::sales::quotation;

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[derive(diesel::QueryableByName)]
struct Code {
    #[diesel(sql_type = Text)]
    code: String,
}

fn count(world: &World, query: &str) -> i64 {
    let text = format!("SELECT COUNT(*) AS n FROM {query}");
    let count: Count = world.read(|conn| Ok(diesel::sql_query(text).get_result(conn)?));
    count.n
}

/// What of these states no row of the table has.
fn missing<'a>(world: &World, table: &str, filter: &str, states: impl Iterator<Item = &'a str>) -> Vec<String> {
    let text = format!("SELECT DISTINCT state AS code FROM {table} {filter}");
    let found: Vec<Code> = world.read(|conn| Ok(diesel::sql_query(text).load(conn)?));
    let found: BTreeSet<&str> = found.iter().map(|one| one.code.as_str()).collect();
    states
        .filter(|state| !found.contains(state))
        .map(|state| format!("{table} {filter}: {state}"))
        .collect()
}

#[test]
fn its_masters_are_a_group_of_companies_with_names_in_three_languages() {
    let world = World::demo();
    assert!(count(&world, "company") >= 3);
    assert!(count(&world, "party") >= 400);
    let products = count(&world, "product");
    assert!(products >= 300, "{products}");
    for language in ["zh-Hant", "zh-Hans"] {
        let named = format!(
            "product WHERE EXISTS (SELECT 1 FROM translation WHERE subject_kind = 'product' AND subject_id = product.id
             AND field = 'name' AND language = '{language}' AND body <> product.name)"
        );
        assert_eq!(count(&world, &named), products, "{language}");
    }
}

#[test]
fn each_document_is_there_in_each_state() {
    let world = World::demo();
    let orders = sales_order::State::ALL.iter().map(|state| state.code());
    let quotations = quotation::State::ALL.iter().map(|state| state.code());
    let mut none = missing(&world, "sales_order", "", orders);
    none.extend(missing(&world, "quotation", "", quotations));
    for (kind, done) in [
        ("delivery", delivery::State::Shipped),
        ("return", delivery::State::Received),
    ] {
        let states = [delivery::State::Draft, done, delivery::State::Reversed];
        let filter = format!("WHERE kind = '{kind}'");
        none.extend(missing(
            &world,
            "delivery",
            &filter,
            states.iter().map(|state| state.code()),
        ));
    }
    for kind in InvoiceKind::ALL {
        let filter = format!("WHERE kind = '{}'", kind.code());
        let states = InvoiceState::ALL.iter().map(|state| state.code());
        none.extend(missing(&world, "customer_invoice", &filter, states));
    }
    let payments = PaymentState::ALL.iter().map(|state| state.code());
    none.extend(missing(&world, "payment", "", payments));
    let receipts = ReceiptState::ALL.iter().map(|state| state.code());
    none.extend(missing(&world, "goods_receipt", "", receipts));
    assert!(none.is_empty(), "nowhere in the demo:\n{}", none.join("\n"));
}
