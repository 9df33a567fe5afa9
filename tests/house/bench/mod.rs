//! `tenon bench` and what it stands on.
mod load;
mod loaded;
mod plans;
mod report;
mod round_trips;
mod writes;
