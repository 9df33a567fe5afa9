-- An entry is inserted with its lines as 'building' and becomes 'posted' by one statement, which the triggers check (balance, open period).
CREATE TABLE journal_entry (
  id BIGINT PRIMARY KEY, company_id BIGINT NOT NULL REFERENCES company(id), journal_id BIGINT NOT NULL REFERENCES journal(id),
  fiscal_period_id BIGINT NOT NULL REFERENCES fiscal_period(id), number TEXT NOT NULL, posting_date DATE NOT NULL, description TEXT NOT NULL,
  origin_kind TEXT NOT NULL, origin_id BIGINT NOT NULL, reverses_id BIGINT REFERENCES journal_entry(id), total_amount BIGINT NOT NULL,
  state TEXT NOT NULL, created_at TIMESTAMP NOT NULL, UNIQUE (company_id, number));
CREATE INDEX journal_entry_by_date ON journal_entry (company_id, posting_date, id);
CREATE INDEX journal_entry_by_origin ON journal_entry (origin_kind, origin_id);
CREATE INDEX journal_entry_by_journal ON journal_entry (journal_id, posting_date, id);
CREATE UNIQUE INDEX journal_entry_reversed_once ON journal_entry (reverses_id) WHERE reverses_id IS NOT NULL;
CREATE TABLE journal_entry_line (
  id BIGINT PRIMARY KEY, journal_entry_id BIGINT NOT NULL REFERENCES journal_entry(id), company_id BIGINT NOT NULL REFERENCES company(id),
  posting_date DATE NOT NULL, position INTEGER NOT NULL, account_id BIGINT NOT NULL REFERENCES account(id), debit BIGINT NOT NULL CHECK (debit >= 0),
  credit BIGINT NOT NULL CHECK (credit >= 0), currency TEXT NOT NULL REFERENCES currency(code), currency_amount BIGINT NOT NULL,
  party_id BIGINT REFERENCES party(id), product_id BIGINT REFERENCES product(id), valuation_area_id BIGINT, cost_center_id BIGINT REFERENCES cost_center(id),
  tax_component_id BIGINT REFERENCES tax_component(id), tax_base_amount BIGINT NOT NULL, description TEXT NOT NULL,
  CHECK (debit = 0 OR credit = 0));
CREATE INDEX journal_entry_line_by_entry ON journal_entry_line (journal_entry_id, position);
CREATE INDEX journal_entry_line_by_account ON journal_entry_line (account_id, posting_date, id);
-- Kept sums: account × fiscal period, and per day for reports within a period.
CREATE TABLE account_balance (
  account_id BIGINT NOT NULL REFERENCES account(id), fiscal_period_id BIGINT NOT NULL REFERENCES fiscal_period(id), company_id BIGINT NOT NULL,
  debit BIGINT NOT NULL, credit BIGINT NOT NULL, PRIMARY KEY (account_id, fiscal_period_id));
CREATE INDEX account_balance_by_company ON account_balance (company_id, fiscal_period_id);
CREATE TABLE account_day_balance (
  account_id BIGINT NOT NULL REFERENCES account(id), posting_date DATE NOT NULL, company_id BIGINT NOT NULL,
  debit BIGINT NOT NULL, credit BIGINT NOT NULL, PRIMARY KEY (account_id, posting_date));
CREATE INDEX account_day_balance_by_company ON account_day_balance (company_id, posting_date);
-- Open items: amount and open amount are signed, debit positive, in the item's currency; base_amount in the company's.
CREATE TABLE open_item (
  id BIGINT PRIMARY KEY, company_id BIGINT NOT NULL REFERENCES company(id), party_id BIGINT NOT NULL REFERENCES party(id),
  account_id BIGINT NOT NULL REFERENCES account(id), journal_entry_line_id BIGINT NOT NULL REFERENCES journal_entry_line(id), origin_kind TEXT NOT NULL,
  origin_id BIGINT NOT NULL, document_number TEXT NOT NULL, posting_date DATE NOT NULL, due_date DATE NOT NULL, currency TEXT NOT NULL REFERENCES currency(code),
  amount BIGINT NOT NULL, base_amount BIGINT NOT NULL, open_amount BIGINT NOT NULL, open_base_amount BIGINT NOT NULL, settled_date DATE,
  CHECK ((amount >= 0 AND open_amount BETWEEN 0 AND amount) OR (amount < 0 AND open_amount BETWEEN amount AND 0)));
CREATE INDEX open_item_open ON open_item (company_id, due_date, id) WHERE open_amount <> 0;
CREATE INDEX open_item_of_party ON open_item (party_id, company_id, posting_date, id);
CREATE INDEX open_item_open_of_party ON open_item (party_id, company_id) WHERE open_amount <> 0;
CREATE INDEX open_item_by_date ON open_item (company_id, posting_date, id);
CREATE INDEX open_item_by_settled ON open_item (company_id, settled_date, posting_date);
CREATE INDEX open_item_by_origin ON open_item (origin_kind, origin_id);
CREATE INDEX open_item_by_account ON open_item (account_id);
-- An allocation clears a debit item against a credit item, from its date on; undone by a second one of negative amount.
CREATE TABLE allocation (
  id BIGINT PRIMARY KEY, company_id BIGINT NOT NULL REFERENCES company(id), allocation_date DATE NOT NULL,
  debit_item_id BIGINT NOT NULL REFERENCES open_item(id), credit_item_id BIGINT NOT NULL REFERENCES open_item(id), amount BIGINT NOT NULL CHECK (amount <> 0),
  debit_base_amount BIGINT NOT NULL, credit_base_amount BIGINT NOT NULL, reverses_id BIGINT REFERENCES allocation(id), journal_entry_id BIGINT REFERENCES journal_entry(id),
  created_at TIMESTAMP NOT NULL);
CREATE INDEX allocation_by_debit ON allocation (debit_item_id, allocation_date);
CREATE INDEX allocation_by_credit ON allocation (credit_item_id, allocation_date);
CREATE INDEX allocation_by_date ON allocation (company_id, allocation_date, id);
