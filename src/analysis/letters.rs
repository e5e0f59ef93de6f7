//! Characters as words see them: which are part of one, which are invisible in it,
//! and how they are written in a term.
//!
//! It looks at characters one by one and never at the words around them.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, decompose_compatible};

/// Tells whether `char` is part of a word.
///
/// `º`, `ᵒ` and `ª` are letters for Unicode, but signs in `nº 5`; so are one of the
/// apostrophes and the iota below a Greek letter.
pub(super) fn is_word_char(char: char) -> bool {
    match char {
        // The letters and the signs of French print, which need no table.
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ſ' => true,
        '\u{80}'..='«' | '»' | '\u{2000}'..='\u{206F}' | 'º' | 'ᵒ' | 'ʼ' | '\u{345}' => false,
        _ => char.is_alphanumeric(),
    }
}

/// Tells whether `char` is a letter or digit that print raises or lowers: `1ᵉʳ`, `CO₂`.
fn is_raised(char: char) -> bool {
    matches!(
        char,
        '²' | '³' | '¹'
            | '\u{2B0}'..='\u{2B8}'
            | '\u{2E0}'..='\u{2E4}'
            | '\u{1D2C}'..='\u{1D6A}'
            | '\u{1D78}'
            | '\u{1D9B}'..='\u{1DBF}'
            | '\u{2070}'..='\u{209C}'
            | '\u{2C7C}' | '\u{2C7D}'
    )
}

/// Returns the plain letter of one that print raises or lowers, or `char` itself.
fn lowered(char: char) -> char {
    let mut plain = char;
    if is_raised(char) {
        decompose_compatible(char, |char| plain = char);
    }
    plain
}

/// Tells whether `char` is a combining accent, as in a decomposed `é`, or its like in another script.
pub(super) fn is_combining(char: char) -> bool {
    char >= '\u{300}' && canonical_combining_class(char) != 0
}

/// Tells whether `char` is invisible and may stand inside a word: soft hyphen, zero-width
/// spaces and joiners, directional marks, variation selectors, byte order mark.
pub(super) fn is_ignored(char: char) -> bool {
    matches!(
        char,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
    )
}

/// Returns the characters of a term: visible, in lower case, composed.
pub(super) fn normalised(source: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    let visible = source.filter(|&char| !is_ignored(char)).map(lowered);
    visible.flat_map(char::to_lowercase).flat_map(spelled_out).nfc()
}

/// Returns the letters of a typographic ligature of printed text, or `char` itself;
/// `œ` and `æ` are letters and stay.
fn spelled_out(char: char) -> impl Iterator<Item = char> {
    let (letter, ligature) = match char {
        'ﬀ' => (None, "ff"),
        'ﬁ' => (None, "fi"),
        'ﬂ' => (None, "fl"),
        'ﬃ' => (None, "ffi"),
        'ﬄ' => (None, "ffl"),
        'ﬅ' | 'ﬆ' => (None, "st"),
        _ => (Some(char), ""),
    };
    letter.into_iter().chain(ligature.chars())
}
/// Tells whether `char` is one of the signs used as a hyphen inside a word.
pub(super) fn is_hyphen(char: char) -> bool {
    matches!(char, '-' | '\u{2010}' | '\u{2011}')
}

/// Tells whether `char` is a letter of a script that has capitals.
pub(super) fn is_cased(char: char) -> bool {
    (char.is_lowercase() || !char.to_lowercase().eq([char])) && is_word_char(char)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_needs_no_table_is_as_the_table_has_it() {
        for char in '\0'..=char::MAX {
            let is_sign = matches!(char, 'º' | 'ᵒ' | 'ª' | 'ʼ' | '\u{345}');
            assert_eq!(is_word_char(char), char.is_alphanumeric() && !is_sign, "{char:?}");
        }
    }
}
