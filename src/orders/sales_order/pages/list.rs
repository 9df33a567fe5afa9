//! The list of sales orders, and the two worklists made of it: credit holds and late deliveries.
use crate::kernel::error::Result;
use crate::kernel::list;
use crate::kernel::list::Bulk;
use crate::kernel::list::Column;
use crate::kernel::list::Filter;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::bulk;
use crate::kernel::list::column;
use crate::kernel::list::filter;
use crate::kernel::list::view;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::view::Action;
use crate::kernel::view::Phone;
use crate::kernel::view::Undo;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::orders::sales_order::LOOKS;
use crate::orders::sales_order::hold::Hold;
use crate::orders::sales_order::ops;
use crate::orders::sales_order::queries;
use crate::orders::sales_order::queries::list::OrderRow;
use crate::party;
use crate::permission::Permission;
use tenon_db::Money;

pub const URL: &str = "/orders/sales-orders";
pub const HOLDS_URL: &str = "/orders/credit-holds";
pub const LATE_URL: &str = "/orders/late-deliveries";

fn money(row: &OrderRow, amount: Money) -> Value {
    Value::Money(amount, row.order.currency.clone())
}

fn columns() -> Vec<Column<OrderRow>> {
    vec![
        column("number", Kind::Text, |row: &OrderRow| {
            Value::Link(row.order.number.clone(), row.order.url())
        })
        .sorts()
        .phone(Phone::Name),
        column("customer", Kind::Text, |row: &OrderRow| {
            Value::text(&row.order.party_name)
        })
        .sorts()
        .phone(Phone::Partner),
        column("state", Kind::Text, |row: &OrderRow| Value::State(row.order.look())).phone(Phone::Status),
        column("date", Kind::Date, |row: &OrderRow| Value::Date(row.order.order_date)).sorts(),
        column("requested", Kind::Date, |row: &OrderRow| {
            Value::Date(row.order.requested_date)
        })
        .sorts()
        .phone(Phone::Date),
        column("net", Kind::Decimal, |row: &OrderRow| money(row, row.order.net_amount)).phone(Phone::Amount),
        column("margin-percent", Kind::Decimal, |row: &OrderRow| {
            let margin = row.order.margin_amount.percent_of(row.order.net_amount);
            margin.map_or(Value::Empty, Value::Percent)
        })
        .needs_in(Permission::MarginRead, |row| row.order.company_id),
        column("delivered", Kind::Number, |row: &OrderRow| {
            Value::Meter(row.order.delivered_percent)
        }),
        column("invoiced", Kind::Number, |row: &OrderRow| {
            Value::Meter(row.order.invoiced_percent)
        }),
        column("owner", Kind::Text, |row: &OrderRow| {
            Value::Person(row.owner_name.clone())
        }),
        column("total", Kind::Decimal, |row: &OrderRow| {
            money(row, row.order.total_amount)
        })
        .sorts()
        .hidden(),
        column("currency", Kind::Text, |row: &OrderRow| {
            Value::text(&row.order.currency)
        })
        .hidden(),
        column("undelivered", Kind::Decimal, |row: &OrderRow| {
            money(row, row.order.undelivered_amount)
        })
        .hidden(),
        column("billable", Kind::Decimal, |row: &OrderRow| {
            money(row, row.order.billable_amount)
        })
        .hidden(),
        column("margin", Kind::Decimal, |row: &OrderRow| {
            money(row, row.order.margin_amount)
        })
        .needs_in(Permission::MarginRead, |row| row.order.company_id)
        .hidden(),
        column("customer-reference", Kind::Text, |row: &OrderRow| {
            Value::text(&row.order.customer_reference)
        })
        .hidden(),
        column("external-number", Kind::Text, |row: &OrderRow| {
            Value::text(&row.order.external_number)
        })
        .hidden(),
        column("company", Kind::Text, |row: &OrderRow| Value::text(&row.company_code)).hidden(),
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
        filter("date", FilterOf::Dates),
        filter("requested", FilterOf::Dates),
        filter("late", FilterOf::YesNo),
        filter("billable", FilterOf::YesNo),
        filter("owner", FilterOf::Linked),
    ]
}

/// All sales orders.
pub fn orders() -> List<OrderRow> {
    List {
        name: "sales-orders",
        url: URL,
        icon: "receipt-text",
        permission: Permission::SalesOrderRead,
        columns: columns(),
        filters: filters(),
        views: vec![
            view("open", "state=draft&state=held&state=confirmed"),
            view("draft", "state=draft"),
            view("held", "state=held"),
            view("late", "late=yes&sort=requested"),
            view("to-invoice", "billable=yes"),
            view("done", "state=done"),
        ],
        sort: ("date", true),
        subject: |row| row.order.subject(),
        new: Some(("/orders/sales-orders/new", Permission::SalesOrderEdit)),
        bulk: vec![Bulk {
            action: "confirm",
            icon: "check",
            needs: Permission::SalesOrderConfirm,
        }],
        fetch: queries::list::page,
        sums: queries::list::sums,
        peek: true,
    }
}

pub fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &orders())
}

/// Confirms every selected order that can be, and says why the others cannot.
pub fn confirm_selected(ctx: &Ctx, req: &Req) -> Result<Reply> {
    bulk::run(ctx, req, &orders(), "confirm", |tx, subject| {
        let id = subject.raw().into();
        let version = queries::get(tx.conn, id)?.version;
        ops::confirm(tx, id, version)
    })
}

/// Why an order is held, and by how much it is over the limit.
fn hold_columns() -> Vec<Column<OrderRow>> {
    vec![
        column("reason", Kind::Text, |row: &OrderRow| {
            match Hold::from_text(&row.order.hold_reason) {
                Some(hold) => Value::Code(hold.code_key(), hold.code().to_owned()),
                None => Value::Empty,
            }
        })
        .phone(Phone::Status),
        column("note", Kind::Text, |row: &OrderRow| {
            match Hold::from_text(&row.order.hold_reason) {
                Some(Hold::ByHand(reason)) => Value::text(reason),
                Some(Hold::Blocked | Hold::OverLimit { .. }) | None => Value::Empty,
            }
        }),
        column("exposure", Kind::Decimal, |row: &OrderRow| {
            match Hold::from_text(&row.order.hold_reason) {
                Some(Hold::OverLimit { exposure, .. }) => Value::Money(exposure, row.base.clone()),
                Some(Hold::Blocked | Hold::ByHand(_)) | None => Value::Empty,
            }
        }),
        column("limit", Kind::Decimal, |row: &OrderRow| {
            match Hold::from_text(&row.order.hold_reason) {
                Some(Hold::OverLimit { limit, .. }) => Value::Money(limit, row.base.clone()),
                Some(Hold::Blocked | Hold::ByHand(_)) | None => Value::Empty,
            }
        }),
    ]
}

/// These columns; on a phone the amount is the one named.
fn picked(keys: &[&str], amount: &str) -> Vec<Column<OrderRow>> {
    let mut all = columns();
    all.retain(|column| keys.contains(&column.key));
    for column in &mut all {
        column.is_shown = true;
        if column.key == amount {
            column.phone = Phone::Amount;
        }
    }
    all
}

/// Orders that wait for somebody who may release them, the oldest first.
fn holds() -> List<OrderRow> {
    let mut columns = picked(&["number", "customer", "date", "total", "owner"], "total");
    columns.splice(2..2, hold_columns());
    List {
        name: "credit-holds",
        url: HOLDS_URL,
        icon: "ban",
        columns,
        filters: Vec::new(),
        views: vec![view("held", "state=held")],
        sort: ("date", false),
        new: None,
        bulk: vec![Bulk {
            action: "release",
            icon: "circle-check",
            needs: Permission::CreditRelease,
        }],
        fetch: |conn, reach, list| queries::list::page(conn, reach, &only(list, "state", "held")),
        sums: |conn, reach, list| queries::list::sums(conn, reach, &only(list, "state", "held")),
        ..orders()
    }
}

/// The one question of a worklist, whatever else is asked.
fn only(list: &list::ListQuery, name: &str, value: &str) -> list::ListQuery {
    let mut list = list.clone();
    list.filters.insert(name.to_owned(), vec![value.to_owned()]);
    list
}

pub fn credit_holds(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show_with(ctx, req, &holds(), |ctx, row| {
        if !ctx.actor.may(Permission::CreditRelease, row.order.company_id) {
            return Vec::new();
        }
        let url = |action: &str| format!("{}/{action}?_version={}&back=holds", row.order.url(), row.order.version);
        // What takes a decision back is done with the order as the decision left it.
        let undo = |action: &str, done: &str| Undo {
            url: format!(
                "{}/{action}?_version={}&back=holds",
                row.order.url(),
                row.order.version.saturating_add(1)
            ),
            done: ctx.say_with(done, &[("number", (&row.order.number).into())]),
            reason: String::new(),
        };
        let held_again = Undo {
            reason: ctx.text("decision-taken-back"),
            ..undo("hold", "decided-release")
        };
        let release = Action::post(ctx.text("action-release"), "circle-check", url("release")).undo(held_again);
        let reopen = Action::post(ctx.text("action-reopen"), "undo-2", url("reopen"));
        let reopen = reopen.undo(undo("confirm", "decided-reopen"));
        let may_reopen = ctx.actor.may(Permission::SalesOrderConfirm, row.order.company_id);
        [release].into_iter().chain(may_reopen.then_some(reopen)).collect()
    })
}

/// Releases every selected order.
pub fn release_selected(ctx: &Ctx, req: &Req) -> Result<Reply> {
    bulk::run(ctx, req, &holds(), "release", |tx, subject| {
        let id = subject.raw().into();
        let version = queries::get(tx.conn, id)?.version;
        ops::release(tx, id, version)
    })
}

/// Confirmed orders whose requested date has passed with goods still to deliver, the latest first.
fn late() -> List<OrderRow> {
    List {
        name: "late-deliveries",
        url: LATE_URL,
        icon: "clock",
        columns: picked(
            &["number", "customer", "requested", "undelivered", "delivered", "owner"],
            "undelivered",
        ),
        filters: Vec::new(),
        views: vec![view("late", "late=yes")],
        sort: ("requested", false),
        new: None,
        bulk: Vec::new(),
        fetch: |conn, reach, list| queries::list::page(conn, reach, &only(list, "late", "yes")),
        sums: |conn, reach, list| queries::list::sums(conn, reach, &only(list, "late", "yes")),
        ..orders()
    }
}

pub fn late_deliveries(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show_with(ctx, req, &late(), |ctx, row| {
        if !ctx.actor.may(Permission::DeliveryShip, row.order.company_id) {
            return Vec::new();
        }
        let url = format!("/orders/deliveries/new?order={}", row.order.id);
        vec![Action::get(ctx.text("action-deliver"), "truck", url)]
    })
}
