-- What an invoiced line costs stands with its order line and in its journal entry, where a re-valuation reaches it; on the invoice it was never filled.
ALTER TABLE customer_invoice_line DROP COLUMN cost_amount;
