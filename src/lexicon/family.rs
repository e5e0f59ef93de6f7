//! Families: the words of the collection that a query word stands for.
//!
//! A family holds the word itself, the same word with other accents, and its
//! inflected forms, which the rules of a language tell. It never weighs them:
//! ranking does.

use super::collection::Lexicon;
use super::tally::Counts;
use crate::analysis::{fold, is_stop_word};

/// Most forms of a family; the rarest beyond are left out.
///
/// French families have six forms on average; only a short stem shared by names
/// comes near.
pub(crate) const MAX_FORMS: usize = 48;

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
    /// Some letters changed, since near spellings were asked for.
    Spelling,
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
        if members.kind != Kind::Acronym {
            match language {
                "fr" => self.add_french(&mut members),
                language => self.add_foreign(&mut members, language),
            }
        }
        members.into_family()
    }

    /// Tells whether a word is an acronym or a name in this collection.
    pub(super) fn kind(&self, term: &str) -> Kind {
        Members::with_letters_of(self, term).kind
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

/// What a word is, as far as its capitals tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Mostly in capitals: it has no other form.
    Acronym,
    /// With a capital 49 times in 50.
    Name,
    /// Without one more than once in twenty.
    CommonWord,
    /// Anything between, or too rare to tell.
    Word,
}

impl Kind {
    /// Returns the kind of a word by its capitals, acronyms aside.
    pub(super) fn of(counts: Counts) -> Self {
        let capitals = u64::from(counts.capitalised) + u64::from(counts.capitals);
        let total = u64::from(counts.total);
        match total {
            0..5 => Self::Word,
            _ if capitals * 50 >= total * 49 => Self::Name,
            _ if capitals * 20 < total * 19 => Self::CommonWord,
            _ => Self::Word,
        }
    }

    /// Tells whether one is a name and the other a common word.
    fn is_apart_from(self, other: Self) -> bool {
        matches!((self, other), (Self::Name, Self::CommonWord) | (Self::CommonWord, Self::Name))
    }
}

/// How many times rarer than another a spelling must be to be a slip.
const SLIP: u32 = 10;

/// Tells whether `word` is `typed` with accents that were left out: in what was typed,
/// or in print on a capital (`Etat` for `État`).
fn is_spelling_of(word: &str, typed: &str) -> bool {
    fold(typed) == typed || tail(word) == tail(typed)
}

/// Tells whether `word` is `typed` with more accents: `électricité` for `électricite`.
fn has_more_accents(word: &str, typed: &str) -> bool {
    let may_be = |(typed, word): (char, char)| {
        typed == word || fold(word.encode_utf8(&mut [0; 4])) == *typed.encode_utf8(&mut [0; 4])
    };
    word.chars().count() == typed.chars().count() && typed.chars().zip(word.chars()).all(may_be)
}

/// Returns a word without its first letter, the one that print leaves bare.
fn tail(word: &str) -> &str {
    let mut chars = word.chars();
    chars.next();
    chars.as_str()
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
        let typed = Form { term: term.to_owned(), relation: Relation::Typed, counts };
        let mut members = Self { forms: vec![typed], kind: Kind::Word };
        let folded = fold(term);
        let mut spellings = vec![(&*folded, lexicon.counts(&folded))];
        spellings.extend(lexicon.with_fold(&folded));
        let has_exception = lexicon.is_exception(term);
        let is_acronym = is_acronym(term, counts) && !has_exception;
        let is_slip_of = |word: &str, of_word: Counts| {
            of_word.total > counts.total.saturating_mul(SLIP) && has_more_accents(word, term)
        };
        // `CHOMAGE`, printed once, is no acronym where `chômage` is common.
        if is_acronym && !spellings.iter().any(|&(word, of_word)| is_slip_of(word, of_word)) {
            members.kind = Kind::Acronym;
            return members;
        }
        for (word, counts) in spellings {
            let is_same = is_spelling_of(word, term) || is_slip_of(word, counts);
            let relation = if is_same { Relation::Accents } else { Relation::OtherAccents };
            members.add(word, relation, counts);
        }
        if !has_exception {
            // All spellings together: `Etat`, always with a capital, is no name.
            let mut counts = Counts::default();
            let same = members.forms.iter().filter(|form| form.relation <= Relation::Accents);
            same.for_each(|form| counts.add(form.counts));
            members.kind = Kind::of(counts);
        }
        members
    }

    /// Returns the words whose inflected forms belong to the family: the word as typed
    /// and with the accents that were left out, but no spelling that is rare beside
    /// another: neither `departement` nor `foïs` has forms of its own.
    pub(super) fn same(&self) -> Vec<String> {
        let same = || self.forms.iter().filter(|form| form.relation <= Relation::Accents);
        let most = same().map(|form| form.counts.total).max().unwrap_or(0);
        let same = same().filter(|form| form.counts.total.saturating_mul(SLIP) >= most);
        same.map(|form| form.term.clone()).collect()
    }

    /// Tells whether a word is in the family.
    pub(super) fn has(&self, word: &str) -> bool {
        self.forms.iter().any(|form| form.term == word)
    }

    /// Adds a word, unless it is there already, does not occur, or is of another kind:
    /// an acronym, a name among common words, a stop word. Tells whether it was new.
    pub(super) fn add(&mut self, word: &str, relation: Relation, counts: Counts) -> bool {
        if is_acronym(word, counts) {
            return false;
        }
        // `né` is not `ne`, which is everywhere.
        let is_typed_stop_word = || is_stop_word(&self.forms[0].term);
        if relation != Relation::Stem && is_stop_word(word) && !is_typed_stop_word() {
            return false;
        }
        if relation >= Relation::Stem && self.kind.is_apart_from(Kind::of(counts)) {
            return false;
        }
        self.add_exception(word, relation, counts)
    }

    /// Adds a word of whatever kind, unless it is there already or does not occur.
    /// Tells whether it was new.
    pub(super) fn add_exception(&mut self, word: &str, relation: Relation, counts: Counts) -> bool {
        if counts.total == 0 || self.has(word) {
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
