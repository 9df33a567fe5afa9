//! The laws checked live: each figure, its counterpart and the difference, as the command line prints them.
use crate::ids::CompanyId;
use crate::kernel::error::Result;
use crate::kernel::view::Banner;
use crate::kernel::view::Cell;
use crate::kernel::view::Crumb;
use crate::kernel::view::DataTable;
use crate::kernel::view::RowKind;
use crate::kernel::view::Shape;
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
use crate::permission::Permission::CheckRead;
use crate::setup::check::Checked;
use crate::setup::check::Figure;
use crate::setup::check::queries;
use tenon_db::Conn;

pub const URL: &str = "/setup/check";

pub const ROUTES: &[Route] = &[get(URL, CheckRead, show)];

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let checked = ctx.read(|conn| may_see(conn, ctx))?;
    let bad = checked.iter().filter(|law| !law.holds()).count();
    let (tone, key) = if bad == 0 {
        (Tone::Success, "check-all-hold")
    } else {
        (Tone::Danger, "check-some-differ")
    };
    let count = i64::try_from(if bad == 0 { checked.len() } else { bad }).unwrap_or(i64::MAX);
    let title = ctx.text("check-title");
    let page = TextPage {
        title: title.clone(),
        subtitle: ctx.text("check-title-text"),
        banners: vec![Banner::new(tone, ctx.say_with(key, &[("count", count.into())]))],
        blocks: vec![TextBlock {
            table: Some(table(ctx, &checked)),
            ..TextBlock::default()
        }],
        ..TextPage::default()
    };
    answer::text(ctx, req, page, vec![Crumb::new(title, "")])
}

/// The laws of the companies in which the reader may see them; all, with the chain of events, when that is everywhere.
fn may_see(conn: &mut Conn, ctx: &Ctx) -> Result<Vec<Checked>> {
    let all = ctx.companies.iter().map(|company| company.id);
    let open: Vec<CompanyId> = all.filter(|id| ctx.actor.may(CheckRead, *id)).collect();
    if open.len() == ctx.companies.len() {
        queries::run(conn)
    } else {
        queries::run_in(conn, &open)
    }
}

fn table(ctx: &Ctx, checked: &[Checked]) -> DataTable {
    DataTable {
        columns: vec![
            TableColumn::text(ctx.text("check-law")),
            TableColumn::number(ctx.text("check-figure")),
            TableColumn::number(ctx.text("check-counterpart")),
            TableColumn::number(ctx.text("check-difference")),
            TableColumn::text(ctx.text("column-state")),
        ],
        rows: checked.iter().flat_map(|law| of_law(ctx, law)).collect(),
        ..DataTable::default()
    }
}

/// The law, its figure in each company, and every part that differs.
fn of_law(ctx: &Ctx, law: &Checked) -> Vec<TableRow> {
    let state = if law.holds() {
        Cell::status(Shape::Done, Tone::Success, ctx.text("check-holds"))
    } else {
        Cell::status(Shape::Alert, Tone::Danger, ctx.text("check-differs"))
    };
    let head = vec![
        Cell::text(ctx.text(&law.message_key())),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        state,
    ];
    let mut rows = vec![TableRow::new(head).kind(RowKind::Group)];
    rows.extend(law.totals.iter().map(|total| row(ctx, law, total)));
    rows.extend(law.deviations.iter().map(|part| row(ctx, law, part)));
    rows
}

fn row(ctx: &Ctx, law: &Checked, one: &Figure) -> TableRow {
    let shown = |raw: i64| law.shown(&ctx.formats, raw);
    let difference = Cell::Money {
        figure: shown(one.difference()),
        url: None,
        warn: one.difference() != 0,
    };
    TableRow {
        level: 1,
        ..TableRow::new(vec![
            Cell::text(format!("{} {}", one.company, one.what)),
            Cell::number(shown(one.figure)),
            Cell::number(shown(one.counterpart)),
            difference,
            Cell::Empty,
        ])
    }
}
