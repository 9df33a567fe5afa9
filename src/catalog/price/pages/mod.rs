//! Price lists and prices on both doors, and the page that explains which price applies.
mod check;
mod item;
mod list_form;
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
use crate::kernel::web::Ctx;
use crate::kernel::web::Route;
use crate::kernel::web::get;
use crate::kernel::web::master::Head;
use crate::kernel::web::master::Place;
use crate::kernel::web::post;
use crate::permission::Permission::PriceEdit;
use crate::permission::Permission::PriceRead;

const LISTS_URL: &str = "/catalog/price-lists";
const PRICES_URL: &str = "/catalog/prices";

const LISTS: Place = Place {
    name: "price-lists",
    url: LISTS_URL,
};
const PRICES: Place = Place {
    name: "prices",
    url: PRICES_URL,
};

pub const ROUTES: &[Route] = &[
    get(LISTS_URL, PriceRead, lists::list).lists(|| lists::price_lists().described()),
    get("/catalog/price-lists/search", PriceRead, lists::search),
    get("/catalog/price-lists/new", PriceEdit, list_form::new),
    post(LISTS_URL, PriceEdit, list_form::create)
        .takes::<NewPriceList>()
        .again(list_form::new),
    get("/catalog/price-lists/{id}", PriceRead, lists::show).gives::<PriceList>(),
    get("/catalog/price-lists/{id}/edit", PriceEdit, list_form::edit),
    post("/catalog/price-lists/{id}", PriceEdit, list_form::update)
        .takes::<EditPriceList>()
        .again(list_form::edit),
    get(
        "/catalog/price-lists/{id}/prices/edit",
        PriceEdit,
        list_form::edit_prices,
    ),
    post("/catalog/price-lists/{id}/prices", PriceEdit, list_form::set_prices)
        .takes::<SetPrices>()
        .again(list_form::edit_prices),
    post("/catalog/price-lists/{id}/archive", PriceEdit, list_form::archive)
        .api()
        .again(lists::show),
    post("/catalog/price-lists/{id}/restore", PriceEdit, list_form::restore)
        .api()
        .again(lists::show),
    post("/catalog/price-lists/{id}/delete", PriceEdit, list_form::delete)
        .api()
        .again(lists::show),
    get(PRICES_URL, PriceRead, item::list).lists(|| item::prices().described()),
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

fn head_of(list: &PriceList) -> Head {
    Head::new(list.id, &list.name, list.version, list.is_active)
}
