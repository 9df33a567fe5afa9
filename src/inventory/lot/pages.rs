//! Lots and serial numbers: the list, and one with where it is and how it came there.
use crate::catalog::product;
use crate::company::activity;
use crate::company::activity::access;
use crate::ids::LotId;
use crate::ids::ProductId;
use crate::ids::Subject;
use crate::inventory::lot::Lot;
use crate::inventory::lot::LotKind;
use crate::inventory::lot::queries;
use crate::inventory::lot::queries::Row;
use crate::inventory::stock;
use crate::inventory::stock_move;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::list;
use crate::kernel::list::Filter;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::Options;
use crate::kernel::list::column;
use crate::kernel::list::filter;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::view::Crumb;
use crate::kernel::view::Fact;
use crate::kernel::view::ObjectPage;
use crate::kernel::view::Phone;
use crate::kernel::view::Section;
use crate::kernel::view::SectionBody;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::answer;
use crate::kernel::web::get;
use crate::permission::Permission::StockRead;
use tenon_db::Conn;

const URL: &str = "/inventory/lots";

pub const ROUTES: &[Route] = &[
    get(URL, StockRead, list).lists(|| lots().described()),
    get("/inventory/lots/{id}", StockRead, show).gives::<Lot>(),
];

fn kinds(_: &mut Conn, ctx: &Ctx) -> Result<Options> {
    Ok(ctx.options(LotKind::ALL, LotKind::code, LotKind::message_key))
}

fn lots() -> List<Row> {
    List {
        name: "lots",
        url: URL,
        icon: "barcode",
        permission: StockRead,
        columns: vec![
            column("code", Kind::Text, |row: &Row| {
                Value::Link(row.lot.code.clone(), row.lot.url())
            })
            .sorts_by(|row| row.lot.code.clone())
            .phone(Phone::Name),
            column("product", Kind::Text, |row: &Row| {
                let url = Subject::Product(row.lot.product_id).url();
                Value::Item(row.product_code.clone(), row.product_name.clone(), url)
            })
            .phone(Phone::Partner),
            column("kind", Kind::Text, |row: &Row| {
                Value::Code(row.lot.kind.message_key(), row.lot.kind.code().to_owned())
            }),
            column("on-hand", Kind::Decimal, |row: &Row| {
                Value::Measure(row.on_hand, row.unit.clone())
            })
            .phone(Phone::Amount),
        ],
        filters: vec![
            Filter {
                name: "product",
                of: FilterOf::Record {
                    search_url: "/catalog/products/search",
                    name: product_label,
                },
            },
            filter("kind", FilterOf::Choice(kinds)),
        ],
        views: Vec::new(),
        sort: ("code", false),
        subject: |row| row.lot.id.into(),
        new: None,
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: false,
    }
}

/// Code and name of a product, for filters.
pub(crate) fn product_label(conn: &mut Conn, ctx: &Ctx, id: i64) -> Result<String> {
    let id = ProductId::from(id);
    let label = |conn: &mut Conn| Ok(product::queries::get(conn, id)?.label());
    access::name(conn, &ctx.actor, id.into(), label)
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &lots())
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: LotId = req.id()?;
    let companies = ctx.full_reach(StockRead).companies();
    let lot = ctx.read(|conn| {
        let lot = queries::get(conn, id)?;
        if queries::is_within(conn, id, &companies)? {
            Ok(lot)
        } else {
            Err(Error::NotFound("lot"))
        }
    })?;
    if req.is_api() {
        return Reply::json(&lot);
    }
    let product = ctx.read(|conn| product::queries::get(conn, lot.product_id))?;
    let places = ctx.read(|conn| stock::queries::places_of_lot(conn, &companies, id))?;
    let moves = ctx.read(|conn| stock_move::queries::of_lot(conn, &companies, id))?;
    let page = ObjectPage {
        title: lot.code.clone(),
        subtitle: ctx.text(lot.kind.message_key()),
        version: lot.version.to_string(),
        facts: vec![
            Fact::link(ctx.text("field-product"), product.label(), product.url()),
            Fact::text(ctx.text("field-kind"), ctx.text(lot.kind.message_key())),
        ],
        sections: vec![
            Section::new(
                "stock",
                ctx.text("list-stock"),
                SectionBody::Table(stock::pages::places(ctx, &places)),
            ),
            Section::new(
                "moves",
                ctx.text("list-moves"),
                SectionBody::Table(stock_move::pages::table(ctx, &moves)),
            ),
        ],
        ..ObjectPage::default()
    };
    let page = activity::attach(ctx, page, id.into(), None)?;
    let crumbs = vec![Crumb::new(ctx.text("list-lots"), URL), Crumb::new(&lot.code, "")];
    answer::object(ctx, req, page, crumbs)
}
