//! The chain of events: every link's hash is computed anew from its columns, and the one before it must be the one it names.
use crate::kernel::error::Result;
use crate::setup::check::Checked;
use crate::setup::check::Figure;
use crate::setup::check::Unit;
use crate::setup::check::queries::DEVIATIONS_MAX;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use sha2::Digest;
use sha2::Sha256;
use std::collections::BTreeMap;
use std::fmt::Write;
use tenon_db::Conn;
use tenon_schema::company;
use tenon_schema::event_chain;
use tenon_schema::event_log;
use tenon_schema::event_payload;

pub(super) const KEY: &str = "event-chain";
/// Links read at once.
const PAGE: i64 = 2_000;

type Head = (i64, i64, NaiveDateTime, i64, String);
type Hashes = (String, String, String);
type About = (String, i64, String);
type Link = (Head, About, Hashes, Option<String>, Option<String>);

/// Hex of SHA-256 over the parts, a line feed after each.
fn sha256(parts: &[&str]) -> String {
    let text: String = parts.iter().map(|part| format!("{part}\n")).collect();
    Sha256::digest(text.as_bytes())
        .iter()
        .fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

/// What was walked so far of one company's chain.
#[derive(Default)]
struct Walked {
    links: i64,
    good: i64,
    last: String,
    position: i64,
}

pub(super) fn check(conn: &mut Conn) -> Result<Checked> {
    let names: BTreeMap<i64, String> = company::table
        .select((company::id, company::code))
        .limit(500)
        .load::<(i64, String)>(conn)?
        .into_iter()
        .collect();
    let mut walked: BTreeMap<i64, Walked> = BTreeMap::new();
    let (mut bad, mut position) = (Vec::new(), 0);
    loop {
        let links = page(conn, position)?;
        for link in &links {
            let is_next = link.0.0 == position + 1;
            position = link.0.0;
            let chain = walked.entry(link.0.1).or_default();
            if !follow(chain, link, is_next) {
                bad.push((link.0.1, position));
            }
        }
        if links.len() < usize::try_from(PAGE).unwrap_or(usize::MAX) {
            break;
        }
    }
    let heads: Vec<(i64, i64, String)> = event_chain::table
        .filter(event_chain::company_id.ge(0))
        .select((
            event_chain::company_id,
            event_chain::last_position,
            event_chain::last_hash,
        ))
        .limit(500)
        .load(conn)?;
    for (company, last, hash) in heads {
        let chain = walked.entry(company).or_default();
        if chain.position != last || chain.last != hash {
            bad.push((company, last));
        }
    }
    let name = |company: i64| names.get(&company).cloned().unwrap_or_else(|| "–".to_owned());
    let most = usize::try_from(DEVIATIONS_MAX).unwrap_or(usize::MAX);
    Ok(Checked {
        key: KEY,
        unit: Unit::Count,
        totals: walked
            .iter()
            .map(|(company, chain)| Figure {
                company: name(*company),
                what: String::new(),
                figure: chain.links,
                counterpart: chain.good,
            })
            .collect(),
        deviations: bad
            .into_iter()
            .take(most)
            .map(|(company, position)| Figure {
                company: name(company),
                what: position.to_string(),
                figure: 1,
                counterpart: 0,
            })
            .collect(),
    })
}

fn page(conn: &mut Conn, after: i64) -> Result<Vec<Link>> {
    let rows = event_log::table
        .left_join(event_payload::table.on(event_payload::position.eq(event_log::position)))
        .filter(event_log::position.gt(after))
        .order(event_log::position.asc())
        .limit(PAGE)
        .select((
            (
                event_log::position,
                event_log::company_id,
                event_log::happened_at,
                event_log::actor_id,
                event_log::kind,
            ),
            (event_log::subject_kind, event_log::subject_id, event_log::request_id),
            (event_log::payload_hash, event_log::previous_hash, event_log::hash),
            event_payload::salt.nullable(),
            event_payload::payload.nullable(),
        ))
        .load(conn)?;
    Ok(rows)
}

/// Whether a link is what its columns say; a payload that was erased no longer speaks, its hash still counts.
fn follow(chain: &mut Walked, link: &Link, is_next: bool) -> bool {
    let ((position, company, at, actor, kind), about, (payload_hash, previous, hash), salt, payload) = link;
    let (subject_kind, subject_id, request_id) = about;
    let computed = sha256(&[
        previous,
        &position.to_string(),
        &company.to_string(),
        &at.and_utc().timestamp_millis().to_string(),
        &actor.to_string(),
        kind,
        subject_kind,
        &subject_id.to_string(),
        request_id,
        payload_hash,
    ]);
    let says = match (salt, payload) {
        (Some(salt), Some(payload)) if !payload.is_empty() => sha256(&[salt, payload]) == *payload_hash,
        _ => true,
    };
    let is_good = is_next && says && computed == *hash && chain.last == *previous;
    chain.links += 1;
    chain.good += i64::from(is_good);
    chain.last = hash.clone();
    chain.position = *position;
    is_good
}
