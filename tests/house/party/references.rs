//! The const lists of columns that name a party, against the foreign keys the database has.
use crate::world::World;
use diesel::QueryableByName;
use diesel::RunQueryDsl;
use diesel::sql_types::Text;
use std::collections::BTreeSet;
use tenon::party::references::OWN;
use tenon::party::references::POSTED;
use tenon::party::references::REFERENCES;

#[derive(QueryableByName)]
struct Key {
    #[diesel(sql_type = Text)]
    named: String,
}

const SQLITE: &str = "SELECT m.name || '.' || f.\"from\" AS named FROM sqlite_master m, pragma_foreign_key_list(m.name) f \
                      WHERE m.type = 'table' AND f.\"table\" = 'party'";
const POSTGRES: &str = "SELECT c.relname || '.' || a.attname AS named FROM pg_constraint k \
                        JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid \
                        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1] \
                        WHERE k.contype = 'f' AND t.relname = 'party'";

#[test]
fn every_foreign_key_to_a_party_is_in_a_list() {
    let world = World::new();
    let is_sqlite = world.database_url().starts_with("sqlite");
    let sql = if is_sqlite { SQLITE } else { POSTGRES };
    let rows: Vec<Key> = world.read(|conn| Ok(diesel::sql_query(sql).load(conn)?));
    let real: BTreeSet<String> = rows.into_iter().map(|row| row.named).collect();
    let lists = [REFERENCES, OWN, POSTED].concat();
    let listed: BTreeSet<String> = lists
        .iter()
        .map(|(table, column)| format!("{table}.{column}"))
        .collect();
    assert_eq!(real, listed);
}
