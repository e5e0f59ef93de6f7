//! Where the article of a page ends: what stands behind the element that holds it is no part
//! of it.
//!
//! It goes by elements and by how much text they hold; what lines say, it does not read.

use std::collections::HashMap;

use dom_query::{Document, Element, NodeId, NodeRef};

use super::block::TEXT_BYTES;
use super::element::{attr, is_one_of, words};

/// Paragraphs of fewer characters in all tell nothing.
const ENOUGH_CHARS: usize = 400;

/// An `<article>`, or what says to be the body of one, is the page's own when it holds one part
/// in this of the paragraphs, and no other holds one part in this of what it holds.
const OWN_PART: usize = 2;
const OTHER_PART: usize = 4;

/// The element of the text itself leaves at most one part in this of the paragraphs out.
const LEFT_PART: usize = 8;

/// The element of the text is called by one of these words and one of those behind it.
const KINDS: &[&str] = &["article", "entry", "post", "story", "news", "e"];
const TEXTS: &[&str] = &["body", "content", "text", "texte", "contenu"];

/// An element that holds paragraphs, and how many characters of them.
type Holder<'d> = (NodeRef<'d>, usize);

/// Elements that hold paragraphs, in the order in which they were met.
#[derive(Default)]
struct Holders<'d> {
    found: Vec<Holder<'d>>,
    places: HashMap<NodeId, usize>,
}

impl<'d> Holders<'d> {
    /// Adds characters of paragraphs to those of an element around them.
    fn add(&mut self, holder: NodeRef<'d>, chars: usize) {
        let place = *self.places.entry(holder.id).or_insert(self.found.len());
        match self.found.get_mut(place) {
            Some(known) => known.1 += chars,
            None => self.found.push((holder, chars)),
        }
    }
}

/// Takes away what stands behind the article of a page, where an element says its end.
pub(super) fn drop_what_follows(document: &Document) {
    let Some(body) = document.body() else { return };
    let parents = parents_of_paragraphs(&body);
    let all: usize = parents.iter().map(|parent| parent.1).sum();
    if all < ENOUGH_CHARS {
        return;
    }
    let (mut articles, mut texts) = (Holders::default(), Holders::default());
    for (parent, chars) in parents {
        let around = std::iter::once(parent).chain(parent.ancestors_it(None));
        for holder in around.take_while(|node| node.id != body.id) {
            let Some(element) = holder.element_ref() else { continue };
            if &*element.name.local == "article" || is_body(&element) {
                articles.add(holder, chars);
            } else if is_text(&element) {
                texts.add(holder, chars);
            }
        }
    }
    let own = own_article(&articles.found).filter(|own| own.1 * OWN_PART > all);
    let whole = own.map_or(all, |own| own.1);
    let holds_all = |holder: &&Holder| whole.saturating_sub(holder.1) * LEFT_PART <= whole;
    // Paragraphs name the elements around them from the inside out.
    let text = texts.found.iter().find(holds_all);
    for (end, _) in own.into_iter().chain(text) {
        drop_behind(*end, &body);
    }
}

/// Returns the parents of the long paragraphs of a page.
fn parents_of_paragraphs<'d>(body: &NodeRef<'d>) -> Vec<Holder<'d>> {
    let mut parents = Holders::default();
    for paragraph in body.descendants_it().filter(|node| node.has_name("p")) {
        let chars = paragraph.normalized_char_count();
        if chars >= TEXT_BYTES
            && let Some(parent) = paragraph.parent()
        {
            parents.add(parent, chars);
        }
    }
    parents.found
}

/// Returns the `<article>` beside which the others hold next to nothing.
fn own_article<'h, 'd>(articles: &'h [Holder<'d>]) -> Option<&'h Holder<'d>> {
    let own = articles.iter().max_by_key(|article| article.1)?;
    let holds = |outer: &NodeRef, inner: &NodeRef| {
        outer.id == inner.id || inner.ancestors_it(None).any(|node| node.id == outer.id)
    };
    let is_small = |other: &Holder| {
        other.1 * OTHER_PART < own.1 || holds(&own.0, &other.0) || holds(&other.0, &own.0)
    };
    articles.iter().all(is_small).then_some(own)
}

/// Tells whether an element says that it is the body of an article.
fn is_body(element: &Element) -> bool {
    let says = attr(element, "itemprop").unwrap_or_default();
    says.split_whitespace().any(|word| word == "articleBody")
}

/// Tells whether an element is called the text of an article.
fn is_text(element: &Element) -> bool {
    let mut before = "";
    words(element).any(|word| {
        let is_text = is_one_of(word, TEXTS) && is_one_of(before, KINDS);
        before = word;
        is_text
    })
}

/// Takes away all behind a node, up to the end of the page.
fn drop_behind(node: NodeRef, body: &NodeRef) {
    let mut place = Some(node);
    while let Some(at) = place.filter(|at| at.id != body.id) {
        while let Some(next) = at.next_sibling() {
            next.remove_from_parent();
        }
        place = at.parent();
    }
}
