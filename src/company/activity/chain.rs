//! The chain of documents as a section: each column a kind, only what the reader may open.
use crate::ids::Subject;
use crate::kernel::chain;
use crate::kernel::chain::DocumentKind;
use crate::kernel::chain::Summary;
use crate::kernel::error::Result;
use crate::kernel::view::FlowColumn;
use crate::kernel::view::FlowDoc;
use crate::kernel::view::Section;
use crate::kernel::view::SectionBody;
use crate::kernel::web::Ctx;
use std::collections::BTreeMap;

/// The section, when the record is a document and hangs together with others.
pub fn section(ctx: &Ctx, subject: Subject) -> Result<Option<Section>> {
    let is_document = ctx.house.app.documents().any(|kind| kind.kind == subject.code());
    if !is_document {
        return Ok(None);
    }
    let documents = documents(ctx, subject)?;
    let count = documents.len();
    if count < 2 {
        return Ok(None);
    }
    let mut columns: BTreeMap<usize, Vec<FlowDoc>> = BTreeMap::new();
    for (kind, document) in &documents {
        columns
            .entry(kind.column)
            .or_default()
            .push(shown(ctx, document, subject));
    }
    let columns = columns
        .into_iter()
        .map(|(column, docs)| FlowColumn {
            is_extra: column == chain::BOOKS && docs.iter().all(|document| !document.current),
            docs,
        })
        .collect();
    Ok(Some(Section {
        count: Some(ctx.formats.integer(i64::try_from(count).unwrap_or(0))),
        ..Section::new(
            "documents",
            ctx.text("section-documents"),
            SectionBody::DocumentFlow(columns),
        )
    }))
}

/// The documents of the chain within the reader's reach, oldest first.
fn documents(ctx: &Ctx, subject: Subject) -> Result<Vec<(&'static DocumentKind, Summary)>> {
    let found = ctx.read(|conn| {
        let mut ids: BTreeMap<&'static str, Vec<i64>> = BTreeMap::new();
        for one in chain::walk(conn, subject)? {
            ids.entry(one.code()).or_default().push(one.raw());
        }
        let mut found: Vec<(&'static DocumentKind, Summary)> = Vec::new();
        for kind in ctx.house.app.documents() {
            let reach = ctx.full_reach(kind.permission);
            let ids = ids.get(kind.kind).filter(|_| !reach.is_empty());
            let described = ids.map_or_else(|| Ok(Vec::new()), |ids| (kind.describe)(conn, ids))?;
            let open = described
                .into_iter()
                .filter(|one| reach.covers(one.company, one.owner, one.team));
            found.extend(open.map(|one| (kind, one)));
        }
        Ok(found)
    });
    let mut found = found?;
    found.sort_by(|(_, one), (_, two)| (one.date, &one.number).cmp(&(two.date, &two.number)));
    Ok(found)
}

fn shown(ctx: &Ctx, document: &Summary, here: Subject) -> FlowDoc {
    FlowDoc {
        kind: ctx.text(document.label),
        meta: ctx.formats.date_short(document.date),
        number: if document.number.is_empty() {
            ctx.text("document-draft")
        } else {
            document.number.clone()
        },
        url: document.subject.url(),
        status: Some(document.state.status(ctx.messages)),
        current: document.subject == here,
        ghost: false,
    }
}
