//! Import from the page: files and a mapping become records through the operations, all or nothing, once.
use crate::client::Answer;
use crate::client::Client;
use crate::world::World;
use diesel::prelude::*;
use rust_xlsxwriter::Workbook;
use serde_json::Value;
use std::io::Cursor;
use std::io::Write;
use std::time::Duration;
use tenon_schema::party;
use tenon_schema::party_address;
use tenon_schema::party_terms;
use zip::write::SimpleFileOptions;

const PARTIES: &str = r#"
system = "old"

[[step]]
target = "party"
file = "customers.csv"
key = "{id}"
[step.fields]
name = "{name}"
is_customer = true
country = { text = "{land}", map = { Norge = "NO", Deutschland = "DE" } }
phone = "{phone}"
addresses = [ { when = "{street}", fields = { kind = "billing", street = "{street}", city = "{city}", country = { text = "{land}", map = { Norge = "NO", Deutschland = "DE" } } } } ]

[[step]]
target = "party-terms"
file = "customers.csv"
when = "{days}"
key = "{id}"
[step.fields]
party_id = { lookup = "party", key = "{id}" }
payment_term_id = { lookup = "payment-term", code = "N{days}" }
credit_limit_amount = { text = "{limit}", factor = 1000, default = 500 }
"#;

const CUSTOMERS: &str = "id,name,land,phone,street,city,days,limit\n\
    A1,Halvorsen Elektro AS,Norge,+47 55 90 10 20,Kong Oscars gate 5,Bergen,30,12\n\
    A2,Kiel Marine GmbH,Deutschland,,,,14,\n\
    A3,\"Sand, Kies & Söhne\",Deutschland,,Am Kai 1,Kiel,,\n";

/// Sends files and mapping and waits for the end of the job; gives its report.
fn import(admin: &Client, mapping: &str, files: &[(&str, &[u8])], is_dry: bool) -> Value {
    let mut sent: Vec<(&str, &str, &[u8])> = files.iter().map(|(name, bytes)| ("files", *name, *bytes)).collect();
    sent.push(("mapping", "mapping.toml", mapping.as_bytes()));
    let dry = if is_dry { "yes" } else { "no" };
    let answer = admin.upload("/setup/import", &[("is_dry", dry), ("known_mapping", "")], &sent);
    let job = answer.expect(303).id();
    finished(admin, job)
}

fn finished(admin: &Client, job: i64) -> Value {
    for _ in 0..600 {
        let page = admin.get(&format!("/setup/jobs/{job}")).expect(200);
        if !page.text.contains("http-equiv=\"refresh\"") {
            return report(admin, job, &page);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("the import does not end");
}

/// The problems as the file has them, and the page's words.
fn report(admin: &Client, job: i64, page: &Answer) -> Value {
    let file = admin.get(&format!("/setup/jobs/{job}/report")).expect(200);
    let mut reader = csv::Reader::from_reader(file.text.trim_start_matches('\u{feff}').as_bytes());
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        Value::from(row.iter().map(Value::from).collect::<Vec<Value>>())
    });
    serde_json::json!({"problems": rows.collect::<Vec<Value>>(), "page": page.visible()})
}

fn says(report: &Value, text: &str) {
    let page = report["page"].as_str().unwrap();
    assert!(page.contains(text), "no “{text}” in: {page}");
}

fn names(world: &World) -> Vec<String> {
    world.read(|conn| {
        Ok(party::table
            .filter(party::is_customer.eq(true))
            .order(party::name)
            .select(party::name)
            .limit(500)
            .load(conn)?)
    })
}

#[test]
fn customers_come_in_with_their_addresses_and_terms_and_only_once() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let files: &[(&str, &[u8])] = &[("customers.csv", CUSTOMERS.as_bytes())];
    let before = names(&world).len();

    let looked = import(&admin, PARTIES, files, true);
    says(&looked, "Every row can be taken. Nothing was written");
    assert_eq!(names(&world).len(), before);

    let first = import(&admin, PARTIES, files, false);
    says(&first, "Everything is in.");
    assert_eq!(names(&world).len(), before + 3);
    assert!(names(&world).contains(&"Sand, Kies & Söhne".to_owned()));
    let limits: Vec<i64> = world.read(|conn| {
        let rows = party_terms::table
            .inner_join(party::table)
            .filter(party::name.eq_any(["Halvorsen Elektro AS", "Kiel Marine GmbH"]))
            .order(party::name)
            .select(party_terms::credit_limit_amount.assume_not_null())
            .limit(500);
        Ok(rows.load(conn)?)
    });
    assert_eq!(
        limits,
        [120_000_000, 5_000_000],
        "12 × 1,000.00, and 500.00 where none is given"
    );

    let inbox = admin.get("/notifications").expect(200);
    inbox.must_show("A job of yours is done");
    let again = import(&admin, PARTIES, files, false);
    says(&again, "Everything is in.");
    assert_eq!(names(&world).len(), before + 3);
}

#[test]
fn a_changed_row_changes_its_record_and_nothing_else_of_it() {
    let world = World::new();
    let admin = world.sign_in("admin");
    import(&admin, PARTIES, &[("customers.csv", CUSTOMERS.as_bytes())], false);
    let changed = CUSTOMERS.replace("Kong Oscars gate 5", "Strandgaten 9");
    let report = import(&admin, PARTIES, &[("customers.csv", changed.as_bytes())], false);
    says(&report, "Everything is in.");
    let streets: Vec<(String, String)> = world.read(|conn| {
        let rows = party_address::table
            .inner_join(party::table)
            .filter(party::name.eq("Halvorsen Elektro AS"))
            .select((party_address::street, party::phone))
            .limit(500);
        Ok(rows.load(conn)?)
    });
    assert_eq!(streets.len(), 1, "{streets:?}");
    assert_eq!(streets[0].0, "Strandgaten 9");
    assert!(streets[0].1.contains("55"), "the phone stays: {streets:?}");
}

#[test]
fn a_workbook_is_read_like_a_text_file() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (line, row) in csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(CUSTOMERS.as_bytes())
        .records()
        .enumerate()
    {
        for (place, cell) in row.unwrap().iter().enumerate() {
            sheet
                .write_string(u32::try_from(line).unwrap(), u16::try_from(place).unwrap(), cell)
                .unwrap();
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    let mapping = PARTIES.replace("customers.csv", "customers.xlsx");
    let report = import(&admin, &mapping, &[("customers.xlsx", &bytes)], false);
    says(&report, "Everything is in.");
    assert!(names(&world).contains(&"Kiel Marine GmbH".to_owned()));
}

#[test]
fn one_wrong_row_and_nothing_is_written_and_every_wrong_row_is_named() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let before = names(&world);
    let wrong = "id,name,land,phone,street,city,days,limit\n\
        A1,Good GmbH,Deutschland,,,,,\n\
        A2,,Deutschland,,,,,\n\
        A1,Twice GmbH,Deutschland,,,,,\n\
        A4,Term GmbH,Deutschland,,,,7,\n\
        A5,Limit GmbH,Deutschland,,,,30,much\n";
    let report = import(&admin, PARTIES, &[("customers.csv", wrong.as_bytes())], false);
    says(&report, "Nothing was written.");
    assert_eq!(names(&world), before);
    let problems: Vec<(String, String, String)> = report["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let cell = |place: usize| row[place].as_str().unwrap().to_owned();
            (cell(1), cell(2), cell(3))
        })
        .collect();
    let has = |row: &str, column: &str, words: &str| {
        assert!(
            problems
                .iter()
                .any(|problem| problem.0 == row && problem.1 == column && problem.2.contains(words)),
            "no problem in row {row}, column {column} with “{words}”: {problems:?}"
        );
    };
    has("3", "name", "enter a value");
    has("4", "id", "stands in row 2 already");
    has("6", "limit", "“much” is not a number");
}

#[test]
fn a_key_that_means_nothing_is_named() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let rows = "id,name,land,phone,street,city,days,limit\nA4,Term GmbH,Deutschland,,,,7,\n";
    let report = import(&admin, PARTIES, &[("customers.csv", rows.as_bytes())], false);
    says(&report, "Nothing was written.");
    says(&report, "there is no payment-term with the code N7");
}

#[test]
fn a_row_the_operation_refuses_stops_its_file_before_it_is_begun() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let mapping = r#"
system = "old"
[[step]]
target = "payment-term"
file = "terms.csv"
key = "{code}"
[step.fields]
code = "{code}"
name = "{code}"
instalments = [ { fields = { share_percent = "{share}", day_count = "{days}" } } ]
"#;
    let rows = "code,share,days\nX10,100,10\nX20,90,20\n";
    let report = import(&admin, mapping, &[("terms.csv", rows.as_bytes())], false);
    says(&report, "Nothing was written.");
    assert_eq!(report["problems"].as_array().unwrap().len(), 1);
    assert_eq!(report["problems"][0][1], "3");
    let list = admin.get("/setup/payment-terms?view=all").expect(200);
    assert!(!list.shows("X10"), "X10 must not be written when X20 is refused");
}

#[test]
fn what_is_wrong_with_a_mapping_is_said_before_a_row_is_read() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let wrong = PARTIES
        .replace("name = \"{name}\"", "nam = \"{naem}\"")
        .replace("target = \"party-terms\"", "target = \"terms\"");
    let report = import(&admin, &wrong, &[("customers.csv", CUSTOMERS.as_bytes())], false);
    says(&report, "there is no field “nam”");
    says(&report, "the field “name” is needed");
    says(&report, "nothing called “terms” can be imported");
    let broken = import(&admin, "system = ", &[("customers.csv", CUSTOMERS.as_bytes())], false);
    says(&broken, "The mapping is not TOML");
}

#[test]
fn files_and_a_mapping_are_asked_for_and_the_permission_too() {
    let world = World::new();
    let admin = world.sign_in("admin");
    admin.get("/setup/import").expect(200).must_show("Only check");
    admin
        .get("/setup/import/targets")
        .expect(200)
        .must_show("credit_limit_amount");
    admin.get("/setup/jobs").expect(200);
    let nothing = admin.upload("/setup/import", &[("is_dry", "no")], &[]).expect(422);
    nothing.must_show("choose a mapping or send one");
    let outside: &[(&str, &str, &[u8])] = &[("files", "../x.csv", b"a\n1\n"), ("mapping", "m.toml", b"system = 'x'")];
    admin.upload("/setup/import", &[("is_dry", "no")], outside).expect(422);
    world.sign_in("sales").get("/setup/import").expect(403);
}

#[test]
fn a_sheet_with_a_cell_at_its_far_end_is_read_by_what_it_holds() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    // The table begins in the second row and column, as people lay it out.
    let rows = [["id", "name", "land"], ["A1", "Kiel Marine GmbH", "Deutschland"]];
    for (row, line) in rows.iter().zip(1_u32..) {
        for (cell, place) in row.iter().zip(1_u16..) {
            sheet.write_string(line, place, *cell).unwrap();
        }
    }
    sheet.write_string(1_048_575, 16_383, "the end").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let mapping = r#"
system = "old"
[[step]]
target = "party"
file = "customers.xlsx"
key = "{id}"
[step.fields]
name = "{name}"
is_customer = true
country = "DE"
"#;
    let report = import(&admin, mapping, &[("customers.xlsx", &bytes)], false);
    says(&report, "Everything is in.");
    assert!(names(&world).contains(&"Kiel Marine GmbH".to_owned()));
}

#[test]
fn a_small_workbook_that_unpacks_to_a_huge_one_is_refused() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive
        .start_file("xl/sharedStrings.xml", SimpleFileOptions::default())
        .unwrap();
    let nothing = vec![0; 1 << 20];
    for _ in 0..257 {
        archive.write_all(&nothing).unwrap();
    }
    let bytes = archive.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20);
    let mapping = PARTIES.replace("customers.csv", "customers.xlsx");
    let report = import(&admin, &mapping, &[("customers.xlsx", &bytes)], true);
    says(&report, "customers.xlsx holds too much");
}

#[test]
fn figures_that_add_up_to_too_much_are_refused_in_their_row() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let mapping = PARTIES.replace(
        "credit_limit_amount = { text = \"{limit}\", factor = 1000, default = 500 }",
        "credit_limit_amount = { add = [ { text = \"{limit}\" }, { text = \"{limit}\" } ] }",
    );
    let huge = "id,name,land,phone,street,city,days,limit\n\
        A1,Halvorsen,Norge,,,,30,79000000000000000000000000000\n";
    let report = import(&admin, &mapping, &[("customers.csv", huge.as_bytes())], false);
    says(&report, "Nothing was written.");
    assert_eq!(report["problems"].as_array().unwrap().len(), 1, "{report}");
}

#[test]
fn what_was_deleted_comes_in_again_and_its_notes_do_not() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let files: &[(&str, &[u8])] = &[("customers.csv", CUSTOMERS.as_bytes())];
    import(&admin, PARTIES, files, false);
    let id: i64 = world.read(|conn| {
        let kiel = party::table.filter(party::name.eq("Kiel Marine GmbH"));
        Ok(kiel.select(party::id).first(conn)?)
    });
    admin
        .post(&format!("/notes/party/{id}"), &[("text", "Was called.")])
        .expect(303);
    let before = world.row_counts();
    let version = admin
        .get(&format!("/parties/{id}/edit"))
        .expect(200)
        .input("_version")
        .unwrap();
    admin
        .post(&format!("/parties/{id}/delete"), &[("_version", &version)])
        .expect(303);
    let left = world.row_counts();
    let terms = before["party_terms"];
    assert_eq!((left["note"], left["party_terms"]), (before["note"] - 1, terms - 1));
    let again = import(&admin, PARTIES, files, false);
    says(&again, "Everything is in.");
    assert!(names(&world).contains(&"Kiel Marine GmbH".to_owned()));
    assert_eq!(world.row_counts()["party_terms"], terms, "its terms too");
}

#[test]
fn a_report_runs_no_formula_in_a_spreadsheet() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let rows = "id,name,land,phone,street,city,days,limit\n\
        =1+1,Good GmbH,Deutschland,,,,,\n\
        =1+1,Twice GmbH,Deutschland,,,,,\n";
    let mapping = PARTIES.replace("file = \"customers.csv\"", "file = \"=customers.csv\"");
    let report = import(&admin, &mapping, &[("=customers.csv", rows.as_bytes())], false);
    assert_eq!(report["problems"][0][0], "'=customers.csv", "{report}");
}
