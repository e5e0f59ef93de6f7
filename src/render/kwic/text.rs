//! Concordances for people: a line an occurrence, all of them below each other.
//!
//! A line is never wrapped: what has no room is left out on the far side.

use std::io::{self, Write};

use anstyle::Style;
use textwrap::core::display_width;

use super::report::{Concorded, EachConcorded, KwicReport, beginning, ending};
use crate::engine::Concordance;
use crate::error::Result;
use crate::render::counted::{articles, counted};
use crate::render::details::day;
use crate::render::printable::in_one_line;

/// Characters on each side where no screen says how many there is room for.
const USUAL: usize = 50;

/// The fewest characters on each side.
const FEWEST: usize = 10;

/// Columns of the day, and what stands between it and the text.
const DAY: usize = 12;

/// The widest that the column of sources is.
const SOURCE: usize = 14;

/// Returns the beginning of a text that is so wide at most.
fn shortened(text: &str, width: usize) -> &str {
    let mut ends = text.char_indices().map(|(at, char)| at + char.len_utf8());
    let end = ends.by_ref().take_while(|end| display_width(&text[..*end]) <= width).last();
    &text[..end.unwrap_or(0)]
}

/// Writes concordances, those of several queries below what each is of.
pub(crate) fn write_kwic(
    report: &KwicReport<'_>,
    each: &mut EachConcorded<'_>,
    out: &mut dyn Write,
) -> Result<()> {
    let mut before = "";
    each(&mut |concorded| {
        if let Some(id) = concorded.id {
            let (bold, line) = (Style::new().bold(), format!("{id}: {}", concorded.query));
            writeln!(out, "{before}{bold}{}{bold:#}", report.layout.safe(&line))?;
            before = "\n";
        }
        write_one(report, concorded, out)
    })
}

fn write_one(
    report: &KwicReport<'_>,
    concorded: &Concorded<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let dim = Style::new().dimmed();
    let lines = &concorded.concordance.lines;
    let Concordance { occurrences: all, articles: matching, without, .. } = *concorded.concordance;
    match all {
        0 if matching > 0 => {
            let found = counted(matching, "article is found", "articles are found");
            let of_text = "by a tag, a source or a date, which have none in a text";
            writeln!(out, "{dim}no occurrence; {found}, {of_text}{dim:#}")?;
        }
        0 => writeln!(out, "{dim}no occurrence{dim:#}")?,
        all => {
            let found = counted(all, "occurrence", "occurrences");
            let others = match without {
                0 => String::new(),
                1 => "; 1 more has none in its text, but a tag or a date".to_owned(),
                more => format!("; {more} more have none in their text, but a tag or a date"),
            };
            writeln!(out, "{dim}{found} in {}{others}{dim:#}", articles(matching - without))?;
        }
    }
    let sources = lines.iter().map(|line| display_width(&in_one_line(&line.article.source)));
    let source_width = sources.max().unwrap_or(0).min(SOURCE);
    let zone = report.layout.zone.as_ref();
    let (open, close) = report.layout.signs(Style::new());
    let side = report.width.unwrap_or_else(|| {
        report.layout.width.map_or(USUAL, |width| {
            // The occurrence itself takes part of the right side.
            let facts = DAY + if source_width == 0 { 0 } else { source_width + 2 };
            (width.saturating_sub(facts + 2) / 2).max(FEWEST)
        })
    });
    for line in lines {
        let date = line.article.published.as_ref();
        let date = date.map_or_else(|| "undated".to_owned(), |date| day(date, zone));
        let source = in_one_line(&line.article.source);
        let source = shortened(&source, source_width);
        let room = source_width - display_width(source);
        let source = match source_width {
            0 => String::new(),
            _ => format!("{}{}  ", report.layout.safe(source), " ".repeat(room)),
        };
        // On a screen the numbers and links of a search name articles.
        let id = match report.layout.width {
            Some(_) => String::new(),
            None => format!("  {dim}{}{dim:#}", report.layout.safe(&line.article.id)),
        };
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
            "{dim}{date:<10}  {source}{dim:#}{pad}{}{open}{}{close}{}{id}",
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
