//! Reads of the inbox: always of one user.
use crate::company::notification::Notification;
use crate::company::notification::NotificationKind;
use crate::ids::NotificationId;
use crate::ids::UserId;
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::permission::Permission;
use crate::permission::Scope;
use crate::sort_page;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_db::Sql;
use tenon_schema::notification;
use tenon_schema::role;
use tenon_schema::role_permission;
use tenon_schema::search_document;
use tenon_schema::user_role;

/// Most users told of one thing.
const USERS_MAX: i64 = 200;

type Row = (
    NotificationId,
    NotificationKind,
    String,
    i64,
    String,
    NaiveDateTime,
    Option<NaiveDateTime>,
    Option<String>,
);

fn of((id, kind, subject_kind, subject_id, argument, created_at, read_at, title): Row) -> Notification {
    Notification {
        id,
        kind,
        subject_kind,
        subject_id,
        argument,
        created_at,
        read_at,
        title,
    }
}

macro_rules! rows {
    () => {
        notification::table
            .left_join(
                search_document::table.on(search_document::subject_kind
                    .eq(notification::subject_kind)
                    .and(search_document::subject_id.eq(notification::subject_id))),
            )
            .select((
                notification::id,
                notification::kind,
                notification::subject_kind,
                notification::subject_id,
                notification::argument,
                notification::created_at,
                notification::read_at,
                search_document::title.nullable(),
            ))
    };
}

macro_rules! matching {
    ($query:expr, $reach:expr, $list:expr) => {{
        let mut query = $query.filter(notification::user_id.eq($reach.user));
        match $list.flag("unread") {
            Some(true) => query = query.filter(notification::read_at.is_null()),
            Some(false) => query = query.filter(notification::read_at.is_not_null()),
            None => {}
        }
        query
    }};
}

pub fn page(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<Notification>> {
    let query = matching!(rows!().into_boxed::<Sql>(), reach, list);
    let query = sort_page!(query, list, notification::id, { "at" => notification::created_at, NaiveDateTime; });
    Ok(query.load(conn)?.into_iter().map(of).collect())
}

pub fn sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = matching!(notification::table.count().into_boxed::<Sql>(), reach, list);
    Ok(Sums::count(query.get_result(conn)?))
}

/// One of a user's notifications.
pub fn get(conn: &mut Conn, user: UserId, id: NotificationId) -> Result<Notification> {
    let row = rows!()
        .filter(notification::id.eq(id))
        .filter(notification::user_id.eq(user))
        .first(conn);
    found(row, "notification").map(of)
}

/// Who may do something in a company, to all of its records: those a waiting record is brought to.
pub fn holders(conn: &mut Conn, permission: Permission, company: i64) -> Result<Vec<UserId>> {
    let users = user_role::table
        .inner_join(role::table)
        .inner_join(role_permission::table.on(role_permission::role_id.eq(user_role::role_id)))
        .filter(role_permission::permission.eq(permission))
        .filter(role_permission::scope.eq_any([Scope::Company.code(), Scope::All.code()]))
        .filter(role::is_active.eq(true))
        .filter(user_role::company_id.is_null().or(user_role::company_id.eq(company)))
        .select(user_role::user_id)
        .distinct()
        .order(user_role::user_id)
        .limit(USERS_MAX)
        .load(conn)?;
    Ok(users)
}
