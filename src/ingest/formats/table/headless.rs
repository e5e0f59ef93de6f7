//! Tables without a header, as trafilatura writes them: what their columns are is known by
//! their number, and by the address in the first.

use csv::ByteRecord;

use crate::ingest::record::columns::Columns;
use crate::ingest::record::field::{Field, RankedField};

/// What stands in a cell where nothing is known.
pub(super) const NOTHING: &[u8] = b"null";

/// The columns before the title: address, id (not before version 1.7), fingerprint, host. Behind
/// it come a picture, the date, the text, comments of readers, the licence and the type of page.
const COLUMNS: [Option<Field>; 11] = [
    Some(Field::Url),
    Some(Field::Id),
    None,
    Some(Field::Source),
    Some(Field::Title),
    None,
    Some(Field::Published),
    Some(Field::Body),
    None,
    None,
    None,
];

/// Returns the columns of a table whose first row is an article of trafilatura.
pub(super) fn columns(first: &ByteRecord) -> Option<Columns> {
    let is_page = first.get(0).is_some_and(|cell| cell.starts_with(b"http"));
    let without_id = match first.len() {
        11 => false,
        10 => true,
        _ => return None,
    };
    if !is_page {
        return None;
    }
    let kept = COLUMNS.into_iter().filter(|field| !(without_id && *field == Some(Field::Id)));
    let ranked = |field: Field| -> RankedField { (field, 1) };
    Some(Columns::filling(kept.map(|field| field.map(ranked)).collect()))
}
