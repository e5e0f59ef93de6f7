//! Lists of other articles under a heading that says so: they stand in the text or behind it.
//!
//! What is a list it sees by its links; the headings it knows by their words.

use dom_query::{Document, NodeRef};

use super::block::TEXT_BYTES;
use super::element::is_heading;
use super::tidy::tidy;

/// Headings above other articles, in lower case.
const HEADINGS: &[&str] = &[
    "a lire",
    "à lire",
    "a lire aussi",
    "à lire aussi",
    "à lire également",
    "lire aussi",
    "lire également",
    "voir aussi",
    "à voir aussi",
    "à découvrir",
    "à découvrir aussi",
    "découvrez aussi",
    "articles liés",
    "articles similaires",
    "articles associés",
    "articles connexes",
    "articles correspondants",
    "articles recommandés",
    "autres articles",
    "derniers articles",
    "les derniers articles",
    "nos derniers articles",
    "du même auteur",
    "dans la même rubrique",
    "dans la même catégorie",
    "sur le même sujet",
    "sur le même thème",
    "sur ce sujet",
    "audios et vidéos sur le sujet",
    "les plus lus",
    "les articles les plus lus",
    "en lien avec cet article",
    "nos suggestions",
    "suggestions",
    "recommandé pour vous",
    "vous aimerez aussi",
    "vous aimerez peut-être",
    "cela peut vous intéresser",
    "ces articles peuvent vous intéresser",
    "ça peut vous intéresser",
    "pour aller plus loin",
];

/// Most bytes of a heading above other articles.
const HEADING_BYTES: usize = 60;

/// Fewest words of a link that is a headline.
const HEADLINE_WORDS: usize = 3;

/// Headlines are more than one part in this of a list.
const HEADLINES_PART: usize = 8;

/// Most elements around a heading that hold nothing else.
const MAX_WRAPPERS: usize = 3;

/// Takes away the lists of other articles.
pub(super) fn drop_related(document: &Document) {
    let Some(body) = document.body() else { return };
    let names_others = |node: &NodeRef| {
        let is_one = node.element_ref().is_some_and(|element| is_heading(&element.name.local));
        is_one && {
            let text = node.text();
            text.len() <= HEADING_BYTES && is_of_others(&text)
        }
    };
    for heading in body.descendants_it().filter(names_others).collect::<Vec<_>>() {
        drop_list_below(heading, &body);
    }
}

/// Tells whether a heading says that other articles follow.
fn is_of_others(heading: &str) -> bool {
    let heading = tidy(heading).to_lowercase().replace('’', "'");
    HEADINGS.contains(&heading.trim_matches(|char: char| !char.is_alphanumeric()))
}

/// Takes away what follows a heading, beside it or beside what is around it alone, as far as
/// it is a list.
fn drop_list_below(heading: NodeRef, body: &NodeRef) {
    let mut place = heading;
    for _ in 0..MAX_WRAPPERS {
        let followers = std::iter::successors(place.next_sibling(), NodeRef::next_sibling);
        let mut shown = followers.filter(|node| node.normalized_char_count() > 0);
        let list: Vec<NodeRef> = shown.clone().take_while(is_list).collect();
        for node in &list {
            node.remove_from_parent();
        }
        let ends_here = !list.is_empty() || shown.next().is_some();
        match place.parent().filter(|parent| !ends_here && parent.id != body.id) {
            Some(parent) => place = parent,
            None => return,
        }
    }
}

/// Tells whether a node is a list of articles: each long paragraph in it has its headline, and
/// headlines are a good part of it.
fn is_list(node: &NodeRef) -> bool {
    if node.element_ref().is_none_or(|element| is_heading(&element.name.local)) {
        return false;
    }
    let (mut headlines, mut chars, mut texts) = (0, 0, 0);
    for inner in std::iter::once(*node).chain(node.descendants_it()) {
        if inner.has_name("a") {
            let text = inner.text();
            if text.split_whitespace().count() >= HEADLINE_WORDS {
                headlines += 1;
                chars += inner.normalized_char_count();
            }
        } else if inner.has_name("p") {
            texts += usize::from(inner.normalized_char_count() >= TEXT_BYTES);
        }
    }
    headlines > 0 && headlines >= texts && chars * HEADLINES_PART > node.normalized_char_count()
}
