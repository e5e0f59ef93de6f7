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
    /// How many plain words one of those with some has at least.
    pub(super) least: u32,
    /// How many plain words there are.
    pub(super) plain: u32,
    /// Each of them is one that articles can have.
    pub(super) can_have_all: bool,
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

    /// Returns the articles of a window that is read which have all the words.
    pub(super) fn with_all(&self, window: &Accumulators, among: Articles) -> Articles {
        self.alive(window, self.all(window).and(among))
    }

    /// Returns those which have some of the words.
    pub(super) fn with_some(&self, window: &Accumulators, among: Articles) -> Articles {
        let with_words = match self.least {
            0 => among,
            least if least < self.plain => window.any,
            _ => self.all(window),
        };
        self.alive(window, with_words.and(among))
    }

    fn all(&self, window: &Accumulators) -> Articles {
        if self.can_have_all { window.all } else { Articles::NONE }
    }

    /// Returns those of some articles of a window that are not deleted.
    fn alive(&self, window: &Accumulators, mut articles: Articles) -> Articles {
        if let Some(alive) = self.alive {
            articles.retain(|slot| alive.is_alive(window.article(slot)));
        }
        articles
    }
}
