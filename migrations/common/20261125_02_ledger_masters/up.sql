-- The chart of accounts stands before parties and products, which name accounts of their own.
CREATE TABLE account (
  id BIGINT PRIMARY KEY, company_id BIGINT NOT NULL REFERENCES company(id), code TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
  control TEXT NOT NULL, is_active BOOLEAN NOT NULL, version INTEGER NOT NULL, UNIQUE (company_id, code));
CREATE TABLE account_role (
  company_id BIGINT NOT NULL REFERENCES company(id), role TEXT NOT NULL, account_id BIGINT NOT NULL REFERENCES account(id), PRIMARY KEY (company_id, role));
CREATE TABLE journal (
  id BIGINT PRIMARY KEY, company_id BIGINT NOT NULL REFERENCES company(id), code TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
  version INTEGER NOT NULL, UNIQUE (company_id, code));
CREATE TABLE cost_center (
  id BIGINT PRIMARY KEY, company_id BIGINT NOT NULL REFERENCES company(id), code TEXT NOT NULL, name TEXT NOT NULL, is_active BOOLEAN NOT NULL,
  version INTEGER NOT NULL, UNIQUE (company_id, code));
CREATE TABLE payment_term (
  id BIGINT PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, discount_percent BIGINT NOT NULL, discount_days INTEGER NOT NULL,
  is_active BOOLEAN NOT NULL, version INTEGER NOT NULL);
CREATE TABLE payment_term_instalment (
  id BIGINT PRIMARY KEY, payment_term_id BIGINT NOT NULL REFERENCES payment_term(id), position INTEGER NOT NULL, share_percent BIGINT NOT NULL,
  day_count INTEGER NOT NULL, is_end_of_month BOOLEAN NOT NULL, UNIQUE (payment_term_id, position));
CREATE TABLE tax_code (
  id BIGINT PRIMARY KEY, company_id BIGINT NOT NULL REFERENCES company(id), code TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
  is_inclusive BOOLEAN NOT NULL, note_on_invoice TEXT NOT NULL, is_active BOOLEAN NOT NULL, version INTEGER NOT NULL, UNIQUE (company_id, code));
CREATE TABLE tax_component (
  id BIGINT PRIMARY KEY, tax_code_id BIGINT NOT NULL REFERENCES tax_code(id), position INTEGER NOT NULL, name TEXT NOT NULL,
  account_id BIGINT NOT NULL REFERENCES account(id), is_compound BOOLEAN NOT NULL, UNIQUE (tax_code_id, position));
CREATE TABLE tax_rate (
  id BIGINT PRIMARY KEY, tax_component_id BIGINT NOT NULL REFERENCES tax_component(id), start_date DATE NOT NULL, rate_percent BIGINT NOT NULL,
  UNIQUE (tax_component_id, start_date));
CREATE TABLE tax_position (
  id BIGINT PRIMARY KEY, company_id BIGINT NOT NULL REFERENCES company(id), code TEXT NOT NULL, name TEXT NOT NULL, is_active BOOLEAN NOT NULL,
  version INTEGER NOT NULL, UNIQUE (company_id, code));
-- Which tax code a class of products gets at a tax position of the customer.
CREATE TABLE tax_rule (
  id BIGINT PRIMARY KEY, tax_position_id BIGINT NOT NULL REFERENCES tax_position(id), tax_class TEXT NOT NULL,
  tax_code_id BIGINT NOT NULL REFERENCES tax_code(id), UNIQUE (tax_position_id, tax_class));
