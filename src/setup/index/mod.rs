//! The set-up index: every set-up page the reader may open, in its group, with what it is for.
use crate::kernel::error::Result;
use crate::kernel::view::SetupGroup;
use crate::kernel::view::SetupIndex;
use crate::kernel::view::SetupItem;
use crate::kernel::web::Ctx;
use crate::kernel::web::MenuItem;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::answer;
use crate::kernel::web::get;
use crate::permission::Permission::Own;

pub const URL: &str = "/setup";

pub const ROUTES: &[Route] = &[get(URL, Own, show)];

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let mut groups: Vec<(&'static str, SetupGroup)> = Vec::new();
    let items = super::MENU.iter().filter(|item| item.url != URL);
    for item in items.filter(|item| ctx.actor.may_somewhere(item.permission)) {
        let entry = entry(ctx, item);
        match groups.iter_mut().find(|(group, _)| *group == item.group) {
            Some((_, group)) => group.items.push(entry),
            None => groups.push((
                item.group,
                SetupGroup {
                    title: ctx.text(item.group),
                    items: vec![entry],
                },
            )),
        }
    }
    let page = SetupIndex {
        title: ctx.text("setup-index"),
        text: ctx.text("setup-index-text"),
        groups: groups.into_iter().map(|(_, group)| group).collect(),
    };
    answer::setup(ctx, req, &page, Vec::new())
}

/// A list is explained by what it says while it is empty, other pages by `<label>-text`.
fn entry(ctx: &Ctx, item: &MenuItem) -> SetupItem {
    let keys = [format!("{}-empty", item.label), format!("{}-text", item.label)];
    let text = keys.iter().find(|key| ctx.messages.has(key));
    SetupItem {
        icon: item.icon,
        label: ctx.text(item.label),
        text: text.map(|key| ctx.text(key)).unwrap_or_default(),
        url: item.url.to_owned(),
        count: None,
    }
}
