//! Sends what is bad and judges what comes back.
use crate::client::Answer;
use crate::client::Client;
use crate::client::new_key;
use crate::world::World;
use serde_json::Value;
use std::collections::BTreeMap;

pub struct Walk<'a> {
    world: &'a World,
    client: &'a Client,
    rows: BTreeMap<String, i64>,
    wrong: Vec<String>,
    refused: usize,
}

/// The start of a long body.
fn short(body: &Value) -> String {
    body.to_string().chars().take(600).collect()
}

impl<'a> Walk<'a> {
    pub fn new(world: &'a World, client: &'a Client) -> Walk<'a> {
        Walk {
            world,
            client,
            rows: world.row_counts(),
            wrong: Vec::new(),
            refused: 0,
        }
    }

    /// Some record of the list that a path begins with; one that is none when there is no such list.
    pub fn a_record_of(&self, path: &str) -> i64 {
        let list = path.split("/{id}").next().unwrap();
        if list == path {
            return 7;
        }
        let answer = self.client.api_get(list);
        if answer.status != 200 {
            return 7;
        }
        answer.json()["rows"][0]["id"].as_i64().unwrap_or(7)
    }

    /// Records of a list in another company than the reader's, which he cannot open.
    pub fn foreign_records(&self, list: &str, reader: &Client) -> Vec<i64> {
        let answer = self.client.api_get(&format!("{list}?rows=50"));
        if answer.status != 200 {
            return Vec::new();
        }
        let rows = answer.json()["rows"].as_array().cloned().unwrap_or_default();
        let ids = rows.iter().filter_map(|row| row["id"].as_i64());
        let own = reader.api_get(&format!("{list}?rows=200"));
        let own = if own.status == 200 {
            own.json()["rows"].clone()
        } else {
            Value::Null
        };
        let is_own = |id: i64| own.as_array().into_iter().flatten().any(|row| row["id"] == id);
        let unknown = ids.filter(|id| !is_own(*id) && reader.api_get(&format!("{list}/{id}")).status == 404);
        unknown.take(2).collect()
    }

    fn post(&self, path: &str, body: &Value, headers: &[(&str, &str)]) -> Answer {
        let key = new_key();
        let mut all = vec![("idempotency-key", key.as_str())];
        all.extend(headers);
        self.client.api_with(path, body, &all)
    }

    /// A body that is not JSON.
    pub fn raw(&self, path: &str, text: &str) -> Answer {
        self.client.api_raw(path, text, &[("idempotency-key", &new_key())])
    }

    /// Sends it: done, or refused as it should be.
    pub fn judge(&mut self, path: &str, body: &Value, headers: &[(&str, &str)]) -> Answer {
        let answer = self.post(path, body, headers);
        if answer.status == 200 {
            self.rows = self.world.row_counts();
        } else {
            self.judge_refusal(path, body, &answer);
        }
        answer
    }

    /// Sends what must not be done.
    pub fn must_refuse(&mut self, path: &str, body: &Value, headers: &[(&str, &str)]) -> Answer {
        let answer = self.judge(path, body, headers);
        self.note_unless(answer.status != 200, path, &format!("was done: {}", short(body)));
        answer
    }

    fn judge_refusal(&mut self, path: &str, body: &Value, answer: &Answer) {
        let told = || format!("{} {} for {}", answer.status, answer.text, short(body));
        if !(400..500).contains(&answer.status) || answer.content_type != "application/problem+json" {
            self.wrong.push(format!("{path} answered {}", told()));
        } else {
            let problem = answer.json();
            let says = |value: &Value| value.as_str().is_some_and(|text| !text.is_empty());
            let fields = problem["errors"].as_array().cloned().unwrap_or_default();
            let named = fields.iter().all(|one| says(&one["code"]) && says(&one["message"]));
            if !says(&problem["code"]) || !says(&problem["detail"]) || !named {
                self.wrong
                    .push(format!("{path} does not say what is wrong: {}", told()));
            }
            if problem["code"] == "invalid" && fields.is_empty() {
                self.wrong.push(format!("{path} names no field: {}", told()));
            }
        }
        self.must_have_kept_nothing(path, body);
    }

    fn must_have_kept_nothing(&mut self, path: &str, body: &Value) {
        self.refused += 1;
        let now = self.world.row_counts();
        if now != self.rows {
            self.wrong.push(format!(
                "{path} was refused and yet changed the rows for {}",
                short(body)
            ));
            self.rows = now;
        }
    }

    /// As `judge`, by a page's form.
    pub fn judge_form(&mut self, browser: &Client, path: &str, body: &Value) {
        let mut fields = vec![("_version".to_owned(), "1".to_owned())];
        fields.extend(as_form(body));
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let answer = browser.post(path, &fields);
        match answer.status {
            200 | 303 => self.rows = self.world.row_counts(),
            400..=499 => {
                self.note_unless(!answer.visible().is_empty(), path, "an empty page");
                self.must_have_kept_nothing(path, body);
            }
            status => self.wrong.push(format!(
                "{path} answered {status} {} for {}",
                answer.visible(),
                short(body)
            )),
        }
    }

    pub fn note_unless(&mut self, is_right: bool, path: &str, what: &str) {
        if !is_right {
            self.wrong.push(format!("{path}: {what}"));
        }
    }

    /// Fails with everything that was wrong; a walk that met few refusals has proven little.
    #[track_caller]
    pub fn must_be_clean(self, refused_min: usize) {
        println!("{} refused", self.refused);
        let count = self.wrong.len();
        let told: Vec<String> = self.wrong.into_iter().take(60).collect();
        assert!(told.is_empty(), "{count} wrong:\n{}", told.join("\n"));
        assert!(self.refused >= refused_min, "only {} were refused", self.refused);
    }
}

/// A body as a form sends it: dotted names.
pub fn as_form(body: &Value) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    flatten(body, "", &mut fields);
    fields
}

fn flatten(value: &Value, at: &str, fields: &mut Vec<(String, String)>) {
    let under = |name: &str| {
        if at.is_empty() {
            name.to_owned()
        } else {
            format!("{at}.{name}")
        }
    };
    match value {
        Value::Object(members) => members
            .iter()
            .for_each(|(name, member)| flatten(member, &under(name), fields)),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                flatten(item, &under(&index.to_string()), fields);
            }
        }
        Value::Null => {}
        Value::String(text) => fields.push((at.to_owned(), text.clone())),
        other => fields.push((at.to_owned(), other.to_string())),
    }
}
