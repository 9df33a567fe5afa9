//! Employees, by their pages.
use crate::world::World;

#[test]
fn an_employee_has_a_manager_a_user_and_a_day_of_hire() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let boss = [("name", "Andrew Fuller"), ("number", "2"), ("hire_date", "2020-08-14")];
    let boss = admin.post("/people/employees", &boss).expect(303).id();
    let users = admin.get("/parties/users/search?q=sales").expect(200).json();
    let user = users[0]["id"].as_str().unwrap().to_owned();
    let manager = boss.to_string();
    let fields = [
        ("name", "Nancy Davolio"),
        ("number", "1"),
        ("job_title", "Sales representative"),
        ("email", "Nancy@Nordwerk.de"),
        ("manager_id", manager.as_str()),
        ("user_id", user.as_str()),
    ];
    let id = admin.post("/people/employees", &fields).expect(303).id();
    let page = admin.get(&format!("/people/employees/{id}")).expect(200);
    for text in [
        "Sales representative",
        "Andrew Fuller",
        "nancy@nordwerk.de",
        "Nordwerk GmbH",
    ] {
        page.must_show(text);
    }
    let above = admin.get(&format!("/people/employees/{boss}")).expect(200);
    above.must_show("Reports to this person");
    above.must_show("Nancy Davolio");
    above.must_show("14 Aug 2020");
    let list = admin
        .get(&format!("/people/employees?view=all&manager={boss}"))
        .expect(200);
    list.must_show("Nancy Davolio");
    let found = admin.get("/people/employees/search?q=ful").expect(200).json();
    assert_eq!(found[0]["id"], manager);
}

#[test]
fn circles_and_doubles_are_refused() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let boss = admin
        .post("/people/employees", &[("name", "Andrew Fuller"), ("number", "2")])
        .expect(303)
        .id();
    let manager = boss.to_string();
    let below = [
        ("name", "Nancy Davolio"),
        ("number", "1"),
        ("manager_id", manager.as_str()),
    ];
    let below = admin.post("/people/employees", &below).expect(303).id().to_string();
    let circle = [
        ("name", "Andrew Fuller"),
        ("number", "2"),
        ("manager_id", below.as_str()),
        ("_version", "1"),
    ];
    admin
        .post(&format!("/people/employees/{boss}"), &circle)
        .expect(422)
        .must_show("Manager: choose somebody who does not report to this employee.");
    admin
        .post("/people/employees", &[("name", "Somebody"), ("number", "2")])
        .expect(422)
        .must_show("Number: The code 2 is already in use.");
    admin
        .post(&format!("/people/employees/{boss}/delete"), &[("_version", "1")])
        .expect(422)
        .must_show("Andrew Fuller is in use");
}

#[test]
fn employees_are_seen_only_in_their_company() {
    let world = World::new();
    let (admin, sales) = (world.sign_in("admin"), world.sign_in("sales"));
    let id = admin
        .post("/people/employees", &[("name", "Nancy"), ("number", "1")])
        .expect(303)
        .id();
    sales.get(&format!("/people/employees/{id}")).expect(403);
    admin.get("/people/employees/77").expect(404);
}

#[test]
fn a_number_is_found_whatever_its_case() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let fields = [("name", "Andrew Fuller"), ("number", "EMP-7")];
    admin.post("/people/employees", &fields).expect(303);
    for typed in ["EMP-7", "emp-7"] {
        admin
            .get(&format!("/people/employees?view=all&q={typed}"))
            .expect(200)
            .must_show("Andrew Fuller");
        let found = admin
            .get(&format!("/people/employees/search?q={typed}"))
            .expect(200)
            .json();
        assert_eq!(found.as_array().unwrap().len(), 1, "{typed}");
    }
}
