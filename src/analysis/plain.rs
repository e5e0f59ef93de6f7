//! A text in plain signs: the same whatever program wrote its blanks, apostrophes, quotes, dashes,
//! capitals and accents.
//!
//! Nothing that tells one text from another is left out: no word, accent, figure or sign.

use unicode_normalization::UnicodeNormalization;
use xxhash_rust::xxh3::xxh3_64;

use crate::character::{is_invisible, is_obeyed};

/// Returns a hash of a text in plain signs (XXH3), never 0.
#[must_use]
pub(crate) fn plain_hash(text: &str) -> u64 {
    let mut plain = String::with_capacity(text.len());
    let mut is_behind_blank = false;
    for char in text.nfc().filter(|char| !is_unseen(*char)) {
        if char.is_whitespace() {
            is_behind_blank = true;
            continue;
        }
        // Blanks beside a sign are a matter of typography: `« oui »`, `"oui"`, `2,5 %`.
        if is_behind_blank && char.is_alphanumeric() && plain.ends_with(char::is_alphanumeric) {
            plain.push(' ');
        }
        is_behind_blank = false;
        match char {
            '’' | '‘' | '‛' | 'ʼ' | 'ˈ' | '＇' | '´' | '`' | '′' | '‹' | '›' => {
                plain.push('\'');
            }
            '«' | '»' | '“' | '”' | '„' | '‟' | '″' => plain.push('"'),
            '‐'..='―' | '−' => plain.push('-'),
            '…' => plain.push_str("..."),
            'ﬀ' => plain.push_str("ff"),
            'ﬁ' => plain.push_str("fi"),
            'ﬂ' => plain.push_str("fl"),
            'ﬃ' => plain.push_str("ffi"),
            'ﬄ' => plain.push_str("ffl"),
            'Œ' | 'œ' => plain.push_str("oe"),
            'Æ' | 'æ' => plain.push_str("ae"),
            char => plain.extend(char.to_lowercase()),
        }
    }
    xxh3_64(plain.as_bytes()).max(1)
}

/// Tells whether nothing is seen of a character, marks of direction among them.
fn is_unseen(char: char) -> bool {
    is_invisible(char) || is_obeyed(char) && !char.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "L’hémicycle : « Le cœur du dossier – 2,5 % – tient à l’accord », \
        dit-elle… Les 45 pompiers affluent ; un homme est tué.";

    #[track_caller]
    fn check(other: &str, is_same: bool) {
        assert_eq!(plain_hash(STORY) == plain_hash(other), is_same, "{other}");
    }

    #[test]
    fn a_text_is_the_same_however_a_program_writes_its_signs() {
        for apostrophe in ["'", "‘", "ʼ", "ˈ", "´", "＇"] {
            check(&STORY.replace('’', apostrophe), true);
        }
        check(&STORY.replace("« ", "\"").replace(" »", "\""), true);
        check(&STORY.replace(" :", "\u{A0}:").replace(" %", "%").replace(" –", " -"), true);
        check(&STORY.replace('…', "...").replace("œ", "oe").replace("ffl", "ﬄ"), true);
        check(&STORY.replace(". ", ".\r\n\r\n\t").replace(' ', "  "), true);
        check(&STORY.replace("pompiers", "pom\u{AD}piers\u{200E}"), true);
        check(&STORY.to_uppercase(), true);
        let apart: String = STORY.nfd().collect();
        check(&apart, true);
    }

    #[test]
    fn another_word_accent_figure_or_sign_makes_another_text() {
        for (one, other) in [
            ("2,5", "25"),
            ("2,5", "2 5"),
            ("2,5", "-2,5"),
            ("2,5", "2.5"),
            ("2,5", "2⁵"),
            ("45", "4 5"),
            ("45", "46"),
            ("%", "€"),
            ("%", "‰"),
            ("tué", "tue"),
            ("l’accord", "la corde"),
            ("est tué", "esttué"),
            ("tué.", "tué ?"),
        ] {
            assert!(STORY.contains(one));
            check(&STORY.replace(one, other), false);
        }
        assert_ne!(plain_hash(""), 0);
    }
}
