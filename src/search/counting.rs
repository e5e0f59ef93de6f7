//! Which articles of a segment count as hits, by the words that they have.
//!
//! It looks at sets of articles, and never at scores.

use fixedbitset::FixedBitSet;
use tantivy::DocId;
use tantivy::fastfield::AliveBitSet;

use super::accumulators::{Accumulators, Articles};
use crate::engine::Deadline;

/// Which articles of a segment count.
pub(super) struct Counting<'a> {
    /// How many plain words an article has at least.
    pub(super) least: u32,
    /// How many plain words there are.
    pub(super) plain: u32,
    /// Those among which they are; all when `None`.
    pub(super) among: Option<&'a FixedBitSet>,
    /// Those that are not deleted; all when `None`.
    pub(super) alive: Option<&'a AliveBitSet>,
    /// How many articles the segment has.
    pub(super) articles: DocId,
    pub(super) deadline: &'a Deadline,
}

impl Counting<'_> {
    /// Returns the articles of a window among which the hits are.
    pub(super) fn among(&self, start: DocId) -> Articles {
        self.among.map_or(Articles::ALL, |among| Articles::among(among.as_slice(), start))
    }

    /// Returns the hits of a window that is read, and those of them that have all the words.
    pub(super) fn hits(
        &self,
        window: &Accumulators,
        among: Articles,
        can_have_all: bool,
    ) -> [Articles; 2] {
        let all = if can_have_all { window.all } else { Articles::NONE };
        let with_words = match self.least {
            0 => among,
            least if least < self.plain => window.any,
            _ => all,
        };
        let hits = self.alive(window, with_words.and(among));
        [hits, hits.and(all)]
    }

    /// Returns those of some articles of a window that are not deleted.
    pub(super) fn alive(&self, window: &Accumulators, mut articles: Articles) -> Articles {
        if let Some(alive) = self.alive {
            articles.retain(|slot| alive.is_alive(window.article(slot)));
        }
        articles
    }
}
