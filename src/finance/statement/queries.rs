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

/// Most postings that a statement lists.
pub const MOVEMENTS_MAX: i64 = 5_000;

/// One part for each currency that has anything in it.
pub fn statements(
    conn: &mut Conn,
    company: CompanyId,
    party: PartyId,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<Statement>> {
    let opening = balances(conn, company, party, from.pred_opt().unwrap_or(from))?;
    let closing = balances(conn, company, party, to)?;
    let mut parts: BTreeMap<String, Statement> = closing
        .into_iter()
        .map(|(currency, closing)| {
            let part = Statement {
                opening: opening.get(&currency).copied().unwrap_or_default(),
                currency: currency.clone(),
                closing,
                ..Statement::default()
            };
            (currency, part)
        })
        .collect();
    let mut movements = movements(conn, company, party, (from, to))?;
    let most = usize::try_from(MOVEMENTS_MAX).unwrap_or(usize::MAX);
    let is_cut = movements.len() > most;
    movements.truncate(most);
    for movement in movements {
        let Some(part) = parts.get_mut(&movement.currency) else {
            continue;
        };
        // The instalments of a document are one posting.
        match part.movements.last_mut() {
            Some(last) if last.origin_id == movement.origin_id && last.date == movement.date => {
                last.amount += movement.amount;
            }
            _ => part.movements.push(movement),
        }
    }
    for part in parts.values_mut() {
        part.is_cut = is_cut;
    }
    Ok(parts
        .into_values()
        .filter(|part| !part.opening.is_zero() || !part.movements.is_empty())
        .collect())
}

/// What the party owed at the end of a day, by currency.
fn balances(conn: &mut Conn, company: CompanyId, party: PartyId, day: NaiveDate) -> Result<BTreeMap<String, Money>> {
    let rows: Vec<(String, Option<Money>)> = open_item::table
        .filter(open_item::party_id.eq(party))
        .filter(open_item::company_id.eq(company))
        .filter(open_item::posting_date.le(day))
        .group_by(open_item::currency)
        .select((open_item::currency, exact_sum(open_item::amount)))
        .limit(500)
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(currency, sum)| (currency, sum.unwrap_or_default()))
        .collect())
}

/// One more than are listed, where there are more.
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
        .limit(MOVEMENTS_MAX + 1)
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
