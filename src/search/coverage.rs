//! Which articles count as hits: those with all the words, or where these are too few,
//! those with some.
//!
//! It looks at numbers only: every engine follows the same policy.

use crate::engine::{Order, Request};
use crate::query::{Query, Role};

/// Words from which on a query is a pasted headline or sentence, of which an article
/// that answers may lack one: those with all the words come first only when there
/// are [`ENOUGH`].
const PASTED: u32 = 5;

/// Articles with all the words of a pasted text that make an answer by themselves.
const ENOUGH: u64 = 10;

/// What having all the words brings an article; some of them bring their share.
const COVERAGE: f32 = 3.0;

/// Which articles count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coverage {
    /// Those with every word.
    All,
    /// Those with some word, and the more words the better.
    Most,
    /// Those with some word, by score alone.
    Any,
}

impl Coverage {
    /// Returns which articles match a request, when nothing is relaxed.
    pub(super) fn of(request: &Request) -> Self {
        if request.any { Self::Any } else { Self::All }
    }

    /// Returns what each of a query's words that an article has adds to its score.
    pub(super) fn bonus(self, words: u32) -> f32 {
        if self == Self::Most { COVERAGE / words.max(1) as f32 } else { 0.0 }
    }
}

/// What becomes of articles with some of the words only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Others {
    /// They are no hits.
    LeftOut,
    /// They come after those with all the words.
    Behind,
    /// They come among them, by score.
    Among,
}

impl Others {
    /// Tells whether there may be others, for a query with so many plain words.
    pub(super) fn may_count(request: &Request, words: u32) -> bool {
        // By date, they would come between those with all the words.
        !request.any && words >= 2 && request.order == Order::Relevance
    }

    /// Returns what becomes of them where `total` articles have all of so many plain words,
    /// and so many are wanted.
    pub(super) fn beside(words: u32, total: u64, wanted: u64) -> Self {
        // Not by what is wanted alone: every page comes from the same order.
        let complete_first = words < PASTED || total >= ENOUGH;
        match complete_first {
            true if total >= wanted => Self::LeftOut,
            true => Self::Behind,
            false => Self::Among,
        }
    }
}

/// Tells whether the phrases of a query are to be looked for as words, when `total` articles
/// have all its words and its phrases: none, or hardly any of a pasted headline.
pub(super) fn lacks_phrases(request: &Request, query: &Query, total: u64) -> bool {
    let words = query.words.iter().filter(|word| word.role == Role::Plain).count() as u32;
    let enough = if words + 1 < PASTED { 1 } else { ENOUGH };
    request.order == Order::Relevance && total < enough
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn others_follow_where_those_with_all_the_words_are_fewer_than_wanted() {
        assert_eq!(Others::beside(3, 10, 10), Others::LeftOut);
        assert_eq!(Others::beside(3, 9, 10), Others::Behind);
        assert_eq!(Others::beside(3, 0, 10), Others::Behind);
    }

    #[test]
    fn of_a_pasted_text_an_article_may_lack_a_word() {
        assert_eq!(Others::beside(5, 9, 3), Others::Among);
        assert_eq!(Others::beside(5, 10, 3), Others::LeftOut);
        assert_eq!(Others::beside(5, 10, 30), Others::Behind);
    }
}
