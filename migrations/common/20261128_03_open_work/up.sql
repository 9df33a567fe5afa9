-- What lists open with, menus count and the ageing sums stays quick beside much finished business: indexes over the open
-- part alone, with the columns that are summed.
CREATE INDEX sales_order_open ON sales_order (company_id, order_date, id, state, currency, net_amount, total_amount, undelivered_amount, margin_amount, billable_amount)
  WHERE state IN ('draft', 'held', 'confirmed');
CREATE INDEX delivery_draft ON delivery (company_id, kind) WHERE state = 'draft';
CREATE INDEX open_item_credit ON open_item (company_id) WHERE open_amount <> 0 AND amount < 0;
DROP INDEX open_item_open_of_party;
CREATE INDEX open_item_open_of_party ON open_item (party_id, company_id, posting_date, due_date, amount, open_amount, open_base_amount)
  WHERE open_amount <> 0;
DROP INDEX open_item_open;
CREATE INDEX open_item_open ON open_item (company_id, due_date, id, posting_date, currency, amount, open_amount, open_base_amount)
  WHERE open_amount <> 0;
DROP INDEX sales_order_undelivered;
CREATE INDEX sales_order_undelivered ON sales_order (company_id, requested_date, id, state, currency, net_amount, total_amount, undelivered_amount, margin_amount, billable_amount)
  WHERE undelivered_amount <> 0;
-- Turnover by day: what is summed stands with the day, no longer with the state.
DROP INDEX sales_order_by_date;
CREATE INDEX sales_order_by_date ON sales_order (company_id, order_date, id, state, currency, net_amount);
DROP INDEX sales_order_by_state;
CREATE INDEX sales_order_by_state ON sales_order (company_id, state, order_date, id);
-- Columns that lists offer to sort by and had no index for.
CREATE INDEX customer_invoice_by_number ON customer_invoice (company_id, number, id);
CREATE INDEX open_item_by_due ON open_item (company_id, due_date, id);
