//! Users, roles and teams: who may change what somebody may, and why somebody may not see something.
use crate::client::Answer;
use crate::client::Client;
use crate::client::token_of;
use crate::world::PASSWORD;
use crate::world::World;
use tenon_db::diesel::prelude::*;
use tenon_schema::app_user;
use tenon_schema::role;

fn user(world: &World, name: &str) -> i64 {
    let email = format!("{name}@tenon.test");
    world.read(|conn| {
        Ok(app_user::table
            .filter(app_user::email.eq(email))
            .select(app_user::id)
            .first(conn)?)
    })
}

fn role_id(world: &World, code: &str) -> i64 {
    world.read(|conn| Ok(role::table.filter(role::code.eq(code)).select(role::id).first(conn)?))
}

fn add(client: &Client, email: &str, password: &str, role: &str, company: &str) -> Answer {
    client.post(
        "/setup/users",
        &[
            ("name", "Ada Byron"),
            ("email", email),
            ("language", "en"),
            ("number_format", "comma-point"),
            ("time_zone", "Europe/Berlin"),
            ("initial_password", password),
            ("roles.0.role_id", role),
            ("roles.0.company_id", company),
        ],
    )
}

#[test]
fn a_new_user_signs_in_and_is_refused_after_being_deactivated() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let (sales, company) = (role_id(&world, "sales").to_string(), world.company("NW").to_string());
    admin.get("/setup/users/new").expect(200);
    add(&admin, "ada", PASSWORD, &sales, &company).expect(422);
    add(&admin, "sales@tenon.test", PASSWORD, &sales, &company)
        .expect(422)
        .must_show("belongs to another user");
    add(&admin, "ada@tenon.test", "short", &sales, &company)
        .expect(422)
        .must_show("use at least 8 characters");
    let id = add(&admin, "Ada@tenon.test", "a tenon fits its mortise", &sales, &company)
        .expect(303)
        .id();
    let ada = Client::sign_in(&world.address, "ada@tenon.test", "a tenon fits its mortise");
    ada.get("/setup/users").expect(403);
    let page = admin.get(&format!("/setup/users/{id}")).expect(200);
    page.must_show("created the user Ada Byron");
    let version = page.input("_version").unwrap();
    admin
        .post(&format!("/setup/users/{id}/archive"), &[("_version", &version)])
        .expect(303);
    ada.get("/me").expect(303);
    let refused = ada.post(
        "/sign-in",
        &[("email", "ada@tenon.test"), ("password", "a tenon fits its mortise")],
    );
    assert_eq!(refused.status, 422);
}

#[test]
fn a_reset_link_is_shown_once_and_good_once() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let id = user(&world, "sales");
    let issue = || admin.post(&format!("/setup/users/{id}/reset-link"), &[("_key", "the-same-link")]);
    let link = issue().expect(200);
    let path = link.text.split("/reset/").nth(1).unwrap().split('<').next().unwrap();
    let path = format!("/reset/{path}");
    issue().expect(303);
    let stranger = world.stranger();
    stranger
        .get("/reset/0000")
        .expect(200)
        .must_show("has ended or was used");
    stranger.get(&path).expect(200).must_show("sales@tenon.test");
    let set = |new: &str| stranger.post(&path, &[("new_password", new), ("repeat_password", new)]);
    set("short").expect(422);
    let token = token_of(&world.sign_in("sales"));
    let program = Client::with_token(&world.address, &token);
    program.api_get("/parties").expect(200);
    set("a tenon fits its mortise").expect(303);
    program.api_get("/parties").expect(401);
    set("another of these words").expect(422);
    Client::sign_in(&world.address, "sales@tenon.test", "a tenon fits its mortise");
}

#[test]
fn nobody_hands_out_what_reaches_further_than_his_own_right() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let company = world.company("NW").to_string();
    let form = [
        ("code", "desk"),
        ("name", "User desk"),
        ("permissions.0.permission", "user.read"),
        ("permissions.0.scope", "company"),
        ("permissions.1.permission", "user.edit"),
        ("permissions.1.scope", "company"),
    ];
    let desk = admin.post("/setup/roles", &form).expect(303).id().to_string();
    add(&admin, "desk@tenon.test", "a tenon fits its mortise", &desk, &company).expect(303);
    let clerk = Client::sign_in(&world.address, "desk@tenon.test", "a tenon fits its mortise");
    let sales = role_id(&world, "sales").to_string();
    let foreign = world.company("KC").to_string();
    add(&clerk, "one@tenon.test", PASSWORD, &sales, &company).expect(303);
    add(&clerk, "two@tenon.test", PASSWORD, &sales, &foreign).expect(404);
    add(&clerk, "three@tenon.test", PASSWORD, &sales, "").expect(403);
    clerk.post("/setup/roles", &form).expect(403);
    let other = user(&world, "other");
    clerk.post(&format!("/setup/users/{other}/reset-link"), &[]).expect(404);
    clerk
        .post(&format!("/setup/users/{other}/end-sessions"), &[])
        .expect(404);
}

#[test]
fn the_last_administrator_stays() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let id = role_id(&world, "administrator");
    let version = admin
        .get(&format!("/setup/roles/{id}"))
        .expect(200)
        .input("_version")
        .unwrap();
    let refused = admin
        .post(&format!("/setup/roles/{id}/archive"), &[("_version", &version)])
        .expect(422);
    refused.must_show("Nobody would be left");
    let me = user(&world, "admin");
    let version = admin
        .get(&format!("/setup/users/{me}"))
        .expect(200)
        .input("_version")
        .unwrap();
    let refused = admin
        .post(&format!("/setup/users/{me}/archive"), &[("_version", &version)])
        .expect(422);
    refused.must_show("You cannot deactivate yourself");
}

#[test]
fn the_page_says_why_somebody_may_not_see_something() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let (sales, other) = (user(&world, "sales"), user(&world, "other"));
    let why = |user: i64, question: &str| admin.get(&format!("/setup/users/{user}/why?{question}")).expect(200);
    why(sales, "permission=quotation.read").must_show("Yes: sales has the permission");
    let no = why(sales, "permission=ledger.read");
    no.must_show("holds no role with the permission");
    no.must_show("Accountant");
    let record = format!("record=company:{}&permission=quotation.read", world.company("NW"));
    why(sales, &record).must_show("Yes: sales");
    let no = why(other, &record);
    no.must_show("No: no role of other");
    no.must_show("the role is held in another company");
    world
        .sign_in("sales")
        .get(&format!("/setup/users/{other}/why"))
        .expect(403);
}

#[test]
fn teams_belong_to_a_company() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let company = world.company("NW").to_string();
    let form = [("name", "Export"), ("_company", company.as_str())];
    let id = admin.post("/setup/teams", &form).expect(303).id();
    admin
        .post("/setup/teams", &form)
        .expect(422)
        .must_show("already in use");
    let page = admin.get(&format!("/setup/teams/{id}")).expect(200);
    page.must_show("created Export");
    let version = page.input("_version").unwrap();
    admin
        .post(&format!("/setup/teams/{id}/delete"), &[("_version", &version)])
        .expect(303);
    admin.get(&format!("/setup/teams/{id}")).expect(404);
}
