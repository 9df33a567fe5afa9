//! Comboboxes without scripts: what was typed is looked up when the form is sent.
use crate::party::HALVORSEN;
use crate::party::with;
use crate::world::World;

#[test]
fn a_typed_text_is_looked_up_and_an_unknown_one_is_named() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let combos = [
        ("country", ""),
        ("country.text", "norway"),
        ("_combo.country", "/parties/countries/search||"),
        ("owner_id", ""),
        ("owner_id.text", "sales"),
        ("_combo.owner_id", "/parties/users/search||"),
    ];
    let fields = with(HALVORSEN, &combos);
    let id = admin.post("/parties", &fields).expect(303).id();
    let form = admin.get(&format!("/parties/{id}/edit")).expect(200);
    assert_eq!(form.input("country").as_deref(), Some("NO"));
    assert_eq!(form.input("owner_id.text").as_deref(), Some("sales"));
    let unknown = with(&fields, &[("owner_id.text", "nobody at all"), ("_anyway", "yes")]);
    let again = admin.post("/parties", &unknown).expect(422);
    again.must_show("Owner: “nobody at all” is not one of the choices.");
    assert_eq!(again.input("owner_id.text").as_deref(), Some("nobody at all"));
    assert_eq!(again.input("owner_id").as_deref(), Some(""));
}

#[test]
fn an_unknown_text_in_a_line_is_named_and_kept_and_its_sentence_leads_to_the_cell() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let list = [
        ("code", "HARBOUR"),
        ("name", "Harbour prices"),
        ("currency", "EUR"),
        ("priority", "100"),
        ("items.0.product", "NO-SUCH"),
        ("items.0.product_id", ""),
        ("items.0.unit_price", "5"),
        ("_combo.items.product", "/catalog/products/search||"),
    ];
    let before = world.row_counts();
    let again = admin.post("/catalog/price-lists", &list).expect(422);
    again.must_show("Line 1, Product: “NO-SUCH” is not one of the choices.");
    assert_eq!(again.input("items.0.product").as_deref(), Some("NO-SUCH"));
    assert!(again.text.contains("href=\"#f-items-0-product\""), "{}", again.text);
    assert_eq!(world.row_counts(), before);
}

#[test]
fn a_text_typed_over_the_old_choice_counts() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let id = admin.post("/parties", HALVORSEN).expect(303).id();
    let url = format!("/parties/{id}");
    let form = admin.get(&format!("{url}/edit")).expect(200);
    let asked = form.input("_combo.country").unwrap();
    assert_eq!(asked, "/parties/countries/search|NO|Norway");
    let version = form.input("_version").unwrap();
    let typed = [
        ("_version", version.as_str()),
        ("country", "NO"),
        ("country.text", "Sweden"),
        ("_combo.country", &asked),
        ("tax_number", ""),
        ("_anyway", "yes"),
    ];
    let fields = with(HALVORSEN, &typed);
    admin.post(&url, &fields).expect(303);
    admin.get(&url).must_show("Sweden");
    let version = admin.get(&format!("{url}/edit")).input("_version").unwrap();
    let cleared = [
        ("_version", version.as_str()),
        ("country", "SE"),
        ("country.text", ""),
        ("_combo.country", "/parties/countries/search|SE|Sweden"),
    ];
    let fields = with(&fields, &cleared);
    admin.post(&url, &fields).expect(303);
    let form = admin.get(&format!("{url}/edit")).expect(200);
    assert_eq!(
        form.input("country.text").as_deref(),
        Some("Norway"),
        "that of the address"
    );
}

#[test]
fn only_searches_are_asked() {
    let world = World::new();
    let sales = world.sign_in("sales");
    for asked in ["/parties||", "https://elsewhere/search||", "/sign-out||"] {
        let combo = [("owner_id", ""), ("owner_id.text", "sales"), ("_combo.owner_id", asked)];
        sales
            .post("/parties", &with(HALVORSEN, &combo))
            .expect(422)
            .must_show("“sales” is not one of the choices.");
    }
}
