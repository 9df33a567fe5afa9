//! What a company agreed with a party: who may set which part of it, and that it is the company's own.
use crate::party::customer;
use crate::party::version;
use crate::world::World;
use tenon::ids::PartyId;
use tenon::party::terms;

#[test]
fn terms_belong_to_one_company() {
    let world = World::new();
    let (accountant, other) = (world.sign_in("accountant"), world.sign_in("other"));
    let id = customer(&accountant, "Nordlicht");
    let url = format!("/parties/{id}/terms");
    let form = accountant.get(&url).expect(200);
    form.must_show("What Nordwerk GmbH agreed");
    let fields = [
        ("_version", "0"),
        ("credit_limit_amount", "150,000.50"),
        ("is_blocked", "yes"),
    ];
    accountant.post(&url, &fields).expect(303);
    let page = accountant.get(&format!("/parties/{id}")).expect(200);
    page.must_show("150,000.50");
    page.must_show("Blocked");
    page.must_show("Credit limit: – → € 150,000.50");
    let theirs = other.get(&format!("/parties/{id}")).expect(200);
    assert!(!theirs.shows("150,000.50"));
    let (here, there) = (world.company("NW"), world.company("KC"));
    let party = PartyId::from(id);
    let of = |company| world.read(|conn| terms::queries::of(conn, party, company));
    assert!(of(here).is_blocked);
    assert_eq!(
        of(here).credit_limit_amount.map(|limit| limit.to_string()).as_deref(),
        Some("150000.50")
    );
    assert_eq!(of(there), terms::Terms::usual(party, there));
    accountant.post(&url, &fields).expect(409);
}

#[test]
fn limit_and_block_need_the_permission_to_edit_credit() {
    let world = World::new();
    let (sales, accountant) = (world.sign_in("sales"), world.sign_in("accountant"));
    let id = customer(&sales, "Nordlicht");
    let url = format!("/parties/{id}/terms");
    sales
        .post(&url, &[("_version", "0"), ("credit_limit_amount", "10")])
        .expect(403);
    sales
        .post(&url, &[("_version", "0"), ("is_blocked", "yes")])
        .expect(403);
    accountant
        .post(&url, &[("_version", "0"), ("credit_limit_amount", "9,000")])
        .expect(303);
    let form = sales.get(&url).expect(200);
    let limit = form.input("credit_limit_amount").unwrap();
    let seen = version(&form);
    let kept = [
        ("_version", seen.as_str()),
        ("credit_limit_amount", &limit),
        ("is_blocked", "no"),
        ("payment_term_id", ""),
    ];
    sales.post(&url, &kept).expect(303);
    let seen = version(&accountant.get(&url));
    accountant
        .post(&url, &[("_version", &seen), ("credit_limit_amount", "-1")])
        .expect(422)
        .must_show("Credit limit: enter an amount of zero or more.");
    accountant
        .post(&url, &[("_version", &seen), ("payment_term_id", "12345")])
        .expect(422)
        .must_show("“12345” is not one of the choices.");
}
