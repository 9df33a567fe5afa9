//! Which tables join by their foreign key, and which may stand in one query across departments.

use crate::*;

diesel::joinable!(fiscal_year -> company (company_id));
diesel::joinable!(fiscal_period -> company (company_id));
diesel::joinable!(fiscal_period -> fiscal_year (fiscal_year_id));
diesel::joinable!(number_series -> company (company_id));
diesel::joinable!(holiday -> company (company_id));
diesel::joinable!(team -> company (company_id));
diesel::joinable!(app_user -> team (team_id));
diesel::joinable!(app_user -> company (default_company_id));
diesel::joinable!(role_permission -> role (role_id));
diesel::joinable!(user_role -> app_user (user_id));
diesel::joinable!(user_role -> role (role_id));
diesel::joinable!(user_role -> company (company_id));
diesel::joinable!(session -> app_user (user_id));
diesel::joinable!(recovery_code -> app_user (user_id));
diesel::joinable!(api_token -> app_user (user_id));
diesel::joinable!(event_link -> event_log (position));
diesel::joinable!(note -> company (company_id));
diesel::joinable!(note -> app_user (author_id));
diesel::joinable!(attachment -> company (company_id));
diesel::joinable!(attachment -> stored_file (hash));
diesel::joinable!(attachment -> app_user (author_id));
diesel::joinable!(notification -> app_user (user_id));
diesel::joinable!(saved_view -> app_user (owner_id));
diesel::joinable!(saved_view -> role (role_id));
diesel::joinable!(form_draft -> app_user (user_id));
diesel::joinable!(job -> company (company_id));
diesel::joinable!(job -> app_user (user_id));
diesel::joinable!(account -> company (company_id));
diesel::joinable!(account_role -> company (company_id));
diesel::joinable!(account_role -> account (account_id));
diesel::joinable!(journal -> company (company_id));
diesel::joinable!(cost_center -> company (company_id));
diesel::joinable!(payment_term_instalment -> payment_term (payment_term_id));
diesel::joinable!(tax_code -> company (company_id));
diesel::joinable!(tax_component -> tax_code (tax_code_id));
diesel::joinable!(tax_component -> account (account_id));
diesel::joinable!(tax_rate -> tax_component (tax_component_id));
diesel::joinable!(tax_position -> company (company_id));
diesel::joinable!(tax_rule -> tax_position (tax_position_id));
diesel::joinable!(tax_rule -> tax_code (tax_code_id));
diesel::joinable!(party -> app_user (owner_id));
diesel::joinable!(party_address -> party (party_id));
diesel::joinable!(contact -> party (party_id));
diesel::joinable!(contact -> app_user (user_id));
diesel::joinable!(party_bank_account -> party (party_id));
diesel::joinable!(price_list -> company (company_id));
diesel::joinable!(party_terms -> party (party_id));
diesel::joinable!(party_terms -> company (company_id));
diesel::joinable!(party_terms -> payment_term (payment_term_id));
diesel::joinable!(party_terms -> price_list (price_list_id));
diesel::joinable!(party_terms -> tax_position (tax_position_id));
diesel::joinable!(carrier -> party (party_id));
diesel::joinable!(employee -> company (company_id));
diesel::joinable!(employee -> app_user (user_id));
diesel::joinable!(category_account -> product_category (category_id));
diesel::joinable!(category_account -> company (company_id));
diesel::joinable!(category_account -> account (account_id));
diesel::joinable!(product -> product_category (category_id));
diesel::joinable!(product -> unit (unit_id));
diesel::joinable!(product -> party (supplier_id));
diesel::joinable!(unit_conversion -> product (product_id));
diesel::joinable!(price_list_item -> price_list (price_list_id));
diesel::joinable!(price_list_item -> product (product_id));
diesel::joinable!(journal_entry -> company (company_id));
diesel::joinable!(journal_entry -> journal (journal_id));
diesel::joinable!(journal_entry -> fiscal_period (fiscal_period_id));
diesel::joinable!(journal_entry_line -> journal_entry (journal_entry_id));
diesel::joinable!(journal_entry_line -> company (company_id));
diesel::joinable!(journal_entry_line -> account (account_id));
diesel::joinable!(journal_entry_line -> party (party_id));
diesel::joinable!(journal_entry_line -> product (product_id));
diesel::joinable!(journal_entry_line -> cost_center (cost_center_id));
diesel::joinable!(journal_entry_line -> tax_component (tax_component_id));
diesel::joinable!(account_balance -> account (account_id));
diesel::joinable!(account_balance -> fiscal_period (fiscal_period_id));
diesel::joinable!(account_day_balance -> account (account_id));
diesel::joinable!(open_item -> company (company_id));
diesel::joinable!(open_item -> party (party_id));
diesel::joinable!(open_item -> account (account_id));
diesel::joinable!(open_item -> journal_entry_line (journal_entry_line_id));
diesel::joinable!(allocation -> company (company_id));
diesel::joinable!(allocation -> journal_entry (journal_entry_id));
diesel::joinable!(valuation_area -> company (company_id));
diesel::joinable!(warehouse -> company (company_id));
diesel::joinable!(warehouse -> valuation_area (valuation_area_id));
diesel::joinable!(location -> company (company_id));
diesel::joinable!(location -> warehouse (warehouse_id));
diesel::joinable!(lot -> product (product_id));
diesel::joinable!(stock_move -> company (company_id));
diesel::joinable!(stock_move -> product (product_id));
diesel::joinable!(stock_move -> lot (lot_id));
diesel::joinable!(stock_balance -> location (location_id));
diesel::joinable!(stock_balance -> product (product_id));
diesel::joinable!(reservation -> company (company_id));
diesel::joinable!(reservation -> product (product_id));
diesel::joinable!(reservation -> location (location_id));
diesel::joinable!(stock_shortage -> company (company_id));
diesel::joinable!(stock_shortage -> product (product_id));
diesel::joinable!(stock_shortage -> warehouse (warehouse_id));
diesel::joinable!(valuation_entry -> company (company_id));
diesel::joinable!(valuation_entry -> valuation_area (valuation_area_id));
diesel::joinable!(valuation_entry -> product (product_id));
diesel::joinable!(valuation_entry -> stock_move (stock_move_id));
diesel::joinable!(valuation_entry -> journal_entry (journal_entry_id));
diesel::joinable!(valuation_layer -> valuation_area (valuation_area_id));
diesel::joinable!(valuation_layer -> product (product_id));
diesel::joinable!(valuation_layer -> stock_move (stock_move_id));
diesel::joinable!(valuation_layer_use -> valuation_layer (valuation_layer_id));
diesel::joinable!(valuation_layer_use -> stock_move (stock_move_id));
diesel::joinable!(valuation_layer_rest -> valuation_layer (valuation_layer_id));
diesel::joinable!(valuation_balance -> valuation_area (valuation_area_id));
diesel::joinable!(valuation_balance -> product (product_id));
diesel::joinable!(valuation_day_balance -> valuation_area (valuation_area_id));
diesel::joinable!(valuation_day_balance -> product (product_id));
diesel::joinable!(goods_receipt -> company (company_id));
diesel::joinable!(goods_receipt -> party (party_id));
diesel::joinable!(goods_receipt -> warehouse (warehouse_id));
diesel::joinable!(goods_receipt -> journal_entry (journal_entry_id));
diesel::joinable!(goods_receipt -> app_user (created_by));
diesel::joinable!(goods_receipt_line -> goods_receipt (goods_receipt_id));
diesel::joinable!(goods_receipt_line -> product (product_id));
diesel::joinable!(goods_receipt_line -> unit (unit_id));
diesel::joinable!(goods_receipt_line -> lot (lot_id));
diesel::joinable!(quotation -> company (company_id));
diesel::joinable!(quotation -> party (party_id));
diesel::joinable!(quotation -> contact (contact_id));
diesel::joinable!(quotation -> price_list (price_list_id));
diesel::joinable!(quotation -> payment_term (payment_term_id));
diesel::joinable!(quotation -> tax_position (tax_position_id));
diesel::joinable!(quotation -> warehouse (warehouse_id));
diesel::joinable!(quotation -> carrier (carrier_id));
diesel::joinable!(quotation -> app_user (owner_id));
diesel::joinable!(quotation -> team (team_id));
diesel::joinable!(quotation_line -> quotation (quotation_id));
diesel::joinable!(quotation_line -> product (product_id));
diesel::joinable!(quotation_line -> unit (unit_id));
diesel::joinable!(quotation_line -> tax_code (tax_code_id));
diesel::joinable!(sales_order -> company (company_id));
diesel::joinable!(sales_order -> party (party_id));
diesel::joinable!(sales_order -> contact (contact_id));
diesel::joinable!(sales_order -> price_list (price_list_id));
diesel::joinable!(sales_order -> payment_term (payment_term_id));
diesel::joinable!(sales_order -> tax_position (tax_position_id));
diesel::joinable!(sales_order -> warehouse (warehouse_id));
diesel::joinable!(sales_order -> carrier (carrier_id));
diesel::joinable!(sales_order -> quotation (quotation_id));
diesel::joinable!(sales_order -> team (team_id));
diesel::joinable!(sales_order_line -> sales_order (sales_order_id));
diesel::joinable!(sales_order_line -> product (product_id));
diesel::joinable!(sales_order_line -> unit (unit_id));
diesel::joinable!(sales_order_line -> tax_code (tax_code_id));
diesel::joinable!(sales_order_line_progress -> sales_order_line (sales_order_line_id));
diesel::joinable!(sales_order_line_progress -> sales_order (sales_order_id));
diesel::joinable!(delivery -> company (company_id));
diesel::joinable!(delivery -> sales_order (sales_order_id));
diesel::joinable!(delivery -> party (party_id));
diesel::joinable!(delivery -> warehouse (warehouse_id));
diesel::joinable!(delivery -> carrier (carrier_id));
diesel::joinable!(delivery -> journal_entry (journal_entry_id));
diesel::joinable!(delivery -> app_user (owner_id));
diesel::joinable!(delivery_line -> delivery (delivery_id));
diesel::joinable!(delivery_line -> sales_order_line (sales_order_line_id));
diesel::joinable!(delivery_line -> product (product_id));
diesel::joinable!(delivery_line -> unit (unit_id));
diesel::joinable!(delivery_line -> lot (lot_id));
diesel::joinable!(delivery_line -> stock_move (stock_move_id));
diesel::joinable!(customer_invoice -> company (company_id));
diesel::joinable!(customer_invoice -> party (party_id));
diesel::joinable!(customer_invoice -> sales_order (sales_order_id));
diesel::joinable!(customer_invoice -> payment_term (payment_term_id));
diesel::joinable!(customer_invoice -> journal_entry (journal_entry_id));
diesel::joinable!(customer_invoice -> app_user (owner_id));
diesel::joinable!(customer_invoice -> team (team_id));
diesel::joinable!(customer_invoice_line -> customer_invoice (customer_invoice_id));
diesel::joinable!(customer_invoice_line -> sales_order_line (sales_order_line_id));
diesel::joinable!(customer_invoice_line -> product (product_id));
diesel::joinable!(customer_invoice_line -> unit (unit_id));
diesel::joinable!(customer_invoice_line -> tax_code (tax_code_id));
diesel::joinable!(customer_invoice_line -> account (account_id));
diesel::joinable!(customer_invoice_tax -> customer_invoice (customer_invoice_id));
diesel::joinable!(customer_invoice_tax -> tax_component (tax_component_id));
diesel::joinable!(payment -> company (company_id));
diesel::joinable!(payment -> party (party_id));
diesel::joinable!(payment -> account (account_id));
diesel::joinable!(payment -> journal_entry (journal_entry_id));
diesel::joinable!(payment -> app_user (owner_id));
diesel::joinable!(payment -> team (team_id));

macro_rules! together {
    ($($left:ident: $($right:ident)+;)+) => {
        $($(diesel::allow_tables_to_appear_in_same_query!($left, $right);)+)+
    };
}

together! {
    company: cost_center customer_invoice customer_invoice_line customer_invoice_tax delivery delivery_line
        employee goods_receipt goods_receipt_line journal journal_entry journal_entry_line location open_item
        party_terms payment price_list price_list_item quotation quotation_line reservation sales_order
        sales_order_line sales_order_line_progress stock_move stock_shortage tax_code tax_component
        tax_position tax_rule valuation_area valuation_entry valuation_layer valuation_layer_use warehouse
        product product_category valuation_balance;
    currency: product product_category valuation_balance warehouse;
    fiscal_year: journal_entry;
    fiscal_period: goods_receipt journal journal_entry journal_entry_line payment valuation_entry;
    app_user: contact customer_invoice customer_invoice_line customer_invoice_tax delivery delivery_line
        employee goods_receipt goods_receipt_line party payment quotation quotation_line sales_order
        sales_order_line sales_order_line_progress;
    company: app_user attachment event_link event_log event_payload job note notification role role_permission
        search_document search_token stored_file team user_role;
    app_user: attachment event_link event_log event_payload form_draft job note notification saved_view
        search_document search_token stored_file;
    role: saved_view;
    user_role: saved_view;
    external_id: party payment product product_category quotation sales_order warehouse;
    account: account_balance account_day_balance allocation category_account company customer_invoice_line
        customer_invoice_tax external_id journal_entry_line location open_item party payment product
        product_category sales_order sales_order_line unit warehouse;
    account_role: company;
    journal: journal_entry journal_entry_line payment valuation_entry;
    cost_center: journal_entry_line open_item party;
    payment_term: quotation quotation_line sales_order sales_order_line sales_order_line_progress;
    party: payment price_list_item product product_category quotation quotation_line reservation sales_order
        sales_order_line sales_order_line_progress stock_balance stock_shortage unit valuation_balance
        valuation_entry warehouse;
    contact: customer_invoice delivery quotation quotation_line sales_order sales_order_line
        sales_order_line_progress;
    price_list: price_list_item product unit quotation quotation_line sales_order sales_order_line
        sales_order_line_progress;
    party_terms: payment_term tax_position;
    carrier: customer_invoice delivery delivery_line external_id quotation quotation_line sales_order
        sales_order_line sales_order_line_progress;
    employee: external_id;
    unit: valuation_balance valuation_entry warehouse;
    product_category: reservation sales_order sales_order_line stock_balance stock_shortage valuation_balance
        valuation_entry warehouse;
    category_account: company;
    product: quotation_line reservation sales_order_line sales_order_line_progress stock_balance stock_move
        stock_shortage valuation_balance valuation_day_balance valuation_entry valuation_layer
        valuation_layer_rest
        valuation_layer_use warehouse;
    translation: product;
    price_list_item: sales_order sales_order_line warehouse;
    journal_entry: party payment valuation_entry;
    journal_entry_line: party payment product tax_code tax_component valuation_entry;
    account_balance: company fiscal_period fiscal_year;
    account_day_balance: company fiscal_period;
    open_item: customer_invoice party payment product tax_component;
    allocation: company customer_invoice delivery fiscal_period goods_receipt journal party payment
        valuation_entry;
    location: party price_list_item product_category unit;
    lot: product;
    stock_balance: unit;
    reservation: sales_order sales_order_line unit;
    stock_shortage: unit;
    goods_receipt: journal journal_entry journal_entry_line party payment;
    goods_receipt_line: journal_entry party product unit;
    quotation: tax_position team warehouse;
    quotation_line: tax_code tax_position team unit warehouse;
    sales_order: stock_balance stock_shortage tax_position team unit valuation_balance valuation_entry
        warehouse;
    sales_order_line: stock_balance stock_shortage tax_code tax_position team unit valuation_balance
        valuation_entry warehouse;
    sales_order_line_progress: tax_code tax_position team unit warehouse;
    delivery: external_id fiscal_period goods_receipt journal journal_entry journal_entry_line party payment
        payment_term price_list tax_position team valuation_entry warehouse;
    delivery_line: journal_entry location lot party product stock_move tax_code unit valuation_entry
        valuation_layer valuation_layer_use warehouse;
    customer_invoice: delivery external_id fiscal_period goods_receipt journal journal_entry
        journal_entry_line party payment_term price_list quotation sales_order sales_order_line
        sales_order_line_progress tax_position team valuation_entry warehouse;
    customer_invoice_line: delivery_line journal_entry party payment_term product sales_order sales_order_line
        sales_order_line_progress tax_code unit;
    customer_invoice_tax: journal_entry party payment_term sales_order tax_code tax_component;
    payment: valuation_entry;
    account: fiscal_period;
    company: lot party unit valuation_day_balance;
    journal_entry: location lot product stock_move unit valuation_area;
    location: product sales_order;
    lot: unit;
    product: sales_order valuation_area;
    product_category: valuation_area valuation_day_balance;
    stock_move: unit;
    unit: valuation_area valuation_day_balance;
}
