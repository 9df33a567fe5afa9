//! The changes behind stock values, each with its move, its document and its journal entry.
use crate::catalog::product::queries::call_in;
use crate::ids::CompanyId;
use crate::ids::JournalEntryId;
use crate::ids::ProductId;
use crate::ids::StockMoveId;
use crate::ids::Subject;
use crate::ids::ValuationEntryId;
use crate::inventory::chosen;
use crate::inventory::valuation::ValuationKind;
use crate::inventory::valuation::queries::ValueRow;
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::kernel::value::Value;
use crate::sort_page;
use crate::within_companies;
use chrono::NaiveDate;
use diesel::prelude::*;
use serde::Serialize;
use tenon_db::Conn;
use tenon_db::Money;
use tenon_db::Quantity;
use tenon_db::Sql;
use tenon_db::exact_sum;
use tenon_schema::company;
use tenon_schema::journal_entry;
use tenon_schema::product;
use tenon_schema::stock_move;
use tenon_schema::unit;
use tenon_schema::valuation_entry;

/// Most rows shown inside a page.
const SHOWN_MAX: i64 = 50;

/// A change of value with the words it shows.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct EntryRow {
    pub id: ValuationEntryId,
    pub company_id: CompanyId,
    pub currency: String,
    pub posting_date: NaiveDate,
    pub product_id: ProductId,
    pub product_code: String,
    pub product_name: String,
    pub unit_code: String,
    pub kind: ValuationKind,
    pub quantity: Quantity,
    pub amount: Money,
    pub stock_move_id: StockMoveId,
    pub origin_kind: String,
    pub origin_id: i64,
    /// Number of the document.
    pub document: String,
    pub journal_entry_id: Option<JournalEntryId>,
    pub journal_entry: Option<String>,
}

impl EntryRow {
    pub fn origin(&self) -> Option<Subject> {
        Subject::from_parts(&self.origin_kind, self.origin_id)
    }

    /// What was worth nothing has no entry that would name its document.
    pub fn document_name(&self) -> String {
        if self.document.is_empty() {
            self.stock_move_id.to_string()
        } else {
            self.document.clone()
        }
    }
}

type EntryColumns = (
    (ValuationEntryId, CompanyId, String, NaiveDate, ValuationKind),
    (ProductId, String, String, String),
    (Quantity, Money),
    (StockMoveId, String, i64),
    (Option<JournalEntryId>, Option<String>, Option<String>),
);

fn read_entry(row: EntryColumns) -> EntryRow {
    let (head, product, (quantity, amount), origin, entry) = row;
    EntryRow {
        id: head.0,
        company_id: head.1,
        currency: head.2,
        posting_date: head.3,
        kind: head.4,
        product_id: product.0,
        product_code: product.1,
        product_name: product.2,
        unit_code: product.3,
        quantity,
        amount,
        stock_move_id: origin.0,
        origin_kind: origin.1,
        origin_id: origin.2,
        journal_entry_id: entry.0,
        journal_entry: entry.1,
        document: entry.2.unwrap_or_default(),
    }
}

macro_rules! entry_rows {
    () => {
        valuation_entry::table
            .left_join(company::table)
            .inner_join(product::table.inner_join(unit::table))
            .inner_join(stock_move::table)
            .left_join(journal_entry::table)
            .select((
                (
                    valuation_entry::id,
                    valuation_entry::company_id,
                    company::currency.assume_not_null(),
                    valuation_entry::posting_date,
                    valuation_entry::kind,
                ),
                (product::id, product::code, product::name, unit::code),
                (valuation_entry::quantity, valuation_entry::amount),
                (stock_move::id, stock_move::origin_kind, stock_move::origin_id),
                (
                    valuation_entry::journal_entry_id,
                    journal_entry::number.nullable(),
                    journal_entry::description.nullable(),
                ),
            ))
    };
}

macro_rules! matching_entries {
    ($query:expr, $reach:expr, $list:expr) => {{
        let mut query = within_companies!($query, $reach, valuation_entry);
        if let Some(product) = $list.id("product") {
            query = query.filter(valuation_entry::product_id.eq(product));
        }
        if let Some(areas) = chosen($list, "valuation-area") {
            query = query.filter(valuation_entry::valuation_area_id.eq_any(areas));
        }
        if let Some(kinds) = $list.choice("kind") {
            query = query.filter(valuation_entry::kind.eq_any(kinds));
        }
        if let Some(first) = $list.from_date("date") {
            query = query.filter(valuation_entry::posting_date.ge(first));
        }
        if let Some(last) = $list.to_date("date") {
            query = query.filter(valuation_entry::posting_date.le(last));
        }
        query
    }};
}

/// The changes behind a value.
pub fn entries(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<EntryRow>> {
    let query = matching_entries!(entry_rows!().into_boxed::<Sql>(), reach, list);
    let query = sort_page!(query, list, valuation_entry::id, { "date" => valuation_entry::posting_date, NaiveDate; });
    let rows: Vec<EntryColumns> = query.load(conn)?;
    let mut rows: Vec<EntryRow> = rows.into_iter().map(read_entry).collect();
    call_in(conn, list.language, &mut rows, |row| {
        (row.product_id, &mut row.product_name)
    })?;
    Ok(rows)
}

/// Their sum is the value at the last day, when no first day is asked for.
pub fn entry_sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    let counted = matching_entries!(valuation_entry::table.count().into_boxed::<Sql>(), reach, list);
    let count = counted.get_result(conn)?;
    let summed = valuation_entry::table
        .inner_join(company::table)
        .group_by(company::currency)
        .select((company::currency, exact_sum(valuation_entry::amount)))
        .into_boxed::<Sql>();
    let rows: Vec<(String, Option<Money>)> = matching_entries!(summed, reach, list).limit(2).load(conn)?;
    let sums = match rows.as_slice() {
        [(currency, total)] => vec![("value", Value::Money(total.unwrap_or_default(), currency.clone()))],
        _ => Vec::new(),
    };
    Ok(Sums { count, sums })
}

/// The newest changes of one product in its area.
pub fn newest(conn: &mut Conn, of: &ValueRow) -> Result<Vec<EntryRow>> {
    let rows: Vec<EntryColumns> = entry_rows!()
        .filter(valuation_entry::valuation_area_id.eq(of.valuation_area_id))
        .filter(valuation_entry::product_id.eq(of.product_id))
        .order((valuation_entry::posting_date.desc(), valuation_entry::id.desc()))
        .limit(SHOWN_MAX)
        .load(conn)?;
    Ok(rows.into_iter().map(read_entry).collect())
}

/// The move an entry belongs to, and its company.
pub fn entry_move(conn: &mut Conn, id: ValuationEntryId) -> Result<(CompanyId, StockMoveId)> {
    let row = valuation_entry::table
        .find(id)
        .select((valuation_entry::company_id, valuation_entry::stock_move_id))
        .first(conn);
    found(row, "valuation-entry")
}
