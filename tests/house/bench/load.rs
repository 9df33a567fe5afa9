//! The loader writes what the real operations would have written: every row of every table.
use crate::bench::loaded::place;
use diesel::Connection;
use diesel::RunQueryDsl;
use diesel::sql_query;
use diesel::sql_types::Text;
use std::collections::BTreeMap;
use tenon::bench::firm;
use tenon::bench::firm::Firm;
use tenon::bench::load;
use tenon::bench::load::Load;
use tenon::bench::place::Place;
use tenon::kernel::backup::columns;
use tenon::migrations;
use tenon::setup::check;
use tenon_db::Conn;
use tenon_db::Db;

/// Random, or computed over what is random; the chains are proven by `tenon check`.
const RANDOM: &[(&str, &str)] = &[
    ("event_log", "payload_hash"),
    ("event_log", "previous_hash"),
    ("event_log", "hash"),
    ("event_payload", "salt"),
    ("event_chain", "last_hash"),
];
/// What belongs to the running program.
const PROGRAM: &[&str] = &["server_slot", "schema_migration", "schema_trigger", "setup_version"];
/// Digits from which a number is an id.
const ID_DIGITS: usize = 15;

type Row = Vec<Option<String>>;

#[derive(diesel::QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

fn rows(conn: &mut Conn, table: &str) -> (Vec<String>, Vec<Row>) {
    let known = columns::columns(conn, table).unwrap();
    let kept = known.iter().filter(|column| !RANDOM.contains(&(table, &column.name)));
    let texts: Vec<String> = kept
        .clone()
        .map(|column| columns::as_text(conn.engine(), column))
        .collect();
    let list = match conn.engine() {
        tenon_db::Engine::Sqlite => "json_array",
        tenon_db::Engine::Postgres => "json_build_array",
    };
    let query = format!(
        "SELECT CAST({list}({}) AS TEXT) AS line FROM \"{table}\"",
        texts.join(", ")
    );
    let lines: Vec<Line> = sql_query(query).load(conn).unwrap();
    let rows = lines.iter().map(|line| serde_json::from_str(&line.line).unwrap());
    (kept.map(|column| column.name.clone()).collect(), rows.collect())
}

/// A text with each id in it replaced by its rank among all ids.
fn ranked(text: &str, ranks: &BTreeMap<String, usize>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let is_digit = rest.starts_with(|letter: char| letter.is_ascii_digit());
        let end = rest
            .find(|letter: char| letter.is_ascii_digit() != is_digit)
            .unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        match ranks.get(piece).filter(|_| piece.len() >= ID_DIGITS) {
            Some(rank) => out.push_str(&format!("#{rank}")),
            None => out.push_str(piece),
        }
    }
    out
}

/// Every table with its rows in order, ids by rank.
fn contents(place: &Place) -> BTreeMap<String, Vec<String>> {
    let mut conn = Conn::establish(&place.url()).unwrap();
    let names = columns::tables(&mut conn).unwrap();
    let tables: Vec<_> = names
        .into_iter()
        .filter(|name| !PROGRAM.contains(&name.as_str()))
        .map(|name| {
            let (columns, rows) = rows(&mut conn, &name);
            (name, columns, rows)
        })
        .collect();
    let mut ids: Vec<String> = Vec::new();
    for (_, columns, rows) in &tables {
        if let Some(id) = columns.iter().position(|column| column == "id") {
            ids.extend(rows.iter().filter_map(|row| row[id].clone()));
        }
    }
    ids.sort();
    ids.dedup();
    let ranks: BTreeMap<String, usize> = ids.into_iter().zip(0..).collect();
    tables
        .into_iter()
        .map(|(name, _, rows)| {
            let mut texts: Vec<String> = rows
                .iter()
                .map(|row| {
                    let cells = row
                        .iter()
                        .map(|cell| cell.as_deref().map_or("null".to_owned(), |text| ranked(text, &ranks)));
                    cells.collect::<Vec<_>>().join(" | ")
                })
                .collect();
            texts.sort();
            (name, texts)
        })
        .collect()
}

fn filled(empty: &Place, firm: &Firm, is_learned: bool) -> Place {
    // 1,000 orders on two days, in two years.
    let load = Load {
        block_orders: 40,
        days: vec![
            (firm.first_day + chrono::Days::new(10), 12),
            (firm.first_day + chrono::Days::new(400), 13),
        ],
    };
    assert_eq!(load.order_count(), 1_000);
    let place = empty.copy().unwrap();
    load::fill(&place, firm, &load, is_learned).unwrap();
    place
}

#[test]
fn a_thousand_loaded_orders_equal_a_thousand_real_ones_in_every_row() {
    let empty = place();
    let firm = firm::found(&empty).unwrap();
    let (real, loaded) = (filled(&empty, &firm, false), filled(&empty, &firm, true));
    let (expected, found) = (contents(&real), contents(&loaded));
    assert_eq!(expected["sales_order"].len(), 1_000);
    // Of 40 orders 39 are delivered and invoiced, 37 paid.
    assert_eq!(expected["customer_invoice"].len(), 975);
    assert_eq!(expected["payment"].len(), 925);
    assert!(expected.keys().eq(found.keys()));
    for (table, rows) in &expected {
        let other = &found[table];
        assert_eq!(rows.len(), other.len(), "rows of {table}");
        for (row, other) in rows.iter().zip(other) {
            assert_eq!(row, other, "{table}");
        }
    }
    let db = Db::open(&loaded.settings(1), &migrations::schema()).unwrap();
    let laws = db.read(check::queries::run).unwrap();
    let broken: Vec<_> = laws.iter().filter(|law| !law.holds()).collect();
    assert!(broken.is_empty(), "{broken:?}");
}
