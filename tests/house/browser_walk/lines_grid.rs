//! The lines grid under a person's hands: rows from a spreadsheet, keys alone, and what a paste does not find.
use super::filling::choose_in_focus;
use super::filling::field;
use super::filling::fill;
use super::filling::must_show;
use super::filling::save;
use super::open;
use super::shot;
use super::sign_in;
use crate::browser::Browser;
use crate::browser::Outcome;
use crate::browser::Page;
use crate::orders::shop::Shop;

/// The lines as they stand in the grid: product, description, quantity, unit price (what the server would take while none is
/// typed).
const LINES: &str = "[...document.querySelectorAll('[data-ui=grid] tbody tr:not(.gridedit__err)')].map(row =>
    [1, 2, 3, 5].map(at => row.cells[at]).map(cell =>
        cell.querySelector('input:not([type=hidden])') ?? { value: cell.innerText }).map(input =>
        (input.value || input.placeholder || '').trim()).join(' | '))";

fn lines(page: &Page<'_>) -> Outcome<Vec<String>> {
    let lines = page.eval(LINES)?;
    Ok(lines
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line.as_str().unwrap().to_owned())
        .collect())
}

/// A new order of the customer, with the cursor in the product of its first line.
fn begin(page: &Page<'_>, shop: &Shop) -> Outcome<()> {
    sign_in(page, &shop.world, "sales")?;
    open(page, &shop.world, "/orders/sales-orders/new")?;
    fill(page, "party_id.text", "Halvorsen")?;
    page.focus(&field("lines.0.product"))
}

/// Waits for the totals that the server sends.
fn total(page: &Page<'_>, text: &str) -> Outcome<()> {
    page.wait_until(&format!(
        "document.querySelector('[data-ui=grid-totals]').textContent.includes({text:?})"
    ))
}

#[track_caller]
fn saved(page: &Page<'_>) -> Outcome<()> {
    let problems = save(page)?;
    assert_eq!(problems, None, "{}", page.url()?);
    Ok(())
}

fn active(page: &Page<'_>) -> Outcome<String> {
    let name = page.eval("document.activeElement.name ?? document.activeElement.tagName")?;
    Ok(name.as_str().unwrap().to_owned())
}

/// What the cell is called that the cursor stands in.
fn active_label(page: &Page<'_>) -> Outcome<Option<String>> {
    page.attribute("[data-ui=grid] tbody :focus", "aria-label")
}

#[test]
fn five_hundred_lines_are_pasted_saved_and_changed() -> Outcome<()> {
    let shop = Shop::new();
    let browser = Browser::start()?;
    let page = browser.page()?;
    begin(&page, &shop)?;
    // Line n is of quantity n: washers at 300.00 in odd lines, freight at 50.00 in even ones.
    let row = |n: usize| format!("{}\t\t{n}\r\n", if n % 2 == 1 { "WM-8" } else { "FREIGHT" });
    page.paste(&(1..=500).map(row).collect::<String>())?;
    page.wait_until("document.querySelector('#toasts').textContent.includes('Rows pasted: 500')")?;
    // 1 + 3 + … + 499 are 250², 2 + 4 + … + 500 are 250 × 251:
    // 62,500 × 300.00 + 62,750 × 50.00 = 18,750,000.00 + 3,137,500.00; 19 % of it are 4,158,625.00.
    total(&page, "26,046,125.00")?;
    shot(&page, "grid-500-pasted")?;
    let typed = lines(&page)?;
    assert_eq!(typed.len(), 500);
    assert_eq!(typed[0], "WM-8 | Washing machine 8 kg | 1 | 300");
    assert_eq!(typed[499], "FREIGHT | Freight | 500 | 50");
    saved(&page)?;
    shot(&page, "grid-500-saved")?;
    must_show(&page, &["21,887,500.00", "4,158,625.00", "26,046,125.00"])?;
    page.press("e")?;
    // So many lines are plain text, but the one that one works in.
    assert_eq!(lines(&page)?.len(), 500);
    assert_eq!(
        page.eval("document.querySelectorAll('[data-ui=grid] tbody input.cell.medium').length")?,
        1
    );
    page.click("[data-ui=grid] tbody tr:last-child td:nth-child(4)")?;
    page.wait_until("document.activeElement.name.endsWith('.quantity')")?;
    page.type_text("501")?;
    shot(&page, "grid-500-typed")?;
    // One more freight: 50.00 and 9.50.
    total(&page, "26,046,184.50")?;
    shot(&page, "grid-500-changed")?;
    saved(&page)?;
    must_show(&page, &["21,887,550.00", "26,046,184.50"])?;
    assert_eq!(page.console_errors()?, []);
    Ok(())
}

#[test]
fn an_order_is_written_by_keys_alone() -> Outcome<()> {
    let shop = Shop::new();
    let browser = Browser::start()?;
    let page = browser.page()?;
    sign_in(&page, &shop.world, "sales")?;
    page.press("c")?;
    page.press("o")?;
    // The first key leads past the navigation.
    page.press("Tab")?;
    page.press("Enter")?;
    page.press("Tab")?;
    assert_eq!(active(&page)?, "party_id.text");
    page.type_text("halv")?;
    choose_in_focus(&page, "Halvorsen Elektro AS")?;
    assert_eq!(active(&page)?, "party_id.text", "one goes on where one was");
    for _ in 0..20 {
        if active(&page)? == "lines.0.product" {
            break;
        }
        page.press("Tab")?;
    }
    // Found by arrow among what matches.
    page.type_text("8 kg")?;
    choose_in_focus(&page, "Tumble dryer")?;
    page.press("Enter")?;
    assert_eq!(active(&page)?, "lines.0.description");
    page.press("Tab")?;
    page.type_text("3")?;
    page.press("Control+Enter")?;
    // As a scanner does: the code, Enter, and on without looking.
    page.type_text("WM-8")?;
    page.press("Enter")?;
    page.type_text("Washer, white")?;
    page.press("Enter")?;
    page.type_text("2")?;
    // In the last cell of the last line Enter begins another.
    for _ in 0..6 {
        page.press("Enter")?;
    }
    page.type_text("FREIGHT")?;
    page.press("Tab")?;
    page.press("Tab")?;
    page.type_text("1")?;
    // The same cell of the line above and back; the freight goes to the top; a line too many goes away.
    page.press("ArrowUp")?;
    page.press("ArrowUp")?;
    page.type_text("4")?;
    page.press("ArrowDown")?;
    page.press("ArrowDown")?;
    page.press("Alt+ArrowUp")?;
    page.press("Alt+ArrowUp")?;
    page.press("Control+Enter")?;
    page.type_text("too many")?;
    page.press("Alt+Delete")?;
    // 50.00 + 4 × 200.00 + 2 × 300.00 = 1,450.00; 19 % are 275.50.
    total(&page, "1,725.50")?;
    shot(&page, "grid-by-keys")?;
    assert_eq!(
        lines(&page)?,
        [
            "FREIGHT | Freight | 1 | 50",
            "TD-8 | Tumble dryer 8 kg | 4 | 200",
            "WM-8 | Washer, white | 2 | 300",
        ]
    );
    assert_eq!(page.axe()?, []);
    saved(&page)?;
    must_show(&page, &["Washer, white", "1,450.00", "275.50", "1,725.50"])?;
    assert_eq!(page.console_errors()?, []);
    Ok(())
}

#[test]
fn a_pasted_product_that_is_unknown_is_named_at_its_line_and_nothing_is_lost() -> Outcome<()> {
    let shop = Shop::new();
    let browser = Browser::start()?;
    let page = browser.page()?;
    begin(&page, &shop)?;
    // 120 freights of one piece; the 60th has a code that nobody knows.
    let row = |n: usize| format!("{}\tLine {n}\t1\n", if n == 60 { "NO-SUCH" } else { "FREIGHT" });
    page.paste(&(1..=120).map(row).collect::<String>())?;
    page.wait_until("document.querySelector('#toasts').textContent.includes('Cells that match nothing: 1')")?;
    assert_eq!(active_label(&page)?.as_deref(), Some("Product, line 60"));
    let named = "document.querySelector('.gridedit__err').previousElementSibling.rowIndex";
    assert_eq!(page.eval(named)?, 60);
    assert_eq!(page.text(".gridedit__err")?, "Nothing matches: NO-SUCH");
    let described = "document.getElementById(document.querySelector('tr.is-error [aria-invalid=true]').getAttribute('aria-describedby')).textContent";
    assert_eq!(page.eval(described)?, "Nothing matches: NO-SUCH");
    shot(&page, "grid-unknown-pasted")?;
    assert_eq!(page.axe()?, []);
    // Saved all the same it is refused, and all that was typed stands there.
    assert!(save(&page)?.is_some());
    assert_eq!(page.status()?, 422);
    let typed = lines(&page)?;
    assert_eq!(typed.len(), 120);
    assert_eq!(typed[58], "FREIGHT | Line 59 | 1 | ");
    assert_eq!(typed[59], "NO-SUCH | Line 60 | 1 | ");
    assert_eq!(typed[119], "FREIGHT | Line 120 | 1 | ");
    assert_eq!(page.eval(named)?, 60, "what is wrong stands below its line");
    let sentence = "Line 60, Product: “NO-SUCH” is not one of the choices.";
    assert_eq!(page.texts("#errors li, .gridedit__err")?, [sentence, sentence]);
    shot(&page, "grid-unknown-refused")?;
    assert_eq!(page.axe()?, []);
    page.console_errors()?;
    // The summary leads there, and the code is put right.
    page.click("#errors a")?;
    assert_eq!(active_label(&page)?.as_deref(), Some("Product, line 60"));
    page.press("Control+a")?;
    page.type_text("WM-8")?;
    choose_in_focus(&page, "Washing machine")?;
    shot(&page, "grid-unknown-corrected")?;
    // 119 × 50.00 + 300.00 = 6,250.00; 19 % are 1,187.50.
    total(&page, "7,437.50")?;
    saved(&page)?;
    must_show(&page, &["Line 59", "Line 60", "6,250.00", "7,437.50"])?;
    assert_eq!(page.console_errors()?, []);
    Ok(())
}
