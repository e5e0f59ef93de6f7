//! What a page says by where it stands: microdata, and dates near the headline.
//!
//! The dates of other articles that the page lists are not taken for its own.

use dom_query::{Element, NodeId, NodeRef};

use super::byline::is_of_change;
use super::element::attr;
use super::facts::{Fact, Facts};
use super::tidy::tidy;
use super::{author, json_ld};

/// What is said in microdata (`itemprop`).
const MICRODATA: &[(&str, Fact)] = &[
    ("datePublished", Fact::Published),
    ("dateModified", Fact::Modified),
    ("author", Fact::Author),
    ("articleSection", Fact::Section),
    ("keywords", Fact::Tag),
    ("publisher", Fact::Source),
];

/// What links say by their `rel`, the surest first.
const LINKS: &[(&str, Fact)] =
    &[("author", Fact::Author), ("category", Fact::Section), ("tag", Fact::Tag)];

const LINK_RANK: u8 = 7;

/// Words of classes of the date of a publication, and of that of a change.
const PUBLISHED: &[&str] = &["published", "pubdate", "publication", "publish", "datepublished"];
const UPDATED: &[&str] = &["updated", "modified", "modification", "update", "datemodified"];

/// Most nodes before a date that are looked at for what it is.
const MAX_BEFORE: usize = 4;

const MICRODATA_RANK: u8 = 5;

/// The rank of a `<time>` near the headline.
pub(super) const TIME_RANK: u8 = 6;

/// What depends on where it is shown.
#[derive(Default)]
pub(super) struct ShownDates<'d> {
    pub(super) headings: Vec<NodeRef<'d>>,
    times: Vec<(NodeRef<'d>, String)>,
    /// The times that are said to be those of a change.
    changes: Vec<(NodeRef<'d>, String)>,
    dates: Vec<(NodeRef<'d>, String)>,
    /// The elements in which the first author, section and tag are named.
    places: Vec<(Fact, NodeId)>,
    articles: usize,
}

impl<'d> ShownDates<'d> {
    /// Tells whether there are more dates than an article has.
    fn is_full(&self) -> bool {
        self.times.len() + self.changes.len() + self.dates.len() >= 100
    }

    /// Adds the date of a `<time>`.
    pub(super) fn add_time(&mut self, node: NodeRef<'d>, element: &Element) {
        if !self.is_full() {
            let datetime = attr(element, "datetime").map(str::to_owned);
            let date = datetime.unwrap_or_else(|| node.text().to_string());
            let times = if is_change(node) { &mut self.changes } else { &mut self.times };
            times.push((node, date));
        }
    }

    /// Adds what a link says of the article by its `rel`.
    pub(super) fn add_link(&mut self, facts: &mut Facts, node: NodeRef<'d>, element: &Element) {
        let Some(rel) = attr(element, "rel") else { return };
        let said = LINKS.iter().find(|said| rel.split_whitespace().any(|word| word == said.0));
        let Some(&(_, fact)) = said else { return };
        if self.is_first_place(fact, node) {
            let text = tidy(&node.text());
            if fact != Fact::Author || author::is_full(&text) {
                facts.add(fact, LINK_RANK, &text);
            }
        }
    }

    /// Tells whether a node stands where the first of its kind does: what is said of other
    /// articles of the page stands elsewhere.
    fn is_first_place(&mut self, fact: Fact, node: NodeRef<'d>) -> bool {
        let is_item = |node: &NodeRef| node.has_name("li") || node.has_name("span");
        let place = node.ancestors_it(None).find(|node| !is_item(node));
        let Some(place) = place.map(|place| place.id) else { return false };
        let first = self.places.iter().find(|known| known.0 == fact).map(|known| known.1);
        if first.is_none() {
            self.places.push((fact, place));
        }
        first.is_none_or(|first| first == place)
    }

    /// Adds what an element says by its `itemprop`.
    pub(super) fn add_microdata(
        &mut self,
        facts: &mut Facts,
        node: NodeRef<'d>,
        element: &Element,
    ) {
        let kind = attr(element, "itemtype").unwrap_or_default();
        self.articles += usize::from(json_ld::is_article(kind));
        let Some(names) = attr(element, "itemprop") else { return };
        let said = MICRODATA
            .iter()
            .find(|said| names.split_whitespace().any(|name| name.eq_ignore_ascii_case(said.0)));
        let Some(&(_, fact)) = said else { return };
        let value = attr(element, "content").or(attr(element, "datetime")).map(str::to_owned);
        let value = || value.unwrap_or_else(|| name_in(node));
        match fact {
            Fact::Published if self.is_full() => {}
            Fact::Published => self.dates.push((node, value())),
            Fact::Author if !self.is_first_place(fact, node) => {}
            _ => facts.add(fact, MICRODATA_RANK, &value()),
        }
    }

    /// Adds the dates that stand near the headline.
    pub(super) fn add_dates(&self, facts: &mut Facts) {
        facts.is_article |= self.articles == 1;
        let title = facts.first(Fact::Title).to_owned();
        let of_title = self.headings.iter().find(|node| tidy(&node.text()) == title);
        let headline = of_title.or(self.headings.first());
        for (dates, fact, rank) in [
            (&self.dates, Fact::Published, MICRODATA_RANK),
            (&self.times, Fact::Published, TIME_RANK),
            (&self.changes, Fact::Modified, TIME_RANK),
        ] {
            let is_said = fact == Fact::Modified && !facts.first(fact).is_empty();
            if let Some(date) = nearest(headline, dates).filter(|_| !is_said) {
                facts.add(fact, rank, date);
            }
        }
    }
}

/// Tells whether a `<time>` is said to be that of a change: by its class or the one around
/// it, by its text or by the words before it.
fn is_change(time: NodeRef) -> bool {
    for node in std::iter::once(time).chain(time.parent()) {
        let names = ["class", "itemprop"].map(|name| node.attr(name).unwrap_or_default());
        let mut words = names.iter().flat_map(|names| names.split([' ', '-', '_']));
        let has = |known: &[&str], word: &str| known.iter().any(|it| word.eq_ignore_ascii_case(it));
        if words.clone().any(|word| has(PUBLISHED, word)) {
            return false;
        } else if words.any(|word| has(UPDATED, word)) {
            return true;
        }
    }
    if let Some(is_change) = is_of_change(&time.text()) {
        return is_change;
    }
    let mut before = Some(time);
    for _ in 0..MAX_BEFORE {
        before = before.and_then(|node| node.prev_sibling().or_else(|| node.parent()));
        let Some(node) = before.filter(|node| !node.has_name("time")) else { return false };
        // What holds the time is passed on the way out.
        let text = if node.is_text() || !holds(node, time) { node.text() } else { continue };
        if text.chars().any(char::is_alphabetic) {
            return is_of_change(&text) == Some(true);
        }
    }
    false
}

fn holds(place: NodeRef, node: NodeRef) -> bool {
    node.ancestors_it(None).any(|at| at.id == place.id)
}

/// Returns the date that stands closest to the headline; where several stand as
/// close as the whole page is wide, none is sure.
fn nearest<'s>(headline: Option<&NodeRef>, dates: &'s [(NodeRef, String)]) -> Option<&'s str> {
    let (_, first) = dates.first()?;
    if dates.iter().all(|(_, date)| date == first) {
        return Some(first);
    }
    let places = headline?.ancestors_it(None).take_while(|place| !place.has_name("body"));
    let mut found = places.filter_map(|place| dates.iter().find(|(node, _)| holds(place, *node)));
    found.next().map(|(_, date)| date.as_str())
}

/// Returns the name that an element gives: that of the person in it, or its text.
fn name_in(node: NodeRef) -> String {
    let is_name = |node: &NodeRef| node.attr("itemprop").is_some_and(|name| &*name == "name");
    let named = node.descendants_it().find(is_name).unwrap_or(node);
    named.attr("content").unwrap_or_else(|| named.text()).to_string()
}
