//! Reads of products.
use crate::catalog::category::CostingMethod;
use crate::catalog::product::Product;
use crate::catalog::unit::convert::Ratio;
use crate::ids::PriceListId;
use crate::ids::PriceListItemId;
use crate::ids::ProductCategoryId;
use crate::ids::ProductId;
use crate::ids::UnitId;
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::kernel::translation;
use crate::sort_page;
use chrono::NaiveDate;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Quantity;
use tenon_db::Sql;
use tenon_db::UnitPrice;
use tenon_schema::customer_invoice_line;
use tenon_schema::goods_receipt_line;
use tenon_schema::party;
use tenon_schema::price_list;
use tenon_schema::price_list_item;
use tenon_schema::product;
use tenon_schema::product_category;
use tenon_schema::quotation_line;
use tenon_schema::sales_order_line;
use tenon_schema::stock_move;
use tenon_schema::translation as translation_row;
use tenon_schema::unit;
use tenon_schema::unit_conversion;

/// Most products read at once: the lines of the largest document.
pub const PRODUCTS_MAX: i64 = 5_000;

pub fn get(conn: &mut Conn, id: ProductId) -> Result<Product> {
    found(
        product::table.find(id).select(Product::as_select()).first(conn),
        "product",
    )
}

pub fn get_many(conn: &mut Conn, ids: &[ProductId]) -> Result<BTreeMap<ProductId, Product>> {
    let rows: Vec<Product> = product::table
        .filter(product::id.eq_any(ids.to_vec()))
        .select(Product::as_select())
        .limit(PRODUCTS_MAX)
        .load(conn)?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The same, called as in a language (its code) where a name was written in it.
pub fn get_many_in(conn: &mut Conn, ids: &[ProductId], language: &str) -> Result<BTreeMap<ProductId, Product>> {
    let name = translation_row::subject_kind
        .eq("product")
        .and(translation_row::subject_id.eq(product::id))
        .and(translation_row::field.eq("name"))
        .and(translation_row::language.eq(language.to_owned()));
    let rows: Vec<(Product, Option<String>)> = product::table
        .left_join(translation_row::table.on(name))
        .filter(product::id.eq_any(ids.to_vec()))
        .select((Product::as_select(), translation_row::body.nullable()))
        .limit(PRODUCTS_MAX)
        .load(conn)?;
    let called = |(mut product, name): (Product, Option<String>)| {
        if let Some(name) = name {
            product.name = name;
        }
        (product.id, product)
    };
    Ok(rows.into_iter().map(called).collect())
}

/// By code, for imports and pasted lines.
pub fn by_codes(conn: &mut Conn, codes: &[String]) -> Result<BTreeMap<String, Product>> {
    let rows: Vec<Product> = product::table
        .filter(product::code.eq_any(codes.to_vec()))
        .select(Product::as_select())
        .limit(PRODUCTS_MAX)
        .load(conn)?;
    Ok(rows.into_iter().map(|row| (row.code.clone(), row)).collect())
}

/// Names as they are called in a language (its code), else in the group's own.
pub fn names(conn: &mut Conn, ids: &[ProductId], language: &str) -> Result<BTreeMap<ProductId, String>> {
    let products = get_many_in(conn, ids, language)?;
    Ok(products.into_iter().map(|(id, product)| (id, product.name)).collect())
}

/// Rows that name their product call it as a language does, where a name was written in it.
pub fn call_in<R>(
    conn: &mut Conn,
    language: &str,
    rows: &mut [R],
    named: fn(&mut R) -> (ProductId, &mut String),
) -> Result<()> {
    let ids: Vec<i64> = rows.iter_mut().map(|row| named(row).0.raw()).collect();
    let names = translation::many(conn, "product", &ids, "name", language)?;
    for row in rows {
        let (id, name) = named(row);
        if let Some(written) = names.get(&id.raw()) {
            name.clone_from(written);
        }
    }
    Ok(())
}

/// Category and costing method of each product.
pub fn costing(conn: &mut Conn, ids: &[ProductId]) -> Result<BTreeMap<ProductId, (ProductCategoryId, CostingMethod)>> {
    let rows: Vec<(ProductId, ProductCategoryId, CostingMethod)> = product::table
        .inner_join(product_category::table)
        .filter(product::id.eq_any(ids.to_vec()))
        .select((product::id, product::category_id, product_category::costing_method))
        .limit(PRODUCTS_MAX)
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, category, method)| (id, (category, method)))
        .collect())
}

/// Whether it ever moved: from then on its unit, kind and tracking stay.
pub fn has_moved(conn: &mut Conn, id: ProductId) -> Result<bool> {
    let moved = diesel::dsl::exists(stock_move::table.filter(stock_move::product_id.eq(id)));
    Ok(diesel::select(moved).get_result(conn)?)
}

/// Whether any document or price names it.
pub fn is_used(conn: &mut Conn, id: ProductId) -> Result<bool> {
    use diesel::dsl::exists;
    let used = exists(sales_order_line::table.filter(sales_order_line::product_id.eq(id)))
        .or(exists(stock_move::table.filter(stock_move::product_id.eq(id))))
        .or(exists(
            price_list_item::table.filter(price_list_item::product_id.eq(id)),
        ))
        .or(exists(quotation_line::table.filter(quotation_line::product_id.eq(id))))
        .or(exists(
            goods_receipt_line::table.filter(goods_receipt_line::product_id.eq(id)),
        ))
        .or(exists(
            customer_invoice_line::table.filter(customer_invoice_line::product_id.eq(id)),
        ));
    Ok(diesel::select(used).get_result(conn)?)
}

/// Who holds a barcode: its label.
pub fn holder_of_barcode(conn: &mut Conn, barcode: &str, but: Option<ProductId>) -> Result<Option<String>> {
    let rows: Vec<(ProductId, String, String)> = product::table
        .filter(product::barcode.eq(barcode))
        .filter(product::is_active.eq(true))
        .select((product::id, product::code, product::name))
        .limit(2)
        .load(conn)?;
    let other = rows.into_iter().find(|(id, ..)| Some(*id) != but);
    Ok(other.map(|(_, code, name)| format!("{code} {name}")))
}

/// Its own units: what one of each is in base units.
pub fn own_units(conn: &mut Conn, id: ProductId) -> Result<Vec<Ratio>> {
    let rows: Vec<(UnitId, UnitId, i64, i64)> = unit_conversion::table
        .filter(unit_conversion::product_id.eq(id))
        .order(unit_conversion::id.asc())
        .select((
            unit_conversion::from_unit_id,
            unit_conversion::to_unit_id,
            unit_conversion::numerator,
            unit_conversion::denominator,
        ))
        .limit(PRODUCTS_MAX)
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(from, to, numerator, denominator)| Ratio {
            from,
            to,
            numerator,
            denominator,
        })
        .collect())
}

/// A price of the product in a list.
#[derive(Debug, Clone)]
pub struct Listed {
    pub id: PriceListItemId,
    pub list: PriceListId,
    pub list_label: String,
    pub currency: String,
    pub minimum: Quantity,
    pub start: Option<NaiveDate>,
    pub end: Option<NaiveDate>,
    pub price: UnitPrice,
}

type ListedRow = (
    PriceListItemId,
    PriceListId,
    String,
    String,
    String,
    Quantity,
    Option<NaiveDate>,
    Option<NaiveDate>,
    UnitPrice,
);

/// Its prices in the active lists of these companies and of all, by list and quantity.
pub fn listed_prices(conn: &mut Conn, id: ProductId, companies: &[i64], limit: i64) -> Result<Vec<Listed>> {
    let rows: Vec<ListedRow> = price_list_item::table
        .inner_join(price_list::table)
        .filter(price_list_item::product_id.eq(id))
        .filter(price_list::is_active.eq(true))
        .filter(
            price_list::company_id
                .is_null()
                .or(price_list::company_id.eq_any(companies.iter().copied().map(Some).collect::<Vec<Option<i64>>>())),
        )
        .order((
            price_list::priority.asc(),
            price_list::code.asc(),
            price_list_item::minimum_quantity.asc(),
            price_list_item::id.asc(),
        ))
        .limit(limit)
        .select((
            price_list_item::id,
            price_list::id,
            price_list::code,
            price_list::name,
            price_list::currency,
            price_list_item::minimum_quantity,
            price_list_item::start_date,
            price_list_item::end_date,
            price_list_item::unit_price,
        ))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, list, code, name, currency, minimum, start, end, price)| Listed {
            id,
            list,
            list_label: format!("{code} {name}"),
            currency,
            minimum,
            start,
            end,
            price,
        })
        .collect())
}

/// A row of the list.
#[derive(Debug, Clone)]
pub struct ProductRow {
    pub product: Product,
    /// In the reader's language.
    pub name: String,
    pub sort_name: String,
    pub category: String,
    pub unit: String,
    pub supplier: Option<String>,
}

macro_rules! matching {
    ($query:expr, $list:expr) => {{
        let mut query = $query;
        if let Some(pattern) = $list.contains() {
            query = query.filter(product::search_text.like(pattern).escape('\\'));
        }
        if let Some(categories) = $list.choice("category") {
            let ids: Vec<i64> = categories.iter().filter_map(|id| id.parse().ok()).collect();
            query = query.filter(product::category_id.eq_any(ids));
        }
        if let Some(kinds) = $list.choice("kind") {
            query = query.filter(product::kind.eq_any(kinds));
        }
        if let Some(tracking) = $list.choice("tracking") {
            query = query.filter(product::tracking.eq_any(tracking));
        }
        if let Some(supplier) = $list.id("supplier") {
            query = query.filter(product::supplier_id.eq(supplier));
        }
        if let Some(sold) = $list.flag("sold") {
            query = query.filter(product::is_sold.eq(sold));
        }
        if let Some(active) = $list.flag("active") {
            query = query.filter(product::is_active.eq(active));
        }
        query
    }};
}

/// Products are shared by all companies.
pub fn page(conn: &mut Conn, _: &Reach, list: &ListQuery) -> Result<Vec<ProductRow>> {
    let query = product::table
        .inner_join(product_category::table)
        .inner_join(unit::table)
        .left_join(party::table)
        .select((
            Product::as_select(),
            product::sort_name,
            product_category::name,
            unit::code,
            party::name.nullable(),
        ))
        .into_boxed::<Sql>();
    let query = matching!(query, list);
    let query = sort_page!(query, list, product::id, {
        "code" => product::code, String;
        "name" => product::sort_name, String;
    });
    let rows: Vec<(Product, String, String, String, Option<String>)> = query.load(conn)?;
    let ids: Vec<i64> = rows.iter().map(|row| row.0.id.raw()).collect();
    let names = translation::many(conn, "product", &ids, "name", list.language)?;
    let row = |(product, sort_name, category, unit, supplier): (Product, String, String, String, Option<String>)| {
        let name = names.get(&product.id.raw()).unwrap_or(&product.name).clone();
        ProductRow {
            product,
            name,
            sort_name,
            category,
            unit,
            supplier,
        }
    };
    Ok(rows.into_iter().map(row).collect())
}

pub fn sums(conn: &mut Conn, _: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = matching!(product::table.count().into_boxed::<Sql>(), list);
    Ok(Sums::count(query.get_result(conn)?))
}

/// The first products in use by name, for an empty combobox.
pub fn first_by_name(conn: &mut Conn, limit: i64) -> Result<Vec<Product>> {
    let rows = product::table
        .filter(product::is_active.eq(true))
        .order((product::sort_name.asc(), product::id.asc()))
        .select(Product::as_select())
        .limit(limit)
        .load(conn)?;
    Ok(rows)
}

/// The product in use with exactly this code or barcode: what a scanner types.
pub fn scanned(conn: &mut Conn, text: &str) -> Result<Option<Product>> {
    let row = product::table
        .filter(product::code.eq(text).or(product::barcode.eq(text)))
        .filter(product::is_active.eq(true))
        .order(product::id.asc())
        .select(Product::as_select())
        .first(conn)
        .optional()?;
    Ok(row)
}
