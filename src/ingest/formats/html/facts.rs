//! What a page says of itself: structured data, `<meta>` tags, microdata, headings.
//!
//! Every statement is kept with its rank; the least rank is believed. It judges no
//! text and reads no dates.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use super::author;
use super::tidy::tidy;
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
    /// Adds what is said, unless it is blank.
    pub(super) fn add(&mut self, fact: Fact, rank: u8, value: &str) {
        let value = tidy(value);
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

    /// Returns what is said of `fact`, the most credible first.
    pub(super) fn values(&self, fact: Fact) -> impl Iterator<Item = &str> {
        self.ranked(fact, 0..u8::MAX)
    }

    /// Returns what is most credible of `fact`, empty when nothing is said.
    pub(super) fn first(&self, fact: Fact) -> &str {
        let found = self.found.iter().filter(|found| found.0 == fact);
        found.min_by_key(|found| found.1).map_or("", |found| &found.2)
    }

    /// Returns all that is said of `fact` at the most credible place.
    pub(super) fn all(&self, fact: Fact) -> Vec<String> {
        self.by_rank(fact).next().unwrap_or_default()
    }

    /// Returns what is said of `fact` at places of these ranks, the most credible first.
    pub(super) fn ranked(&self, fact: Fact, ranks: Range<u8>) -> impl Iterator<Item = &str> {
        let is_of = move |found: &&(Fact, u8, String)| found.0 == fact && ranks.contains(&found.1);
        let mut found: Vec<_> = self.found.iter().filter(is_of).collect();
        found.sort_by_key(|found| found.1);
        found.into_iter().map(|found| found.2.as_str())
    }

    /// Returns all that is said of `fact`, place by place, the most credible first.
    pub(super) fn by_rank(&self, fact: Fact) -> impl Iterator<Item = Vec<String>> {
        let ranks = self.found.iter().filter(move |found| found.0 == fact).map(|found| found.1);
        let ranks: BTreeSet<u8> = ranks.collect();
        ranks.into_iter().map(move |rank| {
            let mut seen = HashSet::new();
            let values = self.ranked(fact, rank..rank + 1);
            values.filter(|value| seen.insert(*value)).map(str::to_owned).collect()
        })
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
