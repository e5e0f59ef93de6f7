//! What is surely meant as syntax and cannot be read, with its place.
//!
//! A message is in lower case, names the part and says what to do. It never prints:
//! the caret is a text of two lines for whoever prints.

use std::ops::Range;

use textwrap::core::display_width;

/// The most characters shown of each: before the fault, of it, and behind it.
const MAX_SHOWN_CHARS: usize = 60;

/// A part of a query that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub(super) struct SyntaxError {
    /// Where it stands in the text, in bytes; empty when something is missing there.
    pub(super) span: Range<usize>,
    /// What is wrong and what to do.
    pub(super) message: String,
}

impl SyntaxError {
    /// Makes the error of the part of a query at `span`.
    #[must_use]
    pub(super) fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        Self { span, message: message.into() }
    }

    /// Returns the query on one line and, below it, carets under the fault.
    ///
    /// `text` is what was parsed. Line breaks and other control characters are shown
    /// as blanks, and of a long query only what surrounds the fault.
    #[must_use]
    pub(super) fn caret(&self, text: &str) -> String {
        let start = text.floor_char_boundary(self.span.start);
        let end = text.floor_char_boundary(self.span.end.max(start));
        let before = shown(&text[..start]);
        let from = before.char_indices().rev().nth(MAX_SHOWN_CHARS - 1).map_or(0, |(at, _)| at);
        let ellipsis = if from > 0 { "…" } else { "" };
        let before = format!("{ellipsis}{}", &before[from..]);
        let fault = cut(shown(&text[start..end]));
        let after = if fault.ends_with('…') { String::new() } else { cut(shown(&text[end..])) };
        let blanks = " ".repeat(display_width(&before));
        let carets = "^".repeat(display_width(&fault).max(1));
        format!("{before}{fault}{after}\n{blanks}{carets}")
    }
}

/// Returns `text` as it can be shown on one line of a terminal.
fn shown(text: &str) -> String {
    let is_bidi = |char| matches!(char, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .filter(|&char| !is_bidi(char))
        .map(|char| if char.is_control() || char.is_whitespace() { ' ' } else { char })
        .collect()
}

/// Returns the start of `text`, with an ellipsis when there is more.
fn cut(mut text: String) -> String {
    if let Some((at, _)) = text.char_indices().nth(MAX_SHOWN_CHARS) {
        text.truncate(at);
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, fault: &str, expected: &str) {
        let start = text.find(fault).expect("the fault is in the text");
        let error = SyntaxError::new(start..start + fault.len(), "wrong");
        assert_eq!(error.caret(text), expected);
    }

    #[test]
    fn carets_stand_under_the_fault() {
        check("état NEAR/x urgence", "NEAR/x", "état NEAR/x urgence\n     ^^^^^^");
        check("auteur:", "auteur:", "auteur:\n^^^^^^^");
        check("e\u{301}tat ET", "ET", "e\u{301}tat ET\n     ^^");
        check("北京 ET", "ET", "北京 ET\n     ^^");
    }

    #[test]
    fn what_is_missing_has_one_caret() {
        let error = SyntaxError::new(4..4, "missing");
        assert_eq!(error.caret("chat"), "chat\n    ^");
        assert_eq!(error.caret(""), "\n^", "a place past the end is the end");
    }

    #[test]
    fn control_characters_are_blanks() {
        check("a\nb\t\u{1b}[31m ET", "ET", "a b  [31m ET\n          ^^");
    }

    #[test]
    fn a_long_query_is_cut_around_the_fault() {
        let text = format!("{} ET {}", "a".repeat(1000), "b".repeat(1000));
        let caret = SyntaxError::new(1001..1003, "wrong").caret(&text);
        let (line, carets) = caret.split_once('\n').expect("two lines");
        assert_eq!(line.chars().count(), 61 + 2 + 61);
        assert_eq!(carets, format!("{}^^", " ".repeat(61)));
    }
}
