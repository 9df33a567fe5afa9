//! How documents hang together: quotation → order → delivery → invoice → payment, both ways from any of them.
use crate::ids::CompanyId;
use crate::ids::Subject;
use crate::ids::TeamId;
use crate::ids::UserId;
use crate::kernel::error::Result;
use chrono::NaiveDate;
use diesel::prelude::*;
use std::collections::BTreeSet;
use tenon_db::AtCommit;
use tenon_db::Conn;
use tenon_db::Money;
use tenon_db::batches;
use tenon_schema::document_link;

/// Links followed away from a document in each direction.
const DEPTH_MAX: usize = 6;
/// Most documents shown in one chain.
const DOCUMENTS_MAX: usize = 60;

/// The column of the journal entries.
pub const BOOKS: usize = 5;

/// A document as the chain shows it.
#[derive(Debug, Clone)]
pub struct Summary {
    pub subject: Subject,
    /// Message key of what it is called ("Sales order").
    pub label: &'static str,
    /// Whose it is: a reader's chain holds only what he may open.
    pub company: CompanyId,
    pub owner: Option<UserId>,
    pub team: Option<TeamId>,
    pub number: String,
    pub date: NaiveDate,
    /// State code and its message key prefix, as in [`crate::kernel::value::StateLook`].
    pub state: crate::kernel::value::StateLook,
    pub total: Option<(Money, String)>,
}

/// What a concept contributes: how documents of its kind are described. The column is the place in the chain.
#[derive(Clone, Copy)]
pub struct DocumentKind {
    /// Code of the subject.
    pub kind: &'static str,
    /// 0 quotation, 1 order, 2 delivery, 3 invoice, 4 payment, 5 journal entry.
    pub column: usize,
    pub permission: crate::permission::Permission,
    pub describe: fn(&mut Conn, &[i64]) -> Result<Vec<Summary>>,
}

/// That the second document came out of the first.
struct Link {
    from: Subject,
    to: Subject,
}

impl AtCommit for Link {
    fn write(conn: &mut Conn, left: &[Link]) -> QueryResult<()> {
        let rows: Vec<_> = left
            .iter()
            .map(|link| {
                (
                    document_link::from_kind.eq(link.from.code()),
                    document_link::from_id.eq(link.from.raw()),
                    document_link::to_kind.eq(link.to.code()),
                    document_link::to_id.eq(link.to.raw()),
                )
            })
            .collect();
        for slice in batches(&rows, 4) {
            conn.later(
                &diesel::insert_into(document_link::table)
                    .values(slice)
                    .on_conflict_do_nothing(),
            )?;
        }
        Ok(())
    }
}

/// Links documents: the second of each pair came out of the first. Linking twice changes nothing.
pub fn link_all(conn: &mut Conn, pairs: &[(Subject, Subject)]) {
    for (from, to) in pairs {
        conn.at_commit(Link { from: *from, to: *to });
    }
}

/// Writes the links that wait, before links are read or removed inside a write.
pub fn bring_up_to_date(conn: &mut Conn) -> QueryResult<()> {
    conn.write_waiting::<Link>()
}

/// Removes the links from these documents to one, when what tied them together was taken back.
pub fn unlink_all(conn: &mut Conn, from: &[Subject], to: impl Into<Subject>) -> Result<()> {
    let to = to.into();
    bring_up_to_date(conn)?;
    // Ids are unique over all kinds.
    let ids: Vec<i64> = from.iter().map(|subject| subject.raw()).collect();
    let links = document_link::table
        .filter(document_link::to_kind.eq(to.code()))
        .filter(document_link::to_id.eq(to.raw()))
        .filter(document_link::from_id.eq_any(ids));
    diesel::delete(links).execute(conn)?;
    Ok(())
}

/// Removes a draft's links, when the draft goes.
pub fn unlink(conn: &mut Conn, document: impl Into<Subject>) -> Result<()> {
    let document = document.into();
    bring_up_to_date(conn)?;
    let to = document_link::to_kind
        .eq(document.code())
        .and(document_link::to_id.eq(document.raw()));
    let from = document_link::from_kind
        .eq(document.code())
        .and(document_link::from_id.eq(document.raw()));
    diesel::delete(document_link::table.filter(to.or(from))).execute(conn)?;
    Ok(())
}

/// Every document reachable from this one, itself included; each level of the walk is one query.
pub fn walk(conn: &mut Conn, start: Subject) -> Result<Vec<Subject>> {
    bring_up_to_date(conn)?;
    let mut seen = BTreeSet::from([start]);
    let mut edge = vec![start];
    for _ in 0..DEPTH_MAX {
        let ids: Vec<i64> = edge.iter().map(|subject| subject.raw()).collect();
        let near = document_link::from_id
            .eq_any(ids.clone())
            .or(document_link::to_id.eq_any(ids));
        let rows: Vec<(String, i64, String, i64)> = document_link::table.filter(near).limit(500).load(conn)?;
        let found = rows.into_iter().flat_map(|(from_kind, from, to_kind, to)| {
            [Subject::from_parts(&from_kind, from), Subject::from_parts(&to_kind, to)]
        });
        edge = found
            .flatten()
            .filter(|subject| seen.len() < DOCUMENTS_MAX && seen.insert(*subject))
            .collect();
        if edge.is_empty() {
            break;
        }
    }
    Ok(seen.into_iter().collect())
}
