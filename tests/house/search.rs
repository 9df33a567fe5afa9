//! The quality of search: a fixed list of queries over the demo, each with the record that has to come first, through the
//! search page as a person uses it.
use crate::client::Client;
use crate::world::World;

/// What somebody types, and the record that has to be first.
const EXACT: &[(&str, &str)] = &[
    ("WF-100", "Front-loading washing machine 6 kg"),
    ("wf100", "Front-loading washing machine 6 kg"),
    (
        "front-loading washing machine 7 kg",
        "Front-loading washing machine 7 kg",
    ),
    ("top loading 9 kg", "Top-loading washing machine 9 kg"),
    ("heat pump dryer pro", "Heat-pump dryer Pro 10 kg"),
    ("washer dryer eco", "Washer-dryer Eco 8 kg"),
    ("dishwasher built-in", "Dishwasher Built-in 60 cm"),
    ("steam oven 90 steel", "Steam oven 90 cm steel"),
    ("compressor R240", "Compressor for R240 series"),
    ("door seal universal", "Door seal universal"),
    ("relay K90", "Relay for K90 series"),
    ("freight", "Freight"),
    ("installation", "Installation"),
    ("Baltic Steel", "Baltic Steel Sheet Oy"),
    ("moravia", "Moravia Motors s.r.o."),
    ("lodz pompa", "Polska Pompa Sp. z o.o."),
    ("thuringen", "Glaswerk Thüringen GmbH"),
    ("vasteras nordic", "Nordic Electronics AB"),
];

const TYPING_ERRORS: &[(&str, &str)] = &[
    ("dishwaser black", "Dishwasher 60 cm black"),
    ("refridgerator 120", "Refrigerator 120 l"),
    ("thermostst universal", "Thermostat universal"),
    ("compresor universal", "Compressor universal"),
    ("instalation", "Installation"),
    ("microvave 90 steel", "Microwave oven 90 cm steel"),
    ("absorbr W80", "Shock absorber for W80 series"),
    ("adriatca gomma", "Adriatica Gomma S.r.l."),
];

/// Two characters are a whole word; either script finds the other.
const CHINESE: &[(&str, &str)] = &[
    ("運費", "Freight"),
    ("运费", "Freight"),
    ("安裝", "Installation"),
    ("酒柜", "Wine cabinet 120 l"),
    ("紅酒 450", "Wine cabinet 450 l"),
    ("鉸鏈 通用", "Hinge universal"),
    ("铰链 K60", "Hinge for K60 series"),
    ("風扇", "Fan motor universal"),
    ("感測 R360", "Sensor for R360 series"),
    ("壓縮 D80", "Compressor for D80 series"),
    ("无锡", "无锡钢板有限公司"),
    ("寧波", "宁波电机有限公司"),
    ("南方", "南方電子股份有限公司"),
    ("佛山", "佛山玻璃有限公司"),
];

/// The name of the first record on the search page.
fn first_hit(client: &Client, query: &str) -> String {
    let encoded: String = query.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let page = client.get(&format!("/search?q={encoded}")).expect(200);
    let Some((_, rows)) = page.text.split_once("<tbody>") else {
        return "nothing".to_owned();
    };
    let link = rows.split("<a ").nth(1).unwrap_or_default();
    let name = link.split('>').nth(1).unwrap_or_default();
    name.split('<').next().unwrap_or_default().to_owned()
}

#[test]
fn forty_queries_find_what_was_meant_first() {
    let world = World::demo();
    let client = world.sign_in_as_demo("administrator");
    let all = [EXACT, TYPING_ERRORS, CHINESE].concat();
    assert_eq!(all.len(), 40);
    let missed: Vec<String> = all
        .iter()
        .map(|(query, wanted)| (query, wanted, first_hit(&client, query)))
        .filter(|(_, wanted, found)| found != *wanted)
        .map(|(query, wanted, found)| format!("{query}: {found}, not {wanted}"))
        .collect();
    assert!(missed.is_empty(), "{} of 40:\n{}", missed.len(), missed.join("\n"));
}
