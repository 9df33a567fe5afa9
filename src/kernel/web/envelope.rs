//! What comes in and what goes out, as plain values: a request without actix, an answer ready to be sent.
use crate::kernel::error::Error;
use crate::kernel::web::req::Upload;
use crate::kernel::web::route::Method;

/// A request as it arrived, without actix.
#[derive(Debug, Default)]
pub struct Envelope {
    pub method: Option<Method>,
    pub path: String,
    pub query: Vec<(String, String)>,
    pub cookies: Vec<(String, String)>,
    pub authorization: String,
    pub accept_language: String,
    pub fetch_site: String,
    pub origin: String,
    pub host: String,
    pub is_part: bool,
    pub idempotency_key: String,
    pub if_match: String,
    pub content_type: String,
    pub agent: String,
    pub address: String,
    pub pairs: Vec<(String, String)>,
    pub json: Vec<u8>,
    pub files: Vec<Upload>,
    /// The body could not be read.
    pub trouble: Option<Error>,
}

impl Envelope {
    /// The first cookie of this name.
    pub(super) fn cookie(&self, name: &str) -> Option<&str> {
        first(&self.cookies, name)
    }

    /// The first value of this name in the address; empty when there is none.
    pub(super) fn query(&self, name: &str) -> &str {
        first(&self.query, name).unwrap_or("")
    }

    /// The first field of this name in the form.
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        first(&self.pairs, name)
    }
}

fn first<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs
        .iter()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.as_str())
}

/// An envelope whose body was too large or broken: answered like any other error.
pub fn unreadable(head: &Envelope, error: Error) -> Envelope {
    Envelope {
        method: head.method,
        path: head.path.clone(),
        cookies: head.cookies.clone(),
        authorization: head.authorization.clone(),
        accept_language: head.accept_language.clone(),
        trouble: Some(error),
        ..Envelope::default()
    }
}

/// An answer ready to go out.
#[derive(Debug)]
pub struct Sent {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

impl Sent {
    pub fn plain(status: u16, text: &str) -> Sent {
        Sent {
            status,
            headers: vec![("content-type", "text/plain; charset=utf-8".to_owned())],
            body: text.as_bytes().to_vec(),
        }
    }

    pub(super) fn json(status: u16, body: &serde_json::Value) -> Sent {
        Sent {
            status,
            headers: vec![("content-type", "application/json".to_owned())],
            body: body.to_string().into_bytes(),
        }
    }

    pub(super) fn html(status: u16, body: String) -> Sent {
        let headers = vec![
            ("content-type", "text/html; charset=utf-8".to_owned()),
            ("vary", "HX-Request".to_owned()),
        ];
        Sent {
            status,
            headers,
            body: body.into_bytes(),
        }
    }

    /// Nothing but a status and headers.
    pub(super) fn bare(status: u16, headers: Vec<(&'static str, String)>) -> Sent {
        Sent {
            status,
            headers,
            body: Vec::new(),
        }
    }
}
