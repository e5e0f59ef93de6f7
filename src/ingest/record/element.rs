//! Elements of markup as records: attributes and the elements within are fields, by the
//! names of records and by those of collections of news.

use super::field::{Field, FieldNames, RankedField};
use super::named_fields::NamedFields;
use crate::article::Article;
use crate::ingest::date::date_in_columns;
use crate::ingest::markup::{Element, is_one};
use crate::rejection::Reason;

/// Returns the article that an element is; what no element within takes is the body.
pub(in crate::ingest) fn article(
    document: Element<'_, '_>,
    names: &FieldNames,
) -> Result<Article, Reason> {
    let mut record = NamedFields::default();
    for (name, value) in document.attributes() {
        let name = if name == "xml:lang" { "lang" } else { name };
        if let Some(target) = target(name, names) {
            record.add(target, &value);
        }
    }
    let mut known: Vec<Element<'_, '_>> = Vec::new();
    for element in document.descendants() {
        let is_within = known.last().is_some_and(|last| element.is_within(*last));
        // What readers have written is none of the article, nor are the works that it cites and
        // those who are no authors.
        let is_of_others = ["comments", "ref-list"].iter().any(|name| element.is(name));
        if (is_of_others || is_of_editor(element)) && !is_within {
            known.push(element);
            continue;
        }
        if let Some(target) = field_of(element, names).filter(|_| !is_within) {
            for value in values(element, target.0) {
                record.add(target, &value);
            }
            known.push(element);
        }
    }
    if !record.has_body() {
        let body = names.find("body");
        record.add(body.ok_or(Reason::NoText)?, &document.prose_without(&known));
    }
    record.into_article()
}

/// Tells whether an element is of somebody who had a part in an article and is no author.
fn is_of_editor(element: Element<'_, '_>) -> bool {
    let part = element.attribute("contrib-type");
    element.is("contrib") && part.is_some_and(|part| part != "author")
}

/// Elements of the looks of a text, which part no values.
const LOOKS: [&str; 14] =
    ["a", "b", "br", "em", "font", "hi", "i", "lb", "span", "strong", "sub", "sup", "u", "w"];

/// Returns the values of an element: of a list that of each element within, when there is nothing
/// beside them.
fn values(element: Element<'_, '_>, field: Field) -> Vec<String> {
    let parts: Vec<_> = element.children().collect();
    let is_list = matches!(field, Field::Authors | Field::Tags);
    let has_looks = || parts.iter().any(|part| is_one(part.name(), &LOOKS));
    if !is_list || parts.is_empty() || has_looks() {
        return vec![value(element, field)];
    }
    let are_alike = parts.len() > 1 && parts.iter().all(|part| part.is(parts[0].name()));
    let is_person = || field == Field::Authors && person(element).is_some();
    let beside = element.prose_without(&parts);
    let is_beside = |word: &str| !matches!(word, "et" | "and" | "," | ";" | "|" | "/" | "&");
    if beside.split_whitespace().any(is_beside) || !are_alike && is_person() {
        return vec![value(element, field)];
    }
    parts.into_iter().flat_map(|part| values(part, field)).collect()
}

/// Returns the text of an element; a date may stand in elements for its year, month and day, a
/// name in those for its parts, and a standfirst under a title.
fn value(element: Element<'_, '_>, field: Field) -> String {
    let part = |name| element.child(name).map(Element::line);
    match part("year").filter(|_| field == Field::Published) {
        Some(year) => {
            let [month, day] = ["month", "day"].map(|name| part(name).unwrap_or_default());
            date_in_columns(&year, &month, &day)
        }
        None if field == Field::Authors => author(element),
        None if field == Field::Description => {
            element.prose_without(&element.child("title").into_iter().collect::<Vec<_>>())
        }
        None => element.prose(),
    }
}

/// Returns the name of an author; what else is said of the author stands beside it.
fn author(element: Element<'_, '_>) -> String {
    let whole = || {
        let whole = ["string-name", "collab"].iter().find_map(|name| element.find(name));
        whole.map(Element::line)
    };
    let inner = || element.find("surname")?.parent().and_then(person);
    person(element).or_else(inner).or_else(whole).unwrap_or_else(|| element.prose())
}

/// Returns the name that stands in an element in parts, the first name first, or beside what else
/// is said of the person.
fn person(element: Element<'_, '_>) -> Option<String> {
    const FIRST: [&str; 6] =
        ["given-names", "firstname", "first-name", "forename", "given", "prenom"];
    const LAST: [&str; 5] = ["surname", "lastname", "last-name", "family", "nom"];
    const WHOLE: [&str; 4] = ["string-name", "collab", "name", "persname"];
    let part = |names: &[&str]| names.iter().find_map(|name| element.child(name));
    let Some(last) = part(&LAST).map(Element::line) else {
        let whole = part(&WHOLE)?;
        return person(whole).or_else(|| Some(whole.line()));
    };
    let first = part(&FIRST).map(Element::line);
    Some(first.map_or_else(|| last.clone(), |first| format!("{first} {last}")))
}

/// Returns the field that an element fills by its name, or by the one that an attribute gives:
/// `<field name="titre">`.
pub(in crate::ingest) fn field_of(
    element: Element<'_, '_>,
    names: &FieldNames,
) -> Option<RankedField> {
    let given = || element.attribute("name").and_then(|name| target(&name, names));
    target(element.name(), names).or_else(given)
}

/// Returns the field that a name stands for. Its number identifies a document, whatever
/// else it has.
pub(in crate::ingest) fn target(name: &str, names: &FieldNames) -> Option<RankedField> {
    let (field, rank) = names.find(full_name(name))?;
    let is_number = name.eq_ignore_ascii_case("docno");
    // A name that the user gave comes first.
    Some((field, if is_number { rank.min(1) } else { rank + usize::from(rank > 0) }))
}

/// Returns the name that records have for a field of the collections of news.
fn full_name(name: &str) -> &str {
    match name.to_ascii_uppercase().as_str() {
        // Of scientific journals (JATS).
        "ARTICLE-TITLE" => "title",
        "CONTRIB" => "author",
        "HEAD" | "HL" | "TI" | "T" => "headline",
        "LD" | "LP" | "LEAD1" | "LEADPARA" => "lead",
        "TX" => "text",
        "DATE1" | "DD" | "PD" | "PUB-DATE" => "date",
        "SO" | "PUB" | "JOURNAL-TITLE" => "source",
        "KW" | "KWD" => "keywords",
        "LG" => "language",
        _ => name,
    }
}
