//! Spelling: folds letters, accents, width and Chinese characters together.
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

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
pub(super) fn is_unspaced(character: char) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_of_characters_is_sorted_and_even() {
        assert_eq!(SIMPLIFIED.len() % SIMPLIFIED_LINE, 0);
        let mut last = '\0';
        for line in SIMPLIFIED.lines() {
            let mut pair = line.chars();
            let (from, to) = (pair.next().unwrap(), pair.next().unwrap());
            assert!(
                from > last && line.len() + 1 == SIMPLIFIED_LINE && pair.next().is_none(),
                "{line}"
            );
            assert_eq!(simplified(from), to);
            assert_eq!(simplified(to), to, "{line} is not the end of its chain");
            last = from;
        }
    }
}
