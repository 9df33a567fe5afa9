//! What several pages of finance show alike: amounts, days, a partner's standing, what settles an item, journal entries.
use crate::finance::credit::Standing;
use crate::finance::open_item::Settlement;
use crate::ids::PartyId;
use crate::ids::Subject;
use crate::kernel::view::Cell;
use crate::kernel::view::DataTable;
use crate::kernel::view::Fact;
use crate::kernel::view::Link;
use crate::kernel::view::Meter;
use crate::kernel::view::Person;
use crate::kernel::view::Section;
use crate::kernel::view::SectionBody;
use crate::kernel::view::SideCard;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::view::Tone;
use crate::kernel::web::Ctx;
use crate::ledger::entry::JournalEntry;
use crate::permission::Permission::PaymentRead;
use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;
use tenon_db::Conn;
use tenon_db::Money;

/// "€ 29,575.81"
pub fn money(ctx: &Ctx, amount: Money, currency: &str) -> String {
    ctx.formats.money(amount.to_decimal(), currency)
}

/// "29,575.81", where the head names the currency.
pub fn figure(ctx: &Ctx, amount: Money, currency: &str) -> String {
    ctx.formats.amount_in(amount.to_decimal(), currency)
}

pub fn date_cell(ctx: &Ctx, date: NaiveDate) -> Cell {
    Cell::date(ctx.formats.date(date), date.to_string())
}

pub fn money_cell(ctx: &Ctx, amount: Money, currency: &str) -> Cell {
    Cell::money(figure(ctx, amount, currency))
}

/// The name of a party whose books are shown; empty when it is unknown.
pub fn party_name(conn: &mut Conn, id: i64) -> crate::kernel::error::Result<String> {
    let names = crate::party::queries::names(conn, &[PartyId::from(id)])?;
    Ok(names.into_values().next().unwrap_or_default())
}

/// The customer beside a document: what is open, overdue, and how much of the limit that is.
pub fn partner_card(ctx: &Ctx, party: PartyId, name: &str, standing: &Standing, currency: &str) -> SideCard {
    let meter = standing.limit.map(|limit| {
        let used = share(standing.open, limit);
        Meter {
            label: ctx.text("credit-limit"),
            text: ctx.say_with(
                "credit-used",
                &[
                    ("open", (standing.open, currency).into()),
                    ("limit", (limit, currency).into()),
                ],
            ),
            percent: used.min(100),
            tone: if used > 100 { Tone::Danger } else { Tone::Info },
        }
    });
    let amount = |amount: Money, warn: bool| Cell::Money {
        figure: money(ctx, amount, currency),
        url: ctx
            .may(PaymentRead)
            .then(|| format!("/finance/open-items?party={party}")),
        warn,
    };
    SideCard {
        title: ctx.text("column-customer"),
        open: Some(Link::new(ctx.text("action-open"), Subject::Party(party).url())),
        person: Some(Person::new(name)),
        meta: if standing.is_blocked {
            ctx.text("credit-blocked")
        } else {
            String::new()
        },
        meter,
        facts: vec![
            Fact::new(ctx.text("column-open"), amount(standing.open, false)),
            Fact::new(
                ctx.text("column-overdue"),
                amount(standing.overdue, standing.overdue.is_positive()),
            ),
        ],
    }
}

/// How many percent a part is; 0 of nothing.
pub fn share(part: Money, of: Money) -> u8 {
    if !of.is_positive() {
        return u8::from(part.is_positive()) * 101;
    }
    let percent = part.to_decimal() * rust_decimal::Decimal::ONE_HUNDRED / of.to_decimal();
    percent
        .round()
        .to_u8()
        .unwrap_or(if part.is_negative() { 0 } else { u8::MAX })
}

/// What was set against an item: document, day, amount; undone ones are said to be.
pub fn settlements(ctx: &Ctx, rows: &[Settlement]) -> DataTable {
    let row = |row: &Settlement| {
        let document = match row.origin() {
            Some(subject) => Cell::link(&row.document_number, subject.url()),
            None => Cell::text(&row.document_number),
        };
        let state = if row.is_undone {
            Cell::Muted(ctx.text("settlement-undone"))
        } else {
            Cell::link(ctx.text("settlement-show"), Subject::Allocation(row.allocation).url())
        };
        TableRow::new(vec![
            document,
            date_cell(ctx, row.date),
            money_cell(ctx, row.amount, &row.currency),
            state,
        ])
    };
    DataTable {
        columns: vec![
            TableColumn::text(ctx.text("column-document")),
            TableColumn::text(ctx.text("column-date")),
            TableColumn::number(ctx.text("column-amount")),
            TableColumn::text(ctx.text("column-allocation")),
        ],
        rows: rows.iter().map(row).collect(),
        empty: ctx.text("settlements-none"),
        ..DataTable::default()
    }
}

/// The journal entries of a document.
pub fn entries(ctx: &Ctx, entries: &[JournalEntry], currency: &str) -> Section {
    let row = |entry: &JournalEntry| {
        TableRow::new(vec![
            Cell::link(&entry.number, Subject::JournalEntry(entry.id).url()),
            date_cell(ctx, entry.posting_date),
            Cell::text(&entry.description),
            money_cell(ctx, entry.total_amount, currency),
        ])
    };
    let table = DataTable {
        columns: vec![
            TableColumn::text(ctx.text("column-number")),
            TableColumn::text(ctx.text("column-date")),
            TableColumn::text(ctx.text("column-description")),
            TableColumn::number(ctx.say_with("head-amount", &[("currency", currency.into())])),
        ],
        rows: entries.iter().map(row).collect(),
        empty: ctx.text("entries-none"),
        ..DataTable::default()
    };
    Section::new("ledger", ctx.text("section-ledger"), SectionBody::Table(table))
}
