//! Addresses: which one a document takes, and how it stands on an envelope.
use crate::command;
use crate::ids::PartyAddressId;
use crate::ids::PartyId;
use crate::input_from_str;
use crate::kernel::country;
use crate::kernel::country::Country;
use crate::kernel::message::Messages;
use crate::kernel::postal::Place;
use diesel::prelude::*;
use serde::Serialize;
use tenon_schema::party_address;

tenon_db::code_enum! {
    /// What an address is for. The main one serves where there is no other.
    pub enum AddressKind {
        Main = "main",
        Billing = "billing",
        Delivery = "delivery",
    }
}

input_from_str!(AddressKind);

impl AddressKind {
    pub fn message_key(self) -> &'static str {
        match self {
            AddressKind::Main => "address-kind-main",
            AddressKind::Billing => "address-kind-billing",
            AddressKind::Delivery => "address-kind-delivery",
        }
    }
}

#[derive(Debug, Clone, Queryable, Selectable, Serialize, schemars::JsonSchema)]
#[diesel(table_name = party_address)]
pub struct Address {
    pub id: PartyAddressId,
    pub party_id: PartyId,
    pub kind: AddressKind,
    /// Name on the envelope when it is not the party's.
    pub name: String,
    pub street: String,
    pub postal_code: String,
    pub city: String,
    pub region: String,
    pub country: String,
    /// The first of its kind.
    pub is_default: bool,
    pub version: i32,
}

command! {
    /// An address; the first of each kind is the default. A row with an id is changed, one that is left out goes.
    pub struct NewAddress {
        pub id: Option<PartyAddressId>,
        /// Without it the main one.
        pub kind: Option<AddressKind>,
        pub name: Option<String>,
        pub street: Option<String>,
        pub postal_code: Option<String>,
        pub city: Option<String>,
        pub region: Option<String>,
        pub country: Option<Country>,
    }
}

impl From<&Address> for NewAddress {
    fn from(address: &Address) -> NewAddress {
        let optional = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        NewAddress {
            id: Some(address.id),
            kind: Some(address.kind),
            name: optional(&address.name),
            street: optional(&address.street),
            postal_code: optional(&address.postal_code),
            city: optional(&address.city),
            region: optional(&address.region),
            country: Country::find(&address.country),
        }
    }
}

impl NewAddress {
    /// Only its kind was chosen: a line of the form that was not filled in.
    pub fn is_blank(&self) -> bool {
        let texts = [&self.name, &self.street, &self.postal_code, &self.city, &self.region];
        texts.into_iter().all(Option::is_none) && self.country.is_none()
    }
}

impl Address {
    /// The lines of the envelope with the name, in the usual order of the country, its name in the given language.
    pub fn lines(&self, party_name: &str, messages: &Messages) -> Vec<String> {
        let name = if self.name.is_empty() {
            party_name
        } else {
            self.name.as_str()
        };
        let place = Place {
            street: &self.street,
            postal_code: &self.postal_code,
            city: &self.city,
            region: &self.region,
            country: &self.country,
        };
        let mut lines = place.lines(&country::name(messages, &self.country));
        let at = if place.is_name_last() { lines.len() } else { 0 };
        lines.insert(at, name.to_owned());
        lines.into_iter().filter(|line| !line.is_empty()).collect()
    }
}

/// The address a document of this kind takes: the default of its kind, else the main one, else any.
pub fn choose(addresses: &[Address], kind: AddressKind) -> Option<&Address> {
    let of = |kind: AddressKind| {
        let mut those = addresses.iter().filter(move |address| address.kind == kind);
        let default = addresses
            .iter()
            .find(|address| address.kind == kind && address.is_default);
        default.or_else(|| those.next())
    };
    of(kind)
        .or_else(|| of(AddressKind::Main))
        .or_else(|| of(AddressKind::Billing))
        .or_else(|| addresses.first())
}

#[cfg(test)]
mod tests {
    use super::Address;
    use super::AddressKind;
    use super::choose;
    use crate::ids::PartyAddressId;
    use crate::ids::PartyId;
    use crate::kernel::message::Language;
    use crate::kernel::message::Messages;

    fn address(kind: AddressKind, street: &str, postal_code: &str, city: &str, country: &str) -> Address {
        Address {
            id: PartyAddressId::from(1),
            party_id: PartyId::from(1),
            kind,
            name: String::new(),
            street: street.to_owned(),
            postal_code: postal_code.to_owned(),
            city: city.to_owned(),
            region: String::new(),
            country: country.to_owned(),
            is_default: true,
            version: 1,
        }
    }

    #[test]
    fn a_german_envelope_has_the_code_before_the_city() {
        let home = address(AddressKind::Main, "Obere Str. 57", "12209", "Berlin", "DE");
        let lines = home.lines("Alfreds Futterkiste", Messages::get(Language::English));
        assert_eq!(
            lines,
            ["Alfreds Futterkiste", "Obere Str. 57", "12209 Berlin", "Germany"]
        );
    }

    #[test]
    fn an_american_envelope_has_the_code_after_region_and_a_chinese_one_the_country_first() {
        let mut home = address(AddressKind::Main, "2817 Milton Dr.", "87110", "Albuquerque", "US");
        home.region = "NM".to_owned();
        let lines = home.lines("Rattlesnake", Messages::get(Language::English));
        assert_eq!(lines.get(2).map(String::as_str), Some("Albuquerque NM 87110"));
        let home = address(AddressKind::Main, "忠孝東路一段1號", "100", "台北市", "TW");
        let lines = home.lines("大同電器", Messages::get(Language::TraditionalChinese));
        assert_eq!(lines, ["100 台灣", "台北市忠孝東路一段1號", "大同電器"]);
    }

    #[test]
    fn a_delivery_goes_to_the_main_address_when_there_is_no_other() {
        let main = address(AddressKind::Main, "a", "", "A", "DE");
        let billing = address(AddressKind::Billing, "b", "", "B", "DE");
        let both = [billing, main];
        let street = |kind| choose(&both, kind).map(|address| address.street.clone());
        assert_eq!(street(AddressKind::Delivery).as_deref(), Some("a"));
        assert_eq!(street(AddressKind::Billing).as_deref(), Some("b"));
        assert!(choose(&[], AddressKind::Main).is_none());
    }
}
