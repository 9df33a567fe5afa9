//! What is done with a request before and after it is let in: its size, and whether it was sent before.
use crate::client::new_key;
use crate::world::World;
use std::time::Duration;
use std::time::Instant;

/// Far more than it takes, far less than comparing each field with each.
const SOON: Duration = Duration::from_secs(20);

#[test]
fn a_form_of_very_many_fields_is_answered_at_once() {
    let world = World::new();
    let (stranger, admin) = (world.stranger(), world.sign_in("admin"));
    let many = |count: usize| {
        let mut fields = vec![("a", "1"); count];
        fields.extend([("_take.a", "theirs"), ("_theirs.b", "x"), ("_csrf", ""), ("_key", "")]);
        fields
    };
    let started = Instant::now();
    stranger.post("/parties", &many(30_000)).expect(303);
    stranger.post("/sign-in", &many(30_000)).expect(422);
    stranger.post("/sign-in", &many(40_000)).expect(413);
    admin.post("/parties", &many(30_000)).expect(400);
    let removed: Vec<(String, String)> = (0..15_000)
        .flat_map(|line| {
            let name = format!("lines.{line}");
            [
                (format!("{name}.quantity"), "1".to_owned()),
                ("remove_line".to_owned(), name),
            ]
        })
        .collect();
    let mut removed: Vec<(&str, &str)> = removed
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    removed.push(("name", "Nobody"));
    admin.post("/parties", &removed).expect(200);
    assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
}

#[test]
fn the_same_key_with_another_file_is_another_request() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let path = format!("/files/company/{}", world.company("NW"));
    let key = new_key();
    let send = |name: &str, bytes: &[u8]| admin.upload(&path, &[("_key", &key)], &[("file", name, bytes)]);
    send("letter.pdf", b"%PDF-1.7\none").expect(303);
    send("letter.pdf", b"%PDF-1.7\none").expect(303);
    send("letter.pdf", b"%PDF-1.7\ntwo").expect(409);
    send("other.pdf", b"%PDF-1.7\none").expect(409);
}
