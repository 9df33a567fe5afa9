//! Inserts that nobody waits for. Each statement costs PostgreSQL a round trip, which is most of its time: inserts into
//! different tables wait there until something else is asked, and go as one (`WITH … AS (INSERT …) INSERT …`, whose foreign
//! keys are checked at the end of all). SQLite, to which nothing has to travel, takes them at once.

use diesel::query_builder::QueryFragment;
use diesel::query_builder::QueryId;
use diesel::result::QueryResult;

use crate::conn::Conn;
use crate::dialect::Sql;
use crate::settings::Engine;
use crate::text::Written;

/// More binds than this go at once: a statement may have 65,535.
const BINDS_MAX: usize = 10_000;

impl Conn {
    /// Inserts by the next time that anything else is asked. A failure is then told; it belongs to the same part of the same
    /// write. What inserts say how many rows they made, nobody learns; and no trigger of a table may ask for rows of
    /// others that are inserted with it.
    pub fn later<Q: QueryFragment<Sql> + QueryId>(&mut self, insert: &Q) -> QueryResult<()> {
        if self.engine() == Engine::Sqlite {
            return self.execute_rendered(insert);
        }
        let written = self.write_out(insert)?;
        if written.sql.starts_with("SELECT") {
            // What diesel makes of an empty batch.
            return Ok(());
        }
        if !written.sql.starts_with("INSERT INTO") {
            return self.execute_rendered(insert);
        }
        let is_full = self.inserts.iter().map(|one| one.binds.len()).sum::<usize>() > BINDS_MAX;
        if is_full || self.inserts.iter().any(|one| table_of(one) == table_of(&written)) {
            self.send_inserts()?;
        }
        self.memo.notice(&written.sql);
        self.inserts.push(written);
        Ok(())
    }

    /// Sends the inserts that wait.
    pub(crate) fn send_inserts(&mut self) -> QueryResult<()> {
        if self.inserts.is_empty() {
            return Ok(());
        }
        let all = merged(std::mem::take(&mut self.inserts));
        let query = self.kept_if_often(all);
        self.run(&query).map(|_| ())
    }
}

/// The table of an insert, in quotes. Two into one table stay two statements: a row is not changed twice in one.
fn table_of(insert: &Written) -> &str {
    insert.sql.split(' ').nth(2).unwrap_or_default()
}

/// One statement of all, its parameters numbered through.
fn merged(parts: Vec<Written>) -> Written {
    let mut all = Written::default();
    let last = parts.len().saturating_sub(1);
    for (at, part) in parts.into_iter().enumerate() {
        if last > 0 {
            match at {
                0 => all.sql.push_str("WITH p0 AS ("),
                _ if at < last => all.sql.push_str(&format!(", p{at} AS (")),
                _ => all.sql.push(' '),
            }
        }
        push_shifted(&mut all.sql, &part.sql, all.binds.len());
        if at < last {
            all.sql.push(')');
        }
        all.binds.extend(part.binds);
    }
    all
}

/// Appends a text whose `$1` becomes `$(by + 1)`; what stands in quotes stays.
fn push_shifted(all: &mut String, sql: &str, by: usize) {
    if by == 0 {
        return all.push_str(sql);
    }
    let mut in_text = false;
    let mut rest = sql;
    while let Some(at) = rest.find(['$', '\'']) {
        let (before, from) = rest.split_at(at);
        all.push_str(before);
        let after = from.get(1..).unwrap_or_default();
        if from.starts_with('\'') {
            in_text = !in_text;
            all.push('\'');
            rest = after;
            continue;
        }
        all.push('$');
        let digits = after
            .find(|letter: char| !letter.is_ascii_digit())
            .unwrap_or(after.len());
        let (number, after_number) = after.split_at(digits);
        match number.parse::<usize>() {
            Ok(number) if !in_text => all.push_str(&(number + by).to_string()),
            _ => all.push_str(number),
        }
        rest = after_number;
    }
    all.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::Bind;

    fn part(sql: &str, binds: &[i64]) -> Written {
        Written {
            sql: sql.to_owned(),
            binds: binds.iter().map(|bind| Bind::I64(*bind)).collect(),
            ..Written::default()
        }
    }

    #[test]
    fn parameters_are_numbered_through() {
        let all = merged(vec![
            part("INSERT INTO a ($1, $2)", &[1, 2]),
            part("INSERT INTO b ('$1', $1)", &[3]),
            part("INSERT INTO c ($1, $2, $10)", &[4]),
        ]);
        assert_eq!(
            all.sql,
            "WITH p0 AS (INSERT INTO a ($1, $2)), p1 AS (INSERT INTO b ('$1', $3)) INSERT INTO c ($4, $5, $13)"
        );
        assert_eq!(all.binds.len(), 4);
        assert_eq!(merged(vec![part("INSERT INTO a ($1)", &[1])]).sql, "INSERT INTO a ($1)");
    }
}
