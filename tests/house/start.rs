//! The first minutes: a database is filled, the server starts, says it is alive, lets the database look at its data, and
//! tells strangers to sign in.
use crate::client::Client;
use crate::program::Server;
use crate::program::tenon;
use crate::world::Empty;
use crate::world::World;
use diesel::Connection;
use diesel::RunQueryDsl;
use diesel::sql_types::BigInt;
use std::fs::File;
use std::io::Read;
use std::io::Write;
use std::net::TcpStream;
use std::time::Duration;
use std::time::Instant;
use tenon_db::Conn;
use tenon_db::Engine;

/// A server that has not looked at its data after this long does not.
const PATIENCE: Duration = Duration::from_secs(30);

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

#[test]
fn a_server_lets_sqlite_look_at_its_data_when_it_starts() {
    let place = Empty::with_the_group();
    let settings = place.settings();
    if settings.engine() == Engine::Postgres {
        // It looks by itself.
        return;
    }
    let has_looked = || {
        let mut conn = Conn::establish(&settings.url).unwrap();
        let tables = diesel::dsl::sql::<BigInt>("(SELECT COUNT(*) FROM sqlite_master WHERE name = 'sqlite_stat1')");
        let found: i64 = diesel::select(tables).get_result(&mut conn).unwrap();
        found == 1
    };
    assert!(!has_looked());
    let server = Server::start(&place);
    let started = Instant::now();
    while !has_looked() {
        assert!(started.elapsed() < PATIENCE, "it did not look at its data");
        std::thread::sleep(Duration::from_millis(20));
    }
    server.kill();
}

#[test]
fn the_demo_fills_a_database_once_and_without_a_warning() {
    let place = Empty::new();
    let demo = || {
        let mut command = tenon(&place, "demo");
        let run = command
            .args(["--no-serve", "--orders", "1"])
            .env("TENON_LOG", "warn")
            .output();
        let run = run.unwrap();
        let said = [run.stdout, run.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        assert!(run.status.success(), "{said:?}");
        said
    };
    let [_, warned] = demo();
    assert!(!warned.contains("WARN"), "{warned}");
    let [told, _] = demo();
    assert!(told.contains("has companies already"), "{told}");
}

#[test]
fn a_server_logs_each_request_and_leaves_in_good_order_when_told_to_end() {
    let place = Empty::with_the_group();
    let log = place.data_dir().join("log");
    let mut serve = tenon(&place, "serve");
    serve.env("TENON_LOG", "info").stderr(File::create(&log).unwrap());
    let server = Server::of(serve);
    let stranger = Client::new(&server.address);
    assert_eq!(stranger.get("/readyz").expect(200).text, "ready");
    stranger.get("/sign-in").expect(200);
    server.tell_to_end();
    let status = server.wait();
    assert_eq!(status.code(), Some(0), "{status}");
    let log = std::fs::read_to_string(log).unwrap();
    let line = log.lines().find(|line| line.contains("/sign-in")).unwrap();
    for said in ["request_id", "Get", "200"] {
        assert!(line.contains(said), "{line}");
    }
    assert!(tenon(&place, "check").output().unwrap().status.success());
}

#[test]
fn a_request_under_way_is_answered_when_the_server_is_told_to_end() {
    let place = Empty::with_the_group();
    let server = Server::start(&place);
    let body = "email=nobody%40tenon.test&password=not+the+password";
    let mut visitor = TcpStream::connect(&server.address).unwrap();
    visitor.set_read_timeout(Some(PATIENCE)).unwrap();
    write!(
        visitor,
        "POST /sign-in HTTP/1.1\r\nHost: {}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n",
        server.address,
        body.len()
    )
    .unwrap();
    // The server waits for the body: the request has begun.
    let mut first = [0; 25];
    visitor.read_exact(&mut first).unwrap();
    assert_eq!(String::from_utf8_lossy(&first), "HTTP/1.1 100 Continue\r\n\r\n");

    server.tell_to_end();
    let told = Instant::now();
    while TcpStream::connect(&server.address).is_ok() {
        assert!(told.elapsed() < PATIENCE, "it still takes visitors");
        std::thread::yield_now();
    }
    visitor.write_all(body.as_bytes()).unwrap();
    let mut answer = String::new();
    visitor.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 422"), "{answer}");
    assert_eq!(server.wait().code(), Some(0));
}

#[test]
fn a_wrong_setting_is_named_with_what_would_be_right() {
    let place = Empty::new();
    for (name, value, right) in [
        (
            "DATABASE_URL",
            "mysql://localhost/tenon",
            "give sqlite:PATH or postgres://",
        ),
        ("DATABASE_URL", "mysql:tenon", "give sqlite:PATH or postgres://"),
        ("DATABASE_URL", "postgres:tenon", "give sqlite:PATH or postgres://"),
        ("TENON_LISTEN", "8080", "such as 127.0.0.1:8080"),
        ("TENON_TRUSTED_PROXY", "proxy", "such as 127.0.0.1"),
        ("TENON_LOG", "tenon=loud", "such as info"),
        ("TENON_DATA_DIR", "/proc/nowhere", "cannot be made"),
    ] {
        let output = tenon(&place, "check").env(name, value).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{name}={value}: {said}");
        assert!(
            said.contains(&format!("{name} ")) && said.contains(right),
            "{name}={value}: {said}"
        );
    }
}
