//! The door: who gets in, how often one may try, and how one leaves.
use crate::client::Answer;
use crate::client::Client;
use crate::world::PASSWORD;
use crate::world::World;
use chrono::Duration;
use tenon::kernel::totp;

fn knock(client: &Client, email: &str, password: &str) -> u16 {
    client
        .post("/sign-in", &[("email", email), ("password", password)])
        .status
}

#[test]
fn a_stranger_is_sent_to_the_door_and_on_to_where_he_wanted() {
    let world = World::new();
    let stranger = world.stranger();
    let answer = stranger.get("/me/settings").expect(303);
    assert_eq!(answer.location.as_deref(), Some("/sign-in?next=%2Fme%2Fsettings"));
    let form = [
        ("email", "sales@tenon.test"),
        ("password", PASSWORD),
        ("next", "/me/settings"),
    ];
    let answer = stranger.post("/sign-in", &form).expect(303);
    assert_eq!(answer.location.as_deref(), Some("/me/settings"));
    let evil = [
        ("email", "sales@tenon.test"),
        ("password", PASSWORD),
        ("next", "//evil.example/"),
    ];
    assert_eq!(
        stranger.post("/sign-in", &evil).expect(303).location.as_deref(),
        Some("/")
    );
}

#[test]
fn a_wrong_password_and_an_unknown_name_sound_the_same() {
    let world = World::new();
    let stranger = world.stranger();
    let wrong = stranger
        .post(
            "/sign-in",
            &[("email", "sales@tenon.test"), ("password", "wrong and long")],
        )
        .expect(422);
    let unknown = stranger
        .post(
            "/sign-in",
            &[("email", "nobody@tenon.test"), ("password", "wrong and long")],
        )
        .expect(422);
    let sentence = "E-mail and password do not match.";
    wrong.must_show(sentence);
    unknown.must_show(sentence);
    assert!(!wrong.text.contains("wrong and long"));
    assert_eq!(wrong.input("email").as_deref(), Some("sales@tenon.test"));
}

#[test]
fn after_ten_tries_an_account_waits_and_others_do_not() {
    let world = World::new();
    let stranger = world.stranger();
    for _ in 0..10 {
        assert_eq!(knock(&stranger, "sales@tenon.test", "wrong and long"), 422);
    }
    assert_eq!(knock(&stranger, "SALES@tenon.test ", PASSWORD), 429);
    assert_eq!(knock(&stranger, "warehouse@tenon.test", PASSWORD), 303);
    world.clock.set(world.clock.now().and_utc() + Duration::minutes(16));
    assert_eq!(knock(&stranger, "sales@tenon.test", PASSWORD), 303);
}

#[test]
fn a_session_ends_by_signing_out_by_idling_and_by_age() {
    let world = World::new();
    let sales = world.sign_in("sales");
    sales.get("/me").expect(200);
    sales.post("/sign-out", &[]).expect(303);
    sales.get("/me").expect(303);
    let idle = world.sign_in("sales");
    world.clock.set(world.clock.now().and_utc() + Duration::hours(13));
    idle.get("/me").expect(303);
    let busy = world.sign_in("sales");
    for _ in 0..16 {
        busy.get("/me").expect(200);
        world.clock.set(world.clock.now().and_utc() + Duration::hours(11));
    }
    busy.get("/me").expect(303);
}

#[test]
fn the_second_factor_is_asked_for_and_each_code_is_good_once() {
    let world = World::new();
    let sales = world.sign_in("sales");
    let page = sales.get("/me/second-factor").expect(200);
    let secret = page.input("secret").unwrap();
    let code =
        |world: &World| totp::code_at(&secret, world.clock.now().and_utc().timestamp().try_into().unwrap()).unwrap();
    sales
        .post("/me/second-factor", &[("secret", &secret), ("code", "000000")])
        .expect(422);
    let shown = sales
        .post("/me/second-factor", &[("secret", &secret), ("code", &code(&world))])
        .expect(200);
    let recovery: Vec<String> = shown
        .text
        .split("<code>")
        .skip(1)
        .map(|rest| rest.split("</code>").next().unwrap().to_owned())
        .collect();
    assert_eq!(recovery.len(), 10);

    let mut phone = world.stranger();
    let answer = phone
        .post("/sign-in", &[("email", "sales@tenon.test"), ("password", PASSWORD)])
        .expect(303);
    assert!(answer.location.as_deref().unwrap().starts_with("/sign-in/code"));
    phone.keep_cookies(&answer);
    phone.get("/me").expect(303);
    phone.get("/sign-in/code").expect(200).must_show("Second step");
    phone
        .post("/sign-in/code", &[("code", &code(&world))])
        .expect(422)
        .must_show("not valid now");
    world.clock.set(world.clock.now().and_utc() + Duration::seconds(60));
    let answer = phone.post("/sign-in/code", &[("code", &code(&world))]).expect(303);
    phone.keep_cookies(&answer);
    phone.get("/me").expect(200);

    for (code, status) in [(&recovery[0], 303), (&recovery[0], 422), (&recovery[1], 303)] {
        let mut lost = world.stranger();
        let answer = lost
            .post("/sign-in", &[("email", "sales@tenon.test"), ("password", PASSWORD)])
            .expect(303);
        lost.keep_cookies(&answer);
        lost.post("/sign-in/code", &[("code", code)]).expect(status);
    }
}

/// A form with characters that cannot be shown is refused before its address is looked at; what passes leads home.
fn led_home_or_refused(answer: &Answer) -> bool {
    answer.status == 422 || (answer.status == 303 && answer.location.as_deref() == Some("/"))
}

#[test]
fn nobody_is_led_away_by_an_address_with_control_characters() {
    let world = World::new();
    let stranger = world.stranger();
    for evil in ["/\t/evil.example", "/\u{1}", "/a\r\nset-cookie: x"] {
        let form = [("email", "sales@tenon.test"), ("password", PASSWORD), ("next", evil)];
        let answer = stranger.post("/sign-in", &form);
        assert!(led_home_or_refused(&answer), "{evil:?}: {:?}", answer.location);
        let sales = world.sign_in("sales");
        let back = sales.post("/me/company", &[("company", "all"), ("back", evil)]);
        assert!(led_home_or_refused(&back), "{evil:?}: {:?}", back.location);
    }
    stranger.get("/sign-in?next=/%01").expect(200);
    let page = stranger.get("/sign-in?next=/%09/evil.example").expect(200);
    assert!(!page.text.contains("evil.example"));
}

#[test]
fn behind_a_trusted_proxy_each_visitor_is_counted_alone() {
    let world = World::new();
    let knock_from = |visitor: &str, email: &str| {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .build()
            .into();
        let sent = agent
            .post(format!("http://{}/sign-in", world.address))
            .header("x-forwarded-for", format!("198.51.100.7, {visitor}"))
            .send_form([("email", email), ("password", "wrong and long")]);
        sent.unwrap().status().as_u16()
    };
    for count in 0..60 {
        assert_eq!(knock_from("203.0.113.1", &format!("nobody{count}@tenon.test")), 422);
    }
    assert_eq!(knock_from("203.0.113.1", "one-more@tenon.test"), 429);
    assert_eq!(knock_from("203.0.113.2", "one-more@tenon.test"), 422);
}
