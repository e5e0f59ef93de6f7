//! The authors that a page shows: the names in lines that are called so, or say so, below the
//! headline or right behind the text.

use super::author::names_of_byline;
use super::block::{Block, TEXT_BYTES};
use super::byline::is_byline;

/// Most lines behind the last text in which authors are looked for: others follow.
const MAX_LINES_BEHIND: usize = 6;

/// Most bytes of a line of authors.
const LINE_BYTES: usize = 160;

/// Most authors of an article.
const MAX_AUTHORS: usize = 30;

/// Lines that name what the next one says.
const LABELS: &[&str] = &["auteur", "auteurs", "auteur :", "auteurs :", "par", "par :"];

/// Tells whether a line only names what the next one says.
pub(super) fn is_label(line: &str) -> bool {
    LABELS.contains(&line.to_lowercase().as_str())
}

/// Returns the names of those who wrote an article, in the first place where lines name any;
/// `below` are the lines below its headline.
pub(super) fn shown_authors(below: &[Block]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let (mut texts, mut lines_behind) = (0, 0);
    let mut is_labelled = false;
    for block in below {
        let is_line = block.text.len() < LINE_BYTES;
        let is_called = is_line && block.author * 2 > block.text.len();
        if block.text.len() >= TEXT_BYTES && !is_called {
            if !found.is_empty() {
                break;
            }
            (texts, lines_behind) = (texts + 1, 0);
        } else if texts > 0 {
            lines_behind += 1;
        }
        // Below another heading are the authors of other articles.
        if block.is_heading && texts > 0 && lines_behind > 0 {
            lines_behind = MAX_LINES_BEHIND;
        }
        if !is_line || lines_behind >= MAX_LINES_BEHIND {
            continue;
        }
        let says = is_called || is_labelled || is_byline(&block.text);
        let names =
            if says { names_of_byline(&block.text, is_called || is_labelled) } else { Vec::new() };
        is_labelled = is_label(&block.text);
        if names.is_empty() && !found.is_empty() || found.len() > MAX_AUTHORS {
            break;
        }
        for name in names {
            if !found.iter().any(|known| known == name) {
                found.push(name.to_owned());
            }
        }
    }
    found
}
