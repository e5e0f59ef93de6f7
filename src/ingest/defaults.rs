//! What the user says of files for what they do not say themselves: `source="Le Soir"`.
//!
//! It knows fields and values, and neither files nor indexes.

use super::date::parse_given;
use super::record::field::{Field, FieldNames};
use crate::article::{Article, Date};
use crate::error::{DefaultFault, Error, Result};
use crate::language_code::language_code;
use crate::read_as::Defaults;

/// The fields that can be given, with the name under which an index remembers each.
const FIELDS: [(Field, &str); 9] = [
    (Field::Title, "title"),
    (Field::Description, "description"),
    (Field::Published, "published"),
    (Field::Modified, "modified"),
    (Field::Source, "source"),
    (Field::Section, "section"),
    (Field::Authors, "author"),
    (Field::Tags, "tags"),
    (Field::Language, "language"),
];

/// Reads pairs like `source=Le Soir`, the field under any of its names; authors and tags may
/// come several times. What is returned has the values of each field by its name.
///
/// # Errors
/// `UnknownField` for a field that cannot be given, `BadDefault` for a value that it cannot
/// have.
pub fn defaults<'p>(pairs: impl IntoIterator<Item = (&'p str, &'p str)>) -> Result<Defaults> {
    let names = FieldNames::default();
    let mut defaults = Defaults::new();
    for (name, value) in pairs {
        let field = names.find(name).map(|(field, _)| field);
        let Some((field, own)) = FIELDS.iter().find(|(known, _)| Some(*known) == field) else {
            let known = FIELDS.map(|(_, name)| name).join(", ");
            return Err(Error::UnknownField { name: name.to_owned(), known });
        };
        let bad = |problem| Error::BadDefault {
            field: name.to_owned(),
            value: value.to_owned(),
            problem,
        };
        let value = match field {
            _ if value.trim().is_empty() => return Err(bad(DefaultFault::Empty)),
            Field::Published | Field::Modified => match parse_given(value) {
                Some(date) => date.iso,
                None => return Err(bad(DefaultFault::NoDate)),
            },
            Field::Language => match language_code(value) {
                code if code.is_empty() => {
                    return Err(bad(DefaultFault::NoLanguage));
                }
                code => code,
            },
            _ => value.trim().to_owned(),
        };
        let values = defaults.entry((*own).to_owned()).or_default();
        if !values.is_empty() && !matches!(field, Field::Authors | Field::Tags) {
            return Err(bad(DefaultFault::Second));
        }
        values.push(value);
    }
    Ok(defaults)
}

/// Gives an article what it lacks.
pub(super) fn fill(article: &mut Article, defaults: &Defaults) {
    for (name, values) in defaults {
        let Some((field, _)) = FIELDS.iter().find(|(_, known)| known == name) else { continue };
        let Some(first) = values.first() else { continue };
        let text = match field {
            Field::Title => &mut article.title,
            Field::Description => &mut article.description,
            Field::Section => &mut article.section,
            Field::Language => &mut article.language,
            Field::Source if article.source_derived => {
                article.source_derived = false;
                article.source.clear();
                &mut article.source
            }
            Field::Source => &mut article.source,
            // One that cannot be read was given nonetheless.
            Field::Published if article.published.is_none() && article.unread_date.is_none() => {
                article.published = Date::from_iso(first);
                continue;
            }
            Field::Modified if article.modified.is_none() => {
                article.modified = Date::from_iso(first);
                continue;
            }
            Field::Authors if article.authors.is_empty() => {
                article.authors.clone_from(values);
                continue;
            }
            Field::Tags if article.tags.is_empty() => {
                article.tags.clone_from(values);
                continue;
            }
            _ => continue,
        };
        if text.is_empty() {
            text.clone_from(first);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sentence;

    fn given(pairs: &[(&'static str, &'static str)]) -> Result<Defaults> {
        defaults(pairs.iter().copied())
    }

    #[track_caller]
    fn check(pair: (&'static str, &'static str), message: &str) {
        let error = given(&[pair]).expect_err("a pair that cannot be given");
        assert!(sentence(&error).contains(message), "{error}");
    }

    #[test]
    fn what_an_article_lacks_is_filled_and_what_it_has_stays() {
        let defaults = given(&[
            ("Journal", "Le Soir"),
            ("date", "23 août 1908"),
            ("auteur", "Anne Morel"),
            ("author", "Jean Petit"),
            ("lang", "fr-BE"),
            ("rubrique", "Une"),
        ]);
        let defaults = defaults.expect("fields of articles");
        let mut article = Article::default();
        fill(&mut article, &defaults);
        assert_eq!(
            (&*article.source, &*article.language, &*article.section),
            ("Le Soir", "fr", "Une")
        );
        assert_eq!(article.published, Date::from_iso("1908-08-23"));
        assert_eq!(article.authors, ["Anne Morel", "Jean Petit"]);
        let full = Article {
            source: "Le Phare".into(),
            published: Date::from_iso("1944"),
            authors: vec!["AFP".into()],
            language: "en".into(),
            section: "Sport".into(),
            ..Article::default()
        };
        let mut article = full.clone();
        fill(&mut article, &defaults);
        assert_eq!(article, full);
    }

    #[test]
    fn a_source_made_from_the_address_is_none_that_was_given() {
        let defaults = given(&[("source", "Le Soir")]).expect("a field");
        let mut article =
            Article { source: "lesoir.be".into(), source_derived: true, ..Article::default() };
        fill(&mut article, &defaults);
        assert_eq!(article.source, "Le Soir");
    }

    #[test]
    fn a_date_that_cannot_be_read_was_given() {
        let defaults = given(&[("date", "1908")]).expect("a field");
        let mut article = Article { unread_date: Some("hier".into()), ..Article::default() };
        fill(&mut article, &defaults);
        assert_eq!(article.published, None);
    }

    #[test]
    fn fields_and_values_that_cannot_be_given_are_refused() {
        check(("corps", "x"), "unknown field `corps`; the fields are title, ");
        check(("id", "x"), "unknown field `id`");
        check(
            ("date", "hier soir"),
            "`hier soir` for the field `date` is no date; write 1908-08-23",
        );
        check(("language", "french"), "is no language; write fr");
        check(("source", " "), "is empty");
        let twice = given(&[("source", "Le Soir"), ("journal", "Le Phare")]);
        assert!(twice.is_err_and(|error| sentence(&error).contains("second")));
    }
}
