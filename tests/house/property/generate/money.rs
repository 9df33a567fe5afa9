//! Invoices, payments, allocations, entries by hand, terms and periods.
use crate::property::generate::ENTRIES;
use crate::property::generate::Found;
use crate::property::generate::Generator;
use crate::property::generate::INVOICES;
use crate::property::generate::Made;
use crate::property::generate::PAYMENTS;
use serde_json::Value;
use serde_json::json;

impl Generator<'_, '_> {
    pub(super) fn go_on_with_invoice(&mut self, invoice: &Found) -> Made {
        let is_credit = invoice.now["kind"] == "credit-note";
        let state = if self.dice.percent(8) { "any" } else { invoice.state() };
        let action = self.dice.weighed(match state {
            "draft" => &[(8, "post"), (1, "delete")][..],
            "posted" if is_credit => &[(3, "allocate"), (2, "pay"), (1, "undo"), (1, "credit")],
            "posted" => &[(8, "pay"), (3, "credit"), (1, "undo"), (1, "repeat"), (1, "allocate")],
            "paid" => &[(2, "credit"), (2, "undo"), (1, "pay"), (1, "repeat")],
            _ => &[
                (1, "post"),
                (1, "delete"),
                (1, "pay"),
                (1, "credit"),
                (1, "undo"),
                (1, "repeat"),
                (1, "allocate"),
            ],
        });
        match action {
            "pay" => self.payment_of(invoice),
            "undo" => self.undo(invoice),
            "allocate" => self.allocation(invoice),
            "credit" => {
                let lines = self.lines_of(invoice, |line| line["id"].clone(), "id");
                let day = self.day();
                let lines = if self.dice.percent(40) { json!([]) } else { lines };
                (
                    invoice.at("credit"),
                    json!({"invoice_date": day, "reason": "as agreed", "lines": lines}),
                )
            }
            _ => (invoice.at(action), json!({})),
        }
    }

    pub(super) fn go_on_with_payment(&mut self, payment: &Found) -> Made {
        let action = self.dice.weighed(&[(4, "reverse"), (4, "allocate"), (3, "undo")]);
        match action {
            "allocate" => self.allocation(payment),
            "undo" => self.undo(payment),
            _ => {
                let day = self.day();
                (
                    payment.at("reverse"),
                    json!({"reversal_date": day, "reason": "bounced"}),
                )
            }
        }
    }

    pub(super) fn undo(&mut self, of: &Found) -> Made {
        let which = self.dice.below(3);
        let day = self.day();
        let path = format!("/finance/allocations/{}.allocations.{which}/undo", of.name);
        (path, json!({"undo_date": day}))
    }

    /// Open items of some documents, mostly of the same party: all that is open of them, or an amount.
    pub(super) fn items(&mut self, like: &Value) -> Value {
        let mut documents = self.case.of_kind(INVOICES);
        documents.extend(self.case.of_kind(PAYMENTS));
        let count = 1 + self.dice.below(2);
        let mut items = Vec::new();
        for _ in 0..count * 3 {
            let Some((serial, record)) = self.dice.pick(&documents) else {
                break;
            };
            let Some(now) = record.get(self.case.stage) else {
                continue;
            };
            let fits = ["party_id", "currency"].iter().all(|name| now[name] == like[name]) && now["id"] != like["id"];
            if items.len() < count && (fits || self.dice.percent(3)) {
                let id = format!("@{serial}.items.{}", usize::from(self.dice.percent(20)));
                let item = if self.dice.percent(50) {
                    json!({"id": id})
                } else {
                    json!({"id": id, "amount": self.amount(300)})
                };
                items.push(item);
            }
        }
        Value::Array(items)
    }

    pub(super) fn allocation(&mut self, of: &Found) -> Made {
        let items = self.items(&of.now);
        let oldest_first = items == json!([]) || self.dice.percent(20);
        let items = if oldest_first { json!([]) } else { items };
        let day = self.day();
        let path = format!("/finance/open-items/{}.items.0/allocate", of.name);
        (
            path,
            json!({"allocation_date": day, "oldest_first": oldest_first, "allocations": items}),
        )
    }

    /// Pays what is open of an invoice, a part of it, or more than that.
    pub(super) fn payment_of(&mut self, invoice: &Found) -> Made {
        let open: f64 = invoice.now["open_amount"]
            .as_str()
            .and_then(|text| text.parse().ok())
            .unwrap_or(0.0);
        let share = self.dice.weighed(&[(5, 1.0), (3, 0.4), (2, 0.98), (2, 1.3)]);
        let currency = invoice.now["currency"].as_str().unwrap_or("EUR").to_owned();
        let amount = if currency == "TWD" {
            format!("{:.0}", open * share)
        } else {
            format!("{:.2}", open * share)
        };
        let direction = if invoice.now["kind"] == "credit-note" {
            "out"
        } else {
            "in"
        };
        let day = self.day();
        let mut body = json!({
            "company_id": "$company", "party_id": self.payer(invoice), "direction": direction, "currency": currency,
            "amount": amount, "payment_date": day, "oldest_first": false,
            "allocations": [{"id": format!("{}.items.0", invoice.name)}],
        });
        if share < 1.0 && self.dice.percent(40) {
            let rest = open - open * share;
            body["write_off_amount"] = if currency == "TWD" {
                json!(format!("{rest:.0}"))
            } else {
                json!(format!("{rest:.2}"))
            };
            body["write_off_reason"] = json!("too little to ask for");
        }
        (PAYMENTS.to_owned(), body)
    }

    /// The customer of an invoice by his name in the cast; now and then another.
    pub(super) fn payer(&mut self, invoice: &Found) -> &'static str {
        let is_first = invoice.now["party_name"]
            .as_str()
            .is_some_and(|name| name.starts_with("Halvorsen"));
        if is_first != self.dice.percent(3) {
            "$party0"
        } else {
            "$party1"
        }
    }

    pub(super) fn payment(&mut self) -> Made {
        let oldest_first = self.dice.percent(35);
        // Mostly somebody who owes something, without saying for what.
        let invoices = self.case.of_kind(INVOICES);
        let invoice = self
            .dice
            .pick(&invoices)
            .and_then(|(serial, record)| self.found(*serial, record));
        let (customer, currency) = match invoice.filter(|_| self.dice.percent(85)) {
            Some(invoice) => (
                self.payer(&invoice),
                invoice.now["currency"].as_str().unwrap_or("EUR").to_owned(),
            ),
            None => (self.customer(), self.currency().to_owned()),
        };
        let day = self.day();
        let body = json!({
            "company_id": "$company", "party_id": customer, "direction": if self.dice.percent(85) { "in" } else { "out" },
            "currency": currency, "amount": self.amount(900), "payment_date": day,
            "oldest_first": oldest_first, "allocations": [],
        });
        (PAYMENTS.to_owned(), body)
    }

    pub(super) fn manual_invoice(&mut self) -> Made {
        let count = 1 + self.dice.below(2);
        let lines: Vec<Value> = (0..count)
            .map(|_| {
                let mut line = self.priced_line();
                if self.dice.percent(70) {
                    line["product_id"] = json!("$product3");
                }
                line
            })
            .collect();
        let day = self.day();
        let mut body = json!({
            "company_id": "$company", "party_id": self.customer(), "currency": self.currency(), "invoice_date": day,
            "kind": if self.dice.percent(85) { "invoice" } else { "credit-note" }, "reason": "by hand", "lines": lines,
        });
        if self.dice.percent(30) {
            body["payment_term_id"] = json!("$halves");
        }
        (INVOICES.to_owned(), body)
    }

    pub(super) fn entry(&mut self) -> Made {
        let amount = self.amount(100);
        let other = if self.dice.percent(80) {
            "$rounding"
        } else {
            "$receivable"
        };
        let credit = if self.dice.percent(90) {
            amount.clone()
        } else {
            self.amount(100)
        };
        let day = self.day();
        let body = json!({
            "company_id": "$company", "posting_date": day, "description": "by hand",
            "lines": [{"account_id": "$bank", "debit": amount}, {"account_id": other, "credit": credit}],
        });
        (ENTRIES.to_owned(), body)
    }

    pub(super) fn terms(&mut self) -> Made {
        let limit = self.dice.weighed(&[(1, Some("500")), (1, Some("5000")), (1, None)]);
        let path = format!("/parties/{}/terms", self.customer());
        (
            path,
            json!({"company_id": "$company", "credit_limit_amount": limit, "is_blocked": self.dice.percent(15)}),
        )
    }

    pub(super) fn period(&mut self) -> Made {
        let month = self.dice.number(4, 6);
        let is_open = self.case.state_of("/setup/fiscal-periods", &format!("$period{month}")) == "open";
        let action = if is_open != self.dice.percent(10) {
            "close"
        } else {
            "open"
        };
        (format!("/setup/fiscal-periods/$period{month}/{action}"), json!({}))
    }
}
