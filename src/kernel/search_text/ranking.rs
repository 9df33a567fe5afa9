//! How well a record answers a query.
use crate::kernel::search_text::Query;
use crate::kernel::search_text::TRIGRAM_MARK;
use crate::kernel::search_text::Term;
use crate::kernel::search_text::index_tokens;
use crate::kernel::search_text::run_query_tokens;
use crate::kernel::search_text::trigrams;
use std::collections::BTreeSet;

/// Scores of one term, out of 1000. Bands do not overlap: an exact word always beats a prefix, and so on down.
const EXACT: u32 = 1_000;
const PREFIX_MIN: u32 = 700;
const PREFIX_SPAN: u32 = 200;
const INSIDE_MIN: u32 = 500;
const INSIDE_SPAN: u32 = 100;
const TYPING_ERROR_SPAN: u32 = 400;
/// What a short record gains over a long one that matches as well.
const COVERAGE_SPAN: u32 = 40;
/// Twice the shared trigrams over all trigrams, in percent: below this two words are different words.
const SIMILARITY_MIN: u32 = 50;
/// Shorter words have too few trigrams to tell a typing error from another word.
const TYPING_ERROR_LENGTH_MIN: usize = 4;

/// How well a record's tokens (of `index_tokens`) answer the query: 0 is not at all, 1040 the best. An exact word
/// counts more than the start of a word, that more than the inside of one, that more than a typing error; among
/// equals the record with fewer other words is first. A record that misses one term of the query scores 0.
pub fn score<T: AsRef<str>>(query: &Query, tokens: &[T]) -> u32 {
    let tokens: BTreeSet<&str> = tokens.iter().map(AsRef::as_ref).collect();
    let words: Vec<&str> = tokens
        .iter()
        .copied()
        .filter(|token| !token.starts_with(TRIGRAM_MARK))
        .collect();
    let mut sum = 0;
    for term in &query.terms {
        let points = match term {
            Term::Word(word) => words.iter().map(|other| word_score(word, other)).max().unwrap_or(0),
            Term::Run(run) => run_score(run, &tokens),
        };
        if points == 0 {
            return 0;
        }
        sum += points;
    }
    let asked: usize = query.sure_tokens().iter().map(Vec::len).sum();
    match query.terms.len() {
        0 => 0,
        terms => sum / count(terms) + share(asked.min(words.len()), words.len(), COVERAGE_SPAN),
    }
}

/// `score` of a text that is at hand but not indexed.
pub fn score_text(query: &Query, text: &str) -> u32 {
    score(query, &index_tokens(text))
}

/// How well `word` of the query is met by `other` of the record.
fn word_score(word: &str, other: &str) -> u32 {
    if word == other {
        return EXACT;
    }
    let (length, other_length) = (word.chars().count(), other.chars().count());
    if other.starts_with(word) {
        return PREFIX_MIN + share(length, other_length, PREFIX_SPAN - 1);
    }
    if length >= 3 && other.contains(word) {
        return INSIDE_MIN + share(length, other_length, INSIDE_SPAN - 1);
    }
    // A figure with one wrong digit is another figure, not a typing error.
    let figures = word.chars().chain(other.chars()).any(char::is_numeric);
    if figures || length < TYPING_ERROR_LENGTH_MIN || other_length < TYPING_ERROR_LENGTH_MIN {
        return 0;
    }
    let similarity = similarity(word, other).max(if is_one_slip_away(word, other) {
        SIMILARITY_MIN
    } else {
        0
    });
    if similarity < SIMILARITY_MIN {
        0
    } else {
        TYPING_ERROR_SPAN * similarity / 100
    }
}

/// A run counts as a word when the record holds all its pairs, and as a typing error when it holds at least half of
/// them.
fn run_score(run: &str, tokens: &BTreeSet<&str>) -> u32 {
    let asked = run_query_tokens(run);
    let found = asked.iter().filter(|token| tokens.contains(token.as_str())).count();
    if found == asked.len() {
        return EXACT;
    }
    if found * 2 < asked.len() {
        0
    } else {
        share(found, asked.len(), TYPING_ERROR_SPAN)
    }
}

/// Twice the shared trigrams over all trigrams, in percent (Dice's measure).
fn similarity(word: &str, other: &str) -> u32 {
    let mine: BTreeSet<String> = trigrams(word).collect();
    let theirs: BTreeSet<String> = trigrams(other).collect();
    let shared = mine.intersection(&theirs).count();
    share(shared * 2, (mine.len() + theirs.len()).max(1), 100)
}

/// Whether one letter too many, too few, wrong, or two neighbours swapped turn one word into the other. Trigrams
/// alone miss this in short words: a swap breaks four of them.
fn is_one_slip_away(word: &str, other: &str) -> bool {
    let (mine, theirs): (Vec<char>, Vec<char>) = (word.chars().collect(), other.chars().collect());
    if mine.len().abs_diff(theirs.len()) > 1 {
        return false;
    }
    let start = mine.iter().zip(&theirs).take_while(|(a, b)| a == b).count();
    let end = mine
        .iter()
        .rev()
        .zip(theirs.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let rest = |word: &[char]| {
        word.iter()
            .copied()
            .skip(start)
            .take(word.len().saturating_sub(start + end))
            .collect()
    };
    let (mine, theirs): (Vec<char>, Vec<char>) = (rest(&mine), rest(&theirs));
    match (mine.as_slice(), theirs.as_slice()) {
        ([a, b], [c, d]) => a == d && b == c,
        (mine, theirs) => mine.len() <= 1 && theirs.len() <= 1,
    }
}

/// `part` of `whole`, as a figure from 0 to `span`, rounded down.
fn share(part: usize, whole: usize, span: u32) -> u32 {
    count(part) * span / count(whole).max(1)
}

/// Counts here are of letters and tokens, cut far below this limit.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX / 4_096).min(u32::MAX / 4_096)
}
