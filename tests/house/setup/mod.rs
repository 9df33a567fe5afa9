//! Set-up: import.
mod import;
