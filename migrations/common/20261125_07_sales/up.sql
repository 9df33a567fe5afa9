-- Quotations and sales orders. Addresses and names are snapshots. Amounts in the document's currency; margin_amount in the same.
CREATE TABLE quotation (
  id BIGINT PRIMARY KEY, company_id BIGINT NOT NULL REFERENCES company(id), number TEXT NOT NULL, party_id BIGINT NOT NULL REFERENCES party(id),
  party_name TEXT NOT NULL, contact_id BIGINT REFERENCES contact(id), billing_address TEXT NOT NULL, delivery_address TEXT NOT NULL, quotation_date DATE NOT NULL,
  valid_until DATE NOT NULL, requested_date DATE, customer_reference TEXT NOT NULL, currency TEXT NOT NULL REFERENCES currency(code),
  price_list_id BIGINT REFERENCES price_list(id), payment_term_id BIGINT REFERENCES payment_term(id), tax_position_id BIGINT REFERENCES tax_position(id),
  warehouse_id BIGINT NOT NULL REFERENCES warehouse(id), carrier_id BIGINT REFERENCES carrier(id), note TEXT NOT NULL, state TEXT NOT NULL, lost_reason TEXT NOT NULL,
  net_amount BIGINT NOT NULL, tax_amount BIGINT NOT NULL, total_amount BIGINT NOT NULL, owner_id BIGINT NOT NULL REFERENCES app_user(id),
  team_id BIGINT REFERENCES team(id), sent_at TIMESTAMP, decided_at TIMESTAMP, version INTEGER NOT NULL, created_at TIMESTAMP NOT NULL, UNIQUE (company_id, number));
CREATE INDEX quotation_by_date ON quotation (company_id, quotation_date, id);
CREATE INDEX quotation_by_state ON quotation (company_id, state, quotation_date, id);
CREATE INDEX quotation_by_party ON quotation (party_id, quotation_date, id);
CREATE INDEX quotation_by_owner ON quotation (owner_id, quotation_date, id);
-- The worklist of quotations with the customer, and what became of them by month.
CREATE INDEX quotation_sent ON quotation (company_id, valid_until, id) WHERE state = 'sent';
CREATE INDEX quotation_by_decision ON quotation (company_id, decided_at);
CREATE INDEX quotation_by_valid ON quotation (company_id, valid_until, id);
CREATE INDEX quotation_by_total ON quotation (company_id, total_amount, id);
CREATE TABLE quotation_line (
  id BIGINT PRIMARY KEY, quotation_id BIGINT NOT NULL REFERENCES quotation(id), position INTEGER NOT NULL, product_id BIGINT NOT NULL REFERENCES product(id),
  description TEXT NOT NULL, unit_id BIGINT NOT NULL REFERENCES unit(id), quantity BIGINT NOT NULL CHECK (quantity > 0), unit_price BIGINT NOT NULL CHECK (unit_price >= 0),
  price_source TEXT NOT NULL, discount_percent BIGINT NOT NULL CHECK (discount_percent BETWEEN 0 AND 1000000), tax_code_id BIGINT REFERENCES tax_code(id),
  net_amount BIGINT NOT NULL, tax_amount BIGINT NOT NULL, requested_date DATE, UNIQUE (quotation_id, position));
CREATE TABLE sales_order (
  id BIGINT PRIMARY KEY, company_id BIGINT NOT NULL REFERENCES company(id), number TEXT NOT NULL, external_number TEXT NOT NULL,
  party_id BIGINT NOT NULL REFERENCES party(id), party_name TEXT NOT NULL, contact_id BIGINT REFERENCES contact(id), billing_address TEXT NOT NULL,
  delivery_address TEXT NOT NULL, order_date DATE NOT NULL, requested_date DATE NOT NULL, customer_reference TEXT NOT NULL,
  currency TEXT NOT NULL REFERENCES currency(code), price_list_id BIGINT REFERENCES price_list(id), payment_term_id BIGINT REFERENCES payment_term(id),
  tax_position_id BIGINT REFERENCES tax_position(id), warehouse_id BIGINT NOT NULL REFERENCES warehouse(id), carrier_id BIGINT REFERENCES carrier(id),
  quotation_id BIGINT REFERENCES quotation(id), note TEXT NOT NULL, state TEXT NOT NULL, hold_reason TEXT NOT NULL, net_amount BIGINT NOT NULL,
  tax_amount BIGINT NOT NULL, total_amount BIGINT NOT NULL, margin_amount BIGINT NOT NULL, delivered_percent INTEGER NOT NULL, invoiced_percent INTEGER NOT NULL,
  undelivered_amount BIGINT NOT NULL, uninvoiced_amount BIGINT NOT NULL, owner_id BIGINT NOT NULL REFERENCES app_user(id), team_id BIGINT REFERENCES team(id), confirmed_at TIMESTAMP, confirmed_by BIGINT REFERENCES app_user(id),
  version INTEGER NOT NULL, created_at TIMESTAMP NOT NULL, UNIQUE (company_id, number));
CREATE INDEX sales_order_by_date ON sales_order (company_id, order_date, id);
-- With currency and net amount, so that sums by day need the index only.
CREATE INDEX sales_order_by_state ON sales_order (company_id, state, order_date, id, currency, net_amount);
CREATE INDEX sales_order_by_party ON sales_order (party_id, order_date, id);
CREATE INDEX sales_order_by_owner ON sales_order (owner_id, order_date, id);
CREATE INDEX sales_order_by_requested ON sales_order (company_id, requested_date, id);
CREATE INDEX sales_order_by_total ON sales_order (company_id, total_amount, id);
CREATE INDEX sales_order_by_name ON sales_order (company_id, party_name, id);
CREATE INDEX sales_order_by_quotation ON sales_order (quotation_id) WHERE quotation_id IS NOT NULL;
CREATE INDEX sales_order_external ON sales_order (external_number) WHERE external_number <> '';
-- For the credit check: what confirmed orders of one customer will still add to his open items (delivered or not, not yet invoiced).
CREATE INDEX sales_order_uninvoiced ON sales_order (party_id, company_id) WHERE uninvoiced_amount <> 0;
-- The backlog: net value still to be delivered.
CREATE INDEX sales_order_undelivered ON sales_order (company_id, requested_date, id) WHERE undelivered_amount <> 0;
CREATE TABLE sales_order_line (
  id BIGINT PRIMARY KEY, sales_order_id BIGINT NOT NULL REFERENCES sales_order(id), position INTEGER NOT NULL, product_id BIGINT NOT NULL REFERENCES product(id),
  description TEXT NOT NULL, unit_id BIGINT NOT NULL REFERENCES unit(id), quantity BIGINT NOT NULL CHECK (quantity > 0), base_quantity BIGINT NOT NULL CHECK (base_quantity > 0),
  unit_price BIGINT NOT NULL CHECK (unit_price >= 0), price_source TEXT NOT NULL, discount_percent BIGINT NOT NULL CHECK (discount_percent BETWEEN 0 AND 1000000),
  tax_code_id BIGINT REFERENCES tax_code(id), net_amount BIGINT NOT NULL, tax_amount BIGINT NOT NULL, unit_cost BIGINT NOT NULL, requested_date DATE NOT NULL,
  UNIQUE (sales_order_id, position));
CREATE INDEX sales_order_line_by_product ON sales_order_line (product_id, sales_order_id);
-- Kept: how far a line has come, quantities in the product's base unit, costs in the company's currency (delivered not invoiced = the difference).
CREATE TABLE sales_order_line_progress (
  sales_order_line_id BIGINT NOT NULL PRIMARY KEY REFERENCES sales_order_line(id), sales_order_id BIGINT NOT NULL REFERENCES sales_order(id),
  delivered BIGINT NOT NULL CHECK (delivered >= 0), returned BIGINT NOT NULL CHECK (returned >= 0),
  invoiced BIGINT NOT NULL CHECK (invoiced >= 0), credited BIGINT NOT NULL CHECK (credited >= 0), delivered_cost_amount BIGINT NOT NULL,
  invoiced_cost_amount BIGINT NOT NULL, CHECK (returned <= delivered), CHECK (credited <= invoiced));
CREATE INDEX sales_order_line_progress_by_order ON sales_order_line_progress (sales_order_id);
CREATE TABLE delivery (
  id BIGINT PRIMARY KEY, company_id BIGINT NOT NULL REFERENCES company(id), number TEXT NOT NULL, kind TEXT NOT NULL, sales_order_id BIGINT NOT NULL REFERENCES sales_order(id),
  party_id BIGINT NOT NULL REFERENCES party(id), party_name TEXT NOT NULL, delivery_address TEXT NOT NULL, warehouse_id BIGINT NOT NULL REFERENCES warehouse(id),
  carrier_id BIGINT REFERENCES carrier(id), tracking_number TEXT NOT NULL, delivery_date DATE NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL,
  backorder_of BIGINT REFERENCES delivery(id), returns_id BIGINT REFERENCES delivery(id), journal_entry_id BIGINT REFERENCES journal_entry(id),
  owner_id BIGINT NOT NULL REFERENCES app_user(id), version INTEGER NOT NULL, created_at TIMESTAMP NOT NULL, UNIQUE (company_id, number));
CREATE INDEX delivery_by_date ON delivery (company_id, delivery_date, id);
CREATE INDEX delivery_by_state ON delivery (company_id, state, delivery_date, id);
CREATE INDEX delivery_by_kind ON delivery (company_id, kind, delivery_date, id);
CREATE INDEX delivery_by_order ON delivery (sales_order_id);
CREATE INDEX delivery_by_party ON delivery (party_id, delivery_date, id);
CREATE TABLE delivery_line (
  id BIGINT PRIMARY KEY, delivery_id BIGINT NOT NULL REFERENCES delivery(id), position INTEGER NOT NULL, sales_order_line_id BIGINT NOT NULL REFERENCES sales_order_line(id),
  product_id BIGINT NOT NULL REFERENCES product(id), description TEXT NOT NULL, unit_id BIGINT NOT NULL REFERENCES unit(id), quantity BIGINT NOT NULL CHECK (quantity > 0),
  base_quantity BIGINT NOT NULL CHECK (base_quantity > 0), lot_id BIGINT REFERENCES lot(id), returns_line_id BIGINT REFERENCES delivery_line(id),
  stock_move_id BIGINT REFERENCES stock_move(id), cost_amount BIGINT NOT NULL, UNIQUE (delivery_id, position));
CREATE INDEX delivery_line_by_order_line ON delivery_line (sales_order_line_id);
CREATE INDEX delivery_line_by_returned ON delivery_line (returns_line_id);
