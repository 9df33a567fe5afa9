//! Sales: quotations.
mod quotation;
