//! The units every group starts with, and what they convert into.
use crate::catalog::unit::Dimension;

/// Code, name, 繁體中文, 简体中文, dimension, decimals.
pub(super) const UNITS: &[(&str, &str, &str, &str, Dimension, i32)] = &[
    ("pcs", "Piece", "件", "件", Dimension::Count, 0),
    ("pair", "Pair", "雙", "双", Dimension::Count, 0),
    ("set", "Set", "組", "套", Dimension::Count, 0),
    ("doz", "Dozen", "打", "打", Dimension::Count, 0),
    ("box", "Box", "盒", "盒", Dimension::Count, 0),
    ("ctn", "Carton", "箱", "箱", Dimension::Count, 0),
    ("plt", "Pallet", "棧板", "托盘", Dimension::Count, 0),
    ("g", "Gram", "公克", "克", Dimension::Weight, 3),
    ("kg", "Kilogram", "公斤", "千克", Dimension::Weight, 3),
    ("t", "Tonne", "公噸", "吨", Dimension::Weight, 6),
    ("ml", "Millilitre", "毫升", "毫升", Dimension::Volume, 3),
    ("l", "Litre", "公升", "升", Dimension::Volume, 3),
    ("m3", "Cubic metre", "立方公尺", "立方米", Dimension::Volume, 6),
    ("mm", "Millimetre", "公釐", "毫米", Dimension::Length, 3),
    ("m", "Metre", "公尺", "米", Dimension::Length, 3),
    ("m2", "Square metre", "平方公尺", "平方米", Dimension::Area, 6),
    ("h", "Hour", "小時", "小时", Dimension::Time, 2),
    ("day", "Day", "天", "天", Dimension::Time, 2),
];

/// One of the first is so many of the second.
pub(super) const CONVERSIONS: &[(&str, &str, i64)] = &[
    ("pair", "pcs", 2),
    ("doz", "pcs", 12),
    ("kg", "g", 1_000),
    ("t", "kg", 1_000),
    ("l", "ml", 1_000),
    ("m3", "l", 1_000),
    ("m", "mm", 1_000),
];
