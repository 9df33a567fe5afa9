//! What the commands do: settings checked, database opened, server started and stopped.
use crate::api;
use crate::app::APP;
use crate::company::user;
use crate::kernel::actor::Actor;
use crate::kernel::backup;
use crate::kernel::clock::Clock;
use crate::kernel::error::Error;
use crate::kernel::format::Formats;
use crate::kernel::message::Language;
use crate::kernel::message::Messages;
use crate::kernel::password;
use crate::kernel::password::Hasher;
use crate::kernel::session;
use crate::kernel::web::House;
use crate::kernel::web::route::Method;
use crate::kernel::web::serve;
use crate::migrations;
use crate::setup::check;
use crate::setup::demo;
use crate::setup::housekeeping;
use crate::setup::import::command_line;
use crate::setup::import::command_line::ImportOrder;
use crate::setup::import::mappings;
use std::fmt::Write;
use std::net::IpAddr;
use std::net::SocketAddr;
use std::net::TcpListener;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use tenon_db::Db;

/// Reading connections; each worker thread needs one at a time.
pub const READERS: usize = 16;
/// Threads that serve.
pub const WORKERS: usize = 2;

/// Everything one can set.
#[derive(Debug, Clone)]
pub struct Settings {
    pub database_url: String,
    pub data_dir: PathBuf,
    pub listen: SocketAddr,
    pub secure_cookies: bool,
    pub trusted_proxies: Vec<IpAddr>,
}

impl Settings {
    /// Refuses what cannot work, saying which setting and what would be right. Creates the data folder.
    pub fn checked(
        database_url: Option<String>,
        data_dir: PathBuf,
        listen: &str,
        secure_cookies: bool,
        trusted_proxies: &[String],
    ) -> Result<Settings, String> {
        let listen = listen
            .parse()
            .map_err(|_| format!("TENON_LISTEN is \"{listen}\": give address and port, such as 127.0.0.1:8080"))?;
        let address = |text: &String| {
            text.trim().parse().map_err(|_| {
                format!("TENON_TRUSTED_PROXY is \"{text}\": give the address of the proxy, such as 127.0.0.1, several with commas")
            })
        };
        let named = trusted_proxies.iter().filter(|text| !text.trim().is_empty());
        let trusted_proxies = named.map(address).collect::<Result<Vec<IpAddr>, String>>()?;
        std::fs::create_dir_all(&data_dir).map_err(|error| {
            format!(
                "TENON_DATA_DIR is \"{}\", and that folder cannot be made: {error}",
                data_dir.display()
            )
        })?;
        let file = format!("sqlite:{}", data_dir.join("tenon.sqlite").display());
        let database_url = database_url.filter(|url| !url.is_empty()).unwrap_or(file);
        if let Some(scheme) = unknown_scheme(&database_url) {
            return Err(format!(
                "DATABASE_URL begins with \"{scheme}:\": give sqlite:PATH or postgres://user@host/name"
            ));
        }
        Ok(Settings {
            database_url,
            data_dir,
            listen,
            secure_cookies,
            trusted_proxies,
        })
    }
}

/// What a URL begins with if that is neither engine. A path has no colon before its first slash.
fn unknown_scheme(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once(':')?;
    let is_known = match scheme {
        "sqlite" => true,
        "postgres" | "postgresql" => rest.starts_with("//"),
        _ => scheme.contains(['/', '.', '\\']) || scheme.len() == 1,
    };
    (!is_known).then_some(scheme)
}

/// Opens the database (made and migrated when needed) and gives the house that serves it.
pub fn open(settings: &Settings, clock: Clock) -> Result<House, String> {
    let db_settings = tenon_db::Settings {
        url: settings.database_url.clone(),
        readers: READERS,
    };
    let db = Db::open(&db_settings, &migrations::schema()).map_err(|error| error.to_string())?;
    Ok(House {
        secure_cookies: settings.secure_cookies,
        trusted_proxies: settings.trusted_proxies.clone(),
        ..house(db, clock, &settings.data_dir)
    })
}

/// The house on a database that is open.
pub fn house(db: Db, clock: Clock, data_dir: &Path) -> House {
    House {
        app: &APP,
        db,
        clock,
        hasher: Hasher::new(),
        data_dir: data_dir.to_owned(),
        secure_cookies: false,
        trusted_proxies: Vec::new(),
        demo_sign_ins: Vec::new(),
    }
}

/// The program acting for itself, with every company there is.
pub fn system_actor(house: &House) -> Result<Arc<Actor>, Error> {
    let companies = house.db.read(session::companies)?;
    Ok(Arc::new(Actor::system(
        user::SYSTEM,
        "Tenon",
        companies.into_iter().map(|company| company.id).collect(),
    )))
}

pub fn serve(settings: &Settings, is_demo: bool) -> Result<(), String> {
    let mut house = open(settings, Clock::real())?;
    if is_demo {
        house.demo_sign_ins = demo::SIGN_INS
            .iter()
            .map(|person| (person.role.to_owned(), person.email.to_owned()))
            .collect();
    }
    let listener = TcpListener::bind(settings.listen).map_err(|error| {
        format!(
            "TENON_LISTEN is {}, and that address cannot be served: {error}",
            settings.listen
        )
    })?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    println!("Tenon is open at http://{address}");
    if is_demo {
        println!("Sign in as (password for all: {}):", demo::PASSWORD);
        for person in demo::SIGN_INS {
            println!("  {:16} {}", person.role, person.email);
        }
    }
    let house = Arc::new(house);
    let housekeeper = housekeeping::start(&house).map_err(|error| error.to_string())?;
    let db = house.db.clone();
    let served = serve::run(house, listener, WORKERS).map_err(|error| error.to_string());
    drop(housekeeper);
    db.close();
    served
}

/// Fills a fresh database with the demo group; one with companies is left as it is.
pub fn demo(settings: &Settings, orders: usize) -> Result<(), String> {
    let house = open(settings, Clock::real())?;
    let known = house.db.read(session::companies).map_err(|error| error.to_string())?;
    if !known.is_empty() {
        println!("The database has companies already: the demo group is not added.");
        return Ok(());
    }
    house.db.expect_slow_writes();
    demo::fill(&house, orders).map_err(|error| error.to_string())
}

/// Prints every law with its figures; an error when one does not hold.
pub fn check(settings: &Settings, language: &str) -> Result<(), String> {
    let language = Language::from_code(language).ok_or_else(|| format!("there is no language {language}"))?;
    let house = open(settings, Clock::real())?;
    let checked = house.db.read(check::queries::run).map_err(|error| error.to_string())?;
    let today = house.clock.now().date();
    let formats = Formats::new(language, chrono_tz::UTC, today);
    print!("{}", check::report(&checked, Messages::get(language), &formats));
    let bad = checked.iter().filter(|law| !law.holds()).count();
    if bad == 0 {
        Ok(())
    } else {
        Err(format!("{bad} of {} laws do not hold", checked.len()))
    }
}

/// Adds a user with a role in all companies.
pub fn add_user(settings: &Settings, email: &str, name: &str, role: &str) -> Result<(), String> {
    let secret =
        std::env::var("TENON_PASSWORD").map_err(|_| "set TENON_PASSWORD to the new user's password".to_owned())?;
    password::check(&secret, &[email, name]).map_err(|weakness| {
        format!(
            "TENON_PASSWORD is refused ({}): choose a longer or less common one",
            weakness.key()
        )
    })?;
    let house = open(settings, Clock::real())?;
    let hash = house.hasher.hash(&secret).map_err(|error| error.key().to_owned())?;
    let actor = system_actor(&house).map_err(|error| error.to_string())?;
    let new = user::NewUser {
        email: email.to_owned(),
        name: name.to_owned(),
        roles: vec![role.to_owned()],
        company_id: None,
        language: None,
    };
    let added = house.write_as(&actor, move |tx| {
        user::ops::ensure_roles(tx)?;
        user::ops::create(tx, &new, &hash)
    });
    added.map(|_| ()).map_err(|error| error.to_string())
}

/// Writes a backup into a new file, of the database as it is: before an upgrade it is taken by the newer program.
pub fn backup(settings: &Settings, file: &Path) -> Result<(), String> {
    let db_settings = tenon_db::Settings {
        url: settings.database_url.clone(),
        readers: 1,
    };
    let db = Db::open_as_stored(&db_settings, &migrations::schema()).map_err(|error| error.to_string())?;
    let counted = backup::dump(&db, &settings.data_dir, file).map_err(|error| error.to_string())?;
    let (rows, tables, files) = (counted.row_count, counted.table_count, counted.file_count);
    println!("{}: {rows} rows of {tables} tables, {files} files", file.display());
    Ok(())
}

/// Takes a backup up into an empty database.
pub fn restore(settings: &Settings, file: &Path) -> Result<(), String> {
    let db_settings = tenon_db::Settings {
        url: settings.database_url.clone(),
        readers: 1,
    };
    let counted = backup::load(&db_settings, &migrations::schema(), &settings.data_dir, file)
        .map_err(|error| error.to_string())?;
    println!(
        "{} rows of {} tables and {} files restored",
        counted.row_count, counted.table_count, counted.file_count
    );
    Ok(())
}

/// Imports a folder, prints what was done, and each row that was not taken with file, row, column and the reason.
pub fn import(settings: &Settings, order: &ImportOrder) -> Result<(), String> {
    let known = order.mapping.to_str().and_then(mappings::find);
    let text = match std::fs::read_to_string(&order.mapping) {
        Ok(text) => text,
        Err(error) => known
            .map(|known| known.text.to_owned())
            .ok_or_else(|| format!("the mapping {} cannot be read: {error}", order.mapping.display()))?,
    };
    let house = Arc::new(open(settings, Clock::real())?);
    house.db.expect_slow_writes();
    let actor = system_actor(&house).map_err(|error| error.to_string())?;
    let report = command_line::run(&house, &actor, order, text).map_err(|error| error.to_string());
    house.db.close();
    let report = report?;
    print!("{}", command_line::text(&report));
    if report.is_clean() {
        Ok(())
    } else {
        Err(format!("{} rows were not taken", report.problem_count))
    }
}

/// All routes as a table.
pub fn routes() -> String {
    let mut out = String::new();
    for route in APP.routes() {
        let method = if route.method == Method::Get { "GET" } else { "POST" };
        let door = if route.api.is_some() { "page, API" } else { "page" };
        writeln!(
            out,
            "{method:5} {:55} {:22} {door}",
            route.path,
            route.permission.code()
        )
        .unwrap_or_default();
    }
    out
}

/// The OpenAPI document as text.
pub fn openapi() -> Result<String, String> {
    serde_json::to_string_pretty(&api::openapi::document(&APP)).map_err(|error| error.to_string())
}
