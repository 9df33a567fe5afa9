//! Buttons and menu items, and the question some of them ask before.

/// How a decision of a worklist is taken back where it was made: its row collapses and offers this for ten seconds.
#[derive(Debug, Clone, Default)]
pub struct Undo {
    /// The operation that takes it back.
    pub url: String,
    /// What was decided, for the collapsed row.
    pub done: String,
    /// Posted as `reason`, where the operation wants one.
    pub reason: String,
}

/// The question before something irreversible: names the thing and the effect, the verb stands on the button.
#[derive(Debug, Clone, Default)]
pub struct Confirm {
    pub title: String,
    pub text: String,
    /// "Delete 3 orders"
    pub verb: String,
    /// Asks for a reason, posted as `reason`, when it has a label.
    pub reason_label: Option<String>,
    /// Reasons offered; another may be typed.
    pub suggestions: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Method {
    #[default]
    Get,
    Post,
}

/// A button or menu item. POST actions become small forms carrying csrf, key and version by themselves.
#[derive(Debug, Clone, Default)]
pub struct Action {
    pub label: String,
    /// Empty: no icon.
    pub icon: &'static str,
    pub url: String,
    pub method: Method,
    pub danger: bool,
    pub confirm: Option<Confirm>,
    /// For decisions that can be taken back.
    pub undo: Option<Undo>,
    /// Further hidden fields of a POST.
    pub fields: Vec<(String, String)>,
    /// Single key that triggers it (shown in menus, listed under "?"): "D".
    pub key: &'static str,
}

impl Action {
    pub fn get(label: impl Into<String>, icon: &'static str, url: impl Into<String>) -> Action {
        Action {
            label: label.into(),
            icon,
            url: url.into(),
            ..Action::default()
        }
    }
    pub fn post(label: impl Into<String>, icon: &'static str, url: impl Into<String>) -> Action {
        Action {
            method: Method::Post,
            ..Action::get(label, icon, url)
        }
    }
    pub fn danger(mut self) -> Action {
        self.danger = true;
        self
    }
    pub fn confirm(mut self, title: impl Into<String>, text: impl Into<String>, verb: impl Into<String>) -> Action {
        self.confirm = Some(Confirm {
            title: title.into(),
            text: text.into(),
            verb: verb.into(),
            ..Confirm::default()
        });
        self
    }
    /// The confirmation also asks for a reason (posted as `reason`).
    pub fn reason(mut self, label: impl Into<String>) -> Action {
        let mut confirm = self.confirm.unwrap_or_else(|| Confirm {
            title: self.label.clone(),
            verb: self.label.clone(),
            ..Confirm::default()
        });
        confirm.reason_label = Some(label.into());
        self.confirm = Some(confirm);
        self
    }
    /// Reasons to choose from; another may be typed.
    pub fn suggest(mut self, reasons: Vec<String>) -> Action {
        if let Some(confirm) = &mut self.confirm {
            confirm.suggestions = reasons;
        }
        self
    }
    /// Decided in place, with a way back.
    pub fn undo(mut self, undo: Undo) -> Action {
        self.undo = Some(undo);
        self
    }
    pub fn field(mut self, name: impl Into<String>, value: impl Into<String>) -> Action {
        self.fields.push((name.into(), value.into()));
        self
    }
    pub fn key(mut self, key: &'static str) -> Action {
        self.key = key;
        self
    }
    pub fn is_post(&self) -> bool {
        self.method == Method::Post
    }
}
