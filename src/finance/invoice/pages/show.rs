//! One invoice: what may be done with it, how far it is, and its facts.
use super::PLACE;
use super::URL;
use super::known::Known;
use super::sections::line_table;
use super::sections::sections;
use super::title;
use crate::company::activity;
use crate::finance::invoice::Invoice;
use crate::finance::invoice::InvoiceKind;
use crate::finance::invoice::InvoiceLine;
use crate::finance::invoice::InvoiceState;
use crate::finance::invoice::InvoiceTax;
use crate::finance::invoice::queries;
use crate::finance::parts;
use crate::finance::parts::date_cell;
use crate::finance::parts::money;
use crate::ids::CustomerInvoiceId;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::view::Action;
use crate::kernel::view::Cell;
use crate::kernel::view::Fact;
use crate::kernel::view::Link;
use crate::kernel::view::ObjectPage;
use crate::kernel::view::PeekPart;
use crate::kernel::view::StepItem;
use crate::kernel::view::StepState;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::answer;
use crate::kernel::web::frame;
use crate::permission::Permission::InvoiceEdit;
use crate::permission::Permission::InvoicePost;
use crate::permission::Permission::InvoiceRead;
use crate::permission::Permission::PaymentPost;
use serde::Serialize;

/// An invoice with its lines and the tax of each component.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct InvoiceRecord {
    #[serde(flatten)]
    pub invoice: Invoice,
    pub lines: Vec<InvoiceLine>,
    pub taxes: Vec<InvoiceTax>,
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
