//! Gathers what a page says of itself from its `<meta>` tags, headings, links and structured
//! data; what is believed is decided where it is kept.

use dom_query::{Document, Element};

use super::element::attr;
use super::facts::{Fact, Facts, MAX_TITLE_BYTES};
use super::json_ld;
use super::shown_dates::ShownDates;
use super::tidy::plain;

/// What is said in `<meta>` tags, by their lower-case names, with the rank. JSON-LD
/// has rank 1, microdata have 5.
const METAS: &[(&str, Fact, u8)] = &[
    ("og:title", Fact::Title, 2),
    ("dc.title", Fact::Title, 3),
    ("dcterms.title", Fact::Title, 3),
    ("twitter:title", Fact::Title, 4),
    ("og:description", Fact::Description, 2),
    ("description", Fact::Description, 3),
    ("dc.description", Fact::Description, 3),
    ("twitter:description", Fact::Description, 4),
    ("article:published_time", Fact::Published, 2),
    ("og:published_time", Fact::Published, 2),
    ("video:release_date", Fact::Published, 3),
    ("datepublished", Fact::Published, 3),
    ("dc.date.issued", Fact::Published, 3),
    ("dcterms.issued", Fact::Published, 3),
    ("dcterms.created", Fact::Published, 3),
    ("dc.date.created", Fact::Published, 3),
    ("publication_date", Fact::Published, 3),
    ("publish-date", Fact::Published, 3),
    ("publishdate", Fact::Published, 3),
    ("pubdate", Fact::Published, 3),
    ("parsely-pub-date", Fact::Published, 3),
    ("sailthru.date", Fact::Published, 3),
    ("cxenseparse:recs:publishtime", Fact::Published, 3),
    ("dc.date", Fact::Published, 4),
    ("dcterms.date", Fact::Published, 4),
    ("date", Fact::Published, 4),
    ("article:modified_time", Fact::Modified, 2),
    ("og:updated_time", Fact::Modified, 2),
    ("datemodified", Fact::Modified, 2),
    ("dcterms.modified", Fact::Modified, 3),
    ("dc.date.modified", Fact::Modified, 3),
    ("article:author", Fact::Author, 2),
    ("author", Fact::Author, 3),
    ("dc.creator", Fact::Author, 3),
    ("dcterms.creator", Fact::Author, 3),
    ("parsely-author", Fact::Author, 3),
    ("sailthru.author", Fact::Author, 3),
    ("article:section", Fact::Section, 2),
    ("section", Fact::Section, 3),
    ("parsely-section", Fact::Section, 3),
    ("article:tag", Fact::Tag, 2),
    ("video:tag", Fact::Tag, 2),
    ("news_keywords", Fact::Tag, 3),
    ("parsely-tags", Fact::Tag, 3),
    ("keywords", Fact::Tag, 4),
    ("og:site_name", Fact::Source, 0),
    ("dc.publisher", Fact::Source, 3),
    ("application-name", Fact::Source, 4),
    ("og:url", Fact::Url, 2),
    ("dc.language", Fact::Language, 3),
    ("content-language", Fact::Language, 3),
    ("og:locale", Fact::Language, 4),
];

/// Returns what the page says.
pub(super) fn gather(document: &Document) -> Facts {
    let mut facts = Facts::default();
    let mut scripts = Vec::new();
    let mut shown = ShownDates::default();
    let mut page_title = String::new();
    for node in document.root().descendants_it() {
        let Some(element) = node.element_ref() else { continue };
        match &*element.name.local {
            "html" => add_attr(&mut facts, Fact::Language, 1, &element, "lang"),
            "title" => {
                facts.add(Fact::PageTitle, 0, &node.text());
                if page_title.is_empty() {
                    page_title = plain(facts.first(Fact::PageTitle));
                }
            }
            "meta" => add_meta(&mut facts, &element),
            "article" => facts.articles += 1,
            "link" if attr(&element, "rel").is_some_and(is_canonical) => {
                add_attr(&mut facts, Fact::Url, 1, &element, "href");
            }
            "script" => scripts.push(node.text()),
            "h1" => {
                facts.add(Fact::Heading, 0, &node.text());
                shown.headings.push(node);
            }
            "h2" | "h3" => add_repeated(&mut facts, &node.text(), &page_title),
            "mark" if node.first_child().is_some_and(|child| child.is_text()) => {
                add_repeated(&mut facts, &node.immediate_text(), &page_title);
            }
            "time" => shown.add_time(node, &element),
            _ => {}
        }
        shown.add_microdata(&mut facts, node, &element);
        shown.add_link(&mut facts, node, &element);
    }
    json_ld::read(&scripts, &mut facts);
    shown.add_dates(&mut facts);
    facts
}

/// Adds a line that may be the headline: it stands in the title of the page, of which
/// these are the letters.
fn add_repeated(facts: &mut Facts, line: &str, page_title: &str) {
    let is_short = line.len() <= MAX_TITLE_BYTES && page_title.len() <= MAX_TITLE_BYTES;
    if is_short && line.split_whitespace().count() > 2 && page_title.contains(&plain(line)) {
        facts.add(Fact::Repeated, 0, line);
    }
}

fn add_attr(facts: &mut Facts, fact: Fact, rank: u8, element: &Element, name: &str) {
    facts.add(fact, rank, attr(element, name).unwrap_or_default());
}

fn add_meta(facts: &mut Facts, element: &Element) {
    let names = ["property", "name", "http-equiv"].map(|name| attr(element, name));
    let Some(content) = attr(element, "content") else { return };
    for name in names.into_iter().flatten().flat_map(str::split_whitespace) {
        let name = name.to_ascii_lowercase().replace("dc:", "dc.").replace("dcterms:", "dcterms.");
        let name = if name.starts_with("og:article:") { &name[3..] } else { &name };
        if name == "og:type" {
            facts.is_shared_as_article |= content.eq_ignore_ascii_case("article");
            facts.has_video |= content.starts_with("video");
        } else if let Some(&(_, fact, rank)) = METAS.iter().find(|meta| meta.0 == name) {
            facts.add(fact, rank, content);
        }
    }
}

fn is_canonical(rel: &str) -> bool {
    rel.split_whitespace().any(|word| word.eq_ignore_ascii_case("canonical"))
}
