//! Warehouses, stock moves, reservations and valuation.

diesel::table! {
    valuation_area (id) {
        id -> BigInt,
        company_id -> BigInt,
        name -> Text,
        version -> Integer,
    }
}

diesel::table! {
    warehouse (id) {
        id -> BigInt,
        company_id -> BigInt,
        valuation_area_id -> BigInt,
        code -> Text,
        name -> Text,
        street -> Text,
        postal_code -> Text,
        city -> Text,
        country -> Text,
        allows_negative -> Bool,
        is_active -> Bool,
        version -> Integer,
    }
}

diesel::table! {
    location (id) {
        id -> BigInt,
        company_id -> BigInt,
        warehouse_id -> Nullable<BigInt>,
        code -> Text,
        name -> Text,
        kind -> Text,
        is_default -> Bool,
        is_active -> Bool,
        version -> Integer,
    }
}

diesel::table! {
    lot (id) {
        id -> BigInt,
        product_id -> BigInt,
        code -> Text,
        kind -> Text,
        version -> Integer,
    }
}

diesel::table! {
    stock_move (id) {
        id -> BigInt,
        company_id -> BigInt,
        product_id -> BigInt,
        lot_id -> Nullable<BigInt>,
        from_location_id -> BigInt,
        to_location_id -> BigInt,
        quantity -> BigInt,
        move_date -> Date,
        day_sequence -> BigInt,
        posting_date -> Date,
        origin_kind -> Text,
        origin_id -> BigInt,
        origin_line_id -> BigInt,
        reverses_id -> Nullable<BigInt>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    stock_balance (id) {
        id -> BigInt,
        location_id -> BigInt,
        product_id -> BigInt,
        lot_id -> BigInt,
        company_id -> BigInt,
        on_hand -> BigInt,
        reserved -> BigInt,
        allows_negative -> Bool,
    }
}

diesel::table! {
    reservation (id) {
        id -> BigInt,
        company_id -> BigInt,
        product_id -> BigInt,
        location_id -> BigInt,
        lot_id -> BigInt,
        origin_kind -> Text,
        origin_id -> BigInt,
        origin_line_id -> BigInt,
        quantity -> BigInt,
        created_at -> Timestamp,
    }
}

diesel::table! {
    stock_shortage (id) {
        id -> BigInt,
        company_id -> BigInt,
        product_id -> BigInt,
        warehouse_id -> BigInt,
        origin_kind -> Text,
        origin_id -> BigInt,
        origin_line_id -> BigInt,
        promise_date -> Date,
        quantity -> BigInt,
    }
}

diesel::table! {
    valuation_entry (id) {
        id -> BigInt,
        company_id -> BigInt,
        valuation_area_id -> BigInt,
        product_id -> BigInt,
        stock_move_id -> BigInt,
        kind -> Text,
        quantity -> BigInt,
        amount -> BigInt,
        move_date -> Date,
        posting_date -> Date,
        journal_entry_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    valuation_layer (id) {
        id -> BigInt,
        valuation_area_id -> BigInt,
        product_id -> BigInt,
        stock_move_id -> BigInt,
        layer_date -> Date,
        quantity -> BigInt,
        amount -> BigInt,
    }
}

diesel::table! {
    valuation_layer_use (id) {
        id -> BigInt,
        valuation_layer_id -> BigInt,
        stock_move_id -> BigInt,
        quantity -> BigInt,
        amount -> BigInt,
    }
}

diesel::table! {
    valuation_layer_rest (valuation_layer_id) {
        valuation_layer_id -> BigInt,
        valuation_area_id -> BigInt,
        product_id -> BigInt,
        layer_date -> Date,
        quantity -> BigInt,
        amount -> BigInt,
    }
}

diesel::table! {
    valuation_balance (id) {
        id -> BigInt,
        valuation_area_id -> BigInt,
        product_id -> BigInt,
        company_id -> BigInt,
        quantity -> BigInt,
        amount -> BigInt,
        last_date -> Date,
    }
}

diesel::table! {
    valuation_day_balance (valuation_area_id, product_id, posting_date) {
        valuation_area_id -> BigInt,
        product_id -> BigInt,
        posting_date -> Date,
        company_id -> BigInt,
        quantity -> BigInt,
        amount -> BigInt,
    }
}

diesel::table! {
    goods_receipt (id) {
        id -> BigInt,
        company_id -> BigInt,
        number -> Text,
        kind -> Text,
        party_id -> Nullable<BigInt>,
        warehouse_id -> BigInt,
        receipt_date -> Date,
        supplier_reference -> Text,
        state -> Text,
        total_amount -> BigInt,
        journal_entry_id -> Nullable<BigInt>,
        created_by -> BigInt,
        version -> Integer,
        created_at -> Timestamp,
    }
}

diesel::table! {
    goods_receipt_line (id) {
        id -> BigInt,
        goods_receipt_id -> BigInt,
        position -> Integer,
        product_id -> BigInt,
        unit_id -> BigInt,
        unit_quantity -> BigInt,
        base_quantity -> BigInt,
        unit_cost -> BigInt,
        amount -> BigInt,
        lot_id -> Nullable<BigInt>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    valuation_area,
    warehouse,
    location,
    lot,
    stock_move,
    stock_balance,
    reservation,
    stock_shortage,
    valuation_entry,
    valuation_layer,
    valuation_layer_use,
    valuation_layer_rest,
    valuation_balance,
    valuation_day_balance,
    goods_receipt,
    goods_receipt_line,
);
