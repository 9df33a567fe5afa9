//! Parties in all their roles, their groups, what a company agreed with them, and carriers.
use crate::command;
use crate::ids::CompanyId;
use crate::ids::PartyId;
use crate::ids::PaymentTermId;
use crate::ids::PriceListId;
use crate::ids::Subject;
use crate::ids::TaxPositionId;
use crate::import_target;
use crate::kernel::error::Error;
use crate::party;
use crate::party::NewParty;
use crate::party::carrier;
use crate::party::carrier::NewCarrier;
use crate::party::group;
use crate::party::group::NewGroup;
use crate::party::group::RenameGroup;
use crate::party::terms;
use crate::party::terms::SetTerms;
use crate::setup::import::target::Target;
use tenon_db::Money;

command! {
    /// The terms of the company with a party, in one row.
    pub struct TermsOf {
        pub company_id: Option<CompanyId>,
        pub party_id: PartyId,
        pub payment_term_id: Option<PaymentTermId>,
        pub credit_limit_amount: Option<Money>,
        pub price_list_id: Option<PriceListId>,
        pub tax_position_id: Option<TaxPositionId>,
        pub is_blocked: bool,
    }
}

impl TermsOf {
    fn terms(&self) -> SetTerms {
        SetTerms {
            company_id: self.company_id,
            payment_term_id: self.payment_term_id,
            credit_limit_amount: self.credit_limit_amount,
            price_list_id: self.price_list_id,
            tax_position_id: self.tax_position_id,
            is_blocked: self.is_blocked,
        }
    }
}

pub const TARGETS: &[Target] = &[
    import_target!(
        "customer-group",
        PartyEdit,
        NewGroup,
        |tx, _, new| group::ops::create(tx, new).map(Subject::from),
        update | conn,
        company,
        id | {
            let row = group::queries::get(conn, id.into())?;
            let whole = NewGroup {
                company_id: Some(company),
                code: row.code,
                name: row.name,
            };
            Ok((row.version, whole))
        },
        NewGroup,
        |tx, company, id, version, edit| {
            let old = group::queries::get(tx.conn, id.into())?;
            Error::unless_stays(edit.code == old.code, "code")?;
            let name = RenameGroup {
                company_id: Some(edit.company_id.unwrap_or(company)),
                name: edit.name.clone(),
            };
            group::ops::rename(tx, id.into(), version, &name)
        }
    ),
    import_target!(
        "party",
        PartyEdit,
        NewParty,
        |tx, _, new| party::ops::create(tx, new).map(Subject::from),
        update | conn,
        _,
        id | {
            let whole = party::queries::whole(conn, id.into())?;
            Ok((whole.party.version, NewParty::from(&whole)))
        },
        NewParty,
        |tx, _, id, version, edit| party::ops::update(tx, id.into(), version, edit)
    ),
    import_target!(
        "party-terms",
        PartyEdit,
        TermsOf,
        |tx, company, new| {
            let version = terms::queries::of(tx.conn, new.party_id, company)?.version;
            terms::ops::set(tx, new.party_id, company, version, &new.terms())?;
            Ok(new.party_id.into())
        },
        update | conn,
        company,
        id | {
            let now = terms::queries::of(conn, id.into(), company)?;
            let edit = TermsOf {
                company_id: Some(company),
                party_id: id.into(),
                payment_term_id: now.payment_term_id,
                credit_limit_amount: now.credit_limit_amount,
                price_list_id: now.price_list_id,
                tax_position_id: now.tax_position_id,
                is_blocked: now.is_blocked,
            };
            Ok((now.version, edit))
        },
        TermsOf,
        |tx, company, _, version, edit| terms::ops::set(tx, edit.party_id, company, version, &edit.terms())
    ),
    import_target!(
        "carrier",
        PartyEdit,
        NewCarrier,
        |tx, _, new| carrier::ops::create(tx, new).map(Subject::from),
        update | conn,
        _,
        id | {
            let row = carrier::queries::get(conn, id.into())?;
            Ok((row.version, NewCarrier::from(&row)))
        },
        NewCarrier,
        |tx, _, id, version, edit| carrier::ops::update(tx, id.into(), version, edit)
    ),
];
