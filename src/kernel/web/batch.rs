//! Many writes of the program in one transaction of the lane, so that all of them stay or none does. Whoever else wants to
//! write waits until it is over: it is for what must never stand half, as an import.
use crate::kernel::actor::Actor;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use crate::kernel::web::House;
use std::sync::Arc;
use tenon_db::Conn;

/// Writes of which what waits for the commit (events, sums) is written together. It is kept in memory until then; and each
/// time rows are replaced of which PostgreSQL keeps all old versions until the transaction ends.
const WRITTEN_AT_ONCE: u64 = 200;
/// Writes of a kind after which the database looks at its tables anew; then after four times as many, and so on.
const FIRST_LOOK: u64 = 16;

/// The transaction, and what its writes need.
pub struct Batch<'a> {
    pub conn: &'a mut Conn,
    house: &'a House,
    /// Writes since all that waits was written.
    waiting: u64,
    /// Of the kind that is written now.
    writes: u64,
    /// How many of them the database looks after.
    next_look: u64,
}

impl House {
    /// Holds the lane for all that `job` does.
    pub fn batch<T: Send + 'static>(
        self: &Arc<House>,
        job: impl Fn(&mut Batch<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let house = self.clone();
        self.db.write(move |conn| {
            let mut batch = Batch::new(conn, &house);
            job(&mut batch)
        })
    }
}

impl<'a> Batch<'a> {
    fn new(conn: &'a mut Conn, house: &'a House) -> Batch<'a> {
        Batch {
            conn,
            house,
            waiting: 0,
            writes: 0,
            next_look: FIRST_LOOK,
        }
    }

    /// From here on it writes something else, into other tables.
    pub fn turn(&mut self) {
        self.writes = 0;
        self.next_look = FIRST_LOOK;
    }

    /// One write with its events and their consequences. A refused one leaves nothing, and others can follow it.
    pub fn write<T>(&mut self, actor: &Actor, job: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        // A program that stops does not wait for the end of what may take minutes.
        if self.house.db.is_closed() {
            return Err(Error::internal("the program is stopping"));
        }
        let (now, react) = (self.house.clock.now(), self.house.app.react);
        let value = self.conn.part(|conn| {
            let mut tx = Tx::new(conn, actor, now, "");
            tx.anyway = true;
            let value = job(&mut tx)?;
            tx.finish(react)?;
            Ok::<_, Error>(value)
        })?;
        self.waiting += 1;
        if self.waiting >= WRITTEN_AT_ONCE {
            self.waiting = 0;
            self.conn.write_all_waiting()?;
        }
        self.writes += 1;
        if self.writes == self.next_look {
            self.next_look *= 4;
            self.conn.look_at_tables()?;
        }
        Ok(value)
    }

    /// Does all of `job`, and takes all of it back unless it says that it shall stay.
    pub fn all_or_nothing<T>(&mut self, job: impl FnOnce(&mut Batch<'_>) -> Result<(T, bool)>) -> Result<T> {
        let (house, mut undone) = (self.house, None);
        let kept = self.conn.part(|conn| {
            let mut batch = Batch::new(conn, house);
            let (value, stays) = job(&mut batch)?;
            if stays {
                return Ok(value);
            }
            undone = Some(value);
            // An error undoes what was done; this one is nobody's refusal.
            Err(Error::NotFound("trial"))
        });
        match (kept, undone) {
            (Err(Error::NotFound("trial")), Some(value)) => Ok(value),
            (kept, _) => kept,
        }
    }
}
