//! Roles: sets of permissions, each with how far it reaches. The rows are an administrator's to change.
pub mod ops;
pub mod pages;
pub mod queries;

use crate::command;
use crate::ids::RoleId;
use crate::permission::Permission;
use crate::permission::Scope;
use diesel::prelude::*;
use serde::Serialize;
use tenon_schema::role;

/// A role without its permissions.
#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = role)]
pub struct Role {
    pub id: RoleId,
    pub code: String,
    pub name: String,
    pub is_active: bool,
    pub version: i32,
}

command! {
    /// A permission of a role; without a scope the role does not have it.
    pub struct Allowed {
        pub permission: Permission,
        pub scope: Option<Scope>,
    }
    /// A role with all its permissions.
    pub struct EditRole {
        pub code: String,
        pub name: String,
        pub permissions: Vec<Allowed>,
    }
}

/// A role with its permissions.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct RoleDetails {
    #[serde(flatten)]
    pub role: Role,
    pub permissions: Vec<Allowed>,
}

impl RoleDetails {
    /// How far a permission reaches in this role.
    pub fn scope(&self, permission: Permission) -> Option<Scope> {
        self.permissions
            .iter()
            .find(|allowed| allowed.permission == permission)
            .and_then(|allowed| allowed.scope)
    }

    /// What the edit form is filled with: every permission there is, in the order of their definition.
    pub fn as_command(&self) -> EditRole {
        EditRole {
            code: self.role.code.clone(),
            name: self.role.name.clone(),
            permissions: every(|permission| self.scope(permission)),
        }
    }
}

/// Every permission that needs a role, with a scope each.
pub fn every(scope: impl Fn(Permission) -> Option<Scope>) -> Vec<Allowed> {
    let all = Permission::ALL.iter().filter(|permission| !permission.is_free());
    all.map(|permission| Allowed {
        permission: *permission,
        scope: scope(*permission),
    })
    .collect()
}
