//! Counts of words, and the count of capitals taken while a text is indexed.

use std::collections::HashMap;

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
/// postings afterwards.
#[derive(Debug, Default)]
pub struct CaseTally {
    words: HashMap<Box<str>, Counts, FixedState>,
}

impl CaseTally {
    /// Counts one occurrence of `term`.
    pub fn count(&mut self, term: &str, case: Case) {
        let one = match case {
            Case::Lower => return,
            Case::Capitalised => Counts { total: 1, capitalised: 1, capitals: 0 },
            Case::Capitals => Counts { total: 1, capitalised: 0, capitals: 1 },
        };
        match self.words.get_mut(term) {
            Some(counts) => counts.add(one),
            None => {
                self.words.insert(term.into(), one);
            }
        }
    }

    /// Takes over what `other` counted, and leaves it empty.
    pub fn absorb(&mut self, other: &mut CaseTally) {
        if self.words.is_empty() {
            std::mem::swap(self, other);
            return;
        }
        for (term, counts) in other.words.drain() {
            self.words.entry(term).or_default().add(counts);
        }
    }

    /// Returns how often `term` stands in capitals; `total` counts only these.
    #[must_use]
    pub fn get(&self, term: &str) -> Counts {
        self.words.get(term).copied().unwrap_or_default()
    }
}
