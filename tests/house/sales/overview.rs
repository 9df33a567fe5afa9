//! The overview of sales: of one company or of all one may see, in one currency, saying what has no rate.
use crate::client::Client;
use crate::masters;
use crate::sales::desk::Desk;

/// Two installations for the customer, at a price and in a currency of one's own.
fn offer(client: &Client, desk: &Desk, company: &str, currency: &str, price: &str) {
    let (party, service) = (desk.customer.to_string(), desk.service.to_string());
    let answer = client.post(
        "/sales/quotations",
        &[
            ("_company", company),
            ("party_id", &party),
            ("currency", currency),
            ("quotation_date", "2026-06-15"),
            ("lines.0.product_id", &service),
            ("lines.0.quantity", "2"),
            ("lines.0.unit_price", price),
        ],
    );
    answer.expect(303);
}

/// What a dollar is worth.
fn dollar(desk: &Desk, amount: &str, base: &str) {
    masters::rate(&desk.world, ("1", "USD"), (amount, base), "2026-06-01");
}

#[test]
fn the_quotations_of_all_companies_are_added_up_in_the_currency_of_one() {
    let desk = Desk::new();
    // 3 × 100.00 EUR of Nordwerk, 2 × 1,000 TWD of 高雄冷凍.
    desk.write("3", "");
    let admin = desk.world.sign_in("admin");
    let theirs = desk.world.company("KC").to_string();
    offer(&admin, &desk, &theirs, "TWD", "1000");
    admin.post("/me/company", &[("company", "all")]).expect(303);
    // There is no rate from EUR to TWD yet: the euros are left out, and that is said.
    let page = admin.get("/sales").expect(200);
    page.must_show("Amounts in EUR are left out, because there is no exchange rate to TWD.");
    page.must_show("2 quotations");
    page.must_show("NT$ 2,000");
    dollar(&desk, "0.8", "EUR");
    dollar(&desk, "28", "TWD");
    // By way of the dollar a euro is worth 28 ÷ 0.8 = 35: 2,000 + 300.00 × 35 = 12,500.
    let page = admin.get("/sales").expect(200);
    page.must_show("2 companies, in TWD at the rates of 15 Jun");
    page.must_show("NT$ 12,500");
    assert!(!page.shows("left out"));
    // Who is of one company sees one, in its currency.
    let own = desk.sales.get("/sales").expect(200);
    own.must_show("€ 300.00");
    assert!(!own.shows("companies, in"));
}

#[test]
fn a_currency_without_a_rate_is_named_and_one_with_a_rate_counts() {
    let desk = Desk::new();
    let company = desk.world.company("NW").to_string();
    desk.write("1", "");
    offer(&desk.sales, &desk, &company, "USD", "50");
    let page = desk.sales.get("/sales").expect(200);
    page.must_show("figures as of");
    page.must_show("Amounts in USD are left out, because there is no exchange rate to EUR.");
    page.must_show("€ 100.00");
    // 100.00 EUR and 2 × 50 USD at 0.8.
    dollar(&desk, "0.8", "EUR");
    let page = desk.sales.get("/sales").expect(200);
    assert!(!page.shows("left out"));
    page.must_show("€ 180.00");
}
