//! Changes of units. What products already count in stays.
use crate::catalog::unit::NewConversion;
use crate::catalog::unit::NewUnit;
use crate::catalog::unit::Unit;
use crate::catalog::unit::queries;
use crate::catalog::unit::standard;
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::CompanyId;
use crate::ids::ProductId;
use crate::ids::UnitId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::message::Language;
use crate::kernel::translation;
use crate::kernel::tx::Tx;
use crate::kernel::tx::refuse_taken;
use crate::permission::Permission;
use crate::refuse_unless;
use crate::set_active;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_schema::translation as translation_row;
use tenon_schema::unit;
use tenon_schema::unit_conversion;

fn check(tx: &mut Tx<'_>, new: &NewUnit, but: Option<UnitId>) -> Result<()> {
    let holder: Option<UnitId> = unit::table
        .filter(unit::code.eq(&new.code))
        .select(unit::id)
        .first(tx.conn)
        .optional()?;
    refuse_taken(holder, but, &new.code)?;
    if !(0..=6).contains(&new.decimals) {
        return Err(Error::invalid("decimals", Message::new("decimals-out-of-range")));
    }
    translation::check_names(&new.names)
}

/// Makes a unit for all companies.
pub fn create(tx: &mut Tx<'_>, asking: CompanyId, new: &NewUnit) -> Result<UnitId> {
    tx.require(Permission::ProductEdit, asking)?;
    check(tx, new, None)?;
    let id: UnitId = id::new();
    tx.conn.later(&diesel::insert_into(unit::table).values((
        unit::id.eq(id),
        unit::code.eq(&new.code),
        unit::name.eq(&new.name),
        unit::dimension.eq(new.dimension),
        unit::decimals.eq(new.decimals),
        unit::is_active.eq(true),
        unit::version.eq(1),
    )))?;
    translation::put_names(tx.conn, id, &new.names)?;
    tx.record(Event::new(EventKind::MasterCreated, None, id).say("name", &new.name));
    Ok(id)
}

/// Changes a unit. Its dimension, and fewer decimals than before, only while nothing counts in it.
pub fn update(tx: &mut Tx<'_>, asking: CompanyId, id: UnitId, version: i32, new: &NewUnit) -> Result<()> {
    tx.require(Permission::ProductEdit, asking)?;
    let old = queries::get(tx.conn, id)?;
    check(tx, new, Some(id))?;
    let is_narrower = old.dimension != new.dimension || new.decimals < old.decimals;
    let is_held = is_narrower && queries::is_used(tx.conn, id)?;
    refuse_unless!(!is_held, "unit-in-use", name = old.name);
    let changed = diesel::update(unit::table.find(id).filter(unit::version.eq(version)))
        .set((
            unit::code.eq(&new.code),
            unit::name.eq(&new.name),
            unit::dimension.eq(new.dimension),
            unit::decimals.eq(new.decimals),
            unit::version.eq(version + 1),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    translation::put_names(tx.conn, id, &new.names)?;
    let event = Event::new(EventKind::MasterChanged, None, id)
        .say("name", &old.name)
        .change("code", old.code, &new.code)
        .change("name", old.name, &new.name)
        .change("dimension", old.dimension.code(), new.dimension.code())
        .change("decimals", old.decimals, new.decimals);
    tx.record(event);
    Ok(())
}

/// No longer offered, or offered again.
pub fn archive(tx: &mut Tx<'_>, asking: CompanyId, id: UnitId, version: i32, is_active: bool) -> Result<()> {
    tx.require(Permission::ProductEdit, asking)?;
    let old = queries::get(tx.conn, id)?;
    set_active!(tx, unit, id, version, is_active);
    tx.record(Event::new(EventKind::of_usage(is_active), None, id).say("name", old.name));
    Ok(())
}

/// Removes a unit that nothing counts in.
pub fn delete(tx: &mut Tx<'_>, asking: CompanyId, id: UnitId, version: i32) -> Result<()> {
    tx.require(Permission::ProductEdit, asking)?;
    let old = queries::get(tx.conn, id)?;
    refuse_unless!(!queries::is_used(tx.conn, id)?, "unit-in-use", name = old.name);
    translation::remove(tx.conn, id)?;
    let gone = diesel::delete(unit::table.find(id).filter(unit::version.eq(version))).execute(tx.conn)?;
    tx.stale_unless(gone, id)?;
    tx.record(Event::new(EventKind::MasterDeleted, None, id).say("name", old.name));
    Ok(())
}

/// From now on so many of one unit are so many of another, for every product.
pub fn add_conversion(tx: &mut Tx<'_>, asking: CompanyId, new: &NewConversion) -> Result<()> {
    tx.require(Permission::ProductEdit, asking)?;
    let units = queries::get_many(tx.conn, &[new.from_unit_id, new.to_unit_id])?;
    let find = |id: UnitId| units.get(&id).cloned().ok_or(Error::NotFound("unit"));
    let (from, to) = (find(new.from_unit_id)?, find(new.to_unit_id)?);
    refuse_unless!(from.id != to.id, "unit-converts-to-itself", unit = &from.code);
    refuse_unless!(
        from.dimension == to.dimension,
        "unit-dimensions-differ",
        from = &from.code,
        to = &to.code
    );
    let denominator = new.denominator.unwrap_or(1);
    for (field, value) in [("numerator", new.numerator), ("denominator", denominator)] {
        if value < 1 {
            return Err(Error::invalid(field, Message::new("problem-not-positive")));
        }
    }
    refuse_known(tx, &from, &to)?;
    put_conversions(tx, None, &[(from.id, to.id, new.numerator, denominator)])?;
    let event = Event::new(EventKind::MasterChanged, None, from.id)
        .with(to.id)
        .say("name", &from.name)
        .change(
            "conversion",
            None::<String>,
            format!("{denominator} {} = {} {}", from.code, new.numerator, to.code),
        );
    tx.record(event);
    Ok(())
}

/// Two units convert in one way only.
fn refuse_known(tx: &mut Tx<'_>, from: &Unit, to: &Unit) -> Result<()> {
    let known = queries::general_of(tx.conn, from.id)?;
    let is_known = known
        .iter()
        .any(|general| [general.ratio.from, general.ratio.to].contains(&to.id));
    refuse_unless!(!is_known, "unit-conversion-exists", from = &from.code, to = &to.code);
    Ok(())
}

/// Takes a conversion for everything back.
pub fn remove_conversion(tx: &mut Tx<'_>, asking: CompanyId, unit: UnitId, conversion: i64) -> Result<()> {
    tx.require(Permission::ProductEdit, asking)?;
    let old = queries::get(tx.conn, unit)?;
    let known = queries::general_of(tx.conn, unit)?;
    let found = known.into_iter().find(|general| general.id == conversion);
    let ratio = found.ok_or(Error::NotFound("unit"))?.ratio;
    diesel::delete(unit_conversion::table.find(conversion)).execute(tx.conn)?;
    let units = queries::get_many(tx.conn, &[ratio.from, ratio.to])?;
    let code = |id: UnitId| units.get(&id).map(|unit| unit.code.clone()).unwrap_or_default();
    let text = format!(
        "{} {} = {} {}",
        ratio.denominator,
        code(ratio.from),
        ratio.numerator,
        code(ratio.to)
    );
    let event = Event::new(EventKind::MasterChanged, None, unit)
        .say("name", old.name)
        .change("conversion", text, None::<String>);
    tx.record(event);
    Ok(())
}

/// Rows of from, to, numerator and denominator.
pub(crate) fn put_conversions(
    tx: &mut Tx<'_>,
    product: Option<ProductId>,
    rows: &[(UnitId, UnitId, i64, i64)],
) -> Result<()> {
    let rows: Vec<_> = rows
        .iter()
        .map(|(from, to, numerator, denominator)| {
            (
                unit_conversion::id.eq(id::next()),
                unit_conversion::product_id.eq(product),
                unit_conversion::from_unit_id.eq(*from),
                unit_conversion::to_unit_id.eq(*to),
                unit_conversion::numerator.eq(*numerator),
                unit_conversion::denominator.eq(*denominator),
                unit_conversion::version.eq(1),
            )
        })
        .collect();
    if !rows.is_empty() {
        tx.conn
            .later(&diesel::insert_into(unit_conversion::table).values(&rows))?;
    }
    Ok(())
}

/// The standard units with their names and conversions, as far as they are missing; their ids by code. Part of founding
/// a company, which asks for its own permission.
pub fn ensure_standard(tx: &mut Tx<'_>) -> Result<BTreeMap<String, UnitId>> {
    let known: Vec<Unit> = queries::all(tx.conn)?.into_values().collect();
    let mut by_code: BTreeMap<String, UnitId> = known.into_iter().map(|unit| (unit.code, unit.id)).collect();
    let missing: Vec<_> = standard::UNITS
        .iter()
        .filter(|unit| !by_code.contains_key(unit.0))
        .map(|unit| (id::new::<UnitId>(), *unit))
        .collect();
    if missing.is_empty() {
        return Ok(by_code);
    }
    let rows: Vec<_> = missing
        .iter()
        .map(|(id, (code, name, _, _, dimension, decimals))| {
            (
                unit::id.eq(*id),
                unit::code.eq(*code),
                unit::name.eq(*name),
                unit::dimension.eq(*dimension),
                unit::decimals.eq(*decimals),
                unit::is_active.eq(true),
                unit::version.eq(1),
            )
        })
        .collect();
    tx.conn.later(&diesel::insert_into(unit::table).values(&rows))?;
    put_standard_names(tx, &missing)?;
    for (id, (code, name, ..)) in &missing {
        by_code.insert((*code).to_owned(), *id);
        tx.record(Event::new(EventKind::MasterCreated, None, *id).say("name", *name));
    }
    let fresh = |code: &str| missing.iter().any(|(_, unit)| unit.0 == code);
    let ratios: Vec<(UnitId, UnitId, i64, i64)> = standard::CONVERSIONS
        .iter()
        .filter(|(from, to, _)| fresh(from) || fresh(to))
        .filter_map(|(from, to, factor)| Some((*by_code.get(*from)?, *by_code.get(*to)?, *factor, 1)))
        .collect();
    put_conversions(tx, None, &ratios)?;
    Ok(by_code)
}

type Standard = (
    UnitId,
    (
        &'static str,
        &'static str,
        &'static str,
        &'static str,
        crate::catalog::unit::Dimension,
        i32,
    ),
);

fn put_standard_names(tx: &mut Tx<'_>, units: &[Standard]) -> Result<()> {
    let named = units.iter().flat_map(|(id, (_, _, traditional, simplified, ..))| {
        [
            (*id, Language::TraditionalChinese, *traditional),
            (*id, Language::SimplifiedChinese, *simplified),
        ]
    });
    let rows: Vec<_> = named
        .map(|(id, language, name)| {
            (
                translation_row::subject_kind.eq("unit"),
                translation_row::subject_id.eq(id.raw()),
                translation_row::field.eq("name"),
                translation_row::language.eq(language.code()),
                translation_row::body.eq(name),
            )
        })
        .collect();
    tx.conn
        .later(&diesel::insert_into(translation_row::table).values(&rows))?;
    Ok(())
}
