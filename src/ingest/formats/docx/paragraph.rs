//! The text of a document of Word, as its XML has it: paragraphs, those in tables as well;
//! what was deleted or is only there for older programs is no text.

use crate::ingest::markup::{Piece, Scanner, Tag, local};

/// A paragraph.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) text: String,
    /// It has the style or the level of a heading.
    pub(super) is_heading: bool,
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
