//! Reads of products.
use crate::catalog::category::CostingMethod;
use crate::catalog::product::Product;
use crate::ids::ProductCategoryId;
use crate::ids::ProductId;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::translation;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_schema::customer_invoice_line;
use tenon_schema::goods_receipt_line;
use tenon_schema::price_list_item;
use tenon_schema::product;
use tenon_schema::product_category;
use tenon_schema::quotation_line;
use tenon_schema::sales_order_line;
use tenon_schema::stock_move;

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
    let raw: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
    let rows: Vec<(ProductId, String)> = product::table
        .filter(product::id.eq_any(raw.clone()))
        .select((product::id, product::name))
        .limit(PRODUCTS_MAX)
        .load(conn)?;
    let mut names: BTreeMap<ProductId, String> = rows.into_iter().collect();
    for (id, name) in translation::many(conn, "product", &raw, "name", language)? {
        names.insert(ProductId::from(id), name);
    }
    Ok(names)
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
