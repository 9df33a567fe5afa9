//! A quotation's way: written, changed, sent, won as an order, lost with a reason, opened again, copied, expired.
use crate::sales::desk::Desk;
use diesel::prelude::*;
use tenon_db::Money;
use tenon_schema::quotation;
use tenon_schema::sales_order;
use tenon_schema::sales_order_line;

#[test]
fn a_quotation_is_priced_sent_and_becomes_an_order_at_its_prices() {
    let desk = Desk::new();
    let id = desk.write("3", "10");
    // 3 × 100.00 less 10 % is 270.00, 19 % tax of it 51.30.
    let page = desk.page(id);
    page.must_show("270.00");
    page.must_show("321.30");
    page.must_show("Kiel Marine GmbH");
    desk.step(id, "send", &[]).expect(303);
    assert_eq!(desk.state(id), "sent");
    desk.sales.get(&format!("/sales/quotations/{id}/edit")).expect(422);

    let order = desk.step(id, "win", &[]).expect(303).id();
    assert_eq!(desk.state(id), "won");
    let (named, total, state): (Option<i64>, Money, String) = desk.world.read(|conn| {
        let row = sales_order::table.find(order);
        let columns = (sales_order::quotation_id, sales_order::total_amount, sales_order::state);
        Ok(row.select(columns).first(conn)?)
    });
    assert_eq!(
        (named, total, state.as_str()),
        (Some(id), "321.30".parse().unwrap(), "draft")
    );
    let nets: Vec<Money> = desk.world.read(|conn| {
        let lines = sales_order_line::table.filter(sales_order_line::sales_order_id.eq(order));
        Ok(lines.select(sales_order_line::net_amount).limit(10).load(conn)?)
    });
    assert_eq!(nets, ["270".parse().unwrap()]);
    // What follows keeps it from being opened again.
    let refused = desk.step(id, "reopen", &[]).expect(422);
    refused.must_show("Cancel or delete that first");
}

#[test]
fn a_lost_one_says_why_and_can_be_opened_again() {
    let desk = Desk::new();
    let id = desk.write("1", "");
    desk.step(id, "lose", &[]).expect(422);
    desk.step(id, "lose", &[("reason", "Too dear")]).expect(303);
    desk.page(id).must_show("Lost: Too dear");
    desk.step(id, "send", &[]).expect(422);
    desk.step(id, "reopen", &[]).expect(303);
    assert_eq!(desk.state(id), "draft");
    desk.step(id, "delete", &[]).expect(303);
    desk.sales.get(&format!("/sales/quotations/{id}")).expect(404);
}

#[test]
fn a_copy_is_of_today_and_at_today_s_prices() {
    let mut desk = Desk::new();
    let id = desk.write("2", "");
    desk.wait_until("2026-07-20T09:00:00Z");
    let copy = desk.step(id, "copy", &[]).expect(303).id();
    assert_ne!(copy, id);
    let dates: (chrono::NaiveDate, chrono::NaiveDate) = desk.world.read(|conn| {
        let row = quotation::table.find(copy);
        Ok(row
            .select((quotation::quotation_date, quotation::valid_until))
            .first(conn)?)
    });
    assert_eq!(dates, ("2026-07-20".parse().unwrap(), "2026-08-19".parse().unwrap()));
    desk.page(copy).must_show("238.00");
}

#[test]
fn a_sent_one_expires_and_stands_among_those_to_call() {
    let mut desk = Desk::new();
    let id = desk.write("1", "");
    desk.step(id, "send", &[]).expect(303);
    let number: String = desk
        .world
        .read(|conn| Ok(quotation::table.find(id).select(quotation::number).first(conn)?));
    let shows = |desk: &Desk, path: &str| desk.sales.get(path).expect(200).shows(&number);
    assert!(shows(&desk, "/sales/quotations?view=sent"));
    assert!(!shows(&desk, "/sales/quotations?view=expired"));
    assert!(!shows(&desk, "/sales/expiring"));
    // Thirty days from 15 June: the last week begins on 8 July.
    desk.wait_until("2026-07-09T09:00:00Z");
    assert!(shows(&desk, "/sales/expiring"));
    desk.wait_until("2026-07-16T09:00:00Z");
    assert!(shows(&desk, "/sales/quotations?view=expired"));
    assert!(!shows(&desk, "/sales/quotations?view=sent"));
    assert!(shows(&desk, "/sales/expiring"));
    desk.page(id).must_show("This quotation was valid until");
    // Winning an expired one asks first.
    desk.step(id, "win", &[]).expect(422).must_show("was valid until");
    desk.step(id, "win", &[("_anyway", "yes")]).expect(303);
}

#[test]
fn wrong_quotations_are_refused_field_by_field() {
    let desk = Desk::new();
    let (party, service) = (desk.customer.to_string(), desk.service.to_string());
    let refused = desk.sales.post(
        "/sales/quotations",
        &[
            ("party_id", party.as_str()),
            ("quotation_date", "2026-06-15"),
            ("valid_until", "2026-06-14"),
            ("lines.0.product_id", &service),
            ("lines.0.quantity", "1"),
        ],
    );
    refused.expect(422).must_show("enter a day from");
    let refused = desk.sales.post(
        "/sales/quotations",
        &[
            ("party_id", party.as_str()),
            ("lines.0.product_id", &service),
            ("lines.0.quantity", "-1"),
        ],
    );
    assert_eq!(refused.status, 422);
    // A stale save: the version it is based on is over.
    let id = desk.write("1", "");
    desk.step(id, "send", &[]).expect(303);
    let url = format!("/sales/quotations/{id}/lose");
    desk.sales
        .post(&url, &[("_version", "1"), ("reason", "Late")])
        .expect(409);
}

#[test]
fn others_see_nothing_of_it() {
    let desk = Desk::new();
    let id = desk.write("1", "");
    let other = desk.world.sign_in("other");
    other.get(&format!("/sales/quotations/{id}")).expect(404);
    other.get(&format!("/sales/quotations/{id}/print")).expect(404);
    let answer = other.post(&format!("/sales/quotations/{id}/send"), &[("_version", "1")]);
    assert_eq!(answer.status, 404);
}

#[test]
fn pages_lists_and_print_open() {
    let desk = Desk::new();
    let id = desk.write("1", "");
    for path in [
        "/sales",
        "/sales/quotations",
        "/sales/quotations/new",
        "/sales/expiring",
        "/sales/quotations?format=csv",
    ] {
        desk.sales.get(path).expect(200);
    }
    desk.sales.get(&format!("/sales/quotations/{id}/edit")).expect(200);
    let peek = desk.sales.get(&format!("/sales/quotations/{id}?part=peek"));
    peek.expect(200).must_show("Installation");
    let print = desk.sales.get(&format!("/sales/quotations/{id}/print")).expect(200);
    print.must_show("Quotation");
    print.must_show("119.00");
    let party = desk.sales.get(&format!("/parties/{}", desk.customer)).expect(200);
    party.must_show("Quotations");
    let totals = desk.sales.post(
        "/sales/quotations/totals",
        &[
            ("party_id", &desk.customer.to_string()),
            ("lines.0.product_id", &desk.service.to_string()),
            ("lines.0.quantity", "4"),
        ],
    );
    assert!(totals.expect(200).text.contains("476.00"));
}

#[test]
fn the_form_and_what_is_wrong_with_it_speak_of_the_customer() {
    let desk = Desk::new();
    let form = desk.sales.get("/sales/quotations/new").expect(200);
    form.must_show("Customer");
    let service = desk.service.to_string();
    let lines = [("lines.0.product_id", service.as_str()), ("lines.0.quantity", "1")];
    let refused = desk.sales.post("/sales/quotations", &lines).expect(422);
    // At the field and in the summary, in the same words.
    assert_eq!(
        refused.visible().matches("Customer: ").count(),
        2,
        "{}",
        refused.visible()
    );
    for page in [form, refused] {
        assert!(!page.text.contains(">Partner<"), "{}", page.visible());
        assert!(!page.shows("Partner:"), "{}", page.visible());
    }
}
