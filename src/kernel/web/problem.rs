//! Errors for programs (RFC 9457 problem details) and for people (the error page).
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Problem;
use crate::kernel::view::ErrorPage;
use crate::kernel::view::Link;
use crate::kernel::web::Ctx;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

/// One wrong field.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FieldProblem {
    /// Path in the body: `lines.3.quantity`.
    pub field: String,
    /// Stable code.
    pub code: String,
    pub message: String,
}

/// RFC 9457, with a list of fields.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ProblemDetails {
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    pub status: u16,
    pub detail: String,
    /// Stable code of what is wrong.
    pub code: String,
    pub errors: Vec<FieldProblem>,
    /// To quote when asking for help.
    pub request_id: String,
}

/// HTTP status, code, title key and detail message of an error.
pub fn facts(error: &Error) -> (u16, &'static str, &'static str) {
    match error {
        Error::Refused(_) => (422, "refused", "error-refused"),
        Error::Invalid(_) => (422, "invalid", "error-invalid"),
        Error::Warned(_) => (422, "warning", "error-warning"),
        Error::NotFound(_) => (404, "not-found", "error-not-found"),
        Error::Forbidden(_) => (403, "forbidden", "error-forbidden"),
        Error::Unauthenticated => (401, "unauthenticated", "error-unauthenticated"),
        Error::Stale(_) => (409, "stale", "error-stale"),
        Error::KeyReused => (409, "key-reused", "error-key-reused"),
        Error::Malformed(_) => (400, "malformed", "error-malformed"),
        Error::TooLarge(_) => (413, "too-large", "error-too-large"),
        Error::Throttled(_) => (429, "throttled", "error-throttled"),
        Error::OutcomeUnknown => (503, "outcome-unknown", "error-outcome-unknown"),
        Error::Internal(_) => (500, "internal", "error-internal"),
    }
}

/// The sentence of an error, in the reader's language.
pub fn sentence(ctx: &Ctx, error: &Error) -> String {
    match error {
        Error::Refused(message) | Error::Malformed(message) => ctx.say(message),
        Error::Invalid(problems) => match problems.first() {
            Some(problem) => problem_sentence(ctx, problem),
            None => ctx.text("error-invalid-text"),
        },
        Error::Warned(messages) => messages
            .iter()
            .map(|message| ctx.say(message))
            .collect::<Vec<_>>()
            .join(" "),
        Error::Forbidden(permission) => {
            let name = ctx.text(&permission.message_key());
            ctx.say(&Message::new("error-forbidden-text").with("permission", name))
        }
        Error::Throttled(seconds) => ctx.say(&Message::new("error-throttled-text").with("seconds", *seconds)),
        Error::NotFound(_)
        | Error::Unauthenticated
        | Error::Stale(_)
        | Error::KeyReused
        | Error::TooLarge(_)
        | Error::OutcomeUnknown
        | Error::Internal(_) => ctx.text(&format!("{}-text", facts(error).2)),
    }
}

/// "Order date: enter a date", with the field's own label and, in lines, its number.
pub fn problem_sentence(ctx: &Ctx, problem: &Problem) -> String {
    problem_sentence_at(ctx, problem, label_of(ctx, &problem.field))
}

/// The same at a field that the form calls by a label of its own.
pub fn problem_sentence_at(ctx: &Ctx, problem: &Problem, label: String) -> String {
    let sentence = ctx.say(&problem.message);
    if label.is_empty() {
        return sentence;
    }
    let text = |text: String| crate::kernel::message::Value::from(text);
    match line_of(&problem.field) {
        Some(line) => ctx.messages.with(
            "problem-in-line",
            &[
                ("line", text(line.to_string())),
                ("field", text(label)),
                ("problem", text(sentence)),
            ],
        ),
        None => ctx.messages.with(
            "problem-in-field",
            &[("field", text(label)), ("problem", text(sentence))],
        ),
    }
}

/// 1-based line number of a path such as `lines.3.quantity`.
fn line_of(path: &str) -> Option<usize> {
    path.split('.')
        .find_map(|part| part.parse::<usize>().ok())
        .map(|index| index + 1)
}

/// Label of a field by the last word of its path: `party_id` is `field-party`.
pub fn label_of(ctx: &Ctx, path: &str) -> String {
    let key = label_key(path);
    // Filters are called as their columns are.
    let column = key.replacen("field-", "column-", 1);
    let known = [key, column].into_iter().find(|key| ctx.messages.has(key));
    known.map_or_else(String::new, |key| ctx.text(&key))
}

pub fn label_key(path: &str) -> String {
    let last = path
        .rsplit('.')
        .find(|part| part.parse::<usize>().is_err())
        .unwrap_or("");
    format!("field-{}", last.trim_end_matches("_id").replace('_', "-"))
}

/// The answer of the API.
#[expect(clippy::wildcard_enum_match_arm, reason = "the rest says it all in its code")]
pub fn details(ctx: &Ctx, error: &Error) -> (u16, Value) {
    let (status, code, title) = facts(error);
    let field = |problem: &Problem| FieldProblem {
        field: problem.field.clone(),
        code: problem.message.key.to_owned(),
        message: ctx.say(&problem.message),
    };
    let (code, errors) = match error {
        Error::Invalid(problems) => (code, problems.iter().map(field).collect()),
        Error::Refused(message) | Error::Malformed(message) => (message.key, Vec::new()),
        Error::Warned(messages) => {
            let warning = |message: &Message| FieldProblem {
                field: String::new(),
                code: message.key.to_owned(),
                message: ctx.say(message),
            };
            (code, messages.iter().map(warning).collect())
        }
        _ => (code, Vec::new()),
    };
    let details = ProblemDetails {
        kind: format!("/problems/{}", facts(error).1),
        title: ctx.text(title),
        status,
        detail: sentence(ctx, error),
        code: code.to_owned(),
        errors,
        request_id: ctx.request_id.clone(),
    };
    (status, serde_json::to_value(details).unwrap_or_default())
}

/// The error page: what it is, what comes next.
pub fn page(ctx: &Ctx, error: &Error) -> ErrorPage {
    let (status, _, title) = facts(error);
    let home = Link::new(ctx.text("error-go-home"), "/");
    let search = Link::new(ctx.text("error-go-search"), "/search");
    ErrorPage {
        status,
        title: ctx.text(title),
        text: sentence(ctx, error),
        links: if ctx.signed.is_some() {
            vec![home, search]
        } else {
            vec![home]
        },
        reference: if status >= 500 {
            ctx.request_id.clone()
        } else {
            String::new()
        },
        bare: ctx.signed.is_none(),
    }
}
