//! Opening balances, a part of an order delivered, what came back of it, credit notes and an invoice by hand: imported, the
//! books say what was worked out by hand.
use crate::setup::old_shop;
use crate::world::World;
use std::collections::BTreeMap;
use tenon::setup::import::report::Ending;
use tenon::setup::import::report::Report;

/// Bank and equipment against a loan and what is left; ten pieces at 8.00; four of six sold, one of them back.
const STEPS: &str = r#"
[[step]]
target = "journal-entry"
rows = [ { date = "2026-06-01", text = "Opening balances" } ]
key = "opening"
[step.fields]
posting_date = "{date}"
description = "{text}"
[[step.fields.lines]]
file = "opening.csv"
fields = { account_id = { lookup = "account", code = "{account}" }, debit = "{debit}", credit = "{credit}" }

[[step]]
target = "product"
rows = [ { code = "P1", kind = "stocked", price = "20" }, { code = "S1", kind = "service", price = "50" } ]
code = "{code}"
[step.fields]
code = "{code}"
name = "Product {code}"
kind = "{kind}"
category_id = { lookup = "product-category", key = "PUMPS" }
unit_id = { lookup = "unit", code = "pcs" }
list_price = "{price}"
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
rows = [ { name = "Kiel Marine GmbH" } ]
key = "C1"
[step.fields]
name = "{name}"
is_customer = true
country = "DE"

[[step]]
target = "sales-order"
rows = [ { order = "1" } ]
key = "{order}"
[step.fields]
party_id = { lookup = "party", key = "C1" }
order_date = "2026-06-02"
currency = "EUR"
lines = [ { fields = { product_id = { lookup = "product", key = "P1" }, quantity = 6, unit_price = 20 } } ]

[[step]]
target = "sales-order-confirm"
rows = [ { order = "1" } ]
key = "{order}"
[step.fields]
sales_order_id = { lookup = "sales-order", key = "{order}" }

[[step]]
target = "delivery"
rows = [ { order = "1" } ]
key = "{order}"
[step.fields]
sales_order_id = { lookup = "sales-order", key = "{order}" }
delivery_date = "2026-06-03"
lines = [ { fields = { line_number = 1, quantity = 4 } } ]

[[step]]
target = "customer-invoice"
rows = [ { order = "1" } ]
key = "{order}"
[step.fields]
delivery_id = { lookup = "delivery", key = "{order}" }
invoice_date = "2026-06-04"

[[step]]
target = "return"
rows = [ { order = "1" } ]
key = "{order}"
[step.fields]
delivery_id = { lookup = "delivery", key = "{order}" }
return_date = "2026-06-05"
reason = "Too small"
lines = [ { fields = { line_number = 1, quantity = "1" } } ]

[[step]]
target = "credit-note"
rows = [ { order = "1" } ]
key = "return {order}"
[step.fields]
return_id = { lookup = "return", key = "{order}" }
invoice_date = "2026-06-06"

[[step]]
target = "credit-note"
rows = [ { order = "1" } ]
key = "scratch {order}"
[step.fields]
customer_invoice_id = { lookup = "customer-invoice", key = "{order}" }
invoice_date = "2026-06-07"
reason = "Scratched"
parts = [ { fields = { line_number = 1, quantity = 1 } } ]

[[step]]
target = "customer-invoice"
rows = [ { number = "A1" } ]
key = "{number}"
[step.fields]
party_id = { lookup = "party", key = "C1" }
invoice_date = "2026-06-08"
external_number = "{number}"
lines = [ { fields = { product_id = { lookup = "product", key = "S1" }, quantity = 1 } } ]

[[step]]
target = "credit-note"
rows = [ { number = "G1" } ]
key = "{number}"
[step.fields]
party_id = { lookup = "party", key = "C1" }
invoice_date = "2026-06-09"
reason = "Goodwill"
lines = [ { fields = { product_id = { lookup = "product", key = "S1" }, quantity = 1, unit_price = 10 } } ]
"#;

const OPENING: &str = "account,debit,credit\n1110,1000,\n1500,500,\n2600,,700\n3900,,800\n";

fn import(world: &World, steps: &str, opening: &str) -> Report {
    old_shop::import(world, steps, ("opening.csv", opening), false)
}

/// The balance of each account that has one, at the end of June.
fn trial_balance(world: &World) -> BTreeMap<String, String> {
    let accountant = world.sign_in("accountant");
    let csv = accountant
        .get("/finance/trial-balance?from=2026-06-01&date=2026-06-30&format=csv")
        .expect(200)
        .text;
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    reader
        .records()
        .map(|row| row.unwrap())
        .filter(|row| row[0].parse::<u32>().is_ok())
        .map(|row| (row[0].to_owned(), row[5].to_owned()))
        .collect()
}

#[test]
fn opening_balances_returns_and_credit_notes_make_the_books_worked_out_by_hand() {
    let world = World::new();
    let report = import(&world, STEPS, OPENING);
    assert_eq!(report.ending, Ending::Done, "{:?}", report.problems);
    assert_eq!(report.created(), 15, "one each, two products, the category");
    // 1110 and 1500, 2600: as opened. 3900: 800.00 and the stock of 10 × 8.00.
    // 1200: 4 × 20.00 and 50.00 with 19 %, less 20.00 twice and 10.00 with it: 95.20 + 59.50 − 2 × 23.80 − 11.90.
    // 1300: 10 − 4 + 1 pieces at 8.00. 1350: three went, of which two stay invoiced: one at 8.00. 5100: two at 8.00.
    // 2200: 15.20 + 9.50 − 2 × 3.80 − 1.90. 4100: 80.00 + 50.00 − 2 × 20.00 − 10.00.
    let expected = [
        ("1110", "1000.00"),
        ("1200", "95.20"),
        ("1300", "56.00"),
        ("1350", "8.00"),
        ("1500", "500.00"),
        ("2200", "-15.20"),
        ("2600", "-700.00"),
        ("3900", "-880.00"),
        ("4100", "-80.00"),
        ("5100", "16.00"),
    ];
    let expected: BTreeMap<String, String> = expected.map(|(code, sum)| (code.to_owned(), sum.to_owned())).into();
    assert_eq!(trial_balance(&world), expected);
    assert_eq!(world.broken_laws(), None);

    let again = import(&world, STEPS, OPENING);
    assert_eq!((again.ending, again.created(), again.updated()), (Ending::Done, 0, 0));
    assert_eq!(trial_balance(&world), expected);

    // Posted documents do not change: a row that differs is refused with its place, and nothing of the import is in.
    let other = import(&world, STEPS, &OPENING.replace("1000", "900"));
    assert_eq!(other.ending, Ending::Nothing);
    let told: Vec<&str> = other.problems.iter().map(|one| one.sentence.as_str()).collect();
    assert_eq!(
        told,
        ["opening was imported before with other values, and what was made from it cannot be changed by an import."]
    );
    assert_eq!(trial_balance(&world), expected);
}

#[test]
fn documents_that_cannot_be_are_refused_in_clear_words() {
    let world = World::new();
    let before = world.row_counts();
    let of = |old: &str, new: &str| {
        assert!(STEPS.contains(old), "{old}");
        (STEPS.replacen(old, new, 1), OPENING.to_owned())
    };
    let opened = |old: &str, new: &str| (STEPS.to_owned(), OPENING.replace(old, new));
    for ((steps, opening), words) in [
        (opened("1000", "900"), "Debits and credits differ by"),
        (opened("1110", "1200"), "lines.0.account_id: "),
        (opened("1110", "1111"), "there is no account with the code 1111"),
        (opened("1000,", "1000,5"), "enter one amount above zero"),
        (
            of("line_number = 1, quantity = 4", "line_number = 2, quantity = 4"),
            "the document has no line 2",
        ),
        (of("quantity = 4 }", "quantity = 7 }"), "lines.0.quantity: "),
        (of("quantity = \"1\"", "quantity = \"5\""), "lines.0.quantity: "),
        (
            of("quantity = 1 } } ]\n\n", "quantity = 4 } } ]\n\n"),
            "parts.0.quantity: ",
        ),
        (
            of(
                "invoice_date = \"2026-06-04\"",
                "invoice_date = \"2026-06-04\"\ncurrency = \"EUR\"",
            ),
            "currency: this comes from the document named in the row. Leave it out.",
        ),
        (
            of(
                "invoice_date = \"2026-06-06\"",
                "invoice_date = \"2026-06-06\"\nreason = \"Other\"",
            ),
            "reason: this comes from the document named in the row. Leave it out.",
        ),
        (
            of(
                "party_id = { lookup = \"party\", key = \"C1\" }\ninvoice_date = \"2026-06-08\"",
                "invoice_date = \"2026-06-08\"",
            ),
            "sales_order_id: ",
        ),
    ] {
        let report = import(&world, &steps, &opening);
        assert_eq!(report.ending, Ending::Nothing, "{words}");
        let told: Vec<&str> = report.problems.iter().map(|one| one.sentence.as_str()).collect();
        assert!(told.len() == 1 && told[0].contains(words), "{words}: {told:?}");
    }
    let mut after = world.row_counts();
    after.retain(|table, count| before[table] != *count && table != "account_balance");
    let told: Vec<&String> = after.keys().collect();
    assert!(
        told.iter()
            .all(|table| table.starts_with("event") || table.as_str() == "job"),
        "{told:?}"
    );
}
