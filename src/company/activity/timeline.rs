//! A record's timeline: what happened to it, with the text of the notes, newest first.
use crate::company::activity::ITEMS_MAX;
use crate::company::activity::Note;
use crate::company::activity::access;
use crate::company::activity::queries;
use crate::company::activity::sentence;
use crate::ids::CompanyId;
use crate::ids::NoteId;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::log;
use crate::kernel::log::Happened;
use crate::kernel::view::NoteKind;
use crate::kernel::view::Timeline;
use crate::kernel::view::TimelineItem;
use crate::kernel::web::Ctx;
use std::collections::BTreeMap;
use tenon_db::Conn;

/// Before every position there is.
pub const TOP: i64 = i64::MAX;

/// The part of the timeline before a position, with the composer of a note.
pub fn before(ctx: &Ctx, subject: Subject, position: i64) -> Result<Timeline> {
    let (end, events, notes) = ctx.read(|conn| {
        let most = i64::try_from(ITEMS_MAX + 1).unwrap_or(i64::MAX);
        let mut events = log::timeline(conn, subject, position, most)?;
        let has_more = events.len() > ITEMS_MAX;
        events.truncate(ITEMS_MAX);
        let end = events.last().filter(|_| has_more).map(|end| end.position);
        let events = open(conn, ctx, subject, events)?;
        let ids: Vec<NoteId> = events.iter().filter_map(sentence::note).collect();
        let notes = queries::notes(conn, &ids)?;
        Ok((end, events, notes))
    })?;
    let address = format!("{}/{}", subject.code(), subject.raw());
    Ok(Timeline {
        more_url: end.map(|end| format!("/activity/{address}?before={end}")),
        note_url: access::of(subject.code()).map(|_| format!("/notes/{address}")),
        items: events.iter().map(|happened| item(ctx, happened, &notes)).collect(),
    })
}

/// What the reader may know of what happened. What a company did to a shared record, its terms with a party, is told only
/// to those who work in that company; what happened to another record, an invoice of the party, to those who may read it.
fn open(conn: &mut Conn, ctx: &Ctx, subject: Subject, events: Vec<Happened>) -> Result<Vec<Happened>> {
    let positions: Vec<i64> = events.iter().map(|happened| happened.position).collect();
    let abouts = queries::abouts(conn, &positions)?;
    let mut open = Vec::new();
    for happened in events {
        let company = Some(happened.company_id).filter(|company| *company != log::SHARED_CHAIN);
        let company = company.map(CompanyId::from);
        if company.is_some_and(|company| !ctx.actor.sees(company)) {
            continue;
        }
        let other = abouts.get(&happened.position).filter(|about| **about != subject);
        let is_told = match other {
            Some(about) => access::is_told(conn, &ctx.actor, *about, company)?,
            None => true,
        };
        if is_told {
            open.push(happened);
        }
    }
    Ok(open)
}

fn item(ctx: &Ctx, happened: &Happened, notes: &BTreeMap<NoteId, Note>) -> TimelineItem {
    let note = sentence::note(happened).and_then(|id| notes.get(&id));
    TimelineItem {
        icon: sentence::icon(&happened.kind),
        who: happened.actor_name.clone(),
        text: sentence::say(ctx, happened),
        changes: sentence::changes(ctx, happened),
        note: note.map(|note| (NoteKind::Internal, note.text.clone())),
        time: ctx.formats.when(happened.at.and_utc()),
        iso: happened.at.and_utc().to_rfc3339(),
        ..TimelineItem::default()
    }
}
