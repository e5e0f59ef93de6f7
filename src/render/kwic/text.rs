//! Concordances for people: a line an occurrence, all of them below each other.
//!
//! A line is never wrapped: what has no room is left out on the far side.

use std::collections::HashMap;
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

/// The fewest characters on each side, as long as something beside them can be left out.
const FEWEST: usize = 10;

/// The fewest characters on each side beside an id.
const FEWEST_BESIDE_ID: usize = 30;

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
    let ids = if report.numbered { concorded.concordance.ids() } else { Vec::new() };
    let numbers: HashMap<&str, usize> = ids.iter().copied().zip(1..).collect();
    let number_width = ids.len().to_string().len();
    let number_room = if ids.is_empty() { 0 } else { number_width + 2 };
    let id_width = lines.iter().map(|line| display_width(&in_one_line(&line.article.id)) + 2);
    let id_width = id_width.max().filter(|_| ids.is_empty()).unwrap_or(0);
    // What has no room is left out: ids, then sources, then days.
    let (mut source_width, mut has_day, mut has_id) = (source_width, true, true);
    let side = match (report.width, report.layout.width) {
        (Some(side), _) => side,
        (None, None) => USUAL,
        (None, Some(width)) => {
            // The occurrence itself takes part of the right side.
            let sides = |facts: usize| width.saturating_sub(number_room + facts + 2) / 2;
            let of_source = if source_width == 0 { 0 } else { source_width + 2 };
            has_id = id_width > 0 && sides(DAY + of_source + id_width) >= FEWEST_BESIDE_ID;
            let room = sides(DAY + of_source + if has_id { id_width } else { 0 });
            if room < FEWEST {
                has_day = sides(DAY) >= FEWEST;
                source_width = 0;
                sides(if has_day { DAY } else { 0 }).max(1)
            } else {
                room
            }
        }
    };
    for line in lines {
        let date = line.article.published.as_ref();
        let date = date.map_or_else(|| "undated".to_owned(), |date| day(date, zone));
        let date = if has_day { format!("{date:<10}  ") } else { String::new() };
        let number = numbers.get(line.article.id.as_str());
        let number = number.map_or(String::new(), |number| format!("{number:>number_width$}  "));
        let source = in_one_line(&line.article.source);
        let source = shortened(&source, source_width);
        let room = source_width - display_width(source);
        let source = match source_width {
            0 => String::new(),
            _ => format!("{}{}  ", report.layout.safe(source), " ".repeat(room)),
        };
        let id = if ids.is_empty() && has_id {
            format!("  {dim}{}{dim:#}", report.layout.safe(&line.article.id))
        } else {
            String::new()
        };
        let left = in_one_line(line.left().trim_start());
        let left = ending(&left, side);
        let pad = " ".repeat(side.saturating_sub(display_width(left)));
        let found = in_one_line(line.found());
        let (found, room) = match (report.width, report.layout.width) {
            // It goes on over the right side, and no further.
            (None, Some(_)) => {
                let found = beginning(&found, side + 2);
                (found, side.saturating_sub(found.chars().count()))
            }
            _ => (&*found, side),
        };
        let right = in_one_line(line.right().trim_end());
        let right = beginning(&right, room).trim_end();
        // An id stands below the others on a screen.
        let behind = match (report.width, report.layout.width) {
            (None, Some(_)) if !id.is_empty() => {
                " ".repeat((side + 2).saturating_sub(display_width(found) + display_width(right)))
            }
            _ => String::new(),
        };
        writeln!(
            out,
            "{dim}{number}{date}{source}{dim:#}{pad}{}{open}{}{close}{}{behind}{id}",
            report.layout.safe(left),
            report.layout.safe(found),
            report.layout.safe(right)
        )?;
    }
    let left = all - lines.len() as u64;
    if left > 0 {
        writeln!(out, "{dim}{left} more; -n 0 shows all{dim:#}")?;
    }
    Ok(())
}
