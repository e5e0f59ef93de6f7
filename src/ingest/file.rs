//! One file: opened, decompressed, and read in its format.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

use encoding_rs_io::DecodeReaderBytesBuilder;

use super::bytes::meter::{MAX_RECORD_BYTES, Meter, Metered};
use super::bytes::source::{Origin, Source};
use super::bytes::{compression, encoding};
use super::document::{Document, DocumentFormat, Hints};
use super::format::{Format, foreign_to, format, is_binary};
use super::formats::{archive, feed, json, table, trec, warc};
use super::intake::Intake;
use super::place::{Obstacle, Place};
use super::record::field::FieldNames;
use super::sink::Sink;
use crate::error::Result;
use crate::rejection::Reason;

/// Buffer between the disk and what reads from it.
const BUFFER_BYTES: usize = 256 << 10;

/// Most bytes of a stream that its format is judged by.
const HEAD_BYTES: usize = 64 << 10;

/// Reads every article of `places` into `sink`, in order; documents (one article or
/// little more a file) in `jobs` threads.
///
/// # Errors
/// What the sink returns; a file that cannot be read is a rejection.
pub fn read(places: &[Place], names: &FieldNames, jobs: usize, sink: &mut dyn Sink) -> Result<()> {
    let mut intake = Intake::new(names, jobs, sink);
    for place in places {
        if intake.begin(&place.path)? {
            read_file(place, &mut intake)?;
            intake.end(&place.path)?;
        }
    }
    intake.drain()
}

/// Reads every article of a file into `intake`.
fn read_file(place: &Place, intake: &mut Intake<'_>) -> Result<()> {
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
    // What is written to a file while it is read is for the next run: reading would not end.
    let most = if metadata.len() > 0 { metadata.len() } else { u64::MAX };
    let meter = Meter::new(Some(metadata.len()));
    let input = Metered { input: file.try_clone()?.take(most), meter: Rc::clone(&meter) };
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
    let origin = source.origin.clone();
    intake.guarded(&origin, |intake| read_packed(source, named, intake))
}

fn read_packed(source: Source<'_>, named: bool, intake: &mut Intake<'_>) -> Result<()> {
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
    let utf16 = encoding::utf16_of(head);
    let readable = match utf16 {
        Some(encoding) => encoding.decode(head).0.into_owned().into_bytes().into(),
        None => Cow::Borrowed(head),
    };
    let format = format(&source.origin.path, named, &readable);
    let foreign = format.as_ref().ok().and_then(|&format| {
        foreign_to(format, head).or(is_binary(format, &readable).then_some("binary data"))
    });
    let is_empty = head.is_empty();
    match format {
        Ok(format) if is_empty && format.has_beginning() => {
            intake.rejected(&source.origin, Reason::EmptyFile)
        }
        Ok(format) => match foreign {
            Some(kind) => intake.rejected(&source.origin, Reason::Mislabelled(kind)),
            None if utf16.is_some() && format.is_text_stream() => {
                let input = std::mem::replace(&mut source.input, Box::new(io::empty()));
                let mut utf8 = DecodeReaderBytesBuilder::new()
                    .encoding(utf16)
                    .bom_sniffing(false)
                    .build(input);
                // The decoder gives its first bytes alone, and formats look at more.
                let mut head = Vec::new();
                if let Err(error) = (&mut utf8).take(HEAD_BYTES as u64).read_to_end(&mut head) {
                    return intake.rejected(&source.origin, Reason::Unreadable(error.to_string()));
                }
                let utf8 = io::Cursor::new(head).chain(utf8);
                source.input = Box::new(BufReader::with_capacity(BUFFER_BYTES, utf8));
                read_as(source, format, intake)
            }
            None => read_as(source, format, intake),
        },
        Err(kind) => {
            intake.skipped(&source.origin.path, &kind);
            Ok(())
        }
    }
}

/// Reads every article of a stream in a format.
fn read_as(mut source: Source<'_>, format: Format, intake: &mut Intake<'_>) -> Result<()> {
    match format {
        Format::Json => json::documents::read_documents(&mut source, intake),
        Format::JsonLines => json::lines::read_lines(&mut source, intake),
        Format::Table => table::read(&mut source, intake),
        Format::Trec => trec::read(&mut source, intake),
        Format::Document(format) => read_document(source, format, intake),
        Format::Warc => warc::format::read(&mut source, intake),
        Format::Tar => archive::tar::read(source, intake),
        Format::Zip => archive::zip::read(source, intake),
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
    let is_too_large = bytes.len() as u64 > MAX_RECORD_BYTES;
    if format == DocumentFormat::Feed && is_too_large {
        source.input = Box::new(io::Cursor::new(bytes).chain(source.input));
        return feed::parts::read_parts(&mut source, intake);
    }
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
        Ok(_) if is_too_large && format == DocumentFormat::NewsMl => {
            intake.rejected(&origin, Reason::DocumentTooLarge)
        }
        Ok(_) if is_too_large => intake.rejected(&origin, Reason::TooLarge),
        Ok(_) => intake.document(Document { origin, format, bytes, hints: Hints::default() }),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::path::Path;

    use super::*;

    #[test]
    fn a_file_that_grows_is_read_as_it_was_when_opened() {
        let mut file = tempfile::NamedTempFile::new().expect("a file");
        file.write_all(b"un\n").expect("a line");
        let place = Place { path: file.path().to_owned(), named: true, obstacle: None };
        let mut source = open(&place, Origin::file(Path::new("a.txt"))).expect("a source");
        file.write_all(b"deux\n").expect("a line");
        let mut found = String::new();
        source.input.read_to_string(&mut found).expect("text");
        assert_eq!(found, "un\n");
    }
}
