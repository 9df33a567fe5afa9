//! Notes, files, search and notifications: what hangs on a record follows its permission.
use crate::world::World;

#[test]
fn a_note_stands_on_the_timeline_and_nobody_else_reads_it() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let (ours, theirs) = (world.company("NW"), world.company("KC"));
    let page = format!("/setup/companies/{ours}");
    admin
        .get(&page)
        .expect(200)
        .must_show("created the company Nordwerk GmbH");
    admin
        .post(&format!("/notes/company/{ours}"), &[("text", "  ")])
        .expect(422);
    admin
        .post(
            &format!("/notes/company/{ours}"),
            &[("text", "Bank was called.\n<b>Twice</b>")],
        )
        .expect(303);
    let shown = admin.get(&page).expect(200);
    shown.must_show("left a note");
    shown.must_show("<b>Twice</b>");
    assert!(!shown.text.contains("<b>Twice"));
    let sales = world.sign_in("sales");
    sales.get(&format!("/activity/company/{ours}")).expect(403);
    sales
        .post(&format!("/notes/company/{ours}"), &[("text", "x")])
        .expect(403);
    admin.get(&format!("/activity/company/{theirs}")).expect(200);
    admin.post("/notes/company/77", &[("text", "x")]).expect(404);
    admin.post("/notes/nothing/77", &[("text", "x")]).expect(404);
    admin
        .post(&format!("/notes/company/{ours}"), &[("text", &"x".repeat(4_001))])
        .expect(422);
}

#[test]
fn a_file_is_kept_by_its_bytes_and_given_back_as_an_attachment() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let ours = world.company("NW");
    let bytes: &[u8] = b"%PDF-1.7\nletter";
    let path = format!("/files/company/{ours}");
    admin.upload(&path, &[], &[]).expect(422);
    admin
        .upload(
            &path,
            &[],
            &[("file", "../../letter.html", bytes), ("file", "again.pdf", bytes)],
        )
        .expect(303);
    let page = admin.get(&format!("/setup/companies/{ours}")).expect(200);
    page.must_show("letter.html");
    page.must_show("added the file again.pdf");
    let id = page
        .text
        .split("href=\"/files/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let file = admin.get(&format!("/files/{id}")).expect(200);
    assert_eq!(
        (file.content_type.as_str(), file.bytes.as_slice()),
        ("application/pdf", bytes)
    );
    let stored = walk(&world.house.data_dir.join("files"));
    assert_eq!(stored, 1, "the same bytes are one file");
    let sales = world.sign_in("sales");
    sales.get(&format!("/files/{id}")).expect(403);
    sales.post(&format!("/files/{id}/remove"), &[]).expect(403);
    admin.post(&format!("/files/{id}/remove"), &[]).expect(303);
    admin.get(&format!("/files/{id}")).expect(404);
}

fn walk(folder: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(folder)
        .map(|entries| entries.flatten().collect::<Vec<_>>())
        .unwrap_or_default();
    entries
        .iter()
        .map(|entry| if entry.path().is_dir() { walk(&entry.path()) } else { 1 })
        .sum()
}

#[test]
fn search_finds_what_one_may_see_and_no_more() {
    let world = World::new();
    let admin = world.sign_in("admin");
    admin.get("/search?q=nordwerk").expect(200).must_show("Nordwerk GmbH");
    admin.get("/search?q=nordwrk").expect(200).must_show("Nordwerk GmbH");
    admin
        .get("/search?q=%E5%86%B7%E5%87%8D")
        .expect(200)
        .must_show("高雄冷凍");
    let sales = world.sign_in("sales");
    let hidden = sales.get("/search?q=nordwerk&kind=company").expect(200);
    hidden.must_show("Nothing found");
    let groups = admin.get("/search/palette?q=%3Eusers").expect(200).json();
    let texts: Vec<&str> = groups["groups"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|group| group["items"].as_array().unwrap())
        .filter_map(|item| item["url"].as_str())
        .collect();
    assert!(texts.contains(&"/setup/users"), "{groups}");
    let groups = sales.get("/search/palette?q=users").expect(200).json().to_string();
    assert!(!groups.contains("/setup/users"), "{groups}");
    sales.get("/search/palette").expect(200);
}

#[test]
fn the_company_switch_offers_only_what_one_may_see() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let theirs = world.company("KC").to_string();
    let answer = admin
        .post("/me/company", &[("company", &theirs), ("back", "/me")])
        .expect(303);
    assert_eq!(answer.location.as_deref(), Some("/me"));
    admin.get("/me").expect(200).must_show("高雄冷凍");
    admin
        .post("/me/company", &[("company", "all"), ("back", "//evil.example")])
        .expect(303);
    admin.get("/me").expect(200).must_show("All companies");
    let sales = world.sign_in("sales");
    let refused = sales.post("/me/company", &[("company", &theirs)]);
    assert!(refused.status >= 400, "{}", refused.status);
}

#[test]
fn the_inbox_is_one_s_own() {
    let world = World::new();
    let sales = world.sign_in("sales");
    sales.get("/notifications").expect(200).must_show("Nothing here yet");
    sales.get("/notifications/1").expect(404);
}
