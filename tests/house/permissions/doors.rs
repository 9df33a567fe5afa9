//! Every route × role × company, on pages and in the API, with a real record of each company wherever an address takes
//! one.
use crate::bad_input::shape::Ids;
use crate::bad_input::shape::Shapes;
use crate::bad_input::walk::as_form;
use crate::client::Answer;
use crate::client::new_key;
use crate::permissions::person::Decision;
use crate::permissions::person::Person;
use crate::permissions::person::Whose;
use crate::permissions::records::Records;
use crate::permissions::records::kinds;
use crate::permissions::records::place_of;
use crate::permissions::records::reads;
use crate::world::World;
use serde_json::Value;
use serde_json::json;
use std::collections::BTreeSet;
use tenon::app::APP;
use tenon::company::activity::access;
use tenon::ids::CompanyId;
use tenon::kernel::web::Route;
use tenon::kernel::web::route::Method;
use tenon::permission::Permission;

/// A version that no record has, so that no walker changes what the next one finds.
const NO_VERSION: &str = "999999";

/// The companies whose records are tried.
pub const COMPANIES: [&str; 2] = ["NW", "KC"];

/// Forms that begin from a record which the address or the form names.
const FROM_A_RECORD: [&str; 4] = [
    "/orders/deliveries/new",
    "/orders/returns/new",
    "/orders/deliveries",
    "/orders/returns",
];

/// The demo with a note and a file on an order of each company.
pub fn demo() -> (World, Records) {
    let world = World::demo();
    let admin = world.sign_in_as_demo("administrator");
    let orders = Records::of(&world).samples("/orders/sales-orders");
    for (order, _) in orders {
        admin
            .post(&format!("/notes/sales-order/{order}"), &[("text", "Called.")])
            .expect(303);
        let file: &[(&str, &str, &[u8])] = &[("file", "drawing.txt", b"A drawing.")];
        admin
            .upload(&format!("/files/sales-order/{order}"), &[], file)
            .expect(303);
    }
    let records = Records::of(&world);
    (world, records)
}

struct Walk<'a> {
    person: &'a Person,
    records: &'a Records,
    /// Bodies as each company of the person sends them.
    shapes: Vec<(CompanyId, Shapes)>,
    companies: Vec<CompanyId>,
    asked: usize,
    wrong: BTreeSet<String>,
}

impl Walk<'_> {
    /// Asks at both doors.
    fn ask(&mut self, route: &Route, address: &str, decision: Decision) {
        let body = if route.path.contains("{id}") {
            self.body(route)
        } else {
            json!({})
        };
        let page = self.at_the_page(route, address, &body);
        if route.method == Method::Get && page.status == 200 && page.content_type.starts_with("text/html") {
            self.judge_links(route, address, &page);
        }
        self.judge("", route, address, decision, &page);
        // A file that was taken off its record at one door is not there any more at the other.
        let is_gone = route.path == "/files/{id}/remove" && page.status == 303;
        if route.api.is_some() && !is_gone {
            let answer = self.at_the_api(route, address, &body);
            self.judge("/api/v1", route, address, decision, &answer);
        }
    }

    /// A body with everything in it that the operation takes: the record decides, not a missing field.
    fn body(&self, route: &Route) -> Value {
        let may = |(company, _): &&(CompanyId, Shapes)| self.person.may(route.permission, *company);
        let (_, shapes) = self.shapes.iter().find(may).unwrap_or(&self.shapes[0]);
        let mut body = shapes
            .write(route.path)
            .map_or_else(|| json!({}), |schema| shapes.full(schema));
        // A limit is for those who may set credit limits, whatever else they may do with terms.
        if let Some(limit) = body.get_mut("credit_limit_amount") {
            *limit = Value::Null;
        }
        body
    }

    fn at_the_page(&self, route: &Route, address: &str, body: &Value) -> Answer {
        let form = as_form(body);
        let mut fields = vec![("_version", NO_VERSION)];
        fields.extend(form.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        match route.method {
            Method::Get => self.person.browser.get(address),
            Method::Post if route.takes_files => self.person.browser.upload(address, &fields, &[]),
            Method::Post => self.person.browser.post(address, &fields),
        }
    }

    fn at_the_api(&self, route: &Route, address: &str, body: &Value) -> Answer {
        let headers = [("idempotency-key", &*new_key()), ("if-match", NO_VERSION)];
        match route.method {
            Method::Get => self.person.program.api_get(address),
            Method::Post => self.person.program.api_with(address, body, &headers),
        }
    }

    fn judge(&mut self, door: &str, route: &Route, address: &str, decision: Decision, answer: &Answer) {
        self.asked += 1;
        let is_missing = decision == Decision::Open && FROM_A_RECORD.contains(&route.path) && answer.status == 404;
        // Whose session it was is nobody's business: it has ended, or was never there.
        let has_ended = route.path == "/me/sessions/{id}/revoke" && answer.text.contains("ended already");
        if !decision.is_kept_by(answer.status) && !is_missing && !has_ended {
            let text: String = answer.visible().chars().take(200).collect();
            self.wrong.insert(format!(
                "{}: {:?} {door}{} answered {}, not {decision:?} ({address}): {text}",
                self.person.name, route.method, route.path, answer.status
            ));
        }
    }

    /// No page leads its reader to what he may not open.
    fn judge_links(&mut self, route: &Route, address: &str, page: &Answer) {
        let links = page
            .text
            .split("href=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next());
        for link in links {
            let Some((place, whose)) = self.records.linked(link) else {
                continue;
            };
            if self.person.decides_on(reads(place), reads(place), whose) != Decision::Open {
                self.wrong.insert(format!(
                    "{}: {} shows a link to {place} of {whose:?} ({address}: {link})",
                    self.person.name, route.path
                ));
            }
        }
    }

    fn walk(&mut self) {
        for route in APP
            .routes()
            .filter(|route| route.path != "/sign-out" && route.path != "/me/password")
        {
            if route.path.contains("{kind}") {
                self.walk_kinds(route);
            } else if route.path.contains("{id}") {
                self.walk_records(route);
            } else {
                self.walk_companies(route);
            }
        }
    }

    /// A page of no record: in the company worked in, and in each that the address names.
    fn walk_companies(&mut self, route: &Route) {
        let open = if self.person.may_somewhere(route.permission) {
            Decision::Open
        } else {
            Decision::Forbidden
        };
        let is_list = route.api.is_some_and(|doc| doc.rows.is_some());
        let address = route.path.replace("{token}", "7");
        self.ask(route, &address, open);
        let exports = ["csv", "xlsx"].into_iter().filter(|_| is_list);
        for format in exports.clone() {
            self.ask_page(route, &format!("{address}?format={format}"), open);
        }
        if route.permission == Permission::Public {
            return;
        }
        for company in self.companies.clone() {
            let decision = self.person.decides_in(route.permission, company);
            self.ask(route, &format!("{address}?company={company}"), decision);
            for format in exports.clone() {
                self.ask_page(route, &format!("{address}?company={company}&format={format}"), decision);
            }
        }
    }

    fn ask_page(&mut self, route: &Route, address: &str, decision: Decision) {
        let answer = self.at_the_page(route, address, &json!({}));
        self.judge("", route, address, decision, &answer);
    }

    /// A page of a record, or what is done to it: a record of each company, of all, of the reader and of somebody else.
    fn walk_records(&mut self, route: &Route) {
        let place = place_of(route.path);
        let reads = reads(place);
        let needs = if route.permission == Permission::Own {
            reads
        } else {
            route.permission
        };
        for (id, whose) in self.samples(place) {
            if route.path.contains("revoke") && whose == Whose::User(self.person.user) {
                continue;
            }
            let decision = self.person.decides_on(reads, needs, whose);
            let address = route.path.replace("{id}", &id.to_string());
            if address.contains("{conversion}") && decision == Decision::Open {
                // None of the unit's: those there are stay for the next one who asks.
                self.ask(route, &address.replace("{conversion}", "7"), Decision::Unknown);
            } else {
                self.ask(route, &address.replace("{conversion}", "7"), decision);
            }
        }
    }

    /// What hangs on a record of any kind is open as the record is.
    fn walk_kinds(&mut self, route: &Route) {
        for (kind, place) in kinds() {
            let reads = reads(&place);
            for (id, whose) in self.samples(&place) {
                let decision = match access::of(kind) {
                    Some(_) => self.person.decides_on(reads, reads, whose),
                    None => Decision::Unknown,
                };
                let address = route.path.replace("{kind}", kind).replace("{id}", &id.to_string());
                self.ask(route, &address, decision);
            }
        }
    }

    fn samples(&self, place: &str) -> Vec<(i64, Whose)> {
        let samples = self.records.samples(place).into_iter();
        let own = Whose::User(self.person.user);
        let mut others = 0;
        samples
            .filter(|(_, whose)| match whose {
                Whose::Company(company) => self.companies.contains(company),
                Whose::User(_) if *whose != own => {
                    others += 1;
                    others == 1
                }
                Whose::User(_) | Whose::Shared | Whose::Group | Whose::Rights => true,
            })
            .collect()
    }
}

/// Each of them walks through every door.
#[track_caller]
fn must_agree(people: &[&[(&'static str, &str)]]) {
    let (world, _) = demo();
    let companies: Vec<CompanyId> = COMPANIES.iter().map(|code| world.company(code)).collect();
    let people: Vec<Person> = people.iter().map(|roles| Person::of_demo(&world, roles)).collect();
    let records = Records::of(&world);
    let document = people[0].program.api_get("/openapi.json").expect(200).json();
    let mut wrong = BTreeSet::new();
    for person in &people {
        let of = |company| (company, Shapes::new(document.clone(), Ids::in_company(&world, company)));
        let mut walk = Walk {
            person,
            records: &records,
            shapes: person.companies().map(of).collect(),
            companies: companies.clone(),
            asked: 0,
            wrong: BTreeSet::new(),
        };
        walk.walk();
        assert!(walk.asked > 1_000, "{} asked only {} times", person.name, walk.asked);
        wrong.extend(walk.wrong);
    }
    let told: Vec<String> = wrong.into_iter().collect();
    assert!(
        told.is_empty(),
        "{} disagree with the table:\n{}",
        told.len(),
        told.join("\n")
    );
}

#[test]
fn every_door_decides_for_an_administrator_as_the_table_says() {
    must_agree(&[&[("administrator", "NW")], &[("administrator", "KC")]]);
}

#[test]
fn every_door_decides_for_a_salesperson_as_the_table_says() {
    must_agree(&[&[("sales", "NW")], &[("sales", "KC")]]);
}

#[test]
fn every_door_decides_for_the_warehouse_as_the_table_says() {
    must_agree(&[&[("warehouse", "NW")], &[("warehouse", "KC")]]);
}

#[test]
fn every_door_decides_for_an_accountant_as_the_table_says() {
    must_agree(&[&[("accountant", "NW")], &[("accountant", "KC")]]);
}

#[test]
fn every_door_decides_for_who_holds_one_role_here_and_another_there_as_the_table_says() {
    must_agree(&[
        &[("warehouse", "NW"), ("accountant", "KC")],
        &[("accountant", "NW"), ("sales", "KC")],
    ]);
}
