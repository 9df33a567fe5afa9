//! Two parties become one: rows, roles, terms, history, and the way from the old number to the new page.
use crate::client::Client;
use crate::client::token_of;
use crate::finance::books::Books;
use crate::party::HALVORSEN;
use crate::party::version;
use crate::party::with;
use crate::world::World;
use diesel::RunQueryDsl;
use serde_json::json;
use tenon::event::Event;
use tenon::event::EventKind;
use tenon::ids::PartyId;
use tenon::ids::Subject;
use tenon::kernel::error::Error;
use tenon::kernel::log;
use tenon::ledger::open_item;
use tenon::party;
use tenon::party::Merge;
use tenon::party::NewParty;

#[test]
fn everything_moves_to_the_party_that_remains() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let kept = admin.post("/parties", HALVORSEN).expect(303).id();
    let double = with(
        HALVORSEN,
        &[
            ("name", "Halvorsen Electro"),
            ("is_supplier", "yes"),
            ("website", "halvorsen.no"),
            ("addresses.0.street", "Havnegaten 9"),
            ("contacts.0.name", "Ola Nordmann"),
            ("_anyway", "yes"),
        ],
    );
    let gone = admin.post("/parties", &double).expect(303).id();
    admin
        .post(
            &format!("/parties/{gone}/terms"),
            &[("_version", "0"), ("credit_limit_amount", "500")],
        )
        .expect(303);
    let form = admin.get(&format!("/parties/{gone}/merge")).expect(200);
    form.must_show("Choose the partner that remains.");
    let seen = version(&form);
    let url = format!("/parties/{gone}/merge");
    let itself = gone.to_string();
    admin
        .post(&url, &[("_version", &seen), ("into_id", &itself)])
        .expect(422)
        .must_show("cannot be merged into itself");
    let into = kept.to_string();
    let done = admin.post(&url, &[("_version", &seen), ("into_id", &into)]).expect(303);
    assert_eq!(done.id(), kept);
    let page = admin.get(&format!("/parties/{kept}")).expect(200);
    for text in [
        "Halvorsen Elektro AS",
        "Supplier",
        "halvorsen.no",
        "Strandgaten 4",
        "Havnegaten 9",
        "Ola Nordmann",
        "Ingrid Halvorsen",
        "500",
        "merged P-10002 Halvorsen Electro into this record",
        "created Halvorsen Electro",
        "created Halvorsen Elektro AS",
    ] {
        page.must_show(text);
    }
    let old = admin.get(&format!("/parties/{gone}")).expect(303);
    assert_eq!(old.location, Some(format!("/parties/{kept}")));
    let list = admin.get("/parties?view=all").expect(200);
    assert!(!list.shows("Halvorsen Electro"));
    let found = admin.get("/parties/search?q=P-10002").expect(200).json();
    assert_eq!(found[0]["id"], into);
    admin
        .post(&url, &[("_version", "2"), ("into_id", &into)])
        .expect(422)
        .must_show("was merged into another partner");
}

#[test]
fn old_number_and_name_are_found_after_a_later_edit() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let kept = admin.post("/parties", HALVORSEN).expect(303).id();
    let gone = crate::party::customer(&admin, "Fjordhandel");
    let seen = version(&admin.get(&format!("/parties/{gone}/merge")));
    admin
        .post(
            &format!("/parties/{gone}/merge"),
            &[("_version", &seen), ("into_id", &kept.to_string())],
        )
        .expect(303);
    let seen = version(&admin.get(&format!("/parties/{kept}/edit")));
    let edit = with(HALVORSEN, &[("_version", &seen), ("website", "halvorsen.no")]);
    admin.post(&format!("/parties/{kept}"), &edit).expect(303);
    let found = admin.get("/parties/search?q=fjordhandel").expect(200).json();
    assert_eq!(found[0]["id"], kept.to_string());
}

#[test]
fn posted_documents_follow_their_customer_and_nothing_else_may_move_them() {
    let books = Books::new();
    let draft = books.draft(&[("100.00", Some(books.vat19))]);
    let invoice = books.posted(draft);
    let (from, company) = (books.customer, books.company);
    let into = books.world.write(move |tx| {
        let new = NewParty {
            company_id: Some(company),
            is_customer: true,
            ..NewParty::named("Halvorsen Elektro ASA")
        };
        party::ops::create(tx, &new)
    });
    let sql = format!(
        "UPDATE customer_invoice SET party_id = {into} WHERE id = {}",
        invoice.id
    );
    let changed = books
        .world
        .house
        .db
        .write(move |conn| Ok::<bool, Error>(diesel::sql_query(&sql).execute(conn).is_ok()));
    assert!(
        matches!(changed, Ok(false) | Err(_)),
        "the database lets a posted invoice change its customer"
    );
    let command = Merge {
        company_id: Some(company),
        into_id: into,
    };
    books
        .world
        .write(move |tx| party::ops::merge(tx, from, 1, &command).map(|_| ()));
    let moved = books.invoice(invoice.id);
    assert_eq!(moved.party_id, into);
    assert_eq!(
        moved.party_name, "Halvorsen Elektro AS",
        "the document says what it said"
    );
    let open = books
        .world
        .read(|conn| open_item::queries::open_of_party(conn, company, into));
    assert_eq!(open.len(), 1);
    let sales = books.world.sign_in("admin");
    let page = sales.get(&format!("/parties/{into}")).expect(200);
    page.must_show("posted the invoice");
}

#[test]
fn merging_loosens_no_company_s_credit() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let (kept, gone) = (
        crate::party::customer(&admin, "Fjordhandel"),
        crate::party::customer(&admin, "Fjordhandel Nord"),
    );
    for (party, limit, blocked, company) in [
        (kept, "900", "no", "NW"),
        (gone, "500", "no", "NW"),
        (kept, "300", "no", "KC"),
        (gone, "", "yes", "KC"),
    ] {
        let terms = [
            ("_version", "0"),
            ("credit_limit_amount", limit),
            ("is_blocked", blocked),
        ];
        admin
            .post(&format!("/parties/{party}/terms?company={company}"), &terms)
            .expect(303);
    }
    let seen = version(&admin.get(&format!("/parties/{gone}/merge")));
    let into = kept.to_string();
    admin
        .post(
            &format!("/parties/{gone}/merge"),
            &[("_version", &seen), ("into_id", &into)],
        )
        .expect(303);
    let program = Client::with_token(&world.address, &token_of(&admin));
    let terms = |company: &str| {
        let path = format!("/parties/{kept}/terms?company={company}");
        let terms = program.api_get(&path).expect(200).json();
        (terms["credit_limit_amount"].clone(), terms["is_blocked"].clone())
    };
    assert_eq!(terms("NW"), (json!("500.00"), json!(false)));
    assert_eq!(terms("KC"), (json!("300.00"), json!(true)));
}

#[test]
fn what_happened_right_before_is_told_on_the_party_that_remains() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let kept = admin.post("/parties", HALVORSEN).expect(303).id();
    let double = with(HALVORSEN, &[("name", "Halvorsen Electro"), ("_anyway", "yes")]);
    let gone = admin.post("/parties", &double).expect(303).id();
    let system = world.system.clone();
    let (from, into) = (PartyId::from(gone), PartyId::from(kept));
    let told = move |conn: &mut tenon_db::Conn| log::timeline(conn, Subject::Party(into), i64::MAX, 100);
    let before = world.house.db.read(told).unwrap().len();
    // Both in one transaction of the lane, in which the first event is not in the log yet.
    world
        .house
        .batch(move |batch| {
            batch.write(&system, |tx| {
                tx.record(Event::new(EventKind::PartyChanged, None, from));
                Ok(())
            })?;
            batch.write(&system, |tx| {
                party::ops::merge(
                    tx,
                    from,
                    1,
                    &Merge {
                        company_id: None,
                        into_id: into,
                    },
                )
            })?;
            Ok(())
        })
        .unwrap();
    let after = world.house.db.read(told).unwrap();
    let kinds: Vec<&str> = after.iter().map(|happened| happened.kind.as_str()).collect();
    // What the other party had been through (made, changed), and the merging itself.
    assert_eq!(kinds.len(), before + 3, "{kinds:?}");
    assert!(kinds.contains(&EventKind::PartyChanged.code()), "{kinds:?}");
}
