//! What can be done with a delivery or a return now.
use crate::kernel::error::Result;
use crate::kernel::view::Action;
use crate::kernel::view::ObjectPage;
use crate::kernel::web::Ctx;
use crate::orders::delivery::Delivery;
use crate::orders::delivery::Kind;
use crate::orders::delivery::State;
use crate::orders::delivery::pages::show::Whole;
use crate::orders::delivery::queries;
use crate::permission::Permission;

/// Puts edit, primary action and menu on the page.
pub fn fill(ctx: &Ctx, whole: &Whole, page: &mut ObjectPage) -> Result<()> {
    let delivery = &whole.delivery;
    let may_ship = ctx.actor.may(Permission::DeliveryShip, delivery.company_id);
    let may_bill = ctx.actor.may(Permission::InvoiceEdit, delivery.company_id);
    let mut all = match (delivery.kind, delivery.state) {
        (_, State::Draft) if may_ship => draft(ctx, delivery),
        (Kind::Delivery, State::Shipped) => {
            let is_open = ctx.read(|conn| queries::can_be_invoiced(conn, delivery))?;
            shipped(ctx, delivery, (may_ship, may_bill && is_open))
        }
        (Kind::Return, State::Received) => {
            let credited = ctx.read(|conn| queries::is_credited(conn, delivery.id))?;
            received(ctx, delivery, (may_ship && !credited, may_bill && !credited))
        }
        _ => Vec::new(),
    };
    if delivery.kind == Kind::Delivery && delivery.state == State::Draft && may_ship {
        page.edit_url = Some(format!("{}/edit", delivery.url()));
    }
    if delivery.kind == Kind::Delivery && delivery.state == State::Shipped {
        let url = format!("{}/print?as=picking", delivery.url());
        all.push(Action::get(ctx.text("action-picking-list"), "list-checks", url));
    }
    if delivery.kind == Kind::Delivery && delivery.state == State::Draft {
        let url = format!("{}/print?as=note", delivery.url());
        all.push(Action::get(ctx.text("action-delivery-note"), "printer", url));
    }
    let mut all = all.into_iter();
    page.primary = all
        .next()
        .map(|action| if action.is_post() { action.key("A") } else { action });
    page.menu = all.collect();
    Ok(())
}

fn step(ctx: &Ctx, delivery: &Delivery, action: &str, icon: &'static str) -> Action {
    let url = format!("{}/{action}", delivery.url());
    Action::post(ctx.text(&format!("action-{action}")), icon, url)
}

fn asked(ctx: &Ctx, delivery: &Delivery, action: Action, title: &str, text: &str) -> Action {
    let label = action.label.clone();
    let title = ctx.say_with(title, &[("name", (&delivery.number).into())]);
    action.confirm(title, ctx.text(text), label)
}

fn draft(ctx: &Ctx, delivery: &Delivery) -> Vec<Action> {
    let first = match delivery.kind {
        Kind::Delivery => asked(
            ctx,
            delivery,
            step(ctx, delivery, "ship", "truck"),
            "ship-title",
            "ship-text",
        ),
        Kind::Return => asked(
            ctx,
            delivery,
            step(ctx, delivery, "receive", "package-check"),
            "receive-title",
            "receive-text",
        ),
    };
    let delete = step(ctx, delivery, "delete", "trash-2").danger();
    vec![
        first,
        asked(ctx, delivery, delete, "delete-draft-title", "delete-draft-text"),
    ]
}

fn shipped(ctx: &Ctx, delivery: &Delivery, (may_ship, may_bill): (bool, bool)) -> Vec<Action> {
    let mut actions = Vec::new();
    if may_bill {
        actions.push(step(ctx, delivery, "invoice", "receipt-text"));
    }
    if may_ship {
        let url = format!("/orders/returns/new?delivery={}", delivery.id);
        actions.push(Action::get(ctx.text("action-return"), "undo-2", url));
        actions.push(asked(
            ctx,
            delivery,
            step(ctx, delivery, "reverse", "rotate-ccw"),
            "reverse-delivery-title",
            "reverse-delivery-text",
        ));
    }
    actions
}

fn received(ctx: &Ctx, delivery: &Delivery, (may_reverse, may_credit): (bool, bool)) -> Vec<Action> {
    let mut actions = Vec::new();
    if may_credit {
        actions.push(step(ctx, delivery, "credit", "file-minus"));
    }
    if may_reverse {
        actions.push(asked(
            ctx,
            delivery,
            step(ctx, delivery, "reverse", "rotate-ccw"),
            "reverse-return-title",
            "reverse-return-text",
        ));
    }
    actions
}
