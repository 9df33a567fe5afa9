//! Import from a page: files and mapping are sent, a job does the work, its page shows progress and report.
use crate::ids::JobId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Problem;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::id;
use crate::kernel::list;
use crate::kernel::value::Value;
use crate::kernel::view::Banner;
use crate::kernel::view::Cell;
use crate::kernel::view::Crumb;
use crate::kernel::view::DataTable;
use crate::kernel::view::FieldKind;
use crate::kernel::view::FormPage;
use crate::kernel::view::Link;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::view::TextBlock;
use crate::kernel::view::TextPage;
use crate::kernel::view::Tone;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::answer;
use crate::kernel::web::get;
use crate::kernel::web::post;
use crate::kernel::web::problem::label_of;
use crate::kernel::web::req::Upload;
use crate::permission::Permission::ImportRun;
use crate::setup::import::job;
use crate::setup::import::job::Argument;
use crate::setup::import::mappings;
use crate::setup::import::report::Ending;
use crate::setup::import::report::Report;
use crate::setup::import::shape::Shape;
use crate::setup::import::target::Target;
use crate::setup::import::targets;
use crate::setup::job::Job;
use serde_json::json;

const URL: &str = "/setup/import";
const TARGETS_URL: &str = "/setup/import/targets";

pub const ROUTES: &[Route] = &[
    get(URL, ImportRun, form),
    post(URL, ImportRun, start).files().again(form),
    get(TARGETS_URL, ImportRun, list_targets),
    get("/setup/jobs/{id}/report", ImportRun, report_file),
];

fn form(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let usual = json!({"is_dry": "yes"});
    let fields = Fields::new(ctx, req, &usual);
    let accept = || ".csv,.xlsx,text/csv".to_owned();
    let known: Vec<(String, String)> = mappings::ALL
        .iter()
        .map(|known| (known.name.to_owned(), ctx.text(known.title)))
        .collect();
    let title = ctx.text("import-title");
    let page = FormPage {
        title: title.clone(),
        subtitle: ctx.say_with("import-into", &[("company", ctx.company.name.as_str().into())]),
        action: URL.to_owned(),
        multipart: true,
        save_label: ctx.text("import-start"),
        discard_url: crate::setup::job::pages::URL.to_owned(),
        banners: vec![Banner::new(Tone::Info, ctx.text("import-hint")).link(ctx.text("import-targets"), TARGETS_URL)],
        ..FormPage::default()
    };
    let page = page.group(
        ctx.text("import-files"),
        vec![
            fields.of("files", FieldKind::Files { accept: accept() }).width(12),
            fields
                .of(
                    "mapping",
                    FieldKind::File {
                        accept: ".toml".to_owned(),
                    },
                )
                .width(6)
                .optional(),
            fields.select("known_mapping", &known, true).width(6),
            fields.check("is_dry").width(12).hint(ctx.text("import-dry-hint")),
        ],
    );
    answer::form(ctx, req, page, crumbs(ctx, &title))
}

fn crumbs(ctx: &Ctx, title: &str) -> Vec<Crumb> {
    let jobs = Crumb::new(ctx.text("list-jobs"), crate::setup::job::pages::URL);
    vec![jobs, Crumb::new(title, "")]
}

/// Files are kept in the data folder, outside of the write; the job begins once it is put down.
fn start(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (argument, files) = order(ctx, req)?;
    let id: JobId = id::new();
    let folder = job::folder(&ctx.house, id);
    std::fs::create_dir_all(&folder)?;
    for file in &files {
        std::fs::write(folder.join(&file.file_name), &file.bytes)?;
    }
    let company = ctx.company.id;
    let written = ctx.write(req, move |tx| {
        tx.require(ImportRun, company)?;
        job::put(tx, id, Some(company), &argument)?;
        Ok(Reply::see_other(crate::ids::Subject::Job(id).url(), "import-started"))
    });
    // The same form sent twice gets the first answer: its job is another one.
    let is_new = matches!(&written, Ok(Reply::SeeOther { url, .. }) if *url == crate::ids::Subject::Job(id).url());
    if is_new {
        job::launch(&ctx.house, id)?;
    } else {
        std::fs::remove_dir_all(&folder)?;
    }
    written
}

/// What was sent: the files by plain names, and the mapping from a file or by its name.
fn order<'a>(ctx: &Ctx, req: &'a Req) -> Result<(Argument, Vec<&'a Upload>)> {
    let files: Vec<&Upload> = req.files.iter().filter(|file| file.field == "files").collect();
    let mut problems = Vec::new();
    if files.is_empty() {
        problems.push(Problem::new("files", Message::new("problem-required")));
    }
    for file in &files {
        if file.file_name.starts_with('.') || file.file_name.contains(['/', '\\', '\0']) {
            let message = Message::new("import-file-name").with("file", &file.file_name);
            problems.push(Problem::new("files", message));
        }
    }
    let sent = req.files.iter().find(|file| file.field == "mapping");
    let known = mappings::find(&req.value("known_mapping"));
    let mapping = match (sent, known) {
        (Some(sent), _) => String::from_utf8(sent.bytes.clone()).ok(),
        (None, Some(known)) => Some(known.text.to_owned()),
        (None, None) => None,
    };
    if mapping.is_none() {
        problems.push(Problem::new("mapping", Message::new("import-mapping-needed")));
    }
    match mapping.filter(|_| problems.is_empty()) {
        Some(mapping) => {
            let argument = Argument {
                files: files.iter().map(|file| file.file_name.clone()).collect(),
                mapping,
                is_dry: req.value("is_dry").split(',').next_back() == Some("yes"),
                language: ctx.messages.language().code().to_owned(),
                folder: None,
            };
            Ok((argument, files))
        }
        None => Err(Error::Invalid(problems)),
    }
}

/// The report on the page of its job.
pub fn report_blocks(ctx: &Ctx, job: &Job) -> Vec<TextBlock> {
    let Ok(report) = serde_json::from_str::<Report>(&job.report) else {
        return Vec::new();
    };
    let ending = match report.ending {
        Ending::Done => "import-ending-done",
        Ending::Looked if report.is_clean() => "import-ending-looked",
        Ending::Looked => "import-ending-looked-refused",
        Ending::Nothing => "import-ending-nothing",
        Ending::Stopped => "import-ending-stopped",
    };
    let mut blocks = vec![TextBlock {
        title: ctx.text("import-result"),
        paragraphs: vec![ctx.text(ending)],
        table: Some(steps_table(ctx, &report)),
        ..TextBlock::default()
    }];
    if !report.is_clean() {
        let refused = [("count", i64::try_from(report.problem_count).unwrap_or(i64::MAX).into())];
        blocks.push(TextBlock {
            title: ctx.say_with("import-refused", &refused),
            table: Some(problems_table(ctx, &report)),
            links: vec![Link::new(
                ctx.text("import-report-file"),
                format!("/setup/jobs/{}/report", job.id),
            )],
            ..TextBlock::default()
        });
    }
    blocks
}

fn steps_table(ctx: &Ctx, report: &Report) -> DataTable {
    let number = |number: u64| Cell::number(ctx.formats.integer(i64::try_from(number).unwrap_or(i64::MAX)));
    let rows = report.steps.iter().map(|step| {
        TableRow::new(vec![
            Cell::text(ctx.text(&format!("import-{}", step.target))),
            Cell::text(&step.file),
            number(step.rows),
            number(step.created),
            number(step.updated),
            number(step.unchanged),
        ])
    });
    DataTable {
        columns: vec![
            TableColumn::text(ctx.text("import-target")),
            TableColumn::text(ctx.text("import-file")),
            TableColumn::number(ctx.text("import-rows")),
            TableColumn::number(ctx.text("import-created")),
            TableColumn::number(ctx.text("import-updated")),
            TableColumn::number(ctx.text("import-unchanged")),
        ],
        rows: rows.collect(),
        ..DataTable::default()
    }
}

fn problems_table(ctx: &Ctx, report: &Report) -> DataTable {
    let row_of = |row: u32| if row > 0 { row.to_string() } else { String::new() };
    let rows = report.problems.iter().map(|problem| {
        TableRow::new(vec![
            Cell::text(&problem.file),
            Cell::number(row_of(problem.row)),
            Cell::text(&problem.column),
            Cell::text(&problem.sentence),
        ])
    });
    DataTable {
        columns: vec![
            TableColumn::text(ctx.text("import-file")),
            TableColumn::number(ctx.text("import-row")),
            TableColumn::text(ctx.text("import-column")),
            TableColumn::text(ctx.text("import-why")),
        ],
        rows: rows.collect(),
        ..DataTable::default()
    }
}

/// The rows not taken as CSV, to work through beside the file.
fn report_file(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, reach): (JobId, _) = (req.id()?, ctx.full_reach(ImportRun));
    let row = ctx.read(|conn| crate::setup::job::queries::get(conn, &reach, id))?;
    let report: Report = serde_json::from_str(&row.job.report).map_err(|_| Error::NotFound("report"))?;
    let heads = ["import-file", "import-row", "import-column", "import-why"].map(|key| ctx.text(key));
    let rows: Vec<[Value; 4]> = report
        .problems
        .iter()
        .map(|problem| {
            [
                Value::Text(problem.file.clone()),
                Value::Number(problem.row.into()),
                Value::Text(problem.column.clone()),
                Value::Text(problem.sentence.clone()),
            ]
        })
        .collect();
    list::cells_csv(&format!("import-{id}"), &heads, &rows)
}

/// What can be imported and with which fields, for those who write mappings.
fn list_targets(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let title = ctx.text("import-targets");
    let known = mappings::ALL.iter().map(|known| TextBlock {
        title: ctx.text(known.title),
        code: known.text.to_owned(),
        ..TextBlock::default()
    });
    let page = TextPage {
        title: title.clone(),
        subtitle: ctx.text("import-targets-text"),
        blocks: targets::all()
            .map(|target| target_block(ctx, target))
            .chain(known)
            .collect(),
        ..TextPage::default()
    };
    answer::text(ctx, req, page, crumbs(ctx, &title))
}

fn target_block(ctx: &Ctx, target: &Target) -> TextBlock {
    let Shape::Object(fields) = target.shape() else {
        return TextBlock::default();
    };
    let rows = fields.iter().map(|(name, field)| {
        TableRow::new(vec![
            Cell::Code(name.clone()),
            Cell::text(label_of(ctx, name)),
            Cell::text(ctx.text(field.shape.message_key())),
            Cell::Code(field.shape.codes().join(", ")),
            Cell::Check {
                on: field.is_required,
                text: ctx.text(if field.is_required { "yes" } else { "no" }),
            },
        ])
    });
    TextBlock {
        title: ctx.text(&format!("import-{}", target.name)),
        code: format!("target = \"{}\"", target.name),
        table: Some(DataTable {
            columns: vec![
                TableColumn::text(ctx.text("import-field")),
                TableColumn::text(ctx.text("column-name")),
                TableColumn::text(ctx.text("column-kind")),
                TableColumn::text(ctx.text("import-codes")),
                TableColumn::text(ctx.text("import-needed")),
            ],
            rows: rows.collect(),
            ..DataTable::default()
        }),
        ..TextBlock::default()
    }
}
