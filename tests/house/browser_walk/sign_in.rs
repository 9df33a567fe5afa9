//! The sign-in page, and the palette that is everywhere after it.
use super::inspect;
use super::open;
use super::shot;
use super::sign_in_as_demo;
use crate::browser::Browser;
use crate::browser::Outcome;
use crate::world::World;

#[test]
fn the_sign_in_page_is_accessible_and_refuses_in_words() -> Outcome<()> {
    let world = World::demo();
    let browser = Browser::start()?;
    let page = browser.page()?;
    open(&page, &world, "/")?;
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
fn the_palette_finds_a_customer_by_key() -> Outcome<()> {
    let world = World::demo();
    let browser = Browser::start()?;
    let page = browser.page()?;
    sign_in_as_demo(&page, &world, "sales")?;
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
