-- What a customer will still be invoiced is added up on every order's page and when an order is confirmed: from the index
-- alone. With many orders each of them was looked up for its amount, most of the time of the page.
DROP INDEX sales_order_uninvoiced;
CREATE INDEX sales_order_uninvoiced ON sales_order (party_id, company_id, currency, uninvoiced_amount) WHERE uninvoiced_amount <> 0;
