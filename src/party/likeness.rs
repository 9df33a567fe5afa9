//! When two parties are probably the same: the same e-mail, phone or tax number, or nearly the same name.
use crate::kernel::error::Message;
use crate::kernel::search_text::fold;
use crate::party::Party;
use std::collections::BTreeMap;

/// Words that say what kind of firm it is, not which one.
const LEGAL_FORMS: &[&str] = &[
    "ab",
    "ag",
    "aps",
    "as",
    "asa",
    "bv",
    "co",
    "company",
    "corp",
    "corporation",
    "eg",
    "ek",
    "gmbh",
    "group",
    "inc",
    "incorporated",
    "kft",
    "kg",
    "kk",
    "limited",
    "llc",
    "llp",
    "ltd",
    "ltda",
    "mbh",
    "nv",
    "oy",
    "oyj",
    "plc",
    "pte",
    "pty",
    "sa",
    "sarl",
    "sas",
    "sl",
    "spa",
    "srl",
    "the",
    "und",
    "and",
];
/// The same in Chinese, folded to Simplified; longer ones first.
const CHINESE_FORMS: &[&str] = &["股份有限公司", "有限责任公司", "有限公司", "集团", "公司"];
/// Shared pairs of letters, in percent, from which two names count as nearly the same.
const LIKENESS_MIN: usize = 85;
/// Shorter names have too few pairs to be nearly the same.
const PAIRS_MIN: usize = 4;

/// Why two parties are probably one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    TaxNumber,
    Email,
    Phone,
    Name,
}

/// A party that is probably the same.
#[derive(Debug, Clone)]
pub struct Likely {
    pub party: Party,
    pub reason: Reason,
}

impl Likely {
    /// "P-10001 Halvorsen Elektro AS has the same tax number."
    pub fn message(&self) -> Message {
        let key = match self.reason {
            Reason::TaxNumber => "party-same-tax-number",
            Reason::Email => "party-same-email",
            Reason::Phone => "party-same-phone",
            Reason::Name => "party-same-name",
        };
        Message::new(key)
            .with("number", &self.party.number)
            .with("name", &self.party.name)
    }
}

/// The words of a name without its legal form: what a search for namesakes asks.
pub fn bare_name(name: &str) -> String {
    let mut folded = fold(name).replace(['.', '\'', '’'], "");
    for form in CHINESE_FORMS {
        folded = folded.replace(form, "");
    }
    let words = folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let kept: Vec<&str> = words.clone().filter(|word| !LEGAL_FORMS.contains(word)).collect();
    if kept.is_empty() {
        words.collect::<Vec<&str>>().join(" ")
    } else {
        kept.join(" ")
    }
}

fn pairs(text: &str) -> BTreeMap<(char, char), usize> {
    let letters: Vec<char> = text.chars().filter(|letter| *letter != ' ').collect();
    let mut counted = BTreeMap::new();
    for pair in letters.iter().copied().zip(letters.iter().copied().skip(1)) {
        *counted.entry(pair).or_insert(0) += 1;
    }
    counted
}

/// Whether two names are the same but for legal form, accents, word order or a slip.
pub fn is_same_name(one: &str, other: &str) -> bool {
    let (one, other) = (bare_name(one), bare_name(other));
    let sorted = |name: &str| {
        let mut words: Vec<String> = name.split(' ').map(str::to_owned).collect();
        words.sort_unstable();
        words.concat()
    };
    if sorted(&one) == sorted(&other) {
        return true;
    }
    let (mine, theirs) = (pairs(&one), pairs(&other));
    let count = |pairs: &BTreeMap<(char, char), usize>| pairs.values().sum::<usize>();
    let (mine_count, theirs_count) = (count(&mine), count(&theirs));
    let shared: usize = mine
        .iter()
        .map(|(pair, times)| (*times).min(theirs.get(pair).copied().unwrap_or(0)))
        .sum();
    mine_count.min(theirs_count) >= PAIRS_MIN && shared * 200 >= (mine_count + theirs_count) * LIKENESS_MIN
}

#[cfg(test)]
mod tests {
    use super::bare_name;
    use super::is_same_name;

    #[test]
    fn the_legal_form_is_no_part_of_the_name() {
        assert_eq!(bare_name("Halvorsen Elektro A.S."), "halvorsen elektro");
        assert_eq!(bare_name("杭州西湖電器有限公司"), bare_name("杭州西湖电器股份有限公司"));
        assert_eq!(bare_name("The Group"), "the group");
    }

    #[test]
    fn accents_order_and_slips_do_not_part_two_names() {
        for (one, other) in [
            ("Müller GmbH", "MULLER"),
            ("Halvorsen Elektro AS", "Elektro Halvorsen"),
            ("Halvorsen Elektro AS", "Halvorsen Electro"),
            ("大同家電有限公司", "大同家电"),
        ] {
            assert!(is_same_name(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("Nordwerk Laundry", "Nordwerk Kitchen"),
            ("Ana Trujillo", "Ana Turing"),
            ("大同家電", "大同電器"),
            ("ABC", "ABD"),
        ] {
            assert!(!is_same_name(one, other), "{one} {other}");
        }
    }
}
