//! Inputs to articles: places, compression, archives, one file per format.
//!
//! Everything found goes to a [`Sink`]: an article, a rejected record with its
//! place and reason, or a file of a kind that is not read. It never prints, and
//! never reads a file whole unless the file is one article.

mod archive;
mod compression;
mod date;
mod document;
mod encoding;
mod feed;
mod field;
mod file;
mod format;
#[cfg(test)]
mod found;
mod html;
mod http;
mod intake;
mod json;
mod markup;
mod meter;
mod newsml;
mod path;
mod place;
mod record;
mod source;
mod table;
mod text;
mod trec;
mod warc;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use field::FieldNames;
pub use place::{Obstacle, Place, places, total_bytes};

use intake::Intake;

use crate::article::Article;
use crate::error::Result;

/// Most bytes of one article, or of one JSON document that holds several.
pub const MAX_RECORD_BYTES: u64 = 64 << 20;

/// Takes what is found in the inputs, in order.
pub trait Sink {
    /// Tells whether a file is to be read.
    fn wants(&mut self, file: &Path) -> Result<bool>;
    /// Takes an article of a file, with an id and some text.
    fn article(&mut self, article: Article, file: &Path) -> Result<()>;
    /// Takes a record that is no article; an error stops the reading.
    fn rejected(&mut self, rejection: Rejection) -> Result<()>;
    /// Takes note that everything a file holds has been handed over.
    fn finished(&mut self, file: &Path) -> Result<()>;
    /// Takes note of a file whose kind is not read; `kind` is its extension with
    /// a full stop, or a few words.
    fn skipped(&mut self, path: &Path, kind: &str);
    /// Takes note of columns of a table that no field takes, as a message lists them.
    fn unused(&mut self, _path: &Path, _columns: &str) {}
    /// Takes note of bytes read: from the disk, and after decompression.
    fn progress(&mut self, disk_bytes: u64, bytes: u64);
}

/// A record that is no article, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// The file on disk, `-` for standard input.
    pub file: Arc<Path>,
    /// The same with the names inside archives.
    pub path: PathBuf,
    /// The line where the record starts, from 1; `None` for a whole file.
    pub line: Option<u64>,
    /// Why.
    pub reason: Reason,
    /// What stood there, where that is a line or a part of a file; broken characters
    /// replaced.
    pub record: Option<String>,
}

/// Why a record is no article.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Neither title, standfirst nor body.
    #[error("no title and no text")]
    NoText,
    /// Not JSON.
    #[error("broken JSON: {0}")]
    BrokenJson(String),
    /// JSON that cannot be read on.
    #[error("{0}; what follows in this file was not read")]
    RestOfJson(Box<Reason>),
    /// JSON, but no object.
    #[error("{0} where an article (a JSON object) was expected")]
    NotAnObject(&'static str),
    /// A field with a value it cannot have.
    #[error("`{name}` is {found}, text was expected")]
    WrongType {
        /// The name in the input.
        name: String,
        /// What was there.
        found: &'static str,
    },
    /// A page that holds none, with what it is or lacks.
    #[error("no article in this page: {0}")]
    NoArticle(&'static str),
    /// A record above [`MAX_RECORD_BYTES`].
    #[error("larger than 64 MB, too large for one article")]
    TooLarge,
    /// A document of several articles above [`MAX_RECORD_BYTES`].
    #[error(
        "larger than 64 MB; split it first, or write JSON Lines (one article a line), which have no limit"
    )]
    DocumentTooLarge,
    /// A file of a format that has a beginning, without any byte.
    #[error("empty file")]
    EmptyFile,
    /// XML without what its kind holds.
    #[error("no item in this file")]
    NoItem,
    /// An item that the end of the file cuts.
    #[error("cut short: the file ends before it is complete")]
    CutShort,
    /// A document that the end of the file cuts, where ends may lack.
    #[error("the file ends before this document does; what there is of it was kept")]
    NoEnd,
    /// XML with entities that it declares, which can be made to grow without bound.
    #[error("uses entities of its own, which are not expanded; expand them first")]
    OwnEntities,
    /// XML made to exhaust the reader.
    #[error("elements nested more than 200 deep")]
    TooDeep,
    /// A table whose columns are all unknown; their names.
    #[error("no column of text among {0}; name one with --field, for example --field body=NAME")]
    NoTextColumn(String),
    /// A table made to exhaust the reader.
    #[error("{0} columns, more than 10,000; perhaps this is no table")]
    TooManyColumns(usize),
    /// A row of a table that is not as long as the header.
    #[error("{found} cells where the header has {expected}")]
    RowLength {
        /// The cells of the row.
        found: usize,
        /// The cells of the header.
        expected: usize,
    },
    /// A quote that hides the rest of a table.
    #[error("a quote that is not closed; what follows it was not read")]
    OpenQuote,
    /// A row of a table above [`MAX_RECORD_BYTES`].
    #[error(
        "a row larger than 64 MB, perhaps from a quote that is not closed; what follows was not read"
    )]
    RowTooLarge,
    /// A compressed file that ends too early or is damaged.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// Another kind of content than the name says.
    #[error("holds {0}, whatever its name says")]
    Mislabelled(&'static str),
    /// An entry of an archive that needs a password.
    #[error("encrypted; unpack it with its password first")]
    Encrypted,
    /// An entry of an archive compressed in a way that is not read.
    #[error("compressed by {0}, which is not read; unpack it first")]
    UnknownCompression(String),
    /// An archive in too many others.
    #[error("an archive in {0} others; unpack it first")]
    ArchivesTooDeep(usize),
    /// An archive that had to be held in memory.
    #[error("a zip of more than {0} MB that is no file itself; save or unpack it first")]
    ArchiveTooLarge(u64),
    /// A zip file that has several entries in one place.
    #[error("what follows in it is not read: its entries lie over each other, as in a bomb")]
    Overlapping,
    /// A file that unpacks to so much that the rest of it was left alone.
    #[error("what follows in it is not read: it unpacks to far too much")]
    Bomb,
}

impl fmt::Display for Rejection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(formatter, "{}:{line}: {}", self.path.display(), self.reason),
            None => write!(formatter, "{}: {}", self.path.display(), self.reason),
        }
    }
}

/// Reads every article of `places` into `sink`, in order; documents (one article or
/// little more a file) in `jobs` threads.
///
/// # Errors
/// What the sink returns; a file that cannot be read is a rejection.
pub fn read(places: &[Place], names: &FieldNames, jobs: usize, sink: &mut dyn Sink) -> Result<()> {
    let mut intake = Intake::new(names, jobs, sink);
    for place in places {
        if intake.begin(&place.path)? {
            file::read(place, &mut intake)?;
            intake.end(&place.path)?;
        }
    }
    intake.drain()
}
