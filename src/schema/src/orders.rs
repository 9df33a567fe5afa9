//! Quotations, sales orders and deliveries.

diesel::table! {
    quotation (id) {
        id -> BigInt,
        company_id -> BigInt,
        number -> Text,
        party_id -> BigInt,
        party_name -> Text,
        contact_id -> Nullable<BigInt>,
        billing_address -> Text,
        delivery_address -> Text,
        quotation_date -> Date,
        valid_until -> Date,
        requested_date -> Nullable<Date>,
        customer_reference -> Text,
        currency -> Text,
        price_list_id -> Nullable<BigInt>,
        payment_term_id -> Nullable<BigInt>,
        tax_position_id -> Nullable<BigInt>,
        warehouse_id -> BigInt,
        carrier_id -> Nullable<BigInt>,
        note -> Text,
        state -> Text,
        lost_reason -> Text,
        net_amount -> BigInt,
        tax_amount -> BigInt,
        total_amount -> BigInt,
        owner_id -> BigInt,
        team_id -> Nullable<BigInt>,
        sent_at -> Nullable<Timestamp>,
        decided_at -> Nullable<Timestamp>,
        version -> Integer,
        created_at -> Timestamp,
    }
}

diesel::table! {
    quotation_line (id) {
        id -> BigInt,
        quotation_id -> BigInt,
        position -> Integer,
        product_id -> BigInt,
        description -> Text,
        unit_id -> BigInt,
        quantity -> BigInt,
        unit_price -> BigInt,
        price_source -> Text,
        discount_percent -> BigInt,
        tax_code_id -> Nullable<BigInt>,
        net_amount -> BigInt,
        tax_amount -> BigInt,
        requested_date -> Nullable<Date>,
    }
}

diesel::table! {
    sales_order (id) {
        id -> BigInt,
        company_id -> BigInt,
        number -> Text,
        external_number -> Text,
        party_id -> BigInt,
        party_name -> Text,
        contact_id -> Nullable<BigInt>,
        billing_address -> Text,
        delivery_address -> Text,
        order_date -> Date,
        requested_date -> Date,
        customer_reference -> Text,
        currency -> Text,
        price_list_id -> Nullable<BigInt>,
        payment_term_id -> Nullable<BigInt>,
        tax_position_id -> Nullable<BigInt>,
        warehouse_id -> BigInt,
        carrier_id -> Nullable<BigInt>,
        quotation_id -> Nullable<BigInt>,
        note -> Text,
        state -> Text,
        hold_reason -> Text,
        net_amount -> BigInt,
        tax_amount -> BigInt,
        total_amount -> BigInt,
        margin_amount -> BigInt,
        delivered_percent -> Integer,
        invoiced_percent -> Integer,
        undelivered_amount -> BigInt,
        uninvoiced_amount -> BigInt,
        billable_amount -> BigInt,
        owner_id -> BigInt,
        team_id -> Nullable<BigInt>,
        confirmed_at -> Nullable<Timestamp>,
        confirmed_by -> Nullable<BigInt>,
        version -> Integer,
        created_at -> Timestamp,
    }
}

diesel::table! {
    sales_order_line (id) {
        id -> BigInt,
        sales_order_id -> BigInt,
        position -> Integer,
        product_id -> BigInt,
        description -> Text,
        unit_id -> BigInt,
        quantity -> BigInt,
        base_quantity -> BigInt,
        unit_price -> BigInt,
        price_source -> Text,
        discount_percent -> BigInt,
        tax_code_id -> Nullable<BigInt>,
        net_amount -> BigInt,
        tax_amount -> BigInt,
        unit_cost -> BigInt,
        requested_date -> Date,
    }
}

diesel::table! {
    sales_order_line_progress (sales_order_line_id) {
        sales_order_line_id -> BigInt,
        sales_order_id -> BigInt,
        delivered -> BigInt,
        returned -> BigInt,
        invoiced -> BigInt,
        credited -> BigInt,
        delivered_cost_amount -> BigInt,
        invoiced_cost_amount -> BigInt,
    }
}

diesel::table! {
    delivery (id) {
        id -> BigInt,
        company_id -> BigInt,
        number -> Text,
        kind -> Text,
        sales_order_id -> BigInt,
        party_id -> BigInt,
        party_name -> Text,
        delivery_address -> Text,
        warehouse_id -> BigInt,
        carrier_id -> Nullable<BigInt>,
        tracking_number -> Text,
        delivery_date -> Date,
        state -> Text,
        reason -> Text,
        backorder_of -> Nullable<BigInt>,
        returns_id -> Nullable<BigInt>,
        journal_entry_id -> Nullable<BigInt>,
        owner_id -> BigInt,
        version -> Integer,
        created_at -> Timestamp,
    }
}

diesel::table! {
    delivery_line (id) {
        id -> BigInt,
        delivery_id -> BigInt,
        position -> Integer,
        sales_order_line_id -> BigInt,
        product_id -> BigInt,
        description -> Text,
        unit_id -> BigInt,
        quantity -> BigInt,
        base_quantity -> BigInt,
        lot_id -> Nullable<BigInt>,
        returns_line_id -> Nullable<BigInt>,
        stock_move_id -> Nullable<BigInt>,
        cost_amount -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    quotation,
    quotation_line,
    sales_order,
    sales_order_line,
    sales_order_line_progress,
    delivery,
    delivery_line,
);
