//! Rejections: records that are no articles, where they stand and why.
//!
//! They are data, which `render` says in words. It knows no format and reads nothing.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::read_fault::ReadFault;
use crate::unread_kind::UnreadKind;

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
    pub(crate) reason: Reason,
    /// What stood there, where that is a line or a part of a file; broken characters
    /// replaced.
    pub record: Option<String>,
}

impl Rejection {
    /// Returns how many records it stands for.
    pub(crate) fn records(&self) -> u64 {
        match self.reason {
            Reason::More(count) => count as u64,
            _ => 1,
        }
    }
}

/// Why a record is no article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reason {
    /// Neither title, standfirst nor body.
    NoText,
    /// A decision about the articles of an export that is none.
    NoDecision,
    /// Not JSON; the words of its parser.
    BrokenJson(String),
    /// JSON that cannot be read on.
    RestOfJson(Box<Reason>),
    /// JSON that ends before its end.
    EndOfJson(Box<Reason>),
    /// JSON, but no object.
    NotAnObject(JsonKind),
    /// A field with a value it cannot have.
    WrongType {
        /// The name in the input.
        name: String,
        /// What was there.
        found: JsonKind,
    },
    /// A page that holds none, with what it is or lacks.
    NoArticle(PageFault),
    /// A record above 64 MB.
    TooLarge,
    /// A document of several articles above 64 MB.
    DocumentTooLarge,
    /// A file of a format that has a beginning, without any byte.
    EmptyFile,
    /// XML without what its kind holds.
    NoItem,
    /// A document of a press database that holds a notice and no article.
    NotGiven,
    /// An archive that is named as a document of Word and holds none.
    NoDocument,
    /// A file that is named as a workbook and holds none.
    NoWorkbook,
    /// A row that describes a text which is not there; what it calls it.
    NoTextBeside(String),
    /// A table that describes the texts beside it in an archive, which it is not joined to.
    TextsApart,
    /// Several articles that nothing parts for sure, and how many there seem to be.
    Several(usize),
    /// More records of a file that are no articles than are told one by one, and how many.
    More(usize),
    /// Articles or pages of other databases in a file of one, and how many there seem to be.
    OfOthers(usize),
    /// Articles in elements of other names than those that are read, and how many there seem
    /// to be.
    OtherElements(usize),
    /// Text outside of the articles of a file, and how many words of it.
    Outside(usize),
    /// An item that the end of the file cuts.
    CutShort,
    /// A document that the end of the file cuts, where ends may lack.
    NoEnd,
    /// XML with entities that it declares, which can be made to grow without bound.
    OwnEntities,
    /// XML made to exhaust the reader.
    TooDeep,
    /// A letter made to exhaust the reader.
    TooManyLines,
    /// A table whose columns are all unknown; their names.
    NoTextColumn(String),
    /// A table whose first row is no header; its cells.
    NoHeader(String),
    /// A table made to exhaust the reader.
    TooManyColumns(usize),
    /// A row of a table that is not as long as the header.
    RowLength {
        /// The cells of the row.
        found: usize,
        /// The cells of the header.
        expected: usize,
    },
    /// A quote that hides the rest of a table.
    OpenQuote,
    /// A row of a table above 64 MB.
    RowTooLarge,
    /// A file of which a program was to make text, and why there is none.
    NotConverted(Box<NotConverted>),
    /// A file, or a part of one, that cannot be read to its end.
    Unreadable(ReadFault),
    /// Another kind of content than the name says.
    Mislabelled(UnreadKind),
    /// An entry of an archive that needs a password.
    Encrypted,
    /// An entry of an archive compressed in a way that is not read.
    UnknownCompression(String),
    /// An archive in too many others.
    ArchivesTooDeep(usize),
    /// An archive that had to be held in memory.
    ArchiveTooLarge(u64),
    /// A zip file that has several entries in one place.
    Overlapping,
    /// A file that unpacks to so much that the rest of it was left alone.
    Bomb,
}

impl Reason {
    /// Tells whether it is about all that a file holds from there on, and not about a record.
    pub(crate) fn is_of_file(&self) -> bool {
        matches!(
            self,
            Self::Unreadable(_)
                | Self::RestOfJson(_)
                | Self::EndOfJson(_)
                | Self::NotConverted(_)
                | Self::CutShort
                | Self::NoEnd
                | Self::OpenQuote
                | Self::Bomb
                | Self::Encrypted
                | Self::UnknownCompression(_)
                | Self::ArchivesTooDeep(_)
                | Self::ArchiveTooLarge(_)
                | Self::Overlapping
        )
    }

    /// Tells whether it says nothing of the file: a next attempt may read it.
    pub(crate) fn may_pass(&self) -> bool {
        match self {
            Self::Unreadable(fault) => fault.may_pass(),
            Self::RestOfJson(reason) | Self::EndOfJson(reason) => reason.may_pass(),
            Self::NotConverted(why) => {
                matches!(why.fault, ProgramFault::NotRun { .. } | ProgramFault::System(_))
            }
            _ => false,
        }
    }
}

/// What stands in JSON where something else was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JsonKind {
    /// A list.
    Array,
    /// A list in which no element is a text.
    ArrayWithoutText,
    /// An object.
    Object,
    /// A text.
    String,
    /// A number.
    Number,
    /// True or false.
    Bool,
    /// Nothing.
    Null,
}

/// What a page is or lacks that holds no article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PageFault {
    /// A tag that is never closed.
    OpenTag,
    /// More elements than are held.
    ManyElements,
    /// The home page of a site.
    HomePage,
    /// A video, and nothing to read.
    Video,
    /// A template that no program has filled in.
    Template,
    /// What a server sends in place of a page that it does not have.
    ErrorPage,
    /// Headlines that lead to articles.
    ListOfArticles,
    /// Less text than an article has.
    LittleText,
    /// No text at all.
    NoText,
}

/// Why a program has made no text of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NotConverted {
    /// How it ended, or why it was not run.
    pub fault: ProgramFault,
    /// The first line of its messages.
    pub said: Option<String>,
}

/// How a program ended that was to make text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ProgramFault {
    /// It could not be started.
    NotRun {
        /// What it is called.
        program: String,
        /// The words of the system.
        why: String,
    },
    /// It ran, and the system gave this for what it printed.
    System(String),
    /// It printed more than this many megabytes.
    LongText(u64),
    /// It told more than this many megabytes.
    ManyMessages(u64),
    /// It was killed after so many seconds.
    NotDone(u64),
    /// A signal ended it.
    Signal(i32),
    /// It ended with this code.
    ExitCode(i32),
    /// It ended otherwise; the words of the system.
    Ended(String),
    /// It printed nothing.
    NothingPrinted,
    /// What it printed is neither text nor a page.
    NoText,
}
