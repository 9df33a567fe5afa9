//! What a writing connection remembers of tables that seldom change: charts of accounts, taxes, terms, units. Most of what
//! a posting reads is that, and the same every time.
//!
//! Triggers count in `setup_version` whenever such a table is changed, by whomever. The lane looks at it at the beginning
//! of each group: nobody else writes until its end, so what is remembered is what a query would find.

use std::any::Any;
use std::any::TypeId;
use std::collections::BTreeMap;
use std::collections::HashMap;
use std::hash::Hash;

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::conn::Conn;

/// Most answers of a kind; days of documents are among what is asked for.
const ANSWERS_MAX: usize = 2_000;

/// What is remembered, by the types of what is asked and answered.
#[derive(Default)]
pub(crate) struct Memo {
    /// Tables of which something may be remembered; without any nothing is.
    tables: &'static [&'static str],
    /// Of `setup_version` when a group found another one than the group before.
    version: Option<i64>,
    /// This transaction has changed one of the tables itself.
    is_changed: bool,
    answers: BTreeMap<TypeId, Box<dyn Any + Send>>,
}

impl Memo {
    pub fn of(tables: &'static [&'static str]) -> Memo {
        Memo {
            tables,
            ..Memo::default()
        }
    }

    /// A statement is about to be run.
    pub fn notice(&mut self, statement: &str) {
        if self.tables.is_empty() || self.is_changed {
            return;
        }
        if changes_one_of(self.tables, statement) {
            self.forget();
        }
    }

    /// Somebody may have changed one of the tables: until the transaction ends nothing is remembered.
    pub fn forget(&mut self) {
        self.is_changed = true;
        self.answers.clear();
    }
}

/// Whether a statement changes one of the tables: `INSERT INTO "x" …`, `UPDATE "x" …`, `DELETE FROM "x" …` as the dialect
/// writes them. What somebody wrote by hand, without quotes, may change any.
fn changes_one_of(tables: &[&str], statement: &str) -> bool {
    let verb = statement.get(..6).unwrap_or_default();
    if !matches!(verb, "INSERT" | "UPDATE" | "DELETE") {
        return false;
    }
    statement.split('"').nth(1).is_none_or(|table| tables.contains(&table))
}

impl Conn {
    /// What `load` reads, or read before and nobody has changed since. It may read only tables that are counted in
    /// `setup_version`, and depend on nothing but the key. A reading connection remembers nothing.
    pub fn remembered<K, V, E>(&mut self, key: K, load: impl FnOnce(&mut Conn, &K) -> Result<V, E>) -> Result<V, E>
    where
        K: Hash + Eq + Send + 'static,
        V: Clone + Send + 'static,
    {
        let id = TypeId::of::<HashMap<K, V>>();
        let known = self.memo.answers.get(&id);
        let known = known.and_then(|answers| answers.downcast_ref::<HashMap<K, V>>()?.get(&key).cloned());
        if let Some(value) = known {
            return Ok(value);
        }
        let value = load(self, &key)?;
        if !self.memo.tables.is_empty() && !self.memo.is_changed {
            let answers = self.memo.answers.entry(id);
            let answers = answers.or_insert_with(|| Box::new(HashMap::<K, V>::new()));
            if let Some(answers) = answers.downcast_mut::<HashMap<K, V>>() {
                if answers.len() >= ANSWERS_MAX {
                    answers.clear();
                }
                answers.insert(key, value.clone());
            }
        }
        Ok(value)
    }

    /// Forgets what was remembered if somebody has changed the tables since. Called when the lane is ours.
    pub(crate) fn look_at_memo(&mut self) -> QueryResult<()> {
        if self.memo.tables.is_empty() {
            return Ok(());
        }
        self.memo.is_changed = false;
        let version = diesel::select(sql::<BigInt>("(SELECT version FROM setup_version)"));
        let version: i64 = version.get_result(self)?;
        if self.memo.version != Some(version) {
            self.memo.version = Some(version);
            self.memo.answers.clear();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::changes_one_of;

    #[test]
    fn a_statement_names_the_table_it_changes() {
        let changes = |statement: &str| changes_one_of(&["unit", "account"], statement);
        assert!(changes(r#"INSERT INTO "unit" ("id") VALUES ($1)"#));
        assert!(changes(r#"DELETE FROM "account" WHERE "id" = $1"#));
        assert!(changes("UPDATE unit SET factor = 1"));
        assert!(!changes(r#"UPDATE "party" SET "name" = $1"#));
        assert!(!changes(r#"SELECT "unit"."id" FROM "unit""#));
        assert!(!changes("BEGIN"));
    }
}
