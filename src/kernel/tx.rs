//! The writing side: a transaction of the lane with who and when, the events it appends, and what follows from them.
use crate::event::Event;
use crate::ids::CompanyId;
use crate::ids::Subject;
use crate::kernel::actor::Actor;
use crate::kernel::beside;
use crate::kernel::chain;
use crate::kernel::clock::today_in;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::log::Entry;
use crate::permission::Permission;
use chrono::NaiveDate;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use std::any::Any;
use std::any::TypeId;
use std::collections::BTreeMap;
use tenon_db::Conn;

/// Consequences in later departments, called with each event that was recorded.
pub type React = fn(&mut Tx<'_>, &Event) -> Result<()>;

/// Rounds of reactions to reactions before it is called a loop.
const REACTION_ROUNDS_MAX: usize = 8;

/// What a write stands on. Operations take `&mut Tx`, readers `&mut Conn`.
pub struct Tx<'a> {
    pub conn: &'a mut Conn,
    pub actor: &'a Actor,
    /// UTC, cut to milliseconds.
    pub now: NaiveDateTime,
    pub request_id: &'a str,
    /// The user said "do it anyway" to a warning.
    pub anyway: bool,
    events: Vec<Event>,
    links: Vec<(Subject, Subject)>,
    /// What the operation read or wrote and its consequences need: by type, one of each.
    at_hand: BTreeMap<TypeId, Box<dyn Any>>,
    is_note: bool,
}

impl<'a> Tx<'a> {
    pub fn new(conn: &'a mut Conn, actor: &'a Actor, now: NaiveDateTime, request_id: &'a str) -> Tx<'a> {
        Tx {
            conn,
            actor,
            now,
            request_id,
            anyway: false,
            events: Vec::new(),
            links: Vec::new(),
            at_hand: BTreeMap::new(),
            is_note: false,
        }
    }

    /// Notes what happened; it is appended to the log when the operation is done.
    pub fn record(&mut self, event: Event) {
        self.events.push(event);
    }

    /// Notes that the second document came out of the first; all links are written together when the operation is done.
    pub fn link(&mut self, from: impl Into<Subject>, to: impl Into<Subject>) {
        self.links.push((from.into(), to.into()));
    }

    /// Leaves a record as it stands now to what follows in this write, which then need not read it.
    pub fn keep_at_hand<T: Any>(&mut self, value: T) {
        self.at_hand.insert(TypeId::of::<T>(), Box::new(value));
    }

    /// Takes what was left of this kind, if it is the one that is wanted.
    pub fn take_at_hand<T: Any>(&mut self, is_wanted: impl FnOnce(&T) -> bool) -> Option<T> {
        let kept = self.at_hand.remove(&TypeId::of::<T>())?.downcast::<T>().ok()?;
        is_wanted(&kept).then_some(*kept)
    }

    /// Housekeeping that leaves no event: drafts, last seen, throttles, progress of jobs.
    pub fn is_housekeeping(&mut self) {
        self.is_note = true;
    }

    /// Refuses unless the actor holds the permission in the company. A company in which he holds nothing is as unknown
    /// to him.
    pub fn require(&self, permission: Permission, company: CompanyId) -> Result<()> {
        if self.actor.may(permission, company) {
            Ok(())
        } else if self.actor.sees(company) {
            Err(Error::Forbidden(permission))
        } else {
            Err(Error::NotFound("record"))
        }
    }

    /// Refuses unless the actor may do this with a record of the company: [`Actor::may_with_record`].
    pub fn require_on(&self, reads: Permission, needs: Permission, company: CompanyId) -> Result<()> {
        self.actor.may_with_record(reads, needs, company)
    }

    /// A passable warning: an error until the user says "do it anyway".
    pub fn warn_unless(&self, condition: bool, warning: impl FnOnce() -> Message) -> Result<()> {
        if condition || self.anyway {
            Ok(())
        } else {
            Err(Error::Warned(vec![warning()]))
        }
    }

    /// Today in the company's time zone.
    pub fn today(&mut self, company: CompanyId) -> Result<NaiveDate> {
        use tenon_schema::company;
        let zone = self.conn.remembered(("time-zone", company), |conn, _| {
            let row = company::table.find(company.raw());
            Ok::<String, Error>(row.select(company::time_zone).first(conn)?)
        })?;
        Ok(today_in(&zone, self.now))
    }

    /// Whether anything was changed by the update; if not, somebody saved first.
    pub fn stale_unless(&self, changed_rows: usize, record: impl Into<Subject>) -> Result<()> {
        if changed_rows == 1 {
            Ok(())
        } else {
            Err(Error::Stale(record.into()))
        }
    }

    /// Lets the later departments react, until nothing more happens, and leaves the events to be appended to the log.
    pub fn finish(mut self, react: React) -> Result<()> {
        let mut done: Vec<Event> = Vec::new();
        let mut rounds = 0;
        while !self.events.is_empty() {
            rounds += 1;
            assert!(rounds <= REACTION_ROUNDS_MAX, "reactions go in circles");
            let fresh = std::mem::take(&mut self.events);
            for event in &fresh {
                react(&mut self, event)?;
            }
            done.extend(fresh);
        }
        for gone in done.iter().filter(|event| event.kind.is_deletion()) {
            if let Some(record) = gone.subjects.first() {
                beside::forget(self.conn, *record)?;
            }
        }
        chain::link_all(self.conn, &self.links);
        assert!(self.is_note || !done.is_empty(), "a business write without an event");
        for event in done {
            let entry = Entry::new(event, self.actor.user, self.now, self.request_id)?;
            self.conn.at_commit(entry);
        }
        Ok(())
    }
}

/// A code is taken when another record than this one holds it.
pub fn refuse_taken<T: PartialEq>(holder: Option<T>, but: Option<T>, code: &str) -> Result<()> {
    if holder.is_some() && holder != but {
        return Err(Error::invalid("code", Message::new("code-taken").with("code", code)));
    }
    Ok(())
}

/// Switches a master's `is_active`; used by every master that is archived rather than deleted.
#[macro_export]
macro_rules! set_active {
    ($tx:expr, $table:ident, $id:expr, $version:expr, $active:expr) => {{
        let changed = diesel::update(
            $table::table
                .filter($table::id.eq($id.raw()))
                .filter($table::version.eq($version)),
        )
        .set(($table::is_active.eq($active), $table::version.eq($version + 1)))
        .execute($tx.conn)?;
        $tx.stale_unless(changed, $id)?;
    }};
}
