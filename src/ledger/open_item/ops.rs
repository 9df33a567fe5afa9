//! Opening items, setting them against each other, and undoing that. Called by documents inside their own operations.
use crate::ids::AllocationId;
use crate::ids::CompanyId;
use crate::ids::JournalEntryId;
use crate::ids::OpenItemId;
use crate::ids::Subject;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::tx::Tx;
use crate::ledger::account;
use crate::ledger::account::AccountRole;
use crate::ledger::currency;
use crate::ledger::currency::CompanyCurrency;
use crate::ledger::entry;
use crate::ledger::entry::EntryLine;
use crate::ledger::entry::JournalKind;
use crate::ledger::entry::NewEntry;
use crate::ledger::open_item::Allocate;
use crate::ledger::open_item::Allocation;
use crate::ledger::open_item::NewOpenItem;
use crate::ledger::open_item::OpenItem;
use crate::ledger::open_item::Pair;
use crate::ledger::open_item::queries;
use crate::ledger::period;
use crate::refuse_unless;
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::upsert::excluded;
use std::collections::BTreeMap;
use tenon_db::Money;
use tenon_db::batches;
use tenon_schema::allocation;
use tenon_schema::open_item;

/// Columns of an open item that are bound.
const ITEM_COLUMNS: usize = 16;

/// Opens items for posted lines, in one statement.
pub fn open(tx: &mut Tx<'_>, new: &[NewOpenItem]) -> Result<Vec<OpenItemId>> {
    let rows: Vec<OpenItem> = new.iter().map(opened).collect();
    for slice in batches(&rows, ITEM_COLUMNS) {
        tx.conn.later(&diesel::insert_into(open_item::table).values(slice))?;
    }
    Ok(rows.iter().map(|row| row.id).collect())
}

fn opened(new: &NewOpenItem) -> OpenItem {
    OpenItem {
        id: id::new(),
        company_id: new.company,
        party_id: new.party,
        account_id: new.account,
        journal_entry_line_id: new.line,
        origin_kind: new.origin.code().to_owned(),
        origin_id: new.origin.raw(),
        document_number: new.number.clone(),
        posting_date: new.posting_date,
        due_date: new.due_date,
        currency: new.currency.clone(),
        amount: new.amount,
        base_amount: new.base_amount,
        open_amount: new.amount,
        open_base_amount: new.base_amount,
        // What is nothing is settled from the start.
        settled_date: new.amount.is_zero().then_some(new.posting_date),
    }
}

/// Sets debits against credits of the same party and currency. Takes effect on the day given, or on the later of the two
/// postings. A realised exchange difference is posted on that day too.
pub fn allocate(tx: &mut Tx<'_>, what: &Allocate) -> Result<Vec<AllocationId>> {
    let ids: Vec<OpenItemId> = what.pairs.iter().flat_map(|pair| [pair.debit, pair.credit]).collect();
    let mut items = queries::get_many(tx.conn, what.company, &ids)?;
    let base = currency::queries::of_company(tx.conn, what.company)?;
    let mut rows = Vec::with_capacity(what.pairs.len());
    for pair in &what.pairs {
        rows.push(paired(tx, &mut items, what, pair, &base)?);
    }
    let known = Some(what.date).filter(|_| what.is_posted_day);
    require_open(tx, what.company, &rows, (what.date_field, known))?;
    settle(tx, &mut items, &rows)?;
    let entry = post_difference(tx, (what.company, what.origin), &items, &rows, &base)?;
    for row in &mut rows {
        let is_exact = row.debit_base_amount == row.credit_base_amount;
        row.journal_entry_id = entry.filter(|_| !is_exact);
    }
    insert(tx, &rows)?;
    store(tx, &items)?;
    Ok(rows.iter().map(|row| row.id).collect())
}

/// An allocation changes what was open on its day, so that day's period must be open, as for a posting.
fn require_open(
    tx: &mut Tx<'_>,
    company: CompanyId,
    rows: &[Allocation],
    (field, known): (&'static str, Option<NaiveDate>),
) -> Result<()> {
    let mut days: Vec<NaiveDate> = rows.iter().map(|row| row.allocation_date).collect();
    days.retain(|day| Some(*day) != known);
    days.sort_unstable();
    days.dedup();
    period::queries::require_all_open(tx.conn, company, &days).map_err(|error| error.at(field))
}

/// Takes a pair's amount off both items.
fn paired(
    tx: &Tx<'_>,
    items: &mut BTreeMap<OpenItemId, OpenItem>,
    what: &Allocate,
    pair: &Pair,
    base: &CompanyCurrency,
) -> Result<Allocation> {
    let amount = pair.amount;
    let (Some(debit), Some(credit)) = (items.get(&pair.debit), items.get(&pair.credit)) else {
        return Err(Error::NotFound("open-item"));
    };
    let is_pair = !debit.amount.is_negative() && credit.amount.is_negative() && debit.party_id == credit.party_id;
    refuse_unless!(
        is_pair,
        "allocation-not-a-pair",
        one = &debit.document_number,
        other = &credit.document_number
    );
    let is_same_currency = debit.currency == credit.currency;
    refuse_unless!(
        is_same_currency,
        "allocation-currencies-differ",
        one = &debit.document_number,
        other = &credit.document_number
    );
    refuse_unless!(amount.is_positive(), "allocation-not-positive");
    for item in [debit, credit] {
        refuse_unless!(
            amount <= item.open_amount.abs(),
            "allocation-over-open",
            number = &item.document_number,
            open = (item.open_amount.abs(), &item.currency),
            amount = (amount, &item.currency)
        );
    }
    let date = what.date.max(debit.posting_date).max(credit.posting_date);
    let mut take = |id: OpenItemId| items.get_mut(&id).map(|item| item.take(amount, base.decimals));
    Ok(Allocation {
        id: id::new(),
        company_id: what.company,
        allocation_date: date,
        debit_item_id: pair.debit,
        credit_item_id: pair.credit,
        amount,
        debit_base_amount: take(pair.debit).unwrap_or_default(),
        credit_base_amount: take(pair.credit).unwrap_or_default(),
        reverses_id: None,
        journal_entry_id: None,
        created_at: tx.now,
        discount_amount: pair.discount,
    })
}

/// An item is settled on the day of its latest allocation, which may be an older one than the last made.
fn settle(tx: &mut Tx<'_>, items: &mut BTreeMap<OpenItemId, OpenItem>, rows: &[Allocation]) -> Result<()> {
    let done: Vec<OpenItemId> = items
        .values()
        .filter(|item| item.open_amount.is_zero())
        .map(|item| item.id)
        .collect();
    let fresh: BTreeMap<OpenItemId, Money> = rows
        .iter()
        .flat_map(|row| [(row.debit_item_id, row.amount), (row.credit_item_id, row.amount)])
        .fold(BTreeMap::new(), |mut sums, (id, amount)| {
            *sums.entry(id).or_default() += amount;
            sums
        });
    let had_others: Vec<OpenItemId> = done
        .iter()
        .filter(|id| items.get(id).map(|item| item.amount.abs()) != fresh.get(id).copied())
        .copied()
        .collect();
    let earlier = queries::last_allocations(tx.conn, &had_others)?;
    for id in done {
        let now = rows
            .iter()
            .filter(|row| row.debit_item_id == id || row.credit_item_id == id);
        let last = now
            .map(|row| row.allocation_date)
            .chain(earlier.get(&id).copied())
            .max();
        if let Some(item) = items.get_mut(&id) {
            item.settled_date = last;
        }
    }
    Ok(())
}

/// Where the two sides stand at different rates, their account is evened out against exchange gain or loss, one entry
/// for each day; undone allocations take back what they booked. Answers the entry of the last one.
fn post_difference(
    tx: &mut Tx<'_>,
    (company, origin): (CompanyId, Subject),
    items: &BTreeMap<OpenItemId, OpenItem>,
    rows: &[Allocation],
    base: &CompanyCurrency,
) -> Result<Option<JournalEntryId>> {
    let differs = |row: &&Allocation| row.debit_base_amount != row.credit_base_amount;
    if !rows.iter().any(|row| differs(&row)) {
        return Ok(None);
    }
    let roles = account::queries::roles(tx.conn, company)?;
    let mut by_day: BTreeMap<NaiveDate, Vec<EntryLine>> = BTreeMap::new();
    for row in rows.iter().filter(differs) {
        let Some(debit) = items.get(&row.debit_item_id) else {
            continue;
        };
        let difference = row.debit_base_amount - row.credit_base_amount;
        // More debit than credit is a loss; taking an allocation back turns the sign, not the account.
        let is_loss = difference.is_positive() == row.reverses_id.is_none();
        let role = if is_loss {
            AccountRole::ExchangeLoss
        } else {
            AccountRole::ExchangeGain
        };
        let even =
            EntryLine::signed(debit.account_id, -difference, &base.code).in_currency(&debit.currency, Money::ZERO);
        let result = EntryLine::signed(roles.get(role)?, difference, &base.code);
        let lines = by_day.entry(row.allocation_date).or_default();
        lines.push(even.party(debit.party_id).about(&debit.document_number));
        lines.push(result.about(&debit.document_number));
    }
    let mut last = None;
    for (posting_date, lines) in by_day {
        let description = lines.first().map(|line| line.description.clone()).unwrap_or_default();
        let journal = JournalKind::General;
        let new = NewEntry {
            company,
            journal,
            posting_date,
            description,
            origin,
            reverses: None,
            lines,
        };
        last = Some(entry::ops::post(tx, &new)?.id);
    }
    Ok(last)
}

fn insert(tx: &mut Tx<'_>, rows: &[Allocation]) -> Result<()> {
    for slice in batches(rows, 12) {
        tx.conn.later(&diesel::insert_into(allocation::table).values(slice))?;
    }
    Ok(())
}

/// Writes back what is open, all items in one statement.
fn store(tx: &mut Tx<'_>, items: &BTreeMap<OpenItemId, OpenItem>) -> Result<()> {
    let rows: Vec<&OpenItem> = items.values().collect();
    for slice in batches(&rows, ITEM_COLUMNS) {
        tx.conn.later(
            &diesel::insert_into(open_item::table)
                .values(slice.to_vec())
                .on_conflict(open_item::id)
                .do_update()
                .set((
                    open_item::open_amount.eq(excluded(open_item::open_amount)),
                    open_item::open_base_amount.eq(excluded(open_item::open_base_amount)),
                    open_item::settled_date.eq(excluded(open_item::settled_date)),
                )),
        )?;
    }
    Ok(())
}

/// Opens again what these allocations settled, by opposite rows from the day on (not before the allocation's own). An
/// exchange difference is taken back with them. Answers the items touched.
pub fn undo(
    tx: &mut Tx<'_>,
    ids: &[AllocationId],
    (date, date_field): (NaiveDate, &'static str),
    origin: Subject,
) -> Result<Vec<OpenItemId>> {
    let old = queries::allocations(tx.conn, ids)?;
    refuse_unless!(old.len() == ids.len() && !old.is_empty(), "allocation-already-undone");
    let Some(company) = old.first().map(|row| row.company_id) else {
        return Ok(Vec::new());
    };
    let item_ids: Vec<OpenItemId> = old
        .iter()
        .flat_map(|row| [row.debit_item_id, row.credit_item_id])
        .collect();
    let mut items = queries::get_many(tx.conn, company, &item_ids)?;
    let base = currency::queries::of_company(tx.conn, company)?;
    let mut rows = Vec::with_capacity(old.len());
    for one in &old {
        if let Some(item) = items.get_mut(&one.debit_item_id) {
            item.give_back(one.amount, one.debit_base_amount);
        }
        if let Some(item) = items.get_mut(&one.credit_item_id) {
            item.give_back(one.amount, one.credit_base_amount);
        }
        rows.push(Allocation {
            id: id::new(),
            allocation_date: date.max(one.allocation_date),
            amount: -one.amount,
            discount_amount: -one.discount_amount,
            debit_base_amount: -one.debit_base_amount,
            credit_base_amount: -one.credit_base_amount,
            reverses_id: Some(one.id),
            journal_entry_id: None,
            created_at: tx.now,
            ..one.clone()
        });
    }
    require_open(tx, company, &rows, (date_field, None))?;
    let entry = post_difference(tx, (company, origin), &items, &rows, &base)?;
    for row in &mut rows {
        let is_exact = row.debit_base_amount == row.credit_base_amount;
        row.journal_entry_id = entry.filter(|_| !is_exact);
    }
    insert(tx, &rows)?;
    store(tx, &items)?;
    Ok(items.into_keys().collect())
}
