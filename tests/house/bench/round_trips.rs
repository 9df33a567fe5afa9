//! How often each step of order to cash goes to its database and back: that is most of its time on PostgreSQL.
use crate::bench::loaded::Loaded;
use tenon::bench::chain;
use tenon::bench::chain::Until;
use tenon_db::Engine;

/// What each step of an order to cash told the database, over HTTP, with log, key and all: of several orders the one that was
/// told the least. PostgreSQL's four writing connections take turns, and each learns for itself what is set up; of more orders
/// than that one meets a connection that knows.
fn steps(loaded: &Loaded) -> Vec<Vec<String>> {
    // The first documents of a year open their series, and the first use of a token is noted.
    chain::run(&loaded.address, &loaded.firm, 1, Until::Chains(1)).unwrap();
    loaded.lane.start();
    chain::run(&loaded.address, &loaded.firm, 1, Until::Chains(1)).unwrap();
    let recording = loaded.lane.stop();
    let transactions = recording.transactions();
    let count = chain::STEPS.len();
    assert_eq!(
        transactions.len(),
        (chain::WARM_UP + 1) * count,
        "one transaction for each step"
    );
    let of_step = |step: usize| transactions.iter().skip(step).step_by(count);
    let least = |step: usize| of_step(step).min_by_key(|statements| statements.len()).unwrap();
    let owned = |texts: &Vec<&str>| texts.iter().map(|text| (*text).to_owned()).collect();
    (0..count).map(|step| owned(least(step))).collect()
}

#[test]
fn no_step_of_an_order_goes_more_than_25_times() {
    let loaded = Loaded::fresh();
    // SQLite's statements travel nowhere: inserts that go together on PostgreSQL count one by one there.
    let most = match loaded.conn().engine() {
        Engine::Sqlite => 38,
        Engine::Postgres => 25,
    };
    for (step, statements) in chain::STEPS.iter().zip(steps(&loaded)) {
        let count = statements.len();
        assert!(count <= most, "{step} goes {count} times:\n{}", statements.join("\n"));
    }
}
