//! Keywords in context: every occurrence of what a query asks for, each with what stands around it.
//!
//! It stands on the matches of any engine and on their occurrences, and cuts nothing off a
//! sentence; how much of a line is shown is not decided here.

use std::iter;
use std::ops::Range;
use std::sync::Arc;

use super::first_lines::FirstLines;
use super::sentence::sentences;
use crate::article::{Article, TextField};
use crate::cores::cores;
use crate::engine::{Concordance, Engine, KwicArticle, KwicOrder, Match, Request, Visit};
use crate::error::Result;

/// Looks for every occurrence of what a request asks for, and puts them in order: by the first of
/// `order`, then by the next, and at last as they stand in the collection. No more than `most`
/// lines are told, the first of them all.
///
/// # Errors
/// Those of [`Engine::matches_in_parts`].
pub(crate) fn concordance(
    engine: &dyn Engine,
    request: &Request,
    order: &[KwicOrder],
    most: usize,
) -> Result<Concordance> {
    let part = || Part { lines: FirstLines::new(order, most), articles: 0, without: 0 };
    let mut parts: Vec<Part<'_>> = iter::repeat_with(part).take(cores()).collect();
    let visits = parts.iter_mut().map(|part| -> Visit<'_> { Box::new(|found| part.add(found)) });
    engine.matches_in_parts(request, &mut visits.collect::<Vec<_>>())?;
    let mut all = part();
    for Part { lines, articles, without } in parts {
        all.lines.append(lines);
        all.articles += articles;
        all.without += without;
    }
    let Part { lines, articles, without } = all;
    let (occurrences, lines) = lines.finish();
    Ok(Concordance { lines, occurrences, articles, without })
}

/// A part of a concordance.
struct Part<'o> {
    lines: FirstLines<'o>,
    articles: u64,
    /// Articles that match otherwise.
    without: u64,
}

impl Part<'_> {
    /// Adds the occurrences in an article.
    fn add(&mut self, matched: &dyn Match) -> Result<()> {
        let article = matched.article()?;
        self.articles += 1;
        self.lines.begin(told(&article));
        let before = self.lines.count();
        for (field, text) in texts(&article) {
            let occurrences = matched.occurrences(field, text).into_iter().filter(|one| one.sought);
            let ranges: Vec<Range<usize>> = occurrences.map(|one| one.from..one.to).collect();
            if self.lines.is_over() {
                self.lines.pass(ranges.len());
            } else if !ranges.is_empty() {
                add(&mut self.lines, field, text, ranges);
            }
        }
        self.without += u64::from(self.lines.count() == before);
        Ok(())
    }
}

/// Adds the occurrences in a text; those in one sentence share it.
fn add(lines: &mut FirstLines<'_>, field: TextField, text: &str, ranges: Vec<Range<usize>>) {
    let sentences = sentences(text);
    let mut last: Option<(Range<usize>, Arc<str>)> = None;
    for range in ranges {
        let around = around(&sentences, &range, text);
        let known = last.take().filter(|(known, _)| *known == around);
        let (around, sentence) = known.unwrap_or_else(|| {
            let sentence = text[around.clone()].into();
            (around, sentence)
        });
        let found = range.start - around.start..range.end - around.start;
        lines.add(field, &sentence, found);
        last = Some((around, sentence));
    }
}

/// Returns what lines tell of an article.
fn told(article: &Article) -> KwicArticle {
    KwicArticle {
        id: article.id.clone(),
        title: article.title.clone(),
        published: article.published.clone(),
        source: article.source.clone(),
    }
}

/// Returns the texts of an article that are searched: a standfirst that only repeats the opening
/// of the body stands there.
fn texts(article: &Article) -> impl Iterator<Item = (TextField, &str)> {
    let is_repeated = article.description_in_body().is_some();
    let own = move |field: &TextField| *field != TextField::Description || !is_repeated;
    let fields = TextField::ALL.into_iter().filter(own);
    fields.map(|field| (field, article.text(field))).filter(|(_, text)| !text.is_empty())
}

/// Returns the part of a text around an occurrence: its sentence, or those that it reaches over.
fn around(sentences: &[Range<usize>], range: &Range<usize>, text: &str) -> Range<usize> {
    let first = sentences.partition_point(|sentence| sentence.end <= range.start);
    let last = sentences.partition_point(|sentence| sentence.end < range.end);
    let start = sentences.get(first).map_or(range.start, |sentence| sentence.start);
    let end = sentences.get(last).map_or(text.len(), |sentence| sentence.end);
    start.min(range.start)..end.max(range.end)
}
