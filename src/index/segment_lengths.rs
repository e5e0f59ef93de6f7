//! How long the articles of a segment are, all together.
//!
//! They are counted by their bytes, as tantivy keeps them; it knows no index.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::{DocId, SegmentReader};

use super::schema::Fields;
use crate::article::TextField;

/// Returns how many words each text field has in the articles of a segment.
pub(super) fn lengths_in(segment: &SegmentReader, fields: Fields) -> tantivy::Result<[u64; 3]> {
    match segment.alive_bitset() {
        Some(alive) => sums(segment, fields, |_| alive.iter_alive()),
        None => sums(segment, fields, |all| 0..all),
    }
}

/// Returns the same, where it is known for all articles: those that were deleted are taken off.
pub(super) fn whole_without_deleted(
    segment: &SegmentReader,
    fields: Fields,
    whole: [u64; 3],
) -> tantivy::Result<[u64; 3]> {
    let Some(alive) = segment.alive_bitset() else { return Ok(whole) };
    let deleted = |all| (0..all).filter(|&doc| alive.is_deleted(doc));
    let deleted = sums(segment, fields, deleted)?;
    Ok(std::array::from_fn(|at| whole[at].saturating_sub(deleted[at])))
}

/// Returns how many words each text field has in some articles of a segment.
fn sums<D: Iterator<Item = DocId>>(
    segment: &SegmentReader,
    fields: Fields,
    articles: impl Fn(u32) -> D,
) -> tantivy::Result<[u64; 3]> {
    let mut sums = [0; 3];
    for (sum, field) in sums.iter_mut().zip(TextField::ALL) {
        let norms = segment.get_fieldnorms_reader(fields.text(field))?;
        // Articles are counted by their byte first: to look up what each stands for would take
        // most of the time.
        let mut counts = [0_u32; 256];
        // One that is being written does not know yet how many it has.
        articles(norms.num_docs())
            .for_each(|doc| counts[usize::from(norms.fieldnorm_id(doc))] += 1);
        let lengths = (0..=255).map(|id| u64::from(FieldNormReader::id_to_fieldnorm(id)));
        *sum = lengths.zip(counts).map(|(length, articles)| length * u64::from(articles)).sum();
    }
    Ok(sums)
}
