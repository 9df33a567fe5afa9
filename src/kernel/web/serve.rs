//! All of actix: sockets, bodies, headers, cookies. What it hands on and gets back are plain values.
use crate::kernel::assets;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::metrics::Metrics;
use crate::kernel::web::House;
use crate::kernel::web::body::FIELDS_MAX;
use crate::kernel::web::desk;
use crate::kernel::web::envelope::Envelope;
use crate::kernel::web::envelope::Sent;
use crate::kernel::web::envelope::unreadable;
use crate::kernel::web::req::Door;
use crate::kernel::web::req::Upload;
use crate::kernel::web::route::Method;
use crate::kernel::web::router::API_PREFIX;
use crate::kernel::web::router::Match;
use crate::kernel::web::router::Router;
use actix_multipart::Multipart;
use actix_web::App as ActixApp;
use actix_web::HttpRequest;
use actix_web::HttpResponse;
use actix_web::HttpServer;
use actix_web::dev::Server;
use actix_web::dev::ServerHandle;
use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::middleware::Compress;
use actix_web::web;
use actix_web::web::Payload;
use futures_util::StreamExt;
use std::net::IpAddr;
use std::net::TcpListener;
use std::sync::Arc;

/// Longest body of a form or of JSON.
pub const BODY_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Longest body with files.
pub const UPLOAD_BYTES_MAX: usize = 26 * 1024 * 1024;
/// Seconds running requests get to end at shutdown.
const SHUTDOWN_SECONDS: u64 = 10;
/// Most parts of a body with files.
const PARTS_MAX: usize = 1_000;

/// What the worker threads share.
pub struct Desk {
    pub house: Arc<House>,
    pub router: Router,
    pub metrics: Metrics,
}

impl Desk {
    /// Whether a body with files is read at this address at all: before anybody asked who sends it.
    fn takes_files(&self, path: &str) -> bool {
        let found = match path.strip_prefix(API_PREFIX) {
            Some(path) => self.router.find(Door::Api, Method::Post, path),
            None => self.router.find(Door::Page, Method::Post, path),
        };
        matches!(found, Match::Route(route, _) if route.takes_files)
    }
}

/// Starts serving; the handle stops it, the server is awaited.
pub fn start(
    house: Arc<House>,
    listener: TcpListener,
    workers: usize,
    catch_signals: bool,
) -> std::io::Result<(Server, ServerHandle)> {
    let desk = web::Data::new(Desk {
        router: Router::new(house.app),
        house,
        metrics: Metrics::default(),
    });
    let server = HttpServer::new(move || {
        ActixApp::new()
            .app_data(desk.clone())
            .wrap(Compress::default())
            .default_service(web::to(handle))
    })
    .workers(workers)
    .worker_max_blocking_threads(32)
    .shutdown_timeout(SHUTDOWN_SECONDS);
    let server = if catch_signals {
        server
    } else {
        server.disable_signals()
    };
    let server = server.listen(listener)?.run();
    let handle = server.handle();
    Ok((server, handle))
}

/// Serves until the process is told to stop (SIGTERM, SIGINT); running requests end first.
pub fn run(house: Arc<House>, listener: TcpListener, workers: usize) -> std::io::Result<()> {
    actix_web::rt::System::new().block_on(async move {
        let (server, _) = start(house, listener, workers, true)?;
        server.await
    })
}

/// Serves until the handle that is handed out stops it; for a server inside another program.
pub fn until_stopped(
    house: Arc<House>,
    listener: TcpListener,
    workers: usize,
    hand_out: impl FnOnce(Stop),
) -> std::io::Result<()> {
    actix_web::rt::System::new().block_on(async move {
        let (server, handle) = start(house, listener, workers, false)?;
        hand_out(Stop(handle));
        server.await
    })
}

/// Stops a server from another thread.
pub struct Stop(ServerHandle);

impl Stop {
    pub fn stop(self) {
        // The server's own loop does the work; what is handed back only tells when it is done.
        drop(self.0.stop(true));
    }
}

async fn handle(request: HttpRequest, payload: Payload, desk: web::Data<Desk>) -> HttpResponse {
    if let Some(asset) = request.path().strip_prefix("/static/") {
        return asset_response(asset);
    }
    let started = std::time::Instant::now();
    let envelope = match open_envelope(&desk, &request, payload).await {
        Ok(envelope) => envelope,
        Err(error) => unreadable(&request_head(&request, &desk.house), error),
    };
    let label = envelope.path.clone();
    let shared = desk.clone();
    let sent = web::block(move || desk::answer(&shared, envelope)).await;
    let sent = sent.unwrap_or_else(|_| Sent::plain(503, "The server is stopping."));
    desk.metrics.request(&label, sent.status, started.elapsed());
    response(sent)
}

fn asset_response(path: &str) -> HttpResponse {
    match assets::get(path) {
        Some(asset) => HttpResponse::Ok()
            .insert_header((header::CONTENT_TYPE, asset.content_type))
            .insert_header((
                header::CACHE_CONTROL,
                if asset.immutable {
                    "public, max-age=31536000, immutable"
                } else {
                    "public, max-age=60"
                },
            ))
            .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
            .body(asset.bytes),
        None => HttpResponse::NotFound().body("No such file."),
    }
}

fn response(sent: Sent) -> HttpResponse {
    let status = StatusCode::from_u16(sent.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut builder = HttpResponse::build(status);
    for (name, value) in sent.headers {
        builder.append_header((name, value));
    }
    builder.body(sent.body)
}

fn header_of(request: &HttpRequest, name: &str) -> String {
    request
        .headers()
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_owned()
}

/// Where a request comes from: what a trusted proxy says it came from, else the other end of the line. Whoever sends it
/// can write the first hops himself, so that only the last one that is no proxy of ours counts.
fn client_address(request: &HttpRequest, trusted: &[IpAddr]) -> String {
    let peer = request.peer_addr().map(|peer| peer.ip());
    let Some(peer) = peer else { return String::new() };
    if !trusted.contains(&peer) {
        return peer.to_string();
    }
    let lines = request.headers().get_all("x-forwarded-for");
    let hops: Vec<IpAddr> = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .filter_map(|hop| hop.trim().parse().ok())
        .collect();
    let last = hops.into_iter().rev().find(|hop| !trusted.contains(hop));
    last.unwrap_or(peer).to_string()
}

/// Everything but the body.
fn request_head(request: &HttpRequest, house: &House) -> Envelope {
    let cookies = request.cookies().map(|cookies| {
        cookies
            .iter()
            .map(|one| (one.name().to_owned(), one.value().to_owned()))
            .collect()
    });
    Envelope {
        method: match request.method().as_str() {
            "GET" | "HEAD" => Some(Method::Get),
            "POST" => Some(Method::Post),
            _ => None,
        },
        path: request.path().to_owned(),
        query: form_urlencoded::parse(request.query_string().as_bytes())
            .into_owned()
            .collect(),
        cookies: cookies.unwrap_or_default(),
        authorization: header_of(request, "authorization"),
        accept_language: header_of(request, "accept-language"),
        fetch_site: header_of(request, "sec-fetch-site"),
        origin: header_of(request, "origin"),
        host: request.connection_info().host().to_owned(),
        is_part: header_of(request, "hx-request") == "true",
        idempotency_key: header_of(request, "idempotency-key"),
        if_match: header_of(request, "if-match"),
        content_type: header_of(request, "content-type"),
        agent: header_of(request, "user-agent").chars().take(300).collect(),
        address: client_address(request, &house.trusted_proxies),
        pairs: Vec::new(),
        json: Vec::new(),
        files: Vec::new(),
        trouble: None,
    }
}

async fn open_envelope(desk: &Desk, request: &HttpRequest, payload: Payload) -> Result<Envelope, Error> {
    let mut envelope = request_head(request, &desk.house);
    if envelope.method != Some(Method::Post) {
        return Ok(envelope);
    }
    if envelope.content_type.starts_with("multipart/form-data") {
        if !desk.takes_files(&envelope.path) {
            return Err(Error::Malformed(Message::new("problem-takes-no-files")));
        }
        return read_multipart(request, payload, envelope).await;
    }
    let body = read_all(payload).await?;
    if envelope.content_type.starts_with("application/x-www-form-urlencoded") {
        envelope.pairs = form_urlencoded::parse(&body)
            .into_owned()
            .take(FIELDS_MAX + 1)
            .collect();
        few_enough(&envelope)?;
    } else {
        envelope.json = body;
    }
    Ok(envelope)
}

/// No form has more fields, and what follows takes its time for each.
fn few_enough(envelope: &Envelope) -> Result<(), Error> {
    if envelope.pairs.len() > FIELDS_MAX {
        return Err(Error::TooLarge("form"));
    }
    Ok(())
}

async fn read_all(mut payload: Payload) -> Result<Vec<u8>, Error> {
    let mut body = Vec::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Error::Malformed(Message::new("problem-body-malformed")))?;
        if body.len() + chunk.len() > BODY_BYTES_MAX {
            return Err(Error::TooLarge("body"));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

async fn read_multipart(request: &HttpRequest, payload: Payload, mut envelope: Envelope) -> Result<Envelope, Error> {
    let malformed = || Error::Malformed(Message::new("problem-body-malformed"));
    let mut parts = Multipart::new(request.headers(), payload);
    let (mut total, mut count) = (0, 0);
    while let Some(part) = parts.next().await {
        count += 1;
        if count > PARTS_MAX {
            return Err(Error::TooLarge("body"));
        }
        let mut part = part.map_err(|_| malformed())?;
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part
            .content_disposition()
            .and_then(|about| about.get_filename())
            .map(str::to_owned);
        let mut bytes = Vec::new();
        while let Some(chunk) = part.next().await {
            let chunk = chunk.map_err(|_| malformed())?;
            total += chunk.len();
            if total > UPLOAD_BYTES_MAX {
                return Err(Error::TooLarge("file"));
            }
            bytes.extend_from_slice(&chunk);
        }
        match file_name {
            Some(file_name) if !file_name.is_empty() => envelope.files.push(Upload {
                field: name,
                file_name,
                bytes,
            }),
            Some(_) => {}
            None => {
                let text = String::from_utf8(bytes).map_err(|_| malformed())?;
                envelope.pairs.push((name, text));
                few_enough(&envelope)?;
            }
        }
    }
    Ok(envelope)
}
