//! The import itself: plan, then step by step try every row and write it, in slices that hold the lane only briefly.
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
use crate::kernel::web::Ctx;
use crate::kernel::web::ctx::require;
use crate::setup::import::body;
use crate::setup::import::body::Reference;
use crate::setup::import::evaluate::Tables;
use crate::setup::import::mapping::From as TableFrom;
use crate::setup::import::mapping::Mapping;
use crate::setup::import::ops;
use crate::setup::import::ops::Done;
use crate::setup::import::ops::Ready;
use crate::setup::import::ops::Slice;
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

/// What is imported.
pub struct Order<'a> {
    pub folder: &'a Path,
    /// The text of the mapping.
    pub mapping: &'a str,
    pub is_dry: bool,
}

/// Told now and then: rows done and rows in all.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64) -> Result<()>;

/// Runs an import. An `Err` is an outage; rows that were not taken stand in the report.
pub fn run(ctx: &mut Ctx, order: &Order<'_>, progress: Progress<'_>) -> Result<Report> {
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
    let mut importer = Importer {
        ctx,
        mapping: &mapping,
        report,
        done: 0,
        is_dry: order.is_dry,
    };
    for (step, place) in steps.iter().zip(0..) {
        importer.step(step, place, progress)?;
        if step.target.name == "company" {
            importer.see_companies()?;
        }
        if !importer.report.is_clean() && !importer.is_dry {
            break;
        }
    }
    let mut report = importer.report;
    report.ending = match (order.is_dry, report.is_clean()) {
        (_, true) if !order.is_dry => Ending::Done,
        (true, _) => Ending::Looked,
        (false, _) if report.created() + report.updated() > 0 => Ending::Stopped,
        (false, _) => Ending::Nothing,
    };
    Ok(report)
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

struct Importer<'a> {
    ctx: &'a mut Ctx,
    mapping: &'a Mapping,
    report: Report,
    done: u64,
    is_dry: bool,
}

impl Importer<'_> {
    /// A company that was just founded can be written in.
    fn see_companies(&mut self) -> Result<()> {
        let companies = self.ctx.house.db.read(session::companies)?;
        let mut actor = self.ctx.actor.as_ref().clone();
        actor.companies = companies.iter().map(|company| company.id).collect();
        self.ctx.actor = Arc::new(actor);
        self.ctx.companies = Arc::new(companies);
        Ok(())
    }

    fn step(&mut self, step: &PlannedStep, place: usize, progress: Progress<'_>) -> Result<()> {
        let company = plan::company(self.ctx, self.mapping)?;
        let working = company.unwrap_or(CompanyId::from(0));
        if let Err(error) = require(self.ctx, step.target.permission, working) {
            let problem = plan::of_mapping(
                self.ctx,
                &Message::new("import-needs").with(
                    "permission",
                    crate::kernel::error::Argument::Key(step.target.permission.message_key()),
                ),
            );
            tracing::info!(%error, target = step.target.name, "import refused");
            self.report.refuse(problem);
            return Ok(());
        }
        let mut waiting: Vec<usize> = (0..step.rows.len()).collect();
        let is_first_try = self.tried(step, &waiting, working)?;
        if !is_first_try || self.is_dry {
            return Ok(());
        }
        // Rows that name rows of the same step come after them: round by round, until all are in or none moves.
        while !waiting.is_empty() {
            let (ready, rest) = self.ready(step, &waiting, company)?;
            if ready.is_empty() {
                self.tell_strangers(step, &rest, company)?;
                return Ok(());
            }
            if !self.write(step, place, Arc::new(ready), working, progress)? {
                return Ok(());
            }
            waiting = rest;
        }
        Ok(())
    }

    /// Every row whose records are all there is done by the real operation and undone; `false` when one is refused.
    fn tried(&mut self, step: &PlannedStep, rows: &[usize], company: CompanyId) -> Result<bool> {
        let (ready, rest) = self.ready(step, rows, Some(company))?;
        // Before the company is there nothing else of a dry run can be tried.
        if self.is_dry && company.raw() == 0 && step.target.name != "company" {
            return Ok(true);
        }
        let own = |row: &usize| self.names_own(step, *row);
        if !self.is_dry && rest.iter().any(|row| !own(row)) {
            let rest: Vec<usize> = rest.into_iter().filter(|row| !own(row)).collect();
            self.tell_strangers(step, &rest, Some(company))?;
            return Ok(false);
        }
        let slice = self.slice(step, Arc::new(ready), company);
        for (row, error) in ops::try_all(self.ctx, &slice)? {
            self.refuse(step, row, &error);
        }
        Ok(self.report.is_clean())
    }

    fn slice(&self, step: &PlannedStep, rows: Arc<Vec<Ready>>, company: CompanyId) -> Slice {
        Slice {
            target: step.target,
            system: self.mapping.system.clone(),
            key_is_code: step.key_is_code,
            company,
            rows,
        }
    }

    fn refuse(&mut self, step: &PlannedStep, row: usize, error: &Error) {
        if let Some(row) = step.rows.get(row) {
            for problem in step.refused(self.ctx, row, error) {
                self.report.refuse(problem);
            }
        }
    }

    /// Whether a row names another row of its own step.
    fn names_own(&self, step: &PlannedStep, row: usize) -> bool {
        step.rows
            .get(row)
            .is_some_and(|row| row.references.iter().any(|(_, one)| one.kind == step.target.name))
    }

    /// The rows whose records are all there, with their ids, and the others.
    fn ready(
        &self,
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
        let ids = plan::ids(self.ctx, &self.mapping.system, company, &wanted)?;
        let keys: Vec<String> = all.iter().map(|(_, row)| row.key.clone()).collect();
        let known = self.known(step, company, &keys)?;
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
        step: &PlannedStep,
        company: Option<CompanyId>,
        keys: &[String],
    ) -> Result<BTreeMap<String, Known>> {
        let (kind, system) = (step.target.name, &self.mapping.system);
        let mut known = self.ctx.read(|conn| queries::known(conn, kind, system, keys))?;
        if step.key_is_code {
            let working = company.unwrap_or(CompanyId::from(0));
            let coded = self.ctx.read(|conn| queries::by_code(conn, working, kind, keys))?;
            for (key, id) in coded {
                let content_hash = String::new();
                known.entry(key).or_insert(Known { id, content_hash });
            }
        }
        Ok(known)
    }

    /// Writes rows in slices; `false` when one was refused.
    fn write(
        &mut self,
        step: &PlannedStep,
        place: usize,
        rows: Arc<Vec<Ready>>,
        company: CompanyId,
        progress: Progress<'_>,
    ) -> Result<bool> {
        let slice = self.slice(step, rows, company);
        let total = self.report.row_count();
        let mut next = 0;
        while next < slice.rows.len() {
            let (done, refused) = ops::write(self.ctx, &slice, next)?;
            next += done.len();
            if let Some(counts) = self.report.steps.get_mut(place) {
                for one in &done {
                    match one {
                        Done::Created => counts.created += 1,
                        Done::Updated => counts.updated += 1,
                        Done::Unchanged => counts.unchanged += 1,
                    }
                }
            }
            self.done += u64::try_from(done.len()).unwrap_or(0);
            progress(self.done, total)?;
            if let Some((row, error)) = refused {
                self.refuse(step, row, &error);
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn tell_strangers(&mut self, step: &PlannedStep, rows: &[usize], company: Option<CompanyId>) -> Result<()> {
        for row in rows.iter().filter_map(|place| step.rows.get(*place)) {
            let wanted: Vec<Reference> = row.references.iter().map(|(_, one)| one.clone()).collect();
            let there = plan::ids(self.ctx, &self.mapping.system, company, &wanted)?;
            let missing = row.references.iter().filter(|(_, one)| !there.contains_key(one));
            let problems: Vec<Problem> = missing.map(|(at, one)| Problem::new(at, plan::stranger(one))).collect();
            for problem in problems {
                let told = step.problem(self.ctx, row, &problem);
                self.report.refuse(told);
            }
        }
        Ok(())
    }
}
