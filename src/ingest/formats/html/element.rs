//! Elements of pages by their names, classes and ids: what they are whatever they hold.

use dom_query::Element;

/// Parts of classes of standfirsts.
const STANDFIRSTS: &[&str] = &["chapo", "chapeau", "chapô", "standfirst", "amorce"];

/// Returns an attribute of an element.
pub(super) fn attr<'e>(element: &'e Element, name: &str) -> Option<&'e str> {
    let found = element.attrs.iter().find(|attr| &*attr.name.local == name);
    found.map(|attr| &*attr.value)
}

/// Tells whether an element is called by one of these words.
pub(super) fn is_named(element: &Element, words: &[&str]) -> bool {
    let names = element.attrs.iter().filter(|attr| matches!(&*attr.name.local, "class" | "id"));
    let mut parts = names.flat_map(|attr| attr.value.split([' ', '-', '_']));
    parts.any(|part| words.iter().any(|word| part.eq_ignore_ascii_case(word)))
}

/// Tells whether an element is called a standfirst.
pub(super) fn is_standfirst(element: &Element) -> bool {
    is_named(element, STANDFIRSTS)
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
