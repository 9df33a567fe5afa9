//! Import of CSV and XLSX into any master or document through a mapping file, by command line and from a page.
//!
//! First every row of every file is read into the command of its target: columns, types, look-ups, also of records that
//! earlier rows make. Nothing is written if one row cannot be read. Then, file by file, every row is done by the real operation
//! and undone, and nothing of the file is written if one is refused; then it is written in short slices. Each row leaves
//! its key, so that the same import run again passes over what is in, changes what differs, and goes on from where it
//! broke off.
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
