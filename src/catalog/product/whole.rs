//! A product as its own command: what the form shows, and what an import changes only a part of.
use crate::catalog::product::NewProduct;
use crate::catalog::product::Product;
use crate::catalog::product::ProductText;
use crate::catalog::product::ProductUnit;
use crate::catalog::product::queries;
use crate::catalog::unit::convert::Ratio;
use crate::kernel::error::Result;
use crate::kernel::input::LongText;
use crate::kernel::message::Language;
use crate::kernel::translation;
use std::collections::BTreeMap;
use tenon_db::Conn;

/// The product as its own command.
pub fn as_command(conn: &mut Conn, product: &Product) -> Result<NewProduct> {
    let units = queries::own_units(conn, product.id)?;
    let unit = |ratio: &Ratio| ProductUnit {
        unit_id: ratio.from,
        numerator: ratio.numerator,
        denominator: Some(ratio.denominator).filter(|denominator| *denominator != 1),
    };
    let text = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    Ok(NewProduct {
        company_id: None,
        code: product.code.clone(),
        name: product.name.clone(),
        description: LongText(product.description.clone()),
        kind: product.kind,
        category_id: product.category_id,
        unit_id: product.unit_id,
        barcode: text(&product.barcode),
        tax_class: text(&product.tax_class),
        list_price: Some(product.list_price).filter(|price| !price.is_zero()),
        list_currency: Some(product.list_currency.clone()),
        pack_text: text(&product.pack_text),
        supplier_id: product.supplier_id,
        reorder_quantity: Some(product.reorder_quantity).filter(|quantity| !quantity.is_zero()),
        tracking: Some(product.tracking),
        is_sold: Some(product.is_sold),
        texts: texts_of(&translation::of(conn, product.id)?),
        units: units.iter().map(unit).collect(),
    })
}

/// Texts by field and language, as the form has them: one row for each offered language.
pub fn texts_of(texts: &BTreeMap<(String, String), String>) -> Vec<ProductText> {
    let of = |language: &Language| {
        let text = |field: &str| texts.get(&(field.to_owned(), language.code().to_owned())).cloned();
        ProductText {
            language: language.code().to_owned(),
            name: text("name"),
            description: LongText(text("description").unwrap_or_default()),
        }
    };
    Language::OFFERED.iter().map(of).collect()
}
