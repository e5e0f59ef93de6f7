//! Counts of words, and the count of capitals taken while a text is indexed.
//!
//! Nothing is stored of words in lower case while a text is read: they are what capitals leave
//! of the whole.

use std::collections::HashMap;
use std::hash::BuildHasher;

use foldhash::fast::FixedState;

use crate::analysis::{Case, Token};

/// How often a word occurs, and how it is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// All occurrences.
    pub total: u32,
    /// Of these, with one capital in front (`Marche`).
    pub capitalised: u32,
    /// Of these, all in capitals (`OMS`).
    pub capitals: u32,
}

impl Counts {
    /// Adds the occurrences counted elsewhere.
    pub(crate) fn add(&mut self, other: Counts) {
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
pub(crate) struct CaseTally {
    words: HashMap<u64, Capitals, FixedState>,
    /// Words in capitals side by side, up to the last one seen.
    run: Vec<u64>,
    /// Where the last of them ends in its text.
    run_end: usize,
}

#[derive(Debug, Clone, Copy, Default)]
struct Capitals {
    first: u32,
    all: u32,
}

impl CaseTally {
    /// Counts an occurrence of `term`, the next word of a text.
    ///
    /// Words in capitals that stand side by side are a headline (`GRÈVE À LA SNCF`),
    /// which tells nothing of its words: they count as in lower case.
    pub(crate) fn count(&mut self, term: &str, word: Token) {
        let is_beside = word.from == self.run_end + 1;
        match word.case {
            Case::Lower => self.end_of_run(),
            Case::Capitalised => {
                // `À` in a headline is neither.
                if is_beside && term.chars().nth(1).is_none() {
                    self.run_end = word.to;
                } else {
                    self.end_of_run();
                }
                let capitals = self.words.entry(hash(term)).or_default();
                capitals.first = capitals.first.saturating_add(1);
            }
            Case::Capitals => {
                if !is_beside {
                    self.end_of_run();
                }
                self.run.push(hash(term));
                self.run_end = word.to;
            }
        }
    }

    /// Counts what was held back, at the end of a text.
    pub(crate) fn end_of_text(&mut self) {
        self.end_of_run();
        self.run_end = 0;
    }

    fn end_of_run(&mut self) {
        if let [alone] = self.run[..] {
            let capitals = self.words.entry(alone).or_default();
            capitals.all = capitals.all.saturating_add(1);
        }
        self.run.clear();
    }

    /// Takes over what `other` counted, and leaves it empty.
    pub(crate) fn absorb(&mut self, other: &mut CaseTally) {
        if self.words.is_empty() {
            std::mem::swap(&mut self.words, &mut other.words);
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
    pub(crate) fn counts(&self, term: &str, total: u32) -> Counts {
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
    use crate::analysis::words;

    fn count(tally: &mut CaseTally, text: &str) {
        let mut term = String::new();
        let mut words = words(text);
        while let Some(word) = words.next_into(&mut term) {
            tally.count(&term, word);
        }
        tally.end_of_text();
    }

    #[test]
    fn capitals_are_counted_and_added_up() {
        let (mut one, mut other) = (CaseTally::default(), CaseTally::default());
        count(&mut one, "Marche, marche, MARCHE");
        count(&mut other, "Oms, oms, OMS. Marche");
        one.absorb(&mut other);
        assert_eq!(one.counts("marche", 9), Counts { total: 9, capitalised: 2, capitals: 1 });
        assert_eq!(one.counts("oms", 3), Counts { total: 3, capitalised: 1, capitals: 1 });
        assert_eq!(one.counts("grève", 4), Counts { total: 4, capitalised: 0, capitals: 0 });
        assert_eq!(other.counts("oms", 0), Counts::default());
    }

    #[test]
    fn a_headline_in_capitals_tells_nothing_of_its_words() {
        let mut tally = CaseTally::default();
        count(&mut tally, "GRÈVE À LA SNCF");
        count(&mut tally, "SNCF : la CGT, FO et la CFDT (SUD)");
        let capitals = |word| tally.counts(word, 9).capitals;
        assert_eq!(
            ["grève", "la", "sncf", "cgt", "fo", "cfdt", "sud"].map(capitals),
            [0, 0, 1, 1, 1, 1, 1]
        );
    }
}
