//! Pricing of lines: one reading of products, units, prices and taxes for a whole document, whatever its length.
use crate::catalog::price;
use crate::catalog::price::Price;
use crate::catalog::price::PriceLine;
use crate::catalog::price::PriceQuestion;
use crate::catalog::product;
use crate::catalog::product::Product;
use crate::catalog::unit;
use crate::catalog::unit::Conversions;
use crate::catalog::unit::Unit;
use crate::ids::ProductId;
use crate::ids::UnitId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Problem;
use crate::kernel::error::Result;
use crate::ledger::currency;
use crate::ledger::tax;
use crate::ledger::tax::CodeOfLine;
use crate::ledger::tax::TaxRounding;
use crate::ledger::tax::TaxTable;
use crate::ledger::tax::TaxedLine;
use crate::orders::line::LineContext;
use crate::orders::line::MANUAL;
use crate::orders::line::NewLine;
use crate::orders::line::PricedLine;
use crate::orders::line::PricedLines;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Money;
use tenon_db::Percent;
use tenon_db::Quantity;
use tenon_db::UnitPrice;

/// What is known about the products of a document before it is priced.
struct Known {
    products: BTreeMap<ProductId, Product>,
    units: BTreeMap<UnitId, Unit>,
    conversions: Conversions,
}

/// Fills in what was left out, computes nets, taxes and totals; every problem is named with its line.
pub fn price_lines(conn: &mut Conn, context: &LineContext, lines: &[NewLine]) -> Result<PricedLines> {
    let known = known(conn, &context.language, lines)?;
    let mut problems = Vec::new();
    let measured: Vec<Option<Measured<'_>>> = lines
        .iter()
        .enumerate()
        .map(|(index, line)| measure(&known, line, index, &mut problems))
        .collect();
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let measured: Vec<Measured<'_>> = measured.into_iter().flatten().collect();
    let prices = prices(conn, context, lines, &measured)?;
    let settings = currency::queries::settings(conn, context.company)?;
    let decimals = settings.decimals_of(conn, &context.currency)?;
    let mut priced = Vec::with_capacity(lines.len());
    for (index, ((line, measured), price)) in lines.iter().zip(&measured).zip(prices).enumerate() {
        match amounts(line, measured, price, decimals) {
            Ok(line) => priced.push(line),
            Err(message) => problems.push(message.at(index)),
        }
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    tax_lines(conn, context, &measured, priced, (settings.tax_rounding, decimals))
}

fn known(conn: &mut Conn, language: &str, lines: &[NewLine]) -> Result<Known> {
    let mut ids: Vec<ProductId> = lines.iter().map(|line| line.product_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let products = product::queries::get_many_in(conn, &ids, language)?;
    let mut unit_ids: Vec<UnitId> = lines.iter().filter_map(|line| line.unit_id).collect();
    unit_ids.extend(products.values().map(|product| product.unit_id));
    unit_ids.sort_unstable();
    unit_ids.dedup();
    let units = unit::queries::get_many(conn, &unit_ids)?;
    let converts = lines.iter().any(|line| {
        let base = products.get(&line.product_id).map(|product| product.unit_id);
        line.unit_id.is_some() && line.unit_id != base
    });
    let conversions = if converts {
        unit::queries::conversions(conn, &ids)?
    } else {
        Conversions::default()
    };
    Ok(Known {
        products,
        units,
        conversions,
    })
}

/// A line whose product, unit and quantity are right.
struct Measured<'a> {
    product: &'a Product,
    unit: UnitId,
    base_quantity: Quantity,
}

/// Checks product, unit, quantity and discount of a line; notes every problem at its field.
fn measure<'a>(known: &'a Known, line: &NewLine, index: usize, problems: &mut Vec<Problem>) -> Option<Measured<'a>> {
    let before = problems.len();
    let mut wrong =
        |field: &str, message: Message| problems.push(Problem::new(format!("lines.{index}.{field}"), message));
    if !line.quantity.is_positive() {
        wrong("quantity", Message::new("problem-not-positive"));
    }
    if line.unit_price.is_some_and(UnitPrice::is_negative) {
        wrong("unit_price", Message::new("line-price-negative"));
    }
    let discount = line.discount_percent.unwrap_or(Percent::ZERO);
    if discount.is_negative() || discount > Percent::HUNDRED {
        wrong("discount_percent", Message::new("percent-out-of-range"));
    }
    let sold = known.products.get(&line.product_id);
    let Some(product) = sold.filter(|product| product.is_active && product.is_sold) else {
        let code = sold.map_or(line.product_id.to_string(), |product| product.code.clone());
        wrong("product_id", Message::new("line-product-not-sold").with("code", code));
        return None;
    };
    let unit_id = line.unit_id.unwrap_or(product.unit_id);
    let Some(unit) = known.units.get(&unit_id) else {
        wrong("unit_id", Message::new("line-unit-unknown").with("code", &product.code));
        return None;
    };
    let places = u32::try_from(unit.decimals).unwrap_or(Quantity::SCALE);
    if line.quantity.rounded(places, tenon_db::Rounding::Down) != line.quantity {
        let message = Message::new("line-quantity-too-fine")
            .with("code", &product.code)
            .with("unit", &unit.code)
            .with("decimals", unit.decimals);
        wrong("quantity", message);
    }
    let base = if unit_id == product.unit_id {
        Ok(line.quantity)
    } else {
        known.conversions.to_base(product, unit_id, line.quantity)
    };
    let base_quantity = match base {
        Ok(quantity) => quantity,
        Err(Error::Refused(message)) => {
            wrong("unit_id", message);
            return None;
        }
        Err(_) => {
            wrong("unit_id", Message::new("line-unit-unknown").with("code", &product.code));
            return None;
        }
    };
    (problems.len() == before).then_some(Measured {
        product,
        unit: unit_id,
        base_quantity,
    })
}

/// The price lists' answer for each line.
fn prices(
    conn: &mut Conn,
    context: &LineContext,
    lines: &[NewLine],
    measured: &[Measured<'_>],
) -> Result<Vec<Option<Price>>> {
    let asked = lines.iter().zip(measured).map(|(line, measured)| PriceLine {
        product: measured.product.id,
        unit: measured.unit,
        quantity: line.quantity,
    });
    let question = PriceQuestion {
        company: context.company,
        party: context.party,
        price_list: context.price_list,
        currency: context.currency.clone(),
        date: context.date,
        lines: asked.collect(),
    };
    price::queries::prices(conn, &question)
}

/// What is wrong with a line and in which field.
struct Wrong(&'static str, Message);

impl Wrong {
    fn at(self, index: usize) -> Problem {
        Problem::new(format!("lines.{index}.{}", self.0), self.1)
    }
}

/// Price and net of a line. A typed price that is the list's own keeps the list's explanation.
fn amounts(
    line: &NewLine,
    measured: &Measured<'_>,
    price: Option<Price>,
    decimals: u32,
) -> std::result::Result<PricedLine, Wrong> {
    let product = measured.product;
    let (unit_price, price_source) = match (line.unit_price, price) {
        (Some(typed), Some(price)) if price.unit_price == typed => (typed, price.source),
        (Some(typed), _) => (typed, MANUAL.to_owned()),
        (None, Some(price)) => (price.unit_price, price.source),
        (None, None) => {
            let message = Message::new("line-without-price").with("code", &product.code);
            return Err(Wrong("unit_price", message));
        }
    };
    let discount = line.discount_percent.unwrap_or(Percent::ZERO);
    let too_large = |_| Wrong("quantity", Message::new("amount-too-large"));
    let gross = line.quantity.amount_less(unit_price, Percent::ZERO, decimals);
    let amount = line
        .quantity
        .amount_less(unit_price, discount, decimals)
        .map_err(too_large)?;
    Ok(PricedLine {
        product: product.id,
        product_code: product.code.clone(),
        description: line.description.clone().unwrap_or_else(|| product.name.clone()),
        kind: product.kind,
        unit: measured.unit,
        quantity: line.quantity,
        base_quantity: measured.base_quantity,
        unit_price,
        price_source,
        discount_percent: discount,
        tax_code: line.tax_code_id,
        gross: gross.map_err(too_large)?,
        amount,
        net: amount,
        tax: Money::ZERO,
        requested_date: line.requested_date,
    })
}

/// Gives each line its tax code by product class and tax position where none was chosen, and computes the taxes. The net
/// of a line whose tax is contained in the price is what is left without it.
fn tax_lines(
    conn: &mut Conn,
    context: &LineContext,
    measured: &[Measured<'_>],
    mut lines: Vec<PricedLine>,
    (rounding, decimals): (TaxRounding, u32),
) -> Result<PricedLines> {
    let open = lines.iter().zip(measured).filter(|(line, _)| line.tax_code.is_none());
    let mut classes: Vec<String> = open.map(|(_, measured)| measured.product.tax_class.clone()).collect();
    classes.sort_unstable();
    classes.dedup();
    if !classes.is_empty() {
        let codes = tax::queries::for_classes(conn, context.company, context.tax_position, &classes)?;
        for (line, measured) in lines.iter_mut().zip(measured) {
            let usual = codes.get(&measured.product.tax_class).copied();
            line.tax_code = line.tax_code.or(usual);
        }
    }
    let codes: Vec<CodeOfLine> = lines
        .iter()
        .map(|line| CodeOfLine {
            code: line.tax_code,
            is_new: true,
        })
        .collect();
    let table = TaxTable::load(conn, context.company, context.date, &codes)?;
    let taxable: Vec<TaxedLine> = lines
        .iter()
        .map(|line| TaxedLine {
            amount: line.amount,
            tax_code: line.tax_code,
        })
        .collect();
    let taxed = table.compute(&taxable, rounding, decimals)?;
    for (line, taxed) in lines.iter_mut().zip(&taxed.lines) {
        line.net = taxed.net;
        line.tax = taxed.tax;
    }
    Ok(PricedLines {
        gross: lines.iter().map(|line| line.gross).sum(),
        discount: lines.iter().map(|line| line.gross - line.amount).sum(),
        lines,
        net: taxed.net,
        tax: taxed.tax,
        total: taxed.total,
        components: taxed.components,
    })
}
