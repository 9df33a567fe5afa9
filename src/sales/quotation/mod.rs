//! Quotations: what a customer is offered, until when, and what became of it. A won one becomes a sales order.
pub mod draft;
pub mod ops;
pub mod pages;
pub mod queries;

use crate::command;
use crate::ids::CarrierId;
use crate::ids::CompanyId;
use crate::ids::ContactId;
use crate::ids::PartyId;
use crate::ids::PaymentTermId;
use crate::ids::PriceListId;
use crate::ids::ProductId;
use crate::ids::QuotationId;
use crate::ids::QuotationLineId;
use crate::ids::Subject;
use crate::ids::TaxCodeId;
use crate::ids::TaxPositionId;
use crate::ids::TeamId;
use crate::ids::UnitId;
use crate::ids::UserId;
use crate::ids::WarehouseId;
use crate::input_from_str;
use crate::kernel::flow::Flow;
use crate::kernel::flow::Step;
use crate::kernel::input::LongText;
use crate::kernel::value::StateLook;
use crate::kernel::view::Shape;
use crate::kernel::view::Tone;
use crate::orders::line::MANUAL;
use crate::orders::line::NewLine;
use crate::orders::sales_order::NewSalesOrder;
use crate::permission::Permission;
use chrono::NaiveDate;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::Serialize;
use tenon_db::Money;
use tenon_db::Percent;
use tenon_db::Quantity;
use tenon_db::UnitPrice;
use tenon_schema::quotation;
use tenon_schema::quotation_line;

tenon_db::code_enum! {
    pub enum State {
        Draft = "draft",
        /// With the customer.
        Sent = "sent",
        /// Became an order.
        Won = "won",
        Lost = "lost",
    }
}
input_from_str!(State);

/// How the states look, in the order of the process.
pub const LOOKS: &[StateLook] = &[
    StateLook::new("draft", "state-draft", Shape::Draft, Tone::Neutral),
    StateLook::new("sent", "state-sent", Shape::Half, Tone::Info),
    StateLook::new("won", "state-won", Shape::Done, Tone::Success),
    StateLook::new("lost", "state-lost", Shape::Cancel, Tone::Neutral),
];

/// A sent one that holds no longer.
const EXPIRED: StateLook = StateLook::new("sent", "state-expired", Shape::Alert, Tone::Warning);

pub const FLOW: Flow<State> = Flow(&[
    Step {
        action: "send",
        icon: "send",
        from: &[State::Draft],
        to: State::Sent,
        needs: Permission::QuotationEdit,
    },
    Step {
        action: "win",
        icon: "handshake",
        from: &[State::Draft, State::Sent],
        to: State::Won,
        needs: Permission::QuotationEdit,
    },
    Step {
        action: "lose",
        icon: "x",
        from: &[State::Draft, State::Sent],
        to: State::Lost,
        needs: Permission::QuotationEdit,
    },
    Step {
        action: "reopen",
        icon: "undo-2",
        from: &[State::Sent, State::Won, State::Lost],
        to: State::Draft,
        needs: Permission::QuotationEdit,
    },
]);

/// Days a quotation holds when nothing else is said.
pub const VALID_DAYS: u64 = 30;
/// A sent one that ends within so many days wants a call.
pub const EXPIRING_DAYS: u64 = 7;

#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = quotation, treat_none_as_default_value = false)]
pub struct Quotation {
    pub id: QuotationId,
    pub company_id: CompanyId,
    pub number: String,
    pub party_id: PartyId,
    pub party_name: String,
    pub contact_id: Option<ContactId>,
    pub billing_address: String,
    pub delivery_address: String,
    pub quotation_date: NaiveDate,
    pub valid_until: NaiveDate,
    pub requested_date: Option<NaiveDate>,
    pub customer_reference: String,
    pub currency: String,
    pub price_list_id: Option<PriceListId>,
    pub payment_term_id: Option<PaymentTermId>,
    pub tax_position_id: Option<TaxPositionId>,
    pub warehouse_id: WarehouseId,
    pub carrier_id: Option<CarrierId>,
    pub note: String,
    pub state: State,
    /// Why it was lost.
    pub lost_reason: String,
    pub net_amount: Money,
    pub tax_amount: Money,
    pub total_amount: Money,
    pub owner_id: UserId,
    pub team_id: Option<TeamId>,
    pub sent_at: Option<NaiveDateTime>,
    pub decided_at: Option<NaiveDateTime>,
    pub version: i32,
    pub created_at: NaiveDateTime,
}

impl Quotation {
    pub fn subject(&self) -> Subject {
        Subject::Quotation(self.id)
    }

    pub fn url(&self) -> String {
        self.subject().url()
    }

    pub fn is_expired(&self, today: NaiveDate) -> bool {
        self.state == State::Sent && self.valid_until < today
    }

    pub fn look(&self, today: NaiveDate) -> StateLook {
        if self.is_expired(today) {
            return EXPIRED;
        }
        look(self.state)
    }

    /// Draft or sent: something may still come of it.
    pub fn is_open(&self) -> bool {
        matches!(self.state, State::Draft | State::Sent)
    }
}

/// How a state looks, whatever the day.
pub fn look(state: State) -> StateLook {
    let known = LOOKS.iter().find(|look| look.code == state.code());
    known.copied().unwrap_or(EXPIRED)
}

#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = quotation_line, treat_none_as_default_value = false)]
pub struct QuotationLine {
    pub id: QuotationLineId,
    #[serde(skip)]
    pub quotation_id: QuotationId,
    pub position: i32,
    pub product_id: ProductId,
    pub description: String,
    pub unit_id: UnitId,
    pub quantity: Quantity,
    pub unit_price: UnitPrice,
    pub price_source: String,
    pub discount_percent: Percent,
    pub tax_code_id: Option<TaxCodeId>,
    pub net_amount: Money,
    pub tax_amount: Money,
    pub requested_date: Option<NaiveDate>,
}

impl QuotationLine {
    /// The line as it was asked, at the price that was offered.
    pub fn as_command(&self) -> NewLine {
        NewLine {
            product_id: self.product_id,
            description: Some(self.description.clone()),
            unit_id: Some(self.unit_id),
            quantity: self.quantity,
            unit_price: Some(self.unit_price),
            discount_percent: Some(self.discount_percent).filter(|percent| !percent.is_zero()),
            tax_code_id: self.tax_code_id,
            requested_date: self.requested_date,
        }
    }

    /// The line for a copy: prices that came from a list are looked up anew, typed ones stay.
    fn anew(&self) -> NewLine {
        let line = self.as_command();
        NewLine {
            unit_price: line.unit_price.filter(|_| self.price_source == MANUAL),
            tax_code_id: None,
            requested_date: None,
            ..line
        }
    }
}

/// A line with its product and unit.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct ReadLine {
    #[serde(flatten)]
    pub line: QuotationLine,
    pub product_code: String,
    pub unit_code: String,
}

/// A quotation with its lines: what the API gives.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct QuotationWithLines {
    #[serde(flatten)]
    pub quotation: Quotation,
    pub lines: Vec<ReadLine>,
}

command! {
    /// Offers goods and services to a customer, as a draft. What is left out comes from his terms and the company.
    pub struct NewQuotation {
        pub company_id: Option<CompanyId>,
        pub party_id: PartyId,
        pub contact_id: Option<ContactId>,
        /// Today when left out.
        pub quotation_date: Option<NaiveDate>,
        /// Thirty days later when left out.
        pub valid_until: Option<NaiveDate>,
        pub requested_date: Option<NaiveDate>,
        pub customer_reference: Option<String>,
        pub currency: Option<String>,
        pub price_list_id: Option<PriceListId>,
        pub payment_term_id: Option<PaymentTermId>,
        pub tax_position_id: Option<TaxPositionId>,
        pub warehouse_id: Option<WarehouseId>,
        pub carrier_id: Option<CarrierId>,
        /// The customer's when left out.
        pub billing_address: LongText,
        pub delivery_address: LongText,
        pub note: LongText,
        /// Whose quotation it is; the writer's when left out.
        pub owner_id: Option<UserId>,
        pub lines: Vec<NewLine>,
    }
    /// The customer takes it: it becomes a sales order of this day, today when left out.
    pub struct Win { pub order_date: Option<NaiveDate>, pub customer_reference: Option<String> }
    /// The customer does not take it, and why.
    pub struct Lose { pub reason: Option<String> }
}

impl NewQuotation {
    /// The order it would be: pricing and checks are the same.
    pub fn as_order(&self, date: NaiveDate) -> NewSalesOrder {
        NewSalesOrder {
            company_id: self.company_id,
            party_id: self.party_id,
            contact_id: self.contact_id,
            order_date: Some(date),
            requested_date: self.requested_date,
            customer_reference: self.customer_reference.clone(),
            currency: self.currency.clone(),
            price_list_id: self.price_list_id,
            payment_term_id: self.payment_term_id,
            tax_position_id: self.tax_position_id,
            warehouse_id: self.warehouse_id,
            carrier_id: self.carrier_id,
            billing_address: self.billing_address.clone(),
            delivery_address: self.delivery_address.clone(),
            note: self.note.clone(),
            quotation_id: None,
            external_number: None,
            owner_id: self.owner_id,
            lines: self.lines.clone(),
        }
    }
}

impl QuotationWithLines {
    /// The quotation as its own command would be: what the form shows.
    pub fn as_command(&self) -> NewQuotation {
        let row = &self.quotation;
        NewQuotation {
            company_id: Some(row.company_id),
            party_id: row.party_id,
            contact_id: row.contact_id,
            quotation_date: Some(row.quotation_date),
            valid_until: Some(row.valid_until),
            requested_date: row.requested_date,
            customer_reference: Some(row.customer_reference.clone()).filter(|text| !text.is_empty()),
            currency: Some(row.currency.clone()),
            price_list_id: row.price_list_id,
            payment_term_id: row.payment_term_id,
            tax_position_id: row.tax_position_id,
            warehouse_id: Some(row.warehouse_id),
            carrier_id: row.carrier_id,
            billing_address: LongText(row.billing_address.clone()),
            delivery_address: LongText(row.delivery_address.clone()),
            note: LongText(row.note.clone()),
            owner_id: Some(row.owner_id),
            lines: self.lines.iter().map(|line| line.line.as_command()).collect(),
        }
    }

    /// A new quotation like this one: of today, at today's prices, for whoever copies it.
    pub fn copied(&self) -> NewQuotation {
        NewQuotation {
            quotation_date: None,
            valid_until: None,
            requested_date: None,
            customer_reference: None,
            owner_id: None,
            lines: self.lines.iter().map(|line| line.line.anew()).collect(),
            ..self.as_command()
        }
    }

    /// The order a won quotation becomes: at the prices and taxes that were offered.
    pub fn won_order(&self, order_date: NaiveDate, win: &Win) -> NewSalesOrder {
        let command = self.as_command();
        let requested = self.quotation.requested_date.filter(|date| *date >= order_date);
        let late = |date: &NaiveDate| *date >= order_date;
        let mut order = NewSalesOrder {
            requested_date: requested,
            quotation_id: Some(self.quotation.id),
            ..command.as_order(order_date)
        };
        order.customer_reference = win.customer_reference.clone().or(order.customer_reference);
        for line in &mut order.lines {
            line.requested_date = line.requested_date.filter(late);
        }
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn only_a_sent_quotation_expires() {
        let shown = |state: State, today: &str| {
            let is_over = state == State::Sent && day("2026-06-30") < day(today);
            (look(state).code, is_over)
        };
        assert_eq!(shown(State::Sent, "2026-06-30"), ("sent", false));
        assert_eq!(shown(State::Sent, "2026-07-01"), ("sent", true));
        assert_eq!(shown(State::Won, "2026-07-01"), ("won", false));
    }

    #[test]
    fn every_state_can_be_left_and_reached() {
        for state in State::ALL {
            assert!(FLOW.steps(*state).next().is_some(), "{state} leads nowhere");
        }
        assert_eq!(FLOW.next(State::Draft, "win").ok(), Some(State::Won));
        assert!(FLOW.next(State::Lost, "win").is_err());
        assert!(FLOW.next(State::Draft, "reopen").is_err());
    }
}
