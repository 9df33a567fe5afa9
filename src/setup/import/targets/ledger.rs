//! Accounts and what is posted with, currencies and rates, terms, taxes, fiscal years, entries made by hand.
use crate::ids::Subject;
use crate::import_target;
use crate::kernel::error::Error;
use crate::ledger::account;
use crate::ledger::account::EditAccount;
use crate::ledger::account::NewAccount;
use crate::ledger::account::SetRoles;
use crate::ledger::cost_center;
use crate::ledger::cost_center::EditCostCenter;
use crate::ledger::cost_center::NewCostCenter;
use crate::ledger::currency;
use crate::ledger::currency::EditCurrency;
use crate::ledger::currency::NewCurrency;
use crate::ledger::currency::NewExchangeRate;
use crate::ledger::entry;
use crate::ledger::entry::NewManualEntry;
use crate::ledger::journal;
use crate::ledger::journal::EditJournal;
use crate::ledger::journal::NewJournal;
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
        |tx, company, new| {
            let company = new.company_id.unwrap_or(company);
            account::ops::create(tx, company, new).map(Subject::from)
        },
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
    import_target!(
        "account-roles",
        AccountEdit,
        SetRoles,
        |tx, company, new| {
            let company = new.company_id.unwrap_or(company);
            account::ops::set_roles(tx, company, &new.roles).map(Subject::from)
        },
        update | _,
        _,
        id | {
            let whole = SetRoles {
                company_id: Some(id.into()),
                roles: Vec::new(),
            };
            Ok((1, whole))
        },
        SetRoles,
        |tx, company, id, _, edit| {
            let of = edit.company_id.unwrap_or(company);
            Error::unless_stays(of.raw() == id, "company_id")?;
            account::ops::set_roles(tx, of, &edit.roles).map(drop)
        }
    ),
    import_target!(
        "cost-center",
        AccountEdit,
        NewCostCenter,
        |tx, company, new| {
            let company = new.company_id.unwrap_or(company);
            cost_center::ops::create(tx, company, new).map(Subject::from)
        },
        update | conn,
        _,
        id | {
            let row = cost_center::queries::get(conn, id.into())?;
            let edit = EditCostCenter {
                code: row.code,
                name: row.name,
            };
            Ok((row.version, edit))
        },
        EditCostCenter,
        |tx, _, id, version, edit| cost_center::ops::update(tx, id.into(), version, edit)
    ),
    import_target!(
        "journal",
        AccountEdit,
        NewJournal,
        |tx, company, new| {
            let company = new.company_id.unwrap_or(company);
            journal::ops::create(tx, company, new).map(Subject::from)
        },
        update | conn,
        _,
        id | {
            let row = journal::queries::get(conn, id.into())?;
            let whole = NewJournal {
                company_id: Some(row.company_id),
                code: row.code,
                name: row.name,
                kind: row.kind,
            };
            Ok((row.version, whole))
        },
        NewJournal,
        |tx, _, id, version, whole| {
            let old = journal::queries::get(tx.conn, id.into())?;
            Error::unless_stays(whole.kind == old.kind, "kind")?;
            let edit = EditJournal {
                code: whole.code.clone(),
                name: whole.name.clone(),
            };
            journal::ops::update(tx, id.into(), version, &edit)
        }
    ),
    // A year is opened once and stays: its periods are closed and opened by hand.
    import_target!("fiscal-year", PeriodClose, NewFiscalYear, |tx, company, new| {
        let company = new.company_id.unwrap_or(company);
        period::ops::create_year(tx, company, new.name.as_deref(), new.start_date).map(Subject::from)
    }),
    import_target!(
        "currency",
        AccountEdit,
        NewCurrency,
        |tx, company, new| currency::ops::create(tx, company, new).map(Subject::from),
        update | conn,
        _,
        id | {
            let row = currency::queries::currency(conn, id.into())?;
            let whole = NewCurrency {
                code: row.code,
                name: row.name,
                symbol: row.symbol,
                decimals: row.decimals,
            };
            Ok((row.version, whole))
        },
        NewCurrency,
        |tx, company, id, version, whole| {
            let old = currency::queries::currency(tx.conn, id.into())?;
            Error::unless_stays(whole.code == old.code, "code")?;
            Error::unless_stays(whole.decimals == old.decimals, "decimals")?;
            let edit = EditCurrency {
                name: whole.name.clone(),
                symbol: whole.symbol.clone(),
            };
            currency::ops::update(tx, company, id.into(), version, &edit)
        }
    ),
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
    import_target!(
        "tax-code",
        AccountEdit,
        NewTaxCode,
        |tx, company, new| {
            let company = new.company_id.unwrap_or(company);
            tax::ops::create(tx, company, new).map(Subject::from)
        },
        update | conn,
        _,
        id | {
            let full = tax::queries::full(conn, id.into())?;
            Ok((full.code.version, full.as_command()))
        },
        NewTaxCode,
        |tx, _, id, version, whole| tax::ops::update_to(tx, id.into(), version, whole)
    ),
    import_target!(
        "tax-position",
        AccountEdit,
        NewTaxPosition,
        |tx, company, new| {
            let company = new.company_id.unwrap_or(company);
            tax::position::ops::create(tx, company, new).map(Subject::from)
        },
        update | conn,
        _,
        id | {
            let full = tax::position::queries::full(conn, id.into())?;
            Ok((full.position.version, full.as_command()))
        },
        NewTaxPosition,
        |tx, _, id, version, edit| tax::position::ops::update(tx, id.into(), version, edit)
    ),
    import_target!("journal-entry", LedgerPost, NewManualEntry, |tx, company, new| {
        let company = new.company_id.unwrap_or(company);
        entry::ops::post_manual(tx, company, new).map(Subject::from)
    }),
];
