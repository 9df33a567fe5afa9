//! One receipt: its page and its peek, as far as the reader may see costs.
use super::PLACE;
use super::URL;
use crate::company::activity;
use crate::ids::GoodsReceiptId;
use crate::ids::Subject;
use crate::inventory::goods_receipt::FLOW;
use crate::inventory::goods_receipt::GoodsReceipt;
use crate::inventory::goods_receipt::ReceiptLine;
use crate::inventory::goods_receipt::ReceiptState;
use crate::inventory::goods_receipt::WholeReceipt;
use crate::inventory::goods_receipt::queries;
use crate::inventory::warehouse;
use crate::kernel::error::Result;
use crate::kernel::view::Action;
use crate::kernel::view::Cell;
use crate::kernel::view::DataTable;
use crate::kernel::view::Fact;
use crate::kernel::view::Link;
use crate::kernel::view::ObjectPage;
use crate::kernel::view::PeekPart;
use crate::kernel::view::Phone;
use crate::kernel::view::Section;
use crate::kernel::view::SectionBody;
use crate::kernel::view::StepItem;
use crate::kernel::view::StepState;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::view::Total;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::answer;
use crate::kernel::web::frame;
use crate::ledger::entry;
use crate::party;
use crate::permission::Permission::CostRead;
use crate::permission::Permission::LedgerRead;
use crate::permission::Permission::StockMove;
use crate::permission::Permission::StockRead;

/// The receipt with its lines as far as the reader may see them: costs need a permission of their own.
pub fn whole(ctx: &Ctx, id: GoodsReceiptId) -> Result<WholeReceipt> {
    let receipt = ctx.read(|conn| queries::get(conn, id))?;
    ctx.visible(StockRead, receipt.company_id)?;
    let mut lines = ctx.read(|conn| queries::lines(conn, id))?;
    let currency = ctx
        .company_of(receipt.company_id)
        .map(|company| company.currency.clone());
    if !ctx.actor.may(CostRead, receipt.company_id) {
        for line in &mut lines {
            line.unit_cost = None;
            line.amount = None;
        }
    }
    Ok(WholeReceipt {
        total_amount: Some(receipt.total_amount).filter(|_| ctx.actor.may(CostRead, receipt.company_id)),
        receipt,
        currency: currency.unwrap_or_default(),
        lines,
    })
}

pub fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: GoodsReceiptId = req.id()?;
    let whole = whole(ctx, id)?;
    if req.is_api() {
        return Reply::json(&whole);
    }
    if req.part() == "peek" {
        let peek = peek(ctx, &whole)?;
        return Ok(Reply::html(peek.render(&frame::bare(ctx, &whole.receipt.number))));
    }
    let receipt = &whole.receipt;
    let may_move = ctx.actor.may(StockMove, receipt.company_id);
    let is_draft = receipt.state == ReceiptState::Draft;
    let (primary, menu) = if may_move {
        actions(ctx, receipt)
    } else {
        (None, Vec::new())
    };
    let page = ObjectPage {
        title: receipt.number.clone(),
        status: Some(receipt.state.look().status(ctx.messages)),
        subtitle: ctx.text(receipt.kind.message_key()),
        partner: party_link(ctx, receipt)?,
        version: receipt.version.to_string(),
        edit_url: (may_move && is_draft).then(|| format!("{URL}/{id}/edit")),
        print_url: Some(format!("{URL}/{id}/print")),
        primary,
        menu,
        steps: steps(ctx, receipt),
        facts: facts(ctx, &whole)?,
        sections: vec![Section {
            count: Some(ctx.formats.integer(i64::try_from(whole.lines.len()).unwrap_or(0))),
            ..Section::new(
                "lines",
                ctx.text("section-lines"),
                SectionBody::Lines {
                    table: lines(ctx, &whole),
                    totals: totals_of(ctx, &whole),
                },
            )
        }],
        ..ObjectPage::default()
    };
    let page = activity::attach(ctx, page, id.into(), Some(receipt.company_id))?;
    answer::object(ctx, req, page, PLACE.crumbs(ctx, &receipt.number))
}

fn party_link(ctx: &Ctx, receipt: &GoodsReceipt) -> Result<Option<Link>> {
    let Some(party) = receipt.party_id else {
        return Ok(None);
    };
    let name = ctx.read(|conn| Ok(party::queries::get(conn, party)?.name))?;
    Ok(Some(Link::new(name, Subject::Party(party).url())))
}

/// The next step, and the rest.
fn actions(ctx: &Ctx, receipt: &GoodsReceipt) -> (Option<Action>, Vec<Action>) {
    let mut all: Vec<Action> = FLOW
        .steps(receipt.state)
        .map(|step| {
            let label = ctx.text(&format!("action-{}", step.action));
            let action = Action::post(label.clone(), step.icon, format!("{}/{}", receipt.url(), step.action));
            let named = |key: &str| ctx.say_with(key, &[("number", (&receipt.number).into())]);
            if step.action == "reverse" {
                action.confirm(named("receipt-reverse-title"), named("receipt-reverse-text"), label)
            } else {
                action.key("A")
            }
        })
        .collect();
    if receipt.state == ReceiptState::Draft {
        let named = ctx.say_with("delete-title", &[("name", (&receipt.number).into())]);
        let delete = Action::post(
            ctx.text("action-delete"),
            "trash-2",
            format!("{}/delete", receipt.url()),
        );
        all.push(
            delete
                .danger()
                .confirm(named, ctx.text("receipt-delete-text"), ctx.text("action-delete")),
        );
        let menu = all.split_off(1);
        return (all.pop(), menu);
    }
    (None, all)
}

fn steps(ctx: &Ctx, receipt: &GoodsReceipt) -> Vec<StepItem> {
    let step = |key: &str, state: StepState, current: bool| StepItem {
        state,
        name: ctx.text(key),
        meta: String::new(),
        percent: 0,
        current,
    };
    match receipt.state {
        ReceiptState::Draft => vec![
            step("state-draft", StepState::Now, true),
            step("state-posted", StepState::Todo, false),
        ],
        ReceiptState::Posted => vec![
            step("state-draft", StepState::Done, false),
            step("state-posted", StepState::Done, true),
        ],
        ReceiptState::Reversed => vec![
            step("state-draft", StepState::Done, false),
            step("state-posted", StepState::Done, false),
            step("state-reversed", StepState::Stop, true),
        ],
    }
}

fn facts(ctx: &Ctx, whole: &WholeReceipt) -> Result<Vec<Fact>> {
    let receipt = &whole.receipt;
    let warehouse = ctx.read(|conn| warehouse::queries::get(conn, receipt.warehouse_id))?;
    let company = ctx.company_of(receipt.company_id).map(|company| company.name.clone());
    let mut facts = vec![
        Fact::text(ctx.text("field-kind"), ctx.text(receipt.kind.message_key())),
        Fact::text(ctx.text("field-receipt-date"), ctx.formats.date(receipt.receipt_date)),
        Fact::link(ctx.text("field-warehouse"), warehouse.label(), warehouse.url()),
        Fact::text(
            ctx.text("field-supplier-reference"),
            receipt.supplier_reference.as_str(),
        ),
        Fact::text(ctx.text("field-company"), company.unwrap_or_default()),
    ];
    if let Some(total) = whole.total_amount {
        let shown = ctx.formats.money(total.to_decimal(), &whole.currency);
        facts.push(Fact::new(ctx.text("total-total"), Cell::Strong(shown)));
    }
    if let Some(id) = receipt
        .journal_entry_id
        .filter(|_| ctx.actor.may(LedgerRead, receipt.company_id))
    {
        let entry = ctx.read(|conn| entry::queries::get(conn, id))?;
        let url = Subject::JournalEntry(id).url();
        facts.push(Fact::link(ctx.text("kind-journal-entry"), entry.number, url));
    }
    let moves = format!("/inventory/moves?document=goods-receipt:{}&view=all", receipt.id);
    if receipt.state != ReceiptState::Draft {
        facts.push(Fact::link(ctx.text("list-moves"), ctx.text("action-open"), moves));
    }
    Ok(facts)
}

fn lines(ctx: &Ctx, whole: &WholeReceipt) -> DataTable {
    let may_see = whole.total_amount.is_some();
    let mut columns = vec![
        TableColumn::text(ctx.text("column-product")).phone(Phone::Name),
        TableColumn::number(ctx.text("column-quantity")).phone(Phone::Amount),
        TableColumn::text(ctx.text("column-lot")).phone(Phone::Partner),
    ];
    if may_see {
        columns.push(TableColumn::number(ctx.text("column-unit-cost")));
        columns.push(TableColumn::number(ctx.text("column-amount")));
    }
    let row = |line: &ReceiptLine| {
        let lot = match (line.lot_id, &line.lot_code) {
            (Some(id), Some(code)) => Cell::link(code, Subject::Lot(id).url()),
            _ => Cell::Empty,
        };
        let mut cells = vec![
            Cell::Item {
                code: line.product_code.clone(),
                url: Subject::Product(line.product_id).url(),
                text: line.product_name.clone(),
            },
            Cell::Quantity {
                figure: ctx.formats.quantity(line.unit_quantity.to_decimal(), 6),
                unit: line.unit_code.clone(),
            },
            lot,
        ];
        if let (Some(cost), Some(amount)) = (line.unit_cost, line.amount) {
            cells.push(Cell::number(ctx.formats.unit_price(cost.to_decimal(), &whole.currency)));
            cells.push(Cell::money(ctx.formats.amount_in(amount.to_decimal(), &whole.currency)));
        }
        TableRow::new(cells)
    };
    DataTable {
        columns,
        rows: whole.lines.iter().map(row).collect(),
        empty: ctx.text("receipt-no-lines"),
        tall: true,
    }
}

fn totals_of(ctx: &Ctx, whole: &WholeReceipt) -> Vec<Total> {
    let total = whole.total_amount.map(|total| {
        let shown = ctx.formats.money(total.to_decimal(), &whole.currency);
        Total::grand(ctx.text("total-total"), shown)
    });
    total.into_iter().collect()
}

fn peek(ctx: &Ctx, whole: &WholeReceipt) -> Result<PeekPart> {
    let receipt = &whole.receipt;
    Ok(PeekPart {
        kind: ctx.text(receipt.kind.message_key()),
        title: receipt.number.clone(),
        status: Some(receipt.state.look().status(ctx.messages)),
        facts: facts(ctx, whole)?,
        lines_title: ctx.text("section-lines"),
        lines: Some(lines(ctx, whole)),
        open: Link::new(ctx.text("action-open"), receipt.url()),
        actions: Vec::new(),
        version: receipt.version.to_string(),
    })
}
