//! Which segments are merged, and which are written anew without the articles deleted
//! from them: these take room, and count in how rare a word seems.
//!
//! A merge holds the words of its segments in memory, so that large ones are never merged.

use tantivy::SegmentMeta;
use tantivy::index::SegmentId;
use tantivy::indexer::{LogMergePolicy, MergeCandidate, MergePolicy};

/// Segments up to this many articles are written anew for any deleted one: that takes a
/// fraction of a second.
const SMALL: u32 = 20_000;

/// A larger segment is written anew when one of this many articles is deleted.
const DELETED_ONE_IN: u32 = 20;

/// Segments of more articles are not merged with others.
const MOST_TO_MERGE: usize = 60_000;

/// So many segments of a size are merged at a time, or a few more: while articles are added, when
/// there are many to come, and at the end.
const WHILE_WRITING: usize = 12;
const AT_THE_END: usize = 8;

/// How much larger one segment may be than another of its size, in powers of two: those that are
/// written because memory is full, and those that are written because it is time to commit, are of
/// one size.
const SIZES: f64 = 1.25;

/// Articles of segments that are merged into one whatever their sizes.
pub(super) const MOST_AT_ONCE: u32 = 8 * MOST_TO_MERGE as u32;

/// Segments that are left between the sizes are merged when whoever ends has added so many times
/// their articles: it costs little beside that, and how many they are hangs on what else the
/// machine did.
const ADDED_TO_MERGE_THE_REST: u32 = 4;

/// Merges segments of about the same size, as tantivy does, and purges the others.
#[derive(Debug)]
pub(super) struct Merging {
    levels: LogMergePolicy,
    /// Of who adds nothing more, how many articles were added.
    added: Option<u32>,
}

impl Merging {
    /// Merges while articles are added: what is to be written anew loses more of its articles
    /// until the end.
    pub(super) fn while_writing() -> Self {
        let mut levels = LogMergePolicy::default();
        levels.set_max_docs_before_merge(MOST_TO_MERGE);
        levels.set_level_log_size(SIZES);
        levels.set_min_num_segments(WHILE_WRITING);
        Self { levels, added: None }
    }

    /// Merges once all articles are there, so many of them new, and purges.
    pub(super) fn at_the_end(added: u32) -> Self {
        let mut merging = Self::while_writing();
        merging.levels.set_min_num_segments(AT_THE_END);
        Self { added: Some(added), ..merging }
    }
}

impl MergePolicy for Merging {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        // Of segments with many deletions tantivy takes large and small ones for a level.
        let (purged, whole): (Vec<SegmentMeta>, Vec<_>) = segments
            .iter()
            .cloned()
            .partition(|segment| is_to_purge(segment.max_doc(), segment.num_deleted_docs()));
        let mut candidates = self.levels.compute_merge_candidates(&whole);
        if let Some(added) = self.added {
            candidates.extend(purged.iter().map(|segment| MergeCandidate(vec![segment.id()])));
            let rest = rest(&whole, &candidates, MOST_AT_ONCE.min(added / ADDED_TO_MERGE_THE_REST));
            candidates.extend((rest.len() > 1).then_some(MergeCandidate(rest)));
        }
        candidates
    }
}

/// Returns the segments that may be merged and are not about to be, the smallest first, of so many
/// articles together.
fn rest(whole: &[SegmentMeta], candidates: &[MergeCandidate], most: u32) -> Vec<SegmentId> {
    let may_be_merged = |segment: &&SegmentMeta| {
        segment.max_doc() as usize <= MOST_TO_MERGE
            && !candidates.iter().any(|candidate| candidate.0.contains(&segment.id()))
    };
    let mut rest: Vec<&SegmentMeta> = whole.iter().filter(may_be_merged).collect();
    rest.sort_by_key(|segment| segment.max_doc());
    let mut left = most;
    let fits = |segment: &&SegmentMeta| {
        left.checked_sub(segment.max_doc()).map(|after| left = after).is_some()
    };
    rest.into_iter().take_while(fits).map(SegmentMeta::id).collect()
}

/// Tells whether a segment is worth to be written anew.
fn is_to_purge(articles: u32, deleted: u32) -> bool {
    deleted > 0 && (articles <= SMALL || deleted >= articles / DELETED_ONE_IN)
}

#[cfg(test)]
mod tests {
    use tantivy::Index;
    use tantivy::schema::Schema;

    use super::*;

    #[test]
    fn a_large_segment_is_written_anew_for_many_deletions_a_small_one_for_any() {
        assert!(is_to_purge(SMALL, 1) && is_to_purge(1, 1));
        assert!(!is_to_purge(SMALL, 0) && !is_to_purge(0, 0));
        assert!(!is_to_purge(100_000, 4_999) && is_to_purge(100_000, 5_000));
    }

    /// Returns how many segments are merged at a time, of some with so many articles and so many
    /// of them deleted.
    fn merged(policy: &Merging, segments: &[(u32, u32)]) -> Vec<usize> {
        let index = Index::create_in_ram(Schema::builder().build());
        let segments = segments.iter().map(|&(articles, deleted)| {
            let segment = index.new_segment_meta(SegmentId::generate_random(), articles);
            segment.with_delete_meta(deleted, 1)
        });
        let segments: Vec<_> = segments.collect();
        policy.compute_merge_candidates(&segments).iter().map(|merge| merge.0.len()).collect()
    }

    #[test]
    fn some_of_a_size_are_merged_and_large_ones_never() {
        let policies =
            [(Merging::while_writing(), WHILE_WRITING), (Merging::at_the_end(0), AT_THE_END)];
        for (policy, least) in policies {
            assert_eq!(merged(&policy, &vec![(30_000, 0); least]), [least]);
            assert_eq!(merged(&policy, &vec![(30_000, 0); least - 1]), [0; 0]);
            assert_eq!(merged(&policy, &vec![(200_000, 0); least + 1]), [0; 0]);
            let half = least / 2;
            let of_two_sizes = [vec![(31_000, 0); half], vec![(15_000, 0); half]].concat();
            assert_eq!(merged(&policy, &of_two_sizes), [least]);
            let apart = [vec![(31_000, 0); half], vec![(1_000, 0); half]].concat();
            assert_eq!(merged(&policy, &apart), [0; 0]);
        }
    }

    #[test]
    fn what_loses_its_articles_is_purged_at_the_end_and_by_itself() {
        let mut segments = vec![(250_000, 249_000), (230_000, 40_000)];
        segments.extend([(30_000, 0); 7]);
        assert_eq!(merged(&Merging::while_writing(), &segments), [0; 0]);
        assert_eq!(merged(&Merging::at_the_end(0), &segments), [1, 1]);
    }

    #[test]
    fn the_rest_is_merged_by_who_has_added_much_more() {
        let sizes = [(190_000, 0), (31_000, 0), (20_000, 0), (12_000, 0), (20_000, 1)];
        assert_eq!(merged(&Merging::while_writing(), &sizes), [0; 0]);
        assert_eq!(merged(&Merging::at_the_end(100_000), &sizes), [1]);
        assert_eq!(merged(&Merging::at_the_end(4 * 32_000), &sizes), [1, 2]);
        assert_eq!(merged(&Merging::at_the_end(4 * 63_000), &sizes), [1, 3]);
        let eight_and_two = [[(30_000, 0); 8].as_slice(), &[(1_000, 0); 2]].concat();
        assert_eq!(merged(&Merging::at_the_end(1_000_000), &eight_and_two), [8, 2]);
    }
}
