//! A database with everything that random business needs and no case changes for the next: warehouses, categories, rates,
//! accounts; and the cast of each case, which nobody else uses.
use crate::client::Client;
use crate::client::token_of;
use crate::world::World;
use diesel::RunQueryDsl;
use diesel::sql_types::BigInt;
use serde_json::Value;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use tenon::catalog::product;
use tenon::catalog::product::NewProduct;
use tenon::catalog::unit;
use tenon::kernel::input;
use tenon::kernel::input::Input;
use tenon::party;
use tenon::party::NewParty;

/// What `$name` in a step stands for.
pub type Names = BTreeMap<String, i64>;

/// Days on which the rate of the second currency changes, with the rate in euro and in Taiwan dollars.
const RATES: &[(&str, &str, &str)] = &[
    ("2026-01-01", "0.92", "31.5"),
    ("2026-05-10", "0.9137", "32.115"),
    ("2026-06-05", "0.935", "30.87"),
];

pub struct Stage {
    pub world: World,
    pub admin: Client,
    /// Code of the company in whose books all happens.
    pub company: &'static str,
    pub currency: &'static str,
    names: Names,
    casts: AtomicUsize,
}

#[derive(diesel::QueryableByName)]
struct Id {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

fn command<C: Input>(body: &Value) -> C {
    input::read(body, None).unwrap_or_else(|error| panic!("{body}: {error:?}"))
}

impl Stage {
    pub fn new(company: &'static str) -> Stage {
        let world = World::new();
        let admin = Client::with_token(&world.address, &token_of(&world.sign_in("admin")));
        let mut stage = Stage {
            admin,
            company,
            currency: if company == "NW" { "EUR" } else { "TWD" },
            names: Names::new(),
            casts: AtomicUsize::new(0),
            world,
        };
        stage.name("company", stage.world.company(company).raw());
        stage.furnish();
        stage.read_books();
        stage
    }

    fn name(&mut self, name: &str, id: i64) {
        self.names.insert(name.to_owned(), id);
    }

    fn company_id(&self) -> i64 {
        self.names["company"]
    }

    /// Makes a master by the API.
    #[track_caller]
    fn make(&self, path: &str, body: Value) -> i64 {
        self.admin.api(path, &body).expect(200).json()["id"].as_i64().unwrap()
    }

    /// A second warehouse of its own value that may go below zero, categories of both costing methods, rates, terms.
    fn furnish(&mut self) {
        let company = self.company_id();
        let area = self.make("/setup/valuation-areas", json!({"company_id": company, "name": "Vans"}));
        let van = json!({"company_id": company, "code": "VAN", "name": "Van", "valuation_area_id": area, "allows_negative": true});
        let van = self.make("/setup/warehouses", van);
        self.name("warehouse1", van);
        for (name, method) in [("average", "moving-average"), ("fifo", "fifo")] {
            let category = json!({"code": name, "name": name, "description": "", "costing_method": method});
            let category = self.make("/catalog/categories", category);
            self.name(name, category);
        }
        for (day, euro, taiwan) in RATES {
            let amount = if self.currency == "EUR" { euro } else { taiwan };
            let rate = json!({"currency": "USD", "base_currency": self.currency, "rate_date": day, "unit_count": "1", "amount": amount});
            self.make("/setup/exchange-rates", rate);
        }
        let halves = json!({"code": "HALF", "name": "Two halves, 2 % in 10 days", "discount_days": 10, "discount_percent": "2",
            "instalments": [{"share_percent": "50", "day_count": 14}, {"share_percent": "50", "day_count": 45}]});
        let halves = self.make("/setup/payment-terms", halves);
        self.name("halves", halves);
    }

    fn id_of(&self, sql: &str) -> i64 {
        let row: Id = self.world.read(|conn| Ok(diesel::sql_query(sql).get_result(conn)?));
        row.id
    }

    fn read_books(&mut self) {
        let company = self.company_id();
        let warehouse = format!("SELECT MIN(id) AS id FROM warehouse WHERE company_id = {company}");
        let warehouse = self.id_of(&warehouse);
        self.name("warehouse0", warehouse);
        for (name, role) in [
            ("bank", "bank"),
            ("rounding", "rounding-difference"),
            ("receivable", "receivable"),
        ] {
            let sql =
                format!("SELECT account_id AS id FROM account_role WHERE company_id = {company} AND role = '{role}'");
            let account = self.id_of(&sql);
            self.name(name, account);
        }
        for month in 4..=6 {
            let sql = format!(
                "SELECT id FROM fiscal_period WHERE company_id = {company} AND start_date = '2026-0{month}-01'"
            );
            let period = self.id_of(&sql);
            self.name(&format!("period{month}"), period);
        }
        for unit in ["pcs", "kg"] {
            let id = self.id_of(&format!("SELECT id FROM unit WHERE code = '{unit}'"));
            self.name(unit, id);
        }
    }

    /// People and goods of one case: customers at home and abroad, a supplier, things of both costing methods, a service.
    pub fn cast(&self) -> Names {
        let number = self.casts.fetch_add(1, Ordering::Relaxed);
        let company = self.company_id();
        let home = if self.currency == "EUR" { "DE" } else { "TW" };
        let party = |name: &str, country: &str, is_customer: bool| -> NewParty {
            command(
                &json!({"company_id": company, "name": format!("{name} {number}"), "country": country,
                "is_customer": is_customer, "is_supplier": !is_customer, "is_carrier": false,
                "addresses": [{"street": "Strandweg 4", "postal_code": "20095", "city": "Hamburg", "country": country}],
                "contacts": [], "bank_accounts": []}),
            )
        };
        let parties = [
            party("Halvorsen", home, true),
            party("Aldridge", "US", true),
            party("Zulieferer", home, false),
        ];
        let product = |name: &str, kind: &str, category: &str, price: &str| -> NewProduct {
            command(
                &json!({"company_id": company, "code": format!("{name}-{number}"), "name": name, "description": "",
                "kind": kind, "category_id": self.names[category], "unit_id": self.names[if name == "Belt" { "kg" } else { "pcs" }], "list_price": price,
                "texts": [], "units": []}),
            )
        };
        let products = [
            product("Washer", "stocked", "average", "310.50"),
            product("Dryer", "stocked", "fifo", "199.99"),
            product("Belt", "stocked", "average", "0.333"),
            product("Freight", "service", "average", "50"),
        ];
        let made = self.world.write(move |tx| {
            let mut made = Vec::new();
            unit::ops::ensure_standard(tx)?;
            for (index, new) in parties.iter().enumerate() {
                made.push((format!("party{index}"), party::ops::create(tx, new)?.raw()));
            }
            for (index, new) in products.iter().enumerate() {
                made.push((format!("product{index}"), product::ops::create(tx, new)?.raw()));
            }
            Ok(made)
        });
        self.names.clone().into_iter().chain(made).collect()
    }
}
