//! Lines of a document that another document goes back to. A file knows no ids of lines, so it names them by their place.
use crate::command;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Problem;
use crate::kernel::error::Result;
use tenon_db::Quantity;

command! {
    /// How much of a line, in the line's unit; the first line of a document is 1.
    pub struct PartOfLine { pub line_number: i32, pub quantity: Quantity }
}

/// The parts with the ids of their lines, given in the order of the document; a place without a line is named.
pub fn of_lines<Id: Copy>(field: &str, lines: &[Id], parts: &[PartOfLine]) -> Result<Vec<(Id, Quantity)>> {
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    for (place, part) in parts.iter().enumerate() {
        let before = part
            .line_number
            .checked_sub(1)
            .and_then(|before| usize::try_from(before).ok());
        match before.and_then(|before| lines.get(before)) {
            Some(id) => found.push((*id, part.quantity)),
            None => {
                let message = Message::new("import-no-line").with("number", i64::from(part.line_number));
                problems.push(Problem::new(format!("{field}.{place}.line_number"), message));
            }
        }
    }
    if problems.is_empty() {
        Ok(found)
    } else {
        Err(Error::Invalid(problems))
    }
}
