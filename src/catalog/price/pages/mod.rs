//! Price lists and prices on both doors, and the page that explains which price applies.
mod check;
mod item;
mod lists;

use crate::catalog::price::EditPrice;
use crate::catalog::price::EditPriceList;
use crate::catalog::price::NewPrice;
use crate::catalog::price::NewPriceList;
use crate::catalog::price::PriceList;
use crate::catalog::price::SetPrices;
use crate::catalog::price::queries;
use crate::catalog::price::queries::list::PriceRow;
use crate::ids::PriceListId;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::report::ReportRows;
use crate::kernel::search::SearchKind;
use crate::kernel::view::Crumb;
use crate::kernel::web::Ctx;
use crate::kernel::web::Route;
use crate::kernel::web::get;
use crate::kernel::web::post;
use crate::permission::Permission::PriceEdit;
use crate::permission::Permission::PriceRead;

const LISTS_URL: &str = "/catalog/price-lists";
const PRICES_URL: &str = "/catalog/prices";

pub const ROUTES: &[Route] = &[
    get(LISTS_URL, PriceRead, lists::list).lists(),
    get("/catalog/price-lists/search", PriceRead, lists::search),
    get("/catalog/price-lists/new", PriceEdit, lists::new),
    post(LISTS_URL, PriceEdit, lists::create)
        .takes::<NewPriceList>()
        .again(lists::new),
    get("/catalog/price-lists/{id}", PriceRead, lists::show).gives::<PriceList>(),
    get("/catalog/price-lists/{id}/edit", PriceEdit, lists::edit),
    post("/catalog/price-lists/{id}", PriceEdit, lists::update)
        .takes::<EditPriceList>()
        .again(lists::edit),
    get("/catalog/price-lists/{id}/prices/edit", PriceEdit, lists::edit_prices),
    post("/catalog/price-lists/{id}/prices", PriceEdit, lists::set_prices)
        .takes::<SetPrices>()
        .again(lists::edit_prices),
    post("/catalog/price-lists/{id}/archive", PriceEdit, lists::archive)
        .api()
        .again(lists::show),
    post("/catalog/price-lists/{id}/restore", PriceEdit, lists::restore)
        .api()
        .again(lists::show),
    post("/catalog/price-lists/{id}/delete", PriceEdit, lists::delete)
        .api()
        .again(lists::show),
    get(PRICES_URL, PriceRead, item::list).lists(),
    get("/catalog/prices/check", PriceRead, check::check).gives::<ReportRows>(),
    get("/catalog/prices/new", PriceEdit, item::new),
    post(PRICES_URL, PriceEdit, item::create)
        .takes::<NewPrice>()
        .again(item::new),
    get("/catalog/prices/{id}", PriceRead, item::show).gives::<PriceRow>(),
    get("/catalog/prices/{id}/edit", PriceEdit, item::edit),
    post("/catalog/prices/{id}", PriceEdit, item::update)
        .takes::<EditPrice>()
        .again(item::edit),
    post("/catalog/prices/{id}/delete", PriceEdit, item::delete)
        .api()
        .again(item::show),
];

/// What search knows about price lists.
pub const SEARCH: SearchKind = SearchKind {
    kind: "price-list",
    label: "list-price-lists",
    icon: "tags",
    permission: PriceRead,
};

/// The list, when the reader may see it: one of all companies, or of one of his.
fn visible(ctx: &Ctx, id: PriceListId) -> Result<PriceList> {
    let list = ctx.read(|conn| queries::get(conn, id))?;
    let companies = ctx.full_reach(PriceRead).companies();
    match list.company_id {
        Some(company) if !companies.contains(&company.raw()) => Err(Error::NotFound("price-list")),
        _ => Ok(list),
    }
}

fn crumbs(ctx: &Ctx, further: Vec<Crumb>) -> Vec<Crumb> {
    let lists = Crumb::new(ctx.text("list-price-lists"), LISTS_URL);
    [lists].into_iter().chain(further).collect()
}
