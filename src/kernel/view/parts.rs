//! The small things every page is made of: persons, links, cells, facts, banners. Plain data, every text already
//! translated, every figure already formatted.
use crate::kernel::view::status::Shape;
use crate::kernel::view::status::Status;
use crate::kernel::view::status::Tag;
use crate::kernel::view::status::Tone;
use askama::Template;

/// A person (or a party, with `square`) shown as initials beside the name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    pub name: String,
    pub initials: String,
    /// Degrees on the colour wheel.
    pub hue: u16,
    pub url: Option<String>,
}

impl Person {
    /// Initials and colour follow from the name, so the same person looks the same everywhere.
    pub fn new(name: impl Into<String>) -> Person {
        let name = name.into();
        let mut letters = name.split_whitespace().filter_map(|word| word.chars().next());
        let mut initials: String = letters.next().into_iter().collect();
        initials.extend(letters.next_back());
        let hue = name.bytes().fold(7_u32, |sum, byte| (sum * 31 + u32::from(byte)) % 360);
        Person {
            initials: initials.to_uppercase(),
            hue: u16::try_from(hue).unwrap_or_default(),
            name,
            url: None,
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Link {
    pub text: String,
    pub url: String,
}

impl Link {
    pub fn new(text: impl Into<String>, url: impl Into<String>) -> Link {
        Link {
            text: text.into(),
            url: url.into(),
        }
    }
}

/// What stands in a table cell or beside a fact's label.
#[derive(Debug, Clone, Default, PartialEq, Eq, Template)]
#[template(path = "kernel/parts/cell.html")]
pub enum Cell {
    #[default]
    Empty,
    Text(String),
    /// Less important text.
    Muted(String),
    /// Stressed text (grand totals, the amount of a record).
    Strong(String),
    Link(Link),
    /// Several links in one cell.
    Links(Vec<Link>),
    /// Right-aligned, tabular figures; already formatted.
    Number(String),
    /// A figure with a few words under it that say where it comes from.
    Noted {
        figure: String,
        note: String,
    },
    /// As `Number`, with a muted unit after it.
    Quantity {
        figure: String,
        unit: String,
    },
    /// As `Number`; red when `warn`.
    Money {
        figure: String,
        url: Option<String>,
        warn: bool,
    },
    /// Formatted date; `iso` is the machine value, may be empty.
    Date {
        text: String,
        iso: String,
    },
    Status(Status),
    Meter {
        percent: u8,
        tone: Tone,
        text: String,
    },
    Person(Person),
    Tag(Tag),
    Tags(Vec<Tag>),
    /// Code (link when `url` is not empty) over a description on a second line.
    Item {
        code: String,
        url: String,
        text: String,
    },
    /// A change: the arrow says up or down, the colour says good or bad.
    Delta {
        text: String,
        up: bool,
        good: bool,
    },
    /// Yes with a check mark, no as nothing visible; the text is read aloud.
    Check {
        on: bool,
        text: String,
    },
    /// Several lines (an address).
    Lines(Vec<String>),
    Code(String),
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }
    pub fn link(text: impl Into<String>, url: impl Into<String>) -> Cell {
        Cell::Link(Link::new(text, url))
    }
    pub fn number(figure: impl Into<String>) -> Cell {
        Cell::Number(figure.into())
    }
    pub fn money(figure: impl Into<String>) -> Cell {
        Cell::Money {
            figure: figure.into(),
            url: None,
            warn: false,
        }
    }
    /// A figure that opens the records behind it.
    pub fn money_link(figure: impl Into<String>, url: impl Into<String>) -> Cell {
        Cell::Money {
            figure: figure.into(),
            url: Some(url.into()),
            warn: false,
        }
    }
    pub fn date(text: impl Into<String>, iso: impl Into<String>) -> Cell {
        Cell::Date {
            text: text.into(),
            iso: iso.into(),
        }
    }
    pub fn status(shape: Shape, tone: Tone, text: impl Into<String>) -> Cell {
        Cell::Status(Status::new(shape, tone, text))
    }
    pub fn person(name: impl Into<String>) -> Cell {
        Cell::Person(Person::new(name))
    }

    /// Figures stand at the end of their column.
    pub fn is_numeric(&self) -> bool {
        matches!(
            self,
            Cell::Number(_) | Cell::Noted { .. } | Cell::Quantity { .. } | Cell::Money { .. } | Cell::Delta { .. }
        )
    }

    /// Nothing to read: nothing, or only the dash that stands for nothing.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the rest always says something")]
    pub fn is_empty(&self) -> bool {
        match self {
            Cell::Empty => true,
            Cell::Text(text) | Cell::Number(text) => text.is_empty() || text == "–",
            Cell::Lines(lines) => lines.is_empty(),
            Cell::Link(link) => link.text.is_empty(),
            Cell::Person(person) => person.name.is_empty(),
            _ => false,
        }
    }
}

/// One part of the sum behind a figure ("Why").
#[derive(Debug, Clone, Default)]
pub struct WhyPart {
    pub label: String,
    pub value: String,
    pub url: Option<String>,
}

/// A label with its value in a header, card or peek.
#[derive(Debug, Clone, Default)]
pub struct Fact {
    pub label: String,
    pub value: Cell,
    /// The parts a computed value is made of; shown in a popover when not empty.
    pub why: Vec<WhyPart>,
}

impl Fact {
    pub fn new(label: impl Into<String>, value: Cell) -> Fact {
        Fact {
            label: label.into(),
            value,
            why: Vec::new(),
        }
    }
    pub fn text(label: impl Into<String>, value: impl Into<String>) -> Fact {
        Fact::new(label, Cell::Text(value.into()))
    }
    pub fn link(label: impl Into<String>, text: impl Into<String>, url: impl Into<String>) -> Fact {
        Fact::new(label, Cell::link(text, url))
    }
    pub fn why(mut self, parts: Vec<WhyPart>) -> Fact {
        self.why = parts;
        self
    }
}

/// A message across the page: what is true and what comes next.
#[derive(Debug, Clone, Default)]
pub struct Banner {
    pub tone: Tone,
    pub text: String,
    pub links: Vec<Link>,
}

impl Banner {
    pub fn new(tone: Tone, text: impl Into<String>) -> Banner {
        Banner {
            tone,
            text: text.into(),
            links: Vec::new(),
        }
    }
    pub fn link(mut self, text: impl Into<String>, url: impl Into<String>) -> Banner {
        self.links.push(Link::new(text, url));
        self
    }
}

/// Nothing to show: why, and what to do.
#[derive(Debug, Clone, Default)]
pub struct Empty {
    pub icon: &'static str,
    pub title: String,
    pub text: String,
    /// The first is primary.
    pub links: Vec<Link>,
}
