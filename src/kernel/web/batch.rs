//! Many writes of the program in one transaction of the lane, so that all of them stay or none does. Whoever else wants to
//! write waits until it is over: it is for what must never stand half, as an import.
use crate::kernel::actor::Actor;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use crate::kernel::web::House;
use std::sync::Arc;
use tenon_db::Conn;

/// The transaction, and what its writes need.
pub struct Batch<'a> {
    pub conn: &'a mut Conn,
    house: &'a House,
}

impl House {
    /// Holds the lane for all that `job` does.
    pub fn batch<T: Send + 'static>(
        self: &Arc<House>,
        job: impl Fn(&mut Batch<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let house = self.clone();
        self.db.write(move |conn| job(&mut Batch { conn, house: &house }))
    }
}

impl Batch<'_> {
    /// One write with its events and their consequences. A refused one leaves nothing, and others can follow it.
    pub fn write<T>(&mut self, actor: &Actor, job: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        // A program that stops does not wait for the end of what may take minutes.
        if self.house.db.is_closed() {
            return Err(Error::internal("the program is stopping"));
        }
        let (now, react) = (self.house.clock.now(), self.house.app.react);
        self.conn.part(|conn| {
            let mut tx = Tx::new(conn, actor, now, "");
            tx.anyway = true;
            let value = job(&mut tx)?;
            tx.finish(react)?;
            Ok(value)
        })
    }

    /// Does all of `job`, and takes all of it back unless it says that it shall stay.
    pub fn all_or_nothing<T>(&mut self, job: impl FnOnce(&mut Batch<'_>) -> Result<(T, bool)>) -> Result<T> {
        let (house, mut undone) = (self.house, None);
        let kept = self.conn.part(|conn| {
            let (value, stays) = job(&mut Batch { conn, house })?;
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
