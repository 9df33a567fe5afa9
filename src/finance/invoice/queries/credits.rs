//! What credit notes, drafts too, have taken of an invoice.
use crate::finance::invoice::Invoice;
use crate::finance::invoice::crediting::LeftOfLine;
use crate::finance::invoice::crediting::LeftOfTax;
use crate::finance::invoice::queries;
use crate::finance::invoice::queries::LINES_MAX;
use crate::ids::CustomerInvoiceId;
use crate::ids::CustomerInvoiceLineId;
use crate::ids::TaxCodeId;
use crate::ids::TaxComponentId;
use crate::kernel::error::Result;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Money;
use tenon_db::Percent;
use tenon_db::Quantity;
use tenon_db::exact_sum;
use tenon_schema::customer_invoice;
use tenon_schema::customer_invoice_line;
use tenon_schema::customer_invoice_tax;
use tenon_schema::tax_component;

/// The id that no row has, for "except none".
fn but(except: Option<CustomerInvoiceId>) -> CustomerInvoiceId {
    except.unwrap_or(CustomerInvoiceId::from(0))
}

/// The lines of an invoice with what other credit notes than this one took of them.
pub fn left_lines(
    conn: &mut Conn,
    invoice: CustomerInvoiceId,
    except: Option<CustomerInvoiceId>,
) -> Result<BTreeMap<CustomerInvoiceLineId, LeftOfLine>> {
    let lines = queries::lines(conn, invoice)?;
    let ids: Vec<Option<CustomerInvoiceLineId>> = lines.iter().map(|line| Some(line.id)).collect();
    type Sums = (
        Option<CustomerInvoiceLineId>,
        Option<Quantity>,
        Option<Money>,
        Option<Money>,
    );
    let sums: Vec<Sums> = customer_invoice_line::table
        .filter(customer_invoice_line::credits_line_id.eq_any(ids))
        .filter(customer_invoice_line::customer_invoice_id.ne(but(except)))
        .group_by(customer_invoice_line::credits_line_id)
        .select((
            customer_invoice_line::credits_line_id,
            exact_sum(customer_invoice_line::base_quantity),
            exact_sum(customer_invoice_line::net_amount),
            exact_sum(customer_invoice_line::tax_amount),
        ))
        .limit(LINES_MAX)
        .load(conn)?;
    let sums: BTreeMap<CustomerInvoiceLineId, (Quantity, Money, Money)> = sums
        .into_iter()
        .filter_map(|(id, quantity, net, tax)| {
            let figures = (
                quantity.unwrap_or_default(),
                net.unwrap_or_default(),
                tax.unwrap_or_default(),
            );
            Some((id?, figures))
        })
        .collect();
    let left = lines.into_iter().map(|line| {
        let (quantity, net, tax) = sums.get(&line.id).copied().unwrap_or_default();
        let left = LeftOfLine {
            line,
            credited_quantity: quantity,
            credited_net: net,
            credited_tax: tax,
        };
        (left.line.id, left)
    });
    Ok(left.collect())
}

/// The components of an invoice's tax with what other credit notes than this one left of them.
pub fn left_taxes(
    conn: &mut Conn,
    invoice: CustomerInvoiceId,
    except: Option<CustomerInvoiceId>,
) -> Result<Vec<LeftOfTax>> {
    type Row = (TaxComponentId, TaxCodeId, bool, String, Percent, String, Money);
    let rows: Vec<Row> = customer_invoice_tax::table
        .inner_join(tax_component::table)
        .filter(customer_invoice_tax::customer_invoice_id.eq(invoice))
        .order(customer_invoice_tax::position.asc())
        .limit(LINES_MAX)
        .select((
            tax_component::id,
            tax_component::tax_code_id,
            tax_component::is_compound,
            customer_invoice_tax::name,
            customer_invoice_tax::rate_percent,
            customer_invoice_tax::note,
            customer_invoice_tax::tax_amount,
        ))
        .load(conn)?;
    let credited: Vec<(TaxComponentId, Option<Money>)> = customer_invoice_tax::table
        .inner_join(customer_invoice::table)
        .filter(customer_invoice::credits_id.eq(Some(invoice)))
        .filter(customer_invoice::id.ne(but(except)))
        .group_by(customer_invoice_tax::tax_component_id)
        .select((
            customer_invoice_tax::tax_component_id,
            exact_sum(customer_invoice_tax::tax_amount),
        ))
        .limit(LINES_MAX)
        .load(conn)?;
    let credited: BTreeMap<TaxComponentId, Money> = credited
        .into_iter()
        .map(|(component, tax)| (component, tax.unwrap_or_default()))
        .collect();
    let left = rows.into_iter().map(|row| LeftOfTax {
        component: row.0,
        tax_code: row.1,
        is_compound: row.2,
        name: row.3,
        rate: row.4,
        note: row.5,
        tax: row.6 - credited.get(&row.0).copied().unwrap_or_default(),
    });
    Ok(left.collect())
}

/// What other credit notes than this one come to in all.
pub fn credited_total(conn: &mut Conn, invoice: CustomerInvoiceId, except: Option<CustomerInvoiceId>) -> Result<Money> {
    let sum: Option<Money> = customer_invoice::table
        .filter(customer_invoice::credits_id.eq(Some(invoice)))
        .filter(customer_invoice::id.ne(but(except)))
        .select(exact_sum(customer_invoice::total_amount))
        .get_result(conn)?;
    Ok(sum.unwrap_or_default())
}

/// The credit notes of an invoice, oldest first.
pub fn credit_notes(conn: &mut Conn, invoice: CustomerInvoiceId) -> Result<Vec<Invoice>> {
    let rows = customer_invoice::table
        .filter(customer_invoice::credits_id.eq(Some(invoice)))
        .order(customer_invoice::id.asc())
        .limit(100)
        .select(Invoice::as_select())
        .load(conn)?;
    Ok(rows)
}
