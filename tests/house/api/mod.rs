//! The API as its own description says it is.
mod caller;
mod doors;
mod openapi;
mod scenario;
mod schema;
