//! What changes from one block to the next, cell by cell: nothing, a new id, a number that goes on, or a text with such in it.
use crate::bench::load::Failure;
use crate::bench::load::events;
use crate::bench::load::rows;
use crate::bench::load::rows::GROWING;
use crate::bench::load::rows::Row;
use crate::bench::load::rows::Table;
use crate::kernel::id;
use crate::kernel::web::House;
use diesel::prelude::*;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::ops::Range;
use tenon_db::Conn;
use tenon_schema::event_chain;

/// Digits from which a number can only be an id: they are ten thousand times any amount.
const ID_DIGITS: usize = 15;

/// The rows of one table row, block after block.
#[derive(Debug, Clone)]
pub struct Pattern(pub Vec<Cell>);

#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Null,
    Text(Vec<Piece>),
}

#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    Same(String),
    /// The id that stands at this place among the block's ids.
    Id(usize),
    /// Its value in the last block that was done, what each block adds, and the digits it is padded to.
    Number {
        last: i64,
        step: i64,
        width: usize,
    },
}

/// One block that was done by the real operations: the ids it made and the events it appended.
pub struct Block {
    ids: Range<i64>,
    positions: Range<i64>,
}

/// All a block added, and the place of each of its ids among them.
pub struct Seen {
    pub tables: Vec<(Table, Vec<Row>)>,
    places: BTreeMap<i64, usize>,
}

fn next_position(conn: &mut Conn) -> Result<i64, Failure> {
    let last: Option<i64> = event_chain::table
        .select(diesel::dsl::max(event_chain::last_position))
        .first(conn)?;
    Ok(last.unwrap_or(0) + 1)
}

impl Block {
    /// Does it and notes what it made.
    pub fn around(house: &House, perform: impl FnOnce() -> Result<(), Failure>) -> Result<Block, Failure> {
        let (first_id, first_position) = (id::next(), house.db.read(next_position)?);
        perform()?;
        Ok(Block {
            ids: first_id..id::next(),
            positions: first_position..house.db.read(next_position)?,
        })
    }

    /// Reads what it added.
    pub fn read(&self, conn: &mut Conn) -> Result<Seen, Failure> {
        let mut tables = Vec::new();
        for source in GROWING {
            let table = Table::of(conn, source.table)?;
            let range = if source.is_event { &self.positions } else { &self.ids };
            let rows = rows::between(conn, &table, source.key, range)?;
            tables.push((table, rows));
        }
        let numbers = tables.iter().flat_map(|(_, rows)| rows).flatten().flatten();
        let ids: BTreeSet<i64> = numbers
            .filter_map(|text| text.parse().ok())
            .filter(|number| self.ids.contains(number))
            .collect();
        let places: BTreeMap<i64, usize> = ids.into_iter().zip(0..).collect();
        for (table, rows) in &mut tables {
            rows.sort_by_cached_key(|row| shape(table, row, &places, self.positions.start));
        }
        Ok(Seen { tables, places })
    }
}

impl Seen {
    /// How many ids a block makes.
    pub fn id_count(&self) -> usize {
        self.places.len()
    }

    /// What each row of this block becomes in later ones, `before` being the block before it.
    pub fn patterns(&self, before: &Seen) -> Result<Vec<(Table, Vec<Pattern>)>, Failure> {
        let mut all = Vec::new();
        for ((table, rows), (_, older)) in self.tables.iter().zip(&before.tables) {
            if rows.len() != older.len() {
                return Err(format!("{}: {} rows, then {}", table.name, older.len(), rows.len()).into());
            }
            let patterns = rows
                .iter()
                .zip(older)
                .map(|(row, old)| pattern(table, (old, &before.places), (row, &self.places)));
            all.push((table.clone(), patterns.collect::<Result<_, _>>()?));
        }
        Ok(all)
    }
}

/// A row without what differs from block to block, so that rows of two blocks sort alike.
fn shape(table: &Table, row: &Row, places: &BTreeMap<i64, usize>, first_position: i64) -> Vec<String> {
    let cells = table.columns.iter().zip(row);
    cells
        .map(|(column, cell)| match cell {
            None => String::new(),
            Some(text) if column.name == "position" && table.is_of_events() => {
                format!("{:012}", text.parse::<i64>().unwrap_or(0) - first_position)
            }
            Some(text) => match text.parse().ok().and_then(|number: i64| places.get(&number)) {
                Some(place) => format!("#{place:08}"),
                None => text.chars().filter(|letter| !letter.is_ascii_digit()).collect(),
            },
        })
        .collect()
}

/// The pattern behind two versions of a row, each with the places of its ids.
pub fn pattern(
    table: &Table,
    (old, old_places): (&Row, &BTreeMap<i64, usize>),
    (new, new_places): (&Row, &BTreeMap<i64, usize>),
) -> Result<Pattern, Failure> {
    let cells = table.columns.iter().zip(old.iter().zip(new));
    let cells = cells.map(|(column, (old, new))| match (old, new) {
        (None, None) => Ok(Cell::Null),
        (Some(_), Some(new)) if events::is_computed(&table.name, &column.name) => {
            Ok(Cell::Text(vec![Piece::Same(new.clone())]))
        }
        (Some(old), Some(new)) => {
            let (old, new) = (pieces(old, old_places), pieces(new, new_places));
            let learned = merge(&old, &new)
                .ok_or_else(|| format!("{}.{} changes from {old:?} to {new:?}", table.name, column.name))?;
            Ok(Cell::Text(learned))
        }
        _ => Err(format!("{}.{} is not always there", table.name, column.name).into()),
    });
    Ok(Pattern(cells.collect::<Result<_, Failure>>()?))
}

/// A text taken apart into ids, other numbers and what is between them.
fn pieces(text: &str, places: &BTreeMap<i64, usize>) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let is_digit = rest.starts_with(|letter: char| letter.is_ascii_digit());
        let end = rest
            .find(|letter: char| letter.is_ascii_digit() != is_digit)
            .unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        found.push(match piece.parse().ok().filter(|_| is_digit) {
            Some(number) => match places.get(&number).filter(|_| piece.len() >= ID_DIGITS) {
                Some(place) => Piece::Id(*place),
                None => Piece::Number {
                    last: number,
                    step: 0,
                    width: if piece.starts_with('0') { piece.len() } else { 0 },
                },
            },
            None => Piece::Same(piece.to_owned()),
        });
    }
    // A minus belongs to its number only when it stands first: "-5", and not "2026-06".
    if let (Some(Piece::Same(sign)), Some(Piece::Number { .. })) = (found.first(), found.get(1))
        && sign == "-"
        && found.len() == 2
        && let Ok(last) = text.parse()
    {
        return vec![Piece::Number {
            last,
            step: 0,
            width: 0,
        }];
    }
    found
}

/// How one became the other; `None` when they do not have the same shape.
fn merge(old: &[Piece], new: &[Piece]) -> Option<Vec<Piece>> {
    if old.len() != new.len() {
        return None;
    }
    old.iter()
        .zip(new)
        .map(|(old, new)| match (old, new) {
            (Piece::Number { last: before, .. }, Piece::Number { last, width, .. }) => Some(Piece::Number {
                last: *last,
                step: last - before,
                width: *width,
            }),
            (one, other) => (one == other).then(|| other.clone()),
        })
        .collect()
}

impl Cell {
    /// The text in the `block`-th block after the last one done; `None` is null.
    pub fn text(&self, block: i64, ids: &[i64]) -> Option<String> {
        let Cell::Text(pieces) = self else { return None };
        let mut text = String::new();
        for piece in pieces {
            match piece {
                Piece::Same(same) => text.push_str(same),
                Piece::Id(place) => {
                    write!(text, "{}", ids.get(*place).copied().unwrap_or_default()).unwrap_or_default()
                }
                Piece::Number { last, step, width } => {
                    write!(text, "{:0width$}", last + step * block, width = *width).unwrap_or_default();
                }
            }
        }
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::Cell;
    use super::merge;
    use super::pieces;
    use std::collections::BTreeMap;

    /// What the second text becomes two blocks later.
    fn later(old: &str, new: &str, ids: &[i64]) -> Option<String> {
        let (old_ids, new_ids) = (
            BTreeMap::from([(100_000_000_000_001, 0)]),
            BTreeMap::from([(200_000_000_000_002, 0)]),
        );
        let learned = merge(&pieces(old, &old_ids), &pieces(new, &new_ids))?;
        Cell::Text(learned).text(2, ids)
    }

    #[test]
    fn numbers_go_on_ids_are_new_and_the_rest_stays() {
        assert_eq!(
            later("INV-2026-00097", "INV-2026-00098", &[]).as_deref(),
            Some("INV-2026-00100")
        );
        assert_eq!(later("97", "98", &[]).as_deref(), Some("100"));
        assert_eq!(later("-5", "-7", &[]).as_deref(), Some("-11"));
        assert_eq!(later("Kunde 007", "Kunde 007", &[]).as_deref(), Some("Kunde 007"));
        let order = "{\"order\":100000000000001}";
        let next = "{\"order\":200000000000002}";
        assert_eq!(later(order, next, &[7]).as_deref(), Some("{\"order\":7}"));
        assert_eq!(later("paid", "open", &[]), None);
    }
}
