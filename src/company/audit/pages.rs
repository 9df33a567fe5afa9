//! The event log as a list, and one event with its place in the chain.
use crate::company::activity::access;
use crate::company::activity::sentence;
use crate::company::audit::Audited;
use crate::company::audit::queries;
use crate::event::EventKind;
use crate::ids::LoggedEventId;
use crate::kernel::error::Result;
use crate::kernel::list;
use crate::kernel::list::Filter;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::Options;
use crate::kernel::list::column;
use crate::kernel::list::filter;
use crate::kernel::log::SHARED_CHAIN;
use crate::kernel::message;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::view::Cell;
use crate::kernel::view::Crumb;
use crate::kernel::view::DataTable;
use crate::kernel::view::Fact;
use crate::kernel::view::ObjectPage;
use crate::kernel::view::Phone;
use crate::kernel::view::Section;
use crate::kernel::view::SectionBody;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::answer;
use crate::kernel::web::get;
use crate::permission::Permission::AuditRead;
use schemars::JsonSchema;
use serde::Serialize;
use tenon_db::Conn;

const URL: &str = "/setup/audit";

pub const ROUTES: &[Route] = &[
    get(URL, AuditRead, list).lists(|| events().described()),
    get("/setup/audit/{id}", AuditRead, show).gives::<AuditedEvent>(),
];

/// One event, for programs.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AuditedEvent {
    pub id: LoggedEventId,
    /// Time in UTC.
    pub at: String,
    pub who: String,
    pub kind: String,
    /// In the reader's language.
    pub text: String,
    /// Id of the request that caused it.
    pub request_id: String,
    pub records: Vec<String>,
    pub hash: String,
    pub previous_hash: String,
}

/// Every variable a sentence may have: in the filter each stands as an ellipsis.
const VARIABLES: [&str; 20] = [
    "name",
    "number",
    "amount",
    "total",
    "reason",
    "quantity",
    "product",
    "party",
    "document",
    "documents",
    "files",
    "created",
    "updated",
    "refused",
    "count",
    "date",
    "reversal",
    "backorder",
    "direction",
    "lines",
];

fn kinds(_: &mut Conn, ctx: &Ctx) -> Result<Options> {
    let blanks: Vec<(&str, message::Value)> = VARIABLES
        .iter()
        .map(|name| (*name, message::Value::from("…")))
        .collect();
    let option = |kind: &EventKind| {
        (
            kind.code().to_owned(),
            ctx.messages.with(&format!("event-{kind}"), &blanks),
        )
    };
    let mut options: Options = EventKind::ALL.iter().map(option).collect();
    options.sort_by(|(_, one), (_, two)| one.cmp(two));
    Ok(options)
}

fn record_kinds(_: &mut Conn, ctx: &Ctx) -> Result<Options> {
    let option = |one: &access::Access| (one.kind.to_owned(), ctx.text(&format!("kind-{}", one.kind)));
    Ok(access::ACCESS.iter().map(option).collect())
}

/// The companies whose log the reader may see, and what belongs to none.
fn companies(_: &mut Conn, ctx: &Ctx) -> Result<Options> {
    let seen = ctx.actor.reach(AuditRead).companies();
    let companies = ctx.companies.iter().filter(|company| seen.contains(&company.id.raw()));
    let options = companies.map(|company| (company.id.to_string(), company.name.clone()));
    let shared = (SHARED_CHAIN.to_string(), ctx.text("audit-shared"));
    Ok(options.chain([shared]).collect())
}

fn events() -> List<Audited> {
    List {
        name: "audit",
        url: URL,
        icon: "history",
        permission: AuditRead,
        columns: vec![
            column("at", Kind::Instant, |row: &Audited| Value::Instant(row.happened.at))
                .sorts_by(|row| row.happened.position.to_string())
                .phone(Phone::Date),
            column("who", Kind::Text, |row: &Audited| {
                Value::Person(row.happened.actor_name.clone())
            })
            .phone(Phone::Name),
            column("event", Kind::Text, Audited::sentence).phone(Phone::Partner),
            column("record", Kind::Text, Audited::record),
            column("record-kind", Kind::Text, Audited::record_kind).hidden(),
            column("changes", Kind::Text, Audited::changes),
            column("company", Kind::Text, |row: &Audited| {
                Value::text(row.company.clone().unwrap_or_default())
            }),
            column("request", Kind::Text, |row: &Audited| {
                Value::text(&row.happened.request_id)
            })
            .hidden(),
        ],
        filters: vec![
            Filter {
                name: "who",
                of: FilterOf::Record {
                    search_url: "/setup/users/search",
                    name: |conn, _, id| queries::user_name(conn, id),
                },
            },
            filter("at", FilterOf::Dates),
            filter("event", FilterOf::Choice(kinds)),
            filter("record-kind", FilterOf::Choice(record_kinds)),
            filter("of-company", FilterOf::Choice(companies)),
        ],
        views: Vec::new(),
        sort: ("at", true),
        subject: |row| row.id().into(),
        new: None,
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: false,
    }
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    // Whoever audits asks about everything he may see, unless the address names a company.
    if req.query("company").is_empty() {
        return list::show(&ctx.over_all_companies(), req, &events());
    }
    list::show(ctx, req, &events())
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: LoggedEventId = req.id()?;
    let (event, records, hashes) = ctx.read(|conn| {
        let event = queries::get(conn, &ctx.full_reach(AuditRead), id)?;
        Ok((event, queries::records(conn, id)?, queries::hashes(conn, id)?))
    })?;
    let happened = &event.happened;
    let (payload_hash, previous, hash) = hashes;
    let text = sentence::say(ctx, happened);
    if req.is_api() {
        return Reply::json(&AuditedEvent {
            id,
            at: happened.at.and_utc().to_rfc3339(),
            who: happened.actor_name.clone(),
            kind: happened.kind.clone(),
            text,
            request_id: happened.request_id.clone(),
            records: records.iter().map(|(subject, _)| subject.to_string()).collect(),
            hash,
            previous_hash: previous,
        });
    }
    let code = |text: &str| {
        if text.is_empty() {
            Cell::text(ctx.text("none"))
        } else {
            Cell::Code(text.to_owned())
        }
    };
    let company = event.company.clone().unwrap_or_else(|| ctx.text("audit-shared"));
    let title = format!("{} {text}", happened.actor_name);
    let page = ObjectPage {
        title: title.clone(),
        subtitle: ctx.say_with("audit-position", &[("position", id.raw().into())]),
        facts: vec![
            Fact::text(ctx.text("column-at"), ctx.formats.date_time(happened.at.and_utc())),
            Fact::text(ctx.text("column-who"), happened.actor_name.as_str()),
            Fact::text(ctx.text("column-company"), company),
            Fact::new(ctx.text("column-request"), code(&happened.request_id)),
        ],
        sections: vec![
            Section::new(
                "changes",
                ctx.text("column-changes"),
                SectionBody::Table(changes(ctx, &event)),
            ),
            Section::new(
                "records",
                ctx.text("audit-records"),
                SectionBody::Table(records_table(ctx, &records)),
            ),
            Section::new(
                "chain",
                ctx.text("audit-chain"),
                SectionBody::Facts(vec![
                    Fact::new(ctx.text("audit-payload-hash"), code(&payload_hash)),
                    Fact::new(ctx.text("audit-previous-hash"), code(&previous)),
                    Fact::new(ctx.text("audit-hash"), code(&hash)),
                ]),
            ),
        ],
        ..ObjectPage::default()
    };
    answer::object(
        ctx,
        req,
        page,
        vec![Crumb::new(ctx.text("list-audit"), URL), Crumb::new(title, "")],
    )
}

fn changes(ctx: &Ctx, event: &Audited) -> DataTable {
    let row = |change: crate::kernel::view::Change| {
        TableRow::new(vec![
            Cell::text(change.field),
            Cell::text(change.old),
            Cell::text(change.new),
        ])
    };
    DataTable {
        columns: vec![
            TableColumn::text(ctx.text("audit-field")).phone(Phone::Name),
            TableColumn::text(ctx.text("audit-old")).phone(Phone::Partner),
            TableColumn::text(ctx.text("audit-new")).phone(Phone::Status),
        ],
        rows: sentence::changes(ctx, &event.happened).into_iter().map(row).collect(),
        empty: ctx.text("audit-no-changes"),
        ..DataTable::default()
    }
}

fn records_table(ctx: &Ctx, records: &[(crate::ids::Subject, Option<String>)]) -> DataTable {
    let row = |(subject, title): &(crate::ids::Subject, Option<String>)| {
        let kind = ctx.text(&format!("kind-{}", subject.code()));
        let name = title.clone().unwrap_or_else(|| subject.raw().to_string());
        TableRow::new(vec![Cell::text(kind), Cell::link(name, subject.url())])
    };
    DataTable {
        columns: vec![
            TableColumn::text(ctx.text("column-record-kind")).phone(Phone::Partner),
            TableColumn::text(ctx.text("column-record")).phone(Phone::Name),
        ],
        rows: records.iter().map(row).collect(),
        ..DataTable::default()
    }
}
