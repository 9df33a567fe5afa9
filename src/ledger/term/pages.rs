//! Payment terms on both doors: the list, one record, its form, and archiving.
use crate::company::activity;
use crate::ids::PaymentTermId;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::list;
use crate::kernel::list::Filter;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::View;
use crate::kernel::list::column;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::value::usage;
use crate::kernel::view::Cell;
use crate::kernel::view::Crumb;
use crate::kernel::view::DataTable;
use crate::kernel::view::Fact;
use crate::kernel::view::FormPage;
use crate::kernel::view::LineKind;
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
use crate::kernel::web::master;
use crate::kernel::web::post;
use crate::ledger::term::NewPaymentTerm;
use crate::ledger::term::PaymentTerm;
use crate::ledger::term::Term;
use crate::ledger::term::ops;
use crate::ledger::term::queries;
use crate::permission::Permission::AccountEdit;
use crate::permission::Permission::LedgerRead;
use serde::Serialize;
use serde_json::json;

const URL: &str = "/setup/payment-terms";

pub const ROUTES: &[Route] = &[
    get(URL, LedgerRead, list).lists(),
    get("/setup/payment-terms/new", AccountEdit, new),
    post(URL, AccountEdit, create).takes::<NewPaymentTerm>().again(new),
    get("/setup/payment-terms/{id}", LedgerRead, show).gives::<Term>(),
    get("/setup/payment-terms/{id}/edit", AccountEdit, edit),
    post("/setup/payment-terms/{id}", AccountEdit, update)
        .takes::<NewPaymentTerm>()
        .again(edit),
    post("/setup/payment-terms/{id}/archive", AccountEdit, archive)
        .api()
        .again(show),
    post("/setup/payment-terms/{id}/restore", AccountEdit, restore)
        .api()
        .again(show),
    post("/setup/payment-terms/{id}/delete", AccountEdit, delete)
        .api()
        .again(show),
];

fn terms() -> List<PaymentTerm> {
    List {
        name: "payment-terms",
        url: URL,
        icon: "calendar-clock",
        permission: LedgerRead,
        columns: vec![
            column("code", Kind::Text, |row: &PaymentTerm| Value::text(&row.code))
                .sorts()
                .phone(Phone::Name),
            column("name", Kind::Text, |row: &PaymentTerm| Value::text(&row.name))
                .sorts()
                .phone(Phone::Partner),
            column("discount", Kind::Decimal, |row: &PaymentTerm| {
                Value::Percent(row.discount_percent)
            }),
            column("state", Kind::Text, |row: &PaymentTerm| {
                Value::State(usage(row.is_active))
            })
            .phone(Phone::Status),
        ],
        filters: vec![Filter {
            name: "active",
            of: FilterOf::YesNo,
        }],
        views: vec![
            View {
                name: "active",
                query: "active=yes",
            },
            View {
                name: "archived",
                query: "active=no",
            },
        ],
        sort: ("code", false),
        subject: |row| row.id.into(),
        new: Some(("/setup/payment-terms/new", AccountEdit)),
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: false,
    }
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &terms())
}

fn crumbs(ctx: &Ctx, title: &str) -> Vec<Crumb> {
    vec![Crumb::new(ctx.text("list-payment-terms"), URL), Crumb::new(title, "")]
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: PaymentTermId = req.id()?;
    let term = ctx.read(|conn| queries::get(conn, id))?;
    if req.is_api() {
        return Reply::json(&term);
    }
    let row = &term.term;
    let discount = if row.discount_percent.is_zero() {
        Cell::Empty
    } else {
        Cell::text(ctx.formats.percent(row.discount_percent.to_decimal()))
    };
    let page = ObjectPage {
        title: row.name.clone(),
        status: Some(usage(row.is_active).status(ctx.messages)),
        subtitle: ctx.text("kind-payment-term"),
        version: row.version.to_string(),
        edit_url: ctx.may(AccountEdit).then(|| format!("{URL}/{id}/edit")),
        menu: if ctx.may(AccountEdit) {
            master::menu(ctx, id, &row.name, row.is_active)
        } else {
            Vec::new()
        },
        facts: vec![
            Fact::text(ctx.text("field-code"), row.code.as_str()),
            Fact::new(ctx.text("field-discount-percent"), discount),
            Fact::text(
                ctx.text("field-discount-days"),
                ctx.formats.integer(i64::from(row.discount_days)),
            ),
        ],
        sections: vec![Section::new(
            "instalments",
            ctx.text("field-instalments"),
            SectionBody::Table(instalments(ctx, &term)),
        )],
        ..ObjectPage::default()
    };
    let page = activity::attach(ctx, page, id.into(), None)?;
    answer::object(ctx, req, page, crumbs(ctx, &term.term.name))
}

fn instalments(ctx: &Ctx, term: &Term) -> DataTable {
    let rows = term.instalments.iter().map(|instalment| {
        TableRow::new(vec![
            Cell::number(ctx.formats.percent(instalment.share_percent.to_decimal())),
            Cell::number(ctx.formats.integer(i64::from(instalment.day_count))),
            Value::Flag(instalment.is_end_of_month).cell(ctx.messages, &ctx.formats),
        ])
    });
    DataTable {
        columns: vec![
            TableColumn::number(ctx.text("field-share-percent")),
            TableColumn::number(ctx.text("field-day-count")),
            TableColumn::text(ctx.text("field-is-end-of-month")),
        ],
        rows: rows.collect(),
        ..DataTable::default()
    }
}

/// The form, filled from a command or with what was typed.
fn form(ctx: &Ctx, req: &Req, title: String, action: String, record: &impl Serialize) -> FormPage {
    let fields = Fields::new(ctx, req, record);
    let columns = vec![
        fields.column("share_percent", LineKind::Percent, 40),
        fields.column("day_count", LineKind::Number, 40),
        fields.column("is_end_of_month", LineKind::Check, 0),
    ];
    let head = vec![
        fields.text("code").width(3),
        fields.text("name").width(6),
        fields.number("discount_percent").optional(),
        fields.number("discount_days").optional(),
    ];
    FormPage {
        title,
        action,
        ..FormPage::default()
    }
    .group("", head)
    .lines(fields.grid("instalments", columns, &|_, _| String::new()))
}

fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let usual = json!({"instalments": [{"share_percent": "100", "day_count": 30}]});
    let title = ctx.text("new-payment-terms");
    let mut page = form(ctx, req, title.clone(), URL.to_owned(), &usual);
    page.discard_url = URL.to_owned();
    page.save_and_new = true;
    answer::form(ctx, req, page, crumbs(ctx, &title))
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: PaymentTermId = req.id()?;
    let term = ctx.read(|conn| queries::get(conn, id))?;
    let title = ctx.say_with("edit-title", &[("name", (&term.term.name).into())]);
    let record = term.as_command();
    let page = form(ctx, req, title.clone(), format!("{URL}/{id}"), &record);
    let page = master::edit_form(ctx, req, id, term.term.version, &record, page)?;
    answer::form(ctx, req, page, crumbs(ctx, &title))
}

fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (new, company): (NewPaymentTerm, _) = (req.command(ctx)?, ctx.company.id);
    ctx.done(req, "notice-created", move |tx| ops::create(tx, company, &new))
}

fn update(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version, company): (PaymentTermId, _, _) = (req.id()?, req.required_version()?, ctx.company.id);
    let edit: NewPaymentTerm = req.command(ctx)?;
    ctx.done(req, "notice-saved", move |tx| {
        ops::update(tx, company, id, version, &edit)?;
        Ok(id)
    })
}

fn set_active(ctx: &Ctx, req: &Req, is_active: bool, notice: &'static str) -> Result<Reply> {
    let (id, version, company): (PaymentTermId, _, _) = (req.id()?, req.required_version()?, ctx.company.id);
    ctx.done(req, notice, move |tx| {
        ops::archive(tx, company, id, version, is_active)?;
        Ok(id)
    })
}

fn archive(ctx: &Ctx, req: &Req) -> Result<Reply> {
    set_active(ctx, req, false, "notice-archived")
}

fn restore(ctx: &Ctx, req: &Req) -> Result<Reply> {
    set_active(ctx, req, true, "notice-restored")
}

fn delete(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version, company): (PaymentTermId, _, _) = (req.id()?, req.required_version()?, ctx.company.id);
    let door = req.door;
    ctx.write(req, move |tx| {
        ops::delete(tx, company, id, version)?;
        Ok(Reply::gone(door, id, URL))
    })
}
