//! What belongs to a currency by its code alone.

/// Decimals of a currency (ISO 4217); two unless listed.
pub fn currency_decimals(code: &str) -> u32 {
    match code {
        "JPY" | "TWD" | "KRW" | "VND" | "CLP" | "ISK" | "PYG" | "UGX" | "XAF" | "XOF" | "XPF" | "RWF" | "KMF"
        | "GNF" => 0,
        "KWD" | "BHD" | "OMR" | "JOD" | "TND" | "LYD" | "IQD" => 3,
        _ => 2,
    }
}

/// The symbol where it is unambiguous, else the code.
pub fn currency_symbol(code: &str) -> &str {
    match code {
        "EUR" => "€",
        "GBP" => "£",
        "USD" => "$",
        "JPY" => "¥",
        "CNY" => "CN¥",
        "TWD" => "NT$",
        "HKD" => "HK$",
        "INR" => "₹",
        "KRW" => "₩",
        "AUD" => "A$",
        "CAD" => "CA$",
        "BRL" => "R$",
        "VND" => "₫",
        "ILS" => "₪",
        other => other,
    }
}
