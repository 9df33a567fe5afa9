//! Lists as values: columns, filters, views and one query give the page, its parts, CSV, XLSX and the API's rows.
mod address;
pub mod bulk;
mod export;
mod filter;
mod filters;
mod pager;
pub mod query;
mod selection;
mod show;
mod totals;
pub mod views;

pub use address::query_string;
pub use export::cells_csv;
pub use export::cells_xlsx;
pub use filter::Filter;
pub use filter::FilterOf;
pub use filter::Options;
pub use filter::filter;
pub use filter::usage_filter;
pub use query::ListQuery;
pub use selection::selected;
pub use show::show;
pub use show::show_with;

use crate::ids::CompanyId;
use crate::ids::Subject;
use crate::kernel::actor::Reach;
use crate::kernel::error::Message;
use crate::kernel::error::Problem;
use crate::kernel::error::Result;
use crate::kernel::list::filter::refuse_any;
use crate::kernel::list::filter::text_of;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::view::Phone;
use crate::kernel::web::Ctx;
use crate::permission::Permission;
use tenon_db::Conn;

/// One column. Its label is the message `column-<key>`; its key is also its name in URL, CSV and API.
pub struct Column<R> {
    pub key: &'static str,
    pub kind: Kind,
    pub value: fn(&R) -> Value,
    /// Shown only to those who hold this, on every door.
    pub needs: Option<Permission>,
    /// Whose the row is, where the permission has to be held in that company.
    pub company: Option<fn(&R) -> CompanyId>,
    /// The query can sort by it: an index exists.
    pub sorts: bool,
    /// What the query sorts by, where that is not the value shown (a folded name).
    pub sort_value: Option<fn(&R) -> String>,
    /// Shown unless the reader chose otherwise.
    pub is_shown: bool,
    pub phone: Phone,
}

/// A column; add `.sorts()`, `.needs(..)`, `.hidden()`, `.phone(..)`.
pub fn column<R>(key: &'static str, kind: Kind, value: fn(&R) -> Value) -> Column<R> {
    Column {
        key,
        kind,
        value,
        needs: None,
        company: None,
        sorts: false,
        sort_value: None,
        is_shown: true,
        phone: Phone::default(),
    }
}

impl<R> Column<R> {
    pub fn sorts(mut self) -> Column<R> {
        self.sorts = true;
        self
    }
    /// Sorts by another value than it shows: the column of `sort_page!`, as text.
    pub fn sorts_by(mut self, value: fn(&R) -> String) -> Column<R> {
        self.sort_value = Some(value);
        self.sorts()
    }
    /// For what all companies share: the permission is held somewhere.
    pub fn needs(mut self, permission: Permission) -> Column<R> {
        self.needs = Some(permission);
        self
    }
    /// The permission is held in the company of the row; elsewhere the column is empty.
    pub fn needs_in(mut self, permission: Permission, company: fn(&R) -> CompanyId) -> Column<R> {
        self.company = Some(company);
        self.needs(permission)
    }
    pub fn hidden(mut self) -> Column<R> {
        self.is_shown = false;
        self
    }
    pub fn phone(mut self, place: Phone) -> Column<R> {
        self.phone = place;
        self
    }

    /// The value as far as this reader may see it.
    fn seen(&self, ctx: &Ctx, row: &R) -> Value {
        match (self.needs, self.company) {
            (Some(needs), Some(company)) if !ctx.actor.may(needs, company(row)) => Value::Empty,
            _ => (self.value)(row),
        }
    }

    /// Whether a sum over these companies says nothing of rows whose value the reader may not see.
    fn is_summed(&self, ctx: &Ctx, companies: &[i64]) -> bool {
        let (Some(needs), Some(_)) = (self.needs, self.company) else {
            return true;
        };
        companies.iter().all(|id| ctx.actor.may(needs, CompanyId::from(*id)))
    }
}

/// A built-in view: a tab with a fixed query. Its label is `view-<name>`.
#[derive(Clone, Copy)]
pub struct View {
    pub name: &'static str,
    /// `state=confirmed&sort=requested`
    pub query: &'static str,
}

/// A view of a list.
pub const fn view(name: &'static str, query: &'static str) -> View {
    View { name, query }
}

/// The views of a master: what is offered, and what is archived.
pub fn usage_views() -> Vec<View> {
    vec![view("active", "active=yes"), view("archived", "active=no")]
}

/// Something done to many rows; its label is `action-<action>`, posted to `<list url>/bulk/<action>`.
#[derive(Clone, Copy)]
pub struct Bulk {
    pub action: &'static str,
    pub icon: &'static str,
    pub needs: Permission,
}

/// Count and sums of all matches; sums by column key.
#[derive(Debug, Clone, Default)]
pub struct Sums {
    pub count: i64,
    pub sums: Vec<(&'static str, Value)>,
}

impl Sums {
    /// A list without sums.
    pub fn count(count: i64) -> Sums {
        Sums {
            count,
            sums: Vec::new(),
        }
    }
}

/// A list. Its title is `list-<name>`, its first-use text `list-<name>-empty`, its search hint `list-<name>-hint`.
pub struct List<R> {
    pub name: &'static str,
    pub url: &'static str,
    pub icon: &'static str,
    pub permission: Permission,
    pub columns: Vec<Column<R>>,
    pub filters: Vec<Filter>,
    /// The first is shown when nothing is asked; "all" comes by itself when there is none.
    pub views: Vec<View>,
    /// Column and whether it descends.
    pub sort: (&'static str, bool),
    pub subject: fn(&R) -> Subject,
    /// Address and permission of the primary action; its label is `new-<name>`.
    pub new: Option<(&'static str, Permission)>,
    pub bulk: Vec<Bulk>,
    /// At most `query.limit + 1` rows in the query's order. The list's own table leads, what it names is joined from the
    /// left (`left_join`, `assume_not_null`): else SQLite begins with a short table, and sorts all that matches for one page.
    pub fetch: fn(&mut Conn, &Reach, &ListQuery) -> Result<Vec<R>>,
    pub sums: fn(&mut Conn, &Reach, &ListQuery) -> Result<Sums>,
    /// Rows have a peek: their page answers `?part=peek`.
    pub peek: bool,
}

/// What the API says of a column.
#[derive(Debug, Clone, Copy)]
pub struct Described {
    pub key: &'static str,
    pub kind: Kind,
    /// Some readers do not get it.
    pub is_restricted: bool,
}

impl<R> List<R> {
    /// One fixed question: exceptions to clear.
    fn is_worklist(&self) -> bool {
        self.filters.is_empty() && self.views.len() == 1
    }

    /// Refuses what cannot be read: a filter that is passed over would show, export or change more than was asked for.
    fn refuse_unreadable(&self, pairs: &[(String, String)]) -> Result<()> {
        let problems = pairs
            .iter()
            .filter(|(_, value)| !value.trim().is_empty())
            .filter_map(|(name, value)| {
                let message = self.filter_of(name)?.unreadable(value.trim())?;
                Some(Problem::new(name, message))
            });
        refuse_any(problems.chain(self.not_chosen(pairs)).collect())
    }

    /// Texts typed where a record was to be chosen, and none was.
    fn not_chosen(&self, pairs: &[(String, String)]) -> Vec<Problem> {
        let given = |name: &str| {
            pairs
                .iter()
                .find(|(one, value)| one == name && !value.trim().is_empty())
        };
        let records = self.filters.iter().filter(|filter| filter.of.is_record());
        let typed = records.filter_map(|filter| {
            let (_, text) = given(&text_of(filter.name)).filter(|_| given(filter.name).is_none())?;
            let message = Message::new("problem-not-a-choice").with("value", text);
            Some(Problem::new(filter.name, message))
        });
        typed.collect()
    }

    /// Whether a name in the address asks something of the list.
    fn knows(&self, name: &str) -> bool {
        let is_text = || {
            let mut records = self.filters.iter().filter(|filter| filter.of.is_record());
            records.any(|filter| text_of(filter.name) == name)
        };
        query::OWN.contains(&name) || self.filter_of(name).is_some() || is_text() || self.views_ask(name)
    }

    /// Refuses names that are no filter of the list.
    fn refuse_unknown(&self, pairs: &[(String, String)]) -> Result<()> {
        let unknown = pairs.iter().filter(|(name, _)| !self.knows(name));
        let problem = |(name, _): &(String, String)| {
            let message = Message::new("problem-unknown-filter").with("name", name);
            Problem::new(name, message)
        };
        refuse_any(unknown.map(problem).collect())
    }

    /// Worklists have views and no filters.
    fn views_ask(&self, name: &str) -> bool {
        let asks = |view: &View| form_urlencoded::parse(view.query.as_bytes()).any(|(asked, _)| asked == name);
        self.views.iter().any(asks)
    }

    /// What a name in the address filters by; ranges of dates have two names.
    fn filter_of(&self, name: &str) -> Option<FilterOf> {
        let is_named = |filter: &&Filter| match filter.of {
            FilterOf::Dates => {
                let end = name.strip_prefix(filter.name);
                end.is_some_and(|end| matches!(end, ".from" | ".to"))
            }
            FilterOf::States(_)
            | FilterOf::Choice(_)
            | FilterOf::Date
            | FilterOf::Text
            | FilterOf::YesNo
            | FilterOf::Linked
            | FilterOf::Record { .. } => filter.name == name,
        };
        self.filters.iter().find(is_named).map(|filter| filter.of)
    }

    /// The built-in view a query is in, as long as it asks for nothing else.
    fn view_of(&self, query: &ListQuery) -> Option<&View> {
        let view = match query.view.as_str() {
            "" => self.views.first(),
            name => self.views.iter().find(|view| view.name == name),
        }?;
        let own = form_urlencoded::parse(view.query.as_bytes());
        let mut own: Vec<(String, String)> = own.into_owned().filter(|(name, _)| name != "sort").collect();
        let asked = query.filters.iter();
        let mut asked: Vec<(String, String)> = asked
            .flat_map(|(name, values)| values.iter().map(move |value| (name.clone(), value.clone())))
            .collect();
        own.sort_unstable();
        asked.sort_unstable();
        (own == asked && query.search.is_empty()).then_some(view)
    }

    /// The shape of its rows in the API.
    pub fn described(&self) -> Vec<Described> {
        let described = |column: &Column<R>| Described {
            key: column.key,
            kind: column.kind,
            is_restricted: column.needs.is_some(),
        };
        self.columns.iter().map(described).collect()
    }

    /// Where to go on from after this row.
    fn cursor(&self, query: &ListQuery, row: &R) -> String {
        let column = self.columns.iter().find(|column| column.key == query.sort);
        let value = column.map(|column| match column.sort_value {
            Some(value) => value(row),
            None => (column.value)(row).cursor(),
        });
        ListQuery::cursor_text(&value.unwrap_or_default(), (self.subject)(row).raw())
    }

    /// The columns the reader may see at all.
    fn allowed<'a>(&'a self, ctx: &'a Ctx) -> impl Iterator<Item = &'a Column<R>> {
        self.columns
            .iter()
            .filter(|column| column.needs.is_none_or(|needs| ctx.actor.may_somewhere(needs)))
    }

    /// The columns shown: those chosen in the URL in that order, the first always.
    fn shown<'a>(&'a self, ctx: &'a Ctx, query: &ListQuery) -> Vec<&'a Column<R>> {
        let allowed: Vec<&Column<R>> = self.allowed(ctx).collect();
        if query.columns.is_empty() {
            return allowed.into_iter().filter(|column| column.is_shown).collect();
        }
        let first = allowed.first().copied();
        let chosen = query
            .columns
            .iter()
            .filter_map(|key| allowed.iter().find(|column| column.key == key).copied());
        let mut shown: Vec<&Column<R>> = first.into_iter().collect();
        for column in chosen {
            if shown.iter().all(|known| known.key != column.key) {
                shown.push(column);
            }
        }
        shown
    }
}
