//! Jobs that were left, and what a serving program clears away by itself.
use crate::client::Client;
use crate::world::World;
use chrono::Duration;
use std::sync::Arc;
use tenon::company::user;
use tenon::ids::JobId;
use tenon::kernel::actor::Actor;
use tenon::kernel::error::Result;
use tenon::kernel::id;
use tenon::kernel::tx::Tx;
use tenon::setup::housekeeping;
use tenon::setup::import::job as import_job;
use tenon::setup::import::job::Argument;
use tenon::setup::job;
use tenon::setup::job::JobState;

fn note<T: Send + 'static>(world: &World, work: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static) -> Result<T> {
    let program = Arc::new(Actor::system(user::SYSTEM, "Tenon", Vec::new()));
    world.house.note(&program, "", work)
}

fn forward(world: &World, by: Duration) {
    world.clock.set(world.house.clock.now().and_utc() + by);
}

fn is_running(admin: &Client, id: JobId) -> bool {
    let page = admin.get(&format!("/setup/jobs/{id}")).expect(200);
    page.text.contains("http-equiv=\"refresh\"")
}

#[test]
fn a_job_left_by_a_process_that_stopped_is_taken_up_once_its_lease_is_over() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let id: JobId = id::new();
    let argument = Argument {
        files: vec!["customers.csv".to_owned()],
        mapping: "system = ".to_owned(),
        is_dry: true,
        language: "en".to_owned(),
        folder: None,
    };
    world.write(move |tx| import_job::put(tx, id, None, &argument));
    assert!(note(&world, move |tx| job::ops::take(tx, id, "gone")).unwrap());
    let folder = import_job::folder(&world.house, id);
    std::fs::create_dir_all(&folder).unwrap();
    housekeeping::turn(&world.house).unwrap();
    assert!(
        is_running(&admin, id) && folder.exists(),
        "it was taken before its lease was over"
    );
    // Only its owner ends it, or keeps its lease.
    note(&world, move |tx| job::ops::end(tx, id, "another", JobState::Done, "{}")).unwrap_err();
    assert!(!note(&world, move |tx| job::ops::keep(tx, id, "another")).unwrap());
    forward(&world, Duration::seconds(40));
    assert!(note(&world, move |tx| job::ops::keep(tx, id, "gone")).unwrap());
    forward(&world, Duration::seconds(40));
    housekeeping::turn(&world.house).unwrap();
    assert!(is_running(&admin, id), "the lease was kept");
    forward(&world, Duration::seconds(61));
    housekeeping::turn(&world.house).unwrap();
    for _ in 0..600 {
        if !is_running(&admin, id) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let page = admin.get(&format!("/setup/jobs/{id}")).expect(200);
    page.must_show("The mapping is not TOML");
    assert!(!folder.exists(), "its files are cleared away");
}

#[test]
fn what_is_past_its_time_is_forgotten() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let view = [("list", "parties"), ("name", "Mine"), ("query", "q=a")];
    admin.post("/views", &view).expect(303);
    admin
        .post("/drafts?form=%2Fparties", &[("name", "Half a name")])
        .expect(200);
    housekeeping::turn(&world.house).unwrap();
    let kept = world.row_counts();
    for table in ["idempotency", "session", "form_draft"] {
        assert!(kept[table] > 0, "{table} is kept for a while");
    }
    forward(&world, Duration::days(15));
    housekeeping::turn(&world.house).unwrap();
    let left = world.row_counts();
    for table in ["idempotency", "session", "form_draft", "reset_link"] {
        assert_eq!(left[table], 0, "{table}");
    }
}
