//! Changes of payment terms. Documents keep the text and the days they were posted with.
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::CompanyId;
use crate::ids::PaymentTermId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::translation;
use crate::kernel::tx::Tx;
use crate::kernel::tx::refuse_taken;
use crate::ledger::term::NewPaymentTerm;
use crate::ledger::term::queries;
use crate::permission::Permission;
use crate::refuse_unless;
use crate::set_active;
use diesel::prelude::*;
use tenon_db::Percent;
use tenon_schema::payment_term;
use tenon_schema::payment_term_instalment;

/// Longest days of credit.
const DAYS_MAX: i32 = 3_650;

fn check(tx: &mut Tx<'_>, new: &NewPaymentTerm, but: Option<PaymentTermId>) -> Result<()> {
    let holder: Option<PaymentTermId> = payment_term::table
        .filter(payment_term::code.eq(&new.code))
        .select(payment_term::id)
        .first(tx.conn)
        .optional()?;
    refuse_taken(holder, but, &new.code)?;
    translation::check_names(&new.names)?;
    let discount = new.discount_percent.unwrap_or_default();
    if discount.is_negative() || discount > Percent::HUNDRED {
        return Err(Error::invalid("discount_percent", Message::new("percent-out-of-range")));
    }
    if !(0..=DAYS_MAX).contains(&new.discount_days.unwrap_or(0)) {
        return Err(Error::invalid(
            "discount_days",
            Message::new("days-out-of-range").with("max", DAYS_MAX),
        ));
    }
    for (place, instalment) in new.instalments.iter().enumerate() {
        if !(0..=DAYS_MAX).contains(&instalment.day_count) {
            let message = Message::new("days-out-of-range").with("max", DAYS_MAX);
            return Err(Error::invalid(format!("instalments.{place}.day_count"), message));
        }
        if !instalment.share_percent.is_positive() || instalment.share_percent > Percent::HUNDRED {
            let field = format!("instalments.{place}.share_percent");
            return Err(Error::invalid(field, Message::new("percent-out-of-range")));
        }
    }
    let shares: Percent = new.instalments.iter().map(|instalment| instalment.share_percent).sum();
    if shares != Percent::HUNDRED {
        return Err(Error::invalid(
            "instalments",
            Message::new("instalments-not-whole").with("sum", shares),
        ));
    }
    Ok(())
}

fn put_instalments(tx: &mut Tx<'_>, id: PaymentTermId, new: &NewPaymentTerm) -> Result<()> {
    let rows: Vec<_> = new
        .instalments
        .iter()
        .zip(1_i32..)
        .map(|(instalment, position)| {
            (
                payment_term_instalment::id.eq(id::next()),
                payment_term_instalment::payment_term_id.eq(id),
                payment_term_instalment::position.eq(position),
                payment_term_instalment::share_percent.eq(instalment.share_percent),
                payment_term_instalment::day_count.eq(instalment.day_count),
                payment_term_instalment::is_end_of_month.eq(instalment.is_end_of_month),
            )
        })
        .collect();
    tx.conn
        .later(&diesel::insert_into(payment_term_instalment::table).values(&rows))?;
    Ok(())
}

/// Makes payment terms for all companies.
pub fn create(tx: &mut Tx<'_>, asking: CompanyId, new: &NewPaymentTerm) -> Result<PaymentTermId> {
    tx.require(Permission::AccountEdit, asking)?;
    check(tx, new, None)?;
    let id: PaymentTermId = id::new();
    tx.conn.later(&diesel::insert_into(payment_term::table).values((
        payment_term::id.eq(id),
        payment_term::code.eq(&new.code),
        payment_term::name.eq(&new.name),
        payment_term::discount_percent.eq(new.discount_percent.unwrap_or_default()),
        payment_term::discount_days.eq(new.discount_days.unwrap_or(0)),
        payment_term::is_active.eq(true),
        payment_term::version.eq(1),
    )))?;
    put_instalments(tx, id, new)?;
    translation::put_names(tx.conn, id, &new.names)?;
    tx.record(Event::new(EventKind::MasterCreated, None, id).say("name", &new.name));
    Ok(id)
}

/// Changes terms for documents to come.
pub fn update(tx: &mut Tx<'_>, asking: CompanyId, id: PaymentTermId, version: i32, new: &NewPaymentTerm) -> Result<()> {
    tx.require(Permission::AccountEdit, asking)?;
    let old = queries::get(tx.conn, id)?;
    check(tx, new, Some(id))?;
    let discount = new.discount_percent.unwrap_or_default();
    let changed = diesel::update(payment_term::table.find(id).filter(payment_term::version.eq(version)))
        .set((
            payment_term::code.eq(&new.code),
            payment_term::name.eq(&new.name),
            payment_term::discount_percent.eq(discount),
            payment_term::discount_days.eq(new.discount_days.unwrap_or(0)),
            payment_term::version.eq(version + 1),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    let rows = payment_term_instalment::table.filter(payment_term_instalment::payment_term_id.eq(id));
    diesel::delete(rows).execute(tx.conn)?;
    put_instalments(tx, id, new)?;
    translation::put_names(tx.conn, id, &new.names)?;
    let event = Event::new(EventKind::MasterChanged, None, id)
        .say("name", &new.name)
        .change("code", old.term.code, &new.code)
        .change("name", old.term.name, &new.name)
        .change("discount_percent", old.term.discount_percent, discount)
        .change("discount_days", old.term.discount_days, new.discount_days.unwrap_or(0));
    tx.record(event);
    Ok(())
}

/// Offers the terms no more, or again.
pub fn archive(tx: &mut Tx<'_>, asking: CompanyId, id: PaymentTermId, version: i32, is_active: bool) -> Result<()> {
    tx.require(Permission::AccountEdit, asking)?;
    let old = queries::get(tx.conn, id)?;
    set_active!(tx, payment_term, id, version, is_active);
    tx.record(Event::new(EventKind::of_usage(is_active), None, id).say("name", old.term.name));
    Ok(())
}

/// Removes terms that nothing refers to; others are archived.
pub fn delete(tx: &mut Tx<'_>, asking: CompanyId, id: PaymentTermId, version: i32) -> Result<()> {
    tx.require(Permission::AccountEdit, asking)?;
    let old = queries::get(tx.conn, id)?;
    let is_used = queries::is_used(tx.conn, id)?;
    refuse_unless!(!is_used, "master-in-use", name = old.term.name);
    let instalments = payment_term_instalment::table.filter(payment_term_instalment::payment_term_id.eq(id));
    diesel::delete(instalments).execute(tx.conn)?;
    translation::remove(tx.conn, id)?;
    let deleted =
        diesel::delete(payment_term::table.find(id).filter(payment_term::version.eq(version))).execute(tx.conn)?;
    tx.stale_unless(deleted, id)?;
    tx.record(Event::new(EventKind::MasterDeleted, None, id).say("name", old.term.name));
    Ok(())
}
