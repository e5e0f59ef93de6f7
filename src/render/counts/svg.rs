//! Counts as a chart in SVG: lines for times, bars for names.
//!
//! It stands alone: no script, no font or picture from elsewhere, and its values are in it as
//! text for who does not see it. Text from articles and queries is escaped.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::report::{CountsReport, percent, share, shown};
use crate::engine::{CountRow, Key};
use crate::render::counted::counted;
use crate::render::printable::in_one_line;
use crate::render::xml;

/// How wide a chart is, in pixels.
const WIDTH: f64 = 800.0;

/// How high the part of a chart of lines is that has the lines.
const HEIGHT: f64 = 320.0;

/// How high a bar is, with the room around it.
const BAR: f64 = 26.0;

/// Colours of lines that are told apart with any eyes, also in grey (Okabe and Ito 2008), each
/// with dashes of its own.
const LINES: [(&str, &str); 6] = [
    ("#0072b2", "none"),
    ("#d55e00", "8 4"),
    ("#009e73", "2 3"),
    ("#cc79a7", "10 3 2 3"),
    ("#e69f00", "4 2"),
    ("#000000", "1 4"),
];

/// Most names below a chart of lines.
const LABELS: usize = 10;

/// The widest that a name beside a bar is, in characters.
const NAME: usize = 34;

/// Characters of the names in a title.
const TITLE: usize = 64;

/// Characters of all names above a chart together.
const LEGEND: usize = 90;

/// Room left of the lines, and around everything.
const LEFT: f64 = 64.0;
const MARGIN: f64 = 16.0;

/// Writes counts as a chart: with shares, the shares.
pub(crate) fn write_chart(report: &CountsReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    let is_time = matches!(report.counts.by[..], [key] if key.is_time());
    let mut chart = Chart::default();
    let title = title(report);
    if is_time {
        chart.lines(report);
    } else {
        chart.bars(report);
    }
    let top = 64.0 + if report.queries.len() > 1 { 24.0 } else { 0.0 };
    let height = top + chart.height + 40.0;
    write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" \
         role=\"img\" aria-labelledby=\"title values\" font-family=\"sans-serif\" font-size=\"13\">\n\
         <title id=\"title\">{}</title>\n<desc id=\"values\">{}</desc>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n\
         <text x=\"{MARGIN}\" y=\"30\" font-size=\"18\" font-weight=\"bold\" fill=\"#1a1a1a\">{}</text>\n\
         <text x=\"{MARGIN}\" y=\"50\" fill=\"#4d4d4d\">{}</text>\n",
        escaped(&title),
        escaped(&values(report)),
        escaped(&title),
        escaped(&subtitle(report)),
    )?;
    if report.queries.len() > 1 {
        write!(out, "{}", legend(report))?;
    }
    write!(out, "<g transform=\"translate(0 {top})\">\n{}</g>\n", chart.marks)?;
    writeln!(
        out,
        "<text x=\"{MARGIN}\" y=\"{:.0}\" font-size=\"11\" fill=\"#4d4d4d\">{}</text>\n</svg>",
        height - 12.0,
        escaped(&source(report)),
    )
}

/// Returns what the chart is of.
fn title(report: &CountsReport<'_>) -> String {
    let names: Vec<&str> = report.queries.iter().map(super::report::CountedQuery::name).collect();
    let by: Vec<&str> = report.counts.by.iter().map(|key| key.name()).collect();
    let by = if by.is_empty() { String::new() } else { format!(" by {}", by.join(" and ")) };
    format!("{}{by}", shortened(&names.join(", "), TITLE))
}

/// Returns what its numbers are.
fn subtitle(report: &CountsReport<'_>) -> String {
    let (queries, drawn) = (report.queries.len(), LINES.len());
    let is_cut = queries > drawn && !report.counts.by.is_empty();
    let cut =
        if is_cut { format!("; the first {drawn} of {queries} queries") } else { String::new() };
    let numbers = match report.counts.of {
        Some(_) if report.counts.by == [Key::Word] => {
            "Articles with the words that mark them, and the share of all that have the word"
                .to_owned()
        }
        Some(_) => "Share of all articles".to_owned(),
        None => "Number of articles".to_owned(),
    };
    numbers + &cut
}

/// Returns where its numbers come from.
fn source(report: &CountsReport<'_>) -> String {
    let all = report.counts.of.map(|of| format!(", {}", counted(of, "article", "articles")));
    format!(
        "Source: {}{}; counted with limier, {}",
        report.place,
        all.unwrap_or_default(),
        report.day
    )
}

/// Returns all values as text.
fn values(report: &CountsReport<'_>) -> String {
    let mut text = String::new();
    for (query, total) in report.queries.iter().zip(&report.counts.totals) {
        let _ = write!(text, "{}: {}. ", query.name(), counted(*total, "article", "articles"));
    }
    for row in report.rows().0 {
        let _ = write!(text, "{}: {}; ", name(report, row), numbers(row).join(", "));
    }
    text.trim_end_matches([' ', ';']).to_owned()
}

/// Returns what a row is called.
fn name(report: &CountsReport<'_>, row: &CountRow) -> String {
    let values = report.counts.by.iter().zip(&row.values);
    let values = values.map(|(key, value)| shown(*key, value.as_deref()).into_owned());
    values.collect::<Vec<_>>().join(", ")
}

/// Returns the numbers of a row as people read them.
fn numbers(row: &CountRow) -> Vec<String> {
    let number = |count: &u64| match row.of {
        Some(of) => format!("{count} ({})", percent(*count, of)),
        None => count.to_string(),
    };
    row.counts.iter().map(number).collect()
}

/// Returns what is drawn of a number.
fn height(row: &CountRow, at: usize) -> f64 {
    match row.of {
        Some(of) if row.marks.is_none() => share(row.counts[at], of),
        _ => row.counts[at] as f64,
    }
}

/// Returns which line is which query.
fn legend(report: &CountsReport<'_>) -> String {
    let mut marks = String::new();
    let queries = report.queries.len().min(LINES.len());
    let room = (WIDTH - 2.0 * MARGIN) / queries as f64;
    for (at, query) in report.queries.iter().enumerate().take(LINES.len()) {
        let (colour, dashes) = LINES[at];
        let x = MARGIN + room * at as f64;
        let name = shortened(query.name(), LEGEND / queries);
        let _ = writeln!(
            marks,
            "<line x1=\"{x:.1}\" x2=\"{:.1}\" y1=\"70\" y2=\"70\" stroke=\"{colour}\" \
             stroke-width=\"3\" stroke-dasharray=\"{dashes}\"/>\
             <text x=\"{:.1}\" y=\"74\" fill=\"#1a1a1a\">{}</text>",
            x + 28.0,
            x + 34.0,
            escaped(&name)
        );
    }
    marks
}

/// The marks of a chart, and how high they are.
#[derive(Default)]
struct Chart {
    marks: String,
    height: f64,
}

impl Chart {
    /// Draws a line for each query, through the rows that have a time as precise as the key.
    fn lines(&mut self, report: &CountsReport<'_>) {
        let key = report.counts.by[0];
        let is_point = |row: &&CountRow| {
            let value = row.values[0].as_deref();
            value.is_some_and(|value| shown(key, Some(value)) == value)
        };
        let rows: Vec<&CountRow> = report.rows().0.iter().filter(is_point).collect();
        let series = report.queries.len().min(LINES.len());
        let heights = rows.iter().flat_map(|row| (0..series).map(|at| height(row, at)));
        let most = heights.fold(0.0_f64, f64::max);
        let (step, top) = scale(most, report.counts.of.is_none());
        self.height = HEIGHT + 28.0;
        let room = WIDTH - LEFT - 2.0 * MARGIN;
        let x = |at: usize| match rows.len() {
            1 => LEFT + room / 2.0,
            rows => LEFT + room * at as f64 / (rows - 1) as f64,
        };
        let y = |value: f64| HEIGHT - HEIGHT * value / top;
        let values = (0_u32..).map(|number| f64::from(number) * step);
        for value in values.take_while(|value| *value < top + step / 2.0) {
            let label = match report.counts.of {
                Some(_) => format!("{} %", plain(value * 100.0)),
                None => plain(value),
            };
            let _ = writeln!(
                self.marks,
                "<line x1=\"{LEFT}\" x2=\"{:.1}\" y1=\"{1:.1}\" y2=\"{1:.1}\" stroke=\"#d9d9d9\"/>\
                 <text x=\"{2:.1}\" y=\"{3:.1}\" text-anchor=\"end\" fill=\"#4d4d4d\">{label}</text>",
                LEFT + room,
                y(value),
                LEFT - 8.0,
                y(value) + 4.0
            );
        }
        let every = rows.len().div_ceil(LABELS).max(1);
        for (at, row) in rows.iter().enumerate().step_by(every) {
            let _ = writeln!(
                self.marks,
                "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"#4d4d4d\">{}</text>",
                x(at),
                HEIGHT + 20.0,
                escaped(&name(report, row))
            );
        }
        for (at, (colour, dashes)) in LINES.iter().enumerate().take(series) {
            let points: Vec<String> = rows
                .iter()
                .enumerate()
                .map(|(place, row)| format!("{:.1},{:.1}", x(place), y(height(row, at))))
                .collect();
            let _ = writeln!(
                self.marks,
                "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" \
                 stroke-dasharray=\"{dashes}\" stroke-linejoin=\"round\"/>",
                points.join(" ")
            );
            if rows.len() == 1 {
                let _ = writeln!(
                    self.marks,
                    "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"4\" fill=\"{colour}\"/>",
                    x(0),
                    y(height(rows[0], at))
                );
            }
        }
    }

    /// Draws a bar for each row and query; without rows, for each query.
    fn bars(&mut self, report: &CountsReport<'_>) {
        let totals: Vec<CountRow> = match report.counts.by[..] {
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
            _ => report.rows().0.to_vec(),
        };
        let series = if report.counts.by.is_empty() { 1 } else { report.queries.len() };
        let series = series.min(LINES.len());
        let heights = totals.iter().flat_map(|row| (0..series).map(|at| height(row, at)));
        let most = heights.fold(0.0_f64, f64::max);
        let left = 260.0;
        let room = WIDTH - left - 130.0;
        for row in &totals {
            let label = match report.counts.by[..] {
                [] => row.values[0].clone().unwrap_or_default(),
                _ => name(report, row),
            };
            let _ = writeln!(
                self.marks,
                "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"#1a1a1a\">{}</text>",
                left - 8.0,
                self.height + BAR * series as f64 / 2.0 + 4.0,
                escaped(&shortened(&label, NAME))
            );
            for (at, number) in numbers(row).iter().enumerate().take(series) {
                let width = if most > 0.0 { room * height(row, at) / most } else { 0.0 };
                let y = self.height + BAR * at as f64;
                let _ = writeln!(
                    self.marks,
                    "<rect x=\"{left}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{:.1}\" \
                     fill=\"{}\"/><text x=\"{:.1}\" y=\"{:.1}\" fill=\"#1a1a1a\">{}</text>",
                    y + 3.0,
                    BAR - 6.0,
                    LINES[at].0,
                    left + width + 6.0,
                    y + BAR / 2.0 + 4.0,
                    escaped(number)
                );
            }
            self.height += BAR * series as f64 + if series > 1 { 8.0 } else { 0.0 };
        }
    }
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

/// Returns a text of at most so many characters.
fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Returns a text on one line as XML has it.
fn escaped(text: &str) -> String {
    xml::escaped(&in_one_line(text))
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
}
