//! Keeping progress: what was delivered, returned, invoiced or credited is written down, the cost of sales follows, and the
//! order knows its new sums.
use crate::catalog::product;
use crate::ids::ProductId;
use crate::ids::SalesOrderId;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use crate::ledger::account;
use crate::ledger::account::AccountRole;
use crate::ledger::currency;
use crate::ledger::currency::CompanyCurrency;
use crate::ledger::entry;
use crate::ledger::entry::EntryLine;
use crate::ledger::entry::JournalKind;
use crate::ledger::entry::NewEntry;
use crate::orders::progress::Decimals;
use crate::orders::progress::OrderSums;
use crate::orders::progress::Progress;
use crate::orders::progress::Tracked;
use crate::orders::sales_order::OrderLine;
use crate::orders::sales_order::SalesOrder;
use crate::orders::sales_order::State;
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::upsert::excluded;
use std::collections::BTreeMap;
use tenon_db::Money;
use tenon_db::batches;
use tenon_schema::sales_order;
use tenon_schema::sales_order_line_progress;

/// Columns of a progress row that are bound.
const COLUMNS: usize = 8;

/// The document that moved an order on.
pub struct Cause<'a> {
    pub origin: Subject,
    /// Its number, as the journal entry says it.
    pub number: &'a str,
    pub date: NaiveDate,
}

/// Writes down what a document changed: `lines` are all lines of the order with their new progress; `before` says whether
/// the order was closed by hand. Posts the cost of sales that follows, and keeps the order's sums.
pub fn apply(tx: &mut Tx<'_>, order: &SalesOrder, lines: &mut [OrderLine], cause: &Cause<'_>) -> Result<()> {
    let money = currency::queries::of_company(tx.conn, order.company_id)?;
    settle(tx, order, lines, cause, &money)?;
    let rows: Vec<Progress> = lines.iter().map(|line| line.progress).collect();
    store(tx, &rows)?;
    let tracked: Vec<Tracked> = lines.iter().map(OrderLine::tracked).collect();
    keep_sums(tx, order, &tracked, &money)
}

/// Posts the difference between what the cost of sales should be and what it is: Dr cost of sales, Cr goods delivered not
/// invoiced, with the product on both lines.
fn settle(
    tx: &mut Tx<'_>,
    order: &SalesOrder,
    lines: &mut [OrderLine],
    cause: &Cause<'_>,
    money: &CompanyCurrency,
) -> Result<()> {
    let mut by_product: BTreeMap<ProductId, Money> = BTreeMap::new();
    for line in lines.iter_mut() {
        let target = line.progress.settled_cost(money.decimals);
        let difference = target - line.progress.invoiced_cost_amount;
        line.progress.invoiced_cost_amount = target;
        *by_product.entry(line.line.product_id).or_default() += difference;
    }
    by_product.retain(|_, amount| !amount.is_zero());
    if by_product.is_empty() {
        return Ok(());
    }
    let products: Vec<ProductId> = by_product.keys().copied().collect();
    let costing = product::queries::costing(tx.conn, &products)?;
    let categories: Vec<_> = costing.values().map(|(category, _)| *category).collect();
    let accounts = account::queries::category_accounts(tx.conn, order.company_id, &categories)?;
    let mut entry_lines = Vec::with_capacity(by_product.len() * 2);
    for (product, amount) in by_product {
        let Some((category, _)) = costing.get(&product) else {
            return Err(crate::kernel::error::Error::NotFound("product"));
        };
        let cost = accounts.get(*category, AccountRole::CostOfSales)?;
        let waiting = accounts.get(*category, AccountRole::GoodsDeliveredNotInvoiced)?;
        let line = |account, amount| {
            EntryLine::debit(account, amount, &money.code)
                .party(order.party_id)
                .product(product)
        };
        entry_lines.push(line(cost, amount));
        entry_lines.push(line(waiting, -amount));
    }
    let entry = NewEntry {
        company: order.company_id,
        journal: JournalKind::Stock,
        posting_date: cause.date,
        description: cause.number.to_owned(),
        origin: cause.origin,
        reverses: None,
        lines: entry_lines,
    };
    entry::ops::post(tx, &entry)?;
    Ok(())
}

/// Writes progress rows in place of what was there.
fn store(tx: &mut Tx<'_>, rows: &[Progress]) -> Result<()> {
    use sales_order_line_progress as progress;
    for slice in batches(rows, COLUMNS) {
        tx.conn.later(
            &diesel::insert_into(progress::table)
                .values(slice)
                .on_conflict(progress::sales_order_line_id)
                .do_update()
                .set((
                    progress::delivered.eq(excluded(progress::delivered)),
                    progress::returned.eq(excluded(progress::returned)),
                    progress::invoiced.eq(excluded(progress::invoiced)),
                    progress::credited.eq(excluded(progress::credited)),
                    progress::delivered_cost_amount.eq(excluded(progress::delivered_cost_amount)),
                    progress::invoiced_cost_amount.eq(excluded(progress::invoiced_cost_amount)),
                )),
        )?;
    }
    Ok(())
}

/// Begins the progress of an order's lines.
pub fn begin(tx: &mut Tx<'_>, order: SalesOrderId, lines: &[OrderLine]) -> Result<()> {
    let rows: Vec<Progress> = lines.iter().map(|line| Progress::none(line.line.id, order)).collect();
    store(tx, &rows)
}

/// Forgets it: the order is a draft again.
pub fn forget(tx: &mut Tx<'_>, order: SalesOrderId) -> Result<()> {
    let rows = sales_order_line_progress::table.filter(sales_order_line_progress::sales_order_id.eq(order));
    diesel::delete(rows).execute(tx.conn)?;
    Ok(())
}

/// The sums of an order in the state it is in: nothing is outstanding of drafts, held and cancelled ones.
pub fn sums(order_state: State, is_closed: bool, lines: &[Tracked], decimals: Decimals) -> OrderSums {
    let sums = OrderSums::of(lines, is_closed, decimals);
    match order_state {
        State::Confirmed | State::Done => sums,
        State::Draft | State::Held | State::Cancelled => OrderSums {
            undelivered: Money::ZERO,
            uninvoiced: Money::ZERO,
            billable: Money::ZERO,
            ..sums
        },
    }
}

/// Computes an order's sums anew; it becomes done, or is not done any more. One that is not in force stays as it is.
fn keep_sums(tx: &mut Tx<'_>, order: &SalesOrder, lines: &[Tracked], money: &CompanyCurrency) -> Result<()> {
    let is_closed = order.is_closed();
    let decimals = decimals_of(tx, order, money)?;
    let sums = sums(order.state, is_closed, lines, decimals);
    let state = match order.state {
        State::Draft | State::Held | State::Cancelled => order.state,
        State::Confirmed | State::Done if is_closed || sums.is_done => State::Done,
        State::Confirmed | State::Done => State::Confirmed,
    };
    let margin = order.net_amount - in_currency_of(tx, order, sums.cost, money, decimals)?;
    let changed = diesel::update(sales_order::table.find(order.id))
        .filter(sales_order::version.eq(order.version))
        .set((
            sales_order::state.eq(state),
            sales_order::delivered_percent.eq(sums.delivered_percent),
            sales_order::invoiced_percent.eq(sums.invoiced_percent),
            sales_order::undelivered_amount.eq(sums.undelivered),
            sales_order::uninvoiced_amount.eq(sums.uninvoiced),
            sales_order::billable_amount.eq(sums.billable),
            sales_order::margin_amount.eq(margin),
            sales_order::version.eq(order.version + 1),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, order.id)
}

/// Decimals of the order's currency, and of the company's.
pub fn decimals_of(tx: &mut Tx<'_>, order: &SalesOrder, money: &CompanyCurrency) -> Result<Decimals> {
    let own = if order.currency == money.code {
        money.decimals
    } else {
        currency::queries::decimals(tx.conn, &order.currency)?
    };
    Ok(Decimals {
        order: own,
        cost: money.decimals,
    })
}

/// A cost of the company's currency in the order's, at the rate of the order's day.
pub fn in_currency_of(
    tx: &mut Tx<'_>,
    order: &SalesOrder,
    cost: Money,
    money: &CompanyCurrency,
    decimals: Decimals,
) -> Result<Money> {
    if order.currency == money.code || cost.is_zero() {
        return Ok(cost);
    }
    let rate = currency::queries::rate(tx.conn, &order.currency, &money.code, order.order_date)?;
    Ok(cost.times_ratio_to((rate.units, rate.amount), decimals.order, tenon_db::Rounding::HalfUp)?)
}
