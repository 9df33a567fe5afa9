//! Reads of parties. They belong to the group: whoever reads parties in full somewhere reads each, others their own.
mod likely;
mod list;

pub use likely::alike;
pub use likely::likely;
pub use list::Row;
pub use list::countries;
pub use list::page;
pub use list::sums;

use crate::company::activity::access;
use crate::ids::PartyId;
use crate::kernel::actor::Reach;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::query::contains;
use crate::kernel::message::Language;
use crate::kernel::message::Messages;
use crate::kernel::search_text::fold;
use crate::kernel::web::Ctx;
use crate::party::BankAccount;
use crate::party::Contact;
use crate::party::Party;
use crate::party::PartyRole;
use crate::party::ROWS_MAX;
use crate::party::Snapshot;
use crate::party::Whole;
use crate::party::address;
use crate::party::address::Address;
use crate::party::address::AddressKind;
use crate::party::references::REFERENCES;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel::sql_types::Bool;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::IgnoringCase;
use tenon_db::Sql;
use tenon_schema::app_user;
use tenon_schema::contact;
use tenon_schema::party;
use tenon_schema::party_address;
use tenon_schema::party_bank_account;

/// Most parties read at once by id.
pub const PARTIES_MAX: i64 = 5_000;

pub fn get(conn: &mut Conn, id: PartyId) -> Result<Party> {
    found(party::table.find(id).select(Party::as_select()).first(conn), "party")
}

pub fn get_many(conn: &mut Conn, ids: &[PartyId]) -> Result<BTreeMap<PartyId, Party>> {
    let rows: Vec<Party> = party::table
        .filter(party::id.eq_any(ids.to_vec()))
        .select(Party::as_select())
        .limit(PARTIES_MAX)
        .load(conn)?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Names by id, for columns.
pub fn names(conn: &mut Conn, ids: &[PartyId]) -> Result<BTreeMap<PartyId, String>> {
    let rows: Vec<(PartyId, String)> = party::table
        .filter(party::id.eq_any(ids.to_vec()))
        .select((party::id, party::name))
        .limit(PARTIES_MAX)
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// The name of one party, for filters and forms; empty for one the reader may not see.
pub fn name(conn: &mut Conn, ctx: &Ctx, id: i64) -> Result<String> {
    let id = PartyId::from(id);
    access::name(conn, &ctx.actor, id.into(), |conn| Ok(get(conn, id)?.name))
}

/// The party of this number.
pub fn by_number(conn: &mut Conn, number: &str) -> Result<Option<Party>> {
    let row = party::table
        .filter(party::number.eq(number))
        .select(Party::as_select())
        .first(conn)
        .optional()?;
    Ok(row)
}

pub fn addresses(conn: &mut Conn, id: PartyId) -> Result<Vec<Address>> {
    let rows = party_address::table
        .filter(party_address::party_id.eq(id))
        .order(party_address::id.asc())
        .limit(ROWS_MAX)
        .select(Address::as_select())
        .load(conn)?;
    Ok(rows)
}

/// The contacts there are; archived ones only stay for the documents that name them.
pub fn contacts(conn: &mut Conn, id: PartyId) -> Result<Vec<Contact>> {
    let rows = contact::table
        .filter(contact::party_id.eq(id))
        .filter(contact::is_active.eq(true))
        .order(contact::id.asc())
        .limit(ROWS_MAX)
        .select(Contact::as_select())
        .load(conn)?;
    Ok(rows)
}

pub fn bank_accounts(conn: &mut Conn, id: PartyId) -> Result<Vec<BankAccount>> {
    let rows = party_bank_account::table
        .filter(party_bank_account::party_id.eq(id))
        .order(party_bank_account::id.asc())
        .limit(ROWS_MAX)
        .select(BankAccount::as_select())
        .load(conn)?;
    Ok(rows)
}

/// A party with addresses, contacts and bank accounts.
pub fn whole(conn: &mut Conn, id: PartyId) -> Result<Whole> {
    Ok(Whole {
        party: get(conn, id)?,
        addresses: addresses(conn, id)?,
        contacts: contacts(conn, id)?,
        bank_accounts: bank_accounts(conn, id)?,
    })
}

/// The code of the language its documents are written in; empty where there is no such party.
pub fn language(conn: &mut Conn, id: PartyId) -> Result<String> {
    let code = party::table.find(id).select(party::language).first(conn).optional()?;
    Ok(code.unwrap_or_default())
}

/// What a document keeps of the party as it is now.
pub fn snapshot(conn: &mut Conn, id: PartyId) -> Result<Snapshot> {
    let party = get(conn, id)?;
    snapshot_of(conn, party)
}

/// The same of a party that was read already.
pub fn snapshot_of(conn: &mut Conn, party: Party) -> Result<Snapshot> {
    let addresses = addresses(conn, party.id)?;
    let messages = Messages::get(Language::from_code(&party.language).unwrap_or_default());
    let lines = |kind: AddressKind| {
        let chosen = address::choose(&addresses, kind);
        chosen.map_or_else(
            || party.name.clone(),
            |address| address.lines(&party.name, messages).join("\n"),
        )
    };
    Ok(Snapshot {
        billing_address: lines(AddressKind::Billing),
        delivery_address: lines(AddressKind::Delivery),
        tax_number: party.tax_number,
        language: party.language,
        country: party.country,
        name: party.name,
    })
}

/// Parties found by number, name, or any word of either, in use and in this role; then what is merely alike.
pub fn search(conn: &mut Conn, reach: &Reach, text: &str, role: Option<PartyRole>, limit: i64) -> Result<Vec<Party>> {
    let mut query = party::table.filter(party::is_active.eq(true)).into_boxed::<Sql>();
    query = match role {
        Some(PartyRole::Customer) => query.filter(party::is_customer.eq(true)),
        Some(PartyRole::Supplier) => query.filter(party::is_supplier.eq(true)),
        Some(PartyRole::Carrier) => query.filter(party::is_carrier.eq(true)),
        None => query,
    };
    if reach.wide.is_empty() {
        query = query.filter(party::owner_id.is_null().or(party::owner_id.eq(reach.user)));
    }
    for word in fold(text).split_whitespace().take(6) {
        query = query.filter(party::search_text.like(contains(word)).escape('\\'));
    }
    let rows = query
        .order((party::sort_name.asc(), party::id.asc()))
        .limit(limit)
        .select(Party::as_select())
        .load(conn)?;
    Ok(rows)
}

/// Whether a document, a product or another record names the party.
pub fn is_referenced(conn: &mut Conn, id: PartyId) -> Result<bool> {
    #[derive(QueryableByName)]
    struct Found {
        #[diesel(sql_type = Bool)]
        is_used: bool,
    }
    let parts: Vec<String> = REFERENCES
        .iter()
        .map(|(table, column)| format!("EXISTS (SELECT 1 FROM {table} WHERE {column} = $1)"))
        .collect();
    let sql = format!("SELECT ({}) AS is_used", parts.join(" OR "));
    let found: Found = diesel::sql_query(sql).bind::<BigInt, _>(id).get_result(conn)?;
    Ok(found.is_used)
}

/// Numbers and names of the parties merged into this one, by which it is found too.
pub fn merged_words(conn: &mut Conn, id: PartyId) -> Result<String> {
    let rows: Vec<(String, String)> = party::table
        .filter(party::merged_into.eq(id))
        .limit(ROWS_MAX)
        .select((party::number, party::name))
        .load(conn)?;
    let words = rows.into_iter().map(|(number, name)| format!("{number} {name}"));
    Ok(words.collect::<Vec<String>>().join(" "))
}

/// The name of a user, for owners.
pub fn user_name(conn: &mut Conn, id: i64) -> Result<String> {
    found(app_user::table.find(id).select(app_user::name).first(conn), "user")
}

/// Members of staff by name or e-mail: id, name, e-mail.
pub fn users(conn: &mut Conn, text: &str, limit: i64) -> Result<Vec<(i64, String, String)>> {
    let mut query = app_user::table
        .filter(app_user::is_active.eq(true))
        .filter(app_user::kind.eq("staff"))
        .into_boxed::<Sql>();
    let plain: String = text.trim().chars().filter(|letter| !"%_\\".contains(*letter)).collect();
    if !plain.is_empty() {
        let pattern = format!("%{plain}%");
        let in_name = app_user::name.like_ignoring_case(pattern.clone());
        query = query.filter(in_name.or(app_user::email.like_ignoring_case(pattern)));
    }
    let rows = query
        .order((app_user::name.asc(), app_user::id.asc()))
        .limit(limit)
        .select((app_user::id, app_user::name, app_user::email))
        .load(conn)?;
    Ok(rows)
}
