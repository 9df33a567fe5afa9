//! Filters of lists and parameters of reports: plain GET fields, so that every state is a URL.

#[derive(Debug, Clone, Default)]
pub struct FilterOption {
    pub value: String,
    pub label: String,
    pub checked: bool,
    pub count: Option<String>,
}

impl FilterOption {
    pub fn new(value: impl Into<String>, label: impl Into<String>, checked: bool) -> FilterOption {
        FilterOption {
            value: value.into(),
            label: label.into(),
            checked,
            count: None,
        }
    }
}

/// A link inside a filter's panel ("This month").
#[derive(Debug, Clone, Default)]
pub struct Preset {
    pub label: String,
    pub url: String,
}

#[derive(Debug, Clone)]
pub enum FilterKind {
    /// Several values; posts `name` repeatedly.
    Choice(Vec<FilterOption>),
    /// One value of a few; posts `name`.
    One(Vec<FilterOption>),
    /// Contains this text.
    Text(String),
    /// Posts `name.from` and `name.to`.
    DateRange {
        from: String,
        to: String,
        presets: Vec<Preset>,
    },
    /// A single day; posts `name`.
    Date(String),
    /// Posts `name.from` and `name.to`.
    NumberRange { from: String, to: String, unit: String },
    /// Posts `name` = yes or no; empty means both.
    YesNo(Option<bool>),
    /// A record by search; posts its id as `name`.
    Lookup {
        search_url: String,
        id: String,
        text: String,
    },
}

impl Default for FilterKind {
    fn default() -> FilterKind {
        FilterKind::Text(String::new())
    }
}

#[derive(Debug, Clone, Default)]
pub struct FilterField {
    pub name: String,
    pub label: String,
    pub kind: FilterKind,
    /// "not cancelled", "this year": set when the filter is active.
    pub value_text: String,
    /// The list without this filter.
    pub remove_url: String,
}

impl FilterField {
    pub fn is_active(&self) -> bool {
        !self.value_text.is_empty()
    }

    /// Plain characters for ids in the page.
    pub fn dom_id(&self) -> String {
        self.name
            .chars()
            .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' })
            .collect()
    }

    /// The parameters this filter's form sets itself.
    pub fn own_names(&self) -> Vec<String> {
        vec![
            self.name.clone(),
            format!("{}.from", self.name),
            format!("{}.to", self.name),
        ]
    }
}
