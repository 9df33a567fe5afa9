//! The second factor: one-time codes of an authenticator app (RFC 6238: SHA-1, six digits, 30 seconds, what all
//! apps speak) and recovery codes for when the phone is gone.

use sha2::Digest;
use sha2::Sha256;
use thiserror::Error;
use totp_rs::Algorithm;
use totp_rs::Secret;
use totp_rs::TOTP;

const DIGITS: usize = 6;
const STEP_SECONDS: u64 = 30;
/// A code is accepted one step early and one late: clocks differ, and typing takes time.
const STEPS_OFF_MAX: u64 = 1;

pub const RECOVERY_CODES: usize = 10;
/// 24 characters of 5 bits: with 120 random bits a plain hash is safe to store (NIST SP 800-63B asks for 112).
const RECOVERY_LENGTH: usize = 24;
const RECOVERY_GROUP: usize = 4;
/// Crockford's alphabet: no i, l, o, u.
const RECOVERY_ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TotpError {
    /// The stored secret or the account's name cannot be used.
    #[error("one-time codes: {0}")]
    Broken(String),
}

impl TotpError {
    pub fn key(&self) -> &'static str {
        match self {
            Self::Broken(_) => "totp-broken",
        }
    }
}

/// What a user scans or types into the app; the secret counts only once a first code was verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// Base 32, for typing; the form in which it is stored.
    pub secret: String,
    /// `otpauth://totp/…`, for the QR code.
    pub url: String,
}

/// A new secret for `account` (user name or address) at `issuer` (the company or product).
pub fn enrol(issuer: &str, account: &str) -> Result<Enrolment, TotpError> {
    enrolment(&Secret::generate_secret().to_encoded().to_string(), issuer, account)
}

/// The same enrolment again, when its first code was mistyped.
pub fn enrolment(secret: &str, issuer: &str, account: &str) -> Result<Enrolment, TotpError> {
    let url = totp(secret, issuer, account)?.get_url();
    Ok(Enrolment {
        secret: secret.to_owned(),
        url,
    })
}

/// Verifies a typed code at `now` (seconds since 1970) and returns the step it belongs to, or `None` when it is
/// wrong. The caller stores the step and hands it in as `last_used_step` next time: a code is good once, and none
/// before it afterwards.
pub fn verify(secret: &str, code: &str, now: u64, last_used_step: Option<u64>) -> Result<Option<u64>, TotpError> {
    let totp = totp(secret, "", "")?;
    let code: String = code
        .chars()
        .filter(|character| !character.is_whitespace())
        .take(DIGITS + 1)
        .collect();
    let today = now / STEP_SECONDS;
    let steps = today.saturating_sub(STEPS_OFF_MAX)..=today.saturating_add(STEPS_OFF_MAX);
    let is_fresh = |step: &u64| last_used_step.is_none_or(|last| *step > last);
    let is_right = |step: &u64| totp.check(&code, step.saturating_mul(STEP_SECONDS));
    Ok(steps.filter(is_fresh).find(is_right))
}

/// The code that an app shows at `now` (seconds since 1970): for the demo and for tests.
pub fn code_at(secret: &str, now: u64) -> Result<String, TotpError> {
    Ok(totp(secret, "", "")?.generate(now))
}

/// A recovery code: `shown` once to the user, `stored` as hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryCode {
    pub shown: String,
    pub stored: String,
}

/// A new set; it replaces the old one.
pub fn recovery_codes() -> Vec<RecoveryCode> {
    std::iter::repeat_with(recovery_code).take(RECOVERY_CODES).collect()
}

/// The stored form of a typed recovery code, in whatever case and grouping, to look it up by; `None` when it cannot
/// be one. Whoever finds it marks it used in the same write.
pub fn recovery_stored(typed: &str) -> Option<String> {
    let mut plain = String::new();
    for character in typed
        .chars()
        .filter(|character| !character.is_whitespace() && *character != '-')
    {
        let character = match character.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            other => other,
        };
        let is_known = u8::try_from(character).is_ok_and(|byte| RECOVERY_ALPHABET.contains(&byte));
        if !is_known || plain.len() >= RECOVERY_LENGTH {
            return None;
        }
        plain.push(character);
    }
    (plain.len() == RECOVERY_LENGTH).then(|| {
        Sha256::digest(&plain)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    })
}

fn recovery_code() -> RecoveryCode {
    let random: [u8; RECOVERY_LENGTH] = rand::random();
    let mut shown = String::new();
    for (position, byte) in random.iter().enumerate() {
        if position > 0 && position % RECOVERY_GROUP == 0 {
            shown.push('-');
        }
        // 256 is a multiple of 32: every character is as likely as any other.
        let character = RECOVERY_ALPHABET
            .iter()
            .cycle()
            .nth(usize::from(*byte))
            .copied()
            .unwrap_or_default();
        shown.push(char::from(character));
    }
    let stored = recovery_stored(&shown).unwrap_or_default();
    RecoveryCode { shown, stored }
}

fn totp(secret: &str, issuer: &str, account: &str) -> Result<TOTP, TotpError> {
    let broken = |error: &dyn std::fmt::Display| TotpError::Broken(error.to_string());
    let secret = Secret::Encoded(secret.to_owned())
        .to_bytes()
        .map_err(|error| broken(&error))?;
    // A colon parts issuer and account in the address, so neither may hold one.
    let (issuer, account) = (issuer.replace(':', " "), account.replace(':', " "));
    TOTP::new(Algorithm::SHA1, DIGITS, 0, STEP_SECONDS, secret, Some(issuer), account).map_err(|error| broken(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238, appendix B: "12345678901234567890".
    const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    #[test]
    fn codes_are_those_of_the_standard() {
        for (now, code) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            assert_eq!(code_at(SECRET, now).unwrap(), code);
            assert_eq!(verify(SECRET, code, now, None), Ok(Some(now / STEP_SECONDS)));
        }
    }

    #[test]
    fn one_step_early_and_late_but_no_more() {
        let code = code_at(SECRET, 3_000).unwrap();
        for (now, expected) in [
            (2_940, None),
            (2_970, Some(100)),
            (3_029, Some(100)),
            (3_059, Some(100)),
            (3_060, None),
        ] {
            assert_eq!(verify(SECRET, &code, now, None), Ok(expected), "{now}");
        }
    }

    #[test]
    fn a_code_is_good_once() {
        let (code, earlier) = (code_at(SECRET, 3_000).unwrap(), code_at(SECRET, 2_970).unwrap());
        let step = verify(SECRET, &code, 3_000, Some(99)).unwrap();
        assert_eq!(step, Some(100));
        assert_eq!(verify(SECRET, &code, 3_000, step), Ok(None));
        assert_eq!(verify(SECRET, &earlier, 3_000, step), Ok(None));
    }

    #[test]
    fn refuses_what_is_no_code() {
        for wrong in ["", "000000", "2870820", "28708", "２８７０８２", "287082; drop"] {
            assert_eq!(verify(SECRET, wrong, 59, None), Ok(None), "{wrong}");
        }
        assert_eq!(verify(SECRET, " 287 082 ", 59, None), Ok(Some(1)));
        assert!(verify("not base 32!", "287082", 59, None).is_err());
        assert!(verify("", "287082", 59, None).is_err());
    }

    #[test]
    fn enrolment_can_be_scanned_and_verified() {
        let enrolment = enrol("Oak & Iron: Group", "mara@oakandiron.example").unwrap();
        assert!(
            enrolment.url.starts_with("otpauth://totp/Oak%20%26%20Iron"),
            "{}",
            enrolment.url
        );
        assert!(enrolment.url.contains(&enrolment.secret), "{}", enrolment.url);
        let code = code_at(&enrolment.secret, 1_000_000).unwrap();
        assert_eq!(verify(&enrolment.secret, &code, 1_000_000, None), Ok(Some(33_333)));
        assert_ne!(enrolment.secret, enrol("Oak & Iron", "mara").unwrap().secret);
    }

    #[test]
    fn recovery_codes_are_found_by_what_is_typed() {
        let codes = recovery_codes();
        assert_eq!(codes.len(), RECOVERY_CODES);
        for code in &codes {
            assert_eq!(code.shown.len(), 29, "{}", code.shown);
            assert_eq!(code.stored.len(), 64);
            assert_eq!(recovery_stored(&code.shown).as_ref(), Some(&code.stored));
            let typed = code
                .shown
                .to_uppercase()
                .replace('-', " ")
                .replace('0', "o")
                .replace('1', "I");
            assert_eq!(recovery_stored(&typed).as_ref(), Some(&code.stored));
            assert_eq!(codes.iter().filter(|other| other.stored == code.stored).count(), 1);
        }
        assert_eq!(recovery_stored("abcd"), None);
        assert_eq!(recovery_stored(&"a".repeat(25)), None);
        assert_eq!(recovery_stored(&"u".repeat(24)), None);
    }
}
