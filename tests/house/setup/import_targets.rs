//! Whatever a form makes or changes, an import does too.
use std::collections::BTreeSet;
use tenon::app::APP;
use tenon::kernel::web::route::Method;
use tenon::setup::import::targets;

/// Where a form stands and the import that does the same.
const TARGETS: &[(&str, &str)] = &[
    ("/setup/founding", "company"),
    ("/setup/companies", "company"),
    ("/setup/users", "user"),
    ("/setup/roles", "role"),
    ("/setup/teams", "team"),
    ("/setup/number-series", "number-series"),
    ("/setup/holidays", "holiday"),
    ("/setup/reasons", "reason"),
    ("/parties", "party"),
    ("/parties/{id}/terms", "party-terms"),
    ("/setup/carriers", "carrier"),
    ("/setup/customer-groups", "customer-group"),
    ("/people/employees", "employee"),
    ("/catalog/products", "product"),
    ("/catalog/categories", "product-category"),
    ("/catalog/categories/{id}/accounts", "category-accounts"),
    ("/catalog/price-lists", "price-list"),
    ("/catalog/price-lists/{id}/prices", "price-list"),
    ("/catalog/prices", "price"),
    ("/setup/units", "unit"),
    ("/setup/units/{id}/conversions", "unit-conversion"),
    ("/finance/accounts", "account"),
    ("/setup/account-roles", "account-roles"),
    ("/finance/journal-entries", "journal-entry"),
    ("/setup/journals", "journal"),
    ("/setup/cost-centers", "cost-center"),
    ("/setup/fiscal-years", "fiscal-year"),
    ("/setup/tax-codes", "tax-code"),
    ("/setup/tax-positions", "tax-position"),
    ("/setup/currencies", "currency"),
    ("/setup/exchange-rates", "exchange-rate"),
    ("/setup/payment-terms", "payment-term"),
    ("/inventory/receipts", "goods-receipt"),
    ("/setup/warehouses", "warehouse"),
    ("/setup/locations", "location"),
    ("/setup/valuation-areas", "valuation-area"),
    ("/finance/invoices", "customer-invoice"),
    ("/finance/invoices/{id}/credit", "credit-note"),
    ("/finance/payments", "payment"),
    ("/orders/sales-orders", "sales-order"),
    ("/orders/deliveries", "delivery"),
    ("/orders/returns", "return"),
    ("/orders/returns/{id}/credit", "credit-note"),
    ("/sales/quotations", "quotation"),
];

/// Forms whose records are not imported, and why.
const NOT_IMPORTED: &[(&str, &str)] = &[(
    "/me/tokens",
    "a secret that is shown once to whoever asks for it is not carried over from another system",
)];

/// Masters and documents that an import can change: what else a form changes, it refuses with a sentence.
const CHANGED_BY_FORM_ONLY: &[(&str, &str)] = &[
    ("goods-receipt", "a document: imported it is posted"),
    ("customer-invoice", "a document: imported it is posted"),
    ("sales-order", "a document: later steps of the same import stand on it"),
    ("delivery", "a document: imported it is shipped"),
    ("quotation", "a document"),
];

/// The addresses under which forms of this ending stand.
fn forms(ending: &str) -> BTreeSet<&'static str> {
    APP.routes()
        .filter(|route| route.method == Method::Get)
        .filter_map(|route| route.path.strip_suffix(ending))
        .collect()
}

fn target_of(form: &str) -> Option<&'static str> {
    let by_plain = |form: &str| TARGETS.iter().find(|(of, _)| *of == form).map(|(_, target)| *target);
    by_plain(form).or_else(|| by_plain(form.strip_suffix("/{id}")?))
}

#[test]
fn every_form_of_a_new_record_has_an_import_that_makes_one() {
    for (form, target) in TARGETS {
        assert!(targets::find(target).is_some(), "{form}: there is no import “{target}”");
        assert!(
            APP.routes().any(|route| route.path.starts_with(form)),
            "no page stands at {form}"
        );
    }
    let missed: Vec<&str> = forms("/new")
        .into_iter()
        .filter(|form| target_of(form).is_none() && NOT_IMPORTED.iter().all(|(known, _)| known != form))
        .collect();
    assert!(missed.is_empty(), "nothing is imported into {missed:?}");
}

#[test]
fn every_form_of_a_change_has_an_import_that_changes() {
    let missed: Vec<&str> = forms("/edit")
        .into_iter()
        .filter(|form| {
            let target = target_of(form).and_then(targets::find);
            let is_said = |name: &str| CHANGED_BY_FORM_ONLY.iter().any(|(known, _)| *known == name);
            target.is_none_or(|target| target.update.is_none() && !is_said(target.name))
        })
        .collect();
    assert!(missed.is_empty(), "no import changes what stands at {missed:?}");
    for (name, _) in CHANGED_BY_FORM_ONLY {
        assert!(
            targets::find(name).is_some_and(|target| target.update.is_none()),
            "{name}"
        );
    }
}
