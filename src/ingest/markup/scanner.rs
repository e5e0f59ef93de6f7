//! The pieces of markup: text, tags, character data; comments are passed over.
//!
//! It keeps no state between pieces and decodes nothing.

use super::name::local;
use memchr::{memchr, memchr_iter, memchr3, memmem, memrchr};

/// A piece of markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest) enum Piece<'t> {
    /// Text, its entities not decoded.
    Text(&'t str),
    /// Text that has no entities: what `<![CDATA[` holds.
    Data(&'t str),
    Start(Tag<'t>),
    /// The name of an element that ends.
    End(&'t str),
    /// What `<!` starts and is no comment.
    Declaration(&'t str),
}

/// A tag that starts an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest) struct Tag<'t> {
    pub(in crate::ingest) name: &'t str,
    /// As they stand in the tag.
    pub(super) attributes: &'t str,
    /// The element ends with its tag.
    pub(super) is_empty: bool,
}

/// Goes through markup piece by piece.
pub(in crate::ingest) struct Scanner<'t> {
    text: &'t str,
    /// Where the next piece starts.
    pub(super) at: usize,
    /// Where the last sign is that can end a tag: behind it there is text only.
    last_end: usize,
}

impl<'t> Scanner<'t> {
    /// Returns a scanner at the head of `text`.
    pub(in crate::ingest) fn new(text: &'t str) -> Self {
        Self { text, at: 0, last_end: memrchr(b'>', text.as_bytes()).unwrap_or(0) }
    }

    /// Returns where the next piece starts.
    pub(in crate::ingest) fn at(&self) -> usize {
        self.at
    }

    /// Passes over what stands before the tag that ends an element.
    pub(in crate::ingest) fn skip_to_end(&mut self, name: &str) {
        let rest = &self.text[self.at..];
        let is_end = |at: &usize| {
            let found = rest.as_bytes().get(at + 2..at + 2 + name.len());
            found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
        };
        self.at += memmem::find_iter(rest.as_bytes(), b"</").find(is_end).unwrap_or(rest.len());
    }

    /// The piece that starts with the sign `<` at the head of `rest`, and its length;
    /// `None` when the sign is only text. An inner `None` is a piece to pass over.
    fn marked(rest: &'t str) -> Option<(Option<Piece<'t>>, usize)> {
        let bytes = rest.as_bytes();
        let until = |from: usize, end: &str| {
            let found = memmem::find(&bytes[from..], end.as_bytes()).map(|at| from + at);
            found.map_or((rest.len(), rest.len()), |at| (at, at + end.len()))
        };
        match bytes.get(1)? {
            b'!' if rest.starts_with("<!--") => Some((None, until(4, "-->").1)),
            b'!' if rest.starts_with("<![CDATA[") => {
                let (end, next) = until(9, "]]>");
                Some((Some(Piece::Data(&rest[9..end])), next))
            }
            b'!' if bytes.get(2).is_some_and(|&byte| is_name_start(byte) || byte == b'[') => {
                let next = declaration_end(bytes);
                Some((Some(Piece::Declaration(&rest[..next])), next))
            }
            b'?' => Some((None, until(2, ">").1)),
            b'/' if bytes.get(2).is_some_and(|&byte| is_name_start(byte)) => {
                let end = 2 + memchr(b'>', &bytes[2..])?;
                let name = rest[2..end].split_ascii_whitespace().next().unwrap_or_default();
                Some((Some(Piece::End(name)), end + 1))
            }
            &byte if is_name_start(byte) => {
                // Quotes hide every end: looking for one again and again would take long.
                let Some(end) = tag_end(bytes) else {
                    return Some((Some(Piece::Text(rest)), rest.len()));
                };
                let (inner, is_empty) = match rest[1..end].strip_suffix('/') {
                    Some(inner) => (inner, true),
                    None => (&rest[1..end], false),
                };
                let name_end = inner.find(|char: char| char.is_ascii_whitespace() || char == '/');
                let (name, attributes) = inner.split_at(name_end.unwrap_or(inner.len()));
                Some((Some(Piece::Start(Tag { name, attributes, is_empty })), end + 1))
            }
            _ => None,
        }
    }
}

impl<'t> Iterator for Scanner<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        loop {
            let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
            let is_sign = rest.starts_with('<');
            let is_mark = is_sign && (self.at < self.last_end || rest.starts_with("<!"));
            if let Some((piece, length)) = is_mark.then(|| Self::marked(rest)).flatten() {
                self.at += length;
                match piece {
                    Some(piece) => return Some(piece),
                    None => continue,
                }
            }
            let text_from = usize::from(is_sign);
            let end = memchr(b'<', &rest.as_bytes()[text_from..]);
            let end = end.map_or(rest.len(), |at| text_from + at);
            self.at += end;
            return Some(Piece::Text(&rest[..end]));
        }
    }
}

/// Where a declaration ends. That of a document type holds others, in brackets.
fn declaration_end(bytes: &[u8]) -> usize {
    let closing = memchr(b'>', bytes).map_or(bytes.len(), |at| at + 1);
    if memchr(b'[', &bytes[..closing]).is_none() {
        return closing;
    }
    let is_end = |at: &usize| bytes[at + 1..].trim_ascii_start().starts_with(b">");
    let end = memchr_iter(b']', bytes).find(is_end);
    let closing_behind = end.and_then(|end| Some(end + memchr(b'>', &bytes[end..])? + 1));
    closing_behind.unwrap_or(bytes.len())
}

/// Where a tag ends: the first `>` outside of the quotes of its attributes.
fn tag_end(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        at += memchr3(b'>', b'"', b'\'', &bytes[at..])?;
        let sign = bytes[at];
        if sign == b'>' {
            return Some(at);
        }
        let is_value = bytes[..at].trim_ascii_end().ends_with(b"=");
        match memchr(sign, &bytes[at + 1..]) {
            Some(length) if is_value => at += length + 2,
            _ => at += 1,
        }
    }
}

fn is_name_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80
}

/// Returns the name of the first element, without prefix, in lower case.
pub(in crate::ingest) fn root(text: &str) -> Option<String> {
    Scanner::new(text).find_map(|piece| match piece {
        Piece::Start(tag) => Some(local(tag.name).to_ascii_lowercase()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(markup: &str, expected: &str) {
        let shown = |piece: Piece<'_>| match piece {
            Piece::Text(text) => format!("{text}|"),
            Piece::Data(text) => format!("[{text}]|"),
            Piece::Start(tag) if tag.is_empty => format!("<{}{}/>|", tag.name, tag.attributes),
            Piece::Start(tag) => format!("<{}{}>|", tag.name, tag.attributes),
            Piece::End(name) => format!("</{name}>|"),
            Piece::Declaration(text) => format!("!{}|", text.len()),
        };
        let found: Vec<String> = Scanner::new(markup).map(shown).collect();
        let found = found.concat();
        assert_eq!(found, expected, "scanning {markup}");
    }

    #[test]
    fn tags_text_and_character_data_come_in_order() {
        check(
            "<?xml version='1.0'?><a b='1'>été<!-- < > --><c/><![CDATA[<d> & ]]]></a >",
            "<a b='1'>|été|<c/>|[<d> & ]]|</a>|",
        );
    }

    #[test]
    fn a_sign_that_starts_no_tag_is_text() {
        check("3 < 4 et 5<6", "3 |< 4 et 5|<6|");
        check("x<y et z", "x|<y et z|");
        check("<a b='>'", "<a b='>'|");
        check("<", "<|");
        check("Lui <!' dit", "Lui |<!' dit|");
    }

    #[test]
    fn quotes_of_values_hide_the_end_of_a_tag() {
        check("<a b=\"x > y\" c = 'z>'>t", "<a b=\"x > y\" c = 'z>'>|t|");
        check("<a b=\"x>t", "<a b=\"x>|t|");
        check("<p l'eau>t", "<p l'eau>|t|");
    }

    #[test]
    fn a_document_type_is_one_declaration() {
        check("<!DOCTYPE a [<!ENTITY b \"c\">]><a>", "!30|<a>|");
        check("<!DOCTYPE a [<!ENTITY b \"c\">\n] ><a>", "!32|<a>|");
        check("<!DOCTYPE html><p>", "!15|<p>|");
    }

    #[test]
    fn what_is_cut_short_ends_with_the_text() {
        check("a<!-- b", "a|");
        check("<![CDATA[b", "[b]|");
        check("<!DOCTYPE", "!9|");
    }
}
