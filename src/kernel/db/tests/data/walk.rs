//! Walks what the dialect can do, the same code on both engines.

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::NaiveDateTime;
use chrono::NaiveTime;
use chrono::TimeZone;
use chrono::Utc;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::result::DatabaseErrorKind;
use diesel::result::Error;
use tenon_db::Conn;
use tenon_db::IgnoringCase;
use tenon_db::LockRows;
use tenon_db::Money;
use tenon_db::Sql;

use crate::world::on_both;

tenon_db::code_enum! { pub enum Kind { Good = "good", Service = "service" } }
tenon_db::id! { pub struct ThingId; pub struct GroupId; }

diesel::table! {
    thing (id) {
        id -> BigInt, small -> SmallInt, n -> Integer, name -> Text, flag -> Bool, day -> Date, at -> Timestamp,
        amount -> BigInt, kind -> Text, bytes -> Binary, ratio -> Double, note -> Nullable<Text>,
        opt_day -> Nullable<Date>, opt_amount -> Nullable<BigInt>, opt_kind -> Nullable<Text>,
        opt_flag -> Nullable<Bool>, thing_group_id -> BigInt,
    }
}
diesel::table! { thing_group (id) { id -> BigInt, title -> Text, } }
diesel::table! {
    instant (id) { id -> BigInt, at -> Timestamptz, opt -> Nullable<Timestamptz>, clock -> Time, f -> Float, }
}
diesel::joinable!(thing -> thing_group (thing_group_id));
diesel::allow_tables_to_appear_in_same_query!(thing, thing_group);

const TABLES: &str = "
CREATE TABLE thing_group (id BIGINT PRIMARY KEY, title TEXT NOT NULL);
CREATE TABLE thing (id BIGINT PRIMARY KEY, small SMALLINT NOT NULL, n INTEGER NOT NULL, name TEXT NOT NULL,
    flag BOOLEAN NOT NULL, day DATE NOT NULL, at TIMESTAMP NOT NULL, amount BIGINT NOT NULL, kind TEXT NOT NULL,
    bytes BYTEA NOT NULL, ratio DOUBLE PRECISION NOT NULL, note TEXT, opt_day DATE, opt_amount BIGINT, opt_kind TEXT,
    opt_flag BOOLEAN, thing_group_id BIGINT NOT NULL);
CREATE TABLE instant (id BIGINT PRIMARY KEY, at TIMESTAMP WITH TIME ZONE NOT NULL, opt TIMESTAMP WITH TIME ZONE,
    clock TIME NOT NULL, f REAL NOT NULL);
INSERT INTO thing_group VALUES (1, 'one'), (2, 'two');";

#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, Identifiable)]
#[diesel(table_name = thing, treat_none_as_default_value = false)]
pub struct Thing {
    pub id: ThingId,
    pub small: i16,
    pub n: i32,
    pub name: String,
    pub flag: bool,
    pub day: NaiveDate,
    pub at: NaiveDateTime,
    pub amount: Money,
    pub kind: Kind,
    pub bytes: Vec<u8>,
    pub ratio: f64,
    pub note: Option<String>,
    pub opt_day: Option<NaiveDate>,
    pub opt_amount: Option<Money>,
    pub opt_kind: Option<Kind>,
    pub opt_flag: Option<bool>,
    pub thing_group_id: GroupId,
}

#[derive(Debug, Clone, PartialEq, Queryable, Insertable)]
#[diesel(table_name = instant, treat_none_as_default_value = false)]
struct Instant {
    id: i64,
    at: DateTime<Utc>,
    opt: Option<DateTime<Utc>>,
    clock: NaiveTime,
    f: f32,
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub fn thing_of(i: i32) -> Thing {
    let is_even = i % 2 == 0;
    Thing {
        id: ThingId::new(i.into()),
        small: -5,
        n: i * 2,
        name: format!("Näme {i}"),
        flag: is_even,
        day: day(2026, 1, 1) + chrono::Days::new(i.unsigned_abs().into()),
        at: day(2026, 1, 1).and_hms_milli_opt(1, 2, 3, 456).unwrap(),
        amount: Money::from_raw(100 * i64::from(i)),
        kind: if is_even { Kind::Good } else { Kind::Service },
        bytes: vec![0, 255, 39],
        ratio: 0.25,
        note: is_even.then(|| "it's \"quoted\", $1".to_owned()),
        opt_day: (!is_even).then(|| day(2025, 2, 3)),
        opt_amount: is_even.then_some(Money::from_raw(-5)),
        opt_kind: is_even.then_some(Kind::Good),
        opt_flag: is_even.then_some(true),
        thing_group_id: GroupId::new(1 + i64::from(i % 2)),
    }
}

fn ids(of: &[i64]) -> Vec<ThingId> {
    of.iter().copied().map(ThingId::new).collect()
}

pub fn filled(conn: &mut Conn) {
    conn.batch_execute(TABLES).unwrap();
    let things: Vec<Thing> = (1..=5).map(thing_of).collect();
    let returned: Vec<ThingId> = diesel::insert_into(thing::table)
        .values(&things)
        .returning(thing::id)
        .get_results(conn)
        .unwrap();
    assert_eq!(returned, ids(&[1, 2, 3, 4, 5]));
}

#[test]
fn every_column_type_comes_back_as_it_went() {
    on_both(|world| {
        let conn = &mut world.conn();
        filled(conn);
        for i in 1..=5 {
            let row: Thing = thing::table.find(ThingId::new(i.into())).first(conn).unwrap();
            assert_eq!(row, thing_of(i));
        }
        let whole: Thing = diesel::insert_into(thing::table)
            .values(thing_of(6))
            .returning(Thing::as_returning())
            .get_result(conn)
            .unwrap();
        assert_eq!(whole, thing_of(6));
        let moment = Utc.with_ymd_and_hms(2026, 5, 6, 7, 8, 9).unwrap();
        let row = Instant {
            id: 1,
            at: moment,
            opt: None,
            clock: NaiveTime::from_hms_opt(8, 30, 0).unwrap(),
            f: 0.5,
        };
        diesel::insert_into(instant::table).values(&row).execute(conn).unwrap();
        assert_eq!(instant::table.first::<Instant>(conn).unwrap(), row);
        let later = moment + chrono::Duration::seconds(1);
        let before: i64 = instant::table
            .filter(instant::at.lt(later))
            .count()
            .get_result(conn)
            .unwrap();
        assert_eq!(before, 1);
    });
}

#[test]
fn filters_joins_and_pages() {
    on_both(|world| {
        let conn = &mut world.conn();
        filled(conn);
        for (limit, offset, expected) in [
            (2, 1, vec![4, 3]),
            (1, 0, vec![5]),
            (10, 2, vec![3, 2]),
            (2, 1, vec![4, 3]),
        ] {
            let mut query = thing::table
                .inner_join(thing_group::table)
                .select((Thing::as_select(), thing_group::title))
                .into_boxed::<Sql>();
            query = query.filter(thing::amount.ge(Money::from_raw(200)));
            query = query.filter(thing::name.like("N%"));
            let rows: Vec<(Thing, String)> = query
                .order(thing::id.desc())
                .limit(limit)
                .offset(offset)
                .load(conn)
                .unwrap();
            assert_eq!(rows.iter().map(|row| row.0.id.raw()).collect::<Vec<_>>(), expected);
        }
        for limit in [1, 3, 2] {
            let rows: Vec<Thing> = thing::table
                .filter(thing::n.gt(0))
                .order(thing::id)
                .limit(limit)
                .load(conn)
                .unwrap();
            assert_eq!(rows.len() as i64, limit);
            let rows: Vec<Thing> = thing::table
                .filter(thing::n.gt(2))
                .order(thing::id)
                .limit(limit)
                .offset(1)
                .load(conn)
                .unwrap();
            assert_eq!((rows.len() as i64, rows[0].id), (limit, ThingId::new(3)));
        }
        let some = thing::id.eq_any(ids(&[1, 3, 99]));
        let found: Vec<ThingId> = thing::table
            .filter(some)
            .select(thing::id)
            .order(thing::id)
            .load(conn)
            .unwrap();
        assert_eq!(found, ids(&[1, 3]));
        let none: Vec<ThingId> = thing::table
            .filter(thing::id.eq_any(ids(&[])))
            .select(thing::id)
            .load(conn)
            .unwrap();
        assert_eq!(none, ids(&[]));
        let kinds: Vec<Kind> = thing::table
            .filter(thing::kind.eq_any(Kind::ALL))
            .select(thing::kind)
            .distinct()
            .order(thing::kind)
            .load(conn)
            .unwrap();
        assert_eq!(kinds, Kind::ALL);
        let ignoring_case = thing::name.like_ignoring_case("n%");
        assert_eq!(
            thing::table
                .filter(ignoring_case)
                .count()
                .get_result::<i64>(conn)
                .unwrap(),
            5
        );
        assert!(
            thing::table
                .find(ThingId::new(12345))
                .first::<Thing>(conn)
                .optional()
                .unwrap()
                .is_none()
        );
        let of_group = thing_group::table.filter(thing_group::id.eq(thing::thing_group_id));
        let with: i64 = thing::table
            .filter(diesel::dsl::exists(of_group))
            .count()
            .get_result(conn)
            .unwrap();
        assert_eq!(with, 5);
        let is_there: bool = diesel::select(diesel::dsl::exists(thing::table.filter(thing::n.gt(8))))
            .get_result(conn)
            .unwrap();
        assert!(is_there);
        let null_safe: i64 = thing::table
            .filter(thing::opt_amount.is_null().or(thing::opt_flag.eq(true)))
            .count()
            .get_result(conn)
            .unwrap();
        assert_eq!(null_safe, 5);
        let texts: Vec<String> = thing::table
            .select(thing::id.cast::<diesel::sql_types::Text>())
            .order(thing::id)
            .locked()
            .load(conn)
            .unwrap();
        assert_eq!(texts, ["1", "2", "3", "4", "5"]);
    });
}

#[test]
fn large_batches_and_lists() {
    on_both(|world| {
        let conn = &mut world.conn();
        filled(conn);
        let things: Vec<Thing> = (6..=3_000).map(thing_of).collect();
        for batch in tenon_db::batches(&things, 17) {
            diesel::insert_into(thing::table).values(batch).execute(conn).unwrap();
        }
        for length in [1, 15, 256, 257, 3_000] {
            let some: Vec<ThingId> = (1..=length).map(ThingId::new).collect();
            let found: i64 = thing::table
                .filter(thing::id.eq_any(some))
                .count()
                .get_result(conn)
                .unwrap();
            assert_eq!(found, length);
        }
        let missing = diesel::insert_into(thing_group::table)
            .values((thing_group::id.eq(3), None::<diesel::dsl::Eq<thing_group::title, &str>>))
            .execute(conn);
        assert!(
            matches!(
                missing,
                Err(Error::DatabaseError(DatabaseErrorKind::NotNullViolation, _))
            ),
            "{missing:?}"
        );
    });
}

#[test]
fn a_match_ignores_the_case_of_ascii_letters_on_both_engines() {
    on_both(|world| {
        let conn = &mut world.conn();
        filled(conn);
        diesel::update(thing::table.find(ThingId::new(1)))
            .set(thing::name.eq("Är_7"))
            .execute(conn)
            .unwrap();
        for (pattern, expected) in [("ÄR%", 1), ("är%", 0), ("%R\\_7", 1), ("%R\\__", 1), ("Är\\_\\_", 0)] {
            let found: i64 = thing::table
                .filter(thing::name.like_ignoring_case(pattern))
                .count()
                .get_result(conn)
                .unwrap();
            assert_eq!(found, expected, "{pattern}");
        }
    });
}
