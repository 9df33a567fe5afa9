//! A journal entry on paper: what the books say of it, in the company's language, for whoever may see it.
use crate::orders::shop::Shop;
use crate::world::World;
use diesel::prelude::*;
use tenon::ids::AccountId;
use tenon::ids::Subject;
use tenon::ledger::account;
use tenon::ledger::cost_center;
use tenon::ledger::cost_center::NewCostCenter;
use tenon::ledger::entry;
use tenon_schema::account as account_table;

fn account(world: &World, code: &str) -> String {
    let company = world.company("NW");
    let id: AccountId = world.read(|conn| {
        let of = account_table::table
            .filter(account_table::company_id.eq(company))
            .filter(account_table::code.eq(code));
        Ok(of.select(account_table::id).first(conn)?)
    });
    id.to_string()
}

#[test]
fn an_entry_by_hand_prints_its_lines_its_sums_and_who_posted_it() {
    let world = World::new();
    let company = world.company("NW");
    let center = world.write(move |tx| {
        let new = NewCostCenter {
            company_id: None,
            code: "100".to_owned(),
            name: "Workshop".to_owned(),
        };
        cost_center::ops::create(tx, company, &new)
    });
    let accountant = world.sign_in("accountant");
    let (costs, bank) = (account(&world, "6200"), account(&world, "1110"));
    let posted = accountant.post(
        "/finance/journal-entries",
        &[
            ("posting_date", "2026-06-10"),
            ("description", "Repair of the roof"),
            ("lines.0.account_id", &costs),
            ("lines.0.description", "Tiles"),
            ("lines.0.cost_center_id", &center.to_string()),
            ("lines.0.debit", "1,000.00"),
            ("lines.1.account_id", &costs),
            ("lines.1.description", "Work"),
            ("lines.1.debit", "250.40"),
            ("lines.2.account_id", &bank),
            ("lines.2.credit", "1,250.40"),
        ],
    );
    let id = posted.expect(303).id();
    let url = format!("/finance/journal-entries/{id}");
    let page = accountant.get(&url).expect(200);
    assert!(
        page.text.contains(&format!("href=\"{url}/print\"")),
        "the page offers it"
    );

    // In the company's language, whatever the reader's is.
    world.behind_its_back("UPDATE company SET language = 'zh-Hant' WHERE code = 'NW'");
    let chinese = accountant.get(&format!("{url}/print")).expect(200);
    for words in ["傳票 JE-2026-00001", "借方", "貸方", "成本中心"] {
        chinese.must_show(words);
    }
    world.behind_its_back("UPDATE company SET language = 'en' WHERE code = 'NW'");
    let paper = accountant.get(&format!("{url}/print")).expect(200);
    for words in [
        "Nordwerk GmbH",
        "Journal entry JE-2026-00001",
        "Repair of the roof",
        "General",
        "6200 Administrative expenses",
        "100 Workshop",
        "Tiles",
        "Work",
        "1110 Cash at bank",
        "1,000.00",
        "250.40",
        "€ 1,250.40",
        "by accountant",
    ] {
        paper.must_show(words);
    }
    assert!(!paper.shows("Reversed") && !paper.shows("Taken back by"));

    let back = accountant.post(&format!("{url}/reverse"), &[("posting_date", "2026-06-12")]);
    let reversal = back.expect(303).id();
    let paper = accountant.get(&format!("{url}/print")).expect(200);
    paper.must_show("Reversed");
    paper.must_show("Taken back by");
    paper.must_show("JE-2026-00002");
    let other = accountant
        .get(&format!("/finance/journal-entries/{reversal}/print"))
        .expect(200);
    other.must_show("Reversal");
    other.must_show("Takes back");
    other.must_show("JE-2026-00001");

    world.sign_in("sales").get(&format!("{url}/print")).expect(403);
    world.sign_in("other").get(&format!("{url}/print")).expect(403);
    accountant.get("/finance/journal-entries/12/print").expect(404);
}

#[test]
fn an_entry_of_a_document_names_the_document_and_whoever_posted_it() {
    let shop = Shop::new();
    let order = shop.confirmed(&[(shop.washer, 1, "0")]);
    let delivery = shop.shipped(order, &[1]);
    let number = shop.delivery(delivery)["number"].as_str().unwrap().to_owned();
    let id = shop.world.read(|conn| {
        let entries = entry::queries::of_origin(conn, Subject::Delivery(delivery.into()))?;
        Ok(entries[0].id)
    });
    let paper = shop
        .world
        .sign_in("accountant")
        .get(&format!("/finance/journal-entries/{id}/print"))
        .expect(200);
    paper.must_show(&number);
    paper.must_show("by warehouse");
    paper.must_show("€ 200.00");
    let interim = shop.world.read(|conn| {
        let roles = account::queries::roles(conn, shop.company)?;
        let id = roles.get(account::AccountRole::GoodsDeliveredNotInvoiced)?;
        Ok(account::queries::get(conn, id)?.label())
    });
    paper.must_show(&interim);
}
