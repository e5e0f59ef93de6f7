//! Which segments are merged, and which are written anew without the articles deleted
//! from them: these take room, and count in how rare a word seems.

use tantivy::SegmentMeta;
use tantivy::indexer::{LogMergePolicy, MergeCandidate, MergePolicy};

/// Segments up to this many articles are written anew for any deleted one: that takes a
/// fraction of a second.
const SMALL: u32 = 20_000;

/// A larger segment is written anew when one of this many articles is deleted.
const DELETED_ONE_IN: u32 = 20;

/// Merges segments of about the same size, as tantivy does, and purges the others.
#[derive(Debug, Default)]
pub(super) struct Merging(LogMergePolicy);

impl MergePolicy for Merging {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        let mut candidates = self.0.compute_merge_candidates(segments);
        let merged: Vec<_> =
            candidates.iter().flat_map(|MergeCandidate(ids)| ids).copied().collect();
        let purged = segments.iter().filter(|segment| {
            !merged.contains(&segment.id())
                && is_to_purge(segment.max_doc(), segment.num_deleted_docs())
        });
        candidates.extend(purged.map(|segment| MergeCandidate(vec![segment.id()])));
        candidates
    }
}

/// Tells whether a segment is worth to be written anew.
fn is_to_purge(articles: u32, deleted: u32) -> bool {
    deleted > 0 && (articles <= SMALL || deleted >= articles / DELETED_ONE_IN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_segment_is_written_anew_for_many_deletions_a_small_one_for_any() {
        assert!(is_to_purge(SMALL, 1) && is_to_purge(1, 1));
        assert!(!is_to_purge(SMALL, 0) && !is_to_purge(0, 0));
        assert!(!is_to_purge(100_000, 4_999) && is_to_purge(100_000, 5_000));
    }
}
