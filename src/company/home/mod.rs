//! Where one begins, and the switch of the company worked in.
pub mod ops;
pub mod pages;

use crate::kernel::actor::Actor;
use crate::kernel::web::App;
use crate::kernel::web::Department;

/// The first overview the reader may open, in the order of the rail; else the first page at all.
pub fn first_page(app: &'static App, actor: &Actor) -> Option<&'static str> {
    let all: Vec<&'static Department> = app.rail().collect();
    let overview = all.iter().filter_map(|department| department.menu.first());
    let mut overviews = overview.filter(|item| item.group.is_empty() && actor.may_somewhere(item.permission));
    let mut pages = all.iter().flat_map(|department| department.menu.iter());
    overviews
        .next()
        .or_else(|| pages.find(|item| actor.may_somewhere(item.permission)))
        .map(|item| item.url)
}
