//! Typed values of lists and record pages: departments give figures, the kernel formats them for page, CSV, XLSX and JSON.
use crate::kernel::error::Argument;
use crate::kernel::format::Formats;
use crate::kernel::format::currency_decimals;
use crate::kernel::message;
use crate::kernel::message::Messages;
use crate::kernel::view::Cell;
use crate::kernel::view::Shape;
use crate::kernel::view::Status;
use crate::kernel::view::Tone;
use crate::kernel::web::problem::label_key;
use chrono::NaiveDate;
use chrono::NaiveDateTime;
use serde_json::Value as Json;
use tenon_db::Money;
use tenon_db::Percent;
use tenon_db::Quantity;
use tenon_db::UnitPrice;

/// How a state looks: its code, its message key, shape and tone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StateLook {
    pub code: &'static str,
    /// `state-sales-order-draft`
    pub key: &'static str,
    pub shape: Shape,
    pub tone: Tone,
}

impl StateLook {
    pub const fn new(code: &'static str, key: &'static str, shape: Shape, tone: Tone) -> StateLook {
        StateLook { code, key, shape, tone }
    }
    pub fn status(self, messages: &Messages) -> Status {
        Status::new(self.shape, self.tone, messages.text(self.key))
    }
}

/// Whether a master is in use or archived.
pub fn usage(is_active: bool) -> StateLook {
    if is_active {
        StateLook::new("active", "state-active", Shape::Open, Tone::Success)
    } else {
        StateLook::new("archived", "state-archived", Shape::Cancel, Tone::Neutral)
    }
}

/// One value of a row.
#[derive(Debug, Clone)]
pub enum Value {
    Text(String),
    /// Text and the address it leads to.
    Link(String, String),
    /// Code and name in two lines, with the address.
    Item(String, String, String),
    Number(i64),
    /// Amount and currency.
    Money(Money, String),
    /// The same as a link to what stands behind it.
    MoneyLink(Money, String, String),
    Quantity(Quantity),
    /// Quantity and unit code.
    Measure(Quantity, String),
    /// Price of one unit, and currency.
    Price(UnitPrice, String),
    /// Average cost of one unit, and currency: shown with two decimals more than amounts have, kept exact.
    Cost(UnitPrice, String),
    Percent(Percent),
    /// 0 to 100, shown as a bar.
    Meter(i32),
    Date(NaiveDate),
    Instant(NaiveDateTime),
    State(StateLook),
    /// A message key ("kind-stocked") with the machine's code.
    Code(&'static str, String),
    /// Several of a code list: message keys with the machine's codes.
    Codes(Vec<(&'static str, &'static str)>),
    Person(String),
    Flag(bool),
    Tags(Vec<String>),
    /// A sentence: message key and what it names.
    Said(String, Vec<(String, Argument)>),
    /// Changed fields: name, old and new value.
    Changes(Vec<(String, Argument, Argument)>),
    Empty,
}

/// What a column holds, for the API's shape and for alignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Number,
    /// A decimal string.
    Decimal,
    Date,
    Instant,
    Flag,
}

impl Kind {
    pub fn is_numeric(self) -> bool {
        matches!(self, Kind::Number | Kind::Decimal)
    }
}

fn or_empty<T>(value: Option<T>, make: impl FnOnce(T) -> Value) -> Value {
    value.map_or(Value::Empty, make)
}

impl Value {
    pub fn text(text: impl Into<String>) -> Value {
        let text = text.into();
        if text.is_empty() {
            Value::Empty
        } else {
            Value::Text(text)
        }
    }
    pub fn date(date: Option<NaiveDate>) -> Value {
        or_empty(date, Value::Date)
    }
    pub fn instant(at: Option<NaiveDateTime>) -> Value {
        or_empty(at, Value::Instant)
    }

    /// The currency of an amount or a price.
    #[expect(clippy::wildcard_enum_match_arm, reason = "only amounts and prices have a currency")]
    pub fn currency(&self) -> Option<&str> {
        match self {
            Value::Money(_, currency)
            | Value::MoneyLink(_, currency, _)
            | Value::Price(_, currency)
            | Value::Cost(_, currency) => Some(currency.as_str()).filter(|currency| !currency.is_empty()),
            _ => None,
        }
    }

    /// For the screen.
    pub fn cell(&self, messages: &Messages, formats: &Formats) -> Cell {
        match self {
            Value::Text(text) => Cell::text(text),
            Value::Link(text, url) => Cell::link(text, url),
            Value::Item(code, name, url) => Cell::Item {
                code: code.clone(),
                url: url.clone(),
                text: name.clone(),
            },
            Value::Number(number) => Cell::number(formats.integer(*number)),
            Value::Money(amount, currency) => Cell::money(formats.amount_in(amount.to_decimal(), currency)),
            Value::MoneyLink(amount, currency, url) => {
                Cell::money_link(formats.amount_in(amount.to_decimal(), currency), url)
            }
            Value::Quantity(quantity) => Cell::number(formats.quantity(quantity.to_decimal(), 6)),
            Value::Measure(quantity, unit) => Cell::Quantity {
                figure: formats.quantity(quantity.to_decimal(), 6),
                unit: unit.clone(),
            },
            Value::Price(price, currency) => Cell::number(formats.unit_price(price.to_decimal(), currency)),
            Value::Cost(cost, currency) => {
                Cell::number(formats.amount(cost.to_decimal(), currency_decimals(currency) + 2))
            }
            Value::Percent(percent) => Cell::number(formats.percent(percent.to_decimal())),
            Value::Meter(percent) => {
                let tone = if *percent >= 100 { Tone::Success } else { Tone::Info };
                let shown = u8::try_from((*percent).clamp(0, 100)).unwrap_or(100);
                Cell::Meter {
                    percent: shown,
                    tone,
                    text: formats.percent((*percent).into()),
                }
            }
            Value::Date(date) => Cell::date(formats.date_short(*date), date.to_string()),
            Value::Instant(at) => Cell::date(formats.date_time(at.and_utc()), at.and_utc().to_rfc3339()),
            Value::State(look) => Cell::status(look.shape, look.tone, messages.text(look.key)),
            Value::Code(key, _) => Cell::text(messages.text(key)),
            Value::Codes(codes) => {
                let texts: Vec<String> = codes.iter().map(|(key, _)| messages.text(key)).collect();
                Cell::text(messages.joined(&texts))
            }
            Value::Person(name) if name.is_empty() => Cell::Empty,
            Value::Person(name) => Cell::person(name),
            Value::Flag(on) => Cell::Check {
                on: *on,
                text: messages.text(if *on { "yes" } else { "no" }),
            },
            Value::Tags(tags) => Cell::text(messages.joined(tags)),
            Value::Said(key, arguments) => Cell::text(said(messages, formats, key, arguments)),
            Value::Changes(changes) if changes.is_empty() => Cell::Empty,
            Value::Changes(changes) => Cell::Lines(
                changes
                    .iter()
                    .map(|change| changed(messages, formats, change))
                    .collect(),
            ),
            Value::Empty => Cell::Empty,
        }
    }

    /// As the cursor of a sorted list: what the type of the column sorted by reads back.
    pub fn cursor(&self) -> String {
        if let Value::Instant(at) = self {
            at.format("%Y-%m-%dT%H:%M:%S%.f").to_string()
        } else {
            self.machine()
        }
    }

    /// For CSV: plain, exact, without a reader's formats.
    pub fn machine(&self) -> String {
        match self {
            Value::Text(text) | Value::Link(text, _) | Value::Person(text) | Value::Code(_, text) => text.clone(),
            Value::Item(code, _, _) => code.clone(),
            Value::Number(number) => number.to_string(),
            Value::Money(amount, _) | Value::MoneyLink(amount, _, _) => amount.to_string(),
            Value::Quantity(quantity) | Value::Measure(quantity, _) => quantity.to_string(),
            Value::Price(price, _) | Value::Cost(price, _) => price.to_string(),
            Value::Percent(percent) => percent.to_string(),
            Value::Meter(percent) => percent.to_string(),
            Value::Date(date) => date.to_string(),
            Value::Instant(at) => at.and_utc().to_rfc3339_opts(chrono::SecondsFormat::Millis, true),
            Value::State(look) => look.code.to_owned(),
            Value::Flag(on) => if *on { "yes" } else { "no" }.to_owned(),
            Value::Tags(tags) => tags.join(", "),
            Value::Said(key, _) => key.clone(),
            Value::Changes(changes) => {
                let line = |(field, old, new): &(String, Argument, Argument)| {
                    format!("{field}: {} → {}", old.machine(), new.machine())
                };
                changes.iter().map(line).collect::<Vec<_>>().join("; ")
            }
            Value::Codes(codes) => codes.iter().map(|(_, code)| *code).collect::<Vec<&str>>().join(", "),
            Value::Empty => String::new(),
        }
    }

    /// As the column says that holds it: what is a link or a plain year for people is a number for programs.
    pub fn json_as(&self, kind: Kind) -> Json {
        match (kind, self) {
            (Kind::Number, Value::Link(text, _) | Value::Text(text)) => {
                text.parse::<i64>().map_or(Json::Null, Json::from)
            }
            _ => self.json(),
        }
    }

    /// For the API: decimals as strings, absent as null.
    pub fn json(&self) -> Json {
        match self {
            Value::Number(number) => Json::from(*number),
            Value::Meter(percent) => Json::from(*percent),
            Value::Flag(on) => Json::from(*on),
            Value::Empty => Json::Null,
            Value::Text(_)
            | Value::Link(_, _)
            | Value::Item(_, _, _)
            | Value::Money(_, _)
            | Value::MoneyLink(_, _, _)
            | Value::Quantity(_)
            | Value::Measure(_, _)
            | Value::Price(_, _)
            | Value::Cost(_, _)
            | Value::Percent(_)
            | Value::Date(_)
            | Value::Instant(_)
            | Value::State(_)
            | Value::Code(_, _)
            | Value::Codes(_)
            | Value::Person(_)
            | Value::Tags(_)
            | Value::Said(_, _)
            | Value::Changes(_) => Json::from(self.machine()),
        }
    }
}

/// A message with what it names, formatted for the reader.
pub fn said(messages: &Messages, formats: &Formats, key: &str, arguments: &[(String, Argument)]) -> String {
    let values: Vec<(&str, message::Value)> = arguments
        .iter()
        .map(|(name, value)| (name.as_str(), value.for_message(messages, formats)))
        .collect();
    messages.with(key, &values)
}

/// "Name: old → new", with the field's own label.
fn changed(messages: &Messages, formats: &Formats, (field, old, new): &(String, Argument, Argument)) -> String {
    let key = label_key(field);
    let label = if messages.has(&key) {
        messages.text(&key)
    } else {
        field.clone()
    };
    let values = [
        ("label", label.into()),
        ("old", old.for_message(messages, formats)),
        ("new", new.for_message(messages, formats)),
    ];
    messages.with("change-of-field", &values)
}
