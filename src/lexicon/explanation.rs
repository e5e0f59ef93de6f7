//! What the collection makes of a word: its family, what is kept out of it and why,
//! and words that are spelled nearly the same.

use std::collections::BTreeSet;

use super::collection::Lexicon;
use super::family::Family;
use super::kind::Kind;
use super::lemmas::family_stem;
use super::stemmer::stem;
use super::tally::Counts;
use crate::analysis::{fold, is_stop_word};

/// Most near spellings given.
const MAX_NEAR: usize = 10;

/// Letters from which on a word with two of them wrong is a near spelling.
const TWO_EDITS_FROM: usize = 6;

/// Why a word that looks like one of the family is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bar {
    /// One of the two has an exception.
    Exception,
    /// One of the two stands mostly in capitals: `OMS` is no plural of `om`.
    Acronym,
    /// One of the two is nearly always a name: `Paris` is no plural of `pari`.
    Name,
    /// They are different words: `mois` is no plural of `moi`.
    OtherWord,
}

/// A word that looks like one of a family and is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeptOut {
    /// The term in the index.
    pub term: String,
    /// How often it occurs.
    pub counts: Counts,
    /// What keeps it out.
    pub bar: Bar,
}

/// A word of nearly the same spelling, accents aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NearSpelling {
    /// The term in the index.
    pub term: String,
    /// How often it occurs.
    pub counts: Counts,
    /// Letters inserted, left out, replaced or swapped: 1 or 2.
    pub distance: u8,
}

/// What the collection makes of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Explanation {
    /// The word, as the tokenizer gives it.
    pub term: String,
    /// How often it occurs.
    pub counts: Counts,
    /// Its stem without accents, as exceptions have it; `None` for an acronym.
    pub stem: Option<String>,
    /// What it is, by its capitals.
    pub kind: Kind,
    /// Plain queries leave it out, unless they have nothing else.
    pub is_stop_word: bool,
    /// An exception sets its stem.
    pub is_exception: bool,
    /// The forms that a query for it finds.
    pub family: Family,
    /// Words that look like forms of it, commonest first.
    pub kept_out: Vec<KeptOut>,
    /// Words spelled nearly like it, nearest and then commonest first; ten at most.
    pub near: Vec<NearSpelling>,
    /// Articles that are still counted though they were replaced or deleted; 0 where counts
    /// are those of the articles as they are.
    pub lagging: u64,
}

/// Most occurrences of a word, in all its forms, that may be a slip for a commoner one.
const RARE: u32 = 100;

/// How many times commoner the other one is.
const COMMONER: u32 = 10;

/// Fewest letters of such a word.
const COMMONER_FROM: usize = 5;

impl Lexicon {
    /// Explains `term`, a word as the tokenizer gives it, in a language (ISO 639-1).
    ///
    /// Near spellings take about a millisecond for a hundred thousand words.
    #[must_use]
    pub(crate) fn explain(&self, term: &str, language: &str) -> Explanation {
        let counts = self.counts(term);
        let family = self.family(term, language);
        let kind = self.kind(term);
        let kept_out = self.kept_out(term, language, &family);
        Explanation {
            term: term.to_owned(),
            counts,
            stem: (kind != Kind::Acronym).then(|| self.stem_in(term, language)),
            kind,
            is_stop_word: is_stop_word(term),
            is_exception: self.is_exception(term),
            near: self.near(term, &family, &kept_out),
            kept_out,
            family,
            lagging: 0,
        }
    }

    /// Returns the words that look like forms of a word and are not in its family: of
    /// the same letters; in French, of the same stem, or apart by an `s` or `x`.
    fn kept_out(&self, term: &str, language: &str, family: &Family) -> Vec<KeptOut> {
        let folded = fold(term);
        let mut candidates: BTreeSet<String> =
            self.with_fold(&folded).iter().map(|(word, _)| (*word).to_owned()).collect();
        candidates.insert(folded.into_owned());
        if language == "fr" {
            for stem in [family_stem(term), fold(&stem(term)).into_owned()] {
                let words = self.with_plain_stem(&stem);
                candidates.extend(words.into_iter().map(|(word, _)| word.to_owned()));
            }
            candidates.extend(term.strip_suffix(['s', 'x']).map(str::to_owned));
            candidates.extend([format!("{term}s"), format!("{term}x")]);
        }
        let bar = |word: &str| {
            if self.is_exception(word) || self.is_exception(term) {
                Bar::Exception
            } else if [self.kind(word), self.kind(term)].contains(&Kind::Acronym) {
                Bar::Acronym
            } else if [self.kind(word), self.kind(term)].contains(&Kind::Name) {
                Bar::Name
            } else {
                Bar::OtherWord
            }
        };
        let mut kept_out: Vec<_> = candidates
            .into_iter()
            .filter(|word| family.forms.iter().all(|form| form.term != *word))
            .map(|word| (self.counts(&word), word))
            .filter(|(counts, _)| counts.total > 0)
            .map(|(counts, term)| KeptOut { bar: bar(&term), term, counts })
            .collect();
        kept_out.sort_by_key(|word| std::cmp::Reverse(word.counts.total));
        kept_out
    }

    /// Returns the word that is spelled most nearly like `term`, a word of no article, and is no
    /// stop word; none for several side by side.
    #[must_use]
    pub(crate) fn suggestion(&self, term: &str) -> Option<String> {
        // Of two letters another word is a letter away from everything.
        if term.contains(' ') || term.chars().count() < 3 {
            return None;
        }
        let near = self.near(term, &self.exactly(term), &[]).into_iter();
        // A single occurrence is as likely a misprint.
        let meant = near.filter(|word| word.counts.total > 1 && !is_stop_word(&word.term));
        // Those that come first are nearest, and the commonest of these.
        let meant = meant.min_by_key(|word| (word.distance, !begin_alike(&word.term, term)));
        Some(meant?.term)
    }

    /// Returns the commonest word that differs by a letter from `term`, which its family makes a
    /// rare one, and how often it occurs: at least [`COMMONER`] times as often as all of that.
    #[must_use]
    pub(crate) fn commoner_spelling(&self, term: &str, family: &Family) -> Option<(String, u32)> {
        let own: u32 =
            family.forms.iter().fold(0, |sum, form| sum.saturating_add(form.counts.total));
        let is_word = term.chars().all(char::is_alphabetic);
        if own > RARE || !is_word || term.chars().count() < COMMONER_FROM {
            return None;
        }
        let is_commoner = |counts: Counts| counts.total >= own.max(1).saturating_mul(COMMONER);
        let is_new = |word: &str| family.forms.iter().all(|form| form.term != word);
        let near = self.spelled_near(term, 1).into_iter();
        let near = near.filter(|(word, (counts, distance))| {
            *distance > 0 && is_commoner(*counts) && is_new(word)
        });
        let commonest =
            near.max_by_key(|(word, (counts, _))| (begin_alike(word, term), counts.total, *word))?;
        Some((commonest.0.to_owned(), commonest.1.0.total))
    }

    /// Returns the other words that are spelled nearly like `term`.
    fn near(&self, term: &str, family: &Family, kept_out: &[KeptOut]) -> Vec<NearSpelling> {
        let edits = if fold(term).chars().count() < TWO_EDITS_FROM { 1 } else { 2 };
        let is_new = |word: &str| {
            family.forms.iter().all(|form| form.term != word)
                && kept_out.iter().all(|kept_out| kept_out.term != word)
        };
        let near = self.spelled_near(term, edits).into_iter();
        let mut near: Vec<_> = near
            .filter(|(word, (_, distance))| *distance > 0 && is_new(word))
            .map(|(word, (counts, distance))| NearSpelling {
                term: word.to_owned(),
                counts,
                distance,
            })
            .collect();
        near.sort_by_key(|word| (word.distance, std::cmp::Reverse(word.counts.total)));
        near.truncate(MAX_NEAR);
        near
    }
}

/// Tells whether two words begin with one letter, accents aside: few slips are made there.
fn begin_alike(one: &str, other: &str) -> bool {
    fold(one).chars().next() == fold(other).chars().next()
}

#[cfg(test)]
mod tests {
    use super::super::family::tests::lexicon_with;
    use super::*;

    #[test]
    fn what_keeps_words_out_is_told() {
        let text = "OMS, OMS, oms om om Paris Paris Paris Paris Paris pari pari pari pari pari \
                    mois moi pêche pêches";
        let check = |typed: &str, expected: &[(&str, Bar)]| {
            let explanation = lexicon_with(text, "pêches").explain(typed, "fr");
            let found: Vec<_> =
                explanation.kept_out.iter().map(|word| (word.term.as_str(), word.bar)).collect();
            assert_eq!(found, expected, "{typed}");
        };
        check("oms", &[("om", Bar::Acronym)]);
        check("om", &[("oms", Bar::Acronym)]);
        check("paris", &[("pari", Bar::Name)]);
        check("mois", &[("moi", Bar::OtherWord)]);
        check("pêche", &[("pêches", Bar::Exception)]);
        check("pari", &[("paris", Bar::Name)]);
    }

    #[test]
    fn a_word_says_what_it_is() {
        let lexicon = lexicon_with("OMS Paris Paris Paris Paris Paris pêches", "pêches");
        let oms = lexicon.explain("oms", "fr");
        assert!(oms.kind == Kind::Acronym && oms.stem.is_none());
        let paris = lexicon.explain("paris", "fr");
        assert!(paris.kind == Kind::Name && paris.stem.is_some());
        let peches = lexicon.explain("pêches", "fr");
        assert!(peches.is_exception && peches.stem.as_deref() == Some("peches"));
        assert_eq!(lexicon.explain("zzz", "fr").counts.total, 0);
    }

    #[test]
    fn a_rare_word_may_be_a_slip_for_a_commoner_one() {
        let text = format!("zelinsky {} benali benali", "zelensky benalla ".repeat(20));
        let lexicon = lexicon_with(&text, "");
        let commoner = |term| lexicon.commoner_spelling(term, &lexicon.family(term, "fr"));
        assert_eq!(commoner("zelinsky"), Some(("zelensky".to_owned(), 20)));
        assert_eq!(commoner("benala"), Some(("benalla".to_owned(), 20)));
        for term in ["zelensky", "benalla", "zele", "zelensk1", "absent"] {
            assert_eq!(commoner(term), None, "{term}");
        }
    }

    #[test]
    fn of_words_as_near_one_that_begins_alike_was_meant() {
        let lexicon = lexicon_with("chômage chômage hommage hommage hommage", "");
        assert_eq!(lexicon.suggestion("chômmage").as_deref(), Some("chômage"));
        assert_eq!(lexicon.suggestion("hommmage").as_deref(), Some("hommage"));
    }

    #[test]
    fn near_spellings_come_by_distance_and_then_by_number() {
        let text = "macron macron macro macro macro marcon maçon mâcon mâcon sarkozy matons";
        let near = lexicon_with(text, "").explain("macrom", "fr").near;
        let near: Vec<_> = near
            .iter()
            .map(|word| (word.term.as_str(), word.counts.total, word.distance))
            .collect();
        assert_eq!(
            near,
            [("macro", 3, 1), ("macron", 2, 1), ("mâcon", 2, 2), ("marcon", 1, 2), ("maçon", 1, 2)]
        );
        // In a short word one letter wrong is enough.
        let near = lexicon_with("gel gels gaz loups", "").explain("gal", "fr").near;
        let near: Vec<_> = near.iter().map(|word| word.term.as_str()).collect();
        assert_eq!(near, ["gaz", "gel"]);
    }
}
