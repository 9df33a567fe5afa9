DROP INDEX sales_order_billable;
ALTER TABLE sales_order DROP COLUMN billable_amount;
