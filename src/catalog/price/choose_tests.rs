use super::Situation;
use super::Verdict;
use super::choose;
use super::verdicts;
use crate::catalog::price::PriceList;
use crate::catalog::price::PriceListItem;
use crate::catalog::price::source::Reason;
use crate::ids::CompanyId;
use crate::ids::PriceListId;
use crate::ids::PriceListItemId;
use crate::ids::ProductId;
use chrono::NaiveDate;
use tenon_db::Quantity;
use tenon_db::UnitPrice;

const KIEL: CompanyId = CompanyId::new(1);
const TAIPEI: CompanyId = CompanyId::new(2);
const WASHER: ProductId = ProductId::new(10);

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn list(id: i64, code: &str) -> PriceList {
    PriceList {
        id: PriceListId::from(id),
        code: code.to_owned(),
        name: code.to_owned(),
        currency: "EUR".to_owned(),
        company_id: None,
        customer_group: String::new(),
        priority: 100,
        is_active: true,
        version: 1,
    }
}

fn item(id: i64, list: i64, minimum: i64, dates: (&str, &str), price: &str) -> PriceListItem {
    PriceListItem {
        id: PriceListItemId::from(id),
        price_list_id: PriceListId::from(list),
        product_id: WASHER,
        minimum_quantity: Quantity::whole(minimum),
        start_date: dates.0.parse().ok(),
        end_date: dates.1.parse().ok(),
        unit_price: price.parse().unwrap(),
        version: 1,
    }
}

fn situation<'a>(agreed: Option<i64>, group: &'a str, date: &str) -> Situation<'a> {
    Situation {
        company: KIEL,
        agreed: agreed.map(PriceListId::from),
        customer_group: group,
        currency: "EUR",
        date: day(date),
    }
}

/// Code of the list and the price that apply.
fn chosen(situation: &Situation<'_>, lists: &[PriceList], items: &[PriceListItem], quantity: i64) -> String {
    let asked = situation.in_order(lists);
    match choose(situation, &asked, items, WASHER, Quantity::whole(quantity)) {
        Some((list, _, item)) => format!("{} {}", list.code, item.unit_price),
        None => "none".to_owned(),
    }
}

#[test]
fn agreed_before_group_before_everyone() {
    let mut dealers = list(2, "DEALER");
    dealers.customer_group = "dealer".to_owned();
    let lists = [list(1, "RETAIL"), dealers, list(3, "KEY")];
    let items = [
        item(1, 1, 0, ("", ""), "500"),
        item(2, 2, 0, ("", ""), "450"),
        item(3, 3, 0, ("", ""), "470"),
    ];
    // The agreed list counts although another is cheaper.
    assert_eq!(
        chosen(&situation(Some(3), "dealer", "2026-05-01"), &lists, &items, 1),
        "KEY 470"
    );
    assert_eq!(
        chosen(&situation(None, "dealer", "2026-05-01"), &lists, &items, 1),
        "DEALER 450"
    );
    // KEY and RETAIL are for everyone; their codes decide.
    assert_eq!(
        chosen(&situation(None, "private", "2026-05-01"), &lists, &items, 1),
        "KEY 470"
    );
}

#[test]
fn among_equals_the_lower_priority_number() {
    let mut sale = list(1, "SALE");
    sale.priority = 10;
    let lists = [list(2, "ALL"), sale];
    let items = [item(1, 1, 0, ("", ""), "480"), item(2, 2, 0, ("", ""), "400")];
    assert_eq!(
        chosen(&situation(None, "", "2026-05-01"), &lists, &items, 1),
        "SALE 480"
    );
}

#[test]
fn a_list_without_a_price_for_the_product_is_passed_over() {
    let lists = [list(1, "A"), list(2, "B")];
    let items = [item(1, 2, 0, ("", ""), "500")];
    assert_eq!(
        chosen(&situation(Some(1), "", "2026-05-01"), &lists, &items, 1),
        "B 500"
    );
    assert_eq!(chosen(&situation(Some(1), "", "2026-05-01"), &lists, &[], 1), "none");
}

#[test]
fn the_largest_break_that_is_reached() {
    let lists = [list(1, "A")];
    let items = [
        item(1, 1, 0, ("", ""), "500"),
        item(2, 1, 10, ("", ""), "480"),
        item(3, 1, 50, ("", ""), "455.5"),
    ];
    let at = |quantity| chosen(&situation(None, "", "2026-05-01"), &lists, &items, quantity);
    assert_eq!(
        [at(1), at(9), at(10), at(49), at(50)],
        ["A 500", "A 500", "A 480", "A 480", "A 455.5"]
    );
}

#[test]
fn dates_include_both_days_and_the_latest_start_counts() {
    let lists = [list(1, "A")];
    let items = [
        item(1, 1, 0, ("", ""), "500"),
        item(2, 1, 0, ("2026-01-01", "2026-12-31"), "520"),
        item(3, 1, 0, ("2026-05-01", "2026-05-31"), "490"),
    ];
    let on = |date| chosen(&situation(None, "", date), &lists, &items, 1);
    assert_eq!(on("2025-12-31"), "A 500");
    assert_eq!(on("2026-01-01"), "A 520");
    assert_eq!(on("2026-05-01"), "A 490");
    assert_eq!(on("2026-05-31"), "A 490");
    assert_eq!(on("2026-06-01"), "A 520");
    assert_eq!(on("2027-01-01"), "A 500");
}

#[test]
fn a_break_counts_before_a_later_start() {
    let lists = [list(1, "A")];
    let items = [
        item(1, 1, 10, ("", ""), "480"),
        item(2, 1, 0, ("2026-05-01", ""), "470"),
    ];
    assert_eq!(chosen(&situation(None, "", "2026-06-01"), &lists, &items, 12), "A 480");
    assert_eq!(chosen(&situation(None, "", "2026-06-01"), &lists, &items, 2), "A 470");
}

#[test]
fn of_two_equal_prices_the_lower_one() {
    let lists = [list(1, "A")];
    let items = [item(1, 1, 0, ("", ""), "500"), item(2, 1, 0, ("", ""), "499")];
    assert_eq!(chosen(&situation(None, "", "2026-05-01"), &lists, &items, 1), "A 499");
}

#[test]
fn lists_of_others_are_not_asked() {
    let now = situation(Some(4), "dealer", "2026-05-01");
    let mut other = list(1, "X");
    other.company_id = Some(TAIPEI);
    assert_eq!(now.reason(&other), Err(Verdict::OtherCompany));
    other.company_id = Some(KIEL);
    assert_eq!(now.reason(&other), Ok(Reason::Everyone));
    other.currency = "TWD".to_owned();
    assert_eq!(now.reason(&other), Err(Verdict::OtherCurrency));
    let mut chosen = list(4, "KEY");
    chosen.customer_group = "key".to_owned();
    assert_eq!(now.reason(&chosen), Ok(Reason::Agreed));
    chosen.id = PriceListId::from(5);
    assert_eq!(now.reason(&chosen), Err(Verdict::OtherGroup));
    chosen.customer_group = "dealer".to_owned();
    assert_eq!(now.reason(&chosen), Ok(Reason::Group));
    chosen.is_active = false;
    assert_eq!(now.reason(&chosen), Err(Verdict::Archived));
}

#[test]
fn why_a_price_does_not_hold() {
    let now = situation(None, "", "2026-05-01");
    let one = Quantity::whole(1);
    assert_eq!(
        now.holds(&item(1, 1, 0, ("2026-06-01", ""), "1"), one),
        Err(Verdict::NotYet)
    );
    assert_eq!(
        now.holds(&item(1, 1, 0, ("", "2026-04-30"), "1"), one),
        Err(Verdict::NoLonger)
    );
    assert_eq!(now.holds(&item(1, 1, 2, ("", ""), "1"), one), Err(Verdict::TooLittle));
    assert_eq!(
        now.holds(&item(1, 1, 1, ("2026-05-01", "2026-05-01"), "1"), one),
        Ok(())
    );
    assert_eq!(
        item(1, 1, 0, ("", ""), "12.5").unit_price,
        "12.5".parse::<UnitPrice>().unwrap()
    );
}

#[test]
fn every_price_gets_its_verdict() {
    let mut foreign = list(3, "TW");
    foreign.currency = "TWD".to_owned();
    let lists = [list(1, "A"), list(2, "B"), foreign];
    let items = [
        item(1, 1, 0, ("", ""), "500"),
        item(2, 1, 10, ("", ""), "480"),
        item(3, 1, 50, ("", ""), "450"),
        item(4, 2, 0, ("", ""), "300"),
        item(5, 2, 0, ("", "2026-04-30"), "200"),
        item(6, 3, 0, ("", ""), "9000"),
    ];
    let now = situation(None, "", "2026-05-01");
    let found = verdicts(&now, &lists, &items, WASHER, Quantity::whole(12));
    let found: Vec<(i64, &str)> = found
        .iter()
        .map(|(item, verdict)| (item.id.raw(), verdict.code()))
        .collect();
    assert_eq!(
        found,
        [
            (1, "less-specific"),
            (2, "applies"),
            (3, "too-little"),
            (4, "asked-later"),
            (5, "no-longer"),
            (6, "other-currency"),
        ]
    );
}
