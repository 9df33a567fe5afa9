//! One's own account.
use crate::client::Client;
use crate::client::token_of;
use crate::client::token_on;
use crate::company::change_settings;
use crate::world::PASSWORD;
use crate::world::World;

#[test]
fn language_and_formats_are_one_s_own() {
    let world = World::new();
    let sales = world.sign_in("sales");
    let form = sales.get("/me/settings").expect(200);
    assert_eq!(form.input("time_zone").as_deref(), Some("Europe/Berlin"));
    let version = form.input("_version").unwrap();
    let in_zone = |zone: &str, more: &[(&str, &str)]| {
        let typed = [
            ("language", "zh-Hant"),
            ("number_format", "point-comma"),
            ("time_zone", zone),
        ];
        change_settings(&sales, &[&typed[..], more].concat())
    };
    in_zone("Atlantis/Centre", &[])
        .expect(422)
        .must_show("is not one of the choices");
    in_zone("Asia/Taipei", &[]).expect(303);
    let page = sales.get("/me").expect(200);
    page.must_show("個人帳號");
    page.must_show("Asia/Taipei");
    in_zone("Asia/Taipei", &[("_version", &version)]).expect(409);
    let foreign = world.company("KC").to_string();
    in_zone("Asia/Taipei", &[("default_company_id", &foreign)]).expect(422);
}

#[test]
fn a_new_password_follows_the_rules_and_ends_other_sessions() {
    let world = World::new();
    let (sales, elsewhere) = (world.sign_in("sales"), world.sign_in("sales"));
    let change = |old: &str, new: &str, again: &str| {
        sales.post(
            "/me/password",
            &[("password", old), ("new_password", new), ("repeat_password", again)],
        )
    };
    change("wrong", "a tenon fits its mortise", "a tenon fits its mortise")
        .expect(422)
        .must_show("not your present password");
    change(PASSWORD, "short", "short")
        .expect(422)
        .must_show("use at least 8 characters");
    change(PASSWORD, "password1", "password1")
        .expect(422)
        .must_show("most common");
    change(PASSWORD, "a tenon fits its mortise", "a tenon")
        .expect(422)
        .must_show("exactly");
    elsewhere.get("/me").expect(200);
    change(PASSWORD, "a tenon fits its mortise", "a tenon fits its mortise").expect(303);
    sales.get("/me").expect(200);
    elsewhere.get("/me").expect(303);
    Client::sign_in(&world.address, "sales@tenon.test", "a tenon fits its mortise");
}

#[test]
fn sessions_are_listed_and_ended_one_by_one() {
    let world = World::new();
    let (sales, elsewhere) = (world.sign_in("sales"), world.sign_in("sales"));
    world.sign_in("warehouse");
    let list = sales.get("/me/sessions?format=csv").expect(200);
    assert_eq!(list.text.lines().count(), 3, "{}", list.text);
    let page = sales.get("/me/sessions").expect(200);
    let ids: Vec<&str> = page
        .text
        .split("href=\"/me/sessions/")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    let here = sales
        .get(&format!("/me/sessions/{}", ids[0]))
        .expect(200)
        .shows("This session");
    let other = if here { ids[ids.len() - 1] } else { ids[0] };
    sales.post(&format!("/me/sessions/{other}/revoke"), &[]).expect(303);
    elsewhere.get("/me").expect(303);
    sales.get("/me").expect(200);
    sales.get(&format!("/me/sessions/{other}")).expect(404);
}

#[test]
fn a_token_is_shown_once_and_does_no_more_than_its_scopes() {
    let world = World::new();
    let sales = world.sign_in("sales");
    sales.get("/me/tokens/new").expect(200);
    let made = |scope: &str| {
        sales.post(
            "/me/tokens",
            &[
                ("name", "Shop"),
                ("days", "30"),
                // As the boxes of the form say it.
                ("scopes", ""),
                ("scopes", scope),
                ("_key", "one-and-the-same"),
            ],
        )
    };
    sales
        .post("/me/tokens", &[("name", "Shop"), ("days", "30")])
        .expect(422)
        .must_show("at least one permission");
    sales
        .post(
            "/me/tokens",
            &[("name", "Shop"), ("days", "30"), ("scopes", "user.edit")],
        )
        .expect(422)
        .must_show("is not one of the choices");
    let page = made("party.read").expect(200);
    let token = token_on(&page);
    let again = made("party.read").expect(303);
    let shop = Client::with_token(&world.address, &token);
    assert_eq!(shop.api_get("/me").expect(200).json()["email"], "sales@tenon.test");
    shop.api_get("/setup/payment-terms").expect(403);
    let id = again.id();
    sales.get("/me/tokens").expect(200).must_show("Shop");
    sales.post(&format!("/me/tokens/{id}/revoke"), &[]).expect(303);
    shop.api_get("/me").expect(401);
    world.sign_in("warehouse").get(&format!("/me/tokens/{id}")).expect(404);
}

/// The numbers behind an address in a page's links, in order, each once.
fn linked(page: &str, address: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for rest in page.split(&format!("href=\"{address}/")).skip(1) {
        let id: String = rest.chars().take_while(char::is_ascii_digit).collect();
        if !id.is_empty() && !found.contains(&id) {
            found.push(id);
        }
    }
    found
}

#[test]
fn a_list_by_instant_goes_on_to_its_next_page_and_a_broken_place_is_refused() {
    let world = World::new();
    let sales = world.sign_in("sales");
    for _ in 0..27 {
        token_of(&sales);
    }
    let first = sales.get("/me/tokens?view=all&rows=25").expect(200);
    let after = first
        .text
        .split("after=")
        .nth(1)
        .unwrap()
        .split(['"', '&'])
        .next()
        .unwrap();
    let next = sales
        .get(&format!("/me/tokens?view=all&rows=25&after={after}"))
        .expect(200);
    let (first, next) = (linked(&first.text, "/me/tokens"), linked(&next.text, "/me/tokens"));
    assert_eq!((first.len(), next.len()), (25, 2), "{first:?} {next:?}");
    assert!(next.iter().all(|id| !first.contains(id)), "{first:?} {next:?}");
    sales.get("/me/tokens?view=all&after=yesterday").expect(422);
    let program = Client::with_token(&world.address, &token_of(&sales));
    let refused = program.api_get("/parties?before=2026-06-15~x").expect(422).json();
    assert_eq!(refused["errors"][0]["field"], "before", "{refused}");
}

#[test]
fn a_company_there_is_not_is_nobody_s_default() {
    let world = World::new();
    let admin = world.sign_in("admin");
    change_settings(&admin, &[("default_company_id", "999")])
        .expect(422)
        .must_show("“999” is not one of the choices");
    let new = [
        ("name", "Ada Byron"),
        ("email", "ada@tenon.test"),
        ("language", "en"),
        ("number_format", "comma-point"),
        ("time_zone", "Europe/Berlin"),
        ("initial_password", "a tenon fits its mortise"),
        ("default_company_id", "999"),
    ];
    admin
        .post("/setup/users", &new)
        .expect(422)
        .must_show("“999” is not one of the choices");
}

#[test]
fn a_second_factor_with_a_broken_secret_is_refused_with_a_new_one() {
    let world = World::new();
    let sales = world.sign_in("sales");
    let page = sales
        .post("/me/second-factor", &[("secret", "!!"), ("code", "123456")])
        .expect(422);
    page.must_show("The secret cannot be used");
    assert!(page.input("secret").unwrap().len() > 16);
}
