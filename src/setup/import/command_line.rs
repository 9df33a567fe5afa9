//! `tenon import`: the same job as from the page, done at once, with its progress and its report on the terminal.
use crate::company::user;
use crate::ids::JobId;
use crate::kernel::actor::Actor;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::web::House;
use crate::setup::import::job;
use crate::setup::import::job::Argument;
use crate::setup::import::report::Ending;
use crate::setup::import::report::Report;
use std::fmt::Write;
use std::path::PathBuf;
use std::sync::Arc;

/// Rows between two signs of life on the terminal.
const TOLD_EVERY: u64 = 50;

/// An import by the command line.
pub struct ImportOrder {
    pub folder: PathBuf,
    /// A file, or the name of a mapping that comes with the program.
    pub mapping: PathBuf,
    pub is_dry: bool,
    pub company: Option<String>,
    pub language: String,
}

/// Imports in the name of the program itself.
pub fn run(house: &Arc<House>, actor: &Arc<Actor>, order: &ImportOrder, mapping: String) -> Result<Report> {
    house.note(actor, "", |tx| {
        user::ops::ensure_system(tx)?;
        user::ops::ensure_roles(tx)
    })?;
    let companies = house.db.read(crate::kernel::session::companies)?;
    let company = match &order.company {
        None => companies.first().map(|company| company.id),
        Some(code) => {
            let known = companies.iter().find(|company| company.code == *code);
            let missing = || Error::Refused(Message::new("mapping-no-company").with("code", code));
            Some(known.ok_or_else(missing)?.id)
        }
    };
    let id: JobId = id::new();
    let argument = Argument {
        files: vec![order.folder.display().to_string()],
        mapping,
        is_dry: order.is_dry,
        language: order.language.clone(),
        folder: Some(order.folder.clone()),
    };
    house.write_as(actor, move |tx| job::put(tx, id, company, &argument))?;
    let watch = |done: u64, total: u64| {
        if done.is_multiple_of(TOLD_EVERY) || done == total {
            eprint!("\r{done} of {total} rows");
        }
    };
    let report = job::work(house, id, Arc::new(watch))?;
    eprintln!();
    report.ok_or_else(|| Error::internal("another process took the import over"))
}

/// The report as a table and a list.
pub fn text(report: &Report) -> String {
    let mut out = String::new();
    let mut line = |text: String| writeln!(out, "{text}").unwrap_or_default();
    if !report.steps.is_empty() {
        let heads = ("into", "from", "rows", "new", "changed", "as before");
        line(format!(
            "{:22} {:26} {:>8} {:>8} {:>8} {:>9}",
            heads.0, heads.1, heads.2, heads.3, heads.4, heads.5
        ));
    }
    for step in &report.steps {
        line(format!(
            "{:22} {:26} {:>8} {:>8} {:>8} {:>9}",
            step.target, step.file, step.rows, step.created, step.updated, step.unchanged
        ));
    }
    for problem in &report.problems {
        let row = if problem.row > 0 {
            format!(", row {}", problem.row)
        } else {
            String::new()
        };
        let column = if problem.column.is_empty() {
            String::new()
        } else {
            format!(", {}", problem.column)
        };
        line(format!("{}{row}{column}: {}", problem.file, problem.sentence));
    }
    line(
        match report.ending {
            Ending::Done => "Everything is in.",
            Ending::Looked => "Nothing was written, as asked.",
            Ending::Nothing => "Nothing was written.",
            Ending::Stopped => "It broke off. Import again: what is in already is passed over.",
        }
        .to_owned(),
    );
    out
}
