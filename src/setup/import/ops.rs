//! Rows written by the departments' own operations, in slices: each holds the lane only briefly, and each row is known
//! by its key afterwards, so that an import that broke off goes on where it stopped.
use crate::ids::CompanyId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use crate::kernel::web::Ctx;
use crate::setup::import::queries;
use crate::setup::import::queries::Known;
use crate::setup::import::target::Target;
use diesel::prelude::*;
use serde_json::Value as Json;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;
use std::time::Instant;
use tenon_schema::external_id;

/// A slice ends when it has taken so long; the lane's limit is twice that.
const SLICE: Duration = Duration::from_millis(25);
/// However quick they are, so many rows end a slice.
const SLICE_ROWS_MAX: usize = 500;

/// A row with all its ids.
#[derive(Debug, Clone)]
pub struct Ready {
    /// Among the rows of its step.
    pub place: usize,
    pub key: String,
    /// What was there under the key when the step began.
    pub known: Option<Known>,
    /// The command names its company and the mapping does not.
    pub takes_company: bool,
    pub body: Json,
    pub content_hash: String,
}

/// Rows of one step, and what they go into.
#[derive(Clone)]
pub struct Slice {
    pub target: &'static Target,
    pub system: String,
    pub key_is_code: bool,
    pub company: CompanyId,
    pub rows: Arc<Vec<Ready>>,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    Created,
    Updated,
    Unchanged,
}

type Refused = Option<(usize, Error)>;

/// Rows from `start` on, as many as fit a slice; the row that was refused, if one was: those before it are written.
pub fn write(ctx: &Ctx, slice: &Slice, start: usize) -> Result<(Vec<Done>, Refused)> {
    let mut most = SLICE_ROWS_MAX;
    loop {
        let (job, at) = (slice.clone(), Arc::new(Mutex::new(start)));
        let seen = at.clone();
        let written = ctx.house.write_as(&ctx.actor, move |tx| {
            rows(tx, &job, start, most, |place| {
                *at.lock().unwrap_or_else(PoisonError::into_inner) = place
            })
        });
        let failed = *seen.lock().unwrap_or_else(PoisonError::into_inner);
        match written {
            Ok(done) => return Ok((done, None)),
            Err(error @ (Error::Internal(_) | Error::OutcomeUnknown)) => return Err(error),
            // The slice is undone: the good rows before the bad one are written by themselves.
            Err(error) if failed == start => {
                let place = slice.rows.get(failed).map_or(0, |row| row.place);
                return Ok((Vec::new(), Some((place, error))));
            }
            Err(_) => most = failed - start,
        }
    }
}

/// Does every row and undoes it; gives the rows that were refused, and why.
pub fn try_all(ctx: &Ctx, slice: &Slice) -> Result<Vec<(usize, Error)>> {
    let mut refused = Vec::new();
    let mut next = 0;
    while next < slice.rows.len() {
        let (job, at) = (slice.clone(), Arc::new(Mutex::new(next)));
        let (seen, start) = (at.clone(), next);
        let tried = ctx.house.try_as(&ctx.actor, move |tx| {
            rows(tx, &job, start, SLICE_ROWS_MAX, |place| {
                *at.lock().unwrap_or_else(PoisonError::into_inner) = place;
            })
        });
        let failed = *seen.lock().unwrap_or_else(PoisonError::into_inner);
        match tried {
            Ok(done) => next += done.len(),
            Err(error @ (Error::Internal(_) | Error::OutcomeUnknown)) => return Err(error),
            Err(error) => {
                let place = slice.rows.get(failed).map_or(0, |row| row.place);
                refused.push((place, error));
                next = failed + 1;
            }
        }
    }
    Ok(refused)
}

/// At least one row and at most `most`, until the slice's time is over; `at` hears which row is under way.
fn rows(tx: &mut Tx<'_>, slice: &Slice, start: usize, most: usize, at: impl Fn(usize)) -> Result<Vec<Done>> {
    let started = Instant::now();
    let mut done = Vec::new();
    for (row, place) in slice.rows.iter().zip(0..).skip(start).take(most) {
        at(place);
        done.push(one(tx, slice, row)?);
        if started.elapsed() > SLICE {
            break;
        }
    }
    if done.iter().all(|one| *one == Done::Unchanged) {
        tx.is_housekeeping();
    }
    Ok(done)
}

fn one(tx: &mut Tx<'_>, slice: &Slice, row: &Ready) -> Result<Done> {
    let known = match &row.known {
        Some(known) => Some(known.clone()),
        // Another import may have been here since the step began.
        None => queries::known(
            tx.conn,
            slice.target.name,
            &slice.system,
            std::slice::from_ref(&row.key),
        )?
        .remove(&row.key),
    };
    let mut body = row.body.clone();
    if let Some(members) = body.as_object_mut().filter(|_| row.takes_company) {
        members.insert("company_id".to_owned(), slice.company.to_string().into());
    }
    match known {
        Some(known) if known.content_hash == row.content_hash => Ok(Done::Unchanged),
        Some(known) => update(tx, slice, row, (&known, body)),
        None => {
            let made = (slice.target.create)(tx, slice.company, &body)?;
            remember(tx, slice, row, made.raw())?;
            Ok(Done::Created)
        }
    }
}

/// Changes what the mapping names; everything else of the record stays as it is.
fn update(tx: &mut Tx<'_>, slice: &Slice, row: &Ready, (known, body): (&Known, Json)) -> Result<Done> {
    let Some(update) = slice.target.update else {
        // Found by its own code and never imported: it is taken as it is.
        if known.content_hash.is_empty() {
            remember(tx, slice, row, known.id)?;
            return Ok(Done::Unchanged);
        }
        let message = Message::new("import-cannot-change").with("key", &row.key);
        return Err(Error::Refused(message));
    };
    let (version, mut current) = (update.current)(tx.conn, slice.company, known.id)?;
    overlay(&mut current, body);
    (update.apply)(tx, slice.company, known.id, version, &current)?;
    remember(tx, slice, row, known.id)?;
    Ok(Done::Updated)
}

fn remember(tx: &mut Tx<'_>, slice: &Slice, row: &Ready, id: i64) -> Result<()> {
    let set = (
        external_id::subject_id.eq(id),
        external_id::content_hash.eq(&row.content_hash),
    );
    diesel::insert_into(external_id::table)
        .values((
            external_id::subject_kind.eq(slice.target.name),
            external_id::system.eq(&slice.system),
            external_id::key.eq(&row.key),
            set,
        ))
        .on_conflict((external_id::subject_kind, external_id::system, external_id::key))
        .do_update()
        .set(set)
        .execute(tx.conn)?;
    Ok(())
}

/// Puts what is imported over what is there. Rows of a list that have ids are taken by their place, so that they stay the
/// same records, and rows that were added by hand stay.
fn overlay(current: &mut Json, imported: Json) {
    match (current, imported) {
        (Json::Object(members), Json::Object(changed)) => {
            for (name, value) in changed {
                if let Some(member) = members.get_mut(&name) {
                    overlay(member, value);
                }
            }
        }
        (Json::Array(rows), Json::Array(changed)) if rows.iter().any(|row| row.get("id").is_some()) => {
            for (place, value) in changed.into_iter().enumerate() {
                match rows.get_mut(place) {
                    Some(row) => overlay(row, value),
                    None => rows.push(value),
                }
            }
        }
        (current, imported) => *current = imported,
    }
}

#[cfg(test)]
mod tests {
    use super::overlay;
    use serde_json::json;

    #[test]
    fn only_what_is_imported_changes() {
        let mut party = json!({
            "name": "Halvorsen", "email": "post@halvorsen.no", "roles": ["customer"],
            "contacts": [{"id": 7, "name": "Ida", "phone": "1"}, {"id": 8, "name": "Per", "phone": "2"}],
        });
        overlay(
            &mut party,
            json!({"name": "Halvorsen AS", "colour": "red", "roles": ["supplier"], "contacts": [{"name": "Ida Moe"}]}),
        );
        let expected = json!({
            "name": "Halvorsen AS", "email": "post@halvorsen.no", "roles": ["supplier"],
            "contacts": [{"id": 7, "name": "Ida Moe", "phone": "1"}, {"id": 8, "name": "Per", "phone": "2"}],
        });
        assert_eq!(party, expected);
    }
}
