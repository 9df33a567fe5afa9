//! A person or a program at one of the doors: sends requests over HTTP and reads the answers.
use serde_json::Value;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering;
use ureq::Agent;
use ureq::http::Response;

static KEY: AtomicU32 = AtomicU32::new(1);

/// An idempotency key nobody used before in this run.
pub fn new_key() -> String {
    format!("test-{}", KEY.fetch_add(1, Ordering::Relaxed))
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub text: String,
    /// Path a redirect leads to.
    pub location: Option<String>,
    pub content_type: String,
    pub bytes: Vec<u8>,
    cookies: Vec<String>,
}

impl Answer {
    fn of(response: Response<ureq::Body>) -> Answer {
        Answer::try_of(response).unwrap()
    }

    /// The answer, unless the server is gone before all of it is here.
    fn try_of(mut response: Response<ureq::Body>) -> Result<Answer, ureq::Error> {
        let header = |name: &str| {
            response
                .headers()
                .get(name)
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned)
        };
        let cookies = response.headers().get_all("set-cookie").iter();
        let cookies = cookies
            .filter_map(|value| value.to_str().ok())
            .map(str::to_owned)
            .collect();
        let (location, content_type) = (header("location"), header("content-type").unwrap_or_default());
        let status = response.status().as_u16();
        let bytes = response
            .body_mut()
            .with_config()
            .limit(64 * 1024 * 1024)
            .read_to_vec()?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Ok(Answer {
            status,
            text,
            location,
            content_type,
            bytes,
            cookies,
        })
    }

    /// The answer, provided it is this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Answer {
        assert_eq!(self.status, status, "{}", self.visible());
        self
    }

    /// The id of the record a redirect leads to.
    #[track_caller]
    pub fn id(&self) -> i64 {
        let location = self
            .location
            .as_deref()
            .unwrap_or_else(|| panic!("no redirect: {} {}", self.status, self.visible()));
        let path = location.split('?').next().unwrap();
        path.rsplit('/')
            .find_map(|part| part.parse().ok())
            .unwrap_or_else(|| panic!("no id in {location}"))
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// The text a person sees: without tags, with single spaces.
    pub fn visible(&self) -> String {
        visible(&self.text)
    }

    /// Whether a person sees this text.
    pub fn shows(&self, text: &str) -> bool {
        self.visible().contains(text)
    }

    /// Fails unless a person sees this text.
    #[track_caller]
    pub fn must_show(&self, text: &str) {
        assert!(self.shows(text), "does not show \"{text}\": {}", self.visible());
    }

    /// Value of a hidden or visible input.
    pub fn input(&self, name: &str) -> Option<String> {
        let start = self.text.find(&format!("name=\"{name}\""))?;
        let open = self.text[..start].rfind('<')?;
        let tag = &self.text[open..open + self.text[open..].find('>')?];
        let value = tag.split("value=\"").nth(1)?.split('"').next()?;
        Some(unescape(value))
    }
}

fn unescape(text: &str) -> String {
    let pairs = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#38;", "&"),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&amp;", "&"),
    ];
    pairs
        .iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn visible(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        let tag = &rest[open..];
        let skip = ["script", "style"].iter().find(|name| tag[1..].starts_with(**name));
        let end = match skip {
            Some(name) => tag.find(&format!("</{name}>")).map(|at| at + name.len() + 3),
            None => tag.find('>').map(|at| at + 1),
        };
        text.push(' ');
        rest = end.map_or("", |end| &tag[end..]);
    }
    text.push_str(rest);
    unescape(&text).split_whitespace().collect::<Vec<_>>().join(" ")
}

const MULTIPART: &str = "multipart/form-data; boundary=--tenon-test-boundary";

/// Fields and files as a browser sends them.
fn multipart(fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Vec<u8> {
    const MARK: &str = "----tenon-test-boundary";
    let mut body: Vec<u8> = Vec::new();
    for (name, value) in fields {
        body.extend(format!("{MARK}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    for (name, file_name, bytes) in files {
        let head = format!(
            "{MARK}\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"{file_name}\"\r\ncontent-type: application/octet-stream\r\n\r\n"
        );
        body.extend(head.bytes());
        body.extend_from_slice(bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("{MARK}--\r\n").bytes());
    body
}

/// Somebody with a browser (a session cookie) or a program (a token).
pub struct Client {
    address: String,
    agent: Agent,
    session: Option<String>,
    token: Option<String>,
    csrf: String,
}

impl Client {
    pub fn new(address: &str) -> Client {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .build();
        Client {
            address: address.to_owned(),
            agent: config.into(),
            session: None,
            token: None,
            csrf: String::new(),
        }
    }

    /// Signs in at the door everybody uses.
    #[track_caller]
    pub fn sign_in(address: &str, email: &str, password: &str) -> Client {
        let mut client = Client::new(address);
        let answer = client.post("/sign-in", &[("email", email), ("password", password)]);
        assert_eq!(answer.status, 303, "{email} cannot sign in: {}", answer.visible());
        client.keep_cookies(&answer);
        client.refresh_csrf();
        client
    }

    /// The program's side, with a bearer token.
    pub fn with_token(address: &str, token: &str) -> Client {
        Client {
            token: Some(token.to_owned()),
            ..Client::new(address)
        }
    }

    pub fn keep_cookies(&mut self, answer: &Answer) {
        for cookie in &answer.cookies {
            if let Some(value) = cookie
                .split(';')
                .next()
                .and_then(|pair| pair.strip_prefix("tenon_session="))
            {
                self.session = Some(value.to_owned()).filter(|value| !value.is_empty());
            }
        }
    }

    /// Reads the form token from the own page, as a browser has it in each form.
    pub fn refresh_csrf(&mut self) {
        self.csrf = self.get("/me").input("_csrf").unwrap_or_default();
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn get(&self, path: &str) -> Answer {
        let mut request = self.agent.get(self.url(path));
        if let Some(session) = &self.session {
            request = request.header("cookie", format!("tenon_session={session}"));
        }
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        Answer::of(request.call().unwrap())
    }

    /// Posts a form as a page has it: with the form token and a fresh key unless it names one.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut form: Vec<(&str, &str)> = fields.to_vec();
        let key = new_key();
        if !fields.iter().any(|(name, _)| *name == "_csrf") {
            form.push(("_csrf", &self.csrf));
        }
        if !fields.iter().any(|(name, _)| *name == "_key") {
            form.push(("_key", &key));
        }
        let mut request = self.agent.post(self.url(path));
        if let Some(session) = &self.session {
            request = request.header("cookie", format!("tenon_session={session}"));
        }
        Answer::of(request.send_form(form).unwrap())
    }

    /// Posts files with a form.
    pub fn upload(&self, path: &str, fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Answer {
        let key = new_key();
        let own = [("_csrf", self.csrf.as_str()), ("_key", key.as_str())];
        let own = own
            .iter()
            .filter(|(name, _)| fields.iter().all(|(other, _)| other != name));
        let fields: Vec<(&str, &str)> = fields.iter().chain(own).copied().collect();
        let mut request = self.agent.post(self.url(path)).header("content-type", MULTIPART);
        if let Some(session) = &self.session {
            request = request.header("cookie", format!("tenon_session={session}"));
        }
        Answer::of(request.send(&multipart(&fields, files)[..]).unwrap())
    }

    /// Posts files to the API with a fresh key.
    pub fn api_upload(&self, path: &str, files: &[(&str, &str, &[u8])]) -> Answer {
        let request = self
            .agent
            .post(self.url(&format!("/api/v1{path}")))
            .header("content-type", MULTIPART)
            .header("idempotency-key", new_key());
        let token = self.token.as_deref().unwrap_or_default();
        let request = request.header("authorization", format!("Bearer {token}"));
        Answer::of(request.send(&multipart(&[], files)[..]).unwrap())
    }

    /// GET of the API: `path` without its prefix.
    pub fn api_get(&self, path: &str) -> Answer {
        self.get(&format!("/api/v1{path}"))
    }

    /// POST of the API with a fresh key.
    pub fn api(&self, path: &str, body: &Value) -> Answer {
        self.api_with(path, body, &[("idempotency-key", &new_key())])
    }

    /// POST of the API with headers of one's own (`idempotency-key`, `if-match`).
    pub fn api_with(&self, path: &str, body: &Value, headers: &[(&str, &str)]) -> Answer {
        self.api_raw(path, &body.to_string(), headers)
    }

    /// As `api_with`, with a body that need not be JSON.
    pub fn api_raw(&self, path: &str, body: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(path, body, headers).unwrap()
    }

    /// As `api_with`, at a server that may be gone.
    pub fn try_api(&self, path: &str, body: &Value, headers: &[(&str, &str)]) -> Result<Answer, ureq::Error> {
        self.send(path, &body.to_string(), headers)
    }

    fn send(&self, path: &str, body: &str, headers: &[(&str, &str)]) -> Result<Answer, ureq::Error> {
        let mut request = self
            .agent
            .post(self.url(&format!("/api/v1{path}")))
            .header("content-type", "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        Answer::try_of(request.send(body)?)
    }
}

/// A token with every scope its owner may give, made as people make one: on the own page.
#[track_caller]
pub fn token_of(client: &Client) -> String {
    let offered = client.get("/me/tokens/new").text;
    let scopes = offered
        .split("name=\"scopes\" value=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    let mut fields = vec![("name", "test"), ("days", "30")];
    fields.extend(scopes.filter(|code| !code.is_empty()).map(|code| ("scopes", code)));
    let made = client.post("/me/tokens", &fields);
    let shown = match &made.location {
        Some(location) => client.get(location),
        None => made,
    };
    token_on(&shown)
}

/// The token that a page shows.
#[track_caller]
pub fn token_on(page: &Answer) -> String {
    let words = page
        .text
        .split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    let token = words
        .filter(|word| word.len() > 40)
        .find(|word| word.starts_with("tenon_"));
    token
        .unwrap_or_else(|| panic!("no token shown: {}", page.visible()))
        .to_owned()
}
