//! Inputs to articles: places, compression, one file per format.
//!
//! Everything found goes to a [`Sink`]: an article, a rejected record with its
//! place and reason, or a file of a kind that is not read. It never prints, and
//! never reads a file whole unless the file is one article.

mod date;
mod document;
mod encoding;
mod file;
mod html;
mod intake;
mod json;
mod place;
mod record;
mod source;
mod text;

use std::fmt;
use std::path::{Path, PathBuf};

pub use place::{Place, places, total_bytes};
pub use record::FieldNames;

use intake::Intake;

use crate::article::Article;
use crate::error::Result;

/// Most bytes of one article, or of one JSON document that holds several.
pub const MAX_RECORD_BYTES: u64 = 64 << 20;

/// Takes what is found in the inputs, in order.
pub trait Sink {
    /// Takes an article with an id and some text.
    fn article(&mut self, article: Article) -> Result<()>;
    /// Takes a record that is no article; an error stops the reading.
    fn rejected(&mut self, rejection: Rejection) -> Result<()>;
    /// Takes note of a file whose kind is not read; `kind` is its extension with
    /// a full stop, or a few words.
    fn skipped(&mut self, path: &Path, kind: &str);
    /// Takes note of bytes read: from the disk, and after decompression.
    fn progress(&mut self, disk_bytes: u64, bytes: u64);
}

/// A record that is no article, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// The file, `-` for standard input.
    pub path: PathBuf,
    /// The line where the record starts, from 1; `None` for a whole file.
    pub line: Option<u64>,
    /// Why.
    pub reason: Reason,
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
    /// JSON whose bytes are no UTF-8.
    #[error("not UTF-8 at byte {0}; convert the file to UTF-8 first")]
    NotUtf8(usize),
    /// A page that holds none, with what it is or lacks.
    #[error("no article in this page: {0}")]
    NoArticle(&'static str),
    /// A record above [`MAX_RECORD_BYTES`].
    #[error(
        "larger than 64 MB, too large for one article; JSON Lines (one article a line) has no limit"
    )]
    TooLarge,
    /// A compressed file that ends too early or is damaged.
    #[error("cannot be read: {0}")]
    Unreadable(String),
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
    places.iter().try_for_each(|place| file::read(place, &mut intake))?;
    intake.drain()
}
