//! What a handler answers, as a plain value that can be stored and repeated for the same idempotency key.
use crate::ids::Subject;
use crate::kernel::web::Door;
use crate::kernel::web::Req;
use schemars::JsonSchema;
use serde::Deserialize;
use serde::Serialize;
use serde_json::Value;
use serde_json::json;

/// What the API answers to a write: the record it was about.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Done {
    /// Kind of record: `sales-order`.
    pub kind: String,
    pub id: i64,
    /// Its page, on the same host.
    pub url: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Reply {
    /// 303 to a page, with a sentence to say there: message key and its texts.
    SeeOther {
        url: String,
        notice: Option<(String, Vec<(String, String)>)>,
    },
    Json {
        status: u16,
        body: Value,
    },
    Html {
        status: u16,
        body: String,
    },
    /// A file: content type, name to save it as (none: shown in place), bytes.
    File {
        content_type: String,
        file_name: Option<String>,
        bytes: Vec<u8>,
    },
    /// Sets or clears the session cookie and goes on.
    Session {
        token: Option<String>,
        url: String,
    },
    Nothing,
}

impl Reply {
    /// A write is done: pages go to the record and say so, the API names the record.
    pub fn done(req: &Req, subject: impl Into<Subject>, notice: &str) -> Reply {
        Reply::done_by(req.door, subject.into(), notice)
    }

    /// As `done`, where the request itself is out of reach.
    pub fn done_by(door: Door, subject: Subject, notice: &str) -> Reply {
        if door == Door::Api {
            let done = json!({"kind": subject.code(), "id": subject.raw(), "url": subject.url()});
            return Reply::Json {
                status: 200,
                body: done,
            };
        }
        Reply::see_other(subject.url(), notice)
    }

    /// Done, but pages go elsewhere than to the record (a list, the parent).
    pub fn done_at(req: &Req, subject: impl Into<Subject>, url: impl Into<String>, notice: &str) -> Reply {
        Reply::done_by_at(req.door, subject, url, notice)
    }

    /// As `done_at`, where the request itself is out of reach.
    pub fn done_by_at(door: Door, subject: impl Into<Subject>, url: impl Into<String>, notice: &str) -> Reply {
        if door == Door::Api {
            Reply::done_by(door, subject.into(), notice)
        } else {
            Reply::see_other(url, notice)
        }
    }

    /// A record was deleted: pages go to the list it stood in.
    pub fn gone(door: Door, subject: impl Into<Subject>, list_url: &str) -> Reply {
        if door == Door::Api {
            Reply::done_by(door, subject.into(), "")
        } else {
            Reply::see_other(list_url, "notice-deleted")
        }
    }

    pub fn see_other(url: impl Into<String>, notice: &str) -> Reply {
        let notice = Some((notice.to_owned(), Vec::new())).filter(|(key, _)| !key.is_empty());
        Reply::SeeOther {
            url: url.into(),
            notice,
        }
    }

    /// Names something in the notice.
    pub fn say(mut self, name: &str, text: impl Into<String>) -> Reply {
        if let Reply::SeeOther {
            notice: Some((_, arguments)),
            ..
        } = &mut self
        {
            arguments.push((name.to_owned(), text.into()));
        }
        self
    }

    pub fn html(body: String) -> Reply {
        Reply::Html { status: 200, body }
    }

    /// A record or a list as JSON.
    pub fn json<T: Serialize>(value: &T) -> crate::kernel::error::Result<Reply> {
        let body =
            serde_json::to_value(value).map_err(|error| crate::kernel::error::Error::Internal(Box::new(error)))?;
        Ok(Reply::Json { status: 200, body })
    }
}
