//! The import itself: plan, then row by row into the house, in one transaction.
use crate::ids::CompanyId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Problem;
use crate::kernel::error::Result;
use crate::kernel::format::DateOrder;
use crate::kernel::format::Formats;
use crate::kernel::format::NumberStyle;
use crate::kernel::log::hash_of;
use crate::kernel::session;
use crate::kernel::tx::Tx;
use crate::kernel::web::Ctx;
use crate::kernel::web::batch::Batch;
use crate::kernel::web::ctx::require;
use crate::setup::import::body;
use crate::setup::import::body::Reference;
use crate::setup::import::evaluate::Tables;
use crate::setup::import::mapping::From as TableFrom;
use crate::setup::import::mapping::Mapping;
use crate::setup::import::ops;
use crate::setup::import::ops::Done;
use crate::setup::import::ops::Into;
use crate::setup::import::ops::Ready;
use crate::setup::import::plan;
use crate::setup::import::plan::PlannedStep;
use crate::setup::import::queries;
use crate::setup::import::queries::Known;
use crate::setup::import::report::Ending;
use crate::setup::import::report::Report;
use crate::setup::import::report::StepReport;
use crate::setup::import::table::Table;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use tenon_db::Conn;

/// What is imported.
pub struct Order<'a> {
    pub folder: &'a Path,
    /// The text of the mapping.
    pub mapping: &'a str,
    pub is_dry: bool,
    pub progress: Progress,
    pub seal: Seal,
}

/// Told with each row: rows done and rows in all.
pub type Progress = Arc<dyn Fn(u64, u64) + Send + Sync>;

/// The last write of the transaction, whatever came of the rows; when it is refused, nothing of them stays.
pub type Seal = Arc<dyn Fn(&mut Tx<'_>) -> Result<()> + Send + Sync>;

/// Runs an import: all of it is one transaction, so that whatever fails in it, also late and by what others did meanwhile,
/// leaves nothing behind. An `Err` is an outage; rows that were not taken stand in the report.
pub fn run(ctx: &Ctx, order: &Order<'_>) -> Result<Report> {
    let mut report = Report::default();
    let (mapping, inline) = match Mapping::parse(order.mapping) {
        Ok(parsed) => parsed,
        Err(problem) => {
            report.refuse(plan::of_mapping(ctx, &problem));
            return Ok(report);
        }
    };
    let tables = read_tables(ctx, order.folder, &mapping, &inline, &mut report);
    if !report.is_clean() {
        return Ok(report);
    }
    let tables = Tables::new(tables, formats(ctx, &mapping));
    let steps = plan::make(ctx, &mapping, &tables, &mut report)?;
    report.steps = steps.iter().map(step_report).collect();
    if !report.is_clean() {
        return Ok(report);
    }
    let work = Work {
        ctx: ctx.clone(),
        mapping,
        steps,
        report,
        is_dry: order.is_dry,
        progress: order.progress.clone(),
    };
    let seal = order.seal.clone();
    ctx.house.batch(move |batch| {
        let report = batch.all_or_nothing(|batch| Importer::new(&work).all(batch))?;
        batch.write(&work.ctx.actor, |tx| {
            tx.is_housekeeping();
            seal(tx)
        })?;
        Ok(report)
    })
}

fn step_report(step: &PlannedStep) -> StepReport {
    StepReport {
        target: step.target.name.to_owned(),
        file: step.file.clone(),
        rows: u64::try_from(step.rows.len()).unwrap_or(u64::MAX),
        ..StepReport::default()
    }
}

/// How the files write figures and days, when the mapping says anything about it.
fn formats(ctx: &Ctx, mapping: &Mapping) -> Option<Formats> {
    if mapping.numbers.is_none() && mapping.dates.is_none() {
        return None;
    }
    let mut formats = Formats::new(ctx.messages.language(), chrono_tz::UTC, ctx.today());
    formats.numbers = mapping.numbers.unwrap_or(NumberStyle::CommaPoint);
    formats.date_order = mapping.dates.unwrap_or(DateOrder::YearMonthDay);
    Some(formats)
}

fn read_tables(
    ctx: &Ctx,
    folder: &Path,
    mapping: &Mapping,
    inline: &[Vec<BTreeMap<String, String>>],
    report: &mut Report,
) -> BTreeMap<TableFrom, Table> {
    let mut tables = BTreeMap::new();
    for from in mapping.tables() {
        let read = match &from {
            TableFrom::File { name, sheet } => match std::fs::read(folder.join(name)) {
                Ok(bytes) => Table::read(name, sheet, &bytes),
                Err(_) => Err(Message::new("import-no-file").with("file", name)),
            },
            TableFrom::Inline(place) => Table::inline(inline.get(*place).map_or(&[], Vec::as_slice)),
        };
        match read {
            Ok(table) => {
                tables.insert(from, table);
            }
            Err(problem) => report.refuse(plan::of_mapping(ctx, &problem)),
        }
    }
    tables
}

/// All that the transaction needs; it may be run more than once.
struct Work {
    ctx: Ctx,
    mapping: Mapping,
    steps: Vec<PlannedStep>,
    /// Clean, with the steps and their rows.
    report: Report,
    is_dry: bool,
    progress: Progress,
}

struct Importer<'a> {
    work: &'a Work,
    /// The one who imports, also in companies that the import founds.
    ctx: Ctx,
    report: Report,
    done: u64,
}

impl<'a> Importer<'a> {
    fn new(work: &'a Work) -> Importer<'a> {
        Importer {
            work,
            ctx: work.ctx.clone(),
            report: work.report.clone(),
            done: 0,
        }
    }

    /// Every step up to the first of which a row is refused; whether what was written shall stay.
    fn all(mut self, batch: &mut Batch<'_>) -> Result<(Report, bool)> {
        for (step, place) in self.work.steps.iter().zip(0..) {
            self.step(batch, step, place)?;
            if !self.report.is_clean() {
                break;
            }
            if step.target.name == "company" {
                self.see_companies(batch.conn)?;
            }
        }
        let stays = self.report.is_clean() && !self.work.is_dry;
        self.report.ending = match (stays, self.work.is_dry) {
            (true, _) => Ending::Done,
            (false, true) => Ending::Looked,
            (false, false) => Ending::Nothing,
        };
        if !stays {
            self.report.forget_counts();
        }
        Ok((self.report, stays))
    }

    /// A company that was just founded can be written in.
    fn see_companies(&mut self, conn: &mut Conn) -> Result<()> {
        let companies = session::companies(conn)?;
        let mut actor = self.ctx.actor.as_ref().clone();
        actor.companies = companies.iter().map(|company| company.id).collect();
        self.ctx.actor = Arc::new(actor);
        self.ctx.companies = Arc::new(companies);
        Ok(())
    }

    fn step(&mut self, batch: &mut Batch<'_>, step: &PlannedStep, place: usize) -> Result<()> {
        let company = plan::company(batch.conn, self.ctx.company.id, &self.work.mapping)?;
        let working = company.unwrap_or(CompanyId::from(0));
        if let Err(error) = require(&self.ctx, step.target.permission, working) {
            let problem = plan::of_mapping(
                &self.ctx,
                &Message::new("import-needs").with(
                    "permission",
                    crate::kernel::error::Argument::Key(step.target.permission.message_key()),
                ),
            );
            tracing::info!(%error, target = step.target.name, "import refused");
            self.report.refuse(problem);
            return Ok(());
        }
        let into = Into {
            target: step.target,
            system: &self.work.mapping.system,
            company: working,
        };
        batch.turn();
        let mut waiting: Vec<usize> = (0..step.rows.len()).collect();
        // Rows that name rows of the same step come after them: round by round, until all are in or none moves.
        while !waiting.is_empty() && self.report.is_clean() {
            let (ready, rest) = self.ready(batch.conn, step, &waiting, company)?;
            if ready.is_empty() {
                self.tell_strangers(batch.conn, step, &rest, company)?;
            }
            for row in &ready {
                self.row(batch, (step, place), &into, row)?;
            }
            waiting = rest;
        }
        Ok(())
    }

    /// Writes a row and counts it, or notes why it was refused.
    fn row(
        &mut self,
        batch: &mut Batch<'_>,
        (step, place): (&PlannedStep, usize),
        into: &Into<'_>,
        row: &Ready,
    ) -> Result<()> {
        match ops::write(batch, &self.ctx.actor, into, row) {
            Ok(done) => {
                if let Some(counts) = self.report.steps.get_mut(place) {
                    match done {
                        Done::Created => counts.created += 1,
                        Done::Updated => counts.updated += 1,
                        Done::Unchanged => counts.unchanged += 1,
                    }
                }
            }
            Err(error @ (Error::Internal(_) | Error::OutcomeUnknown)) => return Err(error),
            Err(error) => self.refuse(step, row.place, &error),
        }
        self.done += 1;
        (self.work.progress)(self.done, self.report.row_count());
        Ok(())
    }

    fn refuse(&mut self, step: &PlannedStep, row: usize, error: &Error) {
        if let Some(row) = step.rows.get(row) {
            for problem in step.refused(&self.ctx, row, error) {
                self.report.refuse(problem);
            }
        }
    }

    /// The rows whose records are all there, with their ids, and the others.
    fn ready(
        &self,
        conn: &mut Conn,
        step: &PlannedStep,
        rows: &[usize],
        company: Option<CompanyId>,
    ) -> Result<(Vec<Ready>, Vec<usize>)> {
        let all = rows
            .iter()
            .filter_map(|place| step.rows.get(*place).map(|row| (*place, row)));
        let all: Vec<_> = all.collect();
        let mut wanted: Vec<Reference> = all
            .iter()
            .flat_map(|(_, row)| row.references.iter().map(|(_, one)| one.clone()))
            .collect();
        wanted.sort_unstable();
        wanted.dedup();
        let ids = plan::ids(conn, &self.work.mapping.system, company, &wanted)?;
        let keys: Vec<String> = all.iter().map(|(_, row)| row.key.clone()).collect();
        let known = self.known(conn, step, company, &keys)?;
        let (mut ready, mut rest) = (Vec::new(), Vec::new());
        for (place, row) in all {
            if row.references.iter().any(|(_, one)| !ids.contains_key(one)) {
                rest.push(place);
                continue;
            }
            let body = body::resolved(&row.body, &ids);
            let content_hash = hash_of(&[&body.to_string()]);
            ready.push(Ready {
                place,
                key: row.key.clone(),
                known: known.get(&row.key).cloned(),
                takes_company: step.shape.field("company_id").is_some() && body.get("company_id").is_none(),
                body,
                content_hash,
            });
        }
        Ok((ready, rest))
    }

    fn known(
        &self,
        conn: &mut Conn,
        step: &PlannedStep,
        company: Option<CompanyId>,
        keys: &[String],
    ) -> Result<BTreeMap<String, Known>> {
        let kind = step.target.name;
        let mut known = queries::known(conn, kind, &self.work.mapping.system, keys)?;
        if step.key_is_code {
            let working = company.unwrap_or(CompanyId::from(0));
            for (key, id) in queries::by_code(conn, working, kind, keys)? {
                let content_hash = String::new();
                known.entry(key).or_insert(Known { id, content_hash });
            }
        }
        Ok(known)
    }

    fn tell_strangers(
        &mut self,
        conn: &mut Conn,
        step: &PlannedStep,
        rows: &[usize],
        company: Option<CompanyId>,
    ) -> Result<()> {
        let rows: Vec<_> = rows.iter().filter_map(|place| step.rows.get(*place)).collect();
        let references = |row: &plan::Row| row.references.iter().map(|(_, one)| one.clone()).collect::<Vec<_>>();
        let wanted: Vec<Reference> = rows.iter().flat_map(|row| references(row)).collect();
        let there = plan::ids(conn, &self.work.mapping.system, company, &wanted)?;
        for row in rows {
            for (at, one) in row.references.iter().filter(|(_, one)| !there.contains_key(one)) {
                let told = step.problem(&self.ctx, row, &Problem::new(at, plan::stranger(one)));
                self.report.refuse(told);
            }
        }
        Ok(())
    }
}
