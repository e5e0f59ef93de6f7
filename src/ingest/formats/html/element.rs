//! Elements of pages by their names, classes and ids: what they are whatever they hold.
//!
//! An element is judged by what it is called, never by its text.

use dom_query::Element;

/// Parts of classes of standfirsts.
const STANDFIRSTS: &[&str] = &["chapo", "chapeau", "chapô", "standfirst", "amorce"];

/// Parts of classes of those who wrote an article, and of what is no name beside them.
const AUTHORS: &[&str] = &[
    "author",
    "authors",
    "auteur",
    "auteurs",
    "byline",
    "signature",
    "sign",
    "writer",
    "contributor",
    "contributors",
    "journaliste",
    "journalistes",
    "redacteur",
];
const BESIDE_AUTHORS: &[&str] =
    &["comment", "comments", "commentaire", "avatar", "bio", "biography", "desc", "description"];

/// Parts of classes of dates.
const DATES: &[&str] = &["date", "dates", "datum", "published", "publication", "pubdate"];

/// Parts of classes of headings that are no elements of headings.
const TITLES: &[&str] = &["title", "titre", "headline", "heading", "intitule"];

/// Parts of classes of what one reader writes, and of all that readers do.
const COMMENTS: &[&str] = &[
    "comment",
    "comments",
    "commentlist",
    "commentaire",
    "commentaires",
    "respond",
    "disqus",
    "forum",
    "reactions",
];

/// Returns an attribute of an element.
pub(super) fn attr<'e>(element: &'e Element, name: &str) -> Option<&'e str> {
    let found = element.attrs.iter().find(|attr| &*attr.name.local == name);
    found.map(|attr| &*attr.value)
}

/// Tells whether a word in the name of an element is one of these.
pub(super) fn is_one_of(word: &str, known: &[&str]) -> bool {
    known.iter().any(|it| word.eq_ignore_ascii_case(it))
}

/// Returns the words in the classes and the id of an element, those that are written as one
/// (`articleSign`) whole and in their parts. The id of a heading is often made of its text.
pub(super) fn words(element: &Element) -> impl Iterator<Item = &str> {
    let has_id = !is_heading(&element.name.local);
    let names = element.attrs.iter().filter(move |attr| match &*attr.name.local {
        "class" => true,
        "id" => has_id,
        _ => false,
    });
    let whole = names.flat_map(|attr| attr.value.split([' ', '-', '_']));
    whole.flat_map(|word| std::iter::once(word).chain(parts(word)))
}

/// Returns the parts of a word that has capitals inside, else none.
fn parts(word: &str) -> impl Iterator<Item = &str> {
    let bytes = word.as_bytes();
    let is_start =
        move |at: &usize| bytes[*at].is_ascii_uppercase() && bytes[*at - 1].is_ascii_lowercase();
    let has_parts = (1..bytes.len()).any(|at| is_start(&at));
    let mut start = if has_parts { 0 } else { bytes.len() };
    std::iter::from_fn(move || {
        let rest = word.get(start..).filter(|rest| !rest.is_empty())?;
        let end = (start + 1..bytes.len()).find(is_start).unwrap_or(bytes.len());
        start = end;
        Some(&rest[..rest.len() - (word.len() - end)])
    })
}

/// What an element is called, by its class or else by what it says to be.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Called {
    pub(super) standfirst: bool,
    pub(super) author: bool,
    pub(super) date: bool,
}

/// Tells whether an element is called a title.
pub(super) fn is_title(element: &Element) -> bool {
    words(element).any(|word| is_one_of(word, TITLES))
}

/// Tells whether an element is called what readers write.
pub(super) fn is_comment(element: &Element) -> bool {
    words(element).any(|word| is_one_of(word, COMMENTS))
}

/// Returns what an element is called.
pub(super) fn called(element: &Element) -> Called {
    let says = |name, value: &str| {
        let said = attr(element, name).unwrap_or_default();
        said.split_whitespace().any(|word| word.eq_ignore_ascii_case(value))
    };
    let mut called = Called { author: says("rel", "author"), ..Called::default() };
    called.author |= says("itemprop", "author");
    let mut is_beside_author = false;
    for word in words(element) {
        called.standfirst |= is_one_of(word, STANDFIRSTS);
        called.author |= is_one_of(word, AUTHORS);
        called.date |= is_one_of(word, DATES);
        is_beside_author |= is_one_of(word, BESIDE_AUTHORS);
    }
    called.author &= !is_beside_author;
    called
}

/// Tells whether an element is a heading.
pub(super) fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Tells whether an element is part of a line.
pub(super) fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
    )
}

/// Tells whether the text in an element is never that of an article.
pub(super) fn is_never_text(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "figcaption"
            | "nav"
            | "aside"
            | "footer"
            | "button"
            | "script"
            | "noscript"
            | "svg"
            | "iframe"
            | "select"
            | "textarea"
            | "template"
            | "object"
            | "video"
            | "audio"
    )
}
