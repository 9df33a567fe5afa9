//! Which price a line gets, as a pure rule over the lists and prices that were read.
use crate::catalog::price::PriceList;
use crate::catalog::price::PriceListItem;
use crate::catalog::price::source::Reason;
use crate::ids::CompanyId;
use crate::ids::PriceListId;
use crate::ids::ProductId;
use chrono::NaiveDate;
use std::cmp::Reverse;
use tenon_db::Quantity;

/// For whom, in which money and when prices are asked.
#[derive(Debug, Clone)]
pub struct Situation<'a> {
    pub company: CompanyId,
    pub agreed: Option<PriceListId>,
    pub customer_group: &'a str,
    pub currency: &'a str,
    pub date: NaiveDate,
}

tenon_db::code_enum! {
    /// What became of a price, and why it does not apply.
    pub enum Verdict {
        Applies = "applies",
        /// Another price of the same list is more specific: a larger break, a later start, a lower price.
        LessSpecific = "less-specific",
        /// A list that is asked before has a price.
        AskedLater = "asked-later",
        /// The quantity is below the break.
        TooLittle = "too-little",
        NotYet = "not-yet",
        NoLonger = "no-longer",
        OtherCurrency = "other-currency",
        OtherGroup = "other-group",
        OtherCompany = "other-company",
        Archived = "archived",
    }
}

impl Verdict {
    pub fn message_key(self) -> &'static str {
        match self {
            Verdict::Applies => "price-verdict-applies",
            Verdict::LessSpecific => "price-verdict-less-specific",
            Verdict::AskedLater => "price-verdict-asked-later",
            Verdict::TooLittle => "price-verdict-too-little",
            Verdict::NotYet => "price-verdict-not-yet",
            Verdict::NoLonger => "price-verdict-no-longer",
            Verdict::OtherCurrency => "price-verdict-other-currency",
            Verdict::OtherGroup => "price-verdict-other-group",
            Verdict::OtherCompany => "price-verdict-other-company",
            Verdict::Archived => "price-verdict-archived",
        }
    }
}

impl Situation<'_> {
    /// Why a list is asked at all, or why not.
    pub fn reason(&self, list: &PriceList) -> Result<Reason, Verdict> {
        if !list.is_active {
            return Err(Verdict::Archived);
        }
        if list.company_id.is_some_and(|company| company != self.company) {
            return Err(Verdict::OtherCompany);
        }
        if list.currency != self.currency {
            return Err(Verdict::OtherCurrency);
        }
        if self.agreed == Some(list.id) {
            return Ok(Reason::Agreed);
        }
        match list.customer_group.as_str() {
            "" => Ok(Reason::Everyone),
            group if group == self.customer_group => Ok(Reason::Group),
            _ => Err(Verdict::OtherGroup),
        }
    }

    /// Whether a price holds for a quantity (in the base unit) on the day.
    pub fn holds(&self, item: &PriceListItem, quantity: Quantity) -> Result<(), Verdict> {
        if item.start_date.is_some_and(|start| self.date < start) {
            return Err(Verdict::NotYet);
        }
        if item.end_date.is_some_and(|end| self.date > end) {
            return Err(Verdict::NoLonger);
        }
        if quantity < item.minimum_quantity {
            return Err(Verdict::TooLittle);
        }
        Ok(())
    }

    /// The lists that apply, in the order they are asked.
    pub fn in_order<'l>(&self, lists: &'l [PriceList]) -> Vec<(&'l PriceList, Reason)> {
        let applying = lists.iter().filter_map(|list| Some((list, self.reason(list).ok()?)));
        let mut asked: Vec<(&PriceList, Reason)> = applying.collect();
        // The code decides last, so that the answer never depends on how rows were read.
        asked.sort_by(|(one, why), (two, other_why)| {
            let key = |list: &PriceList, why: Reason| (why, list.priority);
            key(one, *why)
                .cmp(&key(two, *other_why))
                .then_with(|| one.code.cmp(&two.code))
        });
        asked
    }
}

/// The first list that has a price for the product; in it the largest break that is reached, then the latest start, then
/// the lowest price.
pub fn choose<'l>(
    situation: &Situation<'_>,
    lists: &[(&'l PriceList, Reason)],
    items: &'l [PriceListItem],
    product: ProductId,
    quantity: Quantity,
) -> Option<(&'l PriceList, Reason, &'l PriceListItem)> {
    lists.iter().find_map(|(list, reason)| {
        let of_list = items
            .iter()
            .filter(|item| item.price_list_id == list.id && item.product_id == product);
        let best = of_list
            .filter(|item| situation.holds(item, quantity).is_ok())
            .max_by_key(|item| {
                (
                    item.minimum_quantity,
                    item.start_date,
                    Reverse(item.unit_price),
                    item.id,
                )
            });
        best.map(|item| (*list, *reason, item))
    })
}

/// What became of every price of a product: those of lists that are asked first on top, then those passed over.
pub fn verdicts<'l>(
    situation: &Situation<'_>,
    lists: &'l [PriceList],
    items: &'l [PriceListItem],
    product: ProductId,
    quantity: Quantity,
) -> Vec<(&'l PriceListItem, Verdict)> {
    let asked = situation.in_order(lists);
    let chosen = choose(situation, &asked, items, product, quantity).map(|(list, _, item)| (list.id, item.id));
    let of_list = |list: &PriceList| {
        let id = list.id;
        let own = move |item: &&PriceListItem| item.price_list_id == id && item.product_id == product;
        items.iter().filter(own)
    };
    let verdict = |list: &PriceList, item: &PriceListItem| match (situation.holds(item, quantity), chosen) {
        (Err(why), _) => why,
        (Ok(()), Some((_, winner))) if winner == item.id => Verdict::Applies,
        (Ok(()), Some((winner, _))) if winner == list.id => Verdict::LessSpecific,
        (Ok(()), _) => Verdict::AskedLater,
    };
    let mut all: Vec<(&PriceListItem, Verdict)> = Vec::new();
    for (list, _) in &asked {
        all.extend(of_list(list).map(|item| (item, verdict(list, item))));
    }
    for list in lists {
        if let Err(why) = situation.reason(list) {
            all.extend(of_list(list).map(|item| (item, why)));
        }
    }
    all
}

#[cfg(test)]
#[path = "choose_tests.rs"]
mod tests;
