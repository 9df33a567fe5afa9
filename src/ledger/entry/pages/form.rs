//! Posting by hand with a grid of lines, and taking back what was posted by hand.
use crate::ids::AccountId;
use crate::ids::JournalEntryId;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::view::Crumb;
use crate::kernel::view::FormPage;
use crate::kernel::view::GridAnswer;
use crate::kernel::view::LineKind;
use crate::kernel::view::SelectOption;
use crate::kernel::view::Total;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::answer;
use crate::kernel::web::req::leaf;
use crate::ledger::account;
use crate::ledger::cost_center;
use crate::ledger::entry::NewManualEntry;
use crate::ledger::entry::ReverseEntry;
use crate::ledger::entry::ops;
use crate::ledger::entry::queries;
use crate::party;
use crate::permission::Permission::LedgerPost;
use crate::permission::Permission::LedgerRead;
use rust_decimal::Decimal;
use serde_json::Value;
use serde_json::json;

pub(super) fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let usual = json!({"posting_date": ctx.today(), "lines": [{}, {}]});
    let fields = Fields::new(ctx, req, &usual);
    let inputs = vec![fields.date("posting_date"), fields.text("description").width(8)];
    let centers = ctx.read(|conn| cost_center::queries::choices(conn, ctx.company.id))?;
    let mut options = vec![SelectOption::new("", "–")];
    options.extend(
        centers
            .iter()
            .map(|center| SelectOption::new(center.id.to_string(), center.label())),
    );
    let combo = |url: &str| LineKind::Combo {
        search_url: url.to_owned(),
    };
    let columns = vec![
        fields.column("account", combo(account::SEARCH_URL), 0),
        fields.column("description", LineKind::Text, 48),
        fields.column("party", combo("/parties/search"), 44),
        fields.column("cost_center_id", LineKind::Select(options), 28),
        fields.column("debit", LineKind::Money, 26),
        fields.column("credit", LineKind::Money, 26),
    ];
    let mut grid = fields.grid("lines", columns, &|column, id| name_of(ctx, column, id));
    grid.totals_url = "/finance/journal-entries/totals".to_owned();
    grid.totals = sums(ctx, &req.body);
    let title = ctx.text("new-journal-entries");
    let page = FormPage {
        title: title.clone(),
        subtitle: ctx.company.name.clone(),
        action: super::URL.to_owned(),
        discard_url: super::URL.to_owned(),
        save_label: ctx.text("action-post"),
        ..FormPage::default()
    };
    answer::form(
        ctx,
        req,
        page.group("", inputs).lines(grid),
        super::PLACE.crumbs(ctx, &title),
    )
}

/// The name of a record chosen in a line, where only its id came; an account of another company has none here.
fn name_of(ctx: &Ctx, column: &str, id: i64) -> String {
    let name = ctx.read(|conn| match column {
        "account" => {
            let account = account::queries::get(conn, AccountId::from(id))?;
            let is_own = account.company_id == ctx.company.id;
            Ok(if is_own { account.label() } else { String::new() })
        }
        _ => party::queries::name(conn, ctx, id),
    });
    name.unwrap_or_default()
}

/// Debit, credit and what is missing, of the lines as they are typed.
fn sums(ctx: &Ctx, body: &Value) -> Vec<Total> {
    let lines = body.get("lines").and_then(Value::as_array);
    let sum = |column: &str| -> Decimal {
        let typed = lines.into_iter().flatten().filter_map(|line| leaf(line, column));
        typed.filter_map(|text| ctx.formats.parse_decimal(&text)).sum()
    };
    let (debit, credit) = (sum("debit"), sum("credit"));
    let shown = |amount: Decimal| ctx.formats.money(amount, &ctx.company.currency);
    vec![
        Total::new(ctx.text("column-debit"), shown(debit)),
        Total::new(ctx.text("column-credit"), shown(credit)),
        Total::grand(ctx.text("entry-difference"), shown(debit - credit)),
    ]
}

pub(super) fn totals(ctx: &Ctx, req: &Req) -> Result<Reply> {
    Reply::json(&GridAnswer {
        rows: Vec::new(),
        totals: sums(ctx, &req.body).into_iter().map(Into::into).collect(),
    })
}

pub(super) fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let new: NewManualEntry = req.command(ctx)?;
    let company = new.company_id.unwrap_or(ctx.company.id);
    ctx.done(req, "notice-posted", move |tx| ops::post_manual(tx, company, &new))
}

pub(super) fn new_reversal(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: JournalEntryId = req.id()?;
    let entry = ctx.read(|conn| queries::get(conn, id))?;
    ctx.require_on(LedgerRead, LedgerPost, entry.company_id)?;
    let date = ctx.today().max(entry.posting_date);
    let fields = Fields::new(ctx, req, &json!({"posting_date": date}));
    let inputs = vec![fields.date("posting_date").hint(ctx.text("entry-reversal-hint"))];
    let title = ctx.say_with("entry-reverse-title", &[("number", (&entry.number).into())]);
    let url = Subject::from(id).url();
    let page = FormPage {
        title: title.clone(),
        subtitle: entry.description.clone(),
        action: format!("{url}/reverse"),
        discard_url: url.clone(),
        save_label: ctx.text("action-reverse"),
        ..FormPage::default()
    };
    let crumbs = vec![
        Crumb::new(ctx.text("list-journal-entries"), super::URL),
        Crumb::new(entry.number, url),
        Crumb::new(title, ""),
    ];
    answer::form(ctx, req, page.group("", inputs), crumbs)
}

pub(super) fn reverse(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, new): (JournalEntryId, ReverseEntry) = (req.id()?, req.command(ctx)?);
    ctx.done(req, "notice-reversed", move |tx| {
        ops::reverse_by_hand(tx, id, new.posting_date)
    })
}
