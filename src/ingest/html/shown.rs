//! What a page says by where it stands: microdata, and dates near the headline.
//!
//! The dates of other articles that the page lists are not taken for its own.

use dom_query::{Element, NodeRef};

use super::facts::{Fact, Facts, attr};
use super::{json_ld, text};

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

/// What depends on where it is shown.
#[derive(Default)]
pub(super) struct Shown<'d> {
    pub(super) headings: Vec<NodeRef<'d>>,
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

    /// Adds the date of a `<time>`.
    pub(super) fn add_time(&mut self, node: NodeRef<'d>, element: &Element) {
        if !self.is_full() {
            let datetime = attr(element, "datetime").map(str::to_owned);
            self.times.push((node, datetime.unwrap_or_else(|| node.text().to_string())));
        }
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
    pub(super) fn add_dates(&self, facts: &mut Facts) {
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
