//! The fields that a query can name, and their names in French and English.
//!
//! It maps a name to what it stands for and back, and finds the name that a slip was meant to
//! be. It never reads a value, and knows nothing of the names in the index.

use std::fmt;

use crate::analysis::fold;

/// A field that holds words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum QueryField {
    /// `titre:`, `title:`.
    Title,
    /// `auteur:`, `author:`.
    Author,
    /// `source:`.
    Source,
    /// `rubrique:`, `section:`.
    Section,
    /// `tag:`.
    Tag,
    /// `langue:`, `lang:`.
    Language,
    /// `url:`.
    Url,
    /// `id:`.
    Id,
    /// `semblable:`, `like:`: the id of an article that is like it.
    Like,
    /// `texte:`, `body:`.
    Body,
    /// `chapo:`, `description:`.
    Description,
}

impl QueryField {
    /// Tells whether its words are those of the text; other fields have values.
    #[must_use]
    pub(crate) fn is_text(self) -> bool {
        matches!(self, Self::Title | Self::Description | Self::Body)
    }
}

/// How the value of a date field bounds the date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateBound {
    /// `date:`: on that day, in that month, in that range.
    In,
    /// `depuis:`, `since:`.
    Since,
    /// `avant:`, `before:`.
    Before,
    /// `après:`, `after:`.
    After,
    /// `ajouté:`, `added:`: first indexed then, or since so long.
    Added,
}

/// What stands before a colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldName {
    /// A field that holds words.
    Text(QueryField),
    /// The date.
    Date(DateBound),
}

/// Every name, folded, the French one of a field first. `après` and `ajouté` are among them
/// without their accents.
pub(super) const NAMES: &[(&str, FieldName)] = &[
    ("titre", FieldName::Text(QueryField::Title)),
    ("title", FieldName::Text(QueryField::Title)),
    ("auteur", FieldName::Text(QueryField::Author)),
    ("author", FieldName::Text(QueryField::Author)),
    ("source", FieldName::Text(QueryField::Source)),
    ("rubrique", FieldName::Text(QueryField::Section)),
    ("section", FieldName::Text(QueryField::Section)),
    ("tag", FieldName::Text(QueryField::Tag)),
    ("langue", FieldName::Text(QueryField::Language)),
    ("lang", FieldName::Text(QueryField::Language)),
    ("language", FieldName::Text(QueryField::Language)),
    ("url", FieldName::Text(QueryField::Url)),
    ("id", FieldName::Text(QueryField::Id)),
    ("semblable", FieldName::Text(QueryField::Like)),
    ("like", FieldName::Text(QueryField::Like)),
    ("texte", FieldName::Text(QueryField::Body)),
    ("body", FieldName::Text(QueryField::Body)),
    ("chapo", FieldName::Text(QueryField::Description)),
    ("description", FieldName::Text(QueryField::Description)),
    ("date", FieldName::Date(DateBound::In)),
    ("depuis", FieldName::Date(DateBound::Since)),
    ("since", FieldName::Date(DateBound::Since)),
    ("avant", FieldName::Date(DateBound::Before)),
    ("before", FieldName::Date(DateBound::Before)),
    ("apres", FieldName::Date(DateBound::After)),
    ("after", FieldName::Date(DateBound::After)),
    ("ajoute", FieldName::Date(DateBound::Added)),
    ("added", FieldName::Date(DateBound::Added)),
];

impl fmt::Display for QueryField {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = NAMES.iter().filter(|(_, field)| *field == FieldName::Text(*self));
        formatter.write_str(names.map(|(name, _)| *name).next().unwrap_or_default())
    }
}

/// The shortest name that can be a slip for another; shorter ones are too often
/// something else.
const MIN_SLIP_CHARS: usize = 4;

/// Returns the field that `name` stands for, in any case, with accents or without.
pub(super) fn named(name: &str) -> Option<FieldName> {
    let name = name.to_lowercase();
    let name = fold(&name);
    NAMES.iter().find(|(known, _)| *known == name).map(|&(_, field)| field)
}

/// Names that other tools have for the same (Google, Factiva, Europresse, `LexisNexis`,
/// Elasticsearch), each with ours.
const FOREIGN: &[(&str, &str)] = &[
    ("allintitle", "titre"),
    ("intitle", "titre"),
    ("headline", "titre"),
    ("hl", "titre"),
    ("tit_head", "titre"),
    ("byline", "auteur"),
    ("by", "auteur"),
    ("aut_by", "auteur"),
    ("site", "source"),
    ("journal", "source"),
    ("publication", "source"),
    ("pub_name", "source"),
    ("sn", "source"),
    ("lead", "chapo"),
    ("intext", "texte"),
    ("text", "texte"),
    ("content", "texte"),
    ("keyword", "tag"),
    ("keywords", "tag"),
    ("inurl", "url"),
    ("year", "date"),
    ("annee", "date"),
];

/// Codes of Factiva, which only an equals sign makes one: `la` is an article as well.
const CODES: &[(&str, &str)] = &[
    ("hd", "titre"),
    ("lp", "chapo"),
    ("td", "texte"),
    ("au", "auteur"),
    ("rst", "source"),
    ("se", "rubrique"),
    ("ns", "tag"),
    ("la", "langue"),
    ("pd", "date"),
];

/// Returns the name to write for what stands before an equals sign, one of ours or of another
/// tool.
pub(super) fn before_equals(name: &str) -> Option<&str> {
    if named(name).is_some() { Some(name) } else { foreign(name).or_else(|| among(CODES, name)) }
}

/// Returns the name that we have for what another tool calls `name`.
pub(super) fn foreign(name: &str) -> Option<&'static str> {
    among(FOREIGN, name)
}

fn among(names: &[(&str, &'static str)], name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    let name = fold(&name);
    names.iter().find(|(known, _)| *known == name).map(|&(_, ours)| ours)
}

/// A name that is a letter away from words that news have before a colon: `live:`, `lire:`.
const NEAR_WORDS: &str = "like";

/// Returns the name that `name`, itself none, was surely meant to be: `titr` and `intitle`
/// give `titre`.
pub(super) fn meant_by(name: &str) -> Option<&'static str> {
    if let Some(ours) = foreign(name) {
        return Some(ours);
    }
    let name = name.to_lowercase();
    let name: Vec<char> = fold(&name).chars().collect();
    if name.len() < MIN_SLIP_CHARS || !name.iter().all(|char| char.is_alphabetic()) {
        return None;
    }
    let mut names = NAMES.iter().map(|&(known, _)| known).filter(|known| *known != NEAR_WORDS);
    names.find(|known| is_one_edit(&name, known))
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
            assert_eq!(named(name), Some(FieldName::Text(QueryField::Title)), "{name}");
        }
        for name in ["après", "Apres", "APRE\u{300}S", "after"] {
            assert_eq!(named(name), Some(FieldName::Date(DateBound::After)), "{name}");
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
        for name in ["tga", "live", "lire", "http", "climat", "ttre5", "ministre", "dat", ""] {
            assert_eq!(meant_by(name), None, "{name}");
        }
    }
}
