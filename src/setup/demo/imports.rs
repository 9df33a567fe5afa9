//! Two imports: one that came in, and one whose report names what was not taken.
use crate::ids::CompanyId;
use crate::ids::JobId;
use crate::kernel::actor::Actor;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::web::House;
use crate::setup::import::job;
use crate::setup::import::job::Argument;
use std::sync::Arc;

const MAPPING: &str = r#"
system = "trade-fair"

[[step]]
target = "party"
file = "visitors.csv"
key = "{card}"
[step.fields]
name = "{company}"
is_customer = true
country = "{country}"
phone = "{phone}"
contacts = [ { when = "{visitor}", fields = { name = "{visitor}", email = "{email}" } } ]
"#;

const VISITORS: &str = "card,company,country,phone,visitor,email\n\
    1001,Ekström Vitvaror AB,SE,+46 31 760 20 10,Elsa Ekström,elsa@ekstrom.example\n\
    1002,Bodensee Hausgeräte GmbH,DE,+49 7531 90210,Uwe Maier,maier@bodensee.example\n\
    1003,Polder Witgoed BV,NL,+31 20 555 0142,Femke de Boer,femke@polder.example\n";

const LATE_VISITORS: &str = "card,company,country,phone,visitor,email\n\
    1004,Fjord Hvitevarer AS,NO,+47 55 90 10 20,Ida Moe,ida@fjord.example\n\
    1005,,DK,+45 33 12 44 10,Lars Holm,lars@holm.example\n\
    1006,Alpina Haushalt AG,CH,none,Reto Frei,reto(at)alpina.example\n";

/// Imports the visitors of a fair, and tries those who wrote their cards badly.
pub fn run(house: &Arc<House>, actor: &Arc<Actor>, company: CompanyId) -> Result<()> {
    import(house, actor, company, VISITORS)?;
    import(house, actor, company, LATE_VISITORS)
}

fn import(house: &Arc<House>, actor: &Arc<Actor>, company: CompanyId, rows: &str) -> Result<()> {
    let id: JobId = id::new();
    let folder = job::folder(house, id);
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("visitors.csv"), rows)?;
    let argument = Argument {
        files: vec!["visitors.csv".to_owned()],
        mapping: MAPPING.to_owned(),
        is_dry: false,
        language: "en".to_owned(),
        folder: None,
    };
    house.write_as(actor, move |tx| job::put(tx, id, Some(company), &argument))?;
    job::work(house, id, Arc::new(|_, _| {})).map(drop)
}
