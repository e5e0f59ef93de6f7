//! What there is to say of the words of a query: that no article has one, that one may be a slip.
//!
//! It looks at words only; what became of the articles is said elsewhere.

use super::weight::Weights;
use crate::engine::Hint;
use crate::lexicon::{Expansion, Lexicon};
use crate::query::{Meaning, Query, Role};

/// Returns what there is to say of the words of a query, of the first `suggestions` of which it is
/// looked for what else may have been meant.
pub(crate) fn hints_of_words(
    query: &Query,
    expansions: &[Expansion],
    weights: &Weights,
    lexicon: &Lexicon,
    suggestions: usize,
) -> Vec<Hint> {
    let words = &query.words;
    let ranked = words.iter().zip(expansions).zip(&weights.words);
    let unknown = ranked.filter(|((word, expansion), ranked)| {
        let is_absent = ranked.forms.is_empty() || ranked.is_instead;
        expansion.family.is_unknown() && word.role != Role::Unscored && is_absent
    });
    let looked_up = if query.is_short() { suggestions } else { 0 };
    let unknown = unknown.enumerate().map(|(at, ((word, expansion), _))| {
        let suggested = || match expansion.family.instead() {
            Some(instead) => Some(instead.to_owned()),
            None => lexicon.suggestion(&word.term),
        };
        let meant = (at < looked_up).then(suggested).flatten();
        Hint::UnknownWord { word: word.term.clone(), meant }
    });
    let mut hints: Vec<Hint> = unknown.collect();
    hints.extend(near_spellings(query, expansions, lexicon, looked_up));
    hints
}

/// Returns what the first `most` words of a query may be slips for that some article has.
fn near_spellings<'p>(
    query: &'p Query,
    expansions: &'p [Expansion],
    lexicon: &'p Lexicon,
    most: usize,
) -> impl Iterator<Item = Hint> + 'p {
    let known = query.words.iter().zip(expansions).filter(|(word, expansion)| {
        word.meaning == Meaning::Family
            && word.role != Role::Unscored
            && !expansion.family.is_unknown()
    });
    known.take(most).filter_map(move |(word, expansion)| {
        let (meant, times) = lexicon.commoner_spelling(&word.term, &expansion.family)?;
        Some(Hint::NearSpelling { word: word.term.clone(), meant, times })
    })
}
