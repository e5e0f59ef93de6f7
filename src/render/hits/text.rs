//! Hits for people: a headline, a line of details, the snippet, the link.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style as Colour};

use super::format::{HitFormat, Queries, Style};
use super::layout::{Layout, MARGIN};
use crate::engine::{Answer, Copies, Detail, Hit, SnippetOptions};
use crate::render::details::{copy_line, details};
use crate::render::evaluation::write_evaluation;
use crate::render::hint::headline;
use crate::render::printable::in_one_line;
use crate::render::reading::write_reading;
use crate::render::score::score_line;

/// Most copies of a hit that a person is shown.
const MAX_COPIES: usize = 10;

/// Hits for people.
pub(crate) static TEXT: HitFormat = HitFormat {
    name: "text",
    help: "For people",
    for_people: true,
    copies: Copies::Grouped(MAX_COPIES),
    detail: Detail::Snippet(SnippetOptions::DEFAULT),
    partial: true,
    queries: Queries::One,
    head: None,
    hits: write_hits,
    article: None,
    decision: None,
    table: Some(write_evaluation),
};

const RANK: Colour = AnsiColor::Cyan.on_default();
const TITLE: Colour = Colour::new().bold();
const DETAILS: Colour = Colour::new().dimmed();

/// Writes an answer: how the query was read where that is no matter of course, then
/// the hits.
fn write_hits(
    _: Option<&str>,
    answer: &Answer,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let layout = style.layout;
    if style.reading {
        write_reading(out, answer)?;
    }
    writeln!(out, "{DETAILS}{}{DETAILS:#}", layout.safe(&headline(answer)))?;
    for hit in &answer.hits {
        writeln!(out)?;
        write_hit(out, hit, layout)?;
        if let Some(parts) = &hit.explanation {
            let parts = score_line(parts, answer.reading.query());
            dimmed(out, &format!("{:.2} = {parts}", hit.score), layout)?;
        }
    }
    Ok(())
}

fn write_hit(out: &mut dyn Write, hit: &Hit, layout: Layout) -> io::Result<()> {
    let title = layout.linked(layout.marked(&hit.title, &hit.title_marks, TITLE), &hit.url);
    let rank = format!("{:>2}. ", hit.rank);
    layout.wrapped(out, &format!("{RANK}{rank}{RANK:#}{title}"), "")?;
    let mut line = details(hit.published.as_ref(), &hit.source, &hit.section);
    if !hit.lacks.is_empty() {
        line = format!("{line} · without {}", hit.lacks.join(", "));
    }
    dimmed(out, &line, layout)?;
    let text = snippet(hit, layout);
    if !text.is_empty() {
        layout.wrapped(out, &text, MARGIN)?;
    }
    let place = if hit.url.is_empty() { &hit.id } else { &hit.url };
    // Never wrapped: a broken link cannot be followed.
    writeln!(out, "{MARGIN}{DETAILS}{}{DETAILS:#}", layout.safe(&in_one_line(place)))?;
    if hit.copies.is_empty() {
        return Ok(());
    }
    let copies: Vec<String> = hit.copies.iter().map(copy_line).collect();
    let mut line = format!("also: {}", copies.join(", "));
    if hit.more_copies > 0 {
        line = format!("{line} and {} more", hit.more_copies);
    }
    dimmed(out, &line, layout)
}

/// Writes a line below a headline.
fn dimmed(out: &mut dyn Write, line: &str, layout: Layout) -> io::Result<()> {
    layout.wrapped(out, &format!("{DETAILS}{}{DETAILS:#}", layout.safe(line)), MARGIN)
}

/// Returns the fragments of a hit as one text.
fn snippet(hit: &Hit, layout: Layout) -> String {
    let mut text = String::new();
    for (index, fragment) in hit.fragments.iter().enumerate() {
        if index > 0 {
            text.push_str(" … ");
        } else if !fragment.starts_sentence {
            text.push_str("… ");
        }
        text.push_str(&layout.marked(&fragment.text, &fragment.highlights, Colour::new()));
    }
    if hit.fragments.last().is_some_and(|fragment| !fragment.ends_sentence) {
        text.push_str(" …");
    }
    text
}
