//! What was typed as the value of a field, held against the values that articles have.
//!
//! It knows no index and no article: case, accents, the parts of names, hosts and addresses.

use crate::analysis::{fold, words};
use crate::query::QueryField;

/// Tells whether the value of a field answers to what was typed.
#[cfg(test)]
pub(crate) fn holds(field: QueryField, found: &str, typed: &str) -> bool {
    Typed::new(field, typed).is_held_by(found)
}

/// What was typed as the value of a field, ready to be held against many.
pub(crate) enum Typed<'t> {
    /// The code of a language.
    Code(&'t str),
    /// An id.
    Id(&'t str),
    /// The labels of a source.
    Source(Vec<String>),
    /// A part of an address, in small letters.
    Url(String),
    /// Words without accents.
    Words(Vec<String>),
}

impl<'t> Typed<'t> {
    /// Reads what was typed as the value of a field.
    pub(crate) fn new(field: QueryField, typed: &'t str) -> Self {
        match field {
            QueryField::Language => Self::Code(typed),
            QueryField::Id => Self::Id(typed),
            QueryField::Source => Self::Source(labels(typed)),
            QueryField::Url => Self::Url(typed.to_lowercase()),
            _ => Self::Words(folded_terms(typed)),
        }
    }

    /// Tells whether a value of the field answers to it.
    pub(crate) fn is_held_by(&self, found: &str) -> bool {
        match self {
            Self::Code(code) => found.eq_ignore_ascii_case(code),
            Self::Id(id) => found == *id,
            Self::Source(typed) => {
                let found = labels(found);
                is_within(&found, typed) || is_named(&found, typed)
            }
            Self::Url(part) => found.to_lowercase().contains(part),
            Self::Words(typed) => is_within(&folded_terms(found), typed),
        }
    }
}

/// Tells whether all that was typed stands side by side in what was found.
fn is_within(found: &[String], typed: &[String]) -> bool {
    !typed.is_empty() && found.windows(typed.len()).any(|window| window == typed)
}

/// Tells whether a source is named in one word: a label of its host (`lemonde` for
/// `www.lemonde.fr`), or its name written together (`lefigaro`).
fn is_named(found: &[String], typed: &[String]) -> bool {
    let label = typed.concat();
    !label.is_empty() && (found.concat() == label || found.contains(&label))
}

/// Returns the words of a source, and the labels of one that is a host, without case, accents
/// and what an address has around it.
pub(crate) fn labels(source: &str) -> Vec<String> {
    let source = source.to_lowercase();
    let source = fold(&source);
    let address = source.split_once("://").map_or(&*source, |(_, address)| address);
    let host =
        if address.contains(' ') { address } else { address.split('/').next().unwrap_or(address) };
    let labels = host.split(|char: char| !char.is_alphanumeric()).filter(|label| !label.is_empty());
    labels.map(str::to_owned).collect()
}

pub(crate) fn folded_terms(text: &str) -> Vec<String> {
    let (mut terms, mut term) = (Vec::new(), String::new());
    let mut words = words(text);
    while words.next_into(&mut term).is_some() {
        terms.push(fold(&term).into_owned());
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_answer_to_their_words_whatever_case_and_accents() {
        assert!(holds(QueryField::Source, "Agence France-Presse (AFP)", "afp"));
        for (source, typed) in [
            ("www.lemonde.fr", "lemonde"),
            ("lemonde.fr", "lemonde.fr"),
            ("Le Figaro", "lefigaro"),
            ("lefigaro", "le figaro"),
            ("actu.orange.fr", "ACTU.ORANGE.FR"),
            ("actu.orange.fr", "actu.orange"),
            ("actu.orange.fr", "orange.fr"),
            ("actu.orange.fr", "actu orange"),
            ("lemonde.fr", "https://lemonde.fr/une"),
            ("video-streaming.orange.fr", "video-streaming"),
            ("L'Équipe", "lequipe"),
            ("L'Équipe", "l'équipe"),
        ] {
            assert!(holds(QueryField::Source, source, typed), "{source} by {typed}");
        }
        assert!(!holds(QueryField::Source, "www.lemonde.fr", "monde"));
        assert!(!holds(QueryField::Section, "Le Figaro", "lefigaro"));
        assert!(holds(QueryField::Author, "Élodie Béranger", "beranger"));
        assert!(holds(QueryField::Author, "Élodie Béranger", "elodie beranger"));
        assert!(!holds(QueryField::Author, "Élodie Béranger", "beranger elodie"));
        assert!(!holds(QueryField::Section, "Sport", "spor"));
        assert!(holds(QueryField::Url, "https://www.LeMonde.fr/a", "lemonde.fr"));
        assert!(holds(QueryField::Language, "fr", "FR") && !holds(QueryField::Tag, "a", "…"));
    }
}
