//! What can go wrong, as values: each says to the person who clicked what is wrong and what would be right.
use crate::ids::Subject;
use crate::kernel::format::Formats;
use crate::kernel::message;
use crate::kernel::message::Messages;
use crate::permission::Permission;
use chrono::NaiveDate;
use serde::Deserialize;
use serde::Serialize;
use tenon_db::Money;
use tenon_db::Percent;
use tenon_db::Quantity;
use tenon_db::UnitPrice;
use tenon_db::WriteFailure;

pub type Result<T> = std::result::Result<T, Error>;

/// A value named by a message; formatted for the reader when it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "kebab-case")]
pub enum Argument {
    Text(String),
    Number(i64),
    /// Amount and currency code.
    Money(Money, String),
    Quantity(Quantity),
    Price(UnitPrice),
    Percent(Percent),
    Date(NaiveDate),
    /// A further message key ("state-draft").
    Key(String),
    Nothing,
}

impl Argument {
    /// Formatted for the reader.
    pub fn text(&self, messages: &Messages, formats: &Formats) -> String {
        match self {
            Argument::Text(text) => text.clone(),
            Argument::Number(number) => formats.integer(*number),
            Argument::Money(amount, currency) => formats.money(amount.to_decimal(), currency),
            Argument::Quantity(quantity) => formats.quantity(quantity.to_decimal(), 6),
            Argument::Price(price) => formats.quantity(price.to_decimal(), 6),
            Argument::Percent(percent) => formats.percent(percent.to_decimal()),
            Argument::Date(date) => formats.date(*date),
            Argument::Key(key) => messages.text(key),
            Argument::Nothing => "–".to_owned(),
        }
    }

    /// As the message files take it: numbers choose the plural.
    pub fn for_message(&self, messages: &Messages, formats: &Formats) -> message::Value {
        if let Argument::Number(number) = self {
            message::Value::from(*number)
        } else {
            message::Value::from(self.text(messages, formats))
        }
    }

    /// Plain and exact, for files and programs.
    pub fn machine(&self) -> String {
        match self {
            Argument::Text(text) | Argument::Key(text) => text.clone(),
            Argument::Number(number) => number.to_string(),
            Argument::Money(amount, currency) => format!("{amount} {currency}"),
            Argument::Quantity(quantity) => quantity.to_string(),
            Argument::Price(price) => price.to_string(),
            Argument::Percent(percent) => percent.to_string(),
            Argument::Date(date) => date.to_string(),
            Argument::Nothing => String::new(),
        }
    }
}

macro_rules! arguments {
    ($($from:ty => |$value:ident| $make:expr;)+) => {
        $(impl From<$from> for Argument {
            fn from($value: $from) -> Argument { $make }
        })+
    };
}
arguments! {
    &str => |value| Argument::Text(value.to_owned());
    String => |value| Argument::Text(value);
    &String => |value| Argument::Text(value.clone());
    i64 => |value| Argument::Number(value);
    i32 => |value| Argument::Number(i64::from(value));
    Quantity => |value| Argument::Quantity(value);
    UnitPrice => |value| Argument::Price(value);
    Percent => |value| Argument::Percent(value);
    NaiveDate => |value| Argument::Date(value);
    (Money, &str) => |value| Argument::Money(value.0, value.1.to_owned());
    (Money, &String) => |value| Argument::Money(value.0, value.1.clone());
}

impl<T: Into<Argument>> From<Option<T>> for Argument {
    fn from(value: Option<T>) -> Argument {
        value.map_or(Argument::Nothing, Into::into)
    }
}

/// A message key with what it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub key: &'static str,
    pub arguments: Vec<(&'static str, Argument)>,
}

impl Message {
    pub fn new(key: &'static str) -> Message {
        Message {
            key,
            arguments: Vec::new(),
        }
    }
    pub fn with(mut self, name: &'static str, value: impl Into<Argument>) -> Message {
        self.arguments.push((name, value.into()));
        self
    }
}

/// One wrong field: its path (`lines.3.quantity`) and the sentence, which may name `$field`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub field: String,
    pub message: Message,
}

impl Problem {
    pub fn new(field: impl Into<String>, message: Message) -> Problem {
        Problem {
            field: field.into(),
            message,
        }
    }
}

#[derive(Debug)]
pub enum Error {
    /// The business says no: 422.
    Refused(Message),
    /// Fields are wrong: 422, all problems at once.
    Invalid(Vec<Problem>),
    /// Passable with "do it anyway": 422 of type `warning`.
    Warned(Vec<Message>),
    /// Unknown, or outside what the reader may see: 404, the same bytes.
    NotFound(&'static str),
    /// The permission that is missing: 403.
    Forbidden(Permission),
    /// Nobody is signed in: 401, or the sign-in page.
    Unauthenticated,
    /// Somebody saved first: 409. The record, so that both sides can be shown.
    Stale(Subject),
    /// The idempotency key was used for another body: 409.
    KeyReused,
    /// Not understood at all: 400.
    Malformed(Message),
    /// Over a limit: 413.
    TooLarge(&'static str),
    /// Too many attempts: 429, seconds to wait.
    Throttled(i64),
    /// Maybe done, maybe not: 503; the same key settles it.
    OutcomeUnknown,
    /// A defect or an outage: 500 with a number to quote.
    Internal(Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    pub fn refused(key: &'static str) -> Error {
        Error::Refused(Message::new(key))
    }
    pub fn invalid(field: impl Into<String>, message: Message) -> Error {
        Error::Invalid(vec![Problem::new(field, message)])
    }
    /// A refusal told at the field it is about; any other error as it is.
    #[expect(clippy::wildcard_enum_match_arm, reason = "only a refusal lacks its field")]
    pub fn at(self, field: &str) -> Error {
        match self {
            Error::Refused(message) => Error::invalid(field, message),
            other => other,
        }
    }
    /// Refuses another value for what cannot be changed once it is there.
    pub fn unless_stays(is_same: bool, field: impl Into<String>) -> Result<()> {
        if is_same {
            Ok(())
        } else {
            Err(Error::invalid(field, Message::new("problem-stays")))
        }
    }
    pub fn internal(text: impl Into<String>) -> Error {
        Error::Internal(text.into().into())
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Error::Internal(source) = self {
            write!(f, "{source}")
        } else {
            write!(f, "{self:?}")
        }
    }
}
impl std::error::Error for Error {}

impl From<diesel::result::Error> for Error {
    fn from(error: diesel::result::Error) -> Error {
        Error::Internal(Box::new(error))
    }
}

impl From<WriteFailure> for Error {
    fn from(failure: WriteFailure) -> Error {
        match failure {
            WriteFailure::OutcomeUnknown(_) => Error::OutcomeUnknown,
            WriteFailure::Panicked(_) | WriteFailure::NotCommitted(_) | WriteFailure::Closed => {
                Error::Internal(Box::new(failure))
            }
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Error {
        Error::Internal(Box::new(error))
    }
}

impl From<tenon_db::DoesNotFit> for Error {
    fn from(_: tenon_db::DoesNotFit) -> Error {
        Error::refused("amount-too-large")
    }
}

/// `get(..)` of one record: absent becomes NotFound.
pub fn found<T>(result: std::result::Result<T, diesel::result::Error>, what: &'static str) -> Result<T> {
    match result {
        Ok(value) => Ok(value),
        Err(diesel::result::Error::NotFound) => Err(Error::NotFound(what)),
        Err(other) => Err(other.into()),
    }
}

/// Refuses with a sentence unless the condition holds: `refuse_unless!(cond, "key", name = value)`.
#[macro_export]
macro_rules! refuse_unless {
    ($condition:expr, $key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        if !$condition {
            return Err($crate::kernel::error::Error::Refused(
                $crate::kernel::error::Message::new($key)$(.with(stringify!($name), $value))*
            ));
        }
    };
}
