//! Picking list, delivery note and return note on paper. The note is in the customer's language, the list in the reader's.
use crate::catalog::product;
use crate::company::letterhead::Letterhead;
use crate::ids::ProductId;
use crate::kernel::error::Result;
use crate::kernel::view::Cell;
use crate::kernel::view::DataTable;
use crate::kernel::view::PrintDocument;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::frame;
use crate::orders::delivery::DeliveryLine;
use crate::orders::delivery::Kind;
use crate::orders::delivery::State;
use crate::orders::delivery::pages::show;
use crate::orders::delivery::pages::show::Whole;
use crate::orders::delivery::queries;
use crate::orders::sales_order::pages::print::fact;
use crate::orders::sales_order::pages::print::receiver;
use crate::orders::sales_order::pages::print::with_name;
use std::collections::BTreeMap;

pub fn print_delivery(ctx: &Ctx, req: &Req) -> Result<Reply> {
    print(ctx, req, Kind::Delivery)
}

pub fn print_return(ctx: &Ctx, req: &Req) -> Result<Reply> {
    print(ctx, req, Kind::Return)
}

fn print(ctx: &Ctx, req: &Req, kind: Kind) -> Result<Reply> {
    let whole = show::read(ctx, req.id()?, kind)?;
    let delivery = &whole.delivery;
    let (language, number) = receiver(ctx, delivery.party_id)?;
    let is_picking = match (kind, req.query("as")) {
        (Kind::Return, _) | (Kind::Delivery, "note") => false,
        (Kind::Delivery, "picking") => true,
        (Kind::Delivery, _) => delivery.state == State::Draft,
    };
    let own = ctx.messages.language().code();
    let paper = Letterhead::open(ctx, delivery.company_id, if is_picking { own } else { &language })?;
    let page = if is_picking {
        let products: Vec<ProductId> = whole.lines.iter().map(|line| line.line.product_id).collect();
        let picking = ctx.read(|conn| {
            Ok(Picking {
                written: product::queries::names(conn, &products, &language)?,
                called: product::queries::names(conn, &products, own)?,
                places: queries::places_of(conn, delivery, &products)?,
            })
        })?;
        picking_list(&whole, &paper, &picking)
    } else {
        note(&whole, &paper, number)
    };
    Ok(Reply::html(page.render(&frame::bare(ctx, &delivery.number))))
}

fn stamp(whole: &Whole, paper: &Letterhead) -> String {
    match whole.delivery.state {
        State::Draft => paper.text("print-stamp-draft"),
        State::Reversed => paper.text("print-stamp-reversed"),
        State::Shipped | State::Received => String::new(),
    }
}

/// What goes with the goods: no prices.
fn note(whole: &Whole, paper: &Letterhead, customer: String) -> PrintDocument {
    let (delivery, named) = (&whole.delivery, &whole.named);
    let facts = [
        fact(paper, "print-date", paper.formats.date(delivery.delivery_date)),
        fact(paper, "print-customer-number", customer),
        fact(paper, "print-order-number", &named.order_number),
        fact(paper, "print-carrier", &named.carrier),
        fact(paper, "print-tracking", &delivery.tracking_number),
    ];
    let key = match delivery.kind {
        Kind::Delivery => "print-delivery-note",
        Kind::Return => "print-return-note",
    };
    PrintDocument {
        kind: paper.text(key),
        number: delivery.number.clone(),
        recipient: with_name(&delivery.party_name, &delivery.delivery_address),
        facts: facts.into_iter().flatten().collect(),
        lines: lines(whole, paper, None),
        terms: vec![delivery.reason.clone(), paper.text("print-signature")]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect(),
        stamp: stamp(whole, paper),
        back_url: delivery.url(),
        ..paper.sheet()
    }
}

/// What a picking list says of products.
struct Picking {
    /// Their names in the customer's language: a line that was not re-worded says that.
    written: BTreeMap<ProductId, String>,
    /// Their names in the reader's.
    called: BTreeMap<ProductId, String>,
    /// Where each lies.
    places: BTreeMap<ProductId, String>,
}

impl Picking {
    /// The product as the reader calls it; else what the line says instead.
    fn described<'a>(&'a self, line: &'a DeliveryLine) -> &'a String {
        match self.called.get(&line.product_id) {
            Some(called) if self.written.get(&line.product_id) == Some(&line.description) => called,
            _ => &line.description,
        }
    }
}

/// What the warehouse walks by: where each product lies, with a box to tick.
fn picking_list(whole: &Whole, paper: &Letterhead, picking: &Picking) -> PrintDocument {
    let (delivery, named) = (&whole.delivery, &whole.named);
    let facts = [
        fact(paper, "print-date", paper.formats.date(delivery.delivery_date)),
        fact(paper, "print-order-number", &named.order_number),
        fact(paper, "print-warehouse", &named.warehouse),
        fact(paper, "print-carrier", &named.carrier),
    ];
    PrintDocument {
        kind: paper.text("print-picking-list"),
        number: delivery.number.clone(),
        recipient: with_name(&delivery.party_name, &delivery.delivery_address),
        facts: facts.into_iter().flatten().collect(),
        lines: lines(whole, paper, Some(picking)),
        back_url: delivery.url(),
        ..paper.sheet()
    }
}

fn lines(whole: &Whole, paper: &Letterhead, picking: Option<&Picking>) -> DataTable {
    let mut columns = vec![
        TableColumn::text(paper.text("column-position")),
        TableColumn::text(paper.text("column-product")),
        TableColumn::number(paper.text("column-quantity")),
    ];
    if picking.is_some() {
        columns.push(TableColumn::text(paper.text("print-location")));
        columns.push(TableColumn::text(paper.text("print-picked")));
    }
    let rows = whole.lines.iter().map(|line| {
        let row = &line.line;
        let mut cells = vec![
            Cell::text(row.position.to_string()),
            Cell::Item {
                code: line.product_code.clone(),
                url: String::new(),
                text: picking
                    .map_or(&row.description, |picking| picking.described(row))
                    .clone(),
            },
            Cell::Quantity {
                figure: paper.formats.quantity(row.quantity.to_decimal(), 6),
                unit: line.unit_code.clone(),
            },
        ];
        if let Some(picking) = picking {
            cells.push(Cell::text(
                picking.places.get(&row.product_id).cloned().unwrap_or_default(),
            ));
            cells.push(Cell::text("☐"));
        }
        TableRow::new(cells)
    });
    DataTable {
        columns,
        rows: rows.collect(),
        tall: true,
        ..DataTable::default()
    }
}
