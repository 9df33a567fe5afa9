//! Customer invoices and payments.

diesel::table! {
    customer_invoice (id) {
        id -> BigInt,
        company_id -> BigInt,
        number -> Text,
        kind -> Text,
        party_id -> BigInt,
        party_name -> Text,
        billing_address -> Text,
        delivery_address -> Text,
        party_tax_number -> Text,
        seller_name -> Text,
        seller_address -> Text,
        seller_tax_number -> Text,
        sales_order_id -> Nullable<BigInt>,
        credits_id -> Nullable<BigInt>,
        invoice_date -> Date,
        supply_date -> Date,
        due_date -> Date,
        payment_term_id -> Nullable<BigInt>,
        payment_term_text -> Text,
        discount_date -> Nullable<Date>,
        discount_amount -> BigInt,
        customer_reference -> Text,
        currency -> Text,
        rate_units -> BigInt,
        rate_amount -> BigInt,
        net_amount -> BigInt,
        tax_amount -> BigInt,
        total_amount -> BigInt,
        base_total_amount -> BigInt,
        open_amount -> BigInt,
        state -> Text,
        reason -> Text,
        external_number -> Text,
        journal_entry_id -> Nullable<BigInt>,
        owner_id -> BigInt,
        team_id -> Nullable<BigInt>,
        version -> Integer,
        created_at -> Timestamp,
        posted_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    customer_invoice_line (id) {
        id -> BigInt,
        customer_invoice_id -> BigInt,
        position -> Integer,
        sales_order_line_id -> Nullable<BigInt>,
        credits_line_id -> Nullable<BigInt>,
        product_id -> BigInt,
        description -> Text,
        unit_id -> BigInt,
        quantity -> BigInt,
        base_quantity -> BigInt,
        unit_price -> BigInt,
        discount_percent -> BigInt,
        tax_code_id -> Nullable<BigInt>,
        net_amount -> BigInt,
        tax_amount -> BigInt,
        account_id -> BigInt,
    }
}

diesel::table! {
    customer_invoice_tax (id) {
        id -> BigInt,
        customer_invoice_id -> BigInt,
        position -> Integer,
        tax_component_id -> BigInt,
        name -> Text,
        rate_percent -> BigInt,
        base_amount -> BigInt,
        tax_amount -> BigInt,
        note -> Text,
    }
}

diesel::table! {
    payment (id) {
        id -> BigInt,
        company_id -> BigInt,
        number -> Text,
        direction -> Text,
        party_id -> BigInt,
        party_name -> Text,
        account_id -> BigInt,
        payment_date -> Date,
        currency -> Text,
        amount -> BigInt,
        base_amount -> BigInt,
        write_off_amount -> BigInt,
        write_off_reason -> Text,
        discount_amount -> BigInt,
        open_amount -> BigInt,
        reference -> Text,
        state -> Text,
        journal_entry_id -> Nullable<BigInt>,
        owner_id -> BigInt,
        team_id -> Nullable<BigInt>,
        version -> Integer,
        created_at -> Timestamp,
    }
}

diesel::allow_tables_to_appear_in_same_query!(customer_invoice, customer_invoice_line, customer_invoice_tax, payment,);
