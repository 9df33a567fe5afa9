//! Products on both doors: the list, one product, its form, and the options of comboboxes.
mod form;
mod options;
mod show;

use crate::catalog::category;
use crate::catalog::product::NewProduct;
use crate::catalog::product::ProductKind;
use crate::catalog::product::Tracking;
use crate::catalog::product::ops;
use crate::catalog::product::queries;
use crate::catalog::product::queries::ProductRow;
use crate::ids::ProductId;
use crate::kernel::error::Result;
use crate::kernel::list;
use crate::kernel::list::Filter;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::Options;
use crate::kernel::list::View;
use crate::kernel::list::column;
use crate::kernel::list::filter;
use crate::kernel::list::usage_filter;
use crate::kernel::list::view;
use crate::kernel::search::SearchKind;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::value::usage;
use crate::kernel::view::Phone;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::get;
use crate::kernel::web::master::Place;
use crate::kernel::web::master::shared;
use crate::kernel::web::post;
use crate::party;
use crate::permission::Permission::PriceRead;
use crate::permission::Permission::ProductEdit;
use crate::permission::Permission::ProductRead;

const URL: &str = "/catalog/products";

const PLACE: Place = Place {
    name: "products",
    url: URL,
};
pub const SEARCH_URL: &str = "/catalog/products/search";

pub const ROUTES: &[Route] = &[
    get(URL, ProductRead, list).lists(|| products().described()),
    get(SEARCH_URL, ProductRead, options::search),
    get("/catalog/products/new", ProductEdit, form::new),
    post(URL, ProductEdit, create).takes::<NewProduct>().again(form::new),
    get("/catalog/products/{id}", ProductRead, show::show).gives::<show::ProductRecord>(),
    get("/catalog/products/{id}/edit", ProductEdit, form::edit),
    get("/catalog/products/{id}/copy", ProductEdit, form::copy),
    post("/catalog/products/{id}", ProductEdit, update)
        .takes::<NewProduct>()
        .again(form::edit),
    post("/catalog/products/{id}/archive", ProductEdit, |ctx, req| {
        shared::archive(ctx, req, ops::archive)
    })
    .api()
    .again(show::show),
    post("/catalog/products/{id}/restore", ProductEdit, |ctx, req| {
        shared::restore(ctx, req, ops::archive)
    })
    .api()
    .again(show::show),
    post("/catalog/products/{id}/delete", ProductEdit, |ctx, req| {
        shared::delete(&PLACE, ctx, req, ops::delete)
    })
    .api()
    .again(show::show),
];

/// What search knows about products.
pub const SEARCH: SearchKind = SearchKind {
    kind: "product",
    label: "list-products",
    icon: "package",
    permission: ProductRead,
};

fn kinds(ctx: &Ctx) -> Options {
    ctx.options(ProductKind::ALL, ProductKind::code, ProductKind::message_key)
}

fn trackings(ctx: &Ctx) -> Options {
    ctx.options(Tracking::ALL, Tracking::code, Tracking::message_key)
}

fn products() -> List<ProductRow> {
    List {
        name: "products",
        url: URL,
        icon: "package",
        permission: ProductRead,
        columns: columns(),
        filters: filters(),
        views: views(),
        sort: ("code", false),
        subject: |row| row.product.id.into(),
        new: Some(("/catalog/products/new", ProductEdit)),
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: true,
    }
}

fn columns() -> Vec<list::Column<ProductRow>> {
    vec![
        column("code", Kind::Text, |row: &ProductRow| Value::text(&row.product.code))
            .sorts()
            .phone(Phone::Name),
        column("name", Kind::Text, |row: &ProductRow| Value::text(&row.name))
            .sorts_by(|row| row.sort_name.clone())
            .phone(Phone::Partner),
        column("category", Kind::Text, |row: &ProductRow| Value::text(&row.category)),
        column("kind", Kind::Text, |row: &ProductRow| {
            Value::Code(row.product.kind.message_key(), row.product.kind.code().to_owned())
        })
        .hidden(),
        column("unit", Kind::Text, |row: &ProductRow| Value::text(&row.unit)),
        column("price", Kind::Decimal, |row: &ProductRow| {
            if row.product.list_price.is_zero() {
                Value::Empty
            } else {
                Value::Price(row.product.list_price, row.product.list_currency.clone())
            }
        })
        .needs(PriceRead)
        .phone(Phone::Amount),
        column("currency", Kind::Text, |row: &ProductRow| {
            if row.product.list_price.is_zero() {
                Value::Empty
            } else {
                Value::text(&row.product.list_currency)
            }
        })
        .needs(PriceRead),
        column("supplier", Kind::Text, |row: &ProductRow| {
            match (&row.supplier, row.product.supplier_id) {
                (Some(name), Some(id)) => Value::Link(name.clone(), crate::ids::Subject::Party(id).url()),
                _ => Value::Empty,
            }
        }),
        column("barcode", Kind::Text, |row: &ProductRow| {
            Value::text(&row.product.barcode)
        })
        .hidden(),
        column("pack", Kind::Text, |row: &ProductRow| {
            Value::text(&row.product.pack_text)
        })
        .hidden(),
        column("tracking", Kind::Text, |row: &ProductRow| {
            Value::Code(
                row.product.tracking.message_key(),
                row.product.tracking.code().to_owned(),
            )
        })
        .hidden(),
        column("tax-class", Kind::Text, |row: &ProductRow| {
            Value::text(&row.product.tax_class)
        })
        .hidden(),
        column("reorder", Kind::Decimal, |row: &ProductRow| {
            Value::Quantity(row.product.reorder_quantity)
        })
        .hidden(),
        column("sold", Kind::Flag, |row: &ProductRow| Value::Flag(row.product.is_sold)).hidden(),
        column("created", Kind::Instant, |row: &ProductRow| {
            Value::Instant(row.product.created_at)
        })
        .hidden(),
        column("state", Kind::Text, |row: &ProductRow| {
            Value::State(usage(row.product.is_active))
        })
        .phone(Phone::Status),
    ]
}

fn filters() -> Vec<Filter> {
    vec![
        filter("category", FilterOf::Choice(|conn, _| category::queries::choices(conn))),
        filter("kind", FilterOf::Choice(|_, ctx| Ok(kinds(ctx)))),
        filter(
            "supplier",
            FilterOf::Record {
                search_url: "/parties/search?role=supplier",
                name: party::queries::name,
            },
        ),
        filter("tracking", FilterOf::Choice(|_, ctx| Ok(trackings(ctx)))),
        filter("sold", FilterOf::YesNo),
        usage_filter(),
    ]
}

fn views() -> Vec<View> {
    vec![
        view("active", "active=yes"),
        view("sold", "active=yes&sold=yes"),
        view("stocked", "active=yes&kind=stocked"),
        view("services", "active=yes&kind=service"),
        view("archived", "active=no"),
    ]
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &products())
}

/// The command with the company asked for, where it names none.
fn command(ctx: &Ctx, req: &Req) -> Result<NewProduct> {
    let new: NewProduct = req.command(ctx)?;
    Ok(NewProduct {
        company_id: new.company_id.or(Some(ctx.company.id)),
        ..new
    })
}

fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let new = command(ctx, req)?;
    ctx.done(req, "notice-created", move |tx| ops::create(tx, &new))
}

fn update(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version): (ProductId, _) = (req.id()?, req.required_version()?);
    let edit = command(ctx, req)?;
    ctx.done(req, "notice-saved", move |tx| {
        ops::update(tx, id, version, &edit)?;
        Ok(id)
    })
}
