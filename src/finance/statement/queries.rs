//! Reads of a customer's statement, from its open items: each is a posting on the receivable account.
use crate::finance::statement::Movement;
use crate::finance::statement::Statement;
use crate::ids::CompanyId;
use crate::ids::PartyId;
use crate::kernel::error::Result;
use chrono::NaiveDate;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Money;
use tenon_db::exact_sum;
use tenon_schema::open_item;

/// Most postings of one statement.
const MOVEMENTS_MAX: i64 = 5_000;

/// One part for each currency that has anything in it.
pub fn statements(
    conn: &mut Conn,
    company: CompanyId,
    party: PartyId,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<Statement>> {
    let before: Vec<(String, Option<Money>)> = open_item::table
        .filter(open_item::party_id.eq(party))
        .filter(open_item::company_id.eq(company))
        .filter(open_item::posting_date.lt(from))
        .group_by(open_item::currency)
        .select((open_item::currency, exact_sum(open_item::amount)))
        .limit(500)
        .load(conn)?;
    let mut parts: BTreeMap<String, Statement> = before
        .into_iter()
        .map(|(currency, sum)| {
            let part = Statement {
                currency: currency.clone(),
                opening: sum.unwrap_or_default(),
                movements: Vec::new(),
            };
            (currency, part)
        })
        .collect();
    for movement in movements(conn, company, party, (from, to))? {
        let part = parts.entry(movement.currency.clone()).or_insert_with(|| Statement {
            currency: movement.currency.clone(),
            ..Statement::default()
        });
        // The instalments of a document are one posting.
        match part.movements.last_mut() {
            Some(last) if last.origin_id == movement.origin_id && last.date == movement.date => {
                last.amount += movement.amount;
            }
            _ => part.movements.push(movement),
        }
    }
    Ok(parts
        .into_values()
        .filter(|part| !part.opening.is_zero() || !part.movements.is_empty())
        .collect())
}

fn movements(
    conn: &mut Conn,
    company: CompanyId,
    party: PartyId,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<Movement>> {
    let rows: Vec<(NaiveDate, String, String, i64, String, Money)> = open_item::table
        .filter(open_item::party_id.eq(party))
        .filter(open_item::company_id.eq(company))
        .filter(open_item::posting_date.ge(from))
        .filter(open_item::posting_date.le(to))
        .order((open_item::posting_date.asc(), open_item::id.asc()))
        .limit(MOVEMENTS_MAX)
        .select((
            open_item::posting_date,
            open_item::document_number,
            open_item::origin_kind,
            open_item::origin_id,
            open_item::currency,
            open_item::amount,
        ))
        .load(conn)?;
    let row = |(date, number, origin_kind, origin_id, currency, amount)| Movement {
        date,
        number,
        origin_kind,
        origin_id,
        currency,
        amount,
    };
    Ok(rows.into_iter().map(row).collect())
}
