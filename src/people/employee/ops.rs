//! Changes of employees.
use crate::event::Event;
use crate::event::EventKind;
use crate::ids::CompanyId;
use crate::ids::EmployeeId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Problem;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::search;
use crate::kernel::search_text::fold;
use crate::kernel::tx::Tx;
use crate::party::checks;
use crate::people::employee::NewEmployee;
use crate::people::employee::queries;
use crate::permission::Permission;
use crate::refuse_unless;
use crate::set_active;
use diesel::prelude::*;
use tenon_schema::app_user;
use tenon_schema::employee;

fn not_a_choice(field: &str, value: String) -> Problem {
    Problem::new(field, Message::new("problem-not-a-choice").with("value", value))
}

fn check(tx: &mut Tx<'_>, company: CompanyId, new: &NewEmployee, but: Option<EmployeeId>) -> Result<()> {
    let mut problems = Vec::new();
    let holder: Option<EmployeeId> = employee::table
        .filter(employee::company_id.eq(company))
        .filter(employee::number.eq(&new.number))
        .select(employee::id)
        .first(tx.conn)
        .optional()?;
    if holder.is_some() && holder != but {
        problems.push(Problem::new(
            "number",
            Message::new("code-taken").with("code", &new.number),
        ));
    }
    let email = new.email.as_deref().and_then(checks::email);
    problems.extend(email.map(|message| Problem::new("email", message)));
    let phone = new.phone.as_deref().and_then(checks::phone);
    problems.extend(phone.map(|message| Problem::new("phone", message)));
    check_manager(tx, company, new, but, &mut problems)?;
    check_user(tx, company, new, but, &mut problems)?;
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(problems))
    }
}

/// The manager is of the same company and does not report to the employee.
fn check_manager(
    tx: &mut Tx<'_>,
    company: CompanyId,
    new: &NewEmployee,
    but: Option<EmployeeId>,
    problems: &mut Vec<Problem>,
) -> Result<()> {
    let Some(manager) = new.manager_id else { return Ok(()) };
    let known = match queries::get(tx.conn, manager) {
        Ok(boss) => boss.company_id == company,
        Err(Error::NotFound(_)) => false,
        Err(other) => return Err(other),
    };
    if !known {
        problems.push(not_a_choice("manager_id", manager.to_string()));
    } else if let Some(id) = but
        && queries::is_below(tx.conn, id, manager)?
    {
        problems.push(Problem::new("manager_id", Message::new("employee-own-manager")));
    }
    Ok(())
}

/// A user is one employee of a company at most.
fn check_user(
    tx: &mut Tx<'_>,
    company: CompanyId,
    new: &NewEmployee,
    but: Option<EmployeeId>,
    problems: &mut Vec<Problem>,
) -> Result<()> {
    let Some(user) = new.user_id else { return Ok(()) };
    let known = app_user::table.filter(app_user::id.eq(user.raw()));
    if !diesel::select(diesel::dsl::exists(known)).get_result::<bool>(tx.conn)? {
        problems.push(not_a_choice("user_id", user.to_string()));
    } else if let Some(holder) = queries::of_user(tx.conn, company, user)?.filter(|holder| Some(holder.id) != but) {
        let message = Message::new("employee-user-taken").with("name", holder.name);
        problems.push(Problem::new("user_id", message));
    }
    Ok(())
}

fn index(tx: &mut Tx<'_>, company: CompanyId, id: EmployeeId, new: &NewEmployee) -> Result<()> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let entry = search::Entry {
        subject: id.into(),
        company: Some(company),
        owner: None,
        title: &new.name,
        subtitle: &text(&new.job_title),
        words: &format!("{} {} {}", new.number, text(&new.email), text(&new.phone)),
    };
    search::put(tx.conn, &entry)
}

/// Takes somebody on.
pub fn create(tx: &mut Tx<'_>, company: CompanyId, new: &NewEmployee) -> Result<EmployeeId> {
    tx.require(Permission::EmployeeEdit, company)?;
    check(tx, company, new, None)?;
    let id: EmployeeId = id::new();
    tx.conn.later(&diesel::insert_into(employee::table).values((
        employee::id.eq(id),
        employee::company_id.eq(company),
        employee::number.eq(&new.number),
        employee::name.eq(&new.name),
        employee::sort_name.eq(fold(&new.name)),
        employee::job_title.eq(new.job_title.clone().unwrap_or_default()),
        employee::email.eq(new.email.as_deref().map(checks::plain_email).unwrap_or_default()),
        employee::phone.eq(new.phone.clone().unwrap_or_default()),
        employee::manager_id.eq(new.manager_id),
        employee::user_id.eq(new.user_id),
        employee::hire_date.eq(new.hire_date),
        employee::is_active.eq(true),
        employee::version.eq(1),
    )))?;
    index(tx, company, id, new)?;
    tx.record(Event::new(EventKind::MasterCreated, Some(company), id).say("name", &new.name));
    Ok(id)
}

pub fn update(tx: &mut Tx<'_>, id: EmployeeId, version: i32, new: &NewEmployee) -> Result<()> {
    let old = queries::get(tx.conn, id)?;
    let company = old.company_id;
    tx.require_on(Permission::EmployeeRead, Permission::EmployeeEdit, company)?;
    check(tx, company, new, Some(id))?;
    let (title, phone) = (
        new.job_title.clone().unwrap_or_default(),
        new.phone.clone().unwrap_or_default(),
    );
    let email = new.email.as_deref().map(checks::plain_email).unwrap_or_default();
    let changed = diesel::update(employee::table.find(id).filter(employee::version.eq(version)))
        .set((
            employee::number.eq(&new.number),
            employee::name.eq(&new.name),
            employee::sort_name.eq(fold(&new.name)),
            employee::job_title.eq(&title),
            employee::email.eq(&email),
            employee::phone.eq(&phone),
            employee::manager_id.eq(new.manager_id),
            employee::user_id.eq(new.user_id),
            employee::hire_date.eq(new.hire_date),
            employee::version.eq(version + 1),
        ))
        .execute(tx.conn)?;
    tx.stale_unless(changed, id)?;
    index(tx, company, id, new)?;
    let bosses: Vec<EmployeeId> = [old.manager_id, new.manager_id].into_iter().flatten().collect();
    let names = queries::names(tx.conn, &bosses)?;
    let boss = |id: Option<EmployeeId>| id.and_then(|id| names.get(&id).cloned());
    let event = Event::new(EventKind::MasterChanged, Some(company), id)
        .say("name", &new.name)
        .change("number", old.number, &new.number)
        .change("name", old.name, &new.name)
        .change("job_title", old.job_title, title)
        .change("email", old.email, email)
        .change("phone", old.phone, phone)
        .change("manager_id", boss(old.manager_id), boss(new.manager_id))
        .change("hire_date", old.hire_date, new.hire_date);
    tx.record(event);
    Ok(())
}

/// Somebody who left is archived, and can come back.
pub fn archive(tx: &mut Tx<'_>, id: EmployeeId, version: i32, is_active: bool) -> Result<()> {
    let old = queries::get(tx.conn, id)?;
    tx.require_on(Permission::EmployeeRead, Permission::EmployeeEdit, old.company_id)?;
    set_active!(tx, employee, id, version, is_active);
    tx.record(Event::new(EventKind::of_usage(is_active), Some(old.company_id), id).say("name", old.name));
    Ok(())
}

/// Removes an employee to whom nobody reports: somebody entered by mistake.
pub fn delete(tx: &mut Tx<'_>, id: EmployeeId, version: i32) -> Result<()> {
    let old = queries::get(tx.conn, id)?;
    tx.require_on(Permission::EmployeeRead, Permission::EmployeeEdit, old.company_id)?;
    let is_manager = queries::is_manager(tx.conn, id)?;
    refuse_unless!(!is_manager, "master-in-use", name = &old.name);
    let removed = diesel::delete(employee::table.find(id).filter(employee::version.eq(version))).execute(tx.conn)?;
    tx.stale_unless(removed, id)?;
    search::remove(tx.conn, id.into())?;
    tx.record(Event::new(EventKind::MasterDeleted, Some(old.company_id), id).say("name", old.name));
    Ok(())
}
