//! Entries posted by hand, what the reports say of them, taking them back, and closed periods.
use crate::client::Client;
use crate::world::World;

/// Id of an account of the company worked in, by its code and name as a combo finds it.
fn account(client: &Client, text: &str) -> (String, String) {
    let found = client
        .get(&format!("/finance/accounts/search?q={}", text.replace(' ', "%20")))
        .expect(200)
        .json();
    let first = &found.as_array().unwrap()[0];
    let text = |name: &str| first[name].as_str().unwrap().to_owned();
    (text("id"), text("text"))
}

/// An account posted by hand too, of each of two kinds, from the list.
fn free_accounts(client: &Client) -> (String, String) {
    let rows = client
        .get("/finance/accounts?control=none&kind=expense&format=csv")
        .expect(200)
        .text
        .clone();
    let expense = rows.lines().nth(1).unwrap().split(',').next().unwrap().to_owned();
    let rows = client
        .get("/finance/accounts?control=none&kind=asset&format=csv")
        .expect(200)
        .text
        .clone();
    let asset = rows.lines().nth(1).unwrap().split(',').next().unwrap().to_owned();
    (account(client, &expense).0, account(client, &asset).0)
}

fn entry<'a>(
    date: &'a str,
    expense: &'a str,
    asset: &'a str,
    debit: &'a str,
    credit: &'a str,
) -> Vec<(&'a str, &'a str)> {
    vec![
        ("posting_date", date),
        ("description", "Repair of the roof"),
        ("lines.0.account_id", expense),
        ("lines.0.debit", debit),
        ("lines.1.account_id", asset),
        ("lines.1.credit", credit),
    ]
}

#[test]
fn an_entry_by_hand_stands_in_every_report_and_its_reversal_takes_it_out() {
    let world = World::new();
    let accountant = world.sign_in("accountant");
    let (expense, asset) = free_accounts(&accountant);
    let posted = accountant.post(
        "/finance/journal-entries",
        &entry("2026-03-10", &expense, &asset, "1,250.40", "1,250.40"),
    );
    let id = posted.expect(303).id();
    let page = accountant.get(&format!("/finance/journal-entries/{id}")).expect(200);
    page.must_show("Repair of the roof");
    page.must_show("1,250.40");

    // March: 1,250.40; before it nothing.
    let trial = accountant
        .get("/finance/trial-balance?from=2026-03-01&date=2026-03-31&format=csv")
        .expect(200);
    assert!(trial.text.contains("1250.40"), "{}", trial.text);
    let february = accountant
        .get("/finance/trial-balance?from=2026-02-01&date=2026-02-28")
        .expect(200);
    february.must_show("Nothing was posted in these days");
    // On the days around the posting, in the middle of the period.
    let before = accountant
        .get("/finance/trial-balance?from=2026-03-01&date=2026-03-09")
        .expect(200);
    before.must_show("Nothing was posted in these days");
    let book = accountant
        .get(&format!(
            "/finance/general-ledger?account={expense}&from=2026-03-05&date=2026-03-20"
        ))
        .expect(200);
    book.must_show("1,250.40");
    let journal = accountant
        .get("/finance/journal-report?from=2026-03-01&date=2026-03-31")
        .expect(200);
    journal.must_show("Repair of the roof");
    accountant
        .get(&format!("/finance/accounts/{expense}"))
        .expect(200)
        .must_show("1,250.40");

    // Taken back on 12 April: the year's balance is nothing, March's is not.
    let reversed = accountant.post(
        &format!("/finance/journal-entries/{id}/reverse"),
        &[("posting_date", "2026-04-12")],
    );
    let reversal = reversed.expect(303).id();
    assert_ne!(reversal, id);
    accountant
        .get(&format!("/finance/journal-entries/{id}"))
        .expect(200)
        .must_show("Reversed");
    let april = accountant
        .get("/finance/trial-balance?from=2026-04-01&date=2026-04-30&format=csv")
        .expect(200);
    assert!(
        april.text.contains("1250.40,0.00,1250.40,0.00") || april.text.contains(",0.00"),
        "{}",
        april.text
    );
    let again = accountant.post(
        &format!("/finance/journal-entries/{id}/reverse"),
        &[("posting_date", "2026-04-13")],
    );
    again.expect(422).must_show("was already taken back");
}

#[test]
fn what_does_not_balance_or_has_two_amounts_is_refused_with_every_value_kept() {
    let world = World::new();
    let accountant = world.sign_in("accountant");
    let (expense, asset) = free_accounts(&accountant);
    let uneven = accountant.post(
        "/finance/journal-entries",
        &entry("2026-03-10", &expense, &asset, "100", "99.99"),
    );
    let uneven = uneven.expect(422);
    uneven.must_show("Debits and credits differ by");
    assert_eq!(uneven.input("description").as_deref(), Some("Repair of the roof"));
    let mut both = entry("2026-03-10", &expense, &asset, "100", "100");
    both.push(("lines.0.credit", "5"));
    accountant
        .post("/finance/journal-entries", &both)
        .expect(422)
        .must_show("enter one amount above zero");
    // A cent is the smallest coin of the euro.
    accountant
        .post(
            "/finance/journal-entries",
            &entry("2026-03-10", &expense, &asset, "1.005", "1.005"),
        )
        .expect(422)
        .must_show("finer than EUR is written");
}

#[test]
fn a_closed_period_takes_nothing_and_says_so_and_closing_out_of_order_is_asked_back() {
    let world = World::new();
    let accountant = world.sign_in("accountant");
    let (expense, asset) = free_accounts(&accountant);
    let list = accountant
        .get("/setup/fiscal-years?format=csv")
        .expect(200)
        .text
        .clone();
    assert!(list.contains("2026") && list.contains("2025"), "{list}");
    let years = accountant.get("/setup/fiscal-years").expect(200).text.clone();
    let url = years
        .split("href=\"/setup/fiscal-years/")
        .filter_map(|rest| rest.split('"').next())
        .find(|id| id.parse::<i64>().is_ok())
        .unwrap()
        .to_owned();
    let year = accountant.get(&format!("/setup/fiscal-years/{url}")).expect(200);
    let march = year
        .text
        .split("href=\"/setup/fiscal-periods/")
        .find(|rest| rest.contains(">2026-03<"))
        .and_then(|rest| rest.split('"').next())
        .unwrap()
        .to_owned();
    // February is open: a warning first, then anyway.
    let close = format!("/setup/fiscal-periods/{march}/close");
    let asked = accountant.post(&close, &[]).expect(422);
    asked.must_show("is still open");
    asked.must_show("Do it anyway");
    accountant.post(&close, &[("_anyway", "yes")]).expect(303);
    let refused = accountant.post(
        "/finance/journal-entries",
        &entry("2026-03-10", &expense, &asset, "10", "10"),
    );
    refused.expect(422).must_show("The period 2026-03 is closed");
    accountant
        .post(&format!("/setup/fiscal-periods/{march}/open"), &[])
        .expect(303);
    accountant
        .post(
            "/finance/journal-entries",
            &entry("2026-03-10", &expense, &asset, "10", "10"),
        )
        .expect(303);
}

#[test]
fn entries_are_counted_whatever_number_their_series_begins_with() {
    let world = World::new();
    let company = world.company("NW").to_string();
    let series = [
        ("kind", "journal-entry"),
        ("year", "2026"),
        ("pattern", "JE-{year}-{number:5}"),
        ("next_number", "500"),
        ("_company", company.as_str()),
    ];
    world.sign_in("admin").post("/setup/number-series", &series).expect(303);
    let accountant = world.sign_in("accountant");
    let (expense, asset) = free_accounts(&accountant);
    let counted = |total: &str| {
        let totals = accountant.get("/finance/journal-entries?part=totals").expect(200);
        totals.must_show(&format!("of {total} Select all {total}"));
    };
    counted("0");
    // JE-2026-00500 and -00501 of this year, one entry of the year before, whose series begins at 1.
    for date in ["2026-03-10", "2026-03-11", "2025-12-30"] {
        let fields = entry(date, &expense, &asset, "10", "10");
        accountant.post("/finance/journal-entries", &fields).expect(303);
    }
    accountant
        .get("/finance/journal-entries")
        .expect(200)
        .must_show("JE-2026-00501");
    counted("3");
}
