//! How the state of a record looks: its tone, its shape, and tags beside it.

/// A status colour family. Colour is the third channel: shape and words come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    #[default]
    Neutral,
    Info,
    Success,
    Warning,
    Danger,
    Special,
}

impl Tone {
    /// The value of `data-tone`.
    pub fn code(self) -> &'static str {
        match self {
            Tone::Neutral => "neutral",
            Tone::Info => "info",
            Tone::Success => "success",
            Tone::Warning => "warning",
            Tone::Danger => "danger",
            Tone::Special => "special",
        }
    }

    /// The icon of a banner or toast in this tone.
    pub fn icon(self) -> &'static str {
        match self {
            Tone::Neutral | Tone::Info | Tone::Special => "info",
            Tone::Success => "circle-check",
            Tone::Warning => "triangle-alert",
            Tone::Danger => "circle-alert",
        }
    }
}

/// The glyph of a status: readable without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shape {
    /// Dashed ring.
    Draft,
    /// Ring.
    #[default]
    Open,
    Quarter,
    Half,
    ThreeQuarters,
    /// Check.
    Done,
    /// Pause.
    Hold,
    /// Triangle.
    Alert,
    /// Cross.
    Cancel,
}

impl Shape {
    pub fn icon(self) -> &'static str {
        match self {
            Shape::Draft => "st-draft",
            Shape::Open => "st-open",
            Shape::Quarter => "st-25",
            Shape::Half => "st-50",
            Shape::ThreeQuarters => "st-75",
            Shape::Done => "st-done",
            Shape::Hold => "st-hold",
            Shape::Alert => "st-alert",
            Shape::Cancel => "st-cancel",
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Status {
    pub shape: Shape,
    pub tone: Tone,
    pub text: String,
}

impl Status {
    pub fn new(shape: Shape, tone: Tone, text: impl Into<String>) -> Status {
        Status {
            shape,
            tone,
            text: text.into(),
        }
    }
}

/// A fact that is not a state: Export, Key account.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tag {
    pub tone: Tone,
    pub icon: Option<&'static str>,
    pub text: String,
}

impl Tag {
    pub fn new(tone: Tone, text: impl Into<String>) -> Tag {
        Tag {
            tone,
            icon: None,
            text: text.into(),
        }
    }
}
