//! The only clock: a value handed in at the start. The demo and each test have their own.
use chrono::DateTime;
use chrono::NaiveDate;
use chrono::NaiveDateTime;
use chrono::NaiveTime;
use chrono::SubsecRound;
use chrono::TimeDelta;
use chrono::TimeZone;
use chrono::Utc;
use chrono_tz::Tz;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;

/// Tells the time; cheap to clone.
#[derive(Clone)]
pub struct Clock(Option<Arc<Mutex<DateTime<Utc>>>>);

impl Clock {
    /// The machine's own time.
    pub fn real() -> Clock {
        Clock(None)
    }

    /// A clock that stands still until it is set.
    pub fn fixed(at: DateTime<Utc>) -> Clock {
        Clock(Some(Arc::new(Mutex::new(at))))
    }

    /// Sets a fixed clock; a real one cannot be set.
    pub fn set(&self, at: DateTime<Utc>) {
        if let Some(fixed) = &self.0 {
            *fixed.lock().unwrap_or_else(PoisonError::into_inner) = at;
        }
    }

    /// UTC, cut to milliseconds as the database keeps it.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that asks the machine")]
    pub fn now(&self) -> NaiveDateTime {
        let now = match &self.0 {
            Some(fixed) => *fixed.lock().unwrap_or_else(PoisonError::into_inner),
            None => Utc::now(),
        };
        now.naive_utc().trunc_subsecs(3)
    }
}

/// Today in a time zone ("Europe/Berlin"); an unknown zone counts as UTC.
pub fn today_in(zone: &str, now: NaiveDateTime) -> NaiveDate {
    let zone: chrono_tz::Tz = zone.parse().unwrap_or(chrono_tz::UTC);
    now.and_utc().with_timezone(&zone).date_naive()
}

/// The instant, in UTC, at which a day begins in a time zone. Where clocks are put forward at midnight, an hour later.
pub fn start_of_day(zone: Tz, day: NaiveDate) -> NaiveDateTime {
    let midnight = day.and_time(NaiveTime::MIN);
    let begins = |at: NaiveDateTime| zone.from_local_datetime(&at).earliest();
    let begun = begins(midnight).or_else(|| begins(midnight + TimeDelta::hours(1)));
    begun.map_or(midnight, |begun| begun.naive_utc())
}
