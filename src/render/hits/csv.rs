//! Hits as comma-separated values under a header, as RFC 4180 has them.
//!
//! Quotes and commas are left to the crate `csv`; what is in the columns is the same as in TSV.

use std::io::{self, Write};

use super::columns::{NAMES, QUERY_ID, columns};
use super::format::{HitFormat, Kind, NOTHING, Queries, Written};
use crate::engine::{Answer, Copies, Detail};
use crate::render::articles::CSV_ARTICLES;
use crate::render::counts::write_counts_csv;
use crate::render::formula::formula_free;
use crate::render::kwic::write_kwic_csv;
use crate::render::printable::in_one_line;

/// Comma-separated values.
pub(super) static CSV: HitFormat = HitFormat {
    name: "csv",
    help: "Comma-separated, under a header",
    kind: Kind::Cells,
    copies: Copies::Grouped(usize::MAX),
    detail: Detail::Facts,
    partial: false,
    queries: Queries::Named,
    head: Some(write_head),
    hits: Some(write_hits),
    articles: Some(&CSV_ARTICLES),
    counts: Some(write_counts_csv),
    kwic: Some(write_kwic_csv),
    ..NOTHING
};

fn write_head(several: Option<&[String]>, out: &mut dyn Write) -> io::Result<()> {
    let query_id = several.map(|_| QUERY_ID);
    out.write_all(&lines(query_id, [NAMES.map(str::to_owned)], several.unwrap_or_default())?)
}

fn write_hits(written: &Written<'_>, answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(&lines(written.query_id, answer.hits.iter().map(columns), written.row.values)?)
}

/// Returns rows as lines, the id of a query in front of each, what it carries along behind.
fn lines(
    query_id: Option<&str>,
    rows: impl IntoIterator<Item = [String; NAMES.len()]>,
    carried: &[String],
) -> io::Result<Vec<u8>> {
    let mut lines = csv::Writer::from_writer(Vec::new());
    let query_id = query_id.map(in_one_line);
    let carried: Vec<_> = carried.iter().map(|value| in_one_line(value)).collect();
    for row in rows {
        lines.write_record(
            query_id
                .as_deref()
                .into_iter()
                .chain(row.iter().map(String::as_str))
                .chain(carried.iter().map(|value| &**value))
                .map(|cell| formula_free(cell).into_owned()),
        )?;
    }
    lines.into_inner().map_err(csv::IntoInnerError::into_error)
}
