//! What the overview of orders counts and sums up.
use crate::ids::PartyId;
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::kernel::web::Ctx;
use crate::ledger::currency;
use crate::ledger::currency::worth::Worth;
use crate::orders::delivery::Kind;
use crate::orders::delivery::queries as delivery_queries;
use crate::orders::overview::months;
use crate::orders::overview::queries;
use crate::orders::overview::queries::Figure;
use crate::orders::overview::year_before;
use crate::orders::sales_order::SalesOrder;
use crate::permission::Permission;
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Money;

const LATE_SHOWN: i64 = 8;
const CUSTOMERS_SHOWN: i64 = 6;

/// All figures, in the company's currency; what is in others is taken at today's rates.
pub struct Figures {
    pub days: BTreeMap<NaiveDate, Money>,
    pub held: (i64, Money),
    pub backlog: (i64, Money),
    pub late: (i64, Money, Option<NaiveDate>),
    pub billable: (i64, Money),
    pub picking: i64,
    pub returns: i64,
    pub late_orders: Vec<SalesOrder>,
    pub customers: Vec<(PartyId, String, Money)>,
    /// Currencies without a rate, of which amounts are missing.
    pub left_out: Vec<String>,
}

/// Reads and converts them.
pub fn figures(ctx: &Ctx, reach: &Reach, today: NaiveDate) -> Result<Figures> {
    let from = months(year_before(today)).first().copied().unwrap_or(today);
    let since = months(today).first().copied().unwrap_or(today);
    let stock = ctx.reach(Permission::DeliveryRead).within(ctx.company.id);
    ctx.read(|conn| {
        let intake = queries::intake(conn, reach, from, today)?;
        let found = [
            queries::held(conn, reach)?,
            queries::backlog(conn, reach)?,
            queries::late(conn, reach, today)?,
            queries::billable(conn, reach)?,
        ];
        let codes = intake.iter().map(|row| &row.1);
        let codes = codes.chain(
            found
                .iter()
                .flat_map(|figure| figure.amounts.iter().map(|part| &part.0)),
        );
        let own = currency::queries::of_company(conn, ctx.company.id)?;
        let worth = Worth::read(conn, &own, today, codes)?;
        let sum = |figure: &Figure| -> Result<Money> {
            let parts = figure.amounts.iter().map(|(code, part)| worth.of(code, *part));
            parts.sum()
        };
        let mut days: BTreeMap<NaiveDate, Money> = BTreeMap::new();
        for (day, code, amount) in &intake {
            *days.entry(*day).or_default() += worth.of(code, *amount)?;
        }
        let [held, backlog, late, billable] = &found;
        Ok(Figures {
            days,
            held: (held.count, sum(held)?),
            backlog: (backlog.count, sum(backlog)?),
            late: (late.count, sum(late)?, late.oldest),
            billable: (billable.count, sum(billable)?),
            picking: delivery_queries::list::drafts(conn, &stock, Kind::Delivery)?,
            returns: delivery_queries::list::drafts(conn, &stock, Kind::Return)?,
            late_orders: queries::late_orders(conn, reach, today, LATE_SHOWN)?,
            customers: best_customers(conn, reach, (since, today), &worth)?,
            left_out: worth.left_out,
        })
    })
}

/// The best customers, each with all he ordered in the company's currency, the best first.
fn best_customers(
    conn: &mut Conn,
    reach: &Reach,
    span: (NaiveDate, NaiveDate),
    worth: &Worth,
) -> Result<Vec<(PartyId, String, Money)>> {
    let rows = queries::top_customers(conn, reach, span, worth, CUSTOMERS_SHOWN)?;
    let mut sums: BTreeMap<PartyId, (String, Money)> = BTreeMap::new();
    for (party, name, currency, amount) in rows {
        let sum = sums.entry(party).or_default();
        sum.1 += worth.of(&currency, amount)?;
        sum.0 = name;
    }
    let mut best: Vec<_> = sums
        .into_iter()
        .map(|(party, (name, sum))| (party, name, sum))
        .collect();
    best.retain(|(_, _, sum)| !sum.is_zero());
    best.sort_by_key(|(_, _, sum)| Reverse(*sum));
    Ok(best)
}
