//! Journal entries, balances, open items and allocations.

diesel::table! {
    journal_entry (id) {
        id -> BigInt,
        company_id -> BigInt,
        journal_id -> BigInt,
        fiscal_period_id -> BigInt,
        number -> Text,
        posting_date -> Date,
        description -> Text,
        origin_kind -> Text,
        origin_id -> BigInt,
        reverses_id -> Nullable<BigInt>,
        total_amount -> BigInt,
        state -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    journal_entry_line (id) {
        id -> BigInt,
        journal_entry_id -> BigInt,
        company_id -> BigInt,
        posting_date -> Date,
        position -> Integer,
        account_id -> BigInt,
        debit -> BigInt,
        credit -> BigInt,
        currency -> Text,
        currency_amount -> BigInt,
        party_id -> Nullable<BigInt>,
        product_id -> Nullable<BigInt>,
        valuation_area_id -> Nullable<BigInt>,
        cost_center_id -> Nullable<BigInt>,
        tax_component_id -> Nullable<BigInt>,
        tax_base_amount -> BigInt,
        description -> Text,
    }
}

diesel::table! {
    account_balance (account_id, fiscal_period_id) {
        account_id -> BigInt,
        fiscal_period_id -> BigInt,
        company_id -> BigInt,
        debit -> BigInt,
        credit -> BigInt,
    }
}

diesel::table! {
    account_day_balance (account_id, posting_date) {
        account_id -> BigInt,
        posting_date -> Date,
        company_id -> BigInt,
        debit -> BigInt,
        credit -> BigInt,
    }
}

diesel::table! {
    open_item (id) {
        id -> BigInt,
        company_id -> BigInt,
        party_id -> BigInt,
        account_id -> BigInt,
        journal_entry_line_id -> BigInt,
        origin_kind -> Text,
        origin_id -> BigInt,
        document_number -> Text,
        posting_date -> Date,
        due_date -> Date,
        currency -> Text,
        amount -> BigInt,
        base_amount -> BigInt,
        open_amount -> BigInt,
        open_base_amount -> BigInt,
        settled_date -> Nullable<Date>,
    }
}

diesel::table! {
    allocation (id) {
        id -> BigInt,
        company_id -> BigInt,
        allocation_date -> Date,
        debit_item_id -> BigInt,
        credit_item_id -> BigInt,
        amount -> BigInt,
        debit_base_amount -> BigInt,
        credit_base_amount -> BigInt,
        reverses_id -> Nullable<BigInt>,
        journal_entry_id -> Nullable<BigInt>,
        created_at -> Timestamp,
        discount_amount -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    journal_entry,
    journal_entry_line,
    account_balance,
    account_day_balance,
    open_item,
    allocation,
);
