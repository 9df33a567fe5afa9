//! Payments: money in from customers and back to them, what it settles, what is written off with it, what stays on account.
pub mod discount;
pub mod ops;
pub mod pages;
pub mod queries;

use crate::command;
use crate::ids::AccountId;
use crate::ids::CompanyId;
use crate::ids::JournalEntryId;
use crate::ids::OpenItemId;
use crate::ids::PartyId;
use crate::ids::PaymentId;
use crate::ids::Subject;
use crate::ids::TeamId;
use crate::ids::UserId;
use crate::input_from_str;
use crate::kernel::value::StateLook;
use crate::kernel::view::Shape;
use crate::kernel::view::Tone;
use chrono::NaiveDate;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::Serialize;
use tenon_db::Money;
use tenon_schema::payment;

tenon_db::code_enum! {
    /// In from a party, or out to it.
    pub enum Direction { In = "in", Out = "out" }
}

tenon_db::code_enum! {
    pub enum PaymentState { Posted = "posted", Reversed = "reversed" }
}
input_from_str!(Direction, PaymentState);

impl Direction {
    pub fn message_key(self) -> &'static str {
        match self {
            Direction::In => "payment-direction-in",
            Direction::Out => "payment-direction-out",
        }
    }

    /// An amount as it stands on the receivable account: money in is a credit, money out a debit.
    pub fn signed(self, amount: Money) -> Money {
        match self {
            Direction::In => -amount,
            Direction::Out => amount,
        }
    }
}

impl PaymentState {
    pub const LOOKS: &'static [StateLook] = &[
        StateLook::new("posted", "state-payment-posted", Shape::Done, Tone::Success),
        StateLook::new("reversed", "state-payment-reversed", Shape::Cancel, Tone::Neutral),
    ];

    pub fn look(self) -> StateLook {
        match self {
            PaymentState::Posted => StateLook::new("posted", "state-payment-posted", Shape::Done, Tone::Success),
            PaymentState::Reversed => {
                StateLook::new("reversed", "state-payment-reversed", Shape::Cancel, Tone::Neutral)
            }
        }
    }
}

#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = payment, treat_none_as_default_value = false)]
pub struct Payment {
    pub id: PaymentId,
    pub company_id: CompanyId,
    pub number: String,
    pub direction: Direction,
    pub party_id: PartyId,
    pub party_name: String,
    /// Bank, cash, or the account a claim is written off to.
    pub account_id: AccountId,
    pub payment_date: NaiveDate,
    pub currency: String,
    pub amount: Money,
    /// The amount in the company's currency.
    pub base_amount: Money,
    /// Cleared beside the amount as too small a difference to ask for.
    pub write_off_amount: Money,
    pub write_off_reason: String,
    /// Cleared beside the amount because it was paid early.
    pub discount_amount: Money,
    /// What of amount, write-off and discount settles nothing yet.
    pub open_amount: Money,
    pub reference: String,
    pub state: PaymentState,
    pub journal_entry_id: Option<JournalEntryId>,
    pub owner_id: UserId,
    pub team_id: Option<TeamId>,
    pub version: i32,
    pub created_at: NaiveDateTime,
}

impl Payment {
    pub fn url(&self) -> String {
        Subject::Payment(self.id).url()
    }

    /// What it clears of the partner's account: the money and what goes with it.
    pub fn cleared(&self) -> Money {
        self.amount + self.write_off_amount + self.discount_amount
    }

    /// Posted, partly on account, reversed.
    pub fn look(&self) -> StateLook {
        if self.state == PaymentState::Posted && !self.open_amount.is_zero() {
            return StateLook::new("posted", "state-payment-on-account", Shape::Half, Tone::Warning);
        }
        self.state.look()
    }
}

command! {
    /// An open item to settle and how much of it; all that is open, or all that is left, when no amount is given.
    pub struct AllocateTo {
        pub id: OpenItemId,
        pub amount: Option<Money>,
        /// Taken off besides for paying early, with its part of the taxes; only when a payment is posted.
        pub discount_amount: Option<Money>,
    }
    /// Posts a payment. It settles the items named, or the oldest first when that is asked; the rest stays on account.
    pub struct NewPayment {
        pub company_id: Option<CompanyId>,
        pub direction: Option<Direction>,
        pub party_id: PartyId,
        /// The company's bank account when absent.
        pub account_id: Option<AccountId>,
        pub payment_date: Option<NaiveDate>,
        /// The company's own when absent.
        pub currency: Option<String>,
        pub amount: Money,
        /// What the bank booked in the company's currency; by the day's rate when absent.
        pub base_amount: Option<Money>,
        pub reference: Option<String>,
        pub oldest_first: bool,
        pub allocations: Vec<AllocateTo>,
        pub write_off_amount: Option<Money>,
        pub write_off_reason: Option<String>,
    }
    /// Takes a payment back, on a day of its own or today.
    pub struct ReversePayment { pub reversal_date: Option<NaiveDate>, pub reason: Option<String> }
    /// Sets an open item (a payment on account, a credit note) against others of the same party.
    pub struct NewAllocation {
        pub allocation_date: Option<NaiveDate>,
        pub oldest_first: bool,
        pub allocations: Vec<AllocateTo>,
    }
    /// Undoes an allocation: both sides are open again.
    pub struct UndoAllocation { pub undo_date: Option<NaiveDate> }
}

/// What may be written off beside a payment without an accountant: at most this part of it, one in so many.
const SMALL_PART: i64 = 20;

/// Whether a difference is small against what was paid: at most 5 %.
pub fn is_small_difference(difference: Money, paid: Money) -> bool {
    difference
        .raw()
        .checked_mul(SMALL_PART)
        .is_some_and(|times| times <= paid.raw())
}

#[cfg(test)]
mod tests {
    use super::is_small_difference;
    use tenon_db::Money;

    #[test]
    fn five_percent_is_small_and_a_cent_more_is_not() {
        let money = |text: &str| text.parse::<Money>().unwrap_or_default();
        assert!(is_small_difference(money("5.00"), money("100.00")));
        assert!(!is_small_difference(money("5.01"), money("100.00")));
    }
}
