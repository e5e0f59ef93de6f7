//! Matches: where a text has what a query asks for, by the same tokenizer and the
//! same forms as the search.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::places::{in_order, together};
use super::ranking::Ranking;
use crate::analysis::words;
use crate::lexicon::{Expansion, Relation};
use crate::query::{Condition, Meaning, Query, QueryWord, Role};

/// The forms that a query matches: for marking them in a text.
#[derive(Debug, Clone, Default)]
pub struct Matcher {
    /// Each form with the ordinal of its query word, and whether it is that word.
    forms: HashMap<String, (usize, bool), FixedState>,
    /// The words of phrases, which match only there: each form with its query words.
    letters: HashMap<String, Vec<usize>, FixedState>,
    /// The phrases: their words, and how many others may stand between them.
    phrases: Vec<(Vec<usize>, Option<u32>)>,
    /// How many query words are looked for; the others are stop words that were left
    /// out, which a snippet shows if it can.
    sought: usize,
    /// What showing each query word is worth: its idf in thousandths, so that sums do
    /// not depend on their order.
    pub(super) worth: Vec<u32>,
}

/// What showing a stop word is worth.
const LEFT_OUT_WORTH: u32 = 100;

/// An occurrence of a form of a query word; in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) word: usize,
    /// It is the word as typed, accents and capitals aside.
    pub(super) typed: bool,
    /// It is looked for; a stop word that was left out of the query is not, and is
    /// not marked.
    pub(super) sought: bool,
}

impl Matcher {
    /// Returns what to mark for a query with these words of the collection.
    pub(super) fn new(query: &Query, expansions: &[Expansion], ranking: &Ranking) -> Self {
        #[expect(clippy::cast_sign_loss, reason = "an idf is above 0")]
        let worth = ranking.words.iter().map(|word| (word.idf * 1_000.0) as u32 + 1);
        let left_out = query.left_out.iter().map(|_| LEFT_OUT_WORTH);
        let worth = worth.chain(left_out).collect();
        let mut matcher = Self { worth, sought: ranking.words.len(), ..Self::default() };
        for (word, ordinal) in query.left_out.iter().zip(matcher.sought..) {
            matcher.forms.insert(word.clone(), (ordinal, true));
        }
        if let Some(condition) = &query.condition {
            add_phrases(condition, &mut matcher.phrases);
        }
        let families = || expansions.iter().map(|expansion| &expansion.family);
        let words = || families().zip(&query.words).enumerate();
        let is_of_phrase = |word: &QueryWord| word.meaning == Meaning::Letters;
        let shown = || {
            let is_shown = move |word: &QueryWord| {
                word.role != Role::Unscored && word.meaning != Meaning::Letters
            };
            words().filter(move |(_, (_, word))| is_shown(word))
        };
        // A form of two query words is a match of the first: they were typed so.
        for (ordinal, (family, _)) in shown().collect::<Vec<_>>().into_iter().rev() {
            for form in &family.forms {
                let typed = matches!(form.relation, Relation::Typed | Relation::Accents);
                matcher.forms.insert(form.term.clone(), (ordinal, typed));
            }
        }
        for (ordinal, (family, _)) in shown() {
            if let Some(typed) = family.forms.first() {
                matcher.forms.insert(typed.term.clone(), (ordinal, true));
            }
        }
        for (ordinal, (family, _)) in words().filter(|(_, (_, word))| is_of_phrase(word)) {
            for form in &family.forms {
                matcher.letters.entry(form.term.clone()).or_default().push(ordinal);
            }
        }
        matcher
    }

    /// Returns what to mark for these words and these phrases, the words of phrases
    /// after the plain ones.
    #[cfg(test)]
    pub(super) fn of(words: &[&str], phrase: &[&str], slop: Option<u32>) -> Self {
        let mut matcher = Self { sought: words.len() + phrase.len(), ..Self::default() };
        matcher.worth = (1..=matcher.sought as u32).map(|word| word * 1_000).collect();
        let plain = words.iter().enumerate();
        matcher.forms =
            plain.map(|(ordinal, word)| ((*word).to_owned(), (ordinal, true))).collect();
        for (word, ordinal) in phrase.iter().zip(words.len()..) {
            matcher.letters.entry((*word).to_owned()).or_default().push(ordinal);
        }
        if !phrase.is_empty() {
            matcher.phrases.push(((words.len()..matcher.sought).collect(), slop));
        }
        matcher
    }

    /// Adds a stop word that was left out.
    #[cfg(test)]
    pub(super) fn add_left_out(&mut self, word: &str) {
        self.forms.insert(word.to_owned(), (self.worth.len(), true));
        self.worth.push(LEFT_OUT_WORTH);
    }

    /// Adds a form of a word.
    #[cfg(test)]
    pub(super) fn add_form(&mut self, form: &str, word: usize) {
        self.forms.insert(form.to_owned(), (word, false));
    }

    /// Returns what matches in `text`, sorted and disjoint.
    pub(super) fn matches(&self, text: &str) -> Vec<Match> {
        let mut matches = Vec::new();
        // Words of phrases: where each stands, and where the word at a place is.
        let mut places: Vec<Vec<u32>> = vec![Vec::new(); self.worth.len()];
        let mut ranges: Vec<(u32, Range<usize>)> = Vec::new();
        let mut term = String::new();
        let mut words = words(text);
        while let Some(word) = words.next_into(&mut term) {
            if let Some(&(query_word, typed)) = self.forms.get(&term) {
                matches.push(Match {
                    from: word.from,
                    to: word.to,
                    word: query_word,
                    typed,
                    sought: query_word < self.sought,
                });
            }
            if let Some(query_words) = self.letters.get(&term) {
                for &query_word in query_words {
                    places[query_word].push(word.position);
                }
                ranges.push((word.position, word.from..word.to));
            }
        }
        if !self.phrases.is_empty() {
            self.add_phrases(&places, &ranges, &mut matches);
        }
        matches
    }

    /// Adds the phrases found, each as one match, with slop each of its words; what lies
    /// in a match is none of its own.
    fn add_phrases(
        &self,
        places: &[Vec<u32>],
        ranges: &[(u32, Range<usize>)],
        matches: &mut Vec<Match>,
    ) {
        let range_of = |place: u32| {
            let at = ranges.partition_point(|(known, _)| *known < place);
            ranges.get(at).map(|(_, range)| range.clone())
        };
        for (words, slop) in &self.phrases {
            let of_words: Vec<_> = words.iter().map(|&word| places[word].clone()).collect();
            let spans = match slop {
                None => in_order(&of_words),
                Some(slop) => together(&of_words, *slop),
            };
            if slop.is_some() {
                // Spans come by their first place; how far those so far reach tells the rest.
                let reach = spans.iter().scan(0, |reach, span| {
                    *reach = span.last.max(*reach);
                    Some(*reach)
                });
                let reach: Vec<u32> = reach.collect();
                let is_inside = |place: u32| {
                    let next = spans.partition_point(|span| span.first <= place);
                    next > 0 && place <= reach[next - 1]
                };
                for (&word, places) in words.iter().zip(&of_words) {
                    let inside = places.iter().filter(|place| is_inside(**place));
                    matches.extend(inside.filter_map(|&place| {
                        range_of(place).map(|Range { start: from, end: to }| Match {
                            from,
                            to,
                            word,
                            typed: true,
                            sought: true,
                        })
                    }));
                }
                continue;
            }
            for span in spans {
                if let (Some(first), Some(last)) = (range_of(span.first), range_of(span.last)) {
                    matches.push(Match {
                        from: first.start,
                        to: last.end,
                        word: words[0],
                        typed: true,
                        sought: true,
                    });
                }
            }
        }
        matches.sort_by_key(|found| (found.from, std::cmp::Reverse(found.to)));
        let mut end = 0;
        matches.retain(|found| {
            let is_outside = found.from >= end;
            end = end.max(found.to);
            is_outside
        });
    }
}

/// Adds the phrases that a condition asks for.
fn add_phrases(condition: &Condition, phrases: &mut Vec<(Vec<usize>, Option<u32>)>) {
    match condition {
        Condition::Phrase { words, slop } => phrases.push((words.clone(), *slop)),
        Condition::Near { left, right, .. } => {
            add_phrases(left, phrases);
            add_phrases(right, phrases);
        }
        Condition::All(conditions) | Condition::Any(conditions) => {
            for condition in conditions {
                add_phrases(condition, phrases);
            }
        }
        Condition::Not(_)
        | Condition::Word(_)
        | Condition::Value { .. }
        | Condition::Published { .. } => {}
    }
}
