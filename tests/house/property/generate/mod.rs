//! What happens next: mostly what people would do with a record in its state, sometimes anything.
mod goods;
mod money;
mod sales;

use crate::property::case::Case;
use crate::property::dice::Dice;
use crate::property::record::Record;
use crate::property::step::Step;
use chrono::Days;
use chrono::NaiveDate;
use serde_json::Value;
use serde_json::json;

const ORDERS: &str = "/orders/sales-orders";
const DELIVERIES: &str = "/orders/deliveries";
const RETURNS: &str = "/orders/returns";
const RECEIPTS: &str = "/inventory/receipts";
const INVOICES: &str = "/finance/invoices";
const PAYMENTS: &str = "/finance/payments";
const ENTRIES: &str = "/finance/journal-entries";

/// Every operation that has to be done in a run.
pub const OPERATIONS: &[&str] = &[
    "/orders/sales-orders",
    "/orders/sales-orders/{id}",
    "/orders/sales-orders/{id}/confirm",
    "/orders/sales-orders/{id}/hold",
    "/orders/sales-orders/{id}/release",
    "/orders/sales-orders/{id}/reopen",
    "/orders/sales-orders/{id}/cancel",
    "/orders/sales-orders/{id}/close",
    "/orders/sales-orders/{id}/delete",
    "/orders/sales-orders/{id}/invoice",
    "/orders/deliveries",
    "/orders/deliveries/{id}",
    "/orders/deliveries/{id}/ship",
    "/orders/deliveries/{id}/reverse",
    "/orders/deliveries/{id}/delete",
    "/orders/deliveries/{id}/invoice",
    "/orders/returns",
    "/orders/returns/{id}/receive",
    "/orders/returns/{id}/reverse",
    "/orders/returns/{id}/credit",
    "/orders/returns/{id}/delete",
    "/inventory/receipts",
    "/inventory/receipts/{id}",
    "/inventory/receipts/{id}/post",
    "/inventory/receipts/{id}/reverse",
    "/inventory/receipts/{id}/delete",
    "/finance/invoices",
    "/finance/invoices/{id}/post",
    "/finance/invoices/{id}/credit",
    "/finance/invoices/{id}/repeat",
    "/finance/invoices/{id}/delete",
    "/finance/payments",
    "/finance/payments/{id}/reverse",
    "/finance/open-items/{id}/allocate",
    "/finance/allocations/{id}/undo",
    "/finance/journal-entries",
    "/finance/journal-entries/{id}/reverse",
    "/parties/{id}/terms",
    "/setup/fiscal-periods/{id}/close",
    "/setup/fiscal-periods/{id}/open",
];

type Made = (String, Value);

/// A record as a step names it.
struct Found {
    name: String,
    kind: String,
    now: Value,
}

/// A decimal of the API, for a rough idea.
fn figure(value: &Value) -> f64 {
    value.as_str().and_then(|text| text.parse().ok()).unwrap_or(0.0)
}

impl Found {
    fn state(&self) -> &str {
        self.now["state"].as_str().unwrap_or("")
    }

    /// Whether it is in a state from which business goes on.
    fn waits(&self) -> bool {
        match self.kind.as_str() {
            RECEIPTS => self.state() == "draft",
            PAYMENTS => self.state() == "posted" && figure(&self.now["open_amount"]) != 0.0,
            ENTRIES => self.now["reversed_by"].is_null(),
            _ => !matches!(self.state(), "done" | "cancelled" | "reversed" | "paid"),
        }
    }

    fn at(&self, action: &str) -> String {
        format!("{}/{}/{action}", self.kind, self.name)
    }

    fn lines(&self) -> &[Value] {
        self.now["lines"].as_array().map_or(&[], Vec::as_slice)
    }
}

struct Generator<'a, 'b> {
    case: &'a Case<'b>,
    dice: &'a mut Dice,
    serial: i64,
}

/// The next step of a case.
pub fn next(case: &Case<'_>, dice: &mut Dice, serial: i64) -> Step {
    let anyway = dice.percent(80);
    let (path, body) = Generator { case, dice, serial }.step();
    Step {
        serial,
        path,
        body,
        anyway,
    }
}

impl Generator<'_, '_> {
    fn step(&mut self) -> Made {
        if let Some(beginning) = self.beginning() {
            return beginning;
        }
        match self.dice.below(100) {
            0..=6 => self.receipt(),
            7..=12 => (ORDERS.to_owned(), self.order()),
            13..=16 => self.manual_invoice(),
            17..=20 => self.payment(),
            21..=22 => self.entry(),
            23 => self.terms(),
            24..=26 => self.period(),
            _ => match self.something_begun() {
                Some(found) => self.go_on(&found),
                None => (ORDERS.to_owned(), self.order()),
            },
        }
    }

    /// Most cases begin with goods in stock, many with an order under way: what comes late would else be rare.
    fn beginning(&mut self) -> Option<Made> {
        let is_there = |kind: &str| !self.case.of_kind(kind).is_empty();
        let step = match self.serial {
            0 => self.stock(),
            1 if is_there(RECEIPTS) => (format!("{RECEIPTS}/@0/post"), json!({})),
            2 => (ORDERS.to_owned(), self.order()),
            3 if is_there(ORDERS) => (format!("{ORDERS}/@2/confirm"), json!({})),
            4 if is_there(ORDERS) => {
                let day = self.day();
                (
                    DELIVERIES.to_owned(),
                    json!({"sales_order_id": "@2", "delivery_date": day, "lines": []}),
                )
            }
            5 if is_there(DELIVERIES) => (format!("{DELIVERIES}/@4/ship"), json!({})),
            _ => return None,
        };
        self.dice.percent(88).then_some(step)
    }

    /// A record to go on with, mostly one that waits for something.
    fn something_begun(&mut self) -> Option<Found> {
        let kinds = [
            (4, ORDERS),
            (5, DELIVERIES),
            (4, RETURNS),
            (1, RECEIPTS),
            (5, INVOICES),
            (3, PAYMENTS),
            (1, ENTRIES),
        ];
        let there: Vec<(usize, &str)> = kinds
            .into_iter()
            .filter(|(_, kind)| !self.case.of_kind(kind).is_empty())
            .collect();
        if there.is_empty() {
            return None;
        }
        for _ in 0..4 {
            let records = self.case.of_kind(self.dice.weighed(&there));
            let picked = self.dice.pick(&records);
            let found = picked.and_then(|(serial, record)| self.found(*serial, record));
            if found.as_ref().is_some_and(Found::waits) || self.dice.percent(8) {
                return found;
            }
        }
        None
    }

    fn found(&mut self, serial: i64, record: &Record) -> Option<Found> {
        let kind = record.kind().to_owned();
        if kind == DELIVERIES
            && self.dice.percent(40)
            && let Some(id) = record.belonging(self.case.stage, "backorder")
        {
            let path = format!("{DELIVERIES}/{id}");
            let now = Record { path, id }.get(self.case.stage)?;
            let name = format!("@{serial}.backorder");
            return Some(Found { name, kind, now });
        }
        let now = record.get(self.case.stage)?;
        let name = format!("@{serial}");
        Some(Found { name, kind, now })
    }

    fn go_on(&mut self, found: &Found) -> Made {
        match found.kind.as_str() {
            ORDERS => self.go_on_with_order(found),
            DELIVERIES => self.go_on_with_delivery(found),
            RETURNS => self.go_on_with_return(found),
            RECEIPTS => self.go_on_with_receipt(found),
            INVOICES => self.go_on_with_invoice(found),
            PAYMENTS => self.go_on_with_payment(found),
            _ => {
                let day = self.day();
                (found.at("reverse"), json!({"posting_date": day}))
            }
        }
    }

    /// Time goes on with the steps. What happens is mostly dated on its day, sometimes earlier or later, rarely in
    /// another year.
    fn day(&mut self) -> String {
        let first: NaiveDate = "2026-05-18".parse().unwrap();
        let today = first + Days::new(u64::try_from(self.serial).unwrap());
        let (back, ahead) = match self.dice.below(40) {
            0..=3 => (self.dice.below(6), 0),
            4..=5 => (self.dice.below(45), 0),
            6 => (500, 0),
            7..=9 => (0, self.dice.below(20)),
            _ => (0, 0),
        };
        let [back, ahead] = [back, ahead].map(|days| Days::new(u64::try_from(days).unwrap()));
        (today - back + ahead).to_string()
    }

    fn customer(&mut self) -> &'static str {
        self.dice.weighed(&[(3, "$party0"), (2, "$party1")])
    }

    fn thing(&mut self) -> &'static str {
        self.dice
            .weighed(&[(3, "$product0"), (3, "$product1"), (1, "$product2")])
    }

    fn warehouse(&mut self) -> &'static str {
        self.dice.weighed(&[(6, "$warehouse0"), (1, "$warehouse1")])
    }

    fn currency(&mut self) -> &'static str {
        if self.dice.percent(70) {
            self.case.stage.currency
        } else {
            "USD"
        }
    }

    /// With cents where the books have them.
    fn amount(&mut self, most: i64) -> String {
        let whole = self.dice.number(1, most);
        if self.case.stage.currency == "TWD" || self.dice.percent(30) {
            return whole.to_string();
        }
        format!("{whole}.{:02}", self.dice.number(0, 99))
    }
}
