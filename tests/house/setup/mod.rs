//! Set-up: founding, import, jobs and housekeeping.
mod demo;
mod founding;
mod import;
mod import_documents;
mod import_log;
mod import_masters;
mod import_northwind;
mod import_prices;
mod import_targets;
mod import_whole;
mod jobs;
mod old_shop;
