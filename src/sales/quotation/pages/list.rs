//! The list of quotations, and the worklist of those that end soon.
use crate::kernel::error::Result;
use crate::kernel::list;
use crate::kernel::list::Bulk;
use crate::kernel::list::Column;
use crate::kernel::list::Filter;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::ListQuery;
use crate::kernel::list::bulk;
use crate::kernel::list::column;
use crate::kernel::list::filter;
use crate::kernel::list::view;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::view::Action;
use crate::kernel::view::Phone;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::party;
use crate::permission::Permission::QuotationEdit;
use crate::permission::Permission::QuotationRead;
use crate::sales::quotation::EXPIRING_DAYS;
use crate::sales::quotation::LOOKS;
use crate::sales::quotation::ops;
use crate::sales::quotation::queries;
use crate::sales::quotation::queries::Row;
use chrono::Days;

pub const URL: &str = "/sales/quotations";
pub const EXPIRING_URL: &str = "/sales/expiring";

fn columns() -> Vec<Column<Row>> {
    vec![
        column("number", Kind::Text, |row: &Row| {
            Value::Link(row.quotation.number.clone(), row.quotation.url())
        })
        .sorts()
        .phone(Phone::Name),
        column("customer", Kind::Text, |row: &Row| {
            Value::text(&row.quotation.party_name)
        })
        .phone(Phone::Partner),
        column("state", Kind::Text, |row: &Row| {
            Value::State(row.quotation.look(row.today))
        })
        .phone(Phone::Status),
        column("date", Kind::Date, |row: &Row| {
            Value::Date(row.quotation.quotation_date)
        })
        .sorts(),
        column("valid-until", Kind::Date, |row: &Row| {
            Value::Date(row.quotation.valid_until)
        })
        .sorts()
        .phone(Phone::Date),
        column("net", Kind::Decimal, |row: &Row| {
            Value::Money(row.quotation.net_amount, row.quotation.currency.clone())
        })
        .phone(Phone::Amount),
        column("owner", Kind::Text, |row: &Row| Value::Person(row.owner_name.clone())),
        column("reason", Kind::Text, |row: &Row| {
            Value::text(&row.quotation.lost_reason)
        })
        .hidden(),
        column("requested", Kind::Date, |row: &Row| {
            Value::date(row.quotation.requested_date)
        })
        .hidden(),
        column("customer-reference", Kind::Text, |row: &Row| {
            Value::text(&row.quotation.customer_reference)
        })
        .hidden(),
        column("total", Kind::Decimal, |row: &Row| {
            Value::Money(row.quotation.total_amount, row.quotation.currency.clone())
        })
        .sorts()
        .hidden(),
        column("currency", Kind::Text, |row: &Row| Value::text(&row.quotation.currency)).hidden(),
        column("company", Kind::Text, |row: &Row| Value::text(&row.company_code)).hidden(),
    ]
}

fn filters() -> Vec<Filter> {
    vec![
        filter("state", FilterOf::States(LOOKS)),
        filter(
            "customer",
            FilterOf::Record {
                search_url: "/parties/search?role=customer",
                name: party::queries::name,
            },
        ),
        filter("owner", FilterOf::Choice(queries::owners)),
        filter("date", FilterOf::Dates),
        filter("valid-until", FilterOf::Dates),
        filter("expired", FilterOf::YesNo),
    ]
}

pub(super) fn quotations() -> List<Row> {
    List {
        name: "quotations",
        url: URL,
        icon: "file-text",
        permission: QuotationRead,
        columns: columns(),
        filters: filters(),
        views: vec![
            view("open", "state=draft&state=sent"),
            view("draft", "state=draft"),
            view("sent", "state=sent&expired=no"),
            view("expired", "expired=yes&sort=valid-until"),
            view("won", "state=won"),
            view("lost", "state=lost"),
        ],
        sort: ("date", true),
        subject: |row| row.quotation.subject(),
        new: Some(("/sales/quotations/new", QuotationEdit)),
        bulk: vec![Bulk {
            action: "send",
            icon: "send",
            needs: QuotationEdit,
        }],
        fetch: queries::page,
        sums: queries::sums,
        peek: true,
    }
}

pub fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &quotations())
}

/// Marks every selected draft as sent, and says why the others cannot be.
pub fn send_selected(ctx: &Ctx, req: &Req) -> Result<Reply> {
    bulk::run(ctx, req, &quotations(), "send", |tx, subject| {
        let id = subject.raw().into();
        let row = queries::editable(tx.conn, tx.actor, id)?;
        ops::send(tx, id, row.version)
    })
}

/// The one question of the worklist, whatever else is asked: with the customer, and over within a week or already.
fn only_expiring(list: &ListQuery) -> ListQuery {
    let mut list = list.clone();
    let until = list.today.checked_add_days(Days::new(EXPIRING_DAYS));
    list.filters.insert("state".to_owned(), vec!["sent".to_owned()]);
    list.filters.remove("expired");
    let until = until.unwrap_or(list.today).to_string();
    list.filters.insert("valid-until.to".to_owned(), vec![until]);
    list
}

/// Sent quotations that end within a week or are over: a call may still win them.
pub(super) fn expiring_list() -> List<Row> {
    List {
        name: "expiring",
        url: EXPIRING_URL,
        icon: "calendar-clock",
        filters: Vec::new(),
        views: Vec::new(),
        sort: ("valid-until", false),
        new: None,
        bulk: Vec::new(),
        fetch: |conn, reach, list| queries::page(conn, reach, &only_expiring(list)),
        sums: |conn, reach, list| queries::sums(conn, reach, &only_expiring(list)),
        ..quotations()
    }
}

pub fn expiring(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show_with(ctx, req, &expiring_list(), |ctx, row| {
        if !ctx.actor.may(QuotationEdit, row.quotation.company_id) {
            return Vec::new();
        }
        let url = |action: &str| format!("{}/{action}?_version={}", row.quotation.url(), row.quotation.version);
        let lose = Action::post(ctx.text("action-lose"), "x", url("lose"));
        vec![
            Action::post(ctx.text("action-win"), "handshake", url("win")),
            lose.reason(ctx.text("field-reason")),
        ]
    })
}
