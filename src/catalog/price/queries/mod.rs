//! Reads of price lists, and the prices of a document's lines in a handful of statements.
pub mod list;

use crate::catalog::price::Price;
use crate::catalog::price::PriceLine;
use crate::catalog::price::PriceList;
use crate::catalog::price::PriceListItem;
use crate::catalog::price::PriceQuestion;
use crate::catalog::price::PriceSource;
use crate::catalog::price::choose::Situation;
use crate::catalog::price::choose::choose;
use crate::catalog::price::source::Reason;
use crate::catalog::product::Product;
use crate::catalog::unit;
use crate::catalog::unit::Conversions;
use crate::ids::CompanyId;
use crate::ids::PartyId;
use crate::ids::PriceListId;
use crate::ids::PriceListItemId;
use crate::ids::ProductId;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Quantity;
use tenon_schema::currency;
use tenon_schema::party;
use tenon_schema::party_terms;
use tenon_schema::price_list;
use tenon_schema::price_list_item;
use tenon_schema::product;
use tenon_schema::quotation;
use tenon_schema::sales_order;
use tenon_schema::unit as unit_table;

/// Most price lists there are.
pub const LISTS_MAX: i64 = 500;
/// Most prices of one list, and most that are read for one document.
pub const PRICES_MAX: i64 = 20_000;

pub fn get(conn: &mut Conn, id: PriceListId) -> Result<PriceList> {
    found(
        price_list::table.find(id).select(PriceList::as_select()).first(conn),
        "price-list",
    )
}

pub fn get_item(conn: &mut Conn, id: PriceListItemId) -> Result<PriceListItem> {
    let row = price_list_item::table
        .find(id)
        .select(PriceListItem::as_select())
        .first(conn);
    found(row, "price-list-item")
}

/// The lists in use that a company may choose, by code.
pub fn usable(conn: &mut Conn, company: CompanyId) -> Result<Vec<PriceList>> {
    let rows = price_list::table
        .filter(price_list::is_active.eq(true))
        .filter(price_list::company_id.is_null().or(price_list::company_id.eq(company)))
        .order(price_list::code.asc())
        .select(PriceList::as_select())
        .limit(LISTS_MAX)
        .load(conn)?;
    Ok(rows)
}

/// The same for selects: id and "DEALER Dealers 2026".
pub fn choices(conn: &mut Conn, company: CompanyId) -> Result<Vec<(String, String)>> {
    let lists = usable(conn, company)?;
    Ok(lists.iter().map(|list| (list.id.to_string(), list.label())).collect())
}

/// Codes of the currencies in use, for selects.
pub fn currencies(conn: &mut Conn) -> Result<Vec<(String, String)>> {
    let rows: Vec<String> = currency::table
        .filter(currency::is_active.eq(true))
        .order(currency::code.asc())
        .select(currency::code)
        .limit(LISTS_MAX)
        .load(conn)?;
    Ok(rows.into_iter().map(|code| (code.clone(), code)).collect())
}

/// Whether a customer's terms or a document name the list.
pub fn is_used(conn: &mut Conn, id: PriceListId) -> Result<bool> {
    use diesel::dsl::exists;
    let used = exists(party_terms::table.filter(party_terms::price_list_id.eq(id)))
        .or(exists(quotation::table.filter(quotation::price_list_id.eq(id))))
        .or(exists(sales_order::table.filter(sales_order::price_list_id.eq(id))));
    Ok(diesel::select(used).get_result(conn)?)
}

/// The active lists in the question's currency that the company may use.
fn lists(conn: &mut Conn, question: &PriceQuestion) -> Result<Vec<PriceList>> {
    let rows = price_list::table
        .filter(price_list::is_active.eq(true))
        .filter(price_list::currency.eq(&question.currency))
        .filter(
            price_list::company_id
                .is_null()
                .or(price_list::company_id.eq(question.company)),
        )
        .select(PriceList::as_select())
        .limit(LISTS_MAX)
        .load(conn)?;
    Ok(rows)
}

/// The group of the customer; not read when no list asks for one.
pub fn group_of(conn: &mut Conn, lists: &[PriceList], id: Option<PartyId>) -> Result<String> {
    let matters = lists.iter().any(|list| !list.customer_group.is_empty());
    let Some(id) = id.filter(|_| matters) else {
        return Ok(String::new());
    };
    let group = party::table
        .find(id)
        .select(party::customer_group)
        .first(conn)
        .optional()?;
    Ok(group.unwrap_or_default())
}

fn items(conn: &mut Conn, lists: &[(&PriceList, Reason)], products: &[ProductId]) -> Result<Vec<PriceListItem>> {
    if lists.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<PriceListId> = lists.iter().map(|(list, _)| list.id).collect();
    let rows = price_list_item::table
        .filter(price_list_item::price_list_id.eq_any(ids))
        .filter(price_list_item::product_id.eq_any(products.to_vec()))
        .select(PriceListItem::as_select())
        .limit(PRICES_MAX)
        .load(conn)?;
    Ok(rows)
}

/// The products asked about with the codes of their base units.
fn products(conn: &mut Conn, ids: &[ProductId]) -> Result<BTreeMap<ProductId, (Product, String)>> {
    let rows: Vec<(Product, String)> = product::table
        .inner_join(unit_table::table)
        .filter(product::id.eq_any(ids.to_vec()))
        .select((Product::as_select(), unit_table::code))
        .limit(PRICES_MAX)
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(product, unit)| (product.id, (product, unit)))
        .collect())
}

/// Everything a set of lines needs to be priced.
struct Book {
    products: BTreeMap<ProductId, (Product, String)>,
    conversions: Conversions,
    lists: Vec<PriceList>,
    group: String,
}

impl Book {
    fn read(conn: &mut Conn, question: &PriceQuestion) -> Result<Book> {
        let mut ids: Vec<ProductId> = question.lines.iter().map(|line| line.product).collect();
        ids.sort_unstable();
        ids.dedup();
        let products = products(conn, &ids)?;
        let is_base = |line: &PriceLine| {
            products
                .get(&line.product)
                .is_some_and(|(product, _)| product.unit_id == line.unit)
        };
        // Lines in base units, nearly all, need no conversions.
        let conversions = if question.lines.iter().all(is_base) {
            Conversions::default()
        } else {
            unit::queries::conversions(conn, &ids)?
        };
        let lists = lists(conn, question)?;
        let group = group_of(conn, &lists, question.party)?;
        Ok(Book {
            products,
            conversions,
            lists,
            group,
        })
    }
}

/// The price of each line in the question's currency for one of its unit, with where it comes from; `None` where
/// neither a list nor the product has one in that currency.
pub fn prices(conn: &mut Conn, question: &PriceQuestion) -> Result<Vec<Option<Price>>> {
    if question.lines.is_empty() {
        return Ok(Vec::new());
    }
    let book = Book::read(conn, question)?;
    let situation = Situation {
        company: question.company,
        agreed: question.price_list,
        customer_group: &book.group,
        currency: &question.currency,
        date: question.date,
    };
    let asked = situation.in_order(&book.lists);
    let ids: Vec<ProductId> = book.products.keys().copied().collect();
    let items = items(conn, &asked, &ids)?;
    let mut of_product: BTreeMap<ProductId, Vec<PriceListItem>> = BTreeMap::new();
    for item in items {
        of_product.entry(item.product_id).or_default().push(item);
    }
    let price = |line: &PriceLine| {
        let (product, unit) = book.products.get(&line.product).ok_or(Error::NotFound("product"))?;
        let quantity = base_quantity(&book.conversions, product, line)?;
        let items = of_product.get(&line.product).map_or(&[][..], Vec::as_slice);
        let chosen = choose(&situation, &asked, items, line.product, quantity);
        let (per_base, source) = match chosen {
            Some((list, reason, item)) => (item.unit_price, listed(list, reason, item, unit)),
            None if product.list_currency == question.currency && product.list_price.is_positive() => {
                (product.list_price, PriceSource::Product)
            }
            None => return Ok(None),
        };
        let unit_price = book.conversions.price_in(product, line.unit, per_base)?;
        let source = source.store();
        Ok(Some(Price { unit_price, source }))
    };
    question.lines.iter().map(price).collect()
}

/// In the base unit. Lines in it are taken as they are: whether they have too many decimals is for the document to say.
fn base_quantity(conversions: &Conversions, product: &Product, line: &PriceLine) -> Result<Quantity> {
    if line.unit == product.unit_id {
        return Ok(line.quantity);
    }
    conversions.to_base(product, line.unit, line.quantity)
}

fn listed(list: &PriceList, reason: Reason, item: &PriceListItem, unit: &str) -> PriceSource {
    let group = if reason == Reason::Group {
        list.customer_group.clone()
    } else {
        String::new()
    };
    PriceSource::List {
        list: list.id,
        item: item.id,
        code: list.code.clone(),
        name: list.name.clone(),
        reason,
        group,
        minimum: item.minimum_quantity,
        unit: unit.to_owned(),
        start: item.start_date,
        end: item.end_date,
    }
}
