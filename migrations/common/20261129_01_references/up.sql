-- Who points to a row. SQLite looks through every table that refers to a row's table when the row comes with others or goes (and
-- PostgreSQL when it goes): without these that was a walk over all deliveries, payments and invoices for each journal entry.
-- tests/house/bench/writes.rs asks for the plan of every statement of order to cash.
CREATE INDEX payment_by_entry ON payment (journal_entry_id) WHERE journal_entry_id IS NOT NULL;
CREATE INDEX customer_invoice_by_entry ON customer_invoice (journal_entry_id) WHERE journal_entry_id IS NOT NULL;
CREATE INDEX delivery_by_entry ON delivery (journal_entry_id) WHERE journal_entry_id IS NOT NULL;
CREATE INDEX goods_receipt_by_entry ON goods_receipt (journal_entry_id) WHERE journal_entry_id IS NOT NULL;
CREATE INDEX valuation_entry_by_entry ON valuation_entry (journal_entry_id) WHERE journal_entry_id IS NOT NULL;
CREATE INDEX allocation_by_entry ON allocation (journal_entry_id) WHERE journal_entry_id IS NOT NULL;
CREATE INDEX allocation_reversed ON allocation (reverses_id) WHERE reverses_id IS NOT NULL;
CREATE INDEX open_item_by_entry_line ON open_item (journal_entry_line_id);
CREATE INDEX event_link_by_event ON event_link (position);
CREATE INDEX delivery_line_by_move ON delivery_line (stock_move_id) WHERE stock_move_id IS NOT NULL;
CREATE INDEX delivery_backorder ON delivery (backorder_of) WHERE backorder_of IS NOT NULL;
CREATE INDEX delivery_returned ON delivery (returns_id) WHERE returns_id IS NOT NULL;
CREATE INDEX delivery_line_by_lot ON delivery_line (lot_id) WHERE lot_id IS NOT NULL;
CREATE INDEX goods_receipt_line_by_lot ON goods_receipt_line (lot_id) WHERE lot_id IS NOT NULL;
CREATE INDEX stock_move_by_lot ON stock_move (lot_id) WHERE lot_id IS NOT NULL;
CREATE INDEX sales_order_by_contact ON sales_order (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX journal_entry_by_period ON journal_entry (fiscal_period_id);
CREATE INDEX journal_entry_line_by_party ON journal_entry_line (party_id) WHERE party_id IS NOT NULL;
CREATE INDEX quotation_by_contact ON quotation (contact_id) WHERE contact_id IS NOT NULL;
-- What is open of each party of a company, in this order: the ageing adds it up without sorting.
DROP INDEX open_item_open_of_party;
CREATE INDEX open_item_open_of_party ON open_item (company_id, party_id, posting_date, due_date, amount, open_amount, open_base_amount)
  WHERE open_amount <> 0;
