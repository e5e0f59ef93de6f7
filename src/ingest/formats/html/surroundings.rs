//! What stands around the text of an article, by what its elements are called: menus,
//! captions, boxes, what readers write.
//!
//! It knows names, classes and sizes; where the article is, it does not judge.

use dom_query::{Document, Element, NodeRef};

use super::element::{attr, is_inline, is_never_text, is_one_of, words};

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

/// What an element is called, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Readers,
    Caption,
    Around,
    Overlay,
    Quote,
    Picture,
}

impl Kind {
    /// Returns the strongest that the words in the name of an element say.
    fn of(element: &Element) -> Option<Self> {
        words(element).filter_map(Self::of_word).min()
    }

    fn of_word(word: &str) -> Option<Self> {
        let lists = [
            (READERS, Self::Readers),
            (CAPTIONS, Self::Caption),
            (AROUND, Self::Around),
            (OVERLAYS, Self::Overlay),
            (QUOTES, Self::Quote),
        ];
        let opens = |known: &str| {
            word.get(..known.len()).is_some_and(|start| start.eq_ignore_ascii_case(known))
        };
        let named = lists.iter().find(|(words, _)| is_one_of(word, words)).map(|(_, kind)| *kind);
        named.or_else(|| PICTURES.iter().any(|known| opens(known)).then_some(Self::Picture))
    }
}

/// Takes away what its name or its class says to stand around the article, and names what
/// must be known later. It is done before the article is looked for, since classes are lost
/// on the way.
pub(super) fn mark_off(document: &Document) {
    let root = document.root();
    let never = root.descendants_it().filter(|node| {
        node.element_ref().is_some_and(|element| is_never_text(&element.name.local))
    });
    never.collect::<Vec<_>>().iter().for_each(take_away);
    let chars = root.normalized_char_count();
    let (mut breaks, mut quotes, mut around) = (Vec::new(), Vec::new(), Vec::new());
    for node in root.descendants_it() {
        let Some(element) = node.element_ref() else { continue };
        let name = &*element.name.local;
        if name == "br" {
            breaks.push(node);
            continue;
        }
        let kind = Kind::of(&element);
        let is_quote = kind == Some(Kind::Quote) && !is_inline(name);
        if is_quote && node.normalized_char_count() < SURROUNDING_CHARS {
            quotes.push(node);
        } else if is_around(&node, &element, kind, chars) {
            around.push(node);
        }
    }
    for quote in quotes {
        quote.rename("blockquote");
    }
    let single: Vec<NodeRef> = breaks.into_iter().filter(is_single_break).collect();
    for line_break in single {
        line_break.rename("wbr");
    }
    around.iter().for_each(take_away);
}

/// Takes a node away; what stands on both sides of it in one line is parted.
fn take_away(node: &NodeRef) {
    let is_block = node.element_ref().is_some_and(|element| !is_inline(&element.name.local));
    if is_block && [node.prev_sibling(), node.next_sibling()].into_iter().all(is_of_line) {
        node.insert_before(&node.tree.new_element("hr"));
    }
    node.remove_from_parent();
}

/// Tells whether a node is part of a line.
fn is_of_line(node: Option<NodeRef>) -> bool {
    node.is_some_and(|node| match node.element_ref() {
        Some(element) => is_inline(&element.name.local),
        None => node.is_nonempty_text(),
    })
}

/// Tells whether an element is called as what stands around an article and is as small, in a
/// page of so many characters.
fn is_around(node: &NodeRef, element: &Element, kind: Option<Kind>, page_chars: usize) -> bool {
    let name = &*element.name.local;
    if matches!(name, "html" | "head" | "body" | "main" | "article" | "h1") {
        return false;
    }
    let is_form = name == "form";
    let is_box = !is_inline(name);
    let is_readers = kind == Some(Kind::Readers) || is_box && is_side(element);
    let most = match kind {
        _ if is_readers => SURROUNDING_CHARS.max(page_chars.saturating_sub(ARTICLE_CHARS)),
        _ if is_form => SURROUNDING_CHARS.max(CAPTION_CHARS.min(page_chars / 4)),
        Some(Kind::Caption) => SURROUNDING_CHARS.max(CAPTION_CHARS.min(page_chars / 4)),
        Some(Kind::Around) => SURROUNDING_CHARS,
        Some(Kind::Overlay) if is_box => SURROUNDING_CHARS,
        Some(Kind::Picture) if is_box && name != "p" && holds(node, "img") => SURROUNDING_CHARS,
        _ => return false,
    };
    // A link in a paragraph is one of its words, whatever its class.
    let is_word = name == "a" && node.parent().is_some_and(|parent| parent.has_name("p"));
    !is_word && node.normalized_char_count() < most && !holds(node, "h1")
}

/// Tells whether an element is called what stands beside an article.
fn is_side(element: &Element) -> bool {
    let names = ["class", "id"].into_iter().filter_map(|name| attr(element, name));
    names.flat_map(str::split_whitespace).any(|word| is_one_of(word, SIDES))
}

/// Tells whether a node holds an element of this name.
fn holds(node: &NodeRef, name: &str) -> bool {
    node.descendants_it().any(|inner| inner.has_name(name))
}
