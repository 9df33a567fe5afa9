//! The laws of stock in SQL of their own: each counts the rows that break it.
use tenon::kernel::error::Result;
use tenon_db::Conn;
use tenon_db::diesel;
use tenon_db::diesel::prelude::*;
use tenon_db::diesel::sql_types::BigInt;

#[derive(QueryableByName)]
#[diesel(check_for_backend(tenon_db::Sql))]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

const LAWS: &[(&str, &str)] = &[
    (
        "on hand is the sum of the moves",
        "SELECT COUNT(*) AS n FROM stock_balance b WHERE b.on_hand <>
           COALESCE((SELECT SUM(m.quantity) FROM stock_move m WHERE m.to_location_id = b.location_id
                     AND m.product_id = b.product_id AND COALESCE(m.lot_id, 0) = b.lot_id), 0)
         - COALESCE((SELECT SUM(m.quantity) FROM stock_move m WHERE m.from_location_id = b.location_id
                     AND m.product_id = b.product_id AND COALESCE(m.lot_id, 0) = b.lot_id), 0)",
    ),
    (
        "reserved is the sum of the reservations, and not more than there is",
        "SELECT COUNT(*) AS n FROM stock_balance b WHERE b.reserved <>
           COALESCE((SELECT SUM(r.quantity) FROM reservation r WHERE r.location_id = b.location_id
                     AND r.product_id = b.product_id AND r.lot_id = b.lot_id), 0)
           OR (b.reserved > 0 AND b.reserved > b.on_hand)",
    ),
    (
        "nothing is worth nothing",
        "SELECT COUNT(*) AS n FROM valuation_balance v WHERE (v.quantity = 0 AND v.amount <> 0)
           OR (v.quantity > 0 AND v.amount < 0) OR (v.quantity < 0 AND v.amount > 0)",
    ),
    (
        "value is the sum of its changes",
        "SELECT COUNT(*) AS n FROM valuation_balance v WHERE
           v.quantity <> COALESCE((SELECT SUM(e.quantity) FROM valuation_entry e WHERE e.valuation_area_id =
             v.valuation_area_id AND e.product_id = v.product_id), 0)
           OR v.amount <> COALESCE((SELECT SUM(e.amount) FROM valuation_entry e WHERE e.valuation_area_id =
             v.valuation_area_id AND e.product_id = v.product_id), 0)
           OR v.last_date <> (SELECT MAX(e.posting_date) FROM valuation_entry e WHERE e.valuation_area_id =
             v.valuation_area_id AND e.product_id = v.product_id)",
    ),
    (
        "each day closes with the sum of the changes until then",
        "SELECT COUNT(*) AS n FROM valuation_day_balance d WHERE
           d.quantity <> COALESCE((SELECT SUM(e.quantity) FROM valuation_entry e WHERE e.valuation_area_id =
             d.valuation_area_id AND e.product_id = d.product_id AND e.posting_date <= d.posting_date), 0)
           OR d.amount <> COALESCE((SELECT SUM(e.amount) FROM valuation_entry e WHERE e.valuation_area_id =
             d.valuation_area_id AND e.product_id = d.product_id AND e.posting_date <= d.posting_date), 0)",
    ),
    (
        "each day with a change has a closing",
        "SELECT COUNT(*) AS n FROM valuation_entry e WHERE NOT EXISTS (SELECT 1 FROM valuation_day_balance d WHERE
           d.valuation_area_id = e.valuation_area_id AND d.product_id = e.product_id AND d.posting_date = e.posting_date)",
    ),
    (
        "what is left of a layer is the layer less its uses",
        "SELECT COUNT(*) AS n FROM valuation_layer l JOIN valuation_layer_rest r ON r.valuation_layer_id = l.id WHERE
           r.quantity <> l.quantity - COALESCE((SELECT SUM(u.quantity) FROM valuation_layer_use u
             WHERE u.valuation_layer_id = l.id), 0)
           OR r.amount <> l.amount - COALESCE((SELECT SUM(u.amount) FROM valuation_layer_use u
             WHERE u.valuation_layer_id = l.id), 0) OR (r.quantity = 0 AND r.amount <> 0)",
    ),
    (
        "the layers of a product add up to its value",
        "SELECT COUNT(*) AS n FROM valuation_balance v JOIN product p ON p.id = v.product_id
           JOIN product_category c ON c.id = p.category_id WHERE c.costing_method = 'fifo' AND v.quantity >= 0 AND
           (v.quantity <> COALESCE((SELECT SUM(r.quantity) FROM valuation_layer_rest r WHERE r.valuation_area_id =
              v.valuation_area_id AND r.product_id = v.product_id), 0)
            OR v.amount <> COALESCE((SELECT SUM(r.amount) FROM valuation_layer_rest r WHERE r.valuation_area_id =
              v.valuation_area_id AND r.product_id = v.product_id), 0))",
    ),
    (
        "value and inventory accounts are the same by product, area and day",
        "SELECT COUNT(*) AS n FROM (
           SELECT x.product_id, x.area, x.day FROM (
             SELECT e.product_id AS product_id, e.valuation_area_id AS area, e.posting_date AS day, e.amount AS amount
               FROM valuation_entry e
             UNION ALL
             SELECT l.product_id, l.valuation_area_id, l.posting_date, l.credit - l.debit
               FROM journal_entry_line l JOIN account a ON a.id = l.account_id WHERE a.control = 'inventory') x
           GROUP BY x.product_id, x.area, x.day HAVING SUM(x.amount) <> 0) y",
    ),
    (
        "stock and value count the same pieces",
        "SELECT COUNT(*) AS n FROM valuation_balance v WHERE v.quantity <>
           COALESCE((SELECT SUM(b.on_hand) FROM stock_balance b JOIN location l ON l.id = b.location_id
             JOIN warehouse w ON w.id = l.warehouse_id WHERE w.valuation_area_id = v.valuation_area_id
             AND b.product_id = v.product_id), 0)",
    ),
];

/// The laws that do not hold.
pub fn broken(conn: &mut Conn) -> Result<Vec<&'static str>> {
    let mut broken = Vec::new();
    for (law, sql) in LAWS {
        let count: Count = diesel::sql_query(*sql).get_result(conn)?;
        if count.n != 0 {
            broken.push(*law);
        }
    }
    Ok(broken)
}
