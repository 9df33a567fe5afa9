//! Bodies made from the shapes in the OpenAPI document: a full one with records that exist, and the same with one value bad.
use crate::world::World;
use diesel::RunQueryDsl;
use diesel::sql_types::BigInt;
use diesel::sql_types::Nullable;
use diesel::sql_types::Text;
use serde_json::Map;
use serde_json::Value;
use serde_json::json;
use std::collections::BTreeMap;
use tenon::ids::CompanyId;

/// Records by their table: one of a company or of all, and one of another company where there is one.
pub struct Ids {
    own: BTreeMap<String, i64>,
    foreign: BTreeMap<String, i64>,
}

#[derive(diesel::QueryableByName)]
struct Found {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Nullable<BigInt>)]
    id: Option<i64>,
}

impl Ids {
    pub fn of(world: &World) -> Ids {
        Ids::in_company(world, world.read(tenon::kernel::session::companies)[0].id)
    }

    /// As somebody of this company sends them.
    pub fn in_company(world: &World, company: CompanyId) -> Ids {
        let own = company.raw();
        let find = |tables: &[String], condition: &str| -> BTreeMap<String, i64> {
            let one = |table: &String| format!("SELECT '{table}' AS name, MAX(id) AS id FROM {table} {condition}");
            let sql = tables.iter().map(one).collect::<Vec<_>>().join(" UNION ALL ");
            let rows: Vec<Found> = world.read(|conn| Ok(diesel::sql_query(sql).load(conn)?));
            rows.into_iter().filter_map(|row| Some((row.name, row.id?))).collect()
        };
        let with_id = world.tables_with(&["id"]);
        let of_company = world.tables_with(&["id", "company_id"]);
        let mut all = find(&with_id, "");
        all.extend(find(&of_company, &format!("WHERE company_id = {own}")));
        let mut foreign = find(&of_company, &format!("WHERE company_id <> {own}"));
        foreign.retain(|table, _| all.contains_key(table));
        all.insert("company".to_owned(), own);
        Ids { own: all, foreign }
    }
}

/// `SalesOrderLineId` is a row of `sales_order_line`.
fn table_of(kind: &str) -> Option<String> {
    let name = kind.strip_suffix("Id")?;
    let mut table = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !table.is_empty() {
            table.push('_');
        }
        table.extend(letter.to_lowercase());
    }
    Some(if table == "user" { "app_user".to_owned() } else { table })
}

pub struct Shapes {
    document: Value,
    ids: Ids,
}

/// A leaf of a body: where it is and what it should be.
struct Leaf {
    pointer: String,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Record,
    Number,
    Date,
    Text,
    Flag,
    List,
}

impl Shapes {
    pub fn new(document: Value, ids: Ids) -> Shapes {
        Shapes { document, ids }
    }

    /// Every operation that writes, by its path under `/api/v1`. What takes several records in its path is tried on none.
    pub fn writes(&self) -> Vec<(String, Value)> {
        let paths = self.document["paths"].as_object().unwrap().iter();
        // A sign-in would end here, and the walk with it.
        let ends =
            |path: &str| path.contains("revoke") || path.contains("end-sessions") || path.contains("/setup/users/{id}");
        let writes = paths.filter(|(path, methods)| methods["post"].is_object() && !ends(path));
        writes
            .map(|(path, methods)| {
                let path = path
                    .trim_start_matches("/api/v1")
                    .replace("{kind}", "sales-order")
                    .replace("{conversion}", "7");
                (path, methods["post"].clone())
            })
            .collect()
    }

    /// What an operation that writes takes, by the pattern of its path.
    pub fn write(&self, pattern: &str) -> Option<&Value> {
        let operation = &self.document["paths"][format!("/api/v1{pattern}")]["post"];
        operation.pointer("/requestBody/content/application~1json/schema")
    }

    /// Every operation that reads.
    pub fn reads(&self) -> Vec<String> {
        let paths = self.document["paths"].as_object().unwrap().iter();
        let reads = paths.filter(|(_, methods)| methods["get"].is_object());
        reads
            .map(|(path, _)| path.trim_start_matches("/api/v1").to_owned())
            .collect()
    }

    fn resolved<'a>(&'a self, schema: &'a Value) -> (&'a Value, &'a str) {
        match schema["$ref"].as_str() {
            Some(reference) => {
                let name = reference.rsplit('/').next().unwrap();
                (self.document.pointer(reference.trim_start_matches('#')).unwrap(), name)
            }
            None => (schema, ""),
        }
    }

    /// A body with everything in it, each list with one item.
    pub fn full(&self, schema: &Value) -> Value {
        self.fill(schema, "", "", &mut Vec::new())
    }

    fn fill(&self, schema: &Value, at: &str, kind: &str, leaves: &mut Vec<Leaf>) -> Value {
        for any in ["oneOf", "anyOf", "allOf"] {
            if let Some(first) = schema[any].as_array().and_then(|all| all.first()) {
                return self.fill(first, at, kind, leaves);
            }
        }
        if schema["$ref"].is_string() {
            let (schema, name) = self.resolved(schema);
            return self.fill(schema, at, name, leaves);
        }
        let mut leaf = |kind: Kind| {
            leaves.push(Leaf {
                pointer: at.to_owned(),
                kind,
            })
        };
        if let Some(first) = schema["enum"].as_array().and_then(|all| all.first()) {
            leaf(Kind::Text);
            return first.clone();
        }
        let named = match &schema["type"] {
            Value::Array(kinds) => kinds[0].as_str().unwrap_or("null"),
            Value::String(kind) => kind,
            _ => "null",
        };
        let pattern = schema["pattern"].as_str().unwrap_or("");
        match named {
            "object" => {
                let members = schema["properties"].as_object().into_iter().flatten();
                let filled: Map<String, Value> = members
                    .map(|(name, member)| (name.clone(), self.fill(member, &format!("{at}/{name}"), "", leaves)))
                    .collect();
                Value::Object(filled)
            }
            "array" => {
                leaf(Kind::List);
                json!([self.fill(&schema["items"], &format!("{at}/0"), "", leaves)])
            }
            "integer" | "number" => {
                let id = table_of(kind).map(|table| self.ids.own.get(&table).copied().unwrap_or(7));
                leaf(if id.is_some() { Kind::Record } else { Kind::Number });
                json!(id.unwrap_or(1))
            }
            "boolean" => {
                leaf(Kind::Flag);
                json!(false)
            }
            _ if schema["format"] == "date" => {
                leaf(Kind::Date);
                json!("2026-06-10")
            }
            _ if pattern.contains("[0-9]") => {
                leaf(Kind::Number);
                json!("1")
            }
            _ => {
                leaf(Kind::Text);
                json!(if pattern.contains("A-Z") { "DE" } else { "EUR" })
            }
        }
    }

    fn with_leaves(&self, schema: &Value) -> (Value, Vec<Leaf>) {
        let mut leaves = Vec::new();
        let full = self.fill(schema, "", "", &mut leaves);
        (full, leaves)
    }

    fn changed(&self, schema: &Value, bad: impl Fn(&Leaf) -> Vec<Value>) -> Vec<Value> {
        let (full, leaves) = self.with_leaves(schema);
        let mut bodies = Vec::new();
        for leaf in &leaves {
            for value in bad(leaf) {
                let mut body = full.clone();
                if let Some(place) = body.pointer_mut(&leaf.pointer) {
                    *place = value;
                    bodies.push(body);
                }
            }
        }
        bodies
    }

    /// The full body with each value in turn replaced by each bad one of its kind, and bodies that are none.
    pub fn bad_bodies(&self, schema: &Value, closed_day: &str) -> Vec<Value> {
        let (full, leaves) = self.with_leaves(schema);
        let mut bodies = vec![
            full.clone(),
            json!({}),
            json!([]),
            json!("text"),
            json!(null),
            json!(17),
            json!({"no_such_field": 1}),
        ];
        bodies.extend(self.changed(schema, |leaf| bad_values(leaf.kind, closed_day)));
        let mut long = full;
        if let Some(leaf) = leaves.iter().find(|leaf| leaf.kind == Kind::Text)
            && let Some(place) = long.pointer_mut(&leaf.pointer)
        {
            *place = json!("長".repeat(350_000));
            bodies.push(long);
        }
        bodies
    }

    /// For forms, which have texts only: the values that most likely do harm.
    pub fn worst_bodies(&self, schema: &Value, closed_day: &str) -> Vec<Value> {
        let mut bodies = vec![json!({}), self.full(schema)];
        bodies.extend(self.changed(schema, |leaf| match leaf.kind {
            Kind::Record => vec![json!("7"), json!("zzz"), json!("99999999999999999999")],
            Kind::Number => vec![json!("-1"), json!("922337203685477.5807"), json!("1e9")],
            Kind::Date => vec![json!(closed_day), json!("tomorrow-ish"), json!("31.02.2026")],
            Kind::Text => vec![json!("a\u{0}b"), json!("x".repeat(20_000))],
            Kind::Flag => vec![json!("perhaps")],
            Kind::List => vec![json!("text")],
        }));
        bodies
    }

    /// The full body with each record in turn replaced by one of another company.
    pub fn foreign_bodies(&self, schema: &Value) -> Vec<Value> {
        let (full, leaves) = self.with_leaves(schema);
        let mut bodies = Vec::new();
        for leaf in leaves.iter().filter(|leaf| leaf.kind == Kind::Record) {
            let own = full.pointer(&leaf.pointer).and_then(Value::as_i64);
            let table = self
                .ids
                .own
                .iter()
                .find(|(_, id)| Some(**id) == own)
                .map(|(table, _)| table);
            if let Some(foreign) = table.and_then(|table| self.ids.foreign.get(table)) {
                let mut body = full.clone();
                if let Some(place) = body.pointer_mut(&leaf.pointer) {
                    *place = json!(foreign);
                    bodies.push(body);
                }
            }
        }
        bodies
    }
}

fn bad_values(kind: Kind, closed_day: &str) -> Vec<Value> {
    let of_kind = match kind {
        Kind::Record => vec![
            json!(7),
            json!(0),
            json!(-1),
            json!(i64::MAX),
            json!("9223372036854775808"),
            json!("x"),
            json!(1.5),
        ],
        Kind::Number => vec![
            json!("-1"),
            json!("0"),
            json!("9".repeat(30)),
            json!("922337203685477.5807"),
            json!("0.0000000001"),
            json!("1e400"),
            json!("x"),
            json!(i64::MIN),
        ],
        Kind::Date => vec![
            json!(closed_day),
            json!("2026-13-45"),
            json!("0001-01-01"),
            json!("2199-12-31"),
            json!("1900-01-01"),
            json!("x"),
        ],
        Kind::Text => vec![
            json!("a\u{0}b"),
            json!("\u{7}\u{1b}[31m"),
            json!("x".repeat(20_000)),
            json!("'; DROP TABLE party; --"),
            json!("\u{202e}\u{feff}"),
        ],
        Kind::Flag => vec![json!("perhaps"), json!(7)],
        Kind::List => vec![
            json!([]),
            json!([[]]),
            json!([null]),
            json!([{}, {}]),
            json!("text"),
            json!({"0": 1}),
        ],
    };
    let anything = [json!({}), json!([]), json!(true)];
    of_kind.into_iter().chain(anything).collect()
}
