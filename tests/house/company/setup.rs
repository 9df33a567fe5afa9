//! Set-up pages of companies, number series and holidays, and the audit page.
use crate::client::Answer;
use crate::client::Client;
use crate::company::change_settings;
use crate::world::World;

fn typed(page: &Answer, names: &[&'static str]) -> Vec<(&'static str, String)> {
    names
        .iter()
        .map(|name| (*name, page.input(name).unwrap_or_default()))
        .collect()
}

fn pairs<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    fields.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

#[test]
fn the_face_of_a_company_changes_and_the_log_keeps_both_sides() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let id = world.company("NW");
    let form = admin.get(&format!("/setup/companies/{id}/edit")).expect(200);
    let mut fields = typed(
        &form,
        &[
            "_version",
            "code",
            "name",
            "legal_name",
            "street",
            "city",
            "country",
            "time_zone",
        ],
    );
    fields.extend([
        ("language", "en".to_owned()),
        ("currency", "EUR".to_owned()),
        ("fiscal_year_start_month", "1".to_owned()),
        ("tax_rounding", "line".to_owned()),
    ]);
    fields[5].1 = "Lübeck".to_owned();
    let path = format!("/setup/companies/{id}");
    let mut wrong = fields.clone();
    wrong[6].1 = "Germany".to_owned();
    admin
        .post(&path, &pairs(&wrong))
        .expect(422)
        .must_show("“Germany” is not one of the choices");
    admin.post(&path, &pairs(&fields)).expect(303);
    admin.post(&path, &pairs(&fields)).expect(409);
    let page = admin.get(&path).expect(200);
    page.must_show("changed the company Nordwerk GmbH");
    page.must_show("Lübeck");
    world.sign_in("sales").get(&path).expect(403);
    let log = admin.get("/setup/audit?q=nordwerk&company=NW").expect(200);
    log.must_show("changed the company Nordwerk GmbH");
    log.must_show("Kiel → Lübeck");
}

#[test]
fn a_number_series_shows_the_next_number_and_keeps_its_laws() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let company = world.company("NW").to_string();
    let new = |pattern: &str| {
        admin.post(
            "/setup/number-series",
            &[
                ("kind", "invoice"),
                ("year", "2031"),
                ("pattern", pattern),
                ("next_number", "1"),
                ("_company", company.as_str()),
            ],
        )
    };
    new("INV-{number:4}").expect(422).must_show("name the year");
    let id = new("INV-{yy}-{number:4}").expect(303).id();
    new("INV-{yy}-{number:4}")
        .expect(422)
        .must_show("has that series already");
    let path = format!("/setup/number-series/{id}");
    admin.get(&path).expect(200).must_show("INV-31-0001");
    let change = |version: &str, next: &str| {
        admin.post(
            &path,
            &[
                ("_version", version),
                ("pattern", "INV-{yy}-{number:4}"),
                ("next_number", next),
            ],
        )
    };
    change("1", "1500").expect(303);
    admin.get(&path).expect(200).must_show("INV-31-1500");
    change("1", "1600").expect(409);
    // No document has drawn from it: it can still be corrected.
    change("2", "15").expect(303);
    change("3", "0").expect(422);
    let refresh = [
        ("_version", "3"),
        ("pattern", "R{yy}/{number:6}"),
        ("next_number", "7"),
        ("refresh", "yes"),
    ];
    admin.post(&path, &refresh).expect(200);
    admin.get("/setup/number-series").expect(200);
}

#[test]
fn a_holiday_stands_once_in_the_calendar() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let company = world.company("NW").to_string();
    let new = [
        ("holiday_date", "2026-12-25"),
        ("name", "Christmas Day"),
        ("_company", company.as_str()),
    ];
    let id = admin.post("/setup/holidays", &new).expect(303).id();
    admin
        .post("/setup/holidays", &new)
        .expect(422)
        .must_show("is a holiday already");
    let page = admin.get(&format!("/setup/holidays/{id}")).expect(200);
    page.must_show("Christmas Day");
    admin
        .post(&format!("/setup/holidays/{id}/delete"), &[("_version", "1")])
        .expect(303);
    admin.get(&format!("/setup/holidays/{id}")).expect(404);
}

#[test]
fn the_audit_page_is_filtered_and_one_event_shows_its_place_in_the_chain() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let ours = world.company("NW");
    admin.post("/me/company", &[("company", "all")]).expect(303);
    let all = admin.get("/setup/audit?event=company-created").expect(200);
    all.must_show("created the company Nordwerk GmbH");
    all.must_show("created the company 高雄冷凍");
    admin
        .get("/setup/audit?event=user-created")
        .expect(200)
        .must_show("created the user sales");
    admin
        .get("/setup/audit?at.from=2027-01-01")
        .expect(200)
        .must_show("Nothing matches");
    let page = admin.get(&format!("/setup/companies/{ours}")).expect(200);
    page.must_show("created the company");
    let accountant = world.sign_in("accountant");
    let own = accountant.get("/setup/audit?event=company-created").expect(200);
    own.must_show("Nordwerk GmbH");
    assert!(!own.shows("高雄冷凍"), "another company's events");
    assert!(
        !accountant
            .get("/setup/audit?event=user-created")
            .expect(200)
            .shows("created the user sales")
    );
    let ours_only = format!("/setup/audit?event=company-created&of-company={ours}");
    let narrowed = admin.get(&ours_only).expect(200);
    narrowed.must_show("created the company Nordwerk GmbH");
    assert!(!narrowed.shows("created the company 高雄冷凍"));
    let shared = admin.get("/setup/audit?event=user-created&of-company=0").expect(200);
    shared.must_show("created the user sales");
    let theirs = format!("/setup/audit?event=company-created&of-company={}", world.company("KC"));
    accountant.get(&theirs).expect(200).must_show("Nothing matches");
    let csv = admin.get("/setup/audit?event=company-created&format=csv").expect(200);
    assert_eq!(csv.text.lines().count(), 3, "{}", csv.text);
    let event = all
        .text
        .split("href=\"/setup/audit/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    admin
        .get(&format!("/setup/audit/{event}"))
        .expect(200)
        .must_show("Hash of the event before");
    world.sign_in("sales").get("/setup/audit").expect(403);
}

#[test]
fn the_list_of_companies_has_each_that_the_reader_may_administer() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let ours = world.company("NW").to_string();
    admin.post("/me/company", &[("company", &ours)]).expect(303);
    let codes = |client: &Client| -> Vec<String> {
        let csv = client.get("/setup/companies?format=csv").expect(200).text;
        let rows = csv.lines().skip(1);
        rows.map(|row| row.split(',').next().unwrap().to_owned()).collect()
    };
    assert_eq!(codes(&admin), ["KC", "NW"]);
    let page = admin.get("/setup/companies").expect(200);
    page.must_show("高雄冷凍");
    // The company worked in stays the one that was chosen.
    assert!(
        page.text.contains("aria-label=\"Company: Nordwerk GmbH\""),
        "{}",
        page.text
    );
    let totals = admin.get("/setup/companies?part=totals").expect(200);
    totals.must_show("of 2");
    // Who may read the set-up of one company sees one.
    let form = [
        ("code", "desk"),
        ("name", "Desk"),
        ("permissions.0.permission", "company.read"),
        ("permissions.0.scope", "company"),
    ];
    let role = admin.post("/setup/roles", &form).expect(303).id().to_string();
    let fields = [
        ("name", "Ada Byron"),
        ("email", "ada@tenon.test"),
        ("language", "en"),
        ("number_format", "comma-point"),
        ("time_zone", "Europe/Berlin"),
        ("initial_password", "a tenon fits its mortise"),
        ("roles.0.role_id", role.as_str()),
        ("roles.0.company_id", ours.as_str()),
    ];
    admin.post("/setup/users", &fields).expect(303);
    let ada = Client::sign_in(&world.address, "ada@tenon.test", "a tenon fits its mortise");
    assert_eq!(codes(&ada), ["NW"]);
}

#[test]
fn a_series_that_nothing_was_drawn_from_can_be_corrected() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let company = world.company("NW").to_string();
    let new = |pattern: &str, year: &str| {
        let fields = [
            ("kind", "invoice"),
            ("year", year),
            ("pattern", pattern),
            ("next_number", "1500"),
            ("_company", company.as_str()),
        ];
        admin.post("/setup/number-series", &fields)
    };
    let id = new("INV-{yy}-{number:4}", "2032").expect(303).id();
    let path = format!("/setup/number-series/{id}");
    let corrected = [
        ("_version", "1"),
        ("pattern", "R-{yy}-{number:4}"),
        ("next_number", "150"),
    ];
    admin.post(&path, &corrected).expect(303);
    admin.get(&path).expect(200).must_show("R-32-0150");
    let wide = new("INV-{year}-{number:99999999}", "2033").expect(422);
    wide.must_show("{number:5} once each");
    let stale = [
        ("_version", "2147483647"),
        ("pattern", "R-{yy}-{number:4}"),
        ("next_number", "150"),
    ];
    admin.post(&path, &stale).expect(409);
}

#[test]
fn months_have_their_names_in_chinese_too() {
    let world = World::new();
    let admin = world.sign_in("admin");
    change_settings(&admin, &[("language", "zh-Hant"), ("time_zone", "Asia/Taipei")]).expect(303);
    for path in [
        format!("/setup/companies/{}/edit", world.company("NW")),
        "/setup/founding/new".to_owned(),
    ] {
        let page = admin.get(&path).expect(200);
        assert!(page.text.contains(">1月<") && !page.text.contains("年1月"), "{path}");
    }
}

#[test]
fn a_day_of_the_audit_page_begins_at_the_reader_s_midnight() {
    let world = World::new();
    let company = world.company("NW").to_string();
    // In Berlin it is half past midnight of the 16th already.
    world.clock.set("2026-06-15T22:30:00Z".parse().unwrap());
    let admin = world.sign_in("admin");
    change_settings(&admin, &[("time_zone", "Europe/Berlin")]).expect(303);
    let holiday = [
        ("holiday_date", "2026-12-25"),
        ("name", "Christmas Day"),
        ("_company", company.as_str()),
    ];
    admin.post("/setup/holidays", &holiday).expect(303);
    let on = |day: &str| {
        admin
            .get(&format!("/setup/audit?event=master-created&at.from={day}&at.to={day}"))
            .expect(200)
    };
    on("2026-06-16").must_show("Christmas Day");
    assert!(!on("2026-06-15").shows("Christmas Day"));
}

#[test]
fn a_view_keeps_a_long_query() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let query = format!("q={}", "a".repeat(600));
    let fields = [("list", "parties"), ("name", "Long"), ("query", query.as_str())];
    let kept = admin.post("/views", &fields).expect(303);
    assert!(kept.location.unwrap().contains(&query));
}
