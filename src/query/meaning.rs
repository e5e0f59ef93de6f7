//! Which words of a collection a word of a query stands for.
//!
//! It is the same for what is typed and for what is looked for. It knows no word of
//! any collection: the lexicon finds those.

use crate::analysis::is_stop_word;

/// Which words of the collection a query word stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// Its family, every form: `marche`.
    Family,
    /// Its family, and nothing else that it may be a part of or a slip for: a word that an
    /// article has.
    Marking,
    /// The same letters, accents aside: a word in quotes.
    Letters,
    /// Itself: `=marche`.
    Exact,
    /// What starts with it: `présid*`.
    Prefix,
    /// What ends with it: `*crate`.
    Suffix,
    /// What differs by so many letters, 1 or 2: `Tokaiev~`, `Zelenski~2`.
    Fuzzy(u8),
}

impl Meaning {
    /// Tells whether every word of a collection is looked at to know.
    pub(crate) fn is_pattern(self) -> bool {
        matches!(self, Self::Prefix | Self::Suffix | Self::Fuzzy(_))
    }

    /// Tells whether a word that is meant so is left out among others: a stop word, unless a sign
    /// says which words it stands for (`*as`, `=elle`).
    pub(super) fn is_stop_word(self, term: &str) -> bool {
        match self {
            Self::Family | Self::Marking | Self::Letters => is_stop_word(term),
            Self::Exact | Self::Prefix | Self::Suffix | Self::Fuzzy(_) => false,
        }
    }

    /// Returns a word as it is typed to mean this: `=marche`, `présid*`.
    ///
    /// That a word stands in quotes is not shown.
    #[must_use]
    pub(crate) fn written(self, term: &str) -> String {
        match self {
            Self::Family | Self::Marking | Self::Letters => term.to_owned(),
            Self::Exact => format!("={term}"),
            Self::Prefix => format!("{term}*"),
            Self::Suffix => format!("*{term}"),
            Self::Fuzzy(edits) => format!("{term}~{edits}"),
        }
    }
}
