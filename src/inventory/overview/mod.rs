//! The start of the department: what stock there is, what it is worth, and what needs attention.
mod floor;
pub mod pages;
pub mod queries;
