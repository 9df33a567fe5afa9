//! Notes, files and the older part of a timeline.
use crate::company::activity::NewNote;
use crate::company::activity::Note;
use crate::company::activity::access;
use crate::company::activity::ops;
use crate::company::activity::queries;
use crate::company::activity::timeline;
use crate::ids::AttachmentId;
use crate::ids::NoteId;
use crate::ids::Subject;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::files;
use crate::kernel::view::Crumb;
use crate::kernel::view::ObjectPage;
use crate::kernel::view::Timeline;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::answer;
use crate::kernel::web::get;
use crate::kernel::web::post;
use crate::kernel::web::req::Upload;
use crate::permission::Permission;
use base64ct::Base64;
use base64ct::Encoding;
use schemars::JsonSchema;
use serde::Serialize;

pub const ROUTES: &[Route] = &[
    get("/activity/{kind}/{id}", Permission::Own, show).gives::<Activity>(),
    get("/notes/{id}", Permission::Own, show_note).gives::<Note>(),
    post("/notes/{kind}/{id}", Permission::Own, add_note)
        .takes::<NewNote>()
        .again(show),
    get("/files/{id}", Permission::Own, download).gives::<FileContent>(),
    post("/files/{id}/remove", Permission::Own, remove).api(),
    post("/files/{kind}/{id}", Permission::Own, upload)
        .api()
        .files()
        .again(show),
];

/// Most files of one upload.
const FILES_AT_ONCE_MAX: usize = 20;

/// One thing that happened to a record.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ActivityItem {
    /// Time in UTC.
    pub at: String,
    pub who: String,
    /// In the reader's language.
    pub text: String,
    pub note: Option<String>,
    pub changes: Vec<ActivityChange>,
}

/// Old and new value of a field.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ActivityChange {
    pub field: String,
    pub old: String,
    pub new: String,
}

/// A part of a record's timeline.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Activity {
    pub items: Vec<ActivityItem>,
    /// Value of `before` for the part before this one.
    pub next: Option<String>,
    pub files: Vec<crate::company::activity::Attachment>,
}

/// A file with its bytes.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FileContent {
    pub file_name: String,
    pub media_type: String,
    /// Base 64.
    pub content: String,
}

fn subject(req: &Req) -> Result<Subject> {
    access::subject_of(req.param("kind"), req.param("id"))
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let subject = subject(req)?;
    let title = ctx.read(|conn| {
        access::open(conn, &ctx.actor, subject)?;
        queries::title(conn, subject)
    })?;
    let timeline = timeline::before(ctx, subject, req.query("before").parse().unwrap_or(timeline::TOP))?;
    if req.is_api() {
        return activity_for_api(ctx, subject, timeline);
    }
    let title = title.unwrap_or_else(|| ctx.text(&format!("kind-{}", subject.code())));
    let page = ObjectPage {
        title: title.clone(),
        subtitle: ctx.text("kernel-activity"),
        timeline: Some(timeline),
        ..ObjectPage::default()
    };
    let crumbs = vec![
        Crumb::new(title, subject.url()),
        Crumb::new(ctx.text("kernel-activity"), ""),
    ];
    answer::object(ctx, req, page, crumbs)
}

fn activity_for_api(ctx: &Ctx, subject: Subject, timeline: Timeline) -> Result<Reply> {
    let next = timeline
        .more_url
        .as_deref()
        .and_then(|url| url.split_once("before="))
        .map(|(_, place)| place.to_owned());
    let change = |change: crate::kernel::view::Change| ActivityChange {
        field: change.field,
        old: change.old,
        new: change.new,
    };
    let items = timeline.items.into_iter().map(|item| ActivityItem {
        at: item.iso,
        who: item.who,
        text: item.text,
        note: item.note.map(|(_, text)| text),
        changes: item.changes.into_iter().map(change).collect(),
    });
    Reply::json(&Activity {
        items: items.collect(),
        next,
        files: ctx.read(|conn| queries::files(conn, subject))?,
    })
}

fn show_note(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: NoteId = req.id()?;
    let note = ctx.read(|conn| {
        let note = queries::note(conn, id)?;
        access::open(conn, &ctx.actor, note.subject()?)?;
        Ok(note)
    })?;
    if req.is_api() {
        return Reply::json(&note);
    }
    Ok(Reply::see_other(format!("{}#activity", note.subject()?.url()), ""))
}

fn add_note(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (subject, new): (Subject, NewNote) = (subject(req)?, req.command(ctx)?);
    let door = req.door;
    ctx.write(req, move |tx| {
        let id = ops::add_note(tx, subject, &new)?;
        Ok(Reply::done_by_at(
            door,
            id,
            format!("{}#activity", subject.url()),
            "note-added",
        ))
    })
}

fn upload(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let subject = subject(req)?;
    ctx.read(|conn| access::open(conn, &ctx.actor, subject))?;
    let sent: Vec<&Upload> = req.files.iter().filter(|file| file.field == "file").collect();
    if sent.is_empty() || sent.iter().any(|file| file.bytes.is_empty()) {
        return Err(Error::invalid("file", Message::new("file-missing")));
    }
    if sent.len() > FILES_AT_ONCE_MAX {
        let most = i64::try_from(FILES_AT_ONCE_MAX).unwrap_or(i64::MAX);
        return Err(Error::invalid(
            "file",
            Message::new("problem-too-many").with("max", most),
        ));
    }
    let mut stored = Vec::new();
    for file in sent {
        stored.push((
            files::plain_name(&file.file_name),
            files::put(&ctx.house.data_dir, &file.bytes)?,
        ));
    }
    let door = req.door;
    ctx.write(req, move |tx| {
        let id = ops::add_files(tx, subject, &stored)?;
        Ok(Reply::done_by_at(
            door,
            id,
            format!("{}#files", subject.url()),
            "file-added",
        ))
    })
}

/// Always as a file to save, of the kind its bytes say, and never guessed by the browser.
fn download(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: AttachmentId = req.id()?;
    let file = ctx.read(|conn| {
        let file = queries::file(conn, id)?;
        access::open(conn, &ctx.actor, file.subject()?)?;
        Ok(file)
    })?;
    let bytes = files::get(&ctx.house.data_dir, &file.hash)?;
    if req.is_api() {
        let content = Base64::encode_string(&bytes);
        return Reply::json(&FileContent {
            file_name: file.file_name,
            media_type: file.media_type,
            content,
        });
    }
    Ok(Reply::File {
        content_type: file.media_type,
        file_name: Some(file.file_name),
        bytes,
    })
}

fn remove(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: AttachmentId = req.id()?;
    let door = req.door;
    ctx.write(req, move |tx| {
        let subject = ops::remove_file(tx, id)?;
        Ok(Reply::done_by_at(
            door,
            subject,
            format!("{}#files", subject.url()),
            "file-removed",
        ))
    })
}
