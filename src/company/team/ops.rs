//! Making and changing teams.
use crate::company::team::NewTeam;
use crate::company::team::Team;
use crate::company::team::queries;
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::CompanyId;
use crate::ids::TeamId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::tx::Tx;
use crate::permission::Permission;
use crate::refuse_unless;
use crate::set_active;
use diesel::prelude::*;
use tenon_schema::app_user;
use tenon_schema::quotation;
use tenon_schema::sales_order;
use tenon_schema::team;

/// The team, when the actor may see users of its company at all.
fn editable(tx: &mut Tx<'_>, id: TeamId) -> Result<Team> {
    let team = queries::row(tx.conn, id)?;
    tx.require_on(Permission::UserRead, Permission::UserEdit, team.company_id)?;
    Ok(team)
}

fn check(tx: &mut Tx<'_>, company: CompanyId, name: &str, but: Option<TeamId>) -> Result<()> {
    let holder: Option<TeamId> = team::table
        .filter(team::company_id.eq(company))
        .filter(team::name.eq(name))
        .select(team::id)
        .first(tx.conn)
        .optional()?;
    if holder.is_some() && holder != but {
        return Err(Error::invalid("name", Message::new("name-taken").with("name", name)));
    }
    Ok(())
}

/// Makes a team in a company.
pub fn create(tx: &mut Tx<'_>, asking: CompanyId, new: &NewTeam) -> Result<TeamId> {
    let company = new.company_id.unwrap_or(asking);
    tx.require(Permission::UserEdit, company)?;
    check(tx, company, &new.name, None)?;
    let id: TeamId = id::new();
    tx.conn.later(&diesel::insert_into(team::table).values((
        team::id.eq(id),
        team::company_id.eq(company),
        team::name.eq(&new.name),
        team::is_active.eq(true),
        team::version.eq(1),
    )))?;
    tx.record(Event::new(EventKind::MasterCreated, Some(company), id).say("name", &new.name));
    Ok(id)
}

/// Renames a team; its company stays.
pub fn update(tx: &mut Tx<'_>, id: TeamId, version: i32, edit: &NewTeam) -> Result<()> {
    let old = editable(tx, id)?;
    check(tx, old.company_id, &edit.name, Some(id))?;
    let changed = diesel::update(team::table.find(id).filter(team::version.eq(version)))
        .set((team::name.eq(&edit.name), team::version.eq(version + 1)))
        .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    let event = Event::new(EventKind::MasterChanged, Some(old.company_id), id)
        .say("name", &edit.name)
        .change("name", old.name, &edit.name);
    tx.record(event);
    Ok(())
}

/// Offers a team no more, or again.
pub fn archive(tx: &mut Tx<'_>, id: TeamId, version: i32, is_active: bool) -> Result<()> {
    let old = editable(tx, id)?;
    set_active!(tx, team, id, version, is_active);
    tx.record(Event::new(EventKind::of_usage(is_active), Some(old.company_id), id).say("name", old.name));
    Ok(())
}

/// Removes a team nobody is in and no document names.
pub fn delete(tx: &mut Tx<'_>, id: TeamId, version: i32) -> Result<()> {
    let old = editable(tx, id)?;
    let members: i64 = app_user::table
        .filter(app_user::team_id.eq(id))
        .count()
        .get_result(tx.conn)?;
    let quotations: i64 = quotation::table
        .filter(quotation::team_id.eq(id.raw()))
        .count()
        .get_result(tx.conn)?;
    let orders: i64 = sales_order::table
        .filter(sales_order::team_id.eq(id.raw()))
        .count()
        .get_result(tx.conn)?;
    refuse_unless!(members + quotations + orders == 0, "master-in-use", name = &old.name);
    let deleted = diesel::delete(team::table.find(id).filter(team::version.eq(version))).execute(tx.conn)?;
    tx.stale_unless(deleted, id)?;
    tx.record(Event::new(EventKind::MasterDeleted, Some(old.company_id), id).say("name", old.name));
    Ok(())
}
