//! The one error enum of the library.
//!
//! A message is in lower case and names the thing; what to do about it at a terminal is
//! said by `render`. Nothing is printed here.

use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::date_error::DateError;
use crate::path_label::path_label;
use crate::rejection::Rejection;
use crate::syntax_error::SyntaxError;

/// What stops a command, or a question of a program; more may come.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No index where one was expected.
    #[error("no index in {}", path_label(.0))]
    IndexMissing(PathBuf),
    /// A folder that holds something else.
    #[error("{} holds files that are no limier index", path_label(.0))]
    IndexForeign(PathBuf),
    /// An index that a newer limier made.
    #[error(
        "the index in {} has {what} {found}, this limier knows {known} at most",
        path_label(dir)
    )]
    IndexNewer {
        /// The index folder.
        dir: PathBuf,
        /// What is newer: `format` or `analyzer`.
        what: &'static str,
        /// The version in the index.
        found: u32,
        /// The version this program writes.
        known: u32,
    },
    /// An index that is to be made anew from its own articles before this version uses it.
    #[error("the index in {} has {what} {found}, this limier needs {known}", path_label(dir))]
    IndexOutdated {
        /// The index folder.
        dir: PathBuf,
        /// What is older: `format` or `analyzer`.
        what: &'static str,
        /// The version in the index.
        found: u32,
        /// The version this program writes.
        known: u32,
    },
    /// An index too old to be made anew from its own articles.
    #[error(
        "the index in {} has format {found}, this limier reads {oldest} and later",
        path_label(dir)
    )]
    IndexTooOld {
        /// The index folder.
        dir: PathBuf,
        /// The format of the index.
        found: u32,
        /// The oldest format that is read.
        oldest: u32,
    },
    /// An index that cannot be read.
    #[error("the index in {} is damaged", path_label(dir))]
    IndexDamaged {
        /// The index folder.
        dir: PathBuf,
        /// What was found.
        #[source]
        source: Damage,
    },
    /// A path that is a file, or lies below one.
    #[error("{} cannot be a folder: a file is in the way", path_label(.0))]
    IndexPath(PathBuf),
    /// A panic, though the files of the index are as they were written; what it said.
    #[error("limier stopped on a fault ({0})")]
    Fault(String),
    /// Another process is writing to the index.
    #[error("another limier is writing to {}", path_label(.0))]
    IndexBusy(PathBuf),
    /// An index that cannot be written.
    #[error("cannot write the index in {}", path_label(dir))]
    IndexWrite {
        /// The index folder.
        dir: PathBuf,
        /// What the system or the index library said.
        #[source]
        source: Damage,
    },
    /// An input that is not there.
    #[error("{} does not exist; nothing was indexed", path_label(.0))]
    InputMissing(PathBuf),
    /// A file that cannot be read.
    #[error("cannot read {}", path_label(path))]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file that cannot be written.
    #[error("cannot write {}", path_label(path))]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A record that is no article, where each must be one.
    #[error("{0}; nothing was indexed")]
    Strict(Rejection),
    /// More articles than one to delete.
    #[error("{0} articles would be deleted")]
    DeleteMany(usize),
    /// A field name that does not exist.
    #[error("unknown field `{name}`; the fields are {known}")]
    UnknownField {
        /// The name given.
        name: String,
        /// The names there are.
        known: String,
    },
    /// A value that a field cannot have where an article lacks it.
    #[error("`{value}` for the field `{field}` {problem}")]
    BadDefault {
        /// The field, as it was named.
        field: String,
        /// The value.
        value: String,
        /// What is wrong, and what to write.
        problem: &'static str,
    },
    /// A query without a word.
    #[error("`{0}` has no word to search for; type at least one")]
    QueryEmpty(String),
    /// A date, asked for beside a query, that cannot be read.
    #[error(transparent)]
    QueryDate(#[from] DateError),
    /// A time zone that does not exist.
    #[error("unknown time zone `{0}`; write a name like Europe/Paris or America/Montreal")]
    TimeZone(String),
    /// Syntax of a query that is wrong.
    #[error("{0}")]
    QuerySyntax(SyntaxError),
    /// A line of a file of queries, judgments, hits or exceptions that cannot be read.
    #[error("{}:{line}: {reason}", path_label(path))]
    BadLine {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What it should look like.
        reason: &'static str,
    },
    /// A file of judgments without one.
    #[error("{} holds no judgment; write one a line: qid 0 docid grade", path_label(.0))]
    JudgmentsEmpty(PathBuf),
    /// A format that cannot hold the answers of several queries.
    #[error("this format cannot hold the answers of several queries")]
    QueriesFormat,
    /// No article with this id or address.
    #[error("no article with the id or URL `{name}` in {}", path_label(dir))]
    ArticleMissing {
        /// What was asked for.
        name: String,
        /// The index folder.
        dir: PathBuf,
    },
    /// Hits of the last answer, where a query should be.
    #[error("`{0}` names hits, and is no query")]
    HitsAsQuery(String),
    /// A hit of the last answer, in a window that has shown none.
    #[error("no answer was shown in this terminal that `{0}` could be a hit of")]
    NoLastAnswer(String),
    /// A hit that the last answer in this window does not have.
    #[error(
        "`{name}` is no hit of the last answer in this terminal, to `{query}`, which has {}",
        ranks_label(ranks)
    )]
    NoSuchHit {
        /// What was asked for.
        name: String,
        /// The ranks of the hits that were shown.
        ranks: Range<usize>,
        /// The query that they are the answer to.
        query: String,
    },
    /// A hit of an answer that another index gave.
    #[error(
        "`{name}` is a hit in another index: the last answer in this terminal is of {}",
        path_label(index)
    )]
    HitElsewhere {
        /// What was asked for.
        name: String,
        /// The index folder.
        index: PathBuf,
    },
    /// Output that cannot be written; a closed pipe is one of these.
    #[error("cannot write the output")]
    Output(#[from] io::Error),
}

/// Returns the hits with these ranks, as a sentence names them.
fn ranks_label(ranks: &Range<usize>) -> String {
    match ranks.len() {
        0 => "none".to_owned(),
        1 => format!("@{}", ranks.start),
        _ => format!("@{} to @{}", ranks.start, ranks.end - 1),
    }
}

impl Error {
    /// Returns the error for an index in `dir` that cannot be written.
    pub(crate) fn cannot_write(dir: &Path, source: impl Into<Cause>) -> Self {
        Self::IndexWrite { dir: dir.to_owned(), source: Damage(source.into()) }
    }
}

/// Why an index cannot be read or written, as a message.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Damage(pub(crate) Cause);

/// The cause of an unreadable or unwritable index.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Cause {
    /// From the index library.
    #[error(transparent)]
    Tantivy(#[from] tantivy::TantivyError),
    /// From the system.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The manifest is not what it should be.
    #[error("its manifest cannot be read")]
    Manifest(#[from] serde_json::Error),
    /// The list of the files it was made from is not what it should be.
    #[error("its list of files, inputs.jsonl, cannot be read")]
    Inputs(#[source] serde_json::Error),
    /// Bytes are not those that were written.
    #[error("its file {} is not as it was written", path_label(.0))]
    Checksum(PathBuf),
    /// The list of segments is missing.
    #[error("its list of segments, meta.json, is missing")]
    Segments,
    /// The lexicon of a segment is missing or cut short.
    #[error("its lexicon is missing or cut short")]
    Lexicon,
    /// The index lacks a field it should have.
    #[error("its fields are not those of limier")]
    Schema,
}

/// The result of anything that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

// Not `#[from]`: the error itself is all of the message, and no cause of it.
impl From<SyntaxError> for Error {
    fn from(error: SyntaxError) -> Self {
        Self::QuerySyntax(error)
    }
}

impl Error {
    /// Tells whether the reader of the output went away.
    #[must_use]
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}
