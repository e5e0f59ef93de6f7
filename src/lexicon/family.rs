//! Families: the words of the collection that a query word stands for.
//!
//! A family holds the word itself, the same word with other accents, and the
//! words that share a stem with one of these. It never weighs them: ranking does.

use super::collection::Lexicon;
use super::conjugation::conjugations;
use super::inflection::{is_infinitive, other_genders, other_numbers, presents};
use super::stemmer::{folded_stem, stem};
use super::tally::Counts;
use crate::analysis::fold;

/// Most forms of a family; the rarest beyond are left out.
///
/// French families have six forms on average; only a short stem shared by names
/// comes near.
const MAX_FORMS: usize = 48;

/// How a form relates to the word as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// The word itself.
    Typed,
    /// The same letters, where accents were left out: in what was typed (`president`
    /// for `président`), or in print on a capital (`Etat` for `État`).
    Accents,
    /// The same stem as one of these.
    Stem,
    /// The same letters with other accents than those typed (`péché` for `pêche`),
    /// most often another word.
    OtherAccents,
}

/// A word of the collection that a query word stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The term in the index.
    pub term: String,
    /// How it relates to what was typed.
    pub relation: Relation,
    /// How often it occurs in the collection.
    pub counts: Counts,
}

/// A query word and the forms it stands for, the closest and then the commonest
/// first; never empty, since the typed word belongs to it in any case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// The forms.
    pub forms: Vec<Form>,
}

impl Family {
    /// Tells whether no form occurs in the collection.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.forms.iter().all(|form| form.counts.total == 0)
    }
}

impl Lexicon {
    /// Returns the family of `term`, a word as the tokenizer gives it.
    ///
    /// `president` gives `president`, `président` (accents), `présidents`,
    /// `présidente` (stem), as far as the collection has them. An acronym is its
    /// own family, whatever the case of the query: `OMS` is not `OM`.
    #[must_use]
    pub fn family(&self, term: &str) -> Family {
        let typed =
            Form { term: term.to_owned(), relation: Relation::Typed, counts: self.counts(term) };
        if is_acronym(typed.counts) {
            return Family { forms: vec![typed] };
        }
        let is_name = is_name(typed.counts);
        let mut members = Members { forms: vec![typed], is_name };
        let folded = fold(term);
        let relation = |word: &str| {
            if folded == term || tail(word) == tail(term) {
                Relation::Accents
            } else {
                Relation::OtherAccents
            }
        };
        members.add(&folded, relation(&folded), self.counts(&folded));
        for (word, counts) in self.with_fold(&folded) {
            members.add(word, relation(word), counts);
        }
        // What was typed without accents is inflected as the words it stands for:
        // Snowball needs the accents (`abordée` is `abord`, `abordee` is not).
        let same = members.forms.iter().filter(|form| form.relation <= Relation::Accents);
        let same: Vec<String> = same.map(|form| form.term.clone()).collect();
        let mut stems: Vec<String> = same.iter().map(|word| folded_stem(word)).collect();
        for word in &same {
            for other in other_numbers(word).into_iter().chain(other_genders(word)) {
                if members.add(&other, Relation::Stem, self.counts(&other)) {
                    stems.push(folded_stem(&other));
                }
            }
            for form in conjugations(word) {
                members.add(&form, Relation::Stem, self.counts(&form));
            }
            stems.extend(self.stem_of_present(word));
        }
        stems.sort_unstable();
        stems.dedup();
        let known = members.forms.len();
        let accented_stems: Vec<_> = same.iter().map(|word| stem(word)).collect();
        for stem_of_family in &stems {
            let is_verb = self.with_stem(stem_of_family).any(|(word, _)| is_infinitive(word));
            for (word, counts) in self.with_stem(stem_of_family) {
                // Where accents were typed, a word whose own stem has other ones belongs
                // to the other word: `pêches` to `pêche`, not to `péché`.
                let own = folded == term
                    || !accented_stems.iter().any(|stem| fold(stem) == *stem_of_family)
                    || accented_stems.contains(&stem(word));
                let relation = if own { Relation::Stem } else { Relation::OtherAccents };
                if !members.forms[..known].iter().any(|form| form.term == word) {
                    members.add(word, relation, counts);
                }
                let presents = if is_verb { presents(word) } else { Vec::new() };
                for present in presents {
                    if !members.has(&present) && self.is_verb_in_ent(&present) {
                        members.add(&present, relation, self.counts(&present));
                    }
                }
            }
        }
        let Members { mut forms, .. } = members;
        forms[1..].sort_by(|one, other| {
            (one.relation, other.counts.total, &one.term).cmp(&(
                other.relation,
                one.counts.total,
                &other.term,
            ))
        });
        forms.truncate(MAX_FORMS);
        Family { forms }
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
            return (self.counts(&infinitive).total > 0).then(|| folded_stem(&infinitive));
        }
        let stem = folded_stem(singular);
        let is_verb =
            word.ends_with("ent") && self.with_stem(&stem).any(|(word, _)| is_infinitive(word));
        is_verb.then_some(stem)
    }

    /// Tells whether a word in `-ent` is rather a verb than a noun or an adjective:
    /// these have a plural (`présidents`).
    fn is_verb_in_ent(&self, word: &str) -> bool {
        let plural = || self.counts(&format!("{word}s")).total;
        !word.ends_with("ent") || u64::from(plural()) * 10 <= u64::from(self.counts(word).total)
    }
}

/// Tells whether a word stands mostly in capitals.
fn is_acronym(counts: Counts) -> bool {
    counts.capitals > 0 && counts.capitals * 2 >= counts.total
}

/// Tells whether a word is nearly always a name: with a capital 49 times in 50.
/// Rare words give no evidence.
fn is_name(counts: Counts) -> Option<bool> {
    let capitals = u64::from(counts.capitalised) + u64::from(counts.capitals);
    let total = u64::from(counts.total);
    (total >= 5).then_some(capitals * 50 >= total * 49)
}

/// Returns a word without its first letter, the one that print leaves bare.
fn tail(word: &str) -> &str {
    let mut chars = word.chars();
    chars.next();
    chars.as_str()
}

/// The forms found so far; those of several segments are added up.
struct Members {
    forms: Vec<Form>,
    /// Whether the typed word is a name, as far as its capitals tell.
    is_name: Option<bool>,
}

impl Members {
    fn has(&self, word: &str) -> bool {
        self.forms.iter().any(|form| form.term == word)
    }

    /// Adds a word, unless it is the typed one, does not occur, or is of another kind:
    /// an acronym, or a name among common words. Tells whether it was new.
    fn add(&mut self, word: &str, relation: Relation, counts: Counts) -> bool {
        if counts.total == 0 || self.forms[0].term == word || is_acronym(counts) {
            return false;
        }
        let other_kind = self.is_name.is_some() && is_name(counts).is_some();
        if other_kind && self.is_name != is_name(counts) && relation >= Relation::Stem {
            return false;
        }
        if let Some(form) = self.forms.iter_mut().find(|form| form.term == word) {
            form.counts.add(counts);
            return false;
        }
        self.forms.push(Form { term: word.to_owned(), relation, counts });
        true
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use tantivy::directory::OwnedBytes;

    use super::super::{CaseTally, LexiconBuilder, SegmentLexicon};
    use super::*;
    use crate::analysis::words;

    fn segment(text: &str) -> SegmentLexicon {
        let mut totals = BTreeMap::<String, u32>::new();
        let mut cases = CaseTally::default();
        let mut term = String::new();
        let mut words = words(text);
        while let Some(word) = words.next_into(&mut term) {
            *totals.entry(term.clone()).or_default() += 1;
            cases.count(&term, word.case);
        }
        let mut builder = LexiconBuilder::default();
        for (word, total) in totals {
            builder.push(&word, cases.counts(&word, total), None);
        }
        let mut file = Vec::new();
        builder.write(&mut file).expect("writing to memory succeeds");
        SegmentLexicon::open(OwnedBytes::new(file)).expect("what was written can be read")
    }

    fn lexicon(text: &str) -> Lexicon {
        Lexicon::new(vec![segment(text)])
    }

    #[track_caller]
    fn check(text: &str, typed: &str, expected: &str) {
        let family = lexicon(text).family(typed);
        let forms: Vec<&str> = family.forms.iter().map(|form| form.term.as_str()).collect();
        assert_eq!(forms.join(" "), expected, "family of {typed}");
    }

    #[test]
    fn a_word_meets_its_inflected_forms() {
        check("grève grèves gréviste SNCF", "grève", "grève grèves");
    }

    #[test]
    fn a_word_without_accents_meets_the_accented_ones_and_their_forms() {
        check("président présidents préside", "president", "president président présidents");
        check("abordée aborder", "abordee", "abordee abordée aborder");
    }

    #[test]
    fn typed_accents_come_before_other_accents() {
        check("pêche péché péché", "pêche", "pêche péché");
        check("pêche péché péché", "péché", "péché pêche");
        check("marche marchés marché", "marché", "marché marchés marche");
    }

    #[test]
    fn a_capital_printed_without_its_accent_is_the_same_word() {
        check("état etat états étât", "état", "état etat états étât");
    }

    #[test]
    fn plain_plurals_meet_and_words_that_only_look_like_one_do_not() {
        check("vidéo vidéos", "vidéos", "vidéos vidéo");
        check("feu feux", "feu", "feu feux");
        check("élu élus élue", "élu", "élu élue élus");
        for (one, other) in [("mois", "moi"), ("fois", "foi"), ("cours", "cour")] {
            check(&format!("{one} {other}"), one, one);
            check(&format!("{one} {other}"), other, other);
        }
    }

    #[test]
    fn an_acronym_is_its_own_family_whatever_the_case() {
        check("OMS OMS oms OM OM", "oms", "oms");
        check("OMS OMS oms OM OM", "om", "om");
        check("SNCF", "sncf", "sncf");
    }

    #[test]
    fn a_name_is_no_form_of_a_common_word() {
        let text = "Paris Paris Paris Paris Paris le pari un pari des pari ce pari du pari";
        check(text, "paris", "paris");
        check(text, "pari", "pari");
    }

    #[test]
    fn an_unknown_word_is_its_own_family() {
        let family = lexicon("grève").family("zzz");
        assert_eq!(family.forms.len(), 1);
        assert!(family.is_unknown());
    }

    #[test]
    fn segments_are_seen_as_one() {
        let lexicon = Lexicon::new(vec![segment("grève train"), segment("grève grèves greve")]);
        let family = lexicon.family("greve");
        let forms: Vec<_> =
            family.forms.iter().map(|form| (form.term.as_str(), form.counts.total)).collect();
        assert_eq!(forms, [("greve", 1), ("grève", 2), ("grèves", 1)]);
        assert_eq!(lexicon.distinct_words(), 4);
    }
}
