//! Receipts: what comes in.
use crate::property::dice::Dice;
use crate::property::generate::Found;
use crate::property::generate::Generator;
use crate::property::generate::Made;
use crate::property::generate::RECEIPTS;
use serde_json::Value;
use serde_json::json;

impl Generator<'_, '_> {
    pub(super) fn go_on_with_receipt(&mut self, receipt: &Found) -> Made {
        let state = if self.dice.percent(8) { "any" } else { receipt.state() };
        let action = self.dice.weighed(match state {
            "draft" => &[(8, "post"), (2, "change"), (2, "delete")][..],
            "posted" => &[(1, "reverse")],
            _ => &[(1, "post"), (1, "change"), (1, "delete"), (1, "reverse")],
        });
        let body = match action {
            "change" => {
                let (_, body) = self.receipt();
                return (format!("{RECEIPTS}/{}", receipt.name), body);
            }
            "reverse" => json!({"date": self.day()}),
            _ => json!({}),
        };
        (receipt.at(action), body)
    }

    pub(super) fn receipt(&mut self) -> Made {
        let count = 1 + self.dice.below(2);
        let lines: Vec<Value> = (0..count)
            .map(|_| {
                let product = self.thing();
                let quantity = if self.dice.percent(70) {
                    self.dice.number(5, 60).to_string()
                } else {
                    self.quantity(product)
                };
                let mut line = json!({"product_id": product, "quantity": quantity});
                if self.dice.percent(96) {
                    line["unit_cost"] = json!(format!("{}.{:03}", self.dice.number(0, 240), self.dice.number(0, 999)));
                }
                line
            })
            .collect();
        let kind = self.dice.weighed(&[(4, "purchase"), (3, "opening"), (2, "adjustment")]);
        let day = self.day();
        let mut body = json!({
            "company_id": "$company", "kind": kind, "warehouse_id": self.warehouse(), "receipt_date": day, "lines": lines,
        });
        if kind == "purchase" {
            body["party_id"] = json!("$party2");
        }
        (RECEIPTS.to_owned(), body)
    }

    /// Some of both machines in the first warehouse.
    pub(super) fn stock(&mut self) -> Made {
        let (_, mut body) = self.receipt();
        let line = |product: &str, dice: &mut Dice| {
            let cost = format!("{}.{:03}", dice.number(20, 240), dice.number(0, 999));
            json!({"product_id": product, "quantity": dice.number(4, 40).to_string(), "unit_cost": cost})
        };
        body["lines"] = json!([line("$product0", self.dice), line("$product1", self.dice)]);
        body["warehouse_id"] = json!("$warehouse0");
        (RECEIPTS.to_owned(), body)
    }

    /// The belt comes by weight; of the rest there is no half, which is asked for nevertheless.
    pub(super) fn quantity(&mut self, product: &str) -> String {
        match self.dice.below(10) {
            _ if product == "$product2" => format!("{}.{:03}", self.dice.number(0, 9), self.dice.number(1, 999)),
            0..=7 => self.dice.number(1, 6).to_string(),
            8 if self.dice.percent(20) => "2.5".to_owned(),
            _ => self.dice.number(7, 24).to_string(),
        }
    }
}
