//! What a product's page says about its stock.
use crate::ids::ProductId;
use crate::inventory::reservation;
use crate::inventory::stock::pages;
use crate::inventory::stock::queries;
use crate::inventory::stock_move;
use crate::kernel::error::Result;
use crate::kernel::view::Action;
use crate::kernel::view::Section;
use crate::kernel::view::SectionBody;
use crate::kernel::web::Ctx;
use crate::permission::Permission::StockRead;
use tenon_db::Conn;

/// Where it is, who waits for it, and how it moved last; nothing for a product that never moved.
pub fn of_product(conn: &mut Conn, ctx: &Ctx, id: i64) -> Result<Vec<Section>> {
    let product = ProductId::from(id);
    let companies = ctx.reach(StockRead).companies();
    let moves = stock_move::queries::of_product(conn, &companies, product)?;
    if moves.is_empty() {
        return Ok(Vec::new());
    }
    let places = queries::places_of_product(conn, &companies, product)?;
    let waiting = reservation::queries::waiting_of_product(conn, &companies, product)?;
    let open = |url: String| vec![Action::get(ctx.text("action-open"), "arrow-right", url)];
    let mut sections = vec![Section {
        actions: open(format!("/inventory/stock-positions?product={id}&view=all")),
        ..Section::new(
            "stock",
            ctx.text("list-stock"),
            SectionBody::Table(pages::places(ctx, &places)),
        )
    }];
    if !waiting.is_empty() {
        sections.push(Section::new(
            "shortages",
            ctx.text("list-shortages"),
            SectionBody::Table(reservation::pages::table(ctx, &waiting)),
        ));
    }
    sections.push(Section {
        actions: open(format!("/inventory/moves?product={id}&view=all")),
        ..Section::new(
            "moves",
            ctx.text("list-moves"),
            SectionBody::Table(stock_move::pages::table(ctx, &moves)),
        )
    });
    Ok(sections)
}
