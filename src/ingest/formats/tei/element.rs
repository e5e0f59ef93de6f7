//! What the elements of a text are for: which start a line, which hold what is no text, and
//! which are articles.

use crate::ingest::markup;
use std::borrow::Cow;

use crate::ingest::markup::Tag;

/// Elements that start and end a line.
const BLOCKS: [&str; 27] = [
    "p",
    "head",
    "ab",
    "l",
    "lg",
    "sp",
    "speaker",
    "stage",
    "list",
    "item",
    "label",
    "table",
    "row",
    "opener",
    "closer",
    "dateline",
    "signed",
    "salute",
    "argument",
    "epigraph",
    "trailer",
    "postscript",
    "floatingtext",
    "body",
    "quote",
    "cit",
    "title",
];

/// Elements that hold no text of an article: notes of editors, running titles, pictures, what
/// was struck out, what programs have found out about words.
const SKIPPED: [&str; 10] =
    ["note", "fw", "figure", "figdesc", "del", "ana", "interp", "metamark", "desc", "code"];

/// What is given in its place by another form, in a choice of both.
const REPLACED: [&str; 3] = ["sic", "orig", "abbr"];

/// Types of divisions that are articles.
const ARTICLES: [&str; 10] = [
    "article",
    "news",
    "newsarticle",
    "news_article",
    "depeche",
    "dépêche",
    "breve",
    "brève",
    "brief",
    "story",
];

/// Types of divisions that are none of the text.
const ASIDE: [&str; 4] = ["comments", "comment", "commentaires", "teasers"];

/// Returns the name of an element without its prefix, in lower case.
pub(super) fn local(name: &str) -> Cow<'_, str> {
    let local = markup::local(name);
    if local.bytes().any(|byte| byte.is_ascii_uppercase()) {
        local.to_ascii_lowercase().into()
    } else {
        local.into()
    }
}

pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name) || is_division(name)
}

pub(super) fn is_skipped(name: &str) -> bool {
    SKIPPED.contains(&name)
}

pub(super) fn is_replaced(name: &str) -> bool {
    REPLACED.contains(&name)
}

/// Tells whether this is the name of a division of a text: `div`, `div1`.
pub(super) fn is_division(name: &str) -> bool {
    name.strip_prefix("div").is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Tells whether a division is an article by its type.
pub(super) fn is_article(tag: Tag<'_>) -> bool {
    has_type(tag, &ARTICLES)
}

/// Tells whether a division stands beside the text: what readers have written, other articles.
pub(super) fn is_aside(tag: Tag<'_>) -> bool {
    has_type(tag, &ASIDE)
}

fn has_type(tag: Tag<'_>, types: &[&str]) -> bool {
    ["type", "subtype"].iter().any(|name| {
        let found = tag.attribute(name).unwrap_or_default().to_lowercase();
        found.split_whitespace().any(|word| {
            // `article_12`
            types.contains(&word.trim_end_matches(|char: char| !char.is_alphabetic()))
        })
    })
}
