//! What stands around the text of an article, by what its elements are called: menus,
//! captions, boxes, what readers write.
//!
//! It knows names, classes and sizes; where the article is, it does not judge.

use dom_query::{Document, Element, NodeRef};

use super::element::{attr, is_inline, is_named, is_never_text, words};

/// Parts of classes and ids of what stands around an article.
const AROUND: &[&str] = &[
    "copyright",
    "related",
    "newsletter",
    "share",
    "sharing",
    "partage",
    "partager",
    "social",
    "comments",
    "commentaires",
    "lireaussi",
    "readmore",
    "pub",
    "publicite",
    "ads",
    "advert",
    "advertisement",
    "promo",
    "sponsor",
    "outbrain",
    "taboola",
    "cookie",
    "cookies",
    "consent",
    "breadcrumb",
    "breadcrumbs",
    "tags",
    "recommended",
    "abonnement",
    "subscribe",
    "toolbar",
    "auteur",
    "auteurs",
    "byline",
    "signature",
    "bio",
    "biography",
    "embed",
    "paywall",
    "login",
    "signup",
    "reseaux",
    "sondage",
    "poll",
    "dossier",
    "notice",
];

/// Parts of classes and ids of what is said of pictures.
const CAPTIONS: &[&str] = &["caption", "figcaption", "legende", "legend", "credit", "credits"];

/// Beginnings of the names of what holds a picture, perhaps with a line about it.
const PICTURES: &[&str] = &["photo", "image", "img", "picture", "visuel", "illustration", "diapo"];

/// Classes and ids of what stands beside an article; parts of them are those of what is around
/// both.
const SIDES: &[&str] = &["aside", "sidebar"];

/// Parts of classes of what is laid over a page; a word in a line may be called so for what
/// it opens.
const OVERLAYS: &[&str] = &["modal", "popin", "popup"];

/// Parts of classes and ids of what readers write.
const READERS: &[&str] = &["comments", "commentaires", "disqus", "forum", "reactions"];

/// Parts of classes of quotes out of the text.
const QUOTES: &[&str] = &["quote", "pullquote", "exergue", "citation"];

/// What has as many characters may be an article, whatever its class.
const SURROUNDING_CHARS: usize = 300;

/// Most characters of what is said of a picture, and of a form.
const CAPTION_CHARS: usize = 1000;

/// What readers write is as long as it may be, where so many characters stand elsewhere.
const ARTICLE_CHARS: usize = 500;

/// Tells whether this is a line break alone. Those before a paragraph get lost on the way,
/// unless they go by another name.
fn is_single_break(node: &NodeRef) -> bool {
    let is_blank = |node: &NodeRef| node.is_text() && node.text().trim().is_empty();
    let mut after = std::iter::successors(node.next_sibling(), NodeRef::next_sibling).take(2);
    let mut before = std::iter::successors(node.prev_sibling(), NodeRef::prev_sibling).take(2);
    let (after, before) = (after.find(|node| !is_blank(node)), before.find(|node| !is_blank(node)));
    let is_break = |node: Option<NodeRef>| node.is_some_and(|node| node.has_name("br"));
    node.has_name("br") && !is_break(after) && !is_break(before)
}

/// Takes away what its name or its class says to stand around the article, and names what
/// must be known later. It is done before the article is looked for, since classes are lost
/// on the way.
pub(super) fn mark_off(document: &Document) {
    let root = document.root();
    let is_quote = |node: &NodeRef| {
        node.element_ref()
            .is_some_and(|element| !is_inline(&element.name.local) && is_named(&element, QUOTES))
            && node.normalized_char_count() < SURROUNDING_CHARS
    };
    for quote in root.descendants_it().filter(is_quote).collect::<Vec<_>>() {
        quote.rename("blockquote");
    }
    for line_break in root.descendants_it().filter(is_single_break).collect::<Vec<_>>() {
        line_break.rename("wbr");
    }
    drop_all(&root, |_, element| is_never_text(&element.name.local));
    let chars = root.normalized_char_count();
    drop_all(&root, |node, element| is_around(node, element, chars));
}

/// Takes away the elements below a node that are no part of an article.
fn drop_all(root: &NodeRef, is_dropped: impl Fn(&NodeRef, &Element) -> bool) {
    let nodes = root.descendants_it().filter(|node| {
        node.element_ref().is_some_and(|element| match &*element.name.local {
            "html" | "head" | "body" | "main" | "article" | "h1" => false,
            _ => is_dropped(node, &element),
        })
    });
    for node in nodes.collect::<Vec<_>>() {
        let parts_text = node.element_ref().is_some_and(|it| !is_inline(&it.name.local))
            && [node.prev_sibling(), node.next_sibling()].iter().all(is_of_line);
        if parts_text {
            node.insert_before(&node.tree.new_element("hr"));
        }
        node.remove_from_parent();
    }
}

/// Tells whether a node is part of a line.
fn is_of_line(node: &Option<NodeRef>) -> bool {
    node.is_some_and(|node| match node.element_ref() {
        Some(element) => is_inline(&element.name.local),
        None => node.is_nonempty_text(),
    })
}

/// Tells whether an element is called as what stands around an article and is as small, in a
/// page of so many characters.
fn is_around(node: &NodeRef, element: &Element, page_chars: usize) -> bool {
    let name = &*element.name.local;
    // A link in a paragraph is one of its words, whatever its class.
    if name == "a" && node.parent().is_some_and(|parent| parent.has_name("p")) {
        return false;
    }
    let is_called = |known| is_named(element, known);
    let most = if is_called(READERS) || is_side(element) {
        SURROUNDING_CHARS.max(page_chars.saturating_sub(ARTICLE_CHARS))
    } else if is_called(CAPTIONS) || name == "form" {
        SURROUNDING_CHARS.max(CAPTION_CHARS.min(page_chars / 4))
    } else if is_called(AROUND)
        || !is_inline(name) && (is_called(OVERLAYS) || is_picture(node, element))
    {
        SURROUNDING_CHARS
    } else {
        return false;
    };
    node.normalized_char_count() < most && !node.descendants_it().any(|inner| inner.has_name("h1"))
}

/// Tells whether an element is called what stands beside an article.
fn is_side(element: &Element) -> bool {
    let names = ["class", "id"].into_iter().filter_map(|name| attr(element, name));
    let mut words = names.flat_map(str::split_whitespace);
    words.any(|word| SIDES.iter().any(|side| word.eq_ignore_ascii_case(side)))
}

/// Tells whether an element is called a picture and holds one.
fn is_picture(node: &NodeRef, element: &Element) -> bool {
    let opens = |word: &str, known: &str| {
        word.get(..known.len()).is_some_and(|start| start.eq_ignore_ascii_case(known))
    };
    words(element).any(|word| PICTURES.iter().any(|known| opens(word, known)))
        && node.descendants_it().any(|inner| inner.has_name("img"))
}
