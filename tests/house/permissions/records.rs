//! Real records of every place in an address that takes one, and whose each is.
use crate::permissions::person::Whose;
use crate::world::World;
use diesel::RunQueryDsl;
use diesel::sql_types::BigInt;
use diesel::sql_types::Nullable;
use std::collections::BTreeMap;
use tenon::app::APP;
use tenon::ids::CompanyId;
use tenon::ids::Subject;
use tenon::kernel::web::Route;
use tenon::kernel::web::route::Method;
use tenon::permission::Permission;

/// How rows tell whose they are.
enum Owner {
    Shared,
    /// All share it, and who changes it changes it in all companies.
    Rights,
    /// A column with a company; without one, all share the row.
    Company(&'static str),
    /// Rows of no company are the group's.
    CompanyOrGroup(&'static str),
    User(&'static str),
}

/// Where records of a kind have their pages: `/orders/returns` are rows of `delivery`.
struct Place {
    at: &'static str,
    rows: &'static str,
    owner: Owner,
}

const fn shared(at: &'static str, rows: &'static str) -> Place {
    Place {
        at,
        rows,
        owner: Owner::Shared,
    }
}

const fn of_company(at: &'static str, rows: &'static str) -> Place {
    Place {
        at,
        rows,
        owner: Owner::Company("company_id"),
    }
}

const fn of_user(at: &'static str, rows: &'static str, column: &'static str) -> Place {
    Place {
        at,
        rows,
        owner: Owner::User(column),
    }
}

/// Every place of the route table whose pages are of records.
const PLACES: &[Place] = &[
    of_user("/views", "saved_view", "owner_id"),
    of_user("/notifications", "notification", "user_id"),
    of_user("/me/sessions", "session", "user_id"),
    of_user("/me/tokens", "api_token", "user_id"),
    of_company("/notes", "note"),
    of_company("/files", "attachment"),
    // One who does not walk himself, so that ending his sessions ends no walk.
    Place {
        at: "/setup/users",
        rows: "app_user WHERE email = 'sales@tenon.example'",
        owner: Owner::Rights,
    },
    Place {
        at: "/setup/roles",
        rows: "role",
        owner: Owner::Rights,
    },
    of_company("/setup/teams", "team"),
    Place {
        at: "/setup/companies",
        rows: "company",
        owner: Owner::Company("id"),
    },
    of_company("/setup/number-series", "number_series"),
    of_company("/setup/holidays", "holiday"),
    shared("/setup/reasons", "choice WHERE kind <> 'customer-group'"),
    Place {
        at: "/setup/audit",
        rows: "(SELECT position AS id, NULLIF(company_id, 0) AS company_id FROM event_log) AS event",
        owner: Owner::CompanyOrGroup("company_id"),
    },
    shared("/parties", "party"),
    shared("/setup/carriers", "carrier"),
    shared("/setup/customer-groups", "choice WHERE kind = 'customer-group'"),
    of_company("/people/employees", "employee"),
    shared("/catalog/products", "product"),
    shared("/catalog/categories", "product_category"),
    of_company("/catalog/price-lists", "price_list"),
    of_company(
        "/catalog/prices",
        "(SELECT price_list_item.id, company_id FROM price_list_item \
          INNER JOIN price_list ON price_list.id = price_list_id) AS price",
    ),
    shared("/setup/units", "unit"),
    of_company("/finance/accounts", "account"),
    of_company("/finance/journal-entries", "journal_entry"),
    of_company("/setup/journals", "journal"),
    of_company("/setup/cost-centers", "cost_center"),
    of_company("/setup/fiscal-years", "fiscal_year"),
    of_company("/setup/fiscal-periods", "fiscal_period"),
    of_company("/setup/tax-codes", "tax_code"),
    of_company("/setup/tax-positions", "tax_position"),
    shared("/setup/currencies", "currency"),
    shared("/setup/exchange-rates", "exchange_rate"),
    shared("/setup/payment-terms", "payment_term"),
    of_company("/inventory/stock-positions", "stock_balance"),
    of_company("/inventory/stock-value", "valuation_balance"),
    of_company("/inventory/valuation-entries", "valuation_entry"),
    of_company("/inventory/moves", "stock_move"),
    of_company("/inventory/reservations", "reservation"),
    of_company("/inventory/shortages", "stock_shortage"),
    of_company("/inventory/receipts", "goods_receipt"),
    shared("/inventory/lots", "lot"),
    of_company("/setup/warehouses", "warehouse"),
    of_company("/setup/locations", "location"),
    of_company("/setup/valuation-areas", "valuation_area"),
    of_company("/finance/invoices", "customer_invoice"),
    of_company("/finance/payments", "payment"),
    of_company("/finance/open-items", "open_item"),
    of_company("/finance/allocations", "allocation"),
    shared("/finance/ageing", "party"),
    shared("/finance/statements", "party"),
    of_company("/orders/sales-orders", "sales_order"),
    of_company("/orders/deliveries", "delivery WHERE kind = 'delivery'"),
    of_company("/orders/returns", "delivery WHERE kind = 'return'"),
    of_company("/sales/quotations", "quotation"),
    of_company("/setup/jobs", "job"),
];

/// What is found at a place: each record and whose it is.
pub type Found = BTreeMap<i64, Whose>;

/// All records of all places.
pub struct Records {
    places: BTreeMap<&'static str, Found>,
}

#[derive(diesel::QueryableByName)]
struct Row {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    owner: Option<i64>,
}

fn rows(world: &World, sql: &str) -> Vec<Row> {
    world.read(|conn| Ok(diesel::sql_query(sql).load(conn)?))
}

impl Records {
    pub fn of(world: &World) -> Records {
        let found = |place: &Place| {
            let owner = match place.owner {
                Owner::Shared | Owner::Rights => "NULL",
                Owner::Company(column) | Owner::CompanyOrGroup(column) | Owner::User(column) => column,
            };
            // SQLite says no type of a bare NULL.
            let sql = format!("SELECT id, CAST({owner} AS BIGINT) AS owner FROM {}", place.rows);
            let whose = |owner: Option<i64>| match (&place.owner, owner) {
                (Owner::User(_), Some(user)) => Whose::User(user),
                (Owner::CompanyOrGroup(_), None) => Whose::Group,
                (Owner::Rights, _) => Whose::Rights,
                (_, Some(company)) => Whose::Company(CompanyId::from(company)),
                (_, None) => Whose::Shared,
            };
            let rows = rows(world, &sql).into_iter();
            (place.at, rows.map(|row| (row.id, whose(row.owner))).collect())
        };
        Records {
            places: PLACES.iter().map(found).collect(),
        }
    }

    /// The records whose pages stand at a place.
    pub fn at(&self, place: &str) -> Option<&Found> {
        self.places.get(place)
    }

    /// One record of a place for each whose there is: the latest.
    pub fn samples(&self, place: &str) -> Vec<(i64, Whose)> {
        let found = self.at(place).into_iter().flatten();
        let latest: BTreeMap<Whose, i64> = found.map(|(id, whose)| (*whose, *id)).collect();
        latest.into_iter().map(|(whose, id)| (id, whose)).collect()
    }

    /// The place and the record that a link leads to.
    pub fn linked(&self, url: &str) -> Option<(&'static str, Whose)> {
        let path = url.split(['?', '#']).next()?;
        let (place, found) = self
            .places
            .iter()
            .find(|(place, _)| path.strip_prefix(**place).is_some_and(|rest| rest.starts_with('/')))?;
        let id = path[place.len() + 1..].split('/').next()?.parse().ok()?;
        Some((place, *found.get(&id)?))
    }
}

/// The place a pattern begins with: `/orders/returns` of `/orders/returns/{id}/receive`.
pub fn place_of(pattern: &'static str) -> &'static str {
    pattern.split("/{").next().unwrap()
}

/// What opens a record of a place: the permission of its own page. What hangs on a sales order is read as the order is.
pub fn reads(place: &str) -> Permission {
    if matches!(place, "/notes" | "/files") {
        return Permission::SalesOrderRead;
    }
    let page = format!("{place}/{{id}}");
    let of_page = |route: &&Route| route.method == Method::Get && (route.path == page || place_of(route.path) == place);
    let exact = APP.routes().filter(of_page).min_by_key(|route| route.path != page);
    exact.map_or(Permission::Own, |route| route.permission)
}

/// Kinds of records by their code, with their places, as far as they have pages.
pub fn kinds() -> Vec<(&'static str, String)> {
    let place = |code: &str| {
        let url = Subject::from_parts(code, 1)?.url();
        Some(url.trim_end_matches("/1").to_owned())
    };
    let kinds = Subject::CODES.iter().filter_map(|code| Some((*code, place(code)?)));
    kinds
        .filter(|(_, place)| PLACES.iter().any(|known| known.at == place))
        .collect()
}

#[test]
fn every_record_in_an_address_has_its_place() {
    let missing: Vec<&str> = APP
        .routes()
        .filter(|route| route.path.contains("{id}") && !route.path.contains("{kind}"))
        .map(|route| place_of(route.path))
        .filter(|place| PLACES.iter().all(|known| known.at != *place))
        .collect();
    assert!(missing.is_empty(), "no records are known for {missing:?}");
}
