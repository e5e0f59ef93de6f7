//! What is told on the way, and at the end of a command, a line each.
//!
//! A notice is data until it is written, and stays on its line whatever the names in it.

use std::fmt;
use std::net::SocketAddr;
use std::path::Path;

use super::counted::{articles, counted};
use super::error::error_message;
use super::hint::{echo, headline};
use super::printable::in_one_line;
use super::unread_kind::kind_label;
use crate::engine::Answer;
use crate::error::Error;
use crate::index::OldVersion;
use crate::path_label::path_label;
use crate::unread_kind::UnreadKind;

/// Something that a command tells while it works or when it is done.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Notice<'a> {
    /// An article stays undated.
    UnreadDate {
        /// Its id.
        id: &'a str,
        /// What stands for its date, or the beginning of that.
        date: &'a str,
    },
    /// The first file of a kind that is not read.
    NotRead {
        /// The file.
        path: &'a Path,
        /// Its kind.
        kind: &'a UnreadKind,
    },
    /// A query of a file finds nothing, and no more is known of it.
    QueryFindsNothing(&'a str),
    /// Articles of a file that could not be read to its end stay as they were.
    ArticlesStay {
        /// The file.
        path: &'a Path,
        /// How many.
        articles: u64,
    },
    /// Columns of a table that no field takes.
    UnusedColumns {
        /// The file.
        path: &'a Path,
        /// Their names, as a list.
        columns: &'a str,
    },
    /// A query of a file that is not run.
    QueryRefused {
        /// The file.
        path: &'a Path,
        /// The id of the query.
        id: &'a str,
        /// What is wrong with it.
        error: &'a Error,
    },
    /// What was told notes nothing of a query yet.
    FirstRunOf {
        /// The file.
        path: &'a Path,
        /// What is asked.
        query: &'a str,
    },
    /// Articles that are counted have a word as a tag only.
    OnlyTagged {
        /// What was asked.
        query: &'a str,
        /// How many they are.
        count: u64,
    },
    /// Articles are left out, since they have no date and one is asked for.
    Undated {
        /// What was asked.
        query: &'a str,
        /// How many they are.
        count: u64,
    },
    /// Articles were written to a file.
    Written {
        /// The file.
        path: &'a Path,
        /// How many they are.
        count: u64,
    },
    /// A row of a file of queries that is none.
    RowRefused(&'a Error),
    /// More rows of a file of queries that are none.
    MoreRowsRefused {
        /// The file.
        path: &'a Path,
        /// How many they are.
        count: u64,
    },
    /// A query took longer than it may.
    QueryCut {
        /// Its id in a file.
        id: Option<&'a str>,
        /// What was asked.
        query: &'a str,
    },
    /// A concordance has more lines than there may be.
    LinesCut {
        /// The id of the query in a file.
        id: Option<&'a str>,
        /// What was asked.
        query: &'a str,
        /// Lines that there may be.
        most: usize,
        /// Lines that there are.
        of: u64,
    },
    /// What there is to say of a list without hits, which has no place for it.
    NoHits(&'a Answer),
    /// A query of a file that finds nothing.
    QueryWithoutHits {
        /// The id of the query.
        id: &'a str,
        /// What there is to say of it; `None` when it has no word.
        answer: Option<&'a Answer>,
    },
    /// More queries of a file that find nothing.
    MoreWithoutHits(u64),
    /// An index of an older version is about to be made anew, before it is written to.
    MakingAnew {
        /// The index folder.
        dir: &'a Path,
        /// What of it is older.
        version: OldVersion,
    },
    /// A server listens there.
    Serving(SocketAddr),
    /// What was deleted is no longer on the disk.
    Forgotten,
    /// Nothing was deleted so far.
    NoneDeleted,
    /// So many deletions were taken back.
    TakenBack(u64),
    /// An article of which no deletion is known.
    NoDeletion(&'a str),
}

impl fmt::Display for Notice<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::UnreadDate { id, date } => {
                let (id, date) = (in_one_line(id), in_one_line(date));
                write!(formatter, "{id}: `{date}` is no date that can be read; undated")
            }
            Self::NotRead { path, kind } => {
                let kind = kind_label(kind);
                write!(formatter, "{}: not read: {}", path_label(path), in_one_line(&kind))
            }
            Self::ArticlesStay { path, articles } => {
                let stay = counted(articles, "article stays", "articles stay");
                let path = path_label(path);
                write!(
                    formatter,
                    "{path}: {stay} as they were, since it could not be read to its end"
                )
            }
            Self::UnusedColumns { path, columns } => {
                let (path, columns) = (path_label(path), in_one_line(columns));
                write!(formatter, "{path}: columns that no field takes: {columns}")
            }
            Self::QueryRefused { path, id, error } => {
                let (path, id) = (path_label(path), in_one_line(id));
                write!(formatter, "{path}: query {id}: {}", error_message(error))
            }
            Self::FirstRunOf { path, query } => write!(
                formatter,
                "{}: notes nothing of `{}` yet; all that it finds is new",
                path_label(path),
                echo(query)
            ),
            Self::OnlyTagged { query, count } => {
                let have = if count == 1 { "has" } else { "have" };
                let counted = articles(count);
                write!(
                    formatter,
                    "{}: {counted} {have} a word as a tag only; a `+` before it leaves them out",
                    echo(query)
                )
            }
            Self::Undated { query, count } => {
                let query = if query.is_empty() { String::new() } else { echo(query) + ": " };
                write!(formatter, "{query}{} without a date left out", articles(count))
            }
            Self::Written { path, count } => {
                write!(formatter, "{}: {} written", path_label(path), articles(count))
            }
            Self::RowRefused(error) => formatter.write_str(&error_message(error)),
            Self::MoreRowsRefused { path, count } => {
                let (path, rows) = (path_label(path), counted(count, "line is", "lines are"));
                write!(formatter, "{path}: {rows} no query either")
            }
            Self::QueryCut { id, query } => {
                let id = id.map_or(String::new(), |id| format!("query {}: ", in_one_line(id)));
                let why = error_message(&Error::OutOfTime);
                write!(formatter, "{id}cut: `{}`: {why}", echo(query))
            }
            Self::LinesCut { id, query, most, of } => {
                let id = id.map_or(String::new(), |id| format!("query {}: ", in_one_line(id)));
                let query = echo(query);
                write!(
                    formatter,
                    "{id}cut: `{query}`: the first {most} lines of {of}; ask for less at once, as \
                     with --from and --to"
                )
            }
            Self::NoHits(answer) => formatter.write_str(&in_one_line(&headline(answer))),
            Self::QueryWithoutHits { id, answer } => {
                let told = answer.map_or("no word to search for".into(), headline);
                write!(formatter, "query {}: {}", in_one_line(id), in_one_line(&told))
            }
            Self::QueryFindsNothing(id) => {
                write!(formatter, "query {}: nothing found", in_one_line(id))
            }
            Self::MoreWithoutHits(count) => {
                write!(formatter, "{} more without hits", counted(count, "query", "queries"))
            }
            Self::MakingAnew { dir, version: OldVersion { what, found, known } } => write!(
                formatter,
                "making the index in {} anew from its own articles: it has {what} {found}, this \
                 limier makes {known}",
                path_label(dir)
            ),
            Self::Serving(address) => {
                write!(formatter, "serving http://{address}; INT or TERM ends it")
            }
            Self::Forgotten => {
                formatter.write_str("nothing of what was deleted is left in the index folder")
            }
            Self::NoneDeleted => formatter.write_str("no article was deleted"),
            Self::TakenBack(count) => {
                let deletions = counted(count, "deletion", "deletions");
                write!(
                    formatter,
                    "{deletions} taken back; what it was about comes back when its file is read \
                     again: `limier index --force PATH`"
                )
            }
            Self::NoDeletion(id) => write!(formatter, "no deletion of `{}`", in_one_line(id)),
        }
    }
}
