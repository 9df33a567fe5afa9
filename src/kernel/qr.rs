//! A text as a QR code, drawn as SVG: dark on white in every theme, so that phones can read it.
use qrcodegen::QrCode;
use qrcodegen::QrCodeEcc;
use std::fmt::Write;

/// Modules of white around the code, as its standard wants.
const QUIET: i32 = 4;

/// Mark-up that holds nothing of the text but its modules; empty when the text is too long for any code.
pub fn svg(text: &str) -> String {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else {
        return String::new();
    };
    let side = code.size() + 2 * QUIET;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            write!(path, "M{},{}h1v1h-1z", x + QUIET, y + QUIET).unwrap_or_default();
        }
    }
    format!(
        "<svg viewBox=\"0 0 {side} {side}\" width=\"200\" height=\"200\" shape-rendering=\"crispEdges\" aria-hidden=\"true\">\
         <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>"
    )
}

#[cfg(test)]
mod tests {
    use super::svg;

    #[test]
    fn a_code_has_a_quiet_zone_and_its_first_finder() {
        let picture = svg("otpauth://totp/x");
        assert!(picture.contains("M4,4h1v1h-1z"));
        assert_eq!(svg(&"x".repeat(5_000)), "");
    }
}
