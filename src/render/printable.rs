//! Text from articles made safe: for a terminal, for a line, for JSON.
//!
//! Every output passes through here. What is not seen is left out, what a terminal obeys is
//! replaced, and what ends a line is a blank where the line must not end.

use std::borrow::Cow;
use std::fmt::Write;

use crate::character::{ends_line, is_invisible, is_obeyed};

/// What stands for a character that a terminal obeys.
const OBEYED: char = '\u{FFFD}';

/// Returns a character of a line as it is shown: nothing of what is not seen, a blank for what
/// ends a line.
pub(super) fn shown(char: char) -> Option<char> {
    match char {
        // Most of all text.
        ' '..='~' => Some(char),
        '\t' => Some(' '),
        _ if ends_line(char) => Some(' '),
        _ if is_obeyed(char) => Some(OBEYED),
        _ => (!is_invisible(char)).then_some(char),
    }
}

/// Returns a text of several lines as it is shown: line ends and tabs stay.
#[must_use]
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    replaced(text, |char| match char {
        '\n' | '\t' => Some(char),
        // It overwrites its line.
        '\r' => Some(OBEYED),
        _ => shown(char),
    })
}

/// Returns `text` on one line, so that nothing in it looks like another one.
#[must_use]
pub(crate) fn in_one_line(text: &str) -> Cow<'_, str> {
    replaced(text, shown)
}

/// Returns JSON that says the same, without what ends a line or turns it for a reader that
/// knows nothing of JSON.
#[must_use]
pub(crate) fn json_in_one_line(json: &str) -> Cow<'_, str> {
    // It can stand in strings only, where its code is the same.
    let is_escaped = |char: char| char != '\n' && (ends_line(char) || is_obeyed(char));
    if !json.contains(is_escaped) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for char in json.chars() {
        if is_escaped(char) {
            // Writing to a string succeeds.
            let _ = write!(escaped, "\\u{:04x}", u32::from(char));
        } else {
            escaped.push(char);
        }
    }
    Cow::Owned(escaped)
}

/// Returns a text with what each character is replaced by.
fn replaced(text: &str, of: impl Fn(char) -> Option<char>) -> Cow<'_, str> {
    if text.chars().all(|char| of(char) == Some(char)) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter_map(of).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_replaced_character_by_character() {
        assert_eq!(
            printable("a\u{1B}[31mb\rc\u{9B}d\u{202E}e"),
            "a\u{FFFD}[31mb\u{FFFD}c\u{FFFD}d\u{FFFD}e"
        );
        assert_eq!(printable("l’été\n\tà 25\u{202F}000\u{A0}€"), "l’été\n\tà 25\u{202F}000\u{A0}€");
    }

    #[test]
    fn what_is_not_seen_is_left_out() {
        assert_eq!(printable("in\u{AD}ci\u{200B}dent\u{FEFF}\u{E0041}"), "incident");
        assert_eq!(in_one_line("Le\u{2060}\u{FE0F}\u{3164} Phare"), "Le Phare");
    }

    #[test]
    fn a_line_stays_one() {
        for end in ["\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}", "\t"] {
            assert_eq!(in_one_line(&format!("a{end}b")), "a b", "{end:?}");
        }
        assert_eq!(printable("a\u{2028}b\u{2029}c\u{85}d"), "a b c d");
        assert_eq!(in_one_line("a\u{1B}[2J"), "a\u{FFFD}[2J");
    }

    #[test]
    fn json_says_the_same_in_a_line() {
        let text = "a\u{2028}\u{85}\u{7F}\u{202E}é\u{AD}";
        let json = serde_json::json!({ "id": text }).to_string();
        let line = json_in_one_line(&json);
        assert_eq!(line, "{\"id\":\"a\\u2028\\u0085\\u007f\\u202eé\u{AD}\"}");
        let read: serde_json::Value = serde_json::from_str(&line).expect("JSON");
        assert_eq!(read["id"], text);
    }
}
