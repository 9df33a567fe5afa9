//! The picture of a chart: grid, bars, lines, targets, and bands that open the records of a period.
use crate::kernel::chart::Chart;
use crate::kernel::chart::Series;
use crate::kernel::chart::SeriesKind;
use crate::kernel::chart::escaped;
use crate::kernel::chart::scale::BOTTOM;
use crate::kernel::chart::scale::HEIGHT;
use crate::kernel::chart::scale::LEFT;
use crate::kernel::chart::scale::RIGHT;
use crate::kernel::chart::scale::Scale;
use crate::kernel::chart::scale::TOP;
use crate::kernel::chart::scale::WIDTH;
use crate::kernel::chart::scale::axis_label;
use crate::kernel::message::Language;
use std::fmt::Write;

/// Share of a period's width that its bars fill.
const BAR_SHARE: f64 = 0.46;

impl Chart {
    pub(super) fn svg(&self, name: &str, language: Language) -> String {
        let scale = self.scale();
        let mut svg = format!(
            "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"group\" aria-label=\"{name}\"><title>{name}</title>"
        );
        if !self.description.is_empty() {
            let _ = write!(svg, "<desc>{}</desc>", escaped(&self.description));
        }
        grid(&scale, language, &mut svg);
        self.bars(&scale, &mut svg);
        for (index, series) in self.series.iter().enumerate() {
            match series.kind {
                SeriesKind::Bars => {}
                SeriesKind::Target => targets(series, &scale, &mut svg),
                SeriesKind::Line => line(series, "line", self.color(index), &scale, &mut svg),
                SeriesKind::Dashed => line(series, "line line--dash", self.color(index), &scale, &mut svg),
            }
        }
        self.ticks(&scale, &mut svg);
        self.hits(&scale, &mut svg);
        svg.push_str("</svg>");
        svg
    }

    fn bars(&self, scale: &Scale, svg: &mut String) {
        let bars: Vec<(usize, &Series)> = self
            .series
            .iter()
            .enumerate()
            .filter(|(_, series)| series.kind == SeriesKind::Bars)
            .collect();
        let count = f64::from(u32::try_from(bars.len().max(1)).unwrap_or(1));
        let width = scale.slot * BAR_SHARE.max(0.7 * (count - 1.0).min(1.0)) / count;
        let last = self.labels.len().saturating_sub(1);
        for (place, (index, series)) in (0_u32..).zip(bars) {
            let color = self.color(index);
            for (number, (period, value)) in (0_u32..).zip(series.values.iter().enumerate()) {
                let Some(value) = *value else { continue };
                let open = if self.last_open && period == last {
                    " is-open"
                } else {
                    ""
                };
                let x = scale.middle(number) + width * (f64::from(place) - count / 2.0);
                let _ = write!(
                    svg,
                    "<path class=\"bar c{color}{open}\" d=\"{}\"/>",
                    bar_path(scale, x, width, value)
                );
            }
        }
    }

    fn ticks(&self, scale: &Scale, svg: &mut String) {
        let every = u32::try_from(self.labels.len()).unwrap_or(0).div_ceil(16).max(1);
        for (index, label) in (0_u32..).zip(&self.labels) {
            if index.is_multiple_of(every) {
                let label = escaped(label);
                let _ = write!(
                    svg,
                    "<text x=\"{:.1}\" y=\"230\" text-anchor=\"middle\">{label}</text>",
                    scale.middle(index)
                );
            }
        }
    }

    /// Bands that say the figures of a period, and open its records.
    fn hits(&self, scale: &Scale, svg: &mut String) {
        for (number, (index, label)) in (0_u32..).zip(self.labels.iter().enumerate()) {
            let mut tip = escaped(label);
            for series in &self.series {
                let shown = series.shown.get(index).map_or("", String::as_str);
                if !shown.is_empty() {
                    let _ = write!(tip, "&#10;{} {}", escaped(&series.name), escaped(shown));
                }
            }
            let (x, width, height) = (scale.left(number), scale.slot, BOTTOM - TOP);
            let band = format!(
                "<rect class=\"hit\" x=\"{x:.1}\" y=\"{TOP}\" width=\"{width:.1}\" height=\"{height}\" data-tip=\"{tip}\"/>"
            );
            match self.urls.get(index).filter(|url| !url.is_empty()) {
                Some(url) => {
                    let _ = write!(
                        svg,
                        "<a href=\"{}\" aria-label=\"{}\">{band}</a>",
                        escaped(url),
                        escaped(label)
                    );
                }
                None => svg.push_str(&band),
            }
        }
    }
}

fn grid(scale: &Scale, language: Language, svg: &mut String) {
    let mut value = scale.low;
    while value <= scale.high + scale.step / 2.0 {
        let y = scale.y(value);
        let class = if value.abs() < scale.step / 1000.0 {
            "axis"
        } else {
            "grid"
        };
        let _ = write!(
            svg,
            "<line class=\"{class}\" x1=\"{LEFT}\" x2=\"{RIGHT}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>"
        );
        let label = axis_label(value, scale.high.max(-scale.low), language);
        let _ = write!(
            svg,
            "<text x=\"36\" y=\"{:.1}\" text-anchor=\"end\">{label}</text>",
            y + 4.0
        );
        value += scale.step;
    }
}

/// Rounded at the end away from zero.
fn bar_path(scale: &Scale, x: f64, width: f64, value: f64) -> String {
    let (zero, end) = (scale.y(0.0), scale.y(value));
    let radius = 3.0_f64.min((zero - end).abs()).min(width / 2.0);
    let inner = width - 2.0 * radius;
    let turn = if end <= zero { radius } else { -radius };
    format!(
        "M{x:.1} {zero:.1}V{:.1}q0 {:.1} {radius:.1} {:.1}h{inner:.1}q{radius:.1} 0 {radius:.1} {turn:.1}V{zero:.1}Z",
        end + turn,
        -turn,
        -turn
    )
}

fn targets(series: &Series, scale: &Scale, svg: &mut String) {
    let half = scale.slot * 0.29;
    for (index, value) in (0_u32..).zip(&series.values) {
        let Some(value) = value else { continue };
        let (x, y) = (scale.middle(index), scale.y(*value));
        let (from, to) = (x - half, x + half);
        let _ = write!(
            svg,
            "<line class=\"target\" x1=\"{from:.1}\" x2=\"{to:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>"
        );
    }
}

fn line(series: &Series, class: &str, color: usize, scale: &Scale, svg: &mut String) {
    let mut path = String::new();
    let mut pen = 'M';
    for (index, value) in (0_u32..).zip(&series.values) {
        match value {
            Some(value) => {
                let _ = write!(path, "{pen}{:.1} {:.1}", scale.middle(index), scale.y(*value));
                pen = 'L';
            }
            None => pen = 'M',
        }
    }
    let _ = write!(svg, "<path class=\"{class} c{color}\" d=\"{path}\"/>");
}
