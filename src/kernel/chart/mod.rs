//! Charts as SVG made on the server: they print, follow the theme, need no script and read as a table.
//! Colours are classes, never values; all texts are escaped here.
mod drawing;
mod scale;

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

impl Chart {
    /// The picture, and the same figures as a table behind "Show as table".
    pub(crate) fn render(&self, name: &str, ui: &Ui<'_>) -> Markup {
        let name = escaped(if self.title.is_empty() { name } else { &self.title });
        // Where it is too wide, its running period is what one sees first.
        let end = if self.last_open { " data-end" } else { "" };
        let mut html = format!("<div class=\"chart-wrap\"{end} tabindex=\"0\" role=\"group\" aria-label=\"{name}\">");
        html.push_str(&self.svg(&name, ui.shell.language));
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
