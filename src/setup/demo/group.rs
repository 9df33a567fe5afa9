//! The companies of the demo group.
use crate::setup::founding::Founding;

/// A company as it is founded.
pub struct DemoCompany {
    code: &'static str,
    name: &'static str,
    country: &'static str,
    street: &'static str,
    postal_code: &'static str,
    city: &'static str,
    tax_number: &'static str,
}

/// Two factories in Europe and Taiwan, one in mainland China, and the service centre of all.
pub const COMPANIES: &[DemoCompany] = &[
    DemoCompany {
        code: "NW",
        name: "Nordwerk Laundry GmbH",
        country: "DE",
        street: "Werftstraße 12",
        postal_code: "24143",
        city: "Kiel",
        tax_number: "DE812345678",
    },
    DemoCompany {
        code: "KC",
        name: "Kaohsiung Cooling Co., Ltd. 高雄冷凍",
        country: "TW",
        street: "中山四路 88 號",
        postal_code: "80661",
        city: "高雄市",
        tax_number: "24536806",
    },
    DemoCompany {
        code: "SK",
        name: "苏州厨电有限公司 Suzhou Kitchen",
        country: "CN",
        street: "星湖街 218 号",
        postal_code: "215123",
        city: "苏州市",
        tax_number: "91320594MA1MA1MA1X",
    },
    DemoCompany {
        code: "SC",
        name: "Nordwerk Service GmbH",
        country: "DE",
        street: "Holstenbrücke 4",
        postal_code: "24103",
        city: "Kiel",
        tax_number: "DE898765432",
    },
];

/// The fiscal years of the demo: two of business, and the current one with the next.
const FIRST_YEAR: i32 = 2024;
const YEAR_COUNT: i32 = 4;

impl DemoCompany {
    pub fn founding(&self) -> Founding {
        let text = |value: &str| Some(value.to_owned());
        Founding {
            code: self.code.to_owned(),
            name: self.name.to_owned(),
            country: self.country.to_owned(),
            currency: None,
            language: None,
            street: text(self.street),
            postal_code: text(self.postal_code),
            city: text(self.city),
            tax_number: text(self.tax_number),
            first_year: FIRST_YEAR,
            year_count: YEAR_COUNT,
        }
    }
}
