//! The companies of the demo group.
use crate::ids::CompanyId;
use crate::setup::founding::Founding;

/// A company as it is founded.
pub struct DemoCompany {
    pub code: &'static str,
    name: &'static str,
    pub country: &'static str,
    pub currency: &'static str,
    /// What a euro costs in its currency, for its price lists.
    pub euro_rate: i64,
    street: &'static str,
    postal_code: &'static str,
    pub city: &'static str,
    tax_number: &'static str,
    /// Employees: name and job.
    pub people: [(&'static str, &'static str); 4],
    /// Its part of the group's orders, in percent.
    pub share_percent: usize,
}

/// A company of the demo that has been founded.
#[derive(Clone, Copy)]
pub struct Founded {
    pub id: CompanyId,
    pub demo: &'static DemoCompany,
}

/// Factories in Germany, Taiwan and mainland China, and the service centre of all.
pub const COMPANIES: &[DemoCompany] = &[
    DemoCompany {
        code: "NW",
        name: "Nordwerk Laundry GmbH",
        country: "DE",
        currency: "EUR",
        euro_rate: 1,
        street: "Werftstraße 12",
        postal_code: "24143",
        city: "Kiel",
        tax_number: "DE812345678",
        people: [
            ("Ingrid Olsen", "Managing director"),
            ("Sven Halvorsen", "Sales"),
            ("Wanda Nowak", "Warehouse"),
            ("Alice Chen", "Accounting"),
        ],
        share_percent: 40,
    },
    DemoCompany {
        code: "KC",
        name: "Southern Star Cooling Co., Ltd. 南星冷凍",
        country: "TW",
        currency: "TWD",
        euro_rate: 35,
        street: "中山四路 88 號",
        postal_code: "80661",
        city: "高雄市",
        tax_number: "24536806",
        people: [
            ("林志明", "總經理"),
            ("陳怡君", "業務"),
            ("黃俊傑", "倉管"),
            ("張雅婷", "會計"),
        ],
        share_percent: 25,
    },
    DemoCompany {
        code: "SK",
        name: "苏州厨电有限公司 Suzhou Kitchen",
        country: "CN",
        currency: "CNY",
        euro_rate: 8,
        street: "星湖街 218 号",
        postal_code: "215123",
        city: "苏州市",
        tax_number: "91320594MA1MA1MA1X",
        people: [
            ("王建国", "总经理"),
            ("李娜", "销售"),
            ("赵强", "仓库"),
            ("刘芳", "会计"),
        ],
        share_percent: 25,
    },
    DemoCompany {
        code: "SC",
        name: "Nordwerk Service GmbH",
        country: "DE",
        currency: "EUR",
        euro_rate: 1,
        street: "Holstenbrücke 4",
        postal_code: "24103",
        city: "Kiel",
        tax_number: "DE898765432",
        people: [
            ("Jonas Weber", "Service manager"),
            ("Marie Dubois", "Customer care"),
            ("Tomasz Zieliński", "Technician"),
            ("Elena Rossi", "Technician"),
        ],
        share_percent: 10,
    },
];

impl DemoCompany {
    pub fn founding(&self, first_year: i32, year_count: i32) -> Founding {
        let text = |value: &str| Some(value.to_owned());
        Founding {
            code: self.code.to_owned(),
            name: self.name.to_owned(),
            country: self.country.to_owned(),
            currency: None,
            chart: None,
            fiscal_year_start_month: None,
            language: None,
            street: text(self.street),
            postal_code: text(self.postal_code),
            city: text(self.city),
            tax_number: text(self.tax_number),
            first_year,
            year_count,
        }
    }
}
