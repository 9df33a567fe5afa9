//! A shop with washers and dryers in stock, a customer, and its people at the API's door.
use crate::client::Answer;
use crate::client::Client;
use crate::client::token_of;
use crate::entries;
use crate::masters;
use crate::world::World;
use serde_json::Value;
use serde_json::json;
use std::collections::BTreeMap;
use tenon::catalog::category::CostingMethod;
use tenon::catalog::product;
use tenon::catalog::product::NewProduct;
use tenon::catalog::product::ProductKind;
use tenon::ids::AccountId;
use tenon::ids::CompanyId;
use tenon::ids::PartyId;
use tenon::ids::ProductId;
use tenon::ids::Subject;
use tenon::inventory::goods_receipt;
use tenon::inventory::goods_receipt::NewGoodsReceipt;
use tenon::inventory::goods_receipt::NewReceiptLine;
use tenon::inventory::goods_receipt::ReceiptKind;
use tenon::kernel::country::Country;
use tenon::ledger::account;
use tenon::party;
use tenon::party::NewParty;
use tenon::party::terms::SetTerms;
use tenon_db::Money;

pub struct Shop {
    pub world: World,
    pub company: CompanyId,
    pub customer: PartyId,
    /// 300.00 each, moving average.
    pub washer: ProductId,
    /// 200.00 each, FIFO.
    pub dryer: ProductId,
    /// 50.00, a service.
    pub freight: ProductId,
    pub sales: Client,
    pub warehouse: Client,
    pub accountant: Client,
}

fn customer(company: CompanyId, name: &str) -> NewParty {
    NewParty {
        company_id: Some(company),
        is_customer: true,
        language: Some("zh-Hant".to_owned()),
        country: Country::find("DE"),
        addresses: vec![masters::address("Strandweg 4", "20095", "Hamburg", "DE")],
        ..NewParty::named(name)
    }
}

impl Shop {
    /// Ten washers at 200.00 and four dryers at 120.00 in stock.
    pub fn new() -> Shop {
        let world = World::new();
        let company = world.company("NW");
        let customer = world.write(move |tx| party::ops::create(tx, &customer(company, "Halvorsen Elektro AS")));
        let (washer, dryer, freight) = world.write(move |tx| {
            let machines = masters::category(tx, company, "WASH", CostingMethod::MovingAverage)?;
            let dryers = masters::category(tx, company, "DRY", CostingMethod::Fifo)?;
            let washer = masters::new_product(tx, company, machines, ("WM-8", "Washing machine 8 kg", "300"))?;
            let dryer = masters::new_product(tx, company, dryers, ("TD-8", "Tumble dryer 8 kg", "200"))?;
            let freight = NewProduct {
                kind: ProductKind::Service,
                ..masters::new_product(tx, company, machines, ("FREIGHT", "Freight", "50"))?
            };
            Ok((
                product::ops::create(tx, &washer)?,
                product::ops::create(tx, &dryer)?,
                product::ops::create(tx, &freight)?,
            ))
        });
        let api = |name: &str| Client::with_token(&world.address, &token_of(&world.sign_in(name)));
        let (sales, warehouse, accountant) = (api("sales"), api("warehouse"), api("accountant"));
        let shop = Shop {
            world,
            company,
            customer,
            washer,
            dryer,
            freight,
            sales,
            warehouse,
            accountant,
        };
        shop.receive(shop.washer, 10, "200", "2026-06-01");
        shop.receive(shop.dryer, 4, "120", "2026-06-01");
        shop
    }

    /// Goods come in.
    pub fn receive(&self, product: ProductId, quantity: i64, cost: &str, on: &str) {
        let new = NewGoodsReceipt {
            company_id: Some(self.company),
            kind: ReceiptKind::Opening,
            party_id: None,
            warehouse_id: None,
            receipt_date: Some(on.parse().unwrap()),
            supplier_reference: None,
            lines: vec![NewReceiptLine {
                id: None,
                product_id: product,
                unit_id: None,
                quantity: tenon_db::Quantity::whole(quantity),
                unit_cost: Some(cost.parse().unwrap()),
                lot: None,
            }],
        };
        self.world.write(move |tx| {
            let id = goods_receipt::ops::create(tx, &new)?;
            goods_receipt::ops::post(tx, id, 1)
        });
    }

    /// One more customer in Hamburg.
    pub fn another_customer(&self, name: &str) -> PartyId {
        let new = customer(self.company, name);
        self.world.write(move |tx| party::ops::create(tx, &new))
    }

    pub fn limit(&self, amount: Option<&str>, is_blocked: bool) {
        let (party, company) = (self.customer, self.company);
        let limit: Option<Money> = amount.map(|amount| amount.parse().unwrap());
        self.world.write(move |tx| {
            let version = party::terms::queries::of(tx.conn, party, company)?.version;
            let set = SetTerms {
                company_id: Some(company),
                payment_term_id: None,
                credit_limit_amount: limit,
                price_list_id: None,
                tax_position_id: None,
                is_blocked,
            };
            party::terms::ops::set(tx, party, company, version, &set)
        });
    }

    /// Takes an order down: product, quantity and discount of each line.
    #[track_caller]
    pub fn order(&self, lines: &[(ProductId, i64, &str)]) -> i64 {
        let line = |(product, quantity, discount): &(ProductId, i64, &str)| {
            json!({
                "product_id": product.raw(), "quantity": quantity.to_string(), "discount_percent": discount,
            })
        };
        let body = json!({
            "company_id": self.company.raw(),
            "party_id": self.customer.raw(),
            "order_date": "2026-06-10",
            "requested_date": "2026-06-12",
            "customer_reference": "PO 71-40233",
            "lines": lines.iter().map(line).collect::<Vec<_>>(),
        });
        self.made(self.sales.api("/orders/sales-orders", &body))
    }

    /// The id of what was written.
    #[track_caller]
    pub fn made(&self, answer: Answer) -> i64 {
        answer.expect(200).json()["id"].as_i64().unwrap()
    }

    #[track_caller]
    pub fn read(&self, path: &str) -> Value {
        let by = Client::with_token(&self.world.address, &token_of(&self.world.sign_in("admin")));
        by.api_get(path).expect(200).json()
    }

    #[track_caller]
    pub fn sales_order(&self, id: i64) -> Value {
        self.sales
            .api_get(&format!("/orders/sales-orders/{id}"))
            .expect(200)
            .json()
    }

    #[track_caller]
    pub fn delivery(&self, id: i64) -> Value {
        self.warehouse
            .api_get(&format!("/orders/deliveries/{id}"))
            .expect(200)
            .json()
    }

    /// Takes a step of a record at the version it has now.
    #[track_caller]
    pub fn step(&self, by: &Client, path: &str, action: &str, body: &Value) -> Answer {
        let version = by.api_get(path).expect(200).json()["version"].to_string();
        let key = crate::client::new_key();
        by.api_with(
            &format!("{path}/{action}"),
            body,
            &[("idempotency-key", &key), ("if-match", &version)],
        )
    }

    #[track_caller]
    pub fn confirm(&self, id: i64) {
        let path = format!("/orders/sales-orders/{id}");
        self.step(&self.sales, &path, "confirm", &json!({})).expect(200);
    }

    #[track_caller]
    pub fn confirmed(&self, lines: &[(ProductId, i64, &str)]) -> i64 {
        let id = self.order(lines);
        self.confirm(id);
        id
    }

    /// Prepares a delivery of what is reserved, or of these quantities in the order of the lines.
    #[track_caller]
    pub fn prepare(&self, order: i64, quantities: &[i64]) -> i64 {
        let lines = self.sales_order(order)["lines"].as_array().unwrap().clone();
        let line = |(line, quantity): (&Value, &i64)| json!({"sales_order_line_id": line["id"], "quantity": quantity.to_string()});
        let body = json!({
            "sales_order_id": order,
            "delivery_date": "2026-06-11",
            "lines": lines.iter().zip(quantities).map(line).collect::<Vec<_>>(),
        });
        self.made(self.warehouse.api("/orders/deliveries", &body))
    }

    #[track_caller]
    pub fn ship(&self, delivery: i64) -> Answer {
        self.step(
            &self.warehouse,
            &format!("/orders/deliveries/{delivery}"),
            "ship",
            &json!({}),
        )
    }

    #[track_caller]
    pub fn shipped(&self, order: i64, quantities: &[i64]) -> i64 {
        let delivery = self.prepare(order, quantities);
        self.ship(delivery).expect(200);
        delivery
    }

    /// Invoices a delivery or an order, posted on the 12th.
    #[track_caller]
    pub fn invoiced(&self, path: &str) -> i64 {
        let body = json!({"invoice_date": "2026-06-12", "post": true});
        self.made(self.accountant.api(&format!("{path}/invoice"), &body))
    }

    /// The entries of a document by the roles of their accounts: "debit inventory 200.00 | credit …", one text each.
    pub fn entries(&self, of: Subject) -> Vec<String> {
        let company = self.company;
        self.world.read(|conn| {
            let roles = account::queries::roles(conn, company)?;
            let names: BTreeMap<AccountId, &str> =
                roles.0.iter().map(|(role, account)| (*account, role.code())).collect();
            entries::of_origin(conn, of, |line| {
                let role = names.get(&line.account_id).copied();
                role.unwrap_or(line.account_name.as_str()).to_owned()
            })
        })
    }
}

/// What the API says of one line: ordered, reserved, delivered, returned, invoiced, credited.
pub fn progress(order: &Value, line: usize) -> String {
    let line = &order["lines"][line];
    let names = ["quantity", "reserved", "delivered", "returned", "invoiced", "credited"];
    names
        .map(|name| line[name].as_str().unwrap_or("?").to_owned())
        .join(" ")
}
