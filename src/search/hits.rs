//! Hits: what an answer says of the articles on its page, read from the index.
//!
//! It chooses none of them: which articles, and in what order, was decided before.

use tantivy::DocAddress;

use super::copies::{Copied, Group};
use super::coverage::Coverage;
use super::listed::Beside;
use super::matcher::Matcher;
use super::page::Pager;
use super::score::explain;
use super::top::Found;
use super::weight::{RankedForm, words_of_tags};
use crate::analysis::fold;
use crate::article::Date;
use crate::engine::{Copies, CopyOf, Deadline, Detail, Hit, ScoreParts, SnippetOptions};
use crate::error::Result;
use crate::index::{IndexReader, StoredArticle};
use crate::query::{Query, Role};

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

    /// Reads a hit with its copies.
    pub(super) fn read(&self, (found, copies): &Group) -> Result<Hit> {
        let (reader, request) = (self.pager.plan.reader, self.pager.request);
        let Found { rank, score, matched, address } = *found;
        let plan = self.pager.plan;
        let has_facts = request.detail != Detail::Id;
        let lacks_words = has_facts && matched < plan.ranking.weights.plain_words();
        let explained = (request.explain || lacks_words).then(|| self.explain(address));
        let parts = explained.transpose()?;
        let mut lacks = parts.as_ref().map_or_else(Vec::new, |parts| lacking(parts, plan.query));
        if let Some(phrased) = &self.pager.phrased {
            lacks.extend(phrased.lacking(address));
        }
        let explanation = parts.filter(|_| request.explain);
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
            title_marks: matcher.title_marks(&hit.title),
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
        let docs = [address.doc_id];
        let mut occurrences = plan.ranking.occurrences(segment, &docs, &deadline);
        let parts = explain(&plan.ranking.weights, self.scoring, &mut occurrences);
        let parts = parts.map_err(|error| plan.reader.damaged(error))?;
        let recency = self.pager.dates.factor(address.segment_ord, address.doc_id);
        Ok(ScoreParts { recency, ..parts })
    }
}

/// Returns the plain words that bring nothing to a score.
pub(super) fn lacking(parts: &ScoreParts, query: &Query) -> Vec<String> {
    let absent = parts.words.iter().filter(|part| part.score <= 0.0 || part.near_spelling);
    let words = absent.map(|part| &query.words[part.word]);
    words.filter(|word| word.role == Role::Plain).map(|word| word.term.clone()).collect()
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
