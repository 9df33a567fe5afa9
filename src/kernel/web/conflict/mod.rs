//! Both sides of a stale save: what somebody saved first beside what was typed, field by field.
mod lines;

use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::log;
use crate::kernel::view::Conflict;
use crate::kernel::view::ConflictField;
use crate::kernel::view::Field;
use crate::kernel::view::FieldKind;
use crate::kernel::view::FormPage;
use crate::kernel::view::FormPart;
use crate::kernel::web::Ctx;
use crate::kernel::web::Req;
use crate::kernel::web::req::leaf;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;
use std::str::FromStr;

/// Completes an edit form: the version it is based on, and after a stale save both sides, field by field. `record` is the
/// record as it is now, as the form's own command.
pub fn edit_form(
    ctx: &Ctx,
    req: &Req,
    subject: impl Into<Subject>,
    version: i32,
    record: &impl Serialize,
    mut page: FormPage,
) -> Result<FormPage> {
    let subject = subject.into();
    page.discard_url = subject.url();
    page.version = req.version.unwrap_or(version).to_string();
    if !req.outcome.is_stale {
        return Ok(page);
    }
    let record = serde_json::to_value(record).unwrap_or_default();
    let last = ctx
        .read(|conn| log::timeline(conn, subject, i64::MAX, 1))?
        .into_iter()
        .next();
    let mut fields = Vec::new();
    let mut grids = Vec::new();
    for part in &page.parts {
        match part {
            FormPart::Group(group) => {
                let differing = group.fields.iter().filter_map(|field| both_sides(ctx, field, &record));
                fields.extend(differing);
            }
            FormPart::Lines(grid) => {
                grids.push(grid.name.as_str());
                fields.extend(lines::both_sides(ctx, grid, &record)?);
            }
            FormPart::Nothing => {}
        }
    }
    // Rows the form knows nothing of would go unseen with its next save.
    let reload_url = has_unknown_rows(&req.body, &record, &grids).then(|| subject.url());
    page.conflict = Some(Conflict {
        who: last.as_ref().map(|event| event.actor_name.clone()).unwrap_or_default(),
        when: last
            .map(|event| ctx.formats.date_time(event.at.and_utc()))
            .unwrap_or_default(),
        fields,
        version: match reload_url {
            Some(_) => page.version.clone(),
            None => version.to_string(),
        },
        reload_url,
    });
    Ok(page)
}

/// Whether the record has rows outside of the grids that were not in the form: by their ids, or more of them.
fn has_unknown_rows(typed: &Value, record: &Value, grids: &[&str]) -> bool {
    let rows_of = |tree: &Value, name: &str| tree.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let lists = record.as_object().into_iter().flatten();
    lists
        .filter(|(name, _)| !grids.contains(&name.as_str()))
        .any(|(name, _)| {
            let (mine, theirs) = (rows_of(typed, name), rows_of(record, name));
            let id = |row: &Value| leaf(row, "id");
            let known: BTreeSet<String> = mine.iter().filter_map(id).collect();
            let rows = theirs.iter().filter(|row| row.is_object());
            rows.clone().count() > mine.len() || rows.filter_map(id).any(|id| !known.contains(&id))
        })
}

/// A field whose typed value is not the record's.
fn both_sides(ctx: &Ctx, field: &Field, record: &Value) -> Option<ConflictField> {
    let theirs = leaf(record, &field.name).unwrap_or_default();
    let value = as_typed(ctx, &field.kind, &theirs);
    // A browser sends the line ends of a text of several lines as CR LF.
    if value == field.value.replace("\r\n", "\n") || is_same_number(ctx, &field.value, &theirs) {
        return None;
    }
    Some(ConflictField {
        name: field.name.clone(),
        label: field.label.clone(),
        mine: shown(ctx, field, &field.value),
        theirs: shown(ctx, field, &value),
        theirs_values: vec![(field.name.clone(), value)],
    })
}

fn as_typed(ctx: &Ctx, kind: &FieldKind, value: &str) -> String {
    let as_it_is = value.to_owned();
    if matches!(kind, FieldKind::Date) {
        return NaiveDate::from_str(value).map_or(as_it_is, |date| ctx.formats.date(date));
    }
    if matches!(kind, FieldKind::Number { .. } | FieldKind::Money { .. }) {
        return Decimal::from_str(value).map_or(as_it_is, |number| ctx.formats.quantity(number, 6));
    }
    as_it_is
}

fn is_same_number(ctx: &Ctx, typed: &str, value: &str) -> bool {
    let number = Decimal::from_str(value).ok();
    number.is_some() && ctx.formats.parse_decimal(typed) == number
}

fn shown(ctx: &Ctx, field: &Field, value: &str) -> String {
    let label = if let FieldKind::Select(options) | FieldKind::Radio(options) = &field.kind {
        let chosen = options.iter().find(|option| option.value == value);
        chosen.map(|option| option.label.clone())
    } else if matches!(field.kind, FieldKind::Check) {
        Some(ctx.text(if value == "yes" { "yes" } else { "no" }))
    } else if let FieldKind::Combo { text, .. } = &field.kind {
        (value == field.value).then(|| text.clone())
    } else {
        None
    };
    let text = label.unwrap_or_else(|| value.to_owned());
    if text.is_empty() { "–".to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::has_unknown_rows;
    use serde_json::Value;
    use serde_json::json;

    #[test]
    fn rows_that_were_not_in_the_form_are_noticed() {
        let record = json!({"name": "Pump", "units": [{"id": "1"}, {"id": "2"}], "lines": [{}, {}]});
        let typed = |units: Value| json!({"name": "Mine", "units": units});
        assert!(!has_unknown_rows(
            &typed(json!([{"id": "2"}, {"id": "1"}])),
            &record,
            &["lines"]
        ));
        assert!(has_unknown_rows(
            &typed(json!([{"id": "1"}, {"id": "3"}])),
            &record,
            &["lines"]
        ));
        assert!(has_unknown_rows(&typed(json!([{"id": "1"}])), &record, &["lines"]));
        assert!(has_unknown_rows(
            &typed(json!([])),
            &json!({"units": [{"share": "50"}]}),
            &[]
        ));
    }
}
