//! Hits as tab-separated lines, under a line with the names of the columns.
//!
//! A tab or a line end in a value becomes a blank: a row is always one line. No cell starts a formula.

use std::io::{self, Write};

use super::columns::{NAMES, QUERY_ID, columns};
use super::format::{HitFormat, NOTHING, Queries, Written};
use crate::engine::{Answer, Copies, Detail};
use crate::render::formula::formula_free;
use crate::render::printable::in_one_line;

/// Tab-separated values.
pub(super) static TSV: HitFormat = HitFormat {
    name: "tsv",
    help: "Tab-separated, under a header: rank, score, id, date, source, title, URL, ids of copies",
    for_people: false,
    copies: Copies::Grouped(usize::MAX),
    detail: Detail::Facts,
    partial: false,
    queries: Queries::Named,
    head: Some(write_head),
    hits: Some(write_hits),
    ..NOTHING
};

fn write_head(several: Option<&[String]>, out: &mut dyn Write) -> io::Result<()> {
    let query_id = several.map(|_| QUERY_ID);
    let names: Vec<&str> = query_id.into_iter().chain(NAMES).collect();
    write!(out, "{}", names.join("\t"))?;
    write_carried(several.unwrap_or_default(), out)
}

/// Writes hits as columns with tabs between, the id of the query in front of those of several, and what
/// its row carries along behind.
fn write_hits(written: &Written<'_>, answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    for hit in &answer.hits {
        if let Some(id) = written.query_id {
            write!(out, "{}\t", formula_free(&in_one_line(id)))?;
        }
        let cells = columns(hit).map(|cell| formula_free(&cell).into_owned());
        write!(out, "{}", cells.join("\t"))?;
        write_carried(written.row.values, out)?;
    }
    Ok(())
}

/// Ends a line with what is carried along.
fn write_carried(carried: &[String], out: &mut dyn Write) -> io::Result<()> {
    carried.iter().try_for_each(|value| write!(out, "\t{}", formula_free(&in_one_line(value))))?;
    writeln!(out)
}
