//! A program that does business through the API alone, each request and answer held against the OpenAPI document.
use crate::api::schema::Document;
use crate::client::Client;
use crate::client::new_key;
use serde_json::Value;
use serde_json::json;
use std::collections::BTreeSet;
use tenon::app::APP;
use tenon::kernel::web::Door;
use tenon::kernel::web::route::Method;
use tenon::kernel::web::router::Match;
use tenon::kernel::web::router::Router;

pub struct Caller {
    document: Document,
    router: Router,
    pub client: Client,
    /// Patterns of the operations that were done.
    done: BTreeSet<&'static str>,
}

impl Caller {
    pub fn new(client: Client) -> Caller {
        Caller {
            document: Document::read(&client),
            router: Router::new(&APP),
            client,
            done: BTreeSet::new(),
        }
    }

    /// Does it, at the version its record has now; the id of what the answer names.
    #[track_caller]
    pub fn post(&mut self, path: &str, body: &Value) -> i64 {
        self.answer(path, body)["id"].as_i64().unwrap_or_default()
    }

    /// The same for an operation that takes nothing.
    #[track_caller]
    pub fn step(&mut self, path: &str) -> i64 {
        self.post(path, &json!({}))
    }

    /// Does it; the whole answer.
    #[track_caller]
    pub fn answer(&mut self, path: &str, body: &Value) -> Value {
        let key = new_key();
        let version = self.version(path).unwrap_or_default();
        let mut headers = vec![("idempotency-key", key.as_str())];
        if !version.is_empty() {
            headers.push(("if-match", &version));
        }
        let (pattern, operation) = self.operation(path);
        let problems = self.document.problems_of_request(operation, body);
        assert!(
            problems.is_empty(),
            "{pattern} is not described as taking {body}: {problems:?}"
        );
        let answer = self.client.api_with(path, body, &headers);
        assert_eq!(answer.status, 200, "{path} for {body}: {}", answer.text);
        let wrong = self.document.judge(pattern, operation, &answer);
        assert!(wrong.is_empty(), "{wrong:?}");
        let json = answer.json();
        self.done.insert(pattern);
        json
    }

    /// Hangs a file on a record.
    #[track_caller]
    pub fn upload(&mut self, path: &str, name: &str, bytes: &[u8]) -> i64 {
        let (pattern, operation) = self.operation(path);
        let shape = operation.pointer("/requestBody/content/multipart~1form-data/schema/properties/file");
        assert!(shape.is_some(), "{pattern} is not described as taking files");
        let answer = self.client.api_upload(path, &[("file", name, bytes)]).expect(200);
        let wrong = self.document.judge(pattern, operation, &answer);
        assert!(wrong.is_empty(), "{wrong:?}");
        self.done.insert(pattern);
        answer.json()["id"].as_i64().unwrap()
    }

    #[track_caller]
    pub fn read(&self, path: &str) -> Value {
        self.client.api_get(path).expect(200).json()
    }

    /// Id of the first row of a list in which a column has this value.
    #[track_caller]
    pub fn find(&self, list: &str, column: &str, value: &str) -> i64 {
        let found = self.read(&format!("{list}?rows=200"));
        let rows = found["rows"].as_array().unwrap();
        let row = rows.iter().find(|row| row[column] == value);
        row.unwrap_or_else(|| panic!("{list} has no {column} {value}: {found}"))["id"]
            .as_i64()
            .unwrap()
    }

    /// The pattern and the description of an operation that writes.
    #[track_caller]
    fn operation(&self, path: &str) -> (&'static str, &Value) {
        let bare = path.split('?').next().unwrap();
        let Match::Route(route, _) = self.router.find(Door::Api, Method::Post, bare) else {
            panic!("{path} is no operation");
        };
        let operation = &self.document.0["paths"][format!("/api/v1{}", route.path)]["post"];
        assert!(operation.is_object(), "{} is not described", route.path);
        (route.path, operation)
    }

    /// The version of the record that a path is about, when it has one.
    fn version(&self, path: &str) -> Option<String> {
        let parts: Vec<&str> = path.split(['/', '?']).collect();
        let id = parts.iter().position(|part| part.parse::<i64>().is_ok());
        let record = match (path, id) {
            ("/me/settings", _) => "/me".to_owned(),
            (_, Some(_)) if path.ends_with("/terms") => path.to_owned(),
            (_, Some(id)) => parts[..=id].join("/"),
            (_, None) => return None,
        };
        let answer = self.client.api_get(&record);
        let version = |value: &Value| value["version"].as_i64().map(|version| version.to_string());
        (answer.status == 200).then(|| version(&answer.json())).flatten()
    }

    /// Whether the document describes an operation that writes.
    pub fn has(&self, pattern: &str) -> bool {
        self.document.0["paths"][format!("/api/v1{pattern}")]["post"].is_object()
    }

    /// Fails unless every operation that the document describes was done.
    #[track_caller]
    pub fn must_have_done_all(&self) {
        let described = self.document.writes().into_iter().map(|(path, _)| path);
        let missed: Vec<&str> = described.filter(|path| !self.done.contains(path)).collect();
        assert!(
            missed.is_empty(),
            "{} operations never succeeded: {missed:#?}",
            missed.len()
        );
    }
}
