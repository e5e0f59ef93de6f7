//! Markup as found: XML, SGML and pieces of HTML, well-formed or not.
//!
//! Reading it cannot fail, takes time in proportion to its length and no recursion:
//! what is no tag is text, tags that are not closed end where they must. Entities that
//! a document declares itself are never expanded.

mod element;
mod prose;
mod scanner;

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

pub(super) use element::{Element, Tree};
pub(super) use prose::prose;
use scanner::{Piece, Scanner};

use super::Reason;

/// Returns the text of a document, decoded as it declares.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Reason> {
    if Encoding::for_bom(bytes).is_none()
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Ok(Cow::Borrowed(text));
    }
    let declaration = &bytes[..bytes.len().min(200)];
    let declared = memchr::memmem::find(declaration, b"encoding=").and_then(|at| {
        let quoted = declaration[at + 9..].split(|byte| b"\"'".contains(byte)).nth(1)?;
        Encoding::for_label(quoted)
    });
    let (text, _, is_wrong) = declared.unwrap_or(UTF_8).decode(bytes);
    if is_wrong {
        let at = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
        return Err(Reason::NotUtf8(at));
    }
    Ok(text)
}

/// Returns the name of the first element, without prefix, in lower case.
pub(super) fn root(text: &str) -> Option<String> {
    Scanner::new(text).find_map(|piece| match piece {
        Piece::Start(tag) => Some(element::local(tag.name).to_ascii_lowercase()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_markup_makes_it_panic(
            text in "(<|</|>|/>|<!--|-->|<!\\[CDATA\\[|\\]\\]>|<!|<\\?|&|&eacute;|item|p|é|=|\"|'| |\n){0,40}",
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

    #[test]
    fn a_declared_encoding_is_honoured() {
        let text = |bytes: &[u8]| decode(bytes).map(Cow::into_owned);
        let declared = b"<?xml version='1.0' encoding='ISO-8859-15'?>\xA4\xE9";
        assert!(text(declared).is_ok_and(|text| text.ends_with("€é")));
        assert_eq!(text(b"<?xml encoding='UTF-8'?>\xE9"), Err(Reason::NotUtf8(24)));
        assert_eq!(text(b"\xEF\xBB\xBFa").as_deref(), Ok("a"));
    }
}
