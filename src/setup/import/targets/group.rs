//! Companies and the people who sign in.
use crate::company::user;
use crate::company::user::NewUser;
use crate::ids::Subject;
use crate::import_target;
use crate::setup::founding;
use crate::setup::founding::Founding;
use crate::setup::import::target::Target;

pub const TARGETS: &[Target] = &[
    import_target!("company", CompanyEdit, Founding, |tx, _, new| {
        founding::ops::found(tx, new).map(Subject::from)
    }),
    // Without a password nobody signs in: an administrator issues a link to set one.
    import_target!("user", UserEdit, NewUser, |tx, _, new| {
        user::ops::create(tx, new, "").map(Subject::from)
    }),
];
