//! What the whole process shares, and its writes in the program's own name.
use crate::kernel::actor::Actor;
use crate::kernel::clock::Clock;
use crate::kernel::error::Result;
use crate::kernel::password::Hasher;
use crate::kernel::tx::Tx;
use crate::kernel::web::App;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use tenon_db::Db;

/// What the whole process shares.
pub struct House {
    pub app: &'static App,
    pub db: Db,
    pub clock: Clock,
    pub hasher: Hasher,
    /// Files by hash lie below.
    pub data_dir: PathBuf,
    /// Cookies go over TLS only.
    pub secure_cookies: bool,
    /// Proxies in front whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Sign-ins shown on the sign-in page of the demo: role, e-mail.
    pub demo_sign_ins: Vec<(String, String)>,
}

impl House {
    /// Housekeeping in somebody's name: no event is written for it.
    pub fn note<T: Send + 'static>(
        &self,
        actor: &Arc<Actor>,
        request_id: &str,
        job: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (actor, clock, react, request_id) =
            (actor.clone(), self.clock.clone(), self.app.react, request_id.to_owned());
        self.db.write(move |conn| {
            let mut tx = Tx::new(conn, &actor, clock.now(), &request_id);
            tx.is_housekeeping();
            let value = job(&mut tx)?;
            tx.finish(react)?;
            Ok(value)
        })
    }

    /// A write of the program itself: import, demo, set-up.
    pub fn write_as<T: Send + 'static>(
        &self,
        actor: &Arc<Actor>,
        job: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (actor, clock, react) = (actor.clone(), self.clock.clone(), self.app.react);
        self.db.write(move |conn| {
            let mut tx = Tx::new(conn, &actor, clock.now(), "");
            tx.anyway = true;
            let value = job(&mut tx)?;
            tx.finish(react)?;
            Ok(value)
        })
    }
}
