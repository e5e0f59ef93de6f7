//! What an article is worth for the words of a query: the one scoring function.
//!
//! It takes the words' occurrences from a trait: from postings, or from a text. It knows
//! neither what was typed nor which articles are hits.

use super::coverage::Coverage;
use super::listed::Beside;
use super::places::{Standing, place};
use super::placing::{Placed, Placing};
use super::weight::{Frequency, RankedForm, RankedWord, Weights};
use crate::article::TextField;
use crate::engine::{ScoreParts, WordScore};
use crate::query::Capital;

/// Words of the body that count as its lead.
const LEAD_WORDS: u32 = 70;

/// What an occurrence in the first word of the body counts on top; less and less
/// towards the end of the lead.
const LEAD: f32 = 1.4;

/// The part of this that is left under a headline, which says the same and counts
/// more already.
const LEAD_UNDER_TITLE: f32 = 0.4;

/// What a word counts that an article only has in another form.
const OTHER_FORM: f32 = 0.05;

/// What it counts of the rarity of a word with a capital that all of its occurrences have the
/// one that was typed.
const CAPITALS: f32 = 0.6;

/// Where the words of a query stand in some articles.
pub(crate) trait Occurrences {
    /// What goes wrong where they are kept.
    type Error;

    /// Calls `each` for every form of the word with an ordinal, and every field, that
    /// occurs in one of the articles: with the ordinal of the article among them. Fields
    /// come in the order of [`TextField::ALL`], within one the forms in theirs.
    fn of_word(
        &mut self,
        word: usize,
        each: impl FnMut(usize, &Occurring<'_>),
    ) -> Result<(), Self::Error>;

    /// Writes where words with a capital stand in the article with an ordinal, in order.
    fn capitals(&mut self, article: usize, places: &mut Vec<u32>) -> Result<(), Self::Error>;
}

/// A form that occurs in a field of an article.
pub(crate) struct Occurring<'a> {
    pub(crate) form: RankedForm,
    pub(crate) field: TextField,
    /// What an occurrence counts by the field and its length.
    pub(crate) norm: f32,
    /// How often it occurs.
    pub(crate) times: u32,
    /// The article has a title of its own.
    pub(crate) has_title: bool,
    /// Where it stands in the field, in order; nowhere when its date or a tag has it.
    pub(crate) positions: &'a [u32],
}

/// The scores of some articles, but for what capitals add, which texts may have to be read for.
pub(crate) struct Scores {
    pub(crate) sums: Vec<f32>,
    /// Where the words of the articles stand, those of one behind those of the one before.
    places: Vec<Standing>,
    /// Where those of each article begin, and where the last ones end.
    starts: Vec<usize>,
}

/// Returns the scores of some articles: their words, those of the lead counting more, and
/// how these stand to each other.
pub(crate) fn scores<O: Occurrences>(
    weights: &Weights,
    coverage: Coverage,
    occurrences: &mut O,
    articles: usize,
) -> Result<Scores, O::Error> {
    let bonus = coverage.bonus(weights.plain_words());
    let mut scores = vec![0.0; articles];
    let mut found_at: Vec<(usize, Standing)> = Vec::new();
    let mut starts = vec![0; articles + 1];
    for (ordinal, word) in weights.scored_words() {
        let frequencies = frequencies(occurrences, ordinal, articles, |at, found| {
            let standing = |&position| (at, Standing::new(place(found.field, position), ordinal));
            found_at.extend(found.positions.iter().map(standing));
            starts[at + 1] += found.positions.len();
        })?;
        for (score, frequency) in scores.iter_mut().zip(frequencies) {
            if frequency.family > 0.0 {
                *score += word.score(frequency) + in_another_form(word, frequency);
                if word.is_had() {
                    *score += bonus;
                }
            }
        }
    }
    for article in 0..articles {
        starts[article + 1] += starts[article];
    }
    let mut next = starts.clone();
    let mut places = vec![Standing::new(0, 0); found_at.len()];
    for (article, found) in found_at {
        places[next[article]] = found;
        next[article] += 1;
    }
    let mut standing = Placed::new(weights);
    for (score, ends) in scores.iter_mut().zip(starts.windows(2)) {
        let of_article = &mut places[ends[0]..ends[1]];
        of_article.sort_unstable();
        *score += standing.bring(of_article).sum();
    }
    Ok(Scores { sums: scores, places, starts })
}

impl Scores {
    /// Returns where the words of an article stand, in order.
    fn places(&self, article: usize) -> &[Standing] {
        &self.places[self.starts[article]..self.starts[article + 1]]
    }

    /// Returns what capitals add at least and at most to the score of an article, as far as that
    /// is known without its text.
    pub(crate) fn bounds_of_capitals(&self, weights: &Weights, article: usize) -> [f32; 2] {
        let [mut least, mut most] = [0.0; 2];
        for (_, word, _) in with_capital(weights, self.places(article)) {
            let all = CAPITALS * word.capital_idf;
            most += all;
            if word.is_name {
                least += all;
            }
        }
        [least, most]
    }

    /// Returns what capitals add to the score of an article.
    pub(crate) fn capitals<O: Occurrences>(
        &self,
        weights: &Weights,
        occurrences: &mut O,
        article: usize,
    ) -> Result<f32, O::Error> {
        capitals(weights, occurrences, article, self.places(article))
    }
}

/// Returns the words whose capital counts, with their ordinals and how often they stand among
/// some places, those aside that do not.
fn with_capital<'w>(
    weights: &'w Weights,
    places: &'w [Standing],
) -> impl Iterator<Item = (usize, &'w RankedWord, usize)> {
    let words = weights.scored_words().filter(|(_, word)| word.capital != Capital::Any);
    let counted = words.map(|(ordinal, word)| {
        (ordinal, word, places.iter().filter(|found| found.word() == ordinal).count())
    });
    counted.filter(|(.., total)| *total > 0)
}

/// Returns what capitals add to the score of an article, by the places of its words.
fn capitals<O: Occurrences>(
    weights: &Weights,
    occurrences: &mut O,
    article: usize,
    places: &[Standing],
) -> Result<f32, O::Error> {
    let mut added = 0.0;
    let mut capitals: Option<Vec<u32>> = None;
    for (ordinal, word, total) in with_capital(weights, places) {
        let mut share = 1.0;
        if !word.is_name {
            if capitals.is_none() {
                let mut read = Vec::new();
                occurrences.capitals(article, &mut read)?;
                capitals = Some(read);
            }
            let read = capitals.as_deref().unwrap_or_default();
            let has_capital = |place: u32| read.binary_search(&(place + word.behind)).is_ok();
            let of_word = places.iter().filter(|found| found.word() == ordinal);
            let has = of_word.filter(|found| has_capital(found.place())).count();
            share = has as f32 / total as f32;
        }
        added += CAPITALS * word.capital_idf * share;
    }
    Ok(added)
}

/// Returns what the score of one article is made of, as [`scores`] adds it up.
pub(crate) fn explain<O: Occurrences>(
    weights: &Weights,
    coverage: Coverage,
    occurrences: &mut O,
) -> Result<ScoreParts, O::Error> {
    let bonus = coverage.bonus(weights.plain_words());
    let mut parts = ScoreParts { recency: 1.0, ..ScoreParts::default() };
    let mut places = Vec::new();
    for (ordinal, word) in weights.scored_words() {
        let near_spelling = word.is_instead;
        let mut part = WordScore { near_spelling, ..WordScore::of(ordinal, word.idf) };
        let found = frequencies(occurrences, ordinal, 1, |_, found| {
            let of_word = |&position| Standing::new(place(found.field, position), ordinal);
            places.extend(found.positions.iter().map(of_word));
            part.occurrences[found.field as usize] += found.positions.len();
            part.published |= found.form.beside == Some(Beside::Date);
            part.tagged |= found.form.beside == Some(Beside::Tag);
            if found.field == TextField::Body {
                let in_lead = |&position: &u32| position < LEAD_WORDS;
                part.in_lead += found.positions.partition_point(in_lead);
            }
        })?;
        if let Some(&frequency) = found.first().filter(|frequency| frequency.family > 0.0) {
            part.score = word.score(frequency);
            parts.forms += in_another_form(word, frequency);
            if word.is_had() {
                parts.coverage += bonus;
            }
        }
        parts.words.push(part);
    }
    places.sort_unstable();
    let Placing { near, together, early } = Placed::new(weights).bring(&places);
    let capitals = capitals(weights, occurrences, 0, &places)?;
    Ok(ScoreParts { near, together, early, capitals, ..parts })
}

/// Returns what a word counts on top that an article only has in another form.
fn in_another_form(word: &RankedWord, frequency: Frequency) -> f32 {
    if frequency.typed > 0.0 { 0.0 } else { OTHER_FORM * word.idf }
}

/// Returns the frequencies of a word in some articles, its occurrences in the lead
/// counting more; calls `each` with where it stands in each of them, by field.
fn frequencies<O: Occurrences>(
    occurrences: &mut O,
    word: usize,
    articles: usize,
    mut each: impl FnMut(usize, &Occurring<'_>),
) -> Result<Vec<Frequency>, O::Error> {
    let mut frequencies = vec![Frequency::default(); articles];
    occurrences.of_word(word, |at, found| {
        let mut count = found.times as f32;
        if found.field == TextField::Body {
            let worth = if found.has_title { LEAD * LEAD_UNDER_TITLE } else { LEAD };
            count += worth * lead(found.positions);
        }
        frequencies[at].add(found.form, count * found.norm);
        each(at, found);
    })?;
    Ok(frequencies)
}

/// Returns how much of these positions of the body, in order, is lead.
fn lead(positions: &[u32]) -> f32 {
    let in_lead = positions.iter().take_while(|&&position| position < LEAD_WORDS);
    in_lead.map(|&position| 1.0 - position as f32 / LEAD_WORDS as f32).sum()
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "powers of two, exact")]
mod tests {
    use super::*;

    #[test]
    fn the_lead_fades() {
        let worth: Vec<f32> = [0, 35, 69, 70, 700].iter().map(|&at| lead(&[at])).collect();
        assert!(worth.is_sorted_by(|one, other| one >= other), "{worth:?}");
        assert_eq!((worth[0], worth[1], worth[3], worth[4]), (1.0, 0.5, 0.0, 0.0));
        assert_eq!(lead(&[0, 35, 700]), 1.5);
    }
}
