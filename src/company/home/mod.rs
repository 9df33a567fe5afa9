//! Where one begins, and the switch of the company worked in.
pub mod ops;
pub mod pages;

use crate::kernel::actor::Actor;
use crate::kernel::web::Department;

/// The departments people work in all day come before those that hold masters.
const ORDER: [&str; 4] = ["sales", "orders", "inventory", "finance"];

/// The first overview the reader may open: of a department of daily work, else of any, else the first page at all.
pub fn first_page(departments: &'static [Department], actor: &Actor) -> Option<&'static str> {
    let daily = ORDER
        .iter()
        .filter_map(|name| departments.iter().find(|department| department.name == *name));
    let rest = departments
        .iter()
        .filter(|department| department.in_rail && !ORDER.contains(&department.name));
    let all: Vec<&'static Department> = daily.chain(rest).collect();
    let overview = all.iter().filter_map(|department| department.menu.first());
    let mut overviews = overview.filter(|item| item.group.is_empty() && actor.may_somewhere(item.permission));
    let mut pages = all.iter().flat_map(|department| department.menu.iter());
    overviews
        .next()
        .or_else(|| pages.find(|item| actor.may_somewhere(item.permission)))
        .map(|item| item.url)
}
