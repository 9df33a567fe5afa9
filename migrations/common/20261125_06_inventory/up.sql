CREATE TABLE valuation_area (
  id BIGINT PRIMARY KEY, company_id BIGINT NOT NULL REFERENCES company(id), name TEXT NOT NULL, version INTEGER NOT NULL, UNIQUE (company_id, name));
CREATE TABLE warehouse (
  id BIGINT PRIMARY KEY, company_id BIGINT NOT NULL REFERENCES company(id), valuation_area_id BIGINT NOT NULL REFERENCES valuation_area(id),
  code TEXT NOT NULL, name TEXT NOT NULL, street TEXT NOT NULL, postal_code TEXT NOT NULL, city TEXT NOT NULL, country TEXT NOT NULL,
  allows_negative BOOLEAN NOT NULL, is_active BOOLEAN NOT NULL, version INTEGER NOT NULL, UNIQUE (company_id, code));
-- Stock is only in internal and transit locations; customer, supplier, adjustment and scrap locations are where it comes from and goes to.
CREATE TABLE location (
  id BIGINT PRIMARY KEY, company_id BIGINT NOT NULL REFERENCES company(id), warehouse_id BIGINT REFERENCES warehouse(id), code TEXT NOT NULL,
  name TEXT NOT NULL, kind TEXT NOT NULL, is_default BOOLEAN NOT NULL, is_active BOOLEAN NOT NULL, version INTEGER NOT NULL, UNIQUE (company_id, code));
CREATE INDEX location_by_warehouse ON location (warehouse_id, kind);
CREATE TABLE lot (
  id BIGINT PRIMARY KEY, product_id BIGINT NOT NULL REFERENCES product(id), code TEXT NOT NULL, kind TEXT NOT NULL, version INTEGER NOT NULL,
  UNIQUE (product_id, code));
-- Quantity is positive, in the product's base unit, from one location to another. Cost is what the move carried, in the company's currency.
CREATE TABLE stock_move (
  id BIGINT PRIMARY KEY, company_id BIGINT NOT NULL REFERENCES company(id), product_id BIGINT NOT NULL REFERENCES product(id), lot_id BIGINT REFERENCES lot(id),
  from_location_id BIGINT NOT NULL REFERENCES location(id), to_location_id BIGINT NOT NULL REFERENCES location(id), quantity BIGINT NOT NULL CHECK (quantity > 0),
  move_date DATE NOT NULL, day_sequence BIGINT NOT NULL, posting_date DATE NOT NULL, origin_kind TEXT NOT NULL, origin_id BIGINT NOT NULL,
  origin_line_id BIGINT NOT NULL, reverses_id BIGINT REFERENCES stock_move(id), created_at TIMESTAMP NOT NULL);
CREATE INDEX stock_move_by_product ON stock_move (product_id, move_date, id);
CREATE INDEX stock_move_by_date ON stock_move (company_id, move_date, id);
CREATE INDEX stock_move_by_origin ON stock_move (origin_kind, origin_id);
CREATE UNIQUE INDEX stock_move_reversed_once ON stock_move (reverses_id) WHERE reverses_id IS NOT NULL;
-- Kept: what is where. Lot 0 is "no lot". Negative stock only where the warehouse allows it.
CREATE TABLE stock_balance (
  id BIGINT PRIMARY KEY, location_id BIGINT NOT NULL REFERENCES location(id), product_id BIGINT NOT NULL REFERENCES product(id), lot_id BIGINT NOT NULL,
  company_id BIGINT NOT NULL, on_hand BIGINT NOT NULL, reserved BIGINT NOT NULL, allows_negative BOOLEAN NOT NULL, UNIQUE (location_id, product_id, lot_id),
  CHECK (on_hand >= 0 OR allows_negative), CHECK (reserved >= 0), CHECK (reserved <= on_hand OR reserved = 0));
CREATE INDEX stock_balance_by_product ON stock_balance (product_id, company_id);
CREATE INDEX stock_balance_by_company ON stock_balance (company_id, product_id);
CREATE TABLE reservation (
  id BIGINT PRIMARY KEY, company_id BIGINT NOT NULL REFERENCES company(id), product_id BIGINT NOT NULL REFERENCES product(id),
  location_id BIGINT NOT NULL REFERENCES location(id), lot_id BIGINT NOT NULL, origin_kind TEXT NOT NULL, origin_id BIGINT NOT NULL, origin_line_id BIGINT NOT NULL,
  quantity BIGINT NOT NULL CHECK (quantity > 0), created_at TIMESTAMP NOT NULL);
CREATE INDEX reservation_by_line ON reservation (origin_kind, origin_line_id);
CREATE INDEX reservation_by_origin ON reservation (origin_kind, origin_id);
CREATE INDEX reservation_by_product ON reservation (product_id, location_id);
-- Demand that found no stock: filled by promise date when goods arrive.
CREATE TABLE stock_shortage (
  id BIGINT PRIMARY KEY, company_id BIGINT NOT NULL REFERENCES company(id), product_id BIGINT NOT NULL REFERENCES product(id),
  warehouse_id BIGINT NOT NULL REFERENCES warehouse(id), origin_kind TEXT NOT NULL, origin_id BIGINT NOT NULL, origin_line_id BIGINT NOT NULL,
  promise_date DATE NOT NULL, quantity BIGINT NOT NULL CHECK (quantity > 0), UNIQUE (origin_kind, origin_line_id));
CREATE INDEX stock_shortage_by_product ON stock_shortage (product_id, warehouse_id, promise_date, id);
CREATE INDEX stock_shortage_by_origin ON stock_shortage (origin_kind, origin_id);
-- Every change of stock value, insert-only: signed quantity and signed cost in the company's currency, at its posting date.
-- What moved no value has no journal entry.
CREATE TABLE valuation_entry (
  id BIGINT PRIMARY KEY, company_id BIGINT NOT NULL REFERENCES company(id), valuation_area_id BIGINT NOT NULL REFERENCES valuation_area(id),
  product_id BIGINT NOT NULL REFERENCES product(id), stock_move_id BIGINT NOT NULL REFERENCES stock_move(id), kind TEXT NOT NULL, quantity BIGINT NOT NULL,
  amount BIGINT NOT NULL, move_date DATE NOT NULL, posting_date DATE NOT NULL, journal_entry_id BIGINT REFERENCES journal_entry(id));
CREATE INDEX valuation_entry_by_product ON valuation_entry (product_id, valuation_area_id, posting_date, id);
CREATE INDEX valuation_entry_by_move ON valuation_entry (stock_move_id);
CREATE INDEX valuation_entry_by_date ON valuation_entry (company_id, posting_date, product_id);
-- FIFO: layers and their use are insert-only; what is left of a layer is kept.
CREATE TABLE valuation_layer (
  id BIGINT PRIMARY KEY, valuation_area_id BIGINT NOT NULL REFERENCES valuation_area(id), product_id BIGINT NOT NULL REFERENCES product(id),
  stock_move_id BIGINT NOT NULL REFERENCES stock_move(id), layer_date DATE NOT NULL, quantity BIGINT NOT NULL CHECK (quantity > 0), amount BIGINT NOT NULL);
CREATE INDEX valuation_layer_by_move ON valuation_layer (stock_move_id);
CREATE INDEX valuation_layer_by_product ON valuation_layer (product_id, valuation_area_id, layer_date, id);
CREATE TABLE valuation_layer_use (
  id BIGINT PRIMARY KEY, valuation_layer_id BIGINT NOT NULL REFERENCES valuation_layer(id), stock_move_id BIGINT NOT NULL REFERENCES stock_move(id),
  quantity BIGINT NOT NULL CHECK (quantity <> 0), amount BIGINT NOT NULL);
CREATE INDEX valuation_layer_use_by_layer ON valuation_layer_use (valuation_layer_id);
CREATE INDEX valuation_layer_use_by_move ON valuation_layer_use (stock_move_id);
CREATE TABLE valuation_layer_rest (
  valuation_layer_id BIGINT NOT NULL PRIMARY KEY REFERENCES valuation_layer(id), valuation_area_id BIGINT NOT NULL, product_id BIGINT NOT NULL,
  layer_date DATE NOT NULL, quantity BIGINT NOT NULL CHECK (quantity >= 0), amount BIGINT NOT NULL);
CREATE INDEX valuation_layer_rest_open ON valuation_layer_rest (product_id, valuation_area_id, layer_date, valuation_layer_id) WHERE quantity > 0;
-- Kept: quantity and value now, and the day of the newest posting.
CREATE TABLE valuation_balance (
  id BIGINT PRIMARY KEY, valuation_area_id BIGINT NOT NULL REFERENCES valuation_area(id), product_id BIGINT NOT NULL REFERENCES product(id),
  company_id BIGINT NOT NULL, quantity BIGINT NOT NULL, amount BIGINT NOT NULL, last_date DATE NOT NULL, UNIQUE (valuation_area_id, product_id));
CREATE INDEX valuation_balance_by_company ON valuation_balance (company_id, product_id);
-- Kept: quantity and value at the end of each day on which something was posted, so that any past date is one look-up a product.
CREATE TABLE valuation_day_balance (
  valuation_area_id BIGINT NOT NULL REFERENCES valuation_area(id), product_id BIGINT NOT NULL REFERENCES product(id), posting_date DATE NOT NULL,
  company_id BIGINT NOT NULL, quantity BIGINT NOT NULL, amount BIGINT NOT NULL, PRIMARY KEY (valuation_area_id, product_id, posting_date));
CREATE TABLE goods_receipt (
  id BIGINT PRIMARY KEY, company_id BIGINT NOT NULL REFERENCES company(id), number TEXT NOT NULL, kind TEXT NOT NULL, party_id BIGINT REFERENCES party(id),
  warehouse_id BIGINT NOT NULL REFERENCES warehouse(id), receipt_date DATE NOT NULL, supplier_reference TEXT NOT NULL, state TEXT NOT NULL,
  total_amount BIGINT NOT NULL, journal_entry_id BIGINT REFERENCES journal_entry(id), created_by BIGINT NOT NULL REFERENCES app_user(id), version INTEGER NOT NULL,
  created_at TIMESTAMP NOT NULL, UNIQUE (company_id, number));
CREATE INDEX goods_receipt_by_date ON goods_receipt (company_id, receipt_date, id);
CREATE INDEX goods_receipt_by_state ON goods_receipt (company_id, state, receipt_date, id);
CREATE INDEX goods_receipt_by_party ON goods_receipt (party_id, receipt_date, id);
CREATE TABLE goods_receipt_line (
  id BIGINT PRIMARY KEY, goods_receipt_id BIGINT NOT NULL REFERENCES goods_receipt(id), position INTEGER NOT NULL, product_id BIGINT NOT NULL REFERENCES product(id),
  unit_id BIGINT NOT NULL REFERENCES unit(id), unit_quantity BIGINT NOT NULL CHECK (unit_quantity > 0), base_quantity BIGINT NOT NULL CHECK (base_quantity > 0),
  unit_cost BIGINT NOT NULL CHECK (unit_cost >= 0), amount BIGINT NOT NULL, lot_id BIGINT REFERENCES lot(id), UNIQUE (goods_receipt_id, position));
