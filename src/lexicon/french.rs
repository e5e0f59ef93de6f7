//! The inflected forms of a French word, as far as the collection has them.
//!
//! The stemmer joins most of them. Rules of number and gender and a table of verbs
//! propose others, which count when they are words of the collection. What a user
//! set as an exception comes before all rules.

use super::collection::Lexicon;
use super::conjugation::conjugations;
use super::derivation::{are_derived, differ_in_accents};
use super::family::{Kind, Members, Relation};
use super::inflection::{other_genders, other_numbers};
use super::lemmas::{lemma, together};
use super::stemmer::stem;
use super::verb::Verb;
use crate::analysis::{fold, is_stop_word};

impl Lexicon {
    /// Adds the inflected forms of the words that are the typed one.
    pub(super) fn add_french(&self, members: &mut Members) {
        // What was typed without accents is inflected as the words it stands for:
        // Snowball needs the accents (`abordée` is `abord`, `abordee` is not).
        let same = members.same();
        for word in &same {
            if is_stop_word(word) {
                continue;
            }
            if self.is_exception(word) {
                for (form, counts) in self.with_stem(&self.stem_of(word)) {
                    if self.is_exception(form) {
                        members.add_exception(form, Relation::Stem, counts);
                    } else {
                        members.add(form, Relation::Stem, counts);
                    }
                }
                continue;
            }
            for form in together(word) {
                members.add_exception(form, Relation::Stem, self.counts(form));
            }
            if members.kind == Kind::Name {
                // `Nicolas` is no form of `Nicole`.
                for number in other_numbers(word) {
                    self.add(members, &number);
                }
                continue;
            }
            self.add_inflected(members, word);
            if !self.exceptions().is_empty() {
                for (form, counts) in self.with_stem(&self.stem_of(word)) {
                    if self.is_exception(form) {
                        members.add_exception(form, Relation::Stem, counts);
                    }
                }
            }
        }
    }

    fn add_inflected(&self, members: &mut Members, word: &str) {
        let conjugated = conjugations(word);
        for form in &conjugated {
            self.add(members, form);
        }
        if let Some(line) = lemma(word) {
            for form in line.split(' ') {
                self.add(members, form);
            }
            return;
        }
        for form in other_numbers(word).iter().chain(&other_genders(word)) {
            if lemma(form).is_none() {
                self.add(members, form);
            }
        }
        for verb in Verb::candidates(word) {
            if self.has_verb(&verb, word) {
                self.add_verb(members, &verb);
            }
        }
        let is_rare = self.counts(word).total == 0;
        let own_stem = stem(word);
        for (form, counts) in self.with_plain_stem(&fold(&own_stem)) {
            let fits = lemma(form).is_none()
                && (are_derived(word, form) || other_numbers(word).iter().any(|it| it == form))
                && (is_rare || !differ_in_accents(&own_stem, &stem(form)))
                && self.fits_conjugation(word, &conjugated, form);
            if fits && !self.is_exception(form) {
                members.add(form, Relation::Stem, counts);
            }
        }
        // -ion
        let singular = word.strip_suffix('s').unwrap_or(word);
        if singular.ends_with("ion") {
            for (form, counts) in self.with_plain_stem(&fold(singular)) {
                if stem(form) == singular && lemma(form).is_none() {
                    members.add(form, Relation::Stem, counts);
                }
            }
        }
        if own_stem.ends_with("ion") {
            for form in [own_stem.to_string(), format!("{own_stem}s")] {
                if lemma(&form).is_none() {
                    self.add(members, &form);
                }
            }
        }
    }

    fn fits_conjugation(&self, word: &str, conjugated: &[String], form: &str) -> bool {
        let of_form = conjugations(form);
        if conjugated.is_empty() && of_form.is_empty() {
            return true;
        }
        if conjugated.iter().any(|it| it == form) {
            return true;
        }
        use super::derivation::{common, is_noun_of_verb};
        common(word, form) >= 6 && (of_form.is_empty() && is_noun_of_verb(form) || conjugated.is_empty() && is_noun_of_verb(word))
    }

    fn add_verb(&self, members: &mut Members, verb: &Verb) {
        for beginning in verb.beginnings() {
            for (form, counts) in self.starting(&beginning) {
                if verb.has(form) && lemma(form).is_none() && self.is_form(verb, form, counts.total) && !self.is_exception(form) {
                    members.add(form, Relation::Stem, counts);
                }
            }
        }
    }

    fn has_verb(&self, verb: &Verb, word: &str) -> bool {
        self.is_form(verb, word, self.counts(word).total)
    }

    fn is_form(&self, verb: &Verb, word: &str, total: u32) -> bool {
        let infinitive = self.counts(&verb.infinitive()).total;
        if infinitive == 0 || lemma(&verb.infinitive()).is_some() {
            return false;
        }
        let participle = self.counts(&verb.participle()).total;
        if participle == 0 || u64::from(infinitive + participle) * 50 < u64::from(total) {
            return false;
        }
        if word.ends_with("ent") || word.ends_with('a') {
            return u64::from(self.counts(&format!("{word}s")).total) * 10 <= u64::from(total);
        }
        if word.ends_with("ons") {
            return u64::from(self.counts(&word[..word.len() - 1]).total) * 10 <= u64::from(total);
        }
        true
    }

    /// Adds an inflected form that a rule proposes, unless an exception says otherwise.
    /// Tells whether it was new.
    fn add(&self, members: &mut Members, form: &str) -> bool {
        !self.is_exception(form)
            && !members.has(form)
            && members.add(form, Relation::Stem, self.counts(form))
    }
}
