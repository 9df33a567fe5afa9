//! The business event log: who, when, what, which records, old and new; a hash chain for each company over a salted hash
//! of each payload. It feeds the timelines and the audit page.
use crate::event::Event;
use crate::ids::CompanyId;
use crate::ids::Subject;
use crate::ids::UserId;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use rand::Rng;
use serde_json::json;
use sha2::Digest;
use sha2::Sha256;
use std::collections::BTreeMap;
use std::fmt::Write;
use tenon_db::AtCommit;
use tenon_db::Conn;
use tenon_schema::app_user;
use tenon_schema::event_chain;
use tenon_schema::event_link;
use tenon_schema::event_log;
use tenon_schema::event_payload;

/// The row of `event_chain` that counts positions over all companies; the group's own chain is `SHARED_CHAIN`.
const POSITION_ROW: i64 = -1;
/// The chain of events that belong to no single company.
pub const SHARED_CHAIN: i64 = 0;
/// Most entries of one append.
const ENTRIES_AT_ONCE: usize = 200;

#[derive(Insertable)]
#[diesel(table_name = event_log, treat_none_as_default_value = false)]
struct NewRow<'a> {
    position: i64,
    company_id: i64,
    happened_at: NaiveDateTime,
    actor_id: i64,
    kind: &'static str,
    subject_kind: &'static str,
    subject_id: i64,
    request_id: &'a str,
    payload_hash: String,
    previous_hash: String,
    hash: String,
}

/// Hex of SHA-256 over the parts, each followed by a line feed.
pub fn hash_of(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update(b"\n");
    }
    hex(&hasher.finalize())
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap_or_default();
        text
    })
}

/// What the hash of one link of the chain stands for; `tenon check` computes the same from the stored columns.
pub struct Link<'a> {
    pub previous_hash: &'a str,
    pub position: i64,
    pub company: i64,
    pub at: NaiveDateTime,
    pub actor: i64,
    pub kind: &'a str,
    pub subject_kind: &'a str,
    pub subject_id: i64,
    pub request_id: &'a str,
    pub payload_hash: &'a str,
}

impl Link<'_> {
    pub fn hash(&self) -> String {
        hash_of(&[
            self.previous_hash,
            &self.position.to_string(),
            &self.company.to_string(),
            &self.at.and_utc().timestamp_millis().to_string(),
            &self.actor.to_string(),
            self.kind,
            self.subject_kind,
            &self.subject_id.to_string(),
            self.request_id,
            self.payload_hash,
        ])
    }
}

/// What happened, as it is appended: who did it, when, about what.
pub struct Entry {
    company: i64,
    actor: i64,
    /// UTC, cut to milliseconds.
    at: NaiveDateTime,
    kind: &'static str,
    /// The first is what the event is about.
    subjects: Vec<Subject>,
    request_id: String,
    /// JSON: `arguments` and `changes`.
    payload: String,
}

impl Entry {
    /// An event in somebody's name.
    pub fn new(event: Event, actor: UserId, at: NaiveDateTime, request_id: &str) -> Result<Entry> {
        let payload = json!({"arguments": event.arguments, "changes": event.changes});
        Ok(Entry {
            company: event.company.map_or(SHARED_CHAIN, CompanyId::raw),
            actor: actor.raw(),
            at,
            kind: event.kind.code(),
            subjects: event.subjects,
            request_id: request_id.to_owned(),
            payload: serde_json::to_string(&payload).map_err(|error| Error::Internal(Box::new(error)))?,
        })
    }
}

/// All that happened in a group of the lane is appended at once, so positions are dense and in order of commit.
impl AtCommit for Entry {
    const READS: bool = true;

    fn write(conn: &mut Conn, entries: &[Entry]) -> QueryResult<()> {
        entries
            .chunks(ENTRIES_AT_ONCE)
            .try_for_each(|entries| append(conn, entries))
    }
}

/// Appends what waits, before the log is read or copied inside a write.
pub fn bring_up_to_date(conn: &mut Conn) -> QueryResult<()> {
    conn.write_waiting::<Entry>()
}

fn append(conn: &mut Conn, entries: &[Entry]) -> QueryResult<()> {
    let mut companies: Vec<i64> = entries.iter().map(|entry| entry.company).collect();
    companies.push(POSITION_ROW);
    companies.sort_unstable();
    companies.dedup();
    let heads: Vec<(i64, i64, String)> = event_chain::table
        .filter(event_chain::company_id.eq_any(companies))
        .limit(500)
        .load(conn)?;
    let mut heads: BTreeMap<i64, (i64, String)> = heads
        .into_iter()
        .map(|(company, position, hash)| (company, (position, hash)))
        .collect();
    let mut position = heads.get(&POSITION_ROW).map_or(0, |head| head.0);
    let (mut rows, mut payloads, mut links) = (Vec::new(), Vec::new(), Vec::new());
    for entry in entries {
        position += 1;
        let previous_hash = heads.get(&entry.company).map(|head| head.1.clone()).unwrap_or_default();
        let salt = hex(&rand::rng().random::<[u8; 16]>());
        let payload_hash = hash_of(&[&salt, &entry.payload]);
        let about = entry.subjects.first().copied();
        let (subject_kind, subject_id) = (about.map_or("", Subject::code), about.map_or(0, Subject::raw));
        let link = Link {
            previous_hash: &previous_hash,
            position,
            company: entry.company,
            at: entry.at,
            actor: entry.actor,
            kind: entry.kind,
            subject_kind,
            subject_id,
            request_id: &entry.request_id,
            payload_hash: &payload_hash,
        };
        let hash = link.hash();
        heads.insert(entry.company, (position, hash.clone()));
        links.extend(links_of(&entry.subjects, position));
        payloads.push((
            event_payload::position.eq(position),
            event_payload::salt.eq(salt),
            event_payload::payload.eq(&entry.payload),
        ));
        rows.push(NewRow {
            position,
            company_id: entry.company,
            happened_at: entry.at,
            actor_id: entry.actor,
            kind: entry.kind,
            subject_kind,
            subject_id,
            request_id: &entry.request_id,
            payload_hash,
            previous_hash,
            hash,
        });
    }
    heads.insert(POSITION_ROW, (position, String::new()));
    conn.later(&diesel::insert_into(event_log::table).values(&rows))?;
    conn.later(&diesel::insert_into(event_payload::table).values(&payloads))?;
    conn.later(
        &diesel::insert_into(event_link::table)
            .values(&links)
            .on_conflict_do_nothing(),
    )?;
    store_heads(conn, heads)
}

type NewLink = (
    diesel::dsl::Eq<event_link::subject_kind, &'static str>,
    diesel::dsl::Eq<event_link::subject_id, i64>,
    diesel::dsl::Eq<event_link::position, i64>,
);

fn links_of(subjects: &[Subject], position: i64) -> Vec<NewLink> {
    let mut subjects = subjects.to_vec();
    subjects.sort_unstable();
    subjects.dedup();
    let link = |subject: Subject| {
        (
            event_link::subject_kind.eq(subject.code()),
            event_link::subject_id.eq(subject.raw()),
            event_link::position.eq(position),
        )
    };
    subjects.into_iter().map(link).collect()
}

fn store_heads(conn: &mut Conn, heads: BTreeMap<i64, (i64, String)>) -> QueryResult<()> {
    use diesel::upsert::excluded;
    let rows: Vec<_> = heads
        .into_iter()
        .map(|(company, (position, hash))| {
            (
                event_chain::company_id.eq(company),
                event_chain::last_position.eq(position),
                event_chain::last_hash.eq(hash),
            )
        })
        .collect();
    conn.later(
        &diesel::insert_into(event_chain::table)
            .values(&rows)
            .on_conflict(event_chain::company_id)
            .do_update()
            .set((
                event_chain::last_position.eq(excluded(event_chain::last_position)),
                event_chain::last_hash.eq(excluded(event_chain::last_hash)),
            )),
    )?;
    Ok(())
}

/// One line of a timeline, ready to be said in the reader's language.
#[derive(Debug, Clone)]
pub struct Happened {
    pub position: i64,
    pub company_id: i64,
    pub at: NaiveDateTime,
    pub actor_name: String,
    pub kind: String,
    pub request_id: String,
    /// `{"arguments": [[name, {kind, value}]…], "changes": [{field, old, new}…]}`; empty when it was erased.
    pub payload: String,
}

/// The newest events about a record before a position (`i64::MAX`: all of them), at most `limit`.
pub fn timeline(conn: &mut Conn, subject: Subject, before: i64, limit: i64) -> Result<Vec<Happened>> {
    let rows = event_link::table
        .inner_join(event_log::table.on(event_log::position.eq(event_link::position)))
        .left_join(event_payload::table.on(event_payload::position.eq(event_log::position)))
        .left_join(app_user::table.on(app_user::id.eq(event_log::actor_id)))
        .filter(event_link::subject_kind.eq(subject.code()))
        .filter(event_link::subject_id.eq(subject.raw()))
        .filter(event_link::position.lt(before))
        .order(event_link::position.desc())
        .limit(limit)
        .select((
            event_log::position,
            event_log::company_id,
            event_log::happened_at,
            app_user::name.nullable(),
            event_log::kind,
            event_log::request_id,
            event_payload::payload.nullable(),
        ))
        .load::<(i64, i64, NaiveDateTime, Option<String>, String, String, Option<String>)>(conn)?;
    Ok(rows.into_iter().map(happened).collect())
}

/// From the columns as the queries here and on the audit page select them.
pub fn happened(row: (i64, i64, NaiveDateTime, Option<String>, String, String, Option<String>)) -> Happened {
    let (position, company_id, at, actor, kind, request_id, payload) = row;
    Happened {
        position,
        company_id,
        at,
        actor_name: actor.unwrap_or_default(),
        kind,
        request_id,
        payload: payload.unwrap_or_default(),
    }
}
