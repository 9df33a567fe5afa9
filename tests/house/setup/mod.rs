//! Set-up: import.
mod founding;
mod import;
mod import_northwind;
