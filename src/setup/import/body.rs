//! From a row to the body of a command. Records are named by their keys until the row is written.
use crate::kernel::error::Message;
use crate::kernel::error::Problem;
use crate::kernel::error::Result;
use crate::kernel::input::path;
use crate::setup::import::evaluate::Got;
use crate::setup::import::evaluate::Scope;
use crate::setup::import::evaluate::Tables;
use crate::setup::import::mapping::Fields;
use crate::setup::import::mapping::Part;
use crate::setup::import::mapping::Value;
use crate::setup::import::shape::Shape;
use serde_json::Map;
use serde_json::Value as Json;
use serde_json::json;
use std::collections::BTreeMap;

/// Marks a record that is still a key.
const MARK: &str = "$record";

/// A record by its key: the other system's, or its own code.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference {
    pub kind: String,
    pub key: String,
    pub by_code: bool,
}

/// Makes bodies and notes which cells they come from.
pub struct Builder<'a> {
    tables: &'a Tables,
    pub problems: Vec<Problem>,
    /// Where the elements of lists come from: path, file, row.
    pub origins: Vec<(String, String, u32)>,
}

impl<'a> Builder<'a> {
    pub fn new(tables: &'a Tables) -> Builder<'a> {
        Builder {
            tables,
            problems: Vec::new(),
            origins: Vec::new(),
        }
    }

    /// The members of a command.
    pub fn members(
        &mut self,
        fields: &Fields,
        shape: &Shape,
        scope: &Scope<'_>,
        at: &str,
    ) -> Result<Map<String, Json>> {
        let mut members = Map::new();
        for (name, value) in fields {
            let at = path(at, name);
            let Some(inner) = shape.field(name).map(|field| &field.shape) else {
                continue;
            };
            let made = match value {
                Value::One(expression) => {
                    let got = self.tables.value(expression, scope)?;
                    self.leaf(got, inner, &at)
                }
                Value::Many(parts) => Some(Json::Array(self.list(parts, inner, scope, &at)?)),
            };
            if let Some(made) = made {
                members.insert(name.clone(), made);
            }
        }
        Ok(members)
    }

    fn leaf(&mut self, got: std::result::Result<Got, Message>, shape: &Shape, at: &str) -> Option<Json> {
        match got {
            Err(message) => {
                self.problems.push(Problem::new(at, message));
                None
            }
            Ok(Got::Nothing) => None,
            Ok(Got::Plain(text)) => Some(shape.plain(text, None).into()),
            Ok(Got::Written(text)) => Some(shape.plain(text, self.tables.formats.as_ref()).into()),
            Ok(Got::Record { kind, key, by_code }) => Some(json!({MARK: {"kind": kind, "key": key, "code": by_code}})),
        }
    }

    fn list(&mut self, parts: &[Part], shape: &Shape, scope: &Scope<'_>, at: &str) -> Result<Vec<Json>> {
        let of = if let Shape::List(of) = shape {
            of.as_ref()
        } else {
            shape
        };
        let mut items = Vec::new();
        for part in parts {
            match &part.rows {
                Some(rows) => {
                    for inner in self.tables.scopes(rows, Some(scope))? {
                        self.item(part, of, &inner, at, &mut items)?;
                    }
                }
                None => self.item(part, of, scope, at, &mut items)?,
            }
        }
        Ok(items)
    }

    fn item(&mut self, part: &Part, of: &Shape, scope: &Scope<'_>, at: &str, items: &mut Vec<Json>) -> Result<()> {
        if !scope.passes(&part.when, &part.unless) {
            return Ok(());
        }
        let at = path(at, &items.len().to_string());
        let (file, line) = scope.place();
        self.origins.push((at.clone(), file, line));
        let own = part.fields.get("").filter(|_| part.fields.len() == 1);
        let made = match own {
            Some(Value::One(expression)) => {
                let got = self.tables.value(expression, scope)?;
                self.leaf(got, of, &at)
            }
            _ => Some(Json::Object(self.members(&part.fields, of, scope, &at)?)),
        };
        items.extend(made);
        Ok(())
    }
}

/// The record a member stands for, if it is one.
fn reference(value: &Json) -> Option<Reference> {
    let mark = value.get(MARK)?;
    let text = |name: &str| mark.get(name).and_then(Json::as_str).unwrap_or("").to_owned();
    Some(Reference {
        kind: text("kind"),
        key: text("key"),
        by_code: mark.get("code").and_then(Json::as_bool).unwrap_or(false),
    })
}

/// Every record a body names, with the path of its field.
pub fn references(body: &Json, at: &str, all: &mut Vec<(String, Reference)>) {
    if let Some(one) = reference(body) {
        all.push((at.to_owned(), one));
        return;
    }
    match body {
        Json::Object(members) => {
            for (name, member) in members {
                references(member, &path(at, name), all);
            }
        }
        Json::Array(items) => {
            for (item, place) in items.iter().zip(0_usize..) {
                references(item, &path(at, &place.to_string()), all);
            }
        }
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}

/// The body with ids in place of keys; 0 where a record is not there yet.
pub fn resolved(body: &Json, ids: &BTreeMap<Reference, i64>) -> Json {
    if let Some(one) = reference(body) {
        return Json::from(ids.get(&one).copied().unwrap_or(0).to_string());
    }
    match body {
        Json::Object(members) => {
            let members = members
                .iter()
                .map(|(name, member)| (name.clone(), resolved(member, ids)));
            Json::Object(members.collect())
        }
        Json::Array(items) => items.iter().map(|item| resolved(item, ids)).collect(),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => body.clone(),
    }
}
