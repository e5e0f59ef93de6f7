//! The place in a query of what is wrong with it: carets below the part.
//!
//! It shows nothing that a terminal obeys, and only what surrounds the part.

use textwrap::core::display_width;

use crate::character::{is_invisible, is_obeyed};
use crate::syntax_error::SyntaxError;

/// The most characters shown of each: before the fault, of it, and behind it.
const MAX_SHOWN_CHARS: usize = 60;

/// Returns the query on one line and, below it, carets under the fault.
///
/// Line breaks and other control characters are shown as blanks, and of a long query
/// only what surrounds the fault.
pub(super) fn caret(error: &SyntaxError) -> String {
    let text = &error.text;
    let start = text.floor_char_boundary(error.span.start);
    let end = text.floor_char_boundary(error.span.end.max(start));
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

/// Returns `text` as it can be shown on one line of a terminal.
fn shown(text: &str) -> String {
    let is_blank = |char: char| char.is_control() || char.is_whitespace();
    text.chars()
        .filter(|&char| is_blank(char) || !is_obeyed(char) && !is_invisible(char))
        .map(|char| if is_blank(char) { ' ' } else { char })
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
    use std::ops::Range;

    use jiff::Timestamp;
    use jiff::tz::TimeZone;
    use proptest::prelude::*;

    use super::*;
    use crate::error::Error;
    use crate::query::{Clock, Query};
    use crate::syntax_error::SyntaxProblem;

    fn error(text: &str, span: Range<usize>) -> SyntaxError {
        SyntaxError::new(text, span, SyntaxProblem::Deep(64))
    }

    #[track_caller]
    fn check(text: &str, fault: &str, expected: &str) {
        let start = text.find(fault).expect("the fault is in the text");
        assert_eq!(caret(&error(text, start..start + fault.len())), expected);
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
        assert_eq!(caret(&error("chat", 4..4)), "chat\n    ^");
        assert_eq!(caret(&error("", 4..4)), "\n^", "a place past the end is the end");
    }

    #[test]
    fn control_characters_are_blanks() {
        check("a\nb\t\u{1b}[31m ET", "ET", "a b  [31m ET\n          ^^");
    }

    #[test]
    fn a_long_query_is_cut_around_the_fault() {
        let text = format!("{} ET {}", "a".repeat(1000), "b".repeat(1000));
        let shown = caret(&error(&text, 1001..1003));
        let (line, carets) = shown.split_once('\n').expect("two lines");
        assert_eq!(line.chars().count(), 61 + 2 + 61);
        assert_eq!(carets, format!("{}^^", " ".repeat(61)));
    }

    proptest! {
        #[test]
        fn any_fault_is_shown_in_two_short_lines(text in "[a\\pL (:~\"]{0,400}( ET|:|NEAR/x)?") {
            let clock = Clock { now: Timestamp::UNIX_EPOCH, zone: TimeZone::UTC };
            if let Err(Error::QuerySyntax(error)) = Query::parse(&text, &clock) {
                let shown = caret(&error);
                prop_assert_eq!(shown.lines().count(), 2, "{}", shown);
                prop_assert!(shown.len() < 2_000, "{}", shown);
            }
        }
    }
}
