//! Carriers and customer groups, the small masters around parties.
use crate::party::version;
use crate::world::World;

#[test]
fn a_carrier_is_made_changed_and_archived() {
    let world = World::new();
    let sales = world.sign_in("sales");
    let fields = [
        ("code", "SPEEDY"),
        ("name", "Speedy Express"),
        ("phone", "(503) 555-9831"),
        ("tracking_url", "https://speedy.example/?id={number}"),
    ];
    let id = sales.post("/setup/carriers", &fields).expect(303).id();
    let url = format!("/setup/carriers/{id}");
    sales.get(&url).must_show("https://speedy.example/?id={number}");
    sales
        .post("/setup/carriers", &fields)
        .expect(422)
        .must_show("Code: The code SPEEDY is already in use.");
    let wrong = [("code", "X"), ("name", "X"), ("tracking_url", "javascript:alert(1)")];
    sales
        .post("/setup/carriers", &wrong)
        .expect(422)
        .must_show("is not a web address");
    let seen = version(&sales.get(&url));
    let edit = [("code", "SPEEDY"), ("name", "Speedy"), ("_version", seen.as_str())];
    sales.post(&url, &edit).expect(303);
    sales.get("/setup/carriers").must_show("Speedy");
    let seen = version(&sales.get(&url));
    sales
        .post(&format!("{url}/archive"), &[("_version", &seen)])
        .expect(303);
    assert!(!sales.get("/setup/carriers").shows("SPEEDY"));
    let seen = version(&sales.get(&url));
    sales.post(&format!("{url}/delete"), &[("_version", &seen)]).expect(303);
    sales.get(&url).expect(404);
}

#[test]
fn a_customer_group_is_offered_to_parties_and_kept_while_used() {
    let world = World::new();
    let sales = world.sign_in("sales");
    let unknown = [
        ("name", "Nordlicht"),
        ("is_customer", "yes"),
        ("customer_group", "dealer"),
    ];
    sales
        .post("/parties", &unknown)
        .expect(422)
        .must_show("“dealer” is not one of the choices.");
    let id = sales
        .post("/setup/customer-groups", &[("code", "dealer"), ("name", "Dealers")])
        .expect(303)
        .id();
    sales.get("/parties/new").must_show("Dealers");
    let party = sales.post("/parties", &unknown).expect(303).id();
    sales.get(&format!("/parties/{party}")).must_show("Dealers");
    let url = format!("/setup/customer-groups/{id}");
    sales
        .post(&format!("{url}/delete"), &[("_version", "1")])
        .expect(422)
        .must_show("Dealers is in use");
    let edit = [("code", "dealer"), ("name", "Trade"), ("_version", "1")];
    sales.post(&url, &edit).expect(303);
    sales.get(&url).must_show("Trade");
}
