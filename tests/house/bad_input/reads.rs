//! Bad addresses and bad questions to everything that can be read, on both doors.
use crate::bad_input::NOT_RECORDS;
use crate::bad_input::demo;
use tenon::app::APP;
use tenon::kernel::web::route::Method;

/// Questions that no list and no report has an answer to.
const QUESTIONS: &[&str] = &[
    "sort=zzz&rows=-1",
    "rows=99999999999999999999&after=zzz&before=zzz",
    "after=%00%ff&q=%00",
    "date=9999-99-99&from=x&to=0000-00-00&year=-5&month=99",
    "date=0001-01-01&to=2199-12-31",
    "company=zzz&party_id=x&state=zzz&amount.from=x&due.to=99999999999999999999",
    "part=zzz&view=zzz&columns=zzz&format=zzz&language=zz&page=-1",
    "q=%27%3B%20DROP%20TABLE%20party%3B%20--&sort=-id%3B",
    "product_id=9223372036854775808&warehouse_id=-1&account_id=zzz&period=zzz",
    "format=csv&sort=zzz",
    "format=xlsx&state=zzz",
];

#[test]
fn bad_addresses_and_questions_are_answered_in_clear_words() {
    let (world, admin, shapes) = demo();
    let browser = world.sign_in_as_demo("administrator");
    let mut wrong = Vec::new();
    let mut see = |door: &str, path: &str, status: u16| {
        if !matches!(status, 200 | 303 | 400..=499) {
            wrong.push(format!("{door} {path} answered {status}"));
        }
    };
    let long = format!("q={}", "%E9%95%B7".repeat(2_000));
    let pages = APP
        .routes()
        .filter(|route| route.method == Method::Get && route.path != "/sign-out");
    for page in pages.map(|route| route.path.to_owned()) {
        for path in addresses(&page, &long) {
            see("page", &path, browser.get(&path).status);
        }
    }
    for path in shapes.reads() {
        for path in addresses(&path, &long) {
            see("api", &path, admin.api_get(&path).status);
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn addresses(path: &str, long: &str) -> Vec<String> {
    if path.contains('{') {
        let with = |record: &&str| {
            path.split('/')
                .map(|part| if part.starts_with('{') { record } else { part })
                .collect::<Vec<_>>()
                .join("/")
        };
        return NOT_RECORDS.iter().map(with).collect();
    }
    QUESTIONS
        .iter()
        .copied()
        .chain([long])
        .map(|question| format!("{path}?{question}"))
        .collect()
}
