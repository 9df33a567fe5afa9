//! The receipt on paper: what came in, for whom it was signed; without costs.
use crate::catalog::product;
use crate::ids::GoodsReceiptId;
use crate::ids::ProductId;
use crate::inventory::goods_receipt::ReceiptState;
use crate::inventory::goods_receipt::WholeReceipt;
use crate::inventory::goods_receipt::pages;
use crate::inventory::warehouse;
use crate::kernel::error::Result;
use crate::kernel::format::Formats;
use crate::kernel::message::Language;
use crate::kernel::message::Messages;
use crate::kernel::view::Cell;
use crate::kernel::view::DataTable;
use crate::kernel::view::PrintDocument;
use crate::kernel::view::PrintFact;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::frame;
use crate::party;

/// The print page, in the supplier's language, else in the reader's.
pub fn print(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: GoodsReceiptId = req.id()?;
    let whole = pages::whole(ctx, id)?;
    let receipt = &whole.receipt;
    let (mut language, mut recipient) = (ctx.messages.language(), Vec::new());
    if let Some(party) = receipt.party_id {
        let snapshot = ctx.read(|conn| party::queries::snapshot(conn, party))?;
        language = Language::from_code(&snapshot.language).unwrap_or(language);
        recipient = snapshot.billing_address.lines().map(str::to_owned).collect();
    }
    let words = Messages::get(language);
    let formats = Formats {
        language,
        ..ctx.formats.clone()
    };
    let ids: Vec<ProductId> = whole.lines.iter().map(|line| line.product_id).collect();
    let names = ctx.read(|conn| product::queries::names(conn, &ids, language.code()))?;
    let warehouse = ctx.read(|conn| warehouse::queries::get(conn, receipt.warehouse_id))?;
    let company = ctx.company_of(receipt.company_id).map(|company| company.name.clone());
    let company = company.unwrap_or_default();
    let fact = |key: &str, value: String| PrintFact::new(words.text(key), value);
    let stamp = match receipt.state {
        ReceiptState::Posted => String::new(),
        ReceiptState::Draft | ReceiptState::Reversed => words.text(receipt.state.look().key),
    };
    let page = PrintDocument {
        language,
        kind: words.text("kind-goods-receipt"),
        number: receipt.number.clone(),
        company_name: company.clone(),
        return_line: company,
        recipient,
        facts: vec![
            fact("field-number", receipt.number.clone()),
            fact("field-receipt-date", formats.date(receipt.receipt_date)),
            fact("field-kind", words.text(receipt.kind.message_key())),
            fact("field-warehouse", warehouse.label()),
            fact("field-supplier-reference", receipt.supplier_reference.clone()),
        ],
        lines: lines(&whole, words, &formats, &|id| {
            names.get(&id).cloned().unwrap_or_default()
        }),
        terms: vec![words.text("receipt-print-signature")],
        stamp,
        back_url: receipt.url(),
        ..PrintDocument::default()
    };
    Ok(Reply::html(page.render(&frame::bare(ctx, &receipt.number))))
}

fn lines(whole: &WholeReceipt, words: &Messages, formats: &Formats, name: &dyn Fn(ProductId) -> String) -> DataTable {
    let rows = whole.lines.iter().map(|line| {
        TableRow::new(vec![
            Cell::number(line.position.to_string()),
            Cell::Item {
                code: line.product_code.clone(),
                url: String::new(),
                text: name(line.product_id),
            },
            Cell::text(line.lot_code.clone().unwrap_or_default()),
            Cell::Quantity {
                figure: formats.quantity(line.unit_quantity.to_decimal(), 6),
                unit: line.unit_code.clone(),
            },
        ])
    });
    DataTable {
        columns: vec![
            TableColumn::number(words.text("column-position")),
            TableColumn::text(words.text("column-product")),
            TableColumn::text(words.text("column-lot")),
            TableColumn::number(words.text("column-quantity")),
        ],
        rows: rows.collect(),
        tall: true,
        ..DataTable::default()
    }
}
