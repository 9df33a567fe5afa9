//! Names of the demo's customers and suppliers, put together so that they are plausible and all different.

/// A country with what its firms are called there.
pub struct Place {
    pub country: &'static str,
    /// City and postal code.
    pub cities: &'static [(&'static str, &'static str)],
    pub families: &'static [&'static str],
    pub trades: &'static [&'static str],
    pub streets: &'static [&'static str],
    /// What a phone number begins with there.
    pub dial: &'static str,
    /// In Chinese the city comes first, without spaces.
    pub is_chinese: bool,
}

impl Place {
    /// The name and city of its firm of this number: each number another name, as many as the parts allow.
    pub fn firm(&self, number: usize) -> Option<(String, &'static str, &'static str)> {
        let index = number % self.families.len();
        let family = self.families.get(index)?;
        let rest = number / self.families.len();
        let trade = self.trades.get((rest + index) % self.trades.len())?;
        let turn = rest / self.trades.len() + rest % self.trades.len() + index;
        let (city, postal_code) = *self.cities.get(turn % self.cities.len())?;
        let name = match trade.split_once(' ') {
            _ if self.is_chinese => format!("{city}{family}{trade}"),
            Some((trade, form)) => format!("{family} {trade} {city} {form}"),
            None => format!("{family} {trade} {city}"),
        };
        Some((name, city, postal_code))
    }
}

pub const PLACES: &[Place] = &[
    Place {
        country: "DE",
        dial: "+49 40",
        cities: &[
            ("Hamburg", "20095"),
            ("Berlin", "10115"),
            ("München", "80331"),
            ("Leipzig", "04109"),
            ("Bremen", "28195"),
            ("Rostock", "18055"),
        ],
        families: &[
            "Petersen",
            "Schröder",
            "Köhler",
            "Hoffmann",
            "Brandt",
            "Lüders",
            "Vogel",
            "Krause",
            "Weiß",
            "Jansen",
            "Möller",
            "Ziegler",
        ],
        trades: &["Hausgeräte GmbH", "Elektro KG", "Küchenstudio", "Haustechnik AG"],
        streets: &["Hauptstraße", "Bahnhofstraße", "Lindenallee", "Am Markt"],
        is_chinese: false,
    },
    Place {
        country: "NO",
        dial: "+47 55",
        cities: &[
            ("Bergen", "5003"),
            ("Oslo", "0150"),
            ("Trondheim", "7010"),
            ("Stavanger", "4006"),
            ("Tromsø", "9008"),
        ],
        families: &[
            "Halvorsen",
            "Bakke",
            "Nygård",
            "Lunde",
            "Strand",
            "Haugen",
            "Solberg",
            "Dahl",
            "Eide",
            "Moen",
        ],
        trades: &["Elektro AS", "Hvitevarer AS", "Kjøkken AS"],
        streets: &["Strandgaten", "Kirkegata", "Torggata"],
        is_chinese: false,
    },
    Place {
        country: "FR",
        dial: "+33 4",
        cities: &[
            ("Lyon", "69002"),
            ("Lille", "59000"),
            ("Nantes", "44000"),
            ("Bordeaux", "33000"),
            ("Rennes", "35000"),
        ],
        families: &[
            "Moreau",
            "Lefèvre",
            "Garnier",
            "Rousseau",
            "Chevalier",
            "Mistral",
            "Fontaine",
            "Blanchard",
            "Perrin",
            "Leclerc",
        ],
        trades: &["Électroménager SARL", "Cuisines SA", "Maison SAS"],
        streets: &["rue de la République", "avenue Jean Jaurès", "place Bellecour"],
        is_chinese: false,
    },
    Place {
        country: "TW",
        dial: "+886 2",
        cities: &[
            ("臺北市", "10042"),
            ("新北市", "22041"),
            ("臺中市", "40001"),
            ("高雄市", "80252"),
            ("臺南市", "70048"),
            ("新竹市", "30051"),
        ],
        families: &[
            "順發",
            "大同街",
            "永和",
            "金龍",
            "信義",
            "東方",
            "福興",
            "全盛",
            "宏達利",
            "明昌",
        ],
        trades: &["電器行", "家電股份有限公司", "冷凍空調行", "廚具有限公司"],
        streets: &["中正路", "民生東路", "復興北路", "建國路"],
        is_chinese: true,
    },
    Place {
        country: "CN",
        dial: "+86 21",
        cities: &[
            ("上海市", "200001"),
            ("苏州市", "215000"),
            ("杭州市", "310000"),
            ("深圳市", "518000"),
            ("广州市", "510000"),
            ("成都市", "610000"),
        ],
        families: &[
            "海棠", "顺达", "华美", "金陵", "长江", "新光", "鸿运", "天宁", "瑞丰", "百汇",
        ],
        trades: &["家电有限公司", "电器商行", "厨卫有限公司", "贸易有限公司"],
        streets: &["人民路", "中山路", "解放路", "建设路"],
        is_chinese: true,
    },
];

/// Makers of what the group buys: name, country, city.
pub const SUPPLIERS: &[(&str, &str, &str)] = &[
    ("Baltic Steel Sheet Oy", "FI", "Turku"),
    ("Moravia Motors s.r.o.", "CZ", "Brno"),
    ("Polska Pompa Sp. z o.o.", "PL", "Łódź"),
    ("Nordic Electronics AB", "SE", "Västerås"),
    ("Ruhr Lager GmbH", "DE", "Bochum"),
    ("Glaswerk Thüringen GmbH", "DE", "Jena"),
    ("臺灣壓縮機股份有限公司", "TW", "桃園市"),
    ("南方電子股份有限公司", "TW", "臺南市"),
    ("宁波电机有限公司", "CN", "宁波市"),
    ("无锡钢板有限公司", "CN", "无锡市"),
    ("佛山玻璃有限公司", "CN", "佛山市"),
    ("Adriatica Gomma S.r.l.", "IT", "Ancona"),
];
