//! The strings that the cells of a workbook share, and strings as its XML writes them.
//!
//! How many there are said to be counts for nothing: those that are there are kept.

use std::borrow::Cow;

use crate::ingest::markup::{Piece, Scanner, local};

/// Shared strings, end to end.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    /// Reads them, however many there are said to be.
    pub(super) fn of(xml: &str) -> Self {
        let mut strings = Self::default();
        let mut scanner = Scanner::new(xml);
        let mut is_text = false;
        while let Some(piece) = scanner.next() {
            match piece {
                Piece::Start(tag) => match local(tag.name) {
                    // How a name is pronounced.
                    "rPh" if !tag.is_empty() => scanner.skip_to_end(tag.name),
                    "t" => is_text = !tag.is_empty(),
                    "si" if tag.is_empty() => strings.end(),
                    _ => {}
                },
                Piece::End(name) => match local(name) {
                    "t" => is_text = false,
                    "si" => strings.end(),
                    _ => {}
                },
                Piece::Text(text) if is_text => strings.text.push_str(&decoded(text)),
                Piece::Data(text) if is_text => strings.text.push_str(text),
                _ => {}
            }
        }
        strings
    }

    fn end(&mut self) {
        // The XML has less than 4 GB.
        self.ends.push(self.text.len() as u32);
    }

    /// Returns the string with this number, from 0.
    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)?;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start as usize..end as usize)
    }
}

/// Returns text as it is meant: entities decoded, and signs that XML cannot hold.
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    let text = htmlize::unescape(text);
    if text.contains("_x") { Cow::Owned(with_signs(&text)) } else { text }
}

/// Returns text with signs for `_x000D_` and the like.
fn with_signs(text: &str) -> String {
    let mut found = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, sign) = rest.split_at(at);
        found.push_str(before);
        let code = sign.get(2..6).filter(|_| sign.as_bytes().get(6) == Some(&b'_'));
        match code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32) {
            // Ends of lines are there twice.
            Some('\r') => rest = &sign[7..],
            Some(char) => {
                found.push(char);
                rest = &sign[7..];
            }
            None => {
                found.push_str("_x");
                rest = &sign[2..];
            }
        }
    }
    found.push_str(rest);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_found_by_their_numbers() {
        let strings = Strings::of(
            "<sst uniqueCount='99999999999'><si><t>L'été</t></si><si/><si><r><t>Le </t></r><r><rPr/>\
             <t xml:space='preserve'>pont &amp;</t></r><rPh><t>x</t></rPh></si></sst>",
        );
        let found: Vec<_> = (0..4).map(|number| strings.get(number)).collect();
        assert_eq!(found, [Some("L'été"), Some(""), Some("Le pont &"), None]);
    }

    #[test]
    fn signs_that_xml_cannot_hold_are_decoded() {
        assert_eq!(decoded("un_x000D_\ndeux_x0009_trois"), "un\ndeux\ttrois");
        assert_eq!(decoded("a_x12 et _xé000_ et _x005F_"), "a_x12 et _xé000_ et _");
    }
}
