//! Import of CSV and XLSX into any master or document through a mapping file, by command line and from a page.
//!
//! First every row of every file is read into the command of its target: columns, types, look-ups, also of records that
//! earlier rows make. Nothing is written if one row cannot be read. Then all of it is written by the real operations in one
//! transaction: when one row is refused, those before it are taken back with it, and so is all of a dry run. Posted documents
//! cannot be taken back later without a trace, so there is no other way to all or nothing; others who write wait meanwhile.
//! Each row leaves its key, so that the same import run again passes over what is in and changes what differs.
pub mod body;
pub mod command_line;
pub mod evaluate;
pub mod job;
pub mod mapping;
pub mod mappings;
pub mod ops;
pub mod pages;
pub mod plan;
pub mod queries;
pub mod report;
pub mod run;
pub mod shape;
pub mod table;
pub mod target;
pub mod targets;
pub mod template;
pub mod verify;
pub mod workbook;
