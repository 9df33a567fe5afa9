//! What the const tables of the departments promise: every route, permission, menu entry and label.
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use tenon::app::APP;
use tenon::ids::Subject;
use tenon::kernel::message::Language;
use tenon::kernel::message::Messages;
use tenon::kernel::web::route::Method;
use tenon::permission::Permission;

fn english() -> &'static Messages {
    Messages::get(Language::English)
}

#[test]
fn a_method_and_path_stand_once() {
    let mut seen: BTreeMap<(Method, String), &str> = BTreeMap::new();
    for route in APP.routes() {
        let shape: Vec<&str> = route
            .path
            .split('/')
            .map(|part| if part.starts_with('{') { "{}" } else { part })
            .collect();
        let before = seen.insert((route.method, shape.join("/")), route.path);
        assert_eq!(before, None, "{} stands twice", route.path);
    }
    assert!(seen.len() > 100);
}

#[test]
fn fixed_words_stand_before_parameters() {
    let routes: Vec<_> = APP.routes().collect();
    for (place, later) in routes.iter().enumerate() {
        let hides = routes[..place].iter().find(|earlier| {
            let (one, two): (Vec<&str>, Vec<&str>) =
                (earlier.path.split('/').collect(), later.path.split('/').collect());
            earlier.method == later.method
                && one.len() == two.len()
                && one != two
                && one
                    .iter()
                    .zip(&two)
                    .all(|(one, two)| one.starts_with('{') || one == two)
        });
        assert!(
            hides.is_none(),
            "{} is never reached: {} stands before it",
            later.path,
            hides.unwrap().path
        );
    }
}

#[test]
fn every_menu_and_create_entry_leads_to_a_page_with_the_same_permission() {
    for department in APP.departments {
        assert!(
            english().has(&format!("department-{}", department.name)) || !department.in_rail,
            "department-{}",
            department.name
        );
        let menu = department
            .menu
            .iter()
            .map(|item| (item.url, item.label, item.permission));
        let create = department
            .create
            .iter()
            .map(|entry| (entry.url, entry.label, entry.permission));
        for (url, label, permission) in menu.chain(create) {
            let path = url.split('?').next().unwrap();
            let route = APP
                .routes()
                .find(|route| route.method == Method::Get && route.path == path);
            let route = route.unwrap_or_else(|| panic!("{url} of {} leads nowhere", department.name));
            assert_eq!(
                route.permission, permission,
                "{url}: the entry shows to others than the page opens for"
            );
            assert!(english().has(label), "{label}");
        }
    }
}

#[test]
fn every_permission_is_used_and_has_a_name() {
    let of_routes: BTreeSet<Permission> = APP.routes().map(|route| route.permission).collect();
    let mut source = String::new();
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|one| one == "rs")
                && !path.ends_with("permission.rs")
                && !path.ends_with("roles.rs")
            {
                source.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    for permission in Permission::ALL {
        let is_checked = of_routes.contains(permission) || source.contains(&format!("Permission::{permission:?}"));
        assert!(is_checked, "{permission:?} is asked for nowhere");
        assert!(
            permission.is_free() || english().has(&permission.message_key()),
            "{}",
            permission.message_key()
        );
    }
}

#[test]
fn a_route_that_writes_is_a_post_and_every_operation_of_a_page_is_one_of_the_api() {
    // Posts that only a browser makes: its session, its drafts, its files.
    let only_pages = [
        "/sign-in",
        "/sign-out",
        "/me/",
        "/drafts",
        "/files",
        "/reset/",
        "/notifications",
    ];
    // A reset link is a secret for one person's eyes: no program gets it.
    let secrets = ["/setup/users/{id}/reset-link"];
    for route in APP
        .routes()
        .filter(|route| route.method == Method::Post && route.api.is_none())
    {
        let is_part =
            route.path.ends_with("/totals") || route.path.ends_with("/lines") || route.path.contains("/bulk/");
        let is_known = secrets.contains(&route.path)
            || is_part
            || route.takes_files
            || only_pages.iter().any(|start| route.path.starts_with(start));
        assert!(is_known, "POST {} is no operation of the API", route.path);
    }
}

#[test]
fn every_record_that_search_finds_has_a_page() {
    let kinds = APP
        .search_kinds()
        .map(|kind| kind.kind)
        .chain(APP.documents().map(|kind| kind.kind));
    for kind in kinds {
        let subject = Subject::from_parts(kind, 7).unwrap_or_else(|| panic!("{kind} is no subject"));
        let url = subject.url().replace("/7", "/{id}");
        assert!(
            APP.routes()
                .any(|route| route.method == Method::Get && route.path == url),
            "{url} has no page"
        );
    }
    for label in APP.search_kinds().map(|kind| kind.label) {
        assert!(english().has(label), "{label}");
    }
}
