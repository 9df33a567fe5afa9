//! Search over everything one may see, and the command palette: records, pages, things to create.
pub mod pages;
pub mod queries;

use crate::ids::Subject;
use crate::kernel::search::SearchKind;
use crate::kernel::search_text;
use schemars::JsonSchema;
use serde::Serialize;

/// Hits of the search page.
const HITS_MAX: usize = 50;
/// Records in the palette.
const PALETTE_RECORDS: usize = 8;
/// Pages, and things to create, in the palette.
const PALETTE_PAGES: usize = 5;
/// Longest query that is looked at.
const QUERY_MAX: usize = 200;

/// A record that was found.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Found {
    pub kind: String,
    pub id: i64,
    pub title: String,
    pub subtitle: String,
    pub url: String,
}

/// What was found, best first.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SearchAnswer {
    pub hits: Vec<Found>,
}

/// What a query in the palette asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    Everything,
    /// `>`: pages and things to create.
    Actions,
    /// `@`: partners.
    Parties,
    /// `#`: whatever has a number.
    Documents,
}

/// The query without its mark, and what the mark asks for.
pub fn wanted(typed: &str) -> (Wanted, &str) {
    let typed = typed.trim();
    let marks = [('>', Wanted::Actions), ('@', Wanted::Parties), ('#', Wanted::Documents)];
    let marked = marks
        .iter()
        .find_map(|(mark, wanted)| Some((*wanted, typed.strip_prefix(*mark)?.trim())));
    marked.unwrap_or((Wanted::Everything, typed))
}

impl Wanted {
    /// Whether records of a kind are asked for; `is_document` tells kinds that hang in chains.
    fn takes(self, kind: &SearchKind, is_document: bool) -> bool {
        match self {
            Wanted::Everything => true,
            Wanted::Actions => false,
            Wanted::Parties => matches!(kind.kind, "party" | "contact"),
            Wanted::Documents => is_document,
        }
    }
}

/// How well a label answers a query: its beginning best, then the beginning of a word, then anything inside. Every word
/// of the query must be there; an empty query takes everything.
pub fn label_score(label: &str, query: &str) -> Option<u8> {
    let (label, query) = (search_text::fold(label), search_text::fold(query));
    let mut words = query.split_whitespace();
    if !words.all(|word| label.contains(word)) {
        return None;
    }
    if label.starts_with(&query) {
        return Some(0);
    }
    let is_word = label
        .split_whitespace()
        .any(|word| query.split_whitespace().any(|typed| word.starts_with(typed)));
    Some(if is_word { 1 } else { 2 })
}

impl Found {
    pub fn new(subject: Subject, title: String, subtitle: String) -> Found {
        Found {
            kind: subject.code().to_owned(),
            id: subject.raw(),
            url: subject.url(),
            title,
            subtitle,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Wanted;
    use super::label_score;
    use super::wanted;

    #[test]
    fn a_mark_narrows_the_query() {
        assert_eq!(wanted(" > new order "), (Wanted::Actions, "new order"));
        assert_eq!(wanted("@halvorsen"), (Wanted::Parties, "halvorsen"));
        assert_eq!(wanted("#1842"), (Wanted::Documents, "1842"));
        assert_eq!(wanted("pump 7"), (Wanted::Everything, "pump 7"));
    }

    #[test]
    fn labels_are_found_by_words_and_chinese_parts() {
        assert_eq!(label_score("Sales orders", "sales"), Some(0));
        assert_eq!(label_score("Sales orders", "ord"), Some(1));
        assert_eq!(label_score("Sales orders", "orders sales"), Some(1));
        assert_eq!(label_score("銷售訂單", "訂單"), Some(2));
        assert_eq!(label_score("Sales orders", "invoice"), None);
    }
}
