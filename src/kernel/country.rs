//! Countries by their ISO 3166-1 codes. Names are messages (`country-de`), so that they come in the reader's language.
use crate::kernel::error::Message;
use crate::kernel::input::Input;
use crate::kernel::input::Reader;
use crate::kernel::message::Language;
use crate::kernel::message::Messages;
use crate::kernel::search_text::fold;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::OnceLock;

/// Every code there is a name for.
#[rustfmt::skip]
pub const CODES: &[&str] = &[
    "AD", "AE", "AF", "AG", "AI", "AL", "AM", "AO", "AQ", "AR", "AS", "AT", "AU", "AW", "AX", "AZ", "BA", "BB", "BD",
    "BE", "BF", "BG", "BH", "BI", "BJ", "BL", "BM", "BN", "BO", "BQ", "BR", "BS", "BT", "BV", "BW", "BY", "BZ", "CA",
    "CC", "CD", "CF", "CG", "CH", "CI", "CK", "CL", "CM", "CN", "CO", "CR", "CU", "CV", "CW", "CX", "CY", "CZ", "DE",
    "DJ", "DK", "DM", "DO", "DZ", "EC", "EE", "EG", "EH", "ER", "ES", "ET", "FI", "FJ", "FK", "FM", "FO", "FR", "GA",
    "GB", "GD", "GE", "GF", "GG", "GH", "GI", "GL", "GM", "GN", "GP", "GQ", "GR", "GS", "GT", "GU", "GW", "GY", "HK",
    "HM", "HN", "HR", "HT", "HU", "ID", "IE", "IL", "IM", "IN", "IO", "IQ", "IR", "IS", "IT", "JE", "JM", "JO", "JP",
    "KE", "KG", "KH", "KI", "KM", "KN", "KP", "KR", "KW", "KY", "KZ", "LA", "LB", "LC", "LI", "LK", "LR", "LS", "LT",
    "LU", "LV", "LY", "MA", "MC", "MD", "ME", "MF", "MG", "MH", "MK", "ML", "MM", "MN", "MO", "MP", "MQ", "MR", "MS",
    "MT", "MU", "MV", "MW", "MX", "MY", "MZ", "NA", "NC", "NE", "NF", "NG", "NI", "NL", "NO", "NP", "NR", "NU", "NZ",
    "OM", "PA", "PE", "PF", "PG", "PH", "PK", "PL", "PM", "PN", "PR", "PS", "PT", "PW", "PY", "QA", "RE", "RO", "RS",
    "RU", "RW", "SA", "SB", "SC", "SD", "SE", "SG", "SH", "SI", "SJ", "SK", "SL", "SM", "SN", "SO", "SR", "SS", "ST",
    "SV", "SX", "SY", "SZ", "TC", "TD", "TF", "TG", "TH", "TJ", "TK", "TL", "TM", "TN", "TO", "TR", "TT", "TV", "TW",
    "TZ", "UA", "UG", "UM", "US", "UY", "UZ", "VA", "VC", "VE", "VG", "VI", "VN", "VU", "WF", "WS", "XK", "YE", "YT",
    "ZA", "ZM", "ZW",
];

/// What people and files also call them.
const ALIASES: &[(&str, &str)] = &[
    ("usa", "US"),
    ("united states of america", "US"),
    ("uk", "GB"),
    ("great britain", "GB"),
    ("england", "GB"),
    ("holland", "NL"),
    ("czech republic", "CZ"),
    ("turkey", "TR"),
    ("korea", "KR"),
    ("臺灣", "TW"),
];

/// A country's code, read from the code or from its name in any language of the screens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Country(#[schemars(length(equal = 2), regex(pattern = "^[A-Z]{2}$"))] String);

impl Country {
    /// `DE`
    pub fn code(&self) -> &str {
        &self.0
    }

    /// By code, name in any language, or another usual name.
    pub fn find(text: &str) -> Option<Country> {
        let wanted = fold(text.trim());
        let known = names().get(wanted.as_str()).copied();
        known.map(|code| Country(code.to_owned()))
    }
}

/// Folded names and codes of all languages.
fn names() -> &'static HashMap<String, &'static str> {
    static NAMES: OnceLock<HashMap<String, &'static str>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let mut names: HashMap<String, &'static str> = HashMap::new();
        for code in CODES {
            for language in Language::OFFERED {
                names.insert(fold(&name(Messages::get(language), code)), code);
            }
        }
        names.extend(ALIASES.iter().map(|(alias, code)| (fold(alias), *code)));
        names.extend(CODES.iter().map(|code| (code.to_lowercase(), *code)));
        names
    })
}

/// Message key of a country's name.
pub fn message_key(code: &str) -> String {
    format!("country-{}", code.to_lowercase())
}

/// The message key of a known code, for columns.
pub fn key(code: &str) -> Option<&'static str> {
    static KEYS: OnceLock<HashMap<&'static str, String>> = OnceLock::new();
    let keys = KEYS.get_or_init(|| CODES.iter().map(|code| (*code, message_key(code))).collect());
    keys.get(code).map(String::as_str)
}

/// The name in the reader's language; what is no code is its own name.
pub fn name(messages: &Messages, code: &str) -> String {
    let key = message_key(code);
    if !code.is_empty() && messages.has(&key) {
        messages.text(&key)
    } else {
        code.to_owned()
    }
}

/// Codes and names that match what was typed, those that begin with it first.
pub fn search(messages: &Messages, text: &str) -> Vec<(&'static str, String)> {
    let wanted = fold(text.trim());
    let place = |code: &str, name: &str| {
        let folded = fold(name);
        if code.eq_ignore_ascii_case(&wanted) {
            Some(0)
        } else if folded.starts_with(&wanted) {
            Some(1)
        } else {
            folded.contains(&wanted).then_some(2)
        }
    };
    let mut found: Vec<(u8, String, &'static str)> = CODES
        .iter()
        .filter_map(|code| {
            let name = name(messages, code);
            Some((place(code, &name)?, name, *code))
        })
        .collect();
    found.sort_by_key(|one| (one.0, fold(&one.1)));
    found.into_iter().map(|(_, name, code)| (code, name)).collect()
}

impl Input for Country {
    fn read(value: Option<&Value>, at: &str, reader: &mut Reader<'_>) -> Option<Country> {
        let text = String::read(value, at, reader)?;
        match Country::find(&text) {
            Some(country) => Some(country),
            None => reader.problem(at, Message::new("problem-not-a-country").with("value", &text)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CODES;
    use super::Country;
    use super::message_key;
    use super::search;
    use crate::kernel::message::Language;
    use crate::kernel::message::Messages;

    fn code(text: &str) -> Option<String> {
        Country::find(text).map(|country| country.code().to_owned())
    }

    #[test]
    fn a_country_is_found_by_code_or_name_in_any_language() {
        for text in ["DE", "de", "Germany", "德國", "德国", " germany "] {
            assert_eq!(code(text).as_deref(), Some("DE"), "{text}");
        }
        assert_eq!(code("UK").as_deref(), Some("GB"));
        assert_eq!(code("USA").as_deref(), Some("US"));
        assert_eq!(code("臺灣").as_deref(), Some("TW"));
        assert_eq!(code("Atlantis"), None);
        assert_eq!(code(""), None);
    }

    #[test]
    fn every_code_has_a_name() {
        for language in Language::OFFERED {
            let messages = Messages::get(language);
            assert!(CODES.iter().all(|code| messages.has(&message_key(code))));
        }
    }

    #[test]
    fn the_code_and_the_beginning_come_first() {
        let found = search(Messages::get(Language::English), "no");
        assert_eq!(found.first().map(|(code, _)| *code), Some("NO"));
    }
}
