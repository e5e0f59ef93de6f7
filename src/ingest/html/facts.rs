//! What a page says of itself: structured data, `<meta>` tags, microdata, headings.
//!
//! Every statement is kept with its rank; the least rank is believed. It judges no
//! text and reads no dates.

use dom_query::{Document, Element, NodeRef};

use super::{json_ld, text};

/// What is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fact {
    /// The headline.
    Title,
    /// What browsers show for the page, often with the name of the site.
    PageTitle,
    /// A heading of the first level.
    Heading,
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
    ("og:article:published_time", Fact::Published, 2),
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

/// What is said in microdata (`itemprop`).
const MICRODATA: &[(&str, Fact)] = &[
    ("datePublished", Fact::Published),
    ("dateModified", Fact::Modified),
    ("author", Fact::Author),
    ("articleSection", Fact::Section),
    ("keywords", Fact::Tag),
];

const MICRODATA_RANK: u8 = 5;

/// The rank of a `<time>` near the headline.
const TIME_RANK: u8 = 6;

/// The worst rank of a date that makes a page an article.
const SURE_RANK: u8 = 3;

/// More key words than this are bait for search engines.
const MAX_TAGS: usize = 20;

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Facts {
    found: Vec<(Fact, u8, String)>,
    /// The structured data hold an article, or a date of publication.
    pub(super) is_article: bool,
    /// The page shows itself to social networks as an article; lists do so too.
    pub(super) is_shared_as_article: bool,
    /// The text in the structured data, perhaps with tags.
    pub(super) body: String,
}

impl Facts {
    /// Returns what the page says.
    pub(super) fn of(document: &Document) -> Self {
        let mut facts = Self::default();
        let mut scripts = Vec::new();
        let mut shown = Shown::default();
        for node in document.root().descendants_it() {
            let Some(element) = node.element_ref() else { continue };
            match &*element.name.local {
                "html" => facts.add_attr(Fact::Language, 1, &element, "lang"),
                "title" if shown.titles == 0 => {
                    shown.titles += 1;
                    facts.add(Fact::PageTitle, 0, &node.text());
                }
                "meta" => facts.add_meta(&element),
                "link" if attr(&element, "rel").is_some_and(is_canonical) => {
                    facts.add_attr(Fact::Url, 1, &element, "href");
                }
                "script" => scripts.push(node.text()),
                "h1" => {
                    facts.add(Fact::Heading, 0, &node.text());
                    shown.headings.push(node);
                }
                "time" if !shown.is_full() => {
                    let datetime = attr(&element, "datetime").map(str::to_owned);
                    shown.times.push((node, datetime.unwrap_or_else(|| node.text().to_string())));
                }
                _ => {}
            }
            shown.add_microdata(&mut facts, node, &element);
        }
        json_ld::read(&scripts, &mut facts);
        shown.add_dates(&mut facts);
        facts
    }

    /// Adds what is said, unless it is blank.
    pub(super) fn add(&mut self, fact: Fact, rank: u8, value: &str) {
        let value = text::tidy(value);
        let is_url = value.starts_with("http://") || value.starts_with("https://");
        if value.is_empty() || is_url != (fact == Fact::Url) {
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
        } else {
            self.found.push((fact, rank, value));
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
            if name == "og:type" {
                self.is_shared_as_article |= content.eq_ignore_ascii_case("article");
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
        let mut all: Vec<String> = Vec::new();
        for (.., value) in found.filter(|found| found.1 == best) {
            if !all.contains(value) {
                all.push(value.clone());
            }
        }
        all
    }

    /// Returns the code of the language: `fr` for `fr_FR`.
    pub(super) fn language(&self) -> String {
        let mut codes = self.values(Fact::Language).filter_map(|value| {
            let code = value.split(['-', '_', ',']).next()?.to_ascii_lowercase();
            (code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(code)
        });
        codes.next().unwrap_or_default()
    }
}

/// What depends on where it is shown.
#[derive(Default)]
struct Shown<'d> {
    titles: usize,
    headings: Vec<NodeRef<'d>>,
    times: Vec<(NodeRef<'d>, String)>,
    dates: Vec<(NodeRef<'d>, String)>,
    /// The element that names the first author stands in this one.
    authors: Option<NodeRef<'d>>,
    articles: usize,
}

impl<'d> Shown<'d> {
    /// Tells whether there are more dates than an article has.
    fn is_full(&self) -> bool {
        self.times.len() + self.dates.len() >= 100
    }

    fn add_microdata(&mut self, facts: &mut Facts, node: NodeRef<'d>, element: &Element) {
        let kind = attr(element, "itemtype").unwrap_or_default();
        self.articles += usize::from(json_ld::is_article(kind));
        let Some(names) = attr(element, "itemprop") else { return };
        let said =
            MICRODATA.iter().find(|said| names.split_whitespace().any(|name| name == said.0));
        let Some(&(_, fact)) = said else { return };
        let value = attr(element, "content").or(attr(element, "datetime")).map(str::to_owned);
        let value = || value.unwrap_or_else(|| name_in(node));
        match fact {
            Fact::Published if self.is_full() => {}
            Fact::Published => self.dates.push((node, value())),
            // Those who wrote other articles of the page stand elsewhere.
            Fact::Author
                if self.authors.is_some_and(|at| Some(at.id) != node.parent().map(|n| n.id)) => {}
            Fact::Author => {
                self.authors = node.parent();
                facts.add(fact, MICRODATA_RANK, &value());
            }
            _ => facts.add(fact, MICRODATA_RANK, &value()),
        }
    }

    /// Adds the dates that stand near the headline.
    fn add_dates(&self, facts: &mut Facts) {
        facts.is_article |= self.articles == 1;
        let title = facts.first(Fact::Title).to_owned();
        let of_title = self.headings.iter().find(|node| text::tidy(&node.text()) == title);
        let headline = of_title.or(self.headings.first());
        for (dates, rank) in [(&self.dates, MICRODATA_RANK), (&self.times, TIME_RANK)] {
            if let Some(date) = nearest(headline, dates) {
                facts.add(Fact::Published, rank, date);
            }
        }
    }
}

/// Returns the date that stands closest to the headline; where several stand as
/// close as the whole page is wide, none is sure.
fn nearest<'s>(headline: Option<&NodeRef>, dates: &'s [(NodeRef, String)]) -> Option<&'s str> {
    let (_, first) = dates.first()?;
    if dates.iter().all(|(_, date)| date == first) {
        return Some(first);
    }
    let within =
        |place: &NodeRef, node: &NodeRef| node.ancestors_it(None).any(|at| at.id == place.id);
    let places = headline?.ancestors_it(None).take_while(|place| !place.has_name("body"));
    let mut found = places.filter_map(|place| dates.iter().find(|(node, _)| within(&place, node)));
    found.next().map(|(_, date)| date.as_str())
}

/// Returns the name that an element gives: that of the person in it, or its text.
fn name_in(node: NodeRef) -> String {
    let is_name = |node: &NodeRef| node.attr("itemprop").is_some_and(|name| &*name == "name");
    let named = node.descendants_it().find(is_name).unwrap_or(node);
    named.attr("content").unwrap_or_else(|| named.text()).to_string()
}

fn attr<'e>(element: &'e Element, name: &str) -> Option<&'e str> {
    let found = element.attrs.iter().find(|attr| &*attr.name.local == name);
    found.map(|attr| &*attr.value)
}

fn is_canonical(rel: &str) -> bool {
    rel.split_whitespace().any(|word| word.eq_ignore_ascii_case("canonical"))
}
