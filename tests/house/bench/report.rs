//! The command measures and reports; how fast it was is nobody's business here.
use serde_json::Value;
use std::process::Command;

fn bench(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tenon"));
    let folder = std::env::temp_dir().join(format!("tenon_bench_of_{}", std::process::id()));
    command
        .env_remove("DATABASE_URL")
        .arg("--data-dir")
        .arg(folder)
        .arg("bench")
        .args(arguments);
    if std::env::var("DATABASE").as_deref() == Ok("postgres") {
        command.env("TENON_BENCH_POSTGRES", std::env::var("TENON_TEST_POSTGRES").unwrap());
    }
    command
}

fn names<'a>(list: &'a Value, field: &str) -> Vec<&'a str> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|one| one[field].as_str().unwrap())
        .collect()
}

#[test]
fn programs_get_each_step_each_page_and_the_floor() {
    let output = bench(&["--clients", "2", "--seconds", "1", "--orders", "1", "--json"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let engine = report["engines"].as_array().unwrap().last().unwrap();
    let chain = &engine["order_to_cash"][0];
    assert_eq!(chain["clients"], 2);
    assert_eq!(
        names(&chain["steps"], "step"),
        ["create", "confirm", "ship", "invoice", "pay"]
    );
    // Five transactions for each chain, unless jobs of both clients shared one, and once a minute one that notes the use
    // of the token; a statement at least in each.
    let floor = &chain["floor"];
    let (chains, statements) = (floor["chains"].as_u64().unwrap(), floor["statements"].as_u64().unwrap());
    let groups = floor["transactions"].as_u64().unwrap();
    assert!(groups >= chains * 5 / 2 && groups < chains * 6, "{floor}");
    assert!(statements > groups, "{floor}");
    // One block of 80 orders is the smallest size.
    let size = &engine["pages"][0];
    assert_eq!(size["orders"], 80);
    assert!(size["database_bytes"].as_u64().unwrap() > 0);
    let pages = [
        "orders, first page",
        "orders, totals",
        "one order",
        "trial balance",
        "ageing",
        "stock value",
    ];
    assert_eq!(names(&size["pages"], "page"), pages);
}

#[test]
fn a_server_that_is_none_is_named() {
    let mut command = bench(&[
        "--postgres",
        "localhost",
        "--clients",
        "1",
        "--seconds",
        "0",
        "--orders",
        "1",
    ]);
    let output = command.output().unwrap();
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("\"localhost\" is no URL of PostgreSQL"), "{said}");
}
