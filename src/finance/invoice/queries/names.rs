//! The codes that lines show: products, units, taxes.
use crate::catalog::product;
use crate::finance::invoice::InvoiceLine;
use crate::finance::invoice::queries::LINES_MAX;
use crate::ids::ProductId;
use crate::ids::TaxCodeId;
use crate::ids::UnitId;
use crate::kernel::error::Result;
use crate::kernel::translation;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_schema::product as product_row;
use tenon_schema::tax_code;
use tenon_schema::unit;

/// What a product is called.
#[derive(Debug, Clone)]
struct Named {
    code: String,
    /// In the group's own language.
    own: String,
    /// In the language asked for, where it was written.
    translated: String,
}

/// What the ids of lines are called.
#[derive(Debug, Clone, Default)]
pub struct LineNames {
    products: BTreeMap<ProductId, Named>,
    units: BTreeMap<UnitId, String>,
    taxes: BTreeMap<TaxCodeId, String>,
}

impl LineNames {
    /// Its code.
    pub fn product(&self, id: ProductId) -> String {
        self.products
            .get(&id)
            .map(|named| named.code.clone())
            .unwrap_or_default()
    }
    /// The description of a line; where it is just the product's name, that in the language asked for.
    pub fn described(&self, id: ProductId, description: &str) -> String {
        match self.products.get(&id) {
            Some(named) if named.own == description => named.translated.clone(),
            _ => description.to_owned(),
        }
    }
    /// Its code, in the language asked for where it has one.
    pub fn unit(&self, id: UnitId) -> String {
        self.units.get(&id).cloned().unwrap_or_default()
    }
    pub fn tax(&self, id: TaxCodeId) -> String {
        self.taxes.get(&id).cloned().unwrap_or_default()
    }
}

/// The names of what these lines refer to: six statements, whatever their number.
pub fn line_names(conn: &mut Conn, lines: &[InvoiceLine], language: &str) -> Result<LineNames> {
    let products: Vec<ProductId> = lines.iter().map(|line| line.product_id).collect();
    let units: Vec<UnitId> = lines.iter().map(|line| line.unit_id).collect();
    let taxes: Vec<TaxCodeId> = lines.iter().filter_map(|line| line.tax_code_id).collect();
    let called = product::queries::names(conn, &products, language)?;
    let products: Vec<(ProductId, String, String)> = product_row::table
        .filter(product_row::id.eq_any(products))
        .select((product_row::id, product_row::code, product_row::name))
        .limit(LINES_MAX)
        .load(conn)?;
    let named = |(id, code, own): (ProductId, String, String)| {
        let translated = called.get(&id).unwrap_or(&own).clone();
        (id, Named { code, own, translated })
    };
    let raw: Vec<i64> = units.iter().map(|unit| unit.raw()).collect();
    let rows: Vec<(UnitId, String)> = unit::table
        .filter(unit::id.eq_any(units))
        .select((unit::id, unit::code))
        .limit(LINES_MAX)
        .load(conn)?;
    let mut units: BTreeMap<UnitId, String> = rows.into_iter().collect();
    for (id, name) in translation::many(conn, "unit", &raw, "name", language)? {
        units.insert(UnitId::from(id), name);
    }
    let taxes: Vec<(TaxCodeId, String)> = tax_code::table
        .filter(tax_code::id.eq_any(taxes))
        .select((tax_code::id, tax_code::code))
        .limit(LINES_MAX)
        .load(conn)?;
    Ok(LineNames {
        products: products.into_iter().map(named).collect(),
        units,
        taxes: taxes.into_iter().collect(),
    })
}
