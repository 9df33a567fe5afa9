//! The worklist of credits to allocate: each with what it most likely pays, accepted on the spot or in bulk.
use crate::finance::open_item::pages;
use crate::finance::open_item::proposal::Why;
use crate::finance::open_item::queries::waiting;
use crate::finance::open_item::queries::waiting::Waiting;
use crate::finance::payment;
use crate::finance::payment::ops;
use crate::ids::OpenItemId;
use crate::ids::Subject;
use crate::kernel::error::Argument;
use crate::kernel::error::Result;
use crate::kernel::list;
use crate::kernel::list::Bulk;
use crate::kernel::list::Column;
use crate::kernel::list::List;
use crate::kernel::list::View;
use crate::kernel::list::bulk;
use crate::kernel::list::column;
use crate::kernel::tx::Tx;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::view::Action;
use crate::kernel::view::Phone;
use crate::kernel::view::Undo;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::get;
use crate::kernel::web::post;
use crate::permission::Permission::PaymentPost;
use crate::permission::Permission::PaymentRead;
use tenon_db::Conn;

pub const URL: &str = "/finance/to-allocate";

pub const ROUTES: &[Route] = &[
    get(URL, PaymentRead, show).lists(|| list_of_waiting().described()),
    post("/finance/to-allocate/bulk/settle", PaymentPost, settle_selected)
        .takes::<bulk::Selection>()
        .gives::<bulk::BulkReport>(),
    post("/finance/open-items/{id}/settle", PaymentPost, settle)
        .api()
        .again(pages::show),
    post("/finance/open-items/{id}/unsettle", PaymentPost, unsettle)
        .api()
        .again(pages::show),
];

fn list_of_waiting() -> List<Waiting> {
    List {
        name: "to-allocate",
        url: URL,
        icon: "split",
        permission: PaymentRead,
        columns: columns(),
        filters: Vec::new(),
        views: vec![View {
            name: "to-allocate",
            query: "",
        }],
        sort: ("due", false),
        subject: |one| one.row.item.id.into(),
        new: None,
        bulk: vec![Bulk {
            action: "settle",
            icon: "split",
            needs: PaymentPost,
        }],
        fetch: waiting::page,
        sums: waiting::sums,
        peek: false,
    }
}

fn columns() -> Vec<Column<Waiting>> {
    vec![
        column("document", Kind::Text, |one: &Waiting| {
            Value::text(&one.row.item.document_number)
        })
        .phone(Phone::Name),
        column("party", Kind::Text, |one: &Waiting| {
            Value::Link(one.row.party.clone(), Subject::Party(one.row.item.party_id).url())
        })
        .phone(Phone::Partner),
        column("proposal", Kind::Text, |one: &Waiting| {
            let documents = one.proposal.documents.join(", ");
            let named = vec![("documents".to_owned(), Argument::from(documents))];
            Value::Said(one.proposal.why.message_key().to_owned(), named)
        })
        .phone(Phone::Text),
        column("reference", Kind::Text, |one: &Waiting| Value::text(&one.reference)),
        column("due", Kind::Date, |one: &Waiting| Value::Date(one.row.item.due_date))
            .phone(Phone::Date)
            .sorts(),
        column("open", Kind::Decimal, |one: &Waiting| {
            Value::Money(-one.row.item.open_amount, one.row.item.currency.clone())
        })
        .phone(Phone::Amount),
        column("currency", Kind::Text, |one: &Waiting| {
            Value::text(&one.row.item.currency)
        }),
        column("company", Kind::Text, |one: &Waiting| Value::text(&one.row.company)).hidden(),
    ]
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show_with(ctx, req, &list_of_waiting(), decisions)
}

/// Accept the proposal or choose by hand; what could pay nothing goes back to the partner.
fn decisions(ctx: &Ctx, one: &Waiting) -> Vec<Action> {
    let item = &one.row.item;
    if !ctx.actor.may(PaymentPost, item.company_id) {
        return Vec::new();
    }
    let url = Subject::OpenItem(item.id).url();
    if one.proposal.why == Why::Nothing {
        let of = format!("party_id={}&company={}", item.party_id, item.company_id);
        let back = format!("{}/new?direction=out&{of}", payment::pages::URL);
        return vec![Action::get(ctx.text("action-pay-back"), "undo-2", back)];
    }
    let settle = format!("{url}/settle?back=to-allocate");
    let undo = Undo {
        url: format!("{url}/unsettle?back=to-allocate"),
        done: ctx.say_with("decided-allocate", &[("number", (&item.document_number).into())]),
        reason: String::new(),
    };
    vec![
        Action::post(ctx.text("action-allocate"), "split", settle).undo(undo),
        Action::get(ctx.text("action-choose"), "list-checks", format!("{url}/allocate")),
    ]
}

/// Allocates as proposed.
fn settle(ctx: &Ctx, req: &Req) -> Result<Reply> {
    decide(ctx, req, "notice-allocated", ops::settle)
}

/// Takes the last allocation of a credit back.
fn unsettle(ctx: &Ctx, req: &Req) -> Result<Reply> {
    decide(ctx, req, "notice-undone", ops::unsettle)
}

/// Back to the worklist when it was decided there.
fn decide(ctx: &Ctx, req: &Req, notice: &str, operation: fn(&mut Tx<'_>, OpenItemId) -> Result<()>) -> Result<Reply> {
    let id: OpenItemId = req.id()?;
    let reply = if req.query("back") == "to-allocate" {
        Reply::done_at(req, id, URL, notice)
    } else {
        Reply::done(req, id, notice)
    };
    ctx.write(req, move |tx| {
        operation(tx, id)?;
        Ok(reply.clone())
    })
}

fn settle_selected(ctx: &Ctx, req: &Req) -> Result<Reply> {
    bulk::run(ctx, req, &list_of_waiting(), "settle", |tx, subject| {
        ops::settle(tx, OpenItemId::from(subject.raw()))
    })
}

/// How many wait, for the menu.
pub fn count(conn: &mut Conn, ctx: &Ctx) -> Result<i64> {
    waiting::count(conn, &ctx.reach(PaymentRead))
}
