//! The records somebody worked on last.
use crate::company::activity::access;
use crate::company::activity::access::Whose;
use crate::company::search::Found;
use crate::ids::CompanyId;
use crate::ids::Subject;
use crate::ids::UserId;
use crate::kernel::actor::Actor;
use crate::kernel::error::Result;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_schema::event_link;
use tenon_schema::event_log;
use tenon_schema::search_document;

/// Events looked back over.
const EVENTS_MAX: i64 = 60;

type Row = (String, i64, i64, i64, String, String);

/// Newest first, each once; only what search knows, so that each has a name, and what the actor may open.
pub fn recent(conn: &mut Conn, actor: &Actor, limit: usize) -> Result<Vec<Found>> {
    let rows: Vec<Row> = event_log::table
        .inner_join(event_link::table)
        .inner_join(
            search_document::table.on(search_document::subject_kind
                .eq(event_link::subject_kind)
                .and(search_document::subject_id.eq(event_link::subject_id))),
        )
        .filter(event_log::actor_id.eq(actor.user))
        .order(event_log::position.desc())
        .limit(EVENTS_MAX)
        .select((
            event_link::subject_kind,
            event_link::subject_id,
            search_document::company_id,
            search_document::owner_id,
            search_document::title,
            search_document::subtitle,
        ))
        .load(conn)?;
    let mut found: Vec<Found> = Vec::new();
    for (kind, id, company, owner, title, subtitle) in rows {
        let known = found.iter().any(|one| one.kind == kind && one.id == id);
        let Some(subject) = Subject::from_parts(&kind, id).filter(|_| !known && found.len() < limit) else {
            continue;
        };
        if may_open(conn, actor, subject, (company, owner))? {
            found.push(Found::new(subject, title, subtitle));
        }
    }
    Ok(found)
}

/// Search knows the owner but no team: where that may decide, the record itself is asked.
fn may_open(conn: &mut Conn, actor: &Actor, subject: Subject, (company, owner): (i64, i64)) -> Result<bool> {
    let whose = Whose {
        company: (company != 0).then(|| CompanyId::from(company)),
        owner: (owner != 0).then(|| UserId::from(owner)),
        team: None,
    };
    let Some(access) = access::of(subject.code()) else {
        return Ok(false);
    };
    let reach = actor.reach(access.read);
    if whose.is_within(&reach) {
        return Ok(true);
    }
    Ok(reach.team_only.contains(&company) && access::is_open(conn, actor, subject)?)
}
