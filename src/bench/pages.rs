//! Pages over HTTP on a database with much business: how long each takes, one after the other, as its reader meets it.
use crate::bench::chain::percentile;
use crate::bench::firm::Firm;
use crate::bench::load;
use crate::bench::load::Load;
use crate::bench::place::Place;
use crate::bench::server::Server;
use chrono::Days;
use chrono::NaiveDate;
use std::time::Duration;
use std::time::Instant;
use ureq::Agent;

/// Orders of a block of the loader: the firm's customers are through after four days of business.
const BLOCK_ORDERS: usize = 80;
/// Most days of business; they lie evenly over two years.
const DAYS_MAX: usize = 24;
const DAYS_APART: u64 = 30;
/// Blocks of each day at least, so that most are loaded.
const BLOCKS_MIN: usize = 6;
/// How often each page is asked for, after a first time.
const ROUNDS: usize = 100;

/// What is asked for: name and path. `{order}` is the newest order of the list.
const PAGES: [(&str, &str); 6] = [
    ("orders, first page", "/orders/sales-orders"),
    ("orders, totals", "/orders/sales-orders?part=totals"),
    ("one order", "{order}"),
    ("trial balance", "/finance/trial-balance"),
    ("ageing", "/finance/ageing"),
    ("stock value", "/inventory/stock-value"),
];

/// One size of database.
pub struct Sized {
    pub orders: usize,
    pub loaded_in: Duration,
    pub database_bytes: u64,
    /// From the start of the process to its first answer.
    pub ready_after: Duration,
    /// Times of each page, sorted.
    pub pages: Vec<(&'static str, Vec<Duration>)>,
    pub memory_bytes: u64,
}

/// The days on which about so many orders fall, from the first day of the firm's books on.
fn plan(orders: usize, first: NaiveDate) -> Load {
    let blocks = orders.div_ceil(BLOCK_ORDERS);
    let days = (blocks / BLOCKS_MIN).clamp(1, DAYS_MAX);
    let day = |number: usize| {
        let share = blocks * (number + 1) / days - blocks * number / days;
        let apart = DAYS_APART * u64::try_from(number).unwrap_or(0);
        (first + Days::new(apart), share)
    };
    Load {
        block_orders: BLOCK_ORDERS,
        days: (0..days).map(day).collect(),
    }
}

/// Fills a copy of the firm's database and measures the pages on it.
pub fn measure(place: &Place, firm: &Firm, orders: usize) -> Result<Sized, String> {
    let place = place.copy()?;
    let load = plan(orders, firm.first_day);
    let started = Instant::now();
    load::fill(&place, firm, &load, true).map_err(|error| error.to_string())?;
    place.analyse()?;
    let loaded_in = started.elapsed();
    eprintln!("{} orders in {:.0} s", load.order_count(), loaded_in.as_secs_f64());
    let server = Server::start(&place)?;
    let reader = Reader::sign_in(&server.address, firm)?;
    let order = reader.first_order()?;
    let mut pages = Vec::new();
    for (name, path) in PAGES {
        let path = path.replace("{order}", &order);
        reader.get(&path)?;
        let mut times = (0..ROUNDS)
            .map(|_| {
                let started = Instant::now();
                reader.get(&path).map(|_| started.elapsed())
            })
            .collect::<Result<Vec<_>, _>>()?;
        times.sort_unstable();
        eprintln!(
            "{name}: 95 % in {:.1} ms",
            percentile(&times, 95).as_secs_f64() * 1000.0
        );
        pages.push((name, times));
    }
    Ok(Sized {
        orders: load.order_count(),
        loaded_in,
        database_bytes: place.bytes()?,
        ready_after: server.ready_after,
        pages,
        memory_bytes: server.memory_bytes(),
    })
}

/// Somebody signed in.
struct Reader {
    agent: Agent,
    root: String,
    cookie: String,
}

impl Reader {
    fn sign_in(address: &str, firm: &Firm) -> Result<Reader, String> {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .build();
        let agent: Agent = config.into();
        let root = format!("http://{address}");
        let answer = agent
            .post(format!("{root}/sign-in"))
            .send_form([("email", firm.email.as_str()), ("password", firm.password.as_str())])
            .map_err(|error| error.to_string())?;
        let cookies = answer.headers().get_all("set-cookie").iter();
        let pairs = cookies.filter_map(|cookie| cookie.to_str().ok()?.split(';').next());
        let cookie = pairs.collect::<Vec<_>>().join("; ");
        if cookie.is_empty() {
            return Err(format!("sign-in answered {}", answer.status()));
        }
        Ok(Reader { agent, root, cookie })
    }

    fn get(&self, path: &str) -> Result<String, String> {
        let answer = self
            .agent
            .get(format!("{}{path}", self.root))
            .header("Cookie", &self.cookie)
            .call();
        let mut answer = answer.map_err(|error| format!("{path}: {error}"))?;
        let text = answer
            .body_mut()
            .read_to_string()
            .map_err(|error| format!("{path}: {error}"))?;
        if answer.status().as_u16() == 200 {
            Ok(text)
        } else {
            Err(format!("{path} answered {}", answer.status()))
        }
    }

    /// The path of the first order that the list shows.
    fn first_order(&self) -> Result<String, String> {
        const BEGIN: &str = "/orders/sales-orders/";
        let list = self.get("/orders/sales-orders")?;
        let mut links = list.split("href=\"").filter(|rest| rest.starts_with(BEGIN));
        links
            .find_map(|rest| {
                let path = rest.split('"').next()?;
                let id = path.strip_prefix(BEGIN)?;
                id.parse::<i64>().ok().map(|_| path.to_owned())
            })
            .ok_or_else(|| "the list shows no order".to_owned())
    }
}
