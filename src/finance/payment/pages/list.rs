//! The list of payments.
use super::URL;
use crate::finance::payment::Direction;
use crate::finance::payment::PaymentState;
use crate::finance::payment::queries;
use crate::finance::payment::queries::PaymentRow;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::list;
use crate::kernel::list::Column;
use crate::kernel::list::Filter;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::Options;
use crate::kernel::list::column;
use crate::kernel::list::filter;
use crate::kernel::list::view;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::view::Phone;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::permission::Permission::PaymentPost;
use crate::permission::Permission::PaymentRead;

pub fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &payments())
}

pub(super) fn payments() -> List<PaymentRow> {
    List {
        name: "payments",
        url: URL,
        icon: "banknote",
        permission: PaymentRead,
        columns: columns(),
        filters: filters(),
        views: vec![
            view("all", ""),
            view("on-account", "on_account=yes"),
            view("received", "direction=in"),
            view("paid-out", "direction=out"),
            view("reversed", "state=reversed"),
        ],
        sort: ("date", true),
        subject: |row: &PaymentRow| row.payment.id.into(),
        new: Some(("/finance/payments/new", PaymentPost)),
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: false,
    }
}

fn columns() -> Vec<Column<PaymentRow>> {
    vec![
        column("number", Kind::Text, |row: &PaymentRow| {
            Value::text(&row.payment.number)
        })
        .sorts()
        .phone(Phone::Name),
        column("date", Kind::Date, |row: &PaymentRow| {
            Value::Date(row.payment.payment_date)
        })
        .sorts()
        .phone(Phone::Date),
        column("direction", Kind::Text, |row: &PaymentRow| {
            Value::Code(
                row.payment.direction.message_key(),
                row.payment.direction.code().to_owned(),
            )
        }),
        column("party", Kind::Text, |row: &PaymentRow| {
            Value::Link(
                row.payment.party_name.clone(),
                Subject::Party(row.payment.party_id).url(),
            )
        })
        .phone(Phone::Partner),
        column("account", Kind::Text, |row: &PaymentRow| Value::text(&row.account)),
        column("reference", Kind::Text, |row: &PaymentRow| {
            Value::text(&row.payment.reference)
        }),
        column("amount", Kind::Decimal, |row: &PaymentRow| {
            Value::Money(row.payment.amount, row.payment.currency.clone())
        })
        .sorts()
        .phone(Phone::Amount),
        column("open", Kind::Decimal, |row: &PaymentRow| {
            Value::Money(row.payment.open_amount, row.payment.currency.clone())
        }),
        column("currency", Kind::Text, |row: &PaymentRow| {
            Value::text(&row.payment.currency)
        }),
        column("company", Kind::Text, |row: &PaymentRow| Value::text(&row.company)).hidden(),
        column("state", Kind::Text, |row: &PaymentRow| Value::State(row.payment.look())).phone(Phone::Status),
    ]
}

fn directions(ctx: &Ctx) -> Options {
    ctx.options(Direction::ALL, Direction::code, Direction::message_key)
}

fn filters() -> Vec<Filter> {
    vec![
        filter("state", FilterOf::States(PaymentState::LOOKS)),
        filter("direction", FilterOf::Choice(|_, ctx| Ok(directions(ctx)))),
        filter(
            "party",
            FilterOf::Record {
                search_url: "/parties/search",
                name: crate::party::queries::name,
            },
        ),
        filter("on_account", FilterOf::YesNo),
        filter("is_money", FilterOf::YesNo),
        filter("date", FilterOf::Dates),
    ]
}
