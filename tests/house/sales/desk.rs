//! A salesperson with a customer and something to offer, and short ways to write quotations and move them on.
use crate::client::Client;
use crate::masters;
use crate::world::World;
use chrono::DateTime;
use chrono::Utc;
use diesel::prelude::*;
use tenon::catalog::category::CostingMethod;
use tenon::catalog::product;
use tenon::catalog::product::NewProduct;
use tenon::catalog::product::ProductKind;
use tenon::ids::PartyId;
use tenon::ids::ProductId;
use tenon::kernel::country::Country;
use tenon::party;
use tenon::party::NewParty;
use tenon_schema::quotation;

pub struct Desk {
    pub world: World,
    pub sales: Client,
    pub customer: PartyId,
    pub service: ProductId,
}

impl Desk {
    /// Time goes by; the session does not outlive the night, so sales signs in again.
    pub fn wait_until(&mut self, instant: &str) {
        self.world.clock.set(at(instant));
        self.sales = self.world.sign_in("sales");
    }

    /// A customer in Germany, and an installation at 100.00 EUR.
    pub fn new() -> Desk {
        let world = World::new();
        let company = world.company("NW");
        let customer = world.write(move |tx| {
            let new = NewParty {
                company_id: Some(company),
                is_customer: true,
                country: Country::find("DE"),
                ..NewParty::named("Kiel Marine GmbH")
            };
            party::ops::create(tx, &new)
        });
        let service = world.write(move |tx| {
            let category = masters::category(tx, company, "SRV", CostingMethod::MovingAverage)?;
            let new = NewProduct {
                kind: ProductKind::Service,
                ..masters::new_product(tx, company, category, ("INST", "Installation", "100"))?
            };
            product::ops::create(tx, &new)
        });
        let sales = world.sign_in("sales");
        Desk {
            world,
            sales,
            customer,
            service,
        }
    }

    pub fn write(&self, quantity: &str, discount: &str) -> i64 {
        let (party, service) = (self.customer.to_string(), self.service.to_string());
        let answer = self.sales.post(
            "/sales/quotations",
            &[
                ("party_id", &party),
                ("customer_reference", "PO 71-40233"),
                ("quotation_date", "2026-06-15"),
                ("lines.0.product_id", &service),
                ("lines.0.quantity", quantity),
                ("lines.0.discount_percent", discount),
            ],
        );
        answer.expect(303).id()
    }

    /// Does a step at the version the quotation has now.
    pub fn step(&self, id: i64, step: &str, fields: &[(&str, &str)]) -> crate::client::Answer {
        let version = self.version(id).to_string();
        let mut form = vec![("_version", version.as_str())];
        form.extend(fields);
        self.sales.post(&format!("/sales/quotations/{id}/{step}"), &form)
    }

    pub fn version(&self, id: i64) -> i32 {
        self.world
            .read(|conn| Ok(quotation::table.find(id).select(quotation::version).first(conn)?))
    }

    pub fn state(&self, id: i64) -> String {
        self.world
            .read(|conn| Ok(quotation::table.find(id).select(quotation::state).first(conn)?))
    }

    pub fn page(&self, id: i64) -> crate::client::Answer {
        self.sales.get(&format!("/sales/quotations/{id}")).expect(200)
    }
}

fn at(instant: &str) -> DateTime<Utc> {
    instant.parse().unwrap()
}
