//! Text on its way out of a page: blanks, entities, letters to compare by.
//!
//! No word is left out or changed.

/// Returns `text` with its blanks made one and its entities decoded, as values of
/// attributes and of structured data need it.
pub(super) fn tidy(text: &str) -> String {
    let decoded = htmlize::unescape(text);
    let mut tidy = String::with_capacity(decoded.len());
    push_tidy(&mut tidy, &decoded);
    tidy.truncate(tidy.trim_end().len());
    tidy
}

/// Appends `text` with its blanks made one; no-break spaces stay.
pub(super) fn push_tidy(out: &mut String, text: &str) {
    for char in text.chars() {
        if !is_blank(char) {
            out.push(char);
        } else if !out.is_empty() && !out.ends_with([' ', '\n']) {
            out.push(' ');
        }
    }
}

/// Tells whether a character is a blank at which lines may break.
fn is_blank(char: char) -> bool {
    (char.is_whitespace() || char.is_control())
        && !matches!(char, '\u{A0}' | '\u{202F}' | '\u{2007}')
}

/// Returns the letters and digits of `text` in lower case.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Tells whether a line ends as a sentence does.
pub(super) fn ends_sentence(line: &str) -> bool {
    line.ends_with(['.', '!', '?', '…', ':', '»'])
}
