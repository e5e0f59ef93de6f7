//! Keywords in context: every occurrence of what a query asks for, each with what stands around it.
//!
//! It stands on the matches of any engine and on their occurrences, and cuts nothing off a
//! sentence; how much of a line is shown is not decided here.

use std::cmp::Ordering;
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use super::sentence::sentences;
use crate::analysis::{fold, words};
use crate::article::{Article, TextField};
use crate::engine::{Concordance, Engine, KwicArticle, KwicLine, KwicOrder, Request};
use crate::error::Result;

/// Looks for every occurrence of what a request asks for, and puts them in order: by the first of
/// `order`, then by the next, and at last as they stand in the collection.
///
/// # Errors
/// Those of [`Engine::matches`].
pub(crate) fn concordance(
    engine: &dyn Engine,
    request: &Request,
    order: &[KwicOrder],
) -> Result<Concordance> {
    let mut found = Concordance::default();
    engine.matches(request, &mut |matched| {
        let article = matched.article()?;
        found.articles += 1;
        let told = Arc::new(told(&article));
        for (field, text) in texts(&article) {
            let occurrences = matched.occurrences(text).into_iter().filter(|one| one.sought);
            let ranges: Vec<Range<usize>> = occurrences.map(|one| one.from..one.to).collect();
            if ranges.is_empty() {
                continue;
            }
            let sentences = sentences(text);
            found.lines.extend(ranges.into_iter().map(|range| {
                let around = around(&sentences, &range, text);
                KwicLine {
                    article: Arc::clone(&told),
                    field,
                    left: text[around.start..range.start].to_owned(),
                    right: text[range.end..around.end].to_owned(),
                    found: text[range].to_owned(),
                }
            }));
        }
        Ok(ControlFlow::Continue(()))
    })?;
    sort(&mut found.lines, order);
    Ok(found)
}

fn sort(lines: &mut Vec<KwicLine>, order: &[KwicOrder]) {
    let keyed = std::mem::take(lines).into_iter();
    let keyed = keyed.map(|line| {
        let keys: Vec<SortKey> = order.iter().map(|by| SortKey::of(*by, &line)).collect();
        (keys, line)
    });
    let mut keyed: Vec<(Vec<SortKey>, KwicLine)> = keyed.collect();
    keyed.sort_by(|(one, _), (other, _)| one.cmp(other));
    lines.extend(keyed.into_iter().map(|(_, line)| line));
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

/// What a line is put in order by.
#[derive(Debug, PartialEq, Eq)]
enum SortKey {
    /// A moment; none comes last.
    Moment(Option<i64>),
    /// A word or a name without accents and capitals, and with them; none comes last.
    Name(Option<(String, String)>),
}

impl SortKey {
    fn of(by: KwicOrder, line: &KwicLine) -> Self {
        let name = |name: &str| (fold(name).to_lowercase(), name.to_owned());
        match by {
            KwicOrder::Date => {
                Self::Moment(line.article.published.as_ref().map(|date| date.seconds))
            }
            KwicOrder::Source => {
                let source = &line.article.source;
                Self::Name((!source.is_empty()).then(|| name(source)))
            }
            KwicOrder::Left(place) => {
                let words = words_of(&line.left);
                Self::Name(words.len().checked_sub(place).map(|at| name(&words[at])))
            }
            KwicOrder::Right(place) => {
                Self::Name(words_of(&line.right).get(place - 1).map(|word| name(word)))
            }
        }
    }
}

impl Ord for SortKey {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Moment(one), Self::Moment(other)) => {
                one.is_none().cmp(&other.is_none()).then(one.cmp(other))
            }
            (Self::Name(one), Self::Name(other)) => {
                one.is_none().cmp(&other.is_none()).then_with(|| one.cmp(other))
            }
            (Self::Moment(_), Self::Name(_)) => Ordering::Less,
            (Self::Name(_), Self::Moment(_)) => Ordering::Greater,
        }
    }
}

impl PartialOrd for SortKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Returns the words of a text.
fn words_of(text: &str) -> Vec<String> {
    let (mut found, mut term) = (Vec::new(), String::new());
    let mut words = words(text);
    while words.next_into(&mut term).is_some() {
        found.push(term.clone());
    }
    found
}
