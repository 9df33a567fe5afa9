//! Text for the search: folding, tokens and ranking, the same for both engines (architecture 15.20).
//!
//! A word gives the token itself and its trigrams, marked with `~`; Chinese, Japanese and Korean text gives its
//! single characters and its pairs, because two characters are a whole word there. What the table stores is
//! `index_tokens`; a search asks it for `Query::sure_tokens` first and, where those find too little, for
//! `Query::near_tokens`.

use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longer words are cut: nobody searches by the 65th letter.
const WORD_LENGTH_MAX: usize = 64;
/// A record stores at most this many tokens; a megabyte of text must not make a megabyte of index.
const INDEX_TOKENS_MAX: usize = 2_000;
/// Only the head of a longer text is indexed, in characters.
const INDEX_LENGTH_MAX: usize = 20_000;
/// Only the head of a longer query is read, in characters.
const QUERY_LENGTH_MAX: usize = 200;
const QUERY_TERMS_MAX: usize = 12;
/// Marks a trigram among the tokens; folding leaves only letters and digits, so no word can hold it.
const TRIGRAM_MARK: char = '~';
/// Stands in a trigram for the edge of its word.
const EDGE: char = '_';

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

/// What somebody typed, taken apart. Every term has to match, in whatever way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    pub terms: Vec<Term>,
    /// What was typed with punctuation inside, as it was and joined: a document's number is one token.
    pub chunks: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// A folded word of an alphabet.
    Word(String),
    /// An unbroken run of Chinese, Japanese or Korean characters, folded.
    Run(String),
}

impl Query {
    /// Whether there is nothing to search for.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Tokens of the sure search, one list per term: the word itself, or all pairs of the run.
    pub fn sure_tokens(&self) -> Vec<Vec<String>> {
        let tokens = |term: &Term| match term {
            Term::Word(word) => vec![word.clone()],
            Term::Run(run) => run_query_tokens(run),
        };
        self.terms.iter().map(tokens).collect()
    }

    /// All sure tokens, and what was typed in one piece: a record is the likelier the more of them it holds.
    pub fn exact_tokens(&self) -> Vec<String> {
        let words = self.sure_tokens().into_iter().flatten();
        words.chain(self.chunks.iter().cloned()).collect()
    }

    /// Beginnings of words: of the last one, which may not be typed to its end yet, alone or in its piece.
    pub fn last_prefixes(&self) -> Vec<String> {
        let Some(Term::Word(last)) = self.terms.last() else {
            return Vec::new();
        };
        let pieces = self.chunks.iter().filter(|chunk| chunk.ends_with(last.as_str()));
        let pieces: Vec<String> = pieces.cloned().collect();
        if pieces.is_empty() { vec![last.clone()] } else { pieces }
    }

    /// Tokens of the forgiving search, one list per term: a record that shares some of them may hold the word in
    /// the middle of another or with a typing error. The more it shares, the likelier; `score` decides.
    pub fn near_tokens(&self) -> Vec<Vec<String>> {
        let tokens = |term: &Term| match term {
            Term::Word(word) => trigrams(word).map(|trigram| marked(&trigram)).collect(),
            Term::Run(run) => run_query_tokens(run),
        };
        self.terms.iter().map(tokens).collect()
    }
}

/// The first string after all words that start with `word`: `token >= word AND token < prefix_end(word)`, in byte
/// order.
pub fn prefix_end(word: &str) -> String {
    // char::MAX never occurs in a token, and its bytes sort after those of every assigned character.
    format!("{word}{}", char::MAX)
}

/// One spelling for all spellings of the same thing: lower case, without accents, half-width, ß as ss, Simplified for
/// Traditional Chinese. Kana keep their voice marks and Hangul its syllables, for these are not accents.
pub fn fold(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in text.nfkd().flat_map(char::to_lowercase) {
        if !is_accent(character) {
            fold_letter(character, &mut plain);
        }
    }
    plain.nfc().collect()
}

/// All tokens of a text, each once, sorted: what a record stores in the index.
pub fn index_tokens(text: &str) -> Vec<String> {
    let head: String = text.chars().take(INDEX_LENGTH_MAX).collect();
    let mut tokens = BTreeSet::new();
    for chunk in fold(&head).split_whitespace() {
        let terms = terms_of(chunk);
        if let Some(joined) = joined(chunk, &terms) {
            add_word(&joined, &mut tokens);
        }
        for term in &terms {
            match term {
                Term::Word(word) => add_word(word, &mut tokens),
                Term::Run(run) => add_run(run, &mut tokens),
            }
        }
        if tokens.len() >= INDEX_TOKENS_MAX {
            break;
        }
    }
    tokens.into_iter().take(INDEX_TOKENS_MAX).collect()
}

/// Takes apart what somebody typed, by the rules of `index_tokens`.
pub fn query_tokens(text: &str) -> Query {
    let head: String = text.chars().take(QUERY_LENGTH_MAX).collect();
    let mut query = Query::default();
    for chunk in fold(&head).split_whitespace() {
        let terms = terms_of(chunk);
        if terms.len() > 1 && query.chunks.len() < QUERY_TERMS_MAX {
            query.chunks.extend(joined(chunk, &terms));
            query.chunks.push(chunk.to_owned());
        }
        for term in terms {
            if !query.terms.contains(&term) && query.terms.len() < QUERY_TERMS_MAX {
                query.terms.push(term);
            }
        }
    }
    query
}

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

/// The words and runs of a chunk of folded text that holds no white space.
fn terms_of(chunk: &str) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    let mut is_open = false;
    for character in chunk.chars() {
        if !character.is_alphanumeric() {
            is_open = false;
            continue;
        }
        match (terms.last_mut(), is_unspaced(character)) {
            (Some(Term::Run(run)), true) if is_open => run.push(character),
            (Some(Term::Word(word)), false) if is_open => {
                if word.chars().count() < WORD_LENGTH_MAX {
                    word.push(character);
                }
            }
            (_, true) => terms.push(Term::Run(character.into())),
            (_, false) => terms.push(Term::Word(character.into())),
        }
        is_open = true;
    }
    terms
}

/// `kt-100` is also found as `kt100`, `e-mail` as `email`: the words of a chunk joined, where punctuation parts them.
fn joined(chunk: &str, terms: &[Term]) -> Option<String> {
    let is_joint = |character: char| matches!(character, '-' | '.' | '/' | '_' | '\'' | '’' | '&');
    let is_word = |character: char| character.is_alphanumeric() && !is_unspaced(character);
    let chunk = chunk.trim_matches(|character: char| !character.is_alphanumeric());
    let is_fit = terms.len() > 1 && chunk.chars().all(|character| is_joint(character) || is_word(character));
    is_fit.then(|| {
        chunk
            .chars()
            .filter(|character| is_word(*character))
            .take(WORD_LENGTH_MAX)
            .collect()
    })
}

fn add_word(word: &str, tokens: &mut BTreeSet<String>) {
    tokens.extend(trigrams(word).map(|trigram| marked(&trigram)));
    tokens.insert(word.to_owned());
}

fn add_run(run: &str, tokens: &mut BTreeSet<String>) {
    tokens.extend(run.chars().map(String::from));
    tokens.extend(pairs(run));
}

/// A single character is looked up as itself, a longer run by its pairs, which are rarer.
fn run_query_tokens(run: &str) -> Vec<String> {
    let pairs: BTreeSet<String> = pairs(run).collect();
    if pairs.is_empty() {
        vec![run.to_owned()]
    } else {
        pairs.into_iter().collect()
    }
}

fn pairs(run: &str) -> impl Iterator<Item = String> {
    run.chars()
        .zip(run.chars().skip(1))
        .map(|(first, second)| String::from_iter([first, second]))
}

/// The trigrams of a word of two letters and more, its edges marked: `_la lam amp mp_`.
fn trigrams(word: &str) -> impl Iterator<Item = String> {
    let edged: Vec<char> = if word.chars().nth(1).is_some() {
        std::iter::once(EDGE).chain(word.chars()).chain([EDGE]).collect()
    } else {
        Vec::new()
    };
    let trigrams: Vec<String> = edged.windows(3).map(String::from_iter).collect();
    trigrams.into_iter()
}

fn marked(trigram: &str) -> String {
    format!("{TRIGRAM_MARK}{trigram}")
}

/// Combining marks of the alphabets; those of kana and of Indian scripts belong to the letter.
fn is_accent(character: char) -> bool {
    let is_of_alphabet = matches!(character,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{1ab0}'..='\u{20f0}');
    is_of_alphabet && is_combining_mark(character)
}

/// Letters that no normal form takes apart, and Traditional characters.
fn fold_letter(character: char, plain: &mut String) {
    match character {
        'ß' => plain.push_str("ss"),
        'æ' => plain.push_str("ae"),
        'œ' => plain.push_str("oe"),
        'þ' => plain.push_str("th"),
        'ø' => plain.push('o'),
        'ł' => plain.push('l'),
        'đ' | 'ð' => plain.push('d'),
        'ħ' => plain.push('h'),
        'ı' => plain.push('i'),
        'ς' => plain.push('σ'),
        other => plain.push(if is_unspaced(other) { simplified(other) } else { other }),
    }
}

/// Scripts written without spaces between words.
fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Pairs of characters, sorted by the first, three bytes each and a line feed: see traditional_simplified.LICENSE.
const SIMPLIFIED: &str = include_str!("traditional_simplified.txt");
const SIMPLIFIED_LINE: usize = 7;

fn simplified(character: char) -> char {
    let (mut low, mut high) = (0, SIMPLIFIED.len() / SIMPLIFIED_LINE);
    while low < high {
        let middle = low.midpoint(high);
        let mut pair = SIMPLIFIED.get(middle * SIMPLIFIED_LINE..).unwrap_or_default().chars();
        match (pair.next(), pair.next()) {
            (Some(from), Some(to)) if from == character => return to,
            (Some(from), _) if from < character => low = middle + 1,
            _ => high = middle,
        }
    }
    character
}

/// `part` of `whole`, as a figure from 0 to `span`, rounded down.
fn share(part: usize, whole: usize, span: u32) -> u32 {
    count(part) * span / count(whole).max(1)
}

/// Counts here are of letters and tokens, cut far below this limit.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX / 4_096).min(u32::MAX / 4_096)
}

#[cfg(test)]
#[path = "search_text_tests.rs"]
mod tests;
