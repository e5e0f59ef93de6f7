//! Families: the words of the collection that a query word stands for.
//!
//! A family holds the word itself, the same word with other accents, and its
//! inflected forms, which the rules of a language tell. It never weighs them:
//! ranking does.

use super::collection::Lexicon;
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
    /// Returns the family of `term`, a word as the tokenizer gives it, in a language
    /// (ISO 639-1).
    ///
    /// In French `president` gives `president`, `président` (accents), `présidents`,
    /// `présidente` (inflected), as far as the collection has them. An acronym is its
    /// own family, whatever the case of the query: `OMS` is not `OM`.
    #[must_use]
    pub fn family(&self, term: &str, language: &str) -> Family {
        let mut members = Members::with_letters_of(self, term);
        if !members.is_acronym() {
            match language {
                "fr" => self.add_french(&mut members),
                language => self.add_foreign(&mut members, language),
            }
        }
        members.into_family()
    }
}

/// Most letters of an acronym; what is longer is a word printed in capitals.
const MAX_ACRONYM: usize = 8;

/// Tells whether a word is an acronym: mostly in capitals, without accents, short.
pub(super) fn is_acronym(term: &str, counts: Counts) -> bool {
    let is_mostly =
        counts.capitals > 0 && u64::from(counts.capitals) * 2 >= u64::from(counts.total);
    is_mostly && term.is_ascii() && term.len() <= MAX_ACRONYM
}

/// Tells whether a word is nearly always a name: with a capital 49 times in 50.
/// Rare words give no evidence.
pub(super) fn is_name(counts: Counts) -> Option<bool> {
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

/// The forms found so far.
pub(super) struct Members {
    /// The typed word first.
    pub(super) forms: Vec<Form>,
    /// Whether the typed word is a name, as far as its capitals tell.
    pub(super) is_name: Option<bool>,
}

impl Members {
    /// Returns `term` and, unless it is an acronym, the words of the same letters.
    fn with_letters_of(lexicon: &Lexicon, term: &str) -> Self {
        let counts = lexicon.counts(term);
        let typed = Form { term: term.to_owned(), relation: Relation::Typed, counts };
        let mut members = Self { forms: vec![typed], is_name: None };
        if members.is_acronym() {
            return members;
        }
        let folded = fold(term);
        let mut spellings = vec![(&*folded, lexicon.counts(&folded))];
        spellings.extend(lexicon.with_fold(&folded));
        for (word, counts) in spellings {
            let is_same = folded == term || tail(word) == tail(term);
            let relation = if is_same { Relation::Accents } else { Relation::OtherAccents };
            members.add(word, relation, counts);
        }
        // All spellings together: `Etat`, always with a capital, is no name.
        let mut counts = Counts::default();
        let same = members.forms.iter().filter(|form| form.relation <= Relation::Accents);
        same.for_each(|form| counts.add(form.counts));
        members.is_name = is_name(counts);
        members
    }

    fn is_acronym(&self) -> bool {
        is_acronym(&self.forms[0].term, self.forms[0].counts)
    }

    /// Returns the words whose inflected forms belong to the family: the word as typed
    /// and with the accents that were left out. A word that is hardly ever written
    /// without its accents (`departement`) is inflected as with them only.
    pub(super) fn same(&self) -> Vec<String> {
        let typed = self.forms[0].counts.total;
        let same = || self.forms.iter().filter(|form| form.relation <= Relation::Accents);
        let is_slip = same().any(|form| form.counts.total / 10 > typed);
        let same = same().filter(|form| !is_slip || form.relation == Relation::Accents);
        same.map(|form| form.term.clone()).collect()
    }

    /// Tells whether a word is in the family.
    pub(super) fn has(&self, word: &str) -> bool {
        self.forms.iter().any(|form| form.term == word)
    }

    /// Adds a word, unless it is there already, does not occur, or is of another kind:
    /// an acronym, or a name among common words. Tells whether it was new.
    pub(super) fn add(&mut self, word: &str, relation: Relation, counts: Counts) -> bool {
        if counts.total == 0 || is_acronym(word, counts) || self.has(word) {
            return false;
        }
        let other_kind = self.is_name.is_some() && is_name(counts).is_some();
        if other_kind && self.is_name != is_name(counts) && relation >= Relation::Stem {
            return false;
        }
        self.forms.push(Form { term: word.to_owned(), relation, counts });
        true
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

#[cfg(test)]
pub(super) mod tests;
