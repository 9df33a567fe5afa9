//! Reads of the event log.
use crate::company::audit::Audited;
use crate::ids::LoggedEventId;
use crate::ids::Subject;
use crate::ids::UserId;
use crate::kernel::actor::Reach;
use crate::kernel::clock::start_of_day;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::kernel::log;
use crate::kernel::search_text;
use crate::sort_page;
use chrono::Days;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_db::Sql;
use tenon_schema::app_user;
use tenon_schema::company;
use tenon_schema::event_link;
use tenon_schema::event_log;
use tenon_schema::event_payload;
use tenon_schema::search_document;
use tenon_schema::search_token;

/// Records of one event that are listed.
const RECORDS_MAX: i64 = 100;

type Columns = (i64, i64, NaiveDateTime, Option<String>, String, String, Option<String>);
type Row = (Columns, (String, i64), Option<String>, Option<String>);

fn audited((columns, (kind, id), title, company): Row) -> Audited {
    Audited {
        happened: log::happened(columns),
        about: Subject::from_parts(&kind, id).map(|subject| (subject, title)),
        company,
    }
}

macro_rules! rows {
    () => {
        event_log::table
            .left_join(event_payload::table.on(event_payload::position.eq(event_log::position)))
            .left_join(app_user::table.on(app_user::id.eq(event_log::actor_id)))
            .left_join(company::table.on(company::id.eq(event_log::company_id)))
            .left_join(
                search_document::table.on(search_document::subject_kind
                    .eq(event_log::subject_kind)
                    .and(search_document::subject_id.eq(event_log::subject_id))),
            )
            .select((
                (
                    event_log::position,
                    event_log::company_id,
                    event_log::happened_at,
                    app_user::name.nullable(),
                    event_log::kind,
                    event_log::request_id,
                    event_payload::payload.nullable(),
                ),
                (event_log::subject_kind, event_log::subject_id),
                search_document::title.nullable(),
                company::code.nullable(),
            ))
    };
}

/// The companies of a reach; and the group's own chain when the reach leaves no company out.
fn companies(conn: &mut Conn, reach: &Reach) -> Result<Vec<i64>> {
    let mut seen = reach.companies();
    let others: i64 = company::table
        .filter(company::is_active.eq(true))
        .filter(company::id.ne_all(seen.clone()))
        .count()
        .get_result(conn)?;
    if others == 0 {
        seen.push(log::SHARED_CHAIN);
    }
    Ok(seen)
}

macro_rules! matching {
    ($query:expr, $companies:expr, $list:expr) => {{
        let mut query = $query.filter(event_log::company_id.eq_any($companies));
        if let Some(actor) = $list.id("who") {
            query = query.filter(event_log::actor_id.eq(actor));
        }
        if let Some(chosen) = $list.choice("of-company") {
            let ids: Vec<i64> = chosen.iter().filter_map(|id| id.parse().ok()).collect();
            query = query.filter(event_log::company_id.eq_any(ids));
        }
        if let Some(kinds) = $list.choice("event") {
            query = query.filter(event_log::kind.eq_any(kinds));
        }
        if let Some(kinds) = $list.choice("record-kind") {
            query = query.filter(event_log::subject_kind.eq_any(kinds));
        }
        if let Some(day) = $list.from_date("at") {
            query = query.filter(event_log::happened_at.ge(start_of_day($list.zone, day)));
        }
        if let Some(next) = $list.to_date("at").and_then(|day| day.checked_add_days(Days::new(1))) {
            query = query.filter(event_log::happened_at.lt(start_of_day($list.zone, next)));
        }
        for word in search_text::fold(&$list.search).split_whitespace() {
            let end = search_text::prefix_end(word);
            let named = search_token::table
                .inner_join(
                    event_link::table.on(event_link::subject_kind
                        .eq(search_token::subject_kind)
                        .and(event_link::subject_id.eq(search_token::subject_id))),
                )
                .filter(search_token::token.ge(word.to_owned()))
                .filter(search_token::token.lt(end))
                .select(event_link::position);
            query = query.filter(event_log::position.eq_any(named));
        }
        query
    }};
}

pub fn page(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<Audited>> {
    let seen = companies(conn, reach)?;
    let query = matching!(rows!().into_boxed::<Sql>(), seen, list);
    let query = sort_page!(query, list, event_log::position, { "at" => event_log::position, i64; });
    Ok(query.load(conn)?.into_iter().map(audited).collect())
}

pub fn sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    let seen = companies(conn, reach)?;
    let query = matching!(event_log::table.count().into_boxed::<Sql>(), seen, list);
    Ok(Sums::count(query.get_result(conn)?))
}

/// One event within the reader's reach.
pub fn get(conn: &mut Conn, reach: &Reach, id: LoggedEventId) -> Result<Audited> {
    let seen = companies(conn, reach)?;
    let row = rows!()
        .filter(event_log::position.eq(id.raw()))
        .filter(event_log::company_id.eq_any(seen))
        .first(conn);
    found(row, "event").map(audited)
}

/// The link of the chain: hash of the payload, of the event before, and its own.
pub fn hashes(conn: &mut Conn, id: LoggedEventId) -> Result<(String, String, String)> {
    let row = event_log::table
        .find(id.raw())
        .select((event_log::payload_hash, event_log::previous_hash, event_log::hash))
        .first(conn);
    found(row, "event")
}

/// Every record an event is about, with its name when search knows it.
pub fn records(conn: &mut Conn, id: LoggedEventId) -> Result<Vec<(Subject, Option<String>)>> {
    let rows: Vec<(String, i64, Option<String>)> = event_link::table
        .left_join(
            search_document::table.on(search_document::subject_kind
                .eq(event_link::subject_kind)
                .and(search_document::subject_id.eq(event_link::subject_id))),
        )
        .filter(event_link::position.eq(id.raw()))
        .limit(RECORDS_MAX)
        .select((
            event_link::subject_kind,
            event_link::subject_id,
            search_document::title.nullable(),
        ))
        .load(conn)?;
    let known = rows
        .into_iter()
        .filter_map(|(kind, id, title)| Some((Subject::from_parts(&kind, id)?, title)));
    Ok(known.collect())
}

/// Name of a user, for the filter.
pub fn user_name(conn: &mut Conn, id: i64) -> Result<String> {
    found(
        app_user::table
            .find(UserId::from(id))
            .select(app_user::name)
            .first(conn),
        "user",
    )
}
