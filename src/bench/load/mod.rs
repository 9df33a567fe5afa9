//! The set-based loader: fills a database with finished business far faster than it could be done. On each day of
//! business three blocks of the same orders are done by the real operations; what the third changed beside the second is
//! learned column by column (the same, a new id, a number that goes on) and written again as often as is wanted. A test
//! holds its rows against those of the real operations (tests/house/bench).
mod block;
mod events;
mod learn;
mod rows;

use crate::bench::firm::Firm;
use crate::bench::load::events::Events;
use crate::bench::load::learn::Block;
use crate::bench::load::learn::Pattern;
use crate::bench::load::rows::Change;
use crate::bench::load::rows::Table;
use crate::bench::load::rows::Writer;
use crate::bench::place::Place;
use crate::kernel::backup;
use crate::kernel::clock::Clock;
use crate::kernel::error::Error;
use crate::kernel::id;
use crate::kernel::web::House;
use crate::migrations;
use crate::start;
use chrono::NaiveDate;
use diesel::Connection;
use std::ops::Range;
use tenon_db::Conn;
use tenon_db::Db;

/// Blocks done by the real operations on each day: one opens the day's sums, two show what changes from one to the next.
const REAL_BLOCKS: usize = 3;
/// Blocks written in one transaction.
const BLOCKS_AT_ONCE: usize = 8;

/// What is loaded.
#[derive(Debug, Clone)]
pub struct Load {
    /// Orders of a block. All blocks of a day hold the same orders, those of the next day the firm's next ones.
    pub block_orders: usize,
    /// Days of business with the blocks of each, the real ones included; rising.
    pub days: Vec<(NaiveDate, usize)>,
}

impl Load {
    pub fn order_count(&self) -> usize {
        self.days.iter().map(|(_, blocks)| blocks * self.block_orders).sum()
    }
}

/// Why it could not be filled.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Fills a database of the firm. `is_learned` false does every block by the real operations, for comparison.
pub fn fill(place: &Place, firm: &Firm, load: &Load, is_learned: bool) -> Result<(), Failure> {
    for (at, (day, blocks)) in load.days.iter().enumerate() {
        let orders = at * load.block_orders..(at + 1) * load.block_orders;
        let db = Db::open(&place.settings(1), &migrations::schema())?;
        let clock = Clock::fixed(block::morning(*day));
        let house = start::house(db, clock, &place.folder);
        house.db.expect_slow_writes();
        house.db.optimize::<Error>()?;
        let learned = if is_learned && *blocks > REAL_BLOCKS {
            Some(learn_day(&house, firm, &orders)?)
        } else {
            for _ in 0..*blocks {
                block::perform(&house, firm, &orders)?;
            }
            None
        };
        house.db.checkpoint()?;
        house.db.close();
        drop(house);
        if let Some(learned) = learned {
            learned.write(place, blocks - REAL_BLOCKS)?;
        }
    }
    // Makes the triggers again.
    Db::open(&place.settings(1), &migrations::schema())?.close();
    Ok(backup::fill::check_foreign_keys(&mut Conn::establish(&place.url())?)?)
}

/// What one block more adds.
struct Learned {
    growing: Vec<(Table, Vec<Pattern>)>,
    kept: Vec<Change>,
    events: Events,
    /// Ids that a block makes.
    id_count: usize,
}

fn learn_day(house: &House, firm: &Firm, orders: &Range<usize>) -> Result<Learned, Failure> {
    block::perform(house, firm, orders)?;
    let first = Block::around(house, || block::perform(house, firm, orders))?;
    let before = house.db.read(rows::kept)?;
    let second = Block::around(house, || block::perform(house, firm, orders))?;
    let after = house.db.read(rows::kept)?;
    let (first, second) = (
        house.db.read(|conn| first.read(conn))?,
        house.db.read(|conn| second.read(conn))?,
    );
    let mut growing = second.patterns(&first)?;
    let kept = rows::changes(&before, &after)?;
    Ok(Learned {
        events: Events::take(&mut growing, &after)?,
        growing,
        kept,
        id_count: second.id_count(),
    })
}

impl Learned {
    /// Writes so many blocks more.
    fn write(mut self, place: &Place, blocks: usize) -> Result<(), Failure> {
        let mut writer = Writer::open(place)?;
        let mut done = 0;
        while done < blocks {
            let count = BLOCKS_AT_ONCE.min(blocks - done);
            let steps: Vec<(i64, Vec<i64>)> = (done..done + count)
                .map(|block| {
                    Ok((
                        i64::try_from(block + 1)?,
                        (0..self.id_count).map(|_| id::next()).collect(),
                    ))
                })
                .collect::<Result<_, Failure>>()?;
            writer.begin()?;
            for (table, patterns) in &self.growing {
                writer.insert(table, patterns, &steps)?;
            }
            self.events.write(&mut writer, &steps)?;
            writer.commit()?;
            done += count;
        }
        self.events.set_heads(&mut self.kept)?;
        writer.begin()?;
        for change in &self.kept {
            writer.replace(change, i64::try_from(blocks)?)?;
        }
        writer.commit()?;
        writer.finish()
    }
}
