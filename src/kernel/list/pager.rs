//! The foot of a list: which rows are on the page, and where the next and the previous ones are. Pages go by key; how many
//! rows are before the page goes along in the address.
use crate::kernel::list::List;
use crate::kernel::list::ListQuery;
use crate::kernel::list::address::with;
use crate::kernel::list::query::PAGE_SIZES;
use crate::kernel::view::PageSize;
use crate::kernel::view::Pager;
use crate::kernel::web::Ctx;

/// "51–100": so many rows after so many others.
pub(super) fn range_text(ctx: &Ctx, before: i64, count: i64) -> String {
    let named = [("first", (before + 1).into()), ("last", (before + count).into())];
    ctx.say_with("list-range", &named)
}

/// Where a page stands in its list.
pub(super) struct Place {
    /// Rows of the page.
    count: i64,
    /// Rows before the page, as far as the address tells.
    before: Option<i64>,
    is_first: bool,
    is_last: bool,
}

impl Place {
    /// Of a page with so many rows; `more`: there are others in the direction read.
    pub(super) fn new(query: &ListQuery, count: usize, more: bool) -> Place {
        let count = i64::try_from(count).unwrap_or(0);
        let is_back = query.before.is_some();
        let is_first = query.after.is_none() && (!is_back || !more);
        let before = match query.passed() {
            _ if is_first => Some(0),
            // Counted up to the row that this page ends before.
            Some(passed) if is_back => Some((passed - count).max(0)),
            passed => passed,
        };
        Place {
            count,
            before,
            is_first,
            is_last: !is_back && !more,
        }
    }

    /// Rows of a last page that is not the first: with the total, they tell its place exactly.
    pub(super) fn rows_at_end(&self) -> Option<i64> {
        (self.is_last && !self.is_first).then_some(self.count)
    }

    pub(super) fn pager<R>(
        &self,
        ctx: &Ctx,
        list: &List<R>,
        query: &ListQuery,
        pairs: &[(String, String)],
        rows: &[R],
    ) -> Pager {
        let moved = |name: &str, row: &R, passed: Option<i64>| {
            let cursor = ListQuery::cursor_after(list.cursor(query, row), passed);
            with(pairs, &["after", "before"], &[(name, &cursor)])
        };
        let (first, last) = (rows.first(), rows.last());
        let first = first.filter(|_| !self.is_first);
        let last = last.filter(|_| !self.is_last);
        Pager {
            range_text: match self.before {
                Some(before) => range_text(ctx, before, self.count),
                None => ctx.say_with("list-rows", &[("count", self.count.into())]),
            },
            first_url: if self.is_first {
                String::new()
            } else {
                with(pairs, &["after", "before"], &[])
            },
            previous_url: first.map_or_else(String::new, |row| moved("before", row, self.before)),
            next_url: last.map_or_else(String::new, |row| {
                moved("after", row, self.before.map(|before| before + self.count))
            }),
            sizes: PAGE_SIZES
                .iter()
                .map(|size| PageSize {
                    rows: size.to_string(),
                    current: *size == query.limit,
                })
                .collect(),
        }
    }
}
