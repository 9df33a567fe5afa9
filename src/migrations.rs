//! The schema as the data layer takes it: migrations in order, and the triggers that keep the laws of posted rows.
use std::sync::OnceLock;
use tenon_db::Migration;
use tenon_db::Schema;

/// What both engines share; after `+`, what only PostgreSQL takes besides.
macro_rules! common {
    ($($name:literal $(+ $postgres:literal)?),+ $(,)?) => {
        &[$(Migration {
            name: $name,
            up_common: include_str!(concat!("../migrations/common/", $name, "/up.sql")),
            down_common: include_str!(concat!("../migrations/common/", $name, "/down.sql")),
            up_sqlite: "", down_sqlite: "",
            up_postgres: concat!($(include_str!($postgres))?),
            down_postgres: "",
        }),+]
    };
}

/// In the order in which they run. Released ones are never edited.
pub const MIGRATIONS: &[Migration] = common![
    "20261125_01_company" + "../migrations/postgres/20261125_01_company/up.sql",
    "20261125_02_ledger_masters",
    "20261125_03_party",
    "20261125_04_catalog",
    "20261125_05_ledger",
    "20261125_06_inventory",
    "20261125_07_sales",
    "20261125_08_finance",
    "20261128_01_invoice_line_cost",
    "20261128_02_billable",
    "20261128_03_open_work",
    "20261128_04_allocation_discount",
    "20261129_01_references",
    "20261129_02_uninvoiced",
];

/// Rows that are inserted once and then never changed or removed.
pub const INSERT_ONLY: &[&str] = &[
    "journal_entry_line",
    "allocation",
    "stock_move",
    "valuation_entry",
    "valuation_layer",
    "valuation_layer_use",
    "event_log",
    "event_link",
];

/// What is set up once and seldom changed. The lane remembers what it read of these tables ([`tenon_db::Conn::remembered`]), as long
/// as none of them is changed.
pub const REMEMBERED: &[&str] = &[
    "account",
    "account_role",
    "category_account",
    "company",
    "currency",
    "fiscal_period",
    "journal",
    "payment_term",
    "payment_term_instalment",
    "tax_code",
    "tax_component",
    "tax_position",
    "tax_rate",
    "tax_rule",
    "translation",
    "unit",
    "warehouse",
];

/// What refuses a change of a posted entry, an unbalanced one, a closed period, a changed posted invoice.
const CHECKS_SQLITE: &str = include_str!("../migrations/sqlite/checks.sql");
const CHECKS_POSTGRES: &str = include_str!("../migrations/postgres/checks.sql");

fn sqlite_triggers() -> String {
    let insert_only = INSERT_ONLY.iter().flat_map(|table| {
        ["UPDATE", "DELETE"].map(|verb| {
            let name = format!("{table}_no_{}", verb.to_lowercase());
            format!(
                "DROP TRIGGER IF EXISTS {name};\nCREATE TRIGGER {name} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{table} rows are never changed'); END;\n"
            )
        })
    });
    insert_only.chain([CHECKS_SQLITE.to_owned()]).collect()
}

fn postgres_triggers() -> String {
    let insert_only = INSERT_ONLY.iter().map(|table| {
        format!(
            "DROP TRIGGER IF EXISTS {table}_insert_only ON {table};\nCREATE TRIGGER {table}_insert_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change();\n"
        )
    });
    [CHECKS_POSTGRES.to_owned()].into_iter().chain(insert_only).collect()
}

/// The schema for [`tenon_db::Db::open`].
pub fn schema() -> Schema {
    static SQLITE: OnceLock<String> = OnceLock::new();
    static POSTGRES: OnceLock<String> = OnceLock::new();
    Schema {
        migrations: MIGRATIONS,
        triggers_sqlite: SQLITE.get_or_init(sqlite_triggers),
        triggers_postgres: POSTGRES.get_or_init(postgres_triggers),
        remembered: REMEMBERED,
    }
}
