//! One file: its compression and its format, from its name or else its content.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

use flate2::bufread::MultiGzDecoder;

use super::document::{Document, DocumentFormat, Hints};
use super::intake::Intake;
use super::place::Place;
use super::source::{Origin, Source};
use super::{MAX_RECORD_BYTES, Reason, json};
use crate::error::Result;

/// Buffer between the decompressor and the parsers.
const BUFFER_BYTES: usize = 256 << 10;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    /// A document, read whole.
    Document(DocumentFormat),
    /// One object, an array, or several documents one after the other.
    Json,
    /// One object a line.
    JsonLines,
}

/// Reads every article of a file into `intake`.
pub(super) fn read(place: &Place, intake: &mut Intake<'_>) -> Result<()> {
    let origin = Origin::file(&place.path);
    if let Some(why) = &place.unreadable {
        return intake.rejected(&origin, Reason::Unreadable(why.clone()));
    }
    let disk_bytes = Rc::default();
    match open(place, &disk_bytes) {
        Ok(input) => {
            read_source(Source { origin: origin.clone(), input, disk_bytes }, place.named, intake)
        }
        Err(error) => intake.rejected(&origin, Reason::Unreadable(error.to_string())),
    }
}

/// Reads every article of a stream into `intake`; `named` on the command line, it
/// is judged by its content when its name says nothing.
pub(super) fn read_source(
    mut source: Source<'_>,
    named: bool,
    intake: &mut Intake<'_>,
) -> Result<()> {
    let head = match source.input.fill_buf() {
        Ok(head) => head,
        Err(error) => {
            return intake.rejected(&source.origin, Reason::Unreadable(error.to_string()));
        }
    };
    match format(&source.origin.path, named, head) {
        Err(kind) => {
            intake.skipped(&source.origin.path, &kind);
            Ok(())
        }
        Ok(Format::Json) => json::read_documents(&mut source, intake),
        Ok(Format::JsonLines) => json::read_lines(&mut source, intake),
        Ok(Format::Document(format)) => read_document(source, format, intake),
    }
}

/// Reads a stream whole, as a document.
fn read_document(
    mut source: Source<'_>,
    format: DocumentFormat,
    intake: &mut Intake<'_>,
) -> Result<()> {
    let mut bytes = Vec::new();
    let read = (&mut source.input).take(MAX_RECORD_BYTES + 1).read_to_end(&mut bytes);
    intake.progress(&source, bytes.len() as u64);
    let origin = source.origin;
    match read {
        Err(error) => intake.rejected(&origin, Reason::Unreadable(error.to_string())),
        Ok(_) if bytes.len() as u64 > MAX_RECORD_BYTES => {
            intake.rejected(&origin, Reason::TooLarge)
        }
        Ok(_) => intake.document(Document { origin, format, bytes, hints: Hints::default() }),
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
fn format(path: &Path, named: bool, head: &[u8]) -> Result<Format, String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let plain = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
    let extension = plain.rsplit_once('.').map(|(_, extension)| extension);
    match extension {
        Some("txt" | "text") => return Ok(Format::Document(DocumentFormat::Text)),
        Some("html" | "htm" | "xhtml") => return Ok(Format::Document(DocumentFormat::Html)),
        Some("json") => return Ok(Format::Json),
        Some("jsonl" | "ndjson") => return Ok(Format::JsonLines),
        _ => {}
    }
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let judged = named || extension.is_none();
    match (extension, head.first()) {
        (_, Some(b'{')) if judged && is_lines(head) => Ok(Format::JsonLines),
        (_, Some(b'{' | b'[')) if judged => Ok(Format::Json),
        (_, Some(b'<')) if judged && is_page(head) => Ok(Format::Document(DocumentFormat::Html)),
        (None, Some(_)) if is_text(head) => Ok(Format::Document(DocumentFormat::Text)),
        (None, None) => Ok(Format::Document(DocumentFormat::Text)),
        (Some(extension), _) => Err(format!(".{extension}")),
        (None, _) => Err("binary files without extension".to_owned()),
    }
}

/// Tells whether the first line is a whole object, with more behind it.
fn is_lines(head: &[u8]) -> bool {
    let Some(end) = memchr::memchr(b'\n', head) else { return false };
    serde_json::from_slice::<serde::de::IgnoredAny>(&head[..end]).is_ok()
}

/// Tells whether the beginning of a file, which is a tag, is that of a page.
fn is_page(head: &[u8]) -> bool {
    ["<!doctype html", "<html", "<head", "<meta", "<title"].iter().any(|start| {
        head.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
    })
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
        let expected = expected.map_err(str::to_owned);
        assert_eq!(format(Path::new(path), named, head), expected, "{path}");
    }

    #[test]
    fn the_name_decides_first() {
        check("a.txt", false, b"{}", Ok(Format::Document(DocumentFormat::Text)));
        check("a.JSON", false, b"text", Ok(Format::Json));
        check("a.jsonl.zst", false, b"", Ok(Format::JsonLines));
        check("a.ndjson.gz", false, b"", Ok(Format::JsonLines));
    }

    #[test]
    fn the_content_decides_where_the_name_does_not() {
        check("-", true, b" \n[{", Ok(Format::Json));
        check("-", true, b"\xEF\xBB\xBF{", Ok(Format::Json));
        check("articles", false, b"{\"id\":1}", Ok(Format::Json));
        check("articles", false, "Élysée".as_bytes(), Ok(Format::Document(DocumentFormat::Text)));
        check("export.data", true, b"{}", Ok(Format::Json));
        check("-", true, b"{}\n{", Ok(Format::JsonLines));
        check("-", true, b"{\n}\n{", Ok(Format::Json));
        let page = Format::Document(DocumentFormat::Html);
        check("page", false, b"\n<!DOCTYPE HTML PUBLIC>", Ok(page));
        check("page.php", true, b"<html lang=fr>", Ok(page));
        check("page.php", false, b"<html lang=fr>", Err(".php"));
    }

    #[test]
    fn other_kinds_are_named() {
        check("photo.JPG", false, b"\xFF\xD8", Err(".jpg"));
        check("style.css", false, b"{", Err(".css"));
        check("core", false, b"\x7FELF\0", Err("binary files without extension"));
    }
}
