//! Counts over time as lines, one for each query.
//!
//! Rows that have no time as precise as the others are not drawn: it says which.

use std::fmt::Write as _;

use super::plot::{
    GREY, INK, MARGIN, Plot, SERIES, Series, WIDTH, drawn, grouped, height, name, write_text,
};
use super::report::{CountsReport, shown};
use crate::engine::{CountRow, Key};

/// How high the part with the lines is.
const HEIGHT: f64 = 320.0;

/// Room left of the lines, for the numbers.
const LEFT: f64 = 64.0;

/// Most names below the lines.
const LABELS: usize = 12;

/// A share of fewer articles than so many tells little.
pub(super) const FEW: u64 = 20;

/// Tells whether the share of a row is one of few articles, which tells little.
#[must_use]
pub(crate) fn is_of_few(row: &CountRow) -> bool {
    row.of.is_some_and(|of| (1..FEW).contains(&of))
}

/// Returns the rows that are drawn, and those that are not.
pub(super) fn points<'r>(report: &'r CountsReport<'_>) -> (Vec<&'r CountRow>, Vec<&'r CountRow>) {
    let key = report.counts.by[0];
    let is_point = |row: &&CountRow| {
        let value = row.values[0].as_deref();
        value.is_some_and(|value| shown(key, Some(value)) == value)
    };
    report.rows().0.iter().partition(is_point)
}

/// Draws a line for each query.
pub(super) fn lines(report: &CountsReport<'_>) -> Plot {
    let key = report.counts.by[0];
    let (rows, _) = points(report);
    let series = drawn(report);
    let heights = rows.iter().flat_map(|row| (0..series).map(|at| height(row, at)));
    let most = heights.fold(0.0_f64, f64::max);
    let (step, top) = scale(most, report.counts.of.is_none());
    let room = WIDTH - LEFT - 2.0 * MARGIN;
    let x = |at: usize| match rows.len() {
        1 => LEFT + room / 2.0,
        rows => LEFT + room * at as f64 / (rows - 1) as f64,
    };
    let y = |value: f64| HEIGHT - HEIGHT * value / top;
    let mut marks = String::new();
    let values = (0_u32..).map(|number| f64::from(number) * step);
    for value in values.take_while(|value| *value < top + step / 2.0) {
        let label = match report.counts.of {
            Some(_) => format!("{} %", plain(value * 100.0)),
            None => grouped(format!("{value:.0}").parse().unwrap_or_default()),
        };
        let stroke = if value > 0.0 { "#d9d9d9" } else { GREY };
        let _ = writeln!(
            marks,
            "<line x1=\"{LEFT}\" x2=\"{:.1}\" y1=\"{1:.1}\" y2=\"{1:.1}\" stroke=\"{stroke}\"/>",
            LEFT + room,
            y(value)
        );
        write_text(&mut marks, (LEFT - 8.0, y(value) + 4.0), "end", GREY, &label);
    }
    let names: Vec<String> = rows.iter().map(|row| name(report, row)).collect();
    for (at, label) in labels(key, &names) {
        let _ = writeln!(
            marks,
            "<line x1=\"{0:.1}\" x2=\"{0:.1}\" y1=\"{HEIGHT}\" y2=\"{1}\" stroke=\"{GREY}\"/>",
            x(at),
            HEIGHT + 5.0
        );
        write_text(&mut marks, (x(at), HEIGHT + 20.0), "middle", INK, &label);
    }
    for (at, Series { line, dashes, .. }) in SERIES.iter().enumerate().take(series) {
        let points = rows.iter().enumerate();
        let points: Vec<String> = points
            .map(|(place, row)| format!("{:.1},{:.1}", x(place), y(height(row, at))))
            .collect();
        let _ = writeln!(
            marks,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{line}\" stroke-width=\"2\" \
             stroke-dasharray=\"{dashes}\" stroke-linejoin=\"round\"/>",
            points.join(" ")
        );
        for (place, row) in rows.iter().enumerate().filter(|(_, row)| is_of_few(row)) {
            let _ = writeln!(
                marks,
                "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"3.5\" fill=\"#ffffff\" \
                 stroke=\"{line}\" stroke-width=\"1.5\"/>",
                x(place),
                y(height(row, at))
            );
        }
        if let [row] = rows[..] {
            let _ = writeln!(
                marks,
                "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"4\" fill=\"{line}\"/>",
                x(0),
                y(height(row, at))
            );
        }
    }
    Plot { marks, height: HEIGHT + 28.0 }
}

/// Returns the names to write below the lines, each with its place: those that a year, or a part of
/// one, begins with where there are many.
fn labels(key: Key, names: &[String]) -> Vec<(usize, String)> {
    let number = |name: &str, range| name.get(range).and_then(|part: &str| part.parse().ok());
    let place = |name: &String| -> Option<usize> {
        let year: usize = number(name, 0..4)?;
        match key {
            Key::Year => Some(year),
            Key::Month => Some(12 * year + number(name, 5..7)? - 1),
            _ => None,
        }
    };
    let months =
        if key == Key::Month { &[1, 2, 3, 6, 12, 24, 60, 120][..] } else { &[1, 2, 5, 10, 20, 50] };
    // Where several years begin they are told, and none of their parts.
    let years = names.iter().filter(|name| place(name).is_some_and(|at| at.is_multiple_of(12)));
    let finest = if key == Key::Month && years.count() > 2 { 12 } else { 1 };
    for step in months.iter().filter(|step| **step >= finest) {
        let is_label =
            |name: &&String| place(name).is_some_and(|place| place.is_multiple_of(*step));
        let count = names.iter().filter(is_label).count();
        if count >= names.len().min(2) && count <= LABELS {
            let label = |name: &String| match (key, step) {
                (Key::Month, 12..) => name[..4].to_owned(),
                _ => name.clone(),
            };
            let found = names.iter().enumerate().filter(|(_, name)| is_label(name));
            return found.map(|(at, name)| (at, label(name))).collect();
        }
    }
    let every = names.len().div_ceil(LABELS - 2).max(1);
    names.iter().cloned().enumerate().step_by(every).collect()
}

/// Returns a round step of a scale up to a number, and the scale's end: 1, 2 or 5 times a power
/// of ten; whole where numbers are counted.
fn scale(most: f64, is_whole: bool) -> (f64, f64) {
    if most <= 0.0 {
        return (1.0, 1.0);
    }
    let power = 10.0_f64.powf((most / 5.0).log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|times| times * power);
    let step = steps.into_iter().find(|step| most / step <= 5.0).unwrap_or(power * 10.0);
    let step = if is_whole { step.max(1.0) } else { step };
    (step, (most / step).ceil() * step)
}

/// Returns a number with no more digits than it needs.
fn plain(number: f64) -> String {
    let text = format!("{number:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_round_and_hold_all() {
        let check = |most, is_whole, expected: (f64, f64)| {
            let (step, top) = scale(most, is_whole);
            let is_near = |one: f64, other: f64| (one - other).abs() < 1e-9;
            assert!(is_near(step, expected.0) && is_near(top, expected.1), "{most}: {step} {top}");
        };
        check(97.0, true, (20.0, 100.0));
        check(3.0, true, (1.0, 3.0));
        check(0.0, true, (1.0, 1.0));
        check(0.034, false, (0.01, 0.04));
        check(1_234.0, true, (500.0, 1_500.0));
    }

    #[test]
    fn names_stand_where_years_begin() {
        let months = |from: i32, count: i32| -> Vec<String> {
            let month = |at| format!("{}-{:02}", (from + at) / 12, (from + at) % 12 + 1);
            (0..count).map(month).collect()
        };
        let check = |names: &[String], key, expected: &[&str]| {
            let labels = labels(key, names);
            assert!(labels.iter().all(|(at, label)| names[*at].starts_with(label)));
            let labels: Vec<String> = labels.into_iter().map(|(_, label)| label).collect();
            assert_eq!(labels, expected);
        };
        check(&months(2014 * 12 + 5, 60), Key::Month, &["2015", "2016", "2017", "2018", "2019"]);
        check(&months(2014 * 12 + 10, 3), Key::Month, &["2014-11", "2014-12", "2015-01"]);
        check(
            &months(2017 * 12 + 11, 14),
            Key::Month,
            &["2018-01", "2018-03", "2018-05", "2018-07", "2018-09", "2018-11", "2019-01"],
        );
        let days: Vec<String> = (1..31).map(|day| format!("2020-06-{day:02}")).collect();
        assert_eq!(labels(Key::Day, &days).len(), 10);
        check(&["2019".to_owned()], Key::Year, &["2019"]);
    }
}
