//! Hits as lines for programs: TREC runs and tab-separated values.

use std::io::{self, Write};

use crate::index::StoredArticle;
use crate::search::Hit;

/// Writes a line of a TREC run: `qid Q0 id rank score limier`.
///
/// Blanks in an id would break the line and become `_`.
pub fn write_trec(out: &mut dyn Write, query_id: &str, id: &str, hit: &Hit) -> io::Result<()> {
    let id = id.replace(char::is_whitespace, "_");
    writeln!(out, "{query_id} Q0 {id} {} {:.6} limier", hit.rank, hit.score)
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
