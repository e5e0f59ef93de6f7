//! Kinds of files that no format reads: what to call them in messages, what must be done
//! with them first, and the signs by which they are known whatever their name.

use super::format::Head;

/// Returns what to call a file that no format claims.
pub(super) fn of_unread(head: &Head<'_>) -> String {
    match head.extension() {
        Some("xml") => match head.root() {
            Some(root) => format!("XML with the root `{root}`"),
            None => "XML without an element".to_owned(),
        },
        Some(extension) => format!(".{extension}{}", advice(extension)),
        None => foreign(head.bytes()).unwrap_or("binary files without extension").to_owned(),
    }
}

/// Returns what must be done first with a kind of files that is not read and may well
/// hold articles.
fn advice(extension: &str) -> &'static str {
    match extension {
        "7z" | "bz2" | "lz4" | "lzma" | "rar" | "tbz" | "tbz2" | "txz" | "xz" | "z" => {
            " (to be unpacked first)"
        }
        "arc" => " (to be converted to WARC first)",
        "mht" | "mhtml" | "maff" | "webarchive" => " (to be saved as HTML first)",
        "doc" | "epub" | "odt" | "pdf" | "rtf" => " (to be saved as text first)",
        _ => "",
    }
}

/// Returns what a file holds that is surely neither text nor a page.
pub(super) fn foreign(head: &[u8]) -> Option<&'static str> {
    const SIGNS: [(&[u8], &str); 13] = [
        (b"%PDF-", "a PDF document"),
        (b"\xFF\xD8\xFF", "a JPEG image"),
        (b"\x89PNG\r\n", "a PNG image"),
        (b"GIF8", "a GIF image"),
        (b"PK\x03\x04", "a zip archive"),
        (b"\x1F\x8B\x08", "gzip in gzip or zstd"),
        (b"\x28\xB5\x2F\xFD", "zstd in gzip or zstd"),
        (b"BZh", "a bzip2 file (to be unpacked first)"),
        (b"\xFD7zXZ\0", "an xz file (to be unpacked first)"),
        (b"7z\xBC\xAF\x27\x1C", "a 7z archive (to be unpacked first)"),
        (b"Rar!\x1A\x07", "a rar archive (to be unpacked first)"),
        (b"filedesc://", "an ARC web archive (to be converted to WARC first)"),
        (b"\0\0\0\0\0\0\0\0", "zero bytes"),
    ];
    SIGNS.iter().find(|(sign, _)| head.starts_with(sign)).map(|(_, name)| *name)
}

/// Tells whether the beginning of what should be text is none: signs that no text has stand
/// in it again and again.
pub(super) fn is_binary(head: &[u8]) -> bool {
    const MOST: usize = 50;
    let is_control = |byte: &&u8| matches!(byte, 0..=8 | 14..=25 | 28..=31);
    head.iter().filter(is_control).count() * MOST > head.len()
}
