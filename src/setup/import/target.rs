//! What can be imported: a name, the command a row becomes, and the department's own operations that take it. The
//! validation is therefore the one of forms and API.
use crate::ids::CompanyId;
use crate::ids::Subject;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::tx::Tx;
use crate::permission::Permission;
use crate::setup::import::shape;
use crate::setup::import::shape::Shape;
use schemars::Schema;
use schemars::SchemaGenerator;
use serde_json::Value;
use tenon_db::Conn;

/// A kind of record or an operation that rows go into.
#[derive(Clone, Copy)]
pub struct Target {
    /// As mappings name it; for records the code of their kind. Its label is the message `import-<name>`.
    pub name: &'static str,
    /// What its operation asks for, so that an import is not begun in vain.
    pub permission: Permission,
    pub shape: fn(&mut SchemaGenerator) -> Schema,
    /// Reads the command and says every problem with it.
    pub check: fn(&Value) -> Result<()>,
    pub create: fn(&mut Tx<'_>, CompanyId, &Value) -> Result<Subject>,
    /// What is imported can be changed by importing it again; documents cannot.
    pub update: Option<Update>,
}

/// How a record is changed: its command as it is now with its version, and the operation that takes the changed one.
#[derive(Clone, Copy)]
pub struct Update {
    pub current: fn(&mut Conn, CompanyId, i64) -> Result<(i32, Value)>,
    pub apply: fn(&mut Tx<'_>, CompanyId, i64, i32, &Value) -> Result<()>,
}

impl Target {
    /// The fields; what is required says the command itself, by what it misses in an empty body.
    pub fn shape(&self) -> Shape {
        let mut shape = shape::of(self.shape);
        let missed = match (self.check)(&Value::Object(serde_json::Map::new())) {
            Err(Error::Invalid(problems)) => problems,
            _ => Vec::new(),
        };
        if let Shape::Object(fields) = &mut shape {
            for (name, field) in fields {
                field.is_required = missed.iter().any(|problem| problem.field == *name);
            }
        }
        shape
    }
}

/// A target by the command it takes: `target!("party", PartyEdit, NewParty, |tx, company, new| …)`, with
/// `update |conn, company, id| …, EditParty, |tx, company, id, version, edit| …` where records can be changed.
#[macro_export]
macro_rules! import_target {
    ($name:literal, $permission:ident, $command:ty, $create:expr) => {
        $crate::setup::import::target::Target {
            name: $name,
            permission: $crate::permission::Permission::$permission,
            shape: |generator| generator.subschema_for::<$command>(),
            check: |body| $crate::kernel::input::read::<$command>(body, None).map(drop),
            create: |tx, company, body| {
                let new: $command = $crate::kernel::input::read(body, None)?;
                let create: fn(
                    &mut $crate::kernel::tx::Tx<'_>,
                    $crate::ids::CompanyId,
                    &$command,
                ) -> $crate::kernel::error::Result<$crate::ids::Subject> = $create;
                create(tx, company, &new)
            },
            update: None,
        }
    };
    ($name:literal, $permission:ident, $command:ty, $create:expr, update $current:expr, $edit:ty, $update:expr) => {
        $crate::setup::import::target::Target {
            update: Some($crate::setup::import::target::Update {
                current: |conn, company, id| {
                    let current: fn(
                        &mut tenon_db::Conn,
                        $crate::ids::CompanyId,
                        i64,
                    ) -> $crate::kernel::error::Result<(i32, $edit)> = $current;
                    let (version, edit) = current(conn, company, id)?;
                    let edit = serde_json::to_value(edit)
                        .map_err(|error| $crate::kernel::error::Error::Internal(Box::new(error)))?;
                    Ok((version, edit))
                },
                apply: |tx, company, id, version, body| {
                    let edit: $edit = $crate::kernel::input::read(body, None)?;
                    let update: fn(
                        &mut $crate::kernel::tx::Tx<'_>,
                        $crate::ids::CompanyId,
                        i64,
                        i32,
                        &$edit,
                    ) -> $crate::kernel::error::Result<()> = $update;
                    update(tx, company, id, version, &edit)
                },
            }),
            ..$crate::import_target!($name, $permission, $command, $create)
        }
    };
}
