//! `Conn`, the one connection of the house: renders each query once and hands it to SQLite or PostgreSQL.

use std::any::TypeId;
use std::collections::HashMap;
use std::collections::HashSet;
use std::sync::Arc;

use diesel::connection::AnsiTransactionManager;
use diesel::connection::CacheSize;
use diesel::connection::Connection;
use diesel::connection::ConnectionSealed;
use diesel::connection::DefaultLoadingMode;
use diesel::connection::Instrumentation;
use diesel::connection::LoadConnection;
use diesel::connection::SimpleConnection;
use diesel::connection::TransactionManager;
use diesel::connection::TransactionManagerStatus;
use diesel::expression::QueryMetadata;
use diesel::pg::PgConnection;
use diesel::query_builder::Query;
use diesel::query_builder::QueryFragment;
use diesel::query_builder::QueryId;
use diesel::result::ConnectionResult;
use diesel::result::QueryResult;
use diesel::sqlite::SqliteConnection;

use crate::at_commit::Waiting;
use crate::dialect::Sql;
use crate::memo::Memo;
use crate::record::Recorder;
use crate::record::Step;
use crate::rendered::Rendered;
use crate::row::AnyRow;
use crate::row::Cursor;
use crate::settings;
use crate::settings::Engine;
use crate::text::SqlText;
use crate::text::Written;
use crate::values::Binds;

/// A batch or IN list with more binds than this is rendered and prepared for the one call only: every length is a
/// statement of its own, and the engines' caches have no limit.
const KEPT_BINDS_MAX: usize = 256;

/// No connection keeps more prepared statements than this.
const KEPT_STATEMENTS_MAX: usize = 2_000;
/// So many of them at most are several inserts put together.
const KEPT_MERGED_MAX: usize = 500;
/// Texts of such that are remembered for having come once.
const SEEN_MAX: usize = 500;

/// The lane's key among PostgreSQL's advisory locks: all servers on one database write one after the other.
const LANE_LOCK: i64 = 0x7E00_0001;

/// Named, because `ANALYZE` alone warns of the system's tables, which are not everybody's to look at.
const LOOK_AT_TABLES: &str = "DO $$ BEGIN EXECUTE 'ANALYZE ' || \
    (SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables WHERE schemaname = current_schema()); END $$";

/// A connection to either engine. All of diesel works on it.
pub struct Conn {
    inner: Inner,
    /// The texts of queries that are the same on every call, by their type.
    texts: HashMap<TypeId, Arc<str>>,
    /// The texts the engine's connection keeps prepared.
    kept: HashSet<Arc<str>>,
    statements: u64,
    recorder: Option<Recorder>,
    pub(crate) waiting: Waiting,
    pub(crate) memo: Memo,
    /// PostgreSQL: those that wait for the next statement.
    pub(crate) inserts: Vec<Written>,
    /// Texts of several inserts that came once so far.
    seen_once: HashSet<String>,
    /// How many such texts are kept prepared.
    kept_merged: usize,
}

enum Inner {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Conn {
    pub(crate) fn sqlite(conn: SqliteConnection) -> Conn {
        Conn::new(Inner::Sqlite(conn))
    }

    pub(crate) fn postgres(conn: PgConnection) -> Conn {
        Conn::new(Inner::Postgres(conn))
    }

    fn new(inner: Inner) -> Conn {
        Conn {
            inner,
            texts: HashMap::new(),
            kept: HashSet::new(),
            statements: 0,
            recorder: None,
            waiting: Waiting::default(),
            memo: Memo::default(),
            inserts: Vec::new(),
            seen_once: HashSet::new(),
            kept_merged: 0,
        }
    }

    /// Which engine answers.
    pub fn engine(&self) -> Engine {
        match self.inner {
            Inner::Sqlite(_) => Engine::Sqlite,
            Inner::Postgres(_) => Engine::Postgres,
        }
    }

    /// How often this connection has asked its engine so far, begin, savepoints and commit included. The first use of a
    /// statement on PostgreSQL costs one more for preparing it, which is not counted.
    pub fn statements(&self) -> u64 {
        self.statements
    }

    /// Notes from now on what this connection is told, while the recorder runs.
    pub(crate) fn record_to(&mut self, recorder: Option<Recorder>) {
        self.recorder = recorder;
    }

    /// Remembers from now on what is read of these tables: [`Conn::remembered`].
    pub(crate) fn remember(&mut self, tables: &'static [&'static str]) {
        self.memo = Memo::of(tables);
    }

    fn note(&self, step: impl FnOnce() -> Step) {
        if let Some(recorder) = &self.recorder {
            recorder.note(step);
        }
    }

    /// Does a part of a write in a savepoint of its own: an error undoes this part and no more.
    pub fn part<T, E: From<diesel::result::Error>>(
        &mut self,
        part: impl FnOnce(&mut Conn) -> Result<T, E>,
    ) -> Result<T, E> {
        self.savepoint()?;
        let done = part(self).and_then(|value| {
            self.send_inserts()?;
            Ok(value)
        });
        match done {
            Ok(value) => {
                self.commit()?;
                Ok(value)
            }
            Err(error) => {
                self.roll_back_last()?;
                Err(error)
            }
        }
    }

    /// PostgreSQL: looks at how full the tables are by now, also with what this transaction wrote. Nobody else does while it
    /// lasts, and what is planned for empty tables reads all of them again and again. SQLite takes what it does not know to
    /// be large.
    pub fn look_at_tables(&mut self) -> QueryResult<()> {
        match self.engine() {
            Engine::Sqlite => Ok(()),
            Engine::Postgres => self.run_script(LOOK_AT_TABLES),
        }
    }

    fn run_script(&mut self, script: &str) -> QueryResult<()> {
        self.send_inserts()?;
        self.statements += 1;
        match &mut self.inner {
            Inner::Sqlite(conn) => conn.batch_execute(script),
            Inner::Postgres(conn) => conn.batch_execute(script),
        }
    }

    pub(crate) fn savepoint(&mut self) -> QueryResult<()> {
        SqlTransactions::begin_transaction(self)
    }

    pub(crate) fn roll_back_last(&mut self) -> QueryResult<()> {
        SqlTransactions::rollback_transaction(self)
    }

    /// How many transactions are open inside each other: 0 outside, 1 in one, 2 in a savepoint, `None` if broken.
    pub(crate) fn depth(&mut self) -> Option<u32> {
        let status = SqlTransactions::transaction_manager_status_mut(self);
        status
            .transaction_depth()
            .ok()
            .map(|depth| depth.map_or(0, std::num::NonZeroU32::get))
    }

    /// How many savepoints are open.
    fn savepoints(&mut self) -> usize {
        usize::try_from(self.depth().unwrap_or(0).saturating_sub(1)).unwrap_or(usize::MAX)
    }

    /// Takes back everything that is open above `depth`, whoever began it.
    pub(crate) fn roll_back_to(&mut self, depth: u32) -> QueryResult<()> {
        loop {
            match self.depth() {
                None => return Err(diesel::result::Error::BrokenTransactionManager),
                Some(open) if open <= depth => return Ok(()),
                Some(_) => SqlTransactions::rollback_transaction(self)?,
            }
        }
    }

    /// Commits the transaction or releases the savepoint that was begun last.
    pub(crate) fn commit(&mut self) -> QueryResult<()> {
        SqlTransactions::commit_transaction(self)
    }

    /// Begins the lane's transaction. SQLite takes its writer lock up front (a deferred one can fail halfway);
    /// PostgreSQL takes the lane's lock, then READ COMMITTED lets each statement see all that is committed.
    pub(crate) fn begin_writing(&mut self) -> QueryResult<()> {
        self.statements += 1;
        self.waiting.clear();
        self.inserts.clear();
        let begun = match &mut self.inner {
            Inner::Sqlite(conn) => AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN IMMEDIATE"),
            Inner::Postgres(conn) => AnsiTransactionManager::begin_transaction_sql(
                conn,
                &format!("BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock({LANE_LOCK})"),
            ),
        };
        // Only now is the lane ours: several connections take turns.
        self.note(|| Step::Begin);
        begun?;
        self.look_at_memo()
    }

    /// Begins a transaction that sees one state of the database and changes nothing.
    pub(crate) fn begin_reading(&mut self) -> QueryResult<()> {
        self.statements += 1;
        match &mut self.inner {
            Inner::Sqlite(conn) => AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN"),
            Inner::Postgres(conn) => {
                AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            }
        }
    }

    fn render<T: QueryFragment<Sql> + QueryId>(&mut self, query: &T) -> QueryResult<Rendered> {
        let mut binds = Binds::default();
        query.collect_binds(&mut binds, &mut (), &Sql)?;
        let id = T::query_id();
        if let Some(sql) = id.and_then(|id| self.texts.get(&id)) {
            return Ok(Rendered {
                sql: sql.clone(),
                binds: binds.values,
                keep: true,
            });
        }
        let written = self.text_of(query, binds)?;
        let (is_fixed, has_limit) = (query.is_safe_to_cache_prepared(&Sql)?, written.has_limit);
        let rendered = self.kept_if(written, is_fixed);
        if let (Some(id), true, true, false) = (id, rendered.keep, is_fixed, has_limit) {
            self.texts.insert(id, rendered.sql.clone());
        }
        Ok(rendered)
    }

    fn text_of<T: QueryFragment<Sql>>(&self, query: &T, binds: Binds) -> QueryResult<Written> {
        let mut text = SqlText::new(self.engine(), binds.values);
        query.to_sql(&mut text, &Sql)?;
        Ok(text.written())
    }

    /// A query's text and binds.
    pub(crate) fn write_out<T: QueryFragment<Sql>>(&self, query: &T) -> QueryResult<Written> {
        let mut binds = Binds::default();
        query.collect_binds(&mut binds, &mut (), &Sql)?;
        self.text_of(query, binds)
    }

    /// Ready to run. Of statements put together there are very many, with every number of rows of each: one is kept
    /// prepared when it comes again, and not so many of them that others find no room.
    pub(crate) fn kept_if_often(&mut self, written: Written) -> Rendered {
        let is_known = self.kept.contains(written.sql.as_str());
        if !is_known {
            let is_new = self.seen_once.insert(written.sql.clone());
            if is_new || self.kept_merged >= KEPT_MERGED_MAX {
                if self.seen_once.len() > SEEN_MAX {
                    self.seen_once.clear();
                }
                return Rendered {
                    sql: written.sql.into(),
                    binds: written.binds,
                    keep: false,
                };
            }
            self.seen_once.remove(&written.sql);
            self.kept_merged += 1;
        }
        self.kept_if(written, false)
    }

    fn kept_if(&mut self, written: Written, is_fixed: bool) -> Rendered {
        let sql: Arc<str> = written.sql.into();
        let is_worth_keeping = (is_fixed || written.binds.len() <= KEPT_BINDS_MAX) && !written.has_offset;
        let keep = is_worth_keeping && self.keep(&sql);
        Rendered {
            sql,
            binds: written.binds,
            keep,
        }
    }

    /// Renders and runs a query of which nobody wants to know how many rows it changed.
    pub(crate) fn execute_rendered<T: QueryFragment<Sql> + QueryId>(&mut self, query: &T) -> QueryResult<()> {
        let rendered = self.render(query)?;
        self.run(&rendered).map(|_| ())
    }

    fn keep(&mut self, sql: &Arc<str>) -> bool {
        if self.kept.contains(sql) {
            return true;
        }
        if self.kept.len() >= KEPT_STATEMENTS_MAX {
            return false;
        }
        self.kept.insert(sql.clone())
    }

    pub(crate) fn run(&mut self, query: &Rendered) -> QueryResult<usize> {
        self.send_inserts()?;
        self.statements += 1;
        self.note(|| Step::Statement {
            query: query.clone(),
            gives_rows: false,
        });
        self.memo.notice(&query.sql);
        match &mut self.inner {
            Inner::Sqlite(conn) => conn.execute_returning_count(query),
            Inner::Postgres(conn) => conn.execute_returning_count(query),
        }
    }

    pub(crate) fn fetch<'c, 'q>(&'c mut self, query: Rendered) -> QueryResult<Cursor<'c, 'q>> {
        self.send_inserts()?;
        self.statements += 1;
        self.note(|| Step::Statement {
            query: query.clone(),
            gives_rows: true,
        });
        self.memo.notice(&query.sql);
        match &mut self.inner {
            Inner::Sqlite(conn) => Ok(Cursor::Sqlite(LoadConnection::load(conn, query)?)),
            Inner::Postgres(conn) => Ok(Cursor::Postgres(LoadConnection::<DefaultLoadingMode>::load(
                conn, query,
            )?)),
        }
    }
}

impl SimpleConnection for Conn {
    fn batch_execute(&mut self, script: &str) -> QueryResult<()> {
        self.memo.forget();
        self.run_script(script)
    }
}

impl ConnectionSealed for Conn {}

impl Connection for Conn {
    type Backend = Sql;
    type TransactionManager = SqlTransactions;

    fn establish(url: &str) -> ConnectionResult<Self> {
        settings::establish(url)
    }

    fn execute_returning_count<T: QueryFragment<Sql> + QueryId>(&mut self, query: &T) -> QueryResult<usize> {
        let rendered = self.render(query)?;
        self.run(&rendered)
    }

    fn transaction_state(&mut self) -> &mut Conn {
        self
    }

    fn instrumentation(&mut self) -> &mut dyn Instrumentation {
        match &mut self.inner {
            Inner::Sqlite(conn) => conn.instrumentation(),
            Inner::Postgres(conn) => conn.instrumentation(),
        }
    }

    fn set_instrumentation(&mut self, instrumentation: impl Instrumentation) {
        match &mut self.inner {
            Inner::Sqlite(conn) => conn.set_instrumentation(instrumentation),
            Inner::Postgres(conn) => conn.set_instrumentation(instrumentation),
        }
    }

    fn set_prepared_statement_cache_size(&mut self, size: CacheSize) {
        match &mut self.inner {
            Inner::Sqlite(conn) => conn.set_prepared_statement_cache_size(size),
            Inner::Postgres(conn) => conn.set_prepared_statement_cache_size(size),
        }
    }
}

impl LoadConnection for Conn {
    type Cursor<'c, 'q> = Cursor<'c, 'q>;
    type Row<'c, 'q> = AnyRow<'c, 'q>;

    fn load<'c, 'q, T>(&'c mut self, query: T) -> QueryResult<Cursor<'c, 'q>>
    where
        T: Query + QueryFragment<Sql> + QueryId + 'q,
        Sql: QueryMetadata<T::SqlType>,
    {
        let rendered = self.render(&query)?;
        self.fetch(rendered)
    }
}

/// Transactions and savepoints, counted by the connection inside.
pub struct SqlTransactions;

macro_rules! inside {
    ($conn:ident, $call:ident) => {
        match &mut $conn.inner {
            Inner::Sqlite(conn) => AnsiTransactionManager::$call(conn),
            Inner::Postgres(conn) => AnsiTransactionManager::$call(conn),
        }
    };
}

impl TransactionManager<Conn> for SqlTransactions {
    type TransactionStateData = Conn;

    fn begin_transaction(conn: &mut Conn) -> QueryResult<()> {
        conn.send_inserts()?;
        conn.statements += 1;
        conn.note(|| Step::Savepoint);
        inside!(conn, begin_transaction)?;
        if conn.savepoints() > 0 {
            conn.waiting.savepoint();
        }
        Ok(())
    }

    fn rollback_transaction(conn: &mut Conn) -> QueryResult<()> {
        conn.inserts.clear();
        conn.statements += 1;
        conn.note(|| Step::Rollback);
        let undone = inside!(conn, rollback_transaction);
        let open = conn.savepoints();
        conn.waiting.follow(open, false);
        undone
    }

    fn commit_transaction(conn: &mut Conn) -> QueryResult<()> {
        conn.send_inserts()?;
        conn.statements += 1;
        conn.note(|| Step::Commit);
        let done = inside!(conn, commit_transaction);
        let open = conn.savepoints();
        conn.waiting.follow(open, done.is_ok());
        done
    }

    fn transaction_manager_status_mut(conn: &mut Conn) -> &mut TransactionManagerStatus {
        inside!(conn, transaction_manager_status_mut)
    }

    fn is_broken_transaction_manager(conn: &mut Conn) -> bool {
        inside!(conn, is_broken_transaction_manager)
    }
}
