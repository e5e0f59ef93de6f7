//! The French stemmer, behind one function: the only place that knows one.
//!
//! rust-stemmers implements Snowball's French algorithm (snowballstem.org). A
//! stem is only ever compared with another stem; it is not a word.

use std::borrow::Cow;
use std::sync::OnceLock;

use rust_stemmers::{Algorithm, Stemmer};

use crate::analysis::fold;

/// Returns the stem of a term: `présidentielles` gives `présidentiel`.
///
/// Numbers and words with a digit in them are their own stem.
pub(super) fn stem(term: &str) -> Cow<'_, str> {
    static FRENCH: OnceLock<Stemmer> = OnceLock::new();
    if term.bytes().any(|byte| byte.is_ascii_digit()) {
        return Cow::Borrowed(term);
    }
    FRENCH.get_or_init(|| Stemmer::create(Algorithm::French)).stem(term)
}

/// Returns the stem of a term without accents, under which the lexicon keeps it.
pub(super) fn folded_stem(term: &str) -> String {
    fold(&stem(term)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflected_forms_share_a_stem() {
        for (one, other) in [
            ("cheval", "chevaux"),
            ("président", "présidents"),
            ("manifester", "manifestations"),
            ("grève", "grèves"),
            ("national", "nationale"),
        ] {
            assert_eq!(stem(one), stem(other), "{one} and {other}");
        }
    }

    #[test]
    fn other_words_do_not() {
        for (one, other) in [("général", "génération"), ("grève", "gréviste"), ("2019", "2020")]
        {
            assert_ne!(stem(one), stem(other), "{one} and {other}");
        }
    }
}
