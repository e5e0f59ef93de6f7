//! Text from articles made safe for a terminal.

use std::borrow::Cow;

/// Returns `text` with nothing in it that a terminal obeys: control characters and
/// marks that turn the direction of writing become `�`; line ends and tabs stay.
#[must_use]
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    let is_hostile = |char: char| {
        (char.is_control() && !matches!(char, '\n' | '\t'))
            || matches!(char, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{61C}')
    };
    if text.contains(is_hostile) {
        Cow::Owned(text.replace(is_hostile, "\u{FFFD}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Returns `text` on one line, so that nothing in it looks like another one: line ends and
/// tabs are blanks.
#[must_use]
pub(crate) fn in_one_line(text: &str) -> Cow<'_, str> {
    let ends = ['\n', '\r', '\t', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}'];
    if text.contains(ends) { Cow::Owned(text.replace(ends, " ")) } else { Cow::Borrowed(text) }
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
}
