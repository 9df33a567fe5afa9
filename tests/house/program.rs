//! The program as people start it: a command beside a database, and a server until it is killed.
use crate::world::Empty;
use std::io::BufRead;
use std::io::BufReader;
use std::process::Child;
use std::process::Command;
use std::process::ExitStatus;
use std::process::Stdio;

/// A command on a database. Only errors are logged.
pub fn tenon(place: &Empty, command: &str) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_tenon"));
    program
        .arg(command)
        .env("DATABASE_URL", place.settings().url)
        .env("TENON_DATA_DIR", place.data_dir())
        .env("TENON_LISTEN", "127.0.0.1:0")
        .env("TENON_LOG", "error");
    program
}

/// A server of its own; it is killed when the test ends, whatever came of it.
pub struct Server {
    child: Child,
    pub address: String,
}

impl Server {
    /// Is open when this returns.
    pub fn start(place: &Empty) -> Server {
        Server::of(tenon(place, "serve"))
    }

    /// The same of a command with settings of its own.
    pub fn of(mut serve: Command) -> Server {
        let mut child = serve.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line.trim().rsplit("http://").next().unwrap().to_owned();
        Server { child, address }
    }

    /// SIGTERM, as a service manager ends it.
    pub fn tell_to_end(&self) {
        let told = Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        assert!(told.success());
    }

    /// How it left.
    pub fn wait(mut self) -> ExitStatus {
        self.child.wait().unwrap()
    }

    /// SIGKILL: nothing of it runs any further.
    pub fn kill(self) {
        drop(self);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}
