//! Moves as people see them: from where to where, at what cost, by which document.
use crate::catalog::product::queries::call_in;
use crate::ids::CompanyId;
use crate::ids::JournalEntryId;
use crate::ids::LocationId;
use crate::ids::LotId;
use crate::ids::ProductId;
use crate::ids::StockMoveId;
use crate::ids::Subject;
use crate::inventory::chosen;
use crate::inventory::location::LocationKind;
use crate::inventory::stock::Position;
use crate::inventory::stock_move::Direction;
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::sort_page;
use crate::within_companies;
use chrono::NaiveDate;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::Serialize;
use tenon_db::Conn;
use tenon_db::Money;
use tenon_db::Quantity;
use tenon_db::Sql;
use tenon_schema::company;
use tenon_schema::journal_entry;
use tenon_schema::location;
use tenon_schema::lot;
use tenon_schema::product;
use tenon_schema::stock_move;
use tenon_schema::unit;
use tenon_schema::valuation_entry;

/// Most moves shown inside the page of another record.
const SHOWN_MAX: i64 = 20;

/// A move with the words it shows.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct MoveRow {
    pub id: StockMoveId,
    pub company_id: CompanyId,
    pub move_date: NaiveDate,
    pub posting_date: NaiveDate,
    pub created_at: NaiveDateTime,
    pub product_id: ProductId,
    pub product_code: String,
    pub product_name: String,
    pub unit_code: String,
    pub lot_id: Option<LotId>,
    pub lot_code: Option<String>,
    pub from_location_id: LocationId,
    pub from_code: String,
    pub from_kind: LocationKind,
    pub to_location_id: LocationId,
    pub to_code: String,
    pub to_kind: LocationKind,
    pub quantity: Quantity,
    /// What the stock value changed by; absent for who may not see costs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Money>,
    pub currency: String,
    pub origin_kind: String,
    pub origin_id: i64,
    /// Number of the document.
    pub document: String,
    pub journal_entry_id: Option<JournalEntryId>,
    pub reverses_id: Option<StockMoveId>,
}

impl MoveRow {
    pub fn origin(&self) -> Option<Subject> {
        Subject::from_parts(&self.origin_kind, self.origin_id)
    }

    pub fn direction(&self) -> Direction {
        Direction::of(self.from_kind, self.to_kind)
    }
}

type Row = (
    (StockMoveId, CompanyId, NaiveDate, NaiveDate, NaiveDateTime),
    (ProductId, String, String, String),
    (Option<LotId>, Option<String>),
    (LocationId, String, LocationKind),
    (LocationId, String, LocationKind),
    (Quantity, Option<Money>, String),
    (String, i64, Option<String>),
    (Option<JournalEntryId>, Option<StockMoveId>),
);

fn read(row: Row) -> MoveRow {
    let (head, product, lot, from, to, (quantity, value, currency), origin, (journal_entry_id, reverses_id)) = row;
    MoveRow {
        id: head.0,
        company_id: head.1,
        move_date: head.2,
        posting_date: head.3,
        created_at: head.4,
        product_id: product.0,
        product_code: product.1,
        product_name: product.2,
        unit_code: product.3,
        lot_id: lot.0,
        lot_code: lot.1,
        from_location_id: from.0,
        from_code: from.1,
        from_kind: from.2,
        to_location_id: to.0,
        to_code: to.1,
        to_kind: to.2,
        quantity,
        value,
        currency,
        origin_kind: origin.0,
        origin_id: origin.1,
        document: origin.2.unwrap_or_default(),
        journal_entry_id,
        reverses_id,
    }
}

diesel::alias!(location as start: Start, location as end: End);

macro_rules! rows {
    () => {
        stock_move::table
            .inner_join(start.on(start.field(location::id).eq(stock_move::from_location_id)))
            .inner_join(end.on(end.field(location::id).eq(stock_move::to_location_id)))
            .left_join(company::table)
            .inner_join(product::table.inner_join(unit::table))
            .left_join(lot::table)
            .left_join(valuation_entry::table.on(valuation_entry::stock_move_id.eq(stock_move::id)))
            .left_join(journal_entry::table.on(journal_entry::id.nullable().eq(valuation_entry::journal_entry_id)))
            .select((
                (
                    stock_move::id,
                    stock_move::company_id,
                    stock_move::move_date,
                    stock_move::posting_date,
                    stock_move::created_at,
                ),
                (product::id, product::code, product::name, unit::code),
                (stock_move::lot_id, lot::code.nullable()),
                start.fields((location::id, location::code, location::kind)),
                end.fields((location::id, location::code, location::kind)),
                (
                    stock_move::quantity,
                    valuation_entry::amount.nullable(),
                    company::currency.assume_not_null(),
                ),
                (
                    stock_move::origin_kind,
                    stock_move::origin_id,
                    journal_entry::description.nullable(),
                ),
                (journal_entry::id.nullable(), stock_move::reverses_id),
            ))
    };
}

/// The parts of a document as a filter names it: `goods-receipt:17`.
fn document(list: &ListQuery) -> Option<(String, i64)> {
    let (kind, id) = list.one("document")?.split_once(':')?;
    Some((kind.to_owned(), id.parse().ok()?))
}

macro_rules! matching {
    ($query:expr, $reach:expr, $list:expr) => {{
        let mut query = within_companies!($query, $reach, stock_move);
        if let Some(product) = $list.id("product") {
            query = query.filter(stock_move::product_id.eq(product));
        }
        if let Some(first) = $list.from_date("date") {
            query = query.filter(stock_move::move_date.ge(first));
        }
        if let Some(last) = $list.to_date("date") {
            query = query.filter(stock_move::move_date.le(last));
        }
        if let Some(warehouses) = chosen($list, "warehouse") {
            let places = || {
                location::table
                    .filter(location::warehouse_id.assume_not_null().eq_any(warehouses.clone()))
                    .select(location::id)
            };
            query = query.filter(
                stock_move::from_location_id
                    .eq_any(places())
                    .or(stock_move::to_location_id.eq_any(places())),
            );
        }
        if let Some(place) = $list.id("location") {
            query = query.filter(
                stock_move::from_location_id
                    .eq(place)
                    .or(stock_move::to_location_id.eq(place)),
            );
        }
        if let Some((kind, id)) = document($list) {
            query = query
                .filter(stock_move::origin_kind.eq(kind))
                .filter(stock_move::origin_id.eq(id));
        }
        query
    }};
}

pub fn page(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<MoveRow>> {
    let query = matching!(rows!().into_boxed::<Sql>(), reach, list);
    let query = sort_page!(query, list, stock_move::id, { "date" => stock_move::move_date, NaiveDate; });
    let rows: Vec<Row> = query.load(conn)?;
    let mut rows: Vec<MoveRow> = rows.into_iter().map(read).collect();
    call_in(conn, list.language, &mut rows, |row| {
        (row.product_id, &mut row.product_name)
    })?;
    Ok(rows)
}

pub fn sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = matching!(stock_move::table.count().into_boxed::<Sql>(), reach, list);
    Ok(Sums::count(query.get_result(conn)?))
}

pub fn get(conn: &mut Conn, id: StockMoveId) -> Result<MoveRow> {
    let row: std::result::Result<Row, _> = rows!().filter(stock_move::id.eq(id)).first(conn);
    found(row, "stock-move").map(read)
}

/// The newest moves of a place.
pub fn at(conn: &mut Conn, place: &Position) -> Result<Vec<MoveRow>> {
    let location = place.location_id;
    let query = rows!().into_boxed::<Sql>();
    let query = match place.lot_id {
        Some(lot) => query.filter(stock_move::lot_id.eq(lot)),
        None => query.filter(stock_move::lot_id.is_null()),
    };
    let rows: Vec<Row> = query
        .filter(stock_move::product_id.eq(place.product_id))
        .filter(
            stock_move::from_location_id
                .eq(location)
                .or(stock_move::to_location_id.eq(location)),
        )
        .order((stock_move::move_date.desc(), stock_move::id.desc()))
        .limit(SHOWN_MAX)
        .load(conn)?;
    Ok(rows.into_iter().map(read).collect())
}

/// The newest moves of a lot, in these companies.
pub fn of_lot(conn: &mut Conn, companies: &[i64], lot: LotId) -> Result<Vec<MoveRow>> {
    let rows: Vec<Row> = rows!()
        .filter(stock_move::lot_id.eq(Some(lot)))
        .filter(stock_move::company_id.eq_any(companies.to_vec()))
        .order((stock_move::move_date.desc(), stock_move::id.desc()))
        .limit(SHOWN_MAX)
        .load(conn)?;
    Ok(rows.into_iter().map(read).collect())
}

/// The newest moves of a product, in these companies.
pub fn of_product(conn: &mut Conn, companies: &[i64], product: ProductId) -> Result<Vec<MoveRow>> {
    let rows: Vec<Row> = rows!()
        .filter(stock_move::product_id.eq(product))
        .filter(stock_move::company_id.eq_any(companies.to_vec()))
        .order((stock_move::move_date.desc(), stock_move::id.desc()))
        .limit(SHOWN_MAX)
        .load(conn)?;
    Ok(rows.into_iter().map(read).collect())
}
