//! Hits as lines for programs: TREC runs and tab-separated values.

use std::io::{self, Write};

use crate::index::StoredArticle;
use crate::search::Hit;

/// Writes the hits of one query as lines of a TREC run.
///
/// Scores never rise and are never equal, so that a program that orders by score
/// keeps the order: articles with all the words come before others, whose own score
/// may be higher.
pub struct TrecRun<'a> {
    query_id: &'a str,
    /// The last score written.
    last: f32,
}

impl<'a> TrecRun<'a> {
    /// Returns a writer of the hits of a query.
    #[must_use]
    pub fn new(query_id: &'a str) -> Self {
        Self { query_id, last: f32::INFINITY }
    }

    /// Writes a line, `qid Q0 id rank score limier`; hits come best first.
    pub fn write(&mut self, out: &mut dyn Write, id: &str, hit: &Hit) -> io::Result<()> {
        self.last = hit.score.min(self.last.next_down());
        writeln!(out, "{} Q0 {} {} {} limier", self.query_id, trec_id(id), hit.rank, self.last)
    }
}

/// Returns an id as a TREC run has it: blanks would break the line and become `_`.
#[must_use]
pub fn trec_id(id: &str) -> String {
    id.replace(char::is_whitespace, "_")
}

/// Writes a hit as `rank score id published source title url`, tabs between.
pub fn write_tsv(out: &mut dyn Write, hit: &Hit, article: &StoredArticle) -> io::Result<()> {
    let columns =
        [article.id(), article.published(), article.source(), article.title(), article.url()];
    write!(out, "{}\t{:.6}", hit.rank, hit.score)?;
    for column in columns {
        write!(out, "\t{}", column.replace(char::is_control, " "))?;
    }
    writeln!(out)
}
