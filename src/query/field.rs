//! The names of fields in a query, in French and English.
//!
//! It maps a name to what it stands for and finds the name that a slip was meant to
//! be. It never reads a value, and knows nothing of the names in the index.

use crate::analysis::fold;

use super::tree::{DateBound, TextualField};

/// What stands before a colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// A field that holds words.
    Textual(TextualField),
    /// The date.
    Date(DateBound),
}

/// Every name, folded. `après` is one of them without its accent.
const NAMES: &[(&str, Field)] = &[
    ("titre", Field::Textual(TextualField::Title)),
    ("title", Field::Textual(TextualField::Title)),
    ("auteur", Field::Textual(TextualField::Author)),
    ("author", Field::Textual(TextualField::Author)),
    ("source", Field::Textual(TextualField::Source)),
    ("rubrique", Field::Textual(TextualField::Section)),
    ("section", Field::Textual(TextualField::Section)),
    ("tag", Field::Textual(TextualField::Tag)),
    ("langue", Field::Textual(TextualField::Language)),
    ("lang", Field::Textual(TextualField::Language)),
    ("language", Field::Textual(TextualField::Language)),
    ("url", Field::Textual(TextualField::Url)),
    ("texte", Field::Textual(TextualField::Body)),
    ("body", Field::Textual(TextualField::Body)),
    ("chapo", Field::Textual(TextualField::Description)),
    ("description", Field::Textual(TextualField::Description)),
    ("date", Field::Date(DateBound::In)),
    ("depuis", Field::Date(DateBound::Since)),
    ("since", Field::Date(DateBound::Since)),
    ("avant", Field::Date(DateBound::Before)),
    ("before", Field::Date(DateBound::Before)),
    ("apres", Field::Date(DateBound::After)),
    ("after", Field::Date(DateBound::After)),
];

/// The shortest name that can be a slip for another; shorter ones are too often
/// something else.
const MIN_SLIP_CHARS: usize = 4;

/// Returns the field that `name` stands for, in any case, with accents or without.
pub(super) fn named(name: &str) -> Option<Field> {
    let name = name.to_lowercase();
    let name = fold(&name);
    NAMES.iter().find(|(known, _)| *known == name).map(|&(_, field)| field)
}

/// Returns the name that `name`, itself none, was surely meant to be: `titr` gives
/// `titre`.
pub(super) fn meant_by(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    let name: Vec<char> = fold(&name).chars().collect();
    if name.len() < MIN_SLIP_CHARS || !name.iter().all(|char| char.is_alphabetic()) {
        return None;
    }
    NAMES.iter().map(|&(known, _)| known).find(|known| is_one_edit(&name, known))
}

/// Tells whether one letter more, less, changed or swapped with its neighbour makes
/// `known` of `name`.
fn is_one_edit(name: &[char], known: &str) -> bool {
    let known: Vec<char> = known.chars().collect();
    let head = name.iter().zip(&known).take_while(|(a, b)| a == b).count();
    let (name, known) = (&name[head..], &known[head..]);
    let tail = name.iter().rev().zip(known.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&name[..name.len() - tail], &known[..known.len() - tail]) {
        ([_], [] | [_]) | ([], [_]) => true,
        (&[a, b], &[c, d]) => (a, b) == (d, c),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_counts_in_any_case_with_accents_or_without() {
        for name in ["titre", "Titre", "TITRE", "title"] {
            assert_eq!(named(name), Some(Field::Textual(TextualField::Title)), "{name}");
        }
        for name in ["après", "Apres", "APRE\u{300}S", "after"] {
            assert_eq!(named(name), Some(Field::Date(DateBound::After)), "{name}");
        }
        for name in ["", "titres", "http", "COP", "climat"] {
            assert_eq!(named(name), None, "{name}");
        }
    }

    #[test]
    fn one_slip_finds_the_name_that_was_meant() {
        for (name, meant) in [
            ("titr", "titre"),
            ("Titres", "titre"),
            ("tirte", "titre"),
            ("auteru", "auteur"),
            ("ruvrique", "rubrique"),
            ("dates", "date"),
            ("tags", "tag"),
            ("dépui", "depuis"),
        ] {
            assert_eq!(meant_by(name), Some(meant), "{name}");
        }
    }

    #[test]
    fn other_words_are_no_slips() {
        for name in ["tga", "http", "climat", "ttre5", "ministre", "dat", ""] {
            assert_eq!(meant_by(name), None, "{name}");
        }
    }
}
