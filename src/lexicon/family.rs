//! Families: the words of the collection that a query word stands for.
//!
//! A family holds the word itself, the same word with other accents, and the
//! words that share a stem with one of these. It never weighs them: ranking does.

use super::collection::Lexicon;
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
    /// `présidente` (stem), as far as the collection has them.
    #[must_use]
    pub fn family(&self, term: &str) -> Family {
        let typed =
            Form { term: term.to_owned(), relation: Relation::Typed, counts: self.counts(term) };
        let mut members = Members(vec![typed]);
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
        // What was typed without accents is stemmed as the words it stands for:
        // Snowball needs the accents (`abordée` is `abord`, `abordee` is not).
        let same = members.0.iter().filter(|form| form.relation <= Relation::Accents);
        let mut stems: Vec<String> = same.map(|form| folded_stem(&form.term)).collect();
        stems.sort_unstable();
        stems.dedup();
        let closest = members.0.len();
        let accented_stem = (folded != term).then(|| stem(term));
        for stem in &stems {
            for (word, counts) in self.with_stem(stem) {
                members.add_beyond(closest, word, accented_stem.as_deref(), counts);
            }
        }
        let Members(mut forms) = members;
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
}

/// Returns a word without its first letter, the one that print leaves bare.
fn tail(word: &str) -> &str {
    let mut chars = word.chars();
    chars.next();
    chars.as_str()
}

/// The forms found so far; those of several segments are added up.
struct Members(Vec<Form>);

impl Members {
    /// Adds a word, unless it is the typed one or does not occur.
    fn add(&mut self, word: &str, relation: Relation, counts: Counts) {
        if counts.total == 0 || self.0[0].term == word {
            return;
        }
        match self.0.iter_mut().find(|form| form.term == word) {
            Some(form) => form.counts.add(counts),
            None => self.0.push(Form { term: word.to_owned(), relation, counts }),
        }
    }

    /// Adds a word of the same stem, unless it is among the first `closest`.
    ///
    /// Where accents were typed, a word whose own stem has other ones belongs to the
    /// other word: `pêches` to `pêche`, not to `péché`.
    fn add_beyond(&mut self, closest: usize, word: &str, typed: Option<&str>, counts: Counts) {
        if self.0[..closest].iter().all(|form| form.term != word) {
            let same = typed.is_none_or(|typed| stem(word) == typed);
            self.add(word, if same { Relation::Stem } else { Relation::OtherAccents }, counts);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use tantivy::directory::OwnedBytes;

    use super::super::{LexiconBuilder, SegmentLexicon};
    use super::*;
    use crate::analysis::words;

    fn segment(text: &str) -> SegmentLexicon {
        let mut counts = BTreeMap::<String, u32>::new();
        let mut term = String::new();
        let mut words = words(text);
        while words.next_into(&mut term).is_some() {
            *counts.entry(term.clone()).or_default() += 1;
        }
        let mut builder = LexiconBuilder::default();
        for (word, total) in counts {
            builder.push(&word, Counts { total, ..Counts::default() }, None);
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
        check("président présidents présidence", "president", "president président présidents");
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
