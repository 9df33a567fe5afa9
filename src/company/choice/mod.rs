//! Words offered in fields that take any: reasons and customer groups are kinds of them, each with pages of its own.
pub mod ops;
