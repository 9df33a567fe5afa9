//! Lists and worklists: without scripts, a decision on the spot, the peek beside them.
use super::DESKTOP;
use super::PHONE;
use super::open;
use super::shot;
use super::sign_in;
use super::sign_in_as_demo;
use crate::browser::Browser;
use crate::browser::Outcome;
use crate::orders::shop::Shop;
use crate::world::World;

#[test]
fn lists_and_forms_work_without_scripts() -> Outcome<()> {
    let world = World::demo();
    let browser = Browser::start()?;
    let page = browser.page()?;
    page.set_scripts(false)?;
    sign_in_as_demo(&page, &world, "administrator")?;
    open(&page, &world, "/setup/payment-terms/new")?;
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
    open(&page, &world, "/setup/payment-terms?q=45")?;
    assert!(page.text("table")?.contains("45 days net"));
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
    sign_in(&page, &shop.world, "accountant")?;
    open(&page, &shop.world, "/orders/credit-holds")?;
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
    sign_in_as_demo(&page, &world, "accountant")?;
    open(&page, &world, "/finance/invoices?view=all")?;
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
