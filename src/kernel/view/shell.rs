//! The frame around every staff page: rail, panel, top bar, menus, palette, phone bar.
use crate::kernel::format::DateOrder;
use crate::kernel::message::Language;

/// A department in the rail.
#[derive(Debug, Clone, Default)]
pub struct RailItem {
    pub icon: &'static str,
    pub label: String,
    pub url: String,
    pub current: bool,
}

/// A page of the department in the panel.
#[derive(Debug, Clone, Default)]
pub struct PanelItem {
    pub icon: &'static str,
    pub label: String,
    pub url: String,
    pub current: bool,
    /// Count of open work, formatted.
    pub count: Option<String>,
}

/// Pages under one small heading; the first group usually has none (Overview).
#[derive(Debug, Clone, Default)]
pub struct PanelGroup {
    pub label: String,
    pub items: Vec<PanelItem>,
}

#[derive(Debug, Clone, Default)]
pub struct CompanyChoice {
    pub id: String,
    pub name: String,
    pub current: bool,
}

/// A step of the path; the last one has an empty url and is the current page.
#[derive(Debug, Clone, Default)]
pub struct Crumb {
    pub text: String,
    pub url: String,
}

impl Crumb {
    pub fn new(text: impl Into<String>, url: impl Into<String>) -> Crumb {
        Crumb {
            text: text.into(),
            url: url.into(),
        }
    }
}

/// An entry of the create menu; `keys` follow `C`: "Q" makes C Q.
#[derive(Debug, Clone, Default)]
pub struct CreateItem {
    pub icon: &'static str,
    pub label: String,
    pub url: String,
    pub keys: &'static str,
}

/// A page reached by `G` and a letter.
#[derive(Debug, Clone, Default)]
pub struct GoItem {
    pub label: String,
    pub url: String,
    pub key: &'static str,
}

/// Everything the frame shows. Made once per request by the kernel; pages only set `title` and `crumbs`.
#[derive(Debug, Clone, Default)]
pub struct Shell {
    pub language: Language,
    /// "light", "dark" or empty for the system's choice.
    pub theme: String,
    /// "compact", "default", "comfortable".
    pub density: String,
    /// Shown in the page title and on the brand mark.
    pub tenant: String,
    pub company: String,
    pub companies: Vec<CompanyChoice>,
    /// POST target of the company switch, field `company`; "all" looks at all companies.
    pub company_url: String,
    /// Path of the page shown, to come back to after the switch.
    pub here: String,
    pub all_companies: bool,
    pub home_url: String,
    pub departments: Vec<RailItem>,
    /// At the foot of the rail.
    pub setup: Option<RailItem>,
    pub department: String,
    pub panel: Vec<PanelGroup>,
    /// Planning boards open with the panel closed.
    pub panel_closed: bool,
    pub crumbs: Vec<Crumb>,
    pub user_name: String,
    pub user_initials: String,
    pub user_hue: u16,
    pub user_role: String,
    /// Language, formats, password, sessions, tokens.
    pub user_url: String,
    pub sign_out_url: String,
    pub notifications_url: String,
    pub unread: u32,
    pub create: Vec<CreateItem>,
    pub go: Vec<GoItem>,
    /// GET ?q= answers JSON groups; the page of the same search is `search_url`.
    pub palette_url: String,
    pub search_url: String,
    /// Hidden in every POST form as `_csrf`.
    pub csrf: String,
    /// Fresh for each page: hidden in every POST form as `_key` (idempotency).
    pub form_key: String,
    /// Of the page; the template adds " · tenant".
    pub title: String,
    /// Said once after a redirect, in a toast.
    pub notice: Option<String>,
    /// "printed 23 Nov 2026 13:09 by Ines Okafor"; stands under the company on paper.
    pub print_note: String,
    /// Address of the company on paper.
    pub print_company: String,
    /// How the reader types dates; the date fields' script follows it.
    pub date_order: DateOrder,
    /// The reader's business day, YYYY-MM-DD.
    pub today: String,
}

impl Shell {
    /// The text of the page's `<title>`.
    pub fn full_title(&self) -> String {
        match (self.title.is_empty(), self.tenant.is_empty()) {
            (true, _) => self.tenant.clone(),
            (false, true) => self.title.clone(),
            (false, false) => format!("{} · {}", self.title, self.tenant),
        }
    }

    /// The letter on the brand mark.
    pub fn mark(&self) -> String {
        self.tenant
            .chars()
            .next()
            .into_iter()
            .flat_map(char::to_uppercase)
            .collect()
    }

    /// Sets title and path in one go.
    pub fn titled(mut self, title: impl Into<String>, crumbs: Vec<Crumb>) -> Shell {
        self.title = title.into();
        self.crumbs = crumbs;
        self
    }
}
