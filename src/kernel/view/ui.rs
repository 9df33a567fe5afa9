//! What every template reaches for: texts of the frame, icons, addresses of static files.
use crate::kernel::assets;
use crate::kernel::message::Language;
use crate::kernel::message::Messages;
use crate::kernel::message::Value;
use crate::kernel::view::shell::Shell;
use askama::filters::HtmlSafe;
use std::fmt;

/// Finished mark-up made by the kernel itself; never holds what a user typed.
#[derive(Debug, Clone)]
pub(crate) struct Markup(String);

impl fmt::Display for Markup {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl HtmlSafe for Markup {}

impl Markup {
    /// Only for strings this folder has escaped itself (charts).
    pub(crate) fn trusted(html: String) -> Markup {
        Markup(html)
    }
}

/// An icon of the sprite; unknown names are reported in the log and show nothing.
pub(crate) fn icon(name: &str) -> Markup {
    sized_icon(name, "icon")
}

/// The small size, inside buttons and chips.
pub(crate) fn small_icon(name: &str) -> Markup {
    sized_icon(name, "icon icon--sm")
}

fn sized_icon(name: &str, class: &str) -> Markup {
    if name.is_empty() {
        return Markup(String::new());
    }
    if !assets::icon_exists(name) {
        tracing::error!(name, "no such icon in static/icons.svg");
        return Markup(String::new());
    }
    let sprite = assets::asset("icons.svg");
    Markup(format!(
        "<svg class=\"{class}\" aria-hidden=\"true\"><use href=\"{sprite}#{name}\"/></svg>"
    ))
}

/// The frame a template is rendered in.
#[derive(Clone, Copy)]
pub(crate) struct Ui<'a> {
    pub shell: &'a Shell,
    messages: &'static Messages,
}

impl<'a> Ui<'a> {
    pub(crate) fn new(shell: &'a Shell) -> Ui<'a> {
        Ui {
            shell,
            messages: Messages::get(shell.language),
        }
    }

    /// The same frame with the texts of another language (documents).
    pub(crate) fn in_language(shell: &'a Shell, language: Language) -> Ui<'a> {
        Ui {
            shell,
            messages: Messages::get(language),
        }
    }

    /// A text of the frame.
    pub(crate) fn t(&self, key: &str) -> String {
        self.messages.text(key)
    }

    /// A text of the frame with one value.
    pub(crate) fn t1(&self, key: &str, name: &str, value: &str) -> String {
        self.messages.with(key, &[(name, Value::from(value))])
    }

    /// A text of the frame with a count (`$count`).
    pub(crate) fn tn(&self, key: &str, count: usize) -> String {
        self.messages.with(key, &[("count", Value::from(count))])
    }

    pub(crate) fn unread(&self) -> usize {
        usize::try_from(self.shell.unread).unwrap_or_default()
    }

    /// "Quantity, line 4"
    pub(crate) fn line_label(&self, column: &str, line: usize) -> String {
        self.messages.with(
            "kernel-grid-cell",
            &[("name", Value::from(column)), ("count", Value::from(line))],
        )
    }

    pub(crate) fn icon(&self, name: &str) -> Markup {
        icon(name)
    }

    pub(crate) fn icon_sm(&self, name: &str) -> Markup {
        small_icon(name)
    }

    /// An id in the page: "q-top-3".
    pub(crate) fn id(&self, first: impl fmt::Display, second: impl fmt::Display) -> String {
        format!("{first}-{second}")
    }

    pub(crate) fn id2(&self, first: impl fmt::Display, second: impl fmt::Display, third: impl fmt::Display) -> String {
        format!("{first}-{second}-{third}")
    }

    pub(crate) fn asset(&self, path: &str) -> String {
        assets::asset(path)
    }

    /// Adds a parameter to a URL that may have some already.
    pub(crate) fn with_part(&self, url: &str, part: &str) -> String {
        let joint = if url.contains('?') { '&' } else { '?' };
        format!("{url}{joint}part={part}")
    }
}
