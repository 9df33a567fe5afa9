//! Employees of a company: who they are, whom they report to, and as which user they sign in.
pub mod ops;
pub mod pages;
pub mod queries;

use crate::command;
use crate::ids::CompanyId;
use crate::ids::EmployeeId;
use crate::ids::Subject;
use crate::ids::UserId;
use crate::kernel::search::SearchKind;
use crate::permission::Permission;
use chrono::NaiveDate;
use diesel::prelude::*;
use serde::Serialize;
use tenon_schema::employee;

/// Employees in the search over everything.
pub const SEARCH: SearchKind = SearchKind {
    kind: "employee",
    label: "search-employees",
    icon: "id-card",
    permission: Permission::EmployeeRead,
};

#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = employee)]
pub struct Employee {
    pub id: EmployeeId,
    pub company_id: CompanyId,
    pub number: String,
    pub name: String,
    /// The name folded: what lists sort by.
    #[serde(skip)]
    pub sort_name: String,
    pub job_title: String,
    pub email: String,
    pub phone: String,
    pub manager_id: Option<EmployeeId>,
    /// As whom this person signs in.
    pub user_id: Option<UserId>,
    pub hire_date: Option<NaiveDate>,
    pub is_active: bool,
    pub version: i32,
}

impl Employee {
    pub fn url(&self) -> String {
        Subject::Employee(self.id).url()
    }
}

command! {
    /// An employee as he or she is to be. The company of one that exists stays.
    pub struct NewEmployee {
        pub company_id: Option<CompanyId>,
        pub number: String,
        pub name: String,
        pub job_title: Option<String>,
        pub email: Option<String>,
        pub phone: Option<String>,
        pub manager_id: Option<EmployeeId>,
        pub user_id: Option<UserId>,
        pub hire_date: Option<NaiveDate>,
    }
}

impl From<&Employee> for NewEmployee {
    fn from(employee: &Employee) -> NewEmployee {
        let optional = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        NewEmployee {
            company_id: Some(employee.company_id),
            number: employee.number.clone(),
            name: employee.name.clone(),
            job_title: optional(&employee.job_title),
            email: optional(&employee.email),
            phone: optional(&employee.phone),
            manager_id: employee.manager_id,
            user_id: employee.user_id,
            hire_date: employee.hire_date,
        }
    }
}
