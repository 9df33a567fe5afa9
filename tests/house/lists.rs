//! What every list can do because the kernel does it: sort by each column it offers, export all that matches as CSV and XLSX,
//! count it, keep a view; on the demo group, as the administrator sees it.
use crate::client::Client;
use crate::client::token_of;
use crate::world::World;
use std::collections::BTreeSet;
use tenon::app::APP;

/// Addresses of all lists of records.
pub fn lists() -> Vec<&'static str> {
    let routes = APP.departments.iter().flat_map(|department| department.routes);
    let lists = routes
        .flat_map(|routes| routes.iter())
        .filter(|route| route.api.is_some_and(|doc| doc.rows.is_some()) && !route.path.contains('{'));
    lists.map(|route| route.path).collect()
}

/// The columns that the heads of a list's page offer to sort by.
pub fn sorts(html: &str) -> BTreeSet<String> {
    let name = |rest: &str| -> String {
        rest.chars()
            .take_while(|letter| letter.is_ascii_lowercase() || *letter == '-')
            .collect()
    };
    let names = html.split("sort=").skip(1).map(name);
    names.filter(|name| !name.is_empty()).collect()
}

/// The rows of a CSV, its head left out.
fn rows(client: &Client, url: &str) -> Vec<Vec<String>> {
    let file = client.get(url).expect(200);
    assert!(
        file.content_type.starts_with("text/csv"),
        "{url}: {}",
        file.content_type
    );
    let mut reader = csv::Reader::from_reader(file.text.trim_start_matches('\u{feff}').as_bytes());
    let records = reader.records().map(|record| record.unwrap());
    records
        .map(|record| record.iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn every_list_sorts_exports_counts_and_is_an_operation() {
    let world = World::demo();
    let admin = world.sign_in_as_demo("administrator");
    let api = Client::with_token(&world.address, &token_of(&admin));
    let lists = lists();
    assert!(lists.len() > 25, "{lists:?}");
    let (mut sorted, mut filled) = (0, 0);
    for path in lists {
        let page = admin.get(&format!("{path}?view=all")).expect(200);
        let all = rows(&admin, &format!("{path}?view=all&format=csv"));
        filled += usize::from(!all.is_empty());
        let book = admin.get(&format!("{path}?view=all&format=xlsx")).expect(200);
        assert!(book.bytes.starts_with(b"PK"), "{path} as XLSX");
        admin.get(&format!("{path}?view=all&part=totals")).expect(200);
        let shown = api.api_get(path).expect(200).json()["rows"].as_array().map(Vec::len);
        assert!(shown.is_some(), "{path} of the API shows no rows");
        let mut plain = all.clone();
        plain.sort();
        let columns = sorts(&page.text);
        let columns: BTreeSet<&str> = columns.iter().map(|sort| sort.trim_start_matches('-')).collect();
        for column in columns {
            for order in [column.to_owned(), format!("-{column}")] {
                let mut other = rows(&admin, &format!("{path}?view=all&sort={order}&format=csv"));
                other.sort();
                assert_eq!(other, plain, "{path} sorted by {order} shows other rows");
                sorted += 1;
            }
        }
    }
    assert!(sorted > 100 && filled > 20, "{sorted} orders, {filled} lists with rows");
}
