//! The text of a document of Word, as its XML has it: paragraphs, those in tables as well;
//! what was deleted or is only there for older programs is no text.

use crate::ingest::markup::{Piece, Scanner, Tag, local};

/// Levels of headings.
const MOST_LEVELS: u32 = 9;

/// A paragraph.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) text: String,
    /// The level of the heading that it is by its style, 0 being that of the title of the whole.
    pub(super) level: Option<u32>,
}

impl Paragraph {
    /// Tells whether it has the style or the level of a heading.
    pub(super) fn is_heading(&self) -> bool {
        self.level.is_some()
    }
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
        "outlineLvl" => {
            let level = tag.attribute("w:val").and_then(|level| level.parse::<u32>().ok());
            // The tenth says that a paragraph is none.
            if level.is_none_or(|level| level < MOST_LEVELS) {
                mark_heading(found, level.unwrap_or(0) + 1);
            }
        }
        "pStyle" => {
            let style = tag.attribute("w:val").unwrap_or_default().to_lowercase();
            let names = ["title", "titre", "heading", "titel", "berschrift"];
            if let Some(rest) = names.iter().find_map(|name| style.strip_prefix(name)) {
                mark_heading(found, rest.trim().parse().unwrap_or(0));
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

fn mark_heading(found: &mut [Paragraph], level: u32) {
    if let Some(paragraph) = found.last_mut() {
        paragraph.level = Some(level);
    }
}
