//! Text as XML has it, in elements and in attributes.
//!
//! What XML does not allow at all is left out: nothing of a text is markup or breaks a file.

use super::printable::in_one_line;

/// Returns a text as XML has it.
pub(super) fn escaped(text: &str) -> String {
    let is_allowed = |char: &char| matches!(char, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    let text: String = text.chars().filter(is_allowed).collect();
    htmlize::escape_attribute(&text).replace('\'', "&#39;")
}

/// Returns a text on one line as XML has it.
pub(crate) fn atom_escaped(text: &str) -> String {
    escaped(&in_one_line(text))
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_is_markup() {
        assert_eq!(escaped("<a>\"b\"&'c'\u{1}\u{FFFF}"), "&lt;a&gt;&quot;b&quot;&amp;&#39;c&#39;");
    }
}
