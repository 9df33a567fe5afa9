//! The walk through the product in headless Chromium: every role, every page of its menus, light, dark and as a phone,
//! with axe on each; forms filled wrong; the way of one order by the people who do it.
//!
//! With TENON_SHOTS set to a folder, each page leaves its pictures there.
use crate::browser::Browser;
use crate::browser::Outcome;
use crate::browser::Page;
use crate::browser::Theme;
use crate::group;
use crate::orders::shop::Shop;
use crate::world::World;
use std::collections::BTreeSet;
use std::collections::VecDeque;
use tenon::app::APP;
use tenon::kernel::web::Door;
use tenon::kernel::web::route::Method;
use tenon::kernel::web::router::Match;
use tenon::kernel::web::router::Router;
use tenon::setup::demo;

const DESKTOP: (u32, u32) = (1400, 900);
const PHONE: (u32, u32) = (390, 844);

fn sign_in(page: &Page<'_>, world: &World, role: &str) -> Outcome<()> {
    let person = demo::SIGN_INS.iter().find(|person| person.role == role).unwrap();
    sign_in_with(page, world, person.email, demo::PASSWORD)
}

fn sign_in_with(page: &Page<'_>, world: &World, email: &str, password: &str) -> Outcome<()> {
    page.open(&format!("http://{}/sign-in", world.address))?;
    page.fill("[name=email]", email)?;
    page.fill("[name=password]", password)?;
    page.click("main button[type=submit], form button.btn--primary")?;
    assert_ne!(
        page.url()?,
        format!("http://{}/sign-in", world.address),
        "{email} is signed in"
    );
    Ok(())
}

fn shot(page: &Page<'_>, name: &str) -> Outcome<()> {
    match std::env::var("TENON_SHOTS") {
        Ok(folder) => page.screenshot(std::path::Path::new(&folder).join(format!("{name}.png"))),
        Err(_) => Ok(()),
    }
}

/// Looks at the page shown as a person and as axe would, on a desktop in both themes and on a phone.
fn inspect(page: &Page<'_>, name: &str, wrong: &mut Vec<String>) -> Outcome<()> {
    let looks = [
        ("light", Theme::Light, DESKTOP),
        ("dark", Theme::Dark, DESKTOP),
        ("phone", Theme::Light, PHONE),
    ];
    for (look, theme, (width, height)) in looks {
        page.set_theme(theme)?;
        page.set_viewport(width, height)?;
        // Colours change over a few milliseconds; axe must not look in between.
        page.wait_until("document.getAnimations().every(animation => animation.playState !== 'running')")?;
        shot(page, &format!("{name}-{look}"))?;
        wrong.extend(
            page.axe()?
                .iter()
                .map(|violation| format!("{name}, {look}: {violation}")),
        );
        let sideways = page.eval("document.documentElement.scrollWidth > innerWidth + 1")?;
        if look == "phone" && sideways == true {
            wrong.push(format!("{name}: the page scrolls sideways on a phone"));
        }
    }
    page.set_theme(Theme::Light)?;
    page.set_viewport(DESKTOP.0, DESKTOP.1)?;
    Ok(())
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

/// Opens one page of every kind that the role's links lead to.
fn walk(
    page: &Page<'_>,
    world: &World,
    role: &str,
    known: &mut BTreeSet<&'static str>,
    wrong: &mut Vec<String>,
) -> Outcome<()> {
    let router = Router::new(&APP);
    let mut waiting = VecDeque::from([format!("http://{}/", world.address)]);
    let mut own: BTreeSet<&'static str> = BTreeSet::new();
    while let Some(url) = waiting.pop_front() {
        let Some(route) = route_of(&router, &url) else { continue };
        // Files are not shown but saved.
        if url.contains("format=") || route.starts_with("/files") || route == "/openapi.json" || !own.insert(route) {
            continue;
        }
        page.open(&url)?;
        let name = format!("{role}{}", route.replace(['/', '{', '}'], "_"));
        if page.status()? != 200 {
            wrong.push(format!("{role}: {url} answers {}", page.status()?));
            continue;
        }
        wrong.extend(
            page.console_errors()?
                .iter()
                .map(|problem| format!("{role}: {url}: {problem}")),
        );
        waiting.extend(page.links()?);
        if known.insert(route) {
            inspect(page, &name, wrong)?;
        }
    }
    assert!(own.len() > 5, "{role} sees only {own:?}");
    Ok(())
}

#[test]
fn every_role_opens_every_page_of_its_menus() -> Outcome<()> {
    let world = World::demo();
    let browser = Browser::start()?;
    let (mut known, mut wrong) = (BTreeSet::new(), Vec::new());
    for person in demo::SIGN_INS {
        let page = browser.page()?;
        page.set_viewport(DESKTOP.0, DESKTOP.1)?;
        sign_in(&page, &world, person.role)?;
        walk(&page, &world, person.role, &mut known, &mut wrong)?;
    }
    assert!(wrong.is_empty(), "{} things\n{}", wrong.len(), wrong.join("\n"));
    Ok(())
}

#[test]
fn the_sign_in_page_is_accessible_and_refuses_in_words() -> Outcome<()> {
    let world = World::demo();
    let browser = Browser::start()?;
    let page = browser.page()?;
    page.open(&format!("http://{}/", world.address))?;
    let mut wrong = Vec::new();
    inspect(&page, "sign-in", &mut wrong)?;
    page.fill("[name=email]", "nobody@tenon.example")?;
    page.fill("[name=password]", "not the password")?;
    page.press("Enter")?;
    inspect(&page, "sign-in-refused", &mut wrong)?;
    assert!(page.exists("[role=alert], .banner")?, "it says what is wrong");
    assert_eq!(
        page.eval("document.querySelector('[name=email]').value")?,
        "nobody@tenon.example"
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

#[test]
fn every_form_sent_empty_says_what_to_correct() -> Outcome<()> {
    let world = World::demo();
    let browser = Browser::start()?;
    let page = browser.page()?;
    page.set_viewport(DESKTOP.0, DESKTOP.1)?;
    sign_in(&page, &world, "administrator")?;
    let mut wrong = Vec::new();
    let forms = APP
        .routes()
        .filter(|route| route.method == Method::Get && route.path.ends_with("/new") && !route.path.contains('{'));
    let mut count = 0;
    for route in forms {
        page.open(&format!("http://{}{}", world.address, route.path))?;
        // Some begin from another record and say so.
        if !page.exists("form[data-ui=form]")? {
            if page.status()? == 200 {
                wrong.push(format!("{} has no form", route.path));
            }
            continue;
        }
        page.eval("document.querySelectorAll('form[data-ui=form] input:not([type=hidden]):not([type=checkbox]):not([type=radio])').forEach(field => { field.value = ''; })")?;
        page.eval("document.querySelectorAll('form[data-ui=form] [required]').forEach(field => field.removeAttribute('required'))")?;
        page.eval("document.querySelector('form[data-ui=form]').requestSubmit()")?;
        page.settle()?;
        count += 1;
        // A form all of whose fields may be empty makes a record at once.
        if page.status()? != 422 {
            if page.status()? != 200 {
                wrong.push(format!("{} answers {}", route.path, page.status()?));
            }
            continue;
        }
        page.console_errors()?;
        if !page.exists("#errors")? || page.eval("document.activeElement.id")? != "errors" {
            wrong.push(format!("{}: the summary of what is wrong has no focus", route.path));
        }
        inspect(&page, &format!("refused{}", route.path.replace('/', "_")), &mut wrong)?;
    }
    assert!(count > 10, "only {count} forms");
    assert!(wrong.is_empty(), "{} things\n{}", wrong.len(), wrong.join("\n"));
    Ok(())
}

#[test]
fn lists_and_forms_work_without_scripts() -> Outcome<()> {
    let world = World::demo();
    let browser = Browser::start()?;
    let page = browser.page()?;
    page.set_scripts(false)?;
    sign_in(&page, &world, "administrator")?;
    page.open(&format!("http://{}/setup/payment-terms/new", world.address))?;
    page.fill("[name=code]", "N45")?;
    page.fill("[name=name]", "45 days net")?;
    page.fill("[name='instalments.0.share_percent']", "100")?;
    page.fill("[name='instalments.0.day_count']", "45")?;
    page.click(".savebar .btn--primary")?;
    assert_eq!(page.status()?, 200);
    assert!(
        page.text("h1")?.contains("45 days net") || page.text("h1")?.contains("N45"),
        "{}",
        page.text("h1")?
    );
    page.open(&format!("http://{}/setup/payment-terms?q=45", world.address))?;
    assert!(page.text("table")?.contains("45 days net"));
    Ok(())
}

#[test]
fn the_palette_finds_a_customer_by_key() -> Outcome<()> {
    let world = World::demo();
    let browser = Browser::start()?;
    let page = browser.page()?;
    page.set_viewport(DESKTOP.0, DESKTOP.1)?;
    sign_in(&page, &world, "sales")?;
    page.press("Control+k")?;
    page.wait_until("document.querySelector('dialog[open] input')")?;
    shot(&page, "palette")?;
    page.type_text("halvorsen")?;
    page.wait_until(
        "[...document.querySelectorAll('dialog[open] [role=option]')].some(option => /Halvorsen/.test(option.textContent))",
    )?;
    assert_eq!(page.axe()?, []);
    page.press("Enter")?;
    page.wait_until("location.pathname !== '/'")?;
    assert_eq!(page.console_errors()?, []);
    Ok(())
}

#[test]
fn a_decided_row_collapses_and_is_undone_where_it_stood() -> Outcome<()> {
    let shop = Shop::new();
    shop.limit(Some("100"), false);
    shop.confirmed(&[(shop.washer, 1, "0")]);
    shop.confirmed(&[(shop.washer, 2, "0")]);
    let browser = Browser::start()?;
    let page = browser.page()?;
    page.set_viewport(DESKTOP.0, DESKTOP.1)?;
    sign_in_with(&page, &shop.world, &group::email("accountant"), group::PASSWORD)?;
    page.open(&format!("http://{}/orders/credit-holds", shop.world.address))?;
    let number = page.text("tr:has([data-undo]) .pin a")?;
    page.eval("document.querySelector('[data-ui=decide][data-undo]').click()")?;
    page.wait_until("document.querySelector('.table__decided')")?;
    let decided = page.text(".table__decided")?;
    assert!(decided.contains(&format!("{number} is released.")), "{decided}");
    let next = "document.activeElement.matches('tbody tr:not([hidden], .table__decided) a')";
    assert!(page.eval(next)? == true, "the next row has the focus");
    // Of two one is left, at the view and in the menu, and no column is under the buttons.
    page.wait_until("document.querySelector('#n-held').textContent === '1'")?;
    page.wait_until("document.querySelector('.panel__item[aria-current] .count').textContent === '1'")?;
    let fits = "(list => list.scrollWidth <= list.clientWidth)(document.querySelector('#result'))";
    assert!(page.eval(fits)? == true, "all columns stand beside the decision");
    page.set_viewport(PHONE.0, PHONE.1)?;
    let undo = "document.querySelector('[data-ui=undo-decision]').checkVisibility()";
    assert!(page.eval(undo)? == true, "a decision can be taken back on a phone");
    page.set_viewport(DESKTOP.0, DESKTOP.1)?;
    shot(&page, "worklist-decided")?;
    assert_eq!(page.axe()?, []);
    page.eval("document.querySelector('[data-ui=undo-decision]').click()")?;
    let back = format!(
        "!document.querySelector('.table__decided') && [...document.querySelectorAll('tr:has([data-undo]) .pin a')].some(link => link.textContent === {number:?})"
    );
    page.wait_until(&back)?;
    assert_eq!(page.console_errors()?, []);
    Ok(())
}

#[test]
fn a_list_fits_beside_its_peek_and_the_lines_fit_in_it() -> Outcome<()> {
    let world = World::demo();
    let browser = Browser::start()?;
    let page = browser.page()?;
    page.set_viewport(DESKTOP.0, DESKTOP.1)?;
    sign_in(&page, &world, "accountant")?;
    page.open(&format!("http://{}/finance/invoices?view=all", world.address))?;
    page.eval("document.querySelector('[data-ui=peek]').click()")?;
    page.wait_until("document.querySelector('#peek:not([hidden]) .table-wrap')")?;
    page.settle()?;
    shot(&page, "peek-invoice")?;
    for place in [".listform .table-wrap", "#peek .table-wrap"] {
        let fits = format!("(box => box.scrollWidth <= box.clientWidth)(document.querySelector({place:?}))");
        assert_eq!(page.eval(&fits)?, true, "{place}");
    }
    assert_eq!(page.axe()?, []);
    Ok(())
}
