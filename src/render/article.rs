//! A whole article, for reading.
//!
//! It looks nothing up: what matches, and who else has the text, is given with the article.

use std::io::{self, Write};
use std::ops::Range;

use anstyle::Style;

use super::details::{copy_line, details, moment};
use super::layout::Layout;
use super::printable::in_one_line;
use crate::engine::{ArticleMarks, Entry};

const BOLD: Style = Style::new().bold();
const FACTS: Style = Style::new().dimmed();

/// Writes an article: title, details, standfirst, text, who else has it. Returns the line, from
/// 0, in which the first match of its standfirst or body is.
pub(crate) fn write_article(
    out: &mut dyn Write,
    entry: &Entry,
    marks: &ArticleMarks,
    layout: &Layout,
) -> io::Result<Option<usize>> {
    let Entry { article, copies } = entry;
    let mut page = Page { out, layout, lines: 0, first: None };
    page.text(&article.title, &marks.title, BOLD)?;
    page.first = None;
    if article.title_derived {
        page.fact("(no title in the input: the opening words)")?;
    }
    let zone = layout.zone.as_ref();
    page.fact(&details(article.published.as_ref(), &article.source, &article.section, zone))?;
    let copies: Vec<String> = copies.iter().map(|copy| copy_line(copy, zone)).collect();
    let modified = article.modified.as_ref().map_or(String::new(), |date| moment(date, zone));
    page.fact(&in_one_line(&format!("id: {}", article.id)))?;
    if !article.url.is_empty() {
        page.address(&article.url)?;
    }
    for (name, value) in [
        ("authors", article.authors.join(", ")),
        ("tags", article.tags.join(", ")),
        ("modified", modified),
        ("also", copies.join(", ")),
    ] {
        if !value.is_empty() {
            page.fact(&in_one_line(&format!("{name}: {value}")))?;
        }
    }
    let (description, body) = (article.description.as_str(), article.body.as_str());
    if !description.is_empty() && !body.starts_with(description) {
        page.line("")?;
        page.text(description, &marks.description, BOLD)?;
    }
    page.line("")?;
    page.text(body, &marks.body, Style::new())?;
    Ok(page.first)
}

/// An article on its way out.
struct Page<'a> {
    out: &'a mut dyn Write,
    layout: &'a Layout,
    /// Lines that are written.
    lines: usize,
    /// The first of them with a match.
    first: Option<usize>,
}

impl Page<'_> {
    /// Writes a text of the article, paragraphs apart where it is laid out.
    fn text(&mut self, text: &str, marks: &[Range<usize>], style: Style) -> io::Result<()> {
        // Where blank lines part paragraphs, other line ends do not.
        let is_parted = text.lines().any(|line| line.trim().is_empty());
        let is_set_apart = self.layout.width.is_some() && !is_parted;
        let mut from = 0;
        let mut lines = text.split_terminator('\n').peekable();
        while let Some(line) = lines.next() {
            let marks = within(line, from, marks);
            if !marks.is_empty() {
                self.first.get_or_insert(self.lines);
            }
            self.line(&self.layout.marked(line, &marks, style))?;
            if is_set_apart && ends_sentence(line) && lines.peek().is_some() {
                self.line("")?;
            }
            from += line.len() + 1;
        }
        Ok(())
    }

    /// Writes what is said of the article.
    fn fact(&mut self, fact: &str) -> io::Result<()> {
        self.line(&format!("{FACTS}{}{FACTS:#}", self.layout.safe(fact)))
    }

    /// Writes the address, never wrapped: a broken link cannot be followed.
    fn address(&mut self, url: &str) -> io::Result<()> {
        let shown = self.layout.linked(self.layout.safe(&in_one_line(url)).into_owned(), url);
        self.lines += 1;
        writeln!(self.out, "{FACTS}url: {shown}{FACTS:#}")
    }

    fn line(&mut self, line: &str) -> io::Result<()> {
        let mut written = Vec::new();
        self.layout.wrapped(&mut written, line, ("", ""), None)?;
        self.lines += memchr::memchr_iter(b'\n', &written).count();
        self.out.write_all(&written)
    }
}

/// Returns which characters of a line match, `marks` being those of a text in which it begins at
/// a byte.
fn within(line: &str, from: usize, marks: &[Range<usize>]) -> Vec<Range<usize>> {
    let chars = |byte: usize| line[..byte].chars().count();
    let marks = marks.iter().filter(|mark| mark.end > from && mark.start < from + line.len());
    marks
        .map(|mark| mark.start.saturating_sub(from)..(mark.end - from).min(line.len()))
        .map(|mark| chars(mark.start)..chars(mark.end))
        .collect()
}

/// Tells whether a line is the last of a paragraph, and not one of a text broken at a width.
fn ends_sentence(line: &str) -> bool {
    line.trim_end().ends_with(['.', '!', '?', '…', ':', '»', '"', '”'])
}
