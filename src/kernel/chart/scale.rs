//! Where the values and periods of a chart stand, and what is written along its axis.
use crate::kernel::chart::Chart;
use crate::kernel::format::short_units;
use crate::kernel::message::Language;
use rust_decimal::prelude::ToPrimitive;

pub(super) const WIDTH: f64 = 720.0;
pub(super) const LEFT: f64 = 44.0;
pub(super) const RIGHT: f64 = 716.0;
pub(super) const TOP: f64 = 8.0;
pub(super) const BOTTOM: f64 = 212.0;
pub(super) const HEIGHT: f64 = 236.0;

/// Where values and periods stand.
pub(super) struct Scale {
    pub low: f64,
    pub high: f64,
    pub step: f64,
    /// Width of one period.
    pub slot: f64,
}

impl Scale {
    pub fn y(&self, value: f64) -> f64 {
        BOTTOM - (value - self.low) / (self.high - self.low) * (BOTTOM - TOP)
    }
    pub fn left(&self, index: u32) -> f64 {
        LEFT + self.slot * f64::from(index)
    }
    pub fn middle(&self, index: u32) -> f64 {
        self.left(index) + self.slot / 2.0
    }
}

impl Chart {
    /// Bars start at zero; lines alone may start higher.
    pub(super) fn scale(&self) -> Scale {
        let values = || {
            self.series
                .iter()
                .flat_map(|series| series.values.iter().flatten().copied())
        };
        let high = values().fold(0.0_f64, f64::max);
        let low = values().fold(0.0_f64, f64::min);
        let step = nice_step((high - low) / 4.0);
        // There is no half of what is counted.
        let is_counted = values().all(|value| value.fract().abs() < f64::EPSILON);
        let step = if is_counted { step.ceil() } else { step };
        let high = if high > 0.0 { (high / step).ceil() * step } else { 0.0 };
        let low = if low < 0.0 { (low / step).floor() * step } else { 0.0 };
        let high = if high > low { high } else { low + step };
        let count = u32::try_from(self.labels.len().max(1)).unwrap_or(1);
        Scale {
            low,
            high,
            step,
            slot: (RIGHT - LEFT) / f64::from(count),
        }
    }
}

/// 1, 2, 2.5 or 5 times a power of ten, at least as large as asked.
pub(super) fn nice_step(raw: f64) -> f64 {
    if raw <= 0.0 || !raw.is_finite() {
        return 1.0;
    }
    let power = 10_f64.powf(raw.log10().floor());
    [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= raw)
        .unwrap_or(raw)
}

/// Short figures on the axis: 300, 1.2k, 3M; in Chinese 20萬.
pub(super) fn axis_label(value: f64, largest: f64, language: Language) -> String {
    let units = short_units(language)
        .iter()
        .filter_map(|(size, unit)| Some((size.to_f64()?, *unit)));
    let (divisor, unit) = units
        .into_iter()
        .find(|(size, _)| largest >= 2.0 * size)
        .unwrap_or((1.0, ""));
    let text = format!("{:.2}", value / divisor);
    let text = text
        .trim_end_matches('0')
        .trim_end_matches('.')
        .replace('-', "\u{2212}");
    if value.abs() < f64::EPSILON {
        "0".to_string()
    } else {
        format!("{text}{unit}")
    }
}
