//! What a person declared to be the same: words, and phrases of several.
//!
//! A phrase is written here as its terms with a blank between two. It never says where a
//! phrase stands in an article: the index does.

use super::collection::Lexicon;
use super::family::{Form, Members, Relation};
use super::tally::Counts;
use crate::analysis::fold;

impl Lexicon {
    /// Adds what one of the forms was declared to be the same as, with its own forms.
    pub(super) fn add_declared(&self, members: &mut Members, language: &str) {
        let groups = self.exceptions().declared().iter();
        let is_met = |same: &&String| members.has_same_or_stem(same);
        let met: Vec<_> = groups.filter(|group| group.iter().any(|same| is_met(&same))).collect();
        for same in met.into_iter().flatten() {
            for form in self.declared_forms(same, language) {
                members.add(&form.term, form.relation, form.counts);
            }
        }
    }

    /// Returns the forms of a word or phrase that was declared to be the same as another.
    fn declared_forms(&self, same: &str, language: &str) -> Vec<Form> {
        if same.contains(' ') {
            let (term, counts) = (same.to_owned(), self.counts_of_phrase(same));
            return vec![Form { term, relation: Relation::Declared, counts }];
        }
        let mut forms = self.members(same, language).forms;
        for form in &mut forms {
            form.relation = match form.relation {
                Relation::Typed | Relation::Accents => Relation::Declared,
                _ => Relation::Stem,
            };
        }
        forms
    }

    /// Returns the forms of all that a phrase was declared to be the same as.
    pub(crate) fn declared_same_as(&self, phrase: &[&str], language: &str) -> Vec<Form> {
        let is_phrase =
            |same: &String| same.split(' ').map(fold).eq(phrase.iter().map(|term| fold(term)));
        let groups = self.exceptions().declared().iter();
        let group = groups.filter(|group| group.iter().any(is_phrase)).flatten();
        let others = group.filter(|same| !is_phrase(same));
        others.flat_map(|same| self.declared_forms(same, language)).collect()
    }

    /// Returns the terms of each word of a phrase: those of its letters, accents aside, but for
    /// the letter of a name with a number.
    pub(crate) fn words_of_phrase(&self, phrase: &str) -> Vec<Vec<String>> {
        let is_name = is_letter_and_number(phrase);
        let terms = |word| {
            let forms = self.with_letters(word).forms.into_iter();
            let terms = forms.map(|form| form.term).filter(|term| !is_name || term == word);
            terms.collect()
        };
        phrase.split(' ').map(terms).collect()
    }

    /// Returns how often the rarest word of a phrase occurs.
    pub(crate) fn counts_of_phrase(&self, phrase: &str) -> Counts {
        let totals = phrase.split(' ').map(|word| {
            let forms = self.with_letters(word).forms;
            forms.iter().fold(0_u32, |sum, form| sum.saturating_add(form.counts.total))
        });
        Counts { total: totals.min().unwrap_or(0), ..Counts::default() }
    }
}

/// Tells whether a phrase is a letter and a number, as in the name of a road or a plane: in `A 20`
/// the letter is no `à`.
pub(crate) fn is_letter_and_number(phrase: &str) -> bool {
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_letter = |word: &str| word.chars().count() == 1 && !is_number(word);
    phrase.split_once(' ').is_some_and(|(one, other)| {
        is_letter(one) && is_number(other) || is_number(one) && is_letter(other)
    })
}
