//! Orders, deliveries and returns: what happens next with them.
use crate::property::generate::DELIVERIES;
use crate::property::generate::Found;
use crate::property::generate::Generator;
use crate::property::generate::Made;
use crate::property::generate::ORDERS;
use crate::property::generate::RETURNS;
use crate::property::generate::figure;
use serde_json::Value;
use serde_json::json;

impl Generator<'_, '_> {
    pub(super) fn go_on_with_order(&mut self, order: &Found) -> Made {
        let state = if self.dice.percent(8) { "any" } else { order.state() };
        let action = self.dice.weighed(match state {
            "draft" => &[(8, "confirm"), (2, "change"), (1, "cancel"), (1, "delete")][..],
            "held" => &[(6, "release"), (2, "confirm"), (2, "reopen"), (1, "cancel")],
            "confirmed" => &[
                (16, "deliver"),
                (5, "invoice"),
                (3, "hold"),
                (1, "reopen"),
                (1, "cancel"),
                (3, "close"),
            ],
            "done" => &[(2, "deliver"), (2, "invoice"), (1, "reopen"), (1, "close")],
            "cancelled" => &[(3, "reopen"), (1, "confirm"), (1, "delete")],
            _ => &[
                (1, "confirm"),
                (1, "release"),
                (1, "hold"),
                (1, "close"),
                (1, "reopen"),
                (1, "cancel"),
                (1, "delete"),
                (1, "invoice"),
                (1, "deliver"),
                (1, "change"),
            ],
        });
        let body = match action {
            "change" => return (format!("{ORDERS}/{}", order.name), self.order()),
            "deliver" => return self.delivery(order),
            "invoice" => self.bill(),
            "hold" | "cancel" => json!({"reason": "as the dice say"}),
            _ => json!({}),
        };
        (order.at(action), body)
    }

    pub(super) fn go_on_with_delivery(&mut self, delivery: &Found) -> Made {
        let state = if self.dice.percent(8) { "any" } else { delivery.state() };
        let action = self.dice.weighed(match state {
            "draft" => &[(8, "ship"), (2, "change"), (1, "delete")][..],
            "shipped" => &[(5, "return"), (4, "invoice"), (3, "reverse")],
            _ => &[
                (1, "ship"),
                (1, "change"),
                (1, "delete"),
                (1, "return"),
                (1, "invoice"),
                (1, "reverse"),
            ],
        });
        let day = self.day();
        let body = match action {
            "change" => {
                let lines = self.lines_of(
                    delivery,
                    |line| line["sales_order_line_id"].clone(),
                    "sales_order_line_id",
                );
                let path = format!("{DELIVERIES}/{}", delivery.name);
                return (path, json!({"delivery_date": day, "lines": lines}));
            }
            "return" => return self.goods_back(delivery),
            "invoice" => self.bill(),
            "reverse" => json!({"date": day}),
            _ => json!({}),
        };
        (delivery.at(action), body)
    }

    pub(super) fn go_on_with_return(&mut self, back: &Found) -> Made {
        let state = if self.dice.percent(8) { "any" } else { back.state() };
        let action = self.dice.weighed(match state {
            "draft" => &[(8, "receive"), (1, "delete")][..],
            "received" => &[(5, "credit"), (3, "reverse")],
            _ => &[(1, "receive"), (1, "delete"), (1, "credit"), (1, "reverse")],
        });
        let body = match action {
            "credit" => self.bill(),
            "reverse" => json!({"date": self.day()}),
            _ => json!({}),
        };
        (back.at(action), body)
    }

    pub(super) fn order(&mut self) -> Value {
        let count = 1 + self.dice.below(3);
        let lines: Vec<Value> = (0..count).map(|_| self.priced_line()).collect();
        let day = self.day();
        let mut body = json!({
            "company_id": "$company", "party_id": self.customer(), "currency": self.currency(), "order_date": day,
            "warehouse_id": self.warehouse(), "billing_address": "", "delivery_address": "", "note": "", "lines": lines,
        });
        if self.dice.percent(30) {
            body["payment_term_id"] = json!("$halves");
        }
        body
    }

    pub(super) fn delivery(&mut self, order: &Found) -> Made {
        let lines = self.lines_of(order, |line| line["id"].clone(), "sales_order_line_id");
        let lines = if self.dice.percent(40) { json!([]) } else { lines };
        let day = self.day();
        let body = json!({"sales_order_id": order.name, "delivery_date": day, "lines": lines});
        (DELIVERIES.to_owned(), body)
    }

    pub(super) fn goods_back(&mut self, delivery: &Found) -> Made {
        let lines = self.lines_of(delivery, |line| line["id"].clone(), "delivery_line_id");
        let lines = if self.dice.percent(40) { json!([]) } else { lines };
        let day = self.day();
        let mut body =
            json!({"delivery_id": delivery.name, "return_date": day, "reason": "does not fit", "lines": lines});
        if self.dice.percent(30) {
            body["warehouse_id"] = json!(self.warehouse());
        }
        (RETURNS.to_owned(), body)
    }

    /// Some lines of a record with a quantity each, named by their place in it.
    pub(super) fn lines_of(&mut self, record: &Found, id: impl Fn(&Value) -> Value, member: &str) -> Value {
        let mut lines = Vec::new();
        for (place, line) in record.lines().iter().enumerate() {
            let is_taken = self
                .dice
                .percent(if line["product_kind"] == "service" { 3 } else { 80 });
            if !is_taken || id(line).is_null() {
                continue;
            }
            let rest = figure(&line["quantity"]) - figure(&line["delivered"]);
            let most = if self.dice.percent(8) { rest * 2.0 + 1.0 } else { rest };
            let quantity = (most * self.dice.weighed(&[(5, 1.0), (3, 0.5), (2, 0.25)])).ceil();
            let own = if member == "id" || record.kind == ORDERS || member == "delivery_line_id" {
                "id"
            } else {
                member
            };
            let token = format!("{}.lines.{place}.{own}", record.name);
            lines.push(json!({member: token, "quantity": quantity.to_string()}));
        }
        Value::Array(lines)
    }

    pub(super) fn bill(&mut self) -> Value {
        let post = self.dice.percent(70);
        let day = self.day();
        json!({"invoice_date": day, "post": post})
    }

    pub(super) fn priced_line(&mut self) -> Value {
        let product = if self.dice.percent(20) {
            "$product3"
        } else {
            self.thing()
        };
        let mut line = json!({"product_id": product, "quantity": self.quantity(product)});
        if self.dice.percent(95) {
            line["unit_price"] = json!(self.amount(400));
        }
        if self.dice.percent(30) {
            line["discount_percent"] = json!(self.dice.weighed(&[(3, "10"), (2, "3.33"), (1, "100")]));
        }
        line
    }
}
