//! What companies set up for themselves: holidays, reasons, number series.
use crate::company::holiday;
use crate::company::holiday::NewHoliday;
use crate::company::reason;
use crate::company::reason::NewReason;
use crate::company::reason::RenameReason;
use crate::company::series;
use crate::company::series::EditSeries;
use crate::company::series::NewSeries;
use crate::ids::CompanyId;
use crate::ids::Subject;
use crate::import_target;
use crate::kernel::error::Error;
use crate::setup::import::target::Target;

pub const TARGETS: &[Target] = &[
    import_target!(
        "holiday",
        CompanyEdit,
        NewHoliday,
        |tx, company, new| holiday::ops::create(tx, company, new).map(Subject::from),
        update | conn,
        _,
        id | {
            let row = holiday::queries::row(conn, id.into())?;
            Ok((row.version, row.as_command()))
        },
        NewHoliday,
        |tx, _, id, version, edit| holiday::ops::update(tx, id.into(), version, edit)
    ),
    import_target!(
        "reason",
        CompanyEdit,
        NewReason,
        |tx, _, new| reason::ops::create(tx, new).map(Subject::from),
        update | conn,
        company,
        id | {
            let row = reason::queries::get(conn, id.into())?;
            let whole = NewReason {
                company_id: Some(company),
                used_for: row.used_for,
                name: row.name,
            };
            Ok((row.version, whole))
        },
        NewReason,
        |tx, company, id, version, edit| {
            let old = reason::queries::get(tx.conn, id.into())?;
            Error::unless_stays(edit.used_for == old.used_for, "used_for")?;
            let words = RenameReason {
                company_id: Some(edit.company_id.unwrap_or(company)),
                name: edit.name.clone(),
            };
            reason::ops::rename(tx, id.into(), version, &words)
        }
    ),
    import_target!(
        "number-series",
        CompanyEdit,
        NewSeries,
        |tx, company, new| series::ops::create(tx, company, new).map(Subject::from),
        update | conn,
        _,
        id | {
            let row = series::queries::row(conn, id.into())?;
            let whole = NewSeries {
                company_id: Some(row.company_id),
                kind: row.kind,
                year: row.year,
                pattern: row.pattern,
                next_number: Some(row.next_number),
                last_number: row.last_number,
            };
            Ok((row.version, whole))
        },
        NewSeries,
        |tx, company, id, version, edit| {
            let old = series::queries::row(tx.conn, id.into())?;
            let of: CompanyId = edit.company_id.unwrap_or(company);
            Error::unless_stays(of == old.company_id, "company_id")?;
            Error::unless_stays(edit.kind == old.kind, "kind")?;
            Error::unless_stays(edit.year == old.year, "year")?;
            let change = EditSeries {
                pattern: edit.pattern.clone(),
                next_number: edit.next_number.unwrap_or(old.next_number),
                last_number: edit.last_number,
            };
            series::ops::update(tx, id.into(), version, &change)
        }
    ),
];
