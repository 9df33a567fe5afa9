//! What a credit (money on account, a credit note) most likely pays.
use crate::ids::OpenItemId;
use crate::ledger::open_item::OpenItem;

/// Why one thinks so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Its reference names the documents.
    Named,
    /// Just as much is open of a document.
    SameAmount,
    /// The oldest, as far as it goes.
    Oldest,
    /// Nothing is open that it could pay.
    Nothing,
}

impl Why {
    /// The sentence that says so; it names `$documents`.
    pub fn message_key(self) -> &'static str {
        match self {
            Why::Named => "proposal-named",
            Why::SameAmount => "proposal-same-amount",
            Why::Oldest => "proposal-oldest",
            Why::Nothing => "proposal-nothing",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub why: Why,
    pub items: Vec<OpenItemId>,
    pub documents: Vec<String>,
}

impl Proposal {
    fn of(why: Why, items: &[&OpenItem]) -> Proposal {
        let mut documents: Vec<String> = items.iter().map(|item| item.document_number.clone()).collect();
        documents.dedup();
        Proposal {
            why,
            items: items.iter().map(|item| item.id).collect(),
            documents,
        }
    }
}

/// What the credit could pay of these items (earliest due first): by its reference, by its amount, by age.
pub fn propose(credit: &OpenItem, reference: &str, items: &[OpenItem]) -> Proposal {
    let is_payable = |item: &&OpenItem| {
        item.company_id == credit.company_id
            && item.party_id == credit.party_id
            && item.currency == credit.currency
            && item.open_amount.is_positive()
    };
    let open: Vec<&OpenItem> = items.iter().filter(is_payable).collect();
    if open.is_empty() {
        return Proposal::of(Why::Nothing, &[]);
    }
    let words: Vec<String> = reference
        .split(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '-' | '/'))
        .map(str::to_lowercase)
        .collect();
    let is_named = |item: &&&OpenItem| words.contains(&item.document_number.to_lowercase());
    let named: Vec<&OpenItem> = open.iter().filter(is_named).copied().collect();
    if !named.is_empty() {
        return Proposal::of(Why::Named, &named);
    }
    let amount = credit.open_amount.abs();
    if let Some(same) = open.iter().find(|item| item.open_amount == amount) {
        return Proposal::of(Why::SameAmount, &[same]);
    }
    let mut left = amount;
    let oldest = open.into_iter().take_while(|item| {
        let is_reached = left.is_positive();
        left -= item.open_amount;
        is_reached
    });
    Proposal::of(Why::Oldest, &oldest.collect::<Vec<&OpenItem>>())
}
