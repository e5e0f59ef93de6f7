//! One file: its compression and its format, from its name or else its content.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

use super::document::{Document, DocumentFormat, Hints};
use super::intake::Intake;
use super::meter::{Meter, Metered};
use super::place::{Obstacle, Place};
use super::source::{Origin, Source};
use super::{MAX_RECORD_BYTES, Reason, archive, compression, json, warc};
use crate::error::Result;

/// Buffer between the disk and what reads from it.
const BUFFER_BYTES: usize = 256 << 10;

/// Most bytes of a stream that its format is judged by.
const HEAD_BYTES: usize = 64 << 10;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    /// A document, read whole.
    Document(DocumentFormat),
    /// One object, an array, or several documents one after the other.
    Json,
    /// One object a line.
    JsonLines,
    /// Captures of a crawler.
    Warc,
    Tar,
    Zip,
}

/// Reads every article of a file into `intake`.
pub(super) fn read(place: &Place, intake: &mut Intake<'_>) -> Result<()> {
    let origin = Origin::file(&place.path);
    match &place.obstacle {
        Some(Obstacle::Unreadable(why)) => {
            return intake.rejected(&origin, Reason::Unreadable(why.clone()));
        }
        Some(Obstacle::NoFile) => {
            intake.skipped(&place.path, "a pipe, socket or device in a folder");
            return Ok(());
        }
        None => {}
    }
    match open(place, origin.clone()) {
        Ok(source) => read_stream(source, place.named, intake),
        Err(error) => intake.rejected(&origin, Reason::Unreadable(error.to_string())),
    }
}

/// Opens a file; what is no regular file can only be read from its beginning.
fn open(place: &Place, origin: Origin) -> io::Result<Source<'static>> {
    if place.is_stdin() {
        return stream(io::stdin(), origin);
    }
    let file = File::open(&place.path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return stream(file, origin);
    }
    let meter = Meter::new(Some(metadata.len()));
    let input = Metered { input: file.try_clone()?, meter: Rc::clone(&meter) };
    let input = Box::new(BufReader::with_capacity(BUFFER_BYTES, input));
    Ok(Source { origin, input, file: Some(file), meter })
}

fn stream(mut input: impl Read + 'static, origin: Origin) -> io::Result<Source<'static>> {
    let meter = Meter::new(None);
    // A pipe gives what is there. The format shows in the first line, and what comes
    // behind it may have to wait for what we do with it.
    let mut head = vec![0; HEAD_BYTES];
    let mut length = 0;
    while length < HEAD_BYTES && !head[..length].trim_ascii_start().contains(&b'\n') {
        match input.read(&mut head[length..]) {
            Ok(0) => break,
            Ok(count) => length += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    head.truncate(length);
    let input = Metered { input: io::Cursor::new(head).chain(input), meter: Rc::clone(&meter) };
    let input = Box::new(BufReader::with_capacity(BUFFER_BYTES, input));
    Ok(Source { origin, input, file: None, meter })
}

/// Reads every article of a file or of an entry of an archive into `intake`,
/// decompressed when its first bytes say so.
pub(super) fn read_stream(source: Source<'_>, named: bool, intake: &mut Intake<'_>) -> Result<()> {
    let Source { origin, input, file, meter } = source;
    match compression::decompressed(input, &meter) {
        Ok((input, compressed)) => {
            let file = file.filter(|_| !compressed);
            read_source(Source { origin, input, file, meter }, named, intake)
        }
        Err(error) => intake.rejected(&origin, Reason::Unreadable(error.to_string())),
    }
}

/// Reads every article of a stream into `intake`; `named` on the command line, it
/// is judged by its content when its name says nothing.
fn read_source(mut source: Source<'_>, named: bool, intake: &mut Intake<'_>) -> Result<()> {
    let head = match source.input.fill_buf() {
        Ok(head) => head,
        Err(error) => {
            return intake.rejected(&source.origin, Reason::Unreadable(error.to_string()));
        }
    };
    let foreign = foreign(head);
    match format(&source.origin.path, named, head) {
        Ok(Format::Document(_) | Format::Json | Format::JsonLines) if foreign.is_some() => {
            let reason = foreign.map_or(Reason::NoText, Reason::Mislabelled);
            intake.rejected(&source.origin, reason)
        }
        Err(kind) => {
            intake.skipped(&source.origin.path, &kind);
            Ok(())
        }
        Ok(Format::Json) => json::read_documents(&mut source, intake),
        Ok(Format::JsonLines) => json::read_lines(&mut source, intake),
        Ok(Format::Document(format)) => read_document(source, format, intake),
        Ok(Format::Warc) => warc::read(&mut source, intake),
        Ok(Format::Tar) => archive::read_tar(source, intake),
        Ok(Format::Zip) => archive::read_zip(source, intake),
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
        Err(error) => {
            let rejected = origin.clone();
            if compression::is_trailing(&error) {
                intake.document(Document { origin, format, bytes, hints: Hints::default() })?;
            }
            intake.rejected(&rejected, Reason::Unreadable(error.to_string()))
        }
        Ok(_) if bytes.len() as u64 > MAX_RECORD_BYTES => {
            intake.rejected(&origin, Reason::TooLarge)
        }
        Ok(_) => intake.document(Document { origin, format, bytes, hints: Hints::default() }),
    }
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
        Some("warc") => return Ok(Format::Warc),
        Some("tar" | "tgz" | "tzst") => return Ok(Format::Tar),
        Some("zip") => return Ok(Format::Zip),
        _ => {}
    }
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let judged = named || extension.is_none();
    let container = if head.starts_with(b"WARC/") {
        Some(Format::Warc)
    } else if head.get(257..262) == Some(b"ustar") {
        Some(Format::Tar)
    } else if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        Some(Format::Zip)
    } else {
        None
    };
    match (extension, head.first()) {
        _ if judged && container.is_some() => container.ok_or_else(String::new),
        (_, Some(b'{')) if judged && is_lines(head) => Ok(Format::JsonLines),
        (_, Some(b'{' | b'[')) if judged => Ok(Format::Json),
        (None, Some(_)) if is_text(head) => Ok(Format::Document(DocumentFormat::Text)),
        (None, None) => Ok(Format::Document(DocumentFormat::Text)),
        (Some(extension), _) => Err(format!(".{extension}")),
        (None, _) => Err("binary files without extension".to_owned()),
    }
}

/// Returns what a file holds that is surely neither text nor a page.
fn foreign(head: &[u8]) -> Option<&'static str> {
    const SIGNS: [(&[u8], &str); 9] = [
        (b"%PDF-", "a PDF document"),
        (b"\xFF\xD8\xFF", "a JPEG image"),
        (b"\x89PNG\r\n", "a PNG image"),
        (b"GIF8", "a GIF image"),
        (b"PK\x03\x04", "a zip archive"),
        (b"\x1F\x8B\x08", "gzip in gzip or zstd"),
        (b"\x28\xB5\x2F\xFD", "zstd in gzip or zstd"),
        (b"BZh9", "a bzip2 file"),
        (b"\xFD7zXZ\0", "an xz file"),
    ];
    SIGNS.iter().find(|(sign, _)| head.starts_with(sign)).map(|(_, name)| *name)
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
        check("a.warc.gz", false, b"", Ok(Format::Warc));
        check("a.tar.zst", false, b"", Ok(Format::Tar));
        check("a.tgz", false, b"", Ok(Format::Tar));
        check("a.ZIP", false, b"", Ok(Format::Zip));
    }

    #[test]
    fn the_content_decides_where_the_name_does_not() {
        check("-", true, b" \n[{", Ok(Format::Json));
        check("-", true, b"\xEF\xBB\xBF{", Ok(Format::Json));
        check("articles", false, b"{\"id\":1}", Ok(Format::Json));
        check("articles", false, "Élysée".as_bytes(), Ok(Format::Document(DocumentFormat::Text)));
        check("export.data", true, b"{}", Ok(Format::Json));
        check("-", true, b"PK\x03\x04", Ok(Format::Zip));
        check("archive", false, b"WARC/1.0\r\n", Ok(Format::Warc));
        check("-", true, &[&[b'a'; 257][..], b"ustar\0"].concat(), Ok(Format::Tar));
        check("-", true, b"{}\n{", Ok(Format::JsonLines));
        check("-", true, b"{\n}\n{", Ok(Format::Json));
    }

    #[test]
    fn other_kinds_are_named() {
        check("photo.JPG", false, b"\xFF\xD8", Err(".jpg"));
        check("style.css", false, b"{", Err(".css"));
        check("lettre.docx", false, b"PK\x03\x04", Err(".docx"));
        check("core", false, b"\x7FELF\0", Err("binary files without extension"));
    }
}
