//! Check digits of the retail barcodes (EAN-8, UPC-A, EAN-13, GTIN-14).

/// The last digit a barcode of this length would need, when it is a retail barcode with a wrong one.
pub fn expected_check_digit(barcode: &str) -> Option<char> {
    let digits: Vec<u32> = barcode
        .chars()
        .map(|letter| letter.to_digit(10))
        .collect::<Option<_>>()?;
    if !matches!(digits.len(), 8 | 12 | 13 | 14) {
        return None;
    }
    let (last, front) = digits.split_last()?;
    // From the right, the digits before the check digit weigh 3, 1, 3, 1 …
    let weighted = front.iter().rev().zip([3, 1].into_iter().cycle());
    let sum: u32 = weighted.map(|(digit, weight)| digit * weight).sum();
    let wanted = (10 - sum % 10) % 10;
    (wanted != *last).then(|| char::from_digit(wanted, 10)).flatten()
}

#[cfg(test)]
mod tests {
    use super::expected_check_digit;

    #[test]
    fn right_check_digits_pass() {
        // 4006381333931: 4+0·3+0+6·3+3+8·3+1+3·3+3+3·3+9+3·3 = 89, so 1.
        for barcode in ["4006381333931", "96385074", "036000291452", "10012345678902"] {
            assert_eq!(expected_check_digit(barcode), None, "{barcode}");
        }
    }

    #[test]
    fn a_wrong_one_names_the_right_one() {
        assert_eq!(expected_check_digit("4006381333932"), Some('1'));
        assert_eq!(expected_check_digit("96385070"), Some('4'));
    }

    #[test]
    fn other_codes_have_no_check_digit() {
        for barcode in ["", "WM-8020", "12345", "40063813339X1"] {
            assert_eq!(expected_check_digit(barcode), None, "{barcode}");
        }
    }
}
