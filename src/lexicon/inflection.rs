//! The other number and gender of a word, by the rules of French spelling.
//!
//! What a rule gives need not exist: a family takes it in only when it is a word
//! of the collection. Snowball joins most of these already; here are those that
//! no taking off of endings can join (`danseur` and `danseuse`), or that it keeps
//! apart for want of a vocabulary (`élus` and `élu`).

use super::stemmer::is_invariable;

/// Endings of the masculine and of the feminine, both in the singular.
const GENDERS: &[(&str, &str)] =
    &[("teur", "trice"), ("eur", "euse"), ("if", "ive"), ("eux", "euse")];

/// Adjectives whose feminine no rule gives, in the singular.
const IRREGULAR_GENDERS: &[(&str, &str)] = &[
    ("blanc", "blanche"),
    ("bref", "brève"),
    ("doux", "douce"),
    ("faux", "fausse"),
    ("favori", "favorite"),
    ("frais", "fraîche"),
    ("franc", "franche"),
    ("grec", "grecque"),
    ("gros", "grosse"),
    ("long", "longue"),
    ("inédit", "inédite"),
    ("neuf", "neuve"),
    ("petit", "petite"),
    ("public", "publique"),
    ("roux", "rousse"),
    ("sec", "sèche"),
    ("turc", "turque"),
    ("veuf", "veuve"),
];

/// Returns the words that may be `word` in the other number: `vidéo` gives
/// `vidéos`; `feux` gives `feu`.
pub(super) fn other_numbers(word: &str) -> Vec<String> {
    if word.chars().count() < 3 || word.ends_with(|char: char| char.is_ascii_digit()) {
        return Vec::new();
    }
    if let Some(singular) = word.strip_suffix(['s', 'x']) {
        if is_invariable(word) || word.ends_with("ss") {
            return Vec::new();
        }
        return vec![singular.to_owned()];
    }
    let plural = |end| Some(format!("{word}{end}")).filter(|word| !is_invariable(word));
    let in_x = word.ends_with("eu") || word.ends_with("au") || word.ends_with("ou");
    plural("s").into_iter().chain(plural("x").filter(|_| in_x)).collect()
}

/// Returns the words that may be `word` in the other gender, in the singular:
/// `danseuses` gives `danseur`.
pub(super) fn other_genders(word: &str) -> Vec<String> {
    let singular = word.strip_suffix('s').unwrap_or(word);
    let mut found = Vec::new();
    for (one, other) in IRREGULAR_GENDERS {
        for (one, other) in [(one, other), (other, one)] {
            if word == *one || singular == *one {
                found.push((*other).to_owned());
            }
        }
    }
    for (masculine, feminine) in GENDERS {
        for (one, other) in [(masculine, feminine), (feminine, masculine)] {
            if let Some(head) = singular.strip_suffix(one).or_else(|| word.strip_suffix(one))
                && head.chars().count() > 1
            {
                found.push(format!("{head}{other}"));
            }
        }
    }
    found
}

/// Tells whether a word is written like the infinitive of a regular verb.
pub(super) fn is_infinitive(word: &str) -> bool {
    word.ends_with("er") || word.ends_with("ir")
}

/// Returns the forms of the present that Snowball keeps apart from `word`, a form of
/// a regular verb: `porte` gives `portent`; `étudier` gives `étudie` too.
pub(super) fn presents(word: &str) -> Vec<String> {
    match word.strip_suffix("er") {
        Some(stem) if stem.ends_with('i') => {
            ["e", "es", "ent"].iter().map(|ending| format!("{stem}{ending}")).collect()
        }
        None if word.ends_with('e') => vec![format!("{word}nt")],
        _ => Vec::new(),
    }
}
