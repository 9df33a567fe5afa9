//! Pages beside the floorplans: sign-in and other pages without a rail, errors, set-up index, wizard, texts.
use crate::kernel::qr;
use crate::kernel::view::action::Action;
use crate::kernel::view::form::Field;
use crate::kernel::view::form::FieldGroup;
use crate::kernel::view::form::Problem;
use crate::kernel::view::parts::Banner;
use crate::kernel::view::parts::Fact;
use crate::kernel::view::parts::Link;
use crate::kernel::view::table::DataTable;
use crate::kernel::view::ui::Markup;

/// A small page in its own frame: sign-in, second factor, reset, first steps.
#[derive(Debug, Clone, Default)]
pub struct PlainPage {
    pub title: String,
    pub text: String,
    /// POST target; empty: no form.
    pub action: String,
    pub problems: Vec<Problem>,
    pub banners: Vec<Banner>,
    pub fields: Vec<Field>,
    pub submit_label: String,
    pub links: Vec<Link>,
    /// Text shown as a QR code, for a phone to scan; empty: none.
    pub picture: String,
    /// Codes or lines to write down (recovery codes).
    pub codes: Vec<String>,
    /// Small lines at the foot (the demo's sign-ins).
    pub table: Option<DataTable>,
}

impl PlainPage {
    pub(crate) fn qr(&self) -> Markup {
        Markup::trusted(qr::svg(&self.picture))
    }
}

/// Refused, missing, forbidden, broken: says what it is and what comes next.
#[derive(Debug, Clone, Default)]
pub struct ErrorPage {
    /// HTTP status, shown small.
    pub status: u16,
    pub title: String,
    pub text: String,
    /// The first is primary.
    pub links: Vec<Link>,
    /// To quote when asking for help; empty: none.
    pub reference: String,
    /// Without rail and panel (nobody is signed in).
    pub bare: bool,
}

impl ErrorPage {
    pub fn icon(&self) -> &'static str {
        match self.status {
            401 | 403 => "lock",
            404 | 410 => "search",
            409 => "users",
            422 => "triangle-alert",
            _ => "cloud-off",
        }
    }
}

/// One set-up page on its card.
#[derive(Debug, Clone, Default)]
pub struct SetupItem {
    pub icon: &'static str,
    pub label: String,
    pub text: String,
    pub url: String,
    pub count: Option<String>,
}

#[derive(Debug, Clone, Default)]
pub struct SetupGroup {
    pub title: String,
    pub items: Vec<SetupItem>,
}

/// All set-up pages, grouped.
#[derive(Debug, Clone, Default)]
pub struct SetupIndex {
    pub title: String,
    pub text: String,
    pub groups: Vec<SetupGroup>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WizardState {
    Done,
    Now,
    #[default]
    Todo,
}

impl WizardState {
    pub fn code(self) -> &'static str {
        match self {
            WizardState::Done => "done",
            WizardState::Now => "now",
            WizardState::Todo => "todo",
        }
    }
    pub fn is_done(self) -> bool {
        self == WizardState::Done
    }
    pub fn is_now(self) -> bool {
        self == WizardState::Now
    }
}

#[derive(Debug, Clone, Default)]
pub struct WizardStep {
    pub state: WizardState,
    pub label: String,
    pub summary: String,
    pub url: Option<String>,
}

/// Rare, branching work: one topic per step, every step saves.
#[derive(Debug, Clone, Default)]
pub struct WizardPage {
    /// "Set up Nordwerk Laundry GmbH"
    pub frame_title: String,
    pub leave: Link,
    /// "Step 3 of 7 · about 12 minutes left"
    pub progress: String,
    pub steps: Vec<WizardStep>,
    pub title: String,
    pub text: String,
    pub action: String,
    pub multipart: bool,
    pub problems: Vec<Problem>,
    pub banners: Vec<Banner>,
    pub groups: Vec<FieldGroup>,
    pub table: Option<DataTable>,
    pub result_title: String,
    pub result: Vec<Fact>,
    pub back_url: Option<String>,
    pub skip_url: Option<String>,
    pub submit_label: String,
}

/// One part of a text page.
#[derive(Debug, Clone, Default)]
pub struct TextBlock {
    pub title: String,
    pub paragraphs: Vec<String>,
    pub facts: Vec<Fact>,
    pub table: Option<DataTable>,
    pub links: Vec<Link>,
    pub actions: Vec<Action>,
    pub code: String,
}

/// Prose, facts and tables in cards: help, results of a job, sessions, tokens.
#[derive(Debug, Clone, Default)]
pub struct TextPage {
    pub title: String,
    pub subtitle: String,
    pub actions: Vec<Action>,
    pub banners: Vec<Banner>,
    pub blocks: Vec<TextBlock>,
    /// Reloads itself every so many seconds (job progress).
    pub refresh_seconds: Option<u32>,
    /// Progress bar, 0 to 100.
    pub percent: Option<u8>,
}
