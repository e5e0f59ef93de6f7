//! NITF, alone or as the text of an item of `NewsML`.
//!
//! A second headline is never left in the text, where it would be a heading.

use super::name::is_readable;
use crate::article::Article;
use crate::ingest::markup::Element;
use crate::ingest::record::tidy::{distinct, person};
use crate::language_code::language_code;

/// Returns the article that a document is.
pub(super) fn article(nitf: Element<'_, '_>) -> Article {
    let line = |name: &str| nitf.find(name).map(Element::line).unwrap_or_default();
    let attribute = |name: &str, attribute: &str| {
        nitf.find(name)
            .and_then(|element| element.attribute(attribute))
            .unwrap_or_default()
            .into_owned()
    };
    let either =
        |one: String, other: &dyn Fn() -> String| if one.is_empty() { other() } else { one };
    let bylines = nitf.descendants().filter(|element| element.is("byline"));
    let words = nitf.descendants().filter(|element| element.is("keyword"));
    let subject = |subject: Element<'_, '_>| {
        let names = ["tobject.subject.matter", "tobject.subject.type"];
        let mut names = names.into_iter().filter_map(|name| subject.attribute(name));
        names.find(|name| is_readable(name)).map(std::borrow::Cow::into_owned)
    };
    let subjects = || nitf.descendants().filter(|element| element.is("tobject.subject"));
    let title = either(line("hl1"), &|| line("title"));
    let mut article = Article {
        id: attribute("doc-id", "id-string"),
        description: either(nitf.find("abstract").map(Element::prose).unwrap_or_default(), &|| {
            // Behind the headline stands a second one; in the text it would be a heading.
            let second = nitf.find("hedline").map(|both| without(both, "hl1"));
            second.filter(|second| *second != title).unwrap_or_default()
        }),
        body: body(nitf),
        source: either(attribute("pubdata", "name"), &|| {
            either(line("distributor"), &|| attribute("doc.copyright", "holder"))
        }),
        section: either(attribute("pubdata", "position.section"), &|| {
            subjects().find_map(subject).unwrap_or_default()
        }),
        authors: distinct(bylines.map(|byline| person(&without(byline, "byttl")))),
        tags: distinct(words.filter_map(|word| word.attribute("key")).map(Into::into)),
        language: language_code(
            &nitf.attribute("lang").or_else(|| nitf.attribute("baselang")).unwrap_or_default(),
        ),
        title,
        ..Article::default()
    };
    let dates = [
        ("date.issue", "norm"),
        ("date.release", "norm"),
        ("story.date", "norm"),
        ("pubdata", "date.publication"),
    ];
    let dates = dates.map(|(name, norm)| attribute(name, norm));
    article.set_published(dates.into_iter().find(|date| !date.is_empty()).unwrap_or_default());
    article
}

/// Returns the text of an element in one line, without that of some within.
fn without(element: Element<'_, '_>, name: &str) -> String {
    let others: Vec<_> = element.descendants().filter(|within| within.is(name)).collect();
    element.prose_without(&others).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the text of a document.
pub(super) fn body(nitf: Element<'_, '_>) -> String {
    let content = nitf.find("body.content").or_else(|| nitf.find("body"));
    content.unwrap_or(nitf).prose()
}
