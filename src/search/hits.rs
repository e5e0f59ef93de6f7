//! Hits: what an answer says of the articles on its page, read from the index.
//!
//! It chooses none of them: which articles, and in what order, was decided before.

use std::collections::HashMap;

use tantivy::{DocAddress, DocId};

use super::copies::{Copied, Group};
use super::coverage::Coverage;
use super::listed::Beside;
use super::matcher::Matcher;
use super::page::Pager;
use super::plan::by_segment;
use super::score::explain;
use super::top::Found;
use super::weight::{RankedForm, words_of_tags};
use crate::analysis::fold;
use crate::article::Date;
use crate::engine::{Copies, CopyOf, Deadline, Detail, Hit, ScoreParts, SnippetOptions};
use crate::error::Result;
use crate::index::{IndexReader, StoredArticle};
use crate::query::Query;

/// Reads hits as far as a request wants them.
pub(super) struct Hits<'a> {
    pager: &'a Pager<'a>,
    scoring: Coverage,
    /// What is shown of their texts, when something is.
    shown: Option<(Matcher, SnippetOptions)>,
}

impl<'a> Hits<'a> {
    /// Returns a reader of hits whose scores are made so.
    pub(super) fn new(pager: &'a Pager<'a>, scoring: Coverage) -> Self {
        let plan = pager.plan;
        let matcher = || Matcher::new(plan.query, &plan.expansions, &plan.ranking.weights);
        let shown = match pager.request.detail {
            Detail::Id | Detail::Facts => None,
            Detail::Snippet(options) => Some((matcher(), options)),
        };
        Self { pager, scoring, shown }
    }

    /// Reads hits with their copies.
    pub(super) fn read(&self, groups: &[Group], into: &mut Vec<Hit>) -> Result<()> {
        let lacking = self.lacking(groups)?;
        for group in groups {
            let lacks = lacking.get(&group.0.address).cloned().unwrap_or_default();
            into.push(self.read_one(group, lacks)?);
        }
        Ok(())
    }

    /// Returns the plain words that hits lack, where that is told.
    fn lacking(&self, groups: &[Group]) -> Result<HashMap<DocAddress, Vec<String>>> {
        let plan = self.pager.plan;
        let mut lacking = HashMap::new();
        if self.pager.request.detail == Detail::Id && !self.pager.request.explain {
            return Ok(lacking);
        }
        let words = plan.ranking.weights.plain_words();
        let lack_words = groups.iter().map(|(hit, _)| *hit).filter(|hit| hit.matched < words);
        let hits: Vec<Found> = lack_words.collect();
        for (ordinal, mut hits) in by_segment(&hits, |hit| hit.address) {
            hits.sort_unstable_by_key(|hit| hit.address);
            let docs: Vec<DocId> = hits.iter().map(|hit| hit.address.doc_id).collect();
            let segment = plan.reader.searcher().segment_reader(ordinal);
            let of_hits = plan.ranking.lacking(segment, &docs);
            let of_hits = of_hits.map_err(|error| plan.reader.damaged(error))?;
            let named = |word: usize| plan.query.words[word].term.clone();
            lacking.extend(
                hits.iter()
                    .zip(of_hits)
                    .map(|(hit, of_hit)| (hit.address, of_hit.into_iter().map(named).collect())),
            );
        }
        Ok(lacking)
    }

    /// Reads a hit with its copies; it lacks some plain words.
    fn read_one(&self, (found, copies): &Group, mut lacks: Vec<String>) -> Result<Hit> {
        let (reader, request) = (self.pager.plan.reader, self.pager.request);
        let Found { rank, score, address, .. } = *found;
        let explanation = request.explain.then(|| self.explain(address)).transpose()?;
        if let Some(phrased) = &self.pager.phrased {
            lacks.extend(phrased.lacking(address));
        }
        let hit = Hit { rank, score, lacks, explanation, ..Hit::default() };
        if request.detail == Detail::Id {
            return Ok(Hit { id: reader.id(address)?, ..hit });
        }
        let article = reader.article(address)?;
        let tagged = self.tagged(address, &article)?;
        let most = match request.copies {
            Copies::Apart => 0,
            Copies::Grouped(most) => copies.len().min(most),
        };
        let read = copies[..most].iter().map(|copy| copy_of(reader, *copy));
        let hit = Hit {
            copies: read.collect::<Result<_>>()?,
            more_copies: copies.len() - most,
            tagged,
            ..with_facts(hit, &article)
        };
        let Some((matcher, options)) = &self.shown else { return Ok(hit) };
        Ok(Hit {
            title_marks: matcher.title_marks(&hit.title, hit.title_derived),
            fragments: matcher.snippet(|field| article.text(field), *options),
            ..hit
        })
    }

    /// Returns the tags of an article that have a word which its text lacks.
    fn tagged(&self, address: DocAddress, article: &StoredArticle) -> Result<Vec<String>> {
        let plan = self.pager.plan;
        let has_one = |words: &[String], tag: &str| {
            let folded = Query::words_of(tag).into_iter().map(|term| fold(&term).into_owned());
            folded.into_iter().any(|term| words.contains(&term))
        };
        let mut tags = Vec::new();
        let words = plan.query.words.iter().zip(&plan.expansions).zip(&plan.ranking.weights.words);
        for (at, ((word, expansion), ranked)) in words.enumerate() {
            let is_tagged = |form: &RankedForm| form.beside == Some(Beside::Tag);
            if !ranked.forms.iter().any(is_tagged) {
                continue;
            }
            let Some(wanted) = words_of_tags(word, expansion) else { continue };
            let with = article.tags().into_iter().filter(|tag| has_one(&wanted, tag));
            tags.extend(with.map(|tag| (at, tag.to_owned())));
        }
        if tags.is_empty() {
            return Ok(Vec::new());
        }
        let parts = self.explain(address)?;
        let is_in_text = |word: usize| {
            let mut parts = parts.words.iter().filter(|part| part.word == word);
            parts.any(|part| part.published || part.occurrences.iter().any(|times| *times > 0))
        };
        tags.retain(|(word, _)| !is_in_text(*word));
        let mut tags: Vec<String> = tags.into_iter().map(|(_, tag)| tag).collect();
        tags.dedup();
        Ok(tags)
    }

    fn explain(&self, address: DocAddress) -> Result<ScoreParts> {
        let plan = self.pager.plan;
        let segment = plan.reader.searcher().segment_reader(address.segment_ord);
        // The hits are found.
        let deadline = Deadline::default();
        let docs = vec![address.doc_id];
        let mut occurrences = plan.ranking.occurrences(plan.reader, segment, docs, &deadline);
        let parts = explain(&plan.ranking.weights, self.scoring, &mut occurrences);
        let parts = parts.map_err(|error| plan.reader.damaged(error))?;
        let recency = self.pager.dates.factor(address.segment_ord, address.doc_id);
        Ok(ScoreParts { recency, ..parts })
    }
}

/// Adds what an article says of itself.
fn with_facts(hit: Hit, article: &StoredArticle) -> Hit {
    Hit {
        id: article.id().to_owned(),
        title: article.title().to_owned(),
        title_derived: article.title_is_derived(),
        url: article.url().to_owned(),
        published: Date::from_iso(article.published()),
        modified: Date::from_iso(article.modified()),
        added: article.added(),
        source: article.source().to_owned(),
        section: article.section().to_owned(),
        authors: article.authors().into_iter().map(str::to_owned).collect(),
        language: article.language().to_owned(),
        ..hit
    }
}

/// Reads what tells a copy from others.
pub(super) fn copy_of(reader: &IndexReader, copied: Copied) -> Result<CopyOf> {
    let Copied { address, is_same, is_found } = copied;
    let article = reader.article(address)?;
    Ok(CopyOf {
        id: article.id().to_owned(),
        title: article.title().to_owned(),
        url: article.url().to_owned(),
        published: Date::from_iso(article.published()),
        source: article.source().to_owned(),
        is_same,
        is_found,
    })
}
