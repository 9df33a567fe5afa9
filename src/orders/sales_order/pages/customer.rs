//! The card of the customer beside his order: credit used, what is open and overdue, whom to call.
use crate::finance::credit;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::view::Fact;
use crate::kernel::view::Link;
use crate::kernel::view::Meter;
use crate::kernel::view::Person;
use crate::kernel::view::SideCard;
use crate::kernel::view::Tone;
use crate::kernel::web::Ctx;
use crate::ledger::currency;
use crate::orders::sales_order::hold::Exposure;
use crate::orders::sales_order::ops;
use crate::orders::sales_order::pages::show::Whole;
use crate::party;
use crate::permission::Permission;
use tenon_db::Money;
use tenon_db::Rounding;

/// The card, for those who may see parties; the figures of credit need no further permission than the order.
pub fn card(ctx: &Ctx, whole: &Whole) -> Result<Option<SideCard>> {
    let order = &whole.order;
    if !ctx.actor.may_somewhere(Permission::PartyRead) {
        return Ok(None);
    }
    let (company, today) = (order.company_id, ctx.today_in(order.company_id));
    let (party, exposure, overdue) = ctx.read(|conn| {
        let money = currency::queries::of_company(conn, company)?;
        let party = party::queries::get(conn, order.party_id)?;
        let exposure = ops::exposure(conn, company, order.party_id, today, &money)?;
        let standing = credit::queries::standing(conn, company, order.party_id, today)?;
        Ok((party, exposure, standing.overdue))
    })?;
    let url = Subject::Party(order.party_id).url();
    let money = |amount: Money| ctx.formats.money(amount.to_decimal(), &whole.base);
    let mut facts = vec![
        Fact::text(ctx.text("card-open"), money(exposure.open)),
        Fact::text(ctx.text("card-orders"), money(exposure.orders)),
        Fact::text(ctx.text("card-overdue"), money(overdue)),
    ];
    if !whole.names.contact.is_empty() {
        facts.push(Fact::text(ctx.text("card-contact"), &whole.names.contact));
    }
    let meta: Vec<&str> = [
        party.number.as_str(),
        party.country.as_str(),
        party.customer_group.as_str(),
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .collect();
    Ok(Some(SideCard {
        title: ctx.text("card-customer"),
        open: Some(Link::new(ctx.text("action-open"), &url)),
        person: Some(Person {
            url: Some(url),
            ..Person::new(&order.party_name)
        }),
        meta: meta.join(" · "),
        meter: Some(meter(ctx, &exposure, &money)),
        facts,
    }))
}

/// How much of the limit is used; without a limit only how much that is.
fn meter(ctx: &Ctx, exposure: &Exposure, money: &dyn Fn(Money) -> String) -> Meter {
    let used = exposure.used();
    let Some(limit) = exposure.limit else {
        return Meter {
            label: ctx.text("card-credit"),
            text: ctx.say_with("card-no-limit", &[("used", money(used).into())]),
            percent: 0,
            tone: Tone::Neutral,
        };
    };
    let whole = i128::from(limit.raw().max(1));
    let percent = Rounding::HalfUp.divide(i128::from(used.raw().max(0)) * 100, whole);
    let tone = match percent {
        101.. => Tone::Danger,
        81..=100 => Tone::Warning,
        _ => Tone::Success,
    };
    let values = [("used", money(used).into()), ("limit", money(limit).into())];
    Meter {
        label: ctx.text("card-credit"),
        text: ctx.say_with("card-credit-of", &values),
        percent: u8::try_from(percent.clamp(0, 100)).unwrap_or(100),
        tone,
    }
}
