//! The form of a credit note: what is left of each line, and how much of it goes back.
use super::PLACE;
use super::URL;
use crate::company::reason;
use crate::company::reason::ReasonFor;
use crate::finance::invoice::NewCreditNote;
use crate::finance::invoice::crediting::LeftOfLine;
use crate::finance::invoice::ops;
use crate::finance::invoice::queries;
use crate::ids::CustomerInvoiceId;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::view::Banner;
use crate::kernel::view::FieldKind;
use crate::kernel::view::FormPage;
use crate::kernel::view::LineCell;
use crate::kernel::view::LineKind;
use crate::kernel::view::LineRow;
use crate::kernel::view::LinesGrid;
use crate::kernel::view::Tone;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::answer;
use serde_json::json;

/// The form, with all that is left filled in.
pub fn form(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: CustomerInvoiceId = req.id()?;
    let (invoice, left) = ctx.read(|conn| {
        let invoice = queries::editable(conn, &ctx.actor, id)?;
        Ok((invoice, queries::left_lines(conn, id, None)?))
    })?;
    let mut left: Vec<LeftOfLine> = left.into_values().collect();
    left.sort_by_key(|left| left.line.position);
    let lines: Vec<_> = left
        .iter()
        .map(|left| json!({"id": left.line.id.to_string(), "quantity": left.quantity()}))
        .collect();
    let usual = json!({
        "invoice_date": ctx.today_in(invoice.company_id).max(invoice.invoice_date),
        "lines": lines,
    });
    let fields = Fields::new(ctx, req, &usual);
    let title = ctx.say_with("credit-title", &[("number", (&invoice.number).into())]);
    let mut page = FormPage {
        title: title.clone(),
        subtitle: invoice.party_name.clone(),
        action: format!("{URL}/{id}/credit"),
        discard_url: invoice.url(),
        save_label: ctx.text("action-draft-credit-note"),
        ..FormPage::default()
    }
    .group(
        "",
        vec![
            fields.date("invoice_date"),
            fields
                .text("reason")
                .width(8)
                .optional()
                .suggest(reason::offered(ctx, ReasonFor::Credit)),
        ],
    )
    .lines(grid(ctx, &fields, &left));
    if left.iter().all(|left| !left.base_quantity().is_positive()) {
        let text = ctx.say_with("nothing-left-to-credit", &[("number", (&invoice.number).into())]);
        page.banners.push(Banner::new(Tone::Warning, text));
    }
    answer::form(ctx, req, page, PLACE.crumbs(ctx, &title))
}

fn grid(ctx: &Ctx, fields: &Fields<'_>, left: &[LeftOfLine]) -> LinesGrid {
    let quantity = |figure: tenon_db::Quantity| ctx.formats.quantity(figure.to_decimal(), 6);
    let columns = vec![
        fields.column("description", LineKind::Output, 0),
        fields.column("invoiced", LineKind::Output, 32),
        fields.column("left", LineKind::Output, 32),
        fields.column("quantity", LineKind::Number, 32),
    ];
    let rows = left.iter().enumerate().map(|(index, left)| {
        let row = fields.row("lines", index);
        LineRow {
            id: left.line.id.to_string(),
            position: (left.line.position * 10).to_string(),
            cells: vec![
                LineCell::new(&left.line.description),
                LineCell::new(quantity(left.line.quantity)),
                LineCell::new(quantity(left.quantity())),
                row.cell("quantity", &FieldKind::Number { unit: String::new() }),
            ],
            ..LineRow::default()
        }
    });
    LinesGrid {
        name: "lines".to_owned(),
        title: ctx.text("field-lines"),
        rows: rows.collect(),
        columns,
        fixed: true,
        ..LinesGrid::default()
    }
}

pub fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: CustomerInvoiceId = req.id()?;
    let new: NewCreditNote = req.command(ctx)?;
    ctx.done(req, "notice-created", move |tx| ops::credit(tx, id, &new))
}
