//! A row written by the departments' own operation, and known by its key afterwards: the next import passes over it or
//! changes what differs.
use crate::ids::CompanyId;
use crate::kernel::actor::Actor;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use crate::kernel::web::batch::Batch;
use crate::setup::import::queries::Known;
use crate::setup::import::target::Target;
use diesel::prelude::*;
use serde_json::Value as Json;
use tenon_schema::external_id;

/// A row with all its ids.
#[derive(Debug, Clone)]
pub struct Ready {
    /// Among the rows of its step.
    pub place: usize,
    pub key: String,
    /// What is there under the key.
    pub known: Option<Known>,
    /// The command names its company and the mapping does not.
    pub takes_company: bool,
    pub body: Json,
    pub content_hash: String,
}

/// What the rows of a step go into.
pub struct Into<'a> {
    pub target: &'static Target,
    pub system: &'a str,
    pub company: CompanyId,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    Created,
    Updated,
    Unchanged,
}

/// Writes a row, unless it is in and the same. A refused one leaves nothing.
pub fn write(batch: &mut Batch<'_>, actor: &Actor, into: &Into<'_>, row: &Ready) -> Result<Done> {
    let is_same = |known: &Known| known.content_hash == row.content_hash;
    if row.known.as_ref().is_some_and(is_same) {
        return Ok(Done::Unchanged);
    }
    batch.write(actor, |tx| {
        let done = one(tx, into, row)?;
        if done == Done::Unchanged {
            tx.is_housekeeping();
        }
        Ok(done)
    })
}

fn one(tx: &mut Tx<'_>, into: &Into<'_>, row: &Ready) -> Result<Done> {
    let mut body = row.body.clone();
    if let Some(members) = body.as_object_mut().filter(|_| row.takes_company) {
        members.insert("company_id".to_owned(), into.company.to_string().into());
    }
    match &row.known {
        Some(known) => update(tx, into, row, (known, body)),
        None => {
            let made = (into.target.create)(tx, into.company, &body)?;
            remember(tx, into, row, made.raw())?;
            Ok(Done::Created)
        }
    }
}

/// Changes what the mapping names; everything else of the record stays as it is.
fn update(tx: &mut Tx<'_>, into: &Into<'_>, row: &Ready, (known, body): (&Known, Json)) -> Result<Done> {
    let Some(update) = into.target.update else {
        // Found by its own code and never imported: it is taken as it is.
        if known.content_hash.is_empty() {
            remember(tx, into, row, known.id)?;
            return Ok(Done::Unchanged);
        }
        let message = Message::new("import-cannot-change").with("key", &row.key);
        return Err(Error::Refused(message));
    };
    let (version, mut current) = (update.current)(tx.conn, into.company, known.id)?;
    overlay(&mut current, body);
    (update.apply)(tx, into.company, known.id, version, &current)?;
    remember(tx, into, row, known.id)?;
    Ok(Done::Updated)
}

fn remember(tx: &mut Tx<'_>, into: &Into<'_>, row: &Ready, id: i64) -> Result<()> {
    let set = (
        external_id::subject_id.eq(id),
        external_id::content_hash.eq(&row.content_hash),
    );
    diesel::insert_into(external_id::table)
        .values((
            external_id::subject_kind.eq(into.target.name),
            external_id::system.eq(into.system),
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
