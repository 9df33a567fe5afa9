//! Partners, products, prices and warehouses.
use crate::api::scenario::Firm;
use serde_json::Value;
use serde_json::json;

impl Firm {
    /// A master is made, changed, archived, offered again and deleted, as far as there are such operations for it.
    pub fn master(&mut self, list: &str, new: &Value, edit: &Value) {
        let id = self.api.post(list, new);
        self.api.post(&format!("{list}/{id}"), edit);
        for step in ["archive", "restore", "delete"] {
            if self.api.has(&format!("{list}/{{id}}/{step}")) {
                self.api.step(&format!("{list}/{id}/{step}"));
            }
        }
    }
}

pub fn are_set_up(firm: &mut Firm) {
    partners(firm);
    goods(firm);
    prices(firm);
    warehouses(firm);
}

fn partner(company: i64, name: &str) -> Value {
    json!({
        "company_id": company, "name": name, "is_customer": true, "country": "DE",
        "addresses": [{"street": "Strandweg 4", "postal_code": "20095", "city": "Hamburg", "country": "DE"}],
        "contacts": [{"name": "Jan Claasen", "email": "jan@claasen.example"}],
    })
}

fn partners(firm: &mut Firm) {
    let company = firm.company;
    firm.master(
        "/setup/customer-groups",
        &json!({"code": "dealer", "name": "Dealers"}),
        &json!({"name": "Dealers and shops"}),
    );
    firm.master(
        "/setup/carriers",
        &json!({"company_id": company, "code": "DHX", "name": "DHX"}),
        &json!({"code": "DHY", "name": "DHY", "phone": "+49 431 99"}),
    );
    firm.master(
        "/setup/reasons",
        &json!({"name": "Too dear for us", "used_for": "loss"}),
        &json!({"name": "Too dear"}),
    );
    firm.master(
        "/parties",
        &partner(company, "Abel & Söhne"),
        &json!({"name": "Abel & Sohn", "is_customer": true, "is_supplier": true}),
    );
    let api = &mut firm.api;
    firm.customer = api.post("/parties", &partner(company, "Claasen Haushaltsgeräte"));
    let twin = json!({"company_id": company, "name": "Klaasen Haushalt", "is_customer": true, "country": "DE"});
    let twin = api.post("/parties", &twin);
    api.post(&format!("/parties/{twin}/merge"), &json!({"into_id": firm.customer}));
    let terms = json!({"company_id": company, "credit_limit_amount": "50000", "is_blocked": false});
    api.post(&format!("/parties/{}/terms", firm.customer), &terms);
}

fn goods(firm: &mut Firm) {
    let company = firm.company;
    firm.master(
        "/setup/units",
        &json!({"code": "crate", "name": "Crate", "dimension": "count", "decimals": 0}),
        &json!({
            "code": "crates", "name": "Crate", "dimension": "count", "decimals": 0,
            "names": [{"language": "zh-Hant", "name": "箱"}],
        }),
    );
    let api = &mut firm.api;
    let unit = |code: &str| json!({"code": code, "name": code, "dimension": "count", "decimals": 0});
    let (bag, sack) = (
        api.post("/setup/units", &unit("bag")),
        api.post("/setup/units", &unit("sack")),
    );
    let conversion = json!({"from_unit_id": sack, "to_unit_id": bag, "numerator": 12});
    api.post(&format!("/setup/units/{sack}/conversions"), &conversion);
    let known = api.read(&format!("/setup/units/{sack}"))["conversions"][0]["id"].clone();
    api.step(&format!("/setup/units/{sack}/conversions/{known}/delete"));
    let category = |code: &str| json!({"code": code, "name": "Machines", "costing_method": "moving-average"});
    firm.master("/catalog/categories", &category("MACH"), &category("MACHINE"));
    let api = &mut firm.api;
    let category = api.post("/catalog/categories", &category("WASH"));
    let accounts = json!({"company_id": company, "accounts": [{"role": "revenue", "account_id": firm.revenue}]});
    api.post(&format!("/catalog/categories/{category}/accounts"), &accounts);
    let pieces = api.find("/setup/units", "code", "pcs");
    let product = |code: &str, name: &str| {
        json!({
            "company_id": company, "code": code, "name": name, "category_id": category, "kind": "stocked",
            "unit_id": pieces, "is_sold": true, "list_price": "300", "list_currency": "EUR",
            "texts": [{"language": "zh-Hant", "name": "洗衣機"}],
        })
    };
    firm.master(
        "/catalog/products",
        &product("TD-9", "Dryer"),
        &product("TD-10", "Tumble dryer"),
    );
    firm.washer = firm
        .api
        .post("/catalog/products", &product("WM-8", "Washing machine 8 kg"));
}

fn prices(firm: &mut Firm) {
    let (company, washer) = (firm.company, firm.washer);
    let list = |code: &str| json!({"company_id": company, "code": code, "name": "Spring", "currency": "EUR"});
    firm.master(
        "/catalog/price-lists",
        &list("SPRING"),
        &json!({"code": "SPRING26", "name": "Spring 2026", "currency": "EUR", "priority": 7}),
    );
    let api = &mut firm.api;
    let list = api.post("/catalog/price-lists", &list("AUTUMN"));
    let items = json!({"items": [{"product_id": washer, "unit_price": "290", "start_date": "2027-01-01"}]});
    api.post(&format!("/catalog/price-lists/{list}/prices"), &items);
    let price = json!({
        "price_list_id": list, "product_id": washer, "unit_price": "280", "minimum_quantity": "10",
        "start_date": "2027-01-01",
    });
    let price = api.post("/catalog/prices", &price);
    let edit = json!({"unit_price": "275", "minimum_quantity": "10", "start_date": "2027-01-01"});
    api.post(&format!("/catalog/prices/{price}"), &edit);
    api.step(&format!("/catalog/prices/{price}/delete"));
}

fn warehouses(firm: &mut Firm) {
    let company = firm.company;
    firm.master(
        "/setup/valuation-areas",
        &json!({"company_id": company, "name": "North"}),
        &json!({"name": "North and west"}),
    );
    let area = firm.api.post(
        "/setup/valuation-areas",
        &json!({"company_id": company, "name": "South"}),
    );
    let warehouse = |code: &str| {
        json!({
            "company_id": company, "code": code, "name": "Second hall", "allows_negative": false,
            "valuation_area_id": area,
        })
    };
    firm.master(
        "/setup/warehouses",
        &warehouse("HALL"),
        &json!({"code": "HALL2", "name": "Second hall", "allows_negative": true, "valuation_area_id": area}),
    );
    let hall = firm.api.post("/setup/warehouses", &warehouse("HALL3"));
    firm.master(
        "/setup/locations",
        &json!({"company_id": company, "warehouse_id": hall, "code": "RACK", "name": "Rack", "kind": "internal"}),
        &json!({"code": "RACK-1", "name": "First rack"}),
    );
}
