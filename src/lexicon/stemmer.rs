//! The French stemmer, behind one function: the only place that knows one.
//!
//! rust-stemmers implements Snowball's French algorithm as of 2017; a rule step
//! in front of it brings what Snowball 3 changed since (snowballstem.org). A stem is
//! only ever compared with another stem; it is not a word.

use std::borrow::Cow;
use std::sync::OnceLock;

use rust_stemmers::{Algorithm, Stemmer};

use crate::analysis::fold;

/// Words that Snowball 3 keeps apart (`mauvais` from `mauve`, `palais` from `pal`),
/// sorted, with their stem.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("beauvais", "beauvais"),
    ("calais", "calais"),
    ("déplaise", "déplais"),
    ("malais", "malais"),
    ("mauvais", "mauvais"),
    ("niais", "niais"),
    ("nie", "nie"),
    ("nier", "nier"),
    ("nierais", "nier"),
    ("nierons", "nieron"),
    ("nié", "nié"),
    ("niée", "nié"),
    ("niées", "nié"),
    ("niés", "nié"),
    ("palais", "palais"),
];

/// Returns the stem of a term: `présidentielles` gives `présidentiel`.
///
/// Numbers and words with a digit in them are their own stem.
pub(super) fn stem(term: &str) -> Cow<'_, str> {
    static FRENCH: OnceLock<Stemmer> = OnceLock::new();
    if term.bytes().any(|byte| byte.is_ascii_digit()) {
        return Cow::Borrowed(term);
    }
    if let Ok(at) = EXCEPTIONS.binary_search_by_key(&term, |(word, _)| word) {
        return Cow::Borrowed(EXCEPTIONS[at].1);
    }
    let french = FRENCH.get_or_init(|| Stemmer::create(Algorithm::French));
    let singular = prelude(term);
    if let Ok(at) = EXCEPTIONS.binary_search_by_key(&&*singular, |(word, _)| word) {
        return Cow::Borrowed(EXCEPTIONS[at].1);
    }
    if singular.contains(['ï', 'ë'])
        && let Some(stem) = stem_with_diaeresis(french, &singular)
    {
        return Cow::Owned(stem);
    }
    match singular {
        Cow::Borrowed(term) => french.stem(term),
        Cow::Owned(singular) => Cow::Owned(french.stem(&singular).into_owned()),
    }
}

/// The stemmer of a language other than French.
pub(super) struct ForeignStemmer(Stemmer);

impl ForeignStemmer {
    /// Returns the stemmer of a language, by its ISO 639-1 code, if there is one.
    pub(super) fn of(language: &str) -> Option<Self> {
        let algorithm = match language {
            "da" => Algorithm::Danish,
            "de" => Algorithm::German,
            "en" => Algorithm::English,
            "es" => Algorithm::Spanish,
            "fi" => Algorithm::Finnish,
            "hu" => Algorithm::Hungarian,
            "it" => Algorithm::Italian,
            "nl" => Algorithm::Dutch,
            "no" => Algorithm::Norwegian,
            "pt" => Algorithm::Portuguese,
            "ro" => Algorithm::Romanian,
            "ru" => Algorithm::Russian,
            "sv" => Algorithm::Swedish,
            "tr" => Algorithm::Turkish,
            // Those of Arabic and Tamil take off beginnings as well, and that of Greek
            // panics on some words.
            _ => return None,
        };
        Some(Self(Stemmer::create(algorithm)))
    }

    /// Returns the stem of a term without accents.
    pub(super) fn stem(&self, term: &str) -> String {
        fold(&self.0.stem(term)).into_owned()
    }
}

/// Returns a term whose ending the older algorithm reads as Snowball 3 does: the
/// feminine `-aise` becomes `-ais`, `-oux` loses its plural.
fn prelude(term: &str) -> Cow<'_, str> {
    if let Some(head) = term.strip_suffix("oux")
        && head.ends_with(['b', 'h', 'j', 'l', 'n', 'p'])
    {
        return Cow::Owned(format!("{head}ou"));
    }
    if let Some(head) = term.strip_suffix("aise").or_else(|| term.strip_suffix("aises"))
        && head.chars().count() > 2
    {
        return Cow::Owned(format!("{head}ais"));
    }
    Cow::Borrowed(term)
}

/// Suffixes that take the vowel of a diaeresis along (`héro|ïque`).
const SUFFIXES: &[&str] = &["ique", "isme", "iste", "ité", "ic", "issement", "e"];

/// Returns the stem of a word with a diaeresis, whose vowel Snowball 3 lets take part
/// in a suffix; `None` when the suffix is a verb's, which it may not (`haïr`).
fn stem_with_diaeresis(french: &Stemmer, term: &str) -> Option<String> {
    // A capital consonant marks the place: the algorithm knows none.
    let marked = term.replace('ï', "Hi").replace('ë', "He");
    let stem = french.stem(&marked);
    let stem = match stem.strip_suffix('H') {
        Some(before) => {
            let suffix = &marked[before.len() + 1..];
            SUFFIXES.iter().any(|known| suffix.starts_with(known)).then_some(before)?
        }
        None => &stem,
    };
    Some(stem.replace("Hi", "ï").replace("He", "ë"))
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
            ("français", "française"),
            ("bijou", "bijoux"),
            ("héroïque", "héroïsme"),
            ("mauvais", "mauvaise"),
        ] {
            assert_eq!(stem(one), stem(other), "{one} and {other}");
        }
    }

    #[test]
    fn other_words_do_not() {
        for (one, other) in [
            ("général", "génération"),
            ("grève", "gréviste"),
            ("2019", "2020"),
            ("mauvais", "mauve"),
            ("palais", "pal"),
            ("haïr", "ha"),
        ] {
            assert_ne!(stem(one), stem(other), "{one} and {other}");
        }
    }

    #[test]
    fn the_exceptions_are_sorted_so_that_each_is_found() {
        assert!(EXCEPTIONS.is_sorted());
        assert!(EXCEPTIONS.iter().all(|(word, expected)| stem(word) == *expected));
    }

    mod shared {
        use super::*;

        /// The vocabulary and stems of Snowball 3.1, with elisions taken off as the tokenizer
        /// does.
        #[test]
        #[ignore = "needs ../shared"]
        fn stems_agree_with_snowball() {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/snowball");
            let read = |name: &str| {
                std::fs::read_to_string(format!("{folder}/{name}")).expect("the file of Snowball")
            };
            let (words, stems) = (read("voc.txt"), read("output.txt"));
            let mut differ = Vec::new();
            for (word, expected) in words.lines().zip(stems.lines()) {
                let mut term = String::new();
                let mut tokens = crate::analysis::words(word);
                while tokens.next_into(&mut term).is_some() {}
                if stem(&term) != expected {
                    differ.push(format!("{word}: {} for {expected}", stem(&term)));
                }
            }
            assert!(words.lines().count() > 20_000 && differ.len() <= 55, "{differ:?}");
        }
    }
}
