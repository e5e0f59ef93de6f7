//! A concordance for people: a line an occurrence, all of them below each other.
//!
//! A line is never wrapped: what has no room is left out on the far side.

use std::io::{self, Write};

use anstyle::Style;
use textwrap::core::display_width;

use super::report::{KwicReport, beginning, ending};
use crate::render::counted::{articles, counted};
use crate::render::details::day;
use crate::render::printable::in_one_line;

/// Characters on each side where no screen says how many there is room for.
const USUAL: usize = 50;

/// The fewest characters on each side.
const FEWEST: usize = 10;

/// Columns of the day, and what stands between it and the text.
const DAY: usize = 12;

/// Writes a concordance.
pub(crate) fn write_kwic(report: &KwicReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    let dim = Style::new().dimmed();
    let lines = &report.concordance.lines;
    let all = report.concordance.occurrences;
    match all {
        0 => writeln!(out, "{dim}no occurrence{dim:#}")?,
        all => {
            let found = counted(all, "occurrence", "occurrences");
            writeln!(out, "{dim}{found} in {}{dim:#}", articles(report.concordance.articles))?;
        }
    }
    let zone = report.layout.zone.as_ref();
    let (open, close) = report.layout.signs(Style::new());
    let side = report.width.unwrap_or_else(|| {
        report.layout.width.map_or(USUAL, |width| {
            // The occurrence itself takes part of the right side.
            (width.saturating_sub(DAY + 2) / 2).max(FEWEST)
        })
    });
    for line in lines {
        let date = line.article.published.as_ref();
        let date = date.map_or_else(|| "undated".to_owned(), |date| day(date, zone));
        let left = in_one_line(line.left().trim_start());
        let left = ending(&left, side);
        let pad = " ".repeat(side.saturating_sub(display_width(left)));
        let found = in_one_line(line.found());
        let room = match (report.width, report.layout.width) {
            (None, Some(_)) => side.saturating_sub(found.chars().count()),
            _ => side,
        };
        let right = in_one_line(line.right().trim_end());
        writeln!(
            out,
            "{dim}{date:<10}{dim:#}  {pad}{}{open}{}{close}{}",
            report.layout.safe(left),
            report.layout.safe(&found),
            report.layout.safe(beginning(&right, room).trim_end())
        )?;
    }
    let left = all - lines.len() as u64;
    if left > 0 {
        writeln!(out, "{dim}{left} more; -n 0 shows all{dim:#}")?;
    }
    Ok(())
}
