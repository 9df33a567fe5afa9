//! Parties with their addresses, terms and price lists; carriers; employees.

diesel::table! {
    party (id) {
        id -> BigInt,
        number -> Text,
        name -> Text,
        sort_name -> Text,
        search_text -> Text,
        kind -> Text,
        is_customer -> Bool,
        is_supplier -> Bool,
        is_carrier -> Bool,
        tax_number -> Text,
        language -> Text,
        country -> Text,
        email -> Text,
        phone -> Text,
        phone_key -> Text,
        website -> Text,
        customer_group -> Text,
        owner_id -> Nullable<BigInt>,
        merged_into -> Nullable<BigInt>,
        is_active -> Bool,
        version -> Integer,
        created_at -> Timestamp,
    }
}

diesel::table! {
    party_address (id) {
        id -> BigInt,
        party_id -> BigInt,
        kind -> Text,
        name -> Text,
        street -> Text,
        postal_code -> Text,
        city -> Text,
        region -> Text,
        country -> Text,
        is_default -> Bool,
        version -> Integer,
    }
}

diesel::table! {
    contact (id) {
        id -> BigInt,
        party_id -> BigInt,
        name -> Text,
        job_title -> Text,
        email -> Text,
        phone -> Text,
        language -> Text,
        user_id -> Nullable<BigInt>,
        is_active -> Bool,
        version -> Integer,
    }
}

diesel::table! {
    party_bank_account (id) {
        id -> BigInt,
        party_id -> BigInt,
        bank_name -> Text,
        account_number -> Text,
        bic -> Text,
        version -> Integer,
    }
}

diesel::table! {
    price_list (id) {
        id -> BigInt,
        code -> Text,
        name -> Text,
        currency -> Text,
        company_id -> Nullable<BigInt>,
        customer_group -> Text,
        priority -> Integer,
        is_active -> Bool,
        version -> Integer,
    }
}

diesel::table! {
    party_terms (id) {
        id -> BigInt,
        party_id -> BigInt,
        company_id -> BigInt,
        payment_term_id -> Nullable<BigInt>,
        credit_limit_amount -> Nullable<BigInt>,
        price_list_id -> Nullable<BigInt>,
        tax_position_id -> Nullable<BigInt>,
        is_blocked -> Bool,
        version -> Integer,
    }
}

diesel::table! {
    carrier (id) {
        id -> BigInt,
        code -> Text,
        name -> Text,
        party_id -> Nullable<BigInt>,
        phone -> Text,
        tracking_url -> Text,
        is_active -> Bool,
        version -> Integer,
    }
}

diesel::table! {
    employee (id) {
        id -> BigInt,
        company_id -> BigInt,
        number -> Text,
        name -> Text,
        sort_name -> Text,
        job_title -> Text,
        email -> Text,
        phone -> Text,
        manager_id -> Nullable<BigInt>,
        user_id -> Nullable<BigInt>,
        hire_date -> Nullable<Date>,
        is_active -> Bool,
        version -> Integer,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    party,
    party_address,
    contact,
    party_bank_account,
    price_list,
    party_terms,
    carrier,
    employee,
);
