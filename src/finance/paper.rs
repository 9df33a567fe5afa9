//! Paper in the language of whoever gets it: its words, figures and days, and the frame every document of finance has.
use crate::kernel::error::Argument;
use crate::kernel::format::Formats;
use crate::kernel::message::Language;
use crate::kernel::message::Messages;
use crate::kernel::message::Value;
use crate::kernel::view::PrintDocument;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::frame;
use chrono::NaiveDate;
use tenon_db::Money;

/// The words and formats of a document.
pub struct Paper {
    pub language: Language,
    messages: &'static Messages,
    pub formats: Formats,
}

impl Paper {
    /// In a party's language; the reader's when it has none.
    pub fn new(ctx: &Ctx, code: &str) -> Paper {
        let language = Language::from_code(code).unwrap_or_else(|| ctx.messages.language());
        Paper {
            language,
            messages: Messages::get(language),
            formats: Formats::new(language, ctx.formats.zone, ctx.today()),
        }
    }

    pub fn text(&self, key: &str) -> String {
        self.messages.text(key)
    }

    pub fn say(&self, key: &str, arguments: &[(&'static str, Argument)]) -> String {
        let values: Vec<(&str, Value)> = arguments
            .iter()
            .map(|(name, value)| (*name, self.value(value)))
            .collect();
        self.messages.with(key, &values)
    }

    fn value(&self, argument: &Argument) -> Value {
        match argument {
            Argument::Number(number) => Value::from(*number),
            Argument::Money(amount, currency) => Value::from(self.money(*amount, currency)),
            Argument::Date(date) => Value::from(self.formats.date(*date)),
            Argument::Percent(percent) => Value::from(self.formats.percent(percent.to_decimal())),
            Argument::Quantity(quantity) => Value::from(self.formats.quantity(quantity.to_decimal(), 6)),
            Argument::Price(price) => Value::from(self.formats.quantity(price.to_decimal(), 6)),
            Argument::Text(text) => Value::from(text),
            Argument::Key(key) => Value::from(self.text(key)),
            Argument::Nothing => Value::from("–"),
        }
    }

    /// "€ 29,575.81"
    pub fn money(&self, amount: Money, currency: &str) -> String {
        self.formats.money(amount.to_decimal(), currency)
    }

    /// "29,575.81"
    pub fn figure(&self, amount: Money, currency: &str) -> String {
        self.formats.amount_in(amount.to_decimal(), currency)
    }

    pub fn date(&self, date: NaiveDate) -> String {
        self.formats.date(date)
    }
}

/// The lines of a text, without blank ones.
pub fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The document as a page of its own.
pub fn answer(ctx: &Ctx, document: &PrintDocument) -> Reply {
    let title = format!("{} {}", document.kind, document.number);
    Reply::html(document.render(&frame::bare(ctx, title.trim())))
}
