//! Labels that stand before what a database says of an article: `RUBRIQUE: Sciences`, in
//! the languages in which its users see it.

use crate::calendar::folded;

/// What a label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest) enum Label {
    Title,
    Authors,
    Section,
    /// The standfirst.
    Lead,
    Body,
    Language,
    Subjects,
    Address,
    /// What stands before a text and nowhere else.
    Front,
    /// What stands behind a text and nowhere else.
    Colophon,
    /// Nothing that an article has; the text itself may have such a label.
    Other,
}

/// The labels, folded; a hyphen stands for a blank.
const LABELS: [(Label, &[&str]); 11] = [
    (Label::Title, &["headline", "titre", "title", "titel", "titulo", "titolo"]),
    (Label::Authors, &["byline", "auteur", "auteurs", "author", "autor", "autore", "signature"]),
    (Label::Section, &["section", "rubrique", "rubrik", "seccion", "sezione"]),
    (
        Label::Lead,
        &["highlight", "encart", "insert", "chapeau", "abstract", "lead", "accroche", "resume"],
    ),
    (
        Label::Body,
        &[
            "body",
            "texte",
            "corps",
            "text",
            "full text",
            "texte integral",
            "corps du texte",
            "cuerpo",
            "corpo",
            "hauptteil",
        ],
    ),
    (Label::Language, &["language", "langue", "sprache", "idioma", "lengua", "lingua", "taal"]),
    (Label::Subjects, &["subject", "sujet", "subjects", "sujets"]),
    (Label::Address, &["url", "lien", "link"]),
    (
        Label::Colophon,
        &[
            "load date",
            "date chargement",
            "date de chargement",
            "fecha de carga",
            "data di caricamento",
            "laaddatum",
            "update",
            "graphic",
            "graphique",
            "grafik",
            "correction date",
            "type publication",
            "publication type",
            "type de publication",
            "journal code",
            "code revue",
            "zeitungs code",
            "localisation geo",
            "geo localization",
            "geo localisation",
            "geographic",
            "symbole boursier",
            "stock symbol",
            "secteur activite",
            "activity sector",
            "document type",
            "acc no",
            "classification",
        ],
    ),
    (
        Label::Front,
        &[
            "length",
            "longueur",
            "lange",
            "dateline",
            "origine depeche",
            "longitud",
            "lunghezza",
            "lengte",
        ],
    ),
    (
        Label::Other,
        &[
            "illustration",
            "notes",
            "note",
            "correction",
            "company",
            "societe",
            "organization",
            "organisation",
            "person",
            "personne",
            "state",
            "city",
            "country",
            "ticker",
            "industry",
            "series",
            "serie",
            "type",
            "distribution",
            "name",
            "category",
            "product",
            "cite",
            "issn",
            "copyright",
            "keyword",
        ],
    ),
];

impl Label {
    /// Returns the label at the head of a line, and what follows it: `RUBRIQUE: Sciences`.
    pub(in crate::ingest) fn at_head(line: &str) -> Option<(Self, &str)> {
        let (name, value) = line.split_once(':')?;
        Some((Self::named(name)?, value.trim()))
    }

    /// Tells whether it stands behind a text whatever else follows.
    pub(in crate::ingest) fn ends_text(self) -> bool {
        matches!(self, Self::Colophon | Self::Language | Self::Subjects)
    }

    /// Returns the label of a name, whatever its capitals.
    pub(in crate::ingest) fn named(name: &str) -> Option<Self> {
        const MOST: usize = 24;
        if name.len() > MOST {
            return None;
        }
        let plain = folded(name.trim()).replace(['-', '_'], " ");
        let known = LABELS.iter().find(|(_, names)| names.contains(&&*plain));
        known.map(|(label, _)| *label)
    }
}

/// Tells whether a label is written in capitals, as those are that stand beside running text.
pub(in crate::ingest) fn is_in_capitals(line: &str) -> bool {
    let name = line.split(':').next().unwrap_or_default();
    !name.contains(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_in_several_languages() {
        assert_eq!(Label::at_head("RUBRIQUE: Sciences"), Some((Label::Section, "Sciences")));
        assert_eq!(Label::at_head("LÄNGE: 12 Wörter"), Some((Label::Front, "12 Wörter")));
        assert_eq!(Label::at_head("Load-Date: July 3"), Some((Label::Colophon, "July 3")));
        assert_eq!(Label::at_head("ENCART:"), Some((Label::Lead, "")));
        assert_eq!(Label::at_head("PARIS: la grève"), None);
        assert_eq!(Label::at_head("Il dit"), None);
        assert!(is_in_capitals("BYLINE: Anne") && !is_in_capitals("Byline: ANNE"));
    }
}
