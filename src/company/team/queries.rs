//! Reads of teams.
use crate::company::team::Team;
use crate::ids::TeamId;
use crate::ids::UserId;
use crate::kernel::actor::Reach;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Options;
use crate::kernel::list::Sums;
use crate::sort_page;
use crate::within_companies;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_db::IgnoringCase;
use tenon_db::Sql;
use tenon_schema::app_user;
use tenon_schema::company;
use tenon_schema::team;

/// Most members shown on a team's page.
const MEMBERS_MAX: i64 = 200;

/// A team, whoever asks.
pub fn row(conn: &mut Conn, id: TeamId) -> Result<Team> {
    found(team::table.find(id).select(Team::as_select()).first(conn), "team")
}

/// A team within the reader's reach.
pub fn get(conn: &mut Conn, reach: &Reach, id: TeamId) -> Result<Team> {
    let team = row(conn, id)?;
    if reach.companies().contains(&team.company_id.raw()) {
        Ok(team)
    } else {
        Err(Error::NotFound("team"))
    }
}

/// Active teams with their company, for forms.
pub fn choices(conn: &mut Conn) -> Result<Options> {
    let rows: Vec<(TeamId, String, String)> = team::table
        .inner_join(company::table)
        .filter(team::is_active.eq(true))
        .order((team::name, team::id))
        .limit(500)
        .select((team::id, team::name, company::code))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, name, code)| (id.to_string(), format!("{name} ({code})")))
        .collect())
}

/// A row of the list.
#[derive(Debug, Clone)]
pub struct TeamRow {
    pub team: Team,
    pub company: String,
}

macro_rules! matching {
    ($query:expr, $reach:expr, $list:expr) => {{
        let mut query = within_companies!($query, $reach, team);
        if let Some(pattern) = $list.starts_with() {
            query = query.filter(team::name.like_ignoring_case(format!("%{pattern}")));
        }
        if let Some(active) = $list.flag("active") {
            query = query.filter(team::is_active.eq(active));
        }
        query
    }};
}

pub fn page(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<TeamRow>> {
    let joined = team::table
        .inner_join(company::table)
        .select((Team::as_select(), company::code));
    let query = matching!(joined.into_boxed::<Sql>(), reach, list);
    let query = sort_page!(query, list, team::id, { "name" => team::name, String; });
    let rows: Vec<(Team, String)> = query.load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(team, company)| TeamRow { team, company })
        .collect())
}

pub fn sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = matching!(team::table.count().into_boxed::<Sql>(), reach, list);
    Ok(Sums::count(query.get_result(conn)?))
}

/// The members of a team.
pub fn members(conn: &mut Conn, id: TeamId) -> Result<Vec<(UserId, String, String)>> {
    let rows = app_user::table
        .filter(app_user::team_id.eq(id))
        .order((app_user::search_text, app_user::id))
        .limit(MEMBERS_MAX)
        .select((app_user::id, app_user::name, app_user::email))
        .load(conn)?;
    Ok(rows)
}
