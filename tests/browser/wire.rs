//! The browser's process and the pipe to it: messages are JSON, each ended by a NUL byte; answers carry the number of
//! their question, everything else is an event of a session.

use super::Failure;
use super::Outcome;
use super::WAIT_MAX;
use super::fail;
use serde_json::Value;
use serde_json::json;
use std::collections::HashMap;
use std::env;
use std::fs;
use std::fs::File;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Write;
use std::path::PathBuf;
use std::process::Child;
use std::process::ChildStdin;
use std::process::ChildStdout;
use std::process::Command;
use std::process::Stdio;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering;
use std::sync::mpsc;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::Sender;
use std::time::Duration;
use std::time::Instant;

/// Names under which Debian, Ubuntu and others install it.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/// No sandbox: test machines run as root, and all pages are our own. The rest keeps Chromium from calling home,
/// from asking the desktop, or from doing less for a window that nobody looks at.
const FLAGS: [&str; 22] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--disable-hang-monitor",
    "--disable-ipc-flooding-protection",
    "--password-store=basic",
    "--mute-audio",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--remote-debugging-pipe",
];
/// Chromium reads commands from descriptor 3 and writes answers to 4; the shell puts our pipes there.
const ONTO_PIPES: &str = r#"exec "$0" "$@" 3<&0 4>&1 0</dev/null 1>&2"#;

/// What a failure says when an answer did not come.
pub const SILENCE: &str = "no answer";

static STARTED: AtomicU32 = AtomicU32::new(0);

pub struct Wire {
    process: Child,
    commands: Option<ChildStdin>,
    messages: Receiver<Value>,
    last_id: u64,
    inbox: HashMap<String, Vec<Value>>,
    profile: PathBuf,
}

impl Wire {
    pub fn start() -> Outcome<Self> {
        let program = program()?;
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let profile = env::temp_dir().join(format!("tenon-browser-{}-{number}", std::process::id()));
        fs::create_dir_all(&profile).map_err(|error| Failure(format!("{}: {error}", profile.display())))?;
        let broken = |error: std::io::Error| Failure(format!("{}: {error}", program.display()));
        let log = File::create(profile.join("chromium.log")).map_err(broken)?;
        let mut process = Command::new("sh")
            .args(["-c", ONTO_PIPES])
            .arg(&program)
            .args(FLAGS)
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg("about:blank")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .map_err(broken)?;
        let (Some(commands), Some(answers)) = (process.stdin.take(), process.stdout.take()) else {
            return fail("the pipes to the browser were not opened");
        };
        let (sender, messages) = mpsc::channel();
        std::thread::spawn(move || forward(answers, &sender));
        let (last_id, inbox) = (0, HashMap::new());
        let mut wire = Self {
            process,
            commands: Some(commands),
            messages,
            last_id,
            inbox,
            profile,
        };
        wire.call(None, "Browser.getVersion", &json!({}))?;
        Ok(wire)
    }

    /// Asks, and waits for the answer; what arrives in between goes to the inbox.
    pub fn call(&mut self, session: Option<&str>, method: &str, parameters: &Value) -> Outcome<Value> {
        let id = self.send(session, method, parameters)?;
        let deadline = Instant::now() + WAIT_MAX;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let Some(mut message) = self.receive(left)? else {
                let (seconds, last) = (WAIT_MAX.as_secs(), self.last_words());
                return fail(format!("{method}: {SILENCE} within {seconds} s; {last}"));
            };
            if message.get("id").and_then(Value::as_u64) != Some(id) {
                self.file(message)?;
            } else if let Some(error) = message.pointer("/error/message") {
                return fail(format!("{method}: {}", error.as_str().unwrap_or("refused")));
            } else {
                return Ok(message.get_mut("result").map(Value::take).unwrap_or_default());
            }
        }
    }

    /// The events of a session since last asked; when there are none, waits for the next message, at most `patience`.
    pub fn events(&mut self, session: &str, patience: Duration) -> Outcome<Vec<Value>> {
        let is_empty = self.inbox.get(session).is_none_or(Vec::is_empty);
        let mut patience = if is_empty { patience } else { Duration::ZERO };
        while let Some(message) = self.receive(patience)? {
            self.file(message)?;
            patience = Duration::ZERO;
        }
        Ok(self.inbox.remove(session).unwrap_or_default())
    }

    fn send(&mut self, session: Option<&str>, method: &str, parameters: &Value) -> Outcome<u64> {
        self.last_id += 1;
        let mut message = json!({ "id": self.last_id, "method": method, "params": parameters });
        if let (Some(session), Some(fields)) = (session, message.as_object_mut()) {
            fields.insert("sessionId".to_owned(), session.into());
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        let sent = self
            .commands
            .as_mut()
            .map(|commands| commands.write_all(&bytes).and_then(|()| commands.flush()));
        match sent {
            Some(Ok(())) => Ok(self.last_id),
            Some(Err(error)) => fail(format!("{method}: {error}; {}", self.last_words())),
            None => fail("the browser is closed"),
        }
    }

    fn receive(&self, patience: Duration) -> Outcome<Option<Value>> {
        match self.messages.recv_timeout(patience) {
            Ok(message) => Ok(Some(message)),
            Err(mpsc::RecvTimeoutError::Timeout) => Ok(None),
            Err(mpsc::RecvTimeoutError::Disconnected) => fail(format!("the browser ended; {}", self.last_words())),
        }
    }

    /// Keeps an event for whoever asks. A dialog is answered at once with yes: it would stop the page, and with it us.
    fn file(&mut self, message: Value) -> Outcome<()> {
        let Some(session) = message.get("sessionId").and_then(Value::as_str).map(str::to_owned) else {
            return Ok(());
        };
        if message.get("method").and_then(Value::as_str) == Some("Page.javascriptDialogOpening") {
            self.send(
                Some(&session),
                "Page.handleJavaScriptDialog",
                &json!({ "accept": true }),
            )?;
        }
        self.inbox.entry(session).or_default().push(message);
        Ok(())
    }

    /// The end of what Chromium wrote to its log: why it did not start.
    fn last_words(&self) -> String {
        let log = fs::read_to_string(self.profile.join("chromium.log")).unwrap_or_default();
        let lines: Vec<&str> = log.lines().rev().take(5).collect();
        format!(
            "it last wrote: {}",
            lines.into_iter().rev().collect::<Vec<_>>().join(" | ")
        )
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        // Chromium ends when asked, and also when its pipe closes; killing it is for the case that it hangs.
        let asked = self.send(None, "Browser.close", &json!({}));
        self.commands = None;
        let deadline = Instant::now() + WAIT_MAX;
        while asked.is_ok() && Instant::now() < deadline {
            match self.messages.recv_timeout(Duration::from_secs(5)) {
                Ok(_) => {}
                Err(mpsc::RecvTimeoutError::Disconnected) => break,
                Err(mpsc::RecvTimeoutError::Timeout) => break,
            }
        }
        // Errors: it has ended already, or the system removes its temporary folder later.
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.profile);
    }
}

/// Reads messages until the pipe closes; that ends the channel and, with it, whoever waits.
fn forward(answers: ChildStdout, sender: &Sender<Value>) {
    let mut answers = BufReader::new(answers);
    loop {
        let mut bytes = Vec::new();
        match answers.read_until(0, &mut bytes) {
            Ok(0) | Err(_) => return,
            Ok(_) => {}
        }
        bytes.pop();
        let is_heard = serde_json::from_slice(&bytes).is_ok_and(|message| sender.send(message).is_ok());
        if !is_heard {
            return;
        }
    }
}

fn program() -> Outcome<PathBuf> {
    if let Some(program) = env::var_os("TENON_CHROMIUM") {
        return Ok(program.into());
    }
    let folders: Vec<PathBuf> = env::var_os("PATH")
        .map(|path| env::split_paths(&path).collect())
        .unwrap_or_default();
    let programs = NAMES
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    match programs.into_iter().find(|program| program.is_file()) {
        Some(program) => Ok(program),
        None => fail("no Chromium found: install the package chromium, or name the program in TENON_CHROMIUM"),
    }
}
