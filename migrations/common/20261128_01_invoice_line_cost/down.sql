ALTER TABLE customer_invoice_line ADD COLUMN cost_amount BIGINT NOT NULL DEFAULT 0;
