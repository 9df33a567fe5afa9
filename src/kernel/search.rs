//! Search over everything one may see: tokens are stored in the operation's own transaction and matched by index.
use crate::ids::CompanyId;
use crate::ids::Subject;
use crate::ids::UserId;
use crate::kernel::actor::Actor;
use crate::kernel::error::Result;
use crate::kernel::search_text;
use crate::kernel::search_text::Query;
use crate::permission::Permission;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use std::collections::BTreeSet;
use tenon_db::Conn;
use tenon_db::Sql;
use tenon_schema::search_document;
use tenon_schema::search_token;

/// What a concept contributes to search.
#[derive(Clone, Copy)]
pub struct SearchKind {
    /// Code of the subject.
    pub kind: &'static str,
    /// Message key of the group's name ("Customers").
    pub label: &'static str,
    pub icon: &'static str,
    pub permission: Permission,
}

/// One record as search knows it.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    pub subject: Subject,
    /// `None` for what all companies share.
    pub company: Option<CompanyId>,
    pub owner: Option<UserId>,
    pub title: &'a str,
    pub subtitle: &'a str,
    /// Further words it is found by.
    pub words: &'a str,
}

/// A hit, best first.
#[derive(Debug, Clone)]
pub struct Hit {
    pub subject: Subject,
    pub title: String,
    pub subtitle: String,
    pub score: u32,
}

/// Whether the actor may open a record, asked where search does not know whose team's it is.
pub type Opens = fn(&mut Conn, &Actor, Subject) -> Result<bool>;

/// Most candidates ranked for one query.
const CANDIDATES_MAX: i64 = 400;

/// Indexes a master by words, parts of words and Chinese pairs, in place of what was known before.
pub fn put(conn: &mut Conn, entry: &Entry<'_>) -> Result<()> {
    remove(conn, entry.subject)?;
    let text = format!("{} {} {}", entry.title, entry.subtitle, entry.words);
    insert(conn, entry, &search_text::index_tokens(&text))
}

/// Indexes a new document by its numbers only: whole, and its last part without leading zeros.
pub fn put_document(conn: &mut Conn, entry: &Entry<'_>) -> Result<()> {
    let mut tokens: Vec<String> = Vec::new();
    for word in format!("{} {}", entry.title, entry.words).split_whitespace() {
        let folded = search_text::fold(word);
        let tail = folded
            .rsplit('-')
            .next()
            .unwrap_or("")
            .trim_start_matches('0')
            .to_owned();
        tokens.extend([folded, tail].into_iter().filter(|token| !token.is_empty()));
    }
    tokens.sort_unstable();
    tokens.dedup();
    insert(conn, entry, &tokens)
}

/// Forgets a record.
pub fn remove(conn: &mut Conn, subject: Subject) -> Result<()> {
    let (kind, id) = (subject.code(), subject.raw());
    diesel::delete(
        search_token::table
            .filter(search_token::subject_kind.eq(kind))
            .filter(search_token::subject_id.eq(id)),
    )
    .execute(conn)?;
    diesel::delete(
        search_document::table
            .filter(search_document::subject_kind.eq(kind))
            .filter(search_document::subject_id.eq(id)),
    )
    .execute(conn)?;
    Ok(())
}

fn insert(conn: &mut Conn, entry: &Entry<'_>, tokens: &[String]) -> Result<()> {
    let (kind, id) = (entry.subject.code(), entry.subject.raw());
    let folded = search_text::fold(&format!("{} {} {}", entry.title, entry.subtitle, entry.words));
    conn.later(&diesel::insert_into(search_document::table).values((
        search_document::subject_kind.eq(kind),
        search_document::subject_id.eq(id),
        search_document::company_id.eq(entry.company.map_or(0, CompanyId::raw)),
        search_document::owner_id.eq(entry.owner.map_or(0, UserId::raw)),
        search_document::title.eq(entry.title),
        search_document::subtitle.eq(entry.subtitle),
        search_document::folded.eq(folded),
    )))?;
    let rows: Vec<_> = tokens
        .iter()
        .map(|token| {
            (
                search_token::token.eq(token),
                search_token::subject_kind.eq(kind),
                search_token::subject_id.eq(id),
            )
        })
        .collect();
    for slice in rows.chunks(80) {
        conn.later(
            &diesel::insert_into(search_token::table)
                .values(slice)
                .on_conflict_do_nothing(),
        )?;
    }
    Ok(())
}

/// The best hits among the kinds the actor may read: sure matches first, then forgiving ones when there are too few.
pub fn find(
    conn: &mut Conn,
    actor: &Actor,
    kinds: &[SearchKind],
    text: &str,
    limit: usize,
    opens: Opens,
) -> Result<Vec<Hit>> {
    let query = search_text::query_tokens(text);
    if query.is_empty() {
        return Ok(Vec::new());
    }
    let allowed: Vec<SearchKind> = kinds
        .iter()
        .filter(|kind| actor.may_somewhere(kind.permission))
        .copied()
        .collect();
    let asking = Asking {
        actor,
        kinds: &allowed,
        opens,
    };
    let mut sure = sharing(conn, &allowed, query.exact_tokens())?;
    sure.extend(beginning(conn, &allowed, &query.last_prefixes())?);
    let mut hits = ranked(conn, &asking, &query, &sure)?;
    if hits.len() < limit {
        let near = sharing(conn, &allowed, query.near_tokens().concat())?;
        let known: BTreeSet<Subject> = hits.iter().map(|hit| hit.subject).collect();
        hits.extend(
            ranked(conn, &asking, &query, &near)?
                .into_iter()
                .filter(|hit| !known.contains(&hit.subject)),
        );
    }
    hits.sort_by(|one, two| {
        two.score
            .cmp(&one.score)
            .then_with(|| one.title.len().cmp(&two.title.len()))
            .then_with(|| one.title.cmp(&two.title))
    });
    hits.truncate(limit);
    Ok(hits)
}

/// A record by kind and id, before it is known whether it may be seen.
type Key = (String, i64);

fn codes(kinds: &[SearchKind]) -> Vec<&'static str> {
    kinds.iter().map(|kind| kind.kind).collect()
}

/// Records that share the most of these tokens.
fn sharing(conn: &mut Conn, kinds: &[SearchKind], tokens: Vec<String>) -> Result<Vec<Key>> {
    let rows = search_token::table
        .filter(search_token::token.eq_any(tokens))
        .filter(search_token::subject_kind.eq_any(codes(kinds)))
        .group_by((search_token::subject_kind, search_token::subject_id))
        .select((search_token::subject_kind, search_token::subject_id))
        .order((diesel::dsl::count_star().desc(), search_token::subject_id.desc()))
        .limit(CANDIDATES_MAX);
    Ok(rows.load(conn)?)
}

/// Records that hold a word which begins like this. Neither sorted nor counted, so that two letters over a million
/// documents read no more of the index than is ranked.
fn beginning(conn: &mut Conn, kinds: &[SearchKind], prefixes: &[String]) -> Result<Vec<Key>> {
    let mut wanted: Option<Box<dyn BoxableExpression<search_token::table, Sql, SqlType = Bool>>> = None;
    for prefix in prefixes {
        let end = search_text::prefix_end(prefix);
        let range = search_token::token.ge(prefix.clone()).and(search_token::token.lt(end));
        wanted = Some(match wanted {
            Some(before) => Box::new(before.or(range)),
            None => Box::new(range),
        });
    }
    let Some(wanted) = wanted else {
        return Ok(Vec::new());
    };
    let rows = search_token::table
        .filter(wanted)
        .filter(search_token::subject_kind.eq_any(codes(kinds)))
        .select((search_token::subject_kind, search_token::subject_id))
        .limit(CANDIDATES_MAX);
    Ok(rows.load(conn)?)
}

/// Who asks, and for which kinds.
struct Asking<'a> {
    actor: &'a Actor,
    kinds: &'a [SearchKind],
    opens: Opens,
}

impl Asking<'_> {
    /// Whether a record of this company and owner is within the reach. Documents of one's team are asked one by one.
    fn may_see(&self, conn: &mut Conn, permission: Permission, found: (Subject, i64, i64)) -> Result<bool> {
        let (subject, company, owner) = found;
        let owner = (owner != 0).then(|| UserId::from(owner));
        let reach = self.actor.reach(permission);
        if company == 0 {
            return Ok(reach.opens_shared(owner));
        }
        if reach.covers(CompanyId::from(company), owner, None) {
            return Ok(true);
        }
        Ok(reach.team_only.contains(&company) && (self.opens)(conn, self.actor, subject)?)
    }
}

fn ranked(conn: &mut Conn, asking: &Asking<'_>, query: &Query, keys: &[Key]) -> Result<Vec<Hit>> {
    let found: BTreeSet<&str> = keys.iter().map(|(kind, _)| kind.as_str()).collect();
    let ids: BTreeSet<i64> = keys.iter().map(|(_, id)| *id).collect();
    let rows: Vec<(String, i64, i64, i64, String, String, String)> = search_document::table
        .filter(search_document::subject_kind.eq_any(found))
        .filter(search_document::subject_id.eq_any(ids))
        .limit(2 * CANDIDATES_MAX)
        .load(conn)?;
    let mut hits = Vec::new();
    for (kind, id, company, owner, title, subtitle, folded) in rows {
        let known = asking.kinds.iter().find(|known| known.kind == kind);
        let (Some(known), Some(subject)) = (known, Subject::from_parts(&kind, id)) else {
            continue;
        };
        let score = search_text::score_text(query, &folded);
        if score > 0 && asking.may_see(conn, known.permission, (subject, company, owner))? {
            hits.push(Hit {
                subject,
                title,
                subtitle,
                score,
            });
        }
    }
    Ok(hits)
}
