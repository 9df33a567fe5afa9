//! What the jobs of a group leave to be written together, right before its commit: events, answers to repeat, sums of
//! accounts. One statement writes what was one for each job. What a savepoint takes back goes with it.

use std::any::Any;
use std::any::TypeId;
use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::panic::resume_unwind;

use diesel::result::QueryResult;

use crate::conn::Conn;

/// Something that can wait for the commit.
pub trait AtCommit: Sized + Send + 'static {
    /// Whether writing it reads something first. Such kinds come first, so that nothing stands between what is inserted.
    const READS: bool = false;

    /// Writes all that was left, in the order in which it was. It leaves nothing of its own kind and opens no savepoint. An
    /// error or a panic undoes the group, whose jobs then run one by one.
    fn write(conn: &mut Conn, left: &[Self]) -> QueryResult<()>;
}

/// What waits in a connection's transaction, by kind, and the savepoints that can take it back.
#[derive(Default)]
pub(crate) struct Waiting {
    /// How many items were left so far.
    count: u64,
    /// The count when each open savepoint began.
    marks: Vec<u64>,
    kinds: BTreeMap<TypeId, Box<dyn Kind>>,
}

/// An item with its place in the order of all.
struct Item<T> {
    place: u64,
    value: T,
}

/// The items of one kind.
struct Items<T> {
    left: Vec<T>,
    places: Vec<u64>,
    /// Left before a savepoint and written inside it, with how many were open: one of these can still take that back.
    written: Vec<(usize, Item<T>)>,
}

trait Kind: Any + Send {
    /// Forgets what was left since a mark, and lets what was left before it wait again if it was written inside the
    /// savepoint at this depth.
    fn take_back(&mut self, mark: u64, depth: usize);
    /// The savepoint at this depth was released into the one around it.
    fn release(&mut self, depth: usize);
    /// Writes what was left. `since` is the mark of the innermost savepoint: what was left after it comes or goes with it.
    fn write(&mut self, conn: &mut Conn, depth: usize, since: u64) -> QueryResult<()>;
    fn reads(&self) -> bool;
    fn as_any(&mut self) -> &mut dyn Any;
}

impl<T: AtCommit> Kind for Items<T> {
    fn take_back(&mut self, mark: u64, depth: usize) {
        let kept = self.places.partition_point(|place| *place < mark);
        self.left.truncate(kept);
        self.places.truncate(kept);
        let (undone, written) = std::mem::take(&mut self.written)
            .into_iter()
            .partition(|(inside, _)| *inside >= depth);
        self.written = written;
        let mut again: Vec<(usize, Item<T>)> = undone;
        again.retain(|(_, item)| item.place < mark);
        // What was written early was left before all that still waits.
        let (places, values): (Vec<u64>, Vec<T>) = again.into_iter().map(|(_, item)| (item.place, item.value)).unzip();
        self.left.splice(0..0, values);
        self.places.splice(0..0, places);
    }

    fn release(&mut self, depth: usize) {
        for (inside, _) in &mut self.written {
            *inside = (*inside).min(depth - 1);
        }
        // Inside no savepoint nothing takes it back but the end of the whole transaction.
        self.written.retain(|(inside, _)| *inside > 0);
    }

    fn write(&mut self, conn: &mut Conn, depth: usize, since: u64) -> QueryResult<()> {
        if self.left.is_empty() {
            return Ok(());
        }
        T::write(conn, &self.left)?;
        let written = self.places.drain(..).zip(self.left.drain(..));
        let earlier = written.filter(|(place, _)| *place < since);
        self.written
            .extend(earlier.map(|(place, value)| (depth, Item { place, value })));
        Ok(())
    }

    fn reads(&self) -> bool {
        T::READS
    }

    fn as_any(&mut self) -> &mut dyn Any {
        self
    }
}

impl Waiting {
    /// Nothing waits in a new transaction.
    pub fn clear(&mut self) {
        *self = Waiting::default();
    }

    pub fn savepoint(&mut self) {
        self.marks.push(self.count);
    }

    /// Follows the connection to where it is now: so many savepoints are open, those above were released or taken back.
    pub fn follow(&mut self, open: usize, are_kept: bool) {
        while self.marks.len() > open {
            let depth = self.marks.len();
            let mark = self.marks.pop().unwrap_or_default();
            for kind in self.kinds.values_mut() {
                if are_kept {
                    kind.release(depth);
                } else {
                    kind.take_back(mark, depth);
                }
            }
        }
    }

    fn leave<T: AtCommit>(&mut self, value: T) {
        let kind = self.kinds.entry(TypeId::of::<T>()).or_insert_with(|| {
            Box::new(Items::<T> {
                left: Vec::new(),
                places: Vec::new(),
                written: Vec::new(),
            })
        });
        if let Some(items) = kind.as_any().downcast_mut::<Items<T>>() {
            items.left.push(value);
            items.places.push(self.count);
            self.count += 1;
        }
    }
}

impl Conn {
    /// Leaves something to be written with what other jobs of the group leave, right before the commit.
    pub fn at_commit<T: AtCommit>(&mut self, item: T) {
        self.waiting.leave(item);
    }

    /// The last that waits of one kind for which `find` finds something.
    pub fn find_waiting<T: AtCommit, R>(&mut self, find: impl FnMut(&T) -> Option<R>) -> Option<R> {
        let kind = self.waiting.kinds.get_mut(&TypeId::of::<T>())?;
        let items = kind.as_any().downcast_ref::<Items<T>>()?;
        items.left.iter().rev().find_map(find)
    }

    /// Writes now what waits of one kind: somebody is about to read it, or it has become much.
    pub fn write_waiting<T: AtCommit>(&mut self) -> QueryResult<()> {
        self.write_kind(TypeId::of::<T>())
    }

    /// Writes all that waits: before the commit, and where one job leaves very much.
    pub fn write_all_waiting(&mut self) -> QueryResult<()> {
        let kinds = &self.waiting.kinds;
        let (first, then): (Vec<_>, Vec<_>) = kinds.iter().partition(|(_, kind)| kind.reads());
        let ids: Vec<TypeId> = first.into_iter().chain(then).map(|(id, _)| *id).collect();
        ids.into_iter().try_for_each(|kind| self.write_kind(kind))?;
        self.send_inserts()
    }

    fn write_kind(&mut self, id: TypeId) -> QueryResult<()> {
        let Some(mut kind) = self.waiting.kinds.remove(&id) else {
            return Ok(());
        };
        let depth = self.waiting.marks.len();
        let since = self.waiting.marks.last().copied().unwrap_or_default();
        // A job's panic is caught around the job: what others left must still be there.
        let written = catch_unwind(AssertUnwindSafe(|| kind.write(self, depth, since)));
        let meanwhile = self.waiting.kinds.insert(id, kind);
        debug_assert!(meanwhile.is_none(), "writing what waits leaves nothing of its kind");
        written.unwrap_or_else(|panic| resume_unwind(panic))
    }
}
