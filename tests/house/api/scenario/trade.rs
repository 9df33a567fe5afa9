//! Goods come in, are offered, ordered, sent, invoiced, taken back and credited.
use crate::api::scenario::Firm;
use serde_json::Value;
use serde_json::json;

pub fn goes_from_quotation_to_credit_note(firm: &mut Firm) {
    goods_come_in(firm);
    quotations(firm);
    orders_change_their_minds(firm);
    deliveries_and_returns(firm);
    orders_are_held_and_closed(firm);
}

impl Firm {
    fn order_of(&self, quantity: &str) -> Value {
        json!({
            "company_id": self.company, "party_id": self.customer, "order_date": "2026-06-10",
            "requested_date": "2026-06-12", "lines": [{"product_id": self.washer, "quantity": quantity}],
        })
    }

    /// A confirmed order.
    pub fn ordered(&mut self, quantity: &str) -> i64 {
        let new = self.order_of(quantity);
        let order = self.api.post("/orders/sales-orders", &new);
        self.api.step(&format!("/orders/sales-orders/{order}/confirm"));
        order
    }

    /// A draft delivery of some of an order's only line.
    fn prepared(&mut self, order: i64, quantity: &str) -> i64 {
        let line = self.api.read(&format!("/orders/sales-orders/{order}"))["lines"][0]["id"].clone();
        let new = json!({
            "sales_order_id": order, "delivery_date": "2026-06-11",
            "lines": [{"sales_order_line_id": line, "quantity": quantity}],
        });
        self.api.post("/orders/deliveries", &new)
    }

    fn shipped(&mut self, order: i64, quantity: &str) -> i64 {
        let delivery = self.prepared(order, quantity);
        self.api.step(&format!("/orders/deliveries/{delivery}/ship"));
        delivery
    }

    /// An announced return of one piece of a delivery.
    fn announced(&mut self, delivery: i64) -> i64 {
        let line = self.api.read(&format!("/orders/deliveries/{delivery}"))["lines"][0]["id"].clone();
        let new = json!({
            "delivery_id": delivery, "return_date": "2026-06-13", "reason": "Dented",
            "lines": [{"delivery_line_id": line, "quantity": "1"}],
        });
        self.api.post("/orders/returns", &new)
    }
}

fn goods_come_in(firm: &mut Firm) {
    let receipt = |quantity: &str| {
        json!({
            "company_id": firm.company, "kind": "opening", "receipt_date": "2026-06-01",
            "lines": [{"product_id": firm.washer, "quantity": quantity, "unit_cost": "200"}],
        })
    };
    let (few, many) = (receipt("3"), receipt("40"));
    let api = &mut firm.api;
    let draft = api.post("/inventory/receipts", &few);
    api.post(&format!("/inventory/receipts/{draft}"), &many);
    api.step(&format!("/inventory/receipts/{draft}/post"));
    let gone = api.post("/inventory/receipts", &few);
    api.step(&format!("/inventory/receipts/{gone}/delete"));
    let wrong = api.post("/inventory/receipts", &few);
    api.step(&format!("/inventory/receipts/{wrong}/post"));
    api.post(
        &format!("/inventory/receipts/{wrong}/reverse"),
        &json!({"date": "2026-06-02"}),
    );
}

fn quotations(firm: &mut Firm) {
    let offer = |quantity: &str| {
        json!({
            "company_id": firm.company, "party_id": firm.customer, "quotation_date": "2026-06-08",
            "valid_until": "2026-07-08", "lines": [{"product_id": firm.washer, "quantity": quantity}],
        })
    };
    let (one, two) = (offer("1"), offer("2"));
    let api = &mut firm.api;
    let path = |id: i64, step: &str| format!("/sales/quotations/{id}{step}");
    let won = api.post("/sales/quotations", &one);
    api.post(&path(won, ""), &two);
    api.step(&path(won, "/send"));
    let order = api.post(
        &path(won, "/win"),
        &json!({"customer_reference": "PO 17", "order_date": "2026-06-10"}),
    );
    assert_eq!(
        api.read(&format!("/orders/sales-orders/{order}"))["lines"][0]["quantity"],
        "2"
    );
    let lost = api.post("/sales/quotations", &one);
    api.step(&path(lost, "/send"));
    api.post(&path(lost, "/lose"), &json!({"reason": "Too dear"}));
    api.step(&path(lost, "/reopen"));
    let copy = api.step(&path(lost, "/copy"));
    let other = api.step(&path(lost, "/copy"));
    api.step(&path(copy, "/delete"));
    let sent = api.answer("/sales/quotations/bulk/send", &json!({"id": [other, won]}));
    assert_eq!(sent["done"], json!([other]), "the other one is won: {sent}");
    assert_eq!(sent["failed"][0]["id"], won);
}

fn orders_change_their_minds(firm: &mut Firm) {
    let (one, two) = (firm.order_of("1"), firm.order_of("2"));
    let api = &mut firm.api;
    let path = |id: i64, step: &str| format!("/orders/sales-orders/{id}{step}");
    let order = api.post("/orders/sales-orders", &one);
    api.post(&path(order, ""), &two);
    api.step(&path(order, "/confirm"));
    api.step(&path(order, "/reopen"));
    api.step(&path(order, "/delete"));
    let called_off = api.post("/orders/sales-orders", &one);
    api.post(&path(called_off, "/cancel"), &json!({"reason": "Bought elsewhere"}));
    let together = [
        api.post("/orders/sales-orders", &one),
        api.post("/orders/sales-orders", &two),
    ];
    let confirmed = api.answer("/orders/sales-orders/bulk/confirm", &json!({"id": together}));
    assert_eq!(
        (confirmed["done"].as_array().unwrap().len(), &confirmed["failed"]),
        (2, &json!([]))
    );
    api.post(
        &path(together[0], "/invoice"),
        &json!({"invoice_date": "2026-06-12", "post": false}),
    );
}

fn deliveries_and_returns(firm: &mut Firm) {
    let order = firm.ordered("6");
    let draft = firm.prepared(order, "1");
    let line = firm.api.read(&format!("/orders/deliveries/{draft}"))["lines"][0]["sales_order_line_id"].clone();
    let edit = json!({
        "delivery_date": "2026-06-12", "tracking_number": "T-1",
        "lines": [{"sales_order_line_id": line, "quantity": "2"}],
    });
    firm.api.post(&format!("/orders/deliveries/{draft}"), &edit);
    firm.api.step(&format!("/orders/deliveries/{draft}/delete"));
    let back = firm.shipped(order, "6");
    let day = json!({"date": "2026-06-12"});
    firm.api.post(&format!("/orders/deliveries/{back}/reverse"), &day);
    let kept = firm.shipped(order, "6");
    let bill = json!({"invoice_date": "2026-06-12", "post": true});
    firm.api.post(&format!("/orders/deliveries/{kept}/invoice"), &bill);
    let unannounced = firm.announced(kept);
    firm.api.step(&format!("/orders/returns/{unannounced}/delete"));
    let taken_back = firm.announced(kept);
    firm.api.step(&format!("/orders/returns/{taken_back}/receive"));
    firm.api.post(
        &format!("/orders/returns/{taken_back}/reverse"),
        &json!({"date": "2026-06-14"}),
    );
    let credited = firm.announced(kept);
    firm.api.step(&format!("/orders/returns/{credited}/receive"));
    let bill = json!({"invoice_date": "2026-06-14", "post": true});
    firm.api.post(&format!("/orders/returns/{credited}/credit"), &bill);
}

fn orders_are_held_and_closed(firm: &mut Firm) {
    let path = |id: i64, step: &str| format!("/orders/sales-orders/{id}{step}");
    let order = firm.ordered("4");
    firm.api
        .post(&path(order, "/hold"), &json!({"reason": "Asks for a visit first"}));
    firm.api.step(&path(order, "/release"));
    firm.api.post(&path(order, "/hold"), &json!({"reason": "Asks again"}));
    let released = firm
        .api
        .answer("/orders/credit-holds/bulk/release", &json!({"id": [order]}));
    assert_eq!(released["done"], json!([order]), "{released}");
    let delivery = firm.shipped(order, "3");
    let bill = json!({"invoice_date": "2026-06-12", "post": true});
    firm.api.post(&format!("/orders/deliveries/{delivery}/invoice"), &bill);
    firm.api.step(&path(order, "/close"));
    assert_eq!(firm.api.read(&path(order, ""))["state"], "done");
}
