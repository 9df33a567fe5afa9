//! The OpenAPI 3.1 document, made from the route table and the shapes of commands and rows.
use crate::kernel::error::Result;
use crate::kernel::list::Described;
use crate::kernel::value::Kind;
use crate::kernel::web::App;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::get;
use crate::kernel::web::problem::ProblemDetails;
use crate::kernel::web::reply::Done;
use crate::kernel::web::route::ApiDoc;
use crate::kernel::web::route::Method;
use crate::kernel::web::router::API_PREFIX;
use crate::permission::Permission;
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::Map;
use serde_json::Value;
use serde_json::json;

pub const ROUTES: &[Route] = &[get("/openapi.json", Permission::Public, show).api()];

fn show(ctx: &Ctx, _req: &Req) -> Result<Reply> {
    Reply::json(&document(ctx.house.app))
}

/// The document of the whole program.
pub fn document(app: &App) -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
    });
    let mut generator = SchemaGenerator::new(settings);
    let mut paths: Map<String, Value> = Map::new();
    for route in app.routes() {
        let Some(doc) = route.api else { continue };
        let operation = operation(route, doc, &mut generator);
        let path = paths
            .entry(format!("{API_PREFIX}{}", route.path))
            .or_insert_with(|| json!({}));
        if let Some(methods) = path.as_object_mut() {
            let method = if route.method == Method::Get { "get" } else { "post" };
            methods.insert(method.to_owned(), operation);
        }
    }
    generator.subschema_for::<ProblemDetails>();
    generator.subschema_for::<Done>();
    let schemas = generator.take_definitions(true);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Tenon",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Every operation of the screens, under the same permissions and checks. Amounts and quantities are decimal strings.",
        },
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    })
}

fn operation(route: &Route, doc: ApiDoc, generator: &mut SchemaGenerator) -> Value {
    let mut operation = json!({
        "operationId": operation_id(route),
        "x-permission": route.permission.code(),
        "parameters": parameters(route, doc),
        "responses": {
            "200": {"description": "Done", "content": {"application/json": {"schema": answer(route, doc, generator)}}},
            "default": {
                "description": "What is wrong (RFC 9457)",
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}},
            },
        },
    });
    let content = match doc.request {
        Some(shape) => Some(json!({"application/json": {"schema": shape(generator)}})),
        None if route.takes_files => Some(json!({"multipart/form-data": {"schema": files_shape()}})),
        None => None,
    };
    if let (Some(content), Some(members)) = (content, operation.as_object_mut()) {
        members.insert("requestBody".to_owned(), json!({"required": true, "content": content}));
    }
    operation
}

/// Files as a form sends them: one or more parts of this name.
fn files_shape() -> Value {
    let file = json!({"type": "string", "format": "binary"});
    json!({"type": "object", "required": ["file"], "properties": {"file": {"type": "array", "items": file}}})
}

/// `post-orders-sales-orders-id-confirm`
fn operation_id(route: &Route) -> String {
    let method = if route.method == Method::Get { "get" } else { "post" };
    let words: Vec<&str> = route
        .path
        .split(['/', '{', '}', '.'])
        .filter(|word| !word.is_empty())
        .collect();
    format!("{method}-{}", words.join("-"))
}

fn parameters(route: &Route, doc: ApiDoc) -> Vec<Value> {
    let text = json!({"type": "string"});
    let named = route
        .path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let mut parameters: Vec<Value> = named
        .map(|name| json!({"name": name, "in": "path", "required": true, "schema": text}))
        .collect();
    if route.method == Method::Post {
        parameters.push(json!({"name": "Idempotency-Key", "in": "header", "required": true, "schema": text}));
        parameters.push(json!({"name": "If-Match", "in": "header", "required": false, "schema": text}));
        let anyway = json!({"type": "string", "enum": ["yes"], "description": "Do it in spite of a warning."});
        parameters.push(json!({"name": "anyway", "in": "query", "required": false, "schema": anyway}));
    }
    if doc.rows.is_some() {
        for name in ["q", "sort", "rows", "after", "before", "company"] {
            parameters.push(json!({"name": name, "in": "query", "required": false, "schema": text}));
        }
    }
    parameters
}

/// A row of a list: its id and its columns, each of which may be empty. What not every reader may see may be missing.
fn row_shape(columns: &[Described]) -> Value {
    let mut properties = Map::from_iter([("id".to_owned(), json!({"type": "integer", "format": "int64"}))]);
    properties.extend(
        columns
            .iter()
            .map(|column| (column.key.to_owned(), column_shape(column.kind))),
    );
    let open = columns.iter().filter(|column| !column.is_restricted);
    let required: Vec<&str> = std::iter::once("id").chain(open.map(|column| column.key)).collect();
    json!({"type": "object", "required": required, "properties": properties, "additionalProperties": false})
}

fn column_shape(kind: Kind) -> Value {
    match kind {
        Kind::Text => json!({"type": ["string", "null"]}),
        Kind::Number => json!({"type": ["integer", "null"]}),
        Kind::Decimal => json!({"type": ["string", "null"], "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}),
        Kind::Date => json!({"type": ["string", "null"], "format": "date"}),
        Kind::Instant => json!({"type": ["string", "null"], "format": "date-time"}),
        Kind::Flag => json!({"type": ["boolean", "null"]}),
    }
}

fn answer(route: &Route, doc: ApiDoc, generator: &mut SchemaGenerator) -> Value {
    if let Some(rows) = doc.rows {
        let row = row_shape(&rows());
        return json!({
            "type": "object",
            "required": ["rows", "next"],
            "properties": {"rows": {"type": "array", "items": row}, "next": {"type": ["string", "null"]}},
        });
    }
    match doc.response {
        Some(shape) => shape(generator).to_value(),
        None if route.method == Method::Post => json!({"$ref": "#/components/schemas/Done"}),
        None => json!({"type": "object"}),
    }
}
