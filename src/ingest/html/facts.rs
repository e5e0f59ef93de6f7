//! What a page says of itself: structured data, `<meta>` tags, microdata, headings.
//!
//! Every statement is kept with its rank; the least rank is believed. It judges no
//! text and reads no dates.

use std::collections::HashSet;

use dom_query::{Document, Element};

use super::shown::Shown;
use super::{author, json_ld, text, title};
use crate::language_code::language_code;

/// What is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fact {
    /// The headline.
    Title,
    /// What browsers show for the page, often with the name of the site.
    PageTitle,
    /// A heading of the first level.
    Heading,
    /// Another heading or bold line that stands in the title of the page as well.
    Repeated,
    Description,
    Published,
    Modified,
    Author,
    Section,
    Tag,
    /// The name of the site.
    Source,
    Url,
    Language,
}

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

/// The worst rank of a date that makes a page an article.
const SURE_RANK: u8 = 3;

/// More key words than this are bait for search engines.
const MAX_TAGS: usize = 20;

/// Most bytes of a headline, and of the name of a site.
pub(super) const MAX_TITLE_BYTES: usize = 500;
const MAX_SOURCE_BYTES: usize = 120;

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Facts {
    found: Vec<(Fact, u8, String)>,
    /// The structured data hold an article, or a date of publication.
    pub(super) is_article: bool,
    /// There is a video of which the page tells.
    pub(super) has_video: bool,
    /// The page shows itself to social networks as an article; lists do so too.
    pub(super) is_shared_as_article: bool,
    /// The number of its `<article>` elements.
    pub(super) articles: usize,
    /// The text in the structured data, perhaps with tags.
    pub(super) body: String,
}

impl Facts {
    /// Returns what the page says.
    pub(super) fn of(document: &Document) -> Self {
        let mut facts = Self::default();
        let mut scripts = Vec::new();
        let mut shown = Shown::default();
        let mut page_title = String::new();
        for node in document.root().descendants_it() {
            let Some(element) = node.element_ref() else { continue };
            match &*element.name.local {
                "html" => facts.add_attr(Fact::Language, 1, &element, "lang"),
                "title" => {
                    facts.add(Fact::PageTitle, 0, &node.text());
                    if page_title.is_empty() {
                        page_title = title::plain(facts.first(Fact::PageTitle));
                    }
                }
                "meta" => facts.add_meta(&element),
                "article" => facts.articles += 1,
                "link" if attr(&element, "rel").is_some_and(is_canonical) => {
                    facts.add_attr(Fact::Url, 1, &element, "href");
                }
                "script" => scripts.push(node.text()),
                "h1" => {
                    facts.add(Fact::Heading, 0, &node.text());
                    shown.headings.push(node);
                }
                "h2" | "h3" => facts.add_repeated(&node.text(), &page_title),
                "mark" if node.first_child().is_some_and(|child| child.is_text()) => {
                    facts.add_repeated(&node.immediate_text(), &page_title);
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

    /// Adds what is said, unless it is blank.
    pub(super) fn add(&mut self, fact: Fact, rank: u8, value: &str) {
        let value = text::tidy(value);
        let is_url = value.starts_with("http://") || value.starts_with("https://");
        let is_too_long = fact == Fact::Source && value.len() > MAX_SOURCE_BYTES;
        if value.is_empty() || is_url != (fact == Fact::Url) || is_too_long {
            return;
        }
        if fact == Fact::Published && rank <= SURE_RANK {
            self.is_article = true;
        }
        if fact == Fact::Tag {
            let tags: Vec<_> = value.split([',', ';']).map(str::trim).collect();
            if tags.len() <= MAX_TAGS {
                let tags = tags.into_iter().filter(|tag| !tag.is_empty());
                self.found.extend(tags.map(|tag| (fact, rank, tag.to_owned())));
            }
        } else if fact == Fact::Author {
            let names = author::names(&value).into_iter();
            self.found.extend(names.map(|name| (fact, rank, name.to_owned())));
        } else if fact == Fact::Url {
            self.found.push((fact, rank, original(&value).to_owned()));
        } else {
            self.found.push((fact, rank, value));
        }
    }

    /// Adds a line that may be the headline: it stands in the title of the page, of which
    /// these are the letters.
    fn add_repeated(&mut self, line: &str, page_title: &str) {
        let is_short = line.len() <= MAX_TITLE_BYTES && page_title.len() <= MAX_TITLE_BYTES;
        if is_short
            && line.split_whitespace().count() > 2
            && page_title.contains(&title::plain(line))
        {
            self.add(Fact::Repeated, 0, line);
        }
    }

    fn add_attr(&mut self, fact: Fact, rank: u8, element: &Element, name: &str) {
        self.add(fact, rank, attr(element, name).unwrap_or_default());
    }

    fn add_meta(&mut self, element: &Element) {
        let names = ["property", "name", "http-equiv"].map(|name| attr(element, name));
        let Some(content) = attr(element, "content") else { return };
        for name in names.into_iter().flatten().flat_map(str::split_whitespace) {
            let name =
                name.to_ascii_lowercase().replace("dc:", "dc.").replace("dcterms:", "dcterms.");
            let name = if name.starts_with("og:article:") { &name[3..] } else { &name };
            if name == "og:type" {
                self.is_shared_as_article |= content.eq_ignore_ascii_case("article");
                self.has_video |= content.starts_with("video");
            } else if let Some(&(_, fact, rank)) = METAS.iter().find(|meta| meta.0 == name) {
                self.add(fact, rank, content);
            }
        }
    }

    /// Returns what is said of `fact`, the most credible first.
    pub(super) fn values(&self, fact: Fact) -> impl Iterator<Item = &str> {
        let mut found: Vec<_> = self.found.iter().filter(|found| found.0 == fact).collect();
        found.sort_by_key(|found| found.1);
        found.into_iter().map(|found| found.2.as_str())
    }

    /// Returns what is most credible of `fact`, empty when nothing is said.
    pub(super) fn first(&self, fact: Fact) -> &str {
        let found = self.found.iter().filter(|found| found.0 == fact);
        found.min_by_key(|found| found.1).map_or("", |found| &found.2)
    }

    /// Returns all that is said of `fact` at the most credible place.
    pub(super) fn all(&self, fact: Fact) -> Vec<String> {
        let found = self.found.iter().filter(|found| found.0 == fact);
        let Some(best) = found.clone().map(|found| found.1).min() else { return Vec::new() };
        let mut seen = HashSet::new();
        let values = found.filter(|found| found.1 == best).map(|found| &found.2);
        values.filter(|value| seen.insert(*value)).cloned().collect()
    }

    /// Returns the code of the language: `fr` for `fr_FR`.
    pub(super) fn language(&self) -> String {
        let first = |value: &str| language_code(value.split(',').next().unwrap_or_default());
        let mut codes = self.values(Fact::Language).map(first);
        codes.find(|code| !code.is_empty()).unwrap_or_default()
    }
}

/// Returns the address that an archive of the web holds in its own.
fn original(url: &str) -> &str {
    let path = url.split('?').next().unwrap_or(url);
    let inner = path.rfind("/http://").max(path.rfind("/https://"));
    inner.map_or(url, |at| &url[at + 1..])
}

/// Returns an attribute of an element.
pub(super) fn attr<'e>(element: &'e Element, name: &str) -> Option<&'e str> {
    let found = element.attrs.iter().find(|attr| &*attr.name.local == name);
    found.map(|attr| &*attr.value)
}

fn is_canonical(rel: &str) -> bool {
    rel.split_whitespace().any(|word| word.eq_ignore_ascii_case("canonical"))
}
