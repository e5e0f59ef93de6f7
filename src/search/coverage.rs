//! Which articles count as hits: those with all the words, or where these are too few,
//! those with some.
//!
//! Only plain words may lack; what is written as syntax holds. It looks at numbers only:
//! every engine follows the same policy.

use crate::engine::{Detail, Engine, Hint, Order, Request};
use crate::error::Result;
use crate::query::{Query, Role};

/// Articles with all the words that make an answer by themselves.
const ENOUGH: u64 = 20;

/// The same for one word beside a clause: who writes syntax wants little that is exact.
const ENOUGH_BESIDE_A_CLAUSE: u64 = 1;

/// Words from which on a query is a pasted headline or sentence, of which an article
/// that answers may lack one.
const PASTED: u32 = 5;

/// Articles that have the phrases of a pasted text, and its words, when they are meant.
const ENOUGH_WITH_PHRASES: u64 = 10;

/// What having all the words brings an article; some of them bring their share.
const COVERAGE: f32 = 3.0;

/// Which articles count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Coverage {
    /// Those with every word.
    All,
    /// Those with some word, and the more words the better.
    Most,
    /// Those with some word, by score alone.
    Any,
}

impl Coverage {
    /// Returns which articles match a request, when nothing is relaxed.
    pub(crate) fn of(request: &Request) -> Self {
        if request.any { Self::Any } else { Self::All }
    }

    /// Returns how many plain words of a query, whose words have these roles, an article has at
    /// least: none of those that are relaxed beside a clause (`"le monde" grève`).
    pub(crate) fn least(self, roles: impl Iterator<Item = Role> + Clone) -> u32 {
        let plain = plain_words(roles.clone());
        match self {
            Self::All => plain,
            Self::Most if has_clause(roles) => 0,
            Self::Most | Self::Any => plain.min(1),
        }
    }

    /// Returns what each of a query's words that an article has adds to its score.
    pub(crate) fn bonus(self, words: u32) -> f32 {
        if self == Self::Most { COVERAGE / words.max(1) as f32 } else { 0.0 }
    }
}

/// Returns how many articles that count by themselves are enough: where there are fewer, those
/// that lack words of the query are hits too.
///
/// It does not depend on the page asked for: every page is one of the same order.
pub(crate) fn enough(request: &Request, query: &Query) -> u64 {
    match plain_words(roles(query)) {
        // By date, they would come between those with all the words.
        _ if request.order != Order::Relevance => 0,
        0 => 0,
        2.. if !request.any => ENOUGH,
        _ if has_clause(roles(query)) => ENOUGH_BESIDE_A_CLAUSE,
        _ => 0,
    }
}

/// Tells whether the phrases of a query are to be looked for as words, when `complete` of the
/// `total` articles that have its phrases have all its words too: when there are none, or hardly
/// any of these for a pasted headline. Where only articles with all count, these come in the
/// order that they have so.
pub(crate) fn lacks_phrases(request: &Request, query: &Query, total: u64, complete: u64) -> bool {
    let is_pasted = plain_words(roles(query)) + 1 >= PASTED;
    let are_few = if is_pasted {
        (request.relax || !request.any) && complete < ENOUGH_WITH_PHRASES
    } else {
        request.relax && total == 0
    };
    request.order == Order::Relevance && are_few
}

/// Returns what the words of a query are for.
fn roles(query: &Query) -> impl Iterator<Item = Role> + Clone {
    query.words.iter().map(|word| word.role)
}

fn plain_words(roles: impl Iterator<Item = Role>) -> u32 {
    roles.filter(|role| *role == Role::Plain).count() as u32
}

/// Tells whether a condition has words that count for the score.
fn has_clause(mut roles: impl Iterator<Item = Role>) -> bool {
    roles.any(|role| role == Role::Scored)
}

/// Returns how many articles have some of what was asked, when none has all and only such
/// were wanted.
pub(crate) fn some_have(engine: &dyn Engine, request: &Request) -> Result<Option<Hint>> {
    if request.relax || request.any {
        return Ok(None);
    }
    let (any, relax, limit, detail, suggestions) = (true, true, 0, Detail::Id, 0);
    let some = Request { any, relax, limit, detail, suggestions, ..request.clone() };
    let total = engine.top(&some)?.total;
    Ok((total > 0).then_some(Hint::SomeHave(total)))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::query::Clock;

    fn read(text: &str) -> Query {
        Query::parse(text, &Clock::in_paris(Timestamp::UNIX_EPOCH)).expect("a query")
    }

    #[test]
    fn others_count_where_few_have_all_the_words_whatever_the_page() {
        let request = Request { limit: 100, ..Request::default() };
        for (text, articles) in [
            ("grève SNCF", 20),
            ("grève", 0),
            ("grève date:2019", 0),
            ("grève \"en gare\"", 1),
            ("\"en gare\"", 0),
            ("grève SNCF \"en gare\"", 20),
        ] {
            assert_eq!(enough(&request, &read(text)), articles, "{text}");
        }
        let query = read("grève SNCF");
        let any = Request { any: true, ..request.clone() };
        assert_eq!(enough(&any, &query), 0);
        assert_eq!(enough(&any, &read("grève SNCF \"en gare\"")), 1);
        assert_eq!(enough(&Request { order: Order::NewestFirst, ..request }, &query), 0);
    }

    #[test]
    fn one_plain_word_is_asked_for_where_no_clause_has_words() {
        for (text, all, some) in [
            ("grève SNCF", 2, 1),
            ("grève SNCF source:afp -quai", 2, 1),
            ("grève \"en gare\"", 1, 0),
            ("titre:grève SNCF quai", 2, 0),
            ("date:2019", 0, 0),
        ] {
            let query = read(text);
            let least = |coverage: Coverage| coverage.least(roles(&query));
            let found = [Coverage::All, Coverage::Most, Coverage::Any].map(least);
            assert_eq!(found, [all, some, all.min(1)], "{text}");
        }
    }
}
