//! Companies, and who works in them: roles, teams, the people who sign in.
use crate::command;
use crate::company;
use crate::company::EditCompany;
use crate::company::role;
use crate::company::role::EditRole;
use crate::company::team;
use crate::company::team::NewTeam;
use crate::company::user;
use crate::company::user::EditUser;
use crate::company::user::NewUser;
use crate::company::user::RoleHeld;
use crate::ids::CompanyId;
use crate::ids::Subject;
use crate::ids::TeamId;
use crate::ids::UserId;
use crate::import_target;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use crate::setup::founding;
use crate::setup::founding::Founding;
use crate::setup::import::target::Target;
use tenon_db::Conn;

command! {
    /// A company with everything it says about itself. Chart and fiscal years are for the founding: those of a company that
    /// is there are records of their own.
    pub struct CompanyOf {
        pub code: String,
        pub name: String,
        pub country: String,
        pub currency: Option<String>,
        pub chart: Option<String>,
        pub fiscal_year_start_month: Option<i32>,
        pub language: Option<String>,
        pub street: Option<String>,
        pub postal_code: Option<String>,
        pub city: Option<String>,
        pub tax_number: Option<String>,
        pub first_year: i32,
        pub year_count: i32,
        pub legal_name: Option<String>,
        pub registration_number: Option<String>,
        pub region: Option<String>,
        pub email: Option<String>,
        pub phone: Option<String>,
        pub bank_name: Option<String>,
        pub bank_account: Option<String>,
        pub time_zone: Option<String>,
        pub tax_rounding: Option<String>,
    }
    /// Somebody who signs in, with the roles held in the company that is imported into. Without a password nobody signs in:
    /// an administrator issues a link to set one.
    pub struct StaffOf {
        pub email: String,
        pub name: String,
        /// Codes of the roles.
        pub roles: Vec<String>,
        pub language: Option<String>,
        pub time_zone: Option<String>,
        pub number_format: Option<String>,
        pub team_id: Option<TeamId>,
    }
}

impl CompanyOf {
    fn founding(&self) -> Founding {
        Founding {
            code: self.code.clone(),
            name: self.name.clone(),
            country: self.country.clone(),
            currency: self.currency.clone(),
            chart: self.chart.clone(),
            fiscal_year_start_month: self.fiscal_year_start_month,
            language: self.language.clone(),
            street: self.street.clone(),
            postal_code: self.postal_code.clone(),
            city: self.city.clone(),
            tax_number: self.tax_number.clone(),
            first_year: self.first_year,
            year_count: self.year_count,
        }
    }

    /// What a founding does not ask for, over what it made.
    fn face(&self, made: EditCompany) -> EditCompany {
        EditCompany {
            legal_name: self.legal_name.clone().unwrap_or(made.legal_name),
            registration_number: self.registration_number.clone(),
            region: self.region.clone(),
            email: self.email.clone(),
            phone: self.phone.clone(),
            bank_name: self.bank_name.clone(),
            bank_account: self.bank_account.clone(),
            time_zone: self.time_zone.clone().unwrap_or(made.time_zone),
            tax_rounding: self.tax_rounding.clone().unwrap_or(made.tax_rounding),
            ..made
        }
    }
}

fn found(tx: &mut Tx<'_>, new: &CompanyOf) -> Result<CompanyId> {
    let id = founding::ops::found(tx, &new.founding())?;
    let further = [
        &new.legal_name,
        &new.registration_number,
        &new.region,
        &new.email,
        &new.phone,
        &new.bank_name,
        &new.bank_account,
        &new.time_zone,
        &new.tax_rounding,
    ];
    if further.iter().any(|text| text.is_some()) {
        let made = company::queries::get(tx.conn, id)?;
        company::ops::update(tx, id, made.version, &new.face(made.as_command()))?;
    }
    Ok(id)
}

fn add(tx: &mut Tx<'_>, company: CompanyId, new: &StaffOf) -> Result<UserId> {
    let usual = NewUser {
        email: new.email.clone(),
        name: new.name.clone(),
        roles: new.roles.clone(),
        company_id: Some(company),
        language: new.language.clone(),
    };
    let usual = user::ops::completed(tx, &usual)?;
    let whole = EditUser {
        time_zone: new.time_zone.clone().unwrap_or(usual.time_zone),
        number_format: new.number_format.clone().unwrap_or(usual.number_format),
        team_id: new.team_id,
        ..usual
    };
    user::ops::add(tx, &whole, "")
}

/// Somebody with the codes of the roles held in this company.
fn staff(conn: &mut Conn, company: CompanyId, id: UserId) -> Result<(i32, StaffOf)> {
    let row = user::queries::staff(conn, id)?;
    let held = user::queries::roles_held(conn, id)?;
    let here = held.iter().filter(|held| held.company_id == Some(company));
    let codes: Result<Vec<String>> = here
        .map(|held| Ok(role::queries::get(conn, held.role_id)?.role.code))
        .collect();
    let staff = StaffOf {
        email: row.email,
        name: row.name,
        roles: codes?,
        language: Some(row.language),
        time_zone: Some(row.time_zone),
        number_format: Some(row.number_format),
        team_id: row.team_id,
    };
    Ok((row.version, staff))
}

/// Changes somebody; roles held elsewhere, or in all companies, stay.
fn change(tx: &mut Tx<'_>, company: CompanyId, id: UserId, version: i32, edit: &StaffOf) -> Result<()> {
    let row = user::queries::staff(tx.conn, id)?;
    let held = user::queries::roles_held(tx.conn, id)?;
    let elsewhere = held.into_iter().filter(|held| held.company_id != Some(company));
    let here = user::ops::held_by_code(tx, &edit.roles, Some(company))?;
    let roles: Vec<RoleHeld> = elsewhere.chain(here).collect();
    let whole = EditUser {
        name: edit.name.clone(),
        email: edit.email.clone(),
        language: edit.language.clone().unwrap_or_else(|| row.language.clone()),
        time_zone: edit.time_zone.clone().unwrap_or_else(|| row.time_zone.clone()),
        number_format: edit.number_format.clone().unwrap_or_else(|| row.number_format.clone()),
        team_id: edit.team_id,
        ..row.as_command(roles)
    };
    user::ops::update(tx, id, version, &whole)
}

pub const TARGETS: &[Target] = &[
    import_target!(
        "company",
        CompanyEdit,
        CompanyOf,
        |tx, _, new| found(tx, new).map(Subject::from),
        update | conn,
        _,
        id | {
            let row = company::queries::get(conn, id.into())?;
            Ok((row.version, row.as_command()))
        },
        EditCompany,
        |tx, _, id, version, edit| company::ops::update(tx, id.into(), version, edit)
    ),
    import_target!(
        "role",
        UserEdit,
        EditRole,
        |tx, _, new| role::ops::create(tx, new).map(Subject::from),
        update | conn,
        _,
        id | {
            let whole = role::queries::get(conn, id.into())?;
            Ok((whole.role.version, whole.as_command()))
        },
        EditRole,
        |tx, _, id, version, edit| role::ops::update(tx, id.into(), version, edit)
    ),
    import_target!(
        "team",
        UserEdit,
        NewTeam,
        |tx, company, new| team::ops::create(tx, company, new).map(Subject::from),
        update | conn,
        _,
        id | {
            let row = team::queries::row(conn, id.into())?;
            Ok((row.version, row.as_command()))
        },
        NewTeam,
        |tx, _, id, version, edit| team::ops::update(tx, id.into(), version, edit)
    ),
    import_target!(
        "user",
        UserEdit,
        StaffOf,
        |tx, company, new| add(tx, company, new).map(Subject::from),
        update | conn,
        company,
        id | staff(conn, company, id.into()),
        StaffOf,
        |tx, company, id, version, edit| change(tx, company, id.into(), version, edit)
    ),
];
