//! The journal entries of a document in words.
use tenon::ids::Subject;
use tenon::kernel::error::Result;
use tenon::ledger::entry;
use tenon::ledger::entry::ReadLine;
use tenon_db::Conn;

/// "debit Inventory 5.00 | credit Bank 5.00", one text for each entry; `name` says what an account is called.
pub fn of_origin(conn: &mut Conn, of: Subject, name: impl Fn(&ReadLine) -> String) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    for entry in entry::queries::of_origin(conn, of)? {
        let lines = entry::queries::lines(conn, entry.id)?;
        let line = |line: &ReadLine| {
            let (side, amount) = if line.credit.is_zero() {
                ("debit", line.debit)
            } else {
                ("credit", line.credit)
            };
            format!("{side} {} {amount}", name(line))
        };
        texts.push(lines.iter().map(line).collect::<Vec<_>>().join(" | "));
    }
    Ok(texts)
}
