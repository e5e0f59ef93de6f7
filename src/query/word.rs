//! A word that a query looks for: what was typed, what it stands for, what it is for.
//!
//! It says nothing of the order or the nearness of words; conditions do.

use std::ops::Range;

use super::field::QueryField;
use super::meaning::Meaning;
use super::published::Published;

/// A word to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct QueryWord {
    /// The term, as the tokenizer gives it; several, with a blank between two, stand side by
    /// side (`hépatite A`).
    pub term: String,
    /// Where it stands in the text, in bytes.
    pub span: Range<usize>,
    /// Which words of the collection it stands for.
    pub meaning: Meaning,
    /// The only field it is looked for in.
    pub field: Option<QueryField>,
    /// What it is for.
    pub role: Role,
    /// Which of its occurrences are meant, by their capitals.
    pub capital: Capital,
    /// Of a part of a date: an article of this time has the word too.
    pub published: Option<Published>,
    /// What it counts for the score, in thousandths of what others of its rarity do.
    pub worth: u16,
}

/// What a word counts that was typed.
pub(crate) const WHOLE: u16 = 1_000;

/// Which occurrences of a word are meant, by their capitals; of several words side by side, by
/// that of the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Capital {
    /// All.
    Any,
    /// Those with a capital count more where the collection has it with one often: it was
    /// typed with one that may be that of a sentence.
    Possible,
    /// Those with a capital count more: it was typed with one inside of a sentence.
    Preferred,
    /// Only those with one: `^Total`.
    Required,
}

/// What a query word is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// An article should have it, and the more such words the better.
    Plain,
    /// A condition names it, and it counts for the score.
    Scored,
    /// A condition names it: a word to leave out, a stop word of a phrase.
    Unscored,
}
