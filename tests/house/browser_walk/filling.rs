//! How a person fills forms and takes steps: choices by typing, the rest by name, steps by the words on their buttons.
use crate::browser::Outcome;
use crate::browser::Page;
use crate::browser::fail;

/// The visible field of this name: what is typed into, not what travels with it.
pub fn field(name: &str) -> String {
    format!("#form [name={name:?}]:not([type=hidden])")
}

/// Types into a field, or chooses what was typed where there is a choice.
pub fn fill(page: &Page<'_>, name: &str, text: &str) -> Outcome<()> {
    let css = field(name);
    if page.attribute(&css, "role")?.as_deref() == Some("combobox") {
        choose(page, &css, text)
    } else {
        page.fill(&css, text)
    }
}

/// Types a part of a name into a choice, waits for it among the options, goes there by arrow and takes it.
fn choose(page: &Page<'_>, css: &str, text: &str) -> Outcome<()> {
    page.fill(css, text)?;
    choose_in_focus(page, text)
}

/// The same where the cursor stands and the text is typed already.
pub fn choose_in_focus(page: &Page<'_>, text: &str) -> Outcome<()> {
    let list = "document.getElementById(document.activeElement.getAttribute('aria-controls'))";
    let has = format!(".textContent.toLowerCase().includes({:?})", text.to_lowercase());
    page.wait_until(&format!(
        "{list}?.hidden === false && [...{list}.querySelectorAll('[data-index]')].some(option => option{has})"
    ))?;
    for _ in 0..10 {
        if page.eval(&format!("{list}.querySelector('[aria-selected=true]'){has}"))? == true {
            return page.press("Enter");
        }
        page.press("ArrowDown")?;
    }
    fail(format!("{}: no option has {text}", page.url()?))
}

/// Saves as one does by key; the problems that are shown when it was not saved.
pub fn save(page: &Page<'_>) -> Outcome<Option<String>> {
    page.press("Control+s")?;
    let is_refused = page.exists("#errors")? || page.status()? != 200;
    Ok(if is_refused {
        Some(page.text("#errors, main")?)
    } else {
        None
    })
}

/// Takes a step by the word on its button, also one in the menu, and says yes where the page asks.
pub fn step(page: &Page<'_>, label: &str) -> Outcome<()> {
    let beside = "[...document.querySelectorAll('.page__actions .btn')]";
    let is_beside = format!("{beside}.some(one => one.checkVisibility() && one.innerText.trim() === {label:?})");
    if page.eval(&is_beside)? != true {
        page.click("[popovertarget=m-act]")?;
    }
    page.click_text_in(".page__actions, #m-act", label)?;
    if page.exists("dialog[open]")? {
        page.click("dialog[open] .dialog__foot [type=submit]")?;
    }
    Ok(())
}

/// That the page shows each of these texts.
#[track_caller]
pub fn must_show(page: &Page<'_>, texts: &[&str]) -> Outcome<()> {
    // A no-break space is a space to a reader.
    let shown = page.text("main")?.replace(['\u{a0}', '\u{202f}'], " ");
    for text in texts {
        assert!(shown.contains(text), "{text:?} is not on {}:\n{shown}", page.url()?);
    }
    Ok(())
}
