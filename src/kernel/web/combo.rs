//! Comboboxes without scripts: a text that was typed and not chosen from the list is looked up on submit, at the address
//! the list itself would have asked. Forms say that address in `_combo.<field>`, with the id and the text they began with.
use crate::kernel::web::Ctx;
use crate::kernel::web::Door;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::route::Method;
use crate::kernel::web::router::Match;
use crate::kernel::web::router::Router;
use serde_json::Value;
use std::collections::HashMap;

/// Begins the name that says where a combobox asks.
const COMBO: &str = "_combo.";
/// Begins the name of the text a cell of a grid was sent with.
const KEPT: &str = "_kept.";
/// Most texts looked up for one form.
const LOOKUPS_MAX: usize = 300;

type Pairs = Vec<(String, String)>;

/// A combobox of the form: where it asks, the id and the text it was sent with. A column of a grid has only the address.
struct Combo<'a> {
    url: &'a str,
    id: &'a str,
    text: &'a str,
}

fn combos(pairs: &Pairs) -> HashMap<&str, Combo<'_>> {
    let declared = pairs.iter().filter_map(|(name, value)| {
        let mut parts = value.splitn(3, '|');
        let (url, id, text) = (parts.next()?, parts.next()?, parts.next()?);
        Some((name.strip_prefix(COMBO)?, Combo { url, id, text }))
    });
    declared.collect()
}

/// `lines.3.product` → `lines.product`.
fn column_of(name: &str) -> Option<String> {
    let (before, column) = name.rsplit_once('.')?;
    let (grid, line) = before.rsplit_once('.')?;
    line.parse::<usize>().ok()?;
    Some(format!("{grid}.{column}"))
}

/// The pairs of a form, with the ids of what was only typed. A text that names nothing stands as the id: the command says
/// that it is not one of the choices.
pub fn resolved(router: &Router, ctx: &Ctx, pairs: Pairs) -> Pairs {
    let combos = combos(&pairs);
    if combos.is_empty() {
        return pairs;
    }
    let values: HashMap<&str, &str> = pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let mut known: HashMap<(String, String), Vec<Value>> = HashMap::new();
    let mut find = |url: &str, text: &str, before: &str| -> Option<String> {
        let key = (url.to_owned(), text.to_owned());
        if !known.contains_key(&key) && known.len() < LOOKUPS_MAX {
            known.insert(key.clone(), options(router, ctx, url, text));
        }
        chosen(known.get(&key)?, text, before)
    };
    let mut changed: HashMap<String, String> = HashMap::new();
    for (name, combo) in combos.iter().filter(|(name, _)| values.contains_key(*name)) {
        let id = values.get(name).copied().unwrap_or_default();
        let text = values
            .get(format!("{name}.text").as_str())
            .map_or("", |text| text.trim());
        let is_retyped = id == combo.id && text != combo.text.trim();
        if (id.is_empty() && !text.is_empty()) || is_retyped {
            let found = if text.is_empty() {
                None
            } else {
                find(combo.url, text, combo.id)
            };
            changed.insert((*name).to_owned(), found.unwrap_or_else(|| text.to_owned()));
        }
    }
    for (name, text) in values.iter().filter(|(_, text)| !text.trim().is_empty()) {
        let Some(combo) = column_of(name).and_then(|column| combos.get(column.as_str())) else {
            continue;
        };
        let id_name = format!("{name}_id");
        let Some(id) = values.get(id_name.as_str()) else {
            continue;
        };
        let kept = values.get(format!("{KEPT}{name}").as_str());
        let is_retyped = kept.is_some_and(|kept| kept.trim() != text.trim());
        if id.is_empty() || is_retyped {
            let found = find(combo.url, text.trim(), id);
            changed.insert(id_name, found.unwrap_or_else(|| text.trim().to_owned()));
        }
    }
    let put = |(name, value): (String, String)| {
        let value = changed.get(&name).cloned().unwrap_or(value);
        (name, value)
    };
    pairs.clone().into_iter().map(put).collect()
}

/// Asks the list's own route, as far as the reader may in the company of the form.
fn options(router: &Router, ctx: &Ctx, url: &str, text: &str) -> Vec<Value> {
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let Match::Route(route, params) = router.find(Door::Page, Method::Get, path) else {
        return Vec::new();
    };
    if !path.ends_with("/search") || !ctx.may(route.permission) {
        return Vec::new();
    }
    let mut asked: Pairs = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    asked.push(("q".to_owned(), text.to_owned()));
    let req = Req {
        path: path.to_owned(),
        params,
        query: asked,
        ..Req::empty(Door::Page)
    };
    match (route.handler)(ctx, &req) {
        Ok(Reply::Json {
            body: Value::Array(options),
            ..
        }) => options,
        _ => Vec::new(),
    }
}

/// The option the text names exactly, the one chosen before among several of the name, or the only one there is: the
/// same rule as in the lines grid's script. Several of one name are nobody: who is meant has to be chosen.
fn chosen(options: &[Value], text: &str, before: &str) -> Option<String> {
    let part = |option: &Value, name: &str| option.get(name).and_then(Value::as_str).unwrap_or("").to_owned();
    let wanted = text.to_lowercase();
    let is_named = |option: &&Value| {
        let sub = part(option, "sub").to_lowercase();
        let texts = [part(option, "text"), part(option, "id")];
        texts.iter().any(|one| one.to_lowercase() == wanted) || sub.split(" · ").any(|one| one == wanted)
    };
    let named: Vec<&Value> = options.iter().filter(is_named).collect();
    let same = named.iter().find(|option| part(option, "id") == before).copied();
    let found = match (same, named.as_slice(), options) {
        (Some(same), _, _) => Some(same),
        (None, [one], _) => Some(*one),
        (None, [], [only]) => Some(only),
        (None, _, _) => None,
    };
    found.map(|option| part(option, "id")).filter(|id| !id.is_empty())
}

#[cfg(test)]
mod tests {
    use super::chosen;
    use super::column_of;
    use serde_json::json;

    #[test]
    fn the_exact_or_the_only_option_is_taken() {
        let two = [
            json!({"id": "1", "text": "Pump", "sub": "P-1 · 4006381333931"}),
            json!({"id": "2", "text": "Pump XL", "sub": "P-2"}),
        ];
        assert_eq!(chosen(&two, "pump", "").as_deref(), Some("1"));
        assert_eq!(chosen(&two, "4006381333931", "").as_deref(), Some("1"));
        assert_eq!(chosen(&two, "P-2", "").as_deref(), Some("2"));
        assert_eq!(chosen(&two, "pum", ""), None);
        assert_eq!(chosen(&two[..1], "pum", "").as_deref(), Some("1"));
        assert_eq!(chosen(&[], "pump", ""), None);
    }

    #[test]
    fn of_two_with_one_name_none_is_taken_but_the_one_chosen_before() {
        let two = [
            json!({"id": "1", "text": "Pump", "sub": "P-1"}),
            json!({"id": "2", "text": "Pump", "sub": "P-2"}),
        ];
        assert_eq!(chosen(&two, "pump", ""), None);
        assert_eq!(chosen(&two, "pump", "2").as_deref(), Some("2"));
        assert_eq!(chosen(&two, "p-2", "").as_deref(), Some("2"));
    }

    #[test]
    fn a_cell_belongs_to_its_column() {
        assert_eq!(column_of("lines.3.product").as_deref(), Some("lines.product"));
        assert_eq!(column_of("lines.product"), None);
    }
}
