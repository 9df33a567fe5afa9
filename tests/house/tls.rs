//! A PostgreSQL server on another machine is reached over TLS, and only by one that proves who it is.
use crate::client::Client;
use crate::program::Server;
use crate::program::tenon;
use crate::world::Empty;
use diesel::Connection;
use diesel::RunQueryDsl;
use diesel::sql_types::BigInt;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use tenon_db::Conn;

/// The database's address, its server held against a certificate.
fn verified(place: &Empty, certificate: &Path) -> String {
    format!(
        "{}?sslmode=verify-full&sslrootcert={}",
        place.settings().url,
        certificate.display()
    )
}

/// The certificate of another server of the same name.
fn of_a_stranger(folder: &Path) -> PathBuf {
    let (key, certificate) = (folder.join("stranger.key"), folder.join("stranger.crt"));
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"])
        .args(["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"])
        .arg("-keyout")
        .arg(key)
        .arg("-out")
        .arg(&certificate)
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    certificate
}

/// Connections of the program to the database: all, and those over TLS.
fn connections(place: &Empty) -> (i64, i64) {
    let mut conn = Conn::establish(&place.settings().url).unwrap();
    let mut count = |which: &str| -> i64 {
        let text = format!(
            "(SELECT COUNT(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
              WHERE datname = current_database() AND pid <> pg_backend_pid() AND {which})"
        );
        diesel::select(diesel::dsl::sql::<BigInt>(&text))
            .get_result(&mut conn)
            .unwrap()
    };
    (count("true"), count("ssl"))
}

#[test]
fn every_connection_is_over_tls_where_the_address_says_so() {
    let place = Empty::postgres();
    let certificate = std::env::var("TENON_TEST_POSTGRES_CERTIFICATE").unwrap();
    let mut serve = tenon(&place, "serve");
    serve.env("DATABASE_URL", verified(&place, Path::new(&certificate)));
    let server = Server::of(serve);
    Client::new(&server.address).get("/readyz").expect(200);
    let (all, over_tls) = connections(&place);
    assert!(all > 1, "{all}");
    assert_eq!(over_tls, all);
    server.kill();

    let plain = Server::start(&place);
    Client::new(&plain.address).get("/readyz").expect(200);
    assert_eq!(
        connections(&place).1,
        0,
        "an address that does not ask for it gets none"
    );
    plain.kill();
}

#[test]
fn a_server_with_another_certificate_is_not_told_the_password() {
    let place = Empty::postgres();
    let stranger = of_a_stranger(&place.data_dir());
    let output = tenon(&place, "check")
        .env("DATABASE_URL", verified(&place, &stranger))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("certificate verify failed"), "{said}");
    assert!(!said.contains("panicked"), "{said}");
    let lost = place.data_dir().join("nowhere.crt");
    let output = tenon(&place, "check")
        .env("DATABASE_URL", verified(&place, &lost))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("nowhere.crt"), "{said}");
}
