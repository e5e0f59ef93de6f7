//! The words that mark articles against others: those that match are read, and what the others
//! have is counted by the cluster, or read as well.
//!
//! It decides nothing: which words are one idea and which come first is told elsewhere.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;
use serde_json::json;

use super::opened::{ClusterEngine, in_time};
use crate::analysis::words;
use crate::article::{Article, TextField};
use crate::cluster_fault::ClusterFault;
use crate::engine::{Likelihood, Marking, MarkingWords, Request};
use crate::error::Result;
use crate::lexicon::Form;
use crate::search::{Marked, ideas, may_mark, near_words, own_words, printed_by};

/// Articles read at most.
const MOST: usize = 200_000;

/// Words, each with the articles that have it, by their place among those that were read.
type ByWord = HashMap<String, Vec<u32>, FixedState>;

impl ClusterEngine {
    /// Returns the words that mark what a request finds among what `of` finds.
    ///
    /// # Errors
    /// `Cluster`, `OutOfTime`.
    pub(super) fn words_that_mark(
        &self,
        request: &Request,
        of: &Request,
        marking: Marking,
    ) -> Result<MarkingWords> {
        let (request, of) = (&*self.understood(request)?, &*self.understood(of)?);
        let plan = self.plan(&request.query, request, usize::MAX)?;
        let (matching, found) = self.read_words(request)?;
        let is_of_all = of.query.words.is_empty() && of.query.condition.is_none();
        let beside = if is_of_all { None } else { Some(self.read_words(of)?) };
        let all = match &beside {
            Some((all, _)) => *all,
            None => self.count(&json!({"match_all": {}}))?,
        };
        let likelihood = Likelihood { matching, all };
        let mut own = own_words(&request.query.words, &plan.expansions);
        own.extend(printed_by(self, of)?);
        let lengths = self.words.lengths;
        let near_words = marking.near.map(|near| near_words(self, request, near, &own, lengths));
        let near_words = near_words.transpose()?;
        let with = |words: &ByWord, forms: &[&str]| {
            let articles = forms.iter().filter_map(|form| words.get(*form)).flatten();
            match forms {
                [_] => articles.count() as u64,
                _ => articles.collect::<HashSet<_>>().len() as u64,
            }
        };
        let count_of = |forms: &[&str]| -> Result<u64> {
            match (&beside, forms) {
                (Some((_, words)), forms) => Ok(with(words, forms)),
                (None, [form]) if self.state.stale == 0 => Ok(self.words.with(form)[3].into()),
                (None, forms) => self.count(&json!({"terms": {"bm": forms}})),
            }
        };
        let mut counted: HashMap<String, Marked> = HashMap::new();
        let mut count = |forms: &[&Form]| -> Result<Marked> {
            let terms: Vec<&str> = forms.iter().map(|form| form.term.as_str()).collect();
            let key = terms.join(" ");
            if let Some(known) = counted.get(&key) {
                return Ok(*known);
            }
            let of = count_of(&terms)?;
            let marked = match &near_words {
                Some(words) => words.marked(forms, of),
                None => Marked::in_articles(likelihood, [with(&found, &terms), of]),
            };
            counted.insert(key, marked);
            Ok(marked)
        };
        let mut candidates = match &near_words {
            Some(words) => words.candidates(|word| self.words.lexicon.counts(word).total.into()),
            None => Vec::new(),
        };
        let words = found.keys().filter(|_| near_words.is_none());
        for word in words.filter(|word| may_mark(word) && !own.contains(*word)) {
            in_time(request)?;
            let found = with(&found, &[word]);
            // Fewer articles mark nothing, whatever the others have.
            if found >= crate::engine::LEAST {
                let worth = likelihood.of(found, count_of(&[word])?);
                candidates.extend(worth.map(|worth| (worth, word.clone())));
            }
        }
        let language = request.query.language.as_deref().unwrap_or("fr");
        let family = |word: &str| std::sync::Arc::new(self.words.lexicon.family(word, language));
        let words = ideas(candidates, family, marking.most, &mut count)?;
        Ok(MarkingWords { likelihood, words })
    }

    /// Reads which words the articles have that a request finds, and how many they are.
    fn read_words(&self, request: &Request) -> Result<(u64, ByWord)> {
        let plan = self.plan(&request.query, request, usize::MAX)?;
        let (mut found, mut at) = (ByWord::default(), 0_u32);
        self.each(&plan, request, &mut |article| {
            add_words(&article, at, &mut found);
            at += 1;
            if at as usize > MOST {
                let what = "words that mark so many articles";
                return Err(self.client.error(ClusterFault::NotYet(what)));
            }
            Ok(true)
        })?;
        Ok((at.into(), found))
    }
}

fn add_words(article: &Article, at: u32, found: &mut ByWord) {
    let repeats = article.description_in_body().is_some();
    let mut term = String::new();
    for field in TextField::ALL {
        if field == TextField::Description && repeats {
            continue;
        }
        let mut tokens = words(article.text(field));
        while tokens.next_into(&mut term).is_some() {
            let articles = match found.get_mut(term.as_str()) {
                Some(articles) => articles,
                None => found.entry(term.clone()).or_default(),
            };
            if articles.last() != Some(&at) {
                articles.push(at);
            }
        }
    }
}
