//! Imports from an old shop, by the command line into the company NW: the steps of a test after the category that its
//! products are in.
use crate::world::World;
use std::path::PathBuf;
use std::sync::Arc;
use tenon::company::user;
use tenon::kernel::actor::Actor;
use tenon::setup::import::command_line;
use tenon::setup::import::command_line::ImportOrder;
use tenon::setup::import::report::Report;

/// How every mapping begins.
const CATEGORY: &str = r#"
system = "shop"

[[step]]
target = "product-category"
rows = [ { code = "PUMPS" } ]
code = "{code}"
[step.fields]
code = "{code}"
name = "Pumps"
costing_method = "moving-average"
"#;

/// Imports a file by these steps; its folder goes with the world's place.
pub fn import(world: &World, steps: &str, (file, text): (&str, &str), is_dry: bool) -> Report {
    let folder = world.house.data_dir.join("files");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(file), text).unwrap();
    let order = ImportOrder {
        folder,
        mapping: PathBuf::from("shop"),
        is_dry,
        company: Some("NW".to_owned()),
        language: "en".to_owned(),
    };
    let system = Arc::new(Actor::system(user::SYSTEM, "Tenon", vec![world.company("NW")]));
    command_line::run(&world.house, &system, &order, format!("{CATEGORY}{steps}")).unwrap()
}
