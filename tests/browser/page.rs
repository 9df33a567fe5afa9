//! One page: going places, waiting, looking. What hands do stands in hands.rs.

#[path = "hands.rs"]
mod hands;

use super::Browser;
use super::Failure;
use super::Outcome;
use super::WAIT_MAX;
use super::fail;
use super::problem::Problem;
use super::problem::Problems;
use super::text_at;
use base64ct::Base64;
use base64ct::Encoding;
use serde_json::Value;
use serde_json::json;
use std::cell::Cell;
use std::cell::RefCell;
use std::path::Path;
use std::time::Duration;
use std::time::Instant;

/// Between two looks at a condition the page's events are read; when none comes, this long.
const LOOK_AGAIN: Duration = Duration::from_millis(15);
/// What the protocol says when a document goes away under a question.
const GONE: [&str; 4] = ["navigated", "context", "detached", "not attached"];

/// The reader's preferred colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    Light,
    Dark,
}

pub struct Page<'b> {
    browser: &'b Browser,
    context: String,
    /// The target's id is also the id of its main frame.
    frame: String,
    session: String,
    state: RefCell<State>,
    theme: Cell<Theme>,
    has_scripts: Cell<bool>,
}

/// What the events have told so far.
#[derive(Default)]
struct State {
    is_requested: bool,
    is_loading: bool,
    loaded: String,
    status: u64,
    dialogs: Vec<String>,
    problems: Problems,
}

impl<'b> Page<'b> {
    pub(super) fn attach(browser: &'b Browser, context: String, frame: String, session: String) -> Outcome<Self> {
        let (state, theme) = (RefCell::default(), Cell::new(Theme::Light));
        let page = Self {
            browser,
            context,
            frame,
            session,
            state,
            theme,
            has_scripts: Cell::new(true),
        };
        for domain in ["Page", "Runtime", "Network", "Log", "DOM"] {
            page.call(&format!("{domain}.enable"), json!({}))?;
        }
        page.call("Page.setLifecycleEventsEnabled", json!({ "enabled": true }))?;
        page.call("Emulation.setFocusEmulationEnabled", json!({ "enabled": true }))?;
        page.set_viewport(1280, 800)?;
        page.set_theme(Theme::Light)?;
        Ok(page)
    }

    /// Goes to an address and waits until the page has loaded.
    pub fn open(&self, url: &str) -> Outcome<()> {
        let answer = self.call("Page.navigate", json!({ "url": url }))?;
        if let Some(error) = answer
            .get("errorText")
            .and_then(Value::as_str)
            .filter(|error| !error.is_empty())
        {
            return fail(format!("{url}: {error}"));
        }
        // Within the same document there is nothing to load.
        let Some(loader) = answer.get("loaderId").and_then(Value::as_str) else {
            return Ok(());
        };
        self.pump(&format!("{url} to load"), |state| state.loaded == loader)?;
        self.settle()
    }

    /// Waits until no page load is under way; those that wait here have clicked or pressed something.
    pub fn settle(&self) -> Outcome<()> {
        // A turn of the page's own loop, so that a form just submitted has asked for its page.
        let turn = if self.has_scripts.get() {
            "new Promise(done => setTimeout(done, 0))"
        } else {
            "0"
        };
        match self.eval(turn) {
            Err(failure) if !GONE.iter().any(|word| failure.0.contains(word)) => return Err(failure),
            _ => {}
        }
        self.pump("the page to load", |state| !state.is_requested && !state.is_loading)
    }

    /// Waits until a JavaScript expression is true, at most `WAIT_MAX`; loads in between are fine.
    pub fn wait_until(&self, condition: &str) -> Outcome<()> {
        let deadline = Instant::now() + WAIT_MAX;
        loop {
            match self.eval(&format!("Boolean({condition})")) {
                Ok(Value::Bool(true)) => return Ok(()),
                Err(failure) if !GONE.iter().any(|word| failure.0.contains(word)) => return Err(failure),
                _ if Instant::now() > deadline => return fail(format!("never became true: {condition}")),
                _ => self.read_events(LOOK_AGAIN)?,
            }
        }
    }

    /// The value of a JavaScript expression; a promise is awaited.
    pub fn eval(&self, js: &str) -> Outcome<Value> {
        self.eval_in(None, js)
    }

    pub(super) fn eval_in(&self, world: Option<u64>, js: &str) -> Outcome<Value> {
        let mut parameters =
            json!({ "expression": js, "returnByValue": true, "awaitPromise": true, "userGesture": true });
        if let (Some(world), Some(fields)) = (world, parameters.as_object_mut()) {
            fields.insert("contextId".to_owned(), world.into());
        }
        let mut answer = self.call("Runtime.evaluate", parameters)?;
        if let Some(details) = answer.get("exceptionDetails") {
            let description = details
                .pointer("/exception/description")
                .or_else(|| details.get("text"));
            return fail(description.and_then(Value::as_str).unwrap_or("the script failed"));
        }
        Ok(answer.pointer_mut("/result/value").map(Value::take).unwrap_or_default())
    }

    /// A JavaScript world that shares the document with the page, but none of its variables.
    pub(super) fn isolated_world(&self) -> Outcome<u64> {
        let world = self.call(
            "Page.createIsolatedWorld",
            json!({ "frameId": self.frame, "worldName": "audit" }),
        )?;
        let id = world.get("executionContextId").and_then(Value::as_u64);
        id.ok_or_else(|| Failure(format!("no world was made: {world}")))
    }

    /// The visible text of the first element that matches.
    pub fn text(&self, css: &str) -> Outcome<String> {
        let text = self.eval(&format!("document.querySelector({})?.innerText", quoted(css)))?;
        match text.as_str() {
            Some(text) => Ok(text.to_owned()),
            None => fail(format!("{}: nothing matches {css}", self.url()?)),
        }
    }

    /// The visible texts of all elements that match.
    pub fn texts(&self, css: &str) -> Outcome<Vec<String>> {
        self.strings(&format!(
            "[...document.querySelectorAll({})].map(element => element.innerText)",
            quoted(css)
        ))
    }

    /// An attribute of the first element that matches, if it has it.
    pub fn attribute(&self, css: &str, name: &str) -> Outcome<Option<String>> {
        let js = format!(
            "document.querySelector({})?.getAttribute({})",
            quoted(css),
            quoted(name)
        );
        Ok(self.eval(&js)?.as_str().map(str::to_owned))
    }

    pub fn exists(&self, css: &str) -> Outcome<bool> {
        Ok(self.eval(&format!("document.querySelector({}) !== null", quoted(css)))? == Value::Bool(true))
    }

    /// The addresses of all links of the page, absolute, without fragment, each once.
    pub fn links(&self) -> Outcome<Vec<String>> {
        self.links_in("a[href]")
    }

    /// The addresses of the links that match, absolute, without fragment, each once.
    pub fn links_in(&self, css: &str) -> Outcome<Vec<String>> {
        self.strings(&format!(
            "[...new Set([...document.querySelectorAll({})].map(link => String(link.href.baseVal ?? link.href))\
             .map(href => new URL(href, location).href.split('#')[0]))]",
            quoted(css)
        ))
    }

    pub fn html(&self) -> Outcome<String> {
        Ok(self
            .eval("document.documentElement.outerHTML")?
            .as_str()
            .unwrap_or_default()
            .to_owned())
    }

    pub fn url(&self) -> Outcome<String> {
        Ok(self.eval("location.href")?.as_str().unwrap_or_default().to_owned())
    }

    /// The HTTP status of the document shown.
    pub fn status(&self) -> Outcome<u64> {
        self.read_events(Duration::ZERO)?;
        Ok(self.state.borrow().status)
    }

    /// The problems since last asked. Empty is what a test wants to see.
    pub fn console_errors(&self) -> Outcome<Vec<Problem>> {
        self.read_events(Duration::ZERO)?;
        Ok(std::mem::take(&mut self.state.borrow_mut().problems.found))
    }

    /// The texts of the dialogs that opened since last asked; each was answered with yes.
    pub fn dialogs(&self) -> Outcome<Vec<String>> {
        self.read_events(Duration::ZERO)?;
        Ok(std::mem::take(&mut self.state.borrow_mut().dialogs))
    }

    /// The size of the window in CSS pixels; narrow ones are phones.
    pub fn set_viewport(&self, width: u32, height: u32) -> Outcome<()> {
        let is_phone = width < 600;
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": is_phone });
        self.call("Emulation.setDeviceMetricsOverride", metrics)?;
        self.call("Emulation.setTouchEmulationEnabled", json!({ "enabled": is_phone }))
            .map(drop)
    }

    pub fn set_theme(&self, theme: Theme) -> Outcome<()> {
        self.theme.set(theme);
        self.set_media("")
    }

    /// Shows the page as it would be printed, or as on the screen again.
    pub fn set_print(&self, is_print: bool) -> Outcome<()> {
        self.set_media(if is_print { "print" } else { "" })
    }

    /// Turns the page's own scripts off or on again, from the next page on; `eval` goes on working.
    pub fn set_scripts(&self, has_scripts: bool) -> Outcome<()> {
        self.has_scripts.set(has_scripts);
        self.call("Emulation.setScriptExecutionDisabled", json!({ "value": !has_scripts }))
            .map(drop)
    }

    /// Writes what the window shows to a PNG file.
    pub fn screenshot(&self, path: impl AsRef<Path>) -> Outcome<()> {
        self.capture(path.as_ref(), false)
    }

    /// Writes the whole page, also what is below the window, to a PNG file.
    pub fn screenshot_whole(&self, path: impl AsRef<Path>) -> Outcome<()> {
        self.capture(path.as_ref(), true)
    }

    fn capture(&self, path: &Path, is_whole: bool) -> Outcome<()> {
        let mut parameters = json!({ "format": "png", "captureBeyondViewport": is_whole });
        if is_whole {
            let size = self.call("Page.getLayoutMetrics", json!({}))?;
            let side = |name: &str| {
                size.pointer(&format!("/cssContentSize/{name}"))
                    .cloned()
                    .unwrap_or_default()
            };
            let clip = json!({ "x": 0, "y": 0, "width": side("width"), "height": side("height"), "scale": 1 });
            parameters
                .as_object_mut()
                .map(|fields| fields.insert("clip".to_owned(), clip));
        }
        let picture = text_at(&self.call("Page.captureScreenshot", parameters)?, "/data")?;
        let picture = Base64::decode_vec(&picture).map_err(|error| Failure(format!("screenshot: {error}")))?;
        std::fs::write(path, picture).map_err(|error| Failure(format!("{}: {error}", path.display())))
    }

    /// Motion is reduced, so that no picture or contrast is taken half-way.
    fn set_media(&self, media: &str) -> Outcome<()> {
        let scheme = match self.theme.get() {
            Theme::Light => "light",
            Theme::Dark => "dark",
        };
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.call(
            "Emulation.setEmulatedMedia",
            json!({ "media": media, "features": features }),
        )
        .map(drop)
    }

    fn strings(&self, js: &str) -> Outcome<Vec<String>> {
        let value = self.eval(js)?;
        let texts = value.as_array().map(Vec::as_slice).unwrap_or_default();
        Ok(texts.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    }

    fn call(&self, method: &str, parameters: Value) -> Outcome<Value> {
        self.browser.call(Some(&self.session), method, parameters)
    }

    /// Reads events until the state is as wanted, at most `WAIT_MAX`.
    fn pump(&self, what: &str, is_done: impl Fn(&State) -> bool) -> Outcome<()> {
        let deadline = Instant::now() + WAIT_MAX;
        self.read_events(Duration::ZERO)?;
        while !is_done(&self.state.borrow()) {
            if Instant::now() > deadline {
                return fail(format!("waited {} s for {what}", WAIT_MAX.as_secs()));
            }
            self.read_events(LOOK_AGAIN)?;
        }
        Ok(())
    }

    fn read_events(&self, patience: Duration) -> Outcome<()> {
        let events = self.browser.events(&self.session, patience)?;
        let mut state = self.state.borrow_mut();
        for event in &events {
            state.read(&self.frame, event);
        }
        Ok(())
    }
}

impl State {
    fn read(&mut self, frame: &str, event: &Value) {
        self.problems.read(frame, event);
        let text = |pointer: &str| event.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        if text("/method") == "Page.javascriptDialogOpening" {
            self.dialogs.push(text("/params/message").to_owned());
        }
        if text("/params/frameId") != frame {
            return;
        }
        match text("/method") {
            "Page.frameRequestedNavigation" => self.is_requested = text("/params/disposition") == "currentTab",
            "Page.frameStartedLoading" => self.is_loading = true,
            "Page.frameStoppedLoading" => (self.is_requested, self.is_loading) = (false, false),
            "Page.lifecycleEvent" if text("/params/name") == "load" => {
                text("/params/loaderId").clone_into(&mut self.loaded)
            }
            "Network.responseReceived" if text("/params/type") == "Document" => {
                self.status = event
                    .pointer("/params/response/status")
                    .and_then(Value::as_u64)
                    .unwrap_or_default();
            }
            _ => {}
        }
    }
}

impl Drop for Page<'_> {
    fn drop(&mut self) {
        // An error here means that the browser is gone, and the page with it.
        let _ = self.browser.call(
            None,
            "Target.disposeBrowserContext",
            json!({ "browserContextId": self.context }),
        );
    }
}

/// A text as a JavaScript literal.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}
