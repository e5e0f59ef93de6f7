//! Keywords in context: every occurrence of what a query asks for, each with what stands around it.
//!
//! It stands on the matches of any engine and on their occurrences, and cuts nothing off a
//! sentence; how much of a line is shown is not decided here.

use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use super::first_lines::FirstLines;
use super::sentence::sentences;
use crate::article::{Article, TextField};
use crate::engine::{Concordance, Engine, KwicArticle, KwicOrder, Request};
use crate::error::Result;

/// Looks for every occurrence of what a request asks for, and puts them in order: by the first of
/// `order`, then by the next, and at last as they stand in the collection. No more than `most`
/// lines are told, the first of them all.
///
/// # Errors
/// Those of [`Engine::matches`].
pub(crate) fn concordance(
    engine: &dyn Engine,
    request: &Request,
    order: &[KwicOrder],
    most: usize,
) -> Result<Concordance> {
    let (mut articles, mut without) = (0, 0);
    let mut lines = FirstLines::new(order, most);
    engine.matches(request, &mut |matched| {
        let article = matched.article()?;
        articles += 1;
        lines.begin(told(&article));
        let before = lines.count();
        for (field, text) in texts(&article) {
            let occurrences = matched.occurrences(field, text).into_iter().filter(|one| one.sought);
            let ranges: Vec<Range<usize>> = occurrences.map(|one| one.from..one.to).collect();
            if lines.is_over() {
                lines.pass(ranges.len());
            } else if !ranges.is_empty() {
                add(&mut lines, field, text, ranges);
            }
        }
        without += u64::from(lines.count() == before);
        Ok(ControlFlow::Continue(()))
    })?;
    let (occurrences, lines) = lines.finish();
    Ok(Concordance { lines, occurrences, articles, without })
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
