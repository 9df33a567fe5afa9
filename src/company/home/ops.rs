//! The company a session works in.
use crate::ids::CompanyId;
use crate::ids::SessionId;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use diesel::prelude::*;
use tenon_schema::app_user;
use tenon_schema::session;

/// What stands for "all companies" in a session.
pub const ALL_COMPANIES: CompanyId = CompanyId::new(0);

/// Works in this company from now on: a default of forms and lists, never more than one may see anyway.
pub fn work_in(tx: &mut Tx<'_>, id: SessionId, company: CompanyId) -> Result<()> {
    diesel::update(session::table.find(id))
        .set(session::company_id.eq(company.raw()))
        .execute(tx.conn)?;
    Ok(())
}

/// Lets all users begin in this company who have not said where they begin.
pub fn begin_in(tx: &mut Tx<'_>, company: CompanyId) -> Result<()> {
    diesel::update(app_user::table.filter(app_user::default_company_id.is_null()))
        .set(app_user::default_company_id.eq(company.raw()))
        .execute(tx.conn)?;
    Ok(())
}
