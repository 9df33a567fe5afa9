//! Everything that can be imported. A new kind is one entry: the command its rows become, and the operation that takes it.
use crate::catalog::category;
use crate::catalog::category::NewCategory;
use crate::catalog::price;
use crate::catalog::price::NewPriceList;
use crate::catalog::product;
use crate::catalog::product::NewProduct;
use crate::catalog::unit;
use crate::catalog::unit::NewConversion;
use crate::catalog::unit::NewUnit;
use crate::ids::Subject;
use crate::import_target;
use crate::ledger::account;
use crate::ledger::account::EditAccount;
use crate::ledger::account::NewAccount;
use crate::ledger::currency;
use crate::ledger::currency::NewExchangeRate;
use crate::ledger::term;
use crate::ledger::term::NewPaymentTerm;
use crate::setup::import::target::Target;

/// In the order they usually come.
pub const TARGETS: &[Target] = &[
    import_target!(
        "account",
        AccountEdit,
        NewAccount,
        |tx, company, new| account::ops::create(tx, company, new).map(Subject::from),
        update | conn,
        _,
        id | {
            let row = account::queries::get(conn, id.into())?;
            let edit = EditAccount {
                code: row.code,
                name: row.name,
                kind: row.kind,
                control: row.control,
            };
            Ok((row.version, edit))
        },
        EditAccount,
        |tx, _, id, version, edit| account::ops::update(tx, id.into(), version, edit)
    ),
    import_target!("exchange-rate", AccountEdit, NewExchangeRate, |tx, company, new| {
        currency::ops::put(tx, company, new).map(Subject::from)
    }),
    import_target!(
        "payment-term",
        AccountEdit,
        NewPaymentTerm,
        |tx, company, new| term::ops::create(tx, company, new).map(Subject::from),
        update | conn,
        _,
        id | {
            let term = term::queries::get(conn, id.into())?;
            Ok((term.term.version, term.as_command()))
        },
        NewPaymentTerm,
        |tx, company, id, version, edit| term::ops::update(tx, company, id.into(), version, edit)
    ),
    import_target!("unit", ProductEdit, NewUnit, |tx, company, new| {
        unit::ops::create(tx, company, new).map(Subject::from)
    }),
    import_target!("unit-conversion", ProductEdit, NewConversion, |tx, company, new| {
        unit::ops::add_conversion(tx, company, new)?;
        Ok(Subject::Unit(new.from_unit_id))
    }),
    import_target!("product-category", ProductEdit, NewCategory, |tx, company, new| {
        category::ops::create(tx, company, new).map(Subject::from)
    }),
    import_target!("product", ProductEdit, NewProduct, |tx, _, new| {
        product::ops::create(tx, new).map(Subject::from)
    }),
    import_target!("price-list", PriceEdit, NewPriceList, |tx, _, new| {
        price::ops::create(tx, new).map(Subject::from)
    }),
];

/// The target of a name.
pub fn find(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}
