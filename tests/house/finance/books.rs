//! A company with a customer and things to sell, and short ways to post and to read what was posted.
use crate::entries;
use crate::masters;
use crate::world::World;
use chrono::NaiveDate;
use std::sync::Arc;
use tenon::catalog::category::CostingMethod;
use tenon::catalog::product;
use tenon::catalog::product::NewProduct;
use tenon::catalog::product::Product;
use tenon::catalog::product::ProductKind;
use tenon::company::user;
use tenon::finance::invoice;
use tenon::finance::invoice::DraftInvoice;
use tenon::finance::invoice::DraftLine;
use tenon::finance::invoice::Invoice;
use tenon::finance::invoice::InvoiceKind;
use tenon::finance::payment;
use tenon::finance::payment::NewPayment;
use tenon::finance::payment::Payment;
use tenon::ids::CompanyId;
use tenon::ids::CustomerInvoiceId;
use tenon::ids::PartyId;
use tenon::ids::PaymentId;
use tenon::ids::PaymentTermId;
use tenon::ids::ProductId;
use tenon::ids::Subject;
use tenon::ids::TaxCodeId;
use tenon::kernel::actor::Actor;
use tenon::kernel::country::Country;
use tenon::kernel::error::Error;
use tenon::kernel::error::Result;
use tenon::kernel::tx::Tx;
use tenon::ledger::account;
use tenon::ledger::account::AccountRole;
use tenon::ledger::open_item;
use tenon::ledger::tax;
use tenon::ledger::tax::ComponentOf;
use tenon::ledger::tax::NewTaxCode;
use tenon::ledger::tax::RateOf;
use tenon::ledger::tax::TaxKind;
use tenon::ledger::term;
use tenon::party;
use tenon::party::NewParty;
use tenon::permission::Permission;
use tenon_db::Money;

pub struct Books {
    pub world: World,
    pub company: CompanyId,
    pub customer: PartyId,
    /// A service, so that no stock is needed; each at the class `standard`.
    pub service: Product,
    pub vat19: TaxCodeId,
    pub vat7: TaxCodeId,
}

pub fn money(text: &str) -> Money {
    text.parse().unwrap()
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

impl Books {
    pub fn new() -> Books {
        let world = World::new();
        let company = world.company("NW");
        let customer = world.write(move |tx| party::ops::create(tx, &customer(company, "Halvorsen Elektro AS", "NO")));
        let service = world.write(move |tx| service(tx, company, "SRV-1", "Installation"));
        let service = world.read(|conn| product::queries::get(conn, service));
        let codes = world.read(|conn| tax::queries::choices(conn, company, TaxKind::Sale));
        let code = |wanted: &str| codes.iter().find(|code| code.code == wanted).unwrap().id;
        let (vat19, vat7) = (code("VAT19"), code("VAT7"));
        Books {
            world,
            company,
            customer,
            service,
            vat19,
            vat7,
        }
    }

    /// A further tax code with one component of this rate.
    pub fn tax_code(&self, code: &str, rate: &str, is_inclusive: bool) -> TaxCodeId {
        let company = self.company;
        let roles = self.world.read(|conn| account::queries::roles(conn, company));
        let account = roles.get(AccountRole::TaxPayable).unwrap();
        let new = NewTaxCode {
            company_id: None,
            code: code.to_owned(),
            name: code.to_owned(),
            kind: TaxKind::Sale,
            is_inclusive,
            note_on_invoice: None,
            components: vec![ComponentOf {
                name: code.to_owned(),
                account_id: account,
                is_compound: false,
                rates: vec![RateOf {
                    start_date: day("2020-01-01"),
                    rate_percent: rate.parse().unwrap(),
                }],
            }],
        };
        self.world.write(move |tx| tax::ops::create(tx, company, &new))
    }

    pub fn term(&self, code: &str) -> PaymentTermId {
        let terms = self.world.read(term::queries::choices);
        terms.iter().find(|term| term.code == code).unwrap().id
    }

    /// A draft of one line for each (price, tax code), one piece each.
    pub fn draft(&self, lines: &[(&str, Option<TaxCodeId>)]) -> DraftInvoice {
        DraftInvoice {
            company: self.company,
            kind: InvoiceKind::Invoice,
            party: self.customer,
            sales_order: None,
            credits: None,
            invoice_date: day("2026-06-10"),
            supply_date: day("2026-06-10"),
            payment_term: Some(self.term("N30")),
            customer_reference: "PO 71-40233".to_owned(),
            currency: "EUR".to_owned(),
            reason: String::new(),
            external_number: String::new(),
            billing_address: None,
            delivery_address: None,
            owner: None,
            lines: lines.iter().map(|(price, code)| self.line("1", price, *code)).collect(),
        }
    }

    pub fn line(&self, quantity: &str, price: &str, code: Option<TaxCodeId>) -> DraftLine {
        DraftLine {
            sales_order_line: None,
            credits_line: None,
            product: self.service.id,
            description: "Installation".to_owned(),
            unit: self.service.unit_id,
            quantity: quantity.parse().unwrap(),
            base_quantity: quantity.parse().unwrap(),
            unit_price: price.parse().unwrap(),
            discount_percent: Default::default(),
            tax_code: code,
        }
    }

    pub fn create(&self, draft: DraftInvoice) -> CustomerInvoiceId {
        self.world.write(move |tx| invoice::ops::create(tx, &draft))
    }

    pub fn post(&self, id: CustomerInvoiceId) -> Invoice {
        let version = self.invoice(id).version;
        self.world.write(move |tx| invoice::ops::post(tx, id, version));
        self.invoice(id)
    }

    pub fn posted(&self, draft: DraftInvoice) -> Invoice {
        let id = self.create(draft);
        self.post(id)
    }

    pub fn invoice(&self, id: CustomerInvoiceId) -> Invoice {
        self.world.read(|conn| invoice::queries::get(conn, id))
    }

    /// Money in by the bank on a day; the oldest first.
    pub fn payment(&self, amount: &str, on: &str) -> NewPayment {
        NewPayment {
            company_id: None,
            direction: None,
            party_id: self.customer,
            account_id: None,
            payment_date: Some(day(on)),
            currency: None,
            amount: money(amount),
            base_amount: None,
            reference: Some("Statement 12".to_owned()),
            oldest_first: true,
            allocations: Vec::new(),
            write_off_amount: None,
            write_off_reason: None,
        }
    }

    pub fn pay(&self, new: NewPayment) -> Payment {
        let company = self.company;
        let id: PaymentId = self.world.write(move |tx| payment::ops::post(tx, company, &new));
        self.world.read(|conn| payment::queries::get(conn, id))
    }

    /// The entries of a document: "debit Receivables 119.00 | credit Sales 100.00 | …", one text each.
    pub fn entries(&self, of: impl Into<Subject>) -> Vec<String> {
        let of = of.into();
        self.world
            .read(|conn| entries::of_origin(conn, of, |line| line.account_name.clone()))
    }

    /// Due day, amount and what is open of each item of a document.
    pub fn items(&self, of: impl Into<Subject>) -> Vec<String> {
        let of = of.into();
        let items = self.world.read(|conn| open_item::queries::of_origin(conn, of));
        let text = |item: &open_item::OpenItem| format!("{} {} {}", item.due_date, item.amount, item.open_amount);
        items.iter().map(text).collect()
    }

    /// What a refused operation says: the key of its message. Nothing of it is kept.
    pub fn refusal<T: Send + 'static>(&self, job: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static) -> String {
        self.refused(self.system(), job)
    }

    /// The same for somebody who holds only these permissions.
    pub fn refusal_of<T: Send + 'static>(
        &self,
        permissions: &[Permission],
        job: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> String {
        let mut actor = self.system();
        actor.grants.retain(|grant| permissions.contains(&grant.permission));
        self.refused(actor, job)
    }

    fn system(&self) -> Actor {
        Actor::system(user::SYSTEM, "Tenon", vec![self.company, self.world.company("KC")])
    }

    fn refused<T: Send + 'static>(
        &self,
        actor: Actor,
        job: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> String {
        let system = Arc::new(actor);
        match self.world.house.write_as(&system, move |tx| job(tx).map(|_| ())) {
            Ok(()) => "done".to_owned(),
            Err(Error::Refused(message)) => message.key.to_owned(),
            Err(Error::Invalid(problems)) => problems[0].message.key.to_owned(),
            Err(other) => format!("{other:?}"),
        }
    }
}

fn customer(company: CompanyId, name: &str, country: &str) -> NewParty {
    NewParty {
        company_id: Some(company),
        is_customer: true,
        language: Some("en".to_owned()),
        country: Country::find(country),
        addresses: vec![masters::address("Strandgaten 4", "5013", "Bergen", country)],
        ..NewParty::named(name)
    }
}

fn service(tx: &mut Tx<'_>, company: CompanyId, code: &str, name: &str) -> Result<ProductId> {
    let category = masters::category(tx, company, "SRV", CostingMethod::MovingAverage)?;
    let new = NewProduct {
        kind: ProductKind::Service,
        ..masters::new_product(tx, company, category, (code, name, "100"))?
    };
    product::ops::create(tx, &new)
}
