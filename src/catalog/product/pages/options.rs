//! Options of product comboboxes: found like in search, with the price that would apply, and what choosing one fills in.
use super::SEARCH;
use crate::catalog::price;
use crate::catalog::price::Price;
use crate::catalog::price::PriceLine;
use crate::catalog::price::PriceQuestion;
use crate::catalog::product::Product;
use crate::catalog::product::queries;
use crate::catalog::unit;
use crate::company::activity::access;
use crate::ids::PartyId;
use crate::ids::PriceListId;
use crate::ids::ProductId;
use crate::ids::UnitId;
use crate::kernel::error::Result;
use crate::kernel::message::Language;
use crate::kernel::search;
use crate::kernel::view::ComboOption;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::permission::Permission::PriceRead;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Quantity;

/// Most options of one answer.
const OPTIONS_MAX: usize = 12;
/// Hits asked for, since some may be archived or not sold.
const HITS_MAX: usize = 40;

/// What the form around the combobox says: `?q=&sold=yes&stocked=yes&party_id=&price_list_id=&currency=&date=&language=`.
struct Asked {
    text: String,
    only_sold: bool,
    only_stocked: bool,
    /// Code of the language names are wanted in.
    language: &'static str,
    question: Option<PriceQuestion>,
}

impl Asked {
    fn of(ctx: &Ctx, req: &Req) -> Asked {
        let number = |name: &str| req.query(name).parse::<i64>().ok();
        let currency = req.query("currency").to_owned();
        let question = PriceQuestion {
            company: ctx.company.id,
            party: number("party_id").map(PartyId::from),
            price_list: number("price_list_id").map(PriceListId::from),
            date: ctx.formats.parse_date(req.query("date")).unwrap_or_else(|| ctx.today()),
            lines: Vec::new(),
            currency,
        };
        let own = ctx.messages.language();
        Asked {
            text: req.query("q").trim().to_owned(),
            only_sold: req.query("sold") == "yes",
            only_stocked: req.query("stocked") == "yes",
            language: Language::from_code(req.query("language")).unwrap_or(own).code(),
            question: Some(question).filter(|question| !question.currency.is_empty() && ctx.may(PriceRead)),
        }
    }
}

/// The products that match, best first: an exact code or barcode before anything else.
fn matching(conn: &mut Conn, ctx: &Ctx, asked: &Asked) -> Result<Vec<Product>> {
    let limit = i64::try_from(HITS_MAX).unwrap_or(0);
    let mut found: Vec<Product> = if asked.text.is_empty() {
        queries::first_by_name(conn, limit)?
    } else {
        let hits = search::find(conn, &ctx.actor, &[SEARCH], &asked.text, HITS_MAX, access::is_open)?;
        let ids: Vec<ProductId> = hits.iter().map(|hit| ProductId::from(hit.subject.raw())).collect();
        let mut known = queries::get_many(conn, &ids)?;
        let exact = queries::scanned(conn, &asked.text)?;
        let rest = ids.iter().filter_map(|id| known.remove(id));
        let rest: Vec<Product> = rest
            .filter(|one| Some(one.id) != exact.as_ref().map(|exact| exact.id))
            .collect();
        exact.into_iter().chain(rest).collect()
    };
    found.retain(|one| one.is_active && (one.is_sold || !asked.only_sold) && (one.is_stocked() || !asked.only_stocked));
    found.truncate(OPTIONS_MAX);
    Ok(found)
}

fn prices(conn: &mut Conn, asked: &Asked, products: &[Product]) -> Result<Vec<Option<Price>>> {
    let Some(question) = &asked.question else {
        return Ok(vec![None; products.len()]);
    };
    let line = |product: &Product| PriceLine {
        product: product.id,
        unit: product.unit_id,
        quantity: Quantity::whole(1),
    };
    let question = PriceQuestion {
        lines: products.iter().map(line).collect(),
        ..question.clone()
    };
    price::queries::prices(conn, &question)
}

pub fn search(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let asked = Asked::of(ctx, req);
    let (products, prices, units, names) = ctx.read(|conn| {
        let products = matching(conn, ctx, &asked)?;
        let prices = prices(conn, &asked, &products)?;
        let units: Vec<UnitId> = products.iter().map(|one| one.unit_id).collect();
        let ids: Vec<ProductId> = products.iter().map(|one| one.id).collect();
        let units = unit::queries::get_many(conn, &units)?;
        let names = queries::names(conn, &ids, asked.language)?;
        Ok((products, prices, units, names))
    })?;
    let options = products
        .iter()
        .zip(&prices)
        .map(|(product, price)| option(ctx, &asked, product, price.as_ref(), &units, &names));
    Reply::json(&options.collect::<Vec<_>>())
}

fn option(
    ctx: &Ctx,
    asked: &Asked,
    product: &Product,
    price: Option<&Price>,
    units: &BTreeMap<UnitId, unit::Unit>,
    names: &BTreeMap<ProductId, String>,
) -> ComboOption {
    let unit = units
        .get(&product.unit_id)
        .map(|unit| unit.code.clone())
        .unwrap_or_default();
    let name = names.get(&product.id).unwrap_or(&product.name).clone();
    let figure = match (price, &asked.question) {
        (Some(price), Some(question)) => Some(
            ctx.formats
                .unit_price(price.unit_price.to_decimal(), &question.currency),
        ),
        _ => None,
    };
    let right = figure
        .as_ref()
        .map(|figure| format!("{figure} / {unit}"))
        .unwrap_or_default();
    let mut fill = vec![
        ("description".to_owned(), name.clone()),
        ("unit".to_owned(), unit),
        ("unit_id".to_owned(), product.unit_id.to_string()),
    ];
    fill.extend(figure.map(|figure| ("unit_price".to_owned(), figure)));
    ComboOption {
        id: product.id.to_string(),
        text: product.code.clone(),
        sub: name,
        right,
        flag: if product.is_stocked() {
            String::new()
        } else {
            ctx.text(product.kind.message_key())
        },
        fill,
    }
}
