//! Journal entries: lines that balance, posted once and for all; what is wrong is reversed by another entry.
pub mod ops;
pub mod pages;
pub mod queries;

use crate::command;
use crate::ids::AccountId;
use crate::ids::CompanyId;
use crate::ids::CostCenterId;
use crate::ids::FiscalPeriodId;
use crate::ids::JournalEntryId;
use crate::ids::JournalId;
use crate::ids::PartyId;
use crate::ids::ProductId;
use crate::ids::Subject;
use crate::ids::TaxComponentId;
use crate::ids::ValuationAreaId;
use crate::input_from_str;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Problem;
use crate::kernel::error::Result;
use crate::kernel::value::StateLook;
use crate::kernel::view::Shape;
use crate::kernel::view::Tone;
use crate::ledger::currency::CompanyCurrency;
use chrono::NaiveDate;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::Serialize;
use tenon_db::Money;
use tenon_schema::journal_entry;

tenon_db::code_enum! {
    /// The books of original entry; a company has one journal of each kind at least.
    pub enum JournalKind {
        Sales = "sales",
        Cash = "cash",
        Stock = "stock",
        General = "general",
    }
}
input_from_str!(JournalKind);

impl JournalKind {
    pub fn message_key(self) -> &'static str {
        match self {
            JournalKind::Sales => "journal-kind-sales",
            JournalKind::Cash => "journal-kind-cash",
            JournalKind::Stock => "journal-kind-stock",
            JournalKind::General => "journal-kind-general",
        }
    }
}

/// What is to be posted. The lines must balance in the company's currency.
#[derive(Debug, Clone)]
pub struct NewEntry {
    pub company: CompanyId,
    pub journal: JournalKind,
    pub posting_date: NaiveDate,
    pub description: String,
    /// The document it comes from.
    pub origin: Subject,
    pub reverses: Option<JournalEntryId>,
    pub lines: Vec<EntryLine>,
}

/// One line: debit or credit in the company's currency, and the same in the currency of the transaction.
#[derive(Debug, Clone)]
pub struct EntryLine {
    pub account: AccountId,
    pub debit: Money,
    pub credit: Money,
    pub currency: String,
    /// Debit positive, credit negative.
    pub currency_amount: Money,
    pub party: Option<PartyId>,
    pub product: Option<ProductId>,
    pub valuation_area: Option<ValuationAreaId>,
    pub cost_center: Option<CostCenterId>,
    pub tax_component: Option<TaxComponentId>,
    /// What the tax of this line was computed from, in the company's currency; signed like the line.
    pub tax_base: Money,
    pub description: String,
}

impl EntryLine {
    /// A line by its sign: debit positive. In the company's currency.
    pub fn signed(account: AccountId, amount: Money, currency: &str) -> EntryLine {
        let zero = Money::ZERO;
        EntryLine {
            account,
            debit: if amount.is_negative() { zero } else { amount },
            credit: if amount.is_negative() { -amount } else { zero },
            currency: currency.to_owned(),
            currency_amount: amount,
            party: None,
            product: None,
            valuation_area: None,
            cost_center: None,
            tax_component: None,
            tax_base: zero,
            description: String::new(),
        }
    }

    /// A debit in the company's currency; a negative amount becomes a credit.
    pub fn debit(account: AccountId, amount: Money, currency: &str) -> EntryLine {
        EntryLine::signed(account, amount, currency)
    }

    /// A credit in the company's currency; a negative amount becomes a debit.
    pub fn credit(account: AccountId, amount: Money, currency: &str) -> EntryLine {
        EntryLine::signed(account, -amount, currency)
    }

    /// Debit less credit.
    pub fn amount(&self) -> Money {
        self.debit - self.credit
    }

    /// The same in the currency of the document, debit positive.
    pub fn in_currency(mut self, currency: &str, amount: Money) -> EntryLine {
        currency.clone_into(&mut self.currency);
        self.currency_amount = amount;
        self
    }
    pub fn party(mut self, party: PartyId) -> EntryLine {
        self.party = Some(party);
        self
    }
    pub fn product(mut self, product: ProductId) -> EntryLine {
        self.product = Some(product);
        self
    }
    pub fn area(mut self, area: ValuationAreaId) -> EntryLine {
        self.valuation_area = Some(area);
        self
    }
    pub fn tax(mut self, component: TaxComponentId, base: Money) -> EntryLine {
        self.tax_component = Some(component);
        self.tax_base = base;
        self
    }
    pub fn about(mut self, description: impl Into<String>) -> EntryLine {
        self.description = description.into();
        self
    }

    /// The same line the other way round.
    pub fn reversed(mut self) -> EntryLine {
        std::mem::swap(&mut self.debit, &mut self.credit);
        self.currency_amount = -self.currency_amount;
        self.tax_base = -self.tax_base;
        self
    }
}

/// What became of a posting: the entry and its lines in the order they were given.
#[derive(Debug, Clone)]
pub struct Posted {
    pub id: JournalEntryId,
    pub number: String,
    /// Ids of `journal_entry_line`.
    pub lines: Vec<i64>,
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = journal_entry)]
pub struct JournalEntry {
    pub id: JournalEntryId,
    pub company_id: CompanyId,
    pub journal_id: JournalId,
    pub fiscal_period_id: FiscalPeriodId,
    pub number: String,
    pub posting_date: NaiveDate,
    pub description: String,
    pub origin_kind: String,
    pub origin_id: i64,
    pub reverses_id: Option<JournalEntryId>,
    pub total_amount: Money,
    pub created_at: NaiveDateTime,
}

impl JournalEntry {
    /// The document it comes from; itself when it was posted by hand.
    pub fn origin(&self) -> Option<Subject> {
        Subject::from_parts(&self.origin_kind, self.origin_id)
    }

    /// Posted by hand, so reversed by hand; others are taken back by their documents.
    pub fn is_manual(&self) -> bool {
        self.origin_kind == Subject::JournalEntry(self.id).code()
    }
}

/// An entry as a list shows it.
#[derive(Debug, Clone)]
pub struct EntryRow {
    pub entry: JournalEntry,
    pub journal: String,
    pub company_code: String,
    pub currency: String,
    pub standing: Standing,
}

/// Whether an entry stands, was taken back, or takes another back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Posted,
    Reversed,
    Reversal,
}

impl Standing {
    pub fn of(entry: &JournalEntry, is_reversed: bool) -> Standing {
        match (entry.reverses_id, is_reversed) {
            (Some(_), _) => Standing::Reversal,
            (None, true) => Standing::Reversed,
            (None, false) => Standing::Posted,
        }
    }

    pub fn look(self) -> StateLook {
        match self {
            Standing::Posted => StateLook::new("posted", "state-posted", Shape::Done, Tone::Success),
            Standing::Reversed => StateLook::new("reversed", "state-reversed", Shape::Cancel, Tone::Neutral),
            Standing::Reversal => StateLook::new("reversal", "state-reversal", Shape::Cancel, Tone::Info),
        }
    }
}

/// An entry with its lines, as the API answers it.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct FullEntry {
    pub id: JournalEntryId,
    pub company_id: CompanyId,
    pub number: String,
    pub posting_date: NaiveDate,
    pub description: String,
    pub journal: String,
    pub currency: String,
    pub total_amount: Money,
    /// Kind and id of the document it comes from: itself when it was posted by hand.
    pub origin_kind: String,
    pub origin_id: i64,
    pub reverses_id: Option<JournalEntryId>,
    pub reversed_by_id: Option<JournalEntryId>,
    pub lines: Vec<ReadLine>,
}

command! {
    /// A line posted by hand: an amount in debit or in credit, in the company's currency.
    pub struct ManualLine {
        pub account_id: AccountId,
        pub description: Option<String>,
        pub party_id: Option<PartyId>,
        pub cost_center_id: Option<CostCenterId>,
        pub debit: Option<Money>,
        pub credit: Option<Money>,
    }
    /// An entry posted by hand; its lines balance.
    pub struct NewManualEntry {
        pub company_id: Option<CompanyId>,
        pub posting_date: NaiveDate,
        pub description: String,
        pub lines: Vec<ManualLine>,
    }
    /// Takes an entry back by its opposite, on a day of its own.
    pub struct ReverseEntry { pub posting_date: NaiveDate }
}

/// The lines as they are posted; every line has one amount above zero, in the decimals of the currency.
pub fn manual_lines(lines: &[ManualLine], currency: &CompanyCurrency) -> Result<Vec<EntryLine>> {
    let (mut posted, mut problems) = (Vec::new(), Vec::new());
    for (place, line) in lines.iter().enumerate() {
        let (debit, credit) = (line.debit.unwrap_or_default(), line.credit.unwrap_or_default());
        let amount = debit - credit;
        let is_one = debit.is_zero() != credit.is_zero() && !debit.is_negative() && !credit.is_negative();
        let column = if debit.is_zero() { "credit" } else { "debit" };
        let at = format!("lines.{place}.{column}");
        if !is_one {
            problems.push(Problem::new(at, Message::new("entry-line-one-amount")));
        } else if amount.round_to(currency.decimals) != amount {
            let message = Message::new("amount-decimals").with("currency", &currency.code);
            problems.push(Problem::new(at, message));
        }
        let mut one = EntryLine::signed(line.account_id, amount, &currency.code);
        one.description = line.description.clone().unwrap_or_default();
        one.party = line.party_id;
        one.cost_center = line.cost_center_id;
        posted.push(one);
    }
    if problems.is_empty() {
        Ok(posted)
    } else {
        Err(Error::Invalid(problems))
    }
}

/// A line as it is read back, with the names it shows.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct ReadLine {
    pub id: i64,
    pub account_id: AccountId,
    pub account_code: String,
    pub account_name: String,
    pub debit: Money,
    pub credit: Money,
    pub currency: String,
    pub currency_amount: Money,
    pub party_id: Option<PartyId>,
    pub party_name: Option<String>,
    pub cost_center: Option<String>,
    pub description: String,
}

/// Debits less credits of the lines; zero when they balance.
pub fn difference(lines: &[EntryLine]) -> Money {
    lines.iter().map(EntryLine::amount).sum()
}

#[cfg(test)]
mod tests {
    use super::EntryLine;
    use super::ManualLine;
    use super::difference;
    use super::manual_lines;
    use crate::ids::AccountId;
    use crate::kernel::error::Error;
    use crate::ledger::currency::CompanyCurrency;
    use tenon_db::Money;

    fn manual(debit: &str, credit: &str) -> ManualLine {
        ManualLine {
            account_id: AccountId::from(1),
            description: None,
            party_id: None,
            cost_center_id: None,
            debit: debit.parse().ok(),
            credit: credit.parse().ok(),
        }
    }

    #[test]
    fn a_line_by_hand_has_one_amount_in_the_decimals_of_the_books() {
        let euro = CompanyCurrency {
            code: "EUR".to_owned(),
            decimals: 2,
        };
        let good = manual_lines(&[manual("12.30", ""), manual("", "12.30")], &euro).unwrap_or_default();
        assert_eq!(difference(&good), Money::ZERO);
        let bad = [manual("1", "1"), manual("", ""), manual("-5", ""), manual("1.005", "")];
        let Err(Error::Invalid(problems)) = manual_lines(&bad, &euro) else {
            panic!("four lines are wrong");
        };
        let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(
            fields,
            ["lines.0.debit", "lines.1.credit", "lines.2.debit", "lines.3.debit"]
        );
    }

    #[test]
    fn a_negative_debit_is_a_credit_and_a_reversal_undoes_it() {
        let account = AccountId::from(1);
        let line = EntryLine::debit(account, Money::whole(-5), "EUR");
        assert_eq!((line.debit, line.credit), (Money::ZERO, Money::whole(5)));
        let lines = [line.clone(), line.reversed()];
        assert_eq!(difference(&lines), Money::ZERO);
    }
}
