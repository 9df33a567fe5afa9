//! The form of a draft: who, when, terms, and the lines.
use super::PLACE;
use super::URL;
use super::title;
use crate::finance::invoice::DraftInvoice;
use crate::finance::invoice::Invoice;
use crate::finance::invoice::InvoiceKind;
use crate::finance::invoice::InvoiceLine;
use crate::finance::invoice::NewInvoice;
use crate::finance::invoice::NewInvoiceLine;
use crate::finance::invoice::draft::Computed;
use crate::finance::invoice::ops;
use crate::finance::invoice::queries;
use crate::finance::parts::figure;
use crate::ids::CompanyId;
use crate::ids::CustomerInvoiceId;
use crate::ids::PartyId;
use crate::ids::ProductId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::input::LongText;
use crate::kernel::view::FormPage;
use crate::kernel::view::GridAnswer;
use crate::kernel::view::GridRowAnswer;
use crate::kernel::view::GridTotal;
use crate::kernel::view::LineKind;
use crate::kernel::view::LinesGrid;
use crate::kernel::view::SelectOption;
use crate::kernel::view::Total;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::answer;
use crate::kernel::web::conflict;
use crate::ledger::currency;
use crate::ledger::tax;
use crate::ledger::tax::TaxKind;
use crate::ledger::term;
use crate::permission::Permission::InvoiceEdit;
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;
use tenon_db::Conn;

type Choices = Vec<(String, String)>;

/// What the form offers.
struct Offers {
    terms: Choices,
    currencies: Choices,
    units: Choices,
    taxes: Choices,
    party: String,
    products: BTreeMap<ProductId, String>,
}

impl Offers {
    fn read(
        conn: &mut Conn,
        ctx: &Ctx,
        company: CompanyId,
        party: Option<i64>,
        products: &[ProductId],
    ) -> Result<Offers> {
        let terms = term::queries::choices(conn)?;
        let taxes = tax::queries::choices(conn, company, TaxKind::Sale)?;
        let units = crate::catalog::unit::queries::all(conn)?;
        let known = crate::catalog::product::queries::get_many(conn, products)?;
        Ok(Offers {
            terms: terms.into_iter().map(|term| (term.id.to_string(), term.name)).collect(),
            currencies: currency::queries::choices(conn)?,
            units: units
                .into_values()
                .filter(|unit| unit.is_active)
                .map(|unit| (unit.id.to_string(), unit.code))
                .collect(),
            taxes: taxes.into_iter().map(|code| (code.id.to_string(), code.name)).collect(),
            party: match party {
                Some(id) => crate::party::queries::name(conn, ctx, id)?,
                None => String::new(),
            },
            products: known.into_iter().map(|(id, product)| (id, product.code)).collect(),
        })
    }
}

fn options(choices: &Choices) -> Vec<SelectOption> {
    let empty = SelectOption::new("", "–");
    let rest = choices.iter().map(|(value, label)| SelectOption::new(value, label));
    [empty].into_iter().chain(rest).collect()
}

/// The form, filled from a command or with what was typed.
fn form(ctx: &Ctx, req: &Req, company: CompanyId, record: &impl Serialize) -> Result<FormPage> {
    let fields = Fields::new(ctx, req, record);
    let rows = fields.rows("lines");
    let products: Vec<ProductId> = (0..rows)
        .filter_map(|index| fields.row("lines", index).id("product_id"))
        .map(ProductId::from)
        .collect();
    let offers = ctx.read(|conn| Offers::read(conn, ctx, company, fields.id("party_id"), &products))?;
    let kinds: Choices = InvoiceKind::ALL
        .iter()
        .map(|kind| (kind.code().to_owned(), ctx.text(kind.message_key())))
        .collect();
    let search = "/parties/search?role=customer";
    let customer = fields.combo("party_id", search, "users", offers.party.clone());
    let head = vec![
        fields.hidden("company_id").value(company.to_string()),
        fields.called("field-customer", customer.width(6)),
        fields.select("kind", &kinds, false).width(3),
        fields.select("currency", &offers.currencies, false).width(3),
        fields.date("invoice_date"),
        fields.date("supply_date").optional(),
        fields.select("payment_term_id", &offers.terms, true).width(3),
        fields.text("customer_reference").width(3).optional(),
        fields.text("external_number").width(3).optional(),
    ];
    let page = FormPage::default().group("", head).lines(grid(&fields, &offers));
    Ok(page.group("", vec![fields.area("reason").optional()]))
}

fn grid(fields: &Fields<'_>, offers: &Offers) -> LinesGrid {
    let search_url = "/catalog/products/search?sold=yes".to_owned();
    let columns = vec![
        fields.column("product", LineKind::Combo { search_url }, 32),
        fields.column("description", LineKind::Text, 0),
        fields.column("quantity", LineKind::Number, 20),
        fields.column("unit_id", LineKind::Select(options(&offers.units)), 18),
        fields.column("unit_price", LineKind::Money, 24),
        fields.column("discount_percent", LineKind::Percent, 20),
        fields.column("tax_code_id", LineKind::Select(options(&offers.taxes)), 24),
        fields.column("net", LineKind::Output, 28),
    ];
    let text = |_: &str, id: i64| offers.products.get(&ProductId::from(id)).cloned().unwrap_or_default();
    let mut grid = fields.grid("lines", columns, &text);
    grid.totals_url = format!("{URL}/totals");
    grid
}

pub fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let company = ctx.company_named(req, InvoiceEdit);
    let today = ctx.today_in(company);
    let party = req.query("party_id").parse::<i64>().ok();
    let terms = match party {
        Some(party) => Some(ctx.read(|conn| crate::party::terms::queries::of(conn, PartyId::from(party), company))?),
        None => None,
    };
    let usual = json!({
        "party_id": party,
        "kind": InvoiceKind::Invoice.code(),
        "currency": ctx.company_of(company).map(|one| &one.currency),
        "invoice_date": today,
        "supply_date": today,
        "payment_term_id": terms.and_then(|terms| terms.payment_term_id),
        "lines": [{"quantity": "1"}],
    });
    let title = ctx.text("new-invoices");
    let mut page = form(ctx, req, company, &usual)?;
    page.title = title.clone();
    page.action = URL.to_owned();
    page.discard_url = URL.to_owned();
    page.save_and_new = true;
    answer::form(ctx, req, page, PLACE.crumbs(ctx, &title))
}

/// The draft as its own command.
fn as_command(invoice: &Invoice, lines: &[InvoiceLine]) -> NewInvoice {
    let optional = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let line = |line: &InvoiceLine| NewInvoiceLine {
        product_id: line.product_id,
        description: Some(line.description.clone()),
        unit_id: Some(line.unit_id),
        quantity: line.quantity,
        unit_price: Some(line.unit_price),
        discount_percent: Some(line.discount_percent),
        tax_code_id: line.tax_code_id,
    };
    NewInvoice {
        company_id: Some(invoice.company_id),
        kind: Some(invoice.kind),
        party_id: invoice.party_id,
        invoice_date: Some(invoice.invoice_date),
        supply_date: Some(invoice.supply_date),
        payment_term_id: invoice.payment_term_id,
        currency: Some(invoice.currency.clone()),
        customer_reference: optional(&invoice.customer_reference),
        external_number: optional(&invoice.external_number),
        reason: LongText(invoice.reason.clone()),
        lines: lines.iter().map(line).collect(),
    }
}

/// Drafts of an order or of a credited invoice keep its lines: only what stands on top of them is asked.
fn head_form(ctx: &Ctx, req: &Req, record: &NewInvoice) -> Result<FormPage> {
    let fields = Fields::new(ctx, req, record);
    let terms: Choices = ctx
        .read(term::queries::choices)?
        .into_iter()
        .map(|term| (term.id.to_string(), term.name))
        .collect();
    let head = vec![
        fields.hidden("party_id"),
        fields.date("invoice_date"),
        fields.date("supply_date").optional(),
        fields.select("payment_term_id", &terms, true).width(3),
        fields.text("customer_reference").width(3).optional(),
        fields.text("external_number").width(3).optional(),
        fields.area("reason").optional(),
    ];
    Ok(FormPage::default().group("", head))
}

pub fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: CustomerInvoiceId = req.id()?;
    let (invoice, lines) = ctx.read(|conn| {
        let invoice = queries::editable(conn, &ctx.actor, id)?;
        Ok((invoice, queries::lines(conn, id)?))
    })?;
    let record = as_command(&invoice, &lines);
    let title = ctx.say_with("edit-title", &[("name", title(ctx, &invoice).into())]);
    let mut page = if invoice.is_linked() {
        head_form(ctx, req, &record)?
    } else {
        form(ctx, req, invoice.company_id, &record)?
    };
    page.title = title.clone();
    page.action = format!("{URL}/{id}");
    let page = conflict::edit_form(ctx, req, id, invoice.version, &record, page)?;
    answer::form(ctx, req, page, PLACE.crumbs(ctx, &title))
}

pub fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let new: NewInvoice = req.command(ctx)?;
    let company = new.company_id.unwrap_or(ctx.company.id);
    ctx.done(req, "notice-created", move |tx| {
        let today = tx.today(company)?;
        let draft = queries::resolve(tx.conn, company, &new, today)?;
        ops::create(tx, &draft)
    })
}

pub fn update(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version): (CustomerInvoiceId, _) = (req.id()?, req.required_version()?);
    let new: NewInvoice = req.command(ctx)?;
    ctx.done(req, "notice-saved", move |tx| {
        let old = queries::editable(tx.conn, tx.actor, id)?;
        let draft = if old.is_linked() {
            linked(tx.conn, &old, &new)?
        } else {
            let today = tx.today(old.company_id)?;
            // What is not said stays.
            let new = NewInvoice {
                supply_date: new.supply_date.or(Some(old.supply_date)),
                ..new.clone()
            };
            DraftInvoice {
                owner: ops::draft_of(&old, Vec::new()).owner,
                ..queries::resolve(tx.conn, old.company_id, &new, today)?
            }
        };
        ops::update(tx, id, version, &draft)?;
        Ok(id)
    })
}

/// A draft that belongs to an order or an invoice: its lines stay, what stands on top changes.
fn linked(conn: &mut Conn, old: &Invoice, new: &NewInvoice) -> Result<DraftInvoice> {
    if !new.lines.is_empty() {
        return Err(Error::invalid("lines", Message::new("invoice-lines-stay")));
    }
    let lines = queries::lines(conn, old.id)?;
    let lines = lines.iter().map(ops::draft_line).collect();
    Ok(DraftInvoice {
        invoice_date: new.invoice_date.unwrap_or(old.invoice_date),
        supply_date: new.supply_date.unwrap_or(old.supply_date),
        payment_term: new.payment_term_id,
        customer_reference: new.customer_reference.clone().unwrap_or_default(),
        external_number: new.external_number.clone().unwrap_or_default(),
        reason: new.reason.0.clone(),
        ..ops::draft_of(old, lines)
    })
}

/// The figures of what is typed so far; lines that are not complete yet stay empty.
pub fn totals(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let company = ctx.company_named(req, InvoiceEdit);
    let rows = req
        .body
        .get("lines")
        .and_then(|lines| lines.as_array())
        .map_or(0, Vec::len);
    let drafted = req.command::<NewInvoice>(ctx).and_then(|new| {
        ctx.read(|conn| {
            let draft = queries::resolve(conn, company, &new, ctx.today_in(company))?;
            let computed = queries::preview(conn, &draft)?;
            Ok((draft, computed))
        })
    });
    let answer = match drafted {
        Ok((draft, computed)) => GridAnswer {
            rows: computed
                .lines
                .iter()
                .map(|line| GridRowAnswer {
                    cells: vec![("net".to_owned(), figure(ctx, line.net, &draft.currency))],
                    ..GridRowAnswer::default()
                })
                .collect(),
            totals: totals_of(ctx, &computed, &draft.currency),
        },
        Err(_) => GridAnswer {
            rows: vec![GridRowAnswer::default(); rows],
            totals: Vec::new(),
        },
    };
    Reply::json(&answer)
}

fn totals_of(ctx: &Ctx, computed: &Computed, currency: &str) -> Vec<GridTotal> {
    let net = Total::new(ctx.text("total-net"), figure(ctx, computed.net, currency));
    let taxes = computed
        .taxes
        .iter()
        .map(|tax| Total::new(&tax.name, figure(ctx, tax.tax, currency)));
    let total = Total::grand(
        ctx.say_with("total-in", &[("currency", currency.into())]),
        figure(ctx, computed.total(), currency),
    );
    [net]
        .into_iter()
        .chain(taxes)
        .chain([total])
        .map(GridTotal::from)
        .collect()
}
