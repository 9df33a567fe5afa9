//! Charts as SVG made on the server: they print, follow the theme, need no script and read as a table.
//! Colours are classes, never values; all texts are escaped here.
use crate::kernel::view::ui::Markup;
use crate::kernel::view::ui::Ui;
use std::fmt::Write;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SeriesKind {
    #[default]
    Bars,
    Line,
    /// Dashed line: last year.
    Dashed,
    /// A tick across each bar.
    Target,
}

/// One row of figures; `shown` are the same values formatted, for hints and the table.
#[derive(Debug, Clone, Default)]
pub struct Series {
    pub name: String,
    pub kind: SeriesKind,
    /// None leaves a gap.
    pub values: Vec<Option<f64>>,
    pub shown: Vec<String>,
}

#[derive(Debug, Clone, Default)]
pub struct Chart {
    pub title: String,
    /// What a reader would say about it in a sentence.
    pub description: String,
    /// Head of the first column of the table ("Week").
    pub label_head: String,
    pub labels: Vec<String>,
    /// At most four.
    pub series: Vec<Series>,
    /// The last period is still running.
    pub last_open: bool,
    /// One per label when periods link to their records; else empty.
    pub urls: Vec<String>,
}

const WIDTH: f64 = 720.0;
const LEFT: f64 = 44.0;
const RIGHT: f64 = 716.0;
const TOP: f64 = 8.0;
const BOTTOM: f64 = 212.0;
const HEIGHT: f64 = 236.0;
/// Share of a period's width that its bars fill.
const BAR_SHARE: f64 = 0.46;

/// Where values and periods stand.
struct Scale {
    low: f64,
    high: f64,
    step: f64,
    /// Width of one period.
    slot: f64,
}

impl Scale {
    fn y(&self, value: f64) -> f64 {
        BOTTOM - (value - self.low) / (self.high - self.low) * (BOTTOM - TOP)
    }
    fn left(&self, index: u32) -> f64 {
        LEFT + self.slot * f64::from(index)
    }
    fn middle(&self, index: u32) -> f64 {
        self.left(index) + self.slot / 2.0
    }
}

impl Chart {
    /// The picture, and the same figures as a table behind "Show as table".
    pub(crate) fn render(&self, name: &str, ui: &Ui<'_>) -> Markup {
        let name = escaped(if self.title.is_empty() { name } else { &self.title });
        // Where it is too wide, its running period is what one sees first.
        let end = if self.last_open { " data-end" } else { "" };
        let mut html = format!("<div class=\"chart-wrap\"{end} tabindex=\"0\" role=\"group\" aria-label=\"{name}\">");
        html.push_str(&self.svg(&name));
        html.push_str("</div>");
        html.push_str(&self.table(&name, &ui.t("kernel-chart-table")));
        Markup::trusted(html)
    }

    /// Names and marks of the series.
    pub(crate) fn legend(&self) -> Markup {
        let mut html = String::new();
        if self.series.len() > 1 {
            html.push_str("<ul class=\"legend\">");
            for (index, series) in self.series.iter().enumerate() {
                let mark = match series.kind {
                    SeriesKind::Bars => "",
                    SeriesKind::Line => "is-line",
                    SeriesKind::Dashed => "is-dash",
                    SeriesKind::Target => "is-tick",
                };
                let color = self.color(index);
                let name = escaped(&series.name);
                let _ = write!(
                    html,
                    "<li><i class=\"{mark}\" style=\"--c:var(--chart-{color})\"></i>{name}</li>"
                );
            }
            html.push_str("</ul>");
        }
        Markup::trusted(html)
    }

    /// Dashed comparisons are grey; the others take the fixed order.
    fn color(&self, index: usize) -> usize {
        match self.series.get(index).map(|series| series.kind) {
            Some(SeriesKind::Dashed) => 6,
            Some(SeriesKind::Bars | SeriesKind::Line | SeriesKind::Target) | None => index % 5 + 1,
        }
    }

    fn svg(&self, name: &str) -> String {
        let scale = self.scale();
        let mut svg = format!(
            "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"group\" aria-label=\"{name}\"><title>{name}</title>"
        );
        if !self.description.is_empty() {
            let _ = write!(svg, "<desc>{}</desc>", escaped(&self.description));
        }
        grid(&scale, &mut svg);
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

    /// Bars start at zero; lines alone may start higher.
    fn scale(&self) -> Scale {
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

    fn table(&self, name: &str, show_as_table: &str) -> String {
        let mut html = format!(
            "<details class=\"chart-table no-print\"><summary>{}</summary><div class=\"table-wrap\" tabindex=\"0\" role=\"group\" aria-label=\"{name}\"><table class=\"table\"><thead><tr><th scope=\"col\">{}</th>",
            escaped(show_as_table),
            escaped(&self.label_head)
        );
        for series in &self.series {
            let _ = write!(html, "<th scope=\"col\" class=\"num\">{}</th>", escaped(&series.name));
        }
        html.push_str("</tr></thead><tbody>");
        for (index, label) in self.labels.iter().enumerate() {
            let label = escaped(label);
            match self.urls.get(index).filter(|url| !url.is_empty()) {
                Some(url) => {
                    let _ = write!(html, "<tr><td><a href=\"{}\">{label}</a></td>", escaped(url));
                }
                None => {
                    let _ = write!(html, "<tr><td>{label}</td>");
                }
            }
            for series in &self.series {
                let shown = series.shown.get(index).map_or("", String::as_str);
                let _ = write!(html, "<td class=\"num\">{}</td>", escaped(shown));
            }
            html.push_str("</tr>");
        }
        html.push_str("</tbody></table></div></details>");
        html
    }
}

fn grid(scale: &Scale, svg: &mut String) {
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
        let label = axis_label(value, scale.high.max(-scale.low));
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

/// 1, 2, 2.5 or 5 times a power of ten, at least as large as asked.
fn nice_step(raw: f64) -> f64 {
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

/// Short figures on the axis: 300, 1.2k, 3M.
fn axis_label(value: f64, largest: f64) -> String {
    let (divisor, unit) = match largest {
        largest if largest >= 2_000_000.0 => (1_000_000.0, "M"),
        largest if largest >= 2_000.0 => (1_000.0, "k"),
        _ => (1.0, ""),
    };
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

/// The small line under a key figure.
pub fn sparkline(values: &[f64]) -> String {
    if values.len() < 2 {
        return String::new();
    }
    let high = values.iter().copied().fold(f64::MIN, f64::max);
    let low = values.iter().copied().fold(f64::MAX, f64::min);
    let range = if high > low { high - low } else { 1.0 };
    let step = 160.0 / f64::from(u32::try_from(values.len() - 1).unwrap_or(1));
    let mut path = String::new();
    for (index, value) in (0_u32..).zip(values) {
        let pen = if index == 0 { 'M' } else { 'L' };
        let _ = write!(
            path,
            "{pen}{:.1} {:.1}",
            step * f64::from(index),
            29.0 - (value - low) / range * 26.0
        );
    }
    format!(
        "<svg class=\"spark\" viewBox=\"0 0 160 32\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><path class=\"area\" d=\"{path}L160 32L0 32Z\"/><path d=\"{path}\"/></svg>"
    )
}

/// For text and attributes alike.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
#[path = "chart_tests.rs"]
mod tests;
