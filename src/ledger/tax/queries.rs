//! Reads of taxes: the table of a document's day, and which code a product gets at a customer.
use crate::ids::AccountId;
use crate::ids::CompanyId;
use crate::ids::TaxCodeId;
use crate::ids::TaxComponentId;
use crate::ids::TaxPositionId;
use crate::kernel::actor::Reach;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Problem;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::kernel::list::ListQuery;
use crate::kernel::list::Sums;
use crate::ledger::tax::Code;
use crate::ledger::tax::CodeOfLine;
use crate::ledger::tax::Component;
use crate::ledger::tax::ComponentRow;
use crate::ledger::tax::FullTaxCode;
use crate::ledger::tax::RateRow;
use crate::ledger::tax::TaxCode;
use crate::ledger::tax::TaxKind;
use crate::ledger::tax::TaxPosition;
use crate::ledger::tax::TaxRounding;
use crate::ledger::tax::TaxTable;
use crate::matching_master;
use crate::sort_page;
use crate::within_companies;
use chrono::NaiveDate;
use diesel::dsl::exists;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Percent;
use tenon_db::Sql;
use tenon_schema::account;
use tenon_schema::company;
use tenon_schema::customer_invoice;
use tenon_schema::customer_invoice_line;
use tenon_schema::quotation_line;
use tenon_schema::sales_order_line;
use tenon_schema::tax_code;
use tenon_schema::tax_component;
use tenon_schema::tax_position;
use tenon_schema::tax_rate;
use tenon_schema::tax_rule;

/// Most rows of taxes one company has.
const ROWS_MAX: i64 = 5_000;

pub fn get(conn: &mut Conn, id: TaxCodeId) -> Result<TaxCode> {
    found(
        tax_code::table.find(id).select(TaxCode::as_select()).first(conn),
        "tax-code",
    )
}

/// Where the company rounds its taxes.
pub fn rounding(conn: &mut Conn, id: CompanyId) -> Result<TaxRounding> {
    let row = company::table.find(id).select(company::tax_rounding).first(conn);
    found(row, "company")
}

type OnDay = (TaxCode, TaxComponentId, AccountId, String, bool, Percent);

impl TaxTable {
    /// The sales codes of these lines with the rates of a day, in one statement. A line whose code is another company's,
    /// one for purchases or without a rate on that day is refused; one that is archived, where a line is new.
    pub fn load(conn: &mut Conn, company: CompanyId, date: NaiveDate, lines: &[CodeOfLine]) -> Result<TaxTable> {
        let mut ids: Vec<TaxCodeId> = lines.iter().filter_map(|line| line.code).collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.is_empty() {
            return Ok(TaxTable::default());
        }
        let mut table = TaxTable::default();
        for (row, id, account, name, is_compound, rate) in components_on(conn, company, &ids, date)? {
            let code = table.codes.entry(row.id).or_insert_with(|| Code {
                is_active: row.is_active,
                code: row.code,
                name: row.name,
                is_inclusive: row.is_inclusive,
                note: row.note_on_invoice,
                components: Vec::new(),
            });
            match code.components.last_mut().filter(|last| last.id == id) {
                Some(last) => last.rate = rate,
                None => code.components.push(Component {
                    id,
                    account,
                    name,
                    rate,
                    is_compound,
                }),
            }
        }
        let mut problems = Vec::new();
        for (line, index) in lines.iter().zip(0_i64..) {
            let Some(id) = line.code else { continue };
            let message = match table.codes.get(&id) {
                Some(code) if code.is_active || !line.is_new => continue,
                Some(code) => Message::new("tax-code-archived").with("code", &code.code),
                None => missing(conn, company, id, date),
            };
            problems.push(Problem::new(format!("lines.{index}.tax_code_id"), message));
        }
        if problems.is_empty() {
            Ok(table)
        } else {
            Err(Error::Invalid(problems))
        }
    }
}

/// Why a code is not in the table of a day: it is another company's, is for purchases, or has no rate yet.
fn missing(conn: &mut Conn, company: CompanyId, id: TaxCodeId, date: NaiveDate) -> Message {
    match get(conn, id) {
        Ok(code) if code.company_id == company && code.kind == TaxKind::Sale => {
            let message = Message::new("tax-rate-missing").with("code", code.code);
            message.with("date", date)
        }
        Ok(code) if code.company_id == company => Message::new("tax-code-not-for-sales").with("code", code.code),
        Ok(_) | Err(_) => Message::new("tax-code-unknown"),
    }
}

/// The components of codes in order, with each rate that is not after the day, the newest last.
fn components_on(conn: &mut Conn, company: CompanyId, codes: &[TaxCodeId], date: NaiveDate) -> Result<Vec<OnDay>> {
    let key = ("tax-components", company, codes.to_vec(), date);
    conn.remembered(key, |conn, _| read_components_on(conn, company, codes, date))
}

fn read_components_on(conn: &mut Conn, company: CompanyId, codes: &[TaxCodeId], date: NaiveDate) -> Result<Vec<OnDay>> {
    let rows = tax_component::table
        .inner_join(tax_rate::table)
        .inner_join(tax_code::table)
        .filter(tax_component::tax_code_id.eq_any(codes.to_vec()))
        .filter(tax_code::company_id.eq(company))
        .filter(tax_code::kind.eq(TaxKind::Sale))
        .filter(tax_rate::start_date.le(date))
        .order((
            tax_component::tax_code_id,
            tax_component::position,
            tax_rate::start_date.asc(),
        ))
        .limit(ROWS_MAX)
        .select((
            TaxCode::as_select(),
            tax_component::id,
            tax_component::account_id,
            tax_component::name,
            tax_component::is_compound,
            tax_rate::rate_percent,
        ))
        .load(conn)?;
    Ok(rows)
}

/// The code each class of products gets at a position; without one, at the company's oldest position (its usual one).
pub fn for_classes(
    conn: &mut Conn,
    company: CompanyId,
    position: Option<TaxPositionId>,
    classes: &[String],
) -> Result<BTreeMap<String, TaxCodeId>> {
    let key = ("tax-codes", company, position, classes.to_vec());
    conn.remembered(key, |conn, _| read_for_classes(conn, company, position, classes))
}

fn read_for_classes(
    conn: &mut Conn,
    company: CompanyId,
    position: Option<TaxPositionId>,
    classes: &[String],
) -> Result<BTreeMap<String, TaxCodeId>> {
    let rules = tax_rule::table
        .inner_join(tax_code::table)
        .filter(tax_rule::tax_class.eq_any(classes.to_vec()))
        .filter(tax_code::company_id.eq(company))
        .limit(ROWS_MAX)
        .select((tax_rule::tax_class, tax_rule::tax_code_id))
        .into_boxed::<Sql>();
    let rows: Vec<(String, TaxCodeId)> = match position {
        Some(position) => rules.filter(tax_rule::tax_position_id.eq(position)).load(conn)?,
        None => {
            let usual = tax_position::table
                .filter(tax_position::company_id.eq(company))
                .filter(tax_position::is_active.eq(true))
                .select(diesel::dsl::min(tax_position::id));
            rules
                .filter(tax_rule::tax_position_id.nullable().eq_any(usual))
                .load(conn)?
        }
    };
    Ok(rows.into_iter().collect())
}

/// The code of one class of products; see [`for_classes`].
pub fn for_party(
    conn: &mut Conn,
    company: CompanyId,
    position: Option<TaxPositionId>,
    tax_class: &str,
) -> Result<Option<TaxCodeId>> {
    let codes = for_classes(conn, company, position, &[tax_class.to_owned()])?;
    Ok(codes.get(tax_class).copied())
}

/// The codes in use of a company, by code.
pub fn choices(conn: &mut Conn, company: CompanyId, kind: TaxKind) -> Result<Vec<TaxCode>> {
    let rows = tax_code::table
        .filter(tax_code::company_id.eq(company))
        .filter(tax_code::kind.eq(kind))
        .filter(tax_code::is_active.eq(true))
        .order(tax_code::code.asc())
        .limit(ROWS_MAX)
        .select(TaxCode::as_select())
        .load(conn)?;
    Ok(rows)
}

/// The positions in use of a company, its usual one first.
pub fn positions(conn: &mut Conn, company: CompanyId) -> Result<Vec<TaxPosition>> {
    let rows = tax_position::table
        .filter(tax_position::company_id.eq(company))
        .filter(tax_position::is_active.eq(true))
        .order(tax_position::id.asc())
        .limit(ROWS_MAX)
        .select(TaxPosition::as_select())
        .load(conn)?;
    Ok(rows)
}

type ComponentName = (TaxComponentId, String, bool, (AccountId, String, String));

/// A code with its components and all their rates.
pub fn full(conn: &mut Conn, id: TaxCodeId) -> Result<FullTaxCode> {
    let code = get(conn, id)?;
    let components: Vec<ComponentName> = tax_component::table
        .inner_join(account::table)
        .filter(tax_component::tax_code_id.eq(id))
        .order(tax_component::position.asc())
        .limit(ROWS_MAX)
        .select((
            tax_component::id,
            tax_component::name,
            tax_component::is_compound,
            (account::id, account::code, account::name),
        ))
        .load(conn)?;
    let ids: Vec<TaxComponentId> = components.iter().map(|component| component.0).collect();
    let rates: Vec<(TaxComponentId, NaiveDate, Percent)> = tax_rate::table
        .filter(tax_rate::tax_component_id.eq_any(ids))
        .order(tax_rate::start_date.desc())
        .limit(ROWS_MAX)
        .select((tax_rate::tax_component_id, tax_rate::start_date, tax_rate::rate_percent))
        .load(conn)?;
    let component = |(id, name, is_compound, (account_id, account_code, account_name)): ComponentName| ComponentRow {
        id,
        name,
        account_id,
        account_code,
        account_name,
        is_compound,
        rates: rates
            .iter()
            .filter(|(of, _, _)| *of == id)
            .map(|(_, start_date, rate_percent)| RateRow {
                start_date: *start_date,
                rate_percent: *rate_percent,
            })
            .collect(),
    };
    Ok(FullTaxCode {
        components: components.into_iter().map(component).collect(),
        code,
    })
}

/// The last day of supply of which a posted invoice names the code.
pub fn last_posted(conn: &mut Conn, id: TaxCodeId) -> Result<Option<NaiveDate>> {
    let last = customer_invoice_line::table
        .inner_join(customer_invoice::table)
        .filter(customer_invoice_line::tax_code_id.eq(Some(id.raw())))
        .filter(customer_invoice::state.ne("draft"))
        .select(diesel::dsl::max(customer_invoice::supply_date))
        .first(conn)?;
    Ok(last)
}

/// Whether a rule, a document or a posting names the code.
pub fn is_used(conn: &mut Conn, id: TaxCodeId) -> Result<bool> {
    let of_rule = exists(tax_rule::table.filter(tax_rule::tax_code_id.eq(id)));
    let of_quotation = exists(quotation_line::table.filter(quotation_line::tax_code_id.eq(Some(id.raw()))));
    let of_order = exists(sales_order_line::table.filter(sales_order_line::tax_code_id.eq(Some(id.raw()))));
    let of_invoice = exists(customer_invoice_line::table.filter(customer_invoice_line::tax_code_id.eq(Some(id.raw()))));
    let used = diesel::select(of_rule.or(of_quotation).or(of_order).or(of_invoice)).get_result(conn)?;
    Ok(used)
}

macro_rules! matching {
    ($query:expr, $reach:expr, $list:expr) => {{
        let mut query = matching_master!(within_companies!($query, $reach, tax_code), $list, tax_code);
        if let Some(kinds) = $list.choice("kind") {
            query = query.filter(tax_code::kind.eq_any(kinds));
        }
        query
    }};
}

pub fn page(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Vec<TaxCode>> {
    let query = tax_code::table.select(TaxCode::as_select()).into_boxed::<Sql>();
    let query = matching!(query, reach, list);
    let query = sort_page!(query, list, tax_code::id, {
        "code" => tax_code::code, String; "name" => tax_code::name, String;
    });
    Ok(query.load(conn)?)
}

pub fn sums(conn: &mut Conn, reach: &Reach, list: &ListQuery) -> Result<Sums> {
    let query = matching!(tax_code::table.count().into_boxed::<Sql>(), reach, list);
    Ok(Sums::count(query.get_result(conn)?))
}
