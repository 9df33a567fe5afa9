//! Laws of stock: on hand is the sum of moves, reserved is the sum of reservations and within what is there, the value is
//! the inventory accounts, layers keep what was not taken from them.
use super::Law;
use crate::setup::check::Unit;

pub(super) const LAWS: &[Law] = &[
    Law {
        key: "stock-value",
        unit: Unit::Money,
        rows: "SELECT v.company_id AS company_id, \
                 p.code || ' · ' || w.name || ' · ' || CAST(v.posting_date AS TEXT) AS what, \
                 v.amount AS figure, 0 AS counterpart \
               FROM valuation_entry v JOIN product p ON p.id = v.product_id JOIN valuation_area w ON w.id = v.valuation_area_id \
               UNION ALL SELECT l.company_id, \
                 COALESCE(p.code, '?') || ' · ' || COALESCE(w.name, '?') || ' · ' || CAST(l.posting_date AS TEXT), \
                 0, l.debit - l.credit \
               FROM journal_entry_line l JOIN account a ON a.id = l.account_id AND a.control = 'inventory' \
                 LEFT JOIN product p ON p.id = l.product_id LEFT JOIN valuation_area w ON w.id = l.valuation_area_id",
    },
    Law {
        key: "value-kept",
        unit: Unit::Money,
        rows: "SELECT b.company_id AS company_id, p.code || ' · ' || w.name AS what, b.amount AS figure, 0 AS counterpart \
               FROM valuation_balance b JOIN product p ON p.id = b.product_id JOIN valuation_area w ON w.id = b.valuation_area_id \
               UNION ALL SELECT v.company_id, p.code || ' · ' || w.name, 0, v.amount \
               FROM valuation_entry v JOIN product p ON p.id = v.product_id JOIN valuation_area w ON w.id = v.valuation_area_id",
    },
    Law {
        key: "value-by-day",
        unit: Unit::Money,
        rows: "SELECT d.company_id AS company_id, \
                 p.code || ' · ' || w.name || ' · ' || CAST(d.posting_date AS TEXT) AS what, \
                 d.amount AS figure, 0 AS counterpart \
               FROM valuation_day_balance d JOIN product p ON p.id = d.product_id JOIN valuation_area w ON w.id = d.valuation_area_id \
               UNION ALL SELECT t.company_id, p.code || ' · ' || w.name || ' · ' || CAST(t.posting_date AS TEXT), \
                 0, CAST(t.running AS BIGINT) \
               FROM (SELECT company_id, product_id, valuation_area_id, posting_date, \
                       SUM(SUM(amount)) OVER (PARTITION BY valuation_area_id, product_id ORDER BY posting_date) AS running \
                     FROM valuation_entry GROUP BY company_id, product_id, valuation_area_id, posting_date) t \
                 JOIN product p ON p.id = t.product_id JOIN valuation_area w ON w.id = t.valuation_area_id",
    },
    Law {
        key: "quantity-valued",
        unit: Unit::Quantity,
        rows: "SELECT b.company_id AS company_id, p.code || ' · ' || w.name AS what, b.quantity AS figure, 0 AS counterpart \
               FROM valuation_balance b JOIN product p ON p.id = b.product_id JOIN valuation_area w ON w.id = b.valuation_area_id \
               UNION ALL SELECT v.company_id, p.code || ' · ' || w.name, 0, v.quantity \
               FROM valuation_entry v JOIN product p ON p.id = v.product_id JOIN valuation_area w ON w.id = v.valuation_area_id",
    },
    Law {
        key: "quantity-on-hand",
        unit: Unit::Quantity,
        rows: "SELECT v.company_id AS company_id, p.code AS what, v.quantity AS figure, 0 AS counterpart \
               FROM valuation_entry v JOIN product p ON p.id = v.product_id \
               UNION ALL SELECT b.company_id, p.code, 0, b.on_hand \
               FROM stock_balance b JOIN product p ON p.id = b.product_id",
    },
    Law {
        key: "on-hand",
        unit: Unit::Quantity,
        rows: "SELECT b.company_id AS company_id, p.code || ' · ' || o.code || ' · ' || CAST(b.lot_id AS TEXT) AS what, \
                 b.on_hand AS figure, 0 AS counterpart \
               FROM stock_balance b JOIN product p ON p.id = b.product_id JOIN location o ON o.id = b.location_id \
               UNION ALL SELECT m.company_id, p.code || ' · ' || o.code || ' · ' || CAST(COALESCE(m.lot_id, 0) AS TEXT), \
                 0, m.quantity \
               FROM stock_move m JOIN product p ON p.id = m.product_id JOIN location o ON o.id = m.to_location_id \
               WHERE o.kind IN ('internal', 'transit') \
               UNION ALL SELECT m.company_id, p.code || ' · ' || o.code || ' · ' || CAST(COALESCE(m.lot_id, 0) AS TEXT), \
                 0, -m.quantity \
               FROM stock_move m JOIN product p ON p.id = m.product_id JOIN location o ON o.id = m.from_location_id \
               WHERE o.kind IN ('internal', 'transit')",
    },
    Law {
        key: "reserved",
        unit: Unit::Quantity,
        rows: "SELECT b.company_id AS company_id, p.code || ' · ' || o.code || ' · ' || CAST(b.lot_id AS TEXT) AS what, \
                 b.reserved AS figure, 0 AS counterpart \
               FROM stock_balance b JOIN product p ON p.id = b.product_id JOIN location o ON o.id = b.location_id \
               UNION ALL SELECT r.company_id, p.code || ' · ' || o.code || ' · ' || CAST(r.lot_id AS TEXT), 0, r.quantity \
               FROM reservation r JOIN product p ON p.id = r.product_id JOIN location o ON o.id = r.location_id",
    },
    Law {
        key: "reserved-within",
        unit: Unit::Count,
        rows: "SELECT b.company_id AS company_id, p.code || ' · ' || o.code || ' · ' || CAST(b.lot_id AS TEXT) AS what, \
                 1 AS figure, CASE WHEN b.reserved >= 0 AND (b.reserved = 0 OR b.reserved <= b.on_hand) \
                   AND (b.on_hand >= 0 OR b.allows_negative) THEN 1 ELSE 0 END AS counterpart \
               FROM stock_balance b JOIN product p ON p.id = b.product_id JOIN location o ON o.id = b.location_id",
    },
    Law {
        key: "layer-quantities",
        unit: Unit::Quantity,
        rows: "SELECT w.company_id AS company_id, p.code || ' · ' || CAST(y.id AS TEXT) AS what, \
                 COALESCE(r.quantity, 0) AS figure, y.quantity AS counterpart \
               FROM valuation_layer y JOIN product p ON p.id = y.product_id JOIN valuation_area w ON w.id = y.valuation_area_id \
                 LEFT JOIN valuation_layer_rest r ON r.valuation_layer_id = y.id \
               UNION ALL SELECT w.company_id, p.code || ' · ' || CAST(y.id AS TEXT), 0, -u.quantity \
               FROM valuation_layer_use u JOIN valuation_layer y ON y.id = u.valuation_layer_id \
                 JOIN product p ON p.id = y.product_id JOIN valuation_area w ON w.id = y.valuation_area_id",
    },
    Law {
        key: "layer-amounts",
        unit: Unit::Money,
        rows: "SELECT w.company_id AS company_id, p.code || ' · ' || CAST(y.id AS TEXT) AS what, \
                 COALESCE(r.amount, 0) AS figure, y.amount AS counterpart \
               FROM valuation_layer y JOIN product p ON p.id = y.product_id JOIN valuation_area w ON w.id = y.valuation_area_id \
                 LEFT JOIN valuation_layer_rest r ON r.valuation_layer_id = y.id \
               UNION ALL SELECT w.company_id, p.code || ' · ' || CAST(y.id AS TEXT), 0, -u.amount \
               FROM valuation_layer_use u JOIN valuation_layer y ON y.id = u.valuation_layer_id \
                 JOIN product p ON p.id = y.product_id JOIN valuation_area w ON w.id = y.valuation_area_id",
    },
];
