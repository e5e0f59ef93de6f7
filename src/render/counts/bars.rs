//! Counts by name as bars, one for each row and query.
//!
//! Beside each bar stands its number.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::plot::{INK, Plot, SERIES, WIDTH, drawn, height, name, numbers, shortened, write_text};
use super::report::CountsReport;
use crate::engine::CountRow;

/// How high a bar is, with the room around it.
const BAR: f64 = 26.0;

/// The widest that a name is, in characters, and a character in pixels.
const NAME: (usize, f64) = (34, 7.2);

/// Room on the right of the longest bar, for its number.
const RIGHT: f64 = 130.0;

/// Draws a bar for each row and query; without rows, for each query.
pub(super) fn bars(report: &CountsReport<'_>) -> Plot {
    let rows: Cow<'_, [CountRow]> = match report.counts.by[..] {
        [] => report
            .queries
            .iter()
            .zip(&report.counts.totals)
            .map(|(query, total)| CountRow {
                values: vec![Some(query.name().to_owned())],
                counts: vec![*total],
                of: report.counts.of,
                marks: None,
            })
            .collect(),
        _ => report.rows().0.into(),
    };
    let label = |row: &CountRow| match report.counts.by[..] {
        [] => row.values[0].clone().unwrap_or_default(),
        _ => name(report, row),
    };
    let labels: Vec<String> = rows.iter().map(|row| shortened(&label(row), NAME.0)).collect();
    let widest = labels.iter().map(|label| label.chars().count()).max().unwrap_or(0);
    let left = 24.0 + widest as f64 * NAME.1;
    let room = WIDTH - left - RIGHT;
    let series = if report.counts.by.is_empty() { 1 } else { drawn(report) };
    let heights = rows.iter().flat_map(|row| (0..series).map(|at| height(row, at)));
    let most = heights.fold(0.0_f64, f64::max);
    let mut plot = Plot::default();
    for (row, label) in rows.iter().zip(&labels) {
        let middle = plot.height + BAR * series as f64 / 2.0 + 4.0;
        write_text(&mut plot.marks, (left - 8.0, middle), "end", INK, label);
        for (at, number) in numbers(row).iter().enumerate().take(series) {
            let width = if most > 0.0 { room * height(row, at) / most } else { 0.0 };
            let y = plot.height + BAR * at as f64;
            let _ = writeln!(
                plot.marks,
                "<rect x=\"{left:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{:.1}\" \
                 fill=\"{}\" stroke=\"{INK}\" stroke-width=\"0.8\"/>",
                y + 3.0,
                BAR - 6.0,
                SERIES[at].bar
            );
            let place = (left + width + 6.0, y + BAR / 2.0 + 4.0);
            write_text(&mut plot.marks, place, "start", INK, number);
        }
        plot.height += BAR * series as f64 + if series > 1 { 8.0 } else { 0.0 };
    }
    plot
}
