//! How many articles a page without an address seems to hold, such as a program or a person
//! has put together: records, elements that open, quotes, headings of one level, lines as those
//! of a text.
//!
//! It only counts: nothing of it says for sure where an article ends.

use std::collections::HashSet;

use dom_query::NodeRef;

use super::block::{Block, TEXT_BYTES, blocks_without};
use super::byline::is_bare_date;
use super::element::is_comment;
use crate::ingest::press::gaps::is_own_heading;
use crate::ingest::press::line::is_dateline;
use crate::ingest::press::parts::seem;
use crate::ingest::record::field::{Field, FieldNames};

/// Fewest bytes of text below a heading.
const LEAST_TEXT: usize = 80;

/// The same where headings are all that parts the texts, and how many there are at least.
const LONG_TEXT: usize = 200;
const LEAST_HEADINGS: usize = 3;

/// Returns how many articles the body of such a page seems to hold, which has these lines.
pub(super) fn count(body: &NodeRef, lines: &[Block]) -> usize {
    [
        of_records(body),
        of_labelled_rows(body),
        of_details(body, lines),
        of_levels(lines),
        of_quotes(body, lines),
        of_lines(lines),
    ]
    .into_iter()
    .max()
    .unwrap_or(0)
}

/// Returns how many articles the set text that is most of any page seems to hold.
pub(super) fn of_text(body: &NodeRef, lines: &[Block]) -> usize {
    let bytes = bytes(lines);
    let texts = body.descendants_it().filter(|node| node.has_name("pre"));
    let texts = texts.map(|node| node.text()).filter(|text| text.len() * 2 > bytes);
    texts.map(|text| seem(&text)).max().unwrap_or(0)
}

/// Returns how many lists of terms are records, with a title and a body or a day by their terms.
fn of_records(body: &NodeRef) -> usize {
    let names = FieldNames::default();
    let is_record = |list: &NodeRef| {
        let terms = list.descendants_it().filter(|node| node.has_name("dt"));
        let field =
            |term: NodeRef| Some(names.find(term.text().trim().trim_end_matches([':', ' ']))?.0);
        let fields: HashSet<Field> = terms.filter_map(field).collect();
        let has_more = fields.contains(&Field::Body) || fields.contains(&Field::Published);
        fields.contains(&Field::Title) && has_more
    };
    let lists = body.descendants_it().filter(|node| node.has_name("dl"));
    match lists.filter(is_record).count() {
        1 => 0,
        count => count,
    }
}

/// Returns how many titles rows of tables give that are a label and what it says, with a body or
/// a day for each.
fn of_labelled_rows(body: &NodeRef) -> usize {
    let names = FieldNames::default();
    let field = |row: NodeRef| {
        let cells = row.element_children();
        let label = cells.first().filter(|_| cells.len() == 2)?.text();
        Some(names.find(label.trim().trim_end_matches([':', ' ']))?.0)
    };
    let rows = body.descendants_it().filter(|node| node.has_name("tr"));
    let fields: Vec<Field> = rows.filter_map(field).collect();
    let count = |field: Field| fields.iter().filter(|other| **other == field).count();
    let titles = count(Field::Title);
    let have_more = [Field::Body, Field::Published].into_iter().any(|it| count(it) == titles);
    if titles > 1 && have_more { titles } else { 0 }
}

/// Returns how many quotes are articles: most of the page, each with a line of its own paper and
/// day above its text or below it.
fn of_quotes(body: &NodeRef, lines: &[Block]) -> usize {
    let is_line = |line: &&Block| is_dateline(&line.text) && !is_bare_date(&line.text);
    let is_outer = |node: &NodeRef| {
        node.has_name("blockquote") && !node.ancestors_it(None).any(|it| it.has_name("blockquote"))
    };
    let quotes = body.descendants_it().filter(is_outer);
    let quotes: Vec<Vec<Block>> =
        quotes.map(|node| blocks_without(&node, "", is_comment)).collect();
    let paper = |quote: &Vec<Block>| {
        let ends = [quote.first(), quote.last()];
        let line = ends.into_iter().flatten().find(is_line)?;
        (bytes(quote) - line.text.len() >= LEAST_TEXT).then(|| line.text.clone())
    };
    let papers: HashSet<String> = quotes.iter().filter_map(paper).collect();
    let held: usize = quotes.iter().map(|quote| bytes(quote)).sum();
    let are_all = papers.len() == quotes.len() && held * 2 > bytes(lines);
    if papers.len() > 1 && are_all { papers.len() } else { 0 }
}

/// Returns how many elements that open are articles: most of the page, each with a heading of
/// its own, of which few ask anything.
fn of_details(body: &NodeRef, lines: &[Block]) -> usize {
    let is_outer = |node: &NodeRef| {
        node.has_name("details") && !node.ancestors_it(None).any(|it| it.has_name("details"))
    };
    let details = body.descendants_it().filter(is_outer);
    let parts: Vec<Vec<Block>> =
        details.map(|node| blocks_without(&node, "", is_comment)).collect();
    let headings: HashSet<&str> = parts
        .iter()
        .filter(|lines| lines.len() > 1 && bytes(&lines[1..]) >= LEAST_TEXT)
        .map(|lines| lines[0].text.as_str())
        .filter(|heading| is_own_heading(heading))
        .collect();
    let questions = headings.iter().filter(|heading| heading.ends_with('?')).count();
    let held: usize = parts.iter().map(|lines| bytes(lines)).sum();
    let are_all = headings.len() == parts.len() && questions * 2 < parts.len();
    if parts.len() > 1 && are_all && held * 2 > bytes(lines) { parts.len() } else { 0 }
}

/// Returns how many headings of the first level there are, each above a text: in a page of one
/// article the headings within it are lower than its own.
fn of_levels(lines: &[Block]) -> usize {
    let lines: Vec<&Block> = own(lines).collect();
    let Some(first) = lines.iter().position(|line| line.is_heading) else { return 0 };
    let level = lines[first].level;
    let starts: Vec<usize> = (first..lines.len()).filter(|&at| lines[at].level == level).collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    let is_article = |(&start, end): (&usize, usize)| {
        let text: usize = lines[start + 1..end].iter().map(|line| line.text.len()).sum();
        is_own_heading(&lines[start].text) && text >= LONG_TEXT
    };
    let titles: HashSet<&str> = starts.iter().map(|at| lines[*at].text.as_str()).collect();
    let is_text = |line: &&Block| line.text.len() >= TEXT_BYTES;
    let are_articles = starts.len() >= LEAST_HEADINGS
        && titles.len() == starts.len()
        && !lines[..first].iter().any(is_text)
        && !lines.iter().any(|line| line.is_heading && line.level < level)
        && starts.iter().zip(ends).all(is_article);
    if are_articles { starts.len() } else { 0 }
}

/// Returns how many articles lines seem to hold as those of a text do.
fn of_lines(lines: &[Block]) -> usize {
    let text = own(lines).map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n\n");
    seem(&text)
}

/// Returns the lines that are no links.
fn own(lines: &[Block]) -> impl Iterator<Item = &Block> {
    lines.iter().filter(|line| line.linked * 2 <= line.text.len())
}

fn bytes(lines: &[Block]) -> usize {
    lines.iter().map(|line| line.text.len()).sum()
}
