//! Walks the demo as each role does, link by link: no dead link, no text without its key, nothing hard-coded, and every
//! page of the route table is reached by somebody.
use crate::client::Answer;
use crate::client::Client;
use crate::world::World;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::VecDeque;
use tenon::app::APP;
use tenon::kernel::backup;
use tenon::kernel::web::Door;
use tenon::kernel::web::route::Method;
use tenon::kernel::web::router::Match;
use tenon::kernel::web::router::Router;

/// Most addresses of one route that are opened.
const OF_A_ROUTE_MAX: usize = 4;

struct Walk<'a> {
    client: &'a Client,
    router: Router,
    opened: BTreeMap<&'static str, usize>,
    seen: BTreeSet<String>,
    waiting: VecDeque<(String, String)>,
    wrong: Vec<String>,
    pages: Vec<(String, Answer)>,
}

impl<'a> Walk<'a> {
    fn new(client: &'a Client) -> Walk<'a> {
        Walk {
            client,
            router: Router::new(&APP),
            opened: BTreeMap::new(),
            seen: BTreeSet::new(),
            waiting: VecDeque::from([("/".to_owned(), "the start".to_owned())]),
            wrong: Vec::new(),
            pages: Vec::new(),
        }
    }

    fn go(&mut self) {
        while let Some((url, from)) = self.waiting.pop_front() {
            if self.seen.insert(url.clone()) {
                self.open(&url, &from);
            }
        }
    }

    fn open(&mut self, url: &str, from: &str) {
        let path = url.split(['?', '#']).next().unwrap();
        let Match::Route(route, _) = self.router.find(Door::Page, Method::Get, path) else {
            if !path.starts_with("/static/") && !path.starts_with("/api/") {
                self.wrong
                    .push(format!("{} links to {}, which is no page", shape(from), shape(path)));
            }
            return;
        };
        let count = self.opened.entry(route.path).or_default();
        *count += 1;
        if *count > OF_A_ROUTE_MAX {
            return;
        }
        let answer = self.client.get(url);
        if let Some(to) = &answer.location {
            self.waiting.push_back((to.clone(), url.to_owned()));
        } else if answer.status != 200 {
            self.wrong.push(format!(
                "{from} links to {url}, which answers {}: {}",
                answer.status,
                answer.visible()
            ));
        }
        if answer.content_type.starts_with("text/html") {
            if answer.text.contains('⟦') {
                let keys: Vec<&str> = answer
                    .text
                    .split('⟦')
                    .skip(1)
                    .filter_map(|rest| rest.split('⟧').next())
                    .collect();
                self.wrong.push(format!("{url} lacks texts: {keys:?}"));
            }
            for link in links(&answer.text) {
                self.waiting.push_back((resolved(path, &link), url.to_owned()));
            }
            self.pages.push((url.to_owned(), answer));
        }
    }
}

/// An address with its record left out, so that one dead link is named once.
fn shape(url: &str) -> String {
    let parts = url.split(['?', '#']).next().unwrap().split('/');
    parts
        .map(|part| if part.parse::<i64>().is_ok() { "{id}" } else { part })
        .collect::<Vec<_>>()
        .join("/")
}

fn resolved(path: &str, link: &str) -> String {
    match link.strip_prefix('?') {
        Some(query) => format!("{path}?{query}"),
        None => link.to_owned(),
    }
}

/// Links of a page to pages of the house.
fn links(html: &str) -> BTreeSet<String> {
    let values = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let own = values.filter(|link| link.starts_with('/') || link.starts_with('?'));
    own.map(|link| link.replace("&amp;", "&").replace("&#38;", "&"))
        .collect()
}

#[test]
fn every_link_of_every_role_leads_somewhere_and_every_page_is_reached() {
    let world = World::demo();
    let mut wrong = Vec::new();
    let mut reached: BTreeSet<&'static str> = BTreeSet::new();
    for role in ["administrator", "sales", "warehouse", "accountant"] {
        let client = world.sign_in_as_demo(role);
        let mut walk = Walk::new(&client);
        walk.go();
        let once: BTreeSet<String> = walk.wrong.into_iter().collect();
        wrong.extend(once.into_iter().map(|text| format!("{role}: {text}")));
        reached.extend(walk.opened.into_keys());
    }
    assert!(wrong.is_empty(), "{} things\n{}", wrong.len(), wrong.join("\n"));
    // Pages of records are reached where the demo has such a record; lists, forms and reports always. Left out: parts that
    // scripts ask for, what is reached only by a letter or before the sign-in, and forms that begin from a record.
    let others = [
        "/search",
        "/palette",
        "/sign-in",
        "/openapi.json",
        "/me/second-factor/",
        "/orders/deliveries/new",
    ];
    let missed: Vec<&str> = APP
        .routes()
        .filter(|route| route.method == Method::Get && !route.path.contains('{') && !reached.contains(route.path))
        .map(|route| route.path)
        .filter(|path| !others.iter().any(|part| path.contains(part)))
        .collect();
    assert!(missed.is_empty(), "no link leads to {missed:?}");
}

/// Pieces of visible text: what stands between tags, and what is read out.
fn texts(html: &str) -> BTreeSet<String> {
    let body = html.split("<body").nth(1).unwrap_or("");
    let between = body
        .split('<')
        .filter_map(|piece| piece.split_once('>'))
        // Names that programs read are the same in every language.
        .filter(|(tag, _)| !["script", "style", "code"].iter().any(|silent| tag.starts_with(silent)));
    let between = between.map(|(_, text)| text.trim().to_owned());
    let attributes = ["aria-label=\"", "title=\"", "placeholder=\""];
    let read_out = attributes.iter().flat_map(|name| {
        body.split(name)
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .map(str::to_owned)
    });
    between.chain(read_out).filter(|text| !text.is_empty()).collect()
}

/// Words in plain letters; those of messages have accents in the pseudo-language.
fn plain_words(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphabetic());
    words
        .filter(|word| {
            word.chars().count() > 2
                && word.chars().all(|letter| letter.is_ascii_alphabetic())
                && word.chars().any(|letter| letter.is_lowercase())
        })
        .map(str::to_lowercase)
        .collect()
}

#[test]
fn no_text_is_hard_coded() {
    let world = World::demo();
    world.behind_its_back("UPDATE app_user SET language = 'en-XA'");
    // Papers speak the language of who gets them, or of the company.
    world.behind_its_back("UPDATE party SET language = 'en-XA'");
    world.behind_its_back("UPDATE company SET language = 'en-XA'");
    // Whatever stands in the database is data, not text of the program.
    let file = world.house.data_dir.join("texts.tar.gz");
    backup::dump(&world.house.db, &world.house.data_dir, &file).unwrap();
    let rows = std::process::Command::new("tar")
        .arg("-xzOf")
        .arg(&file)
        .output()
        .unwrap();
    // The rows are JSON: the end of a line of an address is written there as a letter, which belongs to no word.
    let rows = String::from_utf8_lossy(&rows.stdout).replace("\\n", " ");
    let data: BTreeSet<String> = plain_words(&rows).into_iter().collect();
    let allowed = [
        "ctrl", "enter", "esc", "shift", "alt", "del", "tenon", "csv", "xlsx", "excel", "utf", "english", "http",
        "https", "json", "api", "url", "totp", "iban", "bic",
        // Addresses on a document are in the language of who gets it.
        "norway", "germany", "france",
    ];
    let mut pages = Vec::new();
    for role in ["administrator", "sales", "warehouse", "accountant"] {
        let client = world.sign_in_as_demo(role);
        let mut walk = Walk::new(&client);
        walk.go();
        pages.extend(walk.pages);
    }
    let is_paper = |url: &str| url.split('?').next().unwrap().ends_with("/print");
    let papers = pages.iter().filter(|(url, _)| is_paper(url)).count();
    assert!(papers > 20, "{papers} papers");
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for (url, answer) in &pages {
        for text in texts(&answer.text) {
            for word in plain_words(&text) {
                if !data.contains(&word)
                    && !allowed.contains(&word.as_str())
                    && chrono_tz::TZ_VARIANTS
                        .iter()
                        .all(|zone| !zone.name().to_lowercase().contains(&word))
                {
                    found.entry(text.clone()).or_insert_with(|| url.clone());
                }
            }
        }
    }
    let lines: Vec<String> = found.iter().map(|(text, url)| format!("{url}: {text}")).collect();
    assert!(
        lines.is_empty(),
        "{} texts without a key\n{}",
        lines.len(),
        lines.join("\n")
    );
}
