//! The end of a text: what stands behind its last paragraph and is no part of it.
//!
//! It goes by the shape of lines: polls, boxes in rows, lines with dates.

use super::block::{Block, TEXT_BYTES};
use super::byline::is_bare_date;

/// So many headings without a paragraph below, one line in so many, are those of boxes.
const BOXES: usize = 3;
const BOX_LINES: usize = 4;

/// Cuts off what stands behind the last paragraph and is no part of the text, and returns the
/// lines with a date among it. Readers may have been asked a question before one of the lines:
/// what follows are the answers.
pub(super) fn cut(lines: &mut Vec<Block>, question: Option<usize>) -> Vec<String> {
    let is_text =
        |block: &Block| block.text.len() >= TEXT_BYTES && block.linked * 2 <= block.text.len();
    let end = lines.iter().rposition(is_text).map_or(0, |at| at + 1);
    let mut behind = lines.split_off(end);
    if let Some(at) = question.and_then(|at| at.checked_sub(end)) {
        behind.truncate(at);
    }
    let headings = behind.iter().filter(|block| block.is_heading).count();
    if end > 0 && headings >= BOXES && headings * BOX_LINES > behind.len() {
        let first = behind.iter().position(|block| block.is_heading);
        behind.truncate(first.unwrap_or_default());
    }
    let mut dates = Vec::new();
    for block in behind {
        if end > 0 && is_bare_date(&block.text) {
            dates.push(block.text);
        } else {
            lines.push(block);
        }
    }
    while lines.last().is_some_and(|block| block.is_heading) {
        lines.pop();
    }
    dates
}
