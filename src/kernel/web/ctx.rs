//! What a handler works in: who asks, in which company and language, and the two ways to the database.
use crate::ids::CompanyId;
use crate::ids::Subject;
use crate::ids::UserId;
use crate::kernel::actor::Actor;
use crate::kernel::actor::Reach;
use crate::kernel::clock::today_in;
use crate::kernel::error::Argument;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::format::Formats;
use crate::kernel::idempotency;
use crate::kernel::idempotency::Try;
use crate::kernel::list::Options;
use crate::kernel::message;
use crate::kernel::message::Language;
use crate::kernel::message::Messages;
use crate::kernel::session;
use crate::kernel::session::Signed;
use crate::kernel::tx::Tx;
use crate::kernel::web::Door;
use crate::kernel::web::House;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::permission::Permission;
use chrono::NaiveDate;
use chrono::NaiveDateTime;
use std::sync::Arc;
use tenon_db::Conn;

/// A company as the shell and every page need it.
#[derive(Debug, Clone)]
pub struct CompanyFace {
    pub id: CompanyId,
    pub code: String,
    pub name: String,
    pub currency: String,
    pub time_zone: String,
}

impl CompanyFace {
    /// Whether an address or a form means this one, by id or code.
    pub(super) fn is_named(&self, text: &str) -> bool {
        self.code == text || text.parse() == Ok(self.id.raw())
    }

    /// While there is no company at all.
    pub fn none() -> CompanyFace {
        CompanyFace {
            id: CompanyId::from(0),
            code: String::new(),
            name: "Tenon".to_owned(),
            currency: "EUR".to_owned(),
            time_zone: "UTC".to_owned(),
        }
    }
}

#[derive(Clone)]
pub struct Ctx {
    pub house: Arc<House>,
    pub route: &'static Route,
    pub actor: Arc<Actor>,
    /// The session; `None` for a token and for nobody.
    pub signed: Option<Signed>,
    /// The company worked in: the default of forms, the scope of lists.
    pub company: CompanyFace,
    pub companies: Arc<Vec<CompanyFace>>,
    /// Lists and overviews look at all companies the reader may.
    pub all_companies: bool,
    pub messages: &'static Messages,
    pub formats: Formats,
    pub now: NaiveDateTime,
    pub request_id: String,
    /// A sentence to say once, after a redirect.
    pub notice: Option<String>,
}

/// Jobs and the command line have no address.
const NO_ROUTE: Route = crate::kernel::web::get("", Permission::Own, |_, _| Err(Error::NotFound("page")));

impl Ctx {
    /// A context outside a request: for jobs and the command line, in somebody's name and language.
    pub fn of_program(house: Arc<House>, actor: Arc<Actor>, company: CompanyFace, language: Language) -> Result<Ctx> {
        let companies = house.db.read(session::companies)?;
        let now = house.clock.now();
        Ok(Ctx {
            route: &NO_ROUTE,
            signed: None,
            formats: Formats::new(language, chrono_tz::UTC, today_in(&company.time_zone, now)),
            company,
            companies: Arc::new(companies),
            all_companies: false,
            messages: Messages::get(language),
            now,
            request_id: String::new(),
            notice: None,
            house,
            actor,
        })
    }

    /// The same reader, looking at all companies he may.
    pub fn over_all_companies(&self) -> Ctx {
        Ctx {
            all_companies: true,
            ..self.clone()
        }
    }

    /// Whether the reader himself chose all companies, not a page for him.
    pub fn chose_all_companies(&self) -> bool {
        let chosen = self.signed.as_ref().and_then(|signed| signed.company);
        chosen == Some(CompanyId::from(0))
    }

    /// A message in the reader's language.
    pub fn text(&self, key: &str) -> String {
        self.messages.text(key)
    }

    /// A message with what it names, formatted for the reader.
    pub fn say(&self, message: &Message) -> String {
        self.say_with(message.key, &message.arguments)
    }

    pub fn say_with(&self, key: &str, arguments: &[(&'static str, Argument)]) -> String {
        let values: Vec<(&str, message::Value)> = arguments
            .iter()
            .map(|(name, value)| (*name, self.argument(value)))
            .collect();
        self.messages.with(key, &values)
    }

    /// An argument as the message files take it.
    pub fn argument(&self, value: &Argument) -> message::Value {
        value.for_message(self.messages, &self.formats)
    }

    pub fn argument_text(&self, value: &Argument) -> String {
        value.text(self.messages, &self.formats)
    }

    /// Today in the company's time zone.
    pub fn today(&self) -> NaiveDate {
        today_in(&self.company.time_zone, self.now)
    }

    /// Today in the time zone of a company, which need not be the one worked in.
    pub fn today_in(&self, company: CompanyId) -> NaiveDate {
        let zone = self
            .company_of(company)
            .map_or(&self.company.time_zone, |one| &one.time_zone);
        today_in(zone, self.now)
    }

    /// The company a form is of that names it, else the one worked in: a form may be older than the choice of the company,
    /// or be about a record of another.
    pub fn company_named(&self, req: &Req, needs: Permission) -> CompanyId {
        let named = req.value("company_id").trim().parse::<i64>().ok().map(CompanyId::from);
        let named = named.filter(|id| self.company_of(*id).is_some() && self.actor.may(needs, *id));
        named.unwrap_or(self.company.id)
    }

    pub fn may(&self, permission: Permission) -> bool {
        self.actor.may(permission, self.company.id)
    }

    /// A record of a company in which the reader may not read such records is as unknown.
    pub fn visible(&self, permission: Permission, company: CompanyId) -> Result<()> {
        if self.actor.may(permission, company) {
            Ok(())
        } else {
            Err(Error::NotFound("record"))
        }
    }

    /// A page on which a record of the company is changed: [`Actor::may_with_record`].
    pub fn require_on(&self, reads: Permission, needs: Permission, company: CompanyId) -> Result<()> {
        self.actor.may_with_record(reads, needs, company)
    }

    /// What lists show: the permission's reach in the company worked in, or in all when that was chosen.
    pub fn reach(&self, permission: Permission) -> Reach {
        let reach = self.actor.reach(permission);
        if self.all_companies {
            reach
        } else {
            reach.within(self.company.id)
        }
    }

    /// A record's page: the permission's reach over all companies, so that links between companies open.
    pub fn full_reach(&self, permission: Permission) -> Reach {
        self.actor.reach(permission)
    }

    /// The companies a report is about: the one worked in or named in the address, or all in which the reader may read
    /// this when he looks at all.
    pub fn companies_read(&self, req: &Req, permission: Permission) -> Result<Vec<CompanyFace>> {
        self.companies_where(req, permission, |company| self.actor.may(permission, company))
    }

    /// The same for a report that sums up all records: he must be allowed to read all of them.
    pub fn companies_summed(&self, req: &Req, permission: Permission) -> Result<Vec<CompanyFace>> {
        self.companies_where(req, permission, |company| self.actor.may_all(permission, company))
    }

    fn companies_where(
        &self,
        req: &Req,
        permission: Permission,
        may: impl Fn(CompanyId) -> bool,
    ) -> Result<Vec<CompanyFace>> {
        if self.all_companies && req.query("company").is_empty() {
            let seen = self.companies.iter().filter(|company| may(company.id));
            return Ok(seen.cloned().collect());
        }
        if may(self.company.id) {
            Ok(vec![self.company.clone()])
        } else {
            Err(Error::Forbidden(permission))
        }
    }

    /// Code of a company by id, for columns.
    pub fn company_of(&self, id: CompanyId) -> Option<&CompanyFace> {
        self.companies.iter().find(|company| company.id == id)
    }

    /// Name of a company by id; empty for one that is not there.
    pub fn company_name(&self, id: CompanyId) -> String {
        self.company_of(id)
            .map(|company| company.name.clone())
            .unwrap_or_default()
    }

    /// The values of a code list with their labels: `ctx.options(TaxKind::ALL, TaxKind::code, TaxKind::message_key)`.
    pub fn options<T: Copy>(
        &self,
        all: &[T],
        code: fn(T) -> &'static str,
        message_key: fn(T) -> &'static str,
    ) -> Options {
        all.iter()
            .map(|one| (code(*one).to_owned(), self.text(message_key(*one))))
            .collect()
    }

    /// Reads from one snapshot; changes nothing.
    pub fn read<T>(&self, f: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        self.house.db.read(f)
    }

    /// One transaction of the lane. The same key and body get the first answer again.
    pub fn write(&self, req: &Req, job: impl Fn(&mut Tx<'_>) -> Result<Reply> + Send + 'static) -> Result<Reply> {
        let one = req.key.clone().map(|key| Try {
            route: self.route.path.to_owned(),
            key,
            body_hash: req.body_hash.clone(),
        });
        let (actor, house, request_id, anyway) = (
            self.actor.clone(),
            self.house.clone(),
            self.request_id.clone(),
            req.anyway,
        );
        let (clock, react) = (house.clock.clone(), house.app.react);
        self.house.db.write(move |conn| {
            if let Some(one) = &one
                && let Some(first) = idempotency::first_answer(conn, &actor, one)?
            {
                return Ok(first);
            }
            let now = clock.now();
            let mut tx = Tx::new(conn, &actor, now, &request_id);
            tx.anyway = anyway;
            let reply = job(&mut tx)?;
            tx.finish(react)?;
            if let Some(one) = &one {
                idempotency::keep(conn, &actor, one, &reply, now)?;
            }
            Ok(reply)
        })
    }

    /// A write about one record, which is also the answer: its page with a notice, or what the API says of it. "Save and
    /// new" goes on to an empty form.
    pub fn done<S: Into<Subject>>(
        &self,
        req: &Req,
        notice: &'static str,
        job: impl Fn(&mut Tx<'_>) -> Result<S> + Send + 'static,
    ) -> Result<Reply> {
        let (door, then_new) = (req.door, req.then_new.then(|| format!("{}/new", req.path)));
        self.write(req, move |tx| {
            let subject: Subject = job(tx)?.into();
            Ok(match &then_new {
                Some(url) if door == Door::Page => Reply::see_other(url, notice),
                _ => Reply::done_by(door, subject, notice),
            })
        })
    }

    /// Housekeeping without an event and without an answer to repeat.
    pub fn note<T: Send + 'static>(&self, job: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static) -> Result<T> {
        self.house.note(&self.actor, &self.request_id, job)
    }

    pub fn user(&self) -> UserId {
        self.actor.user
    }
}

/// Whoever asks must be allowed this in the company, or is told which permission is missing.
pub fn require(ctx: &Ctx, permission: Permission, company: CompanyId) -> Result<()> {
    if ctx.actor.may(permission, company) {
        Ok(())
    } else {
        Err(Error::Forbidden(permission))
    }
}

/// The same with every record of the company.
pub fn require_all(ctx: &Ctx, permission: Permission, company: CompanyId) -> Result<()> {
    if ctx.actor.may_all(permission, company) {
        Ok(())
    } else {
        Err(Error::Forbidden(permission))
    }
}
