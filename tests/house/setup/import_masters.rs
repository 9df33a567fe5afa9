//! Every master of the set-up by import: in once, changed by its key, passed over when nothing differs, and refused in clear
//! words where something stays as it is.
use crate::setup::old_shop;
use crate::world::World;
use diesel::prelude::*;
use tenon::company::user;
use tenon::setup::import::report::Ending;
use tenon::setup::import::report::Report;
use tenon_schema::account;
use tenon_schema::account_role;
use tenon_schema::app_user;
use tenon_schema::category_account;
use tenon_schema::company;
use tenon_schema::currency;
use tenon_schema::holiday;
use tenon_schema::location;
use tenon_schema::number_series;
use tenon_schema::role_permission;
use tenon_schema::tax_rate;
use tenon_schema::tax_rule;
use tenon_schema::team;
use tenon_schema::warehouse;

/// A master of each kind, in the order in which they need each other.
const MASTERS: &str = r#"
[[step]]
target = "company"
rows = [ { code = "SUB" } ]
code = "{code}"
[step.fields]
code = "{code}"
name = "Nordwerk Süd GmbH"
country = "DE"
first_year = 2026
year_count = 1
phone = "+49 89 1"

[[step]]
target = "role"
rows = [ { code = "night" } ]
code = "{code}"
[step.fields]
code = "{code}"
name = "Night shift"
permissions = [ { fields = { permission = "stock.read", scope = "company" } } ]

[[step]]
target = "team"
rows = [ { name = "North" } ]
key = "N"
[step.fields]
name = "{name}"

[[step]]
target = "user"
rows = [ { name = "Ida Moe" } ]
key = "ida"
[step.fields]
email = "ida@nordwerk.example"
name = "{name}"
roles = ["night"]
time_zone = "Europe/Oslo"
team_id = { lookup = "team", key = "N" }

[[step]]
target = "holiday"
rows = [ { name = "Heiligabend" } ]
key = "2026-12-24"
[step.fields]
holiday_date = "2026-12-24"
name = "{name}"

[[step]]
target = "reason"
rows = [ { name = "Too dear" } ]
key = "dear"
[step.fields]
used_for = "loss"
name = "{name}"

[[step]]
target = "number-series"
rows = [ { next = "50" } ]
key = "LS27"
[step.fields]
kind = "delivery"
year = 2027
pattern = "LS-{{year}}-{{number:4}}"
next_number = "{next}"

[[step]]
target = "customer-group"
rows = [ { code = "dealer", name = "Dealers" } ]
code = "{code}"
[step.fields]
code = "{code}"
name = "{name}"

[[step]]
target = "account-roles"
rows = [ { account = "6500" } ]
key = "roles"
[step.fields]
roles = [ { fields = { role = "write-off", account_id = { lookup = "account", code = "{account}" } } } ]

[[step]]
target = "cost-center"
rows = [ { code = "100", name = "Workshop" } ]
code = "{code}"
[step.fields]
code = "{code}"
name = "{name}"

[[step]]
target = "journal"
rows = [ { code = "OB", name = "Opening" } ]
code = "{code}"
[step.fields]
code = "{code}"
name = "{name}"
kind = "general"

[[step]]
target = "fiscal-year"
rows = [ { start = "2027-01-01" } ]
key = "2027"
[step.fields]
start_date = "{start}"

[[step]]
target = "currency"
rows = [ { code = "ISK", symbol = "ISK" } ]
code = "{code}"
[step.fields]
code = "{code}"
name = "Icelandic króna"
symbol = "{symbol}"
decimals = 0

[[step]]
target = "tax-code"
rows = [ { code = "VAT3", name = "VAT 3 %" } ]
code = "{code}"
[step.fields]
code = "{code}"
name = "{name}"
kind = "sale"
[[step.fields.components]]
fields = { name = "VAT", account_id = { lookup = "account", code = "2200" }, rates = [ { fields = { start_date = "2020-01-01", rate_percent = 3 } } ] }

[[step]]
target = "tax-position"
rows = [ { code = "ISLE", name = "Islands" } ]
code = "{code}"
[step.fields]
code = "{code}"
name = "{name}"
rules = [ { fields = { tax_class = "standard", tax_code_id = { lookup = "tax-code", code = "VAT3" } } } ]

[[step]]
target = "category-accounts"
rows = [ { account = "4200" } ]
key = "PUMPS"
[step.fields]
product_category_id = { lookup = "product-category", code = "PUMPS" }
accounts = [ { fields = { role = "revenue", account_id = { lookup = "account", code = "{account}" } } } ]

[[step]]
target = "valuation-area"
rows = [ { name = "Outlet" } ]
key = "outlet"
[step.fields]
name = "{name}"

[[step]]
target = "warehouse"
rows = [ { code = "WH9", city = "Kiel" } ]
code = "{code}"
[step.fields]
code = "{code}"
name = "Outlet"
valuation_area_id = { lookup = "valuation-area", key = "outlet" }
street = "Am Kai 1"
city = "{city}"

[[step]]
target = "location"
rows = [ { code = "WH9/A1", name = "Shelf" } ]
code = "{code}"
[step.fields]
code = "{code}"
name = "{name}"
warehouse_id = { lookup = "warehouse", code = "WH9" }
"#;

/// What is changed later: as it stands in the mapping, and what stands there then.
const CHANGES: &[(&str, &str)] = &[
    ("+49 89 1", "+49 89 2"),
    (
        "scope = \"company\" } }",
        "scope = \"all\" } }, { fields = { permission = \"delivery.read\", scope = \"company\" } }",
    ),
    ("\"North\"", "\"Far north\""),
    ("roles = [\"night\"]", "roles = [\"sales\"]"),
    ("Heiligabend", "Christmas Eve"),
    ("Too dear", "Too expensive"),
    ("next = \"50\"", "next = \"70\""),
    ("Dealers", "Trade"),
    ("account = \"6500\"", "account = \"6600\""),
    ("Workshop", "Service"),
    ("\"Opening\"", "\"Opening balances\""),
    ("symbol = \"ISK\" }", "symbol = \"kr.\" }"),
    (
        "rate_percent = 3 } }",
        "rate_percent = 3 } }, { fields = { start_date = \"2027-01-01\", rate_percent = 4 } }",
    ),
    ("\"Islands\"", "\"Isles\""),
    ("account = \"4200\"", "account = \"4900\""),
    ("name = \"Outlet\" }", "name = \"Outlet shop\" }"),
    ("city = \"Kiel\"", "city = \"Bergen\""),
    ("\"Shelf\"", "\"Rack\""),
];

/// What cannot be changed by anybody, and what the report says of it.
const STAYS: &[(&str, &str, &str)] = &[
    ("used_for = \"loss\"", "used_for = \"cancel\"", "used_for"),
    ("year = 2027\npattern", "year = 2028\npattern", "year"),
    ("kind = \"delivery\"", "kind = \"return\"", "kind"),
    ("kind = \"general\"", "kind = \"cash\"", "kind"),
    ("decimals = 0", "decimals = 2", "decimals"),
    ("kind = \"sale\"", "kind = \"purchase\"", "kind"),
    ("rate_percent = 3", "rate_percent = 5", "components.0.rates"),
    (
        "name = \"VAT\", account",
        "name = \"Tax\", account",
        "components.0.name",
    ),
    (
        "lookup = \"warehouse\", code = \"WH9\"",
        "lookup = \"warehouse\", code = \"MAIN\"",
        "warehouse_id",
    ),
];

fn changed() -> String {
    CHANGES.iter().fold(MASTERS.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replacen(old, new, 1)
    })
}

fn import(world: &World, steps: &str) -> Report {
    old_shop::import(world, steps, ("none.csv", "nothing\n"), false)
}

/// Steps with what became of their one row: (created, updated, unchanged).
fn became(report: &Report) -> Vec<(&str, (u64, u64, u64))> {
    assert_eq!(report.ending, Ending::Done, "{:?}", report.problems);
    report
        .steps
        .iter()
        .map(|step| (step.target.as_str(), (step.created, step.updated, step.unchanged)))
        .collect()
}

fn all_but(report: &Report, want: (u64, u64, u64), others: &[&str]) {
    for (target, counts) in became(report) {
        if !others.contains(&target) {
            assert_eq!(counts, want, "{target}");
        }
    }
}

#[test]
fn every_master_comes_in_once_and_is_changed_by_its_key() {
    let world = World::new();
    all_but(&import(&world, MASTERS), (1, 0, 0), &[]);
    all_but(&import(&world, MASTERS), (0, 0, 1), &[]);
    // The category and the year are the same in both mappings.
    let same = ["product-category", "fiscal-year"];
    all_but(&import(&world, &changed()), (0, 1, 0), &same);
    all_but(&import(&world, &changed()), (0, 0, 1), &[]);

    let nordwerk = world.company("NW");
    let told: Vec<String> = world.read(|conn| {
        let phone = company::table.filter(company::code.eq("SUB")).select(company::phone);
        let team = team::table.select(team::name);
        let holiday = holiday::table.select(holiday::name);
        let symbol = currency::table
            .filter(currency::code.eq("ISK"))
            .select(currency::symbol);
        let city = warehouse::table
            .filter(warehouse::code.eq("WH9"))
            .select(warehouse::city);
        let street = warehouse::table
            .filter(warehouse::code.eq("WH9"))
            .select(warehouse::street);
        let place = location::table
            .filter(location::code.eq("WH9/A1"))
            .select(location::name);
        Ok(vec![
            phone.first(conn)?,
            team.first(conn)?,
            holiday.first(conn)?,
            symbol.first(conn)?,
            city.first(conn)?,
            street.first(conn)?,
            place.first(conn)?,
        ])
    });
    assert_eq!(
        told,
        [
            "+49 89 2",
            "Far north",
            "Christmas Eve",
            "kr.",
            "Bergen",
            "Am Kai 1",
            "Rack"
        ]
    );
    let series: Vec<(String, i64)> = world.read(|conn| {
        let of = number_series::table.filter(number_series::year.eq(2027));
        Ok(of
            .select((number_series::pattern, number_series::next_number))
            .limit(9)
            .load(conn)?)
    });
    assert_eq!(series, [("LS-{year}-{number:4}".to_owned(), 70)]);
    let permissions: Vec<(String, String)> = world.read(|conn| {
        let role = tenon_schema::role::table
            .filter(tenon_schema::role::code.eq("night"))
            .select(tenon_schema::role::id);
        let rows = role_permission::table
            .filter(role_permission::role_id.eq_any(role))
            .order(role_permission::permission)
            .select((role_permission::permission, role_permission::scope));
        Ok(rows.limit(9).load(conn)?)
    });
    let pair = |permission: &str, scope: &str| (permission.to_owned(), scope.to_owned());
    assert_eq!(
        permissions,
        [pair("delivery.read", "company"), pair("stock.read", "all")]
    );
    let (roles, zone): (String, String) = world.read(|conn| {
        let ida = app_user::table.filter(app_user::email.eq("ida@nordwerk.example"));
        let (id, zone): (i64, String) = ida.select((app_user::id, app_user::time_zone)).first(conn)?;
        Ok((user::queries::roles_text(conn, id.into())?, zone))
    });
    assert!(
        roles.contains("NW") && roles.to_lowercase().contains("sales"),
        "{roles}"
    );
    assert!(!roles.contains("Night"), "{roles}");
    assert_eq!(zone, "Europe/Oslo");
    let accounts: Vec<String> = world.read(|conn| {
        let write_off = account_role::table
            .inner_join(account::table)
            .filter(account_role::company_id.eq(nordwerk))
            .filter(account_role::role.eq("write-off"))
            .select(account::code);
        let revenue = category_account::table.inner_join(account::table).select(account::code);
        Ok(vec![write_off.first(conn)?, revenue.first(conn)?])
    });
    assert_eq!(accounts, ["6600", "4900"]);
    let (rates, rules): (i64, i64) = world.read(|conn| {
        let since = tax_rate::table.filter(tax_rate::start_date.eq("2027-01-01".parse::<chrono::NaiveDate>().unwrap()));
        let of_isles = tax_rule::table
            .inner_join(tenon_schema::tax_position::table)
            .filter(tenon_schema::tax_position::name.eq("Isles"));
        Ok((since.count().get_result(conn)?, of_isles.count().get_result(conn)?))
    });
    assert_eq!((rates, rules), (1, 1));
    let admin = world.sign_in("admin");
    admin.post("/me/company", &[("company", "all")]).expect(303);
    for (list, name) in [
        ("/setup/reasons", "Too expensive"),
        ("/setup/customer-groups", "Trade"),
        ("/setup/cost-centers", "Service"),
        ("/setup/journals", "Opening balances"),
        ("/setup/valuation-areas", "Outlet shop"),
        ("/setup/fiscal-years", "2027"),
    ] {
        admin.get(list).expect(200).must_show(name);
    }
}

#[test]
fn what_stays_as_it_is_is_named_and_nothing_is_written() {
    let world = World::new();
    import(&world, MASTERS);
    let before = world.row_counts();
    for (old, new, field) in STAYS {
        assert!(MASTERS.contains(old), "{old}");
        let report = import(&world, &MASTERS.replacen(old, new, 1));
        let told: Vec<&str> = report.problems.iter().map(|one| one.sentence.as_str()).collect();
        assert_eq!(report.ending, Ending::Nothing, "{new}");
        assert_eq!(told, [format!("{field}: this stays as it was first entered.")], "{new}");
    }
    let year = import(&world, &MASTERS.replace("2027-01-01\" }", "2028-01-01\" }"));
    assert_eq!(year.problems.len(), 1, "{:?}", year.problems);
    assert!(
        year.problems[0].sentence.contains("cannot be changed"),
        "{:?}",
        year.problems
    );
    let mut after = world.row_counts();
    after.retain(|table, count| before[table] != *count);
    let told: Vec<&String> = after.keys().collect();
    let log = ["event_log", "event_payload", "event_link", "job", "notification"];
    assert!(told.iter().all(|table| log.contains(&table.as_str())), "{told:?}");
}

#[test]
fn what_forms_refuse_imports_refuse_in_the_same_words() {
    let world = World::new();
    for (old, new, words) in [
        ("permission = \"stock.read\"", "permission = \"stock.eat\"", "stock.eat"),
        ("roles = [\"night\"]", "roles = [\"nobody\"]", "nobody"),
        ("pattern = \"LS-{{year}}-", "pattern = \"LS-", "year"),
        (
            "code = \"2200\"",
            "code = \"9999\"",
            "there is no account with the code 9999",
        ),
        ("account = \"6500\"", "account = \"1110\"", "account"),
        (
            "lookup = \"team\", key = \"N\"",
            "lookup = \"team\", key = \"S\"",
            "there is no team with the key S",
        ),
        ("code = \"dealer\"", "code = \"\"", "The key is empty"),
    ] {
        assert!(MASTERS.contains(old), "{old}");
        let report = import(&world, &MASTERS.replacen(old, new, 1));
        assert_eq!(report.ending, Ending::Nothing, "{new}");
        assert!(
            report.problems.iter().any(|one| one.sentence.contains(words)),
            "{new}: {:?}",
            report.problems
        );
    }
    assert_eq!(world.read(|conn| Ok(team::table.count().get_result::<i64>(conn)?)), 0);
}
