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

/// Before every position there is.
pub const TOP: i64 = i64::MAX;

/// The part of the timeline before a position, with the composer of a note.
pub fn before(ctx: &Ctx, subject: Subject, position: i64) -> Result<Timeline> {
    let (mut events, notes) = ctx.read(|conn| {
        let most = i64::try_from(ITEMS_MAX + 1).unwrap_or(i64::MAX);
        let events = log::timeline(conn, subject, position, most)?;
        let ids: Vec<NoteId> = events.iter().filter_map(sentence::note).collect();
        let notes = queries::notes(conn, &ids)?;
        Ok((events, notes))
    })?;
    let has_more = events.len() > ITEMS_MAX;
    events.truncate(ITEMS_MAX);
    let address = format!("{}/{}", subject.code(), subject.raw());
    let end = events.last().filter(|_| has_more);
    Ok(Timeline {
        more_url: end.map(|end| format!("/activity/{address}?before={}", end.position)),
        note_url: access::of(subject.code()).map(|_| format!("/notes/{address}")),
        items: events
            .iter()
            .filter(|happened| is_open(ctx, happened))
            .map(|happened| item(ctx, happened, &notes))
            .collect(),
    })
}

/// What a company did to a shared record, its terms with a party, is told only to those who work in that company.
fn is_open(ctx: &Ctx, happened: &Happened) -> bool {
    happened.company_id == log::SHARED_CHAIN || ctx.actor.sees(CompanyId::from(happened.company_id))
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
