//! What a word is by its capitals: an acronym, a name, a common word.
//!
//! It judges by counts alone: there is no list of names.

use super::collection::Lexicon;
use super::spelling::{are_printed_alike, is_slip};
use super::tally::Counts;

/// What a word is, as far as its capitals tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Mostly in capitals: it has no other form.
    Acronym,
    /// With a capital 49 times in 50, but for one slip.
    Name,
    /// Without one more than once in twenty.
    CommonWord,
    /// Anything between, or too rare to tell.
    Word,
}

/// Most letters of an acronym; what is longer is a word printed in capitals.
const MAX_ACRONYM: usize = 8;

/// Tells whether a word is an acronym: mostly in capitals, without accents, short.
pub(super) fn is_acronym(term: &str, counts: Counts) -> bool {
    let is_mostly =
        counts.capitals > 0 && u64::from(counts.capitals) * 2 >= u64::from(counts.total);
    is_mostly && term.is_ascii() && term.len() <= MAX_ACRONYM
}

impl Kind {
    /// Returns the kind of a word by its capitals, acronyms aside.
    pub(super) fn of(counts: Counts) -> Self {
        let capitals = u64::from(counts.capitalised) + u64::from(counts.capitals);
        let total = u64::from(counts.total);
        match total {
            0..5 => Self::Word,
            _ if capitals * 50 >= total * 49 => Self::Name,
            // One slip among a few dozen tells nothing: `crimée`, once, of 43.
            20.. if capitals + 1 == total => Self::Name,
            _ if is_mostly_capitalised(counts) => Self::Word,
            _ => Self::CommonWord,
        }
    }

    /// Returns the kind of a word of which the collection has these spellings.
    pub(super) fn among(term: &str, counts: Counts, spellings: &[(&str, Counts)]) -> Self {
        // `CHOMAGE`, printed once, is no acronym where `chômage` is common.
        if is_acronym(term, counts)
            && !spellings.iter().any(|&(word, of_word)| is_slip(term, counts, word, of_word))
        {
            return Self::Acronym;
        }
        // All that is printed for it: `Etat`, always with a capital, is no name.
        let mut sum = counts;
        for (word, of_word) in spellings {
            if *word != term && are_printed_alike(word, term) {
                sum.add(*of_word);
            }
        }
        Self::of(sum)
    }
}

/// Tells whether one is a name and the other is written without a capital.
pub(super) fn are_apart(one: (Kind, Counts), other: (Kind, Counts)) -> bool {
    let is_apart = |(kind, _), (_, counts): (Kind, Counts)| {
        kind == Kind::Name && !is_mostly_capitalised(counts)
    };
    is_apart(one, other) || is_apart(other, one)
}

/// Tells whether a word that is written like a form of a verb is rather a name: `Vienne`,
/// `Orne`. Imperatives and participles often begin a sentence.
pub(super) fn is_rather_name(word: &str, counts: Counts) -> bool {
    let capitals = u64::from(counts.capitalised) + u64::from(counts.capitals);
    counts.total >= 5
        && capitals * 5 >= u64::from(counts.total) * 3
        && ["e", "es", "er"].iter().any(|ending| word.ends_with(ending))
}

/// Tells whether a word has a capital at least 19 times in 20.
fn is_mostly_capitalised(counts: Counts) -> bool {
    let capitals = u64::from(counts.capitalised) + u64::from(counts.capitals);
    capitals * 20 >= u64::from(counts.total) * 19
}

impl Lexicon {
    /// Returns what a word is in this collection.
    pub(super) fn kind(&self, term: &str) -> Kind {
        if self.is_exception(term) {
            return Kind::Word;
        }
        Kind::among(term, self.counts(term), &self.spellings(term))
    }
}
