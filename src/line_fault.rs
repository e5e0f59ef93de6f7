//! What is wrong with a line of a file that a person wrote: queries, judgments, runs,
//! exceptions, decisions.
//!
//! It is data: where the line stands, and what to write, is said by `render`.

/// What is wrong with a line of a file of queries, judgments, hits, exceptions or decisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum LineFault {
    /// Its bytes are no UTF-8.
    NotUtf8,
    /// A sheet has no column of queries.
    NoQueryColumn,
    /// A query has no tab behind its id.
    NoTab,
    /// A query has no id in front of its tab.
    NoQueryId,
    /// A row of a sheet has no query.
    NoQueryText,
    /// The id of a query has blanks, and other files could not name it.
    QueryIdWithBlanks,
    /// The id of a query is that of one above.
    QueryIdTwice,
    /// A judgment has another number of columns.
    JudgmentColumns,
    /// The grade of a judgment is no whole number.
    GradeIsNoNumber,
    /// The grade of a judgment is beyond all bounds.
    GradeTooLarge,
    /// An article is judged twice for a query.
    JudgedTwice,
    /// A hit has too few columns.
    HitColumns,
    /// The score of a hit is no number.
    ScoreIsNoNumber,
    /// An article is ranked twice for a query.
    RankedTwice,
    /// An exception is about something else than one word.
    ExceptionIsNoWord,
    /// The stem of an exception is something else than one word.
    StemIsNoWord,
    /// A word has an exception above.
    ExceptionTwice,
    /// A side of `=` has no word.
    NothingIsSame,
    /// Both sides of `=` are one.
    SameIsSame,
    /// A word or phrase is declared the same as others above.
    DeclaredTwice,
    /// It is no decision about an index.
    NoDecision,
}
