//! Encoded words, `=?utf-8?q?March=C3=A9?=`, whose bytes are not what they are said to be, or
//! stand for parts of characters.
//!
//! They are written anew as what they mean; all others stay as they are.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::charsets::map::charset_decoder;

use crate::ingest::bytes::encoding;

/// What such a word begins and ends with.
const SIGNS: (&str, &str) = ("=?", "?=");

/// Most bytes of such a word.
const MOST: usize = 512;

/// An encoded word.
struct Word<'t> {
    label: &'t str,
    bytes: Vec<u8>,
    /// How long it is as it stands.
    length: usize,
}

/// Returns a text whose encoded words can be read as they say.
pub(super) fn mended(text: &str) -> Cow<'_, str> {
    let mut mended = String::new();
    let mut done = 0;
    let mut at = 0;
    while let Some(found) = memchr::memmem::find(&text.as_bytes()[at..], SIGNS.0.as_bytes()) {
        let start = at + found;
        let Some(first) = word(&text[start..]) else {
            at = start + SIGNS.0.len();
            continue;
        };
        let mut end = start + first.length;
        let mut is_wrong = is_wrong(&first);
        let mut bytes = first.bytes;
        // Blanks between two of them are none.
        while let Some(next) = next(&text[end..], first.label) {
            is_wrong |= self::is_wrong(&next);
            bytes.extend(next.bytes);
            end += next.length;
        }
        if is_wrong {
            mended.push_str(&text[done..start]);
            mended.push_str(&in_utf8(&encoding::decode(&bytes, None)));
            done = end;
        }
        at = end;
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    mended.push_str(&text[done..]);
    Cow::Owned(mended)
}

/// Tells whether the bytes of a word are no text of the encoding that it names.
fn is_wrong(word: &Word<'_>) -> bool {
    let label = word.label.as_bytes();
    let is_utf8 = Encoding::for_label(label).is_some_and(|encoding| encoding == UTF_8);
    let is_ascii = ["us-ascii", "ascii"].iter().any(|it| word.label.eq_ignore_ascii_case(it));
    let is_unknown = charset_decoder(label).is_none();
    let may_be_wrong = is_utf8 || is_ascii || is_unknown;
    may_be_wrong && std::str::from_utf8(&word.bytes).is_err()
}

/// Returns the encoded word behind another, of the same encoding.
fn next<'t>(text: &'t str, label: &str) -> Option<Word<'t>> {
    let behind = text.trim_start_matches([' ', '\t', '\r', '\n']);
    let blanks = text.len() - behind.len();
    let found = word(behind).filter(|word| word.label.eq_ignore_ascii_case(label))?;
    Some(Word { length: found.length + blanks, ..found })
}

/// Returns the encoded word that a text begins with.
fn word(text: &str) -> Option<Word<'_>> {
    let text = &text[..text.floor_char_boundary(MOST)];
    let (label, rest) = text.strip_prefix(SIGNS.0)?.split_once('?')?;
    let (way, rest) = rest.split_once('?')?;
    let (written, rest) = rest.split_once(SIGNS.1)?;
    if label.contains(char::is_whitespace) || written.contains(['\n', '?']) {
        return None;
    }
    let bytes = match way {
        "q" | "Q" => quoted(written),
        "b" | "B" => base64_decode(written.as_bytes())?,
        _ => return None,
    };
    // A language may be named behind the encoding.
    let label = label.split('*').next().unwrap_or(label);
    Some(Word { label, bytes, length: text.len() - rest.len() })
}

/// Returns the bytes that figures behind `=` stand for, and the others as they are.
fn quoted(written: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(written.len());
    let mut rest = written.as_bytes();
    while let [byte, behind @ ..] = rest {
        let pair = behind.get(..2).filter(|pair| pair.iter().all(u8::is_ascii_hexdigit));
        let pair = pair.and_then(|pair| std::str::from_utf8(pair).ok());
        let meant = pair.and_then(|pair| u8::from_str_radix(pair, 16).ok());
        let (length, meant) = match (byte, meant) {
            (b'=', Some(meant)) => (3, meant),
            (b'_', _) => (1, b' '),
            (byte, _) => (1, *byte),
        };
        bytes.push(meant);
        rest = &rest[length..];
    }
    bytes
}

/// Returns a text as an encoded word in UTF-8, which takes no sign of it for one of the letter.
fn in_utf8(text: &str) -> String {
    const FIGURES: &[u8; 16] = b"0123456789ABCDEF";
    let mut word = String::from("=?utf-8?q?");
    for byte in text.bytes() {
        let figure = |at: u8| char::from(FIGURES[usize::from(at)]);
        word.extend(['=', figure(byte >> 4), figure(byte & 15)]);
    }
    word + SIGNS.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mended = mended(text);
        let shown = mail_parser::MessageParser::default()
            .parse(format!("Subject: {mended}\n\n").as_bytes())
            .and_then(|message| message.subject().map(str::to_owned));
        assert_eq!(shown.as_deref(), Some(expected), "{text}");
    }

    #[test]
    fn words_that_are_what_they_say_stay() {
        for text in ["Le pont", "=?utf-8?q?L=27=C3=A9t=C3=A9?= au port", "=?latin1?q?=E9t=E9?="] {
            assert!(matches!(mended(text), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn bytes_of_another_encoding_are_judged_by_what_they_are() {
        check("Le =?utf-8?q?march=E9_couvert?= ferme", "Le marché couvert ferme");
        check("=?us-ascii?Q?March=E9?=", "Marché");
        check("=?x-unknown?B?TWFyY2jp?=", "Marché");
    }

    #[test]
    fn a_character_that_two_words_share_is_one() {
        check("=?utf-8?q?March=C3?= =?utf-8?q?=A9_couvert?=", "Marché couvert");
    }
}
