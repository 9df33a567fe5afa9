//! What e-mail addresses, phone numbers, web addresses and tax numbers look like. Formats are demanded; a wrong check
//! digit only warns, because offices do issue odd numbers.
use crate::kernel::error::Message;
use crate::kernel::error::Problem;
use crate::kernel::input::path;
use crate::kernel::message::Language;
use crate::party::NewParty;
use crate::party::ROWS_MAX;

/// Fewest and most digits of a phone number.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 3..=20;
/// Shortest and longest tax number where the country's own form is not known.
const TAX_NUMBER_LENGTH: std::ops::RangeInclusive<usize> = 4..=20;

/// What is wrong with an e-mail address.
pub fn email(text: &str) -> Option<Message> {
    let plain = |letter: char| letter.is_whitespace() || letter.is_control() || "<>(),;:\"".contains(letter);
    let is_fine = text.split_once('@').is_some_and(|(local, domain)| {
        let labels: Vec<&str> = domain.split('.').collect();
        !local.is_empty()
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !text.chars().any(plain)
            && !domain.contains('@')
            && labels.len() >= 2
            && labels.iter().all(|label| !label.is_empty() && !label.starts_with('-'))
    });
    (!is_fine).then(|| Message::new("problem-email").with("value", text))
}

/// What is wrong with a phone number.
pub fn phone(text: &str) -> Option<Message> {
    let (number, extension) = match text.split_once(['x', '#']) {
        Some((number, extension)) => (number, extension),
        None => (text, ""),
    };
    let allowed = |letter: char| letter.is_ascii_digit() || " +()-./".contains(letter);
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let is_plus_first = number.trim_start().rfind('+').is_none_or(|place| place == 0);
    let is_fine = number.chars().all(allowed)
        && PHONE_DIGITS.contains(&digits)
        && is_plus_first
        && extension
            .trim()
            .chars()
            .all(|letter| letter.is_ascii_digit() || letter == ' ');
    (!is_fine).then(|| Message::new("problem-phone").with("value", text))
}

/// What is wrong with the address of a web site.
pub fn website(text: &str) -> Option<Message> {
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))
        .unwrap_or(text);
    let is_fine = !host.contains("://")
        && !host.contains(char::is_whitespace)
        && host.split('/').next().is_some_and(|host| host.contains('.'));
    (!is_fine).then(|| Message::new("problem-website").with("value", text))
}

/// The digits a phone number is compared by: its last eight, however country and area were written.
pub fn phone_key(text: &str) -> String {
    let number = text.split(['x', '#']).next().unwrap_or("");
    let digits: Vec<char> = number.chars().filter(char::is_ascii_digit).collect();
    let start = digits.len().saturating_sub(8);
    digits.into_iter().skip(start).collect()
}

/// An e-mail address as it is stored and compared.
pub fn plain_email(text: &str) -> String {
    text.trim().to_lowercase()
}

/// A tax number as it is stored and compared: capitals and digits only.
pub fn plain_tax_number(text: &str) -> String {
    let kept = text.chars().filter(|letter| letter.is_alphanumeric());
    kept.flat_map(char::to_uppercase).collect()
}

/// The forms of a country's tax number: `#` a digit, `?` a capital, `*` either; all else stands for itself.
fn patterns(country: &str) -> &'static [&'static str] {
    match country {
        "AT" => &["ATU########"],
        "BE" => &["BE##########", "##########"],
        "CH" => &["CHE#########", "CHE#########MWST", "CHE#########TVA", "CHE#########IVA"],
        "CN" => &["******************", "###############"],
        "CZ" => &["CZ########", "CZ#########", "CZ##########"],
        "DE" => &["DE#########", "###########", "##########"],
        "DK" => &["DK########", "########"],
        "ES" => &["ES*#######*", "*#######*"],
        "FI" => &["FI########", "########"],
        "FR" => &["FR**#########", "#########", "##############"],
        "GB" => &["GB#########", "#########", "GB############"],
        "IE" => &["IE#*#####?", "IE#######?", "IE#######??"],
        "IT" => &["IT###########", "###########"],
        "LU" => &["LU########"],
        "NL" => &["NL#########B##"],
        "NO" => &["#########", "#########MVA", "NO#########MVA", "NO#########"],
        "PL" => &["PL##########", "##########"],
        "PT" => &["PT#########", "#########"],
        "SE" => &["SE############", "##########"],
        "TW" => &["########"],
        _ => &[],
    }
}

fn fits(pattern: &str, number: &str) -> bool {
    let is_of = |(wanted, letter): (char, char)| match wanted {
        '#' => letter.is_ascii_digit(),
        '?' => letter.is_ascii_uppercase(),
        '*' => letter.is_ascii_digit() || letter.is_ascii_uppercase(),
        other => letter == other,
    };
    pattern.len() == number.len() && pattern.chars().zip(number.chars()).all(is_of)
}

/// What is wrong with the form of a plain tax number.
pub fn tax_number(country: &str, number: &str) -> Option<Message> {
    let known = patterns(country);
    let is_fine = if known.is_empty() {
        TAX_NUMBER_LENGTH.contains(&number.chars().count()) && number.chars().any(|letter| letter.is_ascii_digit())
    } else {
        known.iter().any(|pattern| fits(pattern, number))
    };
    let message = || match known.first() {
        Some(pattern) => Message::new("problem-tax-number-of")
            .with("value", number)
            .with("pattern", example(pattern)),
        None => Message::new("problem-tax-number").with("value", number),
    };
    (!is_fine).then(message)
}

/// A pattern as an example that people can read: digits counted up, capitals as X.
fn example(pattern: &str) -> String {
    let digits = "123456789012345678".chars();
    let shown = pattern.chars().zip(digits).map(|(wanted, digit)| match wanted {
        '#' | '*' => digit,
        '?' => 'X',
        other => other,
    });
    shown.collect()
}

/// Whether the check digit is right; numbers whose rule is not known pass.
pub fn has_right_check_digit(country: &str, number: &str) -> bool {
    match country {
        "DE" if number.starts_with("DE") => german(number.trim_start_matches("DE")),
        "TW" => taiwanese(number),
        "CN" if number.len() == 18 => chinese(number),
        _ => true,
    }
}

fn digits(text: &str) -> Vec<u32> {
    text.chars().filter_map(|letter| letter.to_digit(10)).collect()
}

/// USt-IdNr.: ISO 7064, MOD 11,10.
fn german(number: &str) -> bool {
    let digits = digits(number);
    let Some((check, rest)) = digits.split_last() else {
        return false;
    };
    let product = rest.iter().fold(10, |product, digit| {
        let sum = (digit + product) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    (11 - product) % 10 == *check
}

/// 統一編號: digits times 1 2 1 2 1 2 4 1, the sums of the products' digits divisible by 5; a 7 in the seventh place
/// counts 0 or 1.
fn taiwanese(number: &str) -> bool {
    let digits = digits(number);
    let sum: u32 = digits
        .iter()
        .zip([1, 2, 1, 2, 1, 2, 4, 1])
        .map(|(digit, weight)| digit * weight / 10 + digit * weight % 10)
        .sum();
    let has_seven = digits.get(6) == Some(&7);
    // 7 × 4 is 28, whose digits make 10 and then 1 or 0: the sum counts 10 for it, which is 0 modulo 5.
    sum.is_multiple_of(5) || (has_seven && (sum + 1).is_multiple_of(5))
}

/// 统一社会信用代码 (GB 32100): letters without I, O, S, V, Z; weights are powers of 3 modulo 31.
fn chinese(number: &str) -> bool {
    const LETTERS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let values: Option<Vec<usize>> = number.chars().map(|letter| LETTERS.find(letter)).collect();
    let Some(values) = values else { return false };
    let Some((check, rest)) = values.split_last() else {
        return false;
    };
    let (sum, _) = rest
        .iter()
        .fold((0, 1), |(sum, weight), value| (sum + value * weight, weight * 3 % 31));
    (31 - sum % 31) % 31 == *check
}

/// Everything that is wrong with the texts of a party, field by field.
pub fn problems(new: &NewParty) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut note = |at: String, problem: Option<Message>| {
        found.extend(problem.map(|message| Problem::new(at, message)));
    };
    note("email".to_owned(), new.email.as_deref().and_then(email));
    note("phone".to_owned(), new.phone.as_deref().and_then(phone));
    note("website".to_owned(), new.website.as_deref().and_then(website));
    let number = new.tax_number.as_deref().map(plain_tax_number);
    note(
        "tax_number".to_owned(),
        number.and_then(|number| tax_number(new.country_code(), &number)),
    );
    let is_unknown = |code: &&str| Language::OFFERED.iter().all(|language| language.code() != *code);
    let language = new.language.as_deref().filter(is_unknown);
    note(
        "language".to_owned(),
        language.map(|code| Message::new("problem-not-a-choice").with("value", code)),
    );
    let is_nothing = !new.is_customer && !new.is_supplier && !new.is_carrier;
    note(
        "is_customer".to_owned(),
        is_nothing.then(|| Message::new("party-without-role")),
    );
    let counts = [
        ("addresses", new.addresses.len()),
        ("contacts", new.contacts.len()),
        ("bank_accounts", new.bank_accounts.len()),
    ];
    for (list, count) in counts {
        let is_long = i64::try_from(count).is_ok_and(|count| count > ROWS_MAX);
        let message = || Message::new("problem-too-many").with("max", ROWS_MAX);
        note(list.to_owned(), is_long.then(message));
    }
    for (place, address) in new.addresses.iter().enumerate() {
        let at = path(&path("addresses", &place.to_string()), "street");
        note(at, address.is_blank().then(|| Message::new("problem-required")));
    }
    for (place, contact) in new.contacts.iter().enumerate() {
        let at = path("contacts", &place.to_string());
        note(path(&at, "email"), contact.email.as_deref().and_then(email));
        note(path(&at, "phone"), contact.phone.as_deref().and_then(phone));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::email;
    use super::has_right_check_digit;
    use super::phone;
    use super::phone_key;
    use super::plain_tax_number;
    use super::problems;
    use super::tax_number;
    use super::website;
    use crate::kernel::country::Country;
    use crate::party::NewParty;

    #[test]
    fn addresses_of_mail_and_web() {
        for good in ["a@b.de", "first.last+tag@sub.example.com", "王@例子.中国"] {
            assert!(email(good).is_none(), "{good}");
        }
        for bad in [
            "", "a", "a@b", "a@@b.de", "a b@c.de", "a@b..de", "@b.de", "a@.de", ".a@b.de",
        ] {
            assert!(email(bad).is_some(), "{bad}");
        }
        assert!(website("www.example.com").is_none());
        assert!(website("https://example.com/shop").is_none());
        assert!(website("ftp://example.com").is_some());
        assert!(website("example").is_some());
    }

    #[test]
    fn phone_numbers_as_people_write_them() {
        for good in [
            "030-0074321",
            "(5) 555-4729",
            "+47 22 12 34 56",
            "0921-12 34 65",
            "(1) 42.34.22.66",
            "02-2345-6789#123",
        ] {
            assert!(phone(good).is_none(), "{good}");
        }
        for bad in ["", "12", "call me", "12+34567", "123456789012345678901"] {
            assert!(phone(bad).is_some(), "{bad}");
        }
        assert_eq!(phone_key("+47 22 12 34 56"), phone_key("22123456"));
        assert_ne!(phone_key("22123456"), phone_key("22123457"));
    }

    #[test]
    fn tax_numbers_have_the_form_of_their_country() {
        assert_eq!(plain_tax_number("de 136.695-976"), "DE136695976");
        for (country, number) in [
            ("DE", "DE136695976"),
            ("AT", "ATU12345678"),
            ("ES", "ESX1234567L"),
            ("NL", "NL123456789B01"),
            ("IE", "IE1234567WA"),
            ("NO", "923609016MVA"),
            ("TW", "04595257"),
            ("CN", "91330106673959654P"),
            ("US", "123456789"),
            ("", "X1234"),
        ] {
            assert!(tax_number(country, number).is_none(), "{country} {number}");
        }
        for (country, number) in [
            ("DE", "FR136695976"),
            ("AT", "AT12345678"),
            ("NL", "NL123456789C01"),
            ("TW", "1234567"),
            ("CN", "123"),
            ("US", "1"),
            ("US", "NONE"),
        ] {
            assert!(tax_number(country, number).is_some(), "{country} {number}");
        }
    }

    #[test]
    fn check_digits() {
        assert!(has_right_check_digit("DE", "DE136695976"));
        assert!(!has_right_check_digit("DE", "DE136695975"));
        assert!(has_right_check_digit("TW", "04595257"));
        assert!(!has_right_check_digit("TW", "04595258"));
        assert!(has_right_check_digit("CN", "91330106673959654P"));
        assert!(!has_right_check_digit("CN", "91330106673959654Q"));
        assert!(has_right_check_digit("US", "123456789"));
    }

    #[test]
    fn all_problems_are_named_with_their_fields() {
        let mut new = NewParty::named("Halvorsen");
        new.email = Some("nobody".to_owned());
        new.phone = Some("none".to_owned());
        new.country = Country::find("DE");
        new.tax_number = Some("12".to_owned());
        new.language = Some("xx".to_owned());
        let fields: Vec<String> = problems(&new).into_iter().map(|problem| problem.field).collect();
        assert_eq!(fields, ["email", "phone", "tax_number", "language", "is_customer"]);
    }
}
