//! The two cookies: the session's, and the sentence the next page says once.
use crate::kernel::message;
use crate::kernel::message::Messages;
use crate::kernel::web::envelope::Envelope;
use percent_encoding::NON_ALPHANUMERIC;
use percent_encoding::percent_decode_str;
use percent_encoding::utf8_percent_encode;

/// The session's secret.
const SESSION: &str = "tenon_session";
/// What the next page says once: a message's key and its texts.
const NOTICE: &str = "tenon_notice";
/// Parts the key and the texts of a notice.
const PART: char = '\u{1f}';

/// The session's secret that came with a request.
pub fn session(envelope: &Envelope) -> Option<&str> {
    envelope.cookie(SESSION)
}

/// Keeps the session's secret in the browser; none takes it away.
pub fn set_session(secret: Option<&str>, is_secure: bool) -> String {
    let secure = if is_secure { "; Secure" } else { "" };
    match secret {
        Some(secret) => format!("{SESSION}={secret}; Path=/; HttpOnly; SameSite=Lax{secure}"),
        None => format!("{SESSION}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}"),
    }
}

/// The sentence a page before left to be said here.
pub fn notice(envelope: &Envelope, messages: &Messages) -> Option<String> {
    let text = percent_decode_str(envelope.cookie(NOTICE)?)
        .decode_utf8()
        .ok()?
        .into_owned();
    let mut parts = text.split(PART);
    let key = parts.next().filter(|key| messages.has(key))?;
    let values: Vec<(&str, message::Value)> = parts
        .filter_map(|part| part.split_once('='))
        .map(|(name, value)| (name, value.into()))
        .collect();
    Some(messages.with(key, &values))
}

/// Leaves a sentence to the next page.
pub fn set_notice(key: &str, arguments: &[(String, String)]) -> String {
    let parts = arguments.iter().map(|(name, text)| format!("{PART}{name}={text}"));
    let text = format!("{key}{}", parts.collect::<String>());
    format!(
        "{NOTICE}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age=60",
        utf8_percent_encode(&text, NON_ALPHANUMERIC)
    )
}

/// Takes the sentence away once it was said.
pub fn clear_notice() -> String {
    format!("{NOTICE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")
}
