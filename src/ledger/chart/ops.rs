//! Giving a company its first chart: accounts, the account of each role, and its journals.
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::AccountId;
use crate::ids::CompanyId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::message::Language;
use crate::kernel::message::Messages;
use crate::kernel::search;
use crate::kernel::tx::Tx;
use crate::ledger::chart::find;
use crate::ledger::entry::JournalKind;
use crate::permission::Permission;
use crate::refuse_unless;
use diesel::prelude::*;
use tenon_schema::account;
use tenon_schema::account_role;
use tenon_schema::company;
use tenon_schema::journal;

/// Installs a chart into a company that has no accounts yet. Names are in the company's language.
pub fn install(tx: &mut Tx<'_>, company: CompanyId, chart_code: &str) -> Result<()> {
    tx.require(Permission::AccountEdit, company)?;
    let Some(chart) = find(chart_code) else {
        return Err(Error::Refused(Message::new("chart-unknown").with("code", chart_code)));
    };
    let known: i64 = account::table
        .filter(account::company_id.eq(company))
        .count()
        .get_result(tx.conn)?;
    refuse_unless!(known == 0, "chart-already-there");
    let code: String = company::table.find(company).select(company::language).first(tx.conn)?;
    let language = Language::from_code(&code).unwrap_or_default();
    let accounts = chart.accounts()?;
    let ids: Vec<AccountId> = accounts.iter().map(|_| id::new()).collect();
    let rows: Vec<_> = accounts
        .iter()
        .zip(&ids)
        .map(|(one, id)| {
            (
                account::id.eq(*id),
                account::company_id.eq(company),
                account::code.eq(&one.code),
                account::name.eq(one.name(language)),
                account::kind.eq(one.kind),
                account::control.eq(one.control),
                account::is_active.eq(true),
                account::version.eq(1),
            )
        })
        .collect();
    tx.conn.later(&diesel::insert_into(account::table).values(&rows))?;
    let roles: Vec<_> = accounts
        .iter()
        .zip(&ids)
        .flat_map(|(one, id)| one.roles.iter().map(|role| (*role, *id)))
        .map(|(role, id)| {
            (
                account_role::company_id.eq(company),
                account_role::role.eq(role),
                account_role::account_id.eq(id),
            )
        })
        .collect();
    tx.conn
        .later(&diesel::insert_into(account_role::table).values(&roles))?;
    diesel::update(company::table.find(company))
        .set(company::chart_source.eq(chart.source()))
        .execute(tx.conn)?;
    for (one, id) in accounts.iter().zip(&ids) {
        let title = format!("{} {}", one.code, one.name(language));
        let words = format!("{} {} {}", one.name_zh_hans, one.name_zh_hant, one.name_en);
        let entry = search::Entry {
            subject: (*id).into(),
            company: Some(company),
            owner: None,
            title: &title,
            subtitle: "",
            words: &words,
        };
        search::put(tx.conn, &entry)?;
    }
    create_journals(tx, company, Messages::get(language))?;
    let event = Event::new(EventKind::SettingChanged, Some(company), company);
    tx.record(event.say("name", chart.source()));
    Ok(())
}

/// One journal of each kind; their names are the words for the kinds.
fn create_journals(tx: &mut Tx<'_>, company: CompanyId, words: &Messages) -> Result<()> {
    let code = |kind: JournalKind| match kind {
        JournalKind::Sales => "S",
        JournalKind::Cash => "C",
        JournalKind::Stock => "I",
        JournalKind::General => "G",
    };
    let rows: Vec<_> = JournalKind::ALL
        .iter()
        .map(|kind| {
            (
                journal::id.eq(id::next()),
                journal::company_id.eq(company),
                journal::code.eq(code(*kind)),
                journal::name.eq(words.text(kind.message_key())),
                journal::kind.eq(*kind),
                journal::version.eq(1),
            )
        })
        .collect();
    tx.conn.later(&diesel::insert_into(journal::table).values(&rows))?;
    Ok(())
}
