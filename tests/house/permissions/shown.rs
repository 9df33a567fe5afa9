//! What lists, their exports and the search show: for each role in each company exactly what it may read there.
use crate::lists::lists;
use crate::permissions::doors::COMPANIES;
use crate::permissions::doors::demo;
use crate::permissions::person::Decision;
use crate::permissions::person::Person;
use crate::permissions::person::Whose;
use crate::permissions::records::Records;
use crate::permissions::records::kinds;
use crate::permissions::records::reads;
use crate::world::World;
use calamine::Reader;
use serde_json::Value;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::io::Cursor;
use tenon::app::APP;
use tenon::company::roles::STANDARD;
use tenon_db::diesel::prelude::*;
use tenon_schema::search_document;

/// Each standard role in each of two companies, and one who holds two.
fn people(world: &World) -> Vec<Person> {
    let mut people = Vec::new();
    for company in COMPANIES {
        for role in STANDARD {
            people.push(Person::of_demo(world, &[(role.code, company)]));
        }
    }
    people.push(Person::of_demo(world, &[("warehouse", "NW"), ("accountant", "KC")]));
    people
}

/// Ids of all rows of a list in the API.
fn listed(person: &Person, list: &str, query: &str) -> BTreeSet<i64> {
    let mut ids = BTreeSet::new();
    let mut after = String::new();
    loop {
        let answer = person
            .program
            .api_get(&format!("{list}?rows=200{query}{after}"))
            .expect(200)
            .json();
        ids.extend(
            answer["rows"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["id"].as_i64().unwrap()),
        );
        match answer["next"].as_str() {
            Some(next) => after = format!("&after={}", escaped(next)),
            None => return ids,
        }
    }
}

/// Rows of a list's CSV and of its XLSX, without their heads.
fn exported(person: &Person, list: &str, query: &str) -> (usize, usize) {
    let text = person
        .browser
        .get(&format!("{list}?format=csv{query}"))
        .expect(200)
        .text;
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let book = person
        .browser
        .get(&format!("{list}?format=xlsx{query}"))
        .expect(200)
        .bytes;
    let mut book = calamine::open_workbook_auto_from_rs(Cursor::new(book)).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    (reader.records().count(), sheet.height().saturating_sub(1))
}

#[test]
fn lists_and_exports_hold_what_their_reader_may_read_and_no_more() {
    let (world, records) = demo();
    let mut wrong = Vec::new();
    let mut compared = 0;
    for person in people(&world) {
        for list in lists() {
            let route = APP.routes().find(|route| route.path == list).unwrap();
            if !person.may_somewhere(route.permission) {
                continue;
            }
            // The person works in one company; with two he looks at all, as programs do.
            let shown = listed(&person, list, "&view=all");
            let foreign = shown.iter().filter(|id| {
                let whose = records.at(list).and_then(|found| found.get(id));
                whose.is_some_and(|whose| person.decides_on(reads(list), reads(list), *whose) != Decision::Open)
            });
            let foreign: Vec<&i64> = foreign.take(3).collect();
            if !foreign.is_empty() {
                wrong.push(format!("{}: {list} shows {foreign:?} of another company", person.name));
            }
            let (csv, xlsx) = exported(&person, list, "&view=all");
            if csv != xlsx || (person.is_in_one_company() && csv != shown.len()) {
                wrong.push(format!(
                    "{}: {list} shows {} rows, {csv} in CSV, {xlsx} in XLSX",
                    person.name,
                    shown.len()
                ));
            }
            compared += csv;
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
    assert!(compared > 1_000, "only {compared} rows were exported");
}

/// A record as search knows it.
type Known = (String, i64, String);

/// The latest record of each kind that is found by its title: of each of two companies, and of all.
fn samples(world: &World, records: &Records) -> Vec<(Known, &'static str)> {
    let places = kinds();
    let companies = COMPANIES.map(|code| world.company(code));
    let known: Vec<Known> = world.read(|conn| {
        Ok(search_document::table
            .select((
                search_document::subject_kind,
                search_document::subject_id,
                search_document::title,
            ))
            .order(search_document::subject_id)
            .load(conn)?)
    });
    let mut latest = BTreeMap::new();
    for (kind, id, title) in known {
        let place = places.iter().find(|(code, _)| *code == kind);
        let Some((place, whose)) = place.and_then(|(_, place)| records.linked(&format!("{place}/{id}"))) else {
            continue;
        };
        let is_tried = match whose {
            Whose::Company(company) => companies.contains(&company),
            _ => true,
        };
        if is_tried {
            latest.insert((kind.clone(), whose), ((kind, id, title), place));
        }
    }
    latest.into_values().collect()
}

#[test]
fn search_finds_what_its_reader_may_read_and_no_more() {
    let (world, records) = demo();
    let samples = samples(&world, &records);
    let mut wrong = BTreeSet::new();
    let (mut found, mut hidden) = (0, 0);
    for person in people(&world) {
        for ((kind, id, title), place) in &samples {
            let (_, whose) = records.linked(&format!("{place}/{id}")).unwrap();
            let may = person.decides_on(reads(place), reads(place), whose) == Decision::Open;
            let asked = escaped(title);
            let hits = person.program.api_get(&format!("/search?q={asked}")).expect(200).json();
            let urls = hits["hits"]
                .as_array()
                .unwrap()
                .iter()
                .map(|hit| hit["url"].as_str().unwrap().to_owned());
            let own: BTreeSet<String> = urls.collect();
            if own.contains(&format!("{place}/{id}")) != may {
                wrong.insert(format!(
                    "{}: {kind} {title} of {whose:?} is found: {}",
                    person.name, !may
                ));
            }
            let shown = own.into_iter().chain(at_a_page(&person, (found + hidden) % 3, &asked));
            for url in shown {
                let Some((place, whose)) = records.linked(&url) else {
                    continue;
                };
                if person.decides_on(reads(place), reads(place), whose) != Decision::Open {
                    wrong.insert(format!("{}: “{title}” finds {url} of {whose:?}", person.name));
                }
            }
            if may { found += 1 } else { hidden += 1 }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        Vec::from_iter(wrong).join("\n")
    );
    assert!(found > 50 && hidden > 50, "{found} found, {hidden} hidden");
}

/// What a page shows of a search, each page in turn: the search's own, the palette, a field for any record.
fn at_a_page(person: &Person, turn: usize, asked: &str) -> Vec<String> {
    let get = |page: &str| person.browser.get(&format!("{page}?q={asked}")).expect(200);
    match turn {
        0 => linked(&get("/search").text),
        1 => urls_of(&get("/search/palette").json()),
        _ => combo_urls(&get("/search/records").json()),
    }
}

fn escaped(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn linked(html: &str) -> Vec<String> {
    let links = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    links.map(str::to_owned).collect()
}

fn urls_of(palette: &Value) -> Vec<String> {
    let groups = palette["groups"].as_array().unwrap().iter();
    let items = groups.flat_map(|group| group["items"].as_array().unwrap());
    items.map(|item| item["url"].as_str().unwrap().to_owned()).collect()
}

/// The choices of a field that takes any record name it by kind and id.
fn combo_urls(combo: &Value) -> Vec<String> {
    let places = kinds();
    let url = |option: &Value| {
        let (kind, id) = option["id"].as_str()?.split_once(':')?;
        let (_, place) = places.iter().find(|(code, _)| *code == kind)?;
        Some(format!("{place}/{id}"))
    };
    combo.as_array().unwrap().iter().filter_map(url).collect()
}
