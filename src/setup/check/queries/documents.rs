//! Laws of documents: what is delivered and not invoiced, received and not billed, how far orders have come, what is open on
//! invoices and payments, and numbers without gaps.
use super::Law;
use crate::setup::check::Unit;

pub(super) const LAWS: &[Law] = &[
    Law {
        key: "delivered-not-invoiced",
        unit: Unit::Money,
        rows: "SELECT o.company_id AS company_id, p.code AS what, \
                 g.delivered_cost_amount - g.invoiced_cost_amount AS figure, 0 AS counterpart \
               FROM sales_order_line_progress g JOIN sales_order_line s ON s.id = g.sales_order_line_id \
                 JOIN sales_order o ON o.id = s.sales_order_id JOIN product p ON p.id = s.product_id \
               UNION ALL SELECT l.company_id, COALESCE(p.code, '?'), 0, l.debit - l.credit \
               FROM journal_entry_line l LEFT JOIN product p ON p.id = l.product_id \
               WHERE l.account_id IN (SELECT account_id FROM account_role WHERE role = 'goods-delivered-not-invoiced' \
                 UNION SELECT account_id FROM category_account WHERE role = 'goods-delivered-not-invoiced')",
    },
    Law {
        key: "received-not-billed",
        unit: Unit::Money,
        rows: "SELECT r.company_id AS company_id, p.code AS what, i.amount AS figure, 0 AS counterpart \
               FROM goods_receipt_line i JOIN goods_receipt r ON r.id = i.goods_receipt_id JOIN product p ON p.id = i.product_id \
               WHERE r.state = 'posted' AND r.kind = 'purchase' \
               UNION ALL SELECT l.company_id, COALESCE(p.code, '?'), 0, l.credit - l.debit \
               FROM journal_entry_line l LEFT JOIN product p ON p.id = l.product_id \
               WHERE l.account_id IN (SELECT account_id FROM account_role WHERE role = 'goods-received-not-billed' \
                 UNION SELECT account_id FROM category_account WHERE role = 'goods-received-not-billed')",
    },
    Law {
        key: "order-progress",
        unit: Unit::Quantity,
        rows: "SELECT o.company_id AS company_id, o.number || ' ' || CAST(s.position AS TEXT) AS what, \
                 g.delivered - g.returned AS figure, 0 AS counterpart \
               FROM sales_order_line_progress g JOIN sales_order_line s ON s.id = g.sales_order_line_id \
                 JOIN sales_order o ON o.id = s.sales_order_id \
               UNION ALL SELECT o.company_id, o.number || ' ' || CAST(s.position AS TEXT), 0, \
                 CASE WHEN d.kind = 'delivery' THEN i.base_quantity ELSE -i.base_quantity END \
               FROM delivery_line i JOIN delivery d ON d.id = i.delivery_id JOIN sales_order_line s ON s.id = i.sales_order_line_id \
                 JOIN sales_order o ON o.id = s.sales_order_id WHERE d.state IN ('shipped', 'received')",
    },
    Law {
        key: "order-cost",
        unit: Unit::Money,
        rows: "SELECT o.company_id AS company_id, o.number || ' ' || CAST(s.position AS TEXT) AS what, \
                 g.delivered_cost_amount AS figure, 0 AS counterpart \
               FROM sales_order_line_progress g JOIN sales_order_line s ON s.id = g.sales_order_line_id \
                 JOIN sales_order o ON o.id = s.sales_order_id \
               UNION ALL SELECT o.company_id, o.number || ' ' || CAST(s.position AS TEXT), 0, \
                 CASE WHEN d.kind = 'delivery' THEN i.cost_amount ELSE -i.cost_amount END \
               FROM delivery_line i JOIN delivery d ON d.id = i.delivery_id JOIN sales_order_line s ON s.id = i.sales_order_line_id \
                 JOIN sales_order o ON o.id = s.sales_order_id WHERE d.state IN ('shipped', 'received')",
    },
    Law {
        key: "order-billing",
        unit: Unit::Quantity,
        rows: "SELECT o.company_id AS company_id, o.number || ' ' || CAST(s.position AS TEXT) AS what, \
                 g.invoiced - g.credited AS figure, 0 AS counterpart \
               FROM sales_order_line_progress g JOIN sales_order_line s ON s.id = g.sales_order_line_id \
                 JOIN sales_order o ON o.id = s.sales_order_id \
               UNION ALL SELECT o.company_id, o.number || ' ' || CAST(s.position AS TEXT), 0, \
                 CASE WHEN v.kind = 'invoice' THEN i.base_quantity ELSE -i.base_quantity END \
               FROM customer_invoice_line i JOIN customer_invoice v ON v.id = i.customer_invoice_id \
                 JOIN sales_order_line s ON s.id = i.sales_order_line_id JOIN sales_order o ON o.id = s.sales_order_id \
               WHERE v.state <> 'draft'",
    },
    Law {
        key: "invoice-sums",
        unit: Unit::Money,
        rows: "SELECT v.company_id AS company_id, v.number AS what, v.total_amount AS figure, 0 AS counterpart \
               FROM customer_invoice v WHERE v.state <> 'draft' \
               UNION ALL SELECT v.company_id, v.number, 0, i.net_amount \
               FROM customer_invoice_line i JOIN customer_invoice v ON v.id = i.customer_invoice_id WHERE v.state <> 'draft' \
               UNION ALL SELECT v.company_id, v.number, 0, t.tax_amount \
               FROM customer_invoice_tax t JOIN customer_invoice v ON v.id = t.customer_invoice_id WHERE v.state <> 'draft'",
    },
    Law {
        key: "invoice-open",
        unit: Unit::Money,
        rows: "SELECT v.company_id AS company_id, v.number AS what, v.open_amount AS figure, 0 AS counterpart \
               FROM customer_invoice v WHERE v.state <> 'draft' \
               UNION ALL SELECT v.company_id, v.number, 0, ABS(o.open_amount) \
               FROM open_item o JOIN customer_invoice v ON v.id = o.origin_id WHERE o.origin_kind = 'customer-invoice'",
    },
    Law {
        key: "payment-open",
        unit: Unit::Money,
        rows: "SELECT y.company_id AS company_id, y.number AS what, y.open_amount AS figure, 0 AS counterpart \
               FROM payment y WHERE y.state = 'posted' \
               UNION ALL SELECT y.company_id, y.number, 0, ABS(o.open_amount) \
               FROM open_item o JOIN payment y ON y.id = o.origin_id WHERE o.origin_kind = 'payment' AND y.state = 'posted'",
    },
    Law {
        key: "numbers-without-gaps",
        unit: Unit::Count,
        rows: "SELECT s.company_id AS company_id, s.kind || ' ' || CAST(s.year AS TEXT) AS what, \
                 s.next_number - s.first_number AS figure, 0 AS counterpart \
               FROM number_series s WHERE s.kind IN ('invoice', 'credit-note', 'journal-entry') \
               UNION ALL SELECT v.company_id, v.kind || ' ' || SUBSTR(CAST(v.invoice_date AS TEXT), 1, 4), 0, 1 \
               FROM customer_invoice v WHERE v.number <> '' \
               UNION ALL SELECT e.company_id, 'journal-entry ' || SUBSTR(CAST(e.posting_date AS TEXT), 1, 4), 0, 1 \
               FROM journal_entry e",
    },
];
