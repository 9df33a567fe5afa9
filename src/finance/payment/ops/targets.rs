//! Which open items a payment or a credit settles, and how much of each.
use crate::finance::payment::AllocateTo;
use crate::ids::CompanyId;
use crate::ids::OpenItemId;
use crate::ids::PartyId;
use crate::ids::Subject;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use crate::ledger::open_item::OpenItem;
use crate::ledger::open_item::Pair;
use crate::ledger::open_item::oldest_first;
use crate::ledger::open_item::queries;
use tenon_db::Money;

/// What settles: so much in a currency, for a party of a company, from one side.
pub struct Source<'a> {
    pub company: CompanyId,
    pub party: PartyId,
    pub currency: &'a str,
    /// It stands in credit (money in, a credit note), so it takes debits; else the other way round.
    pub is_credit: bool,
    pub available: Money,
}

/// An item that is settled, and how much of it: what it gets of the source, and the discount besides.
pub struct Target {
    pub item: OpenItem,
    pub amount: Money,
    pub discount: Money,
}

impl Source<'_> {
    /// Whether the item is one this can settle.
    fn takes(&self, item: &OpenItem) -> bool {
        item.party_id == self.party && item.currency == self.currency && item.amount.is_negative() != self.is_credit
    }

    /// The pair of its own item and a target.
    pub fn pair(&self, own: OpenItemId, target: &Target) -> Pair {
        let (debit, credit) = if self.is_credit {
            (target.item.id, own)
        } else {
            (own, target.item.id)
        };
        Pair {
            debit,
            credit,
            amount: target.amount,
            discount: target.discount,
        }
    }
}

/// The items named, each with the amount named or all that is open of it as far as there is enough; then, if asked, the
/// oldest others first.
pub fn choose(tx: &mut Tx<'_>, source: &Source<'_>, named: &[AllocateTo], and_oldest: bool) -> Result<Vec<Target>> {
    let mut left = source.available;
    let mut targets = Vec::new();
    let ids: Vec<OpenItemId> = named.iter().map(|one| one.id).collect();
    let mut items = if ids.is_empty() {
        std::collections::BTreeMap::new()
    } else {
        queries::get_many(tx.conn, source.company, &ids)?
    };
    for (one, index) in named.iter().zip(0_i64..) {
        let discount = one.discount_amount.unwrap_or_default();
        if one.amount.is_some_and(Money::is_zero) && discount.is_zero() {
            continue;
        }
        let wrong =
            |field: &str, message: Message| Err(Error::invalid(format!("allocations.{index}.{field}"), message));
        let Some(item) = items.remove(&one.id) else {
            return wrong("id", Message::new("problem-not-offered"));
        };
        if !source.takes(&item) {
            let message = Message::new("allocation-not-of-party").with("number", &item.document_number);
            return wrong("id", message);
        }
        let open = item.open_amount.abs();
        let amount = one.amount.unwrap_or_else(|| (open - discount).min(left));
        // Less than nothing would free more of the source than there is.
        if amount.is_negative() {
            let field = if one.amount.is_some() {
                "amount"
            } else {
                "discount_amount"
            };
            let message = Message::new("allocation-below-nothing")
                .with("number", &item.document_number)
                .with("open", (open, source.currency));
            return wrong(field, message);
        }
        if amount > left {
            let message = Message::new("allocation-over-payment")
                .with("available", (source.available, source.currency))
                .with("number", &item.document_number);
            return wrong("amount", message);
        }
        if amount.is_zero() && discount.is_zero() {
            continue;
        }
        left -= amount;
        targets.push(Target {
            item,
            amount: amount + discount,
            discount,
        });
    }
    if and_oldest && left.is_positive() {
        targets.extend(oldest(tx, source, left, &ids)?);
    }
    Ok(targets)
}

fn oldest(tx: &mut Tx<'_>, source: &Source<'_>, left: Money, but: &[OpenItemId]) -> Result<Vec<Target>> {
    let open = queries::open_of_party(tx.conn, source.company, source.party)?;
    let open: Vec<OpenItem> = open
        .into_iter()
        .filter(|item| source.takes(item) && !but.contains(&item.id))
        .collect();
    let amounts: Vec<Money> = open.iter().map(|item| item.open_amount.abs()).collect();
    let (parts, _) = oldest_first(left, &amounts);
    let targets = open.into_iter().zip(parts).filter(|(_, amount)| amount.is_positive());
    let target = |(item, amount)| Target {
        item,
        amount,
        discount: Money::ZERO,
    };
    Ok(targets.map(target).collect())
}

/// The documents of the targets, each once.
pub fn documents(targets: &[Target]) -> Vec<Subject> {
    let mut documents: Vec<Subject> = targets.iter().filter_map(|target| target.item.origin()).collect();
    documents.sort_unstable();
    documents.dedup();
    documents
}

/// Puts the settling document after those it settles, in their chains.
pub fn link(tx: &mut Tx<'_>, targets: &[Target], to: Subject) {
    for from in documents(targets) {
        tx.link(from, to);
    }
}
