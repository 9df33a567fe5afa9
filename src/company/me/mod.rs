//! One's own account: how one reads, password, sessions, tokens, second factor.
pub mod ops;
pub mod pages;
pub mod queries;

use crate::command;
use crate::ids::ApiTokenId;
use crate::ids::CompanyId;
use crate::ids::SessionId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::web::Req;
use crate::permission::Permission;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::Serialize;
use tenon_schema::api_token;
use tenon_schema::session;

command! {
    /// How one reads and works.
    pub struct OwnSettings {
        pub language: String,
        pub number_format: String,
        pub time_zone: String,
        /// Shortcuts of a single key.
        pub single_keys: bool,
        /// The company a session begins in.
        pub default_company_id: Option<CompanyId>,
    }
    /// A token for a program that acts for its owner, never for more than the scopes name.
    pub struct NewToken {
        pub name: String,
        /// Days until it ends.
        pub days: i32,
        /// Permissions it may use.
        pub scopes: Vec<Permission>,
    }
}

/// Days a token may be good for.
pub const TOKEN_DAYS: [i32; 4] = [30, 90, 180, 365];

/// A session as its owner sees it.
#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = session)]
pub struct OwnSession {
    pub id: SessionId,
    pub address: String,
    pub agent: String,
    pub created_at: NaiveDateTime,
    pub last_seen_at: NaiveDateTime,
    pub expires_at: NaiveDateTime,
}

/// A token as its owner sees it; the secret was shown once.
#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = api_token)]
pub struct OwnToken {
    pub id: ApiTokenId,
    pub name: String,
    /// Permissions, separated by blanks.
    pub scopes: String,
    pub created_at: NaiveDateTime,
    pub last_used_at: Option<NaiveDateTime>,
    pub expires_at: NaiveDateTime,
    pub revoked_at: Option<NaiveDateTime>,
}

impl OwnToken {
    /// Good for requests now.
    pub fn is_alive(&self, now: NaiveDateTime) -> bool {
        self.revoked_at.is_none() && self.expires_at > now
    }
}

/// "Firefox on Linux" from what a browser says of itself; nothing when it says nothing known.
pub fn browser_of(agent: &str) -> String {
    const BROWSERS: [(&str, &str); 6] = [
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ];
    const SYSTEMS: [(&str, &str); 6] = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ];
    let known = |table: &[(&str, &'static str)]| {
        table
            .iter()
            .find(|(mark, _)| agent.contains(mark))
            .map(|(_, name)| *name)
    };
    let parts: Vec<&str> = [known(&BROWSERS), known(&SYSTEMS)].into_iter().flatten().collect();
    parts.join(" · ")
}

/// A typed password as it is, blanks included: a command's texts are trimmed.
pub fn secret(req: &Req, field: &str) -> Result<String> {
    let typed = req.body.get(field).and_then(|value| value.as_str()).unwrap_or("");
    if typed.is_empty() {
        return Err(Error::invalid(field, Message::new("problem-required")));
    }
    Ok(typed.to_owned())
}

#[cfg(test)]
mod tests {
    use super::browser_of;

    #[test]
    fn a_browser_is_named_by_its_mark() {
        assert_eq!(
            browser_of("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
            "Firefox · Linux"
        );
        assert_eq!(
            browser_of("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0"),
            "Edge · Windows"
        );
        assert_eq!(browser_of(""), "");
    }
}
