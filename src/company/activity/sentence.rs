//! What happened, said in the reader's language: the sentence of an event and its changes, without figures the reader
//! may not see.
use crate::event::EventKind;
use crate::ids::CompanyId;
use crate::ids::NoteId;
use crate::kernel::error::Argument;
use crate::kernel::log::Happened;
use crate::kernel::message::Value;
use crate::kernel::view::Change;
use crate::kernel::web::Ctx;
use crate::kernel::web::problem::label_of;
use crate::permission::Permission;
use serde::Deserialize;
use std::str::FromStr;

/// Arguments and fields that need a permission of their own, as their columns do.
const GUARDED: &[(&str, Permission)] = &[
    ("cost", Permission::CostRead),
    ("unit_cost", Permission::CostRead),
    ("margin", Permission::MarginRead),
    ("list_price", Permission::PriceRead),
];

/// The icon of an event by the beginning of its kind.
const ICONS: &[(&str, &str)] = &[
    ("quotation", "file-text"),
    ("sales-order-held", "lock"),
    ("sales-order-released", "lock-open"),
    ("sales-order", "shopping-cart"),
    ("stock", "package"),
    ("goods", "package-plus"),
    ("delivery", "truck"),
    ("invoice", "receipt-text"),
    ("credit-note", "file-minus"),
    ("payment", "banknote"),
    ("allocation", "unlink"),
    ("entry", "landmark"),
    ("period", "calendar-check"),
    ("note", "message-square"),
    ("file", "paperclip"),
    ("password", "key-round"),
    ("reset-link", "link"),
    ("second-factor", "fingerprint"),
    ("session", "monitor"),
    ("token", "key-round"),
    ("user", "user"),
    ("role", "shield"),
    ("party", "contact"),
    ("company", "building-2"),
    ("import", "download"),
    ("setting", "settings"),
    ("view", "list-filter"),
    ("master-created", "plus"),
    ("master-archived", "archive"),
    ("master-restored", "archive-restore"),
    ("master-deleted", "trash-2"),
];

/// A stored payload, read back.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Payload {
    #[serde(default)]
    pub arguments: Vec<(String, Argument)>,
    #[serde(default)]
    pub changes: Vec<Changed>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Changed {
    pub field: String,
    pub old: Argument,
    pub new: Argument,
}

/// The payload of an event; `None` when it was erased.
pub fn payload(happened: &Happened) -> Option<Payload> {
    serde_json::from_str(&happened.payload).ok()
}

/// The note an event is about.
pub fn note(happened: &Happened) -> Option<NoteId> {
    let is_note = happened.kind == EventKind::NoteAdded.code();
    let payload = payload(happened).filter(|_| is_note)?;
    payload
        .arguments
        .iter()
        .find_map(|(name, value)| match (name.as_str(), value) {
            ("note", Argument::Number(id)) => Some(NoteId::from(*id)),
            _ => None,
        })
}

fn may_know(ctx: &Ctx, name: &str, company: Option<CompanyId>) -> bool {
    let guard = GUARDED.iter().find(|(guarded, _)| *guarded == name);
    guard.is_none_or(|(_, needs)| match company {
        Some(company) => ctx.actor.may(*needs, company),
        None => ctx.actor.may_somewhere(*needs),
    })
}

fn company_of(happened: &Happened) -> Option<CompanyId> {
    Some(CompanyId::from(happened.company_id)).filter(|company| company.raw() != 0)
}

/// The icon that stands for what happened.
pub fn icon(kind: &str) -> &'static str {
    let known = ICONS.iter().find(|(begin, _)| kind.starts_with(begin));
    known.map_or("pencil", |(_, icon)| icon)
}

/// "confirmed sales order SO-2026-00012"; who did it stands before it.
pub fn say(ctx: &Ctx, happened: &Happened) -> String {
    if EventKind::from_str(&happened.kind).is_err() {
        return happened.kind.clone();
    }
    let Some(payload) = payload(happened) else {
        return ctx.text("event-erased");
    };
    let company = company_of(happened);
    let values: Vec<(&str, Value)> = payload
        .arguments
        .iter()
        .map(|(name, value)| {
            let value = if may_know(ctx, name, company) {
                value
            } else {
                &Argument::Nothing
            };
            (name.as_str(), ctx.argument(value))
        })
        .collect();
    ctx.messages.with(&format!("event-{}", happened.kind), &values)
}

/// Old and new values with the labels of their fields.
pub fn changes(ctx: &Ctx, happened: &Happened) -> Vec<Change> {
    let company = company_of(happened);
    let payload = payload(happened).unwrap_or_default();
    let open = payload
        .changes
        .into_iter()
        .filter(|change| may_know(ctx, &change.field, company));
    let shown = open.map(|change| {
        let label = match Permission::from_str(&change.field) {
            Ok(permission) => ctx.text(&permission.message_key()),
            Err(_) => label_of(ctx, &change.field),
        };
        Change {
            field: if label.is_empty() { change.field } else { label },
            old: ctx.argument_text(&change.old),
            new: ctx.argument_text(&change.new),
        }
    });
    shown.collect()
}

#[cfg(test)]
mod tests {
    use super::Payload;
    use crate::event::EventKind;
    use crate::kernel::error::Argument;
    use crate::kernel::message::Language;
    use crate::kernel::message::Messages;

    #[test]
    fn every_kind_of_event_has_its_sentence_in_every_language() {
        for language in Language::OFFERED {
            let messages = Messages::get(language);
            for kind in EventKind::ALL {
                assert!(
                    messages.has(&format!("event-{kind}")),
                    "event-{kind} in {}",
                    language.code()
                );
            }
        }
    }

    #[test]
    fn a_payload_is_read_back_as_it_was_written() {
        let text = r#"{"arguments":[["number",{"kind":"text","value":"SO-1"}],["total",{"kind":"money","value":["12.5","EUR"]}]],
            "changes":[{"field":"note","old":{"kind":"nothing"},"new":{"kind":"number","value":7}}]}"#;
        let payload: Payload = serde_json::from_str(text).unwrap();
        assert_eq!(
            payload.arguments[0],
            ("number".to_owned(), Argument::Text("SO-1".to_owned()))
        );
        assert!(
            matches!(&payload.arguments[1].1, Argument::Money(amount, currency) if amount.to_string() == "12.50" && currency == "EUR")
        );
        assert_eq!(payload.changes[0].old, Argument::Nothing);
        assert_eq!(payload.changes[0].new, Argument::Number(7));
    }
}
