//! Encodings: the text that bytes stand for, in every format that is text.
//!
//! What the bytes show comes before what is declared: marks and zeros first, then
//! valid UTF-8, then the declaration, then a guess. Labels mean what they mean to
//! browsers, so `ISO-8859-1` is Windows-1252. It never fails.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_15, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How far into a document its own declaration is looked for.
const DECLARATION_BYTES: usize = 4096;

/// Bytes that tell UTF-16 without a mark from other encodings.
const SAMPLE_BYTES: usize = 512;

/// Bytes that are enough to guess an encoding.
const GUESS_BYTES: usize = 256 << 10;

/// `œu` in Latin-9, which no text has in Windows-1252: there it is `½u`.
const LATIN_9: &[u8] = b"\xBDu";

/// Returns the text of `bytes` without byte order mark; `declared` is the label of
/// an encoding that was given from outside, as by HTTP.
pub(in crate::ingest) fn decode<'b>(bytes: &'b [u8], declared: Option<&str>) -> Cow<'b, str> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let text = &bytes[length..];
        return if encoding == UTF_8 { utf8_or(text, declared) } else { with(encoding, text) };
    }
    match utf16(bytes) {
        Some(encoding) => with(encoding, bytes),
        None => utf8_or(bytes, declared),
    }
}

/// Returns `bytes` as the UTF-8 that they are, or else as what is declared or looks
/// most likely.
fn utf8_or<'b>(bytes: &'b [u8], declared: Option<&str>) -> Cow<'b, str> {
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    if is_mostly_utf8(bytes) {
        return Cow::Owned(repaired(bytes, true).0);
    }
    let encoding = declared
        .and_then(|label| Encoding::for_label(label.as_bytes()))
        .or_else(|| declaration(bytes))
        .filter(|&encoding| encoding != UTF_8);
    let encoding = encoding.unwrap_or_else(|| guess(bytes));
    let is_latin_9 = encoding == WINDOWS_1252 && memchr::memmem::find(bytes, LATIN_9).is_some();
    with(if is_latin_9 { ISO_8859_15 } else { encoding }, bytes)
}

fn with<'b>(encoding: &'static Encoding, bytes: &'b [u8]) -> Cow<'b, str> {
    encoding.decode_without_bom_handling(bytes).0
}

/// Returns the byte order of UTF-16 without mark: in text of the West every other
/// byte is zero.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    let zeros =
        |from: usize| sample.iter().skip(from).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, most) = (zeros(0), zeros(1), sample.len() / 2);
    match () {
        () if most < 2 => None,
        () if odd * 4 > most * 3 && even * 8 < most => Some(UTF_16LE),
        () if even * 4 > most * 3 && odd * 8 < most => Some(UTF_16BE),
        () => None,
    }
}

/// Tells whether `bytes` are UTF-8 with some damage: fewer bad places than letters
/// of several bytes.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|char| !char.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

/// Returns damaged UTF-8 with the bytes that are none read as Windows-1252, which is
/// what pages put together from two sources have there; and how many bytes that is: a
/// character that is cut by the end of a piece is left, unless it is the last.
pub(in crate::ingest) fn repaired(bytes: &[u8], is_last: bool) -> (String, usize) {
    let mut text = String::with_capacity(bytes.len());
    let mut used = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        let bad = chunk.invalid();
        used += chunk.valid().len();
        let is_cut = used + bad.len() == bytes.len()
            && std::str::from_utf8(bad).is_err_and(|error| error.error_len().is_none());
        if !is_cut || is_last {
            text.push_str(&with(WINDOWS_1252, bad));
            used += bad.len();
        }
    }
    (text, used)
}

/// Puts the signs of Windows-1252 in the place of control characters, which are never
/// text: what was read as Latin-1 upstream has `L\u{92}été` there for `L’été`.
pub(in crate::ingest) fn mend(text: &mut String) {
    let is_control = |at: usize| matches!(text.as_bytes().get(at + 1), Some(0x80..=0x9F));
    if !memchr::memchr_iter(0xC2, text.as_bytes()).any(is_control) {
        return;
    }
    let mut mended = String::with_capacity(text.len());
    for char in text.chars() {
        match u8::try_from(char) {
            Ok(byte @ 0x80..=0x9F) => mended.push_str(&with(WINDOWS_1252, &[byte])),
            _ => mended.push(char),
        }
    }
    *text = mended;
}

/// Returns the label of the encoding that the head of a file says it has, or else looks like,
/// for parts of it that are read by themselves; none where the head is UTF-8.
pub(in crate::ingest) fn label(head: &[u8]) -> Option<&'static str> {
    let is_guessed = || !is_utf8(head) && !is_mostly_utf8(head);
    declaration(head).or_else(|| is_guessed().then(|| guess(head))).map(Encoding::name)
}

/// Returns the head of a file in UTF-8, or as it is when it is no text.
pub(in crate::ingest) fn utf8_head(head: &[u8]) -> Cow<'_, [u8]> {
    let is_as_it_is = || is_utf8(head) || memchr::memchr(0, head).is_some();
    match utf16_of(head) {
        None if is_as_it_is() => Cow::Borrowed(head),
        _ => Cow::Owned(decode(head, None).into_owned().into_bytes()),
    }
}

/// Tells whether a head is UTF-8, but for a character that its end cuts.
fn is_utf8(head: &[u8]) -> bool {
    simdutf8::compat::from_utf8(head).map_or_else(|error| error.error_len().is_none(), |_| true)
}

/// Returns the encoding that a page or an XML document says it has.
fn declaration(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(DECLARATION_BYTES)].to_ascii_lowercase();
    let name = if head.trim_ascii_start().starts_with(b"<?xml") { "encoding" } else { "charset" };
    let at = memchr::memmem::find(&head, name.as_bytes())? + name.len();
    let value = head[at..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let value = value.strip_prefix(b"\"").or(value.strip_prefix(b"'")).unwrap_or(value);
    let is_label = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_:.".contains(byte);
    Encoding::for_label(&value[..value.iter().take_while(|byte| is_label(byte)).count()])
}

/// Returns the encoding that bytes look most like; the archives read here are French.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let bytes = &bytes[..bytes.len().min(GUESS_BYTES)];
    if is_macintosh(bytes) {
        return MACINTOSH;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(Some(b"fr"), Utf8Detection::Deny)
}

/// Tells whether the letters `à ç é è ê` are those of Macintosh of old, which are hardly
/// anything in Windows-1252, more often than those of Windows-1252.
fn is_macintosh(bytes: &[u8]) -> bool {
    let count = |letters: [u8; 5]| bytes.iter().filter(|byte| letters.contains(byte)).count();
    count([0x88, 0x8D, 0x8E, 0x8F, 0x90]) > count([0xE0, 0xE7, 0xE8, 0xE9, 0xEA])
}

/// Returns the label of what the cells of a table are that are no UTF-8.
pub(in crate::ingest) fn of_cells(head: &[u8]) -> &'static str {
    let head = &head[..head.len().min(GUESS_BYTES)];
    let is_macintosh = !is_mostly_utf8(head) && is_macintosh(head);
    if is_macintosh { "macintosh" } else { "windows-1252" }
}

/// Returns the byte order of a stream in UTF-16, with a mark or without.
pub(in crate::ingest) fn utf16_of(head: &[u8]) -> Option<&'static Encoding> {
    let marked = Encoding::for_bom(head).map(|(encoding, _)| encoding);
    marked.filter(|encoding| *encoding != UTF_8).or_else(|| utf16(head))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "L’été à Nîmes : « 20 € », dit l'œuvre, déjà reçue à l'aéroport.";

    #[track_caller]
    fn check(bytes: &[u8], declared: Option<&str>, expected: &str) {
        assert_eq!(decode(bytes, declared), expected, "declared as {declared:?}");
    }

    fn utf16_le(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn valid_utf8_wins_over_every_declaration() {
        for label in ["iso-8859-1", "windows-1252", "utf-8", "utf-16", "koi8-r", "???"] {
            check(TEXT.as_bytes(), Some(label), TEXT);
        }
        let page = format!("<meta charset=iso-8859-1>{TEXT}");
        check(page.as_bytes(), None, &page);
    }

    #[test]
    fn byte_order_marks_are_obeyed_and_taken_off() {
        check(format!("\u{FEFF}{TEXT}").as_bytes(), Some("latin1"), TEXT);
        check(&utf16_le(&format!("\u{FEFF}{TEXT}")), None, TEXT);
        let big_endian: Vec<u8> =
            format!("\u{FEFF}{TEXT}").encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(&big_endian, None, TEXT);
    }

    #[test]
    fn utf16_without_mark_shows_by_its_zeros() {
        check(&utf16_le(TEXT), None, TEXT);
        let big_endian: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(&big_endian, Some("utf-8"), TEXT);
        check(b"a\0b", None, "a\0b");
    }

    #[test]
    fn latin_1_is_windows_1252_whether_declared_or_not() {
        let (bytes, ..) = WINDOWS_1252.encode(TEXT);
        for declared in [Some("iso-8859-1"), Some("latin1"), Some("utf-8"), Some("?"), None] {
            check(&bytes, declared, TEXT);
        }
    }

    #[test]
    fn short_french_texts_are_guessed() {
        for text in ["Été", "Grève à la SNCF", "Le maire réélu", "« Oui »", "L’été", "5 €", "Noël"]
        {
            let (bytes, ..) = WINDOWS_1252.encode(text);
            check(&bytes, None, text);
        }
    }

    #[test]
    fn latin_9_shows_by_its_ligature() {
        let bytes = b"Le c\xBDur de l'\xE9t\xE9 : 5 \xA4, l\x92\xE2me";
        for declared in [Some("iso-8859-1"), Some("windows-1252"), None] {
            // The sign of Windows-1252 is mended later.
            check(bytes, declared, "Le cœur de l'été : 5 €, l\u{92}âme");
        }
        check(b"2\xBD, 5 \xA4", Some("windows-1252"), "2½, 5 ¤");
    }

    #[test]
    fn macintosh_of_old_shows_by_its_letters() {
        let text = "L’été à Nîmes : la fête, déjà reçue à l'aéroport.";
        check(&MACINTOSH.encode(text).0, None, text);
    }

    #[test]
    fn declarations_inside_are_read() {
        for declaration in [
            "<meta charset=\"ISO-8859-15\">",
            "<META http-equiv=Content-Type content='text/html; charset = iso-8859-15'>",
            "<?xml version='1.0' encoding='iso-8859-15'?>",
        ] {
            let mut bytes = declaration.as_bytes().to_vec();
            bytes.extend(b"5 \xA4 et un c\xBDur");
            check(&bytes, None, &format!("{declaration}5 € et un cœur"));
        }
    }

    #[test]
    fn what_is_given_from_outside_comes_before_what_is_inside() {
        let bytes = b"<meta charset=iso-8859-1>5 \xA4";
        check(bytes, Some("iso-8859-15"), "<meta charset=iso-8859-1>5 €");
    }

    #[test]
    fn a_bad_byte_in_utf8_costs_that_byte_only() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes.push(0xE9);
        check(&bytes, Some("utf-8"), &format!("{TEXT}é"));
        check(&[TEXT.as_bytes(), b"\xC3"].concat(), None, &format!("{TEXT}Ã"));
    }

    #[test]
    fn control_characters_are_signs_of_windows_1252() {
        for (text, expected) in [
            (
                "L\u{92}\u{9C}uvre \u{AB}\u{A0}cit\u{E9}e\u{A0}\u{BB}\u{85}",
                "L’œuvre «\u{A0}citée\u{A0}»…",
            ),
            ("Ã©tÃ©", "Ã©tÃ©"),
        ] {
            let mut text = text.to_owned();
            mend(&mut text);
            assert_eq!(text, expected);
        }
    }

    #[test]
    fn heads_are_utf8_whatever_the_file_is() {
        let (latin, ..) = WINDOWS_1252.encode(TEXT);
        for head in [TEXT.as_bytes(), &latin, &utf16_le(TEXT), &MACINTOSH.encode(TEXT).0] {
            assert_eq!(String::from_utf8_lossy(&utf8_head(head)), TEXT);
        }
        let cut = &TEXT.as_bytes()[..=TEXT.find('é').expect("a letter")];
        for head in [cut, b"\xE9\0\xE9", b"PK\x03\x04\0\xFF"] {
            assert!(matches!(utf8_head(head), Cow::Borrowed(same) if same == head));
        }
        assert_eq!((label(TEXT.as_bytes()), label(&latin)), (None, Some("windows-1252")));
    }

    #[test]
    fn any_bytes_are_some_text() {
        for bytes in [&b""[..], b"\xFF", b"\xFF\xFE", b"\xFE\xFF\0", b"\0\0\0\0", b"\xC3(\xA0\xA1"]
        {
            let text = decode(bytes, Some("utf-16le"));
            // A mark alone is no text; whatever else there is makes some.
            let is_mark = Encoding::for_bom(bytes).is_some_and(|(_, length)| length == bytes.len());
            assert_eq!(text.is_empty(), bytes.is_empty() || is_mark, "{bytes:x?}");
        }
    }
}
