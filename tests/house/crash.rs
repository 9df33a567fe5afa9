//! A server that is killed while it writes, without a word of warning: what it acknowledged is there when it starts again,
//! nothing is there twice, and every law holds.
use crate::client::Client;
use crate::client::new_key;
use crate::client::token_of;
use crate::program::Server;
use crate::program::tenon;
use crate::world::Empty;
use crate::world::PASSWORD;
use serde_json::Value;
use serde_json::json;
use std::sync::mpsc;
use std::sync::mpsc::Sender;

const WRITERS: usize = 4;
/// Writes acknowledged before each kill.
const KILLED_AFTER: [usize; 3] = [5, 40, 90];

/// A write the server said yes to.
struct Acknowledged {
    path: String,
    body: Value,
    key: String,
    answer: String,
}

/// The next write: an entry by hand, or a master.
fn next(company: &Value, number: usize) -> (String, Value) {
    if number.is_multiple_of(3) {
        let team = json!({"company_id": company["id"], "name": format!("Team {}", new_key())});
        return ("/setup/teams".to_owned(), team);
    }
    let lines = json!([{"account_id": company["bank"], "debit": "12.34"}, {"account_id": company["rounding"], "credit": "12.34"}]);
    let entry =
        json!({"company_id": company["id"], "posting_date": "2026-06-10", "description": "by hand", "lines": lines});
    ("/finance/journal-entries".to_owned(), entry)
}

/// Writes until the server is gone, telling of each write that it acknowledged.
fn write(address: &str, token: &str, company: &Value, told: &Sender<Acknowledged>) {
    let client = Client::with_token(address, token);
    for number in 0.. {
        let (path, body) = next(company, number);
        let key = new_key();
        let Ok(answer) = client.try_api(&path, &body, &[("idempotency-key", &key)]) else {
            return;
        };
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        let done = Acknowledged {
            path,
            body,
            key,
            answer: answer.text,
        };
        if told.send(done).is_err() {
            return;
        }
    }
}

/// Kills a server after so many acknowledged writes; gives all of them.
fn killed_while_writing(server: Server, token: &str, company: &Value, after: usize) -> Vec<Acknowledged> {
    let (sender, receiver) = mpsc::channel();
    let address = server.address.clone();
    std::thread::scope(|scope| {
        for _ in 0..WRITERS {
            let (sender, address) = (sender.clone(), &address);
            scope.spawn(move || write(address, token, company, &sender));
        }
        drop(sender);
        let mut acknowledged: Vec<Acknowledged> = receiver.iter().take(after).collect();
        server.kill();
        acknowledged.extend(receiver.iter());
        acknowledged
    })
}

/// The company in whose books is written, with two of its accounts.
fn company(client: &Client) -> Value {
    let rows = client.api_get("/setup/companies").expect(200).json()["rows"].clone();
    let company = rows.as_array().unwrap().iter().find(|row| row["code"] == "NW").unwrap()["id"].clone();
    let account = |code: &str| {
        let found = client
            .api_get(&format!("/finance/accounts?q={code}&company=NW"))
            .expect(200)
            .json();
        let rows = found["rows"].as_array().unwrap().clone();
        let row = rows.iter().find(|row| row["code"] == code);
        row.unwrap_or_else(|| panic!("no account {code}: {found}"))["id"].clone()
    };
    json!({"id": company, "bank": account("1110"), "rounding": account("6600")})
}

#[test]
fn what_was_acknowledged_survives_a_kill_and_is_not_done_twice() {
    let place = Empty::with_the_group();
    let mut server = Server::start(&place);
    let token = token_of(&Client::sign_in(&server.address, "admin@tenon.test", PASSWORD));
    let company = company(&Client::with_token(&server.address, &token));
    for after in KILLED_AFTER {
        let acknowledged = killed_while_writing(server, &token, &company, after);
        assert!(acknowledged.len() >= after);
        server = Server::start(&place);
        let client = Client::with_token(&server.address, &token);
        for one in &acknowledged {
            let again = client.api_with(&one.path, &one.body, &[("idempotency-key", &one.key)]);
            assert_eq!((again.status, &again.text), (200, &one.answer), "{}", one.path);
            let id = again.json()["id"].clone();
            client.api_get(&format!("{}/{id}", one.path)).expect(200);
        }
        server.kill();
        let checked = tenon(&place, "check").output().unwrap();
        let report = String::from_utf8_lossy(&checked.stdout);
        assert!(
            checked.status.success(),
            "{report}{}",
            String::from_utf8_lossy(&checked.stderr)
        );
        assert!(report.contains("ok  Every journal entry balances"), "{report}");
        server = Server::start(&place);
    }
    server.kill();
}
