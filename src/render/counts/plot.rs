//! What charts have in common: their room, their colours, and the words for rows and numbers.
//!
//! It draws nothing.

use std::fmt::Write as _;

use super::report::{CountsReport, percent, share, shown};
use crate::engine::CountRow;
use crate::render::printable::in_one_line;
use crate::render::xml;

/// How wide a chart is, in pixels.
pub(super) const WIDTH: f64 = 800.0;

/// Room around everything.
pub(super) const MARGIN: f64 = 16.0;

/// What is drawn of an answer, and how high it is.
#[derive(Debug, Default)]
pub(super) struct Plot {
    /// The elements.
    pub marks: String,
    /// Their height.
    pub height: f64,
}

/// A series: its colour, its dashes as a line, its fill as a bar.
pub(super) struct Series {
    pub line: &'static str,
    pub dashes: &'static str,
    pub bar: &'static str,
}

/// What series look like, told apart with any eyes and in grey: lines by their dashes, bars by how
/// dark they are, with a dark edge. The colours are those of Okabe and Ito (2008), as lines dark
/// enough on white (WCAG 2.2, 1.4.11).
pub(super) const SERIES: [Series; 6] = [
    Series { line: "#0072b2", dashes: "none", bar: "#0072b2" },
    Series { line: "#d55e00", dashes: "8 4", bar: "#e69f00" },
    Series { line: "#00805f", dashes: "2 3", bar: "#00543e" },
    Series { line: "#a8477f", dashes: "10 3 2 3", bar: "#e8b5d2" },
    Series { line: "#8a6100", dashes: "4 2", bar: "#d55e00" },
    Series { line: "#1a1a1a", dashes: "1 4", bar: "#ffffff" },
];

/// What text, and text that matters less, is written in.
pub(super) const INK: &str = "#1a1a1a";
pub(super) const GREY: &str = "#4d4d4d";

/// Returns how many queries are drawn.
pub(super) fn drawn(report: &CountsReport<'_>) -> usize {
    report.queries.len().min(SERIES.len())
}

/// Returns what a row is called.
pub(super) fn name(report: &CountsReport<'_>, row: &CountRow) -> String {
    let values = report.counts.by.iter().zip(&row.values);
    let values = values.map(|(key, value)| shown(*key, value.as_deref()).into_owned());
    values.collect::<Vec<_>>().join(", ")
}

/// Returns the numbers of a row as people read them.
pub(super) fn numbers(row: &CountRow) -> Vec<String> {
    let number = |count: &u64| match row.of {
        Some(of) => format!("{} ({})", grouped(*count), percent(*count, of)),
        None => grouped(*count),
    };
    row.counts.iter().map(number).collect()
}

/// Returns what is drawn of a number.
pub(super) fn height(row: &CountRow, at: usize) -> f64 {
    match row.of {
        Some(of) if row.marks.is_none() => share(row.counts[at], of),
        _ => row.counts[at] as f64,
    }
}

/// Returns a number in groups of three digits, from five digits on: `36 717`.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let mut text = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('\u{202F}');
        }
        text.push(digit);
    }
    text
}

/// Appends a text at a place.
pub(super) fn write_text(
    marks: &mut String,
    (x, y): (f64, f64),
    anchor: &str,
    fill: &str,
    text: &str,
) {
    let text = escaped(text);
    let _ = writeln!(
        marks,
        "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" fill=\"{fill}\">{text}</text>"
    );
}

/// Returns a text of at most so many characters.
pub(super) fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Returns a text on one line as XML has it.
pub(super) fn escaped(text: &str) -> String {
    xml::escaped(&in_one_line(text))
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn numbers_are_grouped_from_five_digits_on() {
        assert_eq!([7, 5_398, 36_717].map(grouped), ["7", "5398", "36\u{202F}717"]);
        assert_eq!(grouped(1_234_567), "1\u{202F}234\u{202F}567");
    }
}
