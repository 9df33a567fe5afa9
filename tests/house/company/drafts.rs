//! What is typed into a form is kept until it is saved, for whoever typed it and for the company it was typed in.
use crate::client::Client;
use crate::client::token_of;
use crate::world::World;

const NEW: &str = "/setup/holidays/new";
const DRAFT: &str = "?draft=%2Fsetup%2Fholidays";
const KEEP: &str = "/drafts?form=%2Fsetup%2Fholidays";
const OFFER: &str = "did not save it";

fn keep(client: &Client, name: &str) {
    let typed = [("holiday_date", "2026-12-2"), ("name", name)];
    client
        .post(KEEP, &typed)
        .expect(200)
        .must_show("Draft kept on the server at");
}

fn name_in(client: &Client, address: &str) -> Option<String> {
    client.get(address).expect(200).input("name")
}

#[test]
fn a_form_left_behind_is_offered_again_and_forgotten_once_saved() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let page = admin.get(NEW).expect(200);
    assert!(page.text.contains(KEEP));
    assert!(!page.shows(OFFER));
    keep(&admin, "Chris");
    keep(&admin, "Christmas");
    let page = admin.get(NEW).expect(200);
    page.must_show(OFFER);
    assert_eq!(page.input("name").as_deref(), Some(""));
    let page = admin.get(&format!("{NEW}{DRAFT}")).expect(200);
    assert_eq!(page.input("name").as_deref(), Some("Christmas"));
    assert_eq!(page.input("holiday_date").as_deref(), Some("2026-12-2"));
    page.must_show("Draft kept on the server at");
    let refused = [("holiday_date", "2026-12-32"), ("name", "Christmas")];
    admin.post("/setup/holidays", &refused).expect(422);
    admin.get(NEW).expect(200).must_show(OFFER);
    let saved = [("holiday_date", "2026-12-25"), ("name", "Christmas")];
    admin.post("/setup/holidays", &saved).expect(303);
    assert!(!admin.get(NEW).expect(200).shows(OFFER));
    assert_eq!(name_in(&admin, &format!("{NEW}{DRAFT}")).as_deref(), Some(""));
}

#[test]
fn a_draft_is_one_person_s_in_one_company() {
    let world = World::new();
    let admin = world.sign_in("admin");
    keep(&admin, "Christmas");
    let warehouse = world.sign_in("warehouse");
    let other = warehouse.get(&format!("/me/settings{DRAFT}")).expect(200);
    assert!(!other.text.contains("Christmas"));
    let in_company = |code: &str| format!("{NEW}?company={code}");
    let draft = "&draft=%2Fsetup%2Fholidays";
    assert!(!admin.get(&in_company("NW")).expect(200).shows(OFFER));
    let recalled = admin.get(&(in_company("NW") + draft)).expect(200);
    assert!(!recalled.text.contains("Christmas"));
    admin.get(&in_company("KC")).expect(200).must_show(OFFER);
    let recalled = admin.get(&(in_company("KC") + draft)).expect(200);
    assert_eq!(recalled.input("name").as_deref(), Some("Christmas"));
    world.stranger().post(KEEP, &[("name", "x")]).expect(303);
}

#[test]
fn a_draft_thrown_away_is_gone_and_a_foreign_address_is_none() {
    let world = World::new();
    let admin = world.sign_in("admin");
    keep(&admin, "Christmas");
    admin.post("/drafts/discard?form=%2Fsetup%2Fholidays", &[]).expect(204);
    assert!(!admin.get(NEW).expect(200).shows(OFFER));
    admin.post("/drafts?form=elsewhere", &[("name", "x")]).expect(400);
    admin
        .post(&format!("/drafts?form=/{}", "x".repeat(200)), &[("name", "x")])
        .expect(400);
    let users = admin.get("/me/password").expect(200);
    assert!(!users.text.contains("/drafts?form"), "a password is never kept");
}

#[test]
fn a_draft_older_than_two_weeks_is_not_offered() {
    let world = World::new();
    let admin = world.sign_in("admin");
    keep(&admin, "Christmas");
    world.clock.set("2026-06-30T10:00:01Z".parse().unwrap());
    assert!(!world.sign_in("admin").get(NEW).expect(200).shows(OFFER));
}

#[test]
fn a_draft_of_a_record_changed_since_shows_both_sides_before_it_is_saved() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let saved = [("holiday_date", "2026-12-25"), ("name", "Christmas")];
    let id = admin.post("/setup/holidays", &saved).expect(303).id();
    let url = format!("/setup/holidays/{id}");
    let typed = [("_version", "1"), ("holiday_date", "2026-12-25"), ("name", "Mine")];
    admin.post(&format!("/drafts?form={url}"), &typed).expect(200);
    let program = Client::with_token(&world.address, &token_of(&admin));
    let body = serde_json::json!({"holiday_date": "2026-12-25", "name": "Theirs"});
    let headers = [("idempotency-key", "one"), ("if-match", "1")];
    program.api_with(&url, &body, &headers).expect(200);
    let page = admin.get(&format!("{url}/edit?draft={url}")).expect(200);
    assert_eq!(page.input("name").as_deref(), Some("Mine"));
    assert_eq!(page.input("_version").as_deref(), Some("1"));
    let refused = admin.post(&url, &typed).expect(409);
    refused.must_show("Theirs");
    // Still kept: nothing was saved.
    admin.get(&format!("{url}/edit")).expect(200).must_show(OFFER);
}
