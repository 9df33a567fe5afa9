//! What the demo group makes and sells: families of appliances and their parts, named in three languages.

/// A family of products.
pub struct Family {
    /// First letters of its products' codes.
    pub code: &'static str,
    pub category: &'static str,
    pub names: [&'static str; 3],
    /// What its models differ in, also in three languages.
    pub models: &'static [[&'static str; 3]],
    /// Cheapest model, in euros.
    pub base_price: i64,
    /// Code of the company that makes it.
    pub maker: &'static str,
}

/// A category: code, name, is it FIFO.
pub const CATEGORIES: &[(&str, &str, bool)] = &[
    ("LAUNDRY", "Laundry appliances", false),
    ("COOLING", "Cooling appliances", false),
    ("KITCHEN", "Kitchen appliances", true),
    ("PARTS", "Spare parts", false),
    ("SERVICE", "Services", false),
];

const SIZES: &[[&str; 3]] = &[
    ["6 kg", "6 公斤", "6 公斤"],
    ["7 kg", "7 公斤", "7 公斤"],
    ["8 kg", "8 公斤", "8 公斤"],
    ["9 kg", "9 公斤", "9 公斤"],
    ["10 kg", "10 公斤", "10 公斤"],
    ["12 kg", "12 公斤", "12 公斤"],
    ["Eco 8 kg", "節能 8 公斤", "节能 8 公斤"],
    ["Pro 10 kg", "專業 10 公斤", "专业 10 公斤"],
];

const LITRES: &[[&str; 3]] = &[
    ["120 l", "120 公升", "120 升"],
    ["180 l", "180 公升", "180 升"],
    ["240 l", "240 公升", "240 升"],
    ["300 l", "300 公升", "300 升"],
    ["360 l", "360 公升", "360 升"],
    ["450 l", "450 公升", "450 升"],
    ["Frameless 300 l", "無邊框 300 公升", "无边框 300 升"],
    ["Pro 450 l", "專業 450 公升", "专业 450 升"],
];

const WIDTHS: &[[&str; 3]] = &[
    ["45 cm white", "45 公分 白色", "45 厘米 白色"],
    ["45 cm steel", "45 公分 不鏽鋼", "45 厘米 不锈钢"],
    ["60 cm white", "60 公分 白色", "60 厘米 白色"],
    ["60 cm steel", "60 公分 不鏽鋼", "60 厘米 不锈钢"],
    ["60 cm black", "60 公分 黑色", "60 厘米 黑色"],
    ["90 cm steel", "90 公分 不鏽鋼", "90 厘米 不锈钢"],
    ["Built-in 60 cm", "嵌入式 60 公分", "嵌入式 60 厘米"],
    ["Pro 90 cm", "專業 90 公分", "专业 90 厘米"],
];

const FITS: &[[&str; 3]] = &[
    ["for W60 series", "W60 系列用", "W60 系列用"],
    ["for W80 series", "W80 系列用", "W80 系列用"],
    ["for D80 series", "D80 系列用", "D80 系列用"],
    ["for R240 series", "R240 系列用", "R240 系列用"],
    ["for R360 series", "R360 系列用", "R360 系列用"],
    ["for K60 series", "K60 系列用", "K60 系列用"],
    ["for K90 series", "K90 系列用", "K90 系列用"],
    ["universal", "通用型", "通用型"],
];

const HOURS: &[[&str; 3]] = &[["", "", ""]];

const fn family(
    code: &'static str,
    category: &'static str,
    maker: &'static str,
    names: [&'static str; 3],
    models: &'static [[&'static str; 3]],
    base_price: i64,
) -> Family {
    Family {
        code,
        category,
        names,
        models,
        base_price,
        maker,
    }
}

/// The whole range: 37 families of eight models, and four services.
pub const FAMILIES: &[Family] = &[
    family(
        "WF",
        "LAUNDRY",
        "NW",
        ["Front-loading washing machine", "滾筒洗衣機", "滚筒洗衣机"],
        SIZES,
        389,
    ),
    family(
        "WT",
        "LAUNDRY",
        "NW",
        ["Top-loading washing machine", "直立式洗衣機", "波轮洗衣机"],
        SIZES,
        319,
    ),
    family(
        "TD",
        "LAUNDRY",
        "NW",
        ["Heat-pump dryer", "熱泵烘衣機", "热泵烘干机"],
        SIZES,
        549,
    ),
    family(
        "WD",
        "LAUNDRY",
        "NW",
        ["Washer-dryer", "洗脫烘衣機", "洗烘一体机"],
        SIZES,
        699,
    ),
    family("IR", "LAUNDRY", "NW", ["Ironing press", "熨燙機", "熨烫机"], SIZES, 229),
    family("RF", "COOLING", "KC", ["Refrigerator", "電冰箱", "电冰箱"], LITRES, 359),
    family(
        "RC",
        "COOLING",
        "KC",
        ["Fridge-freezer", "雙門冰箱", "双门冰箱"],
        LITRES,
        479,
    ),
    family(
        "FZ",
        "COOLING",
        "KC",
        ["Upright freezer", "直立式冷凍櫃", "立式冷冻柜"],
        LITRES,
        429,
    ),
    family(
        "CF",
        "COOLING",
        "KC",
        ["Chest freezer", "臥式冷凍櫃", "卧式冷冻柜"],
        LITRES,
        299,
    ),
    family("WC", "COOLING", "KC", ["Wine cabinet", "紅酒櫃", "酒柜"], LITRES, 519),
    family("DW", "KITCHEN", "SK", ["Dishwasher", "洗碗機", "洗碗机"], WIDTHS, 399),
    family(
        "OV",
        "KITCHEN",
        "SK",
        ["Electric oven", "電烤箱", "电烤箱"],
        WIDTHS,
        349,
    ),
    family("SO", "KITCHEN", "SK", ["Steam oven", "蒸氣烤爐", "蒸烤箱"], WIDTHS, 649),
    family(
        "HB",
        "KITCHEN",
        "SK",
        ["Induction hob", "電磁爐", "电磁炉"],
        WIDTHS,
        279,
    ),
    family(
        "HD",
        "KITCHEN",
        "SK",
        ["Cooker hood", "抽油煙機", "抽油烟机"],
        WIDTHS,
        199,
    ),
    family(
        "MW",
        "KITCHEN",
        "SK",
        ["Microwave oven", "微波爐", "微波炉"],
        WIDTHS,
        129,
    ),
    family("PB", "PARTS", "SC", ["Drum bearing", "滾筒軸承", "滚筒轴承"], FITS, 38),
    family("PV", "PARTS", "SC", ["Drive belt", "傳動皮帶", "传动皮带"], FITS, 14),
    family("PP", "PARTS", "SC", ["Drain pump", "排水泵", "排水泵"], FITS, 32),
    family("PC", "PARTS", "SC", ["Compressor", "壓縮機", "压缩机"], FITS, 145),
    family("PT", "PARTS", "SC", ["Thermostat", "溫控器", "温控器"], FITS, 19),
    family("PD", "PARTS", "SC", ["Door seal", "門封條", "门封条"], FITS, 24),
    family("PH", "PARTS", "SC", ["Heating element", "加熱管", "加热管"], FITS, 29),
    family(
        "PE",
        "PARTS",
        "SC",
        ["Control board", "控制電路板", "控制电路板"],
        FITS,
        89,
    ),
    family(
        "PF",
        "PARTS",
        "SC",
        ["Lint filter", "棉絮過濾網", "线屑过滤网"],
        FITS,
        9,
    ),
    family("PW", "PARTS", "SC", ["Water valve", "進水閥", "进水阀"], FITS, 22),
    family("PS", "PARTS", "SC", ["Shock absorber", "避震器", "减震器"], FITS, 17),
    family("PM", "PARTS", "SC", ["Fan motor", "風扇馬達", "风扇电机"], FITS, 54),
    family("PL", "PARTS", "SC", ["Lamp", "照明燈", "照明灯"], FITS, 7),
    family("PK", "PARTS", "SC", ["Door handle", "門把手", "门把手"], FITS, 12),
    family("PG", "PARTS", "SC", ["Glass shelf", "玻璃層架", "玻璃搁架"], FITS, 21),
    family("PX", "PARTS", "SC", ["Relay", "繼電器", "继电器"], FITS, 11),
    family("PN", "PARTS", "SC", ["Sensor", "感測器", "传感器"], FITS, 16),
    family("PI", "PARTS", "SC", ["Inlet hose", "進水管", "进水管"], FITS, 8),
    family("PO", "PARTS", "SC", ["Drain hose", "排水管", "排水管"], FITS, 9),
    family("PU", "PARTS", "SC", ["Hinge", "鉸鏈", "铰链"], FITS, 13),
    family("PR", "PARTS", "SC", ["Rack wheel", "碗籃滾輪", "碗篮滚轮"], FITS, 5),
    family("FREIGHT", "SERVICE", "", ["Freight", "運費", "运费"], HOURS, 39),
    family(
        "INSTALL",
        "SERVICE",
        "",
        ["Installation", "安裝服務", "安装服务"],
        HOURS,
        89,
    ),
    family(
        "LABOUR",
        "SERVICE",
        "",
        ["Service hour", "維修工時", "维修工时"],
        HOURS,
        72,
    ),
    family(
        "TRAVEL",
        "SERVICE",
        "",
        ["Travel flat rate", "到府服務費", "上门服务费"],
        HOURS,
        45,
    ),
];
