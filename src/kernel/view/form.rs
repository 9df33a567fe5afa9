//! The edit form: groups of fields on a twelve-column grid, problems on top, save bar below.
use crate::kernel::view::action::Action;
use crate::kernel::view::lines::LinesGrid;
use crate::kernel::view::parts::Banner;
use crate::kernel::view::status::Status;

#[derive(Debug, Clone, Default)]
pub struct SelectOption {
    pub value: String,
    pub label: String,
    /// Explanation under a choice card; unused in a select.
    pub hint: String,
}

impl SelectOption {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> SelectOption {
        SelectOption {
            value: value.into(),
            label: label.into(),
            hint: String::new(),
        }
    }
}

#[derive(Debug, Clone, Default)]
pub enum FieldKind {
    #[default]
    Text,
    Textarea,
    Email,
    Tel,
    Password,
    /// Right-aligned figure with an optional unit after it.
    Number {
        unit: String,
    },
    /// Figure with its currency code.
    Money {
        currency: String,
    },
    Date,
    DateTime,
    /// Up to seven values; more is a combobox.
    Select(Vec<SelectOption>),
    /// Several of a list, as checkboxes with the same name.
    Checks(Vec<SelectOption>),
    /// A record found by typing. The hidden input `name` carries the id (the field's `value`), the visible one
    /// `name.text` the text: without scripts the server resolves the text.
    Combo {
        search_url: String,
        text: String,
        icon: &'static str,
    },
    /// Posts `yes`; a hidden `name` = "no" precedes it, so that an empty box is an answer.
    Check,
    /// Two to five exclusive options with explanations.
    Radio(Vec<SelectOption>),
    File {
        accept: String,
    },
    /// Several files under one name.
    Files {
        accept: String,
    },
    /// Shown, not changed; posted all the same.
    ReadOnly,
    Hidden,
}

/// One input. `name` may be a path: `addresses.0.city`.
#[derive(Debug, Clone, Default)]
pub struct Field {
    pub name: String,
    pub label: String,
    pub kind: FieldKind,
    /// As typed, also when wrong. For `Checks`: the checked values joined by ",".
    pub value: String,
    /// Columns of twelve: 2, 3, 4, 6, 8 or 12 (0 means 4).
    pub width: u8,
    pub hint: String,
    pub optional: bool,
    /// The same sentence as in the summary.
    pub error: Option<String>,
    /// autocomplete token ("username", "one-time-code"); empty: off.
    pub autocomplete: &'static str,
    pub autofocus: bool,
    /// Language of the content when it is not the page's ("zh-Hant").
    pub lang: &'static str,
    pub max_length: Option<u32>,
    /// Rewrites the form when changed: the name of a submit button pressed by script (`refresh`).
    pub refreshes: bool,
    /// Texts offered for a text field; another may be typed.
    pub suggestions: Vec<String>,
}

impl Field {
    pub fn new(name: impl Into<String>, label: impl Into<String>, kind: FieldKind) -> Field {
        Field {
            name: name.into(),
            label: label.into(),
            kind,
            ..Field::default()
        }
    }
    pub fn text(name: impl Into<String>, label: impl Into<String>) -> Field {
        Field::new(name, label, FieldKind::Text)
    }
    pub fn hidden(name: impl Into<String>, value: impl Into<String>) -> Field {
        Field::new(name, "", FieldKind::Hidden).value(value)
    }
    pub fn value(mut self, value: impl Into<String>) -> Field {
        self.value = value.into();
        self
    }
    pub fn width(mut self, columns: u8) -> Field {
        self.width = columns;
        self
    }
    pub fn hint(mut self, hint: impl Into<String>) -> Field {
        self.hint = hint.into();
        self
    }
    pub fn optional(mut self) -> Field {
        self.optional = true;
        self
    }
    pub fn suggest(mut self, texts: Vec<String>) -> Field {
        self.suggestions = texts;
        self
    }
    pub fn error(mut self, error: Option<String>) -> Field {
        self.error = error;
        self
    }

    /// Plain characters for the id in the page; problems link to it.
    pub fn dom_id(&self) -> String {
        dom_id(&self.name)
    }
    pub fn is_checked(&self, option: &SelectOption) -> bool {
        self.value.split(',').any(|value| value == option.value)
    }
    pub fn is_on(&self) -> bool {
        matches!(self.value.as_str(), "yes" | "true" | "on" | "1")
    }
    pub fn input_type(&self) -> &'static str {
        match self.kind {
            FieldKind::Email => "email",
            FieldKind::Tel => "tel",
            FieldKind::Password => "password",
            FieldKind::DateTime => "datetime-local",
            FieldKind::Text
            | FieldKind::Textarea
            | FieldKind::Number { .. }
            | FieldKind::Money { .. }
            | FieldKind::Date
            | FieldKind::Select(_)
            | FieldKind::Checks(_)
            | FieldKind::Combo { .. }
            | FieldKind::Check
            | FieldKind::Radio(_)
            | FieldKind::File { .. }
            | FieldKind::Files { .. }
            | FieldKind::ReadOnly
            | FieldKind::Hidden => "text",
        }
    }
    pub fn is_wide(&self) -> bool {
        matches!(self.kind, FieldKind::Radio(_) | FieldKind::Checks(_))
    }
    /// Class of the grid cell.
    pub fn width_class(&self) -> &'static str {
        match self.width {
            0 | 4 => "w-4",
            1 | 2 => "w-2",
            3 => "w-3",
            5 | 6 => "w-6",
            7..=9 => "w-8",
            _ => "w-12",
        }
    }
    /// The ids `aria-describedby` names.
    pub fn described_by(&self) -> String {
        let id = self.dom_id();
        match (self.error.is_some(), self.hint.is_empty()) {
            (true, true) => format!("{id}-e"),
            (true, false) => format!("{id}-e {id}-h"),
            (false, false) => format!("{id}-h"),
            (false, true) => String::new(),
        }
    }
}

/// `lines.3.quantity` → `f-lines-3-quantity`.
pub fn dom_id(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' })
        .collect();
    format!("f-{plain}")
}

/// A card of fields.
#[derive(Debug, Clone, Default)]
pub struct FieldGroup {
    pub title: String,
    pub text: String,
    pub fields: Vec<Field>,
}

/// One sentence of the summary, linked to its field (empty: no field).
#[derive(Debug, Clone, Default)]
pub struct Problem {
    pub field: String,
    pub text: String,
}

impl Problem {
    pub fn dom_id(&self) -> String {
        dom_id(&self.field)
    }
}

/// A field both sides changed.
#[derive(Debug, Clone, Default)]
pub struct ConflictField {
    pub name: String,
    pub label: String,
    pub mine: String,
    pub theirs: String,
    /// Theirs as the form would post it: the name of each input and its value.
    pub theirs_values: Vec<(String, String)>,
}

/// Somebody else saved first: both versions, field by field. Posts `_take.<name>` = mine or theirs, and the new version.
#[derive(Debug, Clone, Default)]
pub struct Conflict {
    pub who: String,
    pub when: String,
    pub fields: Vec<ConflictField>,
    /// The version the record has now; the one the form is based on where the form cannot show all that differs.
    pub version: String,
    /// Where to begin anew, when this form can no longer be saved.
    pub reload_url: Option<String>,
}

/// The server keeps what is typed two seconds after the last change.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// POST target; answers with the note that then stands beside the title.
    pub url: String,
    /// POST target that throws it away; answers 204.
    pub discard_url: String,
    /// "Draft kept on the server at 13:04"; empty at the start.
    pub note: String,
}

#[derive(Debug, Clone, Default)]
pub enum FormPart {
    Group(FieldGroup),
    Lines(LinesGrid),
    #[default]
    Nothing,
}

#[derive(Debug, Clone, Default)]
pub struct FormPage {
    pub title: String,
    pub status: Option<Status>,
    pub subtitle: String,
    /// POST target.
    pub action: String,
    pub problems: Vec<Problem>,
    /// Do not block: listed with "Save anyway" (posts `_anyway` = yes).
    pub warnings: Vec<String>,
    /// Label of the reason asked with "Save anyway", posted as `_reason`.
    pub warning_reason: Option<String>,
    pub conflict: Option<Conflict>,
    pub banners: Vec<Banner>,
    pub parts: Vec<FormPart>,
    /// Carried as `_version`; empty for new records.
    pub version: String,
    /// The company written in, carried as `_company`.
    pub company: String,
    /// Posts files.
    pub multipart: bool,
    pub discard_url: String,
    /// Label of the main button; empty: "Save".
    pub save_label: String,
    /// Offers "Save and new" (posts `_then` = new).
    pub save_and_new: bool,
    /// Links and POST buttons at the top (delete a draft, archive).
    pub actions: Vec<Action>,
    pub draft: Option<Draft>,
    /// Settings pages: anchors of the groups at the top.
    pub index: bool,
}

impl FormPage {
    /// Adds a card of fields.
    pub fn group(mut self, title: impl Into<String>, fields: Vec<Field>) -> FormPage {
        self.parts.push(FormPart::Group(FieldGroup {
            title: title.into(),
            fields,
            ..FieldGroup::default()
        }));
        self
    }
    /// What a field of the cards says is wrong with it.
    pub fn error_of(&self, name: &str) -> Option<String> {
        let fields = self.parts.iter().flat_map(|part| match part {
            FormPart::Group(group) => group.fields.as_slice(),
            FormPart::Lines(_) | FormPart::Nothing => &[],
        });
        fields
            .filter(|field| field.name == name)
            .find_map(|field| field.error.clone())
    }
    /// The input that stands for a field: the text of a record in a line, which is posted as its id.
    pub fn input_of(&self, name: &str) -> String {
        let is_record = |text: &&str| {
            self.parts.iter().any(|part| match part {
                FormPart::Lines(grid) => grid.has_record(text),
                FormPart::Group(_) | FormPart::Nothing => false,
            })
        };
        name.strip_suffix("_id").filter(is_record).unwrap_or(name).to_owned()
    }
    pub fn lines(mut self, grid: LinesGrid) -> FormPage {
        self.parts.push(FormPart::Lines(grid));
        self
    }
    /// The summary lists the page's own problems; fields show theirs through [`Field::error`].
    pub fn has_problems(&self) -> bool {
        !self.problems.is_empty()
    }
}
