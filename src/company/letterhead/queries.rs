//! Reads what a company prints about itself.
use crate::company::letterhead::Sender;
use crate::ids::CompanyId;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_schema::company;

pub fn sender(conn: &mut Conn, id: CompanyId) -> Result<Sender> {
    let row = company::table.find(id).select(Sender::as_select()).first(conn);
    found(row, "company")
}
