//! `tenon check` sees each law when it is broken by raw SQL, and none when nothing is wrong.
use crate::world::Empty;
use crate::world::World;
use diesel::Connection;
use diesel::connection::SimpleConnection;
use std::collections::BTreeSet;
use std::sync::Arc;
use tenon::app::APP;
use tenon::kernel::clock::Clock;
use tenon::kernel::password::Hasher;
use tenon::kernel::web::House;
use tenon::migrations;
use tenon::setup::check;
use tenon::setup::check::Checked;
use tenon::setup::demo;
use tenon_db::Conn;
use tenon_db::Db;

/// Enough business of two years that every kind of row is there.
const ORDERS: usize = 150;

fn broken(checked: &[Checked]) -> BTreeSet<&'static str> {
    let bad = checked.iter().filter(|law| !law.holds());
    bad.map(|law| law.key).collect()
}

/// Takes the database's own guards away, as nobody can through the product.
fn without_guards(conn: &mut Conn, is_sqlite: bool) {
    if is_sqlite {
        let drop: Vec<String> = migrations::schema()
            .triggers_sqlite
            .lines()
            .filter_map(|line| line.split("DROP TRIGGER IF EXISTS ").nth(1))
            .map(|rest| format!("DROP TRIGGER IF EXISTS {};", rest.split(';').next().unwrap()))
            .collect();
        conn.batch_execute(&drop.concat()).unwrap();
        return;
    }
    conn.batch_execute(
        "DO $$ DECLARE r record; BEGIN \
         FOR r IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP \
           EXECUTE 'ALTER TABLE ' || quote_ident(r.tablename) || ' DISABLE TRIGGER USER'; END LOOP; \
         FOR r IN SELECT conrelid::regclass AS t, conname FROM pg_constraint WHERE contype = 'c' \
             AND connamespace = 'public'::regnamespace LOOP \
           EXECUTE 'ALTER TABLE ' || r.t || ' DROP CONSTRAINT ' || quote_ident(r.conname); END LOOP; END $$",
    )
    .unwrap();
}

/// What is done behind the product's back, and the law that must say so.
const BREAKS: &[(&str, &str)] = &[
    (
        "entries-balance",
        "UPDATE journal_entry_line SET debit = debit + 10000 WHERE id = (SELECT MIN(id) FROM journal_entry_line WHERE debit > 0)",
    ),
    (
        "entries-total",
        "UPDATE journal_entry SET total_amount = total_amount + 1 WHERE id = (SELECT MIN(id) FROM journal_entry)",
    ),
    (
        "entries-posted",
        "UPDATE journal_entry SET state = 'building' WHERE id = (SELECT MIN(id) FROM journal_entry)",
    ),
    (
        "balances-by-period",
        "UPDATE account_balance SET debit = debit + 1, credit = credit + 1 WHERE account_id = (SELECT MIN(account_id) FROM account_balance)",
    ),
    (
        "balances-by-day",
        "UPDATE account_day_balance SET credit = credit + 1 WHERE account_id = (SELECT MIN(account_id) FROM account_day_balance)",
    ),
    (
        "open-items",
        "UPDATE open_item SET base_amount = base_amount + 1 WHERE id = (SELECT MIN(id) FROM open_item)",
    ),
    (
        "open-amounts",
        "UPDATE allocation SET amount = amount + 1 WHERE id = (SELECT MIN(id) FROM allocation)",
    ),
    (
        "open-base-amounts",
        "UPDATE open_item SET open_base_amount = open_base_amount + 1 WHERE id = (SELECT MIN(id) FROM open_item)",
    ),
    (
        "settled-items",
        "UPDATE open_item SET settled_date = NULL WHERE id = (SELECT MIN(id) FROM open_item WHERE settled_date IS NOT NULL)",
    ),
    (
        "stock-value",
        "UPDATE journal_entry_line SET product_id = NULL WHERE id = (SELECT MIN(l.id) FROM journal_entry_line l \
         JOIN account a ON a.id = l.account_id WHERE a.control = 'inventory')",
    ),
    (
        "value-kept",
        "UPDATE valuation_balance SET amount = amount + 1 WHERE id = (SELECT MIN(id) FROM valuation_balance)",
    ),
    (
        "value-by-day",
        "UPDATE valuation_day_balance SET amount = amount + 1 WHERE product_id = (SELECT MIN(product_id) FROM valuation_day_balance)",
    ),
    (
        "quantity-valued",
        "UPDATE valuation_balance SET quantity = quantity + 1 WHERE id = (SELECT MIN(id) FROM valuation_balance)",
    ),
    (
        "quantity-on-hand",
        "UPDATE valuation_entry SET quantity = quantity + 1 WHERE id = (SELECT MIN(id) FROM valuation_entry)",
    ),
    (
        "on-hand",
        "UPDATE stock_move SET quantity = quantity + 1 WHERE id = (SELECT MIN(id) FROM stock_move)",
    ),
    (
        "reserved",
        "INSERT INTO reservation (id, company_id, product_id, location_id, lot_id, origin_kind, origin_id, origin_line_id, quantity, created_at)
         SELECT 1, company_id, product_id, location_id, 0, 'sales-order', 1, 1, 1000000, '2026-01-01 00:00:00' FROM stock_balance ORDER BY id LIMIT 1",
    ),
    (
        "reserved-within",
        "UPDATE stock_balance SET reserved = on_hand + 1 WHERE id = (SELECT MIN(id) FROM stock_balance)",
    ),
    (
        "layer-quantities",
        "UPDATE valuation_layer_rest SET quantity = quantity + 1 WHERE valuation_layer_id = (SELECT MIN(valuation_layer_id) FROM valuation_layer_rest)",
    ),
    (
        "layer-amounts",
        "UPDATE valuation_layer SET amount = amount + 1 WHERE id = (SELECT MIN(id) FROM valuation_layer)",
    ),
    (
        "delivered-not-invoiced",
        "UPDATE sales_order_line_progress SET invoiced_cost_amount = invoiced_cost_amount + 1 \
         WHERE sales_order_line_id = (SELECT MIN(sales_order_line_id) FROM sales_order_line_progress)",
    ),
    (
        "received-not-billed",
        "UPDATE goods_receipt_line SET amount = amount + 1 WHERE id = (SELECT MIN(l.id) FROM goods_receipt_line l \
         JOIN goods_receipt r ON r.id = l.goods_receipt_id WHERE r.state = 'posted' AND r.kind = 'purchase')",
    ),
    (
        "order-progress",
        "UPDATE sales_order_line_progress SET delivered = delivered + 1 \
         WHERE sales_order_line_id = (SELECT MIN(sales_order_line_id) FROM sales_order_line_progress)",
    ),
    (
        "order-cost",
        "UPDATE delivery_line SET cost_amount = cost_amount + 1 WHERE id = (SELECT MIN(l.id) FROM delivery_line l \
         JOIN delivery d ON d.id = l.delivery_id WHERE d.state = 'shipped')",
    ),
    (
        "order-billing",
        "UPDATE sales_order_line_progress SET invoiced = invoiced + 1 \
         WHERE sales_order_line_id = (SELECT MIN(sales_order_line_id) FROM sales_order_line_progress)",
    ),
    (
        "invoice-sums",
        "UPDATE customer_invoice SET total_amount = total_amount + 1 WHERE id = (SELECT MIN(id) FROM customer_invoice WHERE state <> 'draft')",
    ),
    (
        "invoice-open",
        "UPDATE customer_invoice SET open_amount = open_amount + 1 WHERE id = (SELECT MIN(id) FROM customer_invoice WHERE state <> 'draft')",
    ),
    (
        "payment-open",
        "UPDATE payment SET open_amount = open_amount + 1 WHERE id = (SELECT MIN(id) FROM payment WHERE state = 'posted')",
    ),
    (
        "numbers-without-gaps",
        "UPDATE number_series SET next_number = next_number + 1 WHERE id = (SELECT MIN(id) FROM number_series WHERE kind = 'invoice')",
    ),
    (
        "event-chain",
        "UPDATE event_payload SET payload = '{}' WHERE position = 5",
    ),
];

/// Columns of the log that nobody may change unseen: whose event it is, what it is about, what request made it.
const HASHED: &[&str] = &[
    "company_id = company_id + 1",
    "subject_kind = 'party'",
    "subject_id = subject_id + 1",
    "request_id = 'another'",
];

#[test]
fn each_broken_law_is_reported_and_none_before() {
    let place = match std::env::var("DATABASE").as_deref() {
        Ok("postgres") => Empty::postgres(),
        _ => Empty::sqlite(),
    };
    let settings = place.settings();
    let house = Arc::new(House {
        app: &APP,
        db: Db::open(&settings, &migrations::schema()).unwrap(),
        clock: Clock::fixed("2026-06-15T10:00:00Z".parse().unwrap()),
        hasher: Hasher::new(),
        data_dir: place.data_dir(),
        secure_cookies: false,
        trusted_proxies: Vec::new(),
        demo_sign_ins: Vec::new(),
    });
    demo::fill(&house, ORDERS).unwrap();
    house.db.checkpoint().unwrap();
    house.db.close();

    let mut conn = Conn::establish(&settings.url).unwrap();
    let clean = check::queries::run(&mut conn).unwrap();
    let bad: Vec<&Checked> = clean.iter().filter(|law| !law.holds()).collect();
    assert!(bad.is_empty(), "a law does not hold in the demo group: {bad:#?}");
    let known: BTreeSet<&str> = check::queries::keys().into_iter().collect();
    let tried: BTreeSet<&str> = BREAKS.iter().map(|(law, _)| *law).collect();
    assert_eq!(known, tried, "every law is broken once");

    let is_sqlite = settings.url.starts_with("sqlite");
    if is_sqlite {
        conn.batch_execute("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;")
            .unwrap();
    }
    without_guards(&mut conn, is_sqlite);
    for (law, sql) in BREAKS {
        conn.batch_execute("BEGIN").unwrap();
        conn.batch_execute(sql).unwrap_or_else(|error| panic!("{law}: {error}"));
        let found = broken(&check::queries::run(&mut conn).unwrap());
        conn.batch_execute("ROLLBACK").unwrap();
        assert!(found.contains(law), "{law} was broken and is not among {found:?}");
    }
    for column in HASHED {
        conn.batch_execute("BEGIN").unwrap();
        conn.batch_execute(&format!("UPDATE event_log SET {column} WHERE position = 5"))
            .unwrap();
        let found = broken(&check::queries::run(&mut conn).unwrap());
        conn.batch_execute("ROLLBACK").unwrap();
        assert!(found.contains("event-chain"), "{column} was changed unseen");
    }
}

#[test]
fn the_page_shows_every_law_and_says_when_one_is_broken() {
    let world = World::new();
    let admin = world.sign_in("admin");
    let page = admin.get("/setup/check").expect(200);
    page.must_show("Every journal entry balances");
    page.must_show("laws hold.");
    world.breaks_laws_on_purpose();
    world.behind_its_back("UPDATE event_payload SET payload = '{}' WHERE position = 2");
    let page = admin.get("/setup/check").expect(200);
    page.must_show("1 law does not hold");
    world.sign_in("warehouse").get("/setup/check").expect(403);
}
