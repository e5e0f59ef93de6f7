//! Hits as lines of a TREC run: `qid Q0 id rank score limier`.
//!
//! Scores in it never rise and are never equal, so that who orders by score keeps the order.

use std::io::{self, Write};

use super::format::{HitFormat, NOTHING, Queries, Written};
use crate::engine::{Answer, Copies, Detail};
use crate::eval::trec_id;

/// A TREC run.
pub(super) static TREC: HitFormat = HitFormat {
    name: "trec",
    help: "A TREC run: qid Q0 id rank score limier",
    for_people: false,
    // Judgments are about articles.
    copies: Copies::Apart,
    detail: Detail::Id,
    partial: true,
    queries: Queries::NamedByWords,
    hits: Some(write_hits),
    ..NOTHING
};

/// The id of a query that has none.
const ONLY_QUERY: &str = "1";

/// Writes hits, best first.
///
/// Scores never rise and are never equal, so that a program that orders by score
/// keeps the order: by date or a hundred further on, a score may be higher than the one
/// before.
fn write_hits(written: &Written<'_>, answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    let query_id = trec_id(written.query_id.unwrap_or(ONLY_QUERY));
    let mut last = written.least_score;
    for hit in &answer.hits {
        last = hit.score.min(last.next_down());
        writeln!(out, "{query_id} Q0 {} {} {last} limier", trec_id(&hit.id), hit.rank)?;
    }
    Ok(())
}
