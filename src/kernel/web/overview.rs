//! What the starts of the departments show alike: money as a key figure, its change, bars, and the work that waits.
use crate::kernel::format::currency_symbol;
use crate::kernel::view::CardBody;
use crate::kernel::view::Delta;
use crate::kernel::view::Empty;
use crate::kernel::view::Kpi;
use crate::kernel::view::OverviewCard;
use crate::kernel::view::WorkItem;
use crate::kernel::web::Ctx;
use tenon_db::Money;

/// An amount in the company's currency: short, with the exact value in its title.
pub fn money_kpi(ctx: &Ctx, label: &str, amount: Money, url: impl Into<String>) -> Kpi {
    let short = ctx.formats.short(amount.to_decimal());
    let currency = &ctx.company.currency;
    Kpi {
        label: ctx.text(label),
        url: url.into(),
        before: currency_symbol(currency).to_owned(),
        value: short.value,
        after: short.unit,
        exact: ctx.formats.money(amount.to_decimal(), currency),
        ..Kpi::default()
    }
}

/// The change of a sum of which more is better; none when there was nothing before.
pub fn change(ctx: &Ctx, now: Money, before: Money) -> Option<Delta> {
    let change = (now - before).percent_of(before)?;
    let is_up = !change.is_negative();
    Some(Delta {
        text: ctx.formats.percent(change.abs().to_decimal()),
        up: is_up,
        good: is_up,
    })
}

/// How long the bar of an amount is, in percent of the longest.
pub fn bar_length(amount: Money, longest: Money) -> u8 {
    let percent = i128::from(amount.raw()) * 100 / i128::from(longest.raw().max(1));
    u8::try_from(percent.clamp(0, 100)).unwrap_or(100)
}

/// The exceptions somebody has to clear.
pub fn needs_you(ctx: &Ctx, span: u8, items: Vec<WorkItem>) -> OverviewCard {
    OverviewCard {
        title: ctx.text("kernel-needs-you"),
        span,
        body: if items.is_empty() {
            all_clear(ctx)
        } else {
            CardBody::Work(items)
        },
        ..OverviewCard::default()
    }
}

/// Nothing is left to do.
pub fn all_clear(ctx: &Ctx) -> CardBody {
    CardBody::Empty(Empty {
        icon: "circle-check",
        title: ctx.text("kernel-all-clear"),
        ..Empty::default()
    })
}
