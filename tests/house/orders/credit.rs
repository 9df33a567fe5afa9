//! The credit check: open items and what confirmed orders will still add, against the limit.
use crate::client::Client;
use crate::orders::shop::Shop;
use serde_json::json;

#[test]
fn an_order_over_the_limit_is_held_and_released_by_who_may() {
    // Limit 1,000.00. Two washers are 714.00 with tax; one more would be 1,071.00.
    let shop = Shop::new();
    shop.limit(Some("1000"), false);
    let first = shop.confirmed(&[(shop.washer, 2, "0")]);
    assert_eq!(shop.sales_order(first)["state"], "confirmed");
    let second = shop.confirmed(&[(shop.washer, 1, "0")]);
    let path = format!("/orders/sales-orders/{second}");
    let order = shop.sales_order(second);
    assert_eq!(order["state"], "held");
    assert_eq!(order["hold_reason"], "over-limit 1071.00 1000.00");
    assert_eq!(order["lines"][0]["reserved"], "0");
    let refused = shop.step(&shop.sales, &path, "confirm", &json!({})).expect(422).json();
    assert_eq!(refused["code"], "hold-over-limit");
    shop.step(&shop.sales, &path, "release", &json!({})).expect(403);
    let holds = shop.world.sign_in("accountant").get("/orders/credit-holds").expect(200);
    holds.must_show("Over the credit limit");
    holds.must_show("Release");
    shop.step(&shop.accountant, &path, "release", &json!({})).expect(200);
    let order = shop.sales_order(second);
    assert_eq!(
        (order["state"].as_str(), order["lines"][0]["reserved"].as_str()),
        (Some("confirmed"), Some("1"))
    );
}

#[test]
fn a_release_is_taken_back_on_the_worklist() {
    let shop = Shop::new();
    shop.limit(Some("100"), false);
    let id = shop.confirmed(&[(shop.washer, 1, "0")]);
    let number = shop.sales_order(id)["number"].as_str().unwrap().to_owned();
    let version = shop.sales_order(id)["version"].as_i64().unwrap();
    let accountant = shop.world.sign_in("accountant");
    let path = format!("/orders/sales-orders/{id}");
    let step = |action: &str, version: i64| format!("{path}/{action}?_version={version}&back=holds");
    let page = accountant.get("/orders/credit-holds").expect(200);
    let escaped = step("hold", version + 1).replace('&', "&#38;");
    assert!(page.text.contains(&format!("data-undo=\"{escaped}\"")), "{}", page.text);
    page.must_show("Release");
    let released = accountant.post(&step("release", version), &[]).expect(303);
    assert_eq!(released.location.as_deref(), Some("/orders/credit-holds"));
    assert_eq!(shop.sales_order(id)["state"], "confirmed");
    // Who may not release may not take it back either.
    let reason = [("reason", "Release taken back")];
    let sales = shop.world.sign_in("sales");
    sales.post(&step("hold", version + 1), &reason).expect(403);
    accountant.post(&step("hold", version + 1), &reason).expect(303);
    let held = shop.sales_order(id);
    assert_eq!(
        (&held["state"], &held["lines"][0]["reserved"]),
        (&json!("held"), &json!("0"))
    );
    let page = accountant.get("/orders/credit-holds").expect(200);
    page.must_show(&number);
    page.must_show("Release taken back");
    // It was decided again meanwhile: the old way back is not taken.
    accountant.post(&step("hold", version + 1), &reason).expect(409);
}

#[test]
fn an_order_made_a_draft_on_the_worklist_is_confirmed_anew_by_its_undo() {
    // One washer is 357.00 with tax, over a limit of 100.00: confirmed anew, the order is held anew.
    let shop = Shop::new();
    shop.limit(Some("100"), false);
    let id = shop.confirmed(&[(shop.washer, 1, "0")]);
    let order = shop.sales_order(id);
    let (number, version) = (order["number"].as_str().unwrap(), order["version"].as_i64().unwrap());
    let step = |action: &str, version: i64| format!("/orders/sales-orders/{id}/{action}?_version={version}&back=holds");
    let holds = |client: &Client| client.get("/orders/credit-holds?company=NW").expect(200);
    // Who may release and not confirm is not offered what he may not do.
    let page = holds(&shop.world.sign_in("accountant")).text;
    assert!(
        page.contains("/release?_version=") && !page.contains("/reopen?"),
        "{page}"
    );
    let admin = shop.world.sign_in("admin");
    let page = holds(&admin).text;
    let undo = step("confirm", version + 1).replace('&', "&#38;");
    let reopen = step("reopen", version).replace('&', "&#38;");
    for text in [format!("data-undo=\"{undo}\""), format!("formaction=\"{reopen}\"")] {
        assert!(page.contains(&text), "no {text} in {page}");
    }

    let decide = || {
        admin
            .post(&step("reopen", version), &[("_key", "reopened")])
            .expect(303)
            .location
    };
    assert_eq!(decide().as_deref(), Some("/orders/credit-holds"));
    // Sent again because the answer was lost, it is not refused as stale.
    assert_eq!(decide().as_deref(), Some("/orders/credit-holds"));
    let order = shop.sales_order(id);
    assert_eq!(
        (&order["state"], &order["version"]),
        (&json!("draft"), &json!(version + 1))
    );
    assert!(!holds(&admin).shows(number));

    let back = admin.post(&step("confirm", version + 1), &[]).expect(303);
    assert_eq!(back.location.as_deref(), Some("/orders/credit-holds"));
    let order = shop.sales_order(id);
    assert_eq!(
        (&order["state"], &order["hold_reason"]),
        (&json!("held"), &json!("over-limit 357.00 100.00"))
    );
    assert!(holds(&admin).shows(number));
    admin.post(&step("confirm", version + 1), &[]).expect(409);
}

#[test]
fn a_held_order_reaches_whoever_may_release_it_and_its_owner_hears_of_the_release() {
    // 4 washers are 1,428.00 with tax, over a limit of 1,000.00.
    let shop = Shop::new();
    shop.limit(Some("1000"), false);
    let id = shop.confirmed(&[(shop.washer, 4, "0")]);
    let number = shop.sales_order(id)["number"].as_str().unwrap().to_owned();
    let (sales, accountant) = (shop.world.sign_in("sales"), shop.world.sign_in("accountant"));
    let held = format!("Order {number} is on credit hold");
    accountant.get("/notifications").expect(200).must_show(&held);
    for (name, why) in [("sales", "did it"), ("warehouse", "may not"), ("other", "elsewhere")] {
        let inbox = shop.world.sign_in(name).get("/notifications").expect(200);
        assert!(!inbox.shows(&held), "{name} {why}");
    }
    let path = format!("/orders/sales-orders/{id}");
    shop.step(&shop.accountant, &path, "release", &json!({})).expect(200);
    let inbox = sales.get("/notifications").expect(200);
    inbox.must_show(&format!("Order {number} was released"));
    let address = inbox.text.split("href=\"/notifications/").nth(1).unwrap();
    let notification = address.split('"').next().unwrap();
    let opened = sales.get(&format!("/notifications/{notification}")).expect(303);
    assert_eq!(opened.location.as_deref(), Some(path.as_str()));
    assert!(
        !sales
            .get("/notifications?view=unread")
            .expect(200)
            .shows("was released")
    );
}

#[test]
fn an_invoice_moves_the_claim_from_the_orders_to_the_open_items() {
    // 714.00 on order, then 714.00 open: never both, so 238.00 for a dryer still fit a limit of 1,000.00.
    let shop = Shop::new();
    shop.limit(Some("1000"), false);
    let first = shop.confirmed(&[(shop.washer, 2, "0")]);
    let delivery = shop.shipped(first, &[2]);
    assert_eq!(
        shop.sales_order(first)["uninvoiced_amount"],
        "714.00",
        "delivered, and still to be invoiced"
    );
    shop.invoiced(&format!("/orders/deliveries/{delivery}"));
    assert_eq!(shop.sales_order(first)["uninvoiced_amount"], "0.00");
    let second = shop.confirmed(&[(shop.dryer, 1, "0")]);
    assert_eq!(shop.sales_order(second)["state"], "confirmed");
    let third = shop.confirmed(&[(shop.dryer, 1, "0")]);
    assert_eq!(shop.sales_order(third)["hold_reason"], "over-limit 1190.00 1000.00");
}

#[test]
fn a_blocked_customer_waits_whatever_the_amount() {
    let shop = Shop::new();
    shop.limit(None, true);
    let id = shop.confirmed(&[(shop.dryer, 1, "0")]);
    assert_eq!(shop.sales_order(id)["hold_reason"], "blocked");
    shop.limit(None, false);
    shop.confirm(id);
    assert_eq!(
        shop.sales_order(id)["state"],
        "confirmed",
        "confirmed anew once he is not blocked"
    );
}

#[test]
fn a_confirmed_order_is_stopped_by_hand() {
    let shop = Shop::new();
    let id = shop.confirmed(&[(shop.dryer, 4, "0")]);
    let path = format!("/orders/sales-orders/{id}");
    let body = json!({"reason": "asks for a visit first"});
    shop.step(&shop.accountant, &path, "hold", &body).expect(200);
    let order = shop.sales_order(id);
    assert_eq!(order["hold_reason"], "by-hand asks for a visit first");
    assert_eq!(order["lines"][0]["reserved"], "0");
    let delivery = json!({"sales_order_id": id, "lines": []});
    let refused = shop.warehouse.api("/orders/deliveries", &delivery).expect(422).json();
    assert_eq!(refused["code"], "order-not-confirmed");
}

#[test]
fn what_was_credited_is_not_paid() {
    // Four washers are invoiced at 1,428.00 and two of them credited: nothing of the 714.00 that are left is paid.
    let shop = Shop::new();
    let id = shop.confirmed(&[(shop.washer, 4, "0")]);
    let delivery = shop.shipped(id, &[4]);
    let invoice = shop.invoiced(&format!("/orders/deliveries/{delivery}"));
    let path = format!("/finance/invoices/{invoice}");
    let line = shop.accountant.api_get(&path).expect(200).json()["lines"][0]["id"].clone();
    let body = json!({"invoice_date": "2026-06-14", "reason": "Dented", "lines": [{"id": line, "quantity": "2"}]});
    let note = shop.made(shop.accountant.api(&format!("{path}/credit"), &body));
    let path = format!("/finance/invoices/{note}");
    shop.step(&shop.accountant, &path, "post", &json!({})).expect(200);
    let page = shop.world.sign_in("sales").get(&format!("/orders/sales-orders/{id}"));
    let page = page.expect(200);
    let meta = page.text.split("steps__meta\">").last().unwrap();
    let meta = meta.split('<').next().unwrap();
    assert!(meta.starts_with("0.00 / ") && meta.ends_with("714.00"), "{meta}");
}
