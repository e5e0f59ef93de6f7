//! Articles of a time, as a set: published then, or first indexed then.
//!
//! It looks at columns of dates and reads no text; deleted articles are in the set as well.

use fixedbitset::FixedBitSet;
use tantivy::SegmentReader;
use tantivy::columnar::Column;

use crate::index::IndexReader;
use crate::query::{Arrival, Published};

/// Returns the articles of a segment of a time, deleted ones among them; with `undated`, those
/// without a date.
pub(super) fn articles_of(
    reader: &IndexReader,
    segment: &SegmentReader,
    time: &Published,
    undated: bool,
) -> tantivy::Result<FixedBitSet> {
    let fields = reader.fields();
    let name = reader.searcher().schema().get_field_name(fields.published);
    let starts = segment.fast_fields().i64(name)?;
    let lengths = fields.published_days(segment)?;
    let days = |doc| lengths.as_ref().and_then(|lengths| lengths.first(doc));
    let mut bits = FixedBitSet::with_capacity(segment.max_doc() as usize);
    if undated {
        let undated = (0..segment.max_doc()).filter(|&doc| starts.first(doc).is_none());
        undated.for_each(|doc| bits.insert(doc as usize));
        return Ok(bits);
    }
    let mut near = Vec::new();
    starts.get_docids_for_value_range(time.around(), 0..segment.max_doc(), &mut near);
    for doc in near {
        if starts.first(doc).is_some_and(|at| time.holds(at, days(doc))) {
            bits.insert(doc as usize);
        }
    }
    Ok(bits)
}

/// Returns the articles of a segment that an index first had then, deleted ones among them.
pub(super) fn arrived(
    reader: &IndexReader,
    segment: &SegmentReader,
    arrival: &Arrival,
) -> tantivy::Result<FixedBitSet> {
    let fields = reader.fields();
    let (added, commits) = (fields.added(segment)?, fields.first_commits(segment)?);
    let value = |column: &Option<Column>, doc| column.as_ref()?.first(doc);
    let mut bits = FixedBitSet::with_capacity(segment.max_doc() as usize);
    for doc in 0..segment.max_doc() {
        let added = value(&added, doc).map(u64::cast_signed);
        if arrival.holds(added, value(&commits, doc).unwrap_or(0)) {
            bits.insert(doc as usize);
        }
    }
    Ok(bits)
}
