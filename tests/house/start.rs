//! The server's first minutes: it starts, says it is alive, shows its sign-in page, and tells strangers to sign in.
use crate::world::World;

#[test]
fn it_is_alive_and_ready_and_counts() {
    let world = World::new();
    let stranger = world.stranger();
    assert_eq!(stranger.get("/healthz").expect(200).text, "alive");
    assert_eq!(stranger.get("/readyz").expect(200).text, "ready");
    stranger.get("/metrics").expect(200).must_show("tenon_requests_total");
}

#[test]
fn the_api_describes_itself_and_asks_for_a_token() {
    let world = World::new();
    let stranger = world.stranger();
    let document = stranger.api_get("/openapi.json").expect(200).json();
    assert_eq!(document["openapi"], "3.1.0");
    assert!(document["paths"]["/api/v1/views"]["post"].is_object());
    let refused = stranger.api("/views", &serde_json::json!({}));
    assert_eq!(
        (refused.status, refused.content_type.as_str()),
        (401, "application/problem+json")
    );
}
