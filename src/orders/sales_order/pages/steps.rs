//! The status flow of an order: ordered, delivering, invoicing, paid, each with who, when and how much.
use crate::kernel::error::Result;
use crate::kernel::view::StepItem;
use crate::kernel::view::StepState;
use crate::kernel::web::Ctx;
use crate::orders::delivery::Kind;
use crate::orders::delivery::State as DeliveryState;
use crate::orders::sales_order::State;
use crate::orders::sales_order::pages::show::Whole;
use crate::orders::sales_order::queries::names;

fn percent(percent: i32) -> u8 {
    u8::try_from(percent.clamp(0, 100)).unwrap_or(100)
}

/// How a step of so many percent stands; the first that is not done is the current one.
fn step(name: String, meta: String, done: i32, is_open: bool, current: &mut bool) -> StepItem {
    let state = match (done, is_open) {
        (100.., _) => StepState::Done,
        (1.., _) => StepState::Part,
        (_, true) if *current => StepState::Now,
        (_, _) => StepState::Todo,
    };
    let is_current = *current && done < 100 && is_open;
    if is_current {
        *current = false;
    }
    StepItem {
        state,
        name,
        meta,
        percent: percent(done),
        current: is_current,
    }
}

/// The four steps; a held or cancelled order stops at the first.
pub fn steps(ctx: &Ctx, whole: &Whole) -> Result<Vec<StepItem>> {
    let order = &whole.order;
    if order.state == State::Cancelled || order.state == State::Held {
        let key = if order.state == State::Held {
            "step-held"
        } else {
            "step-cancelled"
        };
        return Ok(vec![StepItem {
            state: StepState::Stop,
            name: ctx.text(key),
            meta: ctx.formats.date_short(order.order_date),
            current: true,
            ..StepItem::default()
        }]);
    }
    let is_open = order.state != State::Draft;
    let mut current = true;
    let confirmed = match order.confirmed_at {
        Some(at) => {
            let day = ctx.formats.date_short(ctx.formats.day(at.and_utc()));
            format!("{day} · {}", whole.names.confirmed_by)
        }
        None => ctx.formats.date_short(order.order_date),
    };
    let mut steps = vec![step(
        ctx.text(if is_open { "state-confirmed" } else { "step-order" }),
        confirmed,
        if is_open { 100 } else { 0 },
        true,
        &mut current,
    )];
    let has_goods = whole.lines.iter().any(|line| line.tracked().is_stocked());
    if has_goods {
        let (meta, done) = (delivering(ctx, whole), order.delivered_percent);
        steps.push(step(ctx.text("step-delivered"), meta, done, is_open, &mut current));
    }
    let invoicing = ctx.say_with("step-percent", &[("percent", order.invoiced_percent.into())]);
    let done = order.invoiced_percent;
    steps.push(step(ctx.text("step-invoiced"), invoicing, done, is_open, &mut current));
    steps.push(paid(ctx, whole, &mut current)?);
    Ok(steps)
}

fn delivering(ctx: &Ctx, whole: &Whole) -> String {
    let all = whole.deliveries.iter().filter(|one| one.kind == Kind::Delivery);
    let standing = all.filter(|one| one.state != DeliveryState::Reversed);
    let (mut count, mut shipped) = (0_i64, 0_i64);
    for one in standing {
        count += 1;
        shipped += i64::from(one.state == DeliveryState::Shipped);
    }
    if count == 0 {
        return ctx.say_with("step-percent", &[("percent", whole.order.delivered_percent.into())]);
    }
    let values = [
        ("shipped", shipped.into()),
        ("count", count.into()),
        ("percent", whole.order.delivered_percent.into()),
    ];
    ctx.say_with("step-deliver-meta", &values)
}

/// What of the posted invoices, less what was credited, is paid.
fn paid(ctx: &Ctx, whole: &Whole, current: &mut bool) -> Result<StepItem> {
    let order = &whole.order;
    let bills = ctx.read(|conn| names::billed(conn, order.id))?;
    let (total, open) = bills;
    let done = if total.is_positive() {
        let share = tenon_db::Rounding::Down.divide(i128::from((total - open).raw()) * 100, i128::from(total.raw()));
        i32::try_from(share).unwrap_or(0)
    } else {
        0
    };
    let is_all = order.invoiced_percent >= 100;
    let done = if is_all { done } else { done.min(99) };
    let meta = if total.is_positive() {
        format!(
            "{} / {}",
            ctx.formats.amount_in((total - open).to_decimal(), &order.currency),
            ctx.formats.money(total.to_decimal(), &order.currency)
        )
    } else {
        String::new()
    };
    Ok(step(ctx.text("step-paid"), meta, done, total.is_positive(), current))
}
