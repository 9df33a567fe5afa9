//! Reads for the pages of price lists and prices.
use crate::catalog::price::PriceList;
use crate::catalog::price::PriceListItem;
use crate::catalog::price::queries::LISTS_MAX;
use crate::catalog::price::queries::PRICES_MAX;
use crate::catalog::product::queries::call_in;
use crate::ids::CompanyId;
use crate::ids::PriceListId;
use crate::ids::PriceListItemId;
use crate::ids::ProductId;
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::sort_page;
use diesel::dsl::count_star;
use diesel::prelude::*;
use serde::Serialize;
use tenon_db::Conn;
use tenon_db::IgnoringCase;
use tenon_db::Sql;
use tenon_schema::party_terms;
use tenon_schema::price_list;
use tenon_schema::price_list_item;
use tenon_schema::product;
use tenon_schema::unit as unit_table;

/// Price lists that the reader may see: those of all companies and those of his.
macro_rules! visible {
    ($query:expr, $reach:expr) => {{
        let companies: Vec<Option<i64>> = $reach.companies().into_iter().map(Some).collect();
        $query.filter(
            price_list::company_id
                .is_null()
                .or(price_list::company_id.eq_any(companies)),
        )
    }};
}

macro_rules! matching_lists {
    ($query:expr, $reach:expr, $list:expr) => {{
        let mut query = visible!($query, $reach);
        if let Some(pattern) = $list.starts_with() {
            let in_name = format!("%{pattern}");
            query = query.filter(
                price_list::code
                    .like_ignoring_case(pattern)
                    .or(price_list::name.like_ignoring_case(in_name)),
            );
        }
        if let Some(currencies) = $list.choice("currency") {
            query = query.filter(price_list::currency.eq_any(currencies));
        }
        if let Some(groups) = $list.choice("customer-group") {
            query = query.filter(price_list::customer_group.eq_any(groups));
        }
        if let Some(active) = $list.flag("active") {
            query = query.filter(price_list::is_active.eq(active));
        }
        query
    }};
}

pub fn page(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<PriceList>> {
    let query = price_list::table.select(PriceList::as_select()).into_boxed::<Sql>();
    let query = matching_lists!(query, reach, list);
    let query = sort_page!(query, list, price_list::id, {
        "code" => price_list::code, String;
        "priority" => price_list::priority, i32;
    });
    Ok(query.load(conn)?)
}

pub fn sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = matching_lists!(price_list::table.count().into_boxed::<Sql>(), reach, list);
    Ok(Sums::count(query.get_result(conn)?))
}

/// A price with the names of what it belongs to.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct PriceRow {
    #[serde(flatten)]
    pub item: PriceListItem,
    pub product_code: String,
    pub product_name: String,
    pub unit: String,
    pub list_code: String,
    pub currency: String,
}

macro_rules! matching_prices {
    ($query:expr, $reach:expr, $list:expr) => {{
        let mut query = visible!($query, $reach);
        if let Some(pattern) = $list.contains() {
            query = query.filter(product::search_text.like(pattern).escape('\\'));
        }
        if let Some(lists) = $list.choice("price-list") {
            let ids: Vec<i64> = lists.iter().filter_map(|id| id.parse().ok()).collect();
            query = query.filter(price_list_item::price_list_id.eq_any(ids));
        }
        if let Some(product) = $list.id("product") {
            query = query.filter(price_list_item::product_id.eq(product));
        }
        if let Some(active) = $list.flag("active") {
            query = query.filter(price_list::is_active.eq(active));
        }
        query
    }};
}

/// Prices with what their product, its unit and their list are called.
macro_rules! price_rows {
    () => {
        price_list_item::table
            .inner_join(price_list::table)
            .inner_join(product::table.inner_join(unit_table::table))
            .select((
                PriceListItem::as_select(),
                product::code,
                product::name,
                unit_table::code,
                price_list::code,
                price_list::currency,
            ))
    };
}

type RowColumns = (PriceListItem, String, String, String, String, String);

fn priced((item, product_code, product_name, unit, list_code, currency): RowColumns) -> PriceRow {
    PriceRow {
        item,
        product_code,
        product_name,
        unit,
        list_code,
        currency,
    }
}

/// One page of prices over all lists.
pub fn price_page(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<PriceRow>> {
    let query = price_rows!().into_boxed::<Sql>();
    let query = matching_prices!(query, reach, list);
    let query = sort_page!(query, list, price_list_item::id, { "product" => product::code, String; });
    let rows: Vec<RowColumns> = query.load(conn)?;
    let mut rows: Vec<PriceRow> = rows.into_iter().map(priced).collect();
    call_in(conn, list.language, &mut rows, |row| {
        (row.item.product_id, &mut row.product_name)
    })?;
    Ok(rows)
}

pub fn price_sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = price_list_item::table
        .inner_join(price_list::table)
        .inner_join(product::table)
        .select(count_star())
        .into_boxed::<Sql>();
    let query = matching_prices!(query, reach, list);
    Ok(Sums::count(query.get_result(conn)?))
}

/// The prices of one list by product and quantity, at most so many.
pub fn prices_of(conn: &mut Conn, id: PriceListId, limit: i64) -> Result<Vec<PriceRow>> {
    let rows: Vec<RowColumns> = price_rows!()
        .filter(price_list_item::price_list_id.eq(id))
        .order((
            product::code.asc(),
            price_list_item::minimum_quantity.asc(),
            price_list_item::id.asc(),
        ))
        .limit(limit)
        .load(conn)?;
    Ok(rows.into_iter().map(priced).collect())
}

pub fn price_row(conn: &mut Conn, id: PriceListItemId) -> Result<PriceRow> {
    let row: std::result::Result<RowColumns, _> = price_rows!().filter(price_list_item::id.eq(id)).first(conn);
    found(row.map(priced), "price-list-item")
}

pub fn count_prices(conn: &mut Conn, id: PriceListId) -> Result<i64> {
    let own = price_list_item::table.filter(price_list_item::price_list_id.eq(id));
    Ok(own.count().get_result(conn)?)
}

/// How many customers agreed on the list, in the companies of the reader.
pub fn count_customers(conn: &mut Conn, id: PriceListId, companies: &[i64]) -> Result<i64> {
    let terms = party_terms::table
        .filter(party_terms::price_list_id.eq(id))
        .filter(party_terms::company_id.eq_any(companies.to_vec()));
    Ok(terms.count().get_result(conn)?)
}

/// Every active and archived list a company could ask, and a product's prices in them: what the price check explains.
pub fn all_about(
    conn: &mut Conn,
    product: ProductId,
    company: CompanyId,
) -> Result<(Vec<PriceList>, Vec<PriceListItem>)> {
    let lists: Vec<PriceList> = price_list::table
        .filter(price_list::company_id.is_null().or(price_list::company_id.eq(company)))
        .select(PriceList::as_select())
        .limit(LISTS_MAX)
        .load(conn)?;
    let items: Vec<PriceListItem> = price_list_item::table
        .filter(price_list_item::product_id.eq(product))
        .select(PriceListItem::as_select())
        .limit(PRICES_MAX)
        .load(conn)?;
    Ok((lists, items))
}
