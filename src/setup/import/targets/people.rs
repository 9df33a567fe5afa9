//! Employees.
use crate::ids::Subject;
use crate::import_target;
use crate::people::employee;
use crate::people::employee::NewEmployee;
use crate::setup::import::target::Target;

pub const TARGETS: &[Target] = &[import_target!(
    "employee",
    EmployeeEdit,
    NewEmployee,
    |tx, company, new| {
        let company = new.company_id.unwrap_or(company);
        employee::ops::create(tx, company, new).map(Subject::from)
    },
    update | conn,
    _,
    id | {
        let row = employee::queries::get(conn, id.into())?;
        Ok((row.version, NewEmployee::from(&row)))
    },
    NewEmployee,
    |tx, _, id, version, edit| employee::ops::update(tx, id.into(), version, edit)
)];
