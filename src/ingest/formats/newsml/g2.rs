//! `NewsML-G2`: one `newsItem` an article, alone or in a `newsMessage`.
//!
//! A part that is no text hides nothing, and the head of a page in an item is none of its text.

use super::name::is_readable;
use super::nitf;
use crate::article::Article;
use crate::ingest::date::parse_date;
use crate::ingest::markup::Element;
use crate::ingest::markup::without_title;
use crate::ingest::record::tidy::{distinct, person};
use crate::language_code::language_code;

/// Returns the article of an item. Its `guid` is the same in all its versions.
pub(super) fn article(item: Element<'_, '_>) -> Article {
    let line = |name: &str| {
        let mut found =
            item.descendants().filter(|element| element.is(name) && element.is_of(item));
        found.find(|element| !element.line().is_empty()).map(Element::line).unwrap_or_default()
    };
    let content = item.child("contentMeta").unwrap_or(item);
    let of_content = |name: &str| content.child(name).map(Element::prose).unwrap_or_default();
    let main = headlines(content, false).next();
    let title = main.unwrap_or_else(|| {
        let title = line("headline");
        if title.is_empty() { line("title") } else { title }
    });
    // Items of the time before have their text by itself.
    let set = item.child("contentSet").map(body);
    let body = set.unwrap_or_else(|| item.child("text").map(Element::prose).unwrap_or_default());
    let description = of_content("description");
    let created = ["firstCreated", "contentCreated", "versionCreated"].map(line);
    let published = created.into_iter().find(|date| !date.is_empty());
    let published = published.or_else(|| item.attribute("date").map(Into::into));
    let published = published.unwrap_or_default();
    let revised = Some(line("versionCreated")).filter(|date| *date != published);
    let source =
        ["provider", "infoSource"].into_iter().filter_map(|name| item.find(name)).map(name);
    let source = source.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
    let language = content.child("language").and_then(|language| language.attribute("tag"));
    let language = language.or_else(|| content.child("headline")?.attribute("lang"));
    let code = language_code(&language.or_else(|| item.attribute("lang")).unwrap_or_default());
    let subjects: Vec<String> = content
        .children()
        .filter(|child| child.is("subject"))
        .filter_map(|subject| name_in(subject, &code))
        .map(Element::line)
        .filter(|name| is_readable(name))
        .collect();
    let mut article = Article {
        id: item.attribute("guid").or(item.attribute("itemid")).unwrap_or_default().into_owned(),
        body: without_title(body, &title),
        description: if description.is_empty() {
            headlines(content, true).next().unwrap_or_default()
        } else {
            description
        },
        modified: revised.and_then(|date| parse_date(&date)),
        authors: authors(content, &source),
        section: subjects.first().cloned().unwrap_or_default(),
        tags: tags(content, &subjects),
        language: code,
        title,
        source,
        ..Article::default()
    };
    article.set_published(published);
    article
}

/// Returns the headlines of an item that are said to be below another, or the others.
fn headlines<'a>(content: Element<'a, '_>, below: bool) -> impl Iterator<Item = String> + 'a {
    let is_below = move |headline: &Element<'_, '_>| {
        let role = headline.attribute("role").unwrap_or_default().to_lowercase();
        role.contains("sub") == below
    };
    let found = content.children().filter(|child| child.is("headline")).filter(is_below);
    found.map(Element::line).filter(|headline| !headline.is_empty())
}

/// Returns the text of an item: as NITF, as a page, or plain.
fn body(content: Element<'_, '_>) -> String {
    if let Some(nitf) = content.find("nitf") {
        return nitf::body(nitf);
    }
    if let Some(page) = content.find("html") {
        let page = page.find("body").unwrap_or(page);
        // The head of a page says again what the item says: title, date, key words.
        let heads: Vec<_> = page.children().filter(|child| child.is("header")).collect();
        return page.prose_without(&heads);
    }
    let texts = content.children().filter(|child| child.is("inlineXML") || child.is("inlineData"));
    texts.map(Element::prose).find(|text| !text.is_empty()).unwrap_or_default()
}

/// Returns the name of a subject in a language, or else its first.
fn name_in<'a, 't>(subject: Element<'a, 't>, code: &str) -> Option<Element<'a, 't>> {
    let names = || subject.children().filter(|child| child.is("name") && child.is_of(subject));
    let is_in = |name: &Element<'_, '_>| {
        name.attribute("lang").is_some_and(|lang| language_code(&lang) == code)
    };
    names().find(is_in).or_else(|| names().next())
}

/// Returns the name of a party: its text, its literal, or the end of its code.
fn name(party: Element<'_, '_>) -> String {
    let named = party.child("name").map(Element::line).filter(|name| !name.is_empty());
    let literal = || party.attribute("literal").map(Into::into);
    let code = || {
        party.attribute("qcode").map(|code| code.rsplit(':').next().unwrap_or_default().to_owned())
    };
    named.or_else(literal).or_else(code).unwrap_or_default()
}

fn authors(content: Element<'_, '_>, source: &str) -> Vec<String> {
    let bylines = content.children().filter(|child| child.is("by"));
    let bylines = distinct(bylines.map(|byline| person(&byline.line())));
    if !bylines.is_empty() {
        return bylines;
    }
    let is_person = |creator: &Element<'_, '_>| {
        let is_body = creator.attribute("type").is_some_and(|kind| kind.contains("organisation"));
        creator.is("creator") && !is_body && creator.child("organisationDetails").is_none()
    };
    distinct(content.children().filter(is_person).map(name).filter(|name| name != source))
}

/// Returns the key words and the names of the subjects but the first, the section.
fn tags(content: Element<'_, '_>, subjects: &[String]) -> Vec<String> {
    let words: Vec<_> = content.children().filter(|child| child.is("keyword")).collect();
    let slug = content.child("slugline").filter(|_| words.is_empty());
    let words = words.into_iter().chain(slug).map(Element::line);
    let section = subjects.first();
    distinct(words.chain(subjects.iter().filter(|name| Some(*name) != section).cloned()))
}
