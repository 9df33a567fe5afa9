//! One invoice: its state, lines, taxes, what settles it, and its journal entries.
use super::PLACE;
use super::URL;
use super::title;
use crate::company::activity;
use crate::finance::credit;
use crate::finance::credit::Standing;
use crate::finance::invoice::Invoice;
use crate::finance::invoice::InvoiceKind;
use crate::finance::invoice::InvoiceLine;
use crate::finance::invoice::InvoiceState;
use crate::finance::invoice::InvoiceTax;
use crate::finance::invoice::queries;
use crate::finance::invoice::queries::LineNames;
use crate::finance::open_item;
use crate::finance::open_item::Settlement;
use crate::finance::parts;
use crate::finance::parts::date_cell;
use crate::finance::parts::money;
use crate::finance::parts::money_cell;
use crate::ids::CustomerInvoiceId;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::view::Action;
use crate::kernel::view::Cell;
use crate::kernel::view::DataTable;
use crate::kernel::view::Fact;
use crate::kernel::view::Link;
use crate::kernel::view::ObjectPage;
use crate::kernel::view::PeekPart;
use crate::kernel::view::Phone;
use crate::kernel::view::Section;
use crate::kernel::view::SectionBody;
use crate::kernel::view::StepItem;
use crate::kernel::view::StepState;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::view::Total;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::answer;
use crate::kernel::web::frame;
use crate::ledger;
use crate::ledger::entry::JournalEntry;
use crate::ledger::open_item::OpenItem;
use crate::permission::Permission::InvoiceEdit;
use crate::permission::Permission::InvoicePost;
use crate::permission::Permission::InvoiceRead;
use crate::permission::Permission::LedgerRead;
use crate::permission::Permission::PaymentPost;
use crate::permission::Permission::PaymentRead;
use serde::Serialize;
use tenon_db::Conn;

/// An invoice with its lines and the tax of each component.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct InvoiceRecord {
    #[serde(flatten)]
    pub invoice: Invoice,
    pub lines: Vec<InvoiceLine>,
    pub taxes: Vec<InvoiceTax>,
}

/// Everything the page says, read from one snapshot.
struct Known {
    invoice: Invoice,
    lines: Vec<InvoiceLine>,
    names: LineNames,
    taxes: Vec<InvoiceTax>,
    items: Vec<OpenItem>,
    settlements: Vec<Settlement>,
    entries: Vec<JournalEntry>,
    standing: Standing,
    credited: Option<Invoice>,
    own_currency: String,
}

impl Known {
    fn read(conn: &mut Conn, ctx: &Ctx, id: CustomerInvoiceId) -> Result<Known> {
        let reach = ctx.full_reach(InvoiceRead);
        let invoice = queries::visible(conn, &reach, id)?;
        let lines = queries::lines(conn, id)?;
        let language = ctx.messages.language().code();
        let items = ledger::open_item::queries::of_origin(conn, id.into())?;
        let may_read_entries = ctx.actor.may(LedgerRead, invoice.company_id);
        Ok(Known {
            names: queries::line_names(conn, &lines, language)?,
            taxes: queries::taxes(conn, id)?,
            settlements: open_item::queries::settlements(conn, &items)?,
            items,
            entries: if may_read_entries {
                ledger::entry::queries::of_origin(conn, id.into())?
            } else {
                Vec::new()
            },
            standing: credit::queries::standing(
                conn,
                invoice.company_id,
                invoice.party_id,
                ctx.today_in(invoice.company_id),
            )?,
            credited: match invoice.credits_id {
                Some(credited) => Some(queries::get(conn, credited)?),
                None => None,
            },
            own_currency: ledger::currency::queries::of_company(conn, invoice.company_id)?.code,
            lines,
            invoice,
        })
    }
}

pub fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: CustomerInvoiceId = req.id()?;
    if req.is_api() {
        let reach = ctx.full_reach(InvoiceRead);
        let record = ctx.read(|conn| {
            Ok(InvoiceRecord {
                invoice: queries::visible(conn, &reach, id)?,
                lines: queries::lines(conn, id)?,
                taxes: queries::taxes(conn, id)?,
            })
        })?;
        return Reply::json(&record);
    }
    let known = ctx.read(|conn| Known::read(conn, ctx, id))?;
    let invoice = &known.invoice;
    if req.part() == "peek" {
        let shell = frame::bare(ctx, &invoice.number);
        return Ok(Reply::html(peek(ctx, &known).render(&shell)));
    }
    let subtitle = match invoice.kind {
        InvoiceKind::Invoice => "invoice-for",
        InvoiceKind::CreditNote => "credit-note-for",
    };
    let may_edit = invoice.is_draft() && ctx.actor.may(InvoiceEdit, invoice.company_id);
    let page = ObjectPage {
        title: title(ctx, invoice),
        status: Some(invoice.look(ctx.today_in(invoice.company_id)).status(ctx.messages)),
        subtitle: ctx.text(subtitle),
        partner: Some(Link::new(&invoice.party_name, Subject::Party(invoice.party_id).url())),
        version: invoice.version.to_string(),
        edit_url: may_edit.then(|| format!("{URL}/{id}/edit")),
        print_url: Some(format!("{URL}/{id}/print")),
        primary: primary(ctx, invoice),
        menu: menu(ctx, invoice),
        steps: steps(ctx, invoice),
        facts: facts(ctx, &known),
        sections: sections(ctx, &known),
        cards: vec![parts::partner_card(
            ctx,
            invoice.party_id,
            &invoice.party_name,
            &known.standing,
            &known.own_currency,
        )],
        ..ObjectPage::default()
    };
    let page = activity::attach(ctx, page, id.into(), Some(invoice.company_id))?;
    let name = title(ctx, invoice);
    answer::object(ctx, req, page, PLACE.crumbs(ctx, &name))
}

/// Post a draft; ask for the money of what is open.
fn primary(ctx: &Ctx, invoice: &Invoice) -> Option<Action> {
    let may = |permission| ctx.actor.may(permission, invoice.company_id);
    if invoice.is_draft() {
        let post = Action::post(
            ctx.text("action-post"),
            "circle-check",
            format!("{}/post", invoice.url()),
        );
        let total = money(ctx, invoice.total_amount, &invoice.currency);
        let question = ctx.say_with(
            "invoice-post-title",
            &[("party", (&invoice.party_name).into()), ("amount", total.into())],
        );
        let post = post.confirm(question, ctx.text("invoice-post-text"), ctx.text("action-post"));
        return may(InvoicePost).then(|| post.key("P"));
    }
    if invoice.open_amount.is_zero() || !may(PaymentPost) {
        return None;
    }
    let (key, direction) = match invoice.kind {
        InvoiceKind::Invoice => ("action-record-payment", "in"),
        InvoiceKind::CreditNote => ("action-pay-back", "out"),
    };
    let url = format!("/finance/payments/new?invoice_id={}&direction={direction}", invoice.id);
    Some(Action::get(ctx.text(key), "hand-coins", url).key("P"))
}

fn menu(ctx: &Ctx, invoice: &Invoice) -> Vec<Action> {
    let may = |permission| ctx.actor.may(permission, invoice.company_id);
    let url = invoice.url();
    let mut menu = Vec::new();
    if invoice.is_draft() && may(InvoiceEdit) {
        let delete = Action::post(ctx.text("action-delete"), "trash-2", format!("{url}/delete")).danger();
        let question = ctx.say_with("delete-title", &[("name", title(ctx, invoice).into())]);
        menu.push(delete.confirm(question, ctx.text("invoice-delete-text"), ctx.text("action-delete")));
        return menu;
    }
    if !may(InvoiceEdit) {
        return menu;
    }
    if !invoice.is_credit_note() {
        menu.push(Action::get(ctx.text("action-credit"), "file-minus", format!("{url}/credit")).key("C"));
    }
    let key = if invoice.is_credit_note() {
        "action-invoice-again"
    } else {
        "action-copy"
    };
    menu.push(Action::post(ctx.text(key), "copy", format!("{url}/repeat")));
    menu
}

fn steps(ctx: &Ctx, invoice: &Invoice) -> Vec<StepItem> {
    let day = |at: Option<chrono::NaiveDateTime>| at.map(|at| ctx.formats.date_time(at.and_utc())).unwrap_or_default();
    let step = |key: &str, state: StepState, meta: String, percent: u8| StepItem {
        state,
        name: ctx.text(key),
        meta,
        percent,
        current: matches!(state, StepState::Now | StepState::Part),
    };
    let paid = invoice.total_amount - invoice.open_amount;
    let percent = parts::share(paid, invoice.total_amount).min(100);
    let drafted = day(Some(invoice.created_at));
    match invoice.state {
        InvoiceState::Draft => vec![
            step("step-drafted", StepState::Now, drafted, 0),
            step("step-posted", StepState::Todo, String::new(), 0),
            step("step-settled", StepState::Todo, String::new(), 0),
        ],
        InvoiceState::Posted => {
            let open = ctx.say_with(
                "step-open-until",
                &[
                    ("open", (invoice.open_amount, &invoice.currency).into()),
                    ("date", invoice.due_date.into()),
                ],
            );
            let state = if percent > 0 { StepState::Part } else { StepState::Now };
            vec![
                step("step-drafted", StepState::Done, drafted, 0),
                step("step-posted", StepState::Done, day(invoice.posted_at), 0),
                step("step-settled", state, open, percent),
            ]
        }
        InvoiceState::Paid => vec![
            step("step-drafted", StepState::Done, drafted, 0),
            step("step-posted", StepState::Done, day(invoice.posted_at), 0),
            step("step-settled", StepState::Done, String::new(), 100),
        ],
    }
}

fn facts(ctx: &Ctx, known: &Known) -> Vec<Fact> {
    let invoice = &known.invoice;
    let text = |key: &str, value: &str| (!value.is_empty()).then(|| Fact::text(ctx.text(key), value));
    let date = |key: &str, day| Fact::new(ctx.text(key), date_cell(ctx, day));
    let strong =
        |key: &str, amount, currency: &str| Fact::new(ctx.text(key), Cell::Strong(money(ctx, amount, currency)));
    let company = ctx
        .company_of(invoice.company_id)
        .map(|one| one.name.clone())
        .unwrap_or_default();
    let credited = known.credited.as_ref();
    let foreign = invoice.currency != known.own_currency && !invoice.is_draft();
    let discount = invoice.discount_date.map(|until| {
        let arguments = [
            ("amount", (invoice.discount_amount, &invoice.currency).into()),
            ("date", until.into()),
        ];
        Fact::text(
            ctx.text("field-early-payment"),
            ctx.say_with("discount-until", &arguments),
        )
    });
    [
        Some(date("field-invoice-date", invoice.invoice_date)),
        Some(date("field-supply-date", invoice.supply_date)),
        Some(date("field-due-date", invoice.due_date)),
        text("field-payment-term", &invoice.payment_term_text),
        discount,
        text("field-customer-reference", &invoice.customer_reference),
        text("field-external-number", &invoice.external_number),
        text("field-tax-number", &invoice.party_tax_number),
        credited.map(|one| Fact::link(ctx.text("field-credits"), &one.number, one.url())),
        text("field-reason", &invoice.reason),
        Some(Fact::text(ctx.text("field-company"), company)),
        Some(strong("column-total", invoice.total_amount, &invoice.currency)),
        foreign.then(|| strong("field-base-total", invoice.base_total_amount, &known.own_currency)),
        (!invoice.is_draft()).then(|| strong("column-open", invoice.open_amount, &invoice.currency)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn sections(ctx: &Ctx, known: &Known) -> Vec<Section> {
    let invoice = &known.invoice;
    let mut lines = Section::new(
        "lines",
        ctx.text("field-lines"),
        SectionBody::Lines {
            table: line_table(ctx, known),
            totals: totals(ctx, invoice, &known.taxes),
        },
    );
    lines.count = Some(ctx.formats.integer(i64::try_from(known.lines.len()).unwrap_or(0)));
    let mut sections = vec![lines];
    if !known.items.is_empty() && ctx.actor.may(PaymentRead, invoice.company_id) {
        sections.push(Section::new(
            "open-items",
            ctx.text("list-open-items"),
            SectionBody::Table(item_table(ctx, &known.items)),
        ));
        let settled = parts::settlements(ctx, &known.settlements);
        sections.push(Section::new(
            "settlement",
            ctx.text("section-settlement"),
            SectionBody::Table(settled),
        ));
    }
    if !known.entries.is_empty() {
        sections.push(parts::entries(ctx, &known.entries, &known.own_currency));
    }
    sections
}

fn line_table(ctx: &Ctx, known: &Known) -> DataTable {
    let currency = &known.invoice.currency;
    let row = |line: &InvoiceLine| {
        TableRow::new(vec![
            Cell::Muted((line.position * 10).to_string()),
            Cell::Item {
                code: known.names.product(line.product_id),
                url: Subject::Product(line.product_id).url(),
                text: line.description.clone(),
            },
            Cell::Quantity {
                figure: ctx.formats.quantity(line.quantity.to_decimal(), 6),
                unit: known.names.unit(line.unit_id),
            },
            Cell::number(ctx.formats.unit_price(line.unit_price.to_decimal(), currency)),
            if line.discount_percent.is_zero() {
                Cell::Empty
            } else {
                Cell::number(ctx.formats.percent(line.discount_percent.to_decimal()))
            },
            Cell::text(line.tax_code_id.map(|id| known.names.tax(id)).unwrap_or_default()),
            money_cell(ctx, line.net_amount, currency),
        ])
    };
    DataTable {
        columns: vec![
            TableColumn::text(ctx.text("kernel-grid-position")),
            TableColumn::text(ctx.text("column-product")).phone(Phone::Name),
            TableColumn::number(ctx.text("column-quantity")).phone(Phone::Partner),
            TableColumn::number(ctx.text("column-unit-price")),
            TableColumn::number(ctx.text("column-discount")),
            TableColumn::text(ctx.text("column-tax")),
            TableColumn::number(ctx.say_with("head-net", &[("currency", currency.into())])).phone(Phone::Amount),
        ],
        rows: known.lines.iter().map(row).collect(),
        tall: true,
        ..DataTable::default()
    }
}

/// Net, each tax with its rate, and the total.
pub fn totals(ctx: &Ctx, invoice: &Invoice, taxes: &[InvoiceTax]) -> Vec<Total> {
    let currency = &invoice.currency;
    let mut totals = vec![Total::new(
        ctx.text("total-net"),
        parts::figure(ctx, invoice.net_amount, currency),
    )];
    totals.extend(
        taxes
            .iter()
            .map(|tax| Total::new(&tax.name, parts::figure(ctx, tax.tax_amount, currency))),
    );
    totals.push(Total::grand(
        ctx.say_with("total-in", &[("currency", currency.into())]),
        parts::figure(ctx, invoice.total_amount, currency),
    ));
    totals
}

fn item_table(ctx: &Ctx, items: &[OpenItem]) -> DataTable {
    let row = |item: &OpenItem| {
        TableRow::new(vec![
            date_cell(ctx, item.due_date),
            money_cell(ctx, item.amount, &item.currency),
            money_cell(ctx, item.open_amount, &item.currency),
            item.settled_date.map_or(Cell::Empty, |day| date_cell(ctx, day)),
            Cell::link(ctx.text("settlement-show"), Subject::OpenItem(item.id).url()),
        ])
    };
    DataTable {
        columns: vec![
            TableColumn::text(ctx.text("column-due")),
            TableColumn::number(ctx.text("column-amount")),
            TableColumn::number(ctx.text("column-open")),
            TableColumn::text(ctx.text("column-settled")),
            TableColumn::text(ctx.text("column-item")),
        ],
        rows: items.iter().map(row).collect(),
        ..DataTable::default()
    }
}

fn peek(ctx: &Ctx, known: &Known) -> PeekPart {
    let invoice = &known.invoice;
    PeekPart {
        kind: ctx.text(invoice.kind.message_key()),
        title: title(ctx, invoice),
        status: Some(invoice.look(ctx.today_in(invoice.company_id)).status(ctx.messages)),
        facts: facts(ctx, known),
        lines_title: ctx.text("field-lines"),
        lines: Some(line_table(ctx, known)),
        open: Link::new(ctx.text("action-open"), invoice.url()),
        actions: primary(ctx, invoice).into_iter().collect(),
        version: invoice.version.to_string(),
    }
}
