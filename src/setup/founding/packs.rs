//! What a company of a country starts with: its chart of accounts, its taxes, its time zone.

/// A tax on sales and the class of products that gets it at home.
#[derive(Debug, Clone, Copy)]
pub struct StandardTax {
    pub code: &'static str,
    pub name: &'static str,
    /// Class of products; empty for one that only a position abroad uses.
    pub class: &'static str,
    pub rate_percent: i64,
    /// The first day of the rate, so that older documents find none rather than a wrong one.
    pub start_date: (i32, u32, u32),
    /// What the law wants said on the invoice.
    pub note: &'static str,
}

/// A country's beginnings.
#[derive(Debug, Clone, Copy)]
pub struct CountryPack {
    pub country: &'static str,
    pub chart: &'static str,
    pub currency: &'static str,
    pub time_zone: &'static str,
    pub language: &'static str,
    pub taxes: &'static [StandardTax],
}

/// Classes of products that every pack has a tax for.
pub const TAX_CLASSES: &[&str] = &["standard", "reduced", "exempt"];

/// Every pack there is. Rates: Germany § 12 UStG (19 and 7 % since 2007; the lowered rates of July to December 2020 are
/// not kept), Taiwan 加值型及非加值型營業稅法 art. 10 (5 % since 1986), mainland China 财政部 税务总局 海关总署公告2019年第39号
/// (13 and 9 % since April 2019); the United States have no federal tax on sales.
pub const PACKS: &[CountryPack] = &[
    CountryPack {
        country: "DE",
        chart: "ifrs",
        currency: "EUR",
        time_zone: "Europe/Berlin",
        language: "en",
        taxes: &[
            tax("VAT19", "VAT 19 %", "standard", 19, (2007, 1, 1)),
            tax("VAT7", "VAT 7 %", "reduced", 7, (2007, 1, 1)),
            StandardTax {
                note: "Exempt from VAT under § 4 UStG",
                ..tax("EXEMPT", "VAT exempt", "exempt", 0, (1900, 1, 1))
            },
            StandardTax {
                note: "Tax-free export, § 4 No. 1 UStG",
                ..tax("EXPORT", "Export", "", 0, (1900, 1, 1))
            },
        ],
    },
    CountryPack {
        country: "TW",
        chart: "ifrs",
        currency: "TWD",
        time_zone: "Asia/Taipei",
        language: "zh-Hant",
        taxes: &[
            tax("BT5", "營業稅 5 %", "standard", 5, (1986, 4, 1)),
            tax("BT5R", "營業稅 5 %", "reduced", 5, (1986, 4, 1)),
            StandardTax {
                note: "免稅",
                ..tax("BT0", "免稅", "exempt", 0, (1900, 1, 1))
            },
            StandardTax {
                note: "零稅率：外銷貨物",
                ..tax("EXPORT", "零稅率", "", 0, (1900, 1, 1))
            },
        ],
    },
    CountryPack {
        country: "CN",
        chart: "cn",
        currency: "CNY",
        time_zone: "Asia/Shanghai",
        language: "zh-Hans",
        taxes: &[
            tax("VAT13", "增值税 13 %", "standard", 13, (2019, 4, 1)),
            tax("VAT9", "增值税 9 %", "reduced", 9, (2019, 4, 1)),
            StandardTax {
                note: "免税",
                ..tax("EXEMPT", "免税", "exempt", 0, (1900, 1, 1))
            },
            StandardTax {
                note: "出口货物，零税率",
                ..tax("EXPORT", "出口零税率", "", 0, (1900, 1, 1))
            },
        ],
    },
    CountryPack {
        country: "US",
        chart: "ifrs",
        currency: "USD",
        time_zone: "America/New_York",
        language: "en",
        taxes: &[
            tax("NOTAX", "No sales tax", "standard", 0, (1900, 1, 1)),
            tax("NOTAXR", "No sales tax, reduced", "reduced", 0, (1900, 1, 1)),
            tax("EXEMPT", "Tax exempt", "exempt", 0, (1900, 1, 1)),
            tax("EXPORT", "Export", "", 0, (1900, 1, 1)),
        ],
    },
];

const fn tax(
    code: &'static str,
    name: &'static str,
    class: &'static str,
    rate_percent: i64,
    start_date: (i32, u32, u32),
) -> StandardTax {
    StandardTax {
        code,
        name,
        class,
        rate_percent,
        start_date,
        note: "",
    }
}

/// The pack of a country (ISO 3166 code).
pub fn find(country: &str) -> Option<&'static CountryPack> {
    PACKS.iter().find(|pack| pack.country == country)
}
