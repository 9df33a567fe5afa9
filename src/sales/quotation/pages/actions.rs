//! What can be done with a quotation now: the next step first, the rest in the menu.
use crate::company::reason;
use crate::company::reason::ReasonFor;
use crate::kernel::view::Action;
use crate::kernel::view::ObjectPage;
use crate::kernel::web::Ctx;
use crate::permission::Permission::QuotationEdit;
use crate::permission::Permission::SalesOrderEdit;
use crate::sales::quotation::FLOW;
use crate::sales::quotation::Quotation;
use crate::sales::quotation::State;

/// Puts edit, primary action and menu on the page. `has_order`: one that was made from it stands.
pub fn fill(ctx: &Ctx, row: &Quotation, has_order: bool, page: &mut ObjectPage) {
    let may = |permission| ctx.actor.may(permission, row.company_id);
    if !may(QuotationEdit) {
        return;
    }
    let is_draft = row.state == State::Draft;
    page.edit_url = is_draft.then(|| format!("{}/edit", row.url()));
    let steps = FLOW.steps(row.state).filter(|step| match step.action {
        "win" => may(SalesOrderEdit),
        "reopen" => !has_order,
        _ => true,
    });
    let mut all: Vec<Action> = steps
        .map(|step| {
            let label = ctx.text(&format!("action-{}", step.action));
            let action = Action::post(label, step.icon, format!("{}/{}", row.url(), step.action));
            asked(ctx, row, step.action, action)
        })
        .collect();
    let url = format!("{}/copy", row.url());
    all.push(Action::post(ctx.text("action-copy"), "copy", url));
    if is_draft {
        all.push(delete(ctx, row));
    }
    let mut all = all.into_iter();
    page.primary = all.next().map(|action| action.key("A"));
    page.menu = all.collect();
}

fn named(ctx: &Ctx, key: &str, row: &Quotation) -> String {
    ctx.say_with(key, &[("name", (&row.number).into())])
}

/// The question before a step that others notice.
fn asked(ctx: &Ctx, row: &Quotation, step: &str, action: Action) -> Action {
    let label = action.label.clone();
    match step {
        "lose" => action
            .confirm(named(ctx, "lose-title", row), ctx.text("lose-text"), label)
            .reason(ctx.text("field-reason"))
            .suggest(reason::offered(ctx, ReasonFor::Loss)),
        "win" => action.confirm(named(ctx, "win-title", row), ctx.text("win-text"), label),
        _ => action,
    }
}

fn delete(ctx: &Ctx, row: &Quotation) -> Action {
    let url = format!("{}/delete", row.url());
    let action = Action::post(ctx.text("action-delete"), "trash-2", url).danger();
    action.confirm(
        named(ctx, "delete-quotation-title", row),
        ctx.text("delete-quotation-text"),
        ctx.text("action-delete"),
    )
}
