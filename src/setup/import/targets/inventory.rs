//! Where goods are: valuation areas, warehouses, locations.
use crate::ids::Subject;
use crate::import_target;
use crate::inventory::location;
use crate::inventory::location::EditLocation;
use crate::inventory::location::LocationKind;
use crate::inventory::location::NewLocation;
use crate::inventory::valuation_area;
use crate::inventory::valuation_area::NewValuationArea;
use crate::inventory::warehouse;
use crate::inventory::warehouse::EditWarehouse;
use crate::inventory::warehouse::NewWarehouse;
use crate::kernel::country::Country;
use crate::kernel::error::Error;
use crate::setup::import::target::Target;

/// A text, unless it is empty.
fn some(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

pub const TARGETS: &[Target] = &[
    import_target!(
        "valuation-area",
        WarehouseEdit,
        NewValuationArea,
        |tx, company, new| {
            let company = new.company_id.unwrap_or(company);
            valuation_area::ops::create(tx, company, &new.name).map(Subject::from)
        },
        update | conn,
        _,
        id | {
            let row = valuation_area::queries::get(conn, id.into())?;
            let whole = NewValuationArea {
                company_id: Some(row.company_id),
                name: row.name,
            };
            Ok((row.version, whole))
        },
        NewValuationArea,
        |tx, _, id, version, edit| valuation_area::ops::update(tx, id.into(), version, &edit.name)
    ),
    import_target!(
        "warehouse",
        WarehouseEdit,
        NewWarehouse,
        |tx, _, new| warehouse::ops::create(tx, new).map(Subject::from),
        update | conn,
        _,
        id | {
            let row = warehouse::queries::get(conn, id.into())?;
            let whole = EditWarehouse {
                valuation_area_id: row.valuation_area_id,
                street: some(&row.street),
                postal_code: some(&row.postal_code),
                city: some(&row.city),
                country: Country::find(&row.country),
                allows_negative: row.allows_negative,
                code: row.code,
                name: row.name,
            };
            Ok((row.version, whole))
        },
        EditWarehouse,
        |tx, _, id, version, edit| warehouse::ops::update(tx, id.into(), version, edit)
    ),
    import_target!(
        "location",
        WarehouseEdit,
        NewLocation,
        |tx, company, new| {
            let company = new.company_id.unwrap_or(company);
            location::ops::create(tx, company, new).map(Subject::from)
        },
        update | conn,
        _,
        id | {
            let row = location::queries::get(conn, id.into())?;
            let whole = NewLocation {
                company_id: Some(row.company_id),
                warehouse_id: row.warehouse_id,
                code: row.code,
                name: row.name,
                kind: Some(row.kind),
                is_default: row.is_default,
            };
            Ok((row.version, whole))
        },
        NewLocation,
        |tx, _, id, version, edit| {
            let old = location::queries::get(tx.conn, id.into())?;
            let kind = edit.kind.unwrap_or(LocationKind::Internal);
            Error::unless_stays(edit.warehouse_id == old.warehouse_id, "warehouse_id")?;
            Error::unless_stays(kind == old.kind, "kind")?;
            let change = EditLocation {
                code: edit.code.clone(),
                name: edit.name.clone(),
                is_default: edit.is_default,
            };
            location::ops::update(tx, id.into(), version, &change)
        }
    ),
];
