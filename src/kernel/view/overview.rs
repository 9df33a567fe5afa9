//! The start of a department: key figures, trend, what needs attention, rankings.
use crate::kernel::chart::Chart;
use crate::kernel::chart::sparkline;
use crate::kernel::view::action::Action;
use crate::kernel::view::parts::Banner;
use crate::kernel::view::parts::Empty;
use crate::kernel::view::parts::Link;
use crate::kernel::view::status::Tone;
use crate::kernel::view::table::DataTable;
use crate::kernel::view::ui::Markup;

/// A change against last year or a target.
#[derive(Debug, Clone, Default)]
pub struct Delta {
    pub text: String,
    pub up: bool,
    pub good: bool,
}

/// One key figure, a link to the list that proves it.
#[derive(Debug, Clone, Default)]
pub struct Kpi {
    pub label: String,
    pub url: String,
    /// "€", before the figure; may be empty.
    pub before: String,
    /// "1.284"
    pub value: String,
    /// "M", "%", after the figure.
    pub after: String,
    /// The exact value, in the title.
    pub exact: String,
    pub delta: Option<Delta>,
    /// "on Nov 2025"
    pub context: String,
    /// Drawn by [`crate::kernel::chart::sparkline`]; empty: none.
    pub spark: Vec<f64>,
}

impl Kpi {
    pub(crate) fn sparkline(&self) -> Markup {
        Markup::trusted(sparkline(&self.spark))
    }
}

/// A switch in the head: every choice is a URL.
#[derive(Debug, Clone, Default)]
pub struct Switch {
    pub label: String,
    pub choices: Vec<SwitchChoice>,
}

#[derive(Debug, Clone, Default)]
pub struct SwitchChoice {
    pub label: String,
    pub url: String,
    pub current: bool,
}

/// An exception to clear: how many, what is at stake, the verb.
#[derive(Debug, Clone, Default)]
pub struct WorkItem {
    pub count: String,
    pub tone: Tone,
    pub title: String,
    pub text: String,
    pub verb: String,
    pub url: String,
}

/// A bar of a ranking.
#[derive(Debug, Clone, Default)]
pub struct HBar {
    pub label: String,
    pub count: String,
    pub value: String,
    pub url: String,
    /// Length, 0 to 100.
    pub percent: u8,
    pub tone: Option<Tone>,
}

#[derive(Debug, Clone)]
pub enum CardBody {
    Chart(Chart),
    Work(Vec<WorkItem>),
    Bars(Vec<HBar>),
    Table(DataTable),
    Links(Vec<Link>),
    Empty(Empty),
}

impl Default for CardBody {
    fn default() -> CardBody {
        CardBody::Links(Vec::new())
    }
}

#[derive(Debug, Clone, Default)]
pub struct OverviewCard {
    pub title: String,
    /// Columns of twelve: 4, 5, 6, 7, 8 or 12.
    pub span: u8,
    pub count: Option<String>,
    pub link: Option<Link>,
    pub body: CardBody,
    /// A sentence at the foot of the card.
    pub foot: String,
}

impl OverviewCard {
    pub fn span_class(&self) -> String {
        format!("span-{}", self.span)
    }
    pub fn is_flush(&self) -> bool {
        matches!(self.body, CardBody::Table(_))
    }
}

#[derive(Debug, Clone, Default)]
pub struct OverviewPage {
    pub title: String,
    /// "Monday 23 November 2026 · figures as of 13:00"
    pub subtitle: String,
    pub switches: Vec<Switch>,
    pub primary: Option<Action>,
    pub banners: Vec<Banner>,
    pub kpis: Vec<Kpi>,
    pub cards: Vec<OverviewCard>,
}
