//! Posting payments, reversing them, allocating and undoing that.
mod allocate;
mod discounts;
mod post;
mod reverse;
mod targets;

pub use allocate::allocate;
pub use allocate::settle;
pub use allocate::undo;
pub use allocate::unsettle;
pub use post::post;
pub use reverse::reverse;
