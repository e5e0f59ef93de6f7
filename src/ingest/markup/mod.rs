//! Markup as found: XML, SGML and pieces of HTML, well-formed or not.
//!
//! Reading it cannot fail, takes time in proportion to its length and no recursion:
//! what is no tag is text, tags that are not closed end where they must. Entities that
//! a document declares itself are never expanded.

mod attribute;
mod element;
mod entity;
mod name;
mod pick;
mod prose;
mod scanner;

pub(super) use element::{Element, Tree};
pub(super) use name::{is_one, local};
pub(super) use pick::{Picked, between, picked};
pub(super) use prose::{prose, prose_lines, without_title};
pub(super) use scanner::{Piece, Scanner, Tag, root};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_markup_makes_it_panic(
            text in "(<|</|>|/>|<!--|-->|<!\\[CDATA\\[|\\]\\]>|<!DOCTYPE a \\[|\\]|<!ENTITY|é;|<!|<\\?|&|&eacute;|item|p|é|=|\"|'| |\n){0,40}",
        ) {
            prose(&text);
            root(&text);
            if let Ok(tree) = Tree::parse(&text) {
                for element in tree.root().into_iter().flat_map(Element::around) {
                    let children: Vec<_> = element.children().collect();
                    element.prose_without(&children);
                    element.line();
                    element.attributes().count();
                }
            }
        }

        #[test]
        fn text_without_markup_stays_as_it_is(text in "[a-zéœ .,’]{0,40}") {
            let words: Vec<_> = text.split_whitespace().collect();
            prop_assert_eq!(prose(&text), words.join(" "));
        }
    }
}
