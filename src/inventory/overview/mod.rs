//! The start of the department: what stock there is, what it is worth, and what needs attention.
pub mod pages;
pub mod queries;
