//! Runs the laws: each is one SELECT of (company, what, figure, counterpart); sums and deviations are made from it alike.
mod books;
mod chain;
mod documents;
mod stock;

use crate::ids::CompanyId;
use crate::kernel::error::Result;
use crate::setup::check::Checked;
use crate::setup::check::Figure;
use crate::setup::check::Unit;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel::sql_types::Text;
use tenon_db::Conn;

/// Most parts named for one law.
pub const DEVIATIONS_MAX: i64 = 50;

/// A law: its key, what it counts, and the rows (company_id, what, figure, counterpart) whose two sums must be equal, for
/// each company and for each `what`.
pub struct Law {
    pub key: &'static str,
    pub unit: Unit,
    pub rows: &'static str,
}

/// Every law but the chain of events, which is walked.
fn laws() -> impl Iterator<Item = &'static Law> {
    books::LAWS.iter().chain(stock::LAWS).chain(documents::LAWS)
}

/// Keys of all laws, in the order they are reported.
pub fn keys() -> Vec<&'static str> {
    laws().map(|law| law.key).chain([chain::KEY]).collect()
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    company: String,
    #[diesel(sql_type = Text)]
    what: String,
    #[diesel(sql_type = BigInt)]
    figure: i64,
    #[diesel(sql_type = BigInt)]
    counterpart: i64,
}

impl From<Row> for Figure {
    fn from(row: Row) -> Figure {
        Figure {
            company: row.company,
            what: row.what,
            figure: row.figure,
            counterpart: row.counterpart,
        }
    }
}

/// Recomputes every law from one snapshot.
pub fn run(conn: &mut Conn) -> Result<Vec<Checked>> {
    let mut checked = run_laws(conn, "")?;
    checked.push(chain::check(conn)?);
    Ok(checked)
}

/// The laws of these companies. The chain of events is one over all of them, so it stays out.
pub fn run_in(conn: &mut Conn, companies: &[CompanyId]) -> Result<Vec<Checked>> {
    let ids: Vec<String> = companies.iter().map(|company| company.raw().to_string()).collect();
    let wanted = if ids.is_empty() {
        "WHERE 1 = 0".to_owned()
    } else {
        format!("WHERE c.id IN ({})", ids.join(", "))
    };
    run_laws(conn, &wanted)
}

fn run_laws(conn: &mut Conn, wanted: &str) -> Result<Vec<Checked>> {
    laws().map(|law| check(conn, law, wanted)).collect()
}

/// One law in the companies wanted: a condition on `c`, or nothing for all.
fn check(conn: &mut Conn, law: &Law, wanted: &str) -> Result<Checked> {
    let totals = format!(
        "SELECT c.code AS company, '' AS what, CAST(COALESCE(SUM(x.figure), 0) AS BIGINT) AS figure, \
         CAST(COALESCE(SUM(x.counterpart), 0) AS BIGINT) AS counterpart \
         FROM company c LEFT JOIN ({}) x ON x.company_id = c.id {wanted} GROUP BY c.id, c.code ORDER BY c.code LIMIT 500",
        law.rows
    );
    let deviations = format!(
        "SELECT c.code AS company, x.what AS what, CAST(SUM(x.figure) AS BIGINT) AS figure, \
         CAST(SUM(x.counterpart) AS BIGINT) AS counterpart FROM ({}) x JOIN company c ON c.id = x.company_id {wanted} \
         GROUP BY c.code, x.what HAVING SUM(x.figure) <> SUM(x.counterpart) ORDER BY 1, 2 LIMIT {DEVIATIONS_MAX}",
        law.rows
    );
    let totals: Vec<Row> = diesel::sql_query(totals).load(conn)?;
    let deviations: Vec<Row> = diesel::sql_query(deviations).load(conn)?;
    Ok(Checked {
        key: law.key,
        unit: law.unit,
        totals: totals.into_iter().map(Figure::from).collect(),
        deviations: deviations.into_iter().map(Figure::from).collect(),
    })
}
