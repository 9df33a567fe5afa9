//! Signing in, one's own account, users and roles, search, notes and files, the audit page.
mod account;
mod activity;
mod drafts;
mod reach;
mod reasons;
mod requests;
mod setup;
mod sign_in;
mod users;
