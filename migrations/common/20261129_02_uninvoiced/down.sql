DROP INDEX sales_order_uninvoiced;
CREATE INDEX sales_order_uninvoiced ON sales_order (party_id, company_id) WHERE uninvoiced_amount <> 0;
