//! One operation on many records: each in its own transaction, so that nothing is half applied; then the report of what was
//! done and what was not possible, with the reason of each.
use crate::ids::Subject;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::list::List;
use crate::kernel::list::selection::chosen;
use crate::kernel::tx::Tx;
use crate::kernel::view::Banner;
use crate::kernel::view::Cell;
use crate::kernel::view::Crumb;
use crate::kernel::view::DataTable;
use crate::kernel::view::Link;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::view::TextBlock;
use crate::kernel::view::TextPage;
use crate::kernel::view::Tone;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::answer;
use crate::kernel::web::problem;
use schemars::JsonSchema;
use serde::Serialize;

/// What a program names for a bulk action: records by their ids, or all that a query of the list matches.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Selection {
    pub id: Option<Vec<i64>>,
    pub all: Option<bool>,
    /// As in the list's address: `state=draft&party=17`.
    pub query: Option<String>,
}

/// What a bulk action has come to.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BulkReport {
    /// Ids of the records for which it was done.
    pub done: Vec<i64>,
    pub failed: Vec<BulkFailure>,
}

/// A record for which it was not possible.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BulkFailure {
    pub id: i64,
    /// Why, in the reader's language.
    pub message: String,
}

/// What is done to one record.
pub type Job = fn(&mut Tx<'_>, Subject) -> Result<()>;

/// A record for which it was not possible, and why.
struct Failed {
    subject: Subject,
    name: String,
    error: Error,
}

/// Does it to every record that was selected. Refusals are reported; a defect ends the run.
pub fn run<R>(ctx: &Ctx, req: &Req, list: &List<R>, action: &'static str, job: Job) -> Result<Reply> {
    let (mut done, mut failed): (Vec<i64>, Vec<Failed>) = (Vec::new(), Vec::new());
    for (subject, name) in chosen(ctx, req, list)? {
        let one = Req {
            key: req.key.as_ref().map(|key| format!("{key}-{}", subject.raw())),
            ..req.clone()
        };
        let outcome = ctx.write(&one, move |tx| {
            job(tx, subject)?;
            Ok(Reply::Nothing)
        });
        match outcome {
            Ok(_) => done.push(subject.raw()),
            Err(error @ (Error::Internal(_) | Error::OutcomeUnknown)) => return Err(error),
            Err(error) => failed.push(Failed { subject, name, error }),
        }
    }
    let count = i64::try_from(done.len()).unwrap_or(0);
    if req.is_api() {
        let failure = |one: &Failed| BulkFailure {
            id: one.subject.raw(),
            message: problem::sentence(ctx, &one.error),
        };
        return Reply::json(&BulkReport {
            done,
            failed: failed.iter().map(failure).collect(),
        });
    }
    if failed.is_empty() {
        return Ok(Reply::see_other(list.url, "bulk-done").say("count", ctx.formats.integer(count)));
    }
    report(ctx, req, list, action, count, &failed)
}

fn report<R>(ctx: &Ctx, req: &Req, list: &List<R>, action: &str, done: i64, failed: &[Failed]) -> Result<Reply> {
    let not_done = i64::try_from(failed.len()).unwrap_or(0);
    let rows = failed.iter().map(|one| {
        TableRow::new(vec![
            Cell::link(&one.name, one.subject.url()),
            Cell::text(problem::sentence(ctx, &one.error)),
        ])
    });
    let table = DataTable {
        columns: vec![
            TableColumn::text(ctx.text("column-number")),
            TableColumn::text(ctx.text("column-reason")),
        ],
        rows: rows.collect(),
        ..DataTable::default()
    };
    let summary = ctx.say_with("bulk-report", &[("done", done.into()), ("failed", not_done.into())]);
    let title = ctx.text(&format!("list-{}", list.name));
    let page = TextPage {
        title: ctx.text(&format!("action-{action}")),
        banners: vec![Banner::new(Tone::Warning, summary)],
        blocks: vec![TextBlock {
            table: Some(table),
            links: vec![Link::new(title.clone(), list.url)],
            ..TextBlock::default()
        }],
        ..TextPage::default()
    };
    let crumbs = vec![Crumb::new(title, list.url), Crumb::new(page.title.clone(), "")];
    answer::text(ctx, req, page, crumbs)
}
