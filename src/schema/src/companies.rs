//! Companies with their currencies, periods, numbering and holidays.

diesel::table! {
    currency (code) {
        code -> Text,
        id -> BigInt,
        name -> Text,
        symbol -> Text,
        decimals -> Integer,
        is_active -> Bool,
        version -> Integer,
    }
}

diesel::table! {
    exchange_rate (id) {
        id -> BigInt,
        currency -> Text,
        base_currency -> Text,
        rate_date -> Date,
        unit_count -> BigInt,
        amount -> BigInt,
        version -> Integer,
    }
}

diesel::table! {
    company (id) {
        id -> BigInt,
        code -> Text,
        name -> Text,
        legal_name -> Text,
        tax_number -> Text,
        registration_number -> Text,
        currency -> Text,
        country -> Text,
        street -> Text,
        postal_code -> Text,
        city -> Text,
        region -> Text,
        email -> Text,
        phone -> Text,
        bank_name -> Text,
        bank_account -> Text,
        time_zone -> Text,
        language -> Text,
        fiscal_year_start_month -> Integer,
        tax_rounding -> Text,
        chart_source -> Text,
        is_active -> Bool,
        version -> Integer,
        created_at -> Timestamp,
    }
}

diesel::table! {
    fiscal_year (id) {
        id -> BigInt,
        company_id -> BigInt,
        name -> Text,
        start_date -> Date,
        end_date -> Date,
        version -> Integer,
    }
}

diesel::table! {
    fiscal_period (id) {
        id -> BigInt,
        company_id -> BigInt,
        fiscal_year_id -> BigInt,
        name -> Text,
        start_date -> Date,
        end_date -> Date,
        state -> Text,
        version -> Integer,
    }
}

diesel::table! {
    number_series (id) {
        id -> BigInt,
        company_id -> BigInt,
        kind -> Text,
        year -> Integer,
        pattern -> Text,
        first_number -> BigInt,
        next_number -> BigInt,
        last_number -> Nullable<BigInt>,
        version -> Integer,
    }
}

diesel::table! {
    group_number (kind) {
        kind -> Text,
        next_number -> BigInt,
    }
}

diesel::table! {
    holiday (id) {
        id -> BigInt,
        company_id -> BigInt,
        holiday_date -> Date,
        name -> Text,
        version -> Integer,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    currency,
    exchange_rate,
    company,
    fiscal_year,
    fiscal_period,
    number_series,
    group_number,
    holiday,
);
