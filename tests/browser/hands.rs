//! What hands do on a page: pointing, clicking, typing, pasting. Events are the browser's own, as from a real mouse and
//! keyboard, so a covered or hidden button cannot be clicked.

use super::Page;
use super::quoted;
use crate::browser::Outcome;
use crate::browser::fail;
use crate::browser::keys;
use serde_json::Value;
use serde_json::json;
use std::path::Path;

/// Finds the point to click: the middle of the element's first box, which the element itself must cover.
const AIM: &str = "(element => {
    if (!element) return 'nothing matches';
    element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    const box = element.getClientRects()[0];
    if (!box || !box.width || !box.height) return 'not visible';
    if (element.disabled) return 'disabled';
    const x = box.x + box.width / 2, y = box.y + box.height / 2;
    const top = document.elementFromPoint(x, y);
    if (!top) return 'outside the window';
    if (!element.contains(top) && !top.contains(element) && top.closest('label')?.control !== element)
        return 'covered by ' + top.outerHTML.slice(0, 120);
    return { x, y };
})";

/// Sets what cannot be typed; the answer says what is left to do.
const FILL: &str = "((element, text) => {
    if (!element) return 'nothing matches';
    if (element.disabled || element.readOnly) return 'cannot be changed';
    const tell = () => ['input', 'change'].forEach(name => element.dispatchEvent(new Event(name, { bubbles: true })));
    if (element instanceof HTMLSelectElement) {
        const options = [...element.options];
        const option = options.find(o => o.value === text) ?? options.find(o => o.text.trim() === text);
        if (!option) return 'no such choice; there are: ' + options.map(o => o.text.trim()).slice(0, 20).join(', ');
        option.selected = true;
        tell();
        return 'done';
    }
    if (['checkbox', 'radio'].includes(element.type))
        return element.checked === ['true', 'on', '1', 'yes'].includes(text) ? 'done' : 'click';
    if (['date', 'time', 'datetime-local', 'month', 'week', 'color', 'range'].includes(element.type)) {
        element.value = text;
        if (element.value !== text) return 'does not take this value';
        tell();
        return 'done';
    }
    element.focus();
    if (element.select) element.select();
    else getSelection().selectAllChildren(element);
    return 'type';
})";

/// The innermost visible link, button or summary with this text, within what matches a selector.
const NAMED: &str = "((place, text) => [...document.querySelectorAll(place)].flatMap(part => [...part.querySelectorAll(\
    'a, button, summary, label, [role=button], [role=menuitem], [role=tab], [role=option]')])\
    .filter(element => element.getClientRects().length > 0 && ((element.innerText ?? element.textContent).trim() === text\
    || element.getAttribute('aria-label') === text)).at(-1))";

/// A paste as the browser reports it; a field without a handler of its own gets the text typed.
const PASTE: &str = "(text => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    return document.activeElement.dispatchEvent(event);
})";

impl Page<'_> {
    /// Clicks the first element that matches and waits for the page it leads to, if it leads to one.
    pub fn click(&self, css: &str) -> Outcome<()> {
        self.click_element(&format!("document.querySelector({})", quoted(css)), css)
    }

    /// Clicks the link or button with this visible text or label.
    pub fn click_text(&self, text: &str) -> Outcome<()> {
        self.click_text_in("body", text)
    }

    /// The same within the parts that match.
    pub fn click_text_in(&self, css: &str, text: &str) -> Outcome<()> {
        self.click_element(&format!("{NAMED}({}, {})", quoted(css), quoted(text)), text)
    }

    /// Puts text into a field in place of what is there: a choice by value or name, a box by `true` or `false`, a date
    /// as `2026-05-31`.
    pub fn fill(&self, css: &str, text: &str) -> Outcome<()> {
        let found = self.eval(&format!(
            "{FILL}(document.querySelector({}), {})",
            quoted(css),
            quoted(text)
        ))?;
        match found.as_str() {
            Some("done") => Ok(()),
            Some("click") => self.click(css),
            Some("type") if text.is_empty() => self.press("Delete"),
            Some("type") => self.type_text(text),
            _ => fail(format!(
                "{}: fill {css}: {}",
                self.url()?,
                found.as_str().unwrap_or("?")
            )),
        }
    }

    /// Types at the place of the cursor.
    pub fn type_text(&self, text: &str) -> Outcome<()> {
        self.call("Input.insertText", json!({ "text": text })).map(drop)
    }

    /// Pastes at the place of the cursor, as from the clipboard.
    pub fn paste(&self, text: &str) -> Outcome<()> {
        let is_left_to_field = self.eval(&format!("{PASTE}({})", quoted(text)))? == Value::Bool(true);
        if is_left_to_field { self.type_text(text) } else { Ok(()) }
    }

    /// Presses a key, as `Enter`, `a` or `Control+k`, and waits for the page it leads to, if it leads to one.
    pub fn press(&self, key: &str) -> Outcome<()> {
        for event in keys::events(key)? {
            self.call("Input.dispatchKeyEvent", event)?;
        }
        self.settle()
    }

    /// Moves the pointer over an element.
    pub fn hover(&self, css: &str) -> Outcome<()> {
        let (x, y) = self.aim(&format!("document.querySelector({})", quoted(css)), css)?;
        self.mouse("mouseMoved", &x, &y, 0)
    }

    pub fn focus(&self, css: &str) -> Outcome<()> {
        if !self.exists(css)? {
            return fail(format!("{}: focus: nothing matches {css}", self.url()?));
        }
        self.eval(&format!("document.querySelector({}).focus()", quoted(css)))
            .map(drop)
    }

    /// Chooses a file in a file field.
    pub fn upload(&self, css: &str, path: impl AsRef<Path>) -> Outcome<()> {
        let field = json!({ "expression": format!("document.querySelector({})", quoted(css)) });
        let field = self.call("Runtime.evaluate", field)?;
        match field.pointer("/result/objectId") {
            Some(id) => {
                let files = json!({ "files": [path.as_ref()], "objectId": id });
                self.call("DOM.setFileInputFiles", files).map(drop)
            }
            None => fail(format!("{}: upload: nothing matches {css}", self.url()?)),
        }
    }

    fn click_element(&self, element: &str, name: &str) -> Outcome<()> {
        let (x, y) = self.aim(element, name)?;
        self.mouse("mouseMoved", &x, &y, 0)?;
        self.mouse("mousePressed", &x, &y, 1)?;
        self.mouse("mouseReleased", &x, &y, 1)?;
        self.settle()
    }

    fn aim(&self, element: &str, name: &str) -> Outcome<(Value, Value)> {
        let point = self.eval(&format!("{AIM}({element})"))?;
        match (point.get("x"), point.get("y")) {
            (Some(x), Some(y)) => Ok((x.clone(), y.clone())),
            _ => fail(format!(
                "{}: click {name}: {}",
                self.url()?,
                point.as_str().unwrap_or("?")
            )),
        }
    }

    fn mouse(&self, kind: &str, x: &Value, y: &Value, clicks: u32) -> Outcome<()> {
        let button = if clicks > 0 { "left" } else { "none" };
        let event = json!({ "type": kind, "x": x, "y": y, "button": button, "clickCount": clicks });
        self.call("Input.dispatchMouseEvent", event).map(drop)
    }
}
