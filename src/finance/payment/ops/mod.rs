//! Posting payments, reversing them, allocating and undoing that.
mod allocate;
mod post;
mod reverse;
mod targets;

pub use allocate::allocate;
pub use allocate::undo;
pub use post::post;
pub use reverse::reverse;
