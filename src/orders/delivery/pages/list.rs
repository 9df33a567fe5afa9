//! The lists of deliveries and of returns.
use crate::ids::Subject;
use crate::kernel::error::Result;
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
use crate::kernel::view::Phone;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::orders::delivery::LOOKS;
use crate::orders::delivery::RETURN_LOOKS;
use crate::orders::delivery::queries;
use crate::orders::delivery::queries::list::DeliveryRow;
use crate::party;
use crate::permission::Permission;

pub const URL: &str = "/orders/deliveries";
pub const RETURNS_URL: &str = "/orders/returns";

fn columns() -> Vec<Column<DeliveryRow>> {
    vec![
        column("number", Kind::Text, |row: &DeliveryRow| {
            Value::Link(row.delivery.number.clone(), row.delivery.url())
        })
        .sorts()
        .phone(Phone::Name),
        column("order", Kind::Text, |row: &DeliveryRow| {
            let order = Subject::SalesOrder(row.delivery.sales_order_id);
            Value::Link(row.order_number.clone(), order.url())
        }),
        column("customer", Kind::Text, |row: &DeliveryRow| {
            Value::text(&row.delivery.party_name)
        })
        .phone(Phone::Partner),
        column("state", Kind::Text, |row: &DeliveryRow| {
            Value::State(row.delivery.look())
        })
        .phone(Phone::Status),
        column("date", Kind::Date, |row: &DeliveryRow| {
            Value::Date(row.delivery.delivery_date)
        })
        .sorts()
        .phone(Phone::Date),
        column("warehouse", Kind::Text, |row: &DeliveryRow| {
            Value::text(&row.warehouse_code)
        }),
        column("tracking-number", Kind::Text, |row: &DeliveryRow| {
            Value::text(&row.delivery.tracking_number)
        }),
        column("reason", Kind::Text, |row: &DeliveryRow| {
            Value::text(&row.delivery.reason)
        })
        .hidden(),
        column("company", Kind::Text, |row: &DeliveryRow| {
            Value::text(&row.company_code)
        })
        .hidden(),
    ]
}

fn filters(looks: &'static [StateLook]) -> Vec<Filter> {
    vec![
        filter("state", FilterOf::States(looks)),
        filter(
            "customer",
            FilterOf::Record {
                search_url: "/parties/search?role=customer",
                name: party::queries::name,
            },
        ),
        filter("date", FilterOf::Dates),
    ]
}

/// All deliveries; those being picked first.
pub fn deliveries() -> List<DeliveryRow> {
    List {
        name: "deliveries",
        url: URL,
        icon: "truck",
        permission: Permission::DeliveryRead,
        columns: columns(),
        filters: filters(LOOKS),
        views: vec![
            view("picking", "state=draft&sort=date"),
            view("shipped", "state=shipped"),
            view("all", ""),
        ],
        sort: ("date", true),
        subject: |row| row.delivery.subject(),
        new: None,
        bulk: Vec::new(),
        fetch: queries::list::deliveries,
        sums: queries::list::delivery_sums,
        peek: true,
    }
}

/// All returns; those expected first.
pub fn returns() -> List<DeliveryRow> {
    let mut columns = columns();
    for column in &mut columns {
        column.is_shown = match column.key {
            "reason" => true,
            "tracking-number" => false,
            _ => column.is_shown,
        };
    }
    List {
        name: "returns",
        url: RETURNS_URL,
        icon: "undo-2",
        columns,
        filters: filters(RETURN_LOOKS),
        views: vec![
            view("expected", "state=draft&sort=date"),
            view("received", "state=received"),
            view("all", ""),
        ],
        fetch: queries::list::returns,
        sums: queries::list::return_sums,
        ..deliveries()
    }
}

pub fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &deliveries())
}

pub fn list_returns(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &returns())
}
