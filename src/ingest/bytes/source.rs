//! A stream of bytes that articles are read from, and where it is.
//!
//! It knows no format; an origin is a label, and opens nothing.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use super::meter::{MAX_RECORD_BYTES, Meter};
use crate::ingest::record::description::Description;

/// Where a stream or a document is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ingest) struct Origin {
    /// The file on disk, `-` for standard input.
    pub(in crate::ingest) file: Arc<Path>,
    /// The same with the names inside archives: `depeches.zip/2020/a.html`.
    pub(in crate::ingest) path: Arc<Path>,
    /// How many archives are around it.
    pub(in crate::ingest) depth: usize,
    /// How many folders around the file were walked.
    pub(in crate::ingest) walked: usize,
    /// It is the record of a file that has no names in it.
    pub(in crate::ingest) is_record: bool,
}

impl Origin {
    /// Returns the origin of a file on disk.
    pub(in crate::ingest) fn file(path: &Path) -> Self {
        let file: Arc<Path> = path.into();
        Self { path: Arc::clone(&file), file, depth: 0, walked: 0, is_record: false }
    }

    /// Returns the origin of an entry of this archive.
    ///
    /// The name is a label and never a place on disk: a name that starts at the root
    /// or climbs out of the archive stays below it.
    pub(in crate::ingest) fn entry(&self, name: &str) -> Self {
        let names = name.split('/').filter(|name| !matches!(*name, "" | "." | ".."));
        let mut path = self.path.to_path_buf();
        path.extend(names);
        Self { path: path.into(), depth: self.depth + 1, ..self.clone() }
    }

    /// Returns the origin of the record with this number, from 1.
    pub(in crate::ingest) fn record(&self, number: u64) -> Self {
        let mut path = self.path.as_os_str().to_owned();
        path.push(format!("#{number}"));
        Self { path: Path::new(&path).into(), is_record: true, ..self.clone() }
    }
}

/// What is known of a stream from outside of it.
#[derive(Debug, Clone, Default)]
pub(in crate::ingest) struct Hints {
    /// Its media type, which then says what a name would.
    pub(in crate::ingest) media_type: Option<&'static str>,
    /// The encoding that HTTP declared.
    pub(in crate::ingest) charset: Option<String>,
    /// Where it was fetched.
    pub(in crate::ingest) url: Option<String>,
    /// It is what a program made of the file, whose name says nothing of it.
    pub(in crate::ingest) is_converted: bool,
    /// What a file beside it says of it.
    pub(in crate::ingest) described: Option<Arc<Description>>,
    /// Of a file that describes those beside it: their names, lower-case and without extension.
    pub(in crate::ingest) beside: Option<Arc<BTreeSet<String>>>,
}

/// A stream being read, decompressed.
pub(in crate::ingest) struct Source<'s> {
    pub(in crate::ingest) origin: Origin,
    pub(in crate::ingest) input: Box<dyn BufRead + 's>,
    /// The file itself, when `input` is what is on disk.
    pub(in crate::ingest) file: Option<File>,
    pub(in crate::ingest) meter: Rc<Meter>,
    pub(in crate::ingest) hints: Hints,
}

impl<'s> Source<'s> {
    /// Returns a stream that is no file itself.
    pub(in crate::ingest) fn new(
        origin: Origin,
        input: Box<dyn BufRead + 's>,
        meter: Rc<Meter>,
    ) -> Self {
        Self { origin, input, file: None, meter, hints: Hints::default() }
    }

    /// Takes the input out, for a parser that needs it for itself.
    pub(in crate::ingest) fn take_input(&mut self) -> Box<dyn BufRead + 's> {
        std::mem::replace(&mut self.input, Box::new(io::empty()))
    }

    /// Reads what is left of it, as far as one article can be long.
    pub(in crate::ingest) fn read_whole(&mut self) -> Whole {
        let mut bytes = Vec::new();
        let read = (&mut self.input).take(MAX_RECORD_BYTES + 1).read_to_end(&mut bytes);
        Whole { bytes, fault: read.err() }
    }

    /// Puts back what was read.
    pub(in crate::ingest) fn put_back(&mut self, bytes: Vec<u8>) {
        let input = self.take_input();
        self.input = Box::new(io::Cursor::new(bytes).chain(input));
    }
}

/// A stream that was read whole, or up to a fault.
pub(in crate::ingest) struct Whole {
    pub(in crate::ingest) bytes: Vec<u8>,
    pub(in crate::ingest) fault: Option<io::Error>,
}

impl Whole {
    /// Tells whether there was more than one article can be long.
    pub(in crate::ingest) fn is_too_large(&self) -> bool {
        self.bytes.len() as u64 > MAX_RECORD_BYTES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expected: &str) {
        let entry = Origin::file(Path::new("presse/a.zip")).entry(name);
        assert_eq!((&*entry.path, entry.depth), (Path::new(expected), 1), "{name}");
        assert_eq!(&*entry.file, Path::new("presse/a.zip"));
    }

    #[test]
    fn an_entry_is_named_below_its_archive() {
        check("2020/mai/une.html", "presse/a.zip/2020/mai/une.html");
        check("./une.html", "presse/a.zip/une.html");
    }

    #[test]
    fn no_name_leaves_its_archive() {
        check("../../etc/passwd", "presse/a.zip/etc/passwd");
        check("/etc//passwd", "presse/a.zip/etc/passwd");
        check("..", "presse/a.zip");
    }

    #[test]
    fn a_record_is_named_by_its_number() {
        let origin = Origin::file(Path::new("a.warc.gz")).record(12);
        assert_eq!(&*origin.path, Path::new("a.warc.gz#12"));
    }
}
