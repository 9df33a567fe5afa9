//! Form pairs into a tree: `lines.3.quantity=2` becomes `{"lines": [.., {"quantity": "2"}]}`; blank rows are dropped.
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::log::hash_of;
use serde_json::Map;
use serde_json::Value;
use std::collections::BTreeMap;

/// Deepest path of a field name.
const DEPTH_MAX: usize = 6;
/// Most fields of a form.
pub const FIELDS_MAX: usize = 40_000;
/// Buttons of a lines grid without scripts: add a line to the grid named, remove `lines.3`; and to compute anew.
pub const ADD_LINE: &str = "add_line";
const REMOVE_LINE: &str = "remove_line";
const REFRESH: &str = "refresh";
const TAKE: &str = "_take.";
const THEIRS: &str = "_theirs.";

/// Whether the form only asks to be shown again, with a line more or less or with what follows from a choice.
pub fn asks_again(body: &Value) -> bool {
    [ADD_LINE, REMOVE_LINE, REFRESH]
        .iter()
        .any(|name| body.get(name).is_some())
}

/// After a stale save each field names whose version to keep: `_take.name` = theirs puts `_theirs.name` in its place.
pub fn settled(pairs: &[(String, String)]) -> Vec<(String, String)> {
    let taken = |name: &str| {
        let wants = format!("{TAKE}{name}");
        pairs.iter().any(|(key, value)| *key == wants && value == "theirs")
    };
    let theirs = |name: &str| {
        let from = format!("{THEIRS}{name}");
        pairs
            .iter()
            .find(|(key, _)| *key == from)
            .map(|(_, value)| value.clone())
    };
    if !pairs.iter().any(|(key, _)| key.starts_with(TAKE)) {
        return pairs.to_vec();
    }
    pairs
        .iter()
        .map(|(name, value)| {
            let value = theirs(name).filter(|_| taken(name)).unwrap_or_else(|| value.clone());
            (name.clone(), value)
        })
        .collect()
}

#[derive(Default)]
struct Node {
    values: Vec<String>,
    members: BTreeMap<String, Node>,
}

/// The tree of a form. Names that begin with `_` belong to the kernel and stay out of it.
pub fn tree(pairs: &[(String, String)]) -> Result<Value> {
    if pairs.len() > FIELDS_MAX {
        return Err(Error::TooLarge("form"));
    }
    let mut root = Node::default();
    let removed: Vec<String> = pairs
        .iter()
        .filter(|(name, _)| name == REMOVE_LINE)
        .map(|(_, line)| format!("{line}."))
        .collect();
    let stays = |name: &str| !name.starts_with('_') && !removed.iter().any(|line| name.starts_with(line));
    for (name, value) in pairs.iter().filter(|(name, _)| stays(name)) {
        if name.split('.').count() > DEPTH_MAX || value.contains('\0') {
            return Err(Error::Malformed(Message::new("problem-body-malformed")));
        }
        let mut at = &mut root;
        for part in name.split('.') {
            at = at.members.entry(part.to_owned()).or_default();
        }
        at.values.push(value.clone());
    }
    Ok(value_of(root).unwrap_or_else(|| Value::Object(Map::new())))
}

fn value_of(node: Node) -> Option<Value> {
    if node.members.is_empty() {
        return match node.values.len() {
            0 => None,
            1 => node.values.into_iter().next().map(Value::String),
            _ => Some(Value::Array(node.values.into_iter().map(Value::String).collect())),
        };
    }
    // A checkbox posts "no" and then "yes"; a combo posts `party_id` and `party_id.text`.
    if let Some(own) = node.values.last() {
        return Some(Value::String(own.clone()));
    }
    if node.members.keys().all(|name| name.parse::<usize>().is_ok()) {
        let mut rows: Vec<(usize, Node)> = node
            .members
            .into_iter()
            .filter_map(|(name, row)| Some((name.parse().ok()?, row)))
            .collect();
        rows.sort_by_key(|(index, _)| *index);
        let rows = rows
            .into_iter()
            .filter_map(|(_, row)| value_of(row))
            .filter(|row| !is_blank(row));
        return Some(Value::Array(rows.collect()));
    }
    let members = node
        .members
        .into_iter()
        .filter_map(|(name, member)| Some((name, value_of(member)?)));
    Some(Value::Object(members.collect()))
}

/// A row in which nothing was typed; an empty checkbox posts "no".
fn is_blank(row: &Value) -> bool {
    match row {
        Value::String(text) => matches!(text.trim(), "" | "no"),
        Value::Object(members) => members.values().all(is_blank),
        Value::Array(items) => items.iter().all(is_blank),
        Value::Null => true,
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// What makes two tries the same request.
pub fn hash(path: &str, body: &Value) -> String {
    hash_of(&[path, &body.to_string()])
}

#[cfg(test)]
mod tests {
    use super::tree;
    use serde_json::json;

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn a_form_becomes_a_tree_and_blank_rows_go() {
        let form = pairs(&[
            ("_csrf", "x"),
            ("name", "Ada"),
            ("lines.0.quantity", "2"),
            ("lines.1.quantity", " "),
            ("lines.10.quantity", "3"),
        ]);
        let expected = json!({"name": "Ada", "lines": [{"quantity": "2"}, {"quantity": "3"}]});
        assert_eq!(tree(&form).unwrap_or_default(), expected);
    }

    #[test]
    fn a_removed_line_goes_and_an_empty_checkbox_makes_no_line() {
        let form = pairs(&[
            ("lines.0.share", "50"),
            ("lines.1.share", "30"),
            ("lines.2.is_end", "no"),
            ("remove_line", "lines.1"),
        ]);
        let body = tree(&form).unwrap_or_default();
        assert_eq!(body.get("lines"), Some(&json!([{"share": "50"}])));
        assert!(super::asks_again(&body));
    }

    #[test]
    fn the_last_value_of_a_checkbox_wins_and_a_combo_keeps_its_id() {
        let form = pairs(&[
            ("is_active", "no"),
            ("is_active", "yes"),
            ("party_id", "7"),
            ("party_id.text", "Halvorsen"),
        ]);
        assert_eq!(
            tree(&form).unwrap_or_default(),
            json!({"is_active": ["no", "yes"], "party_id": "7"})
        );
    }
}
