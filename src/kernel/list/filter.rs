//! What a list can be asked: its filters as values, and which words of an address mean nothing to them.
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Problem;
use crate::kernel::error::Result;
use crate::kernel::value::StateLook;
use crate::kernel::web::Ctx;
use chrono::NaiveDate;
use tenon_db::Conn;

/// Values and labels of a choice.
pub type Options = Vec<(String, String)>;

#[derive(Clone, Copy)]
pub enum FilterOf {
    /// Document states.
    States(&'static [StateLook]),
    /// A few values, read from the database or a code list.
    Choice(fn(&mut Conn, &Ctx) -> Result<Options>),
    Dates,
    /// A single day ("as of").
    Date,
    Text,
    YesNo,
    /// A record by its id, asked for by links from other pages; it has no field of its own in the bar.
    Linked,
    /// A record by search: the combo's address, and its name by id, as far as the reader may see the record.
    Record {
        search_url: &'static str,
        name: fn(&mut Conn, &Ctx, i64) -> Result<String>,
    },
}

/// What stands beside the id of a record chosen by search: the text it was found by.
pub(super) fn text_of(filter: &str) -> String {
    format!("{filter}.text")
}

impl FilterOf {
    pub(super) fn is_record(self) -> bool {
        matches!(self, FilterOf::Record { .. })
    }

    /// Why a value means nothing to the filter. What is chosen from the database is not asked for here: a choice that
    /// there is not matches nothing.
    pub(super) fn unreadable(self, value: &str) -> Option<Message> {
        let (is_read, key) = match self {
            FilterOf::Dates | FilterOf::Date => (value.parse::<NaiveDate>().is_ok(), "problem-not-a-date"),
            FilterOf::YesNo => (matches!(value, "yes" | "no"), "problem-not-a-choice"),
            FilterOf::States(looks) => (looks.iter().any(|look| look.code == value), "problem-not-a-choice"),
            FilterOf::Record { .. } | FilterOf::Linked => (value.parse::<i64>().is_ok(), "problem-not-a-choice"),
            FilterOf::Choice(_) | FilterOf::Text => return None,
        };
        (!is_read).then(|| Message::new(key).with("value", value))
    }
}

/// Refuses when there is a problem.
pub(super) fn refuse_any(problems: Vec<Problem>) -> Result<()> {
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(problems))
    }
}

/// A filter; its label is `column-<name>`, its values stand in the query under `name`.
#[derive(Clone, Copy)]
pub struct Filter {
    pub name: &'static str,
    pub of: FilterOf,
}

/// A filter of a list.
pub const fn filter(name: &'static str, of: FilterOf) -> Filter {
    Filter { name, of }
}

/// Whether a master is offered: `active=yes`, the flag that [`usage_views`] asks for.
pub const fn usage_filter() -> Filter {
    filter("active", FilterOf::YesNo)
}
