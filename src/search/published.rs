//! Articles of a time, as a set. It reads no text.
//!
//! It looks at columns of dates and reads no text; deleted articles are in the set as well.

use fixedbitset::FixedBitSet;
use tantivy::SegmentReader;

use crate::index::IndexReader;
use crate::query::Published;

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
    let passes = |doc| match starts.first(doc) {
        None => undated,
        Some(at) => !undated && time.holds(at, days(doc)),
    };
    let mut bits = FixedBitSet::with_capacity(segment.max_doc() as usize);
    let passing = (0..segment.max_doc()).filter(|&doc| passes(doc));
    passing.for_each(|doc| bits.insert(doc as usize));
    Ok(bits)
}
