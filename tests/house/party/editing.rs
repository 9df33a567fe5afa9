//! Taking a party on, changing it, archiving and deleting it; what is refused, and what only warns.
use crate::party::HALVORSEN;
use crate::party::customer;
use crate::party::version;
use crate::party::with;
use crate::world::World;

#[test]
fn a_party_keeps_what_was_typed_in_one_spelling() {
    let world = World::new();
    let sales = world.sign_in("sales");
    let made = sales.post("/parties", HALVORSEN).expect(303);
    let page = sales.get(&format!("/parties/{}", made.id())).expect(200);
    for text in [
        "Halvorsen Elektro AS",
        "P-10001",
        "923609016MVA",
        "post@halvorsen.no",
        "Norway",
        "English",
        "Strandgaten 4",
        "5013 Bergen",
        "Ingrid Halvorsen",
    ] {
        page.must_show(text);
    }
    let second = customer(&sales, "Nordlicht");
    sales.get(&format!("/parties/{second}")).must_show("P-10002");
}

#[test]
fn every_problem_is_named_at_once_and_what_was_typed_stays() {
    let world = World::new();
    let sales = world.sign_in("sales");
    let wrong = with(
        HALVORSEN,
        &[
            ("is_customer", "no"),
            ("email", "nobody"),
            ("phone", "call me"),
            ("tax_number", "12"),
            ("contacts.0.email", "ingrid"),
            ("addresses.0.country", "Atlantis"),
        ],
    );
    let again = sales.post("/parties", &wrong).expect(422);
    again.must_show("“Atlantis” is not a country.");
    assert!(again.text.contains("value=\"call me\""));
    let wrong = with(&wrong, &[("addresses.0.country", "Norway")]);
    let again = sales.post("/parties", &wrong).expect(422);
    for text in [
        "E-mail: “nobody” is not an e-mail address.",
        "Phone: “call me” is not a phone number.",
        "Tax number: “12” does not have the form",
        "Customer: choose at least one",
        "Line 1, E-mail: “ingrid” is not an e-mail address.",
    ] {
        again.must_show(text);
    }
    sales.get("/parties?view=all").expect(200).must_show("Nothing here yet");
}

#[test]
fn probable_duplicates_warn_and_can_be_passed() {
    let world = World::new();
    let sales = world.sign_in("sales");
    let first = sales.post("/parties", HALVORSEN).expect(303).id();
    let cases: [(&[(&str, &str)], &str); 5] = [
        (&[("name", "X"), ("email", "POST@halvorsen.no")], "same e-mail address"),
        (
            &[("name", "X"), ("email", "ingrid@halvorsen.no")],
            "same e-mail address",
        ),
        (&[("name", "X"), ("phone", "22123456")], "same phone number"),
        (
            &[("name", "X"), ("tax_number", "NO923609016MVA"), ("country", "NO")],
            "Save anyway",
        ),
        (&[("name", "Halvorsen Electro")], "nearly the same name"),
    ];
    for (fields, sentence) in cases.iter().filter(|case| case.1 != "Save anyway") {
        let fields = with(fields, &[("is_customer", "yes")]);
        let warned = sales.post("/parties", &fields).expect(422);
        warned.must_show(sentence);
        warned.must_show("P-10001 Halvorsen Elektro AS");
        assert!(warned.text.contains(&format!("href=\"/parties/{first}\"")));
    }
    let anyway = [
        ("name", "Halvorsen Electro"),
        ("is_customer", "yes"),
        ("_anyway", "yes"),
    ];
    sales.post("/parties", &anyway).expect(303);
    let other = [("name", "Bergen Hvitevarer"), ("is_customer", "yes")];
    sales.post("/parties", &other).expect(303);
}

#[test]
fn a_wrong_check_digit_warns() {
    let world = World::new();
    let sales = world.sign_in("sales");
    let fields = [
        ("name", "大同家電"),
        ("is_customer", "yes"),
        ("country", "TW"),
        ("tax_number", "04595258"),
    ];
    sales.post("/parties", &fields).expect(422).must_show("check digit");
    let right = with(&fields, &[("tax_number", "04595257")]);
    let id = sales.post("/parties", &right).expect(303).id();
    sales.get(&format!("/parties/{id}")).must_show("繁體中文");
}

#[test]
fn an_edit_changes_rows_by_id_and_says_what_changed() {
    let world = World::new();
    let sales = world.sign_in("sales");
    let id = sales.post("/parties", HALVORSEN).expect(303).id();
    let url = format!("/parties/{id}");
    let form = sales.get(&format!("{url}/edit")).expect(200);
    let (address, contact) = (
        form.input("addresses.0.id").unwrap(),
        form.input("contacts.0.id").unwrap(),
    );
    assert_eq!(form.input("addresses.0.country").as_deref(), Some("Norway"));
    let version = version(&form);
    let edit = with(
        HALVORSEN,
        &[
            ("name", "Halvorsen Elektro ASA"),
            ("_version", &version),
            ("addresses.0.id", &address),
            ("addresses.0.city", "Oslo"),
            ("contacts.0.id", &contact),
            ("contacts.0.name", "Ingrid Berg"),
            ("contacts.1.name", "Ola Nordmann"),
        ],
    );
    sales.post(&url, &edit).expect(303);
    let page = sales.get(&url).expect(200);
    for text in [
        "Halvorsen Elektro ASA",
        "5013 Oslo",
        "Ingrid Berg",
        "Ola Nordmann",
        "Halvorsen Elektro AS → Halvorsen Elektro ASA",
    ] {
        page.must_show(text);
    }
    assert!(!page.shows("Ingrid Halvorsen"));
    let form = sales.get(&format!("{url}/edit")).expect(200);
    assert_eq!(form.input("contacts.0.id"), Some(contact));
}

#[test]
fn a_stale_save_shows_both_sides() {
    let world = World::new();
    let (sales, admin) = (world.sign_in("sales"), world.sign_in("admin"));
    let id = sales.post("/parties", HALVORSEN).expect(303).id();
    let url = format!("/parties/{id}");
    let version = version(&sales.get(&format!("{url}/edit")));
    let theirs = with(HALVORSEN, &[("website", "halvorsen.no"), ("_version", &version)]);
    admin.post(&url, &theirs).expect(303);
    let mine = with(HALVORSEN, &[("website", "www.halvorsen.no"), ("_version", &version)]);
    let again = sales.post(&url, &mine).expect(409);
    again.must_show("admin saved this record while you were editing");
    again.must_show("www.halvorsen.no");
    again.must_show("Take theirs: halvorsen.no");
}

#[test]
fn what_nothing_names_is_deleted_and_the_rest_archived() {
    let world = World::new();
    let sales = world.sign_in("sales");
    let id = customer(&sales, "Typo GmbH");
    let url = format!("/parties/{id}");
    let seen = version(&sales.get(&url));
    sales
        .post(&format!("{url}/archive"), &[("_version", &seen)])
        .expect(303);
    sales.get(&url).must_show("Archived");
    let found = sales.get("/parties/search?q=typo").expect(200).json();
    assert_eq!(found.as_array().map(Vec::len), Some(0));
    let seen = version(&sales.get(&url));
    sales
        .post(&format!("{url}/restore"), &[("_version", &seen)])
        .expect(303);
    sales.post(&format!("{url}/delete"), &[("_version", &seen)]).expect(409);
    let seen = version(&sales.get(&url));
    sales.post(&format!("{url}/delete"), &[("_version", &seen)]).expect(303);
    sales.get(&url).expect(404);
}

#[test]
fn who_may_only_read_changes_nothing() {
    let world = World::new();
    let (sales, warehouse) = (world.sign_in("sales"), world.sign_in("warehouse"));
    let id = customer(&sales, "Nordlicht");
    warehouse.get(&format!("/parties/{id}")).expect(200);
    warehouse.get("/parties/new").expect(403);
    warehouse.post("/parties", HALVORSEN).expect(403);
    warehouse
        .post(&format!("/parties/{id}/archive"), &[("_version", "1")])
        .expect(403);
    sales.get(&format!("/parties/{id}/merge")).expect(403);
    sales.get("/parties/1").expect(404);
    sales.get("/parties/x").expect(404);
}
