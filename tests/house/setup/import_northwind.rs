//! Northwind comes in completely through the public import, and its totals are those of the files.
//!
//! Rounding: a line's net is price × quantity × (1 − discount), rounded half up to the cent, line by line; totals are sums of
//! rounded lines. The files' own exact sum is 1,265,793.0395, the sum of rounded lines 1,265,793.29. Freight has cents.
use crate::world::World;
use chrono::Datelike;
use chrono::NaiveDate;
use diesel::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy;
use std::collections::BTreeMap;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use tenon::company::user;
use tenon::ids::CompanyId;
use tenon::kernel::actor::Actor;
use tenon::setup::import::command_line;
use tenon::setup::import::command_line::ImportOrder;
use tenon::setup::import::mappings;
use tenon::setup::import::report::Ending;
use tenon::setup::import::report::Report;
use tenon_db::Money;
use tenon_db::Quantity;
use tenon_schema::app_user;
use tenon_schema::customer_invoice;
use tenon_schema::delivery;
use tenon_schema::external_id;
use tenon_schema::party;
use tenon_schema::product;
use tenon_schema::product_category;
use tenon_schema::sales_order;
use tenon_schema::sales_order_line;
use tenon_schema::stock_balance;
use tenon_schema::valuation_balance;

type Rows = Vec<BTreeMap<String, String>>;
type Sums = BTreeMap<String, Decimal>;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/northwind")
}

fn rows(file: &str) -> Rows {
    let mut reader = csv::Reader::from_path(folder().join(file)).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

fn by<'a>(rows: &'a Rows, column: &str) -> BTreeMap<&'a str, &'a BTreeMap<String, String>> {
    rows.iter().map(|row| (row[column].as_str(), row)).collect()
}

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn add(sums: &mut Sums, key: impl Into<String>, amount: Decimal) {
    *sums.entry(key.into()).or_default() += amount;
}

/// What the files say, worked out here and only here.
#[derive(Debug, Default, PartialEq)]
struct Totals {
    year: Sums,
    customer: Sums,
    country: Sums,
    employee: Sums,
    category: Sums,
    all: Decimal,
    lines: usize,
}

impl Totals {
    fn line(&mut self, (year, customer, country, employee, category): (i32, &str, &str, &str, &str), net: Decimal) {
        add(&mut self.year, year.to_string(), net);
        add(&mut self.customer, customer, net);
        add(&mut self.country, country, net);
        add(&mut self.employee, employee, net);
        add(&mut self.category, category, net);
        self.all += net;
        self.lines += 1;
    }

    fn of_files() -> Totals {
        let (orders, customers, products) = (rows("orders.csv"), rows("customers.csv"), rows("products.csv"));
        let (employees, categories, details) =
            (rows("employees.csv"), rows("categories.csv"), rows("order_details.csv"));
        let (orders_by, customers_by) = (by(&orders, "order_id"), by(&customers, "customer_id"));
        let (products_by, employees_by) = (by(&products, "product_id"), by(&employees, "employee_id"));
        let categories_by = by(&categories, "category_id");
        let mut totals = Totals::default();
        let mut line = |order: &BTreeMap<String, String>, category: &str, net: Decimal| {
            let year = order["order_date"].parse::<NaiveDate>().unwrap().year();
            let customer = customers_by[order["customer_id"].as_str()];
            let employee = employees_by[order["employee_id"].as_str()];
            let name = format!("{} {}", employee["first_name"], employee["last_name"]);
            totals.line(
                (
                    year,
                    &customer["company_name"],
                    &country(&customer["country"]),
                    &name,
                    category,
                ),
                net,
            );
        };
        for detail in &details {
            let product = products_by[detail["product_id"].as_str()];
            let category = &categories_by[product["category_id"].as_str()]["category_name"];
            let full = number(&detail["unit_price"]) * number(&detail["quantity"]);
            let net = full * (Decimal::ONE - number(&detail["discount"]));
            let net = net.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
            line(orders_by[detail["order_id"].as_str()], category, net);
        }
        for order in &orders {
            line(order, "Freight", number(&order["freight"]));
        }
        totals
    }

    fn of_house(world: &World, company: CompanyId) -> Totals {
        let people: BTreeMap<i64, String> = world.read(|conn| {
            let people = app_user::table.select((app_user::id, app_user::name)).limit(500);
            Ok(people.load::<(i64, String)>(conn)?.into_iter().collect())
        });
        let lines: Vec<(NaiveDate, String, String, i64, String, Money)> = world.read(|conn| {
            let lines = sales_order_line::table
                .inner_join(sales_order::table.on(sales_order::id.eq(sales_order_line::sales_order_id)))
                .inner_join(party::table.on(party::id.eq(sales_order::party_id)))
                .inner_join(product::table.on(product::id.eq(sales_order_line::product_id)))
                .inner_join(product_category::table.on(product_category::id.eq(product::category_id)))
                .filter(sales_order::company_id.eq(company))
                .select((
                    sales_order::order_date,
                    party::name,
                    party::country,
                    sales_order::owner_id,
                    product_category::name,
                    sales_order_line::net_amount,
                ))
                .limit(10_000);
            Ok(lines.load(conn)?)
        });
        let mut totals = Totals::default();
        for (date, customer, country, employee, category, net) in lines {
            let employee = &people[&employee];
            totals.line(
                (date.year(), &customer, &country, employee, &category),
                net.to_decimal(),
            );
        }
        totals
    }
}

/// ISO codes of the customers' countries.
fn country(name: &str) -> String {
    let codes = "Argentina AR Austria AT Belgium BE Brazil BR Canada CA Denmark DK Finland FI France FR Germany DE Ireland IE \
        Italy IT Mexico MX Norway NO Poland PL Portugal PT Spain ES Sweden SE Switzerland CH UK GB USA US Venezuela VE";
    let words: Vec<&str> = codes.split_whitespace().collect();
    let place = words.iter().position(|word| *word == name).unwrap();
    words[place + 1].to_owned()
}

fn import(world: &World, is_dry: bool) -> Report {
    let order = ImportOrder {
        folder: folder(),
        mapping: PathBuf::from("northwind"),
        is_dry,
        company: None,
        language: "en".to_owned(),
    };
    let system = Arc::new(Actor::system(user::SYSTEM, "Tenon", Vec::new()));
    let mapping = mappings::find("northwind").unwrap().text.to_owned();
    command_line::run(&world.house, &system, &order, mapping).unwrap()
}

#[test]
fn northwind_loads_completely_and_its_totals_are_those_of_the_files() {
    let world = World::new();
    let looked = import(&world, true);
    assert_eq!((looked.ending, &looked.problems), (Ending::Looked, &Vec::new()));

    let report = import(&world, false);
    assert_eq!((report.ending, &report.problems), (Ending::Done, &Vec::new()));
    let company = world.company("NWT");

    let (files, house) = (Totals::of_files(), Totals::of_house(&world, company));
    assert_eq!(files.lines, 2_155 + 830);
    assert_eq!(house, files);
    assert_eq!(house.all, number("1265793.29") + number("64942.69"));

    orders_went_their_way(&world, company);
    stock_comes_out(&world, company);
    let second = import(&world, false);
    assert_eq!(
        (second.ending, second.created(), second.updated()),
        (Ending::Done, 0, 0)
    );
    assert_eq!(Totals::of_house(&world, company), files);
}

/// 809 shipped orders are delivered and invoiced on their day, 21 wait; old numbers are kept.
fn orders_went_their_way(world: &World, company: CompanyId) {
    let orders = rows("orders.csv");
    let shipped: BTreeMap<&str, &str> = orders
        .iter()
        .filter(|order| !order["shipped_date"].is_empty())
        .map(|order| (order["order_id"].as_str(), order["shipped_date"].as_str()))
        .collect();
    let states: Vec<(String, String, i32)> = world.read(|conn| {
        let orders = sales_order::table
            .filter(sales_order::company_id.eq(company))
            .limit(1_000);
        let columns = (
            sales_order::external_number,
            sales_order::state,
            sales_order::delivered_percent,
        );
        Ok(orders.select(columns).load(conn)?)
    });
    assert_eq!(states.len(), 830);
    for (number, state, delivered) in &states {
        let expected = if shipped.contains_key(number.as_str()) {
            ("done", 100)
        } else {
            ("confirmed", 0)
        };
        assert_eq!((state.as_str(), *delivered), expected, "order {number}");
    }
    let deliveries: Vec<(String, NaiveDate, String)> = world.read(|conn| {
        let all = delivery::table
            .inner_join(sales_order::table.on(sales_order::id.eq(delivery::sales_order_id)))
            .filter(delivery::company_id.eq(company))
            .select((sales_order::external_number, delivery::delivery_date, delivery::state));
        Ok(all.limit(1_000).load(conn)?)
    });
    assert_eq!(deliveries.len(), shipped.len());
    for (number, date, state) in &deliveries {
        assert_eq!(
            (date.to_string().as_str(), state.as_str()),
            (shipped[number.as_str()], "shipped")
        );
    }
    let invoices: Vec<(String, NaiveDate, String, Money)> = world.read(|conn| {
        let all = customer_invoice::table
            .inner_join(sales_order::table.on(sales_order::id.nullable().eq(customer_invoice::sales_order_id)))
            .filter(customer_invoice::company_id.eq(company))
            .select((
                sales_order::external_number,
                customer_invoice::invoice_date,
                customer_invoice::number,
                customer_invoice::net_amount - sales_order::net_amount,
            ));
        Ok(all.limit(1_000).load(conn)?)
    });
    assert_eq!(invoices.len(), shipped.len());
    for (number, date, own, difference) in &invoices {
        assert_eq!(
            (date.to_string().as_str(), difference.is_zero()),
            (shipped[number.as_str()], true)
        );
        assert!(!own.is_empty(), "the invoice of {number} is posted");
    }
}

/// Units in stock, and their value: what is left of each product at the cost it came in with.
fn stock_comes_out(world: &World, company: CompanyId) {
    let keys: BTreeMap<i64, String> = world.read(|conn| {
        let all = external_id::table
            .filter(external_id::subject_kind.eq("product"))
            .filter(external_id::system.eq("northwind"))
            .select((external_id::subject_id, external_id::key));
        let rows: Vec<(i64, String)> = all.limit(1_000).load(conn)?;
        Ok(rows.into_iter().collect())
    });
    let on_hand: Vec<(i64, Quantity)> = world.read(|conn| {
        let all = stock_balance::table.filter(stock_balance::company_id.eq(company));
        Ok(all
            .select((stock_balance::product_id, stock_balance::on_hand))
            .limit(1_000)
            .load(conn)?)
    });
    let mut found: BTreeMap<String, Decimal> = BTreeMap::new();
    for (product, quantity) in on_hand {
        *found.entry(keys[&product].clone()).or_default() += quantity.to_decimal();
    }
    let values: Vec<(i64, Money)> = world.read(|conn| {
        let all = valuation_balance::table.filter(valuation_balance::company_id.eq(company));
        Ok(all
            .select((valuation_balance::product_id, valuation_balance::amount))
            .limit(1_000)
            .load(conn)?)
    });
    let values: BTreeMap<&str, Decimal> = values
        .iter()
        .map(|(product, amount)| (keys[product].as_str(), amount.to_decimal()))
        .collect();
    for product in rows("products.csv") {
        let (id, units) = (product["product_id"].as_str(), number(&product["units_in_stock"]));
        assert_eq!(
            found.get(id).copied().unwrap_or_default(),
            units,
            "{}",
            product["product_name"]
        );
        let cost = units * number(&product["unit_price"]) * number("0.6");
        let value = values.get(id).copied().unwrap_or_default();
        assert!(
            (value - cost).abs() <= number("0.01") * number("100"),
            "{id}: {value} against {cost}"
        );
    }
}
