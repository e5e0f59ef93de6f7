//! Families: the words of the collection that a query word stands for.
//!
//! A family holds the word itself, the same word with other accents, and the
//! words that share a stem with one of these. It never weighs them: ranking does.

use super::collection::Lexicon;
use super::stemmer::{ForeignStemmer, is_invariable, stem};
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
    /// Returns the family of `term`, a French word as the tokenizer gives it.
    ///
    /// `president` gives `president`, `président` (accents), `présidents`,
    /// `présidente` (stem), as far as the collection has them. An acronym is its
    /// own family, whatever the case of the query: `OMS` is not `OM`.
    #[must_use]
    pub fn family(&self, term: &str) -> Family {
        let Some(mut members) = Members::with_letters_of(self, term) else {
            return self.only(term);
        };
        // What was typed without accents is inflected as the words it stands for:
        // Snowball needs the accents (`abordée` is `abord`, `abordee` is not).
        let same = members.same();
        let mut stems: Vec<String> = same.iter().map(|word| self.stem_of(word)).collect();
        for word in &same {
            for relative in self.relatives(word) {
                let counts = self.counts(&relative);
                if counts.total > 0 && members.add(&relative, Relation::Stem, counts) {
                    stems.push(self.stem_of(&relative));
                }
            }
        }
        stems.sort_unstable();
        stems.dedup();
        let known = members.forms.len();
        let accents_typed = fold(term) != term;
        let accented_stems: Vec<_> = same.iter().map(|word| stem(word)).collect();
        for stem_of_family in &stems {
            for (word, counts) in self.with_stem(stem_of_family) {
                if members.forms[..known].iter().any(|form| form.term == word) {
                    continue;
                }
                // Where accents were typed, a word whose own stem has other ones belongs
                // to the other word: `pêches` to `pêche`, not to `péché`.
                let own = !accents_typed
                    || !accented_stems.iter().any(|stem| fold(stem) == *stem_of_family)
                    || accented_stems.contains(&stem(word));
                members.add(
                    word,
                    if own { Relation::Stem } else { Relation::OtherAccents },
                    counts,
                );
            }
        }
        members.into_family()
    }

    /// Returns the family of `term` as a word of another language (ISO 639-1), whose
    /// stemmer takes the place of the French one; in a language without a stemmer,
    /// the word with its accents or without.
    #[must_use]
    pub fn family_in(&self, term: &str, language: &str) -> Family {
        if language == "fr" {
            return self.family(term);
        }
        let Some(mut members) = Members::with_letters_of(self, term) else {
            return self.only(term);
        };
        // German writes every noun with a capital: it tells nothing of names.
        members.is_name = None;
        let Some(stemmer) = ForeignStemmer::of(language) else { return members.into_family() };
        let stem_of = |word: &str| match self.exceptions().stem(word) {
            Some(stem) => fold(stem).into_owned(),
            None => stemmer.stem(word),
        };
        let stems: Vec<String> = members.same().iter().map(|word| stem_of(word)).collect();
        // The lexicon keeps French stems: those of other languages are made on the way,
        // for words of the same first letter, since stemmers change endings only.
        let first = |word: &str| fold(word).chars().next();
        for (word, counts) in self.words() {
            if first(word) == first(term) && stems.contains(&stem_of(word)) {
                members.add(word, Relation::Stem, counts);
            }
        }
        members.into_family()
    }

    /// Returns the family of a word that has no other form.
    fn only(&self, term: &str) -> Family {
        let counts = self.counts(term);
        Family { forms: vec![Form { term: term.to_owned(), relation: Relation::Typed, counts }] }
    }

    /// Returns the words that may be forms of `word` though their stems differ: its
    /// other number, and what an exception says.
    fn relatives(&self, word: &str) -> Vec<String> {
        let exceptions = self.exceptions();
        if exceptions.is_empty() {
            return other_numbers(word);
        }
        // A stem that is a word itself stands for that word.
        let base = exceptions.stem(word).unwrap_or(word);
        let mut relatives = other_numbers(base);
        relatives.retain(|relative| !exceptions.contains(relative));
        if base == word && exceptions.contains(word) {
            relatives.clear();
        }
        relatives.extend(exceptions.with_stem(&fold(base)).map(str::to_owned));
        relatives.push(base.to_owned());
        relatives
    }
}

/// Tells whether a word stands mostly in capitals.
pub(super) fn is_acronym(counts: Counts) -> bool {
    counts.capitals > 0 && counts.capitals * 2 >= counts.total
}

/// Tells whether a word is nearly always a name: with a capital nine times in ten.
/// Rare words give no evidence.
pub(super) fn is_name(counts: Counts) -> Option<bool> {
    let capitals = u64::from(counts.capitalised) + u64::from(counts.capitals);
    let total = u64::from(counts.total);
    (total >= 5).then_some(capitals * 10 >= total * 9)
}

/// Returns the words that may be `word` in the other number: `vidéo` gives
/// `vidéos`; `feux` gives `feu`. Snowball joins most of them; not those in a vowel.
fn other_numbers(word: &str) -> Vec<String> {
    if word.chars().count() < 3 || word.ends_with(|char: char| char.is_ascii_digit()) {
        return Vec::new();
    }
    if let Some(singular) = word.strip_suffix(['s', 'x']) {
        if is_invariable(word) || word.ends_with("ss") {
            return Vec::new();
        }
        return vec![singular.to_owned()];
    }
    let plural = |end| Some(format!("{word}{end}")).filter(|word| !is_invariable(word));
    let in_x = word.ends_with("eu") || word.ends_with("au") || word.ends_with("ou");
    plural("s").into_iter().chain(plural("x").filter(|_| in_x)).collect()
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
    /// Returns `term` and the words of the same letters; `None` for an acronym, which
    /// has no other form.
    fn with_letters_of(lexicon: &Lexicon, term: &str) -> Option<Self> {
        let counts = lexicon.counts(term);
        if is_acronym(counts) {
            return None;
        }
        let typed = Form { term: term.to_owned(), relation: Relation::Typed, counts };
        let mut members = Self { forms: vec![typed], is_name: is_name(counts) };
        let folded = fold(term);
        let relation = |word: &str| {
            if folded == term || tail(word) == tail(term) {
                Relation::Accents
            } else {
                Relation::OtherAccents
            }
        };
        members.add(&folded, relation(&folded), lexicon.counts(&folded));
        for (word, counts) in lexicon.with_fold(&folded) {
            members.add(word, relation(word), counts);
        }
        Some(members)
    }

    /// Returns the word as typed, and with the accents that were left out.
    fn same(&self) -> Vec<String> {
        let same = self.forms.iter().filter(|form| form.relation <= Relation::Accents);
        same.map(|form| form.term.clone()).collect()
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
pub(super) mod tests {
    use std::collections::BTreeMap;
    use std::path::Path;

    use tantivy::directory::OwnedBytes;

    use super::super::{CaseTally, Exceptions, LexiconBuilder, SegmentLexicon};
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

    /// Returns the lexicon of a text, with the exceptions of a file's text.
    pub(in super::super) fn lexicon_with(text: &str, exceptions: &str) -> Lexicon {
        let exceptions = Exceptions::parse(exceptions, Path::new("")).expect("good exceptions");
        Lexicon::new(vec![segment(text)], exceptions)
    }

    fn lexicon(text: &str) -> Lexicon {
        lexicon_with(text, "")
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
    fn exceptions_set_stems() {
        let text = "collection collections collectivité collectivités grève grèves gréviste pars";
        let check = |exceptions: &str, typed: &str, expected: &str| {
            let family = lexicon_with(text, exceptions).family(typed);
            let forms: Vec<&str> = family.forms.iter().map(|form| form.term.as_str()).collect();
            assert_eq!(forms.join(" "), expected, "family of {typed}");
        };
        // A stem that no word has: the word itself, and its other number.
        let apart = "collectivité\tcollectivité\ncollectivités\tcollectivité";
        check(apart, "collectivités", "collectivités collectivité");
        check(apart, "collectivité", "collectivité collectivités");
        check(apart, "collection", "collection collections");
        // The stem of other words.
        check("gréviste\tgrev", "gréviste", "gréviste grève grèves");
        check("gréviste\tgrev", "grèves", "grèves grève gréviste");
        check("gréviste\tgrève", "gréviste", "gréviste grève grèves");
        check("gréviste\tgrève", "grève", "grève grèves gréviste");
        // A word to leave alone.
        check("grèves", "grève", "grève");
        check("grèves", "grèves", "grèves");
        check("grèves", "gréviste", "gréviste");
    }

    #[test]
    fn other_languages_have_their_own_stemmer() {
        let check = |text: &str, language: &str, typed: &str, expected: &str| {
            let family = lexicon(text).family_in(typed, language);
            let forms: Vec<&str> = family.forms.iter().map(|form| form.term.as_str()).collect();
            assert_eq!(forms.join(" "), expected, "family of {typed} in {language}");
        };
        let text = "bridge bridges bridging bride";
        check(text, "en", "bridges", "bridges bridge bridging");
        check(text, "fr", "bridges", "bridges bridge");
        check("Haus Häuser Hausse", "de", "häuser", "häuser haus");
        check("casa casas caso", "es", "casa", "casa casas caso");
        check("peche pêche peches", "zh", "peche", "peche pêche");
    }

    #[test]
    fn an_unknown_word_is_its_own_family() {
        let family = lexicon("grève").family("zzz");
        assert_eq!(family.forms.len(), 1);
        assert!(family.is_unknown());
    }

    #[test]
    fn segments_are_seen_as_one() {
        let lexicon = Lexicon::new(
            vec![segment("grève train"), segment("grève grèves greve")],
            Exceptions::default(),
        );
        let family = lexicon.family("greve");
        let forms: Vec<_> =
            family.forms.iter().map(|form| (form.term.as_str(), form.counts.total)).collect();
        assert_eq!(forms, [("greve", 1), ("grève", 2), ("grèves", 1)]);
        assert_eq!(lexicon.distinct_words(), 4);
    }
}
