//! The way of one order by the people who do it, each at their own pages: quoted, won and confirmed by sales, goods received
//! and sent by the warehouse, invoiced and paid at the accountant's, a part sent back and credited. Each page says what it
//! should, by figures worked out here, and is accessible and quiet.
use super::filling::choose_in_focus;
use super::filling::field;
use super::filling::fill;
use super::filling::must_show;
use super::filling::save;
use super::filling::step;
use super::open;
use super::shot;
use super::sign_in;
use crate::browser::Browser;
use crate::browser::Outcome;
use crate::browser::Page;
use crate::orders::shop::Shop;
use tenon::kernel::country::Country;
use tenon::party;
use tenon::party::NewParty;

/// Who makes the washing machines.
fn supplier(shop: &Shop) {
    let new = NewParty {
        company_id: Some(shop.company),
        is_supplier: true,
        country: Country::find("IT"),
        ..NewParty::named("Adriatica Motori")
    };
    shop.world.write(move |tx| party::ops::create(tx, &new));
}

/// The page shows these texts, has no violation, and said nothing on the console on the way here.
#[track_caller]
fn seen(page: &Page<'_>, name: &str, texts: &[&str]) -> Outcome<()> {
    shot(page, &format!("one-order-{name}"))?;
    must_show(page, texts)?;
    assert_eq!(page.axe()?, [], "{name}");
    assert_eq!(page.console_errors()?, [], "{name}");
    Ok(())
}

#[track_caller]
fn saved(page: &Page<'_>) -> Outcome<()> {
    let problems = save(page)?;
    assert_eq!(problems, None, "{}", page.url()?);
    Ok(())
}

/// One line in the grid from the product's cell on, by keys alone.
fn line(page: &Page<'_>, product: &str, quantity: &str, discount: &str) -> Outcome<()> {
    page.type_text(product)?;
    choose_in_focus(page, product)?;
    for (cell, text) in [("quantity", quantity), ("discount_percent", discount)] {
        while page.eval(&format!("document.activeElement.name.endsWith('.{cell}')"))? != true {
            page.press("Enter")?;
        }
        page.type_text(text)?;
    }
    Ok(())
}

fn path(page: &Page<'_>) -> Outcome<String> {
    Ok(page.eval("location.pathname")?.as_str().unwrap().to_owned())
}

/// 12 washers at 300.00 less 10 % are 3,240.00, with 50.00 for freight 3,290.00; 19 % of it are 625.10.
fn sell(page: &Page<'_>) -> Outcome<String> {
    page.press("c")?;
    page.press("q")?;
    fill(page, "party_id.text", "Halvorsen")?;
    fill(page, "customer_reference", "PO 71-40233")?;
    page.focus(&field("lines.0.product"))?;
    line(page, "WM-8", "12", "10")?;
    page.press("Control+Enter")?;
    line(page, "FREIGHT", "1", "0")?;
    page.wait_until("document.querySelector('[data-ui=grid-totals]').textContent.includes('3,915.10')")?;
    seen(page, "quotation-form", &["New quotation", "3,290.00", "3,915.10"])?;
    saved(page)?;
    let figures = [
        "Halvorsen Elektro AS",
        "PO 71-40233",
        "3,240.00",
        "3,290.00",
        "625.10",
        "3,915.10",
    ];
    seen(page, "quotation", &[&figures[..], &["Draft"]].concat())?;
    step(page, "Send")?;
    seen(page, "quotation-sent", &["Sent"])?;
    step(page, "Won: make order")?;
    seen(page, "order", &[&figures[..], &["Draft"]].concat())?;
    step(page, "Confirm")?;
    seen(page, "order-confirmed", &[&figures[..], &["Confirmed"]].concat())?;
    path(page)
}

/// 5 more washers; what they cost is not the warehouse's to see.
fn receive(page: &Page<'_>) -> Outcome<()> {
    open_new(page, "r")?;
    fill(page, "party_id.text", "Adriatica")?;
    fill(page, "supplier_reference", "DDT 881")?;
    fill(page, "lines.0.product", "WM-8")?;
    fill(page, "lines.0.quantity", "5")?;
    saved(page)?;
    seen(
        page,
        "receipt",
        &["Adriatica Motori", "DDT 881", "Draft", "Washing machine 8 kg"],
    )?;
    step(page, "Post")?;
    seen(page, "receipt-posted", &["Posted", "Washing machine 8 kg"])
}

fn open_new(page: &Page<'_>, key: &str) -> Outcome<()> {
    page.press("c")?;
    page.press(key)
}

#[test]
fn an_order_goes_its_way_through_all_hands() -> Outcome<()> {
    let shop = Shop::new();
    supplier(&shop);
    let world = &shop.world;
    let browser = Browser::start()?;
    let (sales, warehouse, accountant) = (browser.page()?, browser.page()?, browser.page()?);
    sign_in(&sales, world, "sales")?;
    sign_in(&warehouse, world, "warehouse")?;
    sign_in(&accountant, world, "accountant")?;

    let order = sell(&sales)?;
    receive(&warehouse)?;

    // 8 of 12 go first, the other 4 after them.
    open(&warehouse, world, &order)?;
    step(&warehouse, "Create delivery")?;
    seen(&warehouse, "delivery-form", &["New delivery", "Washing machine 8 kg"])?;
    fill(&warehouse, "lines.0.quantity", "8")?;
    saved(&warehouse)?;
    let first = path(&warehouse)?;
    seen(&warehouse, "delivery", &["Halvorsen Elektro AS", "Picking", "8"])?;
    step(&warehouse, "Ship")?;
    seen(&warehouse, "delivery-shipped", &["Shipped"])?;
    open(&warehouse, world, &order)?;
    seen(
        &warehouse,
        "order-part-delivered",
        &["Delivering", "1 of 2 shipped, 66 %"],
    )?;
    step(&warehouse, "Open DN-2026-00002")?;
    seen(&warehouse, "delivery-rest", &["Picking", "4"])?;
    step(&warehouse, "Ship")?;
    seen(&warehouse, "delivery-rest-shipped", &["Shipped"])?;

    open(&accountant, world, &order)?;
    step(&accountant, "Create invoice")?;
    let invoice = path(&accountant)?;
    let figures = ["Halvorsen Elektro AS", "3,240.00", "3,290.00", "625.10", "3,915.10"];
    seen(&accountant, "invoice", &[&figures[..], &["Draft"]].concat())?;
    step(&accountant, "Post")?;
    seen(&accountant, "invoice-posted", &[&figures[..], &["Open"]].concat())?;

    // 3,000.00 of 3,915.10 leave 915.10 open.
    step(&accountant, "Record payment")?;
    seen(&accountant, "payment-form", &["New payment"])?;
    fill(&accountant, "amount", "3000")?;
    fill(&accountant, "allocations.0.amount", "3000")?;
    saved(&accountant)?;
    seen(&accountant, "payment", &["3,000.00", "Halvorsen Elektro AS", "Posted"])?;
    open(&accountant, world, &invoice)?;
    seen(&accountant, "invoice-partly-paid", &["Partly paid", "915.10"])?;

    // 1,000.00 come without a word and settle the rest by hand: 84.90 stay on account.
    open_new(&accountant, "y")?;
    fill(&accountant, "party_id.text", "Halvorsen")?;
    fill(&accountant, "amount", "1000")?;
    fill(&accountant, "oldest_first", "no")?;
    saved(&accountant)?;
    seen(&accountant, "payment-on-account", &["1,000.00", "On account"])?;
    open(&accountant, world, "/finance/to-allocate")?;
    seen(&accountant, "to-allocate", &["Halvorsen Elektro AS", "1,000.00"])?;
    accountant.click("tbody .pin a")?;
    step(&accountant, "Allocate")?;
    fill(&accountant, "allocations.0.amount", "915.10")?;
    saved(&accountant)?;
    seen(&accountant, "allocated", &["84.90"])?;
    open(&accountant, world, &invoice)?;
    seen(&accountant, "invoice-settled", &["Settled"])?;

    // One washer comes back: 270.00, with 19 % 321.30.
    open(&warehouse, world, &first)?;
    step(&warehouse, "Create return")?;
    fill(&warehouse, "lines.0.quantity", "1")?;
    fill(&warehouse, "reason", "Dented")?;
    saved(&warehouse)?;
    let back = path(&warehouse)?;
    seen(&warehouse, "return", &["Halvorsen Elektro AS", "Expected", "Dented"])?;
    step(&warehouse, "Receive")?;
    seen(&warehouse, "return-received", &["Received"])?;
    open(&accountant, world, &back)?;
    step(&accountant, "Create credit note")?;
    seen(&accountant, "credit-note", &["Draft", "270.00", "51.30", "321.30"])?;
    step(&accountant, "Post")?;
    seen(&accountant, "credit-note-posted", &["321.30"])?;
    // Among invoices the chain calls it what it is.
    let own = accountant.text(".doc[aria-current] .doc__kind")?;
    assert!(own.starts_with("Credit note"), "{own}");

    open(&sales, world, &order)?;
    seen(&sales, "order-done", &["Done", "3,915.10"])
}
