//! What a list is asked: search, filters, sort, page by key. Everything stands in the URL.
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::search_text;
use chrono::NaiveDate;
use chrono_tz::Tz;
use std::collections::BTreeMap;
use std::str::FromStr;

/// Rows to a page that are offered; others are refused, so that few statements are prepared.
pub const PAGE_SIZES: [i64; 4] = [25, 50, 100, 200];
const PAGE_SIZE: i64 = 50;
/// Separates value and id in a cursor.
const CURSOR_MARK: char = '~';
/// Separates in a cursor what it is at from how many rows were passed.
const PASSED_MARK: char = '@';
/// More rows than any list has.
const PASSED_MAX: i64 = 1_000_000_000_000;
/// Names in the query that are no filters.
pub(super) const OWN: [&str; 10] = [
    "q", "sort", "columns", "rows", "after", "before", "part", "view", "company", "format",
];

#[derive(Debug, Clone, Default)]
pub struct ListQuery {
    /// As typed.
    pub search: String,
    pub filters: BTreeMap<String, Vec<String>>,
    /// Column key.
    pub sort: String,
    pub descends: bool,
    pub columns: Vec<String>,
    pub limit: i64,
    /// Only these records.
    pub ids: Option<Vec<i64>>,
    /// Sort value and id of the row before this page.
    pub after: Option<String>,
    /// Sort value and id of the row after the page before.
    pub before: Option<String>,
    pub view: String,
    /// Code of the reader's language, for texts that were written in several.
    pub language: &'static str,
    /// Today where the reader works, for what is late or overdue.
    pub today: NaiveDate,
    /// The reader's time zone, in which his days begin.
    pub zone: Tz,
}

impl ListQuery {
    /// From the query string; `sort=-date` descends. An unknown sort column falls back to the list's own.
    pub fn of(pairs: &[(String, String)], sortable: &[&str], usual: (&str, bool)) -> Result<ListQuery> {
        let first = |name: &str| {
            pairs
                .iter()
                .find(|(key, _)| key == name)
                .map_or("", |(_, value)| value.as_str())
        };
        let sort = first("sort");
        let (key, descends) = match sort.strip_prefix('-') {
            Some(key) => (key, true),
            None => (sort, false),
        };
        let (sort, descends) = if sortable.contains(&key) {
            (key.to_owned(), descends)
        } else {
            (usual.0.to_owned(), usual.1)
        };
        let rows = first("rows");
        let limit = if rows.is_empty() {
            Some(PAGE_SIZE)
        } else {
            rows.parse().ok().filter(|rows| PAGE_SIZES.contains(rows))
        };
        let sizes = PAGE_SIZES.map(|size| size.to_string()).join(", ");
        let limit = limit.ok_or_else(|| Error::invalid("rows", Message::new("problem-rows").with("sizes", sizes)))?;
        let mut filters: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in pairs
            .iter()
            .filter(|(name, value)| !OWN.contains(&name.as_str()) && !value.trim().is_empty())
        {
            filters.entry(name.clone()).or_default().push(value.trim().to_owned());
        }
        let cursor = |name: &str| Some(first(name).to_owned()).filter(|cursor| !cursor.is_empty());
        Ok(ListQuery {
            search: first("q").trim().chars().take(200).collect(),
            filters,
            sort,
            descends,
            columns: pairs
                .iter()
                .filter(|(name, _)| name == "columns")
                .map(|(_, value)| value.clone())
                .collect(),
            limit,
            ids: None,
            after: cursor("after"),
            before: cursor("before"),
            view: first("view").to_owned(),
            language: "",
            today: NaiveDate::default(),
            zone: Tz::default(),
        })
    }

    /// Whether the statement's order ascends: a page before runs the other way and is turned round when shown.
    pub fn ascends(&self) -> bool {
        self.descends == self.before.is_some()
    }

    /// Sort value and id to go on from. A broken one is refused: to start again would show the first page for ever.
    pub fn cursor<T: FromStr>(&self) -> Result<Option<(T, i64)>> {
        let (field, text) = match (&self.before, &self.after) {
            (Some(text), _) => ("before", text),
            (None, Some(text)) => ("after", text),
            (None, None) => return Ok(None),
        };
        let parts = text.rsplit_once(CURSOR_MARK);
        let read = parts.and_then(|(value, place)| {
            let id = place.split(PASSED_MARK).next()?;
            Some((value.parse().ok()?, id.parse().ok()?))
        });
        match read {
            Some(cursor) => Ok(Some(cursor)),
            None => Err(Error::invalid(
                field,
                Message::new("problem-cursor").with("value", text),
            )),
        }
    }

    /// The cursor at a row.
    pub fn cursor_text(value: &str, id: i64) -> String {
        format!("{value}{CURSOR_MARK}{id}")
    }

    /// A cursor that tells how many rows of the list are before it, where that is known.
    pub fn cursor_after(cursor: String, passed: Option<i64>) -> String {
        match passed {
            Some(passed) => format!("{cursor}{PASSED_MARK}{passed}"),
            None => cursor,
        }
    }

    /// How many rows the cursor says are before it.
    pub fn passed(&self) -> Option<i64> {
        let text = self.before.as_deref().or(self.after.as_deref())?;
        let (_, at) = text.rsplit_once(CURSOR_MARK)?;
        let (_, passed) = at.split_once(PASSED_MARK)?;
        passed.parse().ok().filter(|passed| (0..=PASSED_MAX).contains(passed))
    }

    /// Chosen values of a filter; `None` when it is not set.
    pub fn choice(&self, name: &str) -> Option<Vec<String>> {
        self.filters.get(name).cloned()
    }

    /// One value of a filter.
    pub fn one(&self, name: &str) -> Option<&str> {
        self.filters
            .get(name)
            .and_then(|values| values.first())
            .map(String::as_str)
    }

    pub fn id(&self, name: &str) -> Option<i64> {
        self.one(name).and_then(|text| text.parse().ok())
    }

    pub fn flag(&self, name: &str) -> Option<bool> {
        self.one(name).map(|text| text == "yes")
    }

    /// A single day, ISO in the URL.
    pub fn day(&self, name: &str) -> Option<NaiveDate> {
        self.one(name).and_then(|text| text.parse().ok())
    }

    /// First day of a range, ISO in the URL.
    pub fn from_date(&self, name: &str) -> Option<NaiveDate> {
        self.one(&format!("{name}.from")).and_then(|text| text.parse().ok())
    }

    /// Last day of a range.
    pub fn to_date(&self, name: &str) -> Option<NaiveDate> {
        self.one(&format!("{name}.to")).and_then(|text| text.parse().ok())
    }

    /// A pattern for a folded `search_text` column; `None` when nothing is searched.
    pub fn contains(&self) -> Option<String> {
        let folded = search_text::fold(&self.search);
        (!folded.trim().is_empty()).then(|| contains(&folded))
    }

    /// A pattern for a plain column that begins with what was typed; use with `like_ignoring_case`.
    pub fn starts_with(&self) -> Option<String> {
        let text = self.search.trim();
        (!text.is_empty()).then(|| starts_with(text))
    }
}

fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// `text%` with the wildcards of the text escaped; use with `like_ignoring_case`.
pub fn starts_with(text: &str) -> String {
    format!("{}%", escape(text))
}

/// `%text%` with the wildcards of the text escaped; use with `.escape('\\')`.
pub fn contains(text: &str) -> String {
    format!("%{}%", escape(text))
}

/// Order, cursor and limit of a boxed list query; each column that sorts, with its Rust type. Nullable columns do not
/// sort: NULL has another place on each engine.
///
/// `sort_page!(query, list_query, sales_order::id, { "number" => sales_order::number, String; "date" => sales_order::order_date, NaiveDate; })`
#[macro_export]
macro_rules! sort_page {
    ($query:expr, $list:expr, $id:expr, { $($key:literal => $column:expr, $kind:ty;)+ }) => {{
        let list: &$crate::kernel::list::ListQuery = $list;
        let mut query = $query;
        if let Some(ids) = &list.ids {
            query = query.filter($id.eq_any(ids.clone()));
        }
        match list.sort.as_str() {
            $($key => {
                if let Some((value, id)) = list.cursor::<$kind>()? {
                    query = if list.ascends() {
                        query.filter($column.ge(value.clone())).filter($column.gt(value).or($id.gt(id)))
                    } else {
                        query.filter($column.le(value.clone())).filter($column.lt(value).or($id.lt(id)))
                    };
                }
                query = if list.ascends() { query.order(($column.asc(), $id.asc())) } else { query.order(($column.desc(), $id.desc())) };
            })+
            other => return Err($crate::kernel::error::Error::internal(format!("a list cannot sort by {other}"))),
        }
        query.limit(list.limit + 1)
    }};
}

/// Filters a boxed query to what was typed (a code begins with it, or a name holds it) and to what is offered or
/// archived: what the lists of masters have in common. `matching_master!(query, list_query, cost_center)`
#[macro_export]
macro_rules! matching_master {
    ($query:expr, $list:expr, $table:ident) => {{
        let list: &$crate::kernel::list::ListQuery = $list;
        let mut query = $query;
        if let Some(pattern) = list.starts_with() {
            let in_name = format!("%{pattern}");
            let in_code = tenon_db::IgnoringCase::like_ignoring_case($table::code, pattern);
            let in_name = tenon_db::IgnoringCase::like_ignoring_case($table::name, in_name);
            query = query.filter(in_code.or(in_name));
        }
        if let Some(active) = list.flag("active") {
            query = query.filter($table::is_active.eq(active));
        }
        query
    }};
}
