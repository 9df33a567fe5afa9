//! Both sides of a stale save: what somebody saved first beside what was typed, field by field.
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
    let fields = page.parts.iter().flat_map(|part| match part {
        FormPart::Group(group) => group.fields.as_slice(),
        FormPart::Lines(_) | FormPart::Nothing => &[],
    });
    page.conflict = Some(Conflict {
        who: last.as_ref().map(|event| event.actor_name.clone()).unwrap_or_default(),
        when: last
            .map(|event| ctx.formats.date_time(event.at.and_utc()))
            .unwrap_or_default(),
        fields: fields.filter_map(|field| both_sides(ctx, field, &record)).collect(),
        version: version.to_string(),
    });
    Ok(page)
}

/// A field whose typed value is not the record's.
fn both_sides(ctx: &Ctx, field: &Field, record: &Value) -> Option<ConflictField> {
    let theirs = leaf(record, &field.name).unwrap_or_default();
    let value = as_typed(ctx, &field.kind, &theirs);
    if value == field.value || is_same_number(ctx, &field.value, &theirs) {
        return None;
    }
    Some(ConflictField {
        name: field.name.clone(),
        label: field.label.clone(),
        mine: shown(ctx, field, &field.value),
        theirs: shown(ctx, field, &value),
        theirs_value: value,
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
