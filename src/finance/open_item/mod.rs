//! Open items as finance shows them: the list, setting them against each other, and undoing that. The figures themselves
//! are the ledger's.
pub mod ops;
