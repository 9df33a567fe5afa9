//! The rules of the house that can be read off the source: layers, rooms, names, tables.
use std::collections::BTreeSet;
use std::path::Path;
use std::path::PathBuf;
use tenon::app::DEPARTMENTS;

/// A source file: its path below `src`, and its text without the tests at its end.
struct Source {
    path: String,
    text: String,
}

fn files_below(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_below(&path, extension, found);
        } else if path.extension().is_some_and(|one| one == extension) {
            found.push(path);
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<Source> {
    let mut paths = Vec::new();
    files_below(&root().join("src"), "rs", &mut paths);
    let own = paths.into_iter().filter(|path| {
        let below = path.strip_prefix(root().join("src")).unwrap();
        !below.starts_with("kernel/db")
            && !below.starts_with("schema")
            && !below.to_string_lossy().ends_with("_tests.rs")
    });
    own.map(|path| {
        let text = std::fs::read_to_string(&path).unwrap();
        let text = text.split("#[cfg(test)]").next().unwrap().to_owned();
        let path = path.strip_prefix(root().join("src")).unwrap().display().to_string();
        Source { path, text }
    })
    .collect()
}

/// What each line of code uses: `use crate::a::b::C;` is `a::b::C`.
fn uses(source: &Source) -> impl Iterator<Item = &str> {
    source.text.lines().filter_map(|line| {
        let line = line.trim_start().strip_prefix("pub ").unwrap_or(line.trim_start());
        line.strip_prefix("use crate::")?.strip_suffix(';')
    })
}

/// The order of the layers; the base is one layer.
fn layers() -> Vec<&'static str> {
    let departments = DEPARTMENTS.iter().map(|department| department.name);
    ["base"]
        .into_iter()
        .chain(departments)
        .chain(["reactions", "app"])
        .collect()
}

fn layer_of(name: &str) -> usize {
    let name = match name {
        "schema" | "ids" | "event" | "permission" | "kernel" | "migrations" => "base",
        "start" | "bench" | "main" | "lib" => "app",
        other => other,
    };
    layers()
        .iter()
        .position(|layer| *layer == name)
        .unwrap_or_else(|| panic!("{name} has no layer"))
}

fn first_word(path: &str) -> &str {
    path.split(['/', ':', '.']).next().unwrap()
}

#[test]
fn a_file_uses_only_what_stands_left_of_it() {
    let mut wrong = Vec::new();
    for source in sources() {
        let own = layer_of(first_word(&source.path));
        for used in uses(&source) {
            let word = first_word(used);
            // Macros are exported at the root.
            let is_macro = !used.contains("::")
                && word.chars().all(|letter| letter.is_lowercase() || letter == '_')
                && !layers().contains(&word);
            let is_root = ["schema", "ids", "event", "permission", "kernel"].contains(&word);
            if !is_macro && !is_root && layer_of(word) > own {
                wrong.push(format!("{} uses {used}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "right of itself:\n{}", wrong.join("\n"));
}

/// The room a file is in: pages over ops over queries over the model.
fn room_of(path: &str) -> Option<usize> {
    let rooms = ["queries", "ops", "pages"];
    let names: Vec<&str> = path.split(['/', '.']).collect();
    rooms.iter().position(|room| {
        names
            .iter()
            .any(|name| name == room || name.starts_with(&format!("{room}_")))
    })
}

#[test]
fn queries_use_no_ops_and_nobody_uses_pages_of_another_concept() {
    let mut wrong = Vec::new();
    for source in sources() {
        let Some(own) = room_of(&source.path) else { continue };
        for used in uses(&source).filter(|used| layer_of_use(used) > 0) {
            let room = used.split("::").find_map(room_of);
            if room.is_some_and(|room| room > own) {
                wrong.push(format!("{} uses {used}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "a room uses one above it:\n{}", wrong.join("\n"));
}

/// 0 for the base and for macros.
fn layer_of_use(used: &str) -> usize {
    let word = first_word(used);
    layers().iter().position(|layer| *layer == word).unwrap_or(0)
}

#[test]
fn one_path_stands_on_each_use_line() {
    let grouped: Vec<String> = sources()
        .iter()
        .flat_map(|source| {
            let lines = source
                .text
                .lines()
                .filter(|line| line.starts_with("use ") && line.contains('{'));
            lines.map(|line| format!("{}: {line}", source.path)).collect::<Vec<_>>()
        })
        .collect();
    assert!(grouped.is_empty(), "{}", grouped.join("\n"));
}

#[test]
fn each_file_says_what_it_is_for() {
    let silent: Vec<String> = sources()
        .into_iter()
        .filter(|source| !source.text.starts_with("//! ") && !source.text.starts_with("use super"))
        .map(|source| source.path)
        .collect();
    assert!(silent.is_empty(), "no //! at the top: {silent:?}");
}

#[test]
fn only_the_places_meant_for_it_name_actix_transactions_the_clock_and_sql() {
    // What, where it may stand.
    let rules: &[(&str, &[&str])] = &[
        ("actix_web", &["kernel/web/serve.rs"]),
        ("batch_execute", &["kernel/backup/", "bench/"]),
        (
            "sql_query",
            &["kernel/", "setup/check/", "bench/", "party/", "finance/ageing/"],
        ),
        ("SystemTime", &["kernel/clock.rs", "kernel/id.rs"]),
        ("Utc::now", &["kernel/clock.rs"]),
    ];
    let mut wrong = Vec::new();
    for source in sources() {
        for (word, places) in rules {
            if source.text.contains(word) && !places.iter().any(|place| source.path.starts_with(place)) {
                wrong.push(format!("{} names {word}", source.path));
            }
        }
        let is_page = room_of(&source.path) == Some(2);
        if is_page && source.text.contains("tenon_schema::") {
            wrong.push(format!("{}: a page reads tables by its queries", source.path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_message_that_the_source_says_has_its_text() {
    let mut files = Vec::new();
    files_below(&root().join("src/messages/en"), "ftl", &mut files);
    let texts: String = files
        .iter()
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    let known: BTreeSet<&str> = texts
        .lines()
        .filter_map(|line| Some(line.split_once(" =")?.0))
        .collect();
    let mut missing = BTreeSet::new();
    for source in sources().iter().filter(|source| !source.path.ends_with("_tests.rs")) {
        for call in ["Message::new(", "ctx.text(", "ctx.say_with("] {
            let said = source.text.split(call).skip(1);
            let keys = said.filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next());
            missing.extend(
                keys.filter(|key| !known.contains(key))
                    .map(|key| format!("{}: {key}", source.path)),
            );
        }
        for refusal in source.text.split("refuse_unless!(").skip(1) {
            let literals = refusal.split(");").next().unwrap_or("").split('"').skip(1).step_by(2);
            let keys = literals.filter(|text| {
                text.contains('-') && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_lowercase())
            });
            missing.extend(
                keys.filter(|key| !known.contains(key))
                    .map(|key| format!("{}: {key}", source.path)),
            );
        }
    }
    assert!(missing.is_empty(), "no text for {missing:#?}");
}

#[test]
fn nothing_is_left_for_later() {
    let marks = ["TODO", "FIXME", "XXX", "not built yet", "unimplemented!"];
    let mut found = Vec::new();
    for source in sources() {
        for mark in marks.iter().filter(|mark| source.text.contains(**mark)) {
            found.push(format!("{}: {mark}", source.path));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_template_is_used_and_nothing_but_kernel_markup_is_unescaped() {
    let mut templates = Vec::new();
    files_below(&root().join("templates"), "html", &mut templates);
    let mut texts: String = sources().iter().map(|source| source.text.as_str()).collect();
    let mut wrong = Vec::new();
    for path in &templates {
        let text = std::fs::read_to_string(path).unwrap();
        if text.contains("|safe") && !path.starts_with(root().join("templates/kernel")) {
            wrong.push(format!("{} trusts a text", path.display()));
        }
        texts.push_str(&text);
    }
    for path in &templates {
        let below = path
            .strip_prefix(root().join("templates"))
            .unwrap()
            .display()
            .to_string();
        let name = below.rsplit('/').next().unwrap();
        if !texts.contains(&below) && !texts.contains(&format!("\"{name}\"")) {
            wrong.push(format!("{below} is used nowhere"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_source_names_no_table_that_is_not_in_the_schema() {
    let mut migrations = Vec::new();
    files_below(&root().join("migrations"), "sql", &mut migrations);
    let created: BTreeSet<String> = migrations
        .iter()
        .flat_map(|path| {
            let text = std::fs::read_to_string(path).unwrap();
            let names = text.lines().filter_map(|line| {
                line.strip_prefix("CREATE TABLE ")?
                    .split(['(', ' '])
                    .next()
                    .map(str::to_owned)
            });
            names.collect::<Vec<_>>()
        })
        .collect();
    let mut schema = Vec::new();
    files_below(&root().join("src/schema/src"), "rs", &mut schema);
    let declared: BTreeSet<String> = schema
        .iter()
        .flat_map(|path| {
            let text = std::fs::read_to_string(path).unwrap();
            let lines: Vec<String> = text
                .split("diesel::table! {")
                .skip(1)
                .filter_map(|rest| rest.trim_start().split([' ', '(']).next().map(str::to_owned))
                .collect();
            lines
        })
        .collect();
    assert_eq!(created, declared, "migrations and src/schema have the same tables");
}
