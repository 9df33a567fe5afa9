//! Every role opens every link of its menus as it stands, and one page of every kind that their pages lead to.
use super::inspect;
use super::sign_in_as_demo;
use crate::browser::Browser;
use crate::browser::Outcome;
use crate::browser::Page;
use crate::world::World;
use std::collections::BTreeSet;
use std::collections::VecDeque;
use tenon::app::APP;
use tenon::app::DEPARTMENTS;
use tenon::kernel::web::Door;
use tenon::kernel::web::route::Method;
use tenon::kernel::web::router::Match;
use tenon::kernel::web::router::Router;
use tenon::setup::demo;

/// Where the links of the menus stand: departments, their pages, the index of the setup, what is in every head.
const MENUS: &str = ".rail a[href], .panel a[href], .settings a[href], .tabbar a:not([href^='#']), \
     .topbar__tools a[href], .searchbox[href], a[href][data-keys]";

/// What the walks of all roles have seen together.
#[derive(Default)]
struct Seen {
    routes: BTreeSet<&'static str>,
    menu_links: BTreeSet<String>,
    wrong: Vec<String>,
}

/// The route of an address, when it is a page of the house.
fn route_of(router: &Router, url: &str) -> Option<&'static str> {
    let path = url
        .split(['?', '#'])
        .next()?
        .splitn(4, '/')
        .nth(3)
        .map(|rest| format!("/{rest}"))?;
    match router.find(Door::Page, Method::Get, &path) {
        Match::Route(route, _) => Some(route.path),
        Match::WrongMethod | Match::None => None,
    }
}

/// Files are not shown but saved.
fn is_file(url: &str, route: &str) -> bool {
    url.contains("format=") || route.starts_with("/files") || route == "/openapi.json"
}

/// Opens each link of the role's menus, and one page of every other kind that links lead to.
fn walk(page: &Page<'_>, world: &World, role: &str, seen: &mut Seen) -> Outcome<()> {
    let router = Router::new(&APP);
    let start = format!("http://{}/", world.address);
    let mut menu_links = VecDeque::from([start]);
    let mut other_links: VecDeque<String> = VecDeque::new();
    let mut opened: BTreeSet<String> = BTreeSet::new();
    let mut own: BTreeSet<&'static str> = BTreeSet::new();
    let mut from_menu = 0;
    // Menus first: each department's page brings its own.
    while let Some((url, is_of_menu)) = menu_links
        .pop_front()
        .map(|url| (url, true))
        .or_else(|| other_links.pop_front().map(|url| (url, false)))
    {
        let Some(route) = route_of(&router, &url) else {
            if is_of_menu {
                seen.wrong.push(format!("{role}: {url} is in a menu and no page"));
            }
            continue;
        };
        if is_file(&url, route) || (!is_of_menu && own.contains(route)) || !opened.insert(url.clone()) {
            continue;
        }
        own.insert(route);
        page.open(&url)?;
        let name = format!("{role}{}", route.replace(['/', '{', '}'], "_"));
        if page.status()? != 200 {
            seen.wrong.push(format!("{role}: {url} answers {}", page.status()?));
            continue;
        }
        menu_links.extend(page.links_in(MENUS)?);
        other_links.extend(page.links()?);
        if seen.routes.insert(route) {
            inspect(page, &name, &mut seen.wrong)?;
        }
        let problems = page.console_errors()?;
        seen.wrong
            .extend(problems.iter().map(|problem| format!("{role}: {url}: {problem}")));
        if is_of_menu {
            from_menu += 1;
            let path = url.trim_start_matches("http://").trim_start_matches(&world.address);
            seen.menu_links.insert(path.to_owned());
        }
    }
    assert!(from_menu > 10, "{role} has only {from_menu} links in menus");
    assert!(own.len() > from_menu, "{role} sees only {own:?}");
    Ok(())
}

#[test]
fn every_role_opens_every_link_of_its_menus() -> Outcome<()> {
    let world = World::demo();
    let browser = Browser::start()?;
    let mut seen = Seen::default();
    for person in demo::SIGN_INS {
        let page = browser.page()?;
        sign_in_as_demo(&page, &world, person.role)?;
        walk(&page, &world, person.role, &mut seen)?;
    }
    let entries = DEPARTMENTS.iter().flat_map(|department| department.menu);
    let unopened: Vec<&str> = entries
        .map(|entry| entry.url)
        .filter(|url| !seen.menu_links.contains(*url))
        .collect();
    assert!(unopened.is_empty(), "nobody found in a menu: {unopened:?}");
    let wrong = seen.wrong;
    assert!(wrong.is_empty(), "{} things\n{}", wrong.len(), wrong.join("\n"));
    Ok(())
}
