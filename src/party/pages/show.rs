//! The page of a party: the one page of each customer. Later departments add their sections to it.
use crate::company::activity;
use crate::ids::PartyId;
use crate::kernel::country;
use crate::kernel::error::Result;
use crate::kernel::external;
use crate::kernel::message::Language;
use crate::kernel::value::usage;
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
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::view::Tag;
use crate::kernel::view::Tone;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::answer;
use crate::kernel::web::frame;
use crate::kernel::web::master;
use crate::kernel::web::route::contributed;
use crate::party::Party;
use crate::party::Whole;
use crate::party::group;
use crate::party::pages::PLACE;
use crate::party::pages::URL;
use crate::party::pages::head_of;
use crate::party::pages::opened;
use crate::party::queries;
use crate::party::terms;
use crate::party::terms::Terms;
use crate::permission::Permission::PartyEdit;
use crate::permission::Permission::PartyMerge;
use crate::permission::Permission::PartyRead;
use std::collections::BTreeMap;

pub fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: PartyId = req.id()?;
    let whole = opened(ctx, id)?;
    if req.is_api() {
        return Reply::json(&whole);
    }
    if let Some(into) = whole.party.merged_into {
        return Ok(Reply::see_other(format!("{URL}/{into}"), "party-merged-here"));
    }
    let facts = facts(ctx, &whole.party)?;
    if req.part() == "peek" {
        return Ok(peek(ctx, &whole, facts));
    }
    let (mut sections, app) = (own_sections(ctx, &whole)?, ctx.house.app);
    sections.extend(ctx.read(|conn| contributed(conn, ctx, app.party_sections(), id.raw()))?);
    let party = &whole.party;
    let page = master::page(ctx, &head_of(party), ctx.may(PartyEdit));
    let merge = ctx.may(PartyMerge).then(|| {
        let url = format!("{}/merge", party.url());
        Action::get(ctx.text("action-merge"), "split", url)
    });
    let page = ObjectPage {
        tags: tags(ctx, party)?,
        subtitle: ctx.say_with(
            "party-subtitle",
            &[
                ("kind", ctx.text(party.kind.message_key()).into()),
                ("number", (&party.number).into()),
            ],
        ),
        menu: merge.into_iter().chain(page.menu).collect(),
        facts,
        sections,
        ..page
    };
    let page = activity::attach(ctx, page, id.into(), None)?;
    answer::object(ctx, req, page, PLACE.crumbs(ctx, &party.name))
}

fn peek(ctx: &Ctx, whole: &Whole, facts: Vec<Fact>) -> Reply {
    let party = &whole.party;
    let part = PeekPart {
        kind: ctx.text(party.kind.message_key()),
        title: party.name.clone(),
        status: Some(usage(party.is_active).status(ctx.messages)),
        facts,
        lines_title: ctx.text("field-contacts"),
        lines: Some(contacts(ctx, whole)),
        open: Link::new(ctx.text("open-party"), party.url()),
        version: party.version.to_string(),
        ..PeekPart::default()
    };
    Reply::html(part.render(&frame::bare(ctx, &party.name)))
}

/// Its roles, and a red tag when the company worked in has blocked it.
fn tags(ctx: &Ctx, party: &Party) -> Result<Vec<Tag>> {
    let roles = party.roles();
    let mut tags: Vec<Tag> = roles
        .iter()
        .map(|role| Tag::new(Tone::Info, ctx.text(role.message_key())))
        .collect();
    let terms = ctx.read(|conn| terms::queries::of(conn, party.id, ctx.company.id))?;
    if terms.is_blocked {
        tags.push(Tag::new(Tone::Danger, ctx.text("party-blocked")));
    }
    Ok(tags)
}

fn link_to(scheme: &str, text: &str) -> Cell {
    if text.is_empty() {
        return Cell::Empty;
    }
    let plain: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    Cell::link(text, format!("{scheme}{plain}"))
}

fn web_link(text: &str) -> Cell {
    if text.is_empty() || text.contains("://") {
        link_to("", text)
    } else {
        link_to("https://", text)
    }
}

fn facts(ctx: &Ctx, party: &Party) -> Result<Vec<Fact>> {
    let owner = match party.owner_id {
        Some(id) => ctx.read(|conn| queries::user_name(conn, id.raw()))?,
        None => String::new(),
    };
    let groups: BTreeMap<String, String> = ctx.read(group::queries::choices)?.into_iter().collect();
    let group = groups.get(&party.customer_group).unwrap_or(&party.customer_group);
    let language = Language::from_code(&party.language).map_or("", Language::name);
    let fact = |key: &str, value: Cell| Fact::new(ctx.text(key), value);
    let owner = if owner.is_empty() {
        Cell::Empty
    } else {
        Cell::person(owner)
    };
    let outside = ctx.read(|conn| external::of(conn, party.id.into()))?;
    let outside: Vec<String> = outside.iter().map(|(system, key)| format!("{system} {key}")).collect();
    Ok(vec![
        fact("field-number", Cell::text(&party.number)),
        fact("field-tax-number", Cell::text(&party.tax_number)),
        fact("field-country", Cell::text(country::name(ctx.messages, &party.country))),
        fact("field-language", Cell::text(language)),
        fact("field-email", link_to("mailto:", &party.email)),
        fact("field-phone", link_to("tel:", &party.phone)),
        fact("field-website", web_link(&party.website)),
        fact("field-customer-group", Cell::text(group)),
        fact("field-owner", owner),
        fact("field-external-number", Cell::text(ctx.messages.joined(&outside))),
    ])
}

fn own_sections(ctx: &Ctx, whole: &Whole) -> Result<Vec<Section>> {
    let section = |id, key: &str, count: usize, table: DataTable| {
        let mut section = Section::new(id, ctx.text(key), SectionBody::Table(table));
        section.count = Some(count.to_string()).filter(|_| count > 0);
        section
    };
    let mut sections = vec![
        section("contacts", "field-contacts", whole.contacts.len(), contacts(ctx, whole)),
        section(
            "addresses",
            "field-addresses",
            whole.addresses.len(),
            addresses(ctx, whole),
        ),
        terms_section(ctx, &whole.party)?,
    ];
    if !whole.bank_accounts.is_empty() {
        let table = bank_accounts(ctx, whole);
        sections.push(section(
            "bank-accounts",
            "field-bank-accounts",
            whole.bank_accounts.len(),
            table,
        ));
    }
    Ok(sections)
}

fn column(ctx: &Ctx, key: &str, phone: Phone) -> TableColumn {
    TableColumn::text(ctx.text(key)).phone(phone)
}

fn contacts(ctx: &Ctx, whole: &Whole) -> DataTable {
    let rows = whole.contacts.iter().map(|contact| {
        TableRow::new(vec![
            Cell::person(&contact.name),
            Cell::text(&contact.job_title),
            link_to("mailto:", &contact.email),
            link_to("tel:", &contact.phone),
        ])
    });
    DataTable {
        columns: vec![
            column(ctx, "field-name", Phone::Name),
            column(ctx, "field-job-title", Phone::Partner),
            column(ctx, "field-email", Phone::Status),
            column(ctx, "field-phone", Phone::Amount),
        ],
        rows: rows.collect(),
        empty: ctx.text("contacts-none"),
        ..DataTable::default()
    }
}

fn addresses(ctx: &Ctx, whole: &Whole) -> DataTable {
    let rows = whole.addresses.iter().map(|address| {
        let lines = address.lines(&whole.party.name, ctx.messages);
        let is_default = if address.is_default {
            Cell::Tag(Tag::new(Tone::Neutral, ctx.text("address-default")))
        } else {
            Cell::Empty
        };
        TableRow::new(vec![
            Cell::text(ctx.text(address.kind.message_key())),
            Cell::Lines(lines),
            is_default,
        ])
    });
    DataTable {
        columns: vec![
            column(ctx, "field-kind", Phone::Name),
            column(ctx, "field-address", Phone::Partner),
            TableColumn::text(""),
        ],
        rows: rows.collect(),
        empty: ctx.text("addresses-none"),
        ..DataTable::default()
    }
}

fn bank_accounts(ctx: &Ctx, whole: &Whole) -> DataTable {
    let rows = whole.bank_accounts.iter().map(|account| {
        TableRow::new(vec![
            Cell::text(&account.bank_name),
            Cell::text(&account.account_number),
            Cell::text(&account.bic),
        ])
    });
    DataTable {
        columns: vec![
            column(ctx, "field-bank-name", Phone::Name),
            column(ctx, "field-account-number", Phone::Partner),
            column(ctx, "field-bic", Phone::Status),
        ],
        rows: rows.collect(),
        ..DataTable::default()
    }
}

/// What each company the reader may see agreed with the party.
fn terms_section(ctx: &Ctx, party: &Party) -> Result<Section> {
    let companies = ctx.full_reach(PartyRead).companies();
    let (mut rows, names) = ctx.read(|conn| {
        let rows = terms::queries::all(conn, party.id, &companies)?;
        let names = terms::queries::chosen(conn, &rows)?;
        Ok((rows, names))
    })?;
    let here = ctx.company.id;
    if companies.contains(&here.raw()) && rows.iter().all(|terms| terms.company_id != here) {
        rows.push(Terms::usual(party.id, here));
    }
    let table = DataTable {
        columns: vec![
            column(ctx, "field-company", Phone::Name),
            column(ctx, "field-payment-term", Phone::Partner),
            TableColumn::number(ctx.text("field-credit-limit-amount")).phone(Phone::Amount),
            column(ctx, "field-price-list", Phone::Hidden),
            column(ctx, "field-tax-position", Phone::Hidden),
            column(ctx, "party-blocked", Phone::Status),
        ],
        rows: rows.iter().map(|terms| terms_row(ctx, terms, &names)).collect(),
        ..DataTable::default()
    };
    let mut section = Section::new("terms", ctx.text("party-terms"), SectionBody::Table(table));
    if ctx.may(PartyEdit) {
        let url = format!("{}/terms", party.url());
        section
            .actions
            .push(Action::get(ctx.text("action-edit-terms"), "pencil", url));
    }
    Ok(section)
}

fn terms_row(ctx: &Ctx, terms: &Terms, [payment, lists, positions]: &[BTreeMap<i64, String>; 3]) -> TableRow {
    let company = ctx.company_of(terms.company_id);
    let name = |names: &BTreeMap<i64, String>, id: Option<i64>| {
        let name = id.and_then(|id| names.get(&id).cloned());
        name.map_or_else(|| Cell::Muted(ctx.text("terms-usual")), Cell::text)
    };
    let limit = match (terms.credit_limit_amount, company) {
        (Some(limit), Some(company)) => Cell::number(ctx.formats.money(limit.to_decimal(), &company.currency)),
        _ => Cell::Muted(ctx.text("terms-no-limit")),
    };
    let blocked = if terms.is_blocked {
        Cell::Tag(Tag::new(Tone::Danger, ctx.text("party-blocked")))
    } else {
        Cell::text(ctx.text("no"))
    };
    TableRow::new(vec![
        Cell::text(company.map_or("", |company| company.code.as_str())),
        name(payment, terms.payment_term_id.map(Into::into)),
        limit,
        name(lists, terms.price_list_id.map(Into::into)),
        name(positions, terms.tax_position_id.map(Into::into)),
        blocked,
    ])
}
