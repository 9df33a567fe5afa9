//! Looks for parties that are probably the one being written.
use crate::company::activity::access;
use crate::ids::PartyId;
use crate::ids::Subject;
use crate::kernel::actor::Actor;
use crate::kernel::error::Result;
use crate::kernel::search;
use crate::party::NewParty;
use crate::party::Party;
use crate::party::PartyRole;
use crate::party::SEARCH;
use crate::party::checks;
use crate::party::likeness::Likely;
use crate::party::likeness::Reason;
use crate::party::likeness::bare_name;
use crate::party::likeness::is_same_name;
use crate::permission::Permission;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_db::Sql;
use tenon_schema::contact;
use tenon_schema::party;

/// Most likely duplicates that are named.
const LIKELY_MAX: usize = 5;

/// Active parties that share tax number, e-mail, phone or nearly the name; the surest reason of each first.
pub fn likely(conn: &mut Conn, actor: &Actor, new: &NewParty, but: Option<PartyId>) -> Result<Vec<Likely>> {
    let reach = actor.reach(Permission::PartyRead);
    let mut found: Vec<Likely> = Vec::new();
    let mut add = |rows: Vec<Party>, reason: Reason| {
        for party in rows {
            let is_known = found.iter().any(|known| known.party.id == party.id);
            let is_other = Some(party.id) != but && reach.opens_shared(party.owner_id);
            if !is_known && is_other && found.len() < LIKELY_MAX {
                found.push(Likely { party, reason });
            }
        }
    };
    let number = new
        .tax_number
        .as_deref()
        .map(checks::plain_tax_number)
        .unwrap_or_default();
    if !number.is_empty() {
        add(
            having(conn, |query| query.filter(party::tax_number.eq(number.clone())))?,
            Reason::TaxNumber,
        );
    }
    let emails = emails(new);
    if !emails.is_empty() {
        let people: Vec<PartyId> = contact::table
            .filter(contact::email.eq_any(emails.clone()))
            .filter(contact::is_active.eq(true))
            .limit(20)
            .select(contact::party_id)
            .load(conn)?;
        let rows = having(conn, |query| {
            query.filter(party::email.eq_any(emails.clone()).or(party::id.eq_any(people.clone())))
        })?;
        add(rows, Reason::Email);
    }
    let phone = new.phone.as_deref().map(checks::phone_key).unwrap_or_default();
    if !phone.is_empty() {
        add(
            having(conn, |query| query.filter(party::phone_key.eq(phone.clone())))?,
            Reason::Phone,
        );
    }
    add(namesakes(conn, actor, &new.name)?, Reason::Name);
    Ok(found)
}

type Boxed<'a> =
    party::BoxedQuery<'a, Sql, diesel::helper_types::SqlTypeOf<diesel::helper_types::AsSelect<Party, Sql>>>;

fn having<'a>(conn: &mut Conn, filter: impl FnOnce(Boxed<'a>) -> Boxed<'a>) -> Result<Vec<Party>> {
    let query = party::table.select(Party::as_select()).into_boxed::<Sql>();
    let rows = filter(query).filter(party::is_active.eq(true)).limit(20).load(conn)?;
    Ok(rows)
}

fn emails(new: &NewParty) -> Vec<String> {
    let own = new.email.iter();
    let of_contacts = new.contacts.iter().filter_map(|contact| contact.email.as_ref());
    own.chain(of_contacts).map(|email| checks::plain_email(email)).collect()
}

/// Parties in use that answer a search in spite of a typing error, the best first.
pub fn alike(conn: &mut Conn, actor: &Actor, text: &str, role: Option<PartyRole>) -> Result<Vec<Party>> {
    let hits = search::find(conn, actor, &[SEARCH], text, 20, access::is_open)?;
    let ids: Vec<PartyId> = hits.iter().filter_map(|hit| party_of(hit.subject)).collect();
    let mut rows = super::get_many(conn, &ids)?;
    let fits = |party: &Party| party.is_active && role.is_none_or(|role| party.roles().contains(&role));
    Ok(ids.iter().filter_map(|id| rows.remove(id)).filter(fits).collect())
}

fn party_of(subject: Subject) -> Option<PartyId> {
    if let Subject::Party(id) = subject {
        Some(id)
    } else {
        None
    }
}

/// Candidates come from the search index; the names themselves decide.
fn namesakes(conn: &mut Conn, actor: &Actor, name: &str) -> Result<Vec<Party>> {
    let hits = search::find(conn, actor, &[SEARCH], &bare_name(name), 20, access::is_open)?;
    let ids: Vec<PartyId> = hits
        .iter()
        .filter(|hit| is_same_name(name, &hit.title))
        .filter_map(|hit| party_of(hit.subject))
        .collect();
    let mut rows = super::get_many(conn, &ids)?;
    let active = |party: &Party| party.is_active;
    Ok(ids.iter().filter_map(|id| rows.remove(id)).filter(active).collect())
}
