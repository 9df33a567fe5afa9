//! Signing in and out: password, second factor, and how often one may try.
pub mod ops;
pub mod pages;
pub mod queries;

use crate::ids::SessionId;
use crate::ids::UserId;
use chrono::Duration;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use tenon_schema::app_user;
use tenon_schema::sign_in_throttle;

/// Minutes in which failures are counted together.
const WINDOW_MINUTES: i64 = 15;
/// Tries of one account in the window, then it waits.
const ACCOUNT_TRIES_MAX: i32 = 10;
/// Tries from one address, behind which many people may sit.
const ADDRESS_TRIES_MAX: i32 = 60;
/// Minutes a password is good for until the second factor is given.
pub const SECOND_STEP_MINUTES: i64 = 10;

/// What signing in needs to know of a user.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = app_user)]
pub struct Account {
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub password_hash: String,
    pub totp_secret: String,
    pub totp_is_active: bool,
    pub totp_last_step: i64,
    pub default_company_id: Option<i64>,
}

/// A session that still waits for the second factor.
#[derive(Debug, Clone)]
pub struct Waiting {
    pub session: SessionId,
    pub account: Account,
}

/// How often a name or an address was tried lately.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = sign_in_throttle)]
pub struct Throttle {
    pub failure_count: i32,
    pub window_started_at: NaiveDateTime,
    pub blocked_until: Option<NaiveDateTime>,
}

/// What is throttled, as it stands in the table.
pub fn account_subject(email: &str) -> String {
    format!("account:{email}")
}

pub fn address_subject(address: &str) -> String {
    format!("address:{address}")
}

fn tries_max(subject: &str) -> i32 {
    if subject.starts_with("account:") {
        ACCOUNT_TRIES_MAX
    } else {
        ADDRESS_TRIES_MAX
    }
}

/// The e-mail as it is stored and compared.
pub fn normal_email(typed: &str) -> String {
    typed.trim().to_lowercase()
}

/// Only addresses of our own pages may be gone on to. Browsers drop tabs and line ends before they read an address, and
/// no header takes a control character.
pub fn own_address(next: &str) -> &str {
    let is_foreign = next.starts_with("//") || next.contains('\\') || next.contains(char::is_control);
    let is_own = next.starts_with('/') && !is_foreign;
    if is_own { next } else { "/" }
}

impl Throttle {
    /// Seconds to wait before the next try; `None` when it may be made now.
    pub fn wait(&self, now: NaiveDateTime) -> Option<i64> {
        let left = self.blocked_until? - now;
        (left > Duration::zero()).then(|| left.num_seconds() + 1)
    }

    /// After one more try: the window begins anew when it is over, and too many tries in it block the subject.
    pub fn after_try(old: Option<&Throttle>, subject: &str, now: NaiveDateTime) -> Throttle {
        let window = Duration::minutes(WINDOW_MINUTES);
        let running = old.filter(|old| old.window_started_at + window > now);
        let (count, started) = running.map_or((0, now), |old| (old.failure_count, old.window_started_at));
        let count = count.saturating_add(1);
        Throttle {
            failure_count: count,
            window_started_at: started,
            blocked_until: (count >= tries_max(subject)).then_some(started + window),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Throttle;
    use super::own_address;
    use chrono::Duration;
    use chrono::NaiveDateTime;

    fn noon() -> NaiveDateTime {
        "2026-11-25T12:00:00".parse().unwrap_or_default()
    }

    #[test]
    fn ten_tries_block_an_account_until_its_window_ends() {
        let mut throttle = Throttle::after_try(None, "account:a@b", noon());
        for minute in 1..10 {
            assert_eq!(throttle.wait(noon()), None);
            throttle = Throttle::after_try(Some(&throttle), "account:a@b", noon() + Duration::seconds(minute));
        }
        assert_eq!(throttle.wait(noon() + Duration::minutes(5)), Some(601));
        assert_eq!(throttle.wait(noon() + Duration::minutes(15)), None);
        let fresh = Throttle::after_try(Some(&throttle), "account:a@b", noon() + Duration::minutes(15));
        assert_eq!(fresh.failure_count, 1);
    }

    #[test]
    fn an_address_has_more_tries_than_an_account() {
        let mut throttle = Throttle::after_try(None, "address:::1", noon());
        for _ in 1..59 {
            throttle = Throttle::after_try(Some(&throttle), "address:::1", noon());
        }
        assert_eq!(throttle.wait(noon()), None);
        throttle = Throttle::after_try(Some(&throttle), "address:::1", noon());
        assert!(throttle.wait(noon()).is_some());
    }

    #[test]
    fn foreign_addresses_are_not_gone_on_to() {
        assert_eq!(own_address("/orders/sales-orders"), "/orders/sales-orders");
        for foreign in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "",
            "/a\r\nx: y",
        ] {
            assert_eq!(own_address(foreign), "/");
        }
    }
}
