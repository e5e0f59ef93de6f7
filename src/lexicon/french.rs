//! The inflected forms of a French word, as far as the collection has them.
//!
//! Rules of number and gender, verbs and a small table of words propose forms, which count
//! when they are words of the collection; what the stemmer joins must be alike besides.
//! Each rule works both ways: if a word finds another, that finds the word. What a user
//! set as an exception comes before all rules.

use super::collection::Lexicon;
use super::conjugation::{conjugations, is_irregular};
use super::derivation::{are_derived, may_share_stem};
use super::exceptions::Target;
use super::family::{Members, Relation};
use super::inflection::{other_genders, other_numbers};
use super::kind::{Kind, are_apart, is_acronym};
use super::lemmas::{family_stem, lemma, together};
use super::spelling::{are_printed_alike, is_slip, may_have_slips};
use super::stemmer::stem;
use super::tally::Counts;
use super::verb::Verb;
use crate::analysis::{fold, is_stop_word};

/// A word whose forms are sought.
struct Base<'w> {
    word: &'w str,
    counts: Counts,
    kind: Kind,
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
        let base = Base { word, counts: self.counts(word), kind: self.kind(word) };
        for form in other_numbers(word) {
            self.add_number(members, &base, &form);
        }
        if let Some(line) = lemma(word) {
            for form in line.split(' ') {
                self.add_number(members, &base, form);
            }
        }
        for form in together(word) {
            members.add(form, Relation::Stem, self.counts(form));
        }
        // `Nicolas` is no form of `Nicole`.
        if base.kind == Kind::Name {
            return;
        }
        for form in conjugations(word) {
            self.add_form(members, &form, self.counts(&form));
        }
        if lemma(word).is_none() {
            self.add_inflected(members, &base);
            self.add_derived(members, word);
            self.add_beside_ion(members, word);
        }
    }

    /// Adds what rules of gender and of regular verbs propose.
    fn add_inflected(&self, members: &mut Members, base: &Base<'_>) {
        for form in other_genders(base.word) {
            if lemma(&form).is_none() {
                self.add_form(members, &form, self.counts(&form));
            }
        }
        for verb in Verb::candidates(base.word) {
            if self.is_form(&verb, base.word, base.counts) {
                self.add_forms(members, &verb);
                // What is derived from the infinitive is kin to its forms.
                let infinitive = verb.infinitive();
                self.add_derived(members, &infinitive);
            }
        }
    }

    /// Adds the forms of a regular verb.
    fn add_forms(&self, members: &mut Members, verb: &Verb) {
        for beginning in verb.beginnings() {
            for (form, counts) in self.starting(&beginning) {
                if verb.has(form) && lemma(form).is_none() && self.is_form(verb, form, counts) {
                    self.add_form(members, form, counts);
                }
            }
        }
    }

    /// Tells whether a word is rather a form of a regular verb than another word that ends
    /// like one. The collection has the infinitive and the participle of a verb.
    fn is_form(&self, verb: &Verb, word: &str, counts: Counts) -> bool {
        let infinitive = verb.infinitive();
        if is_irregular(word) || is_irregular(&infinitive) || lemma(&infinitive).is_some() {
            return false;
        }
        let [of_infinitive, of_participle] =
            [infinitive, verb.participle()].map(|form| self.counts(&form).total);
        // A common verb has a participle: `hiver` is none. And not by a rare word or a
        // misprint: `Russie` has no `russier`.
        let is_verb = match of_participle {
            0 => of_infinitive < 100 && of_infinitive.saturating_mul(10) >= counts.total,
            _ => (of_infinitive + of_participle).saturating_mul(50) >= counts.total,
        };
        if of_infinitive == 0 || !is_verb || of_participle.saturating_mul(100) + 99 < of_infinitive
        {
            return false;
        }
        // `présidents`, `opéras` and `violon` tell nouns.
        let noun = match word {
            _ if word.ends_with("ent") || word.ends_with('a') => format!("{word}s"),
            _ if word.ends_with("ons") => word[..word.len() - 1].to_owned(),
            _ => return true,
        };
        self.counts(&noun).total.saturating_mul(10) <= counts.total
    }

    /// Adds words of the same stem that are kin to a word, and the forms of such a verb.
    fn add_derived(&self, members: &mut Members, word: &str) {
        let own = stem(word);
        for (form, of_form) in self.with_plain_stem(&family_stem(word)) {
            if form == word
                || lemma(form).is_some()
                || !are_derived(word, form)
                || !are_printed_alike(&own, &stem(form))
                    && !self.is_unaccented(word)
                    && !self.is_unaccented(form)
                || !may_share_stem(word, form)
            {
                continue;
            }
            self.add_form(members, form, of_form);
            if let Some(verb) = Verb::with_infinitive(form)
                && self.is_form(&verb, form, of_form)
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
                if stem(form) == singular && lemma(form).is_none() {
                    self.add_form(members, form, counts);
                }
            }
            return;
        }
        let noun = stem(word);
        if noun.ends_with("ion") && lemma(&noun).is_none() {
            for noun in [format!("{noun}s"), noun.into_owned()] {
                self.add_form(members, &noun, self.counts(&noun));
            }
        }
    }

    /// Adds a form that may be a name where the base is none.
    fn add_number(&self, members: &mut Members, base: &Base<'_>, form: &str) {
        self.add_unless(members, form, self.counts(form), |kind, counts| {
            are_apart((base.kind, base.counts), (kind, counts))
        });
    }

    fn add_form(&self, members: &mut Members, form: &str, counts: Counts) {
        self.add_unless(members, form, counts, |kind, _| kind == Kind::Name);
    }

    /// Adds a form with its slips, unless it is a stop word, an acronym, an exception or
    /// barred by what it is.
    fn add_unless(
        &self,
        members: &mut Members,
        form: &str,
        counts: Counts,
        is_barred: impl Fn(Kind, Counts) -> bool,
    ) {
        if counts.total == 0 || members.has(form) || is_stop_word(form) || self.is_exception(form) {
            return;
        }
        let is_bare = |word: &str| word.starts_with(['a', 'e', 'i', 'o', 'u', 'c']);
        let may_differ = is_bare(form)
            || !form.is_ascii() && (may_have_slips(counts) || is_bare(&fold(form)))
            || Kind::of(counts) == Kind::Name
            || is_acronym(form, counts);
        let spellings = if may_differ { self.spellings(form) } else { Vec::new() };
        let kind = Kind::among(form, counts, &spellings);
        let is_slip_itself =
            spellings.iter().any(|&(word, of_word)| is_slip(form, counts, word, of_word));
        if kind == Kind::Acronym || is_barred(kind, counts) || is_slip_itself {
            return;
        }
        members.add(form, Relation::Stem, counts);
        let all = spellings.clone();
        for (word, of_word) in spellings {
            if (are_printed_alike(word, form) || is_slip(word, of_word, form, counts))
                && Kind::among(word, of_word, &all) != Kind::Acronym
                && lemma(word) == lemma(form)
                && !is_stop_word(word)
                && !self.is_exception(word)
            {
                members.add(word, Relation::Stem, of_word);
            }
        }
    }
}
