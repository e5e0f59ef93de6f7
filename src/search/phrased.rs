//! What a query asked with its phrases, where these are looked for as words: which articles
//! have them, and which phrases the others lack.

use tantivy::DocAddress;

use super::plan::{Plan, Sets, has};
use crate::query::{Capital, Condition, Meaning, Query, QueryWord};

/// A query as it was asked, beside the one whose hits are the answer.
pub(crate) struct Phrased<'a> {
    /// The articles that meet its condition, for each segment.
    pub(crate) sets: &'a Sets,
    /// Those that have all its words as well.
    pub(crate) whole: Vec<DocAddress>,
    /// How many these are.
    pub(crate) total: u64,
    /// Its phrases, each with the articles that have it; `None` where there is no other.
    phrases: Vec<(String, Option<Sets>)>,
}

impl<'a> Phrased<'a> {
    /// Returns what a plan asks, of which these articles have all; with `phrases` also what
    /// each of them lacks.
    pub(crate) fn new(
        plan: &Plan<'_>,
        sets: &'a Sets,
        whole: Vec<DocAddress>,
        total: u64,
        phrases: bool,
    ) -> tantivy::Result<Self> {
        let quoted = if phrases { quoted(plan.query) } else { Vec::new() };
        let is_only = quoted.len() == 1;
        let with_articles = quoted.into_iter().map(|(phrase, condition)| {
            let sets = (!is_only).then(|| plan.sets_with(condition, false)).transpose()?;
            Ok((phrase, sets))
        });
        let phrases = with_articles.collect::<tantivy::Result<_>>()?;
        Ok(Self { sets, whole, total, phrases })
    }

    /// Tells whether an article meets what was asked, its words aside.
    pub(crate) fn is_met(&self, article: DocAddress) -> bool {
        has(self.sets, article)
    }

    /// Returns the phrases that an article lacks, as they are typed.
    pub(crate) fn lacking(&self, article: DocAddress) -> impl Iterator<Item = String> {
        let is_met = self.is_met(article);
        let lacks = move |sets: &Option<Sets>| sets.as_ref().is_none_or(|sets| !has(sets, article));
        let phrases = self.phrases.iter().filter(move |(_, sets)| !is_met && lacks(sets));
        phrases.map(|(phrase, _)| phrase.clone())
    }
}

/// Returns the phrases of a query that may be looked for as words, as they are typed.
pub(crate) fn quoted(query: &Query) -> Vec<(String, &Condition)> {
    let mut found = Vec::new();
    let mut conditions: Vec<&Condition> = query.condition.iter().collect();
    while let Some(condition) = conditions.pop() {
        match condition {
            Condition::All(all) => conditions.extend(all.iter().rev()),
            Condition::Phrase { words, slop: None } => {
                let words: Vec<&QueryWord> = words.iter().map(|&word| &query.words[word]).collect();
                let is_quoted = |word: &&QueryWord| {
                    word.meaning == Meaning::Letters
                        && word.field.is_none()
                        && word.capital != Capital::Required
                };
                if words.iter().all(is_quoted) {
                    let terms: Vec<&str> = words.iter().map(|word| word.term.as_str()).collect();
                    found.push((format!("\"{}\"", terms.join(" ")), condition));
                }
            }
            _ => {}
        }
    }
    found
}
