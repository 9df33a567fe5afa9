//! Whether the records an order names are there and belong together.
use crate::ids::CarrierId;
use crate::ids::CompanyId;
use crate::ids::ContactId;
use crate::ids::PartyId;
use crate::ids::PaymentTermId;
use crate::ids::PriceListId;
use crate::ids::QuotationId;
use crate::ids::TaxPositionId;
use crate::ids::TeamId;
use crate::ids::UserId;
use crate::ids::WarehouseId;
use crate::kernel::error::Message;
use crate::kernel::error::Problem;
use crate::kernel::error::Result;
use crate::orders::sales_order::NewSalesOrder;
use crate::orders::sales_order::SalesOrder;
use diesel::prelude::*;
use diesel::sql_types::Bool;
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

/// What a document named before it was changed, or the quotation it comes from: it may name that again, archived since or
/// not.
#[derive(Debug, Clone, Copy, Default)]
pub struct Standing {
    pub contact: Option<ContactId>,
    pub price_list: Option<PriceListId>,
    pub payment_term: Option<PaymentTermId>,
    pub tax_position: Option<TaxPositionId>,
    pub warehouse: Option<WarehouseId>,
    pub carrier: Option<CarrierId>,
    pub owner: Option<UserId>,
}

impl From<&SalesOrder> for Standing {
    fn from(order: &SalesOrder) -> Standing {
        Standing {
            contact: order.contact_id,
            price_list: order.price_list_id,
            payment_term: order.payment_term_id,
            tax_position: order.tax_position_id,
            warehouse: Some(order.warehouse_id),
            carrier: order.carrier_id,
            owner: Some(order.owner_id),
        }
    }
}

type Named = (
    (Option<ContactId>, Option<PriceListId>, Option<PaymentTermId>),
    (Option<TaxPositionId>, WarehouseId, Option<CarrierId>, UserId),
);

/// What the quotation names that an order comes from.
pub fn of_quotation(conn: &mut Conn, id: QuotationId) -> Result<Standing> {
    let row: Option<Named> = quotation::table
        .find(id)
        .select((
            (
                quotation::contact_id,
                quotation::price_list_id,
                quotation::payment_term_id,
            ),
            (
                quotation::tax_position_id,
                quotation::warehouse_id,
                quotation::carrier_id,
                quotation::owner_id,
            ),
        ))
        .first(conn)
        .optional()?;
    let Some(((contact, price_list, payment_term), (tax_position, warehouse, carrier, owner))) = row else {
        return Ok(Standing::default());
    };
    Ok(Standing {
        contact,
        price_list,
        payment_term,
        tax_position,
        warehouse: Some(warehouse),
        carrier,
        owner: Some(owner),
    })
}

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

/// A record that is named anew: none where it stands already.
fn anew<T: PartialEq>(given: Option<T>, standing: Option<T>) -> Option<T> {
    given.filter(|given| Some(given) != standing.as_ref())
}

/// Every field that names something unknown, of another company, or archived.
pub fn problems(
    conn: &mut Conn,
    company: CompanyId,
    party: PartyId,
    new: &NewSalesOrder,
    standing: &Standing,
) -> Result<Vec<Problem>> {
    let mut wrong = Vec::new();
    let stands = new.contact_id == standing.contact;
    must_exist!(conn, wrong, new.contact_id, "contact_id", |id| contact::table
        .find(id)
        .filter(contact::party_id.eq(party))
        .filter(contact::is_active.eq(true).or(stands.into_sql::<Bool>())));
    must_exist!(conn, wrong, new.currency.as_ref(), "currency", |code| currency::table
        .find(code)
        .filter(currency::is_active.eq(true)));
    let price_list = anew(new.price_list_id, standing.price_list);
    must_exist!(conn, wrong, price_list, "price_list_id", |id| price_list::table
        .find(id)
        .filter(price_list::is_active.eq(true))
        .filter(price_list::company_id.is_null().or(price_list::company_id.eq(company))));
    let payment_term = anew(new.payment_term_id, standing.payment_term);
    must_exist!(conn, wrong, payment_term, "payment_term_id", |id| payment_term::table
        .find(id)
        .filter(payment_term::is_active.eq(true)));
    let tax_position = anew(new.tax_position_id, standing.tax_position);
    must_exist!(conn, wrong, tax_position, "tax_position_id", |id| tax_position::table
        .find(id)
        .filter(tax_position::is_active.eq(true))
        .filter(tax_position::company_id.eq(company)));
    let warehouse = anew(new.warehouse_id, standing.warehouse);
    must_exist!(conn, wrong, warehouse, "warehouse_id", |id| warehouse::table
        .find(id)
        .filter(warehouse::is_active.eq(true))
        .filter(warehouse::company_id.eq(company)));
    let carrier = anew(new.carrier_id, standing.carrier);
    must_exist!(conn, wrong, carrier, "carrier_id", |id| carrier::table
        .find(id)
        .filter(carrier::is_active.eq(true)));
    let owner = anew(new.owner_id, standing.owner);
    must_exist!(conn, wrong, owner, "owner_id", |id| app_user::table
        .find(id)
        .filter(app_user::is_active.eq(true)));
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
