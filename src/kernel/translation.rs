//! Texts that users write, in further languages: one row for each record, field and language.
use crate::command;
use crate::ids::Subject;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::message::Language;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_schema::translation;

/// Most records whose texts are read at once.
const RECORDS_MAX: i64 = 5_000;

/// One field of a record in the languages it was written in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text<'a> {
    pub field: &'static str,
    pub language: Language,
    pub body: &'a str,
}

command! {
    /// A record's name in a further language.
    pub struct NameIn { pub language: String, pub name: Option<String> }
}

/// The field of a record that [`NameIn`] translates.
const NAME: &str = "name";

/// Refuses a language that is not offered or stands there twice. The names are the field `names` of the command.
pub fn check_names(names: &[NameIn]) -> Result<()> {
    let languages: Vec<Option<Language>> = names.iter().map(|name| Language::from_code(&name.language)).collect();
    for (place, language) in languages.iter().enumerate() {
        let field = format!("names.{place}.language");
        if language.is_none() {
            return Err(Error::invalid(field, Message::new("problem-not-offered")));
        }
        if languages.iter().take(place).any(|before| before == language) {
            return Err(Error::invalid(field, Message::new("language-twice")));
        }
    }
    Ok(())
}

/// Replaces the names of a record that has no other texts in further languages.
pub fn put_names(conn: &mut Conn, subject: impl Into<Subject>, names: &[NameIn]) -> Result<()> {
    let texts: Vec<Text<'_>> = names
        .iter()
        .filter_map(|name| {
            Some(Text {
                field: NAME,
                language: Language::from_code(&name.language)?,
                body: name.name.as_deref().unwrap_or_default(),
            })
        })
        .collect();
    put(conn, subject, &texts)
}

/// The names of a record by language code.
pub fn names_of(conn: &mut Conn, subject: impl Into<Subject>) -> Result<BTreeMap<String, String>> {
    let texts = of(conn, subject)?;
    Ok(texts
        .into_iter()
        .filter(|((field, _), _)| field == NAME)
        .map(|((_, language), name)| (language, name))
        .collect())
}

/// The names as a command has them: every offered language in its place.
pub fn as_command(names: &BTreeMap<String, String>) -> Vec<NameIn> {
    Language::OFFERED
        .iter()
        .map(|language| NameIn {
            language: language.code().to_owned(),
            name: names.get(language.code()).cloned(),
        })
        .collect()
}

/// Replaces all texts of a record; empty ones are left out.
pub fn put(conn: &mut Conn, subject: impl Into<Subject>, texts: &[Text<'_>]) -> Result<()> {
    let subject = subject.into();
    remove(conn, subject)?;
    let rows: Vec<_> = texts
        .iter()
        .filter(|text| !text.body.trim().is_empty())
        .map(|text| {
            (
                translation::subject_kind.eq(subject.code()),
                translation::subject_id.eq(subject.raw()),
                translation::field.eq(text.field),
                translation::language.eq(text.language.code()),
                translation::body.eq(text.body.trim()),
            )
        })
        .collect();
    if !rows.is_empty() {
        conn.later(&diesel::insert_into(translation::table).values(&rows))?;
    }
    Ok(())
}

/// Forgets all texts of a record.
pub fn remove(conn: &mut Conn, subject: impl Into<Subject>) -> Result<()> {
    let subject = subject.into();
    let own = translation::table
        .filter(translation::subject_kind.eq(subject.code()))
        .filter(translation::subject_id.eq(subject.raw()));
    diesel::delete(own).execute(conn)?;
    Ok(())
}

/// Every text of a record by field and language code.
pub fn of(conn: &mut Conn, subject: impl Into<Subject>) -> Result<BTreeMap<(String, String), String>> {
    let subject = subject.into();
    let rows: Vec<(String, String, String)> = translation::table
        .filter(translation::subject_kind.eq(subject.code()))
        .filter(translation::subject_id.eq(subject.raw()))
        .select((translation::field, translation::language, translation::body))
        .limit(RECORDS_MAX)
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(field, language, body)| ((field, language), body))
        .collect())
}

/// One field of many records of a kind in a language, where it was written.
pub fn many(
    conn: &mut Conn,
    kind: &'static str,
    ids: &[i64],
    field: &'static str,
    language: &str,
) -> Result<BTreeMap<i64, String>> {
    let rows: Vec<(i64, String)> = translation::table
        .filter(translation::subject_kind.eq(kind))
        .filter(translation::subject_id.eq_any(ids.to_vec()))
        .filter(translation::field.eq(field))
        .filter(translation::language.eq(language))
        .select((translation::subject_id, translation::body))
        .limit(RECORDS_MAX)
        .load(conn)?;
    Ok(rows.into_iter().collect())
}
