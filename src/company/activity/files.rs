//! The files of a record as a section of its page.
use crate::company::activity::Attachment;
use crate::company::activity::access;
use crate::company::activity::queries;
use crate::ids::CompanyId;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::view::Action;
use crate::kernel::view::FileItem;
use crate::kernel::view::Files;
use crate::kernel::view::Section;
use crate::kernel::view::SectionBody;
use crate::kernel::web::Ctx;
use crate::permission::Permission;

const KILOBYTE: i64 = 1_000;

/// The section; the reader may add files, and remove his own.
pub fn section(ctx: &Ctx, subject: Subject, company: Option<CompanyId>) -> Result<Section> {
    let files = ctx.read(|conn| queries::files(conn, subject))?;
    let is_keeper = match company {
        Some(company) => ctx.actor.may(Permission::CompanyEdit, company),
        None => ctx.actor.may_somewhere(Permission::CompanyEdit),
    };
    let count = i64::try_from(files.len()).unwrap_or(0);
    let items = files
        .iter()
        .map(|file| item(ctx, file, is_keeper || file.author_id == ctx.user()))
        .collect();
    let upload_url = access::of(subject.code()).map(|_| format!("/files/{}/{}", subject.code(), subject.raw()));
    Ok(Section {
        count: (count > 0).then(|| ctx.formats.integer(count)),
        ..Section::new(
            "files",
            ctx.text("section-files"),
            SectionBody::Files(Files { items, upload_url }),
        )
    })
}

fn item(ctx: &Ctx, file: &Attachment, may_remove: bool) -> FileItem {
    let at = ctx.formats.when(file.created_at.and_utc());
    let remove = Action::post(
        ctx.text("action-remove"),
        "trash-2",
        format!("/files/{}/remove", file.id),
    )
    .danger()
    .confirm(
        ctx.say_with("file-remove-title", &[("name", file.file_name.as_str().into())]),
        ctx.text("file-remove-text"),
        ctx.text("action-remove"),
    );
    FileItem {
        name: file.file_name.clone(),
        url: format!("/files/{}", file.id),
        meta: format!("{} · {} · {at}", size(ctx, file.size_bytes), file.author_name),
        remove: may_remove.then_some(remove),
    }
}

/// "184 kB", "2 MB": near enough to know what a click costs.
fn size(ctx: &Ctx, bytes: i64) -> String {
    let kilobytes = bytes / KILOBYTE + 1;
    if kilobytes < KILOBYTE {
        ctx.say_with("size-kilobytes", &[("count", kilobytes.into())])
    } else {
        ctx.say_with("size-megabytes", &[("count", (kilobytes / KILOBYTE).into())])
    }
}
