//! What the words of a query are worth in a collection, as its words and the cluster tell.
//!
//! What can be is asked at once, and nothing twice.

use std::cell::OnceCell;
use std::collections::HashMap;

use serde::de::IgnoredAny;
use serde_json::{Value, json};

use super::client::Client;
use super::queries::published;
use super::walk::{count_each, search};
use super::words::Words;
use crate::article::TextField;
use crate::cluster_fault::ClusterFault;
use crate::engine::Deadline;
use crate::error::{Error, Result};
use crate::lexicon::Expansion;
use crate::query::{Published, Query};
use crate::search::{Statistics, words_of_tags};

/// Most ways to write words side by side that are counted.
const MOST_WAYS: usize = 64;

/// What a collection tells of its articles as a whole.
pub(super) struct Statistic<'a> {
    pub(super) client: &'a Client,
    pub(super) index: &'a str,
    pub(super) words: &'a Words,
    pub(super) language: Option<&'a str>,
    pub(super) deadline: &'a Deadline,
    counted: HashMap<String, u64>,
    searched: OnceCell<u64>,
}

impl<'a> Statistic<'a> {
    pub(super) fn new(
        client: &'a Client,
        index: &'a str,
        words: &'a Words,
        language: Option<&'a str>,
        deadline: &'a Deadline,
    ) -> Self {
        let (counted, searched) = (HashMap::new(), OnceCell::new());
        Self { client, index, words, language, deadline, counted, searched }
    }

    fn count(&mut self, query: &Value) -> Result<u64> {
        let key = query.to_string();
        if let Some(count) = self.counted.get(&key) {
            return Ok(*count);
        }
        let counts = count_each(self.client, self.index, std::slice::from_ref(query))?;
        let count = counts.first().copied().unwrap_or(0);
        self.counted.insert(key, count);
        Ok(count)
    }

    /// Asks at once for what will be asked of the words of a query.
    pub(super) fn look_ahead(&mut self, query: &Query, expansions: &[Expansion]) -> Result<()> {
        let mut queries = Vec::new();
        queries.extend(self.language.map(in_language));
        for (word, expansion) in query.words.iter().zip(expansions) {
            queries.extend(word.published.map(|time| published(&time)));
            queries.extend(words_of_tags(word, expansion).map(|words| tagged(&words)));
        }
        queries.retain(|query| !self.counted.contains_key(&query.to_string()));
        let counts = count_each(self.client, self.index, &queries)?;
        let keys = queries.into_iter().map(|query| query.to_string());
        self.counted.extend(keys.zip(counts));
        self.go_on()
    }

    /// Returns how many articles are in the language asked for, or at all.
    pub(super) fn searched(&mut self) -> Result<u64> {
        let Some(language) = self.language else { return Ok(self.words.articles) };
        let count = self.count(&in_language(language))?;
        Ok(*self.searched.get_or_init(|| count))
    }
}

fn in_language(language: &str) -> Value {
    json!({"term": {"language": language}})
}

fn tagged(words: &[String]) -> Value {
    json!({"terms": {"tag_words": words}})
}

impl Statistics for Statistic<'_> {
    type Error = Error;

    fn go_on(&self) -> Result<()> {
        if self.deadline.is_over() { Err(Error::OutOfTime) } else { Ok(()) }
    }

    // Articles that are gone are counted here as they are with their words: so shares stay.
    fn articles(&self) -> u64 {
        self.words.articles
    }

    fn total_lengths(&self) -> Result<[u64; 3]> {
        Ok(self.words.lengths)
    }

    fn articles_with(&mut self, form: &str, fields: &'static [TextField]) -> Result<u32> {
        if !form.contains(' ') {
            let with = self.words.with(form);
            return Ok(fields.iter().map(|field| with[*field as usize]).max().unwrap_or(0));
        }
        let ways = ways(self.words, form);
        let mut most = 0;
        for field in fields {
            let phrases: Vec<Value> = ways
                .iter()
                .map(|way| {
                    json!({"match_phrase": {field.name(): {"query": way, "analyzer": "words"}}})
                })
                .collect();
            let query = json!({"bool": {"should": phrases, "minimum_should_match": 1}});
            most = most.max(self.count(&query)?);
        }
        Ok(u32::try_from(most).unwrap_or(u32::MAX))
    }

    fn articles_of(&mut self, time: &Published) -> Result<u32> {
        Ok(u32::try_from(self.count(&published(time))?).unwrap_or(u32::MAX))
    }

    fn articles_tagged(&mut self, words: &[String]) -> Result<u32> {
        Ok(u32::try_from(self.count(&tagged(words))?).unwrap_or(u32::MAX))
    }

    fn neighbours(&mut self, phrase: &str) -> Result<u64> {
        self.go_on()?;
        let key = format!("neighbours {phrase}");
        if let Some(count) = self.counted.get(&key) {
            return Ok(*count);
        }
        let mut phrases = Vec::new();
        for way in ways(self.words, phrase) {
            for field in TextField::ALL {
                phrases.push(
                    json!({"match_phrase": {field.name(): {"query": way, "analyzer": "words"}}}),
                );
            }
        }
        let question = json!({
            "size": 0, "query": {"bool": {"should": phrases}},
            "aggs": {"times": {"sum": {"script": "_score"}}}
        });
        let found = search::<IgnoredAny>(self.client, self.index, &question)?;
        let sum = found.aggregations["times"]["value"].as_f64();
        let nonsense = || self.client.error(ClusterFault::Nonsense("sum"));
        // Each word of a phrase counts each time.
        let words = phrase.split(' ').count() as f64;
        #[expect(clippy::cast_sign_loss, reason = "a sum of counts")]
        let count = (sum.ok_or_else(nonsense)? / words).round() as u64;
        self.counted.insert(key, count);
        Ok(count)
    }
}

/// Returns the ways to write words side by side, each of them in any of its letters.
fn ways(words: &Words, phrase: &str) -> Vec<String> {
    let mut ways = vec![String::new()];
    for mut terms in words.lexicon.words_of_phrase(phrase) {
        terms.retain(|term| words.with(term)[3] > 0);
        ways = ways
            .iter()
            .flat_map(|way| {
                terms.iter().map(move |term| {
                    if way.is_empty() { term.clone() } else { format!("{way} {term}") }
                })
            })
            .take(MOST_WAYS)
            .collect();
    }
    ways
}
