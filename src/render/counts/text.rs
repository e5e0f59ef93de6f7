//! Counts for people: a number, or a table with bars where there is a width to fill.
//!
//! Values come from articles: they pass `printable.rs`, and a row is one line.

use std::collections::HashMap;
use std::io::{self, Write};

use anstyle::Style;
use textwrap::core::display_width;

use super::report::{CountsReport, percent, shown};
use crate::engine::{CountRow, Key};
use crate::render::counted::counted;
use crate::render::printable::in_one_line;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// What stands between columns.
const GAP: &str = "  ";

/// The widest that a bar is, and the narrowest that one is drawn at all.
const BAR: std::ops::RangeInclusive<usize> = 8..=48;

/// Eighths of a bar's last character.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// The widest that a column of names is.
const NAMES: usize = 40;

/// Writes counts.
pub(crate) fn write_counts(report: &CountsReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    match report.counts.by[..] {
        [] => write_totals(report, out),
        [first, second] if report.queries.len() == 1 && report.counts.of.is_none() => {
            write_cross(report, first, second, out)
        }
        _ => write_rows(report, out),
    }?;
    let (_, left) = report.rows();
    if left > 0 {
        writeln!(out, "{DIM}{} more; -n 0 shows all{DIM:#}", counted(left, "row", "rows"))?;
    }
    if report.counts.by == [Key::Word] {
        let matching = counted(report.counts.totals[0], "article", "articles");
        let told = format!(
            "of {matching} that match; share: of the articles with the word; times: oftener than in \
             the others"
        );
        let lines = textwrap::wrap(&told, report.width.unwrap_or(usize::MAX).max(1));
        return lines.iter().try_for_each(|line| writeln!(out, "{DIM}{line}{DIM:#}"));
    }
    if report.counts.has_several() {
        let keys = report.counts.by.iter().filter(|key| key.has_several());
        let keys: Vec<String> = keys.map(|key| format!("{}s", key.name())).collect();
        writeln!(
            out,
            "{DIM}an article with several {} is in the row of each{DIM:#}",
            keys.join(" or ")
        )?;
    }
    Ok(())
}

/// Writes how many articles each query finds: of one query nothing but the number.
fn write_totals(report: &CountsReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut grid = Grid::new(0);
    for (query, total) in report.queries.iter().zip(&report.counts.totals) {
        let mut cells = vec![total.to_string()];
        cells.extend(report.counts.of.map(|of| percent(*total, of)));
        if report.queries.len() > 1 {
            cells.push(query.name().to_owned());
            if query.id.is_some() {
                cells.push(query.text.clone());
            }
        }
        grid.rows.push(Line { cells, parts: Vec::new(), is_rest: false });
    }
    grid.write(None, out)
}

/// Writes a row for each value, or for each pair of them.
fn write_rows(report: &CountsReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    let counts = report.counts;
    let mut grid = Grid::new(counts.by.len());
    grid.head = counts.by.iter().map(|key| key.name().to_owned()).collect();
    for at in 0..report.queries.len() {
        grid.head.push(report.column(at).to_owned());
        grid.head.extend(counts.of.map(|_| "share".to_owned()));
    }
    let numbers = |row: &[u64], of: Option<u64>| -> Vec<String> {
        let cells = row.iter().flat_map(|count| {
            [Some(count.to_string()), of.map(|of| percent(*count, of))].into_iter().flatten()
        });
        cells.collect()
    };
    let (rows, _) = report.rows();
    for CountRow { values, counts: row, of, marks } in rows {
        let names = counts.by.iter().zip(values);
        let mut cells: Vec<String> =
            names.map(|(key, value)| shown(*key, value.as_deref()).into_owned()).collect();
        cells.extend(numbers(row, *of));
        cells.extend(marks.map(|(_, ratio)| times(ratio)));
        let parts = match marks {
            Some((likelihood, _)) => vec![*likelihood],
            None => row.iter().map(|count| *count as f64 / of.unwrap_or(1).max(1) as f64).collect(),
        };
        grid.rows.push(Line { cells, parts, is_rest: values.iter().all(Option::is_none) });
    }
    if counts.by == [Key::Word] {
        grid.head.push("times".to_owned());
    } else {
        let mut total = vec!["total".to_owned()];
        total.resize(counts.by.len(), String::new());
        total.extend(numbers(&counts.totals, counts.of));
        grid.foot = total;
    }
    grid.write(report.width, out)
}

/// Returns how many times oftener articles have a word, of its power of two.
fn times(ratio: f64) -> String {
    let times = ratio.exp2();
    if times < 10.0 { format!("{times:.1}") } else { format!("{times:.0}") }
}

/// Writes a cross table of two keys: of the values of the second those with most articles, as many
/// as there is room for.
fn write_cross(
    report: &CountsReport<'_>,
    first: Key,
    second: Key,
    out: &mut dyn Write,
) -> io::Result<()> {
    let counts = report.counts;
    let mut cells: HashMap<(&Option<String>, &Option<String>), u64> = HashMap::new();
    let (mut firsts, mut seconds): (Vec<&Option<String>>, Vec<&Option<String>>) = (vec![], vec![]);
    let mut sizes: HashMap<&Option<String>, u64> = HashMap::new();
    for CountRow { values, counts, .. } in &counts.rows {
        let [one, other] = &values[..] else { continue };
        cells.insert((one, other), counts[0]);
        *sizes.entry(other).or_default() += counts[0];
        if firsts.last() != Some(&one) {
            firsts.push(one);
        }
        if !seconds.contains(&other) {
            seconds.push(other);
        }
    }
    let none_last = |value: &Option<String>| value.is_none() && !second.is_time();
    seconds.sort_by_key(|value| (none_last(value), std::cmp::Reverse(sizes[value])));
    let most = report.limit.unwrap_or(firsts.len());
    let name = |value: &Option<String>, key| cut(&shown(key, value.as_deref()), NAMES / 2);
    let widest = firsts.iter().map(|value| display_width(&name(value, first))).max().unwrap_or(0);
    let mut room = report.width.map_or(usize::MAX, |width| {
        width.saturating_sub(widest.max(first.name().len()) + 2 * (GAP.len() + OTHERS.len()))
    });
    let fitting = seconds.iter().take_while(|value| {
        let needed = display_width(&name(value, second)).max(sizes[*value].to_string().len());
        let fits = needed + GAP.len() <= room;
        room = room.saturating_sub(needed + GAP.len());
        fits
    });
    let fitting = fitting.count();
    if second.is_time() {
        seconds[..fitting].sort_by_key(|value| (value.is_none(), *value));
    }
    let (shown_seconds, others) = seconds.split_at(fitting);
    let mut grid = Grid::new(1);
    grid.head = vec![first.name().to_owned()];
    grid.head.extend(shown_seconds.iter().map(|value| name(value, second)));
    // Of articles in several columns, or in several rows, a sum would count some twice.
    let (has_sums, has_totals) = (!second.has_several(), !first.has_several());
    let has_others = has_sums && !others.is_empty();
    grid.head.extend(has_others.then(|| OTHERS.to_owned()));
    grid.head.extend(has_sums.then(|| "all".to_owned()));
    let of = |one, other| cells.get(&(one, other)).copied().unwrap_or(0);
    for one in firsts.iter().take(most) {
        let mut line = vec![name(one, first)];
        line.extend(shown_seconds.iter().map(|other| of(*one, *other).to_string()));
        let rest: u64 = others.iter().map(|other| of(*one, *other)).sum();
        line.extend(has_others.then(|| rest.to_string()));
        let all: u64 = seconds.iter().map(|other| of(*one, *other)).sum();
        line.extend(has_sums.then(|| all.to_string()));
        grid.rows.push(Line { cells: line, parts: Vec::new(), is_rest: one.is_none() });
    }
    if !has_totals {
        return grid.write(None, out);
    }
    grid.foot = vec!["total".to_owned()];
    grid.foot.extend(shown_seconds.iter().map(|value| sizes[value].to_string()));
    let rest: u64 = others.iter().map(|value| sizes[value]).sum();
    grid.foot.extend(has_others.then(|| rest.to_string()));
    grid.foot.extend(has_sums.then(|| counts.totals[0].to_string()));
    grid.write(None, out)
}

/// What the column of those is called that have no room of their own.
const OTHERS: &str = "others";

/// A table: names on the left of their columns, numbers on the right.
struct Grid {
    /// How many columns of names stand first.
    names: usize,
    head: Vec<String>,
    rows: Vec<Line>,
    foot: Vec<String>,
}

struct Line {
    cells: Vec<String>,
    /// How long its bars are beside each other and those of the others, one for each query.
    parts: Vec<f64>,
    /// It has no value, and no bar.
    is_rest: bool,
}

impl Line {
    /// Returns its bars, each in a room of its own.
    fn bars(&self, most: f64, room: usize) -> String {
        let bars = self.parts.iter().map(|part| {
            let bar = drawn(part / most, room);
            let pad = " ".repeat(room - display_width(&bar));
            bar + &pad
        });
        bars.collect::<Vec<_>>().join(GAP).trim_end().to_owned()
    }
}

impl Grid {
    fn new(names: usize) -> Self {
        Self { names, head: Vec::new(), rows: Vec::new(), foot: Vec::new() }
    }

    /// Writes the table, with bars up to a width.
    fn write(mut self, width: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
        for line in [&mut self.head, &mut self.foot] {
            self.names = self.names.min(line.len().max(self.names));
        }
        let all = self.rows.iter_mut().map(|line| &mut line.cells);
        for cells in all.chain([&mut self.head, &mut self.foot]) {
            for cell in cells.iter_mut() {
                *cell = cut(&in_one_line(cell), NAMES);
            }
        }
        let lines = self.rows.iter().map(|line| &line.cells).chain([&self.head, &self.foot]);
        let mut widths: Vec<usize> = Vec::new();
        for cells in lines {
            for (at, cell) in cells.iter().enumerate() {
                if at == widths.len() {
                    widths.push(0);
                }
                widths[at] = widths[at].max(display_width(cell));
            }
        }
        let used: usize = widths.iter().map(|width| width + GAP.len()).sum();
        let series = self.rows.iter().map(|line| line.parts.len()).max().unwrap_or(0);
        let bar = width.filter(|_| series > 0).map(|width| {
            let room = width.saturating_sub(used + GAP.len() * (series - 1));
            (room / series).min(*BAR.end())
        });
        let bar = bar.filter(|bar| BAR.contains(bar));
        let drawn_rows = self.rows.iter().filter(|line| !line.is_rest);
        let most = drawn_rows.flat_map(|line| &line.parts).copied().fold(0.0_f64, f64::max);
        if !self.head.is_empty() {
            writeln!(out, "{BOLD}{}{BOLD:#}", self.line(&self.head, &widths))?;
        }
        for line in &self.rows {
            let text = self.line(&line.cells, &widths);
            let bar = bar.filter(|_| !line.is_rest && most > 0.0);
            let bars = bar.map(|room| line.bars(most, room)).filter(|bars| !bars.is_empty());
            match bars {
                Some(bars) => writeln!(out, "{text}{GAP}{DIM}{bars}{DIM:#}")?,
                None => writeln!(out, "{}", text.trim_end())?,
            }
        }
        if !self.foot.is_empty() {
            writeln!(out, "{BOLD}{}{BOLD:#}", self.line(&self.foot, &widths))?;
        }
        Ok(())
    }

    /// Returns cells side by side.
    fn line(&self, cells: &[String], widths: &[usize]) -> String {
        let is_number = |cell: &str| cell.starts_with(|char: char| char.is_ascii_digit());
        let mut line = String::new();
        for (at, (cell, width)) in cells.iter().zip(widths).enumerate() {
            if at > 0 {
                line.push_str(GAP);
            }
            let pad = " ".repeat(width - display_width(cell));
            let is_name = at < self.names || self.names == 0 && !is_number(cell);
            let (before, behind) = if is_name { ("", &*pad) } else { (&*pad, "") };
            line.push_str(before);
            line.push_str(cell);
            if at + 1 < cells.len() {
                line.push_str(behind);
            }
        }
        line
    }
}

/// Returns a bar of a part of a room: at least a hair for what is not nothing.
fn drawn(part: f64, room: usize) -> String {
    let is_within = |eighths: &usize| (*eighths as f64) < part * (room * 8) as f64 + 0.5;
    let eighths = (1..=room * 8).take_while(is_within).last().unwrap_or(0);
    let eighths = if part > 0.0 { eighths.max(1) } else { 0 };
    "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
}

/// Returns a text of at most so many columns.
fn cut(text: &str, most: usize) -> String {
    if display_width(text) <= most {
        return text.to_owned();
    }
    let mut cut = String::new();
    for char in text.chars() {
        if display_width(&cut) + 2 > most {
            break;
        }
        cut.push(char);
    }
    cut + "…"
}
