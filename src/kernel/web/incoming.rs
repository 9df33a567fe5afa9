//! From an envelope to the request a handler reads.
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::view::names;
use crate::kernel::web::Door;
use crate::kernel::web::Req;
use crate::kernel::web::body;
use crate::kernel::web::cookie;
use crate::kernel::web::envelope::Envelope;
use crate::kernel::web::req::Outcome;
use std::collections::BTreeMap;

/// What a handler reads: the body as a tree, and the hidden fields beside it.
pub fn request(envelope: &mut Envelope, door: Door, path: String, params: BTreeMap<String, String>) -> Result<Req> {
    let pairs = std::mem::take(&mut envelope.pairs);
    let hidden = |name: &str| {
        pairs
            .iter()
            .rev()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.clone())
            .filter(|value| !value.is_empty())
    };
    let body = match (door, envelope.json.is_empty()) {
        (Door::Api, false) => serde_json::from_slice(&envelope.json)
            .map_err(|_| Error::Malformed(Message::new("problem-body-malformed")))?,
        (Door::Api, true) => serde_json::Value::Object(serde_json::Map::new()),
        (Door::Page, _) => body::tree(&body::settled(&pairs))?,
    };
    // No text in a database has a zero in it: PostgreSQL would stop at the question.
    let asked = envelope.query.iter().map(|(_, value)| value).chain(params.values());
    if asked.into_iter().any(|value| value.contains('\0')) {
        return Err(Error::Malformed(Message::new("problem-control-character")));
    }
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let version = hidden(names::VERSION)
        .or_else(|| text(envelope.if_match.trim_matches('"')))
        .or_else(|| text(envelope.query(names::VERSION)));
    let full_path = format!("{}?{}", path, envelope.query("company"));
    let said_anyway = envelope.query("anyway") == "yes";
    let req = Req {
        door,
        body_hash: body::hash(&full_path, &body, &envelope.files),
        body,
        path,
        params,
        query: std::mem::take(&mut envelope.query),
        files: std::mem::take(&mut envelope.files),
        is_part: envelope.is_part,
        key: hidden(names::KEY).or_else(|| text(&envelope.idempotency_key)),
        version: version.and_then(|version| version_of(&version)),
        anyway: said_anyway || hidden(names::ANYWAY).as_deref() == Some("yes"),
        then_new: hidden(names::THEN).as_deref() == Some("new"),
        outcome: Outcome::default(),
        address: envelope.address.clone(),
        host: envelope.host.clone(),
        agent: envelope.agent.clone(),
        session_token: cookie::session(envelope).map(str::to_owned),
    };
    if req.key.as_ref().is_some_and(|key| key.len() > 200) {
        return Err(Error::Malformed(Message::new("problem-key-too-long")));
    }
    Ok(req)
}

/// The version a change is based on. One that no record can have, since it could not be counted on, is read as one that
/// none ever has: whoever sends it is told that somebody saved first.
fn version_of(text: &str) -> Option<i32> {
    const NEVER: i32 = -1;
    let number: i64 = text.parse().ok()?;
    let version = i32::try_from(number).ok();
    Some(
        version
            .filter(|version| (0..i32::MAX).contains(version))
            .unwrap_or(NEVER),
    )
}
