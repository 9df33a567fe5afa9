//! Chart of accounts, payment terms and taxes.

diesel::table! {
    account (id) {
        id -> BigInt,
        company_id -> BigInt,
        code -> Text,
        name -> Text,
        kind -> Text,
        control -> Text,
        is_active -> Bool,
        version -> Integer,
    }
}

diesel::table! {
    account_role (company_id, role) {
        company_id -> BigInt,
        role -> Text,
        account_id -> BigInt,
    }
}

diesel::table! {
    journal (id) {
        id -> BigInt,
        company_id -> BigInt,
        code -> Text,
        name -> Text,
        kind -> Text,
        version -> Integer,
    }
}

diesel::table! {
    cost_center (id) {
        id -> BigInt,
        company_id -> BigInt,
        code -> Text,
        name -> Text,
        is_active -> Bool,
        version -> Integer,
    }
}

diesel::table! {
    payment_term (id) {
        id -> BigInt,
        code -> Text,
        name -> Text,
        discount_percent -> BigInt,
        discount_days -> Integer,
        is_active -> Bool,
        version -> Integer,
    }
}

diesel::table! {
    payment_term_instalment (id) {
        id -> BigInt,
        payment_term_id -> BigInt,
        position -> Integer,
        share_percent -> BigInt,
        day_count -> Integer,
        is_end_of_month -> Bool,
    }
}

diesel::table! {
    tax_code (id) {
        id -> BigInt,
        company_id -> BigInt,
        code -> Text,
        name -> Text,
        kind -> Text,
        is_inclusive -> Bool,
        note_on_invoice -> Text,
        is_active -> Bool,
        version -> Integer,
    }
}

diesel::table! {
    tax_component (id) {
        id -> BigInt,
        tax_code_id -> BigInt,
        position -> Integer,
        name -> Text,
        account_id -> BigInt,
        is_compound -> Bool,
    }
}

diesel::table! {
    tax_rate (id) {
        id -> BigInt,
        tax_component_id -> BigInt,
        start_date -> Date,
        rate_percent -> BigInt,
    }
}

diesel::table! {
    tax_position (id) {
        id -> BigInt,
        company_id -> BigInt,
        code -> Text,
        name -> Text,
        is_active -> Bool,
        version -> Integer,
    }
}

diesel::table! {
    tax_rule (id) {
        id -> BigInt,
        tax_position_id -> BigInt,
        tax_class -> Text,
        tax_code_id -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    account,
    account_role,
    journal,
    cost_center,
    payment_term,
    payment_term_instalment,
    tax_code,
    tax_component,
    tax_rate,
    tax_position,
    tax_rule,
);
