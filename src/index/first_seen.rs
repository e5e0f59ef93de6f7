//! When an index first had an article: the moment, and the number of the commit.
//!
//! Numbers of commits only grow, whatever the clock says, also where an index is made anew. What
//! is kept of an article stays when it is replaced.

use tantivy::Index;

use super::segment_list::commit_in;
use crate::article::{Article, FirstIndexed};

/// When an index first had an article.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct FirstSeen {
    /// Seconds since 1970; `None` where nobody knows.
    pub(crate) added: Option<u64>,
    /// The number of the commit; 0 for what was there before commits had numbers.
    pub(crate) commit: u64,
}

impl FirstSeen {
    /// Returns it of an article that is new in a commit; `now` is in seconds.
    pub(crate) fn new(article: &Article, now: u64, commit: u64) -> Self {
        let added = match article.first_indexed {
            FirstIndexed::Now => Some(now),
            FirstIndexed::Unknown => None,
            FirstIndexed::At(moment) => u64::try_from(moment.as_second()).ok(),
        };
        Self { added, commit }
    }
}

/// Returns the number of the commit that follows another one. It is as large as the clock says,
/// so that those of an index which was put back from a copy are not given out twice.
pub(crate) fn next_commit(last: u64, now: u64) -> u64 {
    now.max(last + 1)
}

/// Returns the number of the last commit of an index, which is kept with the list of its segments;
/// 0 for one without.
///
/// # Errors
/// When that list cannot be read.
pub(super) fn last_commit(index: &Index) -> tantivy::Result<u64> {
    Ok(commit_in(index.load_metas()?.payload.as_deref()))
}

#[cfg(test)]
mod tests {
    use super::next_commit;

    #[test]
    fn numbers_grow_though_the_clock_goes_back() {
        assert_eq!(next_commit(0, 1_000), 1_000);
        assert_eq!(next_commit(1_000, 1_000), 1_001);
        assert_eq!(next_commit(1_001, 10), 1_002);
    }
}
