//! Records that steps made, and what `@3…` in a step stands for.
use crate::property::stage::Stage;
use diesel::RunQueryDsl;
use diesel::sql_types::BigInt;
use serde_json::Value;

/// A record by its address under `/api/v1`.
#[derive(Debug, Clone)]
pub struct Record {
    pub path: String,
    pub id: i64,
}

#[derive(diesel::QueryableByName)]
struct Id {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

impl Record {
    /// `/orders/sales-orders`
    pub fn kind(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(kind, _)| kind)
    }

    /// The record as the API tells it, if it is still there.
    pub fn get(&self, stage: &Stage) -> Option<Value> {
        let answer = stage.admin.api_get(&self.path);
        (answer.status == 200).then(|| answer.json())
    }

    /// What belongs to it: `items.0` is its first open item, `allocations.0` the first allocation of its open items,
    /// `backorder` the delivery of what it left over; else a member by its path.
    pub fn belonging(&self, stage: &Stage, what: &str) -> Option<i64> {
        let (name, index) = what.split_once('.').unwrap_or((what, "0"));
        let id = self.id;
        let items = format!("SELECT id FROM open_item WHERE origin_id = {id}");
        let sql = match name {
            "items" => format!("{items} ORDER BY id"),
            "allocations" => format!(
                "SELECT id FROM allocation WHERE debit_item_id IN ({items}) OR credit_item_id IN ({items}) ORDER BY id"
            ),
            "backorder" => format!("SELECT id FROM delivery WHERE backorder_of = {id} ORDER BY id"),
            _ => {
                let whole = self.get(stage)?;
                return whole.pointer(&format!("/{}", what.replace('.', "/")))?.as_i64();
            }
        };
        let rows: Vec<Id> = stage.world.read(|conn| Ok(diesel::sql_query(sql).load(conn)?));
        Some(rows.get(index.parse::<usize>().ok()?)?.id)
    }
}
