use super::*;
use crate::kernel::chart::scale::axis_label;
use crate::kernel::chart::scale::nice_step;
use crate::kernel::message::Language;
use crate::kernel::view::shell::Shell;

fn chart() -> Chart {
    Chart {
        title: "Intake <per> week".to_string(),
        label_head: "Week".to_string(),
        labels: vec!["W46".to_string(), "W47".to_string()],
        series: vec![
            Series {
                name: "Intake".to_string(),
                values: vec![Some(328.0), Some(186.0)],
                shown: vec!["328".to_string(), "186".to_string()],
                ..Series::default()
            },
            Series {
                name: "Target".to_string(),
                kind: SeriesKind::Target,
                values: vec![Some(310.0), None],
                ..Series::default()
            },
        ],
        last_open: true,
        ..Chart::default()
    }
}

#[test]
fn a_chart_is_a_picture_and_a_table() {
    let html = chart().render("Intake", &Ui::new(&Shell::default())).to_string();
    assert_eq!(html.matches("class=\"bar c1").count(), 2);
    assert_eq!(html.matches("is-open").count(), 1);
    assert_eq!(html.matches("class=\"target\"").count(), 1);
    assert!(html.contains("<td class=\"num\">186</td>"));
    assert!(html.contains("Intake &lt;per&gt; week") && !html.contains("<per>"));
}

#[test]
fn scales_are_round_and_hold_every_value() {
    let scale = chart().scale();
    assert!(scale.high >= 328.0 && (scale.high / scale.step).fract() < 1e-9);
    assert!(scale.y(0.0) > scale.y(328.0));
    assert!((nice_step(82.0) - 100.0).abs() < 1e-9);
    assert_eq!(axis_label(1_500.0, 4_000.0, Language::English), "1.5k");
    assert_eq!(axis_label(-200.0, 400.0, Language::English), "\u{2212}200");
    assert_eq!(axis_label(200_000.0, 800_000.0, Language::English), "200k");
    assert_eq!(axis_label(200_000.0, 800_000.0, Language::TraditionalChinese), "20萬");
    assert_eq!(axis_label(4_000.0, 8_000.0, Language::SimplifiedChinese), "4000");
}

#[test]
fn empty_and_flat_figures_do_no_harm() {
    assert!(
        !Chart::default()
            .render("", &Ui::new(&Shell::default()))
            .to_string()
            .contains("NaN")
    );
    assert_eq!(sparkline(&[1.0]), "");
    assert!(!sparkline(&[2.0, 2.0]).contains("NaN"));
}
