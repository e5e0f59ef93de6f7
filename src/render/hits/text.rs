//! Hits for people: a headline, a line of details, the snippet, the link.
//!
//! It takes less room for each hit where all of them are then on the screen; which hits there
//! are is not its business.

use std::io::{self, Write};
use std::ops::Range;

use anstyle::Style as Colour;

use super::format::{HitFormat, NOTHING, Queries, Style, Written};
use crate::engine::{Answer, Copies, Detail, Fragment, Hit, SnippetOptions};
use crate::render::counted::articles;
use crate::render::counts::write_counts_text;
use crate::render::details::{copy_line, details};
use crate::render::evaluation::write_evaluation;
use crate::render::hint::headline;
use crate::render::kwic::write_kwic_text;
use crate::render::layout::{Layout, MARGIN};
use crate::render::news::{News, NewsForm, nothing};
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
    queries: Queries::Named,
    hits: Some(write_hits),
    end: Some(|written, answer, out| match written.hits {
        0 => write_page(out, answer, written, Room::Wide),
        _ => Ok(()),
    }),
    news: Some(&TEXT_NEWS),
    counts: Some(write_counts_text),
    kwic: Some(write_kwic_text),
    table: Some(write_evaluation),
    ..NOTHING
};

/// Writes what stands above the hits of a query of a file.
pub(crate) fn write_query_heading(
    layout: &Layout,
    (id, query): (&str, &str),
    out: &mut dyn Write,
) -> io::Result<()> {
    let line = format!("{TITLE}{}{TITLE:#}", layout.safe(&format!("{id}: {query}")));
    layout.wrapped(out, &line, ("", ""), None)
}

const TITLE: Colour = Colour::new().bold();
const DETAILS: Colour = Colour::new().dimmed();

/// How much room a hit takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Room {
    /// A blank line in front, the title whole, the details on a line of their own.
    Wide,
    /// A line for the title, and so many for details and snippet together; copies are a number.
    Narrow(usize),
}

/// News for people: hits below the queries that they are of.
static TEXT_NEWS: NewsForm = NewsForm {
    head: nothing,
    query: |News { id, query, layout, .. }, out| {
        id.map_or(Ok(()), |id| write_query_heading(layout, (id, query), out))
    },
    hit: |news, hit, out| {
        let style = Style { layout: news.layout.clone(), ..Style::default() };
        writeln!(out)?;
        write_hit(out, hit, &style, Room::Wide)
    },
    query_end: |out| writeln!(out),
    end: |[_, known], out| match known {
        0 => writeln!(out, "nothing new"),
        known => writeln!(out, "{} new", articles(known)),
    },
};

/// From the most to the least that is shown of each hit.
const ROOMS: [Room; 3] = [Room::Wide, Room::Narrow(2), Room::Narrow(1)];

/// Writes an answer: how the query was read where that is no matter of course, then
/// the hits. They take less room each where the page then is on the screen as a whole.
fn write_hits(written: &Written<'_>, answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    let Layout { rows: Some(rows), snippet_lines: Some(_), .. } = written.style.layout else {
        return write_page(out, answer, written, Room::Wide);
    };
    let mut page = Vec::new();
    for room in ROOMS {
        page.clear();
        write_page(&mut page, answer, written, room)?;
        if memchr::memchr_iter(b'\n', &page).count() <= rows {
            return out.write_all(&page);
        }
    }
    write_page(out, answer, written, Room::Wide)
}

/// Writes hits, behind what there is to say of the answer if they are the first.
fn write_page(
    out: &mut dyn Write,
    answer: &Answer,
    Written { style, hits, .. }: &Written<'_>,
    room: Room,
) -> io::Result<()> {
    let layout = &style.layout;
    if *hits == 0 && style.reading {
        write_reading(out, answer)?;
    }
    if *hits == 0 {
        plain(out, &headline(answer), "", layout)?;
    }
    for hit in &answer.hits {
        if room == Room::Wide {
            writeln!(out)?;
        }
        write_hit(out, hit, style, room)?;
        if let Some(parts) = &hit.explanation {
            let parts = score_line(parts, answer.reading.query());
            plain(out, &format!("{:.2} = {parts}", hit.score), MARGIN, layout)?;
        }
    }
    if layout.width.is_none() || answer.hits.is_empty() {
        return Ok(());
    }
    if room == Room::Wide {
        writeln!(out)?;
    }
    plain(out, &page_line(answer, style), "", layout)
}

fn write_hit(out: &mut dyn Write, hit: &Hit, style: &Style, room: Room) -> io::Result<()> {
    let layout = &style.layout;
    let title = layout.closed_up(&layout.marked(&hit.title, &hit.title_marks, TITLE));
    let lines = (room != Room::Wide).then_some(1);
    let rank = format!("{:>2}. ", hit.rank);
    layout.wrapped(out, &layout.linked(title, &hit.url), (&rank, MARGIN), lines)?;
    match room {
        Room::Wide => {
            plain(out, &facts(hit, &hit.section, layout), MARGIN, layout)?;
            let lines = layout.snippet_lines;
            let chars = lines.zip(layout.width).map(|(lines, width)| lines * width);
            let text = snippet(hit, layout, chars);
            if !text.is_empty() {
                layout.wrapped(out, &text, (MARGIN, MARGIN), lines)?;
            }
        }
        Room::Narrow(lines) => {
            let facts = match hit.copies.len() + hit.more_copies {
                0 => facts(hit, "", layout),
                1 => format!("{} · also 1 other", facts(hit, "", layout)),
                copies => format!("{} · also {copies} others", facts(hit, "", layout)),
            };
            let used = facts.chars().count() + MARGIN.len() * lines;
            let chars = layout.width.map(|width| (lines * width).saturating_sub(used));
            let text = format!(
                "{DETAILS}{}{DETAILS:#}  {}",
                layout.safe(&facts),
                snippet(hit, layout, chars)
            );
            layout.wrapped(out, &text, (MARGIN, MARGIN), Some(lines))?;
        }
    }
    if !style.numbered {
        let place = if hit.url.is_empty() { &hit.id } else { &hit.url };
        // Never wrapped: a broken link cannot be followed.
        writeln!(out, "{MARGIN}{DETAILS}{}{DETAILS:#}", layout.safe(&in_one_line(place)))?;
    }
    if hit.copies.is_empty() || room != Room::Wide {
        return Ok(());
    }
    let line = format!("{DETAILS}{}{DETAILS:#}", layout.safe(&also(hit, layout)));
    layout.wrapped(out, &line, (MARGIN, MARGIN), Some(1))
}

/// Returns who else has the text of a hit: where lines are cut, how many first.
fn also(hit: &Hit, layout: &Layout) -> String {
    let zone = layout.zone.as_ref();
    let copies: Vec<String> = hit.copies.iter().map(|copy| copy_line(copy, zone)).collect();
    let (copies, all) = (copies.join(", "), hit.copies.len() + hit.more_copies);
    match (layout.width, hit.more_copies) {
        (Some(_), _) if all > 1 => format!("also {all} others: {copies}"),
        (_, 0) => format!("also: {copies}"),
        (_, more) => format!("also: {copies} and {more} more"),
    }
}

/// Returns what a line says of a hit beside its title, of the section as much as is given.
fn facts(hit: &Hit, section: &str, layout: &Layout) -> String {
    let mut line = details(hit.published.as_ref(), &hit.source, section, layout.zone.as_ref());
    for (what, words) in [("tagged", &hit.tagged), ("without", &hit.lacks)] {
        if !words.is_empty() {
            line = format!("{line} · {what} {}", words.join(", "));
        }
    }
    line
}

/// Writes lines beside those of the hits.
fn plain(out: &mut dyn Write, line: &str, margin: &str, layout: &Layout) -> io::Result<()> {
    let line = format!("{DETAILS}{}{DETAILS:#}", layout.safe(line));
    layout.wrapped(out, &line, (margin, margin), None)
}

/// Returns the line below the hits: which they are, and how to go on.
fn page_line(answer: &Answer, style: &Style) -> String {
    let (Some(first), Some(last)) = (answer.hits.first(), answer.hits.last()) else {
        return String::new();
    };
    let mut page = first.rank.to_string();
    if last.rank > first.rank {
        page = format!("{page}–{}", last.rank);
    }
    page = format!("{page} of {}", answer.total);
    if answer.hits.iter().any(|hit| !hit.copies.is_empty()) {
        page += ", copies counted";
    }
    let next = style.next.map(|offset| format!("next: --offset {offset}"));
    let read = style.numbered.then(|| format!("read one: limier show @{}", first.rank));
    [Some(page), next, read].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Returns the fragments of a hit as one text, of which the first `chars` characters are to show
/// a match.
fn snippet(hit: &Hit, layout: &Layout, chars: Option<usize>) -> String {
    let mut text = String::new();
    for (index, fragment) in hit.fragments.iter().enumerate() {
        let (from, marks) = match chars {
            Some(chars) if index == 0 => opening(fragment, chars),
            _ => (0, fragment.highlights.clone()),
        };
        if index > 0 {
            text.push_str(" … ");
        } else if from > 0 || !fragment.starts_sentence {
            text.push_str("… ");
        }
        text.push_str(&layout.marked(&fragment.text[from..], &marks, Colour::new()));
    }
    if hit.fragments.last().is_some_and(|fragment| !fragment.ends_sentence) {
        text.push_str(" …");
    }
    layout.closed_up(&text)
}

/// Returns from where on, in bytes, a fragment is shown so that its first match is among the
/// first `chars` characters, and the matches from there on.
fn opening(fragment: &Fragment, chars: usize) -> (usize, Vec<Range<usize>>) {
    let Fragment { text, highlights, .. } = fragment;
    let first = highlights.first().cloned().unwrap_or_default();
    if first.end + SIGNS <= chars {
        return (0, highlights.clone());
    }
    // A third of the room is for what stands before.
    let earliest = first.start.saturating_sub(chars / 3);
    let before = text.char_indices().enumerate().take(first.start).skip(earliest);
    let mut blanks = before.filter(|(_, (_, char))| *char == ' ');
    let behind = blanks.next().map(|(at, (byte, _))| (at + 1, byte + 1));
    let word = || text.char_indices().nth(first.start).map(|(byte, _)| (first.start, byte));
    let (at, byte) = behind.or_else(word).unwrap_or_default();
    (byte, highlights.iter().map(|mark| mark.start - at..mark.end - at).collect())
}

/// Characters that `… ` and ` …` take around a fragment.
const SIGNS: usize = 4;
