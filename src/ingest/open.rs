//! Opening: from a place to a stream of bytes, and from that to one of text.
//!
//! What stands between the disk and a format is here: the metering, the decompression of a
//! file, UTF-16 made UTF-8, line ends made line feeds. No format is known here.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::PathBuf;
use std::rc::Rc;

use encoding_rs_io::DecodeReaderBytesBuilder;

use super::bytes::line_ends::{self, LineFeeds};
use super::bytes::meter::{Meter, Metered};
use super::bytes::source::{Origin, Source};
use super::bytes::{compression, encoding};
use super::place::Place;
use super::stop::Stop;

/// Buffer between the disk and what reads from it.
const BUFFER_BYTES: usize = 256 << 10;

/// Most bytes of a stream that its format is judged by.
const HEAD_BYTES: usize = 64 << 10;

/// Opens a file; what is no regular file can only be read from its beginning. Standard input
/// ends when reading is to stop.
pub(super) fn open(place: &Place, stop: Option<&Stop>) -> io::Result<Source<'static>> {
    let origin = Origin { walked: place.walked, ..Origin::file(&place.path) };
    if place.is_stdin() {
        return match stop {
            Some(stop) => stream(stop.cutting(io::stdin()), origin),
            None => stream(io::stdin(), origin),
        };
    }
    if let Some(stop) = stop
        && std::fs::metadata(&place.path).is_ok_and(|there| !there.is_file() && !there.is_dir())
    {
        // To open a pipe is to wait for who writes to it.
        return stream(stop.cutting(Late { path: place.path.clone(), file: None }), origin);
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
    Ok(Source { file: Some(file), ..Source::new(origin, input, meter) })
}

/// A file that is opened when it is first read.
struct Late {
    path: PathBuf,
    file: Option<File>,
}

impl Read for Late {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let file = match &mut self.file {
            Some(file) => file,
            unopened => unopened.insert(File::open(&self.path)?),
        };
        file.read(buffer)
    }
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
    Ok(Source::new(origin, input, meter))
}

/// Returns a stream decompressed, when its first bytes say that it is compressed.
pub(super) fn unpacked(source: Source<'_>) -> io::Result<Source<'_>> {
    let (input, compressed) = compression::decompressed(source.input, &source.meter)?;
    Ok(Source { input, file: source.file.filter(|_| !compressed), ..source })
}

/// Returns a stream of text in UTF-8 when it is in UTF-16, its lines ended by line feeds; text
/// in other encodings stays in them.
pub(super) fn as_text(source: Source<'_>) -> io::Result<Source<'_>> {
    let mut source = from_utf16(source)?;
    if line_ends::are_of_old(source.input.fill_buf()?) {
        let lines = LineFeeds::new(source.take_input());
        source.input = Box::new(BufReader::with_capacity(BUFFER_BYTES, lines));
    }
    Ok(source)
}

fn from_utf16(mut source: Source<'_>) -> io::Result<Source<'_>> {
    let Some(utf16) = encoding::utf16_of(source.input.fill_buf()?) else { return Ok(source) };
    let input = source.take_input();
    let mut utf8 =
        DecodeReaderBytesBuilder::new().encoding(Some(utf16)).bom_sniffing(false).build(input);
    // The decoder gives its first bytes alone, and formats look at more.
    let mut head = Vec::new();
    (&mut utf8).take(HEAD_BYTES as u64).read_to_end(&mut head)?;
    let utf8 = io::Cursor::new(head).chain(utf8);
    source.input = Box::new(BufReader::with_capacity(BUFFER_BYTES, utf8));
    Ok(source)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn a_file_that_grows_is_read_as_it_was_when_opened() {
        let mut file = tempfile::NamedTempFile::new().expect("a file");
        file.write_all(b"un\n").expect("a line");
        let place = Place { path: file.path().to_owned(), walked: 0, obstacle: None };
        let mut source = open(&place, None).expect("a source");
        file.write_all(b"deux\n").expect("a line");
        let mut found = String::new();
        source.input.read_to_string(&mut found).expect("text");
        assert_eq!(found, "un\n");
    }
}
