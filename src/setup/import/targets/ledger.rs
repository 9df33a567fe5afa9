//! Accounts, rates, terms, taxes, fiscal years.
use crate::ids::Subject;
use crate::import_target;
use crate::ledger::account;
use crate::ledger::account::EditAccount;
use crate::ledger::account::NewAccount;
use crate::ledger::currency;
use crate::ledger::currency::NewExchangeRate;
use crate::ledger::period;
use crate::ledger::period::NewFiscalYear;
use crate::ledger::tax;
use crate::ledger::tax::NewTaxCode;
use crate::ledger::tax::NewTaxPosition;
use crate::ledger::term;
use crate::ledger::term::NewPaymentTerm;
use crate::setup::import::target::Target;

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
    import_target!("fiscal-year", AccountEdit, NewFiscalYear, |tx, company, new| {
        period::ops::create_year(tx, company, new.name.as_deref(), new.start_date).map(Subject::from)
    }),
    import_target!(
        "exchange-rate",
        AccountEdit,
        NewExchangeRate,
        |tx, company, new| currency::ops::add(tx, company, new).map(Subject::from),
        update | conn,
        _,
        id | {
            let row = currency::queries::get(conn, id.into())?;
            Ok((row.version, NewExchangeRate::from(&row)))
        },
        NewExchangeRate,
        |tx, company, id, version, edit| currency::ops::correct_to(tx, company, id.into(), version, edit)
    ),
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
    import_target!("tax-code", AccountEdit, NewTaxCode, |tx, company, new| {
        tax::ops::create(tx, company, new).map(Subject::from)
    }),
    import_target!("tax-position", AccountEdit, NewTaxPosition, |tx, company, new| {
        tax::position::ops::create(tx, company, new).map(Subject::from)
    }),
];
