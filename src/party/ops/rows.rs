//! The rows below a party: addresses, contacts, bank accounts. Rows with an id are changed, rows without are new, rows
//! left out go; a contact that goes is archived, because documents name it.
use crate::ids::ContactId;
use crate::ids::PartyAddressId;
use crate::ids::PartyId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::tx::Tx;
use crate::party::NewParty;
use crate::party::Whole;
use crate::party::address::AddressKind;
use crate::party::checks;
use diesel::prelude::*;
use diesel::upsert::excluded;
use std::collections::BTreeSet;
use tenon_db::batches;
use tenon_schema::contact;
use tenon_schema::party_address;
use tenon_schema::party_bank_account;

fn text(text: &Option<String>) -> String {
    text.clone().unwrap_or_default()
}

/// Ids of rows that are kept; one that is not the party's own is refused.
fn kept(field: &str, given: impl Iterator<Item = Option<i64>>, own: &BTreeSet<i64>) -> Result<BTreeSet<i64>> {
    let mut kept = BTreeSet::new();
    for (place, id) in given.enumerate() {
        let Some(id) = id else { continue };
        if !own.contains(&id) || !kept.insert(id) {
            let message = Message::new("problem-not-a-choice").with("value", id.to_string());
            return Err(Error::invalid(format!("{field}.{place}.id"), message));
        }
    }
    Ok(kept)
}

/// Makes the rows those of the command.
pub fn put(tx: &mut Tx<'_>, party: PartyId, new: &NewParty, old: Option<&Whole>) -> Result<()> {
    put_addresses(tx, party, new, old)?;
    put_contacts(tx, party, new, old)?;
    put_bank_accounts(tx, party, new, old)
}

fn put_addresses(tx: &mut Tx<'_>, party: PartyId, new: &NewParty, old: Option<&Whole>) -> Result<()> {
    let own: BTreeSet<i64> = old
        .iter()
        .flat_map(|old| &old.addresses)
        .map(|row| row.id.raw())
        .collect();
    let kept = kept(
        "addresses",
        new.addresses.iter().map(|row| row.id.map(PartyAddressId::raw)),
        &own,
    )?;
    let gone: Vec<i64> = own.difference(&kept).copied().collect();
    if !gone.is_empty() {
        diesel::delete(party_address::table.filter(party_address::id.eq_any(gone))).execute(tx.conn)?;
    }
    let mut seen = BTreeSet::new();
    let rows: Vec<_> = new
        .addresses
        .iter()
        .map(|row| {
            let kind = row.kind.unwrap_or(AddressKind::Main);
            (
                party_address::id.eq(row.id.unwrap_or_else(id::new)),
                party_address::party_id.eq(party),
                party_address::kind.eq(kind),
                party_address::name.eq(text(&row.name)),
                party_address::street.eq(text(&row.street)),
                party_address::postal_code.eq(text(&row.postal_code)),
                party_address::city.eq(text(&row.city)),
                party_address::region.eq(text(&row.region)),
                party_address::country.eq(row.country.as_ref().map_or("", |country| country.code()).to_owned()),
                party_address::is_default.eq(seen.insert(kind)),
                party_address::version.eq(1),
            )
        })
        .collect();
    for slice in batches(&rows, 11) {
        tx.conn.later(
            &diesel::insert_into(party_address::table)
                .values(slice)
                .on_conflict(party_address::id)
                .do_update()
                .set((
                    party_address::kind.eq(excluded(party_address::kind)),
                    party_address::name.eq(excluded(party_address::name)),
                    party_address::street.eq(excluded(party_address::street)),
                    party_address::postal_code.eq(excluded(party_address::postal_code)),
                    party_address::city.eq(excluded(party_address::city)),
                    party_address::region.eq(excluded(party_address::region)),
                    party_address::country.eq(excluded(party_address::country)),
                    party_address::is_default.eq(excluded(party_address::is_default)),
                    party_address::version.eq(party_address::version + 1),
                )),
        )?;
    }
    Ok(())
}

fn put_contacts(tx: &mut Tx<'_>, party: PartyId, new: &NewParty, old: Option<&Whole>) -> Result<()> {
    let own: BTreeSet<i64> = old
        .iter()
        .flat_map(|old| &old.contacts)
        .map(|row| row.id.raw())
        .collect();
    let kept = kept(
        "contacts",
        new.contacts.iter().map(|row| row.id.map(ContactId::raw)),
        &own,
    )?;
    let gone: Vec<i64> = own.difference(&kept).copied().collect();
    if !gone.is_empty() {
        diesel::update(contact::table.filter(contact::id.eq_any(gone)))
            .set((contact::is_active.eq(false), contact::version.eq(contact::version + 1)))
            .execute(tx.conn)?;
    }
    let rows: Vec<_> = new
        .contacts
        .iter()
        .map(|row| {
            (
                contact::id.eq(row.id.unwrap_or_else(id::new)),
                contact::party_id.eq(party),
                contact::name.eq(row.name.clone()),
                contact::job_title.eq(text(&row.job_title)),
                contact::email.eq(row.email.as_deref().map(checks::plain_email).unwrap_or_default()),
                contact::phone.eq(text(&row.phone)),
                contact::language.eq(""),
                contact::user_id.eq(None::<i64>),
                contact::is_active.eq(true),
                contact::version.eq(1),
            )
        })
        .collect();
    for slice in batches(&rows, 10) {
        tx.conn.later(
            &diesel::insert_into(contact::table)
                .values(slice)
                .on_conflict(contact::id)
                .do_update()
                .set((
                    contact::name.eq(excluded(contact::name)),
                    contact::job_title.eq(excluded(contact::job_title)),
                    contact::email.eq(excluded(contact::email)),
                    contact::phone.eq(excluded(contact::phone)),
                    contact::version.eq(contact::version + 1),
                )),
        )?;
    }
    Ok(())
}

fn put_bank_accounts(tx: &mut Tx<'_>, party: PartyId, new: &NewParty, old: Option<&Whole>) -> Result<()> {
    let own: BTreeSet<i64> = old
        .iter()
        .flat_map(|old| &old.bank_accounts)
        .map(|row| row.id)
        .collect();
    let kept = kept("bank_accounts", new.bank_accounts.iter().map(|row| row.id), &own)?;
    let gone: Vec<i64> = own.difference(&kept).copied().collect();
    if !gone.is_empty() {
        diesel::delete(party_bank_account::table.filter(party_bank_account::id.eq_any(gone))).execute(tx.conn)?;
    }
    let rows: Vec<_> = new
        .bank_accounts
        .iter()
        .map(|row| {
            (
                party_bank_account::id.eq(row.id.unwrap_or_else(id::next)),
                party_bank_account::party_id.eq(party),
                party_bank_account::bank_name.eq(text(&row.bank_name)),
                party_bank_account::account_number.eq(row.account_number.clone()),
                party_bank_account::bic.eq(text(&row.bic)),
                party_bank_account::version.eq(1),
            )
        })
        .collect();
    for slice in batches(&rows, 6) {
        tx.conn.later(
            &diesel::insert_into(party_bank_account::table)
                .values(slice)
                .on_conflict(party_bank_account::id)
                .do_update()
                .set((
                    party_bank_account::bank_name.eq(excluded(party_bank_account::bank_name)),
                    party_bank_account::account_number.eq(excluded(party_bank_account::account_number)),
                    party_bank_account::bic.eq(excluded(party_bank_account::bic)),
                    party_bank_account::version.eq(party_bank_account::version + 1),
                )),
        )?;
    }
    Ok(())
}
