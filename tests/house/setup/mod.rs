//! Set-up: import.
mod import;
mod import_northwind;
