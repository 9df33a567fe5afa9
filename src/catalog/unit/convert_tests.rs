use super::Conversions;
use super::Ratio;
use crate::catalog::product::Product;
use crate::catalog::product::ProductKind;
use crate::catalog::product::Tracking;
use crate::catalog::unit::Dimension;
use crate::catalog::unit::Unit;
use crate::ids::ProductCategoryId;
use crate::ids::ProductId;
use crate::ids::UnitId;
use crate::kernel::error::Error;
use std::collections::BTreeMap;
use tenon_db::Quantity;
use tenon_db::UnitPrice;

const PCS: UnitId = UnitId::new(1);
const DOZEN: UnitId = UnitId::new(2);
const BOX: UnitId = UnitId::new(3);
const PALLET: UnitId = UnitId::new(4);
const KG: UnitId = UnitId::new(5);
const GRAM: UnitId = UnitId::new(6);
const TONNE: UnitId = UnitId::new(7);
const POUND: UnitId = UnitId::new(8);

fn unit(id: UnitId, code: &str, decimals: i32) -> (UnitId, Unit) {
    let unit = Unit {
        id,
        code: code.to_owned(),
        name: code.to_owned(),
        dimension: Dimension::Count,
        decimals,
        is_active: true,
        version: 1,
    };
    (id, unit)
}

fn ratio(from: UnitId, to: UnitId, numerator: i64, denominator: i64) -> Ratio {
    Ratio {
        from,
        to,
        numerator,
        denominator,
    }
}

fn product(id: i64, unit_id: UnitId) -> Product {
    Product {
        id: ProductId::from(id),
        code: "WM-8".to_owned(),
        name: "Washing machine".to_owned(),
        description: String::new(),
        kind: ProductKind::Stocked,
        category_id: ProductCategoryId::from(1),
        unit_id,
        barcode: String::new(),
        tax_class: "standard".to_owned(),
        list_price: UnitPrice::ZERO,
        list_currency: "EUR".to_owned(),
        pack_text: String::new(),
        supplier_id: None,
        reorder_quantity: Quantity::ZERO,
        tracking: Tracking::None,
        is_sold: true,
        is_active: true,
        version: 1,
        created_at: chrono::NaiveDateTime::default(),
    }
}

/// Everything: 1 dozen = 12 pcs, 1 kg = 1,000 g, 1 t = 1,000 kg, 1 lb = 0.45359237 kg. Product 1: a box is 6 pcs, a
/// pallet 24 boxes. Product 2: a box is 10 pcs.
fn known() -> Conversions {
    Conversions {
        units: BTreeMap::from([
            unit(PCS, "pcs", 0),
            unit(DOZEN, "doz", 2),
            unit(BOX, "box", 3),
            unit(PALLET, "plt", 3),
            unit(KG, "kg", 3),
            unit(GRAM, "g", 3),
            unit(TONNE, "t", 6),
            unit(POUND, "lb", 6),
        ]),
        general: vec![
            ratio(DOZEN, PCS, 12, 1),
            ratio(KG, GRAM, 1_000, 1),
            ratio(TONNE, KG, 1_000, 1),
            ratio(POUND, KG, 45_359_237, 100_000_000),
        ],
        own: BTreeMap::from([
            (
                ProductId::from(1),
                vec![ratio(BOX, PCS, 6, 1), ratio(PALLET, BOX, 24, 1)],
            ),
            (ProductId::from(2), vec![ratio(BOX, PCS, 10, 1)]),
        ]),
    }
}

fn quantity(text: &str) -> Quantity {
    text.parse().unwrap()
}

fn to_base(product_id: i64, base: UnitId, unit: UnitId, text: &str) -> Result<String, Error> {
    let converted = known().to_base(&product(product_id, base), unit, quantity(text));
    converted.map(|quantity| quantity.to_string())
}

fn refusal(result: Result<String, Error>) -> &'static str {
    match result {
        Err(Error::Refused(message)) => message.key,
        Ok(quantity) => panic!("converted to {quantity}"),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn a_product_s_own_units_come_before_the_general_ones() {
    assert_eq!(to_base(1, PCS, BOX, "3").unwrap(), "18");
    assert_eq!(to_base(2, PCS, BOX, "3").unwrap(), "30");
    assert_eq!(to_base(2, PCS, DOZEN, "1.5").unwrap(), "18");
}

#[test]
fn conversions_follow_one_another_and_run_both_ways() {
    // 2 pallets of 24 boxes of 6.
    assert_eq!(to_base(1, PCS, PALLET, "2").unwrap(), "288");
    assert_eq!(to_base(1, KG, GRAM, "250").unwrap(), "0.25");
    assert_eq!(to_base(1, GRAM, TONNE, "0.0012").unwrap(), "1200");
}

#[test]
fn what_leaves_a_residue_is_refused_not_rounded() {
    // 1 lb is 0.45359237 kg: eight decimals where six are kept.
    assert_eq!(refusal(to_base(1, KG, POUND, "1")), "quantity-not-exact");
    // 100 lb are 45.359237 kg exactly, but kilograms take three decimals.
    assert_eq!(refusal(to_base(1, KG, POUND, "100")), "quantity-not-exact");
    assert_eq!(to_base(1, KG, POUND, "1000").ok(), None);
    // A third of a dozen.
    assert_eq!(to_base(1, PCS, DOZEN, "0.25").unwrap(), "3");
    assert_eq!(refusal(to_base(1, PCS, DOZEN, "0.3")), "quantity-not-exact");
}

#[test]
fn a_unit_takes_no_more_decimals_than_it_has() {
    assert_eq!(refusal(to_base(1, PCS, PCS, "10.5")), "quantity-not-whole");
    assert_eq!(refusal(to_base(1, KG, KG, "0.0005")), "quantity-has-too-many-decimals");
    assert_eq!(to_base(1, PCS, PCS, "10").unwrap(), "10");
}

#[test]
fn units_without_a_way_between_them_are_refused() {
    assert_eq!(refusal(to_base(1, PCS, KG, "1")), "unit-has-no-conversion");
    assert_eq!(refusal(to_base(2, PCS, PALLET, "1")), "unit-has-no-conversion");
}

#[test]
fn back_from_the_base_unit_exactly_or_not_at_all() {
    let (known, washer) = (known(), product(1, PCS));
    assert_eq!(
        known.from_base(&washer, PALLET, quantity("288")).unwrap(),
        quantity("2")
    );
    assert_eq!(known.from_base(&washer, BOX, quantity("3")).unwrap(), quantity("0.5"));
    assert!(known.from_base(&washer, PALLET, quantity("1")).is_err());
}

#[test]
fn a_price_for_a_box_is_that_of_its_pieces() {
    let (known, washer) = (known(), product(1, PCS));
    let price = |text: &str| text.parse::<UnitPrice>().unwrap();
    assert_eq!(known.price_in(&washer, BOX, price("1.25")).unwrap(), price("7.5"));
    // 1 lb is 453.59237 g; at 0.002 a gram 0.90718474, to six decimals.
    let flour = product(3, GRAM);
    assert_eq!(
        known.price_in(&flour, POUND, price("0.002")).unwrap(),
        price("0.907185")
    );
}

#[test]
fn the_units_of_a_product_are_those_with_a_way_to_its_base() {
    let codes = |id: i64, base: UnitId| -> Vec<String> {
        let known = known();
        let units = known.units_of(&product(id, base));
        units.iter().map(|unit| unit.code.clone()).collect()
    };
    assert_eq!(codes(1, PCS), ["pcs", "box", "plt", "doz"]);
    assert_eq!(codes(2, PCS), ["pcs", "box", "doz"]);
    assert_eq!(codes(2, KG), ["kg", "g", "t", "lb"]);
}
