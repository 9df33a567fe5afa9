//! Sales: quotations and the overview.
mod desk;
mod overview;
mod quotation;
