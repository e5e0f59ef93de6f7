//! What the score of a hit is made of, in parts that a person can follow.
//!
//! It takes scores apart as ranking adds them up; it never weighs anything itself.

use tantivy::{DocId, SegmentReader};

use super::ranking::{Coverage, LEAD_WORDS, Ranking};
use crate::index::TextField;
use crate::query::Role;

/// What a score is made of: the words, what they get for standing together, what having
/// them brings where others lack some, and what age leaves of it all.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreParts {
    /// Each word that counts, in the order of the query.
    pub words: Vec<WordScore>,
    /// What neighbouring words of the query get for standing together.
    pub near: f32,
    /// What having the words brings, where articles lack some.
    pub coverage: f32,
    /// What age leaves, from 0 to 1; 1 when age does not count.
    pub recency: f32,
}

/// What a word brings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WordScore {
    /// Its ordinal in the query.
    pub word: usize,
    /// How rare it is.
    pub idf: f32,
    /// How often its forms occur in title, standfirst and body.
    pub occurrences: [usize; 3],
    /// Of those in the body, in the lead.
    pub in_lead: usize,
    /// What it brings.
    pub score: f32,
}

impl Ranking {
    /// Returns what the score of an article is made of, as [`Self::rerank`] adds it up.
    pub(super) fn explain(
        &self,
        segment: &SegmentReader,
        coverage: Coverage,
        doc: DocId,
    ) -> tantivy::Result<ScoreParts> {
        let mut words = Vec::new();
        let words_of_query = self.words.iter().enumerate();
        for (ordinal, word) in words_of_query.filter(|(_, word)| word.role != Role::Unscored) {
            let (mut occurrences, mut in_lead) = ([0; 3], 0);
            let found = self.frequencies(segment, word, &[doc], |_, field, positions| {
                occurrences[field as usize] += positions.len();
                if field == TextField::Body {
                    in_lead += positions.partition_point(|&position| position < LEAD_WORDS);
                }
            })?;
            let score = found.first().map_or(0.0, |&frequency| word.score(frequency));
            words.push(WordScore { word: ordinal, idf: word.idf, occurrences, in_lead, score });
        }
        let plain = words
            .iter()
            .filter(|part| part.score > 0.0 && self.words[part.word].role == Role::Plain);
        let coverage_bonus = plain.count() as f32 * coverage.bonus(self.plain_words());
        let total = self.rerank(segment, coverage, &[doc])?.first().copied().unwrap_or(0.0);
        let of_words: f32 = words.iter().map(|part| part.score).sum();
        let near = (total - of_words - coverage_bonus).max(0.0);
        Ok(ScoreParts { words, near, coverage: coverage_bonus, recency: 1.0 })
    }
}
