//! Every form that begins a record, filled right by the administrator: the record's page shows what was typed.
use super::filling;
use super::open;
use super::shot;
use super::sign_in;
use crate::browser::Browser;
use crate::browser::Outcome;
use crate::browser::Page;
use crate::orders::shop::Shop;
use crate::world::World;
use std::collections::BTreeSet;
use tenon::app::APP;
use tenon::kernel::web::route::Method;

/// One form: where it is, the fields by name in the order they are filled, what the page after it shows.
struct Filled {
    route: &'static str,
    fields: &'static [(&'static str, &'static str)],
    shows: &'static [&'static str],
}

/// They begin from another record: the way of one order comes by them.
const ON_THE_WAY: [&str; 2] = ["/orders/deliveries/new", "/orders/returns/new"];

/// Leads from a record to the form that changes it.
const EDIT: &str = ".page__actions a[aria-keyshortcuts=E]";

/// In an order in which each finds what it needs.
const FORMS: &[Filled] = &[
    Filled {
        route: "/parties/new",
        fields: &[
            ("name", "Mistral Électro SA"),
            ("number", "P-4711"),
            ("is_supplier", "yes"),
            ("country.text", "France"),
            ("email", "achats@mistral.example"),
            ("phone", "+33 4 91 00 00 00"),
            ("website", "https://mistral.example"),
            ("owner_id.text", "sales"),
            ("addresses.0.street", "12 rue du Port"),
            ("addresses.0.postal_code", "13002"),
            ("addresses.0.city", "Marseille"),
            ("addresses.0.country", "France"),
            ("contacts.0.name", "Camille Roux"),
            ("contacts.0.job_title", "Buyer"),
            ("bank_accounts.0.bank_name", "Banque du Port"),
            ("bank_accounts.0.account_number", "FR7630006000011234567890189"),
        ],
        shows: &[
            "Mistral Électro SA",
            "P-4711",
            "achats@mistral.example",
            "12 rue du Port",
            "Marseille",
            "France",
            "Camille Roux",
            "Banque du Port",
        ],
    },
    Filled {
        route: "/setup/carriers/new",
        fields: &[
            ("code", "KIELEX"),
            ("name", "Kiel Express"),
            ("phone", "+49 431 1000"),
            ("tracking_url", "https://kielex.example/{number}"),
        ],
        shows: &["KIELEX", "Kiel Express"],
    },
    Filled {
        route: "/setup/customer-groups/new",
        fields: &[("code", "harbour"), ("name", "Harbour trade")],
        shows: &["harbour", "Harbour trade"],
    },
    Filled {
        route: "/people/employees/new",
        fields: &[
            ("name", "Nora Berg"),
            ("number", "17"),
            ("hire_date", "1.3.2026"),
            ("job_title", "Fitter"),
            ("email", "nora.berg@nordwerk.example"),
            ("user_id.text", "warehouse"),
        ],
        shows: &["Nora Berg", "17", "01 Mar", "Fitter", "nora.berg@nordwerk.example"],
    },
    Filled {
        route: "/catalog/categories/new",
        fields: &[
            ("code", "SPARE"),
            ("name", "Spare parts"),
            ("costing_method", "First in, first out"),
        ],
        shows: &["SPARE", "Spare parts", "First in, first out"],
    },
    Filled {
        route: "/setup/units/new",
        fields: &[
            ("code", "roll"),
            ("name", "Roll"),
            ("dimension", "Length"),
            ("decimals", "2"),
        ],
        shows: &["roll", "Roll", "Length"],
    },
    Filled {
        route: "/setup/units/{id}/conversions/new",
        fields: &[("to_unit_id.text", "pcs"), ("numerator", "6"), ("denominator", "1")],
        shows: &["box", "pcs", "6"],
    },
    Filled {
        route: "/catalog/products/new",
        fields: &[
            ("code", "PUMP-2"),
            ("name", "Drain pump"),
            ("category_id.text", "SPARE"),
            ("unit_id.text", "pcs"),
            ("barcode", "4012345678901"),
            ("list_price", "1,249.50"),
            ("reorder_quantity", "12"),
            ("supplier_id.text", "Mistral"),
            ("units.0.unit", "ctn"),
            ("units.0.numerator", "24"),
            ("units.0.denominator", "1"),
        ],
        shows: &[
            "PUMP-2",
            "Drain pump",
            "Spare parts",
            "4012345678901",
            "1,249.50",
            "Mistral Électro SA",
            "24",
        ],
    },
    Filled {
        route: "/catalog/price-lists/new",
        fields: &[
            ("code", "HARBOUR"),
            ("name", "Harbour prices"),
            ("customer_group", "Harbour trade"),
            ("items.0.product", "WM-8"),
            ("items.0.minimum_quantity", "5"),
            ("items.0.unit_price", "280"),
        ],
        shows: &["HARBOUR", "Harbour prices", "Washing machine 8 kg", "280.00"],
    },
    Filled {
        route: "/catalog/prices/new",
        fields: &[
            ("price_list_id.text", "Harbour"),
            ("product_id.text", "TD-8"),
            ("unit_price", "189.90"),
            ("start_date", "1.7.2026"),
        ],
        shows: &["Harbour prices", "Tumble dryer 8 kg", "189.90"],
    },
    Filled {
        route: "/finance/accounts/new",
        fields: &[("code", "6590"), ("name", "Gifts to customers"), ("kind", "Expense")],
        shows: &["6590", "Gifts to customers", "Expense"],
    },
    Filled {
        route: "/setup/journals/new",
        fields: &[("code", "EXTRA"), ("name", "Extra entries"), ("kind", "General")],
        shows: &["EXTRA", "Extra entries"],
    },
    Filled {
        route: "/setup/cost-centers/new",
        fields: &[("code", "NORTH"), ("name", "Northern yard")],
        shows: &["NORTH", "Northern yard"],
    },
    Filled {
        route: "/setup/fiscal-years/new",
        fields: &[("name", "Year of the move")],
        shows: &["Year of the move"],
    },
    Filled {
        route: "/setup/tax-codes/new",
        fields: &[
            ("code", "VAT16"),
            ("name", "VAT 16 %"),
            ("components.0.name", "VAT"),
            ("components.0.rates.0.rate_percent", "16"),
        ],
        shows: &["VAT16", "VAT 16 %", "16"],
    },
    Filled {
        route: "/setup/tax-positions/new",
        fields: &[
            ("code", "HARBOUR"),
            ("name", "Free port"),
            ("rules.0.tax_code_id", "VAT16 VAT 16 %"),
            ("rules.1.tax_code_id", "VAT7 VAT 7 %"),
            ("rules.2.tax_code_id", "EXEMPT VAT exempt"),
        ],
        shows: &["HARBOUR", "Free port", "VAT16", "VAT7", "EXEMPT"],
    },
    Filled {
        route: "/setup/currencies/new",
        fields: &[
            ("code", "THB"),
            ("name", "Thai baht"),
            ("symbol", "฿"),
            ("decimals", "2"),
        ],
        shows: &["THB", "Thai baht", "฿"],
    },
    Filled {
        route: "/setup/exchange-rates/new",
        fields: &[
            ("unit_count", "100"),
            ("currency", "THB"),
            ("amount", "2.64"),
            ("rate_date", "1.6.2026"),
        ],
        shows: &["THB", "2.64"],
    },
    Filled {
        route: "/setup/payment-terms/new",
        fields: &[
            ("code", "D10N45"),
            ("name", "10 days 3 %, 45 days net"),
            ("discount_percent", "3"),
            ("discount_days", "10"),
            ("instalments.0.day_count", "45"),
        ],
        shows: &["D10N45", "10 days 3 %, 45 days net", "45"],
    },
    Filled {
        route: "/finance/journal-entries/new",
        fields: &[
            ("description", "Till filled from the bank"),
            ("lines.0.account", "1100"),
            ("lines.0.debit", "250"),
            ("lines.1.account", "1110"),
            ("lines.1.credit", "250"),
        ],
        shows: &["Till filled from the bank", "Cash on hand", "Cash at bank", "250.00"],
    },
    Filled {
        route: "/setup/valuation-areas/new",
        fields: &[("name", "Northern stores")],
        shows: &["Northern stores"],
    },
    Filled {
        route: "/setup/warehouses/new",
        fields: &[
            ("code", "NORTH"),
            ("name", "Northern store"),
            ("valuation_area_id", "Northern stores"),
            ("street", "Kai 7"),
            ("city", "Flensburg"),
            ("country", "DE"),
        ],
        shows: &["NORTH", "Northern store", "Northern stores", "Kai 7", "Flensburg"],
    },
    Filled {
        route: "/setup/locations/new",
        fields: &[
            ("warehouse_id", "NORTH Northern store"),
            ("code", "A-01"),
            ("name", "Rack by the door"),
        ],
        shows: &["A-01", "Rack by the door", "Northern store"],
    },
    Filled {
        route: "/inventory/receipts/new",
        fields: &[
            ("kind", "Opening stock"),
            ("warehouse_id", "NORTH Northern store"),
            ("supplier_reference", "LS 20931"),
            ("lines.0.product", "PUMP-2"),
            ("lines.0.quantity", "2"),
            ("lines.0.unit", "ctn"),
            ("lines.0.unit_cost", "1200"),
        ],
        // Two cartons of 24 pumps at 1,200.00 a carton.
        shows: &["LS 20931", "PUMP-2", "ctn", "2,400.00"],
    },
    Filled {
        route: "/finance/invoices/new",
        fields: &[
            ("party_id.text", "Halvorsen"),
            ("customer_reference", "PO 71-40233"),
            ("lines.0.product", "FREIGHT"),
            ("lines.0.quantity", "3"),
            ("lines.0.unit_price", "40"),
        ],
        // 3 × 40.00 = 120.00, and 19 % are 22.80.
        shows: &["Halvorsen Elektro AS", "PO 71-40233", "120.00", "22.80", "142.80"],
    },
    Filled {
        route: "/finance/payments/new",
        fields: &[
            ("party_id.text", "Halvorsen"),
            ("amount", "55.00"),
            ("reference", "Statement 12"),
        ],
        shows: &["Halvorsen Elektro AS", "55.00", "Statement 12", "On account"],
    },
    Filled {
        route: "/sales/quotations/new",
        fields: &[
            ("party_id.text", "Halvorsen"),
            ("customer_reference", "Tender 9"),
            ("lines.0.product", "TD-8"),
            ("lines.0.quantity", "2"),
        ],
        // 2 × 200.00, and 19 % are 76.00.
        shows: &[
            "Halvorsen Elektro AS",
            "Tender 9",
            "Tumble dryer 8 kg",
            "400.00",
            "476.00",
        ],
    },
    Filled {
        route: "/orders/sales-orders/new",
        fields: &[
            ("party_id.text", "Halvorsen"),
            ("customer_reference", "PO 71-40234"),
            ("lines.0.product", "WM-8"),
            ("lines.0.quantity", "2"),
            ("lines.0.discount_percent", "5"),
        ],
        // 2 × 300.00 less 5 % = 570.00, and 19 % are 108.30.
        shows: &[
            "Halvorsen Elektro AS",
            "PO 71-40234",
            "Washing machine 8 kg",
            "570.00",
            "678.30",
        ],
    },
    Filled {
        route: "/setup/teams/new",
        fields: &[("name", "Harbour team")],
        shows: &["Harbour team"],
    },
    Filled {
        route: "/setup/roles/new",
        fields: &[
            ("code", "night-shift"),
            ("name", "Night shift"),
            ("permissions.0.scope", "Company"),
        ],
        shows: &["night-shift", "Night shift"],
    },
    Filled {
        route: "/setup/users/new",
        fields: &[
            ("name", "Nora Berg"),
            ("email", "nora@tenon.test"),
            ("initial_password", "tongue and groove"),
            ("team_id", "Harbour team (NW)"),
            ("roles.0.role_id", "Night shift"),
        ],
        shows: &["Nora Berg", "nora@tenon.test", "Harbour team", "Night shift"],
    },
    Filled {
        route: "/me/tokens/new",
        fields: &[("name", "Label printer"), ("days", "30 days"), ("scopes", "true")],
        shows: &["Label printer"],
    },
    Filled {
        route: "/setup/number-series/new",
        fields: &[
            ("kind", "Quotations"),
            ("year", "2028"),
            ("pattern", "Q{year}/{number:4}"),
            ("next_number", "70"),
        ],
        shows: &["Q2028/0070"],
    },
    Filled {
        route: "/setup/holidays/new",
        fields: &[("holiday_date", "24.12.2026"), ("name", "Kiel is closed")],
        shows: &["24 Dec", "Kiel is closed"],
    },
    Filled {
        route: "/setup/reasons/new",
        fields: &[("used_for", "Returning goods"), ("name", "Wrong colour")],
        shows: &["Returning goods", "Wrong colour"],
    },
    Filled {
        route: "/setup/founding/new",
        fields: &[
            ("code", "NT"),
            ("name", "Nordwerk Taipei"),
            ("country", "TW"),
            ("street", "Lane 7"),
            ("city", "Taipei"),
        ],
        shows: &["NT", "Nordwerk Taipei", "TWD"],
    },
];

/// Opens a form; one that belongs to a record by the links of its page.
fn begin(page: &Page<'_>, world: &World, route: &str) -> Outcome<()> {
    if route == "/setup/units/{id}/conversions/new" {
        open(page, world, "/setup/units?q=box")?;
        page.click("tbody .pin a")?;
        return page.click_text("Add conversion");
    }
    open(page, world, route)
}

/// Fills one and saves it, then opens what it made for changing and saves that as it stands: what is wrong with the pages
/// that follow.
fn fill(page: &Page<'_>, world: &World, form: &Filled) -> Outcome<Vec<String>> {
    begin(page, world, form.route)?;
    for (name, text) in form.fields {
        filling::fill(page, name, text)?;
    }
    let mut wrong = save(page, form, "saved")?;
    if page.exists(EDIT)? {
        page.press("e")?;
        wrong.extend(save(page, form, "saved-again")?);
    }
    Ok(wrong)
}

/// Saves the form shown; what is wrong with the page that follows.
fn save(page: &Page<'_>, form: &Filled, name: &str) -> Outcome<Vec<String>> {
    let name = format!("{name}{}", form.route.replace('/', "_"));
    let before = page.url()?;
    if let Some(problems) = filling::save(page)? {
        shot(page, &format!("not-{name}"))?;
        return Ok(vec![format!("is not {name}: {problems}")]);
    }
    shot(page, &name)?;
    let mut wrong = Vec::new();
    if page.url()? == before {
        wrong.push(format!("{name} stays where it was"));
    }
    let shown = page.text("main")?.replace('\u{a0}', " ");
    let missing = form.shows.iter().filter(|text| !shown.contains(**text));
    wrong.extend(missing.map(|text| format!("{name}: {text:?} is not on {:?}: {shown}", page.url())));
    wrong.extend(page.axe()?.iter().map(|violation| format!("{name}: {violation}")));
    let problems = page.console_errors()?;
    wrong.extend(problems.iter().map(|problem| format!("{name}: {problem}")));
    Ok(wrong)
}

#[test]
fn every_form_that_begins_a_record_makes_one() -> Outcome<()> {
    let shop = Shop::new();
    let browser = Browser::start()?;
    let page = browser.page()?;
    sign_in(&page, &shop.world, "admin")?;
    page.click("[popovertarget=m-company]")?;
    page.click_text("Nordwerk GmbH")?;
    let mut wrong = Vec::new();
    for form in FORMS {
        let found = match fill(&page, &shop.world, form) {
            Ok(found) => found,
            Err(failure) => vec![failure.to_string()],
        };
        wrong.extend(found.iter().map(|one| format!("{}: {one}", form.route)));
    }
    assert!(wrong.is_empty(), "{} things\n{}", wrong.len(), wrong.join("\n"));
    Ok(())
}

#[test]
fn no_form_that_begins_a_record_is_left_out() {
    let routes = APP
        .routes()
        .filter(|route| route.method == Method::Get && route.path.ends_with("/new"));
    let all: BTreeSet<&str> = routes.map(|route| route.path).collect();
    let filled = FORMS.iter().map(|form| form.route);
    let known: BTreeSet<&str> = filled.chain(ON_THE_WAY).collect();
    assert_eq!(all, known, "each has a row in FORMS");
}
