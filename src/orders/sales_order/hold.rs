//! Why an order is held: kept as a short code with its figures, said in the reader's language.
use crate::kernel::error::Message;
use tenon_db::Money;

/// What keeps an order from being confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hold {
    /// The customer is blocked in this company.
    Blocked,
    /// Open items, orders on the way and this one are more than the limit, in the company's currency.
    OverLimit { exposure: Money, limit: Money },
    /// Somebody stopped it.
    ByHand(String),
}

/// What one customer owes and will owe, in the company's currency.
#[derive(Debug, Clone, Copy, Default)]
pub struct Exposure {
    pub limit: Option<Money>,
    /// Open items.
    pub open: Money,
    /// What confirmed orders will still add: not yet invoiced, with tax.
    pub orders: Money,
    pub is_blocked: bool,
}

impl Exposure {
    pub fn used(&self) -> Money {
        self.open + self.orders
    }

    /// Whether an order of this total must wait.
    pub fn check(&self, total: Money) -> Option<Hold> {
        if self.is_blocked {
            return Some(Hold::Blocked);
        }
        let exposure = self.used() + total;
        let limit = self.limit.filter(|limit| exposure > *limit)?;
        Some(Hold::OverLimit { exposure, limit })
    }
}

impl Hold {
    /// The short code, for lists and programs.
    pub fn code(&self) -> &'static str {
        match self {
            Hold::Blocked => "blocked",
            Hold::OverLimit { .. } => "over-limit",
            Hold::ByHand(_) => "by-hand",
        }
    }

    /// The message that names it in a list.
    pub fn code_key(&self) -> &'static str {
        match self {
            Hold::Blocked => "hold-code-blocked",
            Hold::OverLimit { .. } => "hold-code-over-limit",
            Hold::ByHand(_) => "hold-code-by-hand",
        }
    }

    /// As it is kept in `sales_order.hold_reason`.
    pub fn to_text(&self) -> String {
        match self {
            Hold::Blocked => "blocked".to_owned(),
            Hold::OverLimit { exposure, limit } => format!("over-limit {exposure} {limit}"),
            Hold::ByHand(reason) => format!("by-hand {reason}"),
        }
    }

    pub fn from_text(text: &str) -> Option<Hold> {
        let (code, rest) = text.split_once(' ').unwrap_or((text, ""));
        match code {
            "blocked" => Some(Hold::Blocked),
            "over-limit" => {
                let (exposure, limit) = rest.split_once(' ')?;
                Some(Hold::OverLimit {
                    exposure: exposure.parse().ok()?,
                    limit: limit.parse().ok()?,
                })
            }
            "by-hand" => Some(Hold::ByHand(rest.to_owned())),
            _ => None,
        }
    }

    /// The sentence, with amounts in the company's currency.
    pub fn message(&self, currency: &str) -> Message {
        match self {
            Hold::Blocked => Message::new("hold-blocked"),
            Hold::OverLimit { exposure, limit } => Message::new("hold-over-limit")
                .with("exposure", (*exposure, currency))
                .with("limit", (*limit, currency)),
            Hold::ByHand(reason) if reason.is_empty() => Message::new("hold-by-hand"),
            Hold::ByHand(reason) => Message::new("hold-by-hand-because").with("reason", reason),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_may_use_the_limit_up_but_not_go_over_it() {
        let exposure = Exposure {
            limit: Some(Money::whole(1_000)),
            open: Money::whole(600),
            orders: Money::whole(300),
            is_blocked: false,
        };
        assert_eq!(exposure.check(Money::whole(100)), None);
        let held = Hold::OverLimit {
            exposure: Money::whole(1_001),
            limit: Money::whole(1_000),
        };
        assert_eq!(exposure.check(Money::whole(101)), Some(held));
        let free = Exposure {
            limit: None,
            ..exposure
        };
        assert_eq!(free.check(Money::whole(1_000_000)), None);
        let blocked = Exposure {
            is_blocked: true,
            ..free
        };
        assert_eq!(blocked.check(Money::whole(1)), Some(Hold::Blocked));
    }

    #[test]
    fn a_reason_is_kept_and_read_back() {
        let holds = [
            Hold::Blocked,
            Hold::OverLimit {
                exposure: Money::whole(1_001),
                limit: Money::ZERO,
            },
            Hold::ByHand("asks for a visit first".to_owned()),
            Hold::ByHand(String::new()),
        ];
        for hold in holds {
            assert_eq!(Hold::from_text(&hold.to_text()), Some(hold));
        }
        assert_eq!(Hold::from_text(""), None);
    }
}
