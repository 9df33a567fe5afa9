//! The API as its own description says it is.
mod doors;
mod openapi;
