//! What the header of a document says of it: of its own file, and of what that was made from.
//!
//! What a document was made from is believed before the file, which others may have made, and
//! later.

use crate::ingest::markup::{Element, Tree};
use crate::ingest::record::tidy::{distinct, person};

/// What a header says.
#[derive(Debug, Default)]
pub(super) struct Header {
    pub(super) title: String,
    pub(super) description: String,
    pub(super) authors: Vec<String>,
    pub(super) source: String,
    pub(super) date: String,
    pub(super) url: String,
    pub(super) section: String,
    pub(super) tags: Vec<String>,
    pub(super) language: String,
}

/// Returns what a header says, its markup without its own tags.
pub(super) fn header(markup: &str) -> Header {
    let document = format!("<header>{markup}</header>");
    let Ok(tree) = Tree::parse(&document) else { return Header::default() };
    tree.root().map(of).unwrap_or_default()
}

fn of(header: Element<'_, '_>) -> Header {
    let statement = header.find("titleStmt");
    let title = statement.and_then(|of| titles(of).next()).unwrap_or_default();
    // The file may have been made by others, and later, than what it was made from.
    let made_from = header.find("sourceDesc");
    let published = header.find("publicationStmt");
    let first = |find: fn(Element<'_, '_>, &str) -> String| {
        let found = [made_from, published].into_iter().flatten().map(|part| find(part, &title));
        found.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
    };
    let terms = |is_section: bool| {
        let terms = header.descendants().filter(|element| element.is("term"));
        terms.filter(move |term| is_named(*term, "type", &["categories", "section"]) == is_section)
    };
    let languages = header.find("langUsage").and_then(|usage| usage.find("language"));
    Header {
        description: header.find("abstract").map(Element::prose).unwrap_or_default(),
        authors: statement.map(authors).unwrap_or_default(),
        source: first(source),
        date: first(date),
        url: first(url),
        section: terms(true).map(Element::line).next().unwrap_or_default(),
        tags: distinct(terms(false).flat_map(key_words)),
        language: languages.and_then(|of| of.attribute("ident")).unwrap_or_default().into_owned(),
        title,
    }
}

/// Returns the titles in a statement but those below another.
fn titles<'a>(part: Element<'a, '_>) -> impl Iterator<Item = String> + 'a {
    let found = part.descendants().filter(|element| {
        element.is("title") && !is_named(*element, "type", &["sub", "alt", "short", "desc"])
    });
    found.map(Element::line).filter(|title| !title.is_empty())
}

fn authors(statement: Element<'_, '_>) -> Vec<String> {
    let found = statement.descendants().filter(|element| element.is("author"));
    distinct(found.map(|author| person(&author.find("persName").unwrap_or(author).line())))
}

/// Returns the newspaper: the title of what is above the article, or else who published it.
fn source(part: Element<'_, '_>, title: &str) -> String {
    let all = || part.descendants().filter(|element| element.is("title"));
    let of_journal = all().find(|found| is_named(*found, "level", &["j", "s"]));
    let of_monograph = || part.find("monogr").and_then(|monograph| titles(monograph).next());
    let other = || {
        let is_of_article = |found: &Element<'_, '_>| is_named(*found, "level", &["a", "u"]);
        let mut others = all().filter(|found| !is_of_article(found)).map(Element::line);
        others.find(|found| !found.is_empty() && found != title)
    };
    let publisher = || {
        let publisher = part.find("publisher").map(Element::line)?;
        // `Le Figaro (lefigaro.fr)`
        let name = publisher.split_once(" (").map_or(&*publisher, |(name, _)| name);
        Some(name.to_owned())
    };
    let found = of_journal.map(Element::line).or_else(of_monograph).or_else(other);
    found.or_else(publisher).unwrap_or_default()
}

fn date(part: Element<'_, '_>, _: &str) -> String {
    let dates = part.descendants().filter(|element| element.is("date"));
    let written = |date: Element<'_, '_>| {
        let names = ["when", "when-iso", "notBefore", "from"];
        let given = names.iter().find_map(|name| date.attribute(name)).map(Into::into);
        given.unwrap_or_else(|| date.line())
    };
    dates.map(written).find(|date| !date.is_empty()).unwrap_or_default()
}

fn url(part: Element<'_, '_>, _: &str) -> String {
    let target = |element: Element<'_, '_>| match () {
        () if element.is("ptr") || element.is("ref") => element.attribute("target").map(Into::into),
        () if element.is("idno") => Some(element.text()),
        () => None,
    };
    let mut found = part.descendants().filter_map(target);
    found.find(|target: &String| target.starts_with("http")).unwrap_or_default()
}

fn key_words(term: Element<'_, '_>) -> Vec<String> {
    let words = term.line();
    words.split([',', ';']).map(|word| word.trim().to_owned()).collect()
}

/// Tells whether an attribute has one of these values.
fn is_named(element: Element<'_, '_>, attribute: &str, values: &[&str]) -> bool {
    element.attribute(attribute).is_some_and(|found| values.contains(&&*found))
}
