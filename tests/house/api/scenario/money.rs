//! Invoices without an order, payments, what settles what, and entries by hand.
use crate::api::scenario::Firm;
use serde_json::Value;
use serde_json::json;

pub fn is_invoiced_paid_and_taken_back(firm: &mut Firm) {
    invoices(firm);
    payments(firm);
    entries(firm);
}

impl Firm {
    fn invoice_of(&self, price: &str) -> Value {
        json!({
            "company_id": self.company, "party_id": self.customer, "invoice_date": "2026-06-12",
            "lines": [{"product_id": self.washer, "quantity": "1", "unit_price": price}],
        })
    }

    /// A posted invoice over one machine; the id of its open item.
    fn invoiced(&mut self, price: &str) -> i64 {
        let new = self.invoice_of(price);
        let invoice = self.api.post("/finance/invoices", &new);
        self.api.step(&format!("/finance/invoices/{invoice}/post"));
        self.item_of(&format!("/finance/invoices/{invoice}"))
    }

    /// Money of the customer that settles nothing yet; payment and open item.
    fn paid(&mut self, amount: &str) -> (i64, i64) {
        let new = json!({
            "company_id": self.company, "party_id": self.customer, "payment_date": "2026-06-13", "amount": amount,
        });
        let payment = self.api.post("/finance/payments", &new);
        (payment, self.item_of(&format!("/finance/payments/{payment}")))
    }

    fn item_of(&self, document: &str) -> i64 {
        let number = self.api.read(document)["number"].as_str().unwrap().to_owned();
        self.api.find("/finance/open-items", "document", &number)
    }

    fn open_of(&self, item: i64) -> String {
        let item = self.api.read(&format!("/finance/open-items/{item}"));
        item["open_amount"].as_str().unwrap().to_owned()
    }
}

fn invoices(firm: &mut Firm) {
    let (cheap, dear) = (firm.invoice_of("100"), firm.invoice_of("110"));
    let api = &mut firm.api;
    let path = |id: i64, step: &str| format!("/finance/invoices/{id}{step}");
    let invoice = api.post("/finance/invoices", &cheap);
    api.post(&path(invoice, ""), &dear);
    api.step(&path(invoice, "/post"));
    let again = api.step(&path(invoice, "/repeat"));
    api.step(&path(again, "/delete"));
    let line = api.read(&path(invoice, ""))["lines"][0]["id"].clone();
    let credit = json!({"invoice_date": "2026-06-13", "reason": "Dented", "lines": [{"id": line, "quantity": "1"}]});
    let credit = api.post(&path(invoice, "/credit"), &credit);
    let other = api.post("/finance/invoices", &cheap);
    let posted = api.answer("/finance/invoices/bulk/post", &json!({"id": [credit, other]}));
    assert_eq!(posted["failed"], json!([]), "{posted}");
}

fn payments(firm: &mut Firm) {
    // 200.00 and 19 %.
    let invoice = firm.invoiced("200");
    let (payment, credit) = firm.paid("238");
    let to_it = json!({"allocation_date": "2026-06-13", "allocations": [{"id": invoice, "amount": "100"}]});
    firm.api.post(&format!("/finance/open-items/{credit}/allocate"), &to_it);
    assert_eq!(firm.open_of(invoice), "138.00");
    let allocation = firm.api.read(&format!("/finance/open-items/{invoice}"))["allocations"][0]["id"].clone();
    firm.api.post(
        &format!("/finance/allocations/{allocation}/undo"),
        &json!({"undo_date": "2026-06-13"}),
    );
    assert_eq!(firm.open_of(invoice), "238.00");
    // The amount tells which invoice it pays.
    firm.api.step(&format!("/finance/open-items/{credit}/settle"));
    assert_eq!(firm.open_of(credit), "0.00");
    firm.api.step(&format!("/finance/open-items/{credit}/unsettle"));
    let settled = firm
        .api
        .answer("/finance/to-allocate/bulk/settle", &json!({"id": [credit]}));
    assert_eq!(settled["done"], json!([credit]), "{settled}");
    firm.api.post(
        &format!("/finance/payments/{payment}/reverse"),
        &json!({"reversal_date": "2026-06-14", "reason": "Bounced"}),
    );
    assert_eq!(firm.open_of(invoice), "238.00");
}

fn entries(firm: &mut Firm) {
    let entry = json!({
        "company_id": firm.company, "posting_date": "2026-06-10", "description": "Rent of a machine",
        "lines": [{"account_id": firm.bank, "debit": "50"}, {"account_id": firm.revenue, "credit": "50"}],
    });
    let entry = firm.api.post("/finance/journal-entries", &entry);
    let reverse = json!({"posting_date": "2026-06-11"});
    firm.api
        .post(&format!("/finance/journal-entries/{entry}/reverse"), &reverse);
}
