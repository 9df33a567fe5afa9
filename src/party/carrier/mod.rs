//! Who carries the goods, and where a parcel can be followed.
pub mod ops;
pub mod pages;
pub mod queries;

use crate::command;
use crate::ids::CarrierId;
use crate::ids::CompanyId;
use crate::ids::PartyId;
use diesel::prelude::*;
use percent_encoding::NON_ALPHANUMERIC;
use percent_encoding::utf8_percent_encode;
use serde::Serialize;
use tenon_schema::carrier;

/// Where the tracking number stands in a tracking address.
pub const NUMBER_MARK: &str = "{number}";

#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = carrier)]
pub struct Carrier {
    pub id: CarrierId,
    pub code: String,
    pub name: String,
    /// The carrier as a party, when it bills us.
    pub party_id: Option<PartyId>,
    pub phone: String,
    /// With `{number}` where the tracking number goes.
    pub tracking_url: String,
    pub is_active: bool,
    pub version: i32,
}

impl Carrier {
    /// The page that follows a parcel.
    pub fn tracking_link(&self, number: &str) -> Option<String> {
        let is_known = !number.is_empty() && !self.tracking_url.is_empty();
        let number = utf8_percent_encode(number, NON_ALPHANUMERIC).to_string();
        is_known.then(|| self.tracking_url.replace(NUMBER_MARK, &number))
    }
}

command! {
    /// A carrier for all companies.
    pub struct NewCarrier {
        pub company_id: Option<CompanyId>,
        pub code: String,
        pub name: String,
        pub party_id: Option<PartyId>,
        pub phone: Option<String>,
        pub tracking_url: Option<String>,
    }
}

impl From<&Carrier> for NewCarrier {
    fn from(carrier: &Carrier) -> NewCarrier {
        let optional = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        NewCarrier {
            company_id: None,
            code: carrier.code.clone(),
            name: carrier.name.clone(),
            party_id: carrier.party_id,
            phone: optional(&carrier.phone),
            tracking_url: optional(&carrier.tracking_url),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Carrier;
    use crate::ids::CarrierId;

    #[test]
    fn a_tracking_number_is_put_into_the_address() {
        let carrier = Carrier {
            id: CarrierId::from(1),
            code: "DHL".to_owned(),
            name: "DHL".to_owned(),
            party_id: None,
            phone: String::new(),
            tracking_url: "https://track.example/?id={number}".to_owned(),
            is_active: true,
            version: 1,
        };
        let link = carrier.tracking_link("A 1&b");
        assert_eq!(link.as_deref(), Some("https://track.example/?id=A%201%26b"));
        assert_eq!(carrier.tracking_link(""), None);
    }
}
