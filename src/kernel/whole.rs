//! Reads of which a part would be wrong: all rows, or a refusal that says so.
use crate::kernel::error::Result;
use crate::refuse_unless;

/// The rows of a query that was asked for one more than `most`; refused where it found more than that.
pub fn whole<T>(rows: Vec<T>, most: i64) -> Result<Vec<T>> {
    let is_whole = i64::try_from(rows.len()).is_ok_and(|count| count <= most);
    refuse_unless!(is_whole, "rows-too-many", max = most);
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn what_is_more_than_is_read_is_refused_and_not_cut() {
        assert_eq!(whole(vec![1, 2, 3], 3).ok(), Some(vec![1, 2, 3]));
        assert!(whole(vec![1, 2, 3, 4], 3).is_err());
    }
}
