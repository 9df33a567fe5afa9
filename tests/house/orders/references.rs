//! What is archived is not named anew, and stays where it stands.
use crate::client::Answer;
use crate::client::Client;
use crate::client::token_of;
use crate::orders::shop::Shop;
use serde_json::Value;
use serde_json::json;

/// What the administrator sets up, and may archive again.
struct Masters<'a> {
    shop: &'a Shop,
    admin: Client,
}

impl Masters<'_> {
    fn of(shop: &Shop) -> Masters<'_> {
        let admin = Client::with_token(&shop.world.address, &token_of(&shop.world.sign_in("admin")));
        Masters { shop, admin }
    }

    #[track_caller]
    fn make(&self, list: &str, body: &Value) -> i64 {
        self.shop.made(self.admin.api(list, body))
    }

    #[track_caller]
    fn archive(&self, list: &str, id: i64) {
        let path = format!("{list}/{id}");
        self.shop.step(&self.admin, &path, "archive", &json!({})).expect(200);
    }

    /// An order, or a quotation, that names a record.
    fn take_down(&self, list: &str, field: &str, id: i64) -> Answer {
        self.shop.sales.api(list, &self.naming(field, id))
    }

    fn naming(&self, field: &str, id: i64) -> Value {
        let mut body = json!({
            "company_id": self.shop.company.raw(),
            "party_id": self.shop.customer.raw(),
            "order_date": "2026-06-10",
            "lines": [{"product_id": self.shop.washer.raw(), "quantity": "1", "unit_price": "300"}],
        });
        body[field] = id.into();
        body
    }
}

#[track_caller]
fn refused_field(answer: Answer) -> String {
    answer.expect(422).json()["errors"][0]["field"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn an_archived_record_is_not_named_by_a_new_order_and_stays_on_an_old_one() {
    let shop = Shop::new();
    let masters = Masters::of(&shop);
    let company = shop.company.raw();
    let term = json!({"code": "N14-X", "name": "14 days", "instalments": [{"share_percent": "100", "day_count": 14}]});
    let list = json!({"company_id": company, "code": "SPRING", "name": "Spring", "currency": "EUR"});
    let carrier = json!({"company_id": company, "code": "FAST", "name": "Fast Freight"});
    let east = json!({"company_id": company, "code": "EAST", "name": "Warehouse East"});
    for (field, place, body) in [
        ("payment_term_id", "/setup/payment-terms", term),
        ("price_list_id", "/catalog/price-lists", list),
        ("carrier_id", "/setup/carriers", carrier),
        ("warehouse_id", "/setup/warehouses", east),
    ] {
        let id = masters.make(place, &body);
        let order = shop.made(masters.take_down("/orders/sales-orders", field, id));
        masters.archive(place, id);
        let again = masters.take_down("/orders/sales-orders", field, id);
        assert_eq!(refused_field(again), field);
        let quoted = {
            let mut body = masters.naming(field, id);
            let members = body.as_object_mut().unwrap();
            members.remove("order_date");
            shop.sales.api("/sales/quotations", &body)
        };
        assert_eq!(refused_field(quoted), field);
        // The draft that names it is changed without a word about it; another one may not begin to.
        let change = |order: i64| {
            let key = crate::client::new_key();
            let headers = [("idempotency-key", key.as_str()), ("if-match", "1")];
            let path = format!("/orders/sales-orders/{order}");
            shop.sales.api_with(&path, &masters.naming(field, id), &headers)
        };
        change(order).expect(200);
        let other = shop.order(&[(shop.washer, 1, "0")]);
        assert_eq!(refused_field(change(other)), field);
    }
}

#[test]
fn who_is_deactivated_owns_no_new_order_and_an_archived_customer_gets_none() {
    let shop = Shop::new();
    let masters = Masters::of(&shop);
    let users = masters.admin.api_get("/setup/users?rows=50").expect(200).json();
    let users = users["rows"].as_array().unwrap();
    let clerk = users
        .iter()
        .find(|user| user.to_string().contains("warehouse@tenon.test"));
    let clerk = clerk.unwrap()["id"].as_i64().unwrap();
    shop.made(masters.take_down("/orders/sales-orders", "owner_id", clerk));
    masters.archive("/setup/users", clerk);
    let refused = masters.take_down("/orders/sales-orders", "owner_id", clerk);
    assert_eq!(refused_field(refused), "owner_id");
    masters.archive("/parties", shop.customer.raw());
    let refused = masters.take_down("/orders/sales-orders", "party_id", shop.customer.raw());
    assert_eq!(refused_field(refused), "party_id");
}

#[test]
fn a_quotation_is_won_with_what_it_named_though_that_is_archived_since() {
    let shop = Shop::new();
    let masters = Masters::of(&shop);
    let carrier = json!({"company_id": shop.company.raw(), "code": "FAST", "name": "Fast Freight"});
    let carrier = masters.make("/setup/carriers", &carrier);
    let mut body = masters.naming("carrier_id", carrier);
    body.as_object_mut().unwrap().remove("order_date");
    let quotation = shop.made(shop.sales.api("/sales/quotations", &body));
    masters.archive("/setup/carriers", carrier);
    let path = format!("/sales/quotations/{quotation}");
    shop.step(&shop.sales, &path, "win", &json!({})).expect(200);
    let orders = shop.sales.api_get("/orders/sales-orders").expect(200).json();
    let order = orders["rows"][0]["id"].as_i64().unwrap();
    assert_eq!(shop.sales_order(order)["carrier_id"].as_i64(), Some(carrier));
}
