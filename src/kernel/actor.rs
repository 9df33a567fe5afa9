//! Who acts, and the one function that decides what he may: lists, pages, exports, search and API all ask it.
use crate::ids::CompanyId;
use crate::ids::TeamId;
use crate::ids::UserId;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::permission::Permission;
use crate::permission::Scope;
use std::collections::BTreeMap;

/// A permission held in one company, or in all (`None`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    pub permission: Permission,
    pub scope: Scope,
    pub company: Option<CompanyId>,
    /// The role it comes from, for "why".
    pub role: String,
}

/// A person or a token acting for one.
#[derive(Debug, Clone)]
pub struct Actor {
    pub user: UserId,
    pub name: String,
    pub team: Option<TeamId>,
    pub grants: Vec<Grant>,
    /// The companies there are, so that "all" can be spelled out.
    pub companies: Vec<CompanyId>,
    /// A token may do only what its scopes name; `None` for a person.
    pub token_scopes: Option<Vec<Permission>>,
}

/// How far a permission reaches, company by company: what a query filters by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reach {
    pub user: i64,
    pub team: i64,
    /// Companies in which every record is visible.
    pub wide: Vec<i64>,
    /// Companies in which only the team's records are.
    pub team_only: Vec<i64>,
    /// Companies in which only one's own are.
    pub own_only: Vec<i64>,
}

impl Reach {
    pub fn is_empty(&self) -> bool {
        self.wide.is_empty() && self.team_only.is_empty() && self.own_only.is_empty()
    }

    /// Only this company of it.
    pub fn within(self, company: CompanyId) -> Reach {
        self.within_all(std::iter::once(company))
    }

    /// Only these companies of it.
    pub fn within_all(mut self, these: impl Iterator<Item = CompanyId>) -> Reach {
        let these: Vec<i64> = these.map(CompanyId::raw).collect();
        for companies in [&mut self.wide, &mut self.team_only, &mut self.own_only] {
            companies.retain(|one| these.contains(one));
        }
        self
    }

    /// The companies it touches at all.
    pub fn companies(&self) -> Vec<i64> {
        let mut all = [self.wide.clone(), self.team_only.clone(), self.own_only.clone()].concat();
        all.sort_unstable();
        all
    }

    /// Whether a record that all companies share is within: by holding the permission in full somewhere, else when it
    /// is one's own or nobody's.
    pub fn opens_shared(&self, owner: Option<UserId>) -> bool {
        let is_own = owner.is_none_or(|owner| owner.raw() == self.user);
        !self.wide.is_empty() || (is_own && !self.is_empty())
    }

    /// Whether a record of this company, owner and team is within; a kind of record that nobody owns is the whole
    /// company's, as in its list.
    pub fn covers(&self, company: CompanyId, owner: Option<UserId>, team: Option<TeamId>) -> bool {
        let company = company.raw();
        self.wide.contains(&company)
            || (self.team_only.contains(&company) && team.is_some_and(|team| team.raw() == self.team))
            || ((self.team_only.contains(&company) || self.own_only.contains(&company))
                && owner.is_none_or(|owner| owner.raw() == self.user))
    }
}

impl Actor {
    /// The program itself: migrations, demo, import of the command line. It may everything.
    pub fn system(user: UserId, name: &str, companies: Vec<CompanyId>) -> Actor {
        let all = |permission: &Permission| Grant {
            permission: *permission,
            scope: Scope::All,
            company: None,
            role: "system".to_owned(),
        };
        let grants = Permission::ALL.iter().map(all).collect();
        Actor {
            user,
            name: name.to_owned(),
            team: None,
            grants,
            companies,
            token_scopes: None,
        }
    }

    /// The widest scope in which a permission is held in a company. The one decision.
    pub fn scope(&self, permission: Permission, company: CompanyId) -> Option<Scope> {
        if permission.is_free() {
            return Some(Scope::All);
        }
        if self
            .token_scopes
            .as_ref()
            .is_some_and(|scopes| !scopes.contains(&permission))
        {
            return None;
        }
        let held = self.grants.iter().filter(|grant| grant.permission == permission);
        held.filter(|grant| grant.company.is_none_or(|one| one == company))
            .map(|grant| grant.scope)
            .max()
    }

    /// May do this in the company, to some record at least.
    pub fn may(&self, permission: Permission, company: CompanyId) -> bool {
        self.scope(permission, company).is_some()
    }

    /// May do this with every record of the company: what sums over records, and records that have no owner, ask for.
    pub fn may_all(&self, permission: Permission, company: CompanyId) -> bool {
        matches!(self.scope(permission, company), Some(Scope::Company | Scope::All))
    }

    /// Holds anything at all in the company: then its name is no secret.
    pub fn sees(&self, company: CompanyId) -> bool {
        self.grants
            .iter()
            .any(|grant| grant.company.is_none_or(|one| one == company))
    }

    /// Whether this may be done with a record of the company: who may only read such records there is told what he
    /// lacks, to whom may not even do that the record is as unknown.
    pub fn may_with_record(&self, reads: Permission, needs: Permission, company: CompanyId) -> Result<()> {
        if self.may(needs, company) {
            Ok(())
        } else if self.may(reads, company) {
            Err(Error::Forbidden(needs))
        } else {
            Err(Error::NotFound("record"))
        }
    }

    /// A record looked up as far as a permission reaches: who may only read it is told what he lacks, to whom may not
    /// even do that it is as unknown.
    pub fn reached<T>(
        &self,
        reads: Permission,
        needs: Permission,
        mut find: impl FnMut(&Reach) -> Result<T>,
    ) -> Result<T> {
        match find(&self.reach(needs)) {
            Err(Error::NotFound(_)) if find(&self.reach(reads)).is_ok() => Err(Error::Forbidden(needs)),
            found => found,
        }
    }

    /// May do this in every company there is: what changes records that say who may what.
    pub fn may_everywhere(&self, permission: Permission) -> bool {
        self.may_somewhere(permission) && self.companies.iter().all(|company| self.may(permission, *company))
    }

    /// May do this in any company: what opens a route and shows a menu entry.
    pub fn may_somewhere(&self, permission: Permission) -> bool {
        permission.is_free() || self.companies.iter().any(|company| self.may(permission, *company))
    }

    /// How far the permission reaches.
    pub fn reach(&self, permission: Permission) -> Reach {
        let mut reach = Reach {
            user: self.user.raw(),
            team: self.team.map_or(0, TeamId::raw),
            ..Reach::default()
        };
        let by_company: BTreeMap<i64, Scope> = self
            .companies
            .iter()
            .filter_map(|company| Some((company.raw(), self.scope(permission, *company)?)))
            .collect();
        for (company, scope) in by_company {
            match scope {
                Scope::Own => reach.own_only.push(company),
                Scope::Team => reach.team_only.push(company),
                Scope::Company | Scope::All => reach.wide.push(company),
            }
        }
        reach
    }
}

/// Filters a boxed query to a reach: `within!(query, reach, sales_order)`; the table has company_id, owner_id, team_id.
/// `within!(query, reach, delivery, sales_order)`: the owner stands with another table of the query.
#[macro_export]
macro_rules! within {
    ($query:expr, $reach:expr, $table:ident) => {
        $crate::within!($query, $reach, $table, $table)
    };
    ($query:expr, $reach:expr, $table:ident, $owned:ident) => {{
        let reach: &$crate::kernel::actor::Reach = $reach;
        if reach.team_only.is_empty() && reach.own_only.is_empty() {
            $query.filter($table::company_id.eq_any(reach.wide.clone()))
        } else {
            let own: Vec<i64> = [reach.team_only.clone(), reach.own_only.clone()].concat();
            $query.filter(
                $table::company_id
                    .eq_any(reach.wide.clone())
                    .or($table::company_id.eq_any(own).and($owned::owner_id.eq(reach.user)))
                    .or($table::company_id.eq_any(reach.team_only.clone()).and(
                        diesel::dsl::sql::<diesel::sql_types::Bool>(concat!(stringify!($owned), ".team_id = "))
                            .bind::<diesel::sql_types::BigInt, _>(reach.team),
                    )),
            )
        }
    }};
}

/// Filters a boxed query to the companies of a reach, for records without an owner.
#[macro_export]
macro_rules! within_companies {
    ($query:expr, $reach:expr, $table:ident) => {
        $query.filter($table::company_id.eq_any($reach.companies()))
    };
}
