//! What can be typed in a query, for people: one list, which the help shows.
//!
//! Each example is a query; what it means is a sentence's end. It never parses.

use super::field::{DateBound, FieldName, NAMES, QueryField};

/// A row of the guide.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Syntax {
    /// Queries that show it.
    pub examples: &'static [&'static str],
    /// What they ask for.
    pub meaning: &'static str,
}

/// What can be typed, the plainest first.
pub(crate) const SYNTAX: &[Syntax] = &[
    Syntax {
        examples: &["réforme des retraites"],
        meaning: "all significant words, each in every form; a tag counts a little",
    },
    Syntax {
        examples: &["\"le monde diplomatique\"", "« le monde »"],
        meaning: "these words in this order, as written (case, accents and an elided l', d', qu' aside)",
    },
    Syntax {
        examples: &["\"état urgence\"~5"],
        meaning: "as written, in any order, with at most five other words between",
    },
    Syntax {
        examples: &["état NEAR/5 urgence"],
        meaning: "in every form, within five words, in any order; also PRÈS/5, PROCHE/5",
    },
    Syntax {
        examples: &["climat ET (sécheresse OU canicule) SAUF Espagne"],
        meaning: "and, or, not, in the texts, not in tags; also AND, OR, NOT; in capitals only",
    },
    Syntax {
        examples: &["climat OU canicule -Espagne"],
        meaning: "read as climat OU (canicule -Espagne); OU binds least, then ET",
    },
    Syntax { examples: &["+mot", "-mot", "-(un OU deux)"], meaning: "must, must not, in the text" },
    Syntax { examples: &["=marche"], meaning: "this form only" },
    Syntax {
        examples: &["^Total", "\"Le Monde\"^"],
        meaning: "only with a capital, where one is typed",
    },
    Syntax {
        examples: &["présid*", "*crate"],
        meaning: "words that start or end so, of two letters or digits; the 200 commonest in a search",
    },
    Syntax {
        examples: &["Tokaiev~", "Zelenski~2"],
        meaning: "words with one or two letters wrong",
    },
    Syntax {
        examples: &["titre:macron", "auteur:\"anne morel\"", "source:(afp OU reuters)"],
        meaning: "one field: a word, a phrase, a group",
    },
    Syntax {
        examples: &["date:2020", "date:2020-03-01..2020-03-15", "date:\"mars 2020\""],
        meaning: "published then",
    },
    Syntax {
        examples: &["like:@1", "like:@1 avant:2019-06"],
        meaning: "about the same as an article, by the words that mark it",
    },
    Syntax {
        examples: &["depuis:30j", "avant:\"1er sept. 2019\"", "après:2020"],
        meaning: "published since, before, after",
    },
    Syntax {
        examples: &["ajouté:1j", "ajouté:2020-03"],
        meaning: "first indexed since, or then, whenever published",
    },
];

/// A field that a query can name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NamedField {
    /// Its names, the French one first.
    pub names: Vec<&'static str>,
    /// What an article must have in it.
    pub holds: &'static str,
}

/// Returns the fields that a query can name, in the order of the table of names.
#[must_use]
pub(crate) fn named_fields() -> Vec<NamedField> {
    let same = |one: &(&str, FieldName), other: &(&str, FieldName)| one.1 == other.1;
    let fields = NAMES.chunk_by(same).map(|names| NamedField {
        names: names.iter().map(|(name, _)| *name).collect(),
        holds: holds(names[0].1),
    });
    fields.collect()
}

/// Returns what a field that is named must hold.
fn holds(field: FieldName) -> &'static str {
    match field {
        FieldName::Text(QueryField::Title) => "these words in the title",
        FieldName::Text(QueryField::Description) => {
            "these words in the standfirst, where it is not part of the body"
        }
        FieldName::Text(QueryField::Body) => "these words in the body",
        FieldName::Text(QueryField::Author) => "an author of this name",
        FieldName::Text(QueryField::Source) => "a source of this name",
        FieldName::Text(QueryField::Section) => "a section of this name",
        FieldName::Text(QueryField::Tag) => "a tag of these words",
        FieldName::Text(QueryField::Language) => "this language, by its two letters or its name",
        FieldName::Text(QueryField::Url) => "this anywhere in its URL",
        FieldName::Text(QueryField::Id) => "this id, or one of several between commas",
        FieldName::Text(QueryField::Like) => {
            "a third of the words that mark the article of this id, or the hit `@1`"
        }
        FieldName::Date(DateBound::In) => "a date of publication in this day, month, year or range",
        FieldName::Date(DateBound::Since) => "a date from then on, or so long ago at most",
        FieldName::Date(DateBound::Before) => "a date before then",
        FieldName::Date(DateBound::After) => "a date after then",
        FieldName::Date(DateBound::Added) => "first indexed then, or so long ago at most",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::meaning::Meaning;
    use crate::query::parser::parse;
    use crate::query::tree::Node;

    #[test]
    fn every_example_is_read_and_only_the_first_is_plain_words() {
        let is_plain = |node: &Node| match node {
            Node::Word(word) => word.meaning == Meaning::Family,
            Node::Sequence(nodes) => nodes.iter().all(|node| matches!(node, Node::Word(_))),
            _ => false,
        };
        for (place, example) in SYNTAX.iter().flat_map(|syntax| syntax.examples).enumerate() {
            let tree = parse(example).expect(example).expect(example);
            assert_eq!(is_plain(&tree), place == 0, "{example}");
        }
    }

    #[test]
    fn every_name_of_a_field_is_listed_once_and_is_read() {
        let fields = named_fields();
        let names: Vec<_> = fields.iter().flat_map(|field| &field.names).collect();
        assert_eq!(names.len(), NAMES.len());
        assert_eq!(fields.len(), 16, "a field's names stand together in the table");
        for name in names {
            let tree = parse(&format!("{name}:2020")).expect(name).expect(name);
            assert!(matches!(tree, Node::In { .. } | Node::Date { .. }), "{name}");
        }
    }
}
