//! An output format: its name, what it needs of an answer, and what it writes.
//!
//! It names no format: those there are stand in the table beside it.

use std::fmt;
use std::io::{self, Write};
use std::time::Duration;

use crate::engine::{Answer, Copies, Detail};
use crate::error::Result;
use crate::render::articles::ArticleForm;
use crate::render::counts::CountsReport;
use crate::render::evaluation::EvaluationReport;
use crate::render::kwic::{EachConcorded, KwicReport};
use crate::render::layout::Layout;
use crate::render::news::NewsForm;
use crate::render::row::Row;

/// Writes those hits that an answer holds: some of all, in their order.
pub(crate) type HitsWriter = fn(&Written<'_>, &Answer, &mut dyn Write) -> io::Result<()>;

/// Writes a line above all hits; for many queries, whose ids stand in front of them, with the
/// names of the columns that their rows carry along.
pub(crate) type HeadWriter = fn(Option<&[String]>, &mut dyn Write) -> io::Result<()>;

/// Writes counts.
pub(crate) type CountsWriter = fn(&CountsReport<'_>, &mut dyn Write) -> io::Result<()>;

/// Writes concordances.
pub(crate) type KwicWriter =
    fn(&KwicReport<'_>, &mut EachConcorded<'_>, &mut dyn Write) -> Result<()>;

/// Writes a table.
pub(crate) type TableWriter = fn(&EvaluationReport<'_>, &mut dyn Write) -> io::Result<()>;

/// An output format. It writes rows of three shapes, or of some of them.
pub(crate) struct HitFormat {
    /// What it is called on the command line.
    pub name: &'static str,
    /// What it is for, in a few words.
    pub help: &'static str,
    /// People read it: colours and widths of a terminal count.
    pub for_people: bool,
    /// What it is besides.
    pub kind: Kind,
    /// What becomes of copies unless something else is asked for.
    pub copies: Copies,
    /// The most that it shows of a hit.
    pub detail: Detail,
    /// Articles that lack some of what was asked are in it where too few have all: it says
    /// so of each, or what reads it counts with them.
    pub partial: bool,
    /// The hits of which queries can follow each other in it.
    pub queries: Queries,
    /// Writes what stands above the first hit, in a file of many queries told so.
    pub head: Option<HeadWriter>,
    /// Writes hits of an answer, in a file of many queries with the id of the query.
    pub hits: Option<HitsWriter>,
    /// Writes what stands behind all hits of an answer, or in their place where there are none.
    pub end: Option<HitsWriter>,
    /// Writes hits that are new, below the queries that they are of.
    pub news: Option<&'static NewsForm>,
    /// Writes whole articles.
    pub articles: Option<&'static ArticleForm>,
    /// Writes counts of articles.
    pub counts: Option<CountsWriter>,
    /// Writes concordances.
    pub kwic: Option<KwicWriter>,
    /// Writes a table of measures.
    pub table: Option<TableWriter>,
}

impl HitFormat {
    /// Tells whether there is room for what else may have been meant: what holds the hits of many
    /// queries for programs has none.
    pub(crate) fn has_suggestions(&self) -> bool {
        self.for_people || self.queries == Queries::One
    }

    /// Writes the hits that an answer holds, which follow those written before.
    pub(crate) fn write_hits(
        &self,
        written: &mut Written<'_>,
        answer: &Answer,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        self.hits.map_or(Ok(()), |write| write(written, answer, out))?;
        written.hits += answer.hits.len();
        for hit in &answer.hits {
            written.least_score = hit.score.min(written.least_score.next_down());
        }
        Ok(())
    }

    /// Writes what is left to write of an answer whose hits are all written.
    pub(crate) fn write_end(
        &self,
        written: &Written<'_>,
        answer: &Answer,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        self.end.map_or(Ok(()), |write| write(written, answer, out))
    }
}

/// An answer on its way out.
pub(crate) struct Written<'a> {
    /// The id of the query, in a file of many.
    pub query_id: Option<&'a str>,
    /// What else the row of the query has there.
    pub row: Row<'a>,
    /// How it is written.
    pub style: Style,
    /// How many of its hits are written.
    pub hits: usize,
    /// What their scores do not go below, each less than the one before.
    pub least_score: f32,
}

impl<'a> Written<'a> {
    /// Returns an answer of which nothing is written.
    pub(crate) fn new(query_id: Option<&'a str>, style: Style) -> Self {
        let row = Row::default();
        Self { query_id, row, style, hits: 0, least_score: f32::INFINITY }
    }
}

/// The queries whose hits one output can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Queries {
    /// One.
    One,
    /// Several, whose ids are words.
    NamedByWords,
    /// Several, with any ids.
    Named,
}

/// What an output format is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Text, as it is.
    Text,
    /// Cells, which can be parted, and their numbers written, as a French Excel has them.
    Cells,
    /// A picture: of many names the first are drawn.
    Picture,
    /// No text, which no terminal shows.
    Binary,
}

/// A format that writes nothing: what others are like in all that they do not say.
pub(super) const NOTHING: HitFormat = HitFormat {
    name: "",
    help: "",
    for_people: false,
    kind: Kind::Text,
    copies: Copies::Apart,
    detail: Detail::Id,
    partial: false,
    queries: Queries::One,
    head: None,
    hits: None,
    end: None,
    news: None,
    articles: None,
    counts: None,
    kwic: None,
    table: None,
};

impl fmt::Debug for HitFormat {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("HitFormat").field("name", &self.name).finish_non_exhaustive()
    }
}

/// How an answer is written, as far as the format leaves a choice.
#[derive(Debug, Clone, Default)]
pub(crate) struct Style {
    /// How lines for people are laid out.
    pub layout: Layout,
    /// Whether it is said how the query was read.
    pub reading: bool,
    /// How long it took to answer.
    pub took: Duration,
    /// The offset of the next page, where there is one.
    pub next: Option<usize>,
    /// The numbers of hits are names for them: they need no others.
    pub numbered: bool,
}
