//! Products, units of measure and prices.

diesel::table! {
    unit (id) {
        id -> BigInt,
        code -> Text,
        name -> Text,
        dimension -> Text,
        decimals -> Integer,
        is_active -> Bool,
        version -> Integer,
    }
}

diesel::table! {
    product_category (id) {
        id -> BigInt,
        code -> Text,
        name -> Text,
        description -> Text,
        costing_method -> Text,
        tax_class -> Text,
        is_active -> Bool,
        version -> Integer,
    }
}

diesel::table! {
    category_account (category_id, company_id, role) {
        category_id -> BigInt,
        company_id -> BigInt,
        role -> Text,
        account_id -> BigInt,
    }
}

diesel::table! {
    product (id) {
        id -> BigInt,
        code -> Text,
        name -> Text,
        sort_name -> Text,
        search_text -> Text,
        description -> Text,
        kind -> Text,
        category_id -> BigInt,
        unit_id -> BigInt,
        barcode -> Text,
        tax_class -> Text,
        list_price -> BigInt,
        list_currency -> Text,
        pack_text -> Text,
        supplier_id -> Nullable<BigInt>,
        reorder_quantity -> BigInt,
        tracking -> Text,
        is_sold -> Bool,
        is_active -> Bool,
        version -> Integer,
        created_at -> Timestamp,
    }
}

diesel::table! {
    unit_conversion (id) {
        id -> BigInt,
        product_id -> Nullable<BigInt>,
        from_unit_id -> BigInt,
        to_unit_id -> BigInt,
        numerator -> BigInt,
        denominator -> BigInt,
        version -> Integer,
    }
}

diesel::table! {
    price_list_item (id) {
        id -> BigInt,
        price_list_id -> BigInt,
        product_id -> BigInt,
        minimum_quantity -> BigInt,
        start_date -> Nullable<Date>,
        end_date -> Nullable<Date>,
        unit_price -> BigInt,
        version -> Integer,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    unit,
    product_category,
    category_account,
    product,
    unit_conversion,
    price_list_item,
);
