//! What joins a family: forms that rules propose, and the slips that stand for them.
//!
//! Stop words, acronyms and words with an exception join none, nor a name that of a
//! common word. It knows no rule of a language.

use super::collection::Lexicon;
use super::family::{Members, Relation};
use super::kind::{Kind, are_apart, is_acronym};
use super::lemmas::lemma;
use super::spelling::{are_printed_alike, is_slip};
use super::tally::Counts;
use crate::analysis::is_stop_word;

/// First letters that print may leave without an accent.
const OFTEN_BARE: &[char] = &['a', 'à', 'â', 'c', 'ç', 'e', 'é', 'è', 'ê', 'i', 'î', 'o', 'ô', 'u'];

impl Lexicon {
    /// Adds a form that is no name.
    pub(super) fn add_form(&self, members: &mut Members, form: &str, counts: Counts) {
        self.add_unless(members, form, counts, |kind| kind == Kind::Name);
    }

    /// Adds a form that only differs from a word in number: a name's, if that is none of a
    /// common word.
    pub(super) fn add_number(
        &self,
        members: &mut Members,
        (of, of_word): (Kind, Counts),
        form: &str,
    ) {
        let counts = self.counts(form);
        self.add_unless(members, form, counts, |kind| are_apart((of, of_word), (kind, counts)));
    }

    fn add_unless(
        &self,
        members: &mut Members,
        form: &str,
        counts: Counts,
        is_barred: impl Fn(Kind) -> bool,
    ) {
        if counts.total == 0 || members.has(form) || is_stop_word(form) || self.is_exception(form) {
            return;
        }
        let may_be_one_of_several = form.starts_with(OFTEN_BARE)
            || !form.is_ascii()
            || Kind::of(counts) == Kind::Name
            || is_acronym(form, counts);
        let spellings = if may_be_one_of_several { self.spellings(form) } else { Vec::new() };
        let kind = Kind::among(form, counts, &spellings);
        let is_slip_of = |&(word, of_word): &(&str, _)| is_slip(form, counts, word, of_word);
        // A slip comes with what it stands for.
        if kind == Kind::Acronym || is_barred(kind) || spellings.iter().any(is_slip_of) {
            return;
        }
        members.add(form, Relation::Stem, counts);
        for &(word, of_word) in &spellings {
            if (are_printed_alike(word, form) || is_slip(word, of_word, form, counts))
                && Kind::among(word, of_word, &spellings) != Kind::Acronym
                && lemma(word) == lemma(form)
                && !is_stop_word(word)
                && !self.is_exception(word)
            {
                members.add(word, Relation::Stem, of_word);
            }
        }
    }
}
