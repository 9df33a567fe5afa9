//! The pages of a list: which rows each has, forth and back.
use crate::client::Answer;
use crate::client::Client;
use crate::world::World;
use tenon::ledger::cost_center;
use tenon::ledger::cost_center::NewCostCenter;

/// Where a link of the pager leads.
fn link(page: &Answer, rel: &str) -> String {
    let (before, _) = page.text.split_once(&format!("rel=\"{rel}\" href=\"")).map_or_else(
        || panic!("no {rel}: {}", page.visible()),
        |(_, after)| after.split_once('"').unwrap(),
    );
    format!(
        "/setup/cost-centers{}",
        before.replace("&#38;", "&").replace("&amp;", "&")
    )
}

/// What the part that comes after the rows says of the pager.
fn totals(client: &Client, page: &Answer) -> Answer {
    let (_, after) = page.text.split_once("id=\"totals\" hx-get=\"").unwrap();
    let (url, _) = after.split_once('"').unwrap();
    let url = url.replace("&#38;", "&").replace("&amp;", "&");
    client.get(&format!("/setup/cost-centers{url}")).expect(200)
}

fn add(world: &World, codes: std::ops::Range<i32>) {
    let company = world.company("NW");
    for code in codes {
        world.write(move |tx| {
            let new = NewCostCenter {
                company_id: None,
                code: format!("{code:03}"),
                name: format!("Place {code}"),
            };
            cost_center::ops::create(tx, company, &new)
        });
    }
}

#[test]
fn the_pager_says_which_rows_of_how_many() {
    let world = World::new();
    add(&world, 100..160);
    let accountant = world.sign_in("accountant");
    let first = accountant.get("/setup/cost-centers?rows=25").expect(200);
    first.must_show("1–25");
    totals(&accountant, &first).must_show("of 60");
    let second = accountant.get(&link(&first, "next")).expect(200);
    second.must_show("26–50");
    second.must_show("Place 125");
    let last = accountant.get(&link(&second, "next")).expect(200);
    last.must_show("51–60");
    totals(&accountant, &last).must_show("51–60 of 60");
    let back = accountant.get(&link(&last, "prev")).expect(200);
    back.must_show("26–50");
    let begin = accountant.get(&link(&back, "prev")).expect(200);
    begin.must_show("1–25");
    // Two come in front meanwhile: the total puts the last page right.
    add(&world, 90..92);
    let moved = accountant.get(&link(&second, "next")).expect(200);
    totals(&accountant, &moved).must_show("53–62 of 62");
    // An address from elsewhere does not tell where the page stands, and a made-up one no nonsense.
    let bare = accountant.get("/setup/cost-centers?rows=25&after=120~1").expect(200);
    bare.must_show("25 rows");
    let wrong = accountant.get("/setup/cost-centers?rows=25&after=120~1@-7").expect(200);
    wrong.must_show("25 rows");
}
