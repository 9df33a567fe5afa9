//! Open items: the list, the worklist of credits to allocate, one item with what settles it, and undoing that.
pub mod worklist;

use crate::company::activity;
use crate::finance::open_item::queries;
use crate::finance::open_item::queries::ItemRow;
use crate::finance::parts;
use crate::finance::parts::date_cell;
use crate::finance::parts::money;
use crate::finance::parts::party_name;
use crate::finance::payment::NewAllocation;
use crate::finance::payment::UndoAllocation;
use crate::finance::payment::ops;
use crate::finance::payment::pages::form;
use crate::ids::AllocationId;
use crate::ids::OpenItemId;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::list;
use crate::kernel::list::Column;
use crate::kernel::list::Filter;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::column;
use crate::kernel::list::filter;
use crate::kernel::list::view;
use crate::kernel::value::Kind;
use crate::kernel::value::StateLook;
use crate::kernel::value::Value;
use crate::kernel::view::Action;
use crate::kernel::view::Cell;
use crate::kernel::view::Fact;
use crate::kernel::view::FormPage;
use crate::kernel::view::ObjectPage;
use crate::kernel::view::Phone;
use crate::kernel::view::Section;
use crate::kernel::view::SectionBody;
use crate::kernel::view::Shape;
use crate::kernel::view::Tone;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::answer;
use crate::kernel::web::get;
use crate::kernel::web::master::Place;
use crate::kernel::web::post;
use crate::ledger;
use crate::ledger::open_item::Allocation;
use crate::ledger::open_item::OpenItem;
use crate::permission::Permission::PaymentPost;
use crate::permission::Permission::PaymentRead;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;
use tenon_db::Money;

pub const URL: &str = "/finance/open-items";

const PLACE: Place = Place {
    name: "open-items",
    url: URL,
};

/// An open item with the allocations that stand: what the API gives, and what can be undone.
#[derive(Debug, Serialize, JsonSchema)]
struct OpenItemRecord {
    #[serde(flatten)]
    item: OpenItem,
    allocations: Vec<Allocation>,
}

pub const ROUTES: &[Route] = &[
    get(URL, PaymentRead, show_list).lists(|| open_items().described()),
    get("/finance/open-items/{id}", PaymentRead, show).gives::<OpenItemRecord>(),
    get("/finance/open-items/{id}/allocate", PaymentPost, allocate_form),
    post("/finance/open-items/{id}/allocate", PaymentPost, allocate)
        .takes::<NewAllocation>()
        .again(allocate_form),
    get("/finance/allocations/{id}", PaymentRead, allocation).gives::<Allocation>(),
    post("/finance/allocations/{id}/undo", PaymentPost, undo)
        .takes::<UndoAllocation>()
        .again(allocation),
];

const OPEN: StateLook = StateLook::new("open", "state-item-open", Shape::Open, Tone::Info);
const OVERDUE: StateLook = StateLook::new("open", "state-invoice-overdue", Shape::Alert, Tone::Danger);
const SETTLED: StateLook = StateLook::new("settled", "state-invoice-paid", Shape::Done, Tone::Success);

fn look(row: &ItemRow) -> StateLook {
    let item = &row.item;
    match (item.open_amount.is_zero(), item.amount.is_negative()) {
        (true, _) => SETTLED,
        (false, false) if item.due_date < row.today => OVERDUE,
        (false, _) => OPEN,
    }
}

fn show_list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &open_items())
}

fn open_items() -> List<ItemRow> {
    List {
        name: "open-items",
        url: URL,
        icon: "coins",
        permission: PaymentRead,
        columns: columns(),
        filters: filters(),
        views: vec![
            view("open", "state=open&sort=due"),
            view("overdue", "state=open&side=debit&due.to=-1&sort=due"),
            view("to-allocate", "state=open&side=credit"),
            view("settled", "state=settled"),
            view("all", ""),
        ],
        sort: ("due", false),
        subject: |row: &ItemRow| row.item.id.into(),
        new: None,
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: false,
    }
}

fn columns() -> Vec<Column<ItemRow>> {
    vec![
        column("document", Kind::Text, |row: &ItemRow| {
            Value::text(&row.item.document_number)
        })
        .phone(Phone::Name),
        column("date", Kind::Date, |row: &ItemRow| Value::Date(row.item.posting_date)).sorts(),
        column("party", Kind::Text, |row: &ItemRow| {
            Value::Link(row.party.clone(), Subject::Party(row.item.party_id).url())
        })
        .phone(Phone::Partner),
        column("due", Kind::Date, |row: &ItemRow| Value::Date(row.item.due_date))
            .sorts()
            .phone(Phone::Date),
        column("amount", Kind::Decimal, |row: &ItemRow| {
            Value::Money(row.item.amount, row.item.currency.clone())
        }),
        column("open", Kind::Decimal, |row: &ItemRow| {
            Value::Money(row.item.open_amount, row.item.currency.clone())
        })
        .phone(Phone::Amount),
        column("currency", Kind::Text, |row: &ItemRow| Value::text(&row.item.currency)),
        column("base", Kind::Decimal, |row: &ItemRow| {
            Value::Money(row.item.open_base_amount, row.company_currency.clone())
        })
        .hidden(),
        column("company", Kind::Text, |row: &ItemRow| Value::text(&row.company)).hidden(),
        column("state", Kind::Text, |row: &ItemRow| Value::State(look(row))).phone(Phone::Status),
    ]
}

fn filters() -> Vec<Filter> {
    vec![
        filter("state", FilterOf::States(&[OPEN, SETTLED])),
        filter(
            "side",
            FilterOf::Choice(|_, ctx| {
                Ok(vec![
                    ("debit".to_owned(), ctx.text("side-debit")),
                    ("credit".to_owned(), ctx.text("side-credit")),
                ])
            }),
        ),
        filter(
            "party",
            FilterOf::Record {
                search_url: "/parties/search",
                name: crate::party::queries::name,
            },
        ),
        filter("date", FilterOf::Dates),
        filter("due", FilterOf::Dates),
    ]
}

pub(super) fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: OpenItemId = req.id()?;
    let reach = ctx.full_reach(PaymentRead);
    let (item, party, settlements) = ctx.read(|conn| {
        let item = queries::visible(conn, &reach, id)?;
        let party = party_name(conn, item.party_id.raw())?;
        let settlements = queries::settlements(conn, std::slice::from_ref(&item))?;
        Ok((item, party, settlements))
    })?;
    if req.is_api() {
        let allocations = ctx.read(|conn| ledger::open_item::queries::standing(conn, &[id]))?;
        return Reply::json(&OpenItemRecord { item, allocations });
    }
    let may = ctx.actor.may(PaymentPost, item.company_id) && !item.open_amount.is_zero();
    let strong = |key: &str, amount: Money| Fact::new(ctx.text(key), Cell::Strong(money(ctx, amount, &item.currency)));
    let page = ObjectPage {
        title: item.document_number.clone(),
        status: Some(if item.open_amount.is_zero() { SETTLED } else { OPEN }.status(ctx.messages)),
        subtitle: ctx.text("kind-open-item"),
        partner: Some(crate::kernel::view::Link::new(
            party,
            Subject::Party(item.party_id).url(),
        )),
        primary: may.then(|| Action::get(ctx.text("action-allocate"), "split", format!("{URL}/{id}/allocate"))),
        facts: vec![
            document_fact(ctx, &item),
            Fact::new(ctx.text("column-date"), date_cell(ctx, item.posting_date)),
            Fact::new(ctx.text("field-due-date"), date_cell(ctx, item.due_date)),
            strong("field-amount", item.amount),
            strong("column-open", item.open_amount),
        ],
        sections: vec![Section::new(
            "settlement",
            ctx.text("section-settlement"),
            SectionBody::Table(parts::settlements(ctx, &settlements)),
        )],
        ..ObjectPage::default()
    };
    answer::object(ctx, req, page, PLACE.crumbs(ctx, &item.document_number))
}

fn document_fact(ctx: &Ctx, item: &OpenItem) -> Fact {
    match item.origin() {
        Some(subject) => Fact::link(ctx.text("column-document"), &item.document_number, subject.url()),
        None => Fact::text(ctx.text("column-document"), &item.document_number),
    }
}

/// What this item can be set against.
fn allocate_form(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: OpenItemId = req.id()?;
    let reach = ctx.full_reach(PaymentRead);
    let (item, others) = ctx.read(|conn| {
        let item = queries::visible(conn, &reach, id)?;
        ctx.require_on(PaymentRead, PaymentPost, item.company_id)?;
        let others = ledger::open_item::queries::open_of_party(conn, item.company_id, item.party_id)?;
        Ok((item, others))
    })?;
    let others: Vec<OpenItem> = others
        .into_iter()
        .filter(|other| other.currency == item.currency && other.amount.is_negative() != item.amount.is_negative())
        .collect();
    let usual = json!({"allocation_date": ctx.today(), "oldest_first": "no"});
    let fields = Fields::new(ctx, req, &usual);
    let title = ctx.say_with("allocate-title", &[("number", (&item.document_number).into())]);
    let open = (item.open_amount.abs(), &item.currency);
    let page = FormPage {
        title: title.clone(),
        subtitle: ctx.say_with("allocate-open", &[("open", open.into())]),
        action: format!("{URL}/{id}/allocate"),
        discard_url: Subject::OpenItem(id).url(),
        save_label: ctx.text("action-allocate"),
        ..FormPage::default()
    };
    let page = page
        .group(
            "",
            vec![fields.date("allocation_date"), fields.check("oldest_first").width(8)],
        )
        .lines(form::grid(ctx, &fields, &others, None));
    answer::form(ctx, req, page, PLACE.crumbs(ctx, &title))
}

fn allocate(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: OpenItemId = req.id()?;
    let mut new: NewAllocation = req.command(ctx)?;
    if !req.is_api() {
        new.allocations.retain(|one| one.amount.is_some_and(Money::is_positive));
    }
    ctx.done(req, "notice-allocated", move |tx| {
        ops::allocate(tx, id, &new)?;
        Ok(id)
    })
}

/// One allocation: the two sides, and how to take it back.
fn allocation(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: AllocationId = req.id()?;
    let reach = ctx.full_reach(PaymentRead);
    let (row, debit, credit, undone) = ctx.read(|conn| {
        let (row, debit, credit) = queries::allocation(conn, &reach, id)?;
        let undone = queries::undone_by(conn, id, row.debit_item_id)?;
        Ok((row, debit, credit, undone))
    })?;
    if req.is_api() {
        return Reply::json(&row);
    }
    let is_gone = undone.is_some() || row.reverses_id.is_some();
    let may = ctx.actor.may(PaymentPost, row.company_id) && !is_gone && debit.origin() != credit.origin();
    let undo = Action::post(
        ctx.text("action-undo-allocation"),
        "undo-2",
        format!("/finance/allocations/{id}/undo"),
    );
    let title = ctx.say_with(
        "allocation-title",
        &[
            ("one", (&credit.document_number).into()),
            ("other", (&debit.document_number).into()),
        ],
    );
    let page = ObjectPage {
        title: title.clone(),
        status: is_gone
            .then(|| StateLook::new("undone", "settlement-undone", Shape::Cancel, Tone::Neutral).status(ctx.messages)),
        subtitle: ctx.text("kind-allocation"),
        primary: may.then_some(undo),
        facts: vec![
            document_fact(ctx, &credit),
            document_fact(ctx, &debit),
            Fact::new(ctx.text("column-date"), date_cell(ctx, row.allocation_date)),
            Fact::new(
                ctx.text("field-amount"),
                Cell::Strong(money(ctx, row.amount, &debit.currency)),
            ),
        ],
        ..ObjectPage::default()
    };
    let page = activity::attach(ctx, page, id.into(), Some(row.company_id))?;
    answer::object(ctx, req, page, PLACE.crumbs(ctx, &title))
}

fn undo(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: AllocationId = req.id()?;
    let how: UndoAllocation = req.command(ctx)?;
    ctx.done(req, "notice-undone", move |tx| {
        ops::undo(tx, id, how.undo_date)?;
        Ok(id)
    })
}
