//! The list of invoices and credit notes.
use super::URL;
use crate::finance::invoice::InvoiceKind;
use crate::finance::invoice::InvoiceState;
use crate::finance::invoice::queries;
use crate::finance::invoice::queries::InvoiceRow;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::list;
use crate::kernel::list::Bulk;
use crate::kernel::list::Column;
use crate::kernel::list::Filter;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::Options;
use crate::kernel::list::View;
use crate::kernel::list::column;
use crate::kernel::list::filter;
use crate::kernel::list::view;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::view::Phone;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::permission::Permission::InvoiceEdit;
use crate::permission::Permission::InvoicePost;
use crate::permission::Permission::InvoiceRead;

pub fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &invoices())
}

pub fn invoices() -> List<InvoiceRow> {
    List {
        name: "invoices",
        url: URL,
        icon: "receipt-text",
        permission: InvoiceRead,
        columns: columns(),
        filters: filters(),
        views: VIEWS.to_vec(),
        sort: ("date", true),
        subject: |row| row.invoice.id.into(),
        new: Some(("/finance/invoices/new", InvoiceEdit)),
        bulk: vec![Bulk {
            action: "post",
            icon: "circle-check",
            needs: InvoicePost,
        }],
        fetch: queries::page,
        sums: queries::sums,
        peek: true,
    }
}

const VIEWS: &[View] = &[
    view("open", "state=posted"),
    view("overdue", "state=posted&kind=invoice&due.to=-1&sort=due"),
    view("draft", "state=draft"),
    view("paid", "state=paid"),
    view("credit-notes", "kind=credit-note"),
    View { name: "all", query: "" },
];

fn money(row: &InvoiceRow, amount: tenon_db::Money) -> Value {
    Value::Money(row.invoice.kind.signed(amount), row.invoice.currency.clone())
}

/// The number; a draft is called one, and told apart by its id.
fn number(row: &InvoiceRow) -> Value {
    let invoice = &row.invoice;
    if invoice.number.is_empty() {
        Value::Code("state-invoice-draft", format!("draft {}", invoice.id))
    } else {
        Value::text(&invoice.number)
    }
}

fn columns() -> Vec<Column<InvoiceRow>> {
    vec![
        column("number", Kind::Text, number)
            .sorts_by(|row: &InvoiceRow| row.invoice.number.clone())
            .phone(Phone::Name),
        column("date", Kind::Date, |row: &InvoiceRow| {
            Value::Date(row.invoice.invoice_date)
        })
        .sorts()
        .phone(Phone::Date),
        column("kind", Kind::Text, |row: &InvoiceRow| {
            Value::Code(row.invoice.kind.message_key(), row.invoice.kind.code().to_owned())
        })
        .hidden(),
        column("customer", Kind::Text, |row: &InvoiceRow| {
            Value::Link(
                row.invoice.party_name.clone(),
                Subject::Party(row.invoice.party_id).url(),
            )
        })
        .phone(Phone::Partner),
        column("reference", Kind::Text, |row: &InvoiceRow| {
            Value::text(&row.invoice.customer_reference)
        }),
        column("external", Kind::Text, |row: &InvoiceRow| {
            Value::text(&row.invoice.external_number)
        })
        .hidden(),
        column("due", Kind::Date, |row: &InvoiceRow| Value::Date(row.invoice.due_date)).sorts(),
        column("net", Kind::Decimal, |row: &InvoiceRow| {
            money(row, row.invoice.net_amount)
        }),
        column("tax", Kind::Decimal, |row: &InvoiceRow| {
            money(row, row.invoice.tax_amount)
        })
        .hidden(),
        column("total", Kind::Decimal, |row: &InvoiceRow| {
            Value::Money(row.invoice.total_amount, row.invoice.currency.clone())
        })
        .sorts()
        .phone(Phone::Amount),
        column("open", Kind::Decimal, |row: &InvoiceRow| {
            if row.invoice.is_draft() {
                Value::Empty
            } else {
                money(row, row.invoice.open_amount)
            }
        }),
        column("currency", Kind::Text, |row: &InvoiceRow| {
            Value::text(&row.invoice.currency)
        }),
        column("company", Kind::Text, |row: &InvoiceRow| Value::text(&row.company)).hidden(),
        column("state", Kind::Text, |row: &InvoiceRow| {
            Value::State(row.invoice.look(row.today))
        })
        .phone(Phone::Status),
    ]
}

fn kinds(ctx: &Ctx) -> Options {
    ctx.options(InvoiceKind::ALL, InvoiceKind::code, InvoiceKind::message_key)
}

fn filters() -> Vec<Filter> {
    vec![
        filter("state", FilterOf::States(InvoiceState::LOOKS)),
        filter("kind", FilterOf::Choice(|_, ctx| Ok(kinds(ctx)))),
        filter(
            "party",
            FilterOf::Record {
                search_url: "/parties/search?role=customer",
                name: crate::party::queries::name,
            },
        ),
        filter("date", FilterOf::Dates),
        filter("due", FilterOf::Dates),
        filter("sales_order", FilterOf::Linked),
    ]
}
