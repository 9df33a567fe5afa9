//! Balances of accounts at any date, read from the kept sums: whole periods from `account_balance`, the days at both ends
//! from `account_day_balance`, so that a report costs the same after a million orders as after one.
pub mod kept;
pub mod queries;

use crate::ids::AccountId;
use crate::ids::JournalEntryId;
use crate::ids::Subject;
use crate::ledger::account::Account;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use tenon_db::Money;

/// Debits and credits of an account over some days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Turnover {
    pub debit: Money,
    pub credit: Money,
}

impl Turnover {
    /// Debit less credit.
    pub fn net(self) -> Money {
        self.debit - self.credit
    }

    /// Adds what moved besides.
    pub fn add(&mut self, other: Turnover) {
        self.debit += other.debit;
        self.credit += other.credit;
    }
}

/// By account; accounts without a posting are absent.
pub type Turnovers = BTreeMap<AccountId, Turnover>;

/// A posted line as an account's book shows it.
#[derive(Debug, Clone)]
pub struct BookLine {
    /// Id of `journal_entry_line`.
    pub id: i64,
    pub account: AccountId,
    pub entry: JournalEntryId,
    pub number: String,
    pub date: NaiveDate,
    pub origin: Option<Subject>,
    pub description: String,
    pub party: Option<String>,
    pub debit: Money,
    pub credit: Money,
}

impl BookLine {
    /// Debit less credit.
    pub fn net(&self) -> Money {
        self.debit - self.credit
    }

    pub fn place(&self) -> Place {
        Place {
            date: self.date,
            line: self.id,
        }
    }

    /// "Halvorsen Elektro AS · INV-2026-00042"
    pub fn text(&self) -> String {
        match &self.party {
            Some(party) if self.description.is_empty() => party.clone(),
            Some(party) => format!("{party} · {}", self.description),
            None => self.description.clone(),
        }
    }
}

/// Where a page of a book goes on: the day and line before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub date: NaiveDate,
    pub line: i64,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}~{}", self.date, self.line)
    }
}

impl std::str::FromStr for Place {
    type Err = ();
    fn from_str(text: &str) -> Result<Place, ()> {
        let (date, line) = text.split_once('~').ok_or(())?;
        Ok(Place {
            date: date.parse().map_err(|_| ())?,
            line: line.parse().map_err(|_| ())?,
        })
    }
}

/// One account in a trial balance: what it began with, what moved, what it ends with.
#[derive(Debug, Clone)]
pub struct TrialLine {
    pub account: Account,
    pub opening: Money,
    pub movement: Turnover,
}

impl TrialLine {
    pub fn closing(&self) -> Money {
        self.opening + self.movement.net()
    }
}

/// A trial balance of one company; its sums are zero or the books are broken.
#[derive(Debug, Clone, Default)]
pub struct Trial {
    pub lines: Vec<TrialLine>,
    /// Profit or loss of fiscal years before, which no closing entry has carried to equity: credit is profit.
    pub result_before: Money,
}

/// Puts the trial balance together. Revenue and expense begin each fiscal year with nothing: what they had before it
/// (`before_year`) is the result of earlier years.
pub fn trial(accounts: Vec<Account>, opening: &Turnovers, before_year: &Turnovers, movement: &Turnovers) -> Trial {
    let of = |sums: &Turnovers, id: AccountId| sums.get(&id).copied().unwrap_or_default();
    let mut trial = Trial::default();
    for account in accounts {
        let (begin, moved) = (of(opening, account.id), of(movement, account.id));
        let earlier = if account.kind.is_result() {
            of(before_year, account.id).net()
        } else {
            Money::ZERO
        };
        trial.result_before += earlier;
        let opening = begin.net() - earlier;
        if !opening.is_zero() || moved != Turnover::default() {
            trial.lines.push(TrialLine {
                account,
                opening,
                movement: moved,
            });
        }
    }
    trial
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::CompanyId;
    use crate::ledger::account::AccountKind;
    use crate::ledger::account::Control;

    fn account(id: i64, kind: AccountKind) -> Account {
        Account {
            id: AccountId::from(id),
            company_id: CompanyId::from(1),
            code: id.to_string(),
            name: String::new(),
            kind,
            control: Control::None,
            is_active: true,
            version: 1,
        }
    }

    fn sums(rows: &[(i64, i64, i64)]) -> Turnovers {
        let turnover = |debit: i64, credit: i64| Turnover {
            debit: Money::whole(debit),
            credit: Money::whole(credit),
        };
        rows.iter()
            .map(|(id, debit, credit)| (AccountId::from(*id), turnover(*debit, *credit)))
            .collect()
    }

    #[test]
    fn revenue_of_earlier_years_is_their_result() {
        // Last year sold for 100 in cash, this year 30 until March, 20 in April.
        let accounts = vec![account(1, AccountKind::Asset), account(4, AccountKind::Revenue)];
        let trial = trial(
            accounts,
            &sums(&[(1, 130, 0), (4, 0, 130)]),
            &sums(&[(1, 100, 0), (4, 0, 100)]),
            &sums(&[(1, 20, 0), (4, 0, 20)]),
        );
        let closings: Vec<Money> = trial.lines.iter().map(TrialLine::closing).collect();
        assert_eq!(closings, [Money::whole(150), Money::whole(-50)]);
        assert_eq!(trial.result_before, Money::whole(-100));
        assert!((closings.into_iter().sum::<Money>() + trial.result_before).is_zero());
    }

    #[test]
    fn a_place_in_a_book_is_its_own_text() {
        let place = Place {
            date: "2026-03-01".parse().unwrap_or_default(),
            line: 77,
        };
        assert_eq!(place.to_string().parse(), Ok(place));
    }
}
