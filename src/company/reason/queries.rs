//! Reads of reasons.
use crate::company::reason::Reason;
use crate::company::reason::ReasonFor;
use crate::ids::ReasonId;
use crate::kernel::actor::Reach;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::sort_page;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_db::IgnoringCase;
use tenon_db::Sql;
use tenon_schema::choice;

type Row = (ReasonId, String, String, bool, i32);

macro_rules! columns {
    () => {
        (
            choice::id,
            choice::kind,
            choice::name,
            choice::is_active,
            choice::version,
        )
    };
}

fn of((id, kind, name, is_active, version): Row) -> Option<Reason> {
    Some(Reason {
        id,
        used_for: ReasonFor::of_kind(&kind)?,
        name,
        is_active,
        version,
    })
}

pub fn get(conn: &mut Conn, id: ReasonId) -> Result<Reason> {
    let row = choice::table
        .filter(choice::id.eq(id.raw()))
        .select(columns!())
        .first(conn);
    of(found(row, "reason")?).ok_or(Error::NotFound("reason"))
}

/// The words of those in use, in their order.
pub fn names(conn: &mut Conn, used_for: ReasonFor) -> Result<Vec<String>> {
    let names = choice::table
        .filter(choice::kind.eq(used_for.kind()))
        .filter(choice::is_active.eq(true))
        .order(choice::name.asc())
        .limit(100)
        .select(choice::name)
        .load(conn)?;
    Ok(names)
}

/// The reason of these words.
pub fn find(conn: &mut Conn, used_for: ReasonFor, name: &str) -> Result<Option<ReasonId>> {
    let id = choice::table
        .filter(choice::kind.eq(used_for.kind()))
        .filter(choice::code.eq(name))
        .select(choice::id)
        .first(conn)
        .optional()?;
    Ok(id)
}

macro_rules! matching {
    ($query:expr, $list:expr) => {{
        let asked = $list.choice("used-for").unwrap_or_default();
        let is_asked = |one: &&ReasonFor| asked.is_empty() || asked.iter().any(|code| code == one.code());
        let kinds: Vec<String> = ReasonFor::ALL.iter().filter(is_asked).map(|one| one.kind()).collect();
        let mut query = $query.filter(choice::kind.eq_any(kinds));
        if let Some(pattern) = $list.starts_with() {
            query = query.filter(choice::name.like_ignoring_case(format!("%{pattern}")));
        }
        if let Some(active) = $list.flag("active") {
            query = query.filter(choice::is_active.eq(active));
        }
        query
    }};
}

pub fn page(conn: &mut Conn, _: &Reach, list: &ListQuery) -> Result<Vec<Reason>> {
    let query = matching!(choice::table.select(columns!()).into_boxed::<Sql>(), list);
    let query = sort_page!(query, list, choice::id, { "name" => choice::code, String; });
    let rows: Vec<Row> = query.load(conn)?;
    Ok(rows.into_iter().filter_map(of).collect())
}

pub fn sums(conn: &mut Conn, _: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = matching!(choice::table.count().into_boxed::<Sql>(), list);
    Ok(Sums {
        count: query.get_result(conn)?,
        sums: Vec::new(),
    })
}
