//! Reads of invoices.
mod credits;
mod describe;
mod list;
mod names;
mod preview;
mod resolve;
mod unbilled;

pub use credits::credit_notes;
pub use credits::credited_total;
pub use credits::left_lines;
pub use credits::left_taxes;
pub use describe::describe;
pub use list::InvoiceRow;
pub use list::page;
pub use list::sums;
pub use names::LineNames;
pub use names::line_names;
pub use preview::preview;
pub use resolve::resolve;
pub use unbilled::on_drafts;
pub use unbilled::unbilled;

use crate::finance::invoice::Invoice;
use crate::finance::invoice::InvoiceLine;
use crate::finance::invoice::InvoiceTax;
use crate::finance::invoice::posting::TaxToPost;
use crate::ids::AccountId;
use crate::ids::CompanyId;
use crate::ids::CustomerInvoiceId;
use crate::ids::ProductCategoryId;
use crate::ids::ProductId;
use crate::ids::TaxComponentId;
use crate::kernel::actor::Actor;
use crate::kernel::actor::Reach;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::error::found;
use crate::ledger::tax::TaxRounding;
use crate::permission::Permission;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Money;
use tenon_schema::company;
use tenon_schema::currency;
use tenon_schema::customer_invoice;
use tenon_schema::customer_invoice_line;
use tenon_schema::customer_invoice_tax;
use tenon_schema::product;
use tenon_schema::tax_component;

/// Most lines of one invoice.
pub const LINES_MAX: i64 = 2_000;

pub fn get(conn: &mut Conn, id: CustomerInvoiceId) -> Result<Invoice> {
    let row = customer_invoice::table
        .find(id)
        .select(Invoice::as_select())
        .first(conn);
    found(row, "customer-invoice")
}

/// An invoice as far as the reader may see it; any other is not found.
pub fn visible(conn: &mut Conn, reach: &Reach, id: CustomerInvoiceId) -> Result<Invoice> {
    let invoice = get(conn, id)?;
    if reach.covers(invoice.company_id, Some(invoice.owner_id), invoice.team_id) {
        Ok(invoice)
    } else {
        Err(Error::NotFound("customer-invoice"))
    }
}

/// An invoice that the actor may change or credit.
pub fn editable(conn: &mut Conn, actor: &Actor, id: CustomerInvoiceId) -> Result<Invoice> {
    actor.reached(Permission::InvoiceRead, Permission::InvoiceEdit, |reach| {
        visible(conn, reach, id)
    })
}

/// These invoices, for a document that settles them.
pub fn get_many(conn: &mut Conn, ids: &[CustomerInvoiceId]) -> Result<BTreeMap<CustomerInvoiceId, Invoice>> {
    let rows: Vec<Invoice> = customer_invoice::table
        .filter(customer_invoice::id.eq_any(ids.to_vec()))
        .select(Invoice::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The lines in their order.
pub fn lines(conn: &mut Conn, id: CustomerInvoiceId) -> Result<Vec<InvoiceLine>> {
    let rows = customer_invoice_line::table
        .filter(customer_invoice_line::customer_invoice_id.eq(id))
        .order(customer_invoice_line::position.asc())
        .limit(LINES_MAX)
        .select(InvoiceLine::as_select())
        .load(conn)?;
    Ok(rows)
}

/// The tax of each component, in order.
pub fn taxes(conn: &mut Conn, id: CustomerInvoiceId) -> Result<Vec<InvoiceTax>> {
    let rows = customer_invoice_tax::table
        .filter(customer_invoice_tax::customer_invoice_id.eq(id))
        .order(customer_invoice_tax::position.asc())
        .limit(LINES_MAX)
        .select(InvoiceTax::as_select())
        .load(conn)?;
    Ok(rows)
}

/// The taxes with the accounts they are posted to.
pub fn taxes_to_post(conn: &mut Conn, id: CustomerInvoiceId) -> Result<Vec<TaxToPost>> {
    let rows: Vec<(TaxComponentId, AccountId, Money, Money)> = customer_invoice_tax::table
        .inner_join(tax_component::table)
        .filter(customer_invoice_tax::customer_invoice_id.eq(id))
        .order(customer_invoice_tax::position.asc())
        .limit(LINES_MAX)
        .select((
            tax_component::id,
            tax_component::account_id,
            customer_invoice_tax::base_amount,
            customer_invoice_tax::tax_amount,
        ))
        .load(conn)?;
    let row = |(component, account, base, tax)| TaxToPost {
        component,
        account,
        base,
        tax,
    };
    Ok(rows.into_iter().map(row).collect())
}

/// The same for several invoices.
pub fn taxes_of_many(
    conn: &mut Conn,
    ids: &[CustomerInvoiceId],
) -> Result<BTreeMap<CustomerInvoiceId, Vec<TaxToPost>>> {
    let rows: Vec<(CustomerInvoiceId, TaxComponentId, AccountId, Money, Money)> = customer_invoice_tax::table
        .inner_join(tax_component::table)
        .filter(customer_invoice_tax::customer_invoice_id.eq_any(ids.to_vec()))
        .order((
            customer_invoice_tax::customer_invoice_id.asc(),
            customer_invoice_tax::position.asc(),
        ))
        .limit(LINES_MAX)
        .select((
            customer_invoice_tax::customer_invoice_id,
            tax_component::id,
            tax_component::account_id,
            customer_invoice_tax::base_amount,
            customer_invoice_tax::tax_amount,
        ))
        .load(conn)?;
    let mut taxes: BTreeMap<CustomerInvoiceId, Vec<TaxToPost>> = BTreeMap::new();
    for (invoice, component, account, base, tax) in rows {
        taxes.entry(invoice).or_default().push(TaxToPost {
            component,
            account,
            base,
            tax,
        });
    }
    Ok(taxes)
}

/// What a company puts on its invoices, and how it computes them.
#[derive(Debug, Clone, Queryable)]
pub struct Seller {
    pub currency: String,
    pub decimals: i32,
    pub tax_rounding: TaxRounding,
    pub name: String,
    pub legal_name: String,
    pub tax_number: String,
    pub street: String,
    pub postal_code: String,
    pub city: String,
    pub region: String,
    pub country: String,
}

impl Seller {
    pub fn decimals(&self) -> u32 {
        u32::try_from(self.decimals).unwrap_or(2)
    }

    /// The name the law knows it by.
    pub fn full_name(&self) -> &str {
        if self.legal_name.is_empty() {
            &self.name
        } else {
            &self.legal_name
        }
    }
}

pub fn seller(conn: &mut Conn, id: CompanyId) -> Result<Seller> {
    conn.remembered(("seller", id), |conn, _| read_seller(conn, id))
}

fn read_seller(conn: &mut Conn, id: CompanyId) -> Result<Seller> {
    let row = company::table
        .inner_join(currency::table.on(currency::code.eq(company::currency)))
        .filter(company::id.eq(id))
        .select((
            (currency::code, currency::decimals, company::tax_rounding),
            (company::name, company::legal_name, company::tax_number),
            (company::street, company::postal_code, company::city, company::region),
            company::country,
        ))
        .first::<(
            (String, i32, TaxRounding),
            (String, String, String),
            (String, String, String, String),
            String,
        )>(conn);
    let (books, names, address, country) = found(row, "company")?;
    Ok(Seller {
        currency: books.0,
        decimals: books.1,
        tax_rounding: books.2,
        name: names.0,
        legal_name: names.1,
        tax_number: names.2,
        street: address.0,
        postal_code: address.1,
        city: address.2,
        region: address.3,
        country,
    })
}

/// Registration, contact and bank, as they are today: at the foot of a printed invoice.
#[derive(Debug, Clone, Default)]
pub struct SellerContact {
    pub registration_number: String,
    pub email: String,
    pub phone: String,
    pub bank_name: String,
    pub bank_account: String,
    pub currency: String,
}

pub fn seller_contact(conn: &mut Conn, id: CompanyId) -> Result<SellerContact> {
    let row = company::table
        .find(id)
        .select((
            company::registration_number,
            company::email,
            company::phone,
            company::bank_name,
            company::bank_account,
            company::currency,
        ))
        .first::<(String, String, String, String, String, String)>(conn);
    let row = found(row, "company")?;
    Ok(SellerContact {
        registration_number: row.0,
        email: row.1,
        phone: row.2,
        bank_name: row.3,
        bank_account: row.4,
        currency: row.5,
    })
}

/// The category of each product: it names the revenue account.
pub fn categories(conn: &mut Conn, products: &[ProductId]) -> Result<BTreeMap<ProductId, ProductCategoryId>> {
    let rows: Vec<(ProductId, ProductCategoryId)> = product::table
        .filter(product::id.eq_any(products.to_vec()))
        .select((product::id, product::category_id))
        .limit(LINES_MAX)
        .load(conn)?;
    Ok(rows.into_iter().collect())
}
