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

/// Why a list or price does not apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassedOver {
    Archived,
    OtherCompany,
    OtherGroup,
    OtherCurrency,
    NotYet,
    NoLonger,
    /// The quantity is below the break.
    TooLittle,
}

impl Situation<'_> {
    /// Why a list is asked at all, or why not.
    pub fn reason(&self, list: &PriceList) -> Result<Reason, PassedOver> {
        if !list.is_active {
            return Err(PassedOver::Archived);
        }
        if list.company_id.is_some_and(|company| company != self.company) {
            return Err(PassedOver::OtherCompany);
        }
        if list.currency != self.currency {
            return Err(PassedOver::OtherCurrency);
        }
        if self.agreed == Some(list.id) {
            return Ok(Reason::Agreed);
        }
        match list.customer_group.as_str() {
            "" => Ok(Reason::Everyone),
            group if group == self.customer_group => Ok(Reason::Group),
            _ => Err(PassedOver::OtherGroup),
        }
    }

    /// Whether a price holds for a quantity (in the base unit) on the day.
    pub fn holds(&self, item: &PriceListItem, quantity: Quantity) -> Result<(), PassedOver> {
        if item.start_date.is_some_and(|start| self.date < start) {
            return Err(PassedOver::NotYet);
        }
        if item.end_date.is_some_and(|end| self.date > end) {
            return Err(PassedOver::NoLonger);
        }
        if quantity < item.minimum_quantity {
            return Err(PassedOver::TooLittle);
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

#[cfg(test)]
#[path = "choose_tests.rs"]
mod tests;
