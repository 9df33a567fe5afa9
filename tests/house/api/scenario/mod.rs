//! A firm that is set up and does business through the API alone: every operation of the document succeeds at least
//! once, with request and answer as described.
mod books;
mod masters;
mod money;
mod people;
mod trade;

use crate::api::caller::Caller;
use crate::client::Client;
use crate::client::token_of;
use crate::world::World;

/// The firm in which the scenarios play, and what earlier ones made for later ones.
pub struct Firm {
    pub world: World,
    /// The administrator's program.
    pub api: Caller,
    /// Id of Nordwerk.
    pub company: i64,
    pub customer: i64,
    /// A product that is sold for 300.00.
    pub washer: i64,
    /// An account for money, and one for what is earned, posted by hand.
    pub bank: i64,
    pub revenue: i64,
}

impl Firm {
    fn new() -> Firm {
        let world = World::new();
        let client = Client::with_token(&world.address, &token_of(&world.sign_in("admin")));
        let company = world.company("NW").raw();
        Firm {
            api: Caller::new(client),
            world,
            company,
            customer: 0,
            washer: 0,
            bank: 0,
            revenue: 0,
        }
    }
}

#[test]
fn every_operation_that_is_described_succeeds_with_what_it_is_described_to_take() {
    let mut firm = Firm::new();
    books::are_set_up(&mut firm);
    masters::are_set_up(&mut firm);
    people::come_and_go(&mut firm);
    trade::goes_from_quotation_to_credit_note(&mut firm);
    money::is_invoiced_paid_and_taken_back(&mut firm);
    firm.api.must_have_done_all();
}
