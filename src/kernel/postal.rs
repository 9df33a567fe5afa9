//! How a place stands on an envelope: in the usual order of its country.

/// Street, town and country of somebody.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    pub street: &'a str,
    pub postal_code: &'a str,
    pub city: &'a str,
    pub region: &'a str,
    /// Its code.
    pub country: &'a str,
}

/// Where postal code and city stand in the order of the country: largest first in East Asia.
fn is_largest_first(country: &str) -> bool {
    matches!(country, "CN" | "TW" | "HK" | "MO" | "JP" | "KR")
}

/// Where the postal code follows the city.
fn is_code_last(country: &str) -> bool {
    matches!(country, "US" | "CA" | "AU" | "GB" | "IE" | "NZ" | "IN" | "BR" | "VE")
}

fn joined(parts: &[&str], between: &str) -> String {
    let filled: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    filled.join(between)
}

impl Place<'_> {
    /// Written in Chinese in a country that writes the largest first: the name comes last.
    pub fn is_name_last(&self) -> bool {
        let is_han = |letter: char| ('\u{3400}'..='\u{9fff}').contains(&letter);
        is_largest_first(self.country) && self.city.chars().chain(self.street.chars()).any(is_han)
    }

    /// The lines without the name. `country` is what the country is called; empty for a letter within it.
    pub fn lines(&self, country: &str) -> Vec<String> {
        let lines = if self.is_name_last() {
            let place = joined(&[self.region, self.city, self.street], "");
            vec![joined(&[self.postal_code, country], " "), place]
        } else if is_code_last(self.country) {
            let place = joined(&[self.city, self.region, self.postal_code], " ");
            vec![self.street.to_owned(), place, country.to_owned()]
        } else {
            let place = joined(&[self.postal_code, self.city], " ");
            vec![
                self.street.to_owned(),
                place,
                self.region.to_owned(),
                country.to_owned(),
            ]
        };
        lines.into_iter().filter(|line| !line.is_empty()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn a_place_in_china_stands_largest_first_under_its_code() {
        let place = Place {
            street: "星湖街 218 号",
            postal_code: "215123",
            city: "苏州市",
            region: "",
            country: "CN",
        };
        assert_eq!(place.lines("中国"), ["215123 中国", "苏州市星湖街 218 号"]);
        assert_eq!(place.lines(""), ["215123", "苏州市星湖街 218 号"]);
        assert!(place.is_name_last());
        let abroad = Place {
            street: "Xinghu Street 218",
            city: "Suzhou",
            ..place
        };
        assert_eq!(abroad.lines("China"), ["Xinghu Street 218", "215123 Suzhou", "China"]);
    }
}
