//! What reaches as far as a team: notes on its documents, and the page that says why somebody cannot see one.
use crate::company::reach::person;
use crate::company::reach::program_of;
use crate::company::reach::role_with;
use crate::inventory::store::Store;
use crate::party::customer;
use serde_json::json;
use tenon_db::diesel::prelude::*;
use tenon_schema::app_user;

#[test]
fn notes_and_reasons_go_as_far_as_the_team() {
    let store = Store::new();
    let world = &store.world;
    let admin = world.sign_in("admin");
    role_with(
        world,
        "floor",
        &[("party.read", "company"), ("sales-order.read", "team")],
    );
    let floor = person(world, "floor", &[("floor", "NW")]);
    let team = |name: &str| {
        let made = admin.post("/setup/teams?company=NW", &[("name", name)]);
        made.expect(303).id()
    };
    let (north, south) = (team("North"), team("South"));
    let join = |team: i64, names: &str| {
        world.behind_its_back(&format!(
            "UPDATE app_user SET team_id = {team} WHERE email IN ({names})"
        ));
    };
    let sales = world.sign_in("sales");
    let party = customer(&sales, "Fjordhandel").to_string();
    let product = store.drum.to_string();
    let order = || {
        let order = [
            ("party_id", party.as_str()),
            ("order_date", "2026-06-15"),
            ("currency", "EUR"),
            ("lines.0.product_id", product.as_str()),
            ("lines.0.quantity", "1"),
            ("lines.0.unit_price", "10"),
        ];
        sales.post("/orders/sales-orders", &order).expect(303).id()
    };
    // An order keeps the team of whoever took it: one of the north, one of the south.
    join(north, "'sales@tenon.test', 'floor@tenon.test'");
    let near = order();
    join(south, "'sales@tenon.test'");
    let far = order();
    let note = |id: i64| format!("/notes/sales-order/{id}");
    floor.post(&note(near), &[("text", "Call before noon.")]).expect(303);
    floor
        .get(&format!("/orders/sales-orders/{near}"))
        .expect(200)
        .must_show("Call before noon.");
    sales.post(&note(far), &[("text", "Only the south knows.")]).expect(303);
    floor.post(&note(far), &[("text", "Mine, too.")]).expect(404);
    floor.get(&format!("/activity/sales-order/{far}")).expect(404);
    floor.get(&format!("/orders/sales-orders/{far}")).expect(404);
    let program = program_of(world, &floor);
    program.api(&note(far), &json!({"text": "By program."})).expect(404);
    program.api(&note(near), &json!({"text": "By program."})).expect(200);

    let user: i64 = world.read(|conn| {
        let row = app_user::table.filter(app_user::email.eq("floor@tenon.test"));
        Ok(row.select(app_user::id).first(conn)?)
    });
    let why = |order: i64| {
        let page = admin.get(&format!("/setup/users/{user}/why?record=sales-order:{order}"));
        page.expect(200)
    };
    why(near).must_show("Grants it");
    why(near).must_show("Yes: floor has the permission");
    why(far).must_show("Does not: the record belongs to another team");
    why(far).must_show("No: no role of floor grants");
    // Without a team nothing but his own is left.
    world.behind_its_back("UPDATE app_user SET team_id = NULL WHERE email = 'floor@tenon.test'");
    floor.post(&note(near), &[("text", "Not any more.")]).expect(404);
    why(near).must_show("Does not: the record belongs to another team");
}
