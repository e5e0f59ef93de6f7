//! Names of elements in such markup that say what their text is, whatever the markup.
//!
//! They are lists and nothing else: what follows from a name is decided where it is met.

/// Elements of running text: what they hold is of the element around them.
pub(super) const RUNNING: [&str; 24] = [
    "p",
    "div",
    "br",
    "b",
    "i",
    "em",
    "strong",
    "span",
    "a",
    "u",
    "ul",
    "ol",
    "li",
    "lb",
    "hi",
    "w",
    "s",
    "seg",
    "ab",
    "l",
    "para",
    "paragraph",
    "paragraphe",
    "alinea",
];

/// Elements that hold no text of an article: what may be done with it, what readers have written,
/// captions, what a program has left.
pub(super) const NO_TEXT: [&str; 16] = [
    "rights",
    "copyright",
    "license",
    "licence",
    "droits",
    "generator",
    "comment",
    "comments",
    "commentaire",
    "commentaires",
    "legende",
    "caption",
    "credit",
    "credits",
    "script",
    "style",
];
