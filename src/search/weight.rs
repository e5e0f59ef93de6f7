//! What an occurrence of a query's words is worth: by its form, its field and the length
//! of that, and by how rare the word is.
//!
//! Each word is its family, like one word: the frequencies of its forms are added over
//! forms and fields before saturation, with one idf (BM25F: Robertson, Zaragoza, Taylor,
//! CIKM 2004), and the form as typed counts once more, nearly as presence only.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::FixedState;
use tantivy::fieldnorm::FieldNormReader;

use super::listed::Beside;
use crate::analysis::fold;
use crate::article::TextField;
use crate::lexicon::{Counts, Expansion, Family, Form, Lexicon, Relation};
use crate::query::{Capital, Meaning, Published, QueryField, QueryWord, Role, WHOLE};

/// Saturation of a family's frequency (BM25's k1).
pub(crate) const K1: f32 = 1.2;

/// How much the length of title, standfirst and body counts (BM25's b).
const B: [f32; 3] = [0.3, 0.3, 0.65];

/// What tantivy's bytes leave off of lengths: they round down, texts of some hundred words
/// by three in a hundred.
const ROUNDED_OFF: f32 = 1.03;

/// What an occurrence in title, standfirst and body counts.
const FIELD_WEIGHTS: [f32; 3] = [3.0, 2.2, 1.0];

/// What the same word counts that is written otherwise, of 1 for the word as typed: accents
/// left out, together or apart, declared to be the same.
const ACCENTS: f32 = 0.8;

/// What a word with other accents than those typed counts.
const OTHER_ACCENTS: f32 = 0.2;

/// What a word with some letters changed counts, where that was asked for or no article has
/// the word as typed.
const SPELLING: f32 = 0.3;

/// What a word of the same stem counts.
const STEM: f32 = 0.6;

/// What a word counts that a tag has.
const TAG: f32 = 0.2;

/// What the form as typed adds to its family.
pub(crate) const TYPED: f32 = 0.15;

/// Saturation of the form as typed: nearly its presence only.
pub(crate) const TYPED_K1: f32 = 0.2;

/// How often a name has a capital, at least.
const NAME: f64 = 0.9;

/// How often a word has a capital, at least, that may be a name: `Tours` and `Orange`, but
/// neither `Grève` nor `Mort`.
const MAYBE_NAME: f64 = 0.25;

/// What a collection tells of its articles as a whole.
pub(crate) trait Statistics {
    /// What goes wrong where they are kept.
    type Error;

    /// Fails when there is no time left to go on.
    fn go_on(&self) -> Result<(), Self::Error> {
        Ok(())
    }

    /// Returns the family of a word in a language, as the lexicon tells it.
    fn family(&self, lexicon: &Lexicon, term: &str, language: &str) -> Arc<Family> {
        Arc::new(lexicon.family(term, language))
    }

    /// Returns the words of the same letters, as the lexicon tells them.
    fn with_letters(&self, lexicon: &Lexicon, term: &str) -> Arc<Family> {
        Arc::new(lexicon.with_letters(term))
    }

    /// Returns the word that is spelled most nearly like one of no article, as the lexicon tells it.
    fn suggestion(&self, lexicon: &Lexicon, term: &str) -> Option<String> {
        lexicon.suggestion(term)
    }

    /// Returns how many articles there are.
    fn articles(&self) -> u64;

    /// Returns how many words each text field has in all of them, in the order of
    /// [`TextField::ALL`], the length of each taken as tantivy encodes it in a byte.
    fn total_lengths(&self) -> Result<[u64; 3], Self::Error>;

    /// Returns what occurrences count by the lengths of fields: made each time, or once.
    fn norms(&self) -> Result<TextNorms, Self::Error> {
        Ok(TextNorms::new(self.total_lengths()?, self.articles()))
    }

    /// Takes note that the forms of a word are looked up next, and how many there are.
    fn begin_word(&mut self, _forms: usize) {}

    /// Returns how many articles have a form, in that of some fields where most have it.
    fn articles_with(
        &mut self,
        form: &str,
        fields: &'static [TextField],
    ) -> Result<u32, Self::Error>;

    /// Returns how many articles are of a time.
    fn articles_of(&mut self, time: &Published) -> Result<u32, Self::Error>;

    /// Returns how many articles have a tag with one of some words, without accents.
    fn articles_tagged(&mut self, words: &[String]) -> Result<u32, Self::Error>;

    /// Returns the parts of a word that stand for it, as `find` tells them: each time, or only
    /// when that is asked first.
    fn parts(
        &mut self,
        _: &str,
        find: impl FnOnce(&mut Self) -> Result<Option<Form>, Self::Error>,
    ) -> Result<Option<Form>, Self::Error> {
        find(self)
    }

    /// Returns how often the words of a phrase, with a blank between two, stand side by side.
    fn neighbours(&mut self, phrase: &str) -> Result<u64, Self::Error>;
}

/// What the words of a query are worth in a collection.
#[derive(Debug)]
pub(crate) struct Weights {
    pub(crate) words: Vec<RankedWord>,
    pub(crate) norms: TextNorms,
}

impl Weights {
    /// Weighs a query's words with what they stand for; what is rare among `articles`,
    /// the number of those that may be hits, counts more.
    ///
    /// Terms are looked up word by word, those of no article left out.
    pub(crate) fn new<S: Statistics>(
        statistics: &mut S,
        words: &[QueryWord],
        expansions: &[Expansion],
        articles: u64,
    ) -> Result<Self, S::Error> {
        let norms = statistics.norms()?;
        let ranked = words.iter().zip(expansions);
        let ranked =
            ranked.map(|(word, it)| RankedWord::new(statistics, word, it, articles as f64));
        let mut ranked = ranked.collect::<Result<Vec<_>, _>>()?;
        share_families(&mut ranked, words, expansions);
        Ok(Self { words: ranked, norms })
    }

    /// Returns how many words an article should have, of those not in a condition.
    pub(crate) fn plain_words(&self) -> u32 {
        self.words.iter().filter(|word| word.role == Role::Plain).count() as u32
    }

    /// Returns what the words are for, in their order.
    pub(crate) fn roles(&self) -> impl Iterator<Item = Role> + Clone {
        self.words.iter().map(|word| word.role)
    }

    /// Returns the words that count for the score, with their ordinals.
    pub(crate) fn scored_words(&self) -> impl Iterator<Item = (usize, &RankedWord)> {
        self.words.iter().enumerate().filter(|(_, word)| word.role != Role::Unscored)
    }
}

/// Lets the words of a query that are of one family share what it is worth, as an occurrence
/// of one is an occurrence of each: `vote` and `voter`.
fn share_families(ranked: &mut [RankedWord], words: &[QueryWord], expansions: &[Expansion]) {
    let mut families = HashMap::<_, u32, FixedState>::default();
    for (word, expansion) in words.iter().zip(expansions) {
        if word.role != Role::Unscored {
            for form in &expansion.family.forms {
                *families.entry((word.field, form.term.as_str())).or_default() += 1;
            }
        }
    }
    for (ranked, (word, expansion)) in ranked.iter_mut().zip(words.iter().zip(expansions)) {
        let closest = expansion.family.forms.iter().find(|form| form.counts.total > 0);
        let sharing = closest.and_then(|form| families.get(&(word.field, form.term.as_str())));
        ranked.idf /= sharing.copied().unwrap_or(1) as f32;
    }
}

/// A query word with its forms and what they are worth.
#[derive(Debug)]
pub(crate) struct RankedWord {
    /// The forms that some article has, the closest first; then what is as good as the word:
    /// the date of an article, and tags of it.
    pub(crate) forms: Vec<RankedForm>,
    /// How rare it is, its part of that where other words of the query are of its family.
    pub(crate) idf: f32,
    /// What it is for.
    pub(crate) role: Role,
    /// No article has it: its forms are those of the word that is spelled most nearly like it.
    pub(crate) is_instead: bool,
    /// Which of its occurrences are meant, by their capitals; what the collection decides is
    /// decided.
    pub(crate) capital: Capital,
    /// Its idf, were those with a capital a word of their own.
    pub(crate) capital_idf: f32,
    /// The collection has it with a capital nearly always: no text need be read to know.
    pub(crate) is_name: bool,
    /// How many words stand side by side for it, after the first.
    pub(crate) behind: u32,
}

/// A form and what an occurrence of it counts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RankedForm {
    pub(crate) weight: f32,
    pub(crate) typed: bool,
    /// It is no form of a text.
    pub(crate) beside: Option<Beside>,
}

/// Returns what an occurrence of a form counts, of 1 for the word as typed.
pub(crate) fn weight_of(relation: Relation) -> f32 {
    match relation {
        Relation::Typed => 1.0,
        Relation::Accents | Relation::Joined | Relation::Declared => ACCENTS,
        Relation::Stem => STEM,
        Relation::OtherAccents => OTHER_ACCENTS,
        Relation::Spelling | Relation::Instead => SPELLING,
    }
}

impl RankedWord {
    fn new<S: Statistics>(
        statistics: &mut S,
        word: &QueryWord,
        expansion: &Expansion,
        articles: f64,
    ) -> Result<Self, S::Error> {
        // Articles without any form, were the forms independent of each other, and
        // did a form tell as much of the word as it weighs.
        statistics.go_on()?;
        statistics.begin_word(expansion.family.forms.len());
        let mut without = 1.0_f64;
        let mut forms = Vec::with_capacity(expansion.family.forms.len());
        let (mut as_typed, mut with_typed) = (Counts::default(), 0);
        for form in expansion.family.forms.iter().filter(|form| form.counts.total > 0) {
            let most = statistics.articles_with(&form.term, fields_of(word))?;
            let weight = weight_of(form.relation);
            without *= 1.0 - f64::from(weight) * (f64::from(most) / articles).min(1.0);
            if form.relation <= Relation::Accents {
                as_typed.add(form.counts);
                with_typed = with_typed.max(most);
            }
            let typed = form.relation == Relation::Typed;
            forms.push(RankedForm { weight, typed, beside: None });
        }
        // The year of an article is in it, as if it were typed there.
        if let Some(time) = &word.published {
            let of_time = statistics.articles_of(time)?;
            without *= 1.0 - (f64::from(of_time) / articles).min(1.0);
            forms.push(RankedForm { weight: 1.0, typed: true, beside: Some(Beside::Date) });
        }
        if let Some(tags) = words_of_tags(word, expansion) {
            let tagged = statistics.articles_tagged(&tags)?;
            if tagged > 0 {
                without *= 1.0 - f64::from(TAG) * (f64::from(tagged) / articles).min(1.0);
                forms.push(RankedForm { weight: TAG, typed: false, beside: Some(Beside::Tag) });
            }
        }
        let with = (1.0 - without) * articles;
        let idf_of_family = idf(articles, with);
        let with_capital = f64::from(with_typed) * share_of_capitals(as_typed);
        let mut counts = Counts::default();
        expansion.family.forms.iter().for_each(|form| counts.add(form.counts));
        let is_instead = expansion.family.instead().is_some();
        let capital = match word.capital {
            Capital::Possible if share_of_capitals(as_typed) < MAYBE_NAME => Capital::Any,
            Capital::Possible => Capital::Preferred,
            // It was typed with the capital of another word.
            _ if is_instead => Capital::Any,
            decided => decided,
        };
        let behind = word.term.matches(' ').count() as u32;
        Ok(Self {
            forms,
            idf: idf_of_family * f32::from(word.worth) / f32::from(WHOLE),
            role: word.role,
            is_instead,
            capital,
            capital_idf: idf(articles, with_capital).max(idf_of_family),
            is_name: share_of_capitals(counts) >= NAME,
            behind,
        })
    }

    /// Tells whether an article in which it occurs has one more of the words that it should have.
    pub(crate) fn is_had(&self) -> bool {
        self.role == Role::Plain && !self.is_instead
    }

    /// Returns what the word brings an article at most, however often it has it.
    pub(crate) fn most(&self) -> f32 {
        let typed =
            if self.forms.iter().any(|form| form.typed) { TYPED * (TYPED_K1 + 1.0) } else { 0.0 };
        self.idf * (K1 + 1.0 + typed)
    }

    /// Returns what these frequencies are worth, zero for none.
    pub(crate) fn score(&self, frequency: Frequency) -> f32 {
        let saturated = |frequency: f32, k1: f32| frequency * (k1 + 1.0) / (frequency + k1);
        let family = saturated(frequency.family, K1);
        let typed = saturated(frequency.typed, TYPED_K1);
        self.idf * (family + TYPED * typed)
    }
}

/// Returns the words of tags, without accents, that stand for a word, where tags are looked
/// at: for what is a plain word, in each of its forms.
pub(crate) fn words_of_tags(word: &QueryWord, expansion: &Expansion) -> Option<Vec<String>> {
    let is_plain = word.role == Role::Plain && word.meaning == Meaning::Family;
    let is_one = word.field.is_none() && word.published.is_none() && !word.term.contains(' ');
    if !is_plain || !is_one {
        return None;
    }
    let forms = expansion.family.forms.iter().filter(|form| {
        let is_it = !matches!(form.relation, Relation::OtherAccents | Relation::Instead);
        form.counts.total > 0 && is_it && !form.term.contains(' ')
    });
    let mut words: Vec<String> = vec![fold(&word.term).into_owned()];
    for form in forms {
        let folded = fold(&form.term);
        if !words.iter().any(|known| *known == folded) {
            words.push(folded.into_owned());
        }
    }
    Some(words)
}

/// Returns how rare a word is that so many of the articles have.
pub(crate) fn idf(articles: f64, with: f64) -> f32 {
    (1.0 + (articles - with + 0.5) / (with + 0.5)).ln() as f32
}

/// Returns how often a word has a capital, of 1 for always.
fn share_of_capitals(counts: Counts) -> f64 {
    let capitals = u64::from(counts.capitalised) + u64::from(counts.capitals);
    capitals as f64 / f64::from(counts.total.max(1))
}

/// Returns the fields in which a word is looked for.
pub(crate) fn fields_of(word: &QueryWord) -> &'static [TextField] {
    match word.field {
        Some(QueryField::Title) => &[TextField::Title],
        Some(QueryField::Description) => &[TextField::Description],
        Some(QueryField::Body) => &[TextField::Body],
        _ => &TextField::ALL,
    }
}

/// Frequencies of a word in an article, weighted by field and form and divided by
/// the length of the field.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Frequency {
    /// Of all forms.
    pub(crate) family: f32,
    /// Of the word as typed.
    pub(crate) typed: f32,
}

impl Frequency {
    /// Adds occurrences of a form, each counting what its field and its length make of it.
    pub(crate) fn add(&mut self, form: RankedForm, normed: f32) {
        self.family += form.weight * normed;
        if form.typed {
            self.typed += normed;
        }
    }
}

/// Returns how much the length of a field counts, and what an occurrence in it does.
#[cfg(feature = "cluster")]
pub(crate) fn length_and_weight(field: TextField) -> (f32, f32) {
    (B[field as usize], FIELD_WEIGHTS[field as usize])
}

/// Returns what an occurrence counts in a field of this length, in place of [`TextField::ALL`],
/// where fields are so long on average.
pub(crate) fn normed(field: usize, length: f32, average: f32) -> f32 {
    let (b, weight) = (B[field], FIELD_WEIGHTS[field]);
    weight / (1.0 - b + b * length / average)
}

/// For each text field, what an occurrence counts by the field's length, as
/// tantivy encodes it in a byte.
#[derive(Debug, Clone)]
pub(crate) struct TextNorms(pub(super) Arc<[[f32; 256]; 3]>);

impl TextNorms {
    /// Returns the norms for a collection: lengths are measured by the average of all its
    /// articles, so that scores do not depend on how they are kept.
    pub(super) fn new(total_lengths: [u64; 3], articles: u64) -> Self {
        let mut norms = [[0.0; 256]; 3];
        for (ordinal, words) in total_lengths.into_iter().enumerate() {
            let average = words as f32 / articles.max(1) as f32;
            let average = (average * ROUNDED_OFF).max(1.0);
            for (id, norm) in (0..=255).zip(norms[ordinal].iter_mut()) {
                *norm = normed(ordinal, FieldNormReader::id_to_fieldnorm(id) as f32, average);
            }
        }
        Self(Arc::new(norms))
    }

    /// Returns the norms of a field.
    pub(crate) fn of(&self, field: TextField) -> &[f32; 256] {
        &self.0[field as usize]
    }
}
