//! Reasons are kept by whoever sets up, and offered where one is asked for.
use crate::world::World;

const URL: &str = "/setup/reasons";

#[test]
fn a_reason_is_offered_until_it_is_archived_and_its_words_are_taken_once() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let new = [("used_for", "write-off"), ("name", "Bank charges")];
    let id = admin.post(URL, &new).expect(303).id();
    admin.post(URL, &new).expect(422).must_show("Bank charges");
    // The same words for another purpose are another reason.
    admin
        .post(URL, &[("used_for", "credit"), ("name", "Bank charges")])
        .expect(303);
    admin.post(URL, &[("used_for", "nothing"), ("name", "x")]).expect(422);
    let offered = || {
        let page = world.sign_in("accountant").get("/finance/payments/new").expect(200);
        page.text.contains("<option value=\"Bank charges\"></option>")
    };
    assert!(offered());
    let path = format!("{URL}/{id}");
    admin.get(&path).expect(200).must_show("Writing off");
    admin.post(&format!("{path}/archive"), &[("_version", "1")]).expect(303);
    assert!(!offered());
    admin.post(&format!("{path}/restore"), &[("_version", "2")]).expect(303);
    let renamed = [("_version", "3"), ("name", "Charges of the bank")];
    admin.post(&path, &renamed).expect(303);
    assert!(!offered());
    let list = admin.get(&format!("{URL}?used-for=write-off")).expect(200);
    list.must_show("Charges of the bank");
    assert!(!list.shows("Bank charges"));
    admin.post(&format!("{path}/delete"), &[("_version", "4")]).expect(303);
    admin.get(&path).expect(404);
}

#[test]
fn only_who_sets_up_keeps_them_and_a_customer_group_is_none() {
    let world = World::new();
    let admin = world.sign_in("admin");
    world
        .sign_in("sales")
        .post(URL, &[("used_for", "loss"), ("name", "Price")])
        .expect(403);
    let group = admin
        .post("/setup/customer-groups", &[("code", "D"), ("name", "Dealers")])
        .expect(303)
        .id();
    admin.get(&format!("{URL}/{group}")).expect(404);
    assert!(!admin.get(URL).expect(200).shows("Dealers"));
}
