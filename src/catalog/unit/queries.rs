//! Reads of units and of what converts into what.
use crate::catalog::unit::Conversions;
use crate::catalog::unit::Unit;
use crate::catalog::unit::convert::Ratio;
use crate::ids::ProductId;
use crate::ids::UnitId;
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::kernel::search_text;
use crate::kernel::translation;
use crate::matching_master;
use crate::sort_page;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Sql;
use tenon_schema::product;
use tenon_schema::unit;
use tenon_schema::unit_conversion;

/// Most units there are.
pub const UNITS_MAX: i64 = 500;
/// Most conversions read for one document.
const CONVERSIONS_MAX: i64 = 10_000;

pub fn get(conn: &mut Conn, id: UnitId) -> Result<Unit> {
    found(unit::table.find(id).select(Unit::as_select()).first(conn), "unit")
}

pub fn get_many(conn: &mut Conn, ids: &[UnitId]) -> Result<BTreeMap<UnitId, Unit>> {
    conn.remembered(("units", ids.to_vec()), |conn, (_, ids)| {
        let rows: Vec<Unit> = unit::table
            .filter(unit::id.eq_any(ids.clone()))
            .select(Unit::as_select())
            .limit(UNITS_MAX)
            .load(conn)?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    })
}

/// Every unit, archived ones too.
pub fn all(conn: &mut Conn) -> Result<BTreeMap<UnitId, Unit>> {
    let rows: Vec<Unit> = unit::table.select(Unit::as_select()).limit(UNITS_MAX).load(conn)?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Units in use whose code or name holds the text, by code.
pub fn search(conn: &mut Conn, text: &str, limit: i64) -> Result<Vec<Unit>> {
    let wanted = search_text::fold(text.trim());
    let mut units: Vec<Unit> = all(conn)?.into_values().filter(|unit| unit.is_active).collect();
    units.retain(|unit| search_text::fold(&format!("{} {}", unit.code, unit.name)).contains(&wanted));
    units.sort_by(|one, two| one.code.cmp(&two.code));
    units.truncate(usize::try_from(limit).unwrap_or(0));
    Ok(units)
}

type RatioRow = (Option<ProductId>, UnitId, UnitId, i64, i64);

/// What the units of these products convert into, their own conversions and those for everything.
pub fn conversions(conn: &mut Conn, products: &[ProductId]) -> Result<Conversions> {
    let rows: Vec<RatioRow> = unit_conversion::table
        .filter(
            unit_conversion::product_id
                .is_null()
                .or(unit_conversion::product_id.eq_any(products.iter().copied().map(Some).collect::<Vec<_>>())),
        )
        .order(unit_conversion::id.asc())
        .select((
            unit_conversion::product_id,
            unit_conversion::from_unit_id,
            unit_conversion::to_unit_id,
            unit_conversion::numerator,
            unit_conversion::denominator,
        ))
        .limit(CONVERSIONS_MAX)
        .load(conn)?;
    let mut conversions = Conversions {
        units: all(conn)?,
        ..Conversions::default()
    };
    for (product, from, to, numerator, denominator) in rows {
        let ratio = Ratio {
            from,
            to,
            numerator,
            denominator,
        };
        match product {
            Some(product) => conversions.own.entry(product).or_default().push(ratio),
            None => conversions.general.push(ratio),
        }
    }
    Ok(conversions)
}

/// A conversion that holds for everything, with its id.
#[derive(Debug, Clone, serde::Serialize, schemars::JsonSchema)]
pub struct General {
    pub id: i64,
    #[serde(flatten)]
    pub ratio: Ratio,
}

/// The conversions for everything that touch a unit.
pub fn general_of(conn: &mut Conn, id: UnitId) -> Result<Vec<General>> {
    let rows: Vec<(i64, UnitId, UnitId, i64, i64)> = unit_conversion::table
        .filter(unit_conversion::product_id.is_null())
        .filter(
            unit_conversion::from_unit_id
                .eq(id)
                .or(unit_conversion::to_unit_id.eq(id)),
        )
        .order(unit_conversion::id.asc())
        .select((
            unit_conversion::id,
            unit_conversion::from_unit_id,
            unit_conversion::to_unit_id,
            unit_conversion::numerator,
            unit_conversion::denominator,
        ))
        .limit(UNITS_MAX)
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, from, to, numerator, denominator)| General {
            id,
            ratio: Ratio {
                from,
                to,
                numerator,
                denominator,
            },
        })
        .collect())
}

/// Whether a product or a conversion of one names the unit.
pub fn is_used(conn: &mut Conn, id: UnitId) -> Result<bool> {
    let by_product = diesel::dsl::exists(product::table.filter(product::unit_id.eq(id)));
    let by_conversion = diesel::dsl::exists(
        unit_conversion::table.filter(
            unit_conversion::from_unit_id
                .eq(id)
                .or(unit_conversion::to_unit_id.eq(id)),
        ),
    );
    Ok(diesel::select(by_product.or(by_conversion)).get_result(conn)?)
}

macro_rules! matching {
    ($query:expr, $list:expr) => {{
        let mut query = matching_master!($query, $list, unit);
        if let Some(dimensions) = $list.choice("dimension") {
            query = query.filter(unit::dimension.eq_any(dimensions));
        }
        query
    }};
}

/// Units are shared by all companies.
pub fn page(conn: &mut Conn, _: &Reach, list: &ListQuery) -> Result<Vec<Unit>> {
    let query = matching!(unit::table.select(Unit::as_select()).into_boxed::<Sql>(), list);
    let query = sort_page!(query, list, unit::id, { "code" => unit::code, String; });
    let mut rows: Vec<Unit> = query.load(conn)?;
    let ids: Vec<i64> = rows.iter().map(|row| row.id.raw()).collect();
    let names = translation::many(conn, "unit", &ids, "name", list.language)?;
    for row in &mut rows {
        if let Some(name) = names.get(&row.id.raw()) {
            row.name.clone_from(name);
        }
    }
    Ok(rows)
}

pub fn sums(conn: &mut Conn, _: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = matching!(unit::table.count().into_boxed::<Sql>(), list);
    Ok(Sums::count(query.get_result(conn)?))
}
