//! Lists stay quick on much business. On SQLite, as it plans once it knows its data, a page of a list never sorts all that matches,
//! by whichever column it is sorted, and the counts of the menu come from indexes of what is open.
use crate::bench::loaded::Loaded;
use crate::bench::loaded::plan;
use crate::bench::writes::growing;
use crate::bench::writes::walks;
use crate::client::Client;
use crate::lists::lists;
use crate::lists::sorts;

/// Where lists of documents and moves stand.
const GROWING: [&str; 5] = [
    "/orders/",
    "/finance/",
    "/sales/quotations",
    "/inventory/moves",
    "/inventory/receipts",
];

/// The lists of documents and moves, which grow with business; masters are few.
fn growing_lists() -> Vec<&'static str> {
    let is_growing = |path: &&str| GROWING.iter().any(|begin| path.starts_with(begin)) && *path != "/finance/accounts";
    lists().into_iter().filter(is_growing).collect()
}

#[test]
fn no_list_sorts_all_that_matches_for_one_page_and_no_menu_counts_what_is_finished() {
    let loaded = Loaded::serve(25);
    let client = Client::sign_in(&loaded.address, &loaded.firm.email, &loaded.firm.password);
    let mut conn = loaded.conn();
    let lists = growing_lists();
    assert!(lists.contains(&"/orders/sales-orders") && lists.len() > 8, "{lists:?}");
    let mut bad = Vec::new();
    for path in lists {
        let first = client.get(path);
        assert_eq!(first.status, 200, "{path}");
        let asked = sorts(&first.text)
            .into_iter()
            .map(|sort| format!("{path}?view=all&sort={sort}"));
        for url in std::iter::once(path.to_owned()).chain(asked) {
            loaded.readers.start();
            let answer = client.get(&url);
            let recording = loaded.readers.stop();
            assert_eq!(answer.status, 200, "{url}");
            let mut pages = 0;
            for sql in recording.texts() {
                let is_page = sql.contains(" ORDER BY ") && sql.ends_with("LIMIT 51");
                pages += usize::from(is_page);
                // Shortages are open work themselves.
                let is_bad = |step: &&String| {
                    step.starts_with("SCAN") && sql.contains("COUNT(*)") && !step.contains("stock_shortage")
                        || step.contains("TEMP B-TREE FOR ORDER BY") && is_page
                };
                let plan = plan(&mut conn, sql);
                if plan.iter().any(|step| is_bad(&step)) {
                    bad.push(format!("{url}: {sql}\n    {}", plan.join("\n    ")));
                }
            }
            assert_eq!(pages, 1, "{url} asks for one page of rows");
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

/// Where reports and one record stand; `{order}` is the newest order.
const READ: [&str; 6] = [
    "/finance/ageing",
    "/finance/trial-balance",
    "/finance/general-ledger",
    "/inventory/stock-value",
    "/inventory/stock",
    "/orders/sales-orders/{order}",
];

/// The id of the first order of the list.
fn first_order(client: &Client) -> String {
    let list = client.get("/orders/sales-orders?view=all").expect(200);
    let mut links = list.text.split("href=\"/orders/sales-orders/").skip(1);
    let id = |rest: &str| rest.split('"').next().map(str::to_owned);
    links
        .find_map(|rest| id(rest).filter(|id| id.parse::<i64>().is_ok()))
        .unwrap()
}

#[test]
fn no_report_and_no_order_walks_through_what_was_done_before() {
    let loaded = Loaded::serve(25);
    let client = Client::sign_in(&loaded.address, &loaded.firm.email, &loaded.firm.password);
    let mut conn = loaded.conn();
    let growing = growing(&mut conn, 1_000);
    let order = first_order(&client);
    let mut bad = Vec::new();
    for url in READ {
        let url = url.replace("{order}", &order);
        client.get(&url).expect(200);
        loaded.readers.start();
        client.get(&url).expect(200);
        let recording = loaded.readers.stop();
        assert!(recording.statement_count() > 3, "{url}");
        for sql in recording.texts() {
            let steps = plan(&mut conn, sql);
            // What is open grows, too: the ageing adds it up by an index, in its order.
            let sorts = url.ends_with("ageing") && steps.iter().any(|step| step.contains("TEMP B-TREE"));
            // What a customer will be invoiced comes from the index alone: he may have very many orders.
            let looks_up = sql.contains("uninvoiced_amount <> 0") && !steps[0].contains("COVERING INDEX");
            if !walks(&steps, &growing).is_empty() || sorts || looks_up {
                bad.push(format!("{url}: {sql}\n    {}", steps.join("\n    ")));
            }
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}
