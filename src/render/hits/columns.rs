//! What a row of a table says of a hit, whatever stands between its columns.
//!
//! It knows neither tabs nor quotes; every value is on one line.

use crate::engine::Hit;
use crate::render::printable::in_one_line;

/// The names of the columns.
pub(super) const NAMES: [&str; 8] =
    ["rank", "score", "id", "published", "source", "title", "url", "also"];

/// The column with the ids of queries, in front of the others where there are several.
pub(super) const QUERY_ID: &str = "qid";

/// What stands between the ids of the copies of a hit.
const BETWEEN: &str = "|";

/// Returns the columns of a hit, each on one line.
pub(super) fn columns(hit: &Hit) -> [String; NAMES.len()] {
    let in_line = |text: &str| in_one_line(text).into_owned();
    let copies: Vec<String> = hit.copies.iter().map(|copy| in_line(&copy.id)).collect();
    [
        hit.rank.to_string(),
        format!("{:.6}", hit.score),
        in_line(&hit.id),
        hit.published.as_ref().map_or(String::new(), |date| date.iso.clone()),
        in_line(&hit.source),
        in_line(&hit.title),
        in_line(&hit.url),
        copies.join(BETWEEN),
    ]
}
