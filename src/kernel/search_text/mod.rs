//! Text for the search: folding, tokens and ranking, the same for both engines (architecture 15.20).
//!
//! A word gives the token itself and its trigrams, marked with `~`; Chinese, Japanese and Korean text gives its
//! single characters and its pairs, because two characters are a whole word there. What the table stores is
//! `index_tokens`; a search asks it for `Query::sure_tokens` first and, where those find too little, for
//! `Query::near_tokens`.
mod ranking;
mod spelling;

pub use ranking::score;
pub use ranking::score_text;
pub use spelling::fold;

use crate::kernel::search_text::spelling::is_unspaced;
use std::collections::BTreeSet;

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

#[cfg(test)]
#[path = "search_text_tests.rs"]
mod tests;
