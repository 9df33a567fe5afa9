-- Goods the customer has and was not billed for, with tax, in the order's currency. (1.0 keeps both engines from dividing whole numbers.)
ALTER TABLE sales_order ADD COLUMN billable_amount BIGINT NOT NULL DEFAULT 0;
UPDATE sales_order SET billable_amount = COALESCE((
    SELECT CAST(ROUND(SUM(ROUND((l.net_amount + l.tax_amount) * 1.0 * (g.delivered - g.returned - g.invoiced + g.credited) / l.base_quantity)) / MAX(s.step)) AS BIGINT) * MAX(s.step)
    FROM sales_order_line_progress g JOIN sales_order_line l ON l.id = g.sales_order_line_id JOIN product p ON p.id = l.product_id
      JOIN (SELECT code, CASE decimals WHEN 0 THEN 10000 WHEN 1 THEN 1000 WHEN 2 THEN 100 WHEN 3 THEN 10 ELSE 1 END AS step FROM currency) s ON s.code = sales_order.currency
    WHERE g.sales_order_id = sales_order.id AND p.kind = 'stocked' AND g.delivered - g.returned > g.invoiced - g.credited), 0)
  WHERE state IN ('confirmed', 'done');
-- The worklist of who writes invoices.
CREATE INDEX sales_order_billable ON sales_order (company_id, order_date, id) WHERE billable_amount <> 0;
