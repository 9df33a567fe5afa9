//! Payments on both doors: the list, one payment, its form, reversing it.
pub mod form;
mod list;
mod show;

use crate::finance::payment::NewPayment;
use crate::finance::payment::ReversePayment;
use crate::finance::payment::ops;
use crate::finance::payment::queries;
use crate::ids::PaymentId;
use crate::kernel::chain::DocumentKind;
use crate::kernel::error::Result;
use crate::kernel::search::SearchKind;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::get;
use crate::kernel::web::master::Place;
use crate::kernel::web::post;
use crate::permission::Permission::PaymentPost;
use crate::permission::Permission::PaymentRead;

pub const URL: &str = "/finance/payments";

const PLACE: Place = Place {
    name: "payments",
    url: URL,
};

pub const ROUTES: &[Route] = &[
    get(URL, PaymentRead, list::list).lists(|| list::payments().described()),
    get("/finance/payments/new", PaymentPost, form::new),
    post(URL, PaymentPost, form::create)
        .takes::<NewPayment>()
        .again(form::new),
    get("/finance/payments/{id}", PaymentRead, show::show).gives::<crate::finance::payment::Payment>(),
    get("/finance/payments/{id}/print", PaymentRead, show::print),
    post("/finance/payments/{id}/reverse", PaymentPost, reverse)
        .takes::<ReversePayment>()
        .again(show::show),
];

/// How payments stand in the chain of documents.
pub const DOCUMENTS: DocumentKind = DocumentKind {
    kind: "payment",
    column: 4,
    permission: PaymentRead,
    describe: queries::describe,
};

pub const SEARCH: SearchKind = SearchKind {
    kind: "payment",
    label: "list-payments",
    icon: "banknote",
    permission: PaymentRead,
};

fn reverse(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version): (PaymentId, _) = (req.id()?, req.required_version()?);
    let how: ReversePayment = req.command(ctx)?;
    ctx.done(req, "notice-reversed", move |tx| {
        ops::reverse(tx, id, version, &how)?;
        Ok(id)
    })
}
