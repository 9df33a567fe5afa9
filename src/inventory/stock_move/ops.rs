//! Receiving, issuing, taking back: a fixed number of statements, whatever the number of lines.
mod reverse;
mod write;

pub use reverse::reverse;

use crate::ids::CompanyId;
use crate::ids::LocationId;
use crate::ids::ProductId;
use crate::ids::StockMoveId;
use crate::inventory::location::LocationKind;
use crate::inventory::reservation;
use crate::inventory::reservation::Held;
use crate::inventory::reservation::Owner;
use crate::inventory::reservation::ops::distinct;
use crate::inventory::reservation::use_up;
use crate::inventory::stock;
use crate::inventory::stock::shelf::Piece;
use crate::inventory::stock::shelf::Place;
use crate::inventory::stock::shelf::Shelf;
use crate::inventory::stock_move::Incoming;
use crate::inventory::stock_move::Moved;
use crate::inventory::stock_move::MovedLine;
use crate::inventory::stock_move::OutLine;
use crate::inventory::stock_move::Outgoing;
use crate::inventory::valuation;
use crate::inventory::valuation::Worth;
use crate::inventory::valuation::book::Book;
use crate::kernel::error::Argument;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::tx::Tx;
use crate::ledger::entry::NewEntry;
use crate::refuse_unless;
use tenon_db::Conn;
use tenon_db::Money;
use tenon_db::Quantity;
use write::Document;
use write::NewMove;

/// Takes goods in at their cost, posts the entry, and gives them to who waits for them.
pub fn receive(tx: &mut Tx<'_>, incoming: &Incoming) -> Result<Moved> {
    let products = distinct(incoming.lines.iter().map(|line| line.product));
    if products.is_empty() {
        return Ok(Moved::default());
    }
    let mut book = valuation::queries::book(tx.conn, incoming.warehouse, incoming.date, &products)?;
    refuse_foreign(&book, incoming.company, &products)?;
    let warehouses = [incoming.warehouse];
    let (mut shelf, outside) =
        stock::queries::shelf(tx.conn, incoming.company, &warehouses, &products, Some(incoming.from))?;
    let from = outside_of(outside, incoming.from)?;
    let Some(to) = shelf.arrival(incoming.warehouse) else {
        return Err(Error::Refused(
            Message::new("warehouse-without-location").with("warehouse", book.warehouse_name),
        ));
    };
    let (mut moves, mut lines) = (Vec::new(), Vec::new());
    for line in &incoming.lines {
        refuse_unless!(line.quantity.is_positive(), "move-without-quantity");
        let (product, lot, quantity) = (line.product, line.lot, line.quantity);
        let stock_move: StockMoveId = id::new();
        book.receive(product, stock_move, Worth::new(quantity, line.cost), id::next())?;
        let location = to;
        shelf.put(Place { product, location, lot }, quantity);
        moves.push(NewMove::new(
            stock_move,
            (product, lot, quantity),
            (from, to),
            line.origin_line,
        ));
        lines.push(MovedLine {
            stock_move,
            cost: line.cost,
        });
    }
    reservation::ops::fill_from(tx, incoming.company, &mut shelf, &products)?;
    let document = Document {
        company: incoming.company,
        date: incoming.date,
        origin: incoming.origin,
    };
    write::moves(tx, &document, &moves)?;
    stock::ops::save(tx, incoming.company, &shelf)?;
    let accounts = write::accounts(tx, &book)?;
    let entry = NewEntry {
        lines: book.entry_lines(&accounts, incoming.counter, incoming.party)?,
        ..write::entry(&document, &incoming.description)
    };
    let entry = write::post(tx, &entry)?;
    valuation::ops::save(tx, &book, entry)?;
    Ok(Moved { entry, lines })
}

/// All of the company, and all of a kind that is kept in stock.
fn refuse_foreign(book: &Book, company: CompanyId, products: &[ProductId]) -> Result<()> {
    if book.company != company {
        return Err(Error::NotFound("warehouse"));
    }
    for product in products {
        let page = book.product(*product)?;
        refuse_unless!(page.is_stocked, "product-not-stocked", product = page.label());
    }
    Ok(())
}

fn outside_of(outside: Option<LocationId>, kind: LocationKind) -> Result<LocationId> {
    outside.ok_or_else(|| {
        let kind = Argument::Key(kind.message_key().to_owned());
        Error::Refused(Message::new("location-missing").with("kind", kind))
    })
}

/// Takes goods out at what they cost, uses up the reservations named, posts the entry.
pub fn issue(tx: &mut Tx<'_>, outgoing: &Outgoing) -> Result<Moved> {
    let products = distinct(outgoing.lines.iter().map(|line| line.product));
    if products.is_empty() {
        return Ok(Moved::default());
    }
    let mut book = valuation::queries::book(tx.conn, outgoing.warehouse, outgoing.date, &products)?;
    refuse_foreign(&book, outgoing.company, &products)?;
    let warehouses = [outgoing.warehouse];
    let (mut shelf, outside) =
        stock::queries::shelf(tx.conn, outgoing.company, &warehouses, &products, Some(outgoing.to))?;
    let to = outside_of(outside, outgoing.to)?;
    let orders = distinct(
        outgoing
            .lines
            .iter()
            .filter_map(|line| line.reserved_for.map(|(order, _)| order)),
    );
    let mut held = if orders.is_empty() {
        Vec::new()
    } else {
        reservation::queries::of_orders(tx.conn, &orders)?
    };
    open_layers(tx.conn, &mut book, outgoing)?;
    let (mut moves, mut lines, mut unreserved) = (Vec::new(), Vec::new(), Vec::new());
    for line in &outgoing.lines {
        let taken = take(outgoing, line, &book, &mut shelf, &mut held)?;
        unreserved.extend(taken.unreserved);
        let (mut first, mut cost) = (None, Money::ZERO);
        for (place, quantity) in taken.pieces {
            let stock_move: StockMoveId = id::new();
            cost += book.issue(line.product, stock_move, quantity)?;
            first = first.or(Some(stock_move));
            let what = (line.product, place.lot, quantity);
            moves.push(NewMove::new(stock_move, what, (place.location, to), line.origin_line));
        }
        lines.extend(first.map(|stock_move| MovedLine { stock_move, cost }));
    }
    let document = Document {
        company: outgoing.company,
        date: outgoing.date,
        origin: outgoing.origin,
    };
    write::refuse_below_zero_later(tx.conn, &book, &shelf, &moves)?;
    reservation::ops::save_held(tx, &held)?;
    reservation::ops::reduce_shortages(tx, &unreserved)?;
    write::moves(tx, &document, &moves)?;
    stock::ops::save(tx, outgoing.company, &shelf)?;
    let accounts = write::accounts(tx, &book)?;
    let entry = NewEntry {
        lines: book.entry_lines(&accounts, outgoing.counter, outgoing.party)?,
        ..write::entry(&document, &outgoing.description)
    };
    let entry = write::post(tx, &entry)?;
    valuation::ops::save(tx, &book, entry)?;
    Ok(Moved { entry, lines })
}

/// FIFO needs what is left of receipts; goods that are not there need the last cost known. Most issues need neither.
fn open_layers(conn: &mut Conn, book: &mut Book, outgoing: &Outgoing) -> Result<()> {
    let of_fifo: Vec<ProductId> = book
        .products
        .iter()
        .filter(|(_, page)| page.is_fifo)
        .map(|(id, _)| *id)
        .collect();
    if !of_fifo.is_empty() {
        for (product, layers) in valuation::queries::open_layers(conn, book.area, &of_fifo)? {
            book.page(product)?.account.layers = Some(layers);
        }
    }
    let wanted = |product: ProductId| -> Quantity {
        let lines = outgoing.lines.iter().filter(|line| line.product == product);
        lines.map(|line| line.quantity).sum()
    };
    let short: Vec<ProductId> = book
        .products
        .iter()
        .filter(|(id, page)| book.allows_negative && wanted(**id) > page.account.worth.quantity)
        .map(|(id, _)| *id)
        .collect();
    if !short.is_empty() {
        for (product, known) in valuation::queries::last_known(conn, book.area, &short)? {
            book.page(product)?.account.last_known = known;
        }
    }
    Ok(())
}

/// What a line takes, and what of it was not reserved for it.
struct Taken {
    pieces: Vec<Piece>,
    unreserved: Option<(Owner, Quantity)>,
}

/// The line's own reservation first, then what is free.
fn take(outgoing: &Outgoing, line: &OutLine, book: &Book, shelf: &mut Shelf, held: &mut [Held]) -> Result<Taken> {
    refuse_unless!(line.quantity.is_positive(), "move-without-quantity");
    let owner = line.reserved_for.map(|(order, line)| Owner { order, line });
    let reserved: Quantity = held
        .iter()
        .filter(|one| Some(one.owner) == owner && one.place.product == line.product)
        .map(|one| one.quantity)
        .sum();
    let mut pieces = match owner {
        Some(owner) => use_up(held, shelf, (owner, line.product), line.lot, line.quantity),
        None => Vec::new(),
    };
    let found: Quantity = pieces.iter().map(|(_, part)| *part).sum();
    let rest = line.quantity - found;
    if rest.is_positive() {
        match shelf.take_free(outgoing.warehouse, line.product, line.lot, rest) {
            Ok(more) => pieces.extend(more),
            Err(free) => return Err(short(book, line, found + free)),
        }
    }
    let beyond = line.quantity - reserved.min(line.quantity);
    let unreserved = owner.filter(|_| beyond.is_positive()).map(|owner| (owner, beyond));
    Ok(Taken { pieces, unreserved })
}

/// Names product, available and wanted.
fn short(book: &Book, line: &OutLine, available: Quantity) -> Error {
    let label = book.product(line.product).map(|page| page.label()).unwrap_or_default();
    let message = Message::new("stock-not-enough")
        .with("product", label)
        .with("warehouse", &book.warehouse_name)
        .with("available", available)
        .with("wanted", line.quantity);
    Error::Refused(message)
}
