//! Hits: what an answer says of the articles on its page.
//!
//! It chooses none of them, and asks the cluster for nothing.

use super::page::{Copied, CopiedArticle, Page, Pager, Placed};
use super::reading::{Read, Reading};
use crate::analysis::fold;
use crate::article::Article;
use crate::engine::{Copies, CopyOf, Detail, Hit, ScoreParts, SnippetOptions};
use crate::error::Result;
use crate::query::Query;
use crate::search::{Beside, Matcher, explain, quoted, words_of_tags};

/// Makes hits of what is on a page.
pub(super) struct Hits<'a> {
    pager: &'a Pager<'a>,
    page: &'a Page,
    shown: Option<(Matcher, SnippetOptions)>,
}

impl<'a> Hits<'a> {
    /// Returns what makes the hits of a page.
    pub(super) fn new(pager: &'a Pager<'a>, page: &'a Page) -> Self {
        let plan = pager.plan;
        let matcher = || Matcher::new(plan.query, &plan.expansions, &plan.weights);
        let shown = match pager.request.detail {
            Detail::Id | Detail::Facts => None,
            Detail::Snippet(options) => Some((matcher(), options)),
        };
        Self { pager, page, shown }
    }

    /// Returns a hit with its copies.
    ///
    /// # Errors
    /// Those of the scorer.
    pub(super) fn hit(&self, placed: &Placed) -> Result<Hit> {
        let Placed { rank, score, matched, at, copies } = placed;
        let (request, plan) = (self.pager.request, self.pager.plan);
        let reading = &self.page.read[*at].reading;
        let says_what_lacks = request.detail != Detail::Id || request.explain;
        let mut lacks = Vec::new();
        if says_what_lacks && *matched < plan.weights.plain_words() {
            let absent = plan.plain().filter(|word| !reading.has(*word, plan));
            lacks.extend(absent.map(|word| plan.query.words[word].term.clone()));
        }
        if let (true, Some(strict)) = (says_what_lacks, self.pager.strict) {
            let phrases = quoted(strict.query).into_iter();
            let lacking = phrases.filter(|(_, phrase)| !reading.meets(phrase, strict, false));
            lacks.extend(lacking.map(|(phrase, _)| phrase));
        }
        let explanation = request.explain.then(|| self.explain(reading)).transpose()?;
        let hit = Hit { rank: *rank, score: *score, lacks, explanation, ..Hit::default() };
        if request.detail == Detail::Id {
            return Ok(Hit { id: reading.article.id.clone(), ..hit });
        }
        let most = match request.copies {
            Copies::Apart => 0,
            Copies::Grouped(most) => copies.len().min(most),
        };
        let hit = Hit {
            copies: copies[..most].iter().map(|copy| self.copy(copy)).collect(),
            more_copies: copies.len() - most,
            tagged: self.tagged(reading)?,
            ..with_facts(hit, &reading.article)
        };
        let Some((matcher, options)) = &self.shown else { return Ok(hit) };
        Ok(Hit {
            title_marks: matcher.title_marks(&hit.title, hit.title_derived),
            fragments: matcher.snippet(|field| reading.article.text(field), *options),
            ..hit
        })
    }

    fn copy(&self, copied: &Copied) -> CopyOf {
        let article = match &copied.article {
            CopiedArticle::At(at) => &self.page.read[*at].reading.article,
            CopiedArticle::Elsewhere(reading) => &reading.article,
        };
        CopyOf { is_found: copied.is_found, ..copy_of(article, copied.is_same) }
    }

    fn explain(&self, reading: &Reading) -> Result<ScoreParts> {
        let mut read = Read { plan: self.pager.plan, readings: vec![reading] };
        let parts = explain(&self.pager.plan.weights, self.page.scoring, &mut read)?;
        let recency = self.pager.aged(reading);
        Ok(ScoreParts { recency, ..parts })
    }

    /// Returns the tags of an article that have a word which its text lacks.
    fn tagged(&self, reading: &Reading) -> Result<Vec<String>> {
        let plan = self.pager.plan;
        let has_one = |words: &[String], tag: &str| {
            let folded = Query::words_of(tag).into_iter().map(|term| fold(&term).into_owned());
            folded.into_iter().any(|term| words.contains(&term))
        };
        let mut tags = Vec::new();
        let words = plan.query.words.iter().zip(&plan.expansions).zip(&plan.weights.words);
        for (at, ((word, expansion), ranked)) in words.enumerate() {
            if !ranked.forms.iter().any(|form| form.beside == Some(Beside::Tag)) {
                continue;
            }
            let Some(wanted) = words_of_tags(word, expansion) else { continue };
            let with = reading.article.tags.iter().filter(|tag| has_one(&wanted, tag));
            tags.extend(with.map(|tag| (at, tag.clone())));
        }
        if tags.is_empty() {
            return Ok(Vec::new());
        }
        let parts = self.explain(reading)?;
        let is_in_text = |word: usize| {
            let mut parts = parts.words.iter().filter(|part| part.word == word);
            parts.any(|part| part.published || part.occurrences.iter().any(|times| *times > 0))
        };
        tags.retain(|(word, _)| !is_in_text(*word));
        let mut tags: Vec<String> = tags.into_iter().map(|(_, tag)| tag).collect();
        tags.dedup();
        Ok(tags)
    }
}

/// Adds what an article says of itself.
fn with_facts(hit: Hit, article: &Article) -> Hit {
    let article = article.clone();
    Hit {
        id: article.id,
        title: article.title,
        title_derived: article.title_derived,
        url: article.url,
        published: article.published,
        modified: article.modified,
        added: article.first_indexed.moment(),
        source: article.source,
        section: article.section,
        authors: article.authors,
        language: article.language,
        ..hit
    }
}

/// Returns what tells a copy from others.
pub(super) fn copy_of(article: &Article, is_same: bool) -> CopyOf {
    CopyOf {
        id: article.id.clone(),
        title: article.title.clone(),
        url: article.url.clone(),
        published: article.published.clone(),
        source: article.source.clone(),
        is_same,
        is_found: false,
    }
}
