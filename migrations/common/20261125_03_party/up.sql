CREATE TABLE party (
  id BIGINT PRIMARY KEY, number TEXT NOT NULL UNIQUE, name TEXT NOT NULL, sort_name TEXT NOT NULL, search_text TEXT NOT NULL, kind TEXT NOT NULL,
  is_customer BOOLEAN NOT NULL, is_supplier BOOLEAN NOT NULL, is_carrier BOOLEAN NOT NULL, tax_number TEXT NOT NULL, language TEXT NOT NULL,
  country TEXT NOT NULL, email TEXT NOT NULL, phone TEXT NOT NULL, phone_key TEXT NOT NULL, website TEXT NOT NULL, customer_group TEXT NOT NULL,
  owner_id BIGINT REFERENCES app_user(id), merged_into BIGINT REFERENCES party(id), is_active BOOLEAN NOT NULL, version INTEGER NOT NULL,
  created_at TIMESTAMP NOT NULL);
CREATE INDEX party_by_name ON party (sort_name, id);
CREATE INDEX party_by_country ON party (country, sort_name, id);
CREATE INDEX party_by_group ON party (customer_group, sort_name, id);
CREATE INDEX party_by_owner ON party (owner_id, sort_name, id);
CREATE INDEX party_by_created ON party (created_at, id);
CREATE INDEX party_by_merged ON party (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX party_by_email ON party (email);
-- The last digits of the phone, however it was written.
CREATE INDEX party_by_phone ON party (phone_key);
CREATE INDEX party_by_tax_number ON party (tax_number);
CREATE TABLE party_address (
  id BIGINT PRIMARY KEY, party_id BIGINT NOT NULL REFERENCES party(id), kind TEXT NOT NULL, name TEXT NOT NULL, street TEXT NOT NULL,
  postal_code TEXT NOT NULL, city TEXT NOT NULL, region TEXT NOT NULL, country TEXT NOT NULL, is_default BOOLEAN NOT NULL, version INTEGER NOT NULL);
CREATE INDEX party_address_by_party ON party_address (party_id, id);
CREATE TABLE contact (
  id BIGINT PRIMARY KEY, party_id BIGINT NOT NULL REFERENCES party(id), name TEXT NOT NULL, job_title TEXT NOT NULL, email TEXT NOT NULL,
  phone TEXT NOT NULL, language TEXT NOT NULL, user_id BIGINT REFERENCES app_user(id), is_active BOOLEAN NOT NULL, version INTEGER NOT NULL);
CREATE INDEX contact_by_party ON contact (party_id, id);
CREATE INDEX contact_by_email ON contact (email);
CREATE TABLE party_bank_account (
  id BIGINT PRIMARY KEY, party_id BIGINT NOT NULL REFERENCES party(id), bank_name TEXT NOT NULL, account_number TEXT NOT NULL, bic TEXT NOT NULL,
  version INTEGER NOT NULL);
CREATE INDEX party_bank_account_by_party ON party_bank_account (party_id, id);
CREATE TABLE price_list (
  id BIGINT PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, currency TEXT NOT NULL REFERENCES currency(code), company_id BIGINT REFERENCES company(id),
  customer_group TEXT NOT NULL, priority INTEGER NOT NULL, is_active BOOLEAN NOT NULL, version INTEGER NOT NULL);
-- What one company agreed with one party. Credit limit: NULL is none.
CREATE TABLE party_terms (
  id BIGINT PRIMARY KEY, party_id BIGINT NOT NULL REFERENCES party(id), company_id BIGINT NOT NULL REFERENCES company(id),
  payment_term_id BIGINT REFERENCES payment_term(id), credit_limit_amount BIGINT, price_list_id BIGINT REFERENCES price_list(id),
  tax_position_id BIGINT REFERENCES tax_position(id), is_blocked BOOLEAN NOT NULL, version INTEGER NOT NULL, UNIQUE (party_id, company_id));
CREATE INDEX party_terms_by_company ON party_terms (company_id, party_id);
CREATE TABLE carrier (
  id BIGINT PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, party_id BIGINT REFERENCES party(id), phone TEXT NOT NULL,
  tracking_url TEXT NOT NULL, is_active BOOLEAN NOT NULL, version INTEGER NOT NULL);
CREATE TABLE employee (
  id BIGINT PRIMARY KEY, company_id BIGINT NOT NULL REFERENCES company(id), number TEXT NOT NULL, name TEXT NOT NULL, sort_name TEXT NOT NULL,
  job_title TEXT NOT NULL, email TEXT NOT NULL, phone TEXT NOT NULL, manager_id BIGINT REFERENCES employee(id), user_id BIGINT REFERENCES app_user(id),
  hire_date DATE, is_active BOOLEAN NOT NULL, version INTEGER NOT NULL, UNIQUE (company_id, number));
CREATE INDEX employee_by_manager ON employee (manager_id, id);
CREATE INDEX employee_by_user ON employee (user_id);
CREATE INDEX employee_by_name ON employee (company_id, sort_name, id);
