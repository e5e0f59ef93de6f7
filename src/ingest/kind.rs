//! Which kind a file is that no format reads: by its extension, or by the signs that it opens
//! with whatever its name.

use serde::de::IgnoredAny;

use super::format::Head;
use crate::unread_kind::{Remedy, UnreadKind};

/// Returns the kind of a file that no format claims.
pub(super) fn of_unread(head: &Head<'_>) -> UnreadKind {
    match head.extension() {
        Some("xml") => match head.root() {
            Some(root) => format!("XML with the root `{root}`").into(),
            None => "XML without an element".into(),
        },
        Some(extension) => {
            UnreadKind { name: format!(".{extension}").into(), remedy: remedy(extension) }
        }
        None => foreign(head.bytes()).unwrap_or_else(|| "binary files without extension".into()),
    }
}

/// Returns what must be done first with a kind of files that is not read and may well
/// hold articles.
fn remedy(extension: &str) -> Option<Remedy> {
    Some(match extension {
        "7z" | "bz2" | "lz4" | "lzma" | "rar" | "tbz" | "tbz2" | "txz" | "xz" | "z" => {
            Remedy::Unpack
        }
        "arc" => Remedy::ConvertToWarc,
        "maff" | "webarchive" => Remedy::SaveAsHtml,
        "bib" | "enl" | "enw" | "nbib" => Remedy::SaveAsRis,
        "doc" | "epub" | "odt" | "pdf" | "rtf" => Remedy::SaveAsText,
        _ => return None,
    })
}

/// Returns the document or book that a zip archive is: it says so in its first entry.
fn packed(head: &[u8]) -> Option<UnreadKind> {
    const SIGN: &[u8] = b"PK\x03\x04";
    /// Where the name of the first entry stands, and how far behind what it holds may begin.
    const ENTRY: usize = 30;
    const NEAR: usize = 200;
    const KINDS: [(&[u8], &str); 3] = [
        (b"application/epub+zip", "an EPUB book"),
        (b"application/vnd.oasis.opendocument.text", "an ODT document"),
        (b"application/vnd.oasis.opendocument", "an OpenDocument file"),
    ];
    let entry = head.strip_prefix(SIGN).and_then(|_| head.get(ENTRY..))?;
    let said = entry.strip_prefix(b"mimetype")?;
    let said = &said[..said.len().min(NEAR)];
    let known = KINDS.iter().find(|(sign, _)| memchr::memmem::find(said, sign).is_some())?;
    Some(UnreadKind::with(known.1, Remedy::SaveAsText))
}

/// Tells whether a zip archive is a document or a book, by what it says or by its name.
pub(super) fn is_packed(head: &Head<'_>) -> bool {
    matches!(head.extension(), Some("epub" | "odt")) || packed(head.bytes()).is_some()
}

/// Returns what a file holds that is surely neither text nor a page.
pub(super) fn foreign(head: &[u8]) -> Option<UnreadKind> {
    const SIGNS: [(&[u8], &str, Option<Remedy>); 14] = [
        (b"%PDF-", "a PDF document", None),
        (b"{\\rtf", "an RTF document", Some(Remedy::SaveAsText)),
        (b"\xFF\xD8\xFF", "a JPEG image", None),
        (b"\x89PNG\r\n", "a PNG image", None),
        (b"GIF8", "a GIF image", None),
        (b"PK\x03\x04", "a zip archive", None),
        (b"\x1F\x8B\x08", "gzip in gzip or zstd", None),
        (b"\x28\xB5\x2F\xFD", "zstd in gzip or zstd", None),
        (b"BZh", "a bzip2 file", Some(Remedy::Unpack)),
        (b"\xFD7zXZ\0", "an xz file", Some(Remedy::Unpack)),
        (b"7z\xBC\xAF\x27\x1C", "a 7z archive", Some(Remedy::Unpack)),
        (b"Rar!\x1A\x07", "a rar archive", Some(Remedy::Unpack)),
        (b"filedesc://", "an ARC web archive", Some(Remedy::ConvertToWarc)),
        (b"\0\0\0\0\0\0\0\0", "zero bytes", None),
    ];
    let known = SIGNS.iter().find(|(sign, ..)| head.starts_with(sign));
    let known = known.map(|&(_, name, remedy)| UnreadKind { name: name.into(), remedy });
    packed(head).or(known).or_else(|| {
        is_bibtex(head).then(|| UnreadKind::with("BibTeX references", Remedy::SaveAsRis))
    })
}

/// Tells whether bytes open with an entry of `BibTeX`: `@article{morel2023,`.
fn is_bibtex(head: &[u8]) -> bool {
    const ENTRIES: [&str; 12] = [
        "article",
        "book",
        "booklet",
        "collection",
        "comment",
        "incollection",
        "inproceedings",
        "misc",
        "online",
        "string",
        "techreport",
        "unpublished",
    ];
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let Some(head) = head.strip_prefix(b"@") else { return false };
    let name = &head[..memchr::memchr2(b'{', b'\n', head).unwrap_or(0)];
    let is_one = |entry: &&str| name.trim_ascii_end().eq_ignore_ascii_case(entry.as_bytes());
    head.get(name.len()) == Some(&b'{') && ENTRIES.iter().any(is_one)
}

/// Tells whether the beginning of a text may be that of a table, of JSON or of a page: one
/// that opens with a sign of these needs more of it than that.
pub(super) fn may_be_syntax(start: &[u8]) -> bool {
    let opens = |tag: &str| {
        let head = start.get(..tag.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(tag.as_bytes()))
    };
    match start.first() {
        Some(b'<') => ["<!doctype html", "<html", "<?xml"].into_iter().any(opens),
        Some(b'{' | b'[') => is_json(start),
        _ => {
            let mut first = start.iter().take_while(|byte| **byte != b'\n');
            first.any(|byte| b"\t;|,".contains(byte))
        }
    }
}

/// Tells whether this is the beginning of an object with a key, or of a list of such.
fn is_json(start: &[u8]) -> bool {
    let object = start.strip_prefix(b"[").unwrap_or(start).trim_ascii_start();
    let has_key =
        object.strip_prefix(b"{").is_some_and(|key| key.trim_ascii_start().starts_with(b"\""));
    let mut values = serde_json::Deserializer::from_slice(start).into_iter::<IgnoredAny>();
    has_key
        && values.next().is_some_and(|value| value.map_or_else(|error| error.is_eof(), |_| true))
}

/// Tells whether the beginning of what should be text is none: signs that no text has stand
/// in it again and again.
pub(super) fn is_binary(head: &[u8]) -> bool {
    const MOST: usize = 50;
    let is_control = |byte: &&u8| matches!(byte, 0..=8 | 14..=25 | 28..=31);
    head.iter().filter(is_control).count() * MOST > head.len()
}
