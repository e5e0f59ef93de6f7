//! The inflected forms of a French word, as far as the collection has them.
//!
//! The stemmer joins most of them. Rules of number and gender and a table of verbs
//! propose others, which count when they are words of the collection. What a user
//! set as an exception comes before all rules.

use super::collection::Lexicon;
use super::conjugation::conjugations;
use super::family::{Kind, Members, Relation};
use super::inflection::{is_infinitive, other_genders, other_numbers, presents};
use super::lemmas::{family_stem, lemma};
use super::stemmer::stem;
use crate::analysis::fold;

impl Lexicon {
    /// Adds the inflected forms of the words that are the typed one.
    pub(super) fn add_french(&self, members: &mut Members) {
        // What was typed without accents is inflected as the words it stands for:
        // Snowball needs the accents (`abordée` is `abord`, `abordee` is not).
        let same = members.same();
        if members.kind == Kind::Name {
            // `Nicolas` is no form of `Nicole`.
            for word in &same {
                for number in other_numbers(word) {
                    self.add(members, &number);
                }
            }
            return;
        }
        let mut stems: Vec<String> = same.iter().map(|word| self.stem_of(word)).collect();
        for word in same.iter().filter(|word| !self.is_exception(word)) {
            for number in other_numbers(word) {
                if self.add(members, &number) {
                    stems.push(self.stem_of(&number));
                }
            }
            for form in other_genders(word).into_iter().chain(conjugations(word)) {
                self.add(members, &form);
            }
            stems.extend(self.stem_of_present(word));
            stems.extend(stem_beside_ion(word));
        }
        stems.sort_unstable();
        stems.dedup();
        let typed = &members.forms[0].term;
        let accents_typed = fold(typed) != *typed;
        let accented_stems: Vec<_> = same.iter().map(|word| stem(word)).collect();
        for stem_of_family in &stems {
            let words = self.with_stem(stem_of_family);
            let is_verb = words.iter().any(|(word, _)| is_infinitive(word));
            for (word, counts) in words {
                // Where accents were typed, a word whose own stem has other ones belongs
                // to the other word: `pêches` to `pêche`, not to `péché`.
                let own = !accents_typed
                    || !accented_stems.iter().any(|stem| fold(stem) == *stem_of_family)
                    || accented_stems.contains(&stem(word));
                let relation = if own { Relation::Stem } else { Relation::OtherAccents };
                if self.is_exception(word) {
                    members.add_exception(word, relation, counts);
                } else {
                    members.add(word, relation, counts);
                }
                let presents = if is_verb { presents(word) } else { Vec::new() };
                for present in presents {
                    let is_open = !members.has(&present) && !self.is_exception(&present);
                    if is_open && self.is_verb_in_ent(&present) {
                        members.add(&present, relation, self.counts(&present));
                    }
                }
            }
        }
    }

    /// Adds an inflected form that a rule proposes, unless an exception says otherwise.
    /// Tells whether it was new.
    fn add(&self, members: &mut Members, form: &str) -> bool {
        !self.is_exception(form)
            && !members.has(form)
            && members.add(form, Relation::Stem, self.counts(form))
    }

    /// Returns the stem of the verb of which `word` is a form of the present that
    /// Snowball keeps apart: `portent` gives the stem of `porte`, `étudie` that of
    /// `étudier`.
    fn stem_of_present(&self, word: &str) -> Option<String> {
        let singular = match word.strip_suffix("ent") {
            Some(_) if !self.is_verb_in_ent(word) => return None,
            Some(_) => &word[..word.len() - 2],
            None => word.strip_suffix('s').unwrap_or(word),
        };
        if singular.ends_with("ie") {
            let infinitive = format!("{singular}r");
            // Not by a rare word or a misprint: `Russie` has no `russier`.
            let [verb, word] = [&infinitive, word].map(|word| u64::from(self.counts(word).total));
            return (verb > 0 && verb * 50 >= word).then(|| self.stem_of(&infinitive));
        }
        let stem = self.stem_of(singular);
        let is_verb = |(word, _): &(&str, _)| is_infinitive(word);
        (word.ends_with("ent") && self.with_stem(&stem).iter().any(is_verb)).then_some(stem)
    }

    /// Tells whether a word in `-ent` is rather a verb than a noun or an adjective:
    /// these have a plural (`présidents`).
    fn is_verb_in_ent(&self, word: &str) -> bool {
        let plural = || self.counts(&format!("{word}s")).total;
        !word.ends_with("ent") || u64::from(plural()) * 10 <= u64::from(self.counts(word).total)
    }
}

/// Returns the stem of the verb made from a noun in `-ion`, or of the noun of such a
/// verb: Snowball gives `demiss` for `démission` and `demission` for `démissionner`.
fn stem_beside_ion(word: &str) -> Option<String> {
    let singular = word.strip_suffix('s').unwrap_or(word);
    if singular.ends_with("ion") {
        return lemma(singular).is_none().then(|| fold(singular).into_owned());
    }
    let stem = family_stem(word);
    (stem.ends_with("ion") && lemma(&stem).is_none()).then(|| family_stem(&stem))
}
