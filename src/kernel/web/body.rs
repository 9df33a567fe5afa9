//! Form pairs into a tree: `lines.3.quantity=2` becomes `{"lines": [.., {"quantity": "2"}]}`; blank rows are dropped.
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::log::hash_of;
use crate::kernel::log::hex;
use crate::kernel::web::req::Upload;
use serde_json::Map;
use serde_json::Value;
use sha2::Digest;
use sha2::Sha256;
use std::collections::BTreeMap;
use std::collections::HashSet;

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

/// Whether the name, or what it is a part of (`lines` of `lines.3.quantity`), is among these.
fn is_part_of(name: &str, wholes: &HashSet<&str>) -> bool {
    let ends = name.match_indices('.').take(DEPTH_MAX).map(|(end, _)| end);
    ends.chain([name.len()])
        .filter_map(|end| name.get(..end))
        .any(|whole| wholes.contains(whole))
}

/// After a stale save each field names whose version to keep: `_take.name` = theirs puts `_theirs.name` in its place, and
/// `_take.lines` = theirs all of `_theirs.lines.…` in place of the lines.
pub fn settled(pairs: &[(String, String)]) -> Vec<(String, String)> {
    let taken: HashSet<&str> = pairs
        .iter()
        .filter(|(_, value)| value == "theirs")
        .filter_map(|(name, _)| name.strip_prefix(TAKE))
        .collect();
    if taken.is_empty() {
        return pairs.to_vec();
    }
    let theirs = pairs.iter().filter_map(|(name, value)| {
        let name = name.strip_prefix(THEIRS)?;
        is_part_of(name, &taken).then(|| (name.to_owned(), value.clone()))
    });
    let mine = pairs.iter().filter(|(name, _)| !is_part_of(name, &taken)).cloned();
    mine.chain(theirs).collect()
}

#[derive(Default)]
struct Node {
    values: Vec<String>,
    members: BTreeMap<String, Node>,
}

/// The tree of a form. Names that begin with `_` belong to the kernel and stay out of it.
pub fn tree(pairs: &[(String, String)]) -> Result<Value> {
    let mut root = Node::default();
    let removed: HashSet<&str> = pairs
        .iter()
        .filter(|(name, _)| name == REMOVE_LINE)
        .map(|(_, line)| line.as_str())
        .collect();
    let stays = |name: &str| !name.starts_with('_') && !is_part_of(name, &removed);
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

/// What makes two tries the same request: the body, and each file by its field, its name and its bytes.
pub fn hash(path: &str, body: &Value, files: &[Upload]) -> String {
    let mut parts = vec![path.to_owned(), body.to_string()];
    for file in files {
        let bytes = hex(&Sha256::digest(&file.bytes));
        parts.extend([file.field.clone(), file.file_name.clone(), bytes]);
    }
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    hash_of(&parts)
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
    fn what_is_settled_as_theirs_takes_their_place() {
        let form = pairs(&[
            ("name", "mine"),
            ("city", "mine"),
            ("lines.0.quantity", "2"),
            ("lines.1.quantity", "3"),
            ("_take.name", "theirs"),
            ("_take.city", "mine"),
            ("_take.lines", "theirs"),
            ("_theirs.name", "theirs"),
            ("_theirs.city", "theirs"),
            ("_theirs.lines.0.quantity", "7"),
        ]);
        assert_eq!(
            tree(&super::settled(&form)).unwrap_or_default(),
            json!({"name": "theirs", "city": "mine", "lines": [{"quantity": "7"}]})
        );
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
