//! The inflected forms of a French word, as far as the collection has them.
//!
//! Rules of number and gender, verbs and a small table of words propose forms, which count
//! when they are words of the collection; what the stemmer joins must be alike besides.
//! Each rule works both ways: if a word finds another, that finds the word. What a user
//! set as an exception comes before all rules.

use super::collection::Lexicon;
use super::conjugation::{conjugations, is_irregular};
use super::derivation::{are_derived, may_share_stem, nouns_of, verb_of};
use super::exceptions::Target;
use super::family::{Members, Relation};
use super::inflection::{other_genders, other_numbers};
use super::kind::{Kind, is_rather_name};
use super::lemmas::{abbreviations, family_stem, lemma};
use super::spelling::are_printed_alike;
use super::stemmer::stem;
use super::tally::Counts;
use super::verb::Verb;
use crate::analysis::{fold, is_stop_word};

/// How many times rarer than its infinitive the participle of a verb may be.
const RARE_PARTICIPLE: u32 = 100;

/// A regular verb of the collection.
struct KnownVerb {
    verb: Verb,
    /// How often a form of it may occur; what is commoner is another word.
    most: u32,
}

impl Lexicon {
    /// Adds the inflected forms of the words that are the typed one; a stop word has none.
    pub(super) fn add_french(&self, members: &mut Members) {
        if is_stop_word(&members.forms[0].term) {
            return;
        }
        let own_line = lemma(&members.forms[0].term);
        for word in &members.same() {
            // `cote` is a word of its own, and no slip for `côté`.
            if own_line.is_some() && lemma(word) != own_line {
                continue;
            }
            match self.exception_target(word) {
                Some(target) => self.add_exceptional(members, target),
                None => self.add_kin(members, word),
            }
        }
        self.add_exceptions(members);
    }

    /// Adds the forms of what a word with an exception was set to.
    fn add_exceptional(&self, members: &mut Members, target: &Target) {
        match target {
            Target::Own(_) => {}
            Target::Form(word) => {
                members.add(word, Relation::Stem, self.counts(word));
                self.add_kin(members, word);
            }
            Target::Stem(stem) => {
                for (word, counts) in self.with_plain_stem(stem) {
                    if !self.is_exception(word) {
                        members.add(word, Relation::Stem, counts);
                    }
                }
            }
        }
        for word in self.set_to(target) {
            members.add(word, Relation::Stem, self.counts(word));
        }
    }

    /// Adds the words with an exception that were set to one of the forms or its stem.
    fn add_exceptions(&self, members: &mut Members) {
        for (word, target) in self.exception_targets() {
            let is_met = match target {
                Target::Own(_) => false,
                Target::Form(word) => members.has_same_or_stem(word),
                Target::Stem(stem) => {
                    let typed = &members.forms[0].term;
                    !self.is_exception(typed) && family_stem(typed) == *stem
                }
            };
            if is_met {
                members.add(word, Relation::Stem, self.counts(word));
            }
        }
    }

    /// Adds the forms of a word by the rules of French.
    fn add_kin(&self, members: &mut Members, word: &str) {
        let counts = self.counts(word);
        let kind = self.kind(word);
        let line = lemma(word);
        let of_line = line.into_iter().flat_map(|line| line.split(' '));
        other_numbers(word).iter().map(String::as_str).chain(of_line).for_each(|form| {
            self.add_number(members, (kind, counts), form);
        });
        for form in abbreviations(word) {
            members.add(form, Relation::Stem, self.counts(form));
        }
        // `Nicolas` is no form of `Nicole`.
        if kind == Kind::Name {
            return;
        }
        if !is_rather_name(word, counts) {
            self.add_irregular(members, word);
        }
        if line.is_some() {
            return;
        }
        if let Some(infinitive) = verb_of(word) {
            self.add_irregular(members, infinitive);
            let verb = Verb::with_infinitive(infinitive);
            verb.and_then(|verb| self.known_verb(verb))
                .into_iter()
                .for_each(|verb| self.add_forms(members, &verb));
        }
        for form in other_genders(word) {
            self.add_open(members, &form, self.counts(&form));
        }
        self.add_derived(members, word);
        self.add_beside_ion(members, word);
        for verb in Verb::candidates(word) {
            if let Some(verb) = self.known_verb(verb)
                && self.is_form(&verb, word, counts)
            {
                let infinitive = verb.verb.infinitive();
                self.add_forms(members, &verb);
                self.add_nouns(members, &infinitive);
                // What is derived from the infinitive is kin to its forms.
                self.add_derived(members, &infinitive);
            }
        }
    }

    /// Adds the forms of the irregular verbs that a word is a form of, and their nouns.
    fn add_irregular(&self, members: &mut Members, word: &str) {
        for form in conjugations(word) {
            let counts = self.counts(&form);
            if !is_rather_name(&form, counts) {
                self.add_form(members, &form, counts);
            }
            self.add_nouns(members, &form);
        }
    }

    /// Adds the nouns made from a verb that no stem tells.
    fn add_nouns(&self, members: &mut Members, infinitive: &str) {
        for noun in nouns_of(infinitive) {
            for noun in [noun, &format!("{noun}s")] {
                self.add_open(members, noun, self.counts(noun));
            }
        }
    }

    /// Adds a form, unless it has a line of its own in the table of words.
    fn add_open(&self, members: &mut Members, form: &str, counts: Counts) {
        if counts.total > 0 && lemma(form).is_none() {
            self.add_form(members, form, counts);
        }
    }

    /// Adds words of the same stem that are kin to a word, and the forms of such a verb.
    fn add_derived(&self, members: &mut Members, word: &str) {
        let own = stem(word);
        let are_alike = |form: &str| {
            are_printed_alike(&own, &stem(form))
                || self.is_unaccented(word)
                || self.is_unaccented(form)
        };
        for (form, counts) in self.with_plain_stem(&family_stem(word)) {
            if form == word
                || lemma(form).is_some()
                || !are_derived(word, form)
                || !are_alike(form)
                || !may_share_stem(word, form)
            {
                continue;
            }
            self.add_form(members, form, counts);
            if let Some(verb) = Verb::with_infinitive(form).and_then(|verb| self.known_verb(verb))
                && self.is_form(&verb, form, counts)
            {
                self.add_forms(members, &verb);
            }
        }
    }

    /// Tells whether a word may lack its accents: it has none, and the collection has it in
    /// no spelling with some.
    fn is_unaccented(&self, word: &str) -> bool {
        fold(word) == word && self.with_fold(word).is_empty()
    }

    /// Adds the verb made from a noun in `-ion`, or the noun of such a verb: Snowball gives
    /// `demiss` for `démission` and `démission` for `démissionner`.
    fn add_beside_ion(&self, members: &mut Members, word: &str) {
        let singular = word.strip_suffix('s').unwrap_or(word);
        if singular.ends_with("ion") {
            for (form, counts) in self.with_plain_stem(&fold(singular)) {
                if stem(form) == singular {
                    self.add_open(members, form, counts);
                }
            }
            return;
        }
        let noun = stem(word);
        if noun.ends_with("ion") {
            for noun in [format!("{noun}s"), noun.into_owned()] {
                self.add_open(members, &noun, self.counts(&noun));
            }
        }
    }

    /// Adds the forms of a regular verb.
    fn add_forms(&self, members: &mut Members, verb: &KnownVerb) {
        for (beginning, endings) in verb.verb.forms() {
            for (form, counts) in self.with_endings(&beginning, endings) {
                if !members.has(form) && self.is_form(verb, form, counts) {
                    self.add_open(members, form, counts);
                }
            }
        }
    }

    /// Returns a regular verb if the collection has it: its infinitive and, of a common one,
    /// its participle, which `hiver` has not.
    fn known_verb(&self, verb: Verb) -> Option<KnownVerb> {
        let infinitive = verb.infinitive();
        // A noun besides tells it.
        if nouns_of(&infinitive).any(|noun| self.counts(noun).total > 0) {
            return Some(KnownVerb { verb, most: u32::MAX });
        }
        let of_infinitive = self.counts(&infinitive).total;
        if of_infinitive == 0 {
            return None;
        }
        let of_participle = self.counts(&verb.participle()).total;
        let is_known = of_participle >= of_infinitive / RARE_PARTICIPLE
            && lemma(&infinitive).is_none()
            && !is_irregular(&infinitive);
        let most = match of_participle {
            0 => of_infinitive.saturating_mul(10),
            _ => (of_infinitive + of_participle).saturating_mul(50),
        };
        is_known.then_some(KnownVerb { verb, most })
    }

    /// Tells whether a word that is written like a form of a regular verb is one, and not
    /// rather another word: much commoner, a noun, a form of an irregular verb.
    fn is_form(&self, verb: &KnownVerb, word: &str, counts: Counts) -> bool {
        if counts.total > verb.most || is_rather_name(word, counts) {
            return false;
        }
        // `présidents`, `opéras` and `violon` tell nouns.
        let noun = if word.ends_with("ent") || word.ends_with('a') {
            format!("{word}s")
        } else if word.ends_with("ons") {
            word[..word.len() - 1].to_owned()
        } else {
            return !is_irregular(word);
        };
        self.counts(&noun).total.saturating_mul(10) <= counts.total && !is_irregular(word)
    }
}
