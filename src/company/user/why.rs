//! Why somebody may or may not see a record: each role that could let him, and what keeps it from doing so.
use crate::company::activity::access::Whose;
use crate::ids::CompanyId;
use crate::ids::RoleId;
use crate::ids::TeamId;
use crate::ids::UserId;
use crate::permission::Scope;

/// A permission as a user holds it through one of his roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub role: RoleId,
    pub name: String,
    pub is_active: bool,
    pub scope: Scope,
    /// The company it is held in; all of them when absent.
    pub company: Option<CompanyId>,
}

/// What a role does for the question asked. The sentence is the message `why-<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// It grants it.
    Grants,
    RoleIsArchived,
    OtherCompany,
    NotOwn,
    NotOfTeam,
}

impl Because {
    pub fn message_key(self) -> &'static str {
        match self {
            Because::Grants => "why-grants",
            Because::RoleIsArchived => "why-role-is-archived",
            Because::OtherCompany => "why-other-company",
            Because::NotOwn => "why-not-own",
            Because::NotOfTeam => "why-not-of-team",
        }
    }
}

/// Whether the fact lets this user open a record; without a record, whether it counts at all.
pub fn because(fact: &Fact, user: UserId, team: Option<TeamId>, record: Option<&Whose>) -> Because {
    if !fact.is_active {
        return Because::RoleIsArchived;
    }
    let Some(record) = record else { return Because::Grants };
    let is_elsewhere = record.company.is_some() && fact.company.is_some() && fact.company != record.company;
    if is_elsewhere {
        return Because::OtherCompany;
    }
    let is_own = record.owner.is_none_or(|owner| owner == user);
    let is_of_team = team.is_some() && record.team == team;
    match fact.scope {
        Scope::Company | Scope::All => Because::Grants,
        Scope::Team if is_own || is_of_team => Because::Grants,
        Scope::Own if is_own => Because::Grants,
        Scope::Team => Because::NotOfTeam,
        Scope::Own => Because::NotOwn,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(scope: Scope, company: Option<i64>) -> Fact {
        Fact {
            role: RoleId::from(1),
            name: "Sales".to_owned(),
            is_active: true,
            scope,
            company: company.map(CompanyId::from),
        }
    }

    #[test]
    fn each_obstacle_has_its_name() {
        let (user, team) = (UserId::from(7), Some(TeamId::from(3)));
        let record = Whose {
            company: Some(CompanyId::from(1)),
            owner: Some(UserId::from(8)),
            team: Some(TeamId::from(3)),
        };
        let asked = |fact: &Fact| because(fact, user, team, Some(&record));
        assert_eq!(asked(&fact(Scope::Company, None)), Because::Grants);
        assert_eq!(asked(&fact(Scope::Company, Some(2))), Because::OtherCompany);
        assert_eq!(asked(&fact(Scope::Own, Some(1))), Because::NotOwn);
        assert_eq!(asked(&fact(Scope::Team, Some(1))), Because::Grants);
        assert_eq!(
            because(&fact(Scope::Team, Some(1)), user, None, Some(&record)),
            Because::NotOfTeam
        );
        assert_eq!(
            asked(&Fact {
                is_active: false,
                ..fact(Scope::All, None)
            }),
            Because::RoleIsArchived
        );
        assert_eq!(because(&fact(Scope::Own, Some(2)), user, team, None), Because::Grants);
    }
}
