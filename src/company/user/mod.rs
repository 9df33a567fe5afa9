//! People who sign in, and the roles they hold.
pub mod ops;

use crate::command;
use crate::ids::CompanyId;
use crate::ids::UserId;

/// The program itself, in the log of what happened.
pub const SYSTEM: UserId = UserId::new(1);

command! {
    /// Somebody who may sign in. The password goes beside it, hashed before the write.
    pub struct NewUser {
        pub email: String,
        pub name: String,
        /// Codes of the roles.
        pub roles: Vec<String>,
        /// The company the roles are held in; all companies when absent.
        pub company_id: Option<CompanyId>,
        pub language: Option<String>,
    }
}
