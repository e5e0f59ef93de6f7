//! What is asked about words that may be one, on an index in a folder.
//!
//! Articles that match are known as sets: a pair asks no query again. What is one idea is told
//! elsewhere.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use fixedbitset::FixedBitSet;
use tantivy::DocAddress;

use super::joined_words::{Pairs, READ, near, side_by_side};
use super::words::{ArticleSets, WordCounts};
use crate::article::Article;
use crate::engine::{Engine, Request};
use crate::error::Result;
use crate::lexicon::{Family, Form};
use crate::query::Query;

/// Words that may be one, in the articles of an index.
pub(super) struct LocalPairs<'a> {
    counts: &'a WordCounts<'a>,
    /// For the articles that match, and for all.
    requests: [&'a Request; 2],
    /// Asks for every article there is.
    every: Request,
    language: &'a str,
    /// Of words looked up before, the articles that match and have them in any form.
    known: HashMap<String, Vec<FixedBitSet>>,
}

impl<'a> LocalPairs<'a> {
    pub(super) fn new(
        counts: &'a WordCounts<'a>,
        requests: [&'a Request; 2],
        language: &'a str,
    ) -> Self {
        let query = Query { language: Some(language.to_owned()), ..Query::default() };
        let every = Request { query, deadline: counts.deadline.clone(), ..Request::default() };
        Self { counts, requests, every, language, known: HashMap::new() }
    }

    /// Looks up the articles that match and have a word in any form.
    fn look_up(&mut self, word: &str) -> tantivy::Result<()> {
        if !self.known.contains_key(word) {
            let family = self.family(word);
            let forms: Vec<&Form> = family.forms.iter().collect();
            let segments = self.counts.reader.searcher().segment_readers().iter().enumerate();
            let sets = segments.map(|(ordinal, segment)| {
                let mut with = self.counts.with(ordinal, segment, &forms)?;
                with.intersect_with(&self.counts.matching.0[ordinal]);
                Ok(with)
            });
            let sets = sets.collect::<tantivy::Result<_>>()?;
            self.known.insert(word.to_owned(), sets);
        }
        Ok(())
    }

    /// Looks up the same of two words and returns it.
    fn both(&mut self, pair: [&str; 2]) -> Result<[&[FixedBitSet]; 2]> {
        for word in pair {
            self.look_up(word).map_err(|error| self.counts.reader.damaged(error))?;
        }
        Ok(pair.map(|word| self.known[word].as_slice()))
    }
}

impl Pairs for LocalPairs<'_> {
    fn asked(&self) -> (&dyn Engine, [&Request; 2]) {
        (self.counts.reader, self.requests)
    }

    fn family(&self, word: &str) -> Arc<Family> {
        self.counts.reader.family(word, self.language)
    }

    fn with_both(&mut self, pair: [&str; 2]) -> Result<u64> {
        let [one, other] = self.both(pair)?;
        let both = one.iter().zip(other);
        Ok(both.map(|(one, other)| one.intersection_count(other) as u64).sum())
    }

    fn read_near(
        &mut self,
        pair: [&str; 2],
        are_enough: &dyn Fn(u64) -> bool,
        visit: &mut dyn FnMut(&Article) -> ControlFlow<()>,
    ) -> Result<()> {
        let both = self.both(pair)?.map(<[FixedBitSet]>::to_vec);
        let [mut both, others] = both;
        both.iter_mut().zip(&others).for_each(|(one, other)| one.intersect_with(other));
        let reader = self.counts.reader;
        // Most pairs stand apart in so many of the first articles that the others cannot be enough.
        let (mut left, mut near_by) = (count(&both), 0);
        let found = reader.standing(&near(&self.every, pair), &both, &mut |looked_at, found| {
            left -= looked_at;
            near_by += found;
            are_enough(near_by + left) && !(are_enough(near_by) && near_by >= READ)
        })?;
        if !are_enough(count(&found)) {
            return Ok(());
        }
        for (ordinal, found) in (0..).zip(&found) {
            for doc in found.ones() {
                let article = reader.article(DocAddress::new(ordinal, doc as u32))?.to_article();
                if visit(&article).is_break() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    fn side_by_side(&mut self, terms: &[&str]) -> Result<[u64; 2]> {
        let WordCounts { reader, matching, all, .. } = self.counts;
        let found = reader.among(&side_by_side(&self.every, terms), &all.0)?;
        let found = ArticleSets(found);
        Ok([found.common(matching), found.len()])
    }
}

/// Returns how many articles are in some sets.
fn count(sets: &[FixedBitSet]) -> u64 {
    sets.iter().map(|set| set.count_ones(..) as u64).sum()
}
