//! Counts of words, and the count of capitals taken while a text is indexed.

use std::collections::HashMap;
use std::hash::BuildHasher;

use foldhash::fast::FixedState;

use crate::analysis::Case;

/// How often a word occurs, and how it is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// All occurrences.
    pub total: u32,
    /// Of these, with one capital in front (`Marche`).
    pub capitalised: u32,
    /// Of these, all in capitals (`OMS`).
    pub capitals: u32,
}

impl Counts {
    /// Adds the occurrences counted elsewhere.
    pub fn add(&mut self, other: Counts) {
        self.total = self.total.saturating_add(other.total);
        self.capitalised = self.capitalised.saturating_add(other.capitalised);
        self.capitals = self.capitals.saturating_add(other.capitals);
    }
}

/// How often words stand in capitals in some texts.
///
/// Words in lower case, six in seven, cost nothing: their number is read off the
/// postings afterwards. Words are known by their hash: of a million, two share
/// one with a chance of one in thirty million.
#[derive(Debug, Default)]
pub struct CaseTally {
    words: HashMap<u64, Capitals, FixedState>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Capitals {
    first: u32,
    all: u32,
}

impl CaseTally {
    /// Counts one occurrence of `term`.
    pub fn count(&mut self, term: &str, case: Case) {
        let (first, all) = match case {
            Case::Lower => return,
            Case::Capitalised => (1, 0),
            Case::Capitals => (0, 1),
        };
        let capitals = self.words.entry(hash(term)).or_default();
        capitals.first = capitals.first.saturating_add(first);
        capitals.all = capitals.all.saturating_add(all);
    }

    /// Takes over what `other` counted, and leaves it empty.
    pub fn absorb(&mut self, other: &mut CaseTally) {
        if self.words.is_empty() {
            std::mem::swap(self, other);
            return;
        }
        for (word, other) in other.words.drain() {
            let capitals = self.words.entry(word).or_default();
            capitals.first = capitals.first.saturating_add(other.first);
            capitals.all = capitals.all.saturating_add(other.all);
        }
    }

    /// Returns the counts of `term`, of which there are `total` occurrences.
    #[must_use]
    pub fn counts(&self, term: &str, total: u32) -> Counts {
        let Capitals { first, all } = self.words.get(&hash(term)).copied().unwrap_or_default();
        Counts { total, capitalised: first, capitals: all }
    }
}

fn hash(term: &str) -> u64 {
    FixedState::default().hash_one(term)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_are_counted_and_added_up() {
        let (mut one, mut other) = (CaseTally::default(), CaseTally::default());
        for case in [Case::Capitalised, Case::Lower, Case::Capitals] {
            one.count("marche", case);
            other.count("oms", case);
        }
        other.count("marche", Case::Capitalised);
        one.absorb(&mut other);
        assert_eq!(one.counts("marche", 9), Counts { total: 9, capitalised: 2, capitals: 1 });
        assert_eq!(one.counts("oms", 3), Counts { total: 3, capitalised: 1, capitals: 1 });
        assert_eq!(one.counts("grève", 4), Counts { total: 4, capitalised: 0, capitals: 0 });
        assert_eq!(other.counts("oms", 0), Counts::default());
    }
}
