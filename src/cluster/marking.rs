//! The words that mark articles against others: those that match are read, and what the others
//! have is counted by the cluster, or read as well.
//!
//! It decides nothing: which words are one idea and which come first is told elsewhere.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use foldhash::fast::FixedState;
use serde_json::json;

use super::opened::{ClusterEngine, in_time};
use super::plan::Asked;
use crate::analysis::words;
use crate::article::{Article, TextField};
use crate::engine::{Engine, Likelihood, Marking, MarkingWords, Request};
use crate::error::Result;
use crate::lexicon::{Family, Form};
use crate::search::{
    Coverage, Marked, Pairs, ideas, joined, may_mark, near_words, own_words, printed_by, with_spare,
};

/// Articles of which it is kept in mind which words each has; of more it is counted.
const MOST: u64 = 200_000;

/// The words of the articles that a query finds.
struct WordsOf {
    articles: u64,
    /// In how many of them each word is, and in which, by their places.
    words: HashMap<String, In, FixedState>,
    /// It is known in which.
    has_places: bool,
    /// What finds them.
    asked: Asked,
}

/// The articles that have a word.
#[derive(Default)]
struct In {
    count: u64,
    /// Where they are told, else the last of them alone.
    places: Vec<u32>,
}

/// Words that may be one, in the articles of a cluster.
struct ClusterPairs<'a> {
    engine: &'a ClusterEngine,
    request: &'a Request,
    of: &'a Request,
    found: &'a WordsOf,
}

impl Pairs for ClusterPairs<'_> {
    fn asked(&self) -> (&dyn Engine, [&Request; 2]) {
        (self.engine, [self.request, self.of])
    }

    fn family(&self, word: &str) -> Arc<Family> {
        let language = self.request.query.language.as_deref().unwrap_or("fr");
        Arc::new(self.engine.words.lexicon.family(word, language))
    }

    fn with_both(&mut self, pair: [&str; 2]) -> Result<u64> {
        let forms = |word: &str| -> Vec<String> {
            self.family(word).forms.iter().map(|form| form.term.clone()).collect()
        };
        let ([one, other], found) = (pair.map(forms), self.found);
        if !found.has_places {
            let filter = [
                &found.asked.query,
                &json!({"terms": {"bm": one}}),
                &json!({"terms": {"bm": other}}),
            ];
            return self.engine.count(&json!({"bool": {"filter": filter}}));
        }
        let places = |forms: &[String]| -> HashSet<u32> {
            let found = forms.iter().filter_map(|form| found.words.get(form));
            found.flat_map(|found| found.places.iter().copied()).collect()
        };
        Ok(places(&one).intersection(&places(&other)).count() as u64)
    }
}

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
        let found = self.read_words(request)?;
        let is_of_all = of.query.words.is_empty() && of.query.condition.is_none();
        let beside = if is_of_all { None } else { Some(self.read_words(of)?) };
        let all = match &beside {
            Some(beside) => beside.articles,
            None => self.count(&json!({"match_all": {}}))?,
        };
        let likelihood = Likelihood { matching: found.articles, all };
        let mut own = own_words(&request.query.words, &plan.expansions);
        own.extend(printed_by(self, of)?);
        let lengths = self.words.lengths;
        let near_words = marking.near.map(|near| near_words(self, request, near, &own, lengths));
        let near_words = near_words.transpose()?;
        let count_of = |forms: &[&str]| -> Result<u64> {
            match (&beside, forms) {
                (Some(words), forms) => self.with(words, forms),
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
                None => Marked::in_articles(likelihood, [self.with(&found, &terms)?, of]),
            };
            counted.insert(key, marked);
            Ok(marked)
        };
        let mut candidates = match &near_words {
            Some(words) => words.candidates(|word| self.words.lexicon.counts(word).total.into()),
            None => Vec::new(),
        };
        let words = found.words.keys().filter(|_| near_words.is_none());
        for word in words.filter(|word| may_mark(word) && !own.contains(*word)) {
            in_time(request)?;
            let found = self.with(&found, &[word])?;
            // Fewer articles mark nothing, whatever the others have.
            if found >= crate::engine::LEAST {
                let worth = likelihood.of(found, count_of(&[word])?);
                candidates.extend(worth.map(|worth| (worth, word.clone())));
            }
        }
        let language = request.query.language.as_deref().unwrap_or("fr");
        let family = |word: &str| Arc::new(self.words.lexicon.family(word, language));
        let most = with_spare(marking.most);
        let words = ideas(candidates, &own, family, most, &mut count)?;
        let words = if marking.near.is_some() {
            words.into_iter().take(marking.most).collect()
        } else {
            let pairs = &mut ClusterPairs { engine: self, request, of, found: &found };
            joined(words, marking.most, likelihood, pairs)?
        };
        Ok(MarkingWords { likelihood, words })
    }

    /// Returns how many articles have one of some forms.
    fn with(&self, words: &WordsOf, forms: &[&str]) -> Result<u64> {
        let of = |form: &&str| words.words.get(*form);
        match forms {
            [form] => Ok(of(form).map_or(0, |found| found.count)),
            _ if words.has_places => {
                let places = forms.iter().filter_map(of).flat_map(|found| &found.places);
                Ok(places.collect::<HashSet<_>>().len() as u64)
            }
            _ => {
                let filter = [&words.asked.query, &json!({"terms": {"bm": forms}})];
                self.count(&json!({"bool": {"filter": filter}}))
            }
        }
    }

    /// Reads which words the articles have that a request finds.
    fn read_words(&self, request: &Request) -> Result<WordsOf> {
        let plan = self.plan(&request.query, request, usize::MAX)?;
        let asked = plan.matching(Coverage::of(request), false);
        let mut found = WordsOf { articles: 0, words: HashMap::default(), has_places: true, asked };
        self.each(&plan, request, &mut |article| {
            // What the cluster cannot count is kept in mind, however much it is.
            if found.articles == MOST && found.asked.is_exact {
                found.forget_places();
            }
            found.add(&article);
            Ok(true)
        })?;
        Ok(found)
    }
}

impl WordsOf {
    fn forget_places(&mut self) {
        self.has_places = false;
        self.words.values_mut().for_each(|found| found.places = Vec::new());
    }

    fn add(&mut self, article: &Article) {
        let at = u32::try_from(self.articles).unwrap_or(u32::MAX);
        self.articles += 1;
        let repeats = article.description_in_body().is_some();
        let mut term = String::new();
        for field in TextField::ALL {
            if field == TextField::Description && repeats {
                continue;
            }
            let mut tokens = words(article.text(field));
            while tokens.next_into(&mut term).is_some() {
                let found = match self.words.get_mut(term.as_str()) {
                    Some(found) => found,
                    None => self.words.entry(term.clone()).or_default(),
                };
                if found.places.last() == Some(&at) {
                    continue;
                }
                found.count += 1;
                if !self.has_places {
                    found.places.clear();
                }
                found.places.push(at);
            }
        }
    }
}
