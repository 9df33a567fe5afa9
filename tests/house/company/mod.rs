//! Signing in, one's own account, users and roles, search, notes and files, the audit page.
mod account;
mod activity;
mod drafts;
mod reach;
mod reasons;
mod requests;
mod setup;
mod sign_in;
mod team_scope;
mod users;

use crate::client::Answer;
use crate::client::Client;

/// Saves the form of one's own settings: these fields, and in the others what everybody of the small group begins with.
#[track_caller]
pub fn change_settings(of: &Client, fields: &[(&str, &str)]) -> Answer {
    let version = of.get("/me/settings").expect(200).input("_version").unwrap();
    let usual = [
        ("_version", version.as_str()),
        ("language", "en"),
        ("number_format", "comma-point"),
        ("time_zone", "Europe/Berlin"),
        ("single_keys", "no"),
        ("default_company_id", ""),
    ];
    let others = usual
        .iter()
        .filter(|(name, _)| fields.iter().all(|(given, _)| given != name));
    let form: Vec<(&str, &str)> = fields.iter().chain(others).copied().collect();
    of.post("/me/settings", &form)
}
