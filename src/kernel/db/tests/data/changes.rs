//! Inserts, updates, deletes, conflicts and savepoints, the same code on both engines.

use diesel::prelude::*;
use diesel::result::DatabaseErrorKind;
use diesel::result::Error;
use diesel::upsert::excluded;
use tenon_db::Money;
use tenon_db::Sql;
use tenon_db::exact_sum;

use crate::walk::GroupId;
use crate::walk::Kind;
use crate::walk::Thing;
use crate::walk::ThingId;
use crate::walk::filled;
use crate::walk::thing;
use crate::walk::thing_group;
use crate::walk::thing_of;
use crate::world::on_both;

#[test]
fn changes_say_how_many_and_return_rows() {
    on_both(|world| {
        let conn = &mut world.conn();
        filled(conn);
        let one = thing::table.find(ThingId::new(1));
        let changed = diesel::update(one)
            .set((
                thing::amount.eq(thing::amount + Money::from_raw(7)),
                thing::note.eq(Some("x")),
            ))
            .execute(conn)
            .unwrap();
        assert_eq!(changed, 1);
        let back: Thing = diesel::update(one)
            .set(thing::note.eq(None::<String>))
            .returning(Thing::as_returning())
            .get_result(conn)
            .unwrap();
        assert_eq!((back.amount, back.note), (Money::from_raw(107), None));
        for kind in [None, Some(Kind::Good), None] {
            let back: Option<Kind> = diesel::update(one)
                .set(thing::opt_kind.eq(kind))
                .returning(thing::opt_kind)
                .get_result(conn)
                .unwrap();
            assert_eq!(back, kind);
        }
        let stale = diesel::update(one.filter(thing::n.eq(77)))
            .set(thing::n.eq(1))
            .execute(conn)
            .unwrap();
        assert_eq!(stale, 0);
        let boxed = diesel::update(thing::table)
            .set(thing::n.eq(1))
            .into_boxed::<Sql>()
            .filter(thing::id.eq(ThingId::new(1)));
        assert_eq!(boxed.execute(conn).unwrap(), 1);
        let services = thing::table
            .filter(thing::kind.eq(Kind::Service))
            .filter(thing::id.gt(ThingId::new(4)));
        assert_eq!(diesel::delete(services).execute(conn).unwrap(), 1);
        let boxed = diesel::delete(thing::table)
            .into_boxed::<Sql>()
            .filter(thing::id.eq(ThingId::new(4)));
        assert_eq!(boxed.execute(conn).unwrap(), 1);
        assert_eq!(thing::table.count().get_result::<i64>(conn).unwrap(), 3);
    });
}

#[test]
fn conflicts_are_resolved_in_the_statement() {
    on_both(|world| {
        let conn = &mut world.conn();
        filled(conn);
        let again: Vec<Thing> = (1..=6)
            .map(|i| Thing {
                amount: Money::from_raw(1),
                ..thing_of(i)
            })
            .collect();
        let written = diesel::insert_into(thing::table)
            .values(&again)
            .on_conflict(thing::id)
            .do_update()
            .set(thing::amount.eq(thing::amount + excluded(thing::amount)))
            .execute(conn)
            .unwrap();
        assert_eq!(written, 6);
        let written = diesel::insert_into(thing::table)
            .values(&again)
            .on_conflict_do_nothing()
            .execute(conn)
            .unwrap();
        assert_eq!(written, 0);
        let written = diesel::insert_into(thing::table)
            .values(&again[0])
            .on_conflict(thing::id)
            .do_nothing()
            .execute(conn)
            .unwrap();
        assert_eq!(written, 0);
        let amounts: Vec<Money> = thing::table.select(thing::amount).order(thing::id).load(conn).unwrap();
        assert_eq!(
            amounts.iter().map(|amount| amount.raw()).collect::<Vec<_>>(),
            [101, 201, 301, 401, 501, 1]
        );
        let sums: Vec<(GroupId, Option<Money>)> = thing::table
            .group_by(thing::thing_group_id)
            .select((thing::thing_group_id, exact_sum(thing::amount)))
            .order(thing::thing_group_id)
            .load(conn)
            .unwrap();
        assert_eq!(
            sums,
            [
                (GroupId::new(1), Some(Money::from_raw(603))),
                (GroupId::new(2), Some(Money::from_raw(903)))
            ]
        );
    });
}

#[test]
fn a_failed_savepoint_leaves_the_outer_transaction() {
    on_both(|world| {
        let conn = &mut world.conn();
        filled(conn);
        let group = |id: i64| (thing_group::id.eq(id), thing_group::title.eq("new"));
        conn.transaction(|conn| {
            diesel::insert_into(thing_group::table)
                .values(group(10))
                .execute(conn)?;
            let inner: QueryResult<()> = conn.transaction(|conn| {
                diesel::insert_into(thing_group::table)
                    .values(group(11))
                    .execute(conn)?;
                diesel::insert_into(thing_group::table)
                    .values(group(10))
                    .execute(conn)?;
                Ok(())
            });
            assert!(
                matches!(inner, Err(Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _))),
                "{inner:?}"
            );
            QueryResult::Ok(())
        })
        .unwrap();
        let left: Vec<i64> = thing_group::table
            .order(thing_group::id)
            .select(thing_group::id)
            .load(conn)
            .unwrap();
        assert_eq!(left, [1, 2, 10]);
    });
}
