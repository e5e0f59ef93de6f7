//! Where a text has what a query asks for, by the same tokenizer and the same forms as
//! the search: what snippets mark and whatever else shows occurrences.
//!
//! It is made for texts of one field, or of any where a query names none.

use std::collections::HashMap;
use std::ops::Range;

use fixedbitset::FixedBitSet;
use foldhash::fast::FixedState;

use super::nears::Nears;
use super::places::{Span, in_order, repeated, together};
use super::term_map::TermMap;
use super::weight::{Weights, fields_of};
use crate::analysis::{fold, words};
use crate::article::TextField;
use crate::engine::Occurrence;
use crate::lexicon::{Expansion, Relation, is_letter_and_number};
use crate::query::{Capital, Condition, Meaning, Query, QueryWord, Role};

/// The forms that a query matches: for marking them in a text.
#[derive(Debug, Clone, Default)]
pub(super) struct TextMatcher {
    /// Each form with the ordinal of its query word, and whether it is that word.
    forms: TermMap<(usize, bool)>,
    /// The words of phrases, which match only there: each form with its query words.
    letters: TermMap<Vec<usize>>,
    /// The same of forms of several words, by their letters without accents.
    folded: HashMap<String, Vec<usize>, FixedState>,
    phrases: Vec<Phrase>,
    /// The words that match near each other.
    nears: Nears,
    /// The query words that must have a capital.
    with_capital: FixedBitSet,
    /// How many words of the query and of forms there are.
    slots: usize,
    /// How many query words are looked for; the others are stop words that were left
    /// out, which a snippet shows if it can.
    sought: usize,
    /// What showing each query word is worth: its idf in thousandths, so that sums do
    /// not depend on their order.
    pub(super) worth: Vec<u32>,
}

/// Words that match side by side.
#[derive(Debug, Clone)]
struct Phrase {
    /// Its words, by their ordinals in the query; those of a form of several words come after.
    words: Vec<usize>,
    /// How many others may stand between them.
    slop: Option<u32>,
    /// The query word that it is a match of.
    of: usize,
}

/// What showing a stop word is worth.
const LEFT_OUT_WORTH: u32 = 100;

impl TextMatcher {
    /// Returns what to mark for a query with these words of the collection, in texts of a field.
    pub(super) fn new(
        query: &Query,
        expansions: &[Expansion],
        weights: &Weights,
        field: Option<TextField>,
    ) -> Self {
        let is_here = |word: &QueryWord| field.is_none_or(|field| fields_of(word).contains(&field));
        #[expect(clippy::cast_sign_loss, reason = "an idf is above 0")]
        let worth = weights.words.iter().map(|word| (word.idf * 1_000.0) as u32 + 1);
        let left_out = query.left_out.iter().map(|_| LEFT_OUT_WORTH);
        let worth = worth.chain(left_out).collect();
        let mut matcher = Self { worth, sought: weights.words.len(), ..Self::default() };
        let words = query.words.iter().enumerate();
        matcher.with_capital.extend(
            words.filter(|(_, word)| word.capital == Capital::Required).map(|(word, _)| word),
        );
        for (word, ordinal) in query.left_out.iter().zip(matcher.sought..) {
            matcher.forms.insert(word, (ordinal, true));
        }
        matcher.slots = matcher.worth.len();
        if let Some(condition) = &query.condition {
            add_phrases(condition, &mut matcher.phrases);
            matcher.phrases.retain(|phrase| is_here(&query.words[phrase.of]));
            matcher.nears = Nears::of(condition);
        }
        let families = || expansions.iter().map(|expansion| &expansion.family);
        let words = || families().zip(&query.words).enumerate();
        let is_of_phrase = |word: &QueryWord| word.meaning == Meaning::Letters && is_here(word);
        let shown = || {
            let is_shown = move |word: &QueryWord| {
                word.role != Role::Unscored && word.meaning != Meaning::Letters && is_here(word)
            };
            words().filter(move |(_, (_, word))| is_shown(word))
        };
        // A form of two query words is a match of the first: they were typed so.
        for (ordinal, (family, _)) in shown().collect::<Vec<_>>().into_iter().rev() {
            for form in &family.forms {
                let typed = form.relation < Relation::Stem;
                if form.term.contains(' ') {
                    matcher.add_form_of_several(&form.term, ordinal);
                } else {
                    matcher.forms.insert(&form.term, (ordinal, typed));
                }
            }
        }
        for (ordinal, (family, _)) in shown() {
            if let Some(typed) = family.forms.first().filter(|form| !form.term.contains(' ')) {
                matcher.forms.insert(&typed.term, (ordinal, true));
            }
        }
        for (ordinal, (family, _)) in words().filter(|(_, (_, word))| is_of_phrase(word)) {
            for form in &family.forms {
                matcher.letters.or_default(&form.term).push(ordinal);
            }
        }
        matcher
    }

    /// Adds a form of several words side by side.
    fn add_form_of_several(&mut self, form: &str, of: usize) {
        let first = self.slots;
        let is_name = is_letter_and_number(form);
        for word in form.split(' ') {
            if is_name {
                self.letters.or_default(word).push(self.slots);
                self.slots += 1;
                continue;
            }
            self.folded.entry(fold(word).into_owned()).or_default().push(self.slots);
            self.slots += 1;
        }
        self.phrases.push(Phrase { words: (first..self.slots).collect(), slop: None, of });
    }

    /// Returns what to mark for these words and these phrases, the words of phrases
    /// after the plain ones.
    #[cfg(test)]
    pub(super) fn of(words: &[&str], phrase: &[&str], slop: Option<u32>) -> Self {
        let mut matcher = Self { sought: words.len() + phrase.len(), ..Self::default() };
        matcher.worth = (1..=matcher.sought as u32).map(|word| word * 1_000).collect();
        for (ordinal, word) in words.iter().enumerate() {
            matcher.forms.insert(word, (ordinal, true));
        }
        for (word, ordinal) in phrase.iter().zip(words.len()..) {
            matcher.letters.or_default(word).push(ordinal);
        }
        if !phrase.is_empty() {
            let of = words.len();
            matcher.phrases.push(Phrase { words: (of..matcher.sought).collect(), slop, of });
        }
        matcher.slots = matcher.sought;
        matcher
    }

    /// Adds a stop word that was left out.
    #[cfg(test)]
    pub(super) fn add_left_out(&mut self, word: &str) {
        self.forms.insert(word, (self.worth.len(), true));
        self.worth.push(LEFT_OUT_WORTH);
        self.slots += 1;
    }

    /// Adds a form of a word.
    #[cfg(test)]
    pub(super) fn add_form(&mut self, form: &str, word: usize) {
        self.forms.insert(form, (word, false));
    }

    /// Returns the occurrences in `text`, sorted and disjoint.
    pub(super) fn occurrences(&self, text: &str) -> Vec<Occurrence> {
        let (mut found, mut spans) = (Vec::new(), Vec::new());
        let mut of_phrases = PhraseWords::new(self.slots);
        let mut buffer = String::new();
        let with_letters = (!self.letters.is_empty()).then(|| {
            let mut looks = self.forms.looks().clone();
            looks.add(self.letters.looks());
            looks
        });
        let looks = with_letters.as_ref().unwrap_or(self.forms.looks());
        let mut words = words(text);
        let may_be_meant = |first: u8, length: usize| {
            !self.folded.is_empty() || looks.has(first.to_ascii_lowercase(), length)
        };
        while let Some((word, term)) = words.next_like(may_be_meant, &mut buffer) {
            let is_meant = |query_word: usize| {
                !self.with_capital.contains(query_word)
                    || text[word.from..].starts_with(char::is_uppercase)
            };
            if let Some(&(query_word, typed)) = self.forms.get(term)
                && is_meant(query_word)
            {
                let sought = query_word < self.sought;
                spans.push(Span { first: word.position, last: word.position });
                found.push(Occurrence {
                    from: word.from,
                    to: word.to,
                    word: query_word,
                    typed,
                    sought,
                });
            }
            let of_forms =
                if self.folded.is_empty() { None } else { self.folded.get(&*fold(term)) };
            let of_letters = self.letters.get(term);
            if of_letters.is_some() || of_forms.is_some() {
                let slots = of_letters.into_iter().chain(of_forms).flatten();
                for &slot in slots.filter(|slot| is_meant(**slot)) {
                    of_phrases.places[slot].push(word.position);
                }
                of_phrases.ranges.push((word.position, word.from..word.to));
            }
        }
        for phrase in &self.phrases {
            of_phrases.add_phrase(phrase, &mut found, &mut spans);
        }
        self.nears.retain(&mut found, &spans);
        if !self.phrases.is_empty() {
            without_overlaps(&mut found);
        }
        found
    }
}

/// The words of phrases in a text.
struct PhraseWords {
    /// Where each query word stands.
    places: Vec<Vec<u32>>,
    /// The bytes of the word at each of these places, in order.
    ranges: Vec<(u32, Range<usize>)>,
}

impl PhraseWords {
    fn new(words: usize) -> Self {
        Self { places: vec![Vec::new(); words], ranges: Vec::new() }
    }

    fn range(&self, place: u32) -> Option<Range<usize>> {
        let at = self.ranges.partition_point(|(known, _)| *known < place);
        self.ranges.get(at).map(|(_, range)| range.clone())
    }

    /// Adds a phrase wherever it stands, as one occurrence; with slop each of its words.
    fn add_phrase(&self, phrase: &Phrase, found: &mut Vec<Occurrence>, spans: &mut Vec<Span>) {
        let Phrase { words, slop, of } = phrase;
        let mut add = |word, range: Range<usize>, span| {
            found.push(Occurrence {
                from: range.start,
                to: range.end,
                word,
                typed: true,
                sought: true,
            });
            spans.push(span);
        };
        let Some(slop) = slop else {
            let of_words: Vec<_> = words.iter().map(|&word| &self.places[word]).collect();
            for span in in_order(&of_words) {
                if let (Some(first), Some(last)) = (self.range(span.first), self.range(span.last)) {
                    add(*of, first.start..last.end, span);
                }
            }
            return;
        };
        let distinct = repeated(words);
        let places = |&(word, times): &(usize, usize)| (&self.places[word], times);
        let of_words: Vec<_> = distinct.iter().map(places).collect();
        let all = together(&of_words, *slop);
        // Spans come by their first place; how far those so far reach tells the rest.
        let reach = all.iter().scan(0, |reach, span| {
            *reach = span.last.max(*reach);
            Some(*reach)
        });
        let reach: Vec<u32> = reach.collect();
        let is_inside = |place: u32| {
            let next = all.partition_point(|span| span.first <= place);
            next > 0 && place <= reach[next - 1]
        };
        for ((word, _), (places, _)) in distinct.iter().zip(&of_words) {
            for &place in places.iter().filter(|place| is_inside(**place)) {
                if let Some(range) = self.range(place) {
                    add(*word, range, Span { first: place, last: place });
                }
            }
        }
    }
}

/// Sorts occurrences and leaves out what lies in another one.
fn without_overlaps(found: &mut Vec<Occurrence>) {
    found.sort_by_key(|found| (found.from, std::cmp::Reverse(found.to)));
    let mut end = 0;
    found.retain(|found| {
        let is_outside = found.from >= end;
        end = end.max(found.to);
        is_outside
    });
}

/// Adds the phrases that a condition asks for.
fn add_phrases(condition: &Condition, phrases: &mut Vec<Phrase>) {
    match condition {
        Condition::Phrase { words, slop } => {
            phrases.push(Phrase { words: words.clone(), slop: *slop, of: words[0] });
        }
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
        | Condition::Exactly { .. }
        | Condition::Like(_)
        | Condition::Added(_)
        | Condition::Published(_) => {}
    }
}
