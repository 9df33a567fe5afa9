//! The object page: one record with its status flow, facts, sections and activity. And the peek beside a list.
use crate::kernel::chart::Chart;
use crate::kernel::view::action::Action;
use crate::kernel::view::parts::Banner;
use crate::kernel::view::parts::Fact;
use crate::kernel::view::parts::Link;
use crate::kernel::view::parts::Person;
use crate::kernel::view::status::Status;
use crate::kernel::view::status::Tag;
use crate::kernel::view::status::Tone;
use crate::kernel::view::table::DataTable;
use crate::kernel::view::table::Total;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StepState {
    Done,
    /// Under way, `percent` done.
    Part,
    /// The current step, nothing done yet.
    Now,
    #[default]
    Todo,
    /// Stopped (cancelled, on hold).
    Stop,
}

impl StepState {
    pub fn code(self) -> &'static str {
        match self {
            StepState::Done => "done",
            StepState::Part => "part",
            StepState::Now => "now",
            StepState::Todo => "todo",
            StepState::Stop => "stop",
        }
    }
}

/// A step of the status flow, with who, when and how much.
#[derive(Debug, Clone, Default)]
pub struct StepItem {
    pub state: StepState,
    pub name: String,
    pub meta: String,
    pub percent: u8,
    pub current: bool,
}

impl StepItem {
    pub fn icon(&self) -> &'static str {
        match self.state {
            StepState::Done => "st-done",
            StepState::Now | StepState::Todo => "st-open",
            StepState::Stop => "st-hold",
            StepState::Part if self.percent < 38 => "st-25",
            StepState::Part if self.percent < 63 => "st-50",
            StepState::Part => "st-75",
        }
    }
}

/// A document in the chain.
#[derive(Debug, Clone, Default)]
pub struct FlowDoc {
    pub kind: String,
    /// Date or amount, at the end of the first line.
    pub meta: String,
    pub number: String,
    pub url: String,
    pub status: Option<Status>,
    /// The record this page shows.
    pub current: bool,
    /// Expected, does not exist yet: `number` says when.
    pub ghost: bool,
}

/// Documents of the same kind, one above the other; `split` draws the branching line.
#[derive(Debug, Clone, Default)]
pub struct FlowColumn {
    pub docs: Vec<FlowDoc>,
    /// Shown only when asked for: what the documents left in the books.
    pub is_extra: bool,
}

#[derive(Debug, Clone, Default)]
pub struct FileItem {
    pub name: String,
    pub url: String,
    /// "184 kB · from customer · 12 Nov"
    pub meta: String,
    pub remove: Option<Action>,
}

#[derive(Debug, Clone, Default)]
pub struct Files {
    pub items: Vec<FileItem>,
    /// POST target (multipart, field `file`); none: reading only.
    pub upload_url: Option<String>,
}

#[derive(Debug, Clone)]
pub enum SectionBody {
    /// Table with the totals box under it.
    Lines {
        table: DataTable,
        totals: Vec<Total>,
    },
    Table(DataTable),
    Facts(Vec<Fact>),
    DocumentFlow(Vec<FlowColumn>),
    Files(Files),
    Chart(Chart),
    Text(Vec<String>),
}

impl Default for SectionBody {
    fn default() -> SectionBody {
        SectionBody::Text(Vec::new())
    }
}

#[derive(Debug, Clone, Default)]
pub struct Section {
    /// Anchor, plain ASCII: "lines".
    pub id: &'static str,
    pub title: String,
    pub count: Option<String>,
    pub tag: Option<Tag>,
    /// Links and POST buttons in the card's head.
    pub actions: Vec<Action>,
    pub body: SectionBody,
}

impl Section {
    pub fn new(id: &'static str, title: impl Into<String>, body: SectionBody) -> Section {
        Section {
            id,
            title: title.into(),
            body,
            ..Section::default()
        }
    }
    pub fn is_files(&self) -> bool {
        matches!(self.body, SectionBody::Files(_))
    }
    /// Whether a part of a chain of documents waits to be asked for.
    pub fn has_extra(&self) -> bool {
        let SectionBody::DocumentFlow(columns) = &self.body else {
            return false;
        };
        columns.iter().any(|column| column.is_extra)
    }
    /// Whether the documents of a column branch off the single one before it.
    pub fn splits(&self, index: &usize) -> bool {
        let SectionBody::DocumentFlow(columns) = &self.body else {
            return false;
        };
        index
            .checked_sub(1)
            .and_then(|before| columns.get(before))
            .is_some_and(|before| before.docs.len() == 1)
    }
    /// Tables stand edge to edge in their card.
    pub fn is_flush(&self) -> bool {
        matches!(self.body, SectionBody::Lines { .. } | SectionBody::Table(_))
    }
}

#[derive(Debug, Clone, Default)]
pub struct Meter {
    pub label: String,
    /// "€ 126,300 of 180,000"
    pub text: String,
    pub percent: u8,
    pub tone: Tone,
}

/// The partner beside a document; also used for any small card of facts.
#[derive(Debug, Clone, Default)]
pub struct SideCard {
    pub title: String,
    pub open: Option<Link>,
    pub person: Option<Person>,
    /// "C-10482 · Bergen · key account"
    pub meta: String,
    pub meter: Option<Meter>,
    pub facts: Vec<Fact>,
}

/// Internal notes are amber with a lock, messages to and from partners are white.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NoteKind {
    #[default]
    Internal,
    External,
}

/// A changed field: old → new.
#[derive(Debug, Clone, Default)]
pub struct Change {
    pub field: String,
    pub old: String,
    pub new: String,
}

#[derive(Debug, Clone, Default)]
pub struct TimelineItem {
    pub icon: &'static str,
    /// Who; shown stressed before `text`.
    pub who: String,
    /// "confirmed the order"; may be a link.
    pub text: String,
    pub url: Option<String>,
    /// "11:42", "20 Nov"
    pub time: String,
    /// Machine time.
    pub iso: String,
    /// A muted second line.
    pub detail: String,
    pub note: Option<(NoteKind, String)>,
    pub changes: Vec<Change>,
}

#[derive(Debug, Clone, Default)]
pub struct Timeline {
    pub items: Vec<TimelineItem>,
    /// POST target of a note (field `text`); none: no composer.
    pub note_url: Option<String>,
    /// The rest of a long timeline.
    pub more_url: Option<String>,
}

#[derive(Debug, Clone, Default)]
pub struct ObjectPage {
    /// The number or name.
    pub title: String,
    pub status: Option<Status>,
    pub tags: Vec<Tag>,
    /// "Sales order for" …
    pub subtitle: String,
    /// … "Halvorsen Elektro AS"
    pub partner: Option<Link>,
    /// The record's version, carried by every POST action as `_version`.
    pub version: String,
    /// Records before and after this one in the list it was opened from.
    pub previous_url: Option<String>,
    pub next_url: Option<String>,
    pub edit_url: Option<String>,
    /// Print page of the document; opened in the same tab.
    pub print_url: Option<String>,
    /// Secondary buttons.
    pub actions: Vec<Action>,
    /// The next step of the process.
    pub primary: Option<Action>,
    /// The rest, in the menu beside it.
    pub menu: Vec<Action>,
    pub banners: Vec<Banner>,
    pub steps: Vec<StepItem>,
    pub facts: Vec<Fact>,
    pub sections: Vec<Section>,
    pub cards: Vec<SideCard>,
    pub timeline: Option<Timeline>,
}

impl ObjectPage {
    /// The facts that are known.
    pub fn known(&self) -> Vec<&Fact> {
        self.facts.iter().filter(|fact| !fact.value.is_empty()).collect()
    }
    pub fn has_aside(&self) -> bool {
        !self.cards.is_empty() || self.timeline.is_some()
    }
}

impl PeekPart {
    /// The facts that are known.
    pub fn known(&self) -> Vec<&Fact> {
        self.facts.iter().filter(|fact| !fact.value.is_empty()).collect()
    }
}

/// The side panel of a list.
#[derive(Debug, Clone, Default)]
pub struct PeekPart {
    pub kind: String,
    pub title: String,
    pub status: Option<Status>,
    pub facts: Vec<Fact>,
    pub lines_title: String,
    pub lines: Option<DataTable>,
    /// "Open order"
    pub open: Link,
    pub actions: Vec<Action>,
    /// Carried by POST actions.
    pub version: String,
}
