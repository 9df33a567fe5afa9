//! Passwords by the rules of NIST SP 800-63B (length, a list of common ones, nothing of one's own; no composition
//! rules, no expiry), hashed with argon2id, at most two at once, because each hash takes 19 MiB of memory and a
//! core.

use argon2::Algorithm;
use argon2::Argon2;
use argon2::Params;
use argon2::PasswordHash;
use argon2::PasswordHasher;
use argon2::PasswordVerifier;
use argon2::Version;
use argon2::password_hash::SaltString;
use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

/// In characters, after normalisation.
pub const LENGTH_MIN: usize = 8;
pub const LENGTH_MAX: usize = 128;
/// Anything longer is refused before it costs time, in bytes.
const INPUT_BYTES_MAX: usize = 4 * LENGTH_MAX * 4;
/// A name's part shorter than this ("Li", "co") says nothing about a password.
const OWN_WORD_LENGTH_MIN: usize = 4;

/// OWASP's recommended parameters of argon2id: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const SALT_BYTES: usize = 16;
const HASHES_AT_ONCE_MAX: usize = 2;
/// Who waits longer than this for a turn is told to try again.
const WAIT_MAX: Duration = Duration::from_secs(10);

const COMMON_PASSWORDS: &str = include_str!("common_passwords.txt");
const PRODUCT_NAME: &str = "tenon";

/// Why a new password is refused; `key` is the message's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Weakness {
    #[error("shorter than {LENGTH_MIN} characters")]
    TooShort,
    #[error("longer than {LENGTH_MAX} characters")]
    TooLong,
    #[error("among the most common passwords")]
    Common,
    #[error("one character or sequence repeated")]
    Sequence,
    #[error("made of the user's own name, address or the product's name")]
    Own,
}

impl Weakness {
    pub const ALL: [Self; 5] = [Self::TooShort, Self::TooLong, Self::Common, Self::Sequence, Self::Own];

    /// Messages may use the arguments `min` and `max` (`LENGTH_MIN`, `LENGTH_MAX`).
    pub fn key(self) -> &'static str {
        match self {
            Self::TooShort => "password-too-short",
            Self::TooLong => "password-too-long",
            Self::Common => "password-common",
            Self::Sequence => "password-sequence",
            Self::Own => "password-own",
        }
    }
}

/// Why a password could not be hashed or compared; a wrong password is no error.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum HashError {
    #[error("too many passwords are being checked")]
    Busy,
    #[error("argon2: {0}")]
    Broken(String),
}

impl HashError {
    pub fn key(&self) -> &'static str {
        match self {
            Self::Busy => "password-busy",
            Self::Broken(_) => "password-broken",
        }
    }
}

/// Refuses a new password that would be guessed early. `own` are the texts a guesser knows: user name, e-mail
/// address, display name, company.
pub fn check(password: &str, own: &[&str]) -> Result<(), Weakness> {
    if password.len() > INPUT_BYTES_MAX {
        return Err(Weakness::TooLong);
    }
    let password = normalised(password);
    let length = password.chars().count();
    if length < LENGTH_MIN {
        return Err(Weakness::TooShort);
    }
    if length > LENGTH_MAX {
        return Err(Weakness::TooLong);
    }
    let lower = password.to_lowercase();
    if COMMON_PASSWORDS.lines().any(|common| common == lower) {
        return Err(Weakness::Common);
    }
    if is_sequence(&lower) {
        return Err(Weakness::Sequence);
    }
    if is_own(&lower, own) {
        Err(Weakness::Own)
    } else {
        Ok(())
    }
}

/// Hashes and compares passwords; one value per process, handed in at start.
#[derive(Debug, Default)]
pub struct Hasher {
    running: Mutex<usize>,
    finished: Condvar,
}

impl Hasher {
    pub fn new() -> Self {
        Self::default()
    }

    /// The text to store: algorithm, parameters, salt and hash in the PHC format. Blocks for a turn and then for
    /// about 20 ms; never call it inside a write.
    pub fn hash(&self, password: &str) -> Result<String, HashError> {
        let salt: [u8; SALT_BYTES] = rand::random();
        let salt = SaltString::encode_b64(&salt).map_err(broken)?;
        let _turn = self.turn()?;
        let hash = argon2id()?
            .hash_password(bounded(password).as_bytes(), &salt)
            .map_err(broken)?;
        Ok(hash.to_string())
    }

    /// Whether `stored` is of this password.
    pub fn verify(&self, password: &str, stored: &str) -> Result<bool, HashError> {
        // Who never set a password cannot sign in with one, and the time it takes does not tell.
        if stored.is_empty() {
            self.verify_nobody(password)?;
            return Ok(false);
        }
        let stored = PasswordHash::new(stored).map_err(broken)?;
        let _turn = self.turn()?;
        match argon2id()?.verify_password(bounded(password).as_bytes(), &stored) {
            Ok(()) => Ok(true),
            Err(argon2::password_hash::Error::Password) => Ok(false),
            Err(error) => Err(broken(error)),
        }
    }

    /// Takes the time of `verify` where there is no such user, so that the answer's time does not tell who exists.
    pub fn verify_nobody(&self, password: &str) -> Result<(), HashError> {
        self.hash(password).map(drop)
    }

    /// Waits for one of the turns; dropping the guard gives it back.
    fn turn(&self) -> Result<Turn<'_>, HashError> {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut running, timeout) = self
            .finished
            .wait_timeout_while(running, WAIT_MAX, |running| *running >= HASHES_AT_ONCE_MAX)
            .unwrap_or_else(PoisonError::into_inner);
        if timeout.timed_out() && *running >= HASHES_AT_ONCE_MAX {
            return Err(HashError::Busy);
        }
        *running += 1;
        Ok(Turn { hasher: self })
    }
}

struct Turn<'a> {
    hasher: &'a Hasher,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut running = self.hasher.running.lock().unwrap_or_else(PoisonError::into_inner);
        *running = running.saturating_sub(1);
        self.hasher.finished.notify_one();
    }
}

/// Whether a stored hash was made with other parameters than today's, so that the next sign-in should replace it.
pub fn is_outdated(stored: &str) -> bool {
    let today = |hash: &PasswordHash<'_>| {
        let parameters = Params::try_from(hash).ok()?;
        let is_same =
            parameters.m_cost() == MEMORY_KIB && parameters.t_cost() == PASSES && parameters.p_cost() == LANES;
        (is_same && hash.algorithm == Algorithm::Argon2id.ident()).then_some(())
    };
    PasswordHash::new(stored).ok().as_ref().and_then(today).is_none()
}

fn argon2id() -> Result<Argon2<'static>, HashError> {
    let parameters = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(broken)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters))
}

fn broken(error: impl std::fmt::Display) -> HashError {
    HashError::Broken(error.to_string())
}

/// The same characters typed on two keyboards give the same password.
fn normalised(password: &str) -> String {
    password.nfkc().collect()
}

/// A megabyte typed as password must not cost a megabyte of hashing; no accepted password is as long.
fn bounded(password: &str) -> String {
    if password.len() > INPUT_BYTES_MAX {
        String::new()
    } else {
        normalised(password)
    }
}

/// `aaaaaaaa`, `abcdefgh`, `87654321`, and short pieces of these over and over (`abababab`, `12341234`).
fn is_sequence(password: &str) -> bool {
    let characters: Vec<char> = password.chars().collect();
    let steps: Vec<i64> = characters
        .iter()
        .zip(characters.iter().skip(1))
        .map(|(first, second)| i64::from(u32::from(*second)) - i64::from(u32::from(*first)))
        .collect();
    let is_even = steps
        .iter()
        .zip(steps.iter().skip(1))
        .all(|(first, second)| first == second);
    let repeats = |length: usize| {
        characters
            .iter()
            .zip(characters.iter().skip(length))
            .all(|(a, b)| a == b)
    };
    is_even && steps.first().is_some_and(|step| step.abs() <= 1) || (1..=4).any(repeats)
}

/// Whether nothing is left of the password but a word a guesser knows, forwards or backwards, and figures or signs
/// around it.
fn is_own(password: &str, own: &[&str]) -> bool {
    let letters: String = password.chars().filter(|character| character.is_alphabetic()).collect();
    let backwards: String = letters.chars().rev().collect();
    let mut words = vec![PRODUCT_NAME.to_owned()];
    for text in own {
        let text = normalised(text).to_lowercase();
        words.push(text.chars().filter(|character| character.is_alphabetic()).collect());
        words.extend(
            text.split(|character: char| !character.is_alphabetic())
                .map(str::to_owned),
        );
        words.extend(
            text.split('@')
                .next()
                .map(|name| name.chars().filter(|c| c.is_alphabetic()).collect()),
        );
        if own.iter().any(|other| normalised(other).to_lowercase() == password) {
            return true;
        }
    }
    words.retain(|word| word.chars().count() >= OWN_WORD_LENGTH_MIN);
    let is_made_of =
        |letters: &str, word: &String| !letters.is_empty() && letters.replace(word.as_str(), "").is_empty();
    words
        .iter()
        .any(|word| is_made_of(&letters, word) || is_made_of(&backwards, word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;
    use std::sync::atomic::Ordering;

    const OWN: &[&str] = &["mara.lindqvist@oakandiron.example", "Mara Lindqvist", "Oak & Iron"];

    #[test]
    fn accepts_long_and_odd_ones_without_composition_rules() {
        for good in [
            "correct horse battery staple",
            "vfhejqpx",
            "雨天喝熱豆漿配油條",
            "        nine blanks",
            "lindqvist rides a moped",
        ] {
            assert_eq!(check(good, OWN), Ok(()), "{good}");
        }
    }

    #[test]
    fn refuses_by_length_in_characters() {
        assert_eq!(check("", OWN), Err(Weakness::TooShort));
        assert_eq!(check("vfhejqp", OWN), Err(Weakness::TooShort));
        assert_eq!(check("密碼密碼密碼七", OWN), Err(Weakness::TooShort));
        let long: String = "vfhejqpxqrtz".chars().cycle().take(LENGTH_MAX).collect();
        assert_eq!(check(&long, OWN), Ok(()));
        assert_eq!(check(&format!("{long}!"), OWN), Err(Weakness::TooLong));
        assert_eq!(check(&"x".repeat(1_000_000), OWN), Err(Weakness::TooLong));
    }

    #[test]
    fn refuses_common_ones_in_any_case() {
        assert!(COMMON_PASSWORDS.lines().count() >= 10_000);
        assert!(
            COMMON_PASSWORDS
                .lines()
                .all(|line| !line.is_empty() && line == line.to_lowercase())
        );
        for common in ["password", "PassWord1", "iloveyou1", "ｐａｓｓｗｏｒｄ"] {
            assert_eq!(check(common, OWN), Err(Weakness::Common), "{common}");
        }
    }

    #[test]
    fn refuses_sequences() {
        for sequence in ["zzzzzzzzzz", "efghijklmn", "98765432", "ab1!ab1!ab1!", "xyzxyzxyzx"] {
            assert!(
                matches!(check(sequence, OWN), Err(Weakness::Sequence | Weakness::Common)),
                "{sequence}"
            );
        }
    }

    #[test]
    fn refuses_what_is_made_of_own_words() {
        for own in [
            "mara.lindqvist@oakandiron.example",
            "Lindqvist2024!",
            "maralindqvist",
            "tsivqdnil99",
            "Tenon-2026!",
            "tenontenon",
        ] {
            assert_eq!(check(own, OWN), Err(Weakness::Own), "{own}");
        }
    }

    #[test]
    fn hashes_and_verifies() {
        let hasher = Hasher::new();
        let stored = hasher.hash("correct horse é").unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert_ne!(stored, hasher.hash("correct horse é").unwrap());
        assert_eq!(hasher.verify("correct horse e\u{301}", &stored), Ok(true));
        assert_eq!(hasher.verify("Correct horse é", &stored), Ok(false));
        assert_eq!(hasher.verify(&"x".repeat(1_000_000), &stored), Ok(false));
        assert!(matches!(
            hasher.verify("correct horse é", "not a hash"),
            Err(HashError::Broken(_))
        ));
        assert!(!is_outdated(&stored));
        assert!(is_outdated(&stored.replace("t=2", "t=1")) && is_outdated("not a hash"));
    }

    #[test]
    fn at_most_two_at_once() {
        let hasher = Arc::new(Hasher::new());
        let first = hasher.turn().unwrap();
        let _second = hasher.turn().unwrap();
        let is_in = Arc::new(AtomicBool::new(false));
        let third = std::thread::spawn({
            let (hasher, is_in) = (Arc::clone(&hasher), Arc::clone(&is_in));
            move || {
                let turn = hasher.turn();
                is_in.store(true, Ordering::SeqCst);
                turn.is_ok()
            }
        });
        std::thread::yield_now();
        assert!(!is_in.load(Ordering::SeqCst));
        drop(first);
        assert!(third.join().unwrap());
        assert_eq!(*hasher.running.lock().unwrap(), 1);
    }
}
