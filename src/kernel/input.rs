//! Typed commands: form and JSON body become the same tree, and the tree becomes the same command, with the same
//! problems. All problems are collected, not just the first; unknown fields of a JSON body are refused.
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Problem;
use crate::kernel::error::Result;
use crate::kernel::format::Formats;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use schemars::Schema;
use serde_json::Value;
use std::str::FromStr;
use tenon_db::Money;
use tenon_db::Percent;
use tenon_db::Quantity;
use tenon_db::UnitPrice;

/// Longest single-line text.
pub const TEXT_MAX: usize = 300;
/// Longest text of several lines.
pub const LONG_TEXT_MAX: usize = 20_000;
/// Most lines of a document.
pub const LINES_MAX: usize = 2_000;

/// Reads values out of a body and collects what is wrong with them.
pub struct Reader<'a> {
    /// A form is typed in the user's own formats; JSON is exact.
    formats: Option<&'a Formats>,
    pub problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    pub fn new(formats: Option<&'a Formats>) -> Reader<'a> {
        Reader {
            formats,
            problems: Vec::new(),
        }
    }

    /// Notes a problem; the answer is always `None`, for `return reader.problem(..)`.
    pub fn problem<T>(&mut self, at: &str, message: Message) -> Option<T> {
        self.problems.push(Problem::new(at, message));
        None
    }

    fn is_form(&self) -> bool {
        self.formats.is_some()
    }

    /// The text of a leaf, trimmed; `None` when absent or empty.
    fn text(&mut self, value: Option<&Value>, at: &str) -> Option<String> {
        match value {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Some(Value::Number(number)) => Some(number.to_string()),
            Some(Value::Bool(flag)) => Some(flag.to_string()),
            Some(Value::Array(items)) if self.is_form() => match items.last() {
                Some(Value::String(text)) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
                _ => None,
            },
            Some(Value::Array(_) | Value::Object(_)) => self.problem(at, Message::new("problem-not-a-value")),
        }
    }

    /// A required leaf: notes "enter a value" when it is missing.
    fn required(&mut self, value: Option<&Value>, at: &str) -> Option<String> {
        let before = self.problems.len();
        let text = self.text(value, at);
        if text.is_none() && self.problems.len() == before {
            return self.problem(at, Message::new("problem-required"));
        }
        text
    }

    fn decimal(&mut self, text: &str, at: &str) -> Option<String> {
        match self.formats {
            None => Some(text.to_owned()),
            Some(formats) => match formats.parse_decimal(text) {
                Some(number) => Some(number.normalize().to_string()),
                None => self.problem(at, Message::new("problem-not-a-number").with("value", text)),
            },
        }
    }

    fn date(&mut self, text: &str, at: &str) -> Option<NaiveDate> {
        let date = match self.formats {
            Some(formats) => formats.parse_date(text),
            None => NaiveDate::from_str(text).ok(),
        };
        match date.filter(|date| ("1900-01-01".."2200-01-01").contains(&date.to_string().as_str())) {
            Some(date) => Some(date),
            None => self.problem(at, Message::new("problem-not-a-date").with("value", text)),
        }
    }
}

/// What a command or one of its fields is read from. `None` means a problem was noted.
pub trait Input: Sized {
    fn read(value: Option<&Value>, at: &str, reader: &mut Reader<'_>) -> Option<Self>;
}

/// Reads a whole command; `Err(Invalid)` names every problem.
pub fn read<C: Input>(body: &Value, formats: Option<&Formats>) -> Result<C> {
    let mut reader = Reader::new(formats);
    match C::read(Some(body), "", &mut reader) {
        Some(command) if reader.problems.is_empty() => Ok(command),
        _ => Err(Error::Invalid(reader.problems)),
    }
}

/// `lines` + `3` → `lines.3`.
pub fn path(at: &str, name: &str) -> String {
    if at.is_empty() {
        name.to_owned()
    } else {
        format!("{at}.{name}")
    }
}

/// Refuses members of a JSON object that the command does not know. Forms may carry more (texts beside ids).
pub fn refuse_unknown(value: &Value, known: &[&str], at: &str, reader: &mut Reader<'_>) {
    if let (Value::Object(members), false) = (value, reader.is_form()) {
        for name in members.keys().filter(|name| !known.contains(&name.as_str())) {
            reader.problem::<()>(
                &path(at, name),
                Message::new("problem-unknown-field").with("name", name),
            );
        }
    }
}

/// Required, one line.
impl Input for String {
    fn read(value: Option<&Value>, at: &str, reader: &mut Reader<'_>) -> Option<String> {
        let text = reader.required(value, at)?;
        if text.chars().count() > TEXT_MAX {
            let longest = i64::try_from(TEXT_MAX).unwrap_or(i64::MAX);
            return reader.problem(at, Message::new("problem-too-long").with("max", longest));
        }
        if text.chars().any(|letter| letter.is_control()) {
            return reader.problem(at, Message::new("problem-control-character"));
        }
        Some(text)
    }
}

/// Optional text of several lines.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(transparent)]
pub struct LongText(pub String);

impl Input for LongText {
    fn read(value: Option<&Value>, at: &str, reader: &mut Reader<'_>) -> Option<LongText> {
        let before = reader.problems.len();
        let Some(text) = reader.text(value, at) else {
            return (reader.problems.len() == before).then(LongText::default);
        };
        if text.chars().count() > LONG_TEXT_MAX {
            let longest = i64::try_from(LONG_TEXT_MAX).unwrap_or(i64::MAX);
            return reader.problem(at, Message::new("problem-too-long").with("max", longest));
        }
        if text.contains('\0') {
            return reader.problem(at, Message::new("problem-control-character"));
        }
        Some(LongText(text.replace("\r\n", "\n")))
    }
}

impl<T: Input> Input for Option<T> {
    fn read(value: Option<&Value>, at: &str, reader: &mut Reader<'_>) -> Option<Option<T>> {
        let absent = match value {
            None | Some(Value::Null) => true,
            Some(Value::String(text)) => text.trim().is_empty(),
            Some(Value::Array(items)) => items.is_empty(),
            Some(_) => false,
        };
        if absent {
            Some(None)
        } else {
            T::read(value, at, reader).map(Some)
        }
    }
}

/// Absent is an empty list; blank rows of a form were already dropped. Boxes of one name post an empty text before those that
/// are checked, so that none is an answer, too.
impl<T: Input> Input for Vec<T> {
    fn read(value: Option<&Value>, at: &str, reader: &mut Reader<'_>) -> Option<Vec<T>> {
        let items = match value {
            None | Some(Value::Null) => return Some(Vec::new()),
            Some(Value::Array(items)) => items,
            Some(Value::String(text)) if reader.is_form() && text.is_empty() => return Some(Vec::new()),
            Some(single) if reader.is_form() => {
                return T::read(Some(single), &path(at, "0"), reader).map(|item| vec![item]);
            }
            Some(_) => return reader.problem(at, Message::new("problem-not-a-list")),
        };
        if items.len() > LINES_MAX {
            let most = i64::try_from(LINES_MAX).unwrap_or(i64::MAX);
            return reader.problem(at, Message::new("problem-too-many").with("max", most));
        }
        let is_form = reader.is_form();
        let is_nothing = |item: &Value| is_form && item.as_str().is_some_and(|text| text.trim().is_empty());
        let read = items
            .iter()
            .filter(|item| !is_nothing(item))
            .enumerate()
            .map(|(index, item)| T::read(Some(item), &path(at, &index.to_string()), reader));
        let read: Vec<Option<T>> = read.collect();
        read.into_iter().collect()
    }
}

impl Input for bool {
    fn read(value: Option<&Value>, at: &str, reader: &mut Reader<'_>) -> Option<bool> {
        let before = reader.problems.len();
        match reader.text(value, at).as_deref() {
            Some("yes" | "true" | "on" | "1") => Some(true),
            Some("no" | "false" | "off" | "0") => Some(false),
            None if reader.problems.len() == before => Some(false),
            None => None,
            Some(other) => reader.problem(at, Message::new("problem-not-yes-or-no").with("value", other)),
        }
    }
}

impl Input for NaiveDate {
    fn read(value: Option<&Value>, at: &str, reader: &mut Reader<'_>) -> Option<NaiveDate> {
        let text = reader.required(value, at)?;
        reader.date(&text, at)
    }
}

macro_rules! whole_numbers {
    ($($number:ty),+) => {$(
        impl Input for $number {
            fn read(value: Option<&Value>, at: &str, reader: &mut Reader<'_>) -> Option<$number> {
                let text = reader.required(value, at)?;
                let digits = reader.decimal(&text, at)?;
                match <$number>::from_str(&digits) {
                    Ok(number) => Some(number),
                    Err(_) => reader.problem(at, Message::new("problem-not-a-whole-number").with("value", &text)),
                }
            }
        }
    )+};
}
whole_numbers!(i32, i64);

macro_rules! decimals {
    ($($number:ty => $places:literal),+) => {$(
        impl Input for $number {
            fn read(value: Option<&Value>, at: &str, reader: &mut Reader<'_>) -> Option<$number> {
                let text = reader.required(value, at)?;
                let digits = reader.decimal(&text, at)?;
                if Decimal::from_str(&digits).is_err() {
                    return reader.problem(at, Message::new("problem-not-a-number").with("value", &text));
                }
                match <$number>::from_str(&digits) {
                    Ok(number) => Some(number),
                    Err(_) => reader.problem(at, Message::new("problem-does-not-fit").with("value", &text).with("places", $places)),
                }
            }
        }
    )+};
}
decimals!(Money => 4_i64, Quantity => 6_i64, UnitPrice => 6_i64, Percent => 4_i64);

/// Ids and code lists: anything that is its own text.
#[macro_export]
macro_rules! input_from_str {
    ($($kind:ty),+ $(,)?) => {$(
        impl $crate::kernel::input::Input for $kind {
            fn read(value: Option<&serde_json::Value>, at: &str, reader: &mut $crate::kernel::input::Reader<'_>) -> Option<$kind> {
                let text = <String as $crate::kernel::input::Input>::read(value, at, reader)?;
                match <$kind as std::str::FromStr>::from_str(&text) {
                    Ok(value) => Some(value),
                    Err(_) => reader.problem(at, $crate::kernel::error::Message::new("problem-not-a-choice").with("value", &text)),
                }
            }
        }
    )+};
}

/// The shape of a command as it is read: lists, flags and long texts may be left out, and what it does not know is refused.
pub fn as_read(schema: &mut Schema) {
    let may_be_left_out = |member: Option<&Value>| {
        let kind = member.and_then(|member| member.get("type")).and_then(Value::as_str);
        let reference = member.and_then(|member| member.get("$ref")).and_then(Value::as_str);
        matches!(kind, Some("array" | "boolean")) || reference.is_some_and(|name| name.ends_with("/LongText"))
    };
    let members = schema.get("properties").cloned().unwrap_or_default();
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        required.retain(|name| !may_be_left_out(name.as_str().and_then(|name| members.get(name))));
    }
    schema.insert("additionalProperties".to_owned(), Value::Bool(false));
}

/// A command: the struct, its JSON shape, and how it is read from a body, once.
///
/// ```ignore
/// command! {
///     /// Takes an order down.
///     pub struct NewOrder { pub party_id: PartyId, pub order_date: NaiveDate, pub lines: Vec<NewLine> }
/// }
/// ```
/// `String` is required, `Option<T>` and `LongText` are not, `bool` is false when absent, `Vec` empty.
#[macro_export]
macro_rules! command {
    ($($(#[$meta:meta])* pub struct $name:ident { $($(#[$field_meta:meta])* pub $field:ident: $kind:ty),* $(,)? })+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, serde::Serialize, schemars::JsonSchema)]
        #[schemars(transform = $crate::kernel::input::as_read)]
        pub struct $name { $($(#[$field_meta])* pub $field: $kind),* }

        impl $crate::kernel::input::Input for $name {
            fn read(value: Option<&serde_json::Value>, at: &str, reader: &mut $crate::kernel::input::Reader<'_>) -> Option<$name> {
                let value = value.unwrap_or(&serde_json::Value::Null);
                if !matches!(value, serde_json::Value::Object(_) | serde_json::Value::Null) {
                    return reader.problem(at, $crate::kernel::error::Message::new("problem-not-an-object"));
                }
                $crate::kernel::input::refuse_unknown(value, &[$(stringify!($field)),*], at, reader);
                $(let $field = <$kind as $crate::kernel::input::Input>::read(
                    value.get(stringify!($field)), &$crate::kernel::input::path(at, stringify!($field)), reader);)*
                Some($name { $($field: $field?),* })
            }
        }
    )+};
}
