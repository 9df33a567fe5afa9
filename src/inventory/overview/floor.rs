//! What the overview shows of the work on the floor: moves day by day, products to order again.
use crate::ids::Subject;
use crate::inventory::overview::queries;
use crate::inventory::stock;
use crate::kernel::chart::Chart;
use crate::kernel::chart::Series;
use crate::kernel::chart::SeriesKind;
use crate::kernel::error::Result;
use crate::kernel::list::ListQuery;
use crate::kernel::value::Value;
use crate::kernel::view::CardBody;
use crate::kernel::view::DataTable;
use crate::kernel::view::Link;
use crate::kernel::view::OverviewCard;
use crate::kernel::view::Phone;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::web::Ctx;
use crate::kernel::web::overview::all_clear;
use crate::permission::Permission::StockRead;
use chrono::Days;
use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;
use tenon_db::Quantity;

/// Rows beside a chart.
const LOW_SHOWN: i64 = 6;
/// Days whose moves a chart shows.
const DAYS: u64 = 14;

/// How much there was to do, day by day; each opens its moves.
pub(super) fn moves_card(ctx: &Ctx) -> Result<OverviewCard> {
    let reach = ctx.actor.reach(StockRead).within(ctx.company.id);
    let today = ctx.today();
    let first = today.checked_sub_days(Days::new(DAYS - 1)).unwrap_or(today);
    let found = ctx.read(|conn| queries::moved(conn, &reach, (first, today)))?;
    let days: Vec<NaiveDate> = first.iter_days().take_while(|day| *day <= today).collect();
    let count = |day: NaiveDate, comes: bool| -> i64 {
        let own = found
            .iter()
            .filter(|(date, kind, _)| *date == day && kind.holds_stock() == comes);
        own.map(|(_, _, count)| count).sum()
    };
    let series = |key: &str, comes: bool| {
        let counts: Vec<i64> = days.iter().map(|day| count(*day, comes)).collect();
        Series {
            name: ctx.text(key),
            kind: SeriesKind::Bars,
            values: counts.iter().map(|count| count.to_f64()).collect(),
            shown: counts.iter().map(|count| ctx.formats.integer(*count)).collect(),
        }
    };
    let title = ctx.text("chart-moves");
    let chart = Chart {
        title: title.clone(),
        description: ctx.text("chart-moves-text"),
        label_head: ctx.text("column-date"),
        labels: days.iter().map(|day| ctx.formats.date_short(*day)).collect(),
        series: vec![series("direction-in", true), series("direction-out", false)],
        last_open: true,
        urls: days
            .iter()
            .map(|day| format!("/inventory/moves?date.from={day}&date.to={day}&view=all"))
            .collect(),
    };
    Ok(OverviewCard {
        title,
        span: 7,
        link: Some(Link::new(ctx.text("list-moves"), "/inventory/moves")),
        body: CardBody::Chart(chart),
        ..OverviewCard::default()
    })
}

/// Products of which less is free than should be.
pub(super) fn low_card(ctx: &Ctx) -> Result<OverviewCard> {
    let reach = ctx.actor.reach(StockRead).within(ctx.company.id);
    let low = ListQuery {
        filters: [("level".to_owned(), vec!["low".to_owned()])].into(),
        sort: "product".to_owned(),
        limit: LOW_SHOWN,
        ..ListQuery::default()
    };
    let rows = ctx.read(|conn| stock::queries::page(conn, &reach, &low))?;
    let row = |row: &stock::queries::Row| {
        let measure = |quantity: Quantity| Value::Measure(quantity, row.unit.clone());
        let free = row.on_hand - row.reserved.unwrap_or_default();
        let item = Value::Item(
            row.code.clone(),
            row.name.clone(),
            Subject::Product(row.product_id).url(),
        );
        let values = [item, measure(free), measure(row.reorder)];
        TableRow::new(values.map(|value| value.cell(ctx.messages, &ctx.formats)).to_vec())
    };
    let url = "/inventory/stock?view=low-stock";
    Ok(OverviewCard {
        title: ctx.text("work-low"),
        span: 5,
        link: Some(Link::new(ctx.text("view-all"), url)),
        body: if rows.is_empty() {
            all_clear(ctx)
        } else {
            CardBody::Table(DataTable {
                columns: vec![
                    TableColumn::text(ctx.text("column-product")).phone(Phone::Name),
                    TableColumn::number(ctx.text("column-available")).phone(Phone::Amount),
                    TableColumn::number(ctx.text("column-reorder")),
                ],
                rows: rows.iter().map(row).collect(),
                tall: true,
                ..DataTable::default()
            })
        },
        ..OverviewCard::default()
    })
}
