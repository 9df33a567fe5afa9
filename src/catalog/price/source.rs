//! Where a price comes from: stored with the line as JSON (`price_source`), told in words to whoever asks.
use crate::ids::PriceListId;
use crate::ids::PriceListItemId;
use crate::kernel::error::Argument;
use crate::kernel::error::Message;
use crate::kernel::web::Ctx;
use chrono::NaiveDate;
use serde::Deserialize;
use serde::Serialize;
use tenon_db::Quantity;

/// What `price_source` stores for a price that somebody typed.
pub const MANUAL: &str = "manual";

/// Why a list was asked; the first is asked first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Agreed with the customer, or chosen on the document.
    Agreed,
    /// For the customer's group.
    Group,
    /// For everyone.
    Everyone,
}

/// A snapshot: the explanation stays true when the list changes later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum PriceSource {
    /// The product's own list price.
    Product,
    /// A price list.
    List {
        list: PriceListId,
        item: PriceListItemId,
        code: String,
        name: String,
        reason: Reason,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        group: String,
        #[serde(default, skip_serializing_if = "is_zero")]
        minimum: Quantity,
        /// Code of the base unit the break counts in.
        unit: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        start: Option<NaiveDate>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        end: Option<NaiveDate>,
    },
}

fn is_zero(quantity: &Quantity) -> bool {
    quantity.is_zero()
}

impl PriceSource {
    /// What `price_source` stores.
    pub fn store(&self) -> String {
        // Plain values always serialise.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Back from what was stored; `None` for a typed price and for foreign text.
    pub fn read(stored: &str) -> Option<PriceSource> {
        serde_json::from_str(stored).ok()
    }

    /// The sentences that explain it, in order.
    fn messages(&self) -> Vec<Message> {
        match self {
            PriceSource::Product => vec![Message::new("price-source-product")],
            PriceSource::List {
                code,
                name,
                reason,
                group,
                minimum,
                unit,
                start,
                end,
                ..
            } => {
                let label = format!("{code} {name}");
                let why = match reason {
                    Reason::Agreed => Message::new("price-source-agreed").with("list", label),
                    Reason::Group => Message::new("price-source-group")
                        .with("list", label)
                        .with("group", group),
                    Reason::Everyone => Message::new("price-source-everyone").with("list", label),
                };
                let from = Message::new("price-source-break")
                    .with("quantity", *minimum)
                    .with("unit", unit);
                let from = (!minimum.is_zero()).then_some(from);
                let mut parts = vec![why];
                parts.extend(from);
                parts.extend(period(*start, *end));
                parts
            }
        }
    }
}

/// "from 1 Jan 2026 to 31 Dec 2026"
pub(super) fn period(start: Option<NaiveDate>, end: Option<NaiveDate>) -> Option<Message> {
    let date = |date: NaiveDate| Argument::Date(date);
    match (start, end) {
        (None, None) => None,
        (Some(start), None) => Some(Message::new("price-period-from").with("start", date(start))),
        (None, Some(end)) => Some(Message::new("price-period-to").with("end", date(end))),
        (Some(start), Some(end)) => Some(
            Message::new("price-period")
                .with("start", date(start))
                .with("end", date(end)),
        ),
    }
}

/// What `price_source` says, in the reader's language; empty for an empty source.
pub fn explain(ctx: &Ctx, source: &str) -> String {
    if source == MANUAL {
        return ctx.text("price-source-manual");
    }
    let parts: Vec<String> = PriceSource::read(source)
        .iter()
        .flat_map(PriceSource::messages)
        .map(|message| ctx.say(&message))
        .collect();
    parts.join(&ctx.text("price-source-joint"))
}

#[cfg(test)]
mod tests {
    use super::PriceSource;
    use super::Reason;
    use crate::ids::PriceListId;
    use crate::ids::PriceListItemId;

    #[test]
    fn a_stored_source_reads_back_and_stays_short() {
        let source = PriceSource::List {
            list: PriceListId::from(7),
            item: PriceListItemId::from(9),
            code: "DEALER".to_owned(),
            name: "Dealers".to_owned(),
            reason: Reason::Agreed,
            group: String::new(),
            minimum: tenon_db::Quantity::whole(10),
            unit: "pcs".to_owned(),
            start: "2026-01-01".parse().ok(),
            end: None,
        };
        let stored = source.store();
        assert_eq!(
            stored,
            r#"{"kind":"list","list":7,"item":9,"code":"DEALER","name":"Dealers","reason":"agreed","minimum":"10","unit":"pcs","start":"2026-01-01"}"#
        );
        assert_eq!(PriceSource::read(&stored), Some(source));
        assert_eq!(PriceSource::read(""), None);
        assert_eq!(PriceSource::Product.store(), r#"{"kind":"product"}"#);
    }
}
