//! The command line: `tenon serve`, `demo`, `import`, `check`, `bench`, `user`, `backup`, `restore`, `routes`, `openapi`.
use clap::Parser;
use clap::Subcommand;
use mimalloc::MiMalloc;
use std::path::PathBuf;
use std::process::ExitCode;
use tenon::bench;
use tenon::bench::Plan;
use tenon::setup::import::command_line::ImportOrder;
use tenon::start;
use tenon::start::Settings;
use tenon_db::Engine;

/// Many threads take and give back small pieces all the time; the system's allocator keeps them waiting for one another.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[derive(Parser)]
#[command(
    name = "tenon",
    version,
    about = "An ERP with the CRM inside it: one server on one database."
)]
struct Cli {
    #[command(flatten)]
    settings: SettingArgs,
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Args)]
struct SettingArgs {
    /// The database: a SQLite file (`sqlite:PATH`) or `postgres://user@host/name`. Default: tenon.sqlite in the data folder.
    #[arg(long, env = "DATABASE_URL", global = true, hide_env_values = true)]
    database_url: Option<String>,
    /// The folder of the SQLite database and of files.
    #[arg(long, env = "TENON_DATA_DIR", global = true, default_value = "tenon-data")]
    data_dir: PathBuf,
    /// Address and port to serve on.
    #[arg(long, env = "TENON_LISTEN", global = true, default_value = "127.0.0.1:8080")]
    listen: String,
    /// Send cookies over TLS only: set it when a proxy in front speaks https.
    #[arg(long, env = "TENON_SECURE_COOKIES", global = true)]
    secure_cookies: bool,
    /// Address of a proxy in front, several with commas: it is believed where a request came from (`X-Forwarded-For`), so
    /// that tries to sign in are counted for each visitor.
    #[arg(long, env = "TENON_TRUSTED_PROXY", global = true, value_delimiter = ',')]
    trusted_proxy: Vec<String>,
    /// What is logged: info, debug, or by part of the program (`tenon=debug`). Default: info, and warn for bench.
    #[arg(long, env = "TENON_LOG", global = true)]
    log: Option<String>,
}

#[derive(Subcommand)]
enum Command {
    /// Creates or migrates the database and serves.
    Serve,
    /// Fills a fresh database with the demo group, then serves.
    Demo {
        /// Only fill the database.
        #[arg(long)]
        no_serve: bool,
        /// How many orders and quotations the two years have.
        #[arg(long, default_value_t = tenon::setup::demo::ORDERS)]
        orders: usize,
    },
    /// Adds somebody who may sign in; the password is read from the environment variable TENON_PASSWORD.
    User {
        email: String,
        name: String,
        /// Code of the role, held in all companies.
        #[arg(long, default_value = "administrator")]
        role: String,
    },
    /// Writes a backup of rows and files into a new file, while the server goes on serving.
    Backup { file: PathBuf },
    /// Takes a backup up into an empty database of either engine.
    Restore { file: PathBuf },
    /// Imports the CSV and XLSX files of a folder through a mapping file. All rows are read first; then, step by step of
    /// the mapping, every row is tried. A refused row ends the import, and nothing of it is written. Running it again passes
    /// over what is in and takes what is new or changed.
    Import {
        /// The folder with the files that the mapping names.
        folder: PathBuf,
        /// The mapping (TOML), or the name of one that comes with the program, such as northwind.
        #[arg(long)]
        mapping: PathBuf,
        /// Read and try every row, write nothing.
        #[arg(long)]
        dry_run: bool,
        /// Code of the company to import into, when the mapping names none.
        #[arg(long)]
        company: Option<String>,
        /// Language of the report: en, zh-Hant, zh-Hans.
        #[arg(long, default_value = "en")]
        language: String,
    },
    /// Recomputes the laws of the house from the raw movements and prints each figure, its counterpart and the
    /// difference; fails if any differs.
    Check {
        /// Language of the report: en, zh-Hant, zh-Hans.
        #[arg(long, default_value = "en")]
        language: String,
    },
    /// Measures order to cash over HTTP beside the raw speed of the database, and pages on much business, in databases of
    /// its own. To be run in a release build, with room for them in the data folder.
    Bench {
        /// A PostgreSQL server to measure as well: a URL whose user may create databases.
        #[arg(long, env = "TENON_BENCH_POSTGRES", hide_env_values = true)]
        postgres: Option<String>,
        /// Which engines are measured; PostgreSQL needs its server.
        #[arg(long, value_enum, value_delimiter = ',', default_values_t = [BenchEngine::Sqlite, BenchEngine::Postgres])]
        engines: Vec<BenchEngine>,
        /// How many clients at once; several numbers give several lines, none leaves order to cash out.
        #[arg(long, value_delimiter = ',', num_args = 0.., default_values_t = [1, 4, 16])]
        clients: Vec<usize>,
        /// How long each number of clients works.
        #[arg(long, default_value_t = 10)]
        seconds: u64,
        /// Sizes of database, in orders, on which pages are measured; each is loaded first. None leaves pages out.
        #[arg(long, value_delimiter = ',', num_args = 0.., default_values_t = [10_000, 100_000, 1_000_000])]
        orders: Vec<usize>,
        /// For programs.
        #[arg(long)]
        json: bool,
    },
    /// Prints all routes: method, path, permission, whether it is in the API.
    Routes,
    /// Prints the OpenAPI document.
    Openapi,
}

/// As the command line names an engine.
#[derive(Clone, Copy, clap::ValueEnum)]
enum BenchEngine {
    Sqlite,
    Postgres,
}

impl From<BenchEngine> for Engine {
    fn from(engine: BenchEngine) -> Engine {
        match engine {
            BenchEngine::Sqlite => Engine::Sqlite,
            BenchEngine::Postgres => Engine::Postgres,
        }
    }
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match log_to_stderr(&cli).and_then(|()| run(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("tenon: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn log_to_stderr(cli: &Cli) -> Result<(), String> {
    let is_bench = matches!(cli.command, Command::Bench { .. });
    let usual = if is_bench { "warn" } else { "info" };
    let wanted = cli
        .settings
        .log
        .as_deref()
        .filter(|text| !text.is_empty())
        .unwrap_or(usual);
    let filter = tracing_subscriber::EnvFilter::try_new(wanted)
        .map_err(|error| format!("TENON_LOG is \"{wanted}\" ({error}): give a level, such as info, or tenon=debug"))?;
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    Ok(())
}

fn run(cli: Cli) -> Result<(), String> {
    let args = cli.settings;
    let settings = Settings::checked(
        args.database_url,
        args.data_dir,
        &args.listen,
        args.secure_cookies,
        &args.trusted_proxy,
    )?;
    match cli.command {
        Command::Serve => start::serve(&settings, false),
        Command::Demo { no_serve, orders } => {
            start::demo(&settings, orders)?;
            if no_serve {
                Ok(())
            } else {
                start::serve(&settings, true)
            }
        }
        Command::User { email, name, role } => start::add_user(&settings, &email, &name, &role),
        Command::Backup { file } => start::backup(&settings, &file),
        Command::Restore { file } => start::restore(&settings, &file),
        Command::Import {
            folder,
            mapping,
            dry_run,
            company,
            language,
        } => {
            let order = ImportOrder {
                folder,
                mapping,
                is_dry: dry_run,
                company,
                language,
            };
            start::import(&settings, &order)
        }
        Command::Check { language } => start::check(&settings, &language),
        Command::Bench {
            postgres,
            engines,
            clients,
            seconds,
            orders,
            json,
        } => {
            let plan = Plan {
                folder: settings.data_dir.clone(),
                engines: engines.into_iter().map(Engine::from).collect(),
                postgres,
                clients,
                seconds,
                orders,
                is_json: json,
            };
            bench::run(&plan)
        }
        Command::Routes => {
            print!("{}", start::routes());
            Ok(())
        }
        Command::Openapi => {
            println!("{}", start::openapi()?);
            Ok(())
        }
    }
}
