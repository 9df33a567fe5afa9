//! Every column that names a party, also those of departments further right: their tables are known to all, their
//! modules are not. A test compares the list with the foreign keys of the database.

/// What moves to the remaining party when two are merged, and what keeps a party from being deleted.
pub const REFERENCES: &[(&str, &str)] = &[
    ("carrier", "party_id"),
    ("product", "supplier_id"),
    ("open_item", "party_id"),
    ("goods_receipt", "party_id"),
    ("quotation", "party_id"),
    ("sales_order", "party_id"),
    ("delivery", "party_id"),
    ("customer_invoice", "party_id"),
    ("payment", "party_id"),
    ("party", "merged_into"),
];

/// What a party owns: moves with it and is deleted with it.
pub const OWN: &[(&str, &str)] = &[
    ("party_address", "party_id"),
    ("contact", "party_id"),
    ("party_bank_account", "party_id"),
    ("party_terms", "party_id"),
];

/// Posted lines of the ledger are never changed: they keep the merged party, and readers follow its `merged_into`.
pub const POSTED: &[(&str, &str)] = &[("journal_entry_line", "party_id")];

/// Rows that name any record by kind and id, and stand on a record's page.
pub const BY_SUBJECT: &[&str] = &["note", "attachment", "external_id"];
