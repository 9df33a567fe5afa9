//! The list of jobs, and one job with its progress and its report.
use crate::ids::JobId;
use crate::kernel::error::Result;
use crate::kernel::list;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::column;
use crate::kernel::list::filter;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::view::Cell;
use crate::kernel::view::Crumb;
use crate::kernel::view::Fact;
use crate::kernel::view::Phone;
use crate::kernel::view::TextBlock;
use crate::kernel::view::TextPage;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::answer;
use crate::kernel::web::get;
use crate::permission::Permission::ImportRun;
use crate::setup::import;
use crate::setup::job::Job;
use crate::setup::job::JobKind;
use crate::setup::job::LOOKS;
use crate::setup::job::queries;
use crate::setup::job::queries::JobRow;

pub const URL: &str = "/setup/jobs";
/// The page of a running job asks again after so many seconds.
const REFRESH_SECONDS: u32 = 2;

pub const ROUTES: &[Route] = &[
    get(URL, ImportRun, list).lists(|| jobs().described()),
    get("/setup/jobs/{id}", ImportRun, show).gives::<Job>(),
];

impl JobKind {
    fn message_key(self) -> &'static str {
        match self {
            JobKind::Import => "job-kind-import",
        }
    }
}

fn jobs() -> List<JobRow> {
    List {
        name: "jobs",
        url: URL,
        icon: "list-checks",
        permission: ImportRun,
        columns: vec![
            column("created", Kind::Instant, |row: &JobRow| {
                Value::Instant(row.job.created_at)
            })
            .sorts_by(|row| row.job.id.to_string())
            .phone(Phone::Name),
            column("kind", Kind::Text, |row: &JobRow| {
                Value::Code(row.job.kind.message_key(), row.job.kind.code().to_owned())
            })
            .phone(Phone::Partner),
            column("state", Kind::Text, |row: &JobRow| Value::State(row.job.state.look())).phone(Phone::Status),
            column("progress", Kind::Number, |row: &JobRow| {
                Value::Meter(row.job.percent().into())
            }),
            column("user", Kind::Text, |row: &JobRow| Value::Person(row.user_name.clone())),
        ],
        filters: vec![filter("state", FilterOf::States(LOOKS))],
        views: Vec::new(),
        sort: ("created", true),
        subject: |row| row.job.id.into(),
        new: Some(("/setup/import", ImportRun)),
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: false,
    }
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &jobs())
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: JobId = req.id()?;
    let reach = ctx.full_reach(ImportRun);
    let row = ctx.read(|conn| queries::get(conn, &reach, id))?;
    if req.is_api() {
        return Reply::json(&row.job);
    }
    let title = ctx.text(row.job.kind.message_key());
    let company = row.job.company_id.and_then(|company| ctx.company_of(company));
    let facts = vec![
        Fact::new(
            ctx.text("column-state"),
            Value::State(row.job.state.look()).cell(ctx.messages, &ctx.formats),
        ),
        Fact::new(ctx.text("column-user"), Cell::person(row.user_name.clone())),
        Fact::text(
            ctx.text("column-company"),
            company.map_or("", |company| company.name.as_str()),
        ),
        instant(ctx, "column-created", Some(row.job.created_at)),
        instant(ctx, "column-ended", row.job.ended_at),
        Fact::text(
            ctx.text("column-progress"),
            ctx.say_with(
                "job-progress",
                &[("done", row.job.progress.into()), ("total", row.job.total.into())],
            ),
        ),
    ];
    let mut blocks = vec![TextBlock {
        facts,
        ..TextBlock::default()
    }];
    match row.job.kind {
        JobKind::Import => blocks.extend(import::pages::report_blocks(ctx, &row.job)),
    }
    let page = TextPage {
        title: title.clone(),
        blocks,
        refresh_seconds: (!row.job.state.is_over()).then_some(REFRESH_SECONDS),
        percent: Some(row.job.percent()),
        ..TextPage::default()
    };
    let crumbs = vec![Crumb::new(ctx.text("list-jobs"), URL), Crumb::new(title, "")];
    answer::text(ctx, req, page, crumbs)
}

fn instant(ctx: &Ctx, key: &str, at: Option<chrono::NaiveDateTime>) -> Fact {
    Fact::new(ctx.text(key), Value::instant(at).cell(ctx.messages, &ctx.formats))
}
