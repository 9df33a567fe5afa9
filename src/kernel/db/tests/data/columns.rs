//! Codes, ids and decimals outside the database: as text and as JSON.

use schemars::JsonSchema;
use serde::Deserialize;
use serde::Serialize;
use serde_json::json;
use tenon_db::Money;
use tenon_db::Percent;
use tenon_db::Quantity;
use tenon_db::UnitPrice;

tenon_db::code_enum! {
    /// How far it has come.
    pub enum State {
        /// Not yet a promise.
        Draft = "draft",
        Confirmed = "confirmed",
    }
}
tenon_db::id! {
    /// A party.
    pub struct PartyId;
}

#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
struct Line {
    party: PartyId,
    state: State,
    amount: Money,
    quantity: Quantity,
    price: Option<UnitPrice>,
    rate: Percent,
}

fn line() -> Line {
    Line {
        party: PartyId::new(7),
        state: State::Confirmed,
        amount: "-12.5".parse().unwrap(),
        quantity: Quantity::whole(3),
        price: Some("0.000001".parse().unwrap()),
        rate: Percent::whole(19),
    }
}

#[test]
fn json_there_and_back() {
    let sent = serde_json::to_value(line()).unwrap();
    let expected = json!({ "party": 7, "state": "confirmed", "amount": "-12.50", "quantity": "3", "price": "0.000001",
        "rate": "19" });
    assert_eq!(sent, expected);
    assert_eq!(serde_json::from_value::<Line>(sent).unwrap(), line());
    let loose =
        json!({ "party": "7", "state": "confirmed", "amount": -12.5, "quantity": 3, "price": 0.000001, "rate": 19 });
    assert_eq!(serde_json::from_value::<Line>(loose).unwrap(), line());
    for (field, wrong) in [
        ("party", json!("x")),
        ("state", json!("gone")),
        ("amount", json!("1.23456")),
    ] {
        let mut sent = serde_json::to_value(line()).unwrap();
        sent[field] = wrong;
        assert!(serde_json::from_value::<Line>(sent).is_err(), "{field}");
    }
}

#[test]
fn schemas_describe_what_is_sent() {
    let schema = serde_json::to_value(schemars::schema_for!(Line)).unwrap();
    assert_eq!(schema["$defs"]["State"]["enum"], json!(["draft", "confirmed"]));
    assert_eq!(schema["$defs"]["PartyId"]["type"], json!("integer"));
    assert_eq!(schema["$defs"]["Money"]["type"], json!("string"));
    assert_eq!(schema["$defs"]["Money"]["pattern"], json!(r"^-?[0-9]+(\.[0-9]{1,4})?$"));
}

#[test]
fn codes_and_ids_are_text_in_addresses() {
    assert_eq!(
        State::ALL.iter().map(|state| state.to_string()).collect::<Vec<_>>(),
        ["draft", "confirmed"]
    );
    assert_eq!("draft".parse(), Ok(State::Draft));
    assert_eq!(
        "Draft".parse::<State>().unwrap_err().to_string(),
        "unknown code “Draft”"
    );
    assert_eq!("12".parse(), Ok(PartyId::new(12)));
    assert!("12a".parse::<PartyId>().is_err());
    assert_eq!(PartyId::from(5).raw(), 5);
}
