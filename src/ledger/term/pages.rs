//! Payment terms on both doors: the list, one record, its form, and archiving.
use crate::company::activity;
use crate::ids::PaymentTermId;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::list;
use crate::kernel::list::List;
use crate::kernel::list::column;
use crate::kernel::list::usage_filter;
use crate::kernel::list::usage_views;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::value::usage;
use crate::kernel::view::Cell;
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
use crate::kernel::web::master::Head;
use crate::kernel::web::master::Place;
use crate::kernel::web::master::shared;
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

const PLACE: Place = Place {
    name: "payment-terms",
    url: URL,
};

pub const ROUTES: &[Route] = &[
    get(URL, LedgerRead, list).lists(|| terms().described()),
    get("/setup/payment-terms/new", AccountEdit, new),
    post(URL, AccountEdit, create).takes::<NewPaymentTerm>().again(new),
    get("/setup/payment-terms/{id}", LedgerRead, show).gives::<Term>(),
    get("/setup/payment-terms/{id}/edit", AccountEdit, edit),
    post("/setup/payment-terms/{id}", AccountEdit, |ctx, req| {
        shared::update(ctx, req, ops::update)
    })
    .takes::<NewPaymentTerm>()
    .again(edit),
    post("/setup/payment-terms/{id}/archive", AccountEdit, |ctx, req| {
        shared::archive(ctx, req, ops::archive)
    })
    .api()
    .again(show),
    post("/setup/payment-terms/{id}/restore", AccountEdit, |ctx, req| {
        shared::restore(ctx, req, ops::archive)
    })
    .api()
    .again(show),
    post("/setup/payment-terms/{id}/delete", AccountEdit, |ctx, req| {
        shared::delete(&PLACE, ctx, req, ops::delete)
    })
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
        filters: vec![usage_filter()],
        views: usage_views(),
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

fn head_of(row: &PaymentTerm) -> Head {
    Head::new(row.id, &row.name, row.version, row.is_active)
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
    let mut facts = vec![
        Fact::text(ctx.text("field-code"), row.code.as_str()),
        Fact::new(ctx.text("field-discount-percent"), discount),
        Fact::text(
            ctx.text("field-discount-days"),
            ctx.formats.integer(i64::from(row.discount_days)),
        ),
    ];
    facts.extend(master::names(&term.names));
    let page = ObjectPage {
        facts,
        sections: vec![Section::new(
            "instalments",
            ctx.text("field-instalments"),
            SectionBody::Table(instalments(ctx, &term)),
        )],
        ..master::page(ctx, &head_of(row), ctx.may(AccountEdit))
    };
    let page = activity::attach(ctx, page, id.into(), None)?;
    answer::object(ctx, req, page, PLACE.crumbs(ctx, &term.term.name))
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
fn form(ctx: &Ctx, req: &Req, record: &impl Serialize) -> FormPage {
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
    FormPage::default()
        .group("", head)
        .group(ctx.text("names-in-languages"), fields.names())
        .lines(fields.grid("instalments", columns, &|_, _| String::new()))
}

fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let usual = json!({"instalments": [{"share_percent": "100", "day_count": 30}]});
    PLACE.new_form(ctx, req, form(ctx, req, &usual))
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: PaymentTermId = req.id()?;
    let term = ctx.read(|conn| queries::get(conn, id))?;
    let record = term.as_command();
    PLACE.edit_form(ctx, req, &head_of(&term.term), &record, form(ctx, req, &record))
}

fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (new, company): (NewPaymentTerm, _) = (req.command(ctx)?, ctx.company.id);
    ctx.done(req, "notice-created", move |tx| ops::create(tx, company, &new))
}
