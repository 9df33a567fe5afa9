-- Customer invoices and credit notes: numbered without gaps when posted; never changed afterwards but for their state, what is still open, and
-- the next day something is due (kept from the open items).
CREATE TABLE customer_invoice (
  id BIGINT PRIMARY KEY, company_id BIGINT NOT NULL REFERENCES company(id), number TEXT NOT NULL, kind TEXT NOT NULL, party_id BIGINT NOT NULL REFERENCES party(id),
  party_name TEXT NOT NULL, billing_address TEXT NOT NULL, delivery_address TEXT NOT NULL, party_tax_number TEXT NOT NULL, seller_name TEXT NOT NULL,
  seller_address TEXT NOT NULL, seller_tax_number TEXT NOT NULL, sales_order_id BIGINT REFERENCES sales_order(id),
  credits_id BIGINT REFERENCES customer_invoice(id), invoice_date DATE NOT NULL, supply_date DATE NOT NULL, due_date DATE NOT NULL, payment_term_id BIGINT REFERENCES payment_term(id),
  payment_term_text TEXT NOT NULL, discount_date DATE, discount_amount BIGINT NOT NULL, customer_reference TEXT NOT NULL, currency TEXT NOT NULL REFERENCES currency(code), rate_units BIGINT NOT NULL, rate_amount BIGINT NOT NULL,
  net_amount BIGINT NOT NULL, tax_amount BIGINT NOT NULL, total_amount BIGINT NOT NULL, base_total_amount BIGINT NOT NULL, open_amount BIGINT NOT NULL, state TEXT NOT NULL,
  reason TEXT NOT NULL, external_number TEXT NOT NULL, journal_entry_id BIGINT REFERENCES journal_entry(id), owner_id BIGINT NOT NULL REFERENCES app_user(id),
  team_id BIGINT REFERENCES team(id), version INTEGER NOT NULL, created_at TIMESTAMP NOT NULL, posted_at TIMESTAMP);
CREATE UNIQUE INDEX customer_invoice_number ON customer_invoice (company_id, number) WHERE number <> '';
CREATE INDEX customer_invoice_by_date ON customer_invoice (company_id, invoice_date, id);
CREATE INDEX customer_invoice_by_state ON customer_invoice (company_id, state, invoice_date, id);
CREATE INDEX customer_invoice_by_due ON customer_invoice (company_id, due_date, id);
CREATE INDEX customer_invoice_by_state_due ON customer_invoice (company_id, state, due_date, id);
CREATE INDEX customer_invoice_by_kind ON customer_invoice (company_id, kind, invoice_date, id);
CREATE INDEX customer_invoice_by_total ON customer_invoice (company_id, total_amount, id);
CREATE INDEX customer_invoice_by_party ON customer_invoice (party_id, invoice_date, id);
CREATE INDEX customer_invoice_by_order ON customer_invoice (sales_order_id);
CREATE INDEX customer_invoice_by_credited ON customer_invoice (credits_id);
CREATE TABLE customer_invoice_line (
  id BIGINT PRIMARY KEY, customer_invoice_id BIGINT NOT NULL REFERENCES customer_invoice(id), position INTEGER NOT NULL,
  sales_order_line_id BIGINT REFERENCES sales_order_line(id), credits_line_id BIGINT REFERENCES customer_invoice_line(id), product_id BIGINT NOT NULL REFERENCES product(id),
  description TEXT NOT NULL, unit_id BIGINT NOT NULL REFERENCES unit(id), quantity BIGINT NOT NULL CHECK (quantity > 0), base_quantity BIGINT NOT NULL CHECK (base_quantity > 0),
  unit_price BIGINT NOT NULL, discount_percent BIGINT NOT NULL, tax_code_id BIGINT REFERENCES tax_code(id), net_amount BIGINT NOT NULL, tax_amount BIGINT NOT NULL,
  cost_amount BIGINT NOT NULL, account_id BIGINT NOT NULL REFERENCES account(id), UNIQUE (customer_invoice_id, position));
CREATE INDEX customer_invoice_line_by_order_line ON customer_invoice_line (sales_order_line_id);
CREATE INDEX customer_invoice_line_by_credited ON customer_invoice_line (credits_line_id);
CREATE TABLE customer_invoice_tax (
  id BIGINT PRIMARY KEY, customer_invoice_id BIGINT NOT NULL REFERENCES customer_invoice(id), position INTEGER NOT NULL,
  tax_component_id BIGINT NOT NULL REFERENCES tax_component(id), name TEXT NOT NULL, rate_percent BIGINT NOT NULL, base_amount BIGINT NOT NULL,
  tax_amount BIGINT NOT NULL, note TEXT NOT NULL, UNIQUE (customer_invoice_id, position));
-- Money in (from customers) or out (back to them); amount positive. What is written off with it, or taken off for paying early, is cleared beside it; the open amount is what
-- no invoice took yet.
CREATE TABLE payment (
  id BIGINT PRIMARY KEY, company_id BIGINT NOT NULL REFERENCES company(id), number TEXT NOT NULL, direction TEXT NOT NULL, party_id BIGINT NOT NULL REFERENCES party(id),
  party_name TEXT NOT NULL, account_id BIGINT NOT NULL REFERENCES account(id), payment_date DATE NOT NULL, currency TEXT NOT NULL REFERENCES currency(code),
  amount BIGINT NOT NULL CHECK (amount > 0), base_amount BIGINT NOT NULL, write_off_amount BIGINT NOT NULL, write_off_reason TEXT NOT NULL,
  discount_amount BIGINT NOT NULL DEFAULT 0,
  open_amount BIGINT NOT NULL, reference TEXT NOT NULL, state TEXT NOT NULL, journal_entry_id BIGINT REFERENCES journal_entry(id),
  owner_id BIGINT NOT NULL REFERENCES app_user(id), team_id BIGINT REFERENCES team(id), version INTEGER NOT NULL, created_at TIMESTAMP NOT NULL, UNIQUE (company_id, number));
CREATE INDEX payment_by_date ON payment (company_id, payment_date, id);
CREATE INDEX payment_by_state ON payment (company_id, state, payment_date, id);
CREATE INDEX payment_by_party ON payment (party_id, payment_date, id);
CREATE INDEX payment_by_amount ON payment (company_id, amount, id);
CREATE INDEX payment_open ON payment (company_id, payment_date, id) WHERE open_amount <> 0;
