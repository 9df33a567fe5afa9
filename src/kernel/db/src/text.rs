//! Writes the SQL text of a query, with the few words in which the two engines differ.

use diesel::QueryResult;
use diesel::query_builder::QueryBuilder;

use crate::dialect::Sql;
use crate::settings::Engine;
use crate::values::Bind;

const TEXT_BYTES: usize = 2048;

/// The text of one query in the making.
///
/// It holds the query's binds while it is written, because LIMIT and OFFSET are written as numbers: as parameters they
/// make PostgreSQL plan anew on every call (80 µs each).
#[derive(Default)]
pub struct SqlText {
    sql: String,
    engine: Engine,
    binds: Vec<Bind>,
    /// How many binds the text refers to so far.
    placed: usize,
    has_limit: bool,
    has_offset: bool,
}

/// What a written query comes to.
#[derive(Default)]
pub(crate) struct Written {
    pub sql: String,
    /// The binds that are still parameters.
    pub binds: Vec<Bind>,
    /// LIMIT or OFFSET stand in the text as numbers: it belongs to these values only.
    pub has_limit: bool,
    /// OFFSET takes any number, so its texts are not worth keeping.
    pub has_offset: bool,
}

impl SqlText {
    pub(crate) fn new(engine: Engine, binds: Vec<Bind>) -> SqlText {
        SqlText {
            engine,
            // Most texts fit, so that they are not moved while they grow.
            sql: String::with_capacity(TEXT_BYTES),
            binds,
            ..SqlText::default()
        }
    }

    pub(crate) fn written(self) -> Written {
        Written {
            sql: self.sql,
            binds: self.binds,
            has_limit: self.has_limit,
            has_offset: self.has_offset,
        }
    }

    /// Writes the next bind as a number where it is a LIMIT or OFFSET, and says whether it did.
    fn number_instead_of_bind(&mut self) -> bool {
        let offset = self.sql.ends_with(" OFFSET ");
        if !offset && !self.sql.ends_with(" LIMIT ") {
            return false;
        }
        let Some(Bind::I64(number)) = self.binds.get(self.placed) else {
            return false;
        };
        self.sql.push_str(&number.to_string());
        self.binds.remove(self.placed);
        self.has_limit = true;
        self.has_offset |= offset;
        true
    }

    /// SQLite numbers `$1` by order of appearance, `?1` by the number itself: only the second means what is written.
    fn push_for_sqlite(&mut self, sql: &str) {
        let mut in_text = false;
        let mut letters = sql.chars().peekable();
        while let Some(letter) = letters.next() {
            if letter == '\'' {
                in_text = !in_text;
            }
            let is_placeholder = letter == '$' && !in_text && letters.peek().is_some_and(char::is_ascii_digit);
            self.sql.push(if is_placeholder { '?' } else { letter });
        }
    }
}

/// Decimal digits without the machinery of formatting: a batch has hundreds of binds.
fn push_number(text: &mut String, number: usize) {
    if number >= 10 {
        push_number(text, number / 10);
    }
    text.push(char::from(b"0123456789".get(number % 10).copied().unwrap_or(b'0')));
}

impl QueryBuilder<Sql> for SqlText {
    fn push_sql(&mut self, sql: &str) {
        match (self.engine, sql) {
            // A missing value is NULL on both engines: SQLite has no DEFAULT in a VALUES list.
            (_, "DEFAULT") => self.sql.push_str("NULL"),
            // SQLite's LIKE ignores case (of ASCII letters) by itself.
            (Engine::Sqlite, " ILIKE ") => self.sql.push_str(" LIKE "),
            // Under this collation PostgreSQL does the same.
            (Engine::Postgres, " ILIKE ") => self.sql.push_str(" COLLATE \"C\" ILIKE "),
            // SQLite's lane already holds the only lock there is.
            (Engine::Sqlite, " FOR UPDATE") => {}
            (Engine::Sqlite, _) if sql.contains('$') => self.push_for_sqlite(sql),
            (Engine::Sqlite | Engine::Postgres, _) => self.sql.push_str(sql),
        }
    }

    fn push_identifier(&mut self, identifier: &str) -> QueryResult<()> {
        self.sql.push('"');
        if identifier.contains('"') {
            self.sql.push_str(&identifier.replace('"', "\"\""));
        } else {
            self.sql.push_str(identifier);
        }
        self.sql.push('"');
        Ok(())
    }

    fn push_bind_param(&mut self) {
        if self.number_instead_of_bind() {
            return;
        }
        self.placed += 1;
        self.sql.push(match self.engine {
            Engine::Sqlite => '?',
            Engine::Postgres => '$',
        });
        push_number(&mut self.sql, self.placed);
    }

    fn push_bind_param_value_only(&mut self) {
        self.placed += 1;
    }

    fn finish(self) -> String {
        self.sql
    }
}
