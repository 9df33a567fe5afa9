//! Changes of terms. Documents keep what they were made with.
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::CompanyId;
use crate::ids::PartyId;
use crate::kernel::error::Argument;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Problem;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::tx::Tx;
use crate::party;
use crate::party::terms::Offer;
use crate::party::terms::SetTerms;
use crate::party::terms::Terms;
use crate::party::terms::queries;
use crate::permission::Permission;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::Money;
use tenon_schema::company;
use tenon_schema::party_terms;

/// Sets what the company agreed with the party. The version is 0 while there were no terms yet.
pub fn set(tx: &mut Tx<'_>, party: PartyId, company: CompanyId, version: i32, new: &SetTerms) -> Result<()> {
    tx.require(Permission::PartyEdit, company)?;
    let who = party::queries::get(tx.conn, party)?;
    party::ops::reaching(tx, Permission::PartyEdit, &who)?;
    let old = queries::of(tx.conn, party, company)?;
    let is_credit_moved = old.credit_limit_amount != new.credit_limit_amount || old.is_blocked != new.is_blocked;
    if is_credit_moved {
        tx.require(Permission::CreditEdit, company)?;
    }
    check(tx, company, &old, new)?;
    put(tx, &who.name, &old, version, new)
}

/// Stores the terms and says what changed.
fn put(tx: &mut Tx<'_>, name: &str, old: &Terms, version: i32, new: &SetTerms) -> Result<()> {
    store(tx, old, version, new)?;
    let currency: String = company::table
        .find(old.company_id.raw())
        .select(company::currency)
        .first(tx.conn)?;
    let after = Terms {
        version: version + 1,
        ..wanted(old, new)
    };
    let names = queries::chosen(tx.conn, &[old.clone(), after.clone()])?;
    let event = Event::new(EventKind::PartyChanged, Some(old.company_id), old.party_id).say("name", name);
    tx.record(changes(event, old, &after, &currency, &names));
    Ok(())
}

/// Two parties become one: what a company agreed with the one only goes over to the other; where it has terms with both,
/// those of the other stay, with the lower credit limit and blocked when either was. Merging loosens no company's credit.
pub fn merge(tx: &mut Tx<'_>, from: PartyId, into: PartyId) -> Result<()> {
    let name = party::queries::get(tx.conn, into)?.name;
    let kept = queries::every(tx.conn, into)?;
    let mut doubled: Vec<i64> = Vec::new();
    for gone in queries::every(tx.conn, from)? {
        let Some(old) = kept.iter().find(|terms| terms.company_id == gone.company_id) else {
            continue;
        };
        doubled.push(gone.company_id.raw());
        let new = stricter(old, &gone);
        if new.credit_limit_amount != old.credit_limit_amount || new.is_blocked != old.is_blocked {
            put(tx, &name, old, old.version, &new)?;
        }
    }
    let own = party_terms::table.filter(party_terms::party_id.eq(from));
    diesel::delete(own.filter(party_terms::company_id.eq_any(doubled))).execute(tx.conn)?;
    diesel::update(own)
        .set(party_terms::party_id.eq(into))
        .execute(tx.conn)?;
    Ok(())
}

/// The terms with the credit of whichever allows less; no limit allows most.
fn stricter(kept: &Terms, gone: &Terms) -> SetTerms {
    let limits = [kept.credit_limit_amount, gone.credit_limit_amount];
    SetTerms {
        credit_limit_amount: limits.into_iter().flatten().min(),
        is_blocked: kept.is_blocked || gone.is_blocked,
        ..SetTerms::from(kept)
    }
}

fn wanted(old: &Terms, new: &SetTerms) -> Terms {
    Terms {
        payment_term_id: new.payment_term_id,
        credit_limit_amount: new.credit_limit_amount,
        price_list_id: new.price_list_id,
        tax_position_id: new.tax_position_id,
        is_blocked: new.is_blocked,
        ..old.clone()
    }
}

/// What is chosen anew must be on offer; what was chosen before may stay.
fn check(tx: &mut Tx<'_>, company: CompanyId, old: &Terms, new: &SetTerms) -> Result<()> {
    let mut problems = Vec::new();
    let mut offered = |field: &str, wanted: Option<i64>, before: Option<i64>, offers: Vec<Offer>| {
        if let Some(id) = wanted.filter(|id| before != Some(*id) && offers.iter().all(|offer| offer.id != *id)) {
            let message = Message::new("problem-not-a-choice").with("value", id.to_string());
            problems.push(Problem::new(field, message));
        }
    };
    let terms = queries::payment_terms(tx.conn)?;
    offered(
        "payment_term_id",
        new.payment_term_id.map(Into::into),
        old.payment_term_id.map(Into::into),
        terms,
    );
    let lists = queries::price_lists(tx.conn, company)?;
    offered(
        "price_list_id",
        new.price_list_id.map(Into::into),
        old.price_list_id.map(Into::into),
        lists,
    );
    let positions = queries::tax_positions(tx.conn, company)?;
    offered(
        "tax_position_id",
        new.tax_position_id.map(Into::into),
        old.tax_position_id.map(Into::into),
        positions,
    );
    if new.credit_limit_amount.is_some_and(Money::is_negative) {
        problems.push(Problem::new("credit_limit_amount", Message::new("amount-negative")));
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(problems))
    }
}

fn store(tx: &mut Tx<'_>, old: &Terms, version: i32, new: &SetTerms) -> Result<()> {
    let (party, company) = (old.party_id, old.company_id);
    let values = (
        party_terms::payment_term_id.eq(new.payment_term_id),
        party_terms::credit_limit_amount.eq(new.credit_limit_amount),
        party_terms::price_list_id.eq(new.price_list_id),
        party_terms::tax_position_id.eq(new.tax_position_id),
        party_terms::is_blocked.eq(new.is_blocked),
        party_terms::version.eq(version + 1),
    );
    if old.version == 0 {
        tx.stale_unless(usize::from(version == 0), party)?;
        tx.conn.later(&diesel::insert_into(party_terms::table).values((
            party_terms::id.eq(id::next()),
            party_terms::party_id.eq(party),
            party_terms::company_id.eq(company),
            values,
        )))?;
        return Ok(());
    }
    let row = party_terms::table
        .filter(party_terms::party_id.eq(party))
        .filter(party_terms::company_id.eq(company))
        .filter(party_terms::version.eq(version));
    let changed = diesel::update(row).set(values).execute(tx.conn)?;
    tx.stale_unless(changed, party)
}

fn changes(event: Event, old: &Terms, new: &Terms, currency: &str, names: &[BTreeMap<i64, String>; 3]) -> Event {
    let [terms, lists, positions] = names;
    let name = |names: &BTreeMap<i64, String>, id: Option<i64>| id.and_then(|id| names.get(&id).cloned());
    let amount = |limit: Option<Money>| limit.map(|limit| (limit, currency));
    let yes_no = |flag: bool| Argument::Key(if flag { "yes" } else { "no" }.to_owned());
    event
        .change(
            "payment_term_id",
            name(terms, old.payment_term_id.map(Into::into)),
            name(terms, new.payment_term_id.map(Into::into)),
        )
        .change(
            "credit_limit_amount",
            amount(old.credit_limit_amount),
            amount(new.credit_limit_amount),
        )
        .change(
            "price_list_id",
            name(lists, old.price_list_id.map(Into::into)),
            name(lists, new.price_list_id.map(Into::into)),
        )
        .change(
            "tax_position_id",
            name(positions, old.tax_position_id.map(Into::into)),
            name(positions, new.tax_position_id.map(Into::into)),
        )
        .change("is_blocked", yes_no(old.is_blocked), yes_no(new.is_blocked))
}
