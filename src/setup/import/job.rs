//! An import as a job: its files lie in the data folder until it is over, so that it can be taken up after a stop.
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::CompanyId;
use crate::ids::JobId;
use crate::kernel::actor::Actor;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::message::Language;
use crate::kernel::session;
use crate::kernel::tx::Tx;
use crate::kernel::web::Ctx;
use crate::kernel::web::House;
use crate::kernel::web::ctx::CompanyFace;
use crate::kernel::web::problem::sentence;
use crate::setup::import::queries;
use crate::setup::import::report::Ending;
use crate::setup::import::report::Report;
use crate::setup::import::report::RowProblem;
use crate::setup::import::run;
use crate::setup::import::run::Order;
use crate::setup::import::run::Progress;
use crate::setup::job;
use crate::setup::job::Job;
use crate::setup::job::JobKind;
use crate::setup::job::JobState;
use crate::setup::job::NewJob;
use serde::Deserialize;
use serde::Serialize;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc;
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

/// The lease is kept this often: three times before it is over.
const KEEP_EVERY: Duration = Duration::from_secs(20);

/// What an import is to do.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Argument {
    /// Files and mapping as the reader knows them.
    pub files: Vec<String>,
    /// The text of the mapping.
    pub mapping: String,
    pub is_dry: bool,
    /// Of the report's sentences.
    pub language: String,
    /// Where the files are; in the data folder when absent, and gone when the import is over.
    pub folder: Option<PathBuf>,
}

/// The folder of a job's uploads.
pub fn folder(house: &House, id: JobId) -> PathBuf {
    house.data_dir.join("imports").join(id.to_string())
}

/// Puts an import down as a job.
pub fn put(tx: &mut Tx<'_>, id: JobId, company: Option<CompanyId>, argument: &Argument) -> Result<()> {
    let text = serde_json::to_string(argument).map_err(|error| Error::Internal(Box::new(error)))?;
    let new = NewJob {
        id,
        kind: JobKind::Import,
        company,
        argument: text,
    };
    job::ops::put(tx, &new)?;
    let event = Event::new(EventKind::ImportStarted, company, id);
    tx.record(event.say("files", argument.files.join(", ")));
    Ok(())
}

/// Runs a job on a thread of its own.
pub fn launch(house: &Arc<House>, id: JobId) -> Result<()> {
    let house = house.clone();
    let work = move || {
        if let Err(error) = work(&house, id, Arc::new(|_, _| {})) {
            tracing::error!(job = id.raw(), %error, "import failed");
        }
    };
    std::thread::Builder::new().name("import".to_owned()).spawn(work)?;
    Ok(())
}

/// Takes up what a stopped process left, once its lease is over.
pub fn resume(house: &Arc<House>) -> Result<()> {
    let now = house.clock.now();
    for id in house.db.read(|conn| job::queries::waiting(conn, now))? {
        launch(house, id)?;
    }
    Ok(())
}

/// Takes a job, unless somebody else has it, and does it to its end.
pub fn work(house: &Arc<House>, id: JobId, watch: Progress) -> Result<Option<Report>> {
    let job = house.db.read(|conn| job::queries::find(conn, id))?;
    let argument: Argument = serde_json::from_str(&job.argument).map_err(|error| Error::Internal(Box::new(error)))?;
    let ctx = context(house, &job, &argument)?;
    let owner = format!("{:x}", id::next());
    let taker = owner.clone();
    if !ctx.note(move |tx| job::ops::take(tx, id, &taker))? {
        return Ok(None);
    }
    let report = while_kept(house, &ctx.actor.clone(), (id, &owner), || {
        // A panic must not leave the job running for ever.
        let tried = AssertUnwindSafe(|| done(&ctx, &argument, (id, &owner), watch));
        catch_unwind(tried).unwrap_or_else(|_| Err(Error::internal("the import failed unexpectedly")))
    });
    let over = end(&ctx, (id, &owner), &job, &argument, report);
    job::progress::forget(id);
    let over = over?;
    // Only now: whoever takes up a job whose end was not written needs its files.
    if argument.folder.is_none() {
        std::fs::remove_dir_all(folder(house, id)).unwrap_or_default();
    }
    Ok(Some(over))
}

/// Keeps the lease while the work lasts, also where it tells of no progress.
fn while_kept<T>(house: &Arc<House>, actor: &Arc<Actor>, (id, owner): (JobId, &str), work: impl FnOnce() -> T) -> T {
    let (is_over, over) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            while over.recv_timeout(KEEP_EVERY) == Err(RecvTimeoutError::Timeout) {
                let owner = owner.to_owned();
                match house.note(actor, "", move |tx| job::ops::keep(tx, id, &owner)) {
                    Ok(true) => {}
                    Ok(false) => return,
                    Err(error) => tracing::warn!(job = id.raw(), %error, "the lease was not kept"),
                }
            }
        });
        let done = work();
        drop(is_over);
        done
    })
}

/// The one who started it, in his language, in the company he worked in.
fn context(house: &Arc<House>, job: &Job, argument: &Argument) -> Result<Ctx> {
    let (actor, companies) = house.db.read(|conn| {
        let companies = session::companies(conn)?;
        let (name, team, is_system) = queries::user(conn, job.user_id)?;
        let actor = if is_system {
            Actor::system(job.user_id, &name, companies.iter().map(|company| company.id).collect())
        } else {
            session::actor_of(conn, job.user_id, name, team, &companies)?
        };
        Ok::<_, Error>((actor, companies))
    })?;
    let company = companies.into_iter().find(|company| Some(company.id) == job.company_id);
    let language = Language::from_code(&argument.language).unwrap_or_default();
    Ctx::of_program(
        house.clone(),
        Arc::new(actor),
        company.unwrap_or_else(CompanyFace::none),
        language,
    )
}

fn done(ctx: &Ctx, argument: &Argument, (id, owner): (JobId, &str), watch: Progress) -> Result<Report> {
    let folder = argument.folder.clone().unwrap_or_else(|| folder(&ctx.house, id));
    let owner = owner.to_owned();
    let order = Order {
        folder: &folder,
        mapping: &argument.mapping,
        is_dry: argument.is_dry,
        progress: Arc::new(move |done, total| {
            job::progress::tell(id, count(done), count(total));
            watch(done, total);
        }),
        // The lease cannot be kept while the import itself holds the lane, so its end keeps it.
        seal: Arc::new(move |tx| job::ops::hold(tx, id, &owner)),
    };
    run::run(ctx, &order)
}

/// The report becomes the job's; an outage is told in it, too.
fn end(
    ctx: &Ctx,
    (id, owner): (JobId, &str),
    job: &Job,
    argument: &Argument,
    report: Result<Report>,
) -> Result<Report> {
    let report = report.unwrap_or_else(|error| {
        tracing::error!(job = id.raw(), %error, "import broke off");
        let mut report = Report {
            ending: Ending::Stopped,
            ..Report::default()
        };
        report.refuse(RowProblem {
            file: String::new(),
            row: 0,
            column: String::new(),
            sentence: sentence(ctx, &error),
        });
        report
    });
    let state = match report.ending {
        Ending::Done => JobState::Done,
        Ending::Looked if report.is_clean() => JobState::Done,
        Ending::Looked | Ending::Nothing | Ending::Stopped => JobState::Failed,
    };
    let text = serde_json::to_string(&report).map_err(|error| Error::Internal(Box::new(error)))?;
    let event = Event::new(EventKind::ImportFinished, job.company_id, id)
        .say("files", argument.files.join(", "))
        .say("created", count(report.created()))
        .say("updated", count(report.updated()))
        .say("refused", count(report.problem_count));
    let rows = (count(report.row_count()), count(report.row_count()));
    let owner = owner.to_owned();
    ctx.house.write_as(&ctx.actor, move |tx| {
        if state == JobState::Done {
            job::ops::reach(tx, id, rows)?;
        }
        job::ops::end(tx, id, &owner, state, &text)?;
        tx.record(event.clone());
        Ok(())
    })?;
    Ok(report)
}

fn count(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
