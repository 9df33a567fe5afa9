//! Two parties become one: everything that named the one names the other, and both histories are read on one page.
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::CompanyId;
use crate::ids::PartyId;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::log;
use crate::kernel::search;
use crate::kernel::tx::Tx;
use crate::party::Merge;
use crate::party::NewParty;
use crate::party::Whole;
use crate::party::queries;
use crate::party::references::BY_SUBJECT;
use crate::party::references::REFERENCES;
use crate::party::terms;
use crate::permission::Permission;
use crate::refuse_unless;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use tenon_schema::contact;
use tenon_schema::party;
use tenon_schema::party_address;
use tenon_schema::party_bank_account;

/// Merges the party into another, which remains. Posted documents keep the name they were posted with; where a company has
/// terms with both, those of the remaining party win, with the stricter of both limits.
pub fn merge(tx: &mut Tx<'_>, from: PartyId, version: i32, command: &Merge) -> Result<PartyId> {
    let may = |company: &CompanyId| tx.actor.may(Permission::PartyMerge, *company);
    let company = command
        .company_id
        .or_else(|| tx.actor.companies.iter().copied().find(may));
    tx.require(
        Permission::PartyMerge,
        company.ok_or(Error::Forbidden(Permission::PartyMerge))?,
    )?;
    let into = command.into_id;
    refuse_unless!(from != into, "party-merge-itself");
    let gone = queries::whole(tx.conn, from)?;
    let kept = queries::whole(tx.conn, into)?;
    super::reaching(tx, Permission::PartyMerge, &gone.party)?;
    super::reaching(tx, Permission::PartyMerge, &kept.party)?;
    super::refuse_merged(&gone)?;
    super::refuse_merged(&kept)?;
    retire(tx, &gone, version, into)?;
    move_own(tx, from, into, &kept)?;
    move_references(tx, from, into)?;
    move_history(tx, from, into)?;
    widen(tx, &gone, &kept)?;
    let event = Event::new(EventKind::PartyMerged, None, into)
        .with(from)
        .say("name", format!("{} {}", gone.party.number, gone.party.name));
    tx.record(event);
    Ok(into)
}

/// First the mark, because the database lets a posted invoice change its party only to the one it was merged into.
fn retire(tx: &mut Tx<'_>, gone: &Whole, version: i32, into: PartyId) -> Result<()> {
    let from = gone.party.id;
    let changed = diesel::update(party::table.find(from).filter(party::version.eq(version)))
        .set((
            party::merged_into.eq(into),
            party::is_active.eq(false),
            party::version.eq(version + 1),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, from)?;
    search::remove(tx.conn, from.into())
}

/// Addresses, contacts, bank accounts and terms.
fn move_own(tx: &mut Tx<'_>, from: PartyId, into: PartyId, kept: &Whole) -> Result<()> {
    let addresses = party_address::table.filter(party_address::party_id.eq(from));
    if !kept.addresses.is_empty() {
        diesel::update(addresses)
            .set(party_address::is_default.eq(false))
            .execute(tx.conn)?;
    }
    diesel::update(addresses)
        .set(party_address::party_id.eq(into))
        .execute(tx.conn)?;
    diesel::update(contact::table.filter(contact::party_id.eq(from)))
        .set(contact::party_id.eq(into))
        .execute(tx.conn)?;
    diesel::update(party_bank_account::table.filter(party_bank_account::party_id.eq(from)))
        .set(party_bank_account::party_id.eq(into))
        .execute(tx.conn)?;
    terms::ops::merge(tx, from, into)
}

fn move_references(tx: &mut Tx<'_>, from: PartyId, into: PartyId) -> Result<()> {
    for (table, column) in REFERENCES {
        let but = if *table == "party" { " AND id <> $2" } else { "" };
        let sql = format!("UPDATE {table} SET {column} = $1 WHERE {column} = $2{but}");
        diesel::sql_query(sql)
            .bind::<BigInt, _>(into)
            .bind::<BigInt, _>(from)
            .execute(tx.conn)?;
    }
    Ok(())
}

/// Notes, files and outside keys move, those of imported terms too; events stay what they are and are linked to the remaining party too.
fn move_history(tx: &mut Tx<'_>, from: PartyId, into: PartyId) -> Result<()> {
    log::bring_up_to_date(tx.conn)?;
    let moves = BY_SUBJECT.iter().map(|table| {
        format!("UPDATE {table} SET subject_id = $1 WHERE subject_kind IN ('party', 'party-terms') AND subject_id = $2")
    });
    let links = "INSERT INTO event_link (subject_kind, subject_id, position) \
                 SELECT 'party', $1, position FROM event_link WHERE subject_kind = 'party' AND subject_id = $2 \
                 ON CONFLICT DO NOTHING";
    for sql in moves.chain([links.to_owned()]) {
        diesel::sql_query(sql)
            .bind::<BigInt, _>(into)
            .bind::<BigInt, _>(from)
            .execute(tx.conn)?;
    }
    Ok(())
}

/// The remaining party takes on the roles, fills what it did not know, and is found by the other's number and name.
fn widen(tx: &mut Tx<'_>, gone: &Whole, kept: &Whole) -> Result<()> {
    let merged = queries::whole(tx.conn, kept.party.id)?;
    let (lost, mut wanted) = (NewParty::from(gone), NewParty::from(&merged));
    wanted.is_customer |= lost.is_customer;
    wanted.is_supplier |= lost.is_supplier;
    wanted.is_carrier |= lost.is_carrier;
    wanted.tax_number = wanted.tax_number.or(lost.tax_number);
    wanted.email = wanted.email.or(lost.email);
    wanted.phone = wanted.phone.or(lost.phone);
    wanted.website = wanted.website.or(lost.website);
    wanted.customer_group = wanted.customer_group.or(lost.customer_group);
    wanted.owner_id = wanted.owner_id.or(lost.owner_id);
    let number = kept.party.number.clone();
    let also = queries::merged_words(tx.conn, kept.party.id)?;
    let stored = super::Stored::new(&wanted, number.clone(), &also, kept.party.version + 1);
    diesel::update(party::table.find(kept.party.id))
        .set(&stored)
        .execute(tx.conn)?;
    super::index(tx, kept.party.id, &wanted, &number, &also)
}
