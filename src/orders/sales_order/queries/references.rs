//! Whether the records an order names are there and belong together.
use crate::ids::CompanyId;
use crate::ids::PartyId;
use crate::ids::QuotationId;
use crate::ids::TeamId;
use crate::ids::UserId;
use crate::kernel::error::Message;
use crate::kernel::error::Problem;
use crate::kernel::error::Result;
use crate::orders::sales_order::NewSalesOrder;
use diesel::prelude::*;
use tenon_db::Conn;
use tenon_db::Sql;
use tenon_schema::app_user;
use tenon_schema::carrier;
use tenon_schema::contact;
use tenon_schema::currency;
use tenon_schema::payment_term;
use tenon_schema::price_list;
use tenon_schema::quotation;
use tenon_schema::tax_position;
use tenon_schema::warehouse;

/// Notes a field that names a record which is not there; only what was given is looked up.
macro_rules! must_exist {
    ($conn:ident, $problems:ident, $given:expr, $field:literal, |$id:ident| $query:expr) => {
        if let Some($id) = $given {
            let found: i64 = $query.count().get_result($conn)?;
            if found == 0 {
                let message = Message::new("problem-not-a-choice").with("value", $id.to_string());
                $problems.push(Problem::new($field, message));
            }
        }
    };
}

/// Every field that names something unknown, of another company, or archived.
pub fn problems(conn: &mut Conn, company: CompanyId, party: PartyId, new: &NewSalesOrder) -> Result<Vec<Problem>> {
    let mut wrong = Vec::new();
    must_exist!(conn, wrong, new.contact_id, "contact_id", |id| contact::table
        .find(id)
        .filter(contact::party_id.eq(party)));
    must_exist!(conn, wrong, new.currency.as_ref(), "currency", |code| currency::table
        .find(code)
        .filter(currency::is_active.eq(true)));
    must_exist!(conn, wrong, new.price_list_id, "price_list_id", |id| price_list::table
        .find(id)
        .filter(price_list::company_id.is_null().or(price_list::company_id.eq(company))));
    must_exist!(conn, wrong, new.payment_term_id, "payment_term_id", |id| {
        payment_term::table.find(id)
    });
    must_exist!(conn, wrong, new.tax_position_id, "tax_position_id", |id| {
        tax_position::table
            .find(id)
            .filter(tax_position::company_id.eq(company))
    });
    must_exist!(conn, wrong, new.warehouse_id, "warehouse_id", |id| warehouse::table
        .find(id)
        .filter(warehouse::company_id.eq(company)));
    must_exist!(conn, wrong, new.carrier_id, "carrier_id", |id| carrier::table.find(id));
    must_exist!(conn, wrong, new.owner_id, "owner_id", |id| app_user::table.find(id));
    must_exist!(conn, wrong, new.quotation_id, "quotation_id", |id| quotation::table
        .find(id)
        .filter(quotation::company_id.eq(company))
        .filter(quotation::party_id.eq(party)));
    Ok(wrong)
}

/// The team of a user: orders belong to the team of their owner.
pub fn team_of(conn: &mut Conn, user: UserId) -> Result<Option<TeamId>> {
    let team = app_user::table
        .find(user)
        .select(app_user::team_id)
        .first(conn)
        .optional()?;
    Ok(team.flatten())
}

/// Number of the quotation, for the page of its order.
pub fn quotation_number(conn: &mut Conn, id: QuotationId) -> Result<Option<String>> {
    let row = quotation::table
        .find(id)
        .select(quotation::number)
        .into_boxed::<Sql>()
        .first(conn)
        .optional()?;
    Ok(row)
}
