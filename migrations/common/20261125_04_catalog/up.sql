CREATE TABLE unit (
  id BIGINT PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, dimension TEXT NOT NULL, decimals INTEGER NOT NULL CHECK (decimals BETWEEN 0 AND 6),
  is_active BOOLEAN NOT NULL, version INTEGER NOT NULL);
CREATE TABLE product_category (
  id BIGINT PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, description TEXT NOT NULL, costing_method TEXT NOT NULL, tax_class TEXT NOT NULL,
  is_active BOOLEAN NOT NULL, version INTEGER NOT NULL);
-- The accounts a category posts to in one company; a role without a row falls back to the company's account_role.
CREATE TABLE category_account (
  category_id BIGINT NOT NULL REFERENCES product_category(id), company_id BIGINT NOT NULL REFERENCES company(id), role TEXT NOT NULL,
  account_id BIGINT NOT NULL REFERENCES account(id), PRIMARY KEY (category_id, company_id, role));
CREATE TABLE product (
  id BIGINT PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, sort_name TEXT NOT NULL, search_text TEXT NOT NULL, description TEXT NOT NULL,
  kind TEXT NOT NULL, category_id BIGINT NOT NULL REFERENCES product_category(id), unit_id BIGINT NOT NULL REFERENCES unit(id), barcode TEXT NOT NULL,
  tax_class TEXT NOT NULL, list_price BIGINT NOT NULL CHECK (list_price >= 0), list_currency TEXT NOT NULL REFERENCES currency(code),
  pack_text TEXT NOT NULL, supplier_id BIGINT REFERENCES party(id), reorder_quantity BIGINT NOT NULL, tracking TEXT NOT NULL, is_sold BOOLEAN NOT NULL,
  is_active BOOLEAN NOT NULL, version INTEGER NOT NULL, created_at TIMESTAMP NOT NULL);
CREATE INDEX product_by_name ON product (sort_name, id);
CREATE INDEX product_by_category ON product (category_id, sort_name, id);
CREATE INDEX product_by_barcode ON product (barcode);
CREATE INDEX product_by_supplier ON product (supplier_id, id);
-- 1 from-unit = numerator/denominator to-units, exactly; for one product or, with NULL, for all.
CREATE TABLE unit_conversion (
  id BIGINT PRIMARY KEY, product_id BIGINT REFERENCES product(id), from_unit_id BIGINT NOT NULL REFERENCES unit(id), to_unit_id BIGINT NOT NULL REFERENCES unit(id),
  numerator BIGINT NOT NULL CHECK (numerator > 0), denominator BIGINT NOT NULL CHECK (denominator > 0), version INTEGER NOT NULL);
CREATE INDEX unit_conversion_by_pair ON unit_conversion (from_unit_id, to_unit_id, product_id);
CREATE TABLE price_list_item (
  id BIGINT PRIMARY KEY, price_list_id BIGINT NOT NULL REFERENCES price_list(id), product_id BIGINT NOT NULL REFERENCES product(id),
  minimum_quantity BIGINT NOT NULL CHECK (minimum_quantity >= 0), start_date DATE, end_date DATE, unit_price BIGINT NOT NULL CHECK (unit_price >= 0),
  version INTEGER NOT NULL);
CREATE INDEX price_list_item_by_product ON price_list_item (price_list_id, product_id, minimum_quantity);
CREATE INDEX price_list_item_of_product ON price_list_item (product_id);
