//! The event log of loaded blocks: positions go on, and each company's chain of hashes is computed as `kernel::log` does.
use crate::bench::load::Failure;
use crate::bench::load::learn::Pattern;
use crate::bench::load::rows::Change;
use crate::bench::load::rows::Kept;
use crate::bench::load::rows::Row;
use crate::bench::load::rows::Table;
use crate::bench::load::rows::Writer;
use crate::kernel::log;
use chrono::NaiveDateTime;
use std::collections::BTreeMap;

/// Columns that are computed here, or stay as they are: a salt is random anyway.
const COMPUTED: &[(&str, &str)] = &[
    ("event_log", "payload_hash"),
    ("event_log", "previous_hash"),
    ("event_log", "hash"),
    ("event_payload", "salt"),
    ("event_chain", "last_hash"),
];
/// As columns are read.
const INSTANT: &str = "%Y-%m-%d %H:%M:%S%.f";

pub fn is_computed(table: &str, column: &str) -> bool {
    COMPUTED.contains(&(table, column))
}

/// The events of a block, and where each company's chain stands.
pub struct Events {
    log: (Table, Vec<Pattern>),
    payload: (Table, Vec<Pattern>),
    /// Last hash by company.
    heads: BTreeMap<String, String>,
}

fn cell(table: &Table, row: &Row, column: &str) -> Result<String, Failure> {
    let cell = row.get(table.place(column)?).cloned().flatten();
    cell.ok_or_else(|| format!("{}.{column} is empty", table.name).into())
}

fn set(table: &Table, row: &mut Row, column: &str, text: &str) -> Result<(), Failure> {
    if let Some(cell) = row.get_mut(table.place(column)?) {
        *cell = Some(text.to_owned());
    }
    Ok(())
}

fn row(pattern: &Pattern, block: i64, ids: &[i64]) -> Row {
    pattern.0.iter().map(|cell| cell.text(block, ids)).collect()
}

/// Gives an event its hashes, as the next link of its company's chain.
fn chain(
    (events, payloads): (&Table, &Table),
    heads: &mut BTreeMap<String, String>,
    event: &mut Row,
    payload: &Row,
) -> Result<(), Failure> {
    let company = cell(events, event, "company_id")?;
    let previous = heads.get(&company).cloned().unwrap_or_default();
    let payload_hash = log::hash_of(&[&cell(payloads, payload, "salt")?, &cell(payloads, payload, "payload")?]);
    let link = log::Link {
        previous_hash: &previous,
        position: cell(events, event, "position")?.parse()?,
        company: company.parse()?,
        at: NaiveDateTime::parse_from_str(&cell(events, event, "happened_at")?, INSTANT)?,
        actor: cell(events, event, "actor_id")?.parse()?,
        kind: &cell(events, event, "kind")?,
        subject_kind: &cell(events, event, "subject_kind")?,
        subject_id: cell(events, event, "subject_id")?.parse()?,
        request_id: &cell(events, event, "request_id")?,
        payload_hash: &payload_hash,
    };
    let hash = link.hash();
    set(events, event, "payload_hash", &payload_hash)?;
    set(events, event, "previous_hash", &previous)?;
    set(events, event, "hash", &hash)?;
    heads.insert(company, hash);
    Ok(())
}

impl Events {
    /// Takes the log and its payloads out of what a block adds; `now` are the heads after the last block.
    pub fn take(growing: &mut Vec<(Table, Vec<Pattern>)>, now: &[Kept]) -> Result<Events, Failure> {
        let mut take = |name: &str| {
            let place = growing.iter().position(|(table, _)| table.name == name);
            let place = place.ok_or_else(|| format!("nothing is known of {name}"))?;
            Ok::<_, Failure>(growing.remove(place))
        };
        let (log, payload) = (take("event_log")?, take("event_payload")?);
        let mut heads = BTreeMap::new();
        for kept in now.iter().filter(|kept| kept.table.name == "event_chain") {
            for row in kept.rows.values() {
                let company = cell(&kept.table, row, "company_id")?;
                heads.insert(company, cell(&kept.table, row, "last_hash")?);
            }
        }
        Ok(Events { log, payload, heads })
    }

    /// Appends the events of some blocks.
    pub fn write(&mut self, writer: &mut Writer, blocks: &[(i64, Vec<i64>)]) -> Result<(), Failure> {
        let (mut log_rows, mut payload_rows) = (Vec::new(), Vec::new());
        for (block, ids) in blocks {
            for (log, payload) in self.log.1.iter().zip(&self.payload.1) {
                let payload = row(payload, *block, ids);
                let mut event = row(log, *block, ids);
                chain((&self.log.0, &self.payload.0), &mut self.heads, &mut event, &payload)?;
                log_rows.push(event);
                payload_rows.push(payload);
            }
        }
        writer.insert_rows(&self.log.0, log_rows.into_iter())?;
        writer.insert_rows(&self.payload.0, payload_rows.into_iter())
    }

    /// Puts the last hashes into the changes of the chains' heads.
    pub fn set_heads(&self, changes: &mut [Change]) -> Result<(), Failure> {
        use crate::bench::load::learn::Cell;
        use crate::bench::load::learn::Piece;
        for change in changes.iter_mut().filter(|change| change.table.name == "event_chain") {
            let (company, last) = (change.table.place("company_id")?, change.table.place("last_hash")?);
            for pattern in &mut change.patterns {
                let company = pattern
                    .0
                    .get(company)
                    .and_then(|cell| cell.text(0, &[]))
                    .unwrap_or_default();
                let hash = self.heads.get(&company).cloned().unwrap_or_default();
                if let Some(cell) = pattern.0.get_mut(last) {
                    *cell = Cell::Text(vec![Piece::Same(hash)]);
                }
            }
        }
        Ok(())
    }
}
