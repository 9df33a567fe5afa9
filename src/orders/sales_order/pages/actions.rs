//! What can be done with an order now: the next step of the process first, the rest in the menu.
use crate::company::reason;
use crate::company::reason::ReasonFor;
use crate::kernel::view::Action;
use crate::kernel::view::ObjectPage;
use crate::kernel::web::Ctx;
use crate::orders::delivery::Kind;
use crate::orders::delivery::State as DeliveryState;
use crate::orders::sales_order::FLOW;
use crate::orders::sales_order::OrderLine;
use crate::orders::sales_order::State;
use crate::orders::sales_order::pages::show::Whole;
use crate::permission::Permission;

/// Puts edit, primary action and menu on the page.
pub fn fill(ctx: &Ctx, whole: &Whole, page: &mut ObjectPage) {
    let order = &whole.order;
    let may = |permission| ctx.actor.may(permission, order.company_id);
    if order.state == State::Draft && may(Permission::SalesOrderEdit) {
        page.edit_url = Some(format!("{}/edit", order.url()));
    }
    let mut all = next_documents(ctx, whole);
    all.extend(steps(ctx, whole));
    if order.state == State::Draft && may(Permission::SalesOrderEdit) {
        all.push(delete(ctx, whole));
    }
    let mut all = all.into_iter();
    page.primary = all.next().map(|action| action.key("A"));
    page.menu = all.collect();
}

fn named(ctx: &Ctx, key: &str, whole: &Whole) -> String {
    ctx.say_with(key, &[("name", (&whole.order.number).into())])
}

/// Deliveries and invoices that can be made from a confirmed order.
fn next_documents(ctx: &Ctx, whole: &Whole) -> Vec<Action> {
    let order = &whole.order;
    let may = |permission| ctx.actor.may(permission, order.company_id);
    if !matches!(order.state, State::Confirmed | State::Done) {
        return Vec::new();
    }
    let is_closed = order.is_closed();
    let to_deliver = !is_closed
        && whole
            .lines
            .iter()
            .any(|line| line.tracked().undelivered().is_positive());
    let draft = whole
        .deliveries
        .iter()
        .find(|one| one.kind == Kind::Delivery && one.state == DeliveryState::Draft);
    let uninvoiced = |line: &OrderLine| line.tracked().uninvoiced(is_closed).is_positive();
    let to_invoice = whole.lines.iter().any(uninvoiced);
    let mut actions = Vec::new();
    if may(Permission::DeliveryShip) && to_deliver {
        actions.push(match draft {
            Some(draft) => Action::get(
                format!("{} {}", ctx.text("action-open"), draft.number),
                "truck",
                draft.url(),
            ),
            None => Action::get(
                ctx.text("action-deliver"),
                "truck",
                format!("/orders/deliveries/new?order={}", order.id),
            ),
        });
    }
    if may(Permission::InvoiceEdit) && to_invoice {
        let url = format!("{}/invoice", order.url());
        actions.push(Action::post(ctx.text("action-invoice"), "receipt-text", url));
    }
    actions
}

/// The steps of the flow that the reader may take.
fn steps(ctx: &Ctx, whole: &Whole) -> Vec<Action> {
    let order = &whole.order;
    let begun = whole.lines.iter().any(|line| line.progress.has_begun());
    FLOW.steps(order.state)
        .filter(|step| ctx.actor.may(step.needs, order.company_id))
        .filter(|step| match step.action {
            "close" => begun,
            "hold" | "reopen" | "cancel" => !begun,
            _ => true,
        })
        .map(|step| {
            let action = Action::post(
                ctx.text(&format!("action-{}", step.action)),
                step.icon,
                format!("{}/{}", order.url(), step.action),
            );
            asked(ctx, whole, step.action, action)
        })
        .collect()
}

/// The question before a step that others notice.
fn asked(ctx: &Ctx, whole: &Whole, step: &str, action: Action) -> Action {
    let label = action.label.clone();
    match step {
        "cancel" => action
            .danger()
            .confirm(
                named(ctx, "cancel-order-title", whole),
                ctx.text("cancel-order-text"),
                ctx.text("cancel-order-verb"),
            )
            .reason(ctx.text("field-reason"))
            .suggest(reason::offered(ctx, ReasonFor::Cancel)),
        "close" => action.confirm(
            named(ctx, "close-order-title", whole),
            ctx.text("close-order-text"),
            label,
        ),
        "hold" => action
            .confirm(
                named(ctx, "hold-order-title", whole),
                ctx.text("hold-order-text"),
                label,
            )
            .reason(ctx.text("field-reason"))
            .suggest(reason::offered(ctx, ReasonFor::Hold)),
        _ => action,
    }
}

fn delete(ctx: &Ctx, whole: &Whole) -> Action {
    let url = format!("{}/delete", whole.order.url());
    let action = Action::post(ctx.text("action-delete"), "trash-2", url).danger();
    action.confirm(
        named(ctx, "delete-draft-title", whole),
        ctx.text("delete-draft-text"),
        ctx.text("action-delete"),
    )
}
