//! The one error enum of the library.
//!
//! Errors are data: what went wrong, with the things that it is about. `render` makes the
//! sentences, so that another language, or a page, can make its own.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::ops::Range;
use std::path::{Path, PathBuf};

use tantivy::TantivyError;
use tantivy::directory::error::{OpenDirectoryError, OpenReadError, OpenWriteError};

use crate::cluster_fault::ClusterFault;
use crate::date_error::DateError;
use crate::line_fault::LineFault;
use crate::rejection::Rejection;
use crate::syntax_error::SyntaxError;

/// What stops a command, or a question of a program; more may come.
///
/// As text it is its name with its fields, for logs; [`errors::sentence`] says it to people.
///
/// [`errors::sentence`]: crate::errors::sentence
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No index where one was expected.
    IndexMissing(PathBuf),
    /// A server cannot listen there.
    Bind {
        /// The address.
        bind: SocketAddr,
        /// Why.
        source: io::Error,
    },
    /// A server would be asked from other machines, and no name of its own was allowed.
    BindBeyond(SocketAddr),
    /// A file of passwords that holds none.
    PasswordsEmpty(PathBuf),
    /// A folder that holds something else.
    IndexForeign(PathBuf),
    /// An index that a newer limier made.
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
    IndexTooOld {
        /// The index folder.
        dir: PathBuf,
        /// The format of the index.
        found: u32,
        /// The oldest format that is read.
        oldest: u32,
    },
    /// An index that cannot be read.
    IndexDamaged {
        /// The index folder.
        dir: PathBuf,
        /// What was found.
        #[source]
        source: Damage,
    },
    /// A path that is a file, or lies below one.
    IndexPath(PathBuf),
    /// A panic, though the files of the index are as they were written; what it said.
    Fault(String),
    /// Another process is writing to the index.
    IndexBusy {
        /// The index folder.
        dir: PathBuf,
        /// Which process; `None` when it does not say.
        by: Option<Writing>,
    },
    /// An index that cannot be written.
    IndexWrite {
        /// The index folder.
        dir: PathBuf,
        /// What the system or the index library said.
        #[source]
        source: Damage,
    },
    /// An input that is not there.
    InputMissing(PathBuf),
    /// A file that cannot be read.
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file that cannot be written.
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Reading was stopped before its end.
    Stopped,
    /// A place of which all that was indexed seems to be gone.
    Unmounted {
        /// The place.
        path: PathBuf,
        /// What is the matter with it.
        why: Absence,
        /// The files of it that are gone.
        files: usize,
    },
    /// A file to write that something else needs.
    OutputTaken {
        /// The file.
        path: PathBuf,
        /// What it is.
        by: InUse,
    },
    /// A record that is no article, where each must be one.
    Strict(Rejection),
    /// More articles than one to delete.
    DeleteMany(usize),
    /// A field name that does not exist.
    UnknownField {
        /// The name given.
        name: String,
        /// The names there are.
        known: String,
    },
    /// A value that a field cannot have where an article lacks it.
    BadDefault {
        /// The field, as it was named.
        field: String,
        /// The value.
        value: String,
        /// What is wrong.
        problem: DefaultFault,
    },
    /// A query without a word.
    QueryEmpty(String),
    /// A date, asked for beside a query, that cannot be read.
    QueryDate(DateError),
    /// A time zone that does not exist.
    TimeZone(String),
    /// Syntax of a query that is wrong.
    QuerySyntax(SyntaxError),
    /// A line of a file of queries, judgments, hits or exceptions that cannot be read.
    BadLine {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        reason: LineFault,
    },
    /// A file of judgments without one.
    JudgmentsEmpty(PathBuf),
    /// A format that cannot hold the answers of several queries.
    QueriesFormat,
    /// A file that articles in its form cannot be added to.
    NotAppended(PathBuf),
    /// A file with other columns than those of what is to be added to it.
    OtherColumns(PathBuf),
    /// A way of writing cells, for a format that has none or only its own.
    ExcelFormat,
    /// A format that is no text, for a terminal.
    NotText,
    /// More rows, or more columns, than a sheet has.
    SheetFull {
        /// Most rows below the names of the columns.
        rows: usize,
        /// Most columns.
        columns: usize,
    },
    /// Words are counted of one query, each article by itself, and by nothing else; nearness is
    /// theirs.
    WordsAlone,
    /// A key that a table is counted by already.
    KeyTwice(&'static str),
    /// A file whose name ends otherwise than those of the formats that could be written.
    OtherEnding {
        /// How it ends.
        ending: String,
        /// The names of the formats.
        formats: Vec<&'static str>,
    },
    /// Hits of the last answer among words of a query.
    HitsAmongWords(String),
    /// More keys than a table of counts has room for.
    ManyKeys {
        /// How many were given.
        given: usize,
        /// How many there may be.
        most: usize,
    },
    /// No article with this id or address.
    ArticleMissing {
        /// What was asked for.
        name: String,
        /// The index folder.
        dir: PathBuf,
    },
    /// An article that was deleted before.
    AlreadyDeleted(String),
    /// Hits of the last answer, where a query should be.
    HitsAsQuery(String),
    /// A file notes nothing of what was told of an index.
    ToldForeign(PathBuf),
    /// A file notes what was told of another index.
    ToldElsewhere(PathBuf),
    /// This format does not tell what is new.
    NewsFormat,
    /// This format writes hits only where they are news.
    ArticlesFormat,
    /// A hit of the last answer, in a window that has shown none.
    NoLastAnswer(String),
    /// A hit that the last answer in this window does not have.
    NoSuchHit {
        /// What was asked for.
        name: String,
        /// The ranks of the hits that were shown.
        ranks: Range<usize>,
        /// The query that they are the answer to.
        query: String,
    },
    /// A hit of an answer that another index gave.
    HitElsewhere {
        /// What was asked for.
        name: String,
        /// The index folder.
        index: PathBuf,
    },
    /// A cluster that keeps a collection, and what is the matter with it.
    Cluster {
        /// Its address.
        place: PathBuf,
        /// What is the matter.
        fault: ClusterFault,
    },
    /// A search whose time was over before the articles were found.
    OutOfTime,
    /// Output that cannot be written; a closed pipe is one of these.
    Output(#[from] io::Error),
}

/// What is the matter with a place that files were indexed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absence {
    /// It does not exist.
    Missing,
    /// It is an empty folder.
    Empty,
    /// It is on another disk than it was.
    OtherDisk,
}

/// What a file is that must not be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InUse {
    /// One of those that are read.
    Input,
    /// One in the folder of the index.
    Index,
}

/// Why a value cannot stand for what articles lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DefaultFault {
    /// It is empty.
    Empty,
    /// It is no date.
    NoDate,
    /// It is no language.
    NoLanguage,
    /// Its field has one already, and can have no other.
    Second,
}

impl fmt::Display for Error {
    /// Writes its name and fields.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, formatter)
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

/// Why an index cannot be read or written.
#[derive(Debug)]
pub struct Damage(pub(crate) Cause);

impl fmt::Display for Damage {
    /// Writes the name and the fields of what was found.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, formatter)
    }
}

impl std::error::Error for Damage {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            Cause::System { source, .. } => Some(source),
            Cause::Io(error) => error.source(),
            Cause::Manifest(error) | Cause::Inputs(error) => Some(error),
            _ => None,
        }
    }
}

/// Who writes to an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writing {
    /// The number of the process.
    pub pid: u32,
    /// When it began, ISO 8601.
    pub since: String,
}

/// The cause of an unreadable or unwritable index.
#[derive(Debug)]
pub(crate) enum Cause {
    /// The index library gave up, for a reason of its own.
    Library,
    /// The system refused a file: that may pass.
    System {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// From the system.
    Io(io::Error),
    /// Nothing is wrong: the time of a search is over; comes as `TimedOut`, without a code.
    OutOfTime,
    /// The manifest is not what it should be.
    Manifest(serde_json::Error),
    /// The list of the files it was made from is not what it should be.
    Inputs(serde_json::Error),
    /// Bytes are not those that were written.
    Checksum(PathBuf),
    /// A file is missing.
    Gone(PathBuf),
    /// What is stored of an article is not what was added.
    Article,
    /// Files contradict each other, or what they should hold.
    Contents,
    /// The list of segments is missing.
    Segments,
    /// The index lacks a field it should have.
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

impl From<io::Error> for Cause {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<serde_json::Error> for Cause {
    fn from(error: serde_json::Error) -> Self {
        Self::Manifest(error)
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

impl From<DateError> for Error {
    fn from(error: DateError) -> Self {
        Self::QueryDate(error)
    }
}

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
