//! Counts as a chart in SVG: lines for times, bars for names.
//!
//! It stands alone, in an article or in a page: no script, no font or picture from elsewhere, no
//! name that another chart has, and its values are in it as text for who does not see it. Text
//! from articles and queries is escaped.

use std::fmt::Write as _;
use std::io::{self, Write};

use xxhash_rust::xxh3::xxh3_64;

use super::bars::bars;
use super::lines::{FEW, is_of_few, lines, points};
use super::pivot::{Pivot, by_time};
use super::plot::{
    GREY, INK, MARGIN, SERIES, WIDTH, drawn, escaped, grouped, name, numbers, shortened,
};
use super::report::{CountedOf, CountsReport};
use crate::engine::{CountRow, Key};
use crate::render::counted::counted;

/// Characters of a title.
const TITLE: usize = 73;

/// Characters of a name above a chart, and how wide one is.
const LEGEND: (usize, f64) = (60, 7.2);

/// How high a line of names is.
const ROW: f64 = 22.0;

/// Characters of a line below.
const NOTE: usize = 118;

/// Sources that are named, as far as there is room.
const SOURCES: usize = 2;

/// Characters of the name of a source.
const SOURCE: usize = 28;

/// Writes counts as a chart: with shares, the shares.
pub(crate) fn write_chart(report: &CountsReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    let name = report.title.map_or_else(|| title(report), str::to_owned);
    match by_time(report) {
        None => write_plot(report, &name, ("queries", &report.counts.by), out),
        Some(Pivot { counts, columns, key }) => {
            let columns_name = format!("{}s", key.name());
            let by = &report.counts.by;
            let report =
                CountsReport { counts: &counts, queries: &columns, limit: None, ..*report };
            write_plot(&report, &name, (&columns_name, by), out)
        }
    }
}

/// Writes a chart with this title, whose lines or bars are of some `series`, of what was counted
/// `by` some keys.
fn write_plot(
    report: &CountsReport<'_>,
    title: &str,
    (series, by): (&str, &[Key]),
    out: &mut dyn Write,
) -> io::Result<()> {
    let is_time = is_time(report);
    let plot = if is_time { lines(report) } else { bars(report) };
    let (legend, rows) = legend(report, is_time);
    let top = 66.0 + ROW * f64::from(rows);
    let notes = notes(report, by, is_time);
    let height = top + plot.height + 16.0 + 16.0 * notes.len() as f64;
    let values = values(report);
    // Two charts in one page have different names for their parts.
    let key = xxh3_64(format!("{title}\n{values}").as_bytes());
    write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" \
         height=\"{height}\" role=\"img\" aria-labelledby=\"title-{key:016x} values-{key:016x}\" \
         font-family=\"sans-serif\" font-size=\"13\">\n\
         <title id=\"title-{key:016x}\">{}</title>\n<desc id=\"values-{key:016x}\">{}</desc>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n\
         <text x=\"{MARGIN}\" y=\"30\" font-size=\"18\" font-weight=\"bold\" fill=\"{INK}\">{}</text>\n\
         <text x=\"{MARGIN}\" y=\"50\" fill=\"{GREY}\">{}</text>\n{legend}\
         <g transform=\"translate(0 {top})\">\n{}</g>\n",
        escaped(title),
        escaped(&values),
        escaped(&shortened(title, TITLE)),
        escaped(&subtitle(report, series)),
        plot.marks
    )?;
    for (line, note) in (0_u32..).zip(&notes) {
        writeln!(
            out,
            "<text x=\"{MARGIN}\" y=\"{:.0}\" font-size=\"11\" fill=\"{GREY}\">{}</text>",
            top + plot.height + 20.0 + 16.0 * f64::from(line),
            escaped(note)
        )?;
    }
    writeln!(out, "</svg>")
}

fn is_time(report: &CountsReport<'_>) -> bool {
    matches!(report.counts.by[..], [key] if key.is_time())
}

/// Returns what the chart is of.
fn title(report: &CountsReport<'_>) -> String {
    let names: Vec<&str> = report.queries.iter().map(super::report::CountedQuery::name).collect();
    let by: Vec<&str> = report.counts.by.iter().map(|key| key.name()).collect();
    let by = if by.is_empty() { String::new() } else { format!(" by {}", by.join(" and ")) };
    let room = TITLE.saturating_sub(by.chars().count() + 1);
    format!("{}{by}", shortened(&names.join(", "), room))
}

/// Returns what its numbers are, and how many are not drawn.
fn subtitle(report: &CountsReport<'_>, series: &str) -> String {
    let (queries, drawn) = (report.queries.len(), drawn(report));
    let mut subtitle = match report.counts.of {
        Some(_) if report.counts.by == [Key::Word] => {
            "Articles with the words that mark them, and the share of all that have the word"
                .to_owned()
        }
        Some(_) => "Share of all articles".to_owned(),
        None => "Number of articles".to_owned(),
    };
    if queries > drawn && !report.counts.by.is_empty() {
        let _ = write!(subtitle, "; the first {drawn} of {queries} {series}");
    }
    let (rows, left) = report.rows();
    if left > 0 && report.counts.by != [Key::Word] {
        let _ = write!(subtitle, "; the first {} of {} rows", rows.len(), rows.len() + left);
    }
    subtitle
}

/// Returns what stands below: which articles have no place in it, and where its numbers come from.
fn notes(report: &CountsReport<'_>, by: &[Key], is_time: bool) -> Vec<String> {
    let mut notes = Vec::new();
    if is_time {
        let named = |row| format!("{}, {}", name(report, row), named_numbers(report, row));
        let left: Vec<String> = points(report).1.into_iter().map(named).collect();
        if !left.is_empty() {
            notes.push(shortened(&format!("Not drawn: {}", left.join("; ")), NOTE));
        }
    }
    if is_time && points(report).0.iter().any(|row| is_of_few(row)) {
        notes.push(format!("A ring: a share of fewer than {FEW} articles"));
    }
    let several = by.iter().filter(|key| key.has_several() && **key != Key::Word);
    let several: Vec<String> = several.map(|key| format!("{}s", key.name())).collect();
    if !several.is_empty() {
        let several = several.join(" or ");
        notes.push(format!("An article with several {several} is counted with each"));
    }
    let line = |from: &str| format!("Source: {from}; counted with limier, {}", report.day);
    let named = report.from.and_then(|counted| {
        let mut lines = (0..=SOURCES).rev().map(|most| line(&from(counted, most)));
        lines.find(|line| line.chars().count() <= NOTE)
    });
    notes.push(named.unwrap_or_else(|| line(report.place)));
    notes
}

/// Returns among which articles was counted: how many, of which sources, at most so many of them
/// by name, of which years.
fn from(from: &CountedOf, most: usize) -> String {
    let mut text = format!(
        "{} {}",
        grouped(from.articles),
        if from.articles == 1 { "article" } else { "articles" }
    );
    let names: Vec<String> =
        from.sources.iter().take(most).map(|name| shortened(name, SOURCE)).collect();
    let more = from.sources.len().saturating_sub(names.len());
    let sources = match (&names[..], more) {
        ([], 0) => String::new(),
        ([], more) => format!(" of {}", counted(more, "source", "sources")),
        ([one, other], 0) => format!(" of {one} and {other}"),
        (names, 0) => format!(" of {}", names.concat()),
        (names, more) => {
            format!(" of {} and {}", names.join(", "), counted(more, "other", "others"))
        }
    };
    text.push_str(&sources);
    match &from.years {
        Some((first, last)) if first == last => text + ", " + first,
        Some((first, last)) => format!("{text}, {first}–{last}"),
        None => text,
    }
}

/// Returns all values as text, each with its query where there are several.
fn values(report: &CountsReport<'_>) -> String {
    let mut text = String::new();
    for (query, total) in report.queries.iter().zip(&report.counts.totals) {
        let _ = write!(text, "{}: {}. ", query.name(), counted(*total, "article", "articles"));
    }
    for row in report.rows().0 {
        let _ = write!(text, "{}: {}; ", name(report, row), named_numbers(report, row));
    }
    text.trim_end_matches([' ', ';']).to_owned()
}

/// Returns the numbers of a row, each with its query where there are several.
fn named_numbers(report: &CountsReport<'_>, row: &CountRow) -> String {
    let numbers = numbers(row);
    if report.queries.len() == 1 {
        return numbers.concat();
    }
    let named = report.queries.iter().zip(&numbers);
    let named: Vec<String> =
        named.map(|(query, number)| format!("{} {number}", query.name())).collect();
    named.join(", ")
}

/// Returns which series is which query, and how many lines that takes.
fn legend(report: &CountsReport<'_>, is_time: bool) -> (String, u32) {
    let mut marks = String::new();
    if report.queries.len() < 2 || report.counts.by.is_empty() {
        return (marks, 0);
    }
    let (mut x, mut rows) = (MARGIN, 1);
    for (query, series) in report.queries.iter().zip(&SERIES) {
        let name = shortened(query.name(), LEGEND.0);
        let width = 52.0 + LEGEND.1 * name.chars().count() as f64;
        if x > MARGIN && x + width > WIDTH - MARGIN {
            (x, rows) = (MARGIN, rows + 1);
        }
        let y = 48.0 + ROW * f64::from(rows);
        let mark = if is_time {
            format!(
                "<line x1=\"{x:.1}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\" stroke=\"{}\" \
                 stroke-width=\"3\" stroke-dasharray=\"{}\"/>",
                x + 28.0,
                series.line,
                series.dashes
            )
        } else {
            format!(
                "<rect x=\"{x:.1}\" y=\"{:.1}\" width=\"28\" height=\"12\" fill=\"{}\" \
                 stroke=\"{INK}\" stroke-width=\"0.8\"/>",
                y - 6.0,
                series.bar
            )
        };
        let _ = writeln!(
            marks,
            "{mark}<text x=\"{:.1}\" y=\"{:.1}\" fill=\"{INK}\">{}</text>",
            x + 34.0,
            y + 4.0,
            escaped(&name)
        );
        x += width;
    }
    (marks, rows)
}
