//! The product as a process of its own, as it runs for everybody.
use crate::bench::place::Place;
use std::io::BufRead;
use std::io::BufReader;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

const PROMISE: &str = "Tenon is open at http://";

/// A serving child; it ends when this is dropped.
pub struct Server {
    child: Child,
    pub address: String,
    /// From the start of the process to the first request that was answered.
    pub ready_after: Duration,
}

impl Server {
    pub fn start(place: &Place) -> Result<Server, String> {
        let failed = |error: std::io::Error| format!("the server cannot be started: {error}");
        let program = std::env::current_exe().map_err(failed)?;
        let started = Instant::now();
        let mut child = Command::new(program)
            .args(["--listen", "127.0.0.1:0", "--data-dir"])
            .arg(&place.folder)
            .arg("serve")
            .env("DATABASE_URL", place.url())
            .env("TENON_LOG", "warn")
            .stdout(Stdio::piped())
            .spawn()
            .map_err(failed)?;
        let out = child.stdout.take().ok_or("the server has no output")?;
        let first = BufReader::new(out).lines().next();
        let address = match first {
            Some(Ok(line)) => line.strip_prefix(PROMISE).map(str::to_owned),
            _ => None,
        };
        let Some(address) = address else {
            let _ = child.kill();
            return Err("the server did not say where it is open".to_owned());
        };
        let answered = ureq::get(format!("http://{address}/readyz")).call();
        let server = Server {
            child,
            address,
            ready_after: started.elapsed(),
        };
        match answered {
            Ok(_) => Ok(server),
            Err(error) => Err(format!("the server is not ready: {error}")),
        }
    }

    /// What it holds in memory now (VmRSS of Linux); 0 where the system does not say.
    pub fn memory_bytes(&self) -> u64 {
        let path = format!("/proc/{}/status", self.child.id());
        let Ok(text) = std::fs::read_to_string(path) else {
            return 0;
        };
        let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|rest| rest.split_whitespace().next());
        let kib: u64 = kib.and_then(|kib| kib.parse().ok()).unwrap_or(0);
        kib * 1024
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
