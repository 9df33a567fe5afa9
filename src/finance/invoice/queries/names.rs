//! The codes that lines show: products, units, taxes.
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
use tenon_schema::product;
use tenon_schema::tax_code;
use tenon_schema::unit;

/// What the ids of lines are called.
#[derive(Debug, Clone, Default)]
pub struct LineNames {
    products: BTreeMap<ProductId, String>,
    units: BTreeMap<UnitId, String>,
    taxes: BTreeMap<TaxCodeId, String>,
}

impl LineNames {
    /// Its code.
    pub fn product(&self, id: ProductId) -> String {
        self.products.get(&id).cloned().unwrap_or_default()
    }
    /// Its code, in the language asked for where it has one.
    pub fn unit(&self, id: UnitId) -> String {
        self.units.get(&id).cloned().unwrap_or_default()
    }
    pub fn tax(&self, id: TaxCodeId) -> String {
        self.taxes.get(&id).cloned().unwrap_or_default()
    }
}

/// The names of what these lines refer to: four statements, whatever their number.
pub fn line_names(conn: &mut Conn, lines: &[InvoiceLine], language: &str) -> Result<LineNames> {
    let products: Vec<ProductId> = lines.iter().map(|line| line.product_id).collect();
    let units: Vec<UnitId> = lines.iter().map(|line| line.unit_id).collect();
    let taxes: Vec<TaxCodeId> = lines.iter().filter_map(|line| line.tax_code_id).collect();
    let products: Vec<(ProductId, String)> = product::table
        .filter(product::id.eq_any(products))
        .select((product::id, product::code))
        .limit(LINES_MAX)
        .load(conn)?;
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
        products: products.into_iter().collect(),
        units,
        taxes: taxes.into_iter().collect(),
    })
}
