//! Families: the words of the collection that a query word stands for.
//!
//! A family holds the word itself, the same word with other accents, and its
//! inflected forms, which the rules of a language tell. It never weighs them:
//! ranking does.

use super::collection::Lexicon;
use super::kind::{Kind, are_apart};
use super::ordinal::is_ordinal;
use super::spelling::{
    are_one_abroad, are_printed_alike, has_more_accents, is_rare_beside, is_slip, written_otherwise,
};
use super::tally::Counts;
use crate::analysis::{fold, is_stop_word};

/// Most forms of a family; the rarest beyond are left out.
///
/// French families have six forms on average; only a short stem shared by names
/// comes near.
pub(crate) const MAX_FORMS: usize = 48;

/// How a form relates to the word as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Relation {
    /// The word itself.
    Typed,
    /// The same letters, where accents were left out: in what was typed (`president`
    /// for `président`), or in print on a capital (`Etat` for `État`).
    Accents,
    /// The same word, written together or apart: `week end` for `weekend`.
    Joined,
    /// What a person declared to be the same.
    Declared,
    /// The same stem as one of these.
    Stem,
    /// The same letters with other accents than those typed, where the collection has none
    /// with these: `pêche` and `péché` for `péche`.
    OtherAccents,
    /// Some letters changed, since near spellings were asked for.
    Spelling,
    /// A form of the word that is spelled most nearly like one of no article: it adds to the
    /// score of an article, which lacks the word nevertheless.
    Instead,
}

/// A word of the collection that a query word stands for, or several side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Form {
    /// The term in the index; several, with a blank between two, stand side by side.
    pub term: String,
    /// How it relates to what was typed.
    pub relation: Relation,
    /// How often it occurs in the collection; several words, how often the rarest does.
    pub counts: Counts,
}

/// A query word and the forms it stands for, the closest and then the commonest
/// first; never empty, since the typed word belongs to it in any case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Family {
    /// The forms.
    pub forms: Vec<Form>,
}

impl Family {
    /// Tells whether no form occurs in the collection, whatever stands in its stead.
    #[must_use]
    pub(crate) fn is_unknown(&self) -> bool {
        let is_absent = |form: &Form| form.counts.total == 0;
        self.forms.iter().all(|form| is_absent(form) || form.relation == Relation::Instead)
    }

    /// Returns the word that stands in the stead of one of no article, if one does.
    #[must_use]
    pub(crate) fn instead(&self) -> Option<&str> {
        let mut forms = self.forms.iter();
        Some(forms.find(|form| form.relation == Relation::Instead)?.term.as_str())
    }
}

impl Lexicon {
    /// Returns the family of `term`, a word as the tokenizer gives it, in a language
    /// (ISO 639-1).
    ///
    /// In French `president` gives `president`, `président` (accents), `présidents`,
    /// `présidente` (inflected), as far as the collection has them. An acronym is its
    /// own family, whatever the case of the query: `OMS` is not `OM`.
    #[must_use]
    pub(crate) fn family(&self, term: &str, language: &str) -> Family {
        let mut members = self.members(term, language);
        self.add_declared(&mut members, language);
        members.into_family()
    }

    /// Returns the forms of a word by what it is, whatever it was declared to be.
    pub(super) fn members(&self, term: &str, language: &str) -> Members {
        let mut members = Members::with_letters_of(self, term);
        if members.kind != Kind::Acronym && !is_ordinal(term) {
            match language {
                "fr" => self.add_french(&mut members),
                language => self.add_foreign(&mut members, language),
            }
        }
        members
    }
}

/// The forms found so far.
pub(super) struct Members {
    /// The typed word comes first.
    pub(super) forms: Vec<Form>,
    /// What the typed word is.
    pub(super) kind: Kind,
}

impl Members {
    /// Returns `term` and the words of the same letters.
    fn with_letters_of(lexicon: &Lexicon, term: &str) -> Self {
        let counts = lexicon.counts(term);
        let spellings = lexicon.spellings(term);
        let kind = if lexicon.is_exception(term) {
            Kind::Word
        } else {
            Kind::among(term, counts, &spellings)
        };
        let typed = Form { term: term.to_owned(), relation: Relation::Typed, counts };
        let mut members = Self { forms: vec![typed], kind };
        if kind == Kind::Acronym {
            return members;
        }
        let is_bare = fold(term) == term;
        for &(word, of_word) in &spellings {
            let is_meant = is_slip(term, counts, word, of_word);
            let is_same = are_printed_alike(word, term)
                || are_one_abroad(word, term)
                || is_meant
                || is_slip(word, of_word, term, counts)
                || is_bare && is_rarer_name((kind, counts), of_word);
            let other = Kind::among(word, of_word, &spellings);
            // `Limoges` is not `limogés`, nor `né` the stop word `ne`; but `etes` is `êtes`.
            if other == Kind::Acronym
                || !is_same && are_apart((kind, counts), (other, of_word))
                || !is_meant && is_stop_word(word) != is_stop_word(term)
            {
                continue;
            }
            let relation = match is_same || is_bare {
                true => Relation::Accents,
                // `pêche` was meant and not `péché`; of `péche`, nobody knows.
                false if counts.total > 0 => continue,
                false => Relation::OtherAccents,
            };
            members.add(word, relation, of_word);
        }
        for word in written_otherwise(term) {
            members.add(&word, Relation::Accents, lexicon.counts(&word));
        }
        members
    }

    /// Returns the words whose inflected forms belong to the family: the word as typed, or
    /// with the accents that print left out of it; and what it is a slip for. A word that
    /// the collection lacks has the forms of all that it may be, but for what is rare.
    pub(super) fn same(&self) -> Vec<String> {
        let Form { term, counts, .. } = &self.forms[0];
        let others = self.forms[1..].iter().filter(|form| {
            has_more_accents(&form.term, term)
                && (are_printed_alike(&form.term, term)
                    || is_slip(term, *counts, &form.term, form.counts)
                    || is_rarer_name((self.kind, *counts), form.counts))
        });
        let most = others.clone().map(|form| form.counts.total).max().unwrap_or(0);
        let others = others.filter(|form| !is_rare_beside(form.counts, most.max(counts.total)));
        let others: Vec<String> = others.map(|form| form.term.clone()).collect();
        if others.is_empty() { vec![term.clone()] } else { others }
    }

    /// Tells whether a word is in the family.
    pub(super) fn has(&self, word: &str) -> bool {
        self.forms.iter().any(|form| form.term == word)
    }

    /// Tells whether a word is the typed one or inflected of it, not only of its letters.
    pub(super) fn has_same_or_stem(&self, word: &str) -> bool {
        self.forms.iter().any(|form| form.term == word && form.relation <= Relation::Stem)
    }

    /// Adds a word, unless it is there already or does not occur.
    pub(super) fn add(&mut self, word: &str, relation: Relation, counts: Counts) {
        if counts.total > 0 && !self.has(word) {
            self.forms.push(Form { term: word.to_owned(), relation, counts });
        }
    }

    /// Returns the family, its closest and commonest forms first.
    fn into_family(self) -> Family {
        let Self { mut forms, .. } = self;
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

/// Tells whether a word is a name that is rarer than another of the same letters, which may
/// have been meant: `Elephant Man` does not hide `éléphant` from who types without accents.
fn is_rarer_name((kind, counts): (Kind, Counts), other: Counts) -> bool {
    kind == Kind::Name && counts.total < other.total
}

#[cfg(test)]
pub(super) mod tests;
