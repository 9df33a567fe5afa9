//! Company, accounts, journals, taxes, currencies, periods: what bookkeeping stands on.
use crate::api::scenario::Firm;
use serde_json::Value;
use serde_json::json;

pub fn are_set_up(firm: &mut Firm) {
    the_company(firm);
    accounts(firm);
    taxes_and_terms(firm);
    currencies(firm);
    periods_and_numbers(firm);
}

fn the_company(firm: &mut Firm) {
    let (api, company) = (&mut firm.api, firm.company);
    let founded =
        json!({"code": "NN", "name": "Nordwerk Nord GmbH", "country": "DE", "first_year": 2026, "year_count": 1});
    api.post("/setup/founding", &founded);
    let known = api.read(&format!("/setup/companies/{company}"));
    let mut edit = json!({"city": "Kiel", "phone": "+49 431 1234"});
    for member in [
        "code",
        "country",
        "currency",
        "fiscal_year_start_month",
        "language",
        "legal_name",
        "name",
        "tax_rounding",
        "time_zone",
    ] {
        edit[member] = known[member].clone();
    }
    api.post(&format!("/setup/companies/{company}"), &edit);
    firm.master(
        "/setup/holidays",
        &json!({"company_id": company, "holiday_date": "2026-12-24", "name": "Christmas Eve"}),
        &json!({"holiday_date": "2026-12-25", "name": "Christmas Day"}),
    );
}

fn accounts(firm: &mut Firm) {
    let company = firm.company;
    firm.master(
        "/finance/accounts",
        &json!({"company_id": company, "code": "99990", "name": "Odds", "kind": "expense", "control": "none"}),
        &json!({"code": "99991", "name": "Odds and ends", "kind": "expense", "control": "none"}),
    );
    firm.master(
        "/setup/journals",
        &json!({"company_id": company, "code": "ODD", "name": "Odd entries", "kind": "general"}),
        &json!({"code": "ODDS", "name": "Odd entries"}),
    );
    firm.master(
        "/setup/cost-centers",
        &json!({"company_id": company, "code": "100", "name": "Workshop"}),
        &json!({"code": "110", "name": "Workshop and yard"}),
    );
    let api = &mut firm.api;
    let account = |code: &str, name: &str, kind: &str| {
        json!({
            "company_id": company, "code": code, "name": name, "kind": kind, "control": "none",
        })
    };
    firm.bank = api.post("/finance/accounts", &account("99992", "Second bank", "asset"));
    firm.revenue = api.post("/finance/accounts", &account("99993", "Rent of machines", "revenue"));
    let written_off = api.post("/finance/accounts", &account("99994", "Bad debts", "expense"));
    let roles = json!({"company_id": company, "roles": [{"role": "write-off", "account_id": written_off}]});
    api.post("/setup/account-roles", &roles);
}

fn taxes_and_terms(firm: &mut Firm) {
    let company = firm.company;
    let tax = |code: &str| {
        json!({
            "company_id": company, "code": code, "name": "Reduced since 2025", "kind": "sale", "is_inclusive": false,
            "components": [{
                "name": "VAT", "account_id": 0, "is_compound": false,
                "rates": [{"start_date": "2025-01-01", "rate_percent": "8"}],
            }],
        })
    };
    let payable =
        json!({"company_id": company, "code": "99995", "name": "VAT payable", "kind": "liability", "control": "none"});
    let payable = firm.api.post("/finance/accounts", &payable);
    let with_account = |mut tax: Value| {
        tax["components"][0]["account_id"] = json!(payable);
        tax
    };
    firm.master(
        "/setup/tax-codes",
        &with_account(tax("R8")),
        &json!({"code": "R8X", "name": "Reduced", "note_on_invoice": "At the reduced rate"}),
    );
    let code = firm.api.post("/setup/tax-codes", &with_account(tax("R9")));
    let known = firm.api.read(&format!("/setup/tax-codes/{code}"));
    let rate = json!({
        "tax_component_id": known["components"][0]["id"], "start_date": "2027-01-01", "rate_percent": "9",
    });
    firm.api.post(&format!("/setup/tax-codes/{code}/rate"), &rate);
    let position = |code_of: &str| {
        json!({
            "company_id": company, "code": code_of, "name": "Free port",
            "rules": [{"tax_class": "standard", "tax_code_id": code}],
        })
    };
    firm.master("/setup/tax-positions", &position("PORT"), &position("PORT2"));
    let term = |code: &str, percent: &str| {
        json!({
            "code": code, "name": "Two parts", "discount_percent": percent, "discount_days": 10,
            "instalments": [
                {"share_percent": "50", "day_count": 0, "is_end_of_month": false},
                {"share_percent": "50", "day_count": 30, "is_end_of_month": true},
            ],
        })
    };
    firm.master("/setup/payment-terms", &term("PARTS", "2"), &term("PARTS2", "3"));
}

fn currencies(firm: &mut Firm) {
    firm.master(
        "/setup/currencies",
        &json!({"code": "XTS", "name": "Test currency", "symbol": "¤", "decimals": 2}),
        &json!({"name": "Currency for tests", "symbol": "T"}),
    );
    let rate = json!({
        "currency": "USD", "base_currency": "EUR", "rate_date": "2026-06-01", "unit_count": "1", "amount": "0.9",
    });
    let rate = firm.api.post("/setup/exchange-rates", &rate);
    let corrected = json!({"unit_count": "1", "amount": "0.91"});
    firm.api.post(&format!("/setup/exchange-rates/{rate}"), &corrected);
}

fn periods_and_numbers(firm: &mut Firm) {
    let (api, company) = (&mut firm.api, firm.company);
    let year = api.post(
        "/setup/fiscal-years",
        &json!({"company_id": company, "start_date": "2027-01-01"}),
    );
    let period = api.read(&format!("/setup/fiscal-years/{year}"))["periods"][0]["id"].clone();
    api.step(&format!("/setup/fiscal-periods/{period}/close?anyway=yes"));
    api.step(&format!("/setup/fiscal-periods/{period}/open"));
    let series = json!({"company_id": company, "kind": "quotation", "year": 2027, "pattern": "AN-{year}-{number:5}"});
    let series = api.post("/setup/number-series", &series);
    let edit = json!({"pattern": "AN-{year}-{number:6}", "next_number": 100});
    api.post(&format!("/setup/number-series/{series}"), &edit);
}
