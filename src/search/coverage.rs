//! Which articles count as hits: those with all the words, or where these are too few,
//! those with some.
//!
//! It looks at numbers only: every engine follows the same policy.

use crate::engine::{Detail, Engine, Hint, Order, Request};
use crate::error::Result;
use crate::query::{Query, Role};

/// Articles with all the words that make an answer by themselves.
const ENOUGH: u64 = 20;

/// Words from which on a query is a pasted headline or sentence, of which an article
/// that answers may lack one.
const PASTED: u32 = 5;

/// Articles that have the phrases of a pasted text, and its words, when they are meant.
const ENOUGH_WITH_PHRASES: u64 = 10;

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

/// Tells whether articles with some of the words are hits too, among those with all of
/// them, of which there are `complete`.
///
/// It does not depend on the page asked for: every page is one of the same order.
pub(super) fn is_relaxed(request: &Request, words: u32, complete: u64) -> bool {
    // By date, they would come between those with all the words.
    !request.any && words >= 2 && request.order == Order::Relevance && complete < ENOUGH
}

/// Tells whether the phrases of a query are to be looked for as words, when `total` articles
/// have all its words and its phrases: none, or hardly any of a pasted headline. Where only
/// articles with all count, these come in the order that they have so.
pub(super) fn lacks_phrases(request: &Request, query: &Query, total: u64) -> bool {
    let words = query.words.iter().filter(|word| word.role == Role::Plain).count() as u32;
    let enough = if words + 1 < PASTED { 1 } else { ENOUGH_WITH_PHRASES };
    let may_relax = request.relax || !request.any;
    may_relax && request.order == Order::Relevance && total < enough
}

/// Returns how many articles have some of what was asked, when none has all and only such
/// were wanted.
pub(super) fn some_have(engine: &dyn Engine, request: &Request) -> Result<Option<Hint>> {
    if request.relax || request.any {
        return Ok(None);
    }
    let (any, relax, limit, detail, suggestions) = (true, true, 0, Detail::Id, false);
    let some = Request { any, relax, limit, detail, suggestions, ..request.clone() };
    let total = engine.top(&some)?.total;
    Ok((total > 0).then_some(Hint::SomeHave(total)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn others_count_where_few_have_all_the_words_whatever_the_page() {
        let request = Request { limit: 100, ..Request::default() };
        assert!(is_relaxed(&request, 2, 19));
        assert!(!is_relaxed(&request, 2, 20));
        assert!(!is_relaxed(&request, 1, 0));
        assert!(!is_relaxed(&Request { any: true, ..request.clone() }, 2, 0));
        assert!(!is_relaxed(&Request { order: Order::NewestFirst, ..request }, 2, 0));
    }
}
