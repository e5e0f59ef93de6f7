//! The one error enum of the library.
//!
//! A message is in lower case and names the thing; what to do about it at a terminal is
//! said by `render`. Nothing is printed here.

use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use tantivy::TantivyError;
use tantivy::directory::error::{OpenDirectoryError, OpenReadError, OpenWriteError};

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
    #[error("another limier {}writes to {}", writing_label(by.as_ref()), path_label(dir))]
    IndexBusy {
        /// The index folder.
        dir: PathBuf,
        /// Which process; `None` when it does not say.
        by: Option<Writing>,
    },
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
    /// Reading was stopped before its end.
    #[error("stopped before all was read")]
    Stopped,
    /// A place of which all that was indexed seems to be gone.
    #[error(
        "{} {why}; files indexed from there that would leave the index: {files}",
        path_label(path)
    )]
    Unmounted {
        /// The place.
        path: PathBuf,
        /// What is the matter with it.
        why: &'static str,
        /// The files of it that are gone.
        files: usize,
    },
    /// A file to write that something else needs.
    #[error("{} is {by}", path_label(path))]
    OutputTaken {
        /// The file.
        path: PathBuf,
        /// What it is.
        by: &'static str,
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
    /// A file that articles in its form cannot be added to.
    #[error("nothing can be added to {} in this format", path_label(.0))]
    NotAppended(PathBuf),
    /// Columns, or how they are written, for a format without any.
    #[error("this format has no columns")]
    ColumnsFormat,
    /// More keys than a table of counts has room for.
    #[error("a table is counted by {most} keys at most, not by {given}")]
    ManyKeys {
        /// How many were given.
        given: usize,
        /// How many there may be.
        most: usize,
    },
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
    /// A search whose time was over before the articles were found.
    #[error("the search took longer than it may")]
    OutOfTime,
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
        match source.into() {
            Cause::System { path, source } => Self::Write { path, source },
            cause @ (Cause::Library | Cause::Io(_)) => {
                Self::IndexWrite { dir: dir.to_owned(), source: Damage(cause) }
            }
            damage => Self::damaged(dir, damage),
        }
    }

    /// Returns the error for an index in `dir` that cannot be read: damage, unless the system
    /// refused it, which may pass.
    pub(crate) fn damaged(dir: &Path, source: impl Into<Cause>) -> Self {
        match source.into() {
            Cause::System { path, source } => Self::Read { path, source },
            Cause::Io(source) => Self::Read { path: dir.to_owned(), source },
            Cause::OutOfTime => Self::OutOfTime,
            cause => Self::IndexDamaged { dir: dir.to_owned(), source: Damage(cause) },
        }
    }
}

/// Why an index cannot be read or written, as a message.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Damage(pub(crate) Cause);

/// Who writes to an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writing {
    /// The number of the process.
    pub pid: u32,
    /// When it began, ISO 8601.
    pub since: String,
}

/// Returns who writes, as a sentence names it, with a blank behind.
fn writing_label(by: Option<&Writing>) -> String {
    let label = by.map(|Writing { pid, since }| format!("(process {pid}, since {since}) "));
    label.unwrap_or_default()
}

/// The cause of an unreadable or unwritable index.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Cause {
    /// The index library gave up, for a reason of its own.
    #[error("the index library gave up")]
    Library,
    /// The system refused a file: that may pass.
    #[error("{}: {source}", path_label(path))]
    System {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// From the system.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// Nothing is wrong: the time of a search is over; comes as `TimedOut`, without a code.
    #[error("the search took longer than it may")]
    OutOfTime,
    /// The manifest is not what it should be.
    #[error("its manifest cannot be read")]
    Manifest(#[from] serde_json::Error),
    /// The list of the files it was made from is not what it should be.
    #[error("its list of files, inputs.jsonl, cannot be read")]
    Inputs(#[source] serde_json::Error),
    /// Bytes are not those that were written.
    #[error("its file {} is not as it was written", path_label(.0))]
    Checksum(PathBuf),
    /// A file is missing.
    #[error("its file {} is missing", path_label(.0))]
    Gone(PathBuf),
    /// What is stored of an article is not what was added.
    #[error("what it stores of an article is not as it was written")]
    Article,
    /// Files contradict each other, or what they should hold.
    #[error("its files cannot be read")]
    Contents,
    /// The list of segments is missing.
    #[error("its list of segments, meta.json, is missing")]
    Segments,
    /// The index lacks a field it should have.
    #[error("its fields are not those of limier")]
    Schema,
}

/// Says of a file that it is not what was written; comes as `InvalidData`.
#[derive(Debug, thiserror::Error)]
#[error("not as it was written")]
pub(crate) struct NotAsWritten;

impl Cause {
    /// Returns the cause for what was said of a file.
    pub(crate) fn at(path: &Path, error: &io::Error) -> Self {
        let path = path.to_owned();
        match (error.raw_os_error(), error.kind()) {
            (_, io::ErrorKind::NotFound) => Self::Gone(path),
            (Some(code), _) => Self::System { path, source: io::Error::from_raw_os_error(code) },
            _ if error
                .get_ref()
                .is_some_and(<dyn std::error::Error + Send + Sync>::is::<NotAsWritten>) =>
            {
                Self::Checksum(path)
            }
            _ => Self::Contents,
        }
    }
}

impl From<TantivyError> for Cause {
    fn from(error: TantivyError) -> Self {
        match error {
            TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(path))
            | TantivyError::OpenDirectoryError(
                OpenDirectoryError::DoesNotExist(path) | OpenDirectoryError::NotADirectory(path),
            ) => Self::Gone(path),
            TantivyError::OpenReadError(OpenReadError::IoError { io_error, filepath })
            | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, filepath })
            | TantivyError::OpenDirectoryError(OpenDirectoryError::IoError {
                io_error,
                directory_path: filepath,
            }) => Self::at(&filepath, &io_error),
            TantivyError::IoError(error) => match error.raw_os_error() {
                Some(code) => Self::Io(io::Error::from_raw_os_error(code)),
                None if error.kind() == io::ErrorKind::TimedOut => Self::OutOfTime,
                None => Self::Contents,
            },
            TantivyError::DataCorruption(_)
            | TantivyError::IncompatibleIndex(_)
            | TantivyError::OpenReadError(_)
            | TantivyError::SchemaError(_)
            | TantivyError::FieldNotFound(_)
            | TantivyError::DeserializeError(_) => Self::Contents,
            _ => Self::Library,
        }
    }
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
