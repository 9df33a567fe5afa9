//! What finance adds to the page of a party: its standing in the company worked in, and its open items.
use crate::finance::credit;
use crate::finance::parts::date_cell;
use crate::finance::parts::money;
use crate::finance::parts::money_cell;
use crate::ids::PartyId;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::view::Action;
use crate::kernel::view::Cell;
use crate::kernel::view::DataTable;
use crate::kernel::view::Fact;
use crate::kernel::view::Section;
use crate::kernel::view::SectionBody;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::web::Ctx;
use crate::ledger::open_item::OpenItem;
use crate::ledger::open_item::queries as ledger_items;
use crate::permission::Permission::PaymentRead;
use tenon_db::Conn;
use tenon_db::Money;

/// Items shown; the list has all.
const SHOWN: usize = 10;

pub fn of_party(conn: &mut Conn, ctx: &Ctx, id: i64) -> Result<Vec<Section>> {
    let (party, company) = (PartyId::from(id), ctx.company.id);
    if !ctx.actor.may_all(PaymentRead, company) {
        return Ok(Vec::new());
    }
    let standing = credit::queries::standing(conn, company, party, ctx.today())?;
    let items = ledger_items::open_of_party(conn, company, party)?;
    let currency = &ctx.company.currency;
    let fact = |key: &str, amount: Money| Fact::new(ctx.text(key), Cell::Strong(money(ctx, amount, currency)));
    let limit = match standing.limit {
        Some(limit) => fact("credit-limit", limit),
        None => Fact::text(ctx.text("credit-limit"), ctx.text("none")),
    };
    let mut balance = Section::new(
        "balance",
        ctx.text("section-balance"),
        SectionBody::Facts(vec![
            fact("column-open", standing.open),
            fact("column-overdue", standing.overdue),
            limit,
        ]),
    );
    balance.actions = vec![Action::get(
        ctx.text("report-statement"),
        "scroll-text",
        format!("/finance/statements?party={party}"),
    )];
    let mut open = Section::new(
        "open-items",
        ctx.text("list-open-items"),
        SectionBody::Table(table(ctx, &items)),
    );
    open.count = Some(ctx.formats.integer(i64::try_from(items.len()).unwrap_or(0)));
    open.actions = vec![Action::get(
        ctx.text("view-all"),
        "",
        format!("/finance/open-items?view=all&party={party}"),
    )];
    Ok(vec![balance, open])
}

fn table(ctx: &Ctx, items: &[OpenItem]) -> DataTable {
    let row = |item: &OpenItem| {
        let document = match item.origin() {
            Some(subject) => Cell::link(&item.document_number, subject.url()),
            None => Cell::link(&item.document_number, Subject::OpenItem(item.id).url()),
        };
        TableRow::new(vec![
            document,
            date_cell(ctx, item.posting_date),
            date_cell(ctx, item.due_date),
            money_cell(ctx, item.open_amount, &item.currency),
            Cell::text(&item.currency),
        ])
    };
    DataTable {
        columns: vec![
            TableColumn::text(ctx.text("column-document")),
            TableColumn::text(ctx.text("column-date")),
            TableColumn::text(ctx.text("column-due")),
            TableColumn::number(ctx.text("column-open")),
            TableColumn::text(ctx.text("column-currency")),
        ],
        rows: items.iter().take(SHOWN).map(row).collect(),
        empty: ctx.text("settlements-all"),
        ..DataTable::default()
    }
}
