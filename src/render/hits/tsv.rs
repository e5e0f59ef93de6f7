//! Hits as tab-separated lines.

use std::io::{self, Write};

use super::format::{HitFormat, Style};
use crate::engine::{Answer, Copies, Detail};

/// Tab-separated values.
pub(super) static TSV: HitFormat = HitFormat {
    name: "tsv",
    help: "Tab-separated: rank, score, id, date, source, title, URL",
    for_people: false,
    // Columns are about articles.
    copies: Copies::Apart,
    detail: Detail::Facts,
    many_queries: true,
    hits: write_hits,
    article: None,
    decision: None,
    table: None,
};

/// Writes hits as `rank score id published source title url`, tabs between, the id of the
/// query in front of those of several.
fn write_hits(
    query_id: Option<&str>,
    answer: &Answer,
    _: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    for hit in &answer.hits {
        if let Some(id) = query_id {
            write!(out, "{id}\t")?;
        }
        write!(out, "{}\t{:.6}", hit.rank, hit.score)?;
        let published = hit.published.as_ref().map_or("", |date| &date.iso);
        for column in [&hit.id, published, &hit.source, &hit.title, &hit.url] {
            write!(out, "\t{}", column.replace(char::is_control, " "))?;
        }
        writeln!(out)?;
    }
    Ok(())
}
