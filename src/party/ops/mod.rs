//! Changes of parties: written for a company one may edit parties in, shared by all.
mod merge;
mod rows;

pub use merge::merge;

use crate::event::Event;
use crate::event::EventKind;
use crate::ids::CompanyId;
use crate::ids::PartyId;
use crate::ids::UserId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Problem;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::search;
use crate::kernel::search_text::fold;
use crate::kernel::sequence;
use crate::kernel::tx::Tx;
use crate::party::NewParty;
use crate::party::Party;
use crate::party::PartyKind;
use crate::party::Whole;
use crate::party::checks;
use crate::party::group;
use crate::party::queries;
use crate::party::references::OWN;
use crate::party::usual_language;
use crate::permission::Permission;
use crate::refuse_unless;
use crate::set_active;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use tenon_schema::app_user;
use tenon_schema::party;

/// The first number that is drawn.
const FIRST_NUMBER: i64 = 10_001;
/// Draws tried before a number typed by hand is found to stand in the way of all.
const DRAWS_MAX: usize = 100;

/// The columns of the party's own row, as they are stored.
#[derive(AsChangeset, Insertable)]
#[diesel(table_name = party, treat_none_as_null = true, treat_none_as_default_value = false)]
struct Stored {
    number: String,
    name: String,
    sort_name: String,
    search_text: String,
    kind: PartyKind,
    is_customer: bool,
    is_supplier: bool,
    is_carrier: bool,
    tax_number: String,
    language: String,
    country: String,
    email: String,
    phone: String,
    phone_key: String,
    website: String,
    customer_group: String,
    owner_id: Option<UserId>,
    version: i32,
}

impl Stored {
    fn new(new: &NewParty, number: String, also: &str, version: i32) -> Stored {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let country = new.country_code().to_owned();
        let language = new.language.clone();
        Stored {
            name: new.name.clone(),
            sort_name: fold(&new.name),
            search_text: fold(&format!("{number} {} {} {also}", new.name, words(new))),
            kind: new.kind.unwrap_or(PartyKind::Organisation),
            is_customer: new.is_customer,
            is_supplier: new.is_supplier,
            is_carrier: new.is_carrier,
            tax_number: new
                .tax_number
                .as_deref()
                .map(checks::plain_tax_number)
                .unwrap_or_default(),
            language: language.unwrap_or_else(|| usual_language(&country).to_owned()),
            country,
            email: new.email.as_deref().map(checks::plain_email).unwrap_or_default(),
            phone: text(&new.phone),
            phone_key: new.phone.as_deref().map(checks::phone_key).unwrap_or_default(),
            website: text(&new.website),
            customer_group: text(&new.customer_group),
            owner_id: new.owner_id,
            number,
            version,
        }
    }
}

/// What a party is found by besides number and name.
fn words(new: &NewParty) -> String {
    let own = [&new.tax_number, &new.email, &new.phone, &new.website];
    let own = own.into_iter().flatten().cloned();
    let people = new.contacts.iter().flat_map(|contact| {
        [Some(contact.name.clone()), contact.email.clone()]
            .into_iter()
            .flatten()
    });
    let places = new.addresses.iter().flat_map(|address| {
        [&address.city, &address.postal_code, &address.name]
            .into_iter()
            .flatten()
            .cloned()
    });
    own.chain(people).chain(places).collect::<Vec<String>>().join(" ")
}

fn company(tx: &Tx<'_>, new: &NewParty) -> Result<CompanyId> {
    editing(tx, new.company_id)
}

/// The company a record of the group is written for: the named one, or any in which one may.
pub fn editing(tx: &Tx<'_>, company: Option<CompanyId>) -> Result<CompanyId> {
    let may = |company: &CompanyId| tx.actor.may(Permission::PartyEdit, *company);
    let first = || tx.actor.companies.iter().copied().find(may);
    let company = company.or_else(first).ok_or(Error::Forbidden(Permission::PartyEdit))?;
    tx.require(Permission::PartyEdit, company)?;
    Ok(company)
}

/// Refuses unless the permission reaches this party: it may be held for one's own parties only.
pub(in crate::party) fn reaching(tx: &Tx<'_>, permission: Permission, party: &Party) -> Result<()> {
    if tx.actor.reach(permission).opens_shared(party.owner_id) {
        Ok(())
    } else {
        Err(Error::Forbidden(permission))
    }
}

/// Formats, references to other records, taken numbers; then what only warns.
fn check(tx: &mut Tx<'_>, new: &NewParty, but: Option<PartyId>) -> Result<()> {
    let mut problems = checks::problems(new);
    if let Some(number) = &new.number {
        let holder: Option<PartyId> = party::table
            .filter(party::number.eq(number))
            .select(party::id)
            .first(tx.conn)
            .optional()?;
        if holder.is_some() && holder != but {
            problems.push(Problem::new("number", Message::new("code-taken").with("code", number)));
        }
    }
    if let Some(code) = &new.customer_group
        && !group::queries::is_known(tx.conn, code)?
    {
        let message = Message::new("problem-not-a-choice").with("value", code);
        problems.push(Problem::new("customer_group", message));
    }
    if let Some(owner) = new.owner_id {
        let known = app_user::table.filter(app_user::id.eq(owner.raw()));
        if !diesel::select(diesel::dsl::exists(known)).get_result::<bool>(tx.conn)? {
            let message = Message::new("problem-not-a-choice").with("value", owner.to_string());
            problems.push(Problem::new("owner_id", message));
        }
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    warn(tx, new, but)
}

/// Probable duplicates and wrong check digits, until the user says "save anyway".
fn warn(tx: &mut Tx<'_>, new: &NewParty, but: Option<PartyId>) -> Result<()> {
    if tx.anyway {
        return Ok(());
    }
    let likely = queries::likely(tx.conn, tx.actor, new, but)?;
    let mut warnings: Vec<Message> = likely.iter().map(|one| one.message()).collect();
    let number = new
        .tax_number
        .as_deref()
        .map(checks::plain_tax_number)
        .unwrap_or_default();
    if !number.is_empty() && !checks::has_right_check_digit(new.country_code(), &number) {
        warnings.push(Message::new("party-check-digit").with("value", number));
    }
    if warnings.is_empty() {
        Ok(())
    } else {
        Err(Error::Warned(warnings))
    }
}

fn draw_number(tx: &mut Tx<'_>) -> Result<String> {
    for _ in 0..DRAWS_MAX {
        let number = format!("P-{}", sequence::draw_shared(tx, "party", FIRST_NUMBER)?);
        if queries::by_number(tx.conn, &number)?.is_none() {
            return Ok(number);
        }
    }
    Err(Error::refused("party-numbers-taken"))
}

/// Takes a party on. Probable duplicates are a warning.
pub fn create(tx: &mut Tx<'_>, new: &NewParty) -> Result<PartyId> {
    company(tx, new)?;
    check(tx, new, None)?;
    let number = match &new.number {
        Some(number) => number.clone(),
        None => draw_number(tx)?,
    };
    let id: PartyId = id::new();
    tx.conn.later(&diesel::insert_into(party::table).values((
        party::id.eq(id),
        Stored::new(new, number.clone(), "", 1),
        party::merged_into.eq(None::<PartyId>),
        party::is_active.eq(true),
        party::created_at.eq(tx.now),
    )))?;
    rows::put(tx, id, new, None)?;
    index(tx, id, new, &number, "")?;
    let event = Event::new(EventKind::PartyCreated, None, id);
    tx.record(event.say("name", &new.name).say("number", number));
    Ok(id)
}

fn index(tx: &mut Tx<'_>, id: PartyId, new: &NewParty, number: &str, also: &str) -> Result<()> {
    let city = new.addresses.iter().find_map(|address| address.city.clone());
    let subtitle = [Some(number.to_owned()), city]
        .into_iter()
        .flatten()
        .collect::<Vec<String>>()
        .join(" · ");
    let entry = search::Entry {
        subject: id.into(),
        company: None,
        owner: new.owner_id,
        title: &new.name,
        subtitle: &subtitle,
        words: &format!("{} {also}", words(new)),
    };
    search::put(tx.conn, &entry)
}

/// Changes a party and its rows into what the command says.
pub fn update(tx: &mut Tx<'_>, id: PartyId, version: i32, new: &NewParty) -> Result<()> {
    company(tx, new)?;
    let old = queries::whole(tx.conn, id)?;
    reaching(tx, Permission::PartyEdit, &old.party)?;
    refuse_merged(&old)?;
    check(tx, new, Some(id))?;
    let number = new.number.clone().unwrap_or_else(|| old.party.number.clone());
    let also = queries::merged_words(tx.conn, id)?;
    let stored = Stored::new(new, number.clone(), &also, version + 1);
    let changed = diesel::update(party::table.find(id).filter(party::version.eq(version)))
        .set(&stored)
        .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    rows::put(tx, id, new, Some(&old))?;
    index(tx, id, new, &number, &also)?;
    record_change(tx, &old, &stored);
    Ok(())
}

fn refuse_merged(old: &Whole) -> Result<()> {
    let is_merged = old.party.merged_into.is_some();
    refuse_unless!(!is_merged, "party-is-merged", name = &old.party.name);
    Ok(())
}

fn yes_no(flag: bool) -> crate::kernel::error::Argument {
    crate::kernel::error::Argument::Key(if flag { "yes" } else { "no" }.to_owned())
}

fn record_change(tx: &mut Tx<'_>, old: &Whole, new: &Stored) {
    let was = &old.party;
    let owner = |id: Option<UserId>| id.map(|id| id.to_string());
    let event = Event::new(EventKind::PartyChanged, None, was.id)
        .say("name", &new.name)
        .change("number", &was.number, &new.number)
        .change("name", &was.name, &new.name)
        .change("kind", was.kind.code(), new.kind.code())
        .change("is_customer", yes_no(was.is_customer), yes_no(new.is_customer))
        .change("is_supplier", yes_no(was.is_supplier), yes_no(new.is_supplier))
        .change("is_carrier", yes_no(was.is_carrier), yes_no(new.is_carrier))
        .change("tax_number", &was.tax_number, &new.tax_number)
        .change("language", &was.language, &new.language)
        .change("country", &was.country, &new.country)
        .change("email", &was.email, &new.email)
        .change("phone", &was.phone, &new.phone)
        .change("website", &was.website, &new.website)
        .change("customer_group", &was.customer_group, &new.customer_group)
        .change("owner_id", owner(was.owner_id), owner(new.owner_id));
    tx.record(event);
}

/// Offers the party no more, or again. Open documents go on.
pub fn archive(tx: &mut Tx<'_>, company: CompanyId, id: PartyId, version: i32, is_active: bool) -> Result<()> {
    editing(tx, Some(company))?;
    let old = queries::whole(tx.conn, id)?;
    reaching(tx, Permission::PartyEdit, &old.party)?;
    refuse_merged(&old)?;
    set_active!(tx, party, id, version, is_active);
    tx.record(Event::new(EventKind::of_usage(is_active), None, id).say("name", old.party.name));
    Ok(())
}

/// Removes a party that nothing names yet.
pub fn delete(tx: &mut Tx<'_>, company: CompanyId, id: PartyId, version: i32) -> Result<()> {
    editing(tx, Some(company))?;
    let old = queries::get(tx.conn, id)?;
    reaching(tx, Permission::PartyEdit, &old)?;
    let is_used = queries::is_referenced(tx.conn, id)?;
    refuse_unless!(!is_used, "party-in-use", name = &old.name);
    if old.version != version {
        return Err(Error::Stale(id.into()));
    }
    for (table, column) in OWN {
        let sql = format!("DELETE FROM {table} WHERE {column} = $1");
        diesel::sql_query(sql).bind::<BigInt, _>(id).execute(tx.conn)?;
    }
    diesel::delete(party::table.find(id)).execute(tx.conn)?;
    search::remove(tx.conn, id.into())?;
    tx.record(Event::new(EventKind::MasterDeleted, None, id).say("name", old.name));
    Ok(())
}
