//! `tenon bench` and what it stands on.
mod load;
mod plans;
mod report;
