//! The walk through the product in headless Chromium: every role, every link of its menus, every page light, dark and as a
//! phone, with axe on each; every form filled wrong and right; the way of one order by the people who do it; the lines grid
//! with 500 pasted lines and by keyboard alone.
//!
//! With TENON_SHOTS set to a folder, each page leaves its pictures there.
mod filling;
mod lines_grid;
mod lists;
mod menus;
mod new_records;
mod one_order;
mod refused_forms;
mod sign_in;

use crate::browser::Outcome;
use crate::browser::Page;
use crate::browser::Theme;
use crate::group;
use crate::world::World;
use tenon::setup::demo;

const DESKTOP: (u32, u32) = (1400, 900);
const PHONE: (u32, u32) = (390, 844);

/// Somebody of the demo by the code of his role.
fn sign_in_as_demo(page: &Page<'_>, world: &World, role: &str) -> Outcome<()> {
    let person = demo::SIGN_INS.iter().find(|person| person.role == role).unwrap();
    sign_in_with(page, world, person.email, demo::PASSWORD)
}

/// Somebody of the small group.
fn sign_in(page: &Page<'_>, world: &World, name: &str) -> Outcome<()> {
    sign_in_with(page, world, &group::email(name), group::PASSWORD)
}

fn sign_in_with(page: &Page<'_>, world: &World, email: &str, password: &str) -> Outcome<()> {
    page.set_viewport(DESKTOP.0, DESKTOP.1)?;
    open(page, world, "/sign-in")?;
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

fn open(page: &Page<'_>, world: &World, path: &str) -> Outcome<()> {
    page.open(&format!("http://{}{path}", world.address))
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
