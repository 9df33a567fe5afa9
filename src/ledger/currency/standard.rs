//! The currencies a fresh database knows.
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::tx::Tx;
use diesel::prelude::*;
use tenon_schema::currency;

/// Code, name, symbol, decimals as in ISO 4217; but Taiwan dollars without cents, as its uniform invoices are written.
const CURRENCIES: &[(&str, &str, &str, i32)] = &[
    ("EUR", "Euro", "€", 2),
    ("USD", "US dollar", "$", 2),
    ("CNY", "Renminbi yuan", "¥", 2),
    ("TWD", "New Taiwan dollar", "NT$", 0),
    ("GBP", "Pound sterling", "£", 2),
    ("CHF", "Swiss franc", "CHF", 2),
    ("JPY", "Yen", "¥", 0),
    ("HKD", "Hong Kong dollar", "HK$", 2),
    ("SGD", "Singapore dollar", "S$", 2),
    ("KRW", "Won", "₩", 0),
    ("NOK", "Norwegian krone", "kr", 2),
    ("SEK", "Swedish krona", "kr", 2),
    ("DKK", "Danish krone", "kr", 2),
    ("PLN", "Zloty", "zł", 2),
    ("CZK", "Czech koruna", "Kč", 2),
    ("CAD", "Canadian dollar", "CA$", 2),
    ("AUD", "Australian dollar", "A$", 2),
    ("MXN", "Mexican peso", "MX$", 2),
    ("BRL", "Brazilian real", "R$", 2),
    ("INR", "Indian rupee", "₹", 2),
    ("KWD", "Kuwaiti dinar", "KWD", 3),
];

/// Adds those that are missing. Belongs to the founding of a company, whose event tells of it.
pub fn ensure(tx: &mut Tx<'_>) -> Result<()> {
    let rows: Vec<_> = CURRENCIES
        .iter()
        .map(|(code, name, symbol, decimals)| {
            (
                currency::code.eq(*code),
                currency::id.eq(id::next()),
                currency::name.eq(*name),
                currency::symbol.eq(*symbol),
                currency::decimals.eq(*decimals),
                currency::is_active.eq(true),
                currency::version.eq(1),
            )
        })
        .collect();
    tx.conn.later(
        &diesel::insert_into(currency::table)
            .values(&rows)
            .on_conflict_do_nothing(),
    )?;
    Ok(())
}
