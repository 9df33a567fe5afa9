//! The figures of a draft before it is written, for the form that recalculates.
use crate::finance::invoice::DraftInvoice;
use crate::finance::invoice::DraftLine;
use crate::finance::invoice::draft::Basis;
use crate::finance::invoice::draft::Computed;
use crate::finance::invoice::draft::compute;
use crate::finance::invoice::queries;
use crate::kernel::error::Result;
use crate::ledger::currency;
use crate::ledger::tax::CodeOfLine;
use crate::ledger::tax::TaxTable;
use std::collections::BTreeMap;
use tenon_db::Conn;

pub fn preview(conn: &mut Conn, draft: &DraftInvoice) -> Result<Computed> {
    let seller = queries::seller(conn, draft.company)?;
    let codes: Vec<CodeOfLine> = draft.lines.iter().map(DraftLine::code).collect();
    let table = TaxTable::load(conn, draft.company, draft.supply_date, &codes)?;
    let basis = Basis {
        table: &table,
        rounding: seller.tax_rounding,
        decimals: currency::queries::decimals(conn, &draft.currency)?,
        left: &BTreeMap::new(),
        left_taxes: &[],
    };
    compute(draft, &basis)
}
