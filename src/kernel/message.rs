//! Texts: every sentence and label is a key in `src/messages/<language>/*.ftl` (Fluent), embedded in the program.
//! The pseudo-language is made from English at run time and shows which texts are not yet keys.
use fluent_bundle::FluentArgs;
use fluent_bundle::FluentResource;
use fluent_bundle::FluentValue;
use fluent_bundle::concurrent::FluentBundle;
use include_dir::Dir;
use include_dir::include_dir;
use std::borrow::Cow;
use std::fmt::Write;
use std::sync::OnceLock;
use unic_langid::LanguageIdentifier;
use unic_langid::langid;

static SOURCES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/messages");

/// A language of the screens and documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    #[default]
    English,
    TraditionalChinese,
    SimplifiedChinese,
    /// Accented, bracketed, 30 % longer English: for tests and designers.
    Pseudo,
}

impl Language {
    pub const ALL: [Language; 4] = [
        Language::English,
        Language::TraditionalChinese,
        Language::SimplifiedChinese,
        Language::Pseudo,
    ];
    /// What users may choose.
    pub const OFFERED: [Language; 3] = [
        Language::English,
        Language::TraditionalChinese,
        Language::SimplifiedChinese,
    ];

    /// BCP 47 tag, stored and shown in `<html lang>`.
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::TraditionalChinese => "zh-Hant",
            Language::SimplifiedChinese => "zh-Hans",
            Language::Pseudo => "en-XA",
        }
    }

    /// Exactly the codes of [`Language::code`].
    pub fn from_code(code: &str) -> Option<Language> {
        Language::ALL
            .into_iter()
            .find(|language| language.code().eq_ignore_ascii_case(code))
    }

    /// The best offered language for a browser's `Accept-Language`.
    pub fn from_header(header: &str) -> Language {
        header
            .split(',')
            .find_map(|entry| Language::from_tag(entry.split(';').next().unwrap_or_default().trim()))
            .unwrap_or_default()
    }

    fn from_tag(tag: &str) -> Option<Language> {
        let tag = tag.to_ascii_lowercase();
        let traditional = ["zh-hant", "zh-tw", "zh-hk", "zh-mo"];
        if traditional.iter().any(|start| tag.starts_with(start)) {
            Some(Language::TraditionalChinese)
        } else if tag.starts_with("zh") {
            Some(Language::SimplifiedChinese)
        } else if tag.starts_with("en") {
            Some(Language::English)
        } else {
            None
        }
    }

    /// In its own words, for the language menu.
    pub fn name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::TraditionalChinese => "繁體中文",
            Language::SimplifiedChinese => "简体中文",
            Language::Pseudo => "Þšéûðö",
        }
    }

    pub fn is_chinese(self) -> bool {
        matches!(self, Language::TraditionalChinese | Language::SimplifiedChinese)
    }

    /// The folder its texts come from.
    fn folder(self) -> &'static str {
        match self {
            Language::English | Language::Pseudo => "en",
            Language::TraditionalChinese => "zh-Hant",
            Language::SimplifiedChinese => "zh-Hans",
        }
    }

    fn plural_rules(self) -> LanguageIdentifier {
        match self {
            Language::English | Language::Pseudo => langid!("en"),
            Language::TraditionalChinese => langid!("zh-Hant"),
            Language::SimplifiedChinese => langid!("zh-Hans"),
        }
    }
}

/// What a message may be filled with. Numbers choose the plural and are shown with thousands separators;
/// anything with decimals, currency or unit is formatted first and given as text.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Text(String),
    Number(i64),
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_string())
    }
}
impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}
impl From<&String> for Value {
    fn from(text: &String) -> Value {
        Value::Text(text.clone())
    }
}
impl From<i64> for Value {
    fn from(number: i64) -> Value {
        Value::Number(number)
    }
}
impl From<i32> for Value {
    fn from(number: i32) -> Value {
        Value::Number(i64::from(number))
    }
}
impl From<u32> for Value {
    fn from(number: u32) -> Value {
        Value::Number(i64::from(number))
    }
}
impl From<usize> for Value {
    fn from(number: usize) -> Value {
        Value::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

/// All texts of one language; loaded once, shared by all threads.
pub struct Messages {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Messages {
    pub fn get(language: Language) -> &'static Messages {
        static ENGLISH: OnceLock<Messages> = OnceLock::new();
        static TRADITIONAL: OnceLock<Messages> = OnceLock::new();
        static SIMPLIFIED: OnceLock<Messages> = OnceLock::new();
        static PSEUDO: OnceLock<Messages> = OnceLock::new();
        let slot = match language {
            Language::English => &ENGLISH,
            Language::TraditionalChinese => &TRADITIONAL,
            Language::SimplifiedChinese => &SIMPLIFIED,
            Language::Pseudo => &PSEUDO,
        };
        slot.get_or_init(|| Messages::load(language))
    }

    pub fn language(&self) -> Language {
        self.language
    }

    /// The text of a key without variables.
    pub fn text(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The text of a key, filled in.
    pub fn with(&self, key: &str, values: &[(&str, Value)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            tracing::error!(key, language = self.language.code(), "no such message");
            return format!("⟦{key}⟧");
        };
        let mut arguments = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            match value {
                Value::Text(text) => arguments.set(*name, FluentValue::from(text.as_str())),
                Value::Number(number) => arguments.set(*name, FluentValue::from(*number)),
            }
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&arguments), &mut errors);
        if !errors.is_empty() {
            tracing::error!(
                key,
                language = self.language.code(),
                ?errors,
                "message is not filled in completely"
            );
        }
        if self.language == Language::Pseudo {
            lengthened(&text)
        } else {
            text.into_owned()
        }
    }

    /// Texts one after the other, with the mark the language puts between them: "Draft, On hold", 草稿、信用暫停.
    pub fn joined(&self, texts: &[impl AsRef<str>]) -> String {
        let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
        texts.join(if self.language.is_chinese() { "、" } else { ", " })
    }

    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    fn load(language: Language) -> Messages {
        let mut bundle = FluentBundle::new_concurrent(vec![language.plural_rules()]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, _| grouped(value)));
        if language == Language::Pseudo {
            bundle.set_transform(Some(accented));
        }
        for (path, source) in sources(language) {
            let resource = FluentResource::try_new(source.to_string()).unwrap_or_else(|(resource, errors)| {
                tracing::error!(path, ?errors, "message file has mistakes");
                resource
            });
            if let Err(errors) = bundle.add_resource(resource) {
                tracing::error!(path, ?errors, "message file repeats keys");
            }
        }
        Messages { language, bundle }
    }
}

/// The message files of a language, as (path, content).
fn sources(language: Language) -> impl Iterator<Item = (String, &'static str)> {
    let files = SOURCES.get_dir(language.folder()).into_iter().flat_map(Dir::files);
    files.filter_map(|file| Some((file.path().display().to_string(), file.contents_utf8()?)))
}

/// 12480 → 12,480; all three languages separate thousands the same way.
fn grouped(value: &FluentValue) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    let plain = number.as_string();
    let (sign, digits) = plain
        .strip_prefix('-')
        .map_or(("", plain.as_ref()), |digits| ("\u{2212}", digits));
    Some(format!("{sign}{}", group_digits(digits, ",")))
}

/// Puts a mark between groups of three digits, counted from the end.
pub fn group_digits(digits: &str, mark: &str) -> String {
    let count = digits.chars().count();
    let mut text = String::with_capacity(digits.len() + count / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (count - index).is_multiple_of(3) {
            text.push_str(mark);
        }
        text.push(digit);
    }
    text
}

/// Latin letters with accents, still readable.
pub fn accented(text: &str) -> Cow<'_, str> {
    const PLAIN: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    const ACCENTED: &str = "ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž";
    let swap = |letter: char| PLAIN.chars().zip(ACCENTED.chars()).find(|(plain, _)| *plain == letter);
    Cow::Owned(
        text.chars()
            .map(|letter| swap(letter).map_or(letter, |(_, accented)| accented))
            .collect(),
    )
}

/// `[Šåṽé~]`: brackets show where a text is cut, the tail makes it 30 % longer.
fn lengthened(text: &str) -> String {
    let mut longer = format!("[{text}");
    for _ in 0..(text.chars().count() * 3).div_ceil(10) {
        longer.push('~');
    }
    let _ = write!(longer, "]");
    longer
}

#[cfg(test)]
#[path = "message_tests.rs"]
mod tests;
