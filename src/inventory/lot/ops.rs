//! Lots come into being with the document that first names them.
use crate::ids::LotId;
use crate::ids::ProductId;
use crate::inventory::lot::LotKind;
use crate::inventory::lot::queries;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::search;
use crate::kernel::tx::Tx;
use diesel::prelude::*;
use std::collections::BTreeMap;
use tenon_db::batches;
use tenon_schema::lot;

/// The lots of these codes, made where there is none yet.
pub fn find_or_create(
    tx: &mut Tx<'_>,
    wanted: &BTreeMap<(ProductId, String), LotKind>,
) -> Result<BTreeMap<(ProductId, String), LotId>> {
    if wanted.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut found = queries::by_codes(tx.conn, wanted.keys())?;
    let missing: Vec<(&(ProductId, String), &LotKind)> =
        wanted.iter().filter(|(key, _)| !found.contains_key(*key)).collect();
    let mut rows = Vec::new();
    for ((product, code), kind) in missing {
        let id: LotId = id::new();
        rows.push((
            lot::id.eq(id),
            lot::product_id.eq(*product),
            lot::code.eq(code),
            lot::kind.eq(*kind),
            lot::version.eq(1),
        ));
        found.insert((*product, code.clone()), id);
        let entry = search::Entry {
            subject: id.into(),
            company: None,
            owner: None,
            title: code,
            subtitle: "",
            words: "",
        };
        search::put_document(tx.conn, &entry)?;
    }
    for slice in batches(&rows, 5) {
        tx.conn.later(&diesel::insert_into(lot::table).values(slice))?;
    }
    Ok(found)
}
