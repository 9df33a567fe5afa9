//! What the lane writes into the log: a slow write, with its name, unless the database is only being filled.

use std::sync::Mutex;
use std::time::Duration;

use tenon_db::Conn;
use tracing::Event;
use tracing::Level;
use tracing::Metadata;
use tracing::Subscriber;
use tracing::field::Field;
use tracing::field::Visit;
use tracing::span::Attributes;
use tracing::span::Id;
use tracing::span::Record;

use crate::lane::SCHEMA;
use crate::lane::post;
use crate::world::Failure;
use crate::world::on_both;

/// Operations that were warned of, in any test of this program.
static WARNED: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Takes down the operation that each warning names.
struct Listener;

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() == Level::WARN
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut Operation);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

struct Operation;

impl Visit for Operation {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "operation" {
            WARNED.lock().unwrap().push(value.to_owned());
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}

fn slow(conn: &mut Conn, id: i64) -> Result<i64, Failure> {
    std::thread::sleep(Duration::from_millis(60));
    post(conn, id)
}

fn while_serving(conn: &mut Conn) -> Result<i64, Failure> {
    slow(conn, 1)
}

fn while_filling(conn: &mut Conn) -> Result<i64, Failure> {
    slow(conn, 2)
}

#[test]
fn a_slow_write_is_warned_of_unless_it_fills_the_database() {
    tracing::subscriber::set_global_default(Listener).unwrap();
    let warned = |name: &str| {
        let all = WARNED.lock().unwrap();
        all.iter().filter(|operation| operation.ends_with(name)).count()
    };
    on_both(|world| {
        let before = warned("while_serving");
        let db = world.open(&SCHEMA);
        db.write(while_serving).unwrap();
        assert_eq!(warned("while_serving"), before + 1);
        db.expect_slow_writes();
        db.write(while_filling).unwrap();
        assert_eq!(warned("while_filling"), 0);
        assert_eq!(db.statistics().slow_writes, 2, "counted all the same");
    });
}
