//! The French stemmer, behind one function: the only place that knows one.
//!
//! rust-stemmers implements Snowball's French algorithm as of 2017; a rule step
//! in front of it brings what Snowball 3 changed since (snowballstem.org), and a
//! few words whose plural or feminine no rule tells. A stem is only ever compared
//! with another stem; it is not a word.

use std::borrow::Cow;
use std::sync::OnceLock;

use rust_stemmers::{Algorithm, Stemmer};

use crate::analysis::fold;

/// Words with a stem of their own, sorted: those Snowball 3 keeps apart
/// (`mauvais` from `mauve`, `palais` from `pal`), and irregular forms under the
/// stem of their singular.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("baux", "bail"),
    ("beauvais", "beauvais"),
    ("bel", "beau"),
    ("belle", "beau"),
    ("belles", "beau"),
    ("calais", "calais"),
    ("cieux", "ciel"),
    ("coraux", "corail"),
    ("folle", "fou"),
    ("folles", "fou"),
    ("jumelle", "jumeau"),
    ("jumelles", "jumeau"),
    ("malais", "malais"),
    ("mauvais", "mauvais"),
    ("niais", "niais"),
    ("nie", "nier"),
    ("nier", "nier"),
    ("nierais", "nier"),
    ("nierons", "nieron"),
    ("nié", "nié"),
    ("niée", "nié"),
    ("niées", "nié"),
    ("niés", "nié"),
    ("nouvel", "nouveau"),
    ("nouvelle", "nouveau"),
    ("nouvelles", "nouveau"),
    ("palais", "palais"),
    ("travaux", "travail"),
    ("vieil", "vieux"),
    ("vieille", "vieux"),
    ("vieilles", "vieux"),
    ("vitraux", "vitrail"),
    ("yeux", "œil"),
    ("émaux", "émail"),
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
    match prelude(term) {
        Cow::Borrowed(term) => french.stem(term),
        Cow::Owned(marked) => Cow::Owned(postlude(&french.stem(&marked))),
    }
}

/// Returns the stem of a term without accents, under which the lexicon keeps it.
pub(super) fn folded_stem(term: &str) -> String {
    fold(&stem(term)).into_owned()
}

/// Writes a term so that the older algorithm does with it what Snowball 3 does.
///
/// A diaeresis becomes a letter pair (`héroHique`), so that its vowel takes part
/// in a suffix; the feminine `-aise` becomes `-ais`; `-oux` loses its plural.
fn prelude(term: &str) -> Cow<'_, str> {
    let mut term = Cow::Borrowed(term);
    if let Some(head) = term.strip_suffix("oux")
        && head.ends_with(['b', 'h', 'j', 'l', 'n', 'p'])
    {
        term = Cow::Owned(format!("{head}ou"));
    }
    if let Some(head) = term.strip_suffix("aise").or_else(|| term.strip_suffix("aises"))
        && head.chars().count() > 2
    {
        term = Cow::Owned(format!("{head}ais"));
    }
    if term.contains(['ï', 'ë']) {
        term = Cow::Owned(term.replace('ï', "Hi").replace('ë', "He"));
    }
    term
}

/// Takes the marks of [`prelude`] out of a stem.
fn postlude(stem: &str) -> String {
    stem.replace("Hi", "ï").replace("He", "ë").replace('H', "")
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
            ("travail", "travaux"),
            ("nouveau", "nouvelle"),
            ("héros", "héroïque"),
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
        ] {
            assert_ne!(stem(one), stem(other), "{one} and {other}");
        }
    }

    #[test]
    fn the_exceptions_are_sorted_so_that_each_is_found() {
        assert!(EXCEPTIONS.is_sorted());
        assert!(EXCEPTIONS.iter().all(|(word, expected)| stem(word) == *expected));
    }

    /// The vocabulary and stems of Snowball 3.1, with elisions taken off as the
    /// tokenizer does.
    #[test]
    fn stems_agree_with_snowball() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/snowball");
        let read = |name: &str| std::fs::read_to_string(format!("{folder}/{name}"));
        let (Ok(words), Ok(stems)) = (read("voc.txt"), read("output.txt")) else {
            println!("skipped: no Snowball vocabulary in ../shared/snowball");
            return;
        };
        let mut differ = Vec::new();
        for (word, expected) in words.lines().zip(stems.lines()) {
            let mut term = String::new();
            let mut tokens = crate::analysis::words(word);
            while tokens.next_into(&mut term).is_some() {}
            if stem(&term) != expected {
                differ.push(format!("{word}: {} for {expected}", stem(&term)));
            }
        }
        println!("{} of {} differ: {differ:?}", differ.len(), words.lines().count());
        assert!(differ.len() <= 55, "{differ:?}");
    }
}
