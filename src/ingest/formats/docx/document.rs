//! The text of a document of Word, as its XML has it: paragraphs, those in tables as well;
//! what was deleted or is only there for older programs is no text.

use super::nexis;
use crate::article::Article;
use crate::ingest::bytes::encoding;
use crate::ingest::format::ReadOutcome;
use crate::ingest::markup::{Piece, Scanner, Tag};
use crate::rejection::Reason;

/// Most characters of a first line that is taken for a title.
const MOST_OF_TITLE: usize = 150;

/// A paragraph.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) text: String,
    /// It has the style or the level of a heading.
    pub(super) is_heading: bool,
}

/// Returns the articles of a document.
pub(super) fn read(xml: &[u8]) -> Vec<ReadOutcome> {
    let paragraphs = paragraphs(&encoding::decode(xml, None));
    let reports = nexis::articles(&paragraphs);
    if reports.len() > 1 {
        return (1..).map(Some).zip(reports).collect();
    }
    let one = reports.into_iter().next();
    vec![(None, one.unwrap_or_else(|| article(&paragraphs)))]
}

/// Returns the one article of a document: its first heading or else a short first line is
/// the title.
fn article(paragraphs: &[Paragraph]) -> Result<Article, Reason> {
    let mut lines = paragraphs.iter().filter(|line| !line.text.is_empty()).peekable();
    let is_title = |line: &&&Paragraph| {
        line.is_heading || line.text.chars().count() <= MOST_OF_TITLE && !line.text.contains('\n')
    };
    let title = lines.next_if(|line| is_title(&line));
    let body = lines.map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n");
    let title = title.map(|line| line.text.replace('\n', " ")).unwrap_or_default();
    let (title, body) = if body.is_empty() { (String::new(), title) } else { (title, body) };
    if body.is_empty() {
        return Err(Reason::NoText);
    }
    Ok(Article { title, body, ..Article::default() })
}

/// Returns the paragraphs of a document in their order, empty ones too.
pub(super) fn paragraphs(xml: &str) -> Vec<Paragraph> {
    let mut found: Vec<Paragraph> = Vec::new();
    let mut scanner = Scanner::new(xml);
    let mut is_text = false;
    while let Some(piece) = scanner.next() {
        match piece {
            // What `mc:Choice` says is said again for older programs.
            Piece::Start(tag) if tag.is("mc:Fallback") => scanner.skip_to_end("mc:Fallback"),
            Piece::Start(tag) => start(tag, &mut found, &mut is_text),
            Piece::End(name) if local(name) == "t" => is_text = false,
            Piece::Text(text) if is_text => {
                if let Some(paragraph) = found.last_mut() {
                    paragraph.text.push_str(&htmlize::unescape(text));
                }
            }
            _ => {}
        }
    }
    for paragraph in &mut found {
        let lines = paragraph.text.lines().map(str::trim).filter(|line| !line.is_empty());
        paragraph.text = lines.collect::<Vec<_>>().join("\n");
    }
    found
}

fn start(tag: Tag<'_>, found: &mut Vec<Paragraph>, is_text: &mut bool) {
    match local(tag.name) {
        "p" => {
            found.push(Paragraph::default());
            *is_text = false;
        }
        "t" => *is_text = !tag.is_empty(),
        "tab" => push(found, ' '),
        "br" | "cr" => push(found, '\n'),
        "outlineLvl" => mark_heading(found),
        "pStyle" => {
            let style = tag.attribute("w:val").unwrap_or_default().to_lowercase();
            if ["title", "titre", "heading", "titel"].iter().any(|name| style.starts_with(name)) {
                mark_heading(found);
            }
        }
        _ => {}
    }
}

fn push(found: &mut [Paragraph], char: char) {
    // Tabs are also declared among the properties, before any text.
    if let Some(paragraph) = found.last_mut().filter(|paragraph| !paragraph.text.is_empty()) {
        paragraph.text.push(char);
    }
}

fn mark_heading(found: &mut [Paragraph]) {
    if let Some(paragraph) = found.last_mut() {
        paragraph.is_heading = true;
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}
