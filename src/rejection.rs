//! Rejections: records that are no articles, where they stand and why.
//!
//! The reasons are the words that people read. It knows no format and reads nothing.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::path_label::path_label;
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

/// Why a record is no article.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Reason {
    /// Neither title, standfirst nor body.
    #[error("no title and no text")]
    NoText,
    /// A decision about the articles of an export that is none.
    #[error("no decision that can be taken over")]
    NoDecision,
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
    /// A record above 64 MB.
    #[error("larger than 64 MB, too large for one article; split it first")]
    TooLarge,
    /// A document of several articles above 64 MB.
    #[error(
        "larger than 64 MB; split it first, or write JSON Lines (one article a line), which have no limit"
    )]
    DocumentTooLarge,
    /// A file of a format that has a beginning, without any byte.
    #[error("empty file")]
    EmptyFile,
    /// XML without what its kind holds.
    #[error("no item in this file; save it again as a page or as text")]
    NoItem,
    /// A document of a press database that holds a notice and no article.
    #[error("no article: the database gave a notice in its place; download it again")]
    NotGiven,
    /// An archive that is named as a document of Word and holds none.
    #[error("no text in this document; save it again as .docx, or as text")]
    NoDocument,
    /// A file that is named as a workbook and holds none.
    #[error("no workbook in this file; save it again as .xlsx, or as .csv")]
    NoWorkbook,
    /// A row that describes a text which is not there; what it calls it.
    #[error("no text beside this file is named `{0}`")]
    NoTextBeside(String),
    /// A table that describes the texts beside it in an archive, which it is not joined to.
    #[error(
        "describes texts beside it, which in an archive are read without it; unpack the archive \
         and index the folder"
    )]
    TextsApart,
    /// Several articles that nothing parts for sure, and how many there seem to be.
    #[error(
        "seems to hold {0} articles, kept as one; split it first, or write JSON Lines (one article a line)"
    )]
    Several(usize),
    /// Articles or pages of other databases in a file of one, and how many there seem to be.
    #[error(
        "holds {0} more articles or pages, of another database; put them in a file of their own"
    )]
    OfOthers(usize),
    /// Articles in elements of other names than those that are read, and how many there seem
    /// to be.
    #[error(
        "holds {0} more articles in elements of other names, not read; write JSON Lines (one article a line)"
    )]
    OtherElements(usize),
    /// Text outside of the articles of a file, and how many words of it.
    #[error("{} outside of its articles, not read; put them in a file of their own", words(*.0))]
    Outside(usize),
    /// An item that the end of the file cuts.
    #[error("cut short: the file ends before it is complete; get the file again")]
    CutShort,
    /// A document that the end of the file cuts, where ends may lack.
    #[error("the file ends before this document does; what there is of it was kept")]
    NoEnd,
    /// XML with entities that it declares, which can be made to grow without bound.
    #[error("uses entities of its own, which are not expanded; expand them first")]
    OwnEntities,
    /// XML made to exhaust the reader.
    #[error("elements nested more than 200 deep; save it again as text")]
    TooDeep,
    /// A table whose columns are all unknown; their names.
    #[error("no column of text among {0}")]
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
    /// A row of a table above 64 MB.
    #[error(
        "a row larger than 64 MB, perhaps from a quote that is not closed; what follows was not read"
    )]
    RowTooLarge,
    /// A file of which a program was to make text, and why there is none.
    #[error("not converted: {0}")]
    NotConverted(String),
    /// A compressed file that ends too early or is damaged.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// Another kind of content than the name says.
    #[error("holds {0}, whatever its name says")]
    Mislabelled(UnreadKind),
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
    #[error(
        "what follows in it is not read: its entries lie over each other, as in a bomb; unpack it, and index what is good"
    )]
    Overlapping,
    /// A file that unpacks to so much that the rest of it was left alone.
    #[error(
        "what follows in it is not read: it unpacks to far too much; unpack it, and index what is good"
    )]
    Bomb,
}

fn words(count: usize) -> String {
    if count == 1 { "1 word".to_owned() } else { format!("{count} words") }
}

impl fmt::Display for Rejection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(formatter, "{}:{line}: {}", path_label(&self.path), self.reason),
            None => write!(formatter, "{}: {}", path_label(&self.path), self.reason),
        }
    }
}
