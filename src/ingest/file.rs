//! One file: its compression and its format, from its name or else its content.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

use flate2::bufread::MultiGzDecoder;

use super::place::Place;
use super::record::FieldNames;
use super::{Reason, Rejection, Sink, json, text};
use crate::error::Result;

/// Buffer between the decompressor and the parsers.
const BUFFER_BYTES: usize = 256 << 10;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    /// One article.
    Text,
    /// One object, an array, or several documents one after the other.
    Json,
    /// One object a line.
    JsonLines,
}

/// A file being read, with what the parsers need to say where they are.
pub(super) struct Source<'a> {
    pub(super) path: &'a Path,
    pub(super) names: &'a FieldNames,
    pub(super) input: Box<dyn BufRead>,
    disk_bytes: Rc<Cell<u64>>,
}

impl Source<'_> {
    /// Returns a rejection at a line of this file.
    pub(super) fn reject(&self, line: Option<u64>, reason: Reason) -> Rejection {
        Rejection { path: self.path.to_owned(), line, reason }
    }

    /// Tells `sink` how far the reading has come since it was last told.
    pub(super) fn progress(&self, bytes: u64, sink: &mut dyn Sink) {
        sink.progress(self.disk_bytes.take(), bytes);
    }
}

/// Reads every article of a file into `sink`.
pub(super) fn read(place: &Place, names: &FieldNames, sink: &mut dyn Sink) -> Result<()> {
    let path = &place.path;
    let unreadable = |error: &io::Error| Rejection {
        path: path.clone(),
        line: None,
        reason: Reason::Unreadable(error.to_string()),
    };
    if let Some(why) = &place.unreadable {
        let reason = Reason::Unreadable(why.clone());
        return sink.rejected(Rejection { path: path.clone(), line: None, reason });
    }
    let disk_bytes = Rc::default();
    let mut input = match open(place, &disk_bytes) {
        Ok(input) => input,
        Err(error) => return sink.rejected(unreadable(&error)),
    };
    let head = match input.fill_buf() {
        Ok(head) => head,
        Err(error) => return sink.rejected(unreadable(&error)),
    };
    let format = match format(place, head) {
        Ok(format) => format,
        Err(kind) => {
            sink.skipped(path, &kind);
            return Ok(());
        }
    };
    let mut source = Source { path, names, input, disk_bytes };
    match format {
        Format::Text => text::read(&mut source, sink),
        Format::Json => json::read_documents(&mut source, sink),
        Format::JsonLines => json::read_lines(&mut source, sink),
    }
}

/// Opens a file, decompressed when its first bytes say so.
fn open(place: &Place, disk_bytes: &Rc<Cell<u64>>) -> io::Result<Box<dyn BufRead>> {
    let raw: Box<dyn Read> =
        if place.is_stdin() { Box::new(io::stdin()) } else { Box::new(File::open(&place.path)?) };
    let counted = Counted { input: raw, bytes: Rc::clone(disk_bytes) };
    let mut input = BufReader::with_capacity(BUFFER_BYTES, counted);
    let head = input.fill_buf()?;
    Ok(if head.starts_with(&[0x1F, 0x8B]) {
        Box::new(BufReader::with_capacity(BUFFER_BYTES, MultiGzDecoder::new(input)))
    } else if head.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]) {
        let decoder = zstd::Decoder::with_buffer(input)?;
        Box::new(BufReader::with_capacity(BUFFER_BYTES, decoder))
    } else {
        Box::new(input)
    })
}

/// Returns the format of a file, or what to call a kind that is not read.
///
/// A name without extension, standard input, and a file named on the command
/// line are judged by their first bytes.
fn format(place: &Place, head: &[u8]) -> Result<Format, String> {
    let name = place.path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let plain = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
    let extension = plain.rsplit_once('.').map(|(_, extension)| extension);
    match extension {
        Some("txt" | "text") => return Ok(Format::Text),
        Some("json") => return Ok(Format::Json),
        Some("jsonl" | "ndjson") => return Ok(Format::JsonLines),
        _ => {}
    }
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let judged = place.named || extension.is_none();
    match (extension, head.first()) {
        (_, Some(b'{')) if judged && is_lines(head) => Ok(Format::JsonLines),
        (_, Some(b'{' | b'[')) if judged => Ok(Format::Json),
        (None, Some(_)) if is_text(head) => Ok(Format::Text),
        (None, None) => Ok(Format::Text),
        (Some(extension), _) => Err(format!(".{extension}")),
        (None, _) => Err("binary files without extension".to_owned()),
    }
}

/// Tells whether the first line is a whole object, with more behind it.
fn is_lines(head: &[u8]) -> bool {
    let Some(end) = memchr::memchr(b'\n', head) else { return false };
    serde_json::from_slice::<serde::de::IgnoredAny>(&head[..end]).is_ok()
}

/// Tells whether the beginning of a file looks like text.
fn is_text(head: &[u8]) -> bool {
    let valid = match std::str::from_utf8(head) {
        Ok(_) => true,
        // The last character may be cut by the end of the buffer.
        Err(error) => error.error_len().is_none(),
    };
    valid && !head.contains(&0)
}

/// Counts the bytes that pass.
struct Counted<R> {
    input: R,
    bytes: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.bytes.set(self.bytes.get() + count as u64);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, named: bool, head: &[u8], expected: Result<Format, &str>) {
        let place = Place { path: path.into(), named, unreadable: None };
        let expected = expected.map_err(str::to_owned);
        assert_eq!(format(&place, head), expected, "{path}");
    }

    #[test]
    fn the_name_decides_first() {
        check("a.txt", false, b"{}", Ok(Format::Text));
        check("a.JSON", false, b"text", Ok(Format::Json));
        check("a.jsonl.zst", false, b"", Ok(Format::JsonLines));
        check("a.ndjson.gz", false, b"", Ok(Format::JsonLines));
    }

    #[test]
    fn the_content_decides_where_the_name_does_not() {
        check("-", true, b" \n[{", Ok(Format::Json));
        check("-", true, b"\xEF\xBB\xBF{", Ok(Format::Json));
        check("articles", false, b"{\"id\":1}", Ok(Format::Json));
        check("articles", false, "Élysée".as_bytes(), Ok(Format::Text));
        check("export.data", true, b"{}", Ok(Format::Json));
        check("-", true, b"{}\n{", Ok(Format::JsonLines));
        check("-", true, b"{\n}\n{", Ok(Format::Json));
    }

    #[test]
    fn other_kinds_are_named() {
        check("photo.JPG", false, b"\xFF\xD8", Err(".jpg"));
        check("style.css", false, b"{", Err(".css"));
        check("core", false, b"\x7FELF\0", Err("binary files without extension"));
    }
}
