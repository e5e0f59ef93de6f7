//! What articles are ranked for: the best of those that count, and beside those with all the words
//! the best of those with some, as long as it is not known whether these count too.
//!
//! It ranks nothing itself.

use super::coverage::Coverage;
use super::top::Top;

/// The best articles that are looked for.
pub(super) struct Tops<'t> {
    coverage: Coverage,
    /// Those that count by this coverage.
    first: Top<'t>,
    /// Beside those with all the words, those with some.
    beside: Option<Top<'t>>,
    /// From so many articles with all the words on, those with some are of no use any more.
    enough: u64,
}

/// Which articles are to be ranked: those with all the words, those with some, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Goal {
    Whole,
    Some,
    Both,
}

impl<'t> Tops<'t> {
    /// Asks for the articles that count by a coverage.
    pub(super) fn of(coverage: Coverage, first: Top<'t>) -> Self {
        Self { coverage, first, beside: None, enough: 0 }
    }

    /// Asks for those with all the words and, where these are fewer than `enough`, for those with
    /// some as well.
    pub(super) fn relaxed(enough: u64, first: Top<'t>, beside: Top<'t>) -> Self {
        Self { coverage: Coverage::All, first, beside: Some(beside), enough }
    }

    /// Returns how those with some of the words count.
    pub(super) fn coverage_of_some(&self) -> Coverage {
        if self.coverage == Coverage::All { Coverage::Most } else { self.coverage }
    }

    /// Takes note that the articles that follow are of this segment.
    pub(super) fn start_segment(&mut self, ordinal: u32) {
        self.first.start_segment(ordinal);
        if let Some(beside) = &mut self.beside {
            beside.start_segment(ordinal);
        }
    }

    /// Returns what is to be ranked by now.
    pub(super) fn goal(&self) -> Goal {
        if self.coverage != Coverage::All {
            Goal::Some
        } else if self.beside.is_some() && self.first.total() < self.enough {
            Goal::Both
        } else {
            Goal::Whole
        }
    }

    /// Returns the best with all the words and the best with some, as far as they are a goal.
    pub(super) fn parts(&mut self, goal: Goal) -> [Option<&mut Top<'t>>; 2] {
        let Self { first, beside, .. } = self;
        match goal {
            Goal::Whole => [Some(first), None],
            Goal::Some => [None, Some(first)],
            Goal::Both => [Some(first), beside.as_mut()],
        }
    }

    /// Returns a score such that no article with less is among the best, but for those with all
    /// the words where both are a goal.
    pub(super) fn bar(&mut self, goal: Goal) -> f32 {
        let [whole, some] = self.parts(goal);
        some.or(whole).map_or(f32::INFINITY, Top::bar)
    }

    /// Returns the best of those that count, and of those with some of the words where these were
    /// asked for beside them; they are complete where there are not enough of the others.
    pub(super) fn into_parts(self) -> (Top<'t>, Option<Top<'t>>) {
        (self.first, self.beside)
    }
}
