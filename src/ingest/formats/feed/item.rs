//! The items of a feed as articles, in the vocabularies that feeds use.
//!
//! Other vocabularies count only where its own says nothing; drafts and pictures are no
//! articles.

use crate::article::Article;
use crate::ingest::bytes::encoding;
use crate::ingest::date::parse_date;
use crate::ingest::format::{ReadOutcome, told};
use crate::ingest::markup::{Element, Tree};
use crate::ingest::record::tidy::distinct;
use crate::language_code::language_code;
use crate::rejection::Reason;

/// Returns the articles of a feed, in order.
pub(super) fn read(bytes: &[u8]) -> Vec<ReadOutcome> {
    let records = Tree::parse(&encoding::decode(bytes, None)).map(|tree| items(&tree));
    records.unwrap_or_else(|reason| vec![(None, Err(reason))])
}

/// Returns the articles of feeds, nearly always one.
fn items(tree: &Tree<'_>) -> Vec<ReadOutcome> {
    let found = tree.roots().flat_map(of_feed);
    let mut records: Vec<ReadOutcome> = (1..).map(Some).zip(found).collect();
    if records.is_empty() {
        records.push((None, Err(Reason::NoItem)));
    }
    let says_cut = records.last().is_some_and(|(_, last)| *last == Err(Reason::CutShort));
    if tree.is_cut() && !says_cut {
        records.push((None, Err(Reason::CutShort)));
    }
    records
}

/// Returns the articles of the feed that a document is.
fn of_feed(root: Element<'_, '_>) -> Vec<Result<Article, Reason>> {
    // Items stand within the channel, or beside it in RSS 1.0. An entry may be a document by
    // itself.
    let about = root.find("channel").unwrap_or(root);
    let channel = if root.is("entry") { Channel::default() } else { Channel::new(about) };
    let is_item = |element: &Element<'_, '_>| {
        let is_own = element.is_of(root) || element.is_of(about);
        is_own && (element.is("item") || element.is("entry")) && !is_other(*element)
    };
    let items = std::iter::once(root).chain(root.descendants()).filter(is_item);
    told(items.map(|item| article(item, &channel)))
}

/// What an export of `WordPress` holds besides articles, and what says that these are not
/// published.
const OTHERS: [(&str, &[&str]); 2] = [
    ("post_type", &["attachment", "nav_menu_item", "revision", "custom_css", "wp_navigation"]),
    ("status", &["draft", "auto-draft", "pending", "future", "private", "trash"]),
];

/// Tells whether an item of an export of `WordPress` is no article that was published, or only
/// the comments of one, which have its number and no type.
fn is_other(item: Element<'_, '_>) -> bool {
    let of_wordpress = |found: &Element<'_, '_>| found.prefix() == Some("wp");
    let has = |name| foreign(item, name).any(|found| of_wordpress(&found));
    let is_other = OTHERS.iter().any(|(name, values)| {
        let mut found = foreign(item, name).filter(of_wordpress);
        found.any(|found| values.contains(&found.text().as_str()))
    });
    is_other || (has("post_id") && !has("post_type"))
}

/// What a feed says of all its items.
#[derive(Default)]
struct Channel {
    title: String,
    language: String,
}

impl Channel {
    fn new(channel: Element<'_, '_>) -> Self {
        let line = |name: &str| first(channel, &[name], Element::line);
        let stated = || foreign(channel, "language").map(Element::line).next().unwrap_or_default();
        let language = channel.attribute("lang").map_or_else(stated, Into::into);
        Self { title: line("title"), language: language_code(&language) }
    }
}

/// Returns the article that an item is.
fn article(item: Element<'_, '_>, channel: &Channel) -> Result<Article, Reason> {
    if item.is_cut() {
        return Err(Reason::CutShort);
    }
    let text = |names: &[&str]| first(item, names, Element::prose);
    let line = |names: &[&str]| first(item, names, Element::line);
    let is_excerpt = |element: &Element<'_, '_>| element.prefix() == Some("excerpt");
    let encoded = |excerpt: bool| {
        let found = foreign(item, "encoded").filter(|found| is_excerpt(found) == excerpt);
        found.map(Element::prose).find(|text| !text.is_empty())
    };
    // In other vocabularies a content is a picture.
    let content = || {
        let content = item.child("content").filter(|content| is_text(*content));
        content.map(Element::prose).filter(|text| !text.is_empty())
    };
    let mut body = encoded(false).or_else(content).unwrap_or_else(|| text(&["body"]));
    let mut description = encoded(true).unwrap_or_else(|| text(&["summary", "description"]));
    if body.is_empty() {
        let told = item.child("description").map(Element::prose).unwrap_or_default();
        let is_alone = told.is_empty() || told == description;
        body = if is_alone { std::mem::take(&mut description) } else { told };
    }
    let title = line(&["title"]);
    if title.is_empty() && description.is_empty() && body.is_empty() {
        return Err(Reason::NoText);
    }
    let url = link(item);
    let id = line(&["guid", "id"]);
    let mut article = Article {
        id: if id.is_empty() { url.clone() } else { id },
        url,
        title,
        description,
        body,
        modified: parse_date(&line(&["updated", "modified"])),
        source: Some(source(item))
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| channel.title.clone()),
        authors: authors(item),
        tags: tags(item),
        language: item
            .attribute("lang")
            .map_or_else(|| channel.language.clone(), |code| language_code(&code)),
        ..Article::default()
    };
    let published = line(&["pubDate", "published", "issued", "date", "created"]);
    let is_said = !published.is_empty();
    article.set_published(if is_said { published } else { line(&["updated", "modified"]) });
    Ok(article)
}

/// Tells whether a content of Atom is text, not a file in the letters of base 64.
fn is_text(content: Element<'_, '_>) -> bool {
    let kind = content.attribute("type").unwrap_or_default().to_ascii_lowercase();
    let is_text = ["text", "html", "xml"].iter().any(|text| kind.contains(text));
    (kind.is_empty() || is_text) && content.attribute("mode").is_none_or(|mode| mode != "base64")
}

/// Returns the first of these children of an item that is not empty, in this order; those
/// of other vocabularies (`dc:title`, `itunes:summary`) behind all of its own, those in a
/// `media:group` last.
fn first<'a, 't>(
    item: Element<'a, 't>,
    names: &[&str],
    read: fn(Element<'a, 't>) -> String,
) -> String {
    let children = |is_own: bool| {
        names.iter().flat_map(move |name| {
            foreign(item, name).filter(move |child| child.is_of(item) == is_own)
        })
    };
    let grouped = foreign(item, "group")
        .flat_map(|group| names.iter().flat_map(move |name| foreign(group, name)));
    let mut texts = children(true).chain(children(false)).chain(grouped).map(read);
    texts.find(|text| !text.is_empty()).unwrap_or_default()
}

/// Returns the children of an item with this name, of whatever vocabulary.
fn foreign<'a, 't>(item: Element<'a, 't>, name: &str) -> impl Iterator<Item = Element<'a, 't>> {
    item.children().filter(move |child| child.is(name))
}

/// Returns the address of an item: in RSS a text, in Atom an attribute.
fn link(item: Element<'_, '_>) -> String {
    let links = || item.children().filter(|child| child.is("link") && child.is_of(item));
    let is_main = |link: &Element<'_, '_>| {
        link.attribute("rel").is_none_or(|relation| relation == "alternate")
    };
    let of_link = links().filter(is_main).map(|link| match link.attribute("href") {
        Some(address) => address.into_owned(),
        None => link.text(),
    });
    let guid = item
        .child("guid")
        .filter(|guid| guid.attribute("isPermaLink").is_none_or(|is| is == "true"));
    let of_guid = guid.map(Element::text).filter(|text| text.starts_with("http"));
    let mut found = of_link.chain(of_guid).chain(item.attribute("about").map(Into::into));
    found.find(|address| !address.is_empty()).unwrap_or_default()
}

/// Returns the name of the paper that an item is taken from.
fn source(item: Element<'_, '_>) -> String {
    let Some(source) = item.child("source") else { return String::new() };
    source.child("title").unwrap_or(source).line()
}

fn authors(item: Element<'_, '_>) -> Vec<String> {
    let creators = foreign(item, "creator").map(Element::line);
    let named = foreign(item, "author").map(|author| match author.child("name") {
        Some(name) => name.line(),
        None => person(&author.line()),
    });
    distinct(creators.chain(named))
}

/// Returns the name in `redaction@exemple.fr (Anne Morel)`, the form of RSS.
fn person(text: &str) -> String {
    match text.split_once('(') {
        Some((address, name)) if address.contains('@') => name.trim_end_matches(')').to_owned(),
        _ => text.to_owned(),
    }
}

fn tags(item: Element<'_, '_>) -> Vec<String> {
    let categories = item.children().filter(|child| child.is("category") && child.is_of(item));
    let names = categories.map(|category| {
        let name = category.attribute("label").or_else(|| category.attribute("term"));
        name.map_or_else(|| category.line(), std::borrow::Cow::into_owned)
    });
    distinct(names.chain(foreign(item, "subject").map(Element::line)))
}
