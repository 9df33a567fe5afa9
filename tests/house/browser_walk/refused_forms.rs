//! Every form that begins a record, sent empty: what to correct is said in words, on top and at each field.
use super::inspect;
use super::open;
use super::sign_in_as_demo;
use crate::browser::Browser;
use crate::browser::Outcome;
use crate::world::World;
use tenon::app::APP;
use tenon::kernel::web::route::Method;

#[test]
fn every_form_sent_empty_says_what_to_correct() -> Outcome<()> {
    let world = World::demo();
    let browser = Browser::start()?;
    let page = browser.page()?;
    sign_in_as_demo(&page, &world, "administrator")?;
    let mut wrong = Vec::new();
    let forms = APP
        .routes()
        .filter(|route| route.method == Method::Get && route.path.ends_with("/new") && !route.path.contains('{'));
    let mut count = 0;
    for route in forms {
        open(&page, &world, route.path)?;
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
