//! Words of the collection by how they are written: exactly so, accents aside, by
//! their beginning, their end, or with a few letters wrong. It knows no inflection.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use levenshtein_automata::LevenshteinAutomatonBuilder;

use super::collection::Lexicon;
use super::family::{Family, Form, Relation};
use super::spelling::written_otherwise;
use super::tally::Counts;
use crate::analysis::fold;

/// Most words that a pattern stands for where the best articles are wanted; the commonest are
/// taken.
pub(crate) const MAX_EXPANSION: usize = 200;

/// The words that a pattern stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Expansion {
    /// The words, as forms of what was typed.
    pub family: Arc<Family>,
    /// How many words the collection has for it; more than the forms when only the
    /// commonest were taken.
    pub found: usize,
}

impl Lexicon {
    /// Returns the word itself and nothing else.
    #[must_use]
    pub(crate) fn exactly(&self, term: &str) -> Family {
        let counts = self.counts(term);
        Family { forms: vec![Form { term: term.to_owned(), relation: Relation::Typed, counts }] }
    }

    /// Returns the words of the same letters, whatever their accents.
    #[must_use]
    pub(crate) fn with_letters(&self, term: &str) -> Family {
        let mut family = self.exactly(term);
        let folded = fold(term);
        let mut add = |word: &str, counts: Counts| {
            if counts.total > 0 && family.forms.iter().all(|form| form.term != word) {
                let term = word.to_owned();
                family.forms.push(Form { term, relation: Relation::Accents, counts });
            }
        };
        add(&folded, self.counts(&folded));
        self.with_fold(&folded).into_iter().for_each(|(word, counts)| add(word, counts));
        for word in written_otherwise(term) {
            add(&word, self.counts(&word));
        }
        family
    }

    /// Returns the words that start with `start`, accents aside, the commonest `most` of them.
    #[must_use]
    pub(crate) fn with_prefix(&self, start: &str, most: usize) -> Expansion {
        let start = fold(start);
        self.expand(most, self.segments().flat_map(|segment| segment.starting_with(&start)))
    }

    /// Returns the words that end with `end`, accents aside, the commonest `most` of them.
    #[must_use]
    pub(crate) fn with_suffix(&self, end: &str, most: usize) -> Expansion {
        let end = fold(end);
        self.expand(most, self.segments().flat_map(|segment| segment.ending_with(&end)))
    }

    /// Returns the words within `edits` letters inserted, left out, replaced or swapped,
    /// accents aside; at most two. They are the commonest `most` of them.
    #[must_use]
    pub(crate) fn with_spelling_near(&self, term: &str, edits: u8, most: usize) -> Expansion {
        let near = self.spelled_near(term, edits);
        let forms = near.into_iter().map(|(word, (counts, distance))| {
            let relation = match distance {
                _ if word == term => Relation::Typed,
                0 => Relation::Accents,
                _ => Relation::Spelling,
            };
            Form { term: word.to_owned(), relation, counts }
        });
        commonest(forms.collect(), most)
    }

    /// Returns the words within some letters of `term`, accents aside, with their counts and
    /// distance.
    pub(super) fn spelled_near(&self, term: &str, edits: u8) -> BTreeMap<&str, (Counts, u8)> {
        let spellings = automata(edits).build_dfa(&fold(term));
        let mut near = BTreeMap::<&str, (Counts, u8)>::new();
        for (word, counts, distance) in self.segments().flat_map(|segment| segment.near(&spellings))
        {
            let (sum, _) = near.entry(word).or_insert((Counts::default(), distance));
            sum.add(counts);
        }
        near
    }

    /// Returns words of the segments as forms of what was typed, the commonest first.
    fn expand<'l>(
        &'l self,
        most: usize,
        words: impl Iterator<Item = (&'l str, Counts)>,
    ) -> Expansion {
        let words = self.distinct(words);
        let form = |(word, counts): (&str, _)| Form {
            term: word.to_owned(),
            relation: Relation::Accents,
            counts,
        };
        commonest(words.into_iter().map(form).collect(), most)
    }
}

/// Returns the commonest of some forms.
fn commonest(mut forms: Vec<Form>, most: usize) -> Expansion {
    let found = forms.len();
    forms.sort_unstable_by(|one, other| {
        let by_counts = other.counts.total.cmp(&one.counts.total);
        by_counts.then_with(|| one.term.cmp(&other.term))
    });
    forms.truncate(most);
    Expansion { family: Arc::new(Family { forms }), found }
}

/// Returns what builds automata for spellings with one or two letters wrong, which takes as
/// long as to look for a word.
fn automata(edits: u8) -> &'static LevenshteinAutomatonBuilder {
    static ONE: OnceLock<LevenshteinAutomatonBuilder> = OnceLock::new();
    static TWO: OnceLock<LevenshteinAutomatonBuilder> = OnceLock::new();
    let (cell, edits) = if edits < 2 { (&ONE, 1) } else { (&TWO, 2) };
    cell.get_or_init(|| LevenshteinAutomatonBuilder::new(edits, true))
}

#[cfg(test)]
mod tests {
    use super::super::family::tests::lexicon_with;
    use super::*;

    #[track_caller]
    fn check(family: &Family, expected: &str) {
        let forms: Vec<_> = family.forms.iter().map(|form| form.term.as_str()).collect();
        assert_eq!(forms.join(" "), expected);
    }

    #[test]
    fn words_are_found_by_how_they_are_written() {
        let text = "président présidents président PRÉSIDENCE démocrate bureaucrate Tokaïev \
                    Tokayev Tokaïev marche marché";
        let lexicon = lexicon_with(text, "");
        check(&lexicon.with_prefix("presid", 9).family, "président présidence présidents");
        check(&lexicon.with_prefix("prési", 9).family, "président présidence présidents");
        check(&lexicon.with_suffix("crate", 9).family, "bureaucrate démocrate");
        check(&lexicon.with_spelling_near("tokaiev", 1, 9).family, "tokaïev tokayev");
        check(&lexicon.exactly("marche"), "marche");
        check(&lexicon.with_letters("marche"), "marche marché");
        check(&lexicon.with_letters("marché"), "marché marche");
    }

    #[test]
    fn endings_are_those_of_words_whatever_stands_next_to_them() {
        let lexicon = lexicon_with("ana banana nab âna a na savana bâna", "");
        check(&lexicon.with_suffix("ana", 9).family, "ana banana bâna savana âna");
        check(&lexicon.with_suffix("na", 9).family, "ana banana bâna na savana âna");
        check(&lexicon.with_suffix("bananana", 9).family, "");
        let words = lexicon.with_suffix("a", 99).family.forms.len();
        assert_eq!(words, 7, "all but `nab`");
    }

    #[test]
    fn of_too_many_words_the_commonest_are_taken_and_all_counted() {
        let words: Vec<String> =
            (0..MAX_EXPANSION + 5).map(|number| format!("mot{number}")).collect();
        let text = words.join(" ") + " mot7";
        let expansion = lexicon_with(&text, "").with_prefix("mot", MAX_EXPANSION);
        assert_eq!((expansion.found, expansion.family.forms.len()), (205, 200));
        assert_eq!(expansion.family.forms[0].term, "mot7");
    }
}
